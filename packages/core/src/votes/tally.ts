import { ConvokeError } from '../errors/convoke-error.js'
import { type Approval, type Choice, checkRule, type DecisionRule, type Threshold } from './decision-rule.js'

/** Sums by weight, whole numbers. `heads`, the number of voters, is always there. */
export type Weights = Readonly<Record<string, number>> & { readonly heads: number }

/** The roll 表决权名册: who may vote, and with which weights besides one head each. */
export type Electorate = Readonly<Record<string, Readonly<Record<string, number>>>>

/** One returned ballot 表决票. */
export interface Ballot {
  readonly voter: string
  readonly choice: Choice
  /** It came after voting had ended. The machine knows; no time is compared here. */
  readonly late?: boolean | undefined
}

/** A vote by its sums: all that is needed to decide it, however large the roll. */
export interface VoteCounts {
  readonly electorate: Weights
  readonly yes: Weights
  readonly no: Weights
  readonly abstain: Weights
  /** Somebody with a veto voted no. */
  readonly vetoed: boolean
  /** How many with a veto have not voted. */
  readonly vetoesOut: number
  /** The ballot that decides a tie, where it is there. */
  readonly casting: Choice | null
}

/** How a vote ends: passed 通过, rejected 未通过, or invalid 无效 for want of participation. */
export type VoteOutcome = 'passed' | 'rejected' | 'invalid'

/** Where a vote stands. Plain JSON. */
export interface Tally {
  readonly status: 'open' | VoteOutcome
  /** The result that no ballot still to come can change; null where one can. Also without `decideEarly`. */
  readonly decided: VoteOutcome | null
  /** The vote ended before its end because the result was certain. */
  readonly decidedEarly: boolean
  readonly counts: VoteCounts
  /** Each threshold with its sums as they stand: met when `have * denominator` reaches `of * numerator`. */
  readonly thresholds: readonly ThresholdReport[]
}

/** One threshold as it stands. For a count, `share` is null and `needed` is the count. */
export interface ThresholdReport {
  readonly kind: 'participation' | 'approval'
  readonly weight: string
  readonly have: number
  readonly of: number
  readonly share: readonly [number, number] | null
  readonly needed: number | null
  readonly strict: boolean
  readonly met: boolean
}

/**
 * Counts a vote 计票 by its rule, in whole numbers. Pure; linear in the roll.
 *
 * Several ballots of one voter: the last counts where the rule lets it be replaced, else the first. While open, the
 * status is `open` until the result is certain (with `decideEarly`) or everybody has voted for good; once `closed` it is
 * never `open`. "Certain" means: whatever the ballots still to come say, and whether or not they come, the end is the
 * same, `rejected` and `invalid` told apart.
 *
 * @throws ConvokeError `definition/decision-rule` for a rule that cannot be counted by
 * @throws ConvokeError `input/electorate` for a ballot of somebody who is not on the roll, and for weights that are not
 *   whole numbers or sum up beyond 2^53−1
 * @example
 * tally(quorum(2), { a: {}, b: {}, c: {} }, [{ voter: 'a', choice: 'yes' }, { voter: 'c', choice: 'yes' }]).status // => 'passed'
 */
export function tally(
  rule: DecisionRule,
  electorate: Electorate,
  ballots: readonly Ballot[],
  options: { readonly closed?: boolean | undefined } = {},
): Tally {
  return tallyCounts(rule, countBallots(rule, electorate, ballots), options)
}

/**
 * The sums of a vote from its ballots. Pure.
 *
 * @throws ConvokeError `input/electorate` as {@link tally}
 * @example
 * countBallots(quorum(2), { a: {}, b: {} }, [{ voter: 'a', choice: 'yes' }]).yes // => { heads: 1 }
 */
export function countBallots(rule: DecisionRule, electorate: Electorate, ballots: readonly Ballot[]): VoteCounts {
  const names = weightNames(rule)
  const chosen = new Map<string, Choice>()
  for (const { voter, choice, late } of ballots) {
    if (!Object.hasOwn(electorate, voter)) throw wrongRoll(`a ballot of "${voter}", who is not on the roll`)
    if (late && rule.late === 'ignored') continue
    if (rule.replaceable || !chosen.has(voter)) chosen.set(voter, choice)
  }
  const voters = Object.keys(electorate)
  const [all, yes, no, abstain] = [nothing(names), nothing(names), nothing(names), nothing(names)] as const
  const sums = { yes, no, abstain }
  for (const voter of voters) {
    const own = electorate[voter] ?? {}
    const choice = chosen.get(voter)
    for (const name of names) {
      const weight = name === 'heads' ? oneHead(own, voter) : wholeWeight(own[name], name)
      all[name] = wholeSum(of(all, name) + weight, name)
      if (choice !== undefined) sums[choice][name] = of(sums[choice], name) + weight
    }
  }
  const veto = rule.veto === 'anybody' ? voters : (rule.veto ?? []).filter(voter => Object.hasOwn(electorate, voter))
  return {
    electorate: all,
    yes,
    no,
    abstain,
    vetoed: veto.some(voter => chosen.get(voter) === 'no'),
    vetoesOut: veto.filter(voter => !chosen.has(voter)).length,
    casting: typeof rule.tie === 'object' ? (chosen.get(rule.tie.casting) ?? null) : null,
  }
}

/**
 * {@link tally} from sums, for rolls that are kept elsewhere; see {@link countBox}.
 *
 * @throws ConvokeError as {@link tally}
 * @example
 * const counts = countBallots(quorum(2), { a: {}, b: {} }, [{ voter: 'a', choice: 'yes' }])
 * tallyCounts(quorum(2), counts).status // => 'open'
 * tallyCounts(quorum(2), counts, { closed: true }).status // => 'rejected'
 */
export function tallyCounts(
  rule: DecisionRule,
  counts: VoteCounts,
  options: { readonly closed?: boolean | undefined } = {},
): Tally {
  const { status, decided, decidedEarly } = standing(rule, counts, options)
  return { status, decided, decidedEarly, counts, thresholds: report(rule, counts) }
}

/**
 * The status that {@link tallyCounts} would tell, at a fraction of its cost: for guards, which are asked again and again.
 *
 * @throws ConvokeError as {@link tally}
 * @example
 * tallyStatus(quorum(2), countBallots(quorum(2), { a: {}, b: {} }, [{ voter: 'a', choice: 'yes' }])) // => 'open'
 */
export function tallyStatus(
  rule: DecisionRule,
  counts: VoteCounts,
  options: { readonly closed?: boolean | undefined } = {},
): Tally['status'] {
  return standing(rule, counts, options).status
}

function standing(
  rule: DecisionRule,
  counts: VoteCounts,
  options: { readonly closed?: boolean | undefined },
): Pick<Tally, 'status' | 'decided' | 'decidedEarly'> {
  checkRule(rule)
  const complete = out(counts, 'heads') === 0 && !rule.replaceable
  const isLast = options.closed || complete
  const decided = isLast ? outcome(rule, counts) : certain(rule, counts)
  const ended = isLast || rule.decideEarly
  return {
    status: (ended ? decided : null) ?? 'open',
    decided,
    decidedEarly: !isLast && ended && decided !== null,
  }
}

/** The result if voting ended now. */
function outcome(rule: DecisionRule, counts: VoteCounts): VoteOutcome {
  const ended = withUnreturned(rule, counts)
  if (!rule.participation.every(threshold => meets(rule, threshold, ended, 'participation'))) return 'invalid'
  if (counts.vetoed || counts.yes.heads === 0) return 'rejected'
  if (
    rule.tie !== 'threshold' &&
    approvalWeights(rule).every(weight => of(ended.yes, weight) === of(ended.no, weight))
  ) {
    const tie = typeof rule.tie === 'object' ? (counts.casting === 'yes' ? 'passed' : 'rejected') : rule.tie
    return tie
  }
  return rule.approval.every(threshold => meets(rule, threshold, ended, 'approval')) ? 'passed' : 'rejected'
}

/**
 * The result that every completion has in common. Each threshold is linear in the ballots, so its worst and best
 * completion follow from the weight still out alone; and a yes serves every threshold at once, so if the completion in
 * which all say yes fails, all fail. A tie is the one thing that is not linear: where one is in reach, nothing is certain.
 */
function certain(rule: DecisionRule, counts: VoteCounts): VoteOutcome | null {
  const worst = (threshold: Threshold, kind: Kind) => holdsAtBound(rule, threshold, counts, kind, 'worst')
  const best = (threshold: Threshold, kind: Kind) => holdsAtBound(rule, threshold, counts, kind, 'best')
  if (!rule.participation.every(threshold => best(threshold, 'participation'))) return 'invalid'
  if (!rule.participation.every(threshold => worst(threshold, 'participation'))) return null
  const vetoStands = counts.vetoed && !rule.replaceable
  const tied = rule.tie === 'threshold' || !tieInReach(rule, counts) ? 'never' : rule.tie
  const canPass = !vetoStands && rule.approval.every(threshold => best(threshold, 'approval'))
  if (!canPass && (vetoStands || tied === 'never' || tied === 'rejected')) return 'rejected'
  const vetoPossible = counts.vetoed || counts.vetoesOut > 0 || (rule.replaceable && rule.veto !== null)
  const yesStands = counts.yes.heads > 0 && !rule.replaceable
  const mustPass = yesStands && !vetoPossible && rule.approval.every(threshold => worst(threshold, 'approval'))
  return mustPass && (tied === 'never' || tied === 'passed') ? 'passed' : null
}

type Kind = 'participation' | 'approval'

/** What one unit of weight adds: to the yes votes, to those who take part, to those who vote yes or no. */
interface Unit {
  readonly yes: 0 | 1
  readonly part: 0 | 1
  readonly vote: 0 | 1
}

type Standing = Choice | 'absent'

function unit(rule: DecisionRule, standing: Standing): Unit {
  if (standing === 'yes') return { yes: 1, part: 1, vote: 1 }
  if (standing === 'no') return { yes: 0, part: 1, vote: 1 }
  return { yes: 0, part: standing === 'abstain' && rule.abstention === 'participates' ? 1 : 0, vote: 0 }
}

/** How far one unit of weight moves a threshold; it holds when the sum reaches (strict: exceeds) {@link bound}. */
function moves(threshold: Threshold | Approval, kind: Kind, { yes, part, vote }: Unit): number {
  const counted = kind === 'participation' ? part : yes
  if ('count' in threshold) return counted
  const [numerator, denominator] = threshold.share
  const base =
    kind === 'participation' || !('of' in threshold) || threshold.of === 'all'
      ? 0
      : threshold.of === 'voting'
        ? vote
        : part
  return denominator * counted - numerator * base
}

function bound(threshold: Threshold | Approval, kind: Kind, electorate: Weights): number | bigint {
  if ('count' in threshold) return threshold.count
  const ofAll = kind === 'participation' || !('of' in threshold) || threshold.of === 'all'
  return ofAll ? sumOf([[of(electorate, threshold.weight), threshold.share[0]]]) : 0
}

/** A sum of products, exact: a number where nothing leaves the safe range, else a bigint. */
function sumOf(products: readonly (readonly [weight: number, by: number])[]): number | bigint {
  let sum = 0
  for (const [weight, by] of products) {
    const product = weight * by
    sum += product
    if (Number.isSafeInteger(product) && Number.isSafeInteger(sum)) continue
    return products.reduce((total, [one, other]) => total + BigInt(one) * BigInt(other), 0n)
  }
  return sum
}

function reaches(threshold: Threshold, sum: number | bigint, least: number | bigint): boolean {
  return threshold.strict ? sum > least : sum >= least
}

/** Whether the ballots as they stand reach a threshold. */
function meets(rule: DecisionRule, threshold: Threshold, counts: VoteCounts, kind: Kind): boolean {
  return reaches(threshold, sumOf(returned(rule, threshold, counts, kind)), bound(threshold, kind, counts.electorate))
}

const choices = ['yes', 'no', 'abstain'] as const

/** The ballots as they stand, each choice with what one unit of it moves. */
function returned(
  rule: DecisionRule,
  threshold: Threshold,
  counts: VoteCounts,
  kind: Kind,
): (readonly [number, number])[] {
  return choices.map(choice => [of(counts[choice], threshold.weight), moves(threshold, kind, unit(rule, choice))])
}

function holdsAtBound(
  rule: DecisionRule,
  threshold: Threshold,
  counts: VoteCounts,
  kind: Kind,
  end: 'worst' | 'best',
): boolean {
  const { weight } = threshold
  const extreme = (standings: readonly Standing[]): number => {
    const moved = standings.map(standing => moves(threshold, kind, unit(rule, standing)))
    return end === 'worst' ? Math.min(...moved) : Math.max(...moved)
  }
  const stillOut = [out(counts, weight), extreme([...choices, unreturnedStanding(rule)])] as const
  const standing = rule.replaceable
    ? [[of(counts.electorate, weight) - out(counts, weight), extreme(choices)] as const]
    : returned(rule, threshold, counts, kind)
  return reaches(threshold, sumOf([...standing, stillOut]), bound(threshold, kind, counts.electorate))
}

/** As what a voter who returns nothing may end; with `majority` as yes or no, which are among the choices anyway. */
function unreturnedStanding(rule: DecisionRule): Standing {
  return rule.unreturned === 'majority' ? 'no' : rule.unreturned
}

function tieInReach(rule: DecisionRule, counts: VoteCounts): boolean {
  return approvalWeights(rule).every(weight => {
    const movable = rule.replaceable ? of(counts.electorate, weight) : out(counts, weight)
    return rule.replaceable || Math.abs(of(counts.yes, weight) - of(counts.no, weight)) <= movable
  })
}

/** The weight of those who returned nothing. */
function out({ electorate, yes, no, abstain }: VoteCounts, weight: string): number {
  return of(electorate, weight) - of(yes, weight) - of(no, weight) - of(abstain, weight)
}

function withUnreturned(rule: DecisionRule, counts: VoteCounts): VoteCounts {
  if (rule.unreturned === 'absent') return counts
  const ahead = approvalWeights(rule).every(weight => of(counts.yes, weight) > of(counts.no, weight))
  const side = rule.unreturned === 'majority' ? (ahead ? 'yes' : 'no') : rule.unreturned
  const sums = nothing(Object.keys(counts.electorate))
  for (const name of Object.keys(sums)) sums[name] = of(counts[side], name) + out(counts, name)
  return { ...counts, [side]: sums }
}

function report(rule: DecisionRule, counts: VoteCounts): readonly ThresholdReport[] {
  const one = (threshold: Threshold | Approval, kind: Kind): ThresholdReport => {
    const sum = (what: keyof Unit) =>
      (['yes', 'no', 'abstain'] as const).reduce(
        (total, choice) => total + of(counts[choice], threshold.weight) * unit(rule, choice)[what],
        0,
      )
    const base =
      kind === 'participation' || !('of' in threshold) || threshold.of === 'all'
        ? of(counts.electorate, threshold.weight)
        : sum(threshold.of === 'voting' ? 'vote' : 'part')
    return {
      kind,
      weight: threshold.weight,
      have: sum(kind === 'participation' ? 'part' : 'yes'),
      of: base,
      share: 'share' in threshold ? threshold.share : null,
      needed: 'count' in threshold ? threshold.count : null,
      strict: threshold.strict === true,
      met: meets(rule, threshold, counts, kind),
    }
  }
  return [
    ...rule.participation.map(threshold => one(threshold, 'participation')),
    ...rule.approval.map(threshold => one(threshold, 'approval')),
  ]
}

/** The weights a rule counts by, `heads` among them. */
export function weightNames(rule: DecisionRule): readonly string[] {
  const names = ['heads']
  for (const thresholds of [rule.participation, rule.approval]) {
    for (const { weight } of thresholds) if (!names.includes(weight)) names.push(weight)
  }
  return names
}

function approvalWeights(rule: DecisionRule): readonly string[] {
  return rule.approval.map(({ weight }) => weight)
}

function of(weights: Weights, weight: string): number {
  return weights[weight] ?? 0
}

/** One voter is one head, however many flats it owns. */
function oneHead({ heads = 1 }: Readonly<Record<string, number>>, voter: string): 1 {
  if (heads !== 1) throw wrongRoll(`"${voter}" with ${heads} heads; one voter is one head`)
  return 1
}

/** Sums of the named weights, `heads` among them, before anything is counted. */
function nothing(names: readonly string[]): Record<string, number> & { heads: number } {
  const sums: Record<string, number> = {}
  for (const name of names) sums[name] = 0
  return sums as Record<string, number> & { heads: number }
}

function wholeSum(sum: number, name: string): number {
  if (Number.isSafeInteger(sum)) return sum
  throw wrongRoll(`${name} that sum up beyond 2^53−1; count in a larger unit`)
}

function wholeWeight(weight: number | undefined, name: string): number {
  if (weight !== undefined && Number.isSafeInteger(weight) && weight >= 0) return weight
  throw wrongRoll(
    weight === undefined
      ? `a voter without ${name}`
      : `a weight of ${weight} ${name}; count in whole numbers of a smaller unit`,
  )
}

function wrongRoll(why: string): ConvokeError {
  return new ConvokeError('input/electorate', `the vote has ${why}`, { details: { why } })
}
