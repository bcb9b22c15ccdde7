// What is worked in vain: on commands that are refused, and on what becomes obsolete while somebody works on it.
import { errand } from '@convoke/core/testing'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type ComparedRow,
  figuresCsvOf,
  figureTitle,
  type Indicator,
  reportOf,
  type ScenarioInput,
  type SimulationResult,
  simulate,
} from '../../src/index.js'
import { replicationKey, seedKey } from '../../src/random/luck.js'
import { replicate } from '../../src/run/replication.js'
import type { ReplicationResult } from '../../src/run/tally.js'
import type { World } from '../../src/run/world.js'
import { studyOf } from '../../src/study/study.js'

const caseTypes = [errand]
const hourMs = 3_600_000
const opening = { topic: '停车', convener: 'rc:chunshen', invitees: ['dept:police', 'dept:urban'] }

/** One errand that arises on Monday at nine, and ends with the first reply of two, or after so many hours. */
function oneErrand(police: string, urban: string, more: Partial<ScenarioInput> = {}, hours = 8): ScenarioInput {
  return {
    ...{ from: '2026-03-02', days: 5, drain: 30, replications: 2, calendar: 'always' },
    cases: [{ type: 'errand', arrivals: { at: ['2026-03-02T09:00Z'] }, opening }],
    parameters: { errand: { quorum: 1, replyWithin: { n: hours, unit: 'hour' } } },
    behaviour: [
      { role: 'invitee', party: 'dept:police', effort: police },
      { role: 'invitee', party: 'dept:urban', effort: urban },
    ],
    ...more,
  } as ScenarioInput
}

const ofOne = (party: object) => ({ parties: { 'dept:police': { staff: 1 }, 'dept:urban': { staff: 1, ...party } } })

/** Hours in vain, by party and why. */
function hoursInVain({ indicators }: Pick<SimulationResult, 'indicators'>): Record<string, number | null> {
  const told = indicators.filter(({ id }) => id === 'wasted')
  return Object.fromEntries(
    told.map(({ dims, estimate }) => [`${dims.party} ${dims.code}`, estimate === null ? null : estimate / hourMs]),
  )
}

const inVain = (scenario: ScenarioInput) => hoursInVain(simulate(scenario, { caseTypes }))

describe('what is worked in vain', () => {
  it('is told of whoever worked on what became obsolete: another was quicker, or time was up', () => {
    expect(inVain(oneErrand('1 h', '3 h', ofOne({})))).toEqual({ 'dept:urban overtaken': 1 })
    expect(inVain(oneErrand('5 h', '6 h', ofOne({}), 4))).toEqual({
      'dept:police overtaken': 4,
      'dept:urban overtaken': 4,
    })
    // Also where always somebody is free, as their working time is told.
    expect(inVain(oneErrand('1 h', '3 h'))).toEqual({ 'dept:urban overtaken': 1 })
  })

  it('is called by its name in both languages, in the CSV and among the differences of a report', () => {
    const later = { later: { parameters: { errand: { quorum: 2 } } } }
    const result = simulate(oneErrand('5 h', '6 h', { ...ofOne({}), compare: later }, 4), { caseTypes })
    const [one] = result.indicators.filter(({ id }) => id === 'wasted')
    expect(one).toMatchObject({ unit: 'ms', kind: 'count', n: 2, ci: [4 * hourMs, 4 * hourMs] })
    const titles = { caseTypes, parties: undefined }
    expect(figureTitle(one as Indicator, titles)).toEqual({
      'zh-CN': '白费工时：dept:police，中途已无须办理',
      en: 'worked in vain: dept:police, overtaken',
    })
    expect(figuresCsvOf(result, { caseTypes, locale: 'en' })).toContain(
      '"worked in vain: dept:police, overtaken",wasted,party=dept:police code=overtaken,ms,count,14400000,',
    )
    expect(reportOf(result, { caseTypes })).toContain('worked in vain: dept:police, overtaken')
  })

  it('has a difference also where a policy wastes nothing, which is a number, and none where neither wastes', () => {
    const quorum = (n: number) => ({ parameters: { errand: { quorum: n, replyWithin: { n: 9, unit: 'hour' } } } })
    const run = (first: Partial<ScenarioInput>, other: Record<string, unknown>) =>
      simulate({ ...oneErrand('1 h', '3 h', ofOne({}), 9), ...first, compare: { other, same: {} } }, { caseTypes })
    const wastedIn = (result: SimulationResult) =>
      result.comparisons.map(({ rows }) => rows.filter(({ id }) => id === 'wasted'))
    const dims = { party: 'dept:urban', code: 'overtaken' }
    const about = { id: 'wasted', dims, kind: 'count', unit: 'ms', n: [2, 2] }
    // Where two have to reply nobody works in vain; where one has, the other one's hour is lost in both replications.
    const saved = run(quorum(1), quorum(2))
    const [less = [], same = []] = wastedIn(saved)
    expect(less).toMatchObject([{ ...about, diff: -hourMs, ci: [-hourMs, -hourMs], shareOfReplicationsBetter: 1 }])
    expect(same).toMatchObject([{ ...about, diff: 0, ci: [0, 0] }])
    const lost = run(quorum(2), quorum(1))
    expect(wastedIn(lost)).toMatchObject([[{ ...about, diff: hourMs, ci: [hourMs, hourMs] }], []])
    expect(lost.indicators.filter(({ id }) => id === 'wasted')).toEqual([])
    expect(wastedIn(run(quorum(2), quorum(2)))).toEqual([[], []])
    // The page tells it as 0, not as something nobody knows.
    const page = reportOf(lost, { caseTypes })
    const [, row = ''] = /worked in vain: dept:urban, overtaken<\/span><\/td>(.*?)<\/tr>/.exec(page) ?? []
    expect(row.replace(/<[^>]*>/g, ' ')).toMatch(/^ +0\.0 秒 +0\.0 s +1\.0 小时 +1\.0 h .* \+1\.0 小时 +\+1\.0 h /)
  })

  it('differs with an interval where luck settles how much there is, by district and with a control as well', () => {
    const busy: ScenarioInput = {
      ...{ from: '2026-03-02', days: 20, drain: 9, replications: 8, calendar: 'always' },
      cases: [{ type: 'errand', arrivals: { perDay: 3 }, opening }],
      parameters: { errand: { quorum: 2, replyWithin: { n: 90, unit: 'hour' } } },
      behaviour: [{ role: 'invitee', effort: { exponential: { mean: '1 h' } } }],
      ...ofOne({}),
    } as ScenarioInput
    const one = { parameters: { errand: { quorum: 1 } } }
    const rowsOf = (more: Partial<ScenarioInput>) => simulate({ ...busy, ...more }, { caseTypes }).comparisons[0]
    const wastedOf = (rows: readonly ComparedRow[] = []) => rows.filter(({ id }) => id === 'wasted')
    const plain = wastedOf(rowsOf({ compare: { one } })?.rows)
    const indicators = simulate({ ...busy, ...one } as ScenarioInput, { caseTypes }).indicators
    expect(plain.map(({ dims }) => dims.party)).toEqual(['dept:police', 'dept:urban'])
    for (const { dims, diff, ci, pOneSided } of plain) {
      // All that is wasted under the other is the difference.
      const own = indicators.find(figure => figure.id === 'wasted' && figure.dims.party === dims.party)
      expect([diff, ci]).toEqual([own?.estimate, own?.ci])
      expect((ci?.[1] as number) - (ci?.[0] as number)).toBeGreaterThan(0)
      expect(pOneSided).toBeLessThan(0.05)
    }
    for (const control of ['arrivals', 'workload'] as const)
      for (const { diff, ci } of wastedOf(rowsOf({ control, compare: { one } })?.rows)) {
        expect(ci?.[0]).toBeGreaterThan(0)
        expect(ci?.[1]).toBeGreaterThan(diff as number)
      }
    const divided = rowsOf({ parties: {}, districts: { east: {}, west: {} }, compare: { one } })?.districts
    expect(wastedOf(divided).map(({ dims }) => `${dims.district} ${dims.party}`)).toEqual([
      ...['east dept:police', 'east dept:urban', 'west dept:police', 'west dept:urban'],
    ])
  })

  it('is told with the code where a command is refused: done at the very instant at which time is up', () => {
    expect(inVain(oneErrand('4 h', '4 h', ofOne({}), 4))).toEqual({
      'dept:police refusal/settled': 4,
      'dept:urban overtaken': 4,
    })
  })

  it('counts hours of work only, and of these only what is measured', () => {
    // Until noon, and from eight on the next day.
    const hours = { hours: [['08:00', '12:00']] as [string, string][] }
    expect(inVain(oneErrand('25 h', '30 h', { parties: { 'dept:urban': { staff: 1, ...hours } } }, 40))).toEqual({
      'dept:urban overtaken': 5,
    })
    expect(inVain({ ...oneErrand('25 h', '30 h', ofOne({ ...hours })), days: 1 })).toEqual({
      'dept:police overtaken': 8,
      'dept:urban overtaken': 3,
    })
    const late = { ...oneErrand('20 h', '30 h', ofOne({}), 40), days: 1 }
    // Up to midnight: what comes of it later is no work of the measured day.
    expect(inVain(late)).toEqual({ 'dept:urban overtaken': 15 })
  })

  it('is nothing where nobody had begun, where a run ends, and where all comes to its end', () => {
    // Nobody is there to begin.
    expect(inVain(oneErrand('1 h', '3 h', ofOne({ staff: 0 })))).toEqual({})
    expect(inVain({ ...oneErrand('20 h', '30 h', ofOne({}), 400), days: 1, drain: 0 })).toEqual({})
    const both = { errand: { quorum: 2, replyWithin: { n: 8, unit: 'hour' } } }
    const result = simulate(oneErrand('1 h', '3 h', { ...ofOne({}), parameters: both }), { caseTypes })
    expect(hoursInVain(result)).toEqual({})
    expect(figuresCsvOf(result, { caseTypes, locale: 'en' })).not.toContain('wasted')
  })

  it('is told of the parties whose persons worked, where persons are followed', () => {
    const helped = {
      parties: {
        'dept:police': { staff: 1 },
        'dept:urban': { staff: 0 },
        'town:patrol': { staff: 1, serves: ['dept:urban'] },
      },
    }
    expect(inVain(oneErrand('1 h', '3 h', helped))).toEqual({ 'town:patrol overtaken': 1 })
    expect(inVain(oneErrand('4 h', '4 h', ofOne({ limit: 3 }), 4))).toEqual({
      'dept:police refusal/settled': 4,
      'dept:urban overtaken': 4,
    })
    // Whoever has two things in hand gives each half of the hour.
    const two = oneErrand('1 h', '3 h', ofOne({ limit: 2 }))
    const at = ['2026-03-02T09:00Z', '2026-03-02T09:00Z']
    const again = { ...two, cases: two.cases.map(one => ({ ...one, arrivals: { at } })) }
    expect(inVain({ ...again, parties: { ...again.parties, 'dept:police': { staff: 2 } } })).toEqual({
      'dept:urban overtaken': 1,
    })
  })

  it('is, in a session, the part that was about it, of each head: sessions last as long as was planned', () => {
    const sessions = { every: 'day', at: '10:00', takes: 9, lasts: '30 min' }
    // They turn to it at half past ten for an hour; the other replies ten minutes into the session, before it, and after it.
    const meeting = (police: string) => oneErrand(police, '1 h', ofOne({ staff: 6, sessions }), 40)
    expect(inVain(meeting('70 min'))).toEqual({ 'dept:urban overtaken': 6 })
    expect(inVain(meeting('30 min'))).toEqual({})
    expect(inVain(meeting('3 h'))).toEqual({ 'dept:police overtaken': 2.5 })
    // Done at noon, the very instant at which time is up.
    expect(inVain(oneErrand('5 h', '90 min', ofOne({ staff: 6, sessions }), 3))).toEqual({
      'dept:police overtaken': 3,
      'dept:urban refusal/settled': 9,
    })
  })

  it('is all of the work where what is overtaken is finished all the same, and nobody else is served meanwhile', () => {
    const finish = { overtaken: 'finish' } as const
    for (const more of [{}, { limit: 1 }, { assign: 'affinity', shiftEnd: 'finish' }]) {
      expect(inVain(oneErrand('1 h', '3 h', ofOne({ ...finish, ...more })))).toEqual({ 'dept:urban overtaken': 3 })
      expect(inVain(oneErrand('1 h', '3 h', ofOne({ overtaken: 'abort', ...more })))).toEqual({
        'dept:urban overtaken': 1,
      })
    }
    // Half an hour later the same again: it waits until the first is finished, and is dropped before anybody begins.
    const one = oneErrand('1 h', '3 h', ofOne(finish))
    const at = ['2026-03-02T09:00Z', '2026-03-02T09:30Z']
    const two = { ...one, cases: one.cases.map(source => ({ ...source, arrivals: { at } })) }
    const police = { 'dept:police': { staff: 2 } }
    expect(inVain({ ...two, parties: { ...two.parties, ...police } })).toEqual({ 'dept:urban overtaken': 3 })
    const dropped = { ...two, parties: { ...two.parties, ...police, 'dept:urban': { staff: 1 } } }
    expect(inVain(dropped)).toEqual({ 'dept:urban overtaken': 1.5 })
  })

  it('goes on over nights to its end, and counts as far as it has come on the last measured day', () => {
    const mornings = { hours: [['08:00', '12:00']] as [string, string][], overtaken: 'finish' as const }
    // Begun on Monday at nine, in vain from ten on, and nine hours long: three, four and two of them.
    expect(inVain(oneErrand('1 h', '9 h', ofOne(mornings)))).toEqual({ 'dept:urban overtaken': 9 })
    expect(inVain({ ...oneErrand('1 h', '9 h', ofOne(mornings)), days: 2 })).toEqual({ 'dept:urban overtaken': 7 })
    expect(inVain({ ...oneErrand('1 h', '9 h', ofOne({ ...mornings, limit: 1 })), days: 2, drain: 0 })).toEqual({
      'dept:urban overtaken': 7,
    })
    const { changes } = simulate(
      oneErrand('1 h', '9 h', { ...ofOne({}), compare: { finish: ofOne({ overtaken: 'finish' }) } }),
      { caseTypes },
    ).comparisons[0] as SimulationResult['comparisons'][number]
    expect(changes.map(({ sentence }) => sentence.en)).toEqual([
      'what dept:urban does with work that nobody needs any more: dropped at once becomes finished in vain',
    ])
  })

  it('is never more than the party worked, and the same however cases are decided', () => {
    const seen = new Set<string>()
    const time = fc.constantFrom('30 min', '1 h', '4 h', '30 h')
    const effort = fc.oneof(
      time,
      time.map(mean => ({ exponential: { mean } })),
    )
    const party = fc.record(
      {
        staff: fc.integer({ min: 1, max: 3 }),
        ...{ shiftEnd: fc.constantFrom('pause', 'finish'), hours: fc.constantFrom([['09:00', '12:00']]) },
        ...{ limit: fc.constantFrom(1, 3), preempt: fc.constantFrom('resume', 'restart') },
        overtaken: fc.constantFrom('abort', 'finish'),
        serves: fc.constantFrom(['dept:police']),
      },
      { requiredKeys: ['staff'] },
    )
    const meets = fc.record({
      staff: fc.integer({ min: 1, max: 6 }),
      sessions: fc.record({
        ...{ every: fc.constant('day'), at: fc.constantFrom('10:00', '23:30') },
        ...{ takes: fc.integer({ min: 1, max: 9 }), lasts: fc.constantFrom('0 min', '50 min') },
      }),
    })
    fc.assert(
      fc.property(
        ...([effort, effort, fc.oneof(party, meets), fc.integer({ min: 1, max: 9 })] as const),
        fc.record({
          warmup: fc.constantFrom(0, 2),
          drain: fc.constantFrom(0, 9),
          calendar: fc.constantFrom('always', 'china'),
        }),
        (police, urban, own, perDay, when) => {
          const scenario = {
            ...oneErrand('1 h', '1 h', {}, 4),
            ...when,
            days: 4,
            cases: [{ type: 'errand', arrivals: { perDay }, opening }],
            parties: { 'dept:police': { staff: 1 }, 'dept:urban': own },
            behaviour: [
              { role: 'invitee', party: 'dept:police', effort: police },
              { role: 'invitee', party: 'dept:urban', effort: urban, priority: 1 },
            ],
          } as unknown as ScenarioInput
          const result = resultOf(scenario, false)
          expect(JSON.stringify(result)).toBe(JSON.stringify(resultOf(scenario, true)))
          const total = (id: string, name: string) =>
            result.measures
              .filter(({ id: one, dims }) => one === id && dims.party === name && dims.skill === undefined)
              .reduce((sum, one) => sum + one.sum, 0)
          for (const name of ['dept:police', 'dept:urban']) {
            const wasted = total('wasted', name)
            expect(wasted).toBeLessThanOrEqual(total('work', name))
          }
          for (const { id, dims } of result.measures) if (id === 'wasted') seen.add(String(dims.code))
        },
      ),
      { numRuns: 80, seed: 85 },
    )
    expect([...seen].sort()).toEqual(['overtaken', 'refusal/settled'])
  })
})

function resultOf(scenario: ScenarioInput, isPlain: boolean): ReplicationResult {
  const world = studyOf(scenario, { caseTypes }).worlds[0] as World
  const run = replicate(world, 0, replicationKey(seedKey(1), 0), { isPlain })
  for (;;) {
    const { value, done } = run.next()
    if (done === true) return value
  }
}
