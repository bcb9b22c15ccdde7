// Cases in which one duty follows another, in a loop of their own: the same as in the general way, down to the last byte.
import { declareCase, defineCaseType, duration, partyId, type RateRules } from '@convoke/core'
import { errand } from '@convoke/core/testing'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { urgentVisit, visit } from '../bench/queues.js'
import { replicationKey, seedKey } from '../src/random/luck.js'
import { replicate } from '../src/run/replication.js'
import { isEligible } from '../src/run/sequential/eligible.js'
import { planOf } from '../src/run/sequential/stages.js'
import { slowest } from '../src/run/slowest.js'
import type { ScenarioInput, TimeDistribution } from '../src/scenario/schema.js'
import { studyOf } from '../src/study/study.js'

const words = declareCase({
  parameters: z.object({}),
  opening: z.object({ clerk: partyId }),
  context: z.object({ clerk: partyId }),
  roles: { clerk: { who: c => c.clerk }, chief: { who: () => 'chief' } },
  commands: { pass: { by: ['clerk'] }, drop: { by: ['clerk'] }, back: { by: ['chief'] }, sign: { by: ['chief'] } },
  deadlines: {},
  notices: {},
})
const machine = words.setup({}).createMachine({
  context: ({ input }) => ({ parameters: input.parameters, ...input.opening }),
  initial: 'open',
  states: {
    open: {
      initial: 'atClerk',
      states: {
        atClerk: {
          meta: { duties: [{ role: 'clerk', task: 'look', commands: ['pass', 'drop'], exempt: 'none' }] },
          on: { pass: 'atChief', drop: '#dropped' },
        },
        atChief: {
          meta: { duties: [{ role: 'chief', task: 'sign', commands: ['sign', 'back'], exempt: 'none' }] },
          on: { sign: '#signed', back: 'atClerk' },
        },
      },
    },
    signed: { id: 'signed', type: 'final', meta: { outcome: 'signed' } },
    dropped: { id: 'dropped', type: 'final', meta: { outcome: 'dropped' } },
  },
})
const labels = {
  title: 'Paper',
  states: {
    open: 'Open',
    'open.atClerk': 'At the clerk',
    'open.atChief': 'At the chief',
    signed: 'Signed',
    dropped: 'Dropped',
  },
  roles: { clerk: 'Clerk', chief: 'Chief' },
  commands: { pass: 'Pass on', drop: 'Drop', back: 'Send back', sign: 'Sign' },
  deadlines: {},
  guards: {},
  outcomes: { signed: 'Signed', dropped: 'Dropped' },
  tasks: { look: 'Look', sign: 'Sign' },
}
const title = { 'zh-CN': '率', en: 'Rate' }
const rates: RateRules<{ readonly clerk: string }> = {
  facts: { byClerk: { title, is: ({ clerk }) => clerk === 'clerk' } },
  exclusions: { dropped: title },
  excluded: (_, outcome) => (outcome === 'dropped' ? outcome : null),
  packs: {
    office: {
      title,
      rates: [
        {
          ...{ name: 'byClerk', title, numerator: 'byClerk', denominator: 'counted', weight: null, authority: 'ours' },
          ...{ jurisdiction: 'here', source: 'ours', readOn: '2026-03-02', borrowed: false },
        },
      ],
    },
  },
}
const paper = defineCaseType(words, {
  ...{ name: 'paper', version: '1.0.0', machine, labels: { 'zh-CN': labels, en: labels }, samples: {} },
  rates,
})

const rollWords = declareCase({
  parameters: z.object({ replyWithin: duration.default({ n: 1, unit: 'working-day' }) }),
  opening: z.object({ clerk: partyId }),
  context: z.object({ clerk: partyId }),
  roles: { clerk: { who: c => c.clerk } },
  commands: { call: { by: ['clerk'] }, end: { by: ['clerk'] } },
  deadlines: {
    reply: {
      ...{ on: 'called', owes: 'clerk', ladder: [] },
      each: () => Array.from({ length: 10_001 }, (_, i) => String(i)),
      within: 'replyWithin',
    },
  },
  notices: {},
})
const rollMachine = rollWords.setup({}).createMachine({
  context: ({ input }) => ({ parameters: input.parameters, ...input.opening }),
  initial: 'open',
  states: {
    open: {
      meta: { duties: [{ role: 'clerk', task: 'call', commands: ['call'], exempt: 'none' }] },
      on: { call: 'called' },
    },
    called: {
      meta: { duties: [{ role: 'clerk', task: 'end', commands: ['end'], deadline: 'reply' }] },
      on: { end: 'ended', 'deadline.reply': 'ended' },
    },
    ended: { type: 'final', meta: { outcome: 'ended' } },
  },
})
const rollLabels = {
  ...{ title: 'Roll', states: { open: 'Open', called: 'Called', ended: 'Ended' }, roles: { clerk: 'Clerk' } },
  ...{
    commands: { call: 'Call', end: 'End' },
    deadlines: { reply: 'Reply' },
    guards: {},
    outcomes: { ended: 'Ended' },
  },
  tasks: { call: 'Call', end: 'End' },
}
/** Calling so many at once is refused, though nothing speaks against it beforehand. */
const roll = defineCaseType(rollWords, {
  ...{ name: 'roll', version: '1.0.0', machine: rollMachine, samples: {} },
  labels: { 'zh-CN': rollLabels, en: rollLabels },
})
const caseTypes = [visit, urgentVisit, paper, errand, roll]

/** Runs both ways, three times; says whether all of it was run in the loop. Notes why work was in vain. */
function compare(scenario: ScenarioInput, inVain?: Set<string>): boolean {
  const worldFor = () => studyOf(scenario, { caseTypes }).worlds[0] as ReturnType<typeof studyOf>['worlds'][number]
  const [own, general] = [worldFor(), worldFor()]
  for (let r = 0; r < 3; r++) {
    const result = (world: typeof own, isGeneral: boolean) => {
      const slow = slowest()
      const run = replicate(world, r, replicationKey(seedKey(1), r), { isGeneral, slowest: slow })
      for (;;) {
        const { value, done } = run.next()
        if (done === true) return { ...value, worst: slow.list() }
      }
    }
    const told = result(general, true)
    const looped = result(own, false)
    expect(looped).toEqual(told)
    expect(JSON.stringify(looped)).toBe(JSON.stringify(told))
    // Somebody has the one duty of a case, and nobody else can take it away: in the loop nothing is worked in vain.
    const wasted = told.measures.filter(({ id }) => id === 'wasted').map(({ dims }) => dims.code as string)
    if (isEligible(own)) expect(wasted).toEqual([])
    for (const code of wasted) inVain?.add(code)
  }
  return isEligible(own) && planOf(own).entries.length > 0
}

const time: fc.Arbitrary<TimeDistribution> = fc.oneof(
  fc.constantFrom<TimeDistribution>(0, '1 min', '1 h', '30 h', 'never'),
  fc.constantFrom<TimeDistribution>(
    { exponential: { mean: '2 h' } },
    { zero: 0.5, else: { exponential: { mean: '90 min' } } },
    { never: 0.05, else: { uniform: { from: '1 min', to: '1 d' } } },
    { zero: 0.3, else: { never: 0.2, else: { gamma: { mean: '2 h', cv: 3 } } } },
    { lognormal: { median: '20 min', p90: '3 h' } },
    { weibull: { scale: '1 h', shape: 0.7 } },
    // Many at one instant.
    { empirical: [0, '1 h', { value: '2 d', weight: 0.3 }] },
  ),
)
const rule = fc.record(
  {
    role: fc.constantFrom('first', 'second', 'clerk', 'chief'),
    ...{ delay: time, effort: time, delayIn: fc.constantFrom('hours' as const, 'elapsed' as const) },
    priority: fc.integer({ min: -1, max: 2 }),
    party: fc.constantFrom<string | string[]>('desk:b', ['clerk', 'desk:a']),
    when: fc.constantFrom({ n: { from: 1, to: 1 } }, { n: { from: 2 } }, { case: { urgent: true } }),
  },
  { requiredKeys: ['effort'] },
)
const party = fc.record(
  {
    staff: fc.integer({ min: 0, max: 4 }),
    shiftEnd: fc.constantFrom('pause' as const, 'finish' as const),
    speed: fc.constantFrom(0.7, 1, 3),
    restDays: fc.boolean(),
    hours: fc.constantFrom<[string, string][]>(
      [['09:00', '12:00']],
      [['22:00', '06:00']],
      [['08:00', '20:00']],
      [
        ['10:00', '12:00'],
        ['11:00', '15:00'],
        ['18:00', '24:00'],
        ['00:00', '02:00'],
      ],
    ),
  },
  { requiredKeys: ['staff'] },
)
const moments = ['2026-03-02T10:00:00Z', '2026-03-02T10:00:00Z', '2026-03-02T23:30:00Z', '2026-03-05T10:00:00Z']
const arrivals = fc.oneof(
  fc.record(
    {
      ...{ perDay: fc.constantFrom(0, 0.5, 8, 40, 90), restDays: fc.constantFrom(0, 1, 2) },
      byHour: fc.constantFrom<Record<string, number>>({ '09-12': 3, '12-18': 1 }, { '23-24': 1 }),
    },
    { requiredKeys: ['perDay', 'restDays'] },
  ),
  fc.constant<{ at: string[] }>({ at: [...moments, ...moments, ...moments] }),
  fc.constantFrom<{ gaps: TimeDistribution }>(
    { gaps: { empirical: [0, '20 min', { value: '9 h', weight: 0.5 }] } },
    { gaps: { never: 0.05, else: { exponential: { mean: '1 h' } } } },
    { gaps: '3 h' },
  ),
)

describe('cases in which one duty follows another', () => {
  it('come to the same in a loop of their own as in the general way, however people work', () => {
    let looped = 0
    fc.assert(
      fc.property(
        fc.array(arrivals, { minLength: 3, maxLength: 3 }),
        fc.dictionary(fc.constantFrom('desk:a', 'desk:b', 'clerk', 'chief'), party, { maxKeys: 4 }),
        fc.array(rule, { maxLength: 4 }),
        fc.record({ pass: fc.integer({ min: 0, max: 3 }), drop: fc.constant(1), never: fc.constantFrom(0, 0.2) }),
        fc.record({ warmup: fc.constantFrom(0, 2, 9), drain: fc.constantFrom(0, 1, 60) }),
        fc.constantFrom('always' as const, 'week' as const, 'china' as const),
        (sources, parties, rules, choose, { warmup, drain }, calendar) => {
          const desks = ['desk:a', 'desk:b']
          const cases: ScenarioInput['cases'] = sources.map((own, i) =>
            i === 1
              ? { type: 'paper', arrivals: own, by: 'clerk', opening: { clerk: 'clerk' } }
              : {
                  ...{ type: i === 0 ? 'visit' : 'urgent-visit', arrivals: own, by: 'desk:a' },
                  opening: { desks: i === 0 ? desks : ['desk:a'], urgent: i > 0 },
                },
          )
          const behaviour = [
            ...rules,
            { role: 'clerk', choose, effort: '20 min' },
            { role: 'chief', choose: { sign: 3, back: 1 }, when: { n: { from: 1, to: 3 } }, effort: '5 min' },
          ]
          const study = { from: '2026-02-26', days: 5, warmup, drain, calendar, rates: 'office' }
          looped += compare({ ...study, cases, parties, behaviour }) ? 1 : 0
        },
      ),
      { numRuns: 60, seed: 44 },
    )
    expect(looped).toBeGreaterThan(40)
  })

  it('are heard in the loop where a desk is one queue, however long it gets', () => {
    const scenario: ScenarioInput = {
      ...{ from: '2026-03-02', days: 30, drain: 5, calendar: 'always' },
      cases: [
        { type: 'visit', arrivals: { perDay: 200 }, by: 'desk:a', opening: { desks: ['desk:a'], urgent: false } },
      ],
      parties: { 'desk:a': { staff: 2 } },
      behaviour: [{ effort: { exponential: { mean: '20 min' } } }],
    }
    expect(compare(scenario)).toBe(true)
  })

  it('are all heard, however many come while nobody is there', () => {
    const scenario: ScenarioInput = {
      ...{ from: '2026-03-06', days: 1, warmup: 4, drain: 30, calendar: 'week' },
      cases: [
        {
          type: 'visit',
          arrivals: { perDay: 80 },
          by: 'desk:a',
          opening: { desks: ['desk:a', 'desk:b'], urgent: false },
        },
      ],
      // At the first desk people finish what they began, also after hours.
      parties: { 'desk:a': { staff: 9, shiftEnd: 'finish' }, 'desk:b': { staff: 9 } },
      behaviour: [{ effort: { exponential: { mean: '1 h' } } }],
    }
    expect(compare(scenario)).toBe(true)
  })

  it('stand in line as in the general way where they are ready at one instant', () => {
    const scenario: ScenarioInput = {
      ...{ from: '2026-03-02', days: 5, drain: 5, calendar: 'always' },
      cases: [
        {
          ...{ type: 'visit', by: 'desk:a', opening: { desks: ['desk:a'], urgent: false } },
          arrivals: { at: ['2026-03-02T10:00:00Z', '2026-03-03T10:00:00Z'] },
        },
        {
          ...{ type: 'urgent-visit', by: 'desk:a', opening: { desks: ['desk:a'], urgent: true } },
          arrivals: { at: ['2026-03-02T11:00:00Z', '2026-03-02T11:00:00Z', '2026-03-03T11:00:00Z'] },
        },
      ],
      parties: { 'desk:a': { staff: 1 } },
      behaviour: [{ type: 'visit', delay: '1 h', effort: '1 h' }, { effort: '10 min' }],
    }
    expect(compare(scenario)).toBe(true)
  })

  it('and others that have deadlines, or several duties at once, are run in the general way', () => {
    const scenario: ScenarioInput = {
      ...{ from: '2026-03-02', days: 5, drain: 5 },
      cases: [
        { type: 'errand', arrivals: { perDay: 9 }, opening: { topic: 'x', convener: 'a', invitees: ['p', 'q'] } },
      ],
    }
    expect(compare(scenario)).toBe(false)
  })

  it('in which a command is refused are run in the general way, which tells what was worked in vain', () => {
    const scenario: ScenarioInput = {
      ...{ from: '2026-03-02', days: 5, drain: 5 },
      cases: [{ type: 'roll', arrivals: { perDay: 9 }, by: 'clerk', opening: { clerk: 'clerk' } }],
      parties: { clerk: { staff: 2 } },
      behaviour: [{ effort: '20 min' }],
    }
    const inVain = new Set<string>()
    expect(compare(scenario, inVain)).toBe(false)
    expect([...inVain]).toEqual(['input/too-large'])
  })

  it.each([
    ['shocks', { shocks: [{ name: 'rain', from: '2026-03-03', to: '2026-03-04', arrivals: 3 }] }],
    ['absence', { parties: { 'desk:a': { staff: 2, absence: 0.3 } } }],
    ['some on duty on days of rest', { parties: { 'desk:a': { staff: 2, restDays: 1 } } }],
    ['segments', { segments: { age: { old: 1, young: 3 } } }],
  ] satisfies [string, Partial<ScenarioInput>][])('are run in the general way where a policy has %s', (_, more) => {
    const scenario: ScenarioInput = {
      ...{ from: '2026-03-02', days: 5, drain: 5 },
      cases: [{ type: 'visit', arrivals: { perDay: 9 }, by: 'desk:a', opening: { desks: ['desk:a'], urgent: false } }],
      behaviour: [{ effort: '1 h' }],
      ...more,
    }
    expect(compare(scenario)).toBe(false)
  })
})
