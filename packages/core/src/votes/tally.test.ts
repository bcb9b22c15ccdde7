import { describe, expect, it } from 'vitest'
import {
  allOf,
  type Choice,
  type DecisionRule,
  ownersOrdinary,
  ownersSpecial,
  quorum,
  type RuleOptions,
} from './decision-rule.js'
import { type Ballot, type Electorate, type Tally, tally, tallyCounts, type VoteCounts, type Weights } from './tally.js'

/** Sums of a vote among 300 owners of 30,000 m². */
function sums(part: readonly [number, number], yes: readonly [number, number]): VoteCounts {
  const of = ([heads, area]: readonly [number, number]): Weights => ({ heads, area })
  return {
    electorate: { heads: 300, area: 30_000 },
    yes: of(yes),
    no: of([part[0] - yes[0], part[1] - yes[1]]),
    abstain: of([0, 0]),
    vetoed: false,
    vetoesOut: 0,
    casting: null,
  }
}

const closed = { closed: true }

describe('a vote of 300 owners of 30,000 m² (Civil Code 278)', () => {
  const ordinary = (part: readonly [number, number], yes: readonly [number, number]) =>
    tallyCounts(ownersOrdinary(), sums(part, yes), closed).status
  const special = (part: readonly [number, number], yes: readonly [number, number]) =>
    tallyCounts(ownersSpecial(), sums(part, yes), closed).status

  it('is valid when 200 owners of 20,000 m² take part', () => {
    expect(ordinary([200, 20_000], [200, 20_000])).toBe('passed')
  })
  it('is invalid when 199 owners of 25,000 m² take part', () => {
    expect(ordinary([199, 25_000], [199, 25_000])).toBe('invalid')
  })
  it('is invalid when 250 owners of 19,999 m² take part', () => {
    expect(ordinary([250, 19_999], [250, 19_999])).toBe('invalid')
  })
  it('passes an ordinary matter with 101 owners of 10,001 m² out of 200 of 20,000', () => {
    expect(ordinary([200, 20_000], [101, 10_001])).toBe('passed')
  })
  it('rejects an ordinary matter with 100 owners of 15,000 m²: half of the heads is not more than half', () => {
    expect(ordinary([200, 20_000], [100, 15_000])).toBe('rejected')
  })
  it('rejects an ordinary matter with 101 owners of 10,000 m²', () => {
    expect(ordinary([200, 20_000], [101, 10_000])).toBe('rejected')
  })
  it('passes a special matter with 150 owners of 15,000 m²: three quarters are enough', () => {
    expect(special([200, 20_000], [150, 15_000])).toBe('passed')
  })
  it('rejects a special matter with 150 owners of 14,999 m²', () => {
    expect(special([200, 20_000], [150, 14_999])).toBe('rejected')
  })
  it('rejects a special matter with 149 owners of 20,000 m²', () => {
    expect(special([200, 20_000], [149, 20_000])).toBe('rejected')
  })
  it('counts one owner of several flats as one head', () => {
    const electorate: Electorate = { a: { area: 300 }, b: { area: 50 }, c: { area: 50 } }
    const ballots: Ballot[] = [
      { voter: 'a', choice: 'yes' },
      { voter: 'b', choice: 'no' },
      { voter: 'c', choice: 'no' },
    ]
    expect(tally(ownersOrdinary(), electorate, ballots, closed).status).toBe('rejected')
    expect(() => tally(ownersOrdinary(), { a: { area: 300, heads: 3 } }, [])).toThrow(
      expect.objectContaining({ code: 'input/electorate' }),
    )
  })
  it('is exact where floating point is not: 1/3 of 3×10^15 hundredths of a square metre', () => {
    const rule: DecisionRule = {
      ...quorum(1),
      approval: [{ weight: 'area', share: [333_333_333, 1_000_000_000], strict: true, of: 'all' }],
    }
    const electorate = { heads: 2, area: 3_000_000_000_000_000 }
    const counts = (area: number): VoteCounts => ({ ...sums([0, 0], [0, 0]), electorate, yes: { heads: 1, area } })
    expect(tallyCounts(rule, counts(999_999_999_000_000), closed).status).toBe('rejected')
    expect(tallyCounts(rule, counts(999_999_999_000_001), closed).status).toBe('passed')
  })
})

const voters = (...names: string[]): Electorate => Object.fromEntries(names.map(name => [name, {}]))
const cast = (votes: Readonly<Record<string, Choice>>): Ballot[] =>
  Object.entries(votes).map(([voter, choice]) => ({ voter, choice }))
const brief = ({ status, decided, decidedEarly }: Tally) => `${status} ${decided} ${decidedEarly}`

describe('a quorum of invitees', () => {
  const invitees = voters('police', 'urban', 'housing', 'fire')
  const stand = (votes: Readonly<Record<string, Choice>>, options: RuleOptions = {}) =>
    brief(tally(quorum(2, options), invitees, cast(votes)))

  it('is reached with the second yes, and nobody need wait for the others', () => {
    expect(stand({ police: 'yes' })).toBe('open null false')
    expect(stand({ police: 'yes', fire: 'yes' })).toBe('passed passed true')
  })
  it('is lost as soon as too few are left', () => {
    expect(stand({ police: 'no', urban: 'abstain' })).toBe('open null false')
    expect(stand({ police: 'no', urban: 'abstain', fire: 'no' })).toBe('rejected rejected true')
  })
  it('waits for the end, but says what it knows, when it is not to be decided early', () => {
    expect(stand({ police: 'yes', fire: 'yes' }, { decideEarly: false })).toBe('open passed false')
  })
  it('ends when everybody has voted, whatever the rule says of early decisions', () => {
    expect(stand({ police: 'yes', urban: 'yes', housing: 'no', fire: 'no' }, { decideEarly: false })).toBe(
      'passed passed false',
    )
  })
  it('is certain of nothing while a ballot may be replaced', () => {
    const options = { replaceable: true }
    expect(stand({ police: 'yes', urban: 'yes', housing: 'yes', fire: 'yes' }, options)).toBe('open null false')
    const again = [...cast({ police: 'yes', urban: 'yes' }), { voter: 'urban', choice: 'no' as const }]
    expect(tally(quorum(2, options), invitees, again, closed).status).toBe('rejected')
    expect(tally(quorum(2), invitees, again, closed).status).toBe('passed')
  })
  it('of more than there are is lost at once', () => {
    expect(brief(tally(quorum(5), invitees, []))).toBe('rejected rejected true')
  })
})

describe('consensus of the four parties', () => {
  const parties = voters('branch', 'rc', 'oc', 'pm')
  it('needs all four', () => {
    expect(brief(tally(allOf(), parties, cast({ branch: 'yes', rc: 'yes', oc: 'yes' })))).toBe('open null false')
    expect(brief(tally(allOf(), parties, cast({ branch: 'yes', rc: 'yes', oc: 'yes', pm: 'yes' })))).toBe(
      'passed passed false',
    )
  })
  it('ends with the first no, and with the first abstention', () => {
    expect(brief(tally(allOf(), parties, cast({ pm: 'no' })))).toBe('rejected rejected true')
    expect(brief(tally(allOf(), parties, cast({ pm: 'abstain' })))).toBe('rejected rejected true')
  })
  it('of nobody is no consensus', () => {
    expect(tally(allOf(), {}, [], closed).status).toBe('rejected')
  })
})

describe('settings of a rule', () => {
  const majority: DecisionRule = { ...quorum(1), approval: [{ weight: 'heads', share: [1, 2], of: 'voting' }] }
  const four = voters('a', 'b', 'c', 'd')
  const ends = (rule: Partial<DecisionRule>, ballots: readonly Ballot[]) =>
    tally({ ...majority, ...rule }, four, ballots, closed).status
  const oneToOne = cast({ a: 'yes', b: 'no' })

  it('decide a tie', () => {
    expect(ends({}, oneToOne)).toBe('passed')
    expect(ends({ tie: 'rejected' }, oneToOne)).toBe('rejected')
    expect(
      ends({ tie: 'passed', approval: [{ weight: 'heads', share: [1, 2], strict: true, of: 'voting' }] }, oneToOne),
    ).toBe('passed')
    expect(ends({ tie: { casting: 'a' } }, oneToOne)).toBe('passed')
    expect(ends({ tie: { casting: 'b' } }, oneToOne)).toBe('rejected')
    expect(ends({ tie: { casting: 'd' } }, oneToOne)).toBe('rejected')
  })
  it('are certain of nothing while a tie may come that would decide otherwise', () => {
    const rule: DecisionRule = { ...majority, tie: 'rejected' }
    expect(brief(tally(rule, four, cast({ a: 'yes', b: 'yes' })))).toBe('open null false')
    expect(brief(tally(rule, four, cast({ a: 'yes', b: 'yes', c: 'yes' })))).toBe('passed passed true')
  })
  it('let named voters veto, but only by a no of their own', () => {
    const rule = { veto: ['b'], unreturned: 'no' } as const
    expect(ends(rule, cast({ a: 'yes', c: 'yes', d: 'yes', b: 'no' }))).toBe('rejected')
    expect(ends(rule, cast({ a: 'yes', c: 'yes', d: 'yes' }))).toBe('passed')
    expect(tally({ ...majority, ...rule }, four, cast({ a: 'yes', c: 'yes', d: 'yes' })).status).toBe('open')
  })
  it('say whether an abstention takes part', () => {
    const participation = [{ weight: 'heads', share: [1, 2] }] as const
    expect(ends({ participation }, cast({ a: 'yes', b: 'abstain' }))).toBe('passed')
    expect(ends({ participation, abstention: 'absent' }, cast({ a: 'yes', b: 'abstain' }))).toBe('invalid')
  })
  it('say what a ballot counts as that was not returned', () => {
    const approval = [{ weight: 'heads', share: [1, 2], strict: true, of: 'all' }] as const
    const ballots = cast({ a: 'yes' })
    const byUnreturned = (['absent', 'abstain', 'yes', 'no', 'majority'] as const).map(unreturned =>
      ends({ approval, unreturned }, ballots),
    )
    expect(byUnreturned).toEqual(['rejected', 'rejected', 'passed', 'rejected', 'passed'])
    expect(ends({ approval, unreturned: 'majority' }, oneToOne)).toBe('rejected')
  })
  it('count late ballots or ignore them', () => {
    const late: Ballot[] = [...cast({ a: 'no' }), { voter: 'b', choice: 'yes', late: true }]
    expect(ends({}, late)).toBe('rejected')
    expect(ends({ late: 'counted' }, late)).toBe('passed')
  })
  it('never let anything pass without a yes', () => {
    expect(ends({}, [])).toBe('rejected')
    expect(ends({ tie: 'passed' }, [])).toBe('rejected')
    expect(ends({ unreturned: 'yes' }, [])).toBe('rejected')
  })
})

describe('a rule or a roll that cannot be counted by', () => {
  const rule = (over: Partial<DecisionRule>): DecisionRule => ({ ...quorum(1), ...over })
  it.each([
    ['no approval', rule({ approval: [] })],
    ['a share above one', rule({ approval: [{ weight: 'heads', share: [3, 2], of: 'all' }] })],
    ['a share of nothing', rule({ approval: [{ weight: 'heads', share: [0, 0], of: 'all' }] })],
    ['a share of parts', rule({ participation: [{ weight: 'heads', share: [0.5, 1] }] })],
    ['a negative share', rule({ participation: [{ weight: 'heads', share: [-1, 2] }] })],
    ['a count of half a head', rule({ participation: [{ weight: 'heads', count: 0.5 }] })],
    ['a count of zero', rule({ approval: [{ weight: 'heads', count: 0, of: 'all' }] })],
  ])('is refused: %s', (_, wrong) => {
    expect(() => tally(wrong, { a: {} }, [])).toThrow(expect.objectContaining({ code: 'definition/decision-rule' }))
    expect(() => quorum(0)).toThrow(expect.objectContaining({ code: 'definition/decision-rule' }))
  })
  it.each([
    ['somebody who is not on the roll', { a: { area: 1 } }, cast({ b: 'yes' })],
    ['somebody named like a method', { a: { area: 1 } }, [{ voter: 'toString', choice: 'yes' as const }]],
    ['a voter without area', { a: {} }, []],
    ['half a square metre', { a: { area: 0.5 } }, []],
    ['a negative area', { a: { area: -1 } }, []],
    ['more than can be counted', { a: { area: 2 ** 53 - 1 }, b: { area: 1 } }, []],
  ])('is refused: %s', (_, electorate, ballots) => {
    expect(() => tally(ownersOrdinary(), electorate as Electorate, ballots)).toThrow(
      expect.objectContaining({ code: 'input/electorate' }),
    )
  })
})

it('a tally shows each threshold as it stands', () => {
  const { thresholds } = tallyCounts(ownersOrdinary(), sums([200, 20_000], [100, 15_000]))
  expect(thresholds).toEqual([
    {
      kind: 'participation',
      weight: 'area',
      have: 20_000,
      of: 30_000,
      share: [2, 3],
      needed: null,
      strict: false,
      met: true,
    },
    {
      kind: 'participation',
      weight: 'heads',
      have: 200,
      of: 300,
      share: [2, 3],
      needed: null,
      strict: false,
      met: true,
    },
    {
      kind: 'approval',
      weight: 'area',
      have: 15_000,
      of: 20_000,
      share: [1, 2],
      needed: null,
      strict: true,
      met: true,
    },
    { kind: 'approval', weight: 'heads', have: 100, of: 200, share: [1, 2], needed: null, strict: true, met: false },
  ])
})
