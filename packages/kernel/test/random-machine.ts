// A family of machines as data, so that a counterexample prints as something that can be read and kept.
import * as fc from 'fast-check'
import { and, assign, cancel, emit, enqueueActions, log, not, or, raise, setup, stateIn } from 'xstate'

export interface NodeSpec {
  readonly kind: 'atomic' | 'compound' | 'parallel' | 'final' | 'shallow' | 'deep'
  readonly children: readonly NodeSpec[]
  readonly initial: number
  readonly initialActions: readonly string[]
  readonly entry: readonly string[]
  readonly exit: readonly string[]
  readonly on: readonly (readonly [event: string, moves: readonly MoveSpec[]])[]
  readonly always: readonly MoveSpec[]
  readonly done: readonly MoveSpec[]
  readonly after: readonly MoveSpec[]
  readonly tags: readonly string[]
  readonly output: boolean
}

export interface MoveSpec {
  /** Which node, counted through the tree; null stays. */
  readonly target: number | null
  readonly guard: string | null
  readonly actions: readonly string[]
  readonly reenter: boolean
}

export const eventTypes = ['A', 'B', 'C', 'x.y', 'x.z.w'] as const
const descriptors = ['A', 'A', 'B', 'B', 'C', 'x.y', 'x.*', '*']

const guardNames = [
  'even',
  'small',
  'odd-event',
  'big-event',
  'at-least',
  'at-least-some',
  'in-place',
  'both',
  'either',
  'neither',
  'in-first',
  'touchy',
]
const quietActions = [
  'tell',
  'add',
  'keep',
  'whole',
  'later',
  'later-named',
  'cancel',
  'log',
  'emit',
  'with-params',
  'tell-in-place',
  'add-in-place',
] as const
const changeless: readonly string[] = [
  'tell',
  'later',
  'later-named',
  'cancel',
  'log',
  'emit',
  'with-params',
  'tell-in-place',
]
const raises = ['raise-A', 'raise-B', 'raise-own'] as const

const quiet = fc.array(fc.constantFrom(...quietActions, 'queue'), { maxLength: 2 })
const actions = fc.array(fc.constantFrom(...quietActions, 'queue', ...raises), { maxLength: 2 })
const move: fc.Arbitrary<MoveSpec> = fc.record({
  target: fc.option(fc.nat(40), { freq: 5 }),
  guard: fc.option(fc.constantFrom(...guardNames), { freq: 1 }),
  actions,
  reenter: fc.boolean(),
})
const guarded: fc.Arbitrary<MoveSpec> = fc.record({
  target: fc.option(fc.nat(40), { freq: 5 }),
  guard: fc.constantFrom(...guardNames),
  actions,
  reenter: fc.boolean(),
})
const handlers = fc.array(
  // An empty list of moves stands for `X: undefined`.
  fc.tuple(fc.constantFrom(...descriptors), fc.array(move, { maxLength: 2 })),
  { minLength: 1, maxLength: 4 },
)
const sometimes = <T>(item: fc.Arbitrary<T>) =>
  fc.oneof(
    { weight: 3, arbitrary: fc.constant([]) },
    { weight: 1, arbitrary: fc.array(item, { minLength: 1, maxLength: 2 }) },
  )

/** @param children how many a branch has at most; small trees are made and compared in a fraction of the time */
export function nodeSpec(withAlways: boolean, children = 4): fc.Arbitrary<NodeSpec> {
  const common = {
    initial: fc.nat(3),
    initialActions: quiet,
    entry: quiet,
    exit: quiet,
    on: handlers,
    always: withAlways ? sometimes(guarded) : fc.constant([]),
    done: sometimes(move),
    after: sometimes(move),
    tags: fc.subarray(['red', 'green']),
    output: fc.boolean(),
  }
  const { tree } = fc.letrec<{ tree: NodeSpec; leaf: NodeSpec; branch: NodeSpec }>(tie => ({
    leaf: fc.record({
      ...common,
      kind: fc.constantFrom('atomic', 'atomic', 'atomic', 'atomic', 'final', 'shallow', 'deep'),
      children: fc.constant([]),
    }),
    branch: fc.record({
      ...common,
      kind: fc.constantFrom('compound', 'compound', 'parallel'),
      children: fc.array(tie('tree'), { minLength: 2, maxLength: children }),
    }),
    tree: fc.oneof({ maxDepth: children - 1, depthSize: 'small', withCrossShrink: true }, tie('leaf'), tie('branch')),
  }))
  return fc.record({
    ...common,
    kind: fc.constantFrom('compound', 'parallel'),
    children: fc.array(tree, { minLength: 2, maxLength: children }),
  })
}

// Made once: it holds nothing of any machine.
const base = setup({
  types: {
    context: {} as { n: number; fuel: number; log: readonly string[]; last: string },
    events: {} as { type: (typeof eventTypes)[number]; k: number },
    input: {} as { n: number },
  },
  delays: { soon: ({ context }) => context.n + 10 },
  guards: {
    fuelled: ({ context }) => context.fuel > 0,
    even: ({ context }) => context.n % 2 === 0,
    small: ({ context }) => context.n < 4,
    'odd-event': ({ event }) => (event.k ?? 0) % 2 === 1,
    'big-event': ({ event }) => (event.k ?? 0) > 2,
    'at-least': ({ context }, params: { least: number }) => context.n >= params.least,
    both: and(['even', 'small']),
    either: or(['odd-event', not('even')]),
    neither: not(or(['even', 'big-event'])),
    'in-first': stateIn('s0'),
    touchy: ({ context }) => {
      if (context.n % 4 === 1) throw new Error('do not touch')
      return context.n > 2
    },
  },
  actions: {
    tell: () => {},
    'with-params': () => {},
    enter: () => {},
    exit: () => {},
    burn: assign({ fuel: ({ context }) => context.fuel - 1 }),
    add: assign({ n: ({ context }) => Math.min(context.n + 1, 9) }),
    keep: assign({ log: ({ context, event }) => [...context.log, event.type].slice(-5), last: 'kept' }),
    whole: assign(({ context, event }) => ({ n: (context.n + (event.k ?? 1)) % 8, last: event.type })),
    'raise-A': raise({ type: 'A', k: 1 }),
    'raise-B': raise(({ context }) => ({ type: 'B' as const, k: context.n })),
    'raise-own': raise({ type: 'C', k: 2 }),
    later: raise({ type: 'A', k: 3 }, { delay: 100, id: 'later' }),
    'later-named': raise({ type: 'B', k: 3 }, { delay: 'soon' }),
    cancel: cancel('later'),
    log: log(({ context }) => context.n, 'n'),
    emit: emit(({ context, event }) => ({ type: 'told', n: context.n, event })),
    queue: enqueueActions(({ enqueue, check, context }) => {
      if (check(({ context }) => context.n % 2 === 0)) enqueue.assign({ n: context.n + 1 })
      else enqueue('tell')
      enqueue({ type: 'with-params', params: { n: context.n } })
      if (!check(({ context }) => context.fuel > 0)) return
      enqueue('burn')
      enqueue.raise({ type: 'x.y', k: 1 })
      enqueue.raise({ type: 'A', k: 1 }, { delay: 10, id: 'queued' })
      enqueue.cancel('queued')
      enqueue.emit({ type: 'told', n: context.n, event: { type: 'A', k: 0 } } as never)
    }),
  },
})

interface Asked {
  readonly context: { readonly n: number }
  readonly event: { readonly k?: number }
}

const leastOf = ({ context, event }: Asked) => ({ least: (context.n + (event.k ?? 0)) % 5 })
const isOddSum = ({ context, event }: Asked) => (context.n + (event.k ?? 0)) % 2 === 1
/** Actions written where they are used, not by name alone. */
const inPlace: Readonly<Record<string, unknown>> = {
  'with-params': { type: 'with-params', params: ({ context }: Asked) => ({ n: context.n }) },
  'tell-in-place': function tellInPlace() {},
  'add-in-place': base.assign({ n: ({ context, event }) => (context.n + (event.k ?? 1)) % 9 }),
}

interface Placed {
  readonly spec: NodeSpec
  readonly id: string
  readonly children: readonly Placed[]
}

const canStart = ({ kind }: NodeSpec): boolean => kind !== 'shallow' && kind !== 'deep'

/**
 * Builds the machine of a spec. Every node tells `enter` and `exit` with its id before anything else it does.
 *
 * Whatever moves or raises without an event from outside burns `fuel`, so that with little of it the machine comes to
 * rest, and with much of it many machines never do.
 */
export function machineOf(spec: NodeSpec, fuel: number, maxIterations: number) {
  const ids: string[] = []
  const place = (spec: NodeSpec, id: string): Placed => {
    ids.push(id)
    // A node with children needs one it can start in; a history cannot be that.
    const children = spec.children.some(canStart) ? spec.children : []
    return { spec, id, children: children.map((child, i) => place(child, `${id}.s${i}`)) }
  }
  const root = place(spec, 'm')
  const act = (name: string) => inPlace[name] ?? name
  const guardOf = ({ guard }: MoveSpec, from: Placed) => {
    if (guard === 'at-least') return { type: guard, params: { least: from.children.length } }
    if (guard === 'at-least-some') return { type: 'at-least', params: leastOf }
    return guard === 'in-place' ? isOddSum : (guard ?? 'even')
  }
  const moveOf = (move: MoveSpec, from: Placed, unasked: boolean) => {
    // `and` is typed for the guards of no setup() in particular; the whole tree is checked at run time only.
    // What changes nothing comes to rest by itself: XState does not take it twice in a row.
    const rests = move.target === null && move.actions.every(name => changeless.includes(name))
    const burns = (unasked && !rests) || move.actions.some(name => name.startsWith('raise'))
    return {
      ...(move.target === null ? {} : { target: `#${ids[move.target % ids.length]}` }),
      ...(burns
        ? { guard: move.guard === null ? 'fuelled' : and(['fuelled', guardOf(move, from)] as never) }
        : move.guard === null
          ? {}
          : { guard: guardOf(move, from) }),
      actions: [...(burns ? ['burn'] : []), ...move.actions.map(act)],
      reenter: move.reenter,
    }
  }
  const config = (placed: Placed): Record<string, unknown> => {
    const { spec, id, children } = placed
    if (spec.kind === 'shallow' || spec.kind === 'deep') return { id, type: 'history', history: spec.kind }
    const starts = children.filter(child => canStart(child.spec))
    const start = starts[spec.initial % starts.length]
    const keyOf = (child: Placed) => child.id.slice(id.length + 1)
    return {
      id,
      ...(spec.kind === 'final' ? { type: 'final' } : {}),
      ...(children.length === 0
        ? {}
        : { states: Object.fromEntries(children.map(child => [keyOf(child), config(child)])) }),
      ...(spec.kind === 'parallel' && start !== undefined ? { type: 'parallel' } : {}),
      ...(spec.kind === 'compound' && start !== undefined
        ? { initial: { target: keyOf(start), actions: spec.initialActions.map(act) } }
        : {}),
      tags: spec.tags,
      meta: { id },
      entry: [{ type: 'enter', params: { id } }, ...spec.entry.map(act)],
      exit: [{ type: 'exit', params: { id } }, ...spec.exit.map(act)],
      ...(spec.kind === 'final'
        ? spec.output
          ? { output: ({ context }: { context: { n: number } }) => ({ id, n: context.n }) }
          : {}
        : {
            on: Object.fromEntries(
              spec.on.map(([type, moves]) => [
                type,
                moves.length === 0 ? undefined : moves.map(move => moveOf(move, placed, false)),
              ]),
            ),
            always: spec.always.map(move => moveOf(move, placed, true)),
            after: spec.after.length === 0 ? {} : { 50: spec.after.map(move => moveOf(move, placed, false)) },
            ...(children.length === 0 || spec.done.length === 0
              ? {}
              : { onDone: spec.done.map(move => moveOf(move, placed, true)) }),
          }),
    }
  }
  const { id: _, ...tree } = config(root)
  return base.createMachine({
    ...(tree as object),
    id: 'm',
    context: ({ input }) => ({ n: input.n, fuel, log: [], last: '' }),
    output: ({ context, event }) => ({ n: context.n, event }),
    options: { maxIterations },
  } as Parameters<typeof base.createMachine>[0])
}

export type RandomMachine = ReturnType<typeof machineOf>
