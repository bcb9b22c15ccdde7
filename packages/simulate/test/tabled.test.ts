// Cases that are decided together come to the same, down to the last byte, as cases that are decided one by one.

import { chinaCalendar } from '@convoke/calendar'
import { areaMeeting } from '@convoke/case-types/area-meeting'
import { complaint } from '@convoke/case-types/complaint'
import { conveningRequest } from '@convoke/case-types/convening-request'
import { fourParty } from '@convoke/case-types/four-party'
import { type AnyCaseType, type CaseDefinition, declareCase, defineCaseType, instant, partyId } from '@convoke/core'
import { errand } from '@convoke/core/testing'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { replicationKey, seedKey } from '../src/random/luck.js'
import { replicate } from '../src/run/replication.js'
import { slowest } from '../src/run/slowest.js'
import { tablesIn } from '../src/run/tabled/tables.js'
import { typesOf, type World, worldOf } from '../src/run/world.js'
import { checkScenario } from '../src/scenario/check.js'
import type { ScenarioInput, TimeDistribution } from '../src/scenario/schema.js'

const calendar = chinaCalendar({ allowProvisional: true })
const shipped: readonly AnyCaseType[] = [errand, conveningRequest, complaint, fourParty, areaMeeting]
const definitions = typesOf(shipped)

function ready(scenario: ScenarioInput, caseTypes: readonly AnyCaseType[], known: ReadonlyMap<string, CaseDefinition>) {
  const checked = checkScenario(scenario, caseTypes)
  if (!checked.ok) throw new Error(JSON.stringify(checked.issues))
  return worldOf(checked.arms[0]!.arm, known, calendar)
}

function resultOf(world: World, replication: number, isPlain: boolean) {
  const slow = slowest()
  const run = replicate(world, replication, replicationKey(seedKey(1), replication), { isPlain, slowest: slow })
  for (;;) {
    const { value, done } = run.next()
    if (done === true) return { ...value, worst: slow.list() }
  }
}

/** Runs both ways, and twice, since the second time much is known; says whether cases were decided together to the end. */
function compare(scenario: ScenarioInput, caseTypes = shipped, known = definitions): boolean {
  const together = ready(scenario, caseTypes, known)
  const alone = ready(scenario, caseTypes, known)
  for (let r = 0; r < 2; r++) {
    const result = JSON.stringify(resultOf(together, r, false))
    expect(result).toBe(JSON.stringify(resultOf(alone, r, true)))
  }
  return tablesIn(together).every(tables => tables !== undefined)
}

const time: fc.Arbitrary<TimeDistribution> = fc.oneof(
  fc.constantFrom<TimeDistribution>(0, '20 min', '4 h', '1 d', 'never'),
  fc.constantFrom<TimeDistribution>(
    { exponential: { mean: '3 h' } },
    { never: 0.1, else: { exponential: { mean: '9 h' } } },
    { zero: 0.4, else: { uniform: { from: '1 h', to: '3 d' } } },
    { lognormal: { median: '2 h', p90: '2 d' } },
  ),
)

const rule = fc.record(
  {
    delay: time,
    effort: time,
    priority: fc.integer({ min: -2, max: 2 }),
    delayIn: fc.constantFrom('hours', 'elapsed'),
  },
  { requiredKeys: [] },
)

describe('cases that are decided together', () => {
  it.each(shipped.map(({ name }) => [name]))('of %s come to the same as one by one, however people work', name => {
    fc.assert(
      fc.property(
        fc.array(rule, { minLength: 1, maxLength: 3 }),
        fc.record({ staff: fc.integer({ min: 0, max: 3 }), hours: fc.constantFrom('pause', 'finish') }),
        fc.boolean(),
        (rules, { staff, hours }, isFirstOnly) => {
          const opening =
            name === 'errand' ? { topic: 'x', convener: 'a', invitees: ['dept:police', 'dept:urban'] } : undefined
          const behaviour = rules.map((one, i) => (i === 0 ? one : { ...one, when: { n: { from: i + 1 } } })).reverse()
          compare({
            ...{ from: '2026-02-09', days: 3, drain: 40 },
            ...(name === 'complaint' && { rates: ['shanghai', 'beijing'] }),
            cases: [{ type: name, arrivals: { perDay: 2 }, ...(opening && { opening }) }],
            parties: { 'dept:police': { staff, shiftEnd: hours as 'pause' } },
            behaviour: (isFirstOnly ? behaviour.slice(-1) : behaviour) as ScenarioInput['behaviour'] & object,
          })
        },
      ),
      { numRuns: 4, seed: 4 },
    )
  })

  it('come to the same where persons are followed: skills, hand-over, interruptions', () => {
    const persons = { wang: { skills: ['noise', 'parking'], until: '2026-02-10' }, li: { skills: ['noise'] } }
    const isTogether = compare({
      ...{ from: '2026-02-09', days: 3, drain: 40 },
      cases: [
        { type: 'errand', arrivals: { perDay: 12 }, opening: { topic: 'x', convener: 'a', invitees: ['b', 'c'] } },
        { type: 'convening-request', arrivals: { perDay: 2 } },
      ],
      parties: {
        b: { ...{ staff: 3, persons, absence: 0.2, shiftEnd: 'handOver', preempt: 'resume' }, serves: ['c'] },
        c: { staff: 1, limit: 3, skills: ['noise'], assign: 'affinity' },
      },
      behaviour: [
        { role: 'invitee', party: 'b', skills: ['noise', 'parking'], effort: '2 h', priority: 1 },
        { role: 'invitee', skills: ['noise'], effort: { exponential: { mean: '1 h' } } },
        { effort: '10 min' },
      ],
    })
    expect(isTogether).toBe(true)
  })

  it('choose with the same luck, also data that are drawn and dates that are worked out', () => {
    const cases: ScenarioInput['cases'] = [
      {
        type: 'errand',
        arrivals: { perDay: 6 },
        opening: { topic: { $pick: ['a', 'b'] }, convener: 'rc:chunshen', invitees: ['dept:police', 'dept:urban'] },
      },
      { type: 'convening-request', arrivals: { perDay: 2, byHour: { '09-12': 1 } } },
    ]
    compare({
      ...{ from: '2026-03-02', days: 1, drain: 10 },
      cases,
      parties: { 'dept:police': { staff: 1 }, 'town:community-office': { staff: 1 } },
      behaviour: [
        {
          ...{ role: 'invitee', type: 'errand', choose: { reply: 3, never: 1 } },
          data: { reply: { answer: { $pick: ['yes', 'no'] } } },
        },
        { task: 'reply', choose: { accept: 3, decline: 2, never: 1 }, delay: { exponential: { mean: '5 h' } } },
        { task: 'fixMeeting', data: { fixMeeting: { date: { $workingDays: 2 }, time: '09:00', place: 'x' } } },
        { effort: '30 min' },
      ],
    })
  })

  it('are few kinds, where people do what they do at random', () => {
    const scenario = {
      ...{ from: '2026-03-02', days: 20 },
      cases: [
        {
          ...{ type: 'errand', arrivals: { perDay: 9 } },
          opening: { topic: 'x', convener: 'rc:chunshen', invitees: ['dept:police', 'dept:urban'] },
        },
      ],
      behaviour: [{ delay: { exponential: { mean: '5 h' } } }],
    }
    expect(compare(scenario)).toBe(true)
  })

  it('of a type that looks at the clock are decided one by one', () => {
    const words = declareCase({
      parameters: z.object({}),
      opening: z.object({ walker: partyId }),
      context: z.object({ walker: partyId, odd: z.boolean() }),
      roles: { walker: { who: c => c.walker } },
      commands: { look: { by: ['walker'] } },
      deadlines: {},
      notices: {},
    })
    const machine = words
      .setup({ guards: { odd: ({ event }) => ('at' in event ? Number(event.at as never) % 2 : 0) === 1 } })
      .createMachine({
        context: ({ input }) => ({ parameters: input.parameters, ...input.opening, odd: false }),
        initial: 'there',
        states: {
          there: {
            meta: { duties: [{ role: 'walker', task: 'look', commands: ['look'], exempt: 'none' }] },
            on: { look: [{ guard: 'odd', target: 'odd' }, { target: 'even' }] },
          },
          odd: { type: 'final', meta: { outcome: 'odd' } },
          even: { type: 'final', meta: { outcome: 'even' } },
        },
      })
    const labels = {
      ...{ title: 'Look', states: { there: 'There', odd: 'Odd', even: 'Even' }, roles: { walker: 'Walker' } },
      ...{ commands: { look: 'Look' }, deadlines: {}, guards: { odd: 'odd' }, outcomes: { odd: 'Odd', even: 'Even' } },
      tasks: { look: 'Look' },
    }
    const looking = defineCaseType(words, {
      ...{ name: 'looking', version: '1.0.0', machine, labels: { 'zh-CN': labels, en: labels }, samples: {} },
    })
    const scenario = {
      ...{ from: '2026-03-02', days: 5 },
      cases: [{ type: 'looking', arrivals: { perDay: 30 }, opening: { walker: 'w' } }],
      behaviour: [{ delay: { exponential: { mean: '1 h' } } }],
    }
    expect(compare(scenario, [looking], typesOf([looking]))).toBe(false)
  })

  it('of a type whose rates look at the clock are decided one by one, and the rates are the same', () => {
    const title = { 'zh-CN': '率', en: 'Rate' }
    const origin = {
      weight: null,
      authority: 'ours',
      jurisdiction: 'here',
      source: 'ours',
      readOn: '2026-03-02',
    } as const
    const rate = { name: 'even', title, numerator: 'even', denominator: 'counted', ...origin, borrowed: false } as const
    const rated = (is: (context: { readonly openedAt: number }) => boolean): AnyCaseType => ({
      ...kept,
      rates: {
        facts: { even: { title, is: is as never } },
        ...{ exclusions: {}, excluded: () => null },
        packs: { here: { title, rates: [rate] } },
      },
    })
    const words = declareCase({
      parameters: z.object({}),
      opening: z.object({ walker: partyId }),
      context: z.object({ walker: partyId, openedAt: instant() }),
      roles: { walker: { who: c => c.walker } },
      commands: { go: { by: ['walker'] } },
      deadlines: {},
      notices: {},
    })
    const machine = words.setup({}).createMachine({
      context: ({ input }) => ({ parameters: input.parameters, ...input.opening, openedAt: input.at }),
      initial: 'there',
      states: {
        there: {
          meta: { duties: [{ role: 'walker', task: 'go', commands: ['go'], exempt: 'none' }] },
          on: { go: 'gone' },
        },
        gone: { type: 'final', meta: { outcome: 'gone' } },
      },
    })
    const labels = {
      ...{ title: 'Go', states: { there: 'There', gone: 'Gone' }, roles: { walker: 'Walker' }, commands: { go: 'Go' } },
      ...{ deadlines: {}, guards: {}, outcomes: { gone: 'Gone' }, tasks: { go: 'Go' } },
    }
    const kept = defineCaseType(words, {
      ...{ name: 'walk', version: '1.0.0', machine, labels: { 'zh-CN': labels, en: labels }, samples: {} },
    })
    const scenario = {
      ...{ from: '2026-03-02', days: 5, rates: 'here' },
      cases: [{ type: 'walk', arrivals: { perDay: 30 }, opening: { walker: 'w' } }],
      behaviour: [{ delay: { exponential: { mean: '1 h' } } }],
    }
    const looks = rated(({ openedAt }) => openedAt % 2 === 0)
    const looksNot = rated(() => true)
    expect(compare(scenario, [looks], typesOf([looks]))).toBe(false)
    expect(compare(scenario, [looksNot], typesOf([looksNot]))).toBe(true)
  })
})
