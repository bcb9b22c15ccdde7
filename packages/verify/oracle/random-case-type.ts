// Case types that nobody would write: states, commands, guards, clocks and updates put together by chance, small enough to
// be explored to the end in three ways.
import { type AnyCaseType, type Duration, declareCase, partyId } from '@convoke/core'
import fc from 'fast-check'
import * as z from 'zod'

const guards = {
  isFew: ({ context }: Given) => context.count < 2,
  isMany: ({ context }: Given) => context.count >= 2,
  isOn: ({ context }: Given) => context.flag,
  isOff: ({ context }: Given) => !context.flag,
  isNew: ({ context, event }: Given) => event.by !== undefined && !(event.by in context.replies),
  allReplied: ({ context }: Given) => context.members.every(party => party in context.replies),
  someYes: ({ context }: Given) => Object.values(context.replies).includes('yes'),
  isFirst: ({ context, event }: Given) => event.by === context.members[0],
  isShort: ({ context }: Given) => context.notes.length < 2,
  isFull: ({ context }: Given) => context.notes.length >= 2,
  saysYes: ({ event }: Given) => event.answer === 'yes',
}
const updates = {
  counts: ({ context }: Given) => {
    context.count = Math.min(2, context.count + 1)
  },
  counts0: ({ context }: Given) => {
    context.count = 0
  },
  turns: ({ context }: Given) => {
    context.flag = !context.flag
  },
  replies: ({ context, event }: Given) => {
    if (event.by !== undefined) context.replies[event.by] = event.answer ?? 'yes'
  },
  defaults: ({ context }: Given) => {
    for (const party of context.members) context.replies[party] ??= 'no'
  },
  forgets: ({ context }: Given) => {
    context.replies = {}
  },
  notes: ({ context }: Given) => {
    if (context.notes.length < 2) context.notes.push(context.flag ? 'on' : 'off')
  },
  clears: ({ context }: Given) => {
    context.notes = []
  },
  passesOn: ({ context }: Given) => {
    context.head = context.members[0] as string
  },
}

interface Given {
  readonly context: {
    members: string[]
    head: string
    count: number
    flag: boolean
    replies: Record<string, 'yes' | 'no'>
    notes: string[]
  }
  readonly event: { readonly by?: string; readonly answer?: 'yes' | 'no' }
}

const guardName = fc.constantFrom(...(Object.keys(guards) as (keyof typeof guards)[]))
const updateName = fc.constantFrom(...(Object.keys(updates) as (keyof typeof updates)[]))
const places = 4
const commandNames = ['ask', 'answer', 'go', 'back'] as const
const clockNames = ['first', 'each'] as const

const move = fc.record({
  on: fc.constantFrom(...commandNames, ...clockNames.map(name => `deadline.${name}` as const)),
  /** Above all states: it stays where it is. */
  to: fc.nat(places + 1),
  guard: fc.option(guardName, { freq: 2 }),
  update: fc.option(updateName, { freq: 4 }),
})

/** What a random case type is made of. */
const plans = fc.record({
  members: fc.integer({ min: 1, max: 2 }),
  by: fc.tuple(...commandNames.map(() => fc.constantFrom(['member'], ['head'], ['member', 'head']))),
  // A way out of each place, so that most of them are come to.
  out: fc.array(fc.record({ on: fc.constantFrom(...commandNames), skip: fc.nat(1), update: fc.option(updateName) }), {
    minLength: places,
    maxLength: places,
  }),
  moves: fc.array(fc.array(move, { minLength: 1, maxLength: 4 }), { minLength: places, maxLength: places }),
  everywhere: fc.array(move, { maxLength: 1 }),
  // Only onwards, so that no round of them is without an end.
  always: fc.array(fc.record({ from: fc.nat(places - 2), skip: fc.nat(1), guard: guardName }), { maxLength: 2 }),
  clocks: fc.tuple(...clockNames.map(() => fc.array(fc.nat(places - 1), { minLength: 1, maxLength: 2 }))),
  entry: fc.option(updateName, { freq: 2 }),
  apart: fc.boolean(),
})
type Plan = typeof plans extends fc.Arbitrary<infer P> ? P : never

/** How long the clocks of a random case type run. */
export interface RandomPeriods {
  readonly first: Duration
  readonly each: Duration
}

const twoDays = { n: 2, unit: 'working-day' } as const

/** So many random case types; the same for the same seed. */
export function randomCaseTypes(
  count: number,
  seed: number,
  periodsOf: (number: number) => RandomPeriods = () => ({ first: twoDays, each: twoDays }),
): readonly AnyCaseType[] {
  return fc.sample(plans, { numRuns: count, seed }).map((plan, number) => typeOf(plan, number, periodsOf(number)))
}

/** Put together without the checks of a definition, which would refuse most of them. */
function typeOf(plan: Plan, number: number, periods: RandomPeriods): AnyCaseType {
  const placeOf = (n: number) => (n === places ? 'done' : n > places ? undefined : `s${n}`)
  const words = declareCase({
    parameters: z.object({}),
    opening: z.object({ members: z.array(partyId), head: partyId }),
    context: z.object({
      members: z.array(partyId),
      head: partyId,
      count: z.int(),
      flag: z.boolean(),
      replies: z.record(partyId, z.enum(['yes', 'no'])),
      notes: z.array(z.string()),
    }),
    roles: {
      member: { who: (c: Given['context']) => c.members },
      head: { who: (c: Given['context']) => c.head },
    },
    commands: Object.fromEntries(
      commandNames.map((name, n) => [
        name,
        { by: plan.by[n], ...(name === 'answer' ? { data: z.object({ answer: z.enum(['yes', 'no']) }) } : {}) },
      ]),
    ),
    deadlines: {
      first: { on: [...new Set(plan.clocks[0])].map(n => `s${n}`), within: periods.first, owes: 'head' },
      each: {
        on: [...new Set(plan.clocks[1])].map(n => `s${n}`),
        within: periods.each,
        owes: 'member',
        each: (c: Given['context']) => c.members.filter(party => !(party in c.replies)),
      },
    },
    ...(plan.apart ? { separation: [{ did: 'ask', mayNot: 'go' }] } : {}),
  } as never) as unknown as {
    setup: (config: object) => { createMachine(config: object): object }
    update: (recipe: (given: Given) => void) => object
  }
  const does = (name: keyof typeof updates | null) => (name === null ? {} : { actions: words.update(updates[name]) })
  const heard = (moves: readonly (typeof plan.moves)[number][number][], up = '') => {
    const on: Record<string, object[]> = {}
    for (const { on: event, to, guard, update } of moves) {
      const target = placeOf(to)
      on[event] ??= []
      on[event].push({
        ...(target === undefined ? {} : { target: `${up}${target}` }),
        ...(guard === null ? {} : { guard }),
        ...does(update),
      })
    }
    return on
  }
  const states = plan.moves.map((moves, n) => {
    const always = plan.always
      .filter(({ from }) => from === n)
      .map(({ skip, guard }) => ({ guard, target: placeOf(Math.min(n + 1 + skip, places)) }))
    const entry = n === 1 && plan.entry !== null ? { entry: words.update(updates[plan.entry]) } : {}
    const { on, skip, update } = plan.out[n] as Plan['out'][number]
    const out = { on, to: Math.min(n + 1 + skip, places), guard: null, update }
    return [`s${n}`, { on: heard([...moves, out]), ...(always.length > 0 ? { always } : {}), ...entry }] as const
  })
  const machine = words.setup({ guards }).createMachine({
    context: ({ input }: { input: { parameters: object; opening: object } }) => ({
      parameters: input.parameters,
      ...input.opening,
      count: 0,
      flag: false,
      replies: {},
      notes: [],
    }),
    initial: 's0',
    on: heard(plan.everywhere, '.'),
    states: { ...Object.fromEntries(states), done: { type: 'final', meta: { outcome: 'done' } } },
  })
  const { setup: _, update: __, ...declared } = words as unknown as Record<string, unknown>
  const text = {
    title: 'random',
    states: {},
    roles: {},
    commands: {},
    deadlines: {},
    guards: {},
    outcomes: {},
    tasks: {},
  }
  return {
    ...declared,
    name: `random-${number}`,
    version: '1.0.0',
    machine,
    labels: { 'zh-CN': text, en: text },
    samples: { answer: [{ answer: 'yes' }, { answer: 'no' }] },
    openings: [{ members: ['dept:a', 'dept:b'].slice(0, plan.members), head: 'dept:head' }],
  } as unknown as AnyCaseType
}
