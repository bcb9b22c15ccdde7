import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Approval, Choice, DecisionRule, Threshold } from '../src/votes/decision-rule.js'
import { type Ballot, type Electorate, tally } from '../src/votes/tally.js'

/**
 * Decides a finished vote the slow way, voter by voter, straight from the words of the rule. Small whole numbers only, so
 * that ordinary arithmetic is exact. Shares nothing with the code it checks.
 */
function decideByHand(rule: DecisionRule, roll: Electorate, votes: ReadonlyMap<string, Choice>): string {
  const weigh = (voter: string, weight: string) => (weight === 'heads' ? 1 : (roll[voter]?.[weight] ?? 0))
  const total = (voters: readonly string[], weight: string) =>
    voters.reduce((sum, voter) => sum + weigh(voter, weight), 0)
  const everybody = Object.keys(roll)
  const weights = rule.approval.map(approval => approval.weight)
  const returned = (choice: Choice) => everybody.filter(voter => votes.get(voter) === choice)
  const yesAhead = weights.every(weight => total(returned('yes'), weight) > total(returned('no'), weight))
  const filled = new Map(votes)
  for (const voter of everybody) {
    if (votes.has(voter) || rule.unreturned === 'absent') continue
    filled.set(voter, rule.unreturned === 'majority' ? (yesAhead ? 'yes' : 'no') : rule.unreturned)
  }
  const chose = (...choices: Choice[]) => everybody.filter(voter => choices.includes(filled.get(voter) as Choice))
  const part = rule.abstention === 'participates' ? chose('yes', 'no', 'abstain') : chose('yes', 'no')
  const enough = (threshold: Threshold, have: readonly string[], base: readonly string[]) => {
    const sum = total(have, threshold.weight)
    const [left, right] =
      'count' in threshold
        ? [sum, threshold.count]
        : [sum * threshold.share[1], total(base, threshold.weight) * threshold.share[0]]
    return threshold.strict ? left > right : left >= right
  }
  if (!rule.participation.every(threshold => enough(threshold, part, everybody))) return 'invalid'
  const mayVeto = (voter: string) => rule.veto === 'anybody' || (rule.veto?.includes(voter) ?? false)
  if (returned('no').some(mayVeto) || returned('yes').length === 0) return 'rejected'
  const tied = weights.every(weight => total(chose('yes'), weight) === total(chose('no'), weight))
  if (tied && rule.tie !== 'threshold') {
    if (typeof rule.tie === 'string') return rule.tie
    return votes.get(rule.tie.casting) === 'yes' ? 'passed' : 'rejected'
  }
  const base = (approval: Approval) =>
    approval.of === 'all' ? everybody : approval.of === 'participating' ? part : chose('yes', 'no')
  return rule.approval.every(approval => enough(approval, chose('yes'), base(approval))) ? 'passed' : 'rejected'
}

/** The results of all ways in which the vote may still go on. */
function everyEnd(rule: DecisionRule, roll: Electorate, votes: ReadonlyMap<string, Choice>): ReadonlySet<string> {
  const ends = new Set<string>()
  const voters = Object.keys(roll)
  const go = (i: number, sofar: Map<string, Choice>): void => {
    const voter = voters[i]
    if (voter === undefined) {
      ends.add(decideByHand(rule, roll, sofar))
      return
    }
    const known = votes.get(voter)
    const next: readonly (Choice | undefined)[] =
      known === undefined ? ['yes', 'no', 'abstain', undefined] : rule.replaceable ? ['yes', 'no', 'abstain'] : [known]
    for (const choice of next) go(i + 1, choice === undefined ? sofar : new Map(sofar).set(voter, choice))
  }
  go(0, new Map())
  return ends
}

const names = ['a', 'b', 'c', 'd', 'e'] as const
const share = fc.tuple(fc.nat(4), fc.integer({ min: 1, max: 4 })).map(([n, d]) => [Math.min(n, d), d] as const)
const weight = fc.constantFrom('heads', 'area')
const threshold = fc.oneof(
  fc.record({ weight, share, strict: fc.boolean() }),
  fc.record({ weight, count: fc.integer({ min: 1, max: 6 }), strict: fc.boolean() }),
)
const approval = fc
  .tuple(threshold, fc.constantFrom('all', 'participating', 'voting'))
  .map(([limit, of]): Approval => ({ ...limit, of }) as Approval)
const choice = fc.constantFrom<Choice>('yes', 'no', 'abstain')

const rules: fc.Arbitrary<DecisionRule> = fc.record({
  participation: fc.array(threshold as fc.Arbitrary<Threshold>, { maxLength: 2 }),
  approval: fc.array(approval, { minLength: 1, maxLength: 2 }),
  veto: fc.oneof(fc.constant(null), fc.constant('anybody' as const), fc.subarray([...names])),
  abstention: fc.constantFrom('participates', 'absent'),
  unreturned: fc.constantFrom('absent', 'abstain', 'yes', 'no', 'majority'),
  tie: fc.oneof(
    { weight: 3, arbitrary: fc.constant('threshold' as const) },
    fc.constantFrom('passed', 'rejected'),
    fc.record({ casting: fc.constantFrom(...names) }),
  ),
  late: fc.constantFrom('ignored', 'counted'),
  replaceable: fc.boolean(),
  decideEarly: fc.boolean(),
})

const scenes = fc.record({
  rule: rules,
  roll: fc
    .subarray([...names], { minLength: 0 })
    .chain(present =>
      fc.record(Object.fromEntries(present.map(name => [name, fc.record({ area: fc.nat(4) })]))),
    ) as fc.Arbitrary<Electorate>,
  ballots: fc.array(fc.record({ voter: fc.constantFrom(...names), choice }), { maxLength: 6 }),
})

function read({ rule, roll, ballots }: { rule: DecisionRule; roll: Electorate; ballots: readonly Ballot[] }) {
  const valid = ballots.filter(({ voter }) => Object.hasOwn(roll, voter))
  const votes = new Map<string, Choice>()
  for (const { voter, choice } of valid) if (rule.replaceable || !votes.has(voter)) votes.set(voter, choice)
  return { rule, roll, valid, votes, complete: !rule.replaceable && votes.size === Object.keys(roll).length }
}

const runs = { numRuns: 3000 }

describe('a vote, against every way it may go on', () => {
  it('ends as a count by hand, once closed, and is never left open', () => {
    fc.assert(
      fc.property(scenes, scene => {
        const { rule, roll, valid, votes } = read(scene)
        expect(tally(rule, roll, valid, { closed: true })).toMatchObject({
          status: decideByHand(rule, roll, votes),
          decidedEarly: false,
        })
      }),
      runs,
    )
  })

  it('is called decided only when every way ends the same', () => {
    fc.assert(
      fc.property(scenes, scene => {
        const { rule, roll, valid, votes, complete } = read(scene)
        const now = tally(rule, roll, valid)
        const ends = everyEnd(rule, roll, votes)
        if (now.decided !== null) expect([...ends]).toEqual([now.decided])
        expect(now.status).toBe(now.decided !== null && (rule.decideEarly || complete) ? now.decided : 'open')
        expect(now.decidedEarly).toBe(now.status !== 'open' && !complete)
      }),
      runs,
    )
  })

  it('is called decided whenever every way ends the same, unless a tie decides otherwise than the thresholds', () => {
    fc.assert(
      fc.property(scenes, scene => {
        const { rule, roll, valid, votes } = read({ ...scene, rule: { ...scene.rule, tie: 'threshold' } })
        fc.pre(Object.keys(roll).length > 0)
        const ends = everyEnd(rule, roll, votes)
        if (ends.size === 1) expect(tally(rule, roll, valid).decided).toBe([...ends][0])
      }),
      runs,
    )
  })

  it('does not depend on the order of the roll, nor of the ballots of different voters', () => {
    fc.assert(
      fc.property(scenes, scene => {
        const { rule, roll, votes } = read(scene)
        const ballots = [...votes].map(([voter, choice]) => ({ voter, choice }))
        const backwards = Object.fromEntries(Object.entries(roll).reverse())
        expect(tally(rule, backwards, ballots.toReversed())).toEqual(tally(rule, roll, ballots))
      }),
    )
  })
})
