// Votes counted once more, ballot by ballot and in whole numbers, straight from the words of a rule. Shares nothing with
// the `tally` that case types count by.
import type { Approval, Choice, DecisionRule, Electorate, Threshold, VoteCounts, VoteOutcome } from '@convoke/core'

/** Ballots by voter; who has cast none is absent. */
export type Cast = Readonly<Record<string, Choice | undefined>>

/** Sums by weight, exact. */
type Sums = Readonly<Record<string, bigint>>

/** A vote as it stands once it has ended, by its sums. */
interface Standing {
  readonly all: Sums
  readonly yes: Sums
  readonly no: Sums
  readonly abstain: Sums
  readonly vetoed: boolean
  readonly casting: Choice | undefined
}

/** How many voters who may still turn it are tried one by one; beyond, all of them say the same, or one another thing. */
const mostTried = 8

/**
 * How a vote ends by its rule: after its end as the ballots are; before, only where every way in which it may still go on
 * ends alike, and the rule does not have it wait.
 *
 * @param cast ballots of anybody; of those who are no members nothing is counted
 */
export function countedAlong(
  rule: DecisionRule,
  members: Electorate,
  cast: Cast,
  isClosed: boolean,
): 'open' | VoteOutcome {
  const voters = Object.keys(members)
  const outcome = (ballots: Cast) => ended(rule, standingOf(rule, members, ballots))
  const out = voters.filter(voter => cast[voter] === undefined)
  const mayTurn = rule.replaceable ? voters : out
  if (isClosed || mayTurn.length === 0) return outcome(cast)
  if (!rule.decideEarly) return 'open'
  let common: VoteOutcome | undefined
  for (const ballots of completions(cast, mayTurn)) {
    const one = outcome(ballots)
    common ??= one
    if (one !== common) return 'open'
  }
  return common ?? 'open'
}

/** As {@link countedAlong}, by sums: after the end, or where everybody has voted. */
export function countedBySums(rule: DecisionRule, counts: VoteCounts, isClosed: boolean): 'open' | VoteOutcome {
  const { electorate, yes, no, abstain, vetoed, casting } = counts
  const isComplete = yes.heads + no.heads + abstain.heads === electorate.heads && !rule.replaceable
  if (!isClosed && !isComplete) return 'open'
  const exact = (sums: Readonly<Record<string, number>>): Sums =>
    Object.fromEntries(Object.entries(sums).map(([weight, sum]) => [weight, BigInt(sum)]))
  const sums = { all: exact(electorate), yes: exact(yes), no: exact(no), abstain: exact(abstain) }
  return ended(rule, { ...sums, vetoed, casting: casting ?? undefined })
}

function* completions(cast: Cast, mayTurn: readonly string[]): Generator<Cast> {
  const ends = (voter: string): readonly (Choice | undefined)[] =>
    cast[voter] === undefined ? ['yes', 'no', 'abstain', undefined] : ['yes', 'no', 'abstain']
  if (mayTurn.length > mostTried) {
    for (const most of ['yes', 'no', 'abstain', undefined] as const) {
      const alike: Record<string, Choice | undefined> = { ...cast }
      for (const voter of mayTurn) alike[voter] = most ?? cast[voter]
      yield alike
      for (const voter of mayTurn) for (const other of ends(voter)) yield { ...alike, [voter]: other }
    }
    return
  }
  const [voter, ...others] = mayTurn
  if (voter === undefined) {
    yield cast
    return
  }
  for (const choice of ends(voter)) yield* completions({ ...cast, [voter]: choice }, others)
}

function standingOf(rule: DecisionRule, members: Electorate, cast: Cast): Standing {
  const voters = Object.keys(members)
  const weights = new Set(['heads', ...[...rule.participation, ...rule.approval].map(({ weight }) => weight)])
  const sum = (which: readonly string[]): Sums => {
    const weigh = (voter: string, weight: string) => (weight === 'heads' ? 1 : (members[voter]?.[weight] ?? 0))
    return Object.fromEntries(
      [...weights].map(weight => [weight, which.reduce((all, voter) => all + BigInt(weigh(voter, weight)), 0n)]),
    )
  }
  const chose = (choice: Choice) => voters.filter(voter => cast[voter] === choice)
  const mayVeto = (voter: string) => rule.veto === 'anybody' || (rule.veto?.includes(voter) ?? false)
  const casting = typeof rule.tie === 'object' && rule.tie.casting in members ? cast[rule.tie.casting] : undefined
  const [yes, no, abstain] = [chose('yes'), chose('no'), chose('abstain')]
  return {
    all: sum(voters),
    yes: sum(yes),
    no: sum(no),
    abstain: sum(abstain),
    vetoed: no.some(mayVeto),
    casting,
  }
}

/** How it ends where no more ballots come. */
function ended(rule: DecisionRule, standing: Standing): VoteOutcome {
  const { all, vetoed, casting } = standing
  const weights = rule.approval.map(({ weight }) => weight)
  const of = (sums: Sums, weight: string) => sums[weight] ?? 0n
  const sides = { yes: standing.yes, no: standing.no, abstain: standing.abstain }
  const isAhead = weights.every(weight => of(sides.yes, weight) > of(sides.no, weight))
  const stands = rule.unreturned === 'majority' ? (isAhead ? 'yes' : 'no') : rule.unreturned
  const sumOf = (side: Choice, weight: string): bigint => {
    const returned = of(sides.yes, weight) + of(sides.no, weight) + of(sides.abstain, weight)
    return of(sides[side], weight) + (stands === side ? of(all, weight) - returned : 0n)
  }
  const [yes, no] = [(weight: string) => sumOf('yes', weight), (weight: string) => sumOf('no', weight)]
  const part = (weight: string) =>
    yes(weight) + no(weight) + (rule.abstention === 'participates' ? sumOf('abstain', weight) : 0n)
  const isEnough = (threshold: Threshold, have: bigint, base: bigint): boolean => {
    const [left, right] =
      'count' in threshold
        ? [have, BigInt(threshold.count)]
        : [have * BigInt(threshold.share[1]), base * BigInt(threshold.share[0])]
    return threshold.strict === true ? left > right : left >= right
  }
  if (!rule.participation.every(one => isEnough(one, part(one.weight), of(all, one.weight)))) return 'invalid'
  if (vetoed || of(sides.yes, 'heads') === 0n) return 'rejected'
  if (rule.tie !== 'threshold' && weights.every(weight => yes(weight) === no(weight))) {
    if (typeof rule.tie === 'string') return rule.tie
    return casting === 'yes' ? 'passed' : 'rejected'
  }
  const base = ({ of: share, weight }: Approval): bigint =>
    share === 'all' ? of(all, weight) : share === 'participating' ? part(weight) : yes(weight) + no(weight)
  return rule.approval.every(one => isEnough(one, yes(one.weight), base(one))) ? 'passed' : 'rejected'
}
