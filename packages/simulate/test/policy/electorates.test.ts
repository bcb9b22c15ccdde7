import { fourParty } from '@convoke/case-types/four-party'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { tornado } from '../../src/explore/index.js'
import { adviceOn, parseScenario, type ScenarioInput, type SimulationResult, simulate } from '../../src/index.js'
import { returnedBy } from '../../src/study/electorates.js'

const caseTypes = [fourParty]
const all = { share: 1, meanDays: 0.01 }
const none = { share: 0, meanDays: 1 }
type Classes = NonNullable<ScenarioInput['electorates']>[string]['classes']

const voteOf = (classes: Classes, matter = 'useOfFund'): ScenarioInput => ({
  ...{ from: '2026-03-02', days: 1, replications: 2 },
  cases: [{ type: 'four-party', arrivals: { perDay: 0 } }],
  electorates: {
    assembly: {
      ...{ type: 'four-party', vote: 'owners', context: { vote: { matter } }, votes: 1, classes },
      ...{ notice: 'noticeAtLeast', voting: 'votingPeriod', counting: 'countWithin' },
    },
  },
})
const figure = ({ indicators }: Pick<SimulationResult, 'indicators'>, id: string) =>
  indicators.find(one => one.id === id)?.estimate

describe('a vote of owners by class', () => {
  const taking = (heads: number, yes: number): Classes => [
    { name: 'yes', heads: yes, area: 100, returns: all, yes: 1 },
    { name: 'no', heads: heads - yes, area: 100, returns: all, yes: 0 },
    { name: 'silent', heads: 300 - heads, area: 100, returns: none, yes: 0 },
  ]
  // @source Civil Code 278: at least two thirds take part; more than half, or at least three quarters, of them agree.
  it.each([
    ['useOfFund', 200, 101, [1, 1]],
    ['useOfFund', 200, 100, [1, 0]],
    ['useOfFund', 199, 150, [0, 0]],
    ['raiseFund', 200, 150, [1, 1]],
    ['raiseFund', 200, 149, [1, 0]],
  ])('%s with %i of 300 owners, %i of them for it: valid and passed %j', (matter, heads, yes, expected) => {
    const result = simulate(voteOf(taking(heads, yes), matter), { caseTypes })
    expect([figure(result, 'voteValid'), figure(result, 'votePassed')]).toEqual(expected)
    // Whoever asks about votes only lets no case arrive.
    expect(result.warnings).toEqual([])
    // 15 days of notice, 15 to vote, 3 to count.
    expect(figure(result, 'voteDays')).toBe(33 * 86_400_000)
  })

  it('is valid only where two thirds of the area take part as well as of the heads', () => {
    const small: Classes = [
      { name: 'small', heads: 250, area: 50, returns: all, yes: 1 },
      { name: 'large', heads: 50, area: 200, returns: none, yes: 1 },
    ]
    expect(figure(simulate(voteOf(small), { caseTypes }), 'voteValid')).toBe(0)
  })

  it('does not differ for certain where it came out alike in few votes, and by nothing where all votes are the same', () => {
    const { electorates } = voteOf(taking(200, 101))
    const alikeVotes = voteOf(taking(198, 150)).electorates
    const compare = { valid: { electorates }, alike: { electorates: alikeVotes }, same: {} }
    const { comparisons } = simulate({ ...voteOf(taking(199, 150)), compare }, { caseTypes })
    const [valid, alike, same] = comparisons.map(({ rows }) => rows.find(({ id }) => id === 'voteValid'))
    expect(valid?.diff).toBe(1)
    expect(valid?.ci?.[0]).toBeLessThan(0.9)
    expect(valid?.pOneSided).toBeLessThan(1)
    expect(alike?.diff).toBe(0)
    expect(alike?.ci?.[1]).toBeGreaterThan(0)
    expect([same?.diff, same?.ci]).toEqual([0, [0, 0]])
    const target = { id: 'voteValid' }
    const variations = [{ path: 'electorates.assembly.classes.0.heads', low: 150, high: 153 }]
    const [row] = tornado(voteOf(taking(199, 150)), { caseTypes, target, variations }).rows
    expect([row?.low.diff, row?.high.diff]).toEqual([0, 1])
    expect(row?.low.ci).toEqual([0, 0])
    expect(row?.high.ci?.[0]).toBeLessThan(0.9)
  })

  it('is held again where it is invalid, as often as is said, and takes so much longer', () => {
    const scenario = voteOf(taking(199, 150))
    const { assembly } = scenario.electorates ?? {}
    const again = {
      ...scenario,
      electorates: { assembly: { ...(assembly as NonNullable<typeof assembly>), revotes: 1 } },
    }
    expect(figure(simulate(again, { caseTypes }), 'voteDays')).toBe(66 * 86_400_000)
  })

  it('with a reminder or more time only gains ballots, whatever the class', () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true })
    const day = fc.integer({ min: 1, max: 30 })
    fc.assert(
      fc.property(share, fc.integer({ min: 1, max: 60 }), day, day, (some, meanDays, remindedOn, more) => {
        const returns = { share: some, meanDays }
        const usual = returnedBy(returns, [], 15, 1)
        expect(usual).toBeCloseTo(some * (1 - Math.exp(-15 / meanDays)), 9)
        expect(returnedBy(returns, [{ day: remindedOn, hazardTimes: 2 }], 15, 1)).toBeGreaterThanOrEqual(usual - 1e-12)
        expect(returnedBy(returns, [], 15 + more, 1)).toBeGreaterThanOrEqual(usual - 1e-12)
        expect(returnedBy(returns, [{ day: remindedOn, hazardTimes: 1 }], 15, 1)).toBeCloseTo(usual, 12)
      }),
    )
  })

  it('by a rule the town may not set is simulated, and flagged with the article', () => {
    const half = { parameters: { 'four-party': { participation: { need: 1, of: 2 } } } }
    const told = (scenario: ScenarioInput) => simulate(scenario, { caseTypes }).warnings.map(({ en }) => en)
    const scenario = voteOf(taking(199, 150))
    for (const warnings of [told({ ...scenario, ...half }), told({ ...scenario, compare: { half } })])
      expect(warnings.join('\n')).toContain("not the town's to change (law, Civil Code 278)")
    expect(told(scenario)).toEqual([])
  })

  it('is what is advised about, and its changes and the article that limits them are told in words', () => {
    const eager: Classes = [{ name: 'all', heads: 60, area: 90, returns: { share: 0.8, meanDays: 9 }, yes: 0.6 }]
    const vote = voteOf(eager)
    const result = simulate(
      {
        ...{ ...vote, replications: 8 },
        electorates: { assembly: { ...(vote.electorates?.assembly as object), votes: 20 } as never },
        compare: {
          reminder: { electorates: { assembly: { reminders: [{ day: 8, hazardTimes: 2 }] } } },
          longer: { parameters: { 'four-party': { votingPeriod: { n: 29, unit: 'calendar-day' } } } },
          half: { parameters: { 'four-party': { participation: { need: 1, of: 2 } } } },
        },
      },
      { caseTypes },
    )
    const [reminder, longer, half] = result.comparisons
    const advice = (one = reminder) => adviceOn(result, one as NonNullable<typeof one>, { caseTypes })
    expect(advice()).toMatchObject({ verdict: 'better', effects: [] })
    expect(advice().sentence['zh-CN']).toMatch(/^宜采用“reminder”：“表决有效：assembly” \+[\d.]+ 个百分点（区间 \+/)
    expect(advice(longer).verdict).toBe('mixed')
    expect(advice(longer).sentence.en).toContain('but “time to the result: assembly” +14.0 d')
    expect(reminder?.changes.map(({ sentence }) => sentence)).toEqual([
      {
        'zh-CN': '表决（assembly，reminders）：由 无 改为 第 8 天提醒，此后参加表决的可能性为 2 倍',
        en: 'Votes (assembly, reminders): none becomes on day 8, from then on 2 times as likely to vote',
      },
    ])
    expect(half?.changes.map(({ sentence }) => sentence['zh-CN'])).toEqual(['参与表决比例（含本数）：由 2/3 改为 1/2'])
    expect(result.warnings.map(one => one['zh-CN'])).toContain(
      '镇级无权变更（国家法律法规，Civil Code 278）：参与表决比例（含本数）：由 2/3 改为 1/2',
    )
  })

  it('is refused with its line where the vote, its matter or a period is not known', () => {
    const text = [
      ...['from: 2026-03-02', 'days: 1', 'cases: [{ type: four-party, arrivals: { perDay: 0 } }]', 'electorates:'],
      '  a: { type: four-party, vote: owner, voting: 9, classes: &c [{ name: x, heads: 3, area: 9, returns: { share: 1, meanDays: 1 }, yes: 1 }] }',
      '  b: { type: four-party, vote: owners, voting: votingPeriode, classes: *c }',
    ].join('\n')
    const parsed = parseScenario(text, caseTypes)
    const told = parsed.ok ? [] : parsed.issues.map(({ line, path, message }) => `${line} ${path}: ${message.en}`)
    expect(told).toEqual([
      '5 electorates.a.vote: no vote is called "owner"; did you mean "owners"?',
      '6 electorates.b.voting: no parameter in days is called "votingPeriode"; did you mean "votingPeriod"?',
    ])
  })
})
