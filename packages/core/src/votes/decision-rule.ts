import { ConvokeError } from '../errors/convoke-error.js'

/** A part of a whole as whole numbers, such as `[2, 3]`: numerator from 0 to the denominator, which is at least 1. */
export type Fraction = readonly [numerator: number, denominator: number]

/** How a ballot may be filled in: agree 同意, disagree 反对, abstain 弃权. */
export type Choice = 'yes' | 'no' | 'abstain'

/**
 * How much of one weight is needed. `heads` is the number of voters and always there; other weights, such as `area`,
 * are given for each voter as whole numbers in their smallest unit.
 */
export type Threshold = {
  readonly weight: string
  /** True: more than; false: at least 以上 (inclusive, Civil Code 1259). */
  readonly strict?: boolean | undefined
} & ({ readonly share: Fraction } | { readonly count: number })

/** A {@link Threshold} on the yes votes, with what its share is a share of. */
export type Approval = Threshold & {
  /** Everybody on the roll, those who took part, or those who voted yes or no. Meaningless for a count. */
  readonly of: 'all' | 'participating' | 'voting'
}

/**
 * How a body decides 表决规则, as plain data: what a policy designer changes and a law prescribes. Nothing ever passes
 * without a yes vote.
 */
export interface DecisionRule {
  /** All must hold, of everybody on the roll, or the vote is invalid. Empty: any turnout will do. */
  readonly participation: readonly Threshold[]
  /** All must hold, or the proposal is rejected. At least one. */
  readonly approval: readonly Approval[]
  /** Whose single no rejects: anybody, or these voters. Null: nobody. */
  readonly veto: 'anybody' | readonly string[] | null
  /** Whether an abstention counts as taking part. */
  readonly abstention: 'participates' | 'absent'
  /** What a ballot that was not returned counts as when voting ends. `majority`: as a returned vote of the side that is ahead in every weight of `approval`, no where neither is. */
  readonly unreturned: 'absent' | 'abstain' | 'yes' | 'no' | 'majority'
  /** Yes and no are equal in every weight of `approval`: the thresholds decide, or a fixed end, or one voter's ballot. */
  readonly tie: 'threshold' | 'passed' | 'rejected' | { readonly casting: string }
  /** Whether ballots marked as late count. */
  readonly late: 'ignored' | 'counted'
  /** Whether a voter may vote again while voting is open; the last ballot counts. */
  readonly replaceable: boolean
  /** End as soon as no ballot that may still come can change the result. */
  readonly decideEarly: boolean
}

/** What two thirds and the rest mean when nothing else is said. */
const plain = {
  participation: [],
  veto: null,
  abstention: 'participates',
  unreturned: 'absent',
  tie: 'threshold',
  late: 'ignored',
  replaceable: false,
  decideEarly: true,
} as const

/** Settings of a preset that the body itself may choose. */
export type RuleOptions = Partial<
  Pick<DecisionRule, 'abstention' | 'unreturned' | 'late' | 'replaceable' | 'decideEarly'>
>

/**
 * Consensus 形成共识: everybody agrees, and one no ends it. For the four parties of a compound.
 *
 * @source our default; the four-party practice asks each party to agree or to state its reservation
 * @example
 * tally(allOf(), { a: {}, b: {} }, [{ voter: 'a', choice: 'no' }]).status // => 'rejected'
 */
export function allOf(options?: RuleOptions): DecisionRule {
  // Guards ask for it again and again.
  return options === undefined ? consensus : { ...consensus, ...options }
}

const consensus = Object.freeze<DecisionRule>({
  ...plain,
  approval: [{ weight: 'heads', share: [1, 1], of: 'all' }],
  veto: 'anybody',
})

/**
 * A quorum 法定人数: at least `n` agree, whatever the others say.
 *
 * @param n whole number from 1
 * @source our default
 * @throws ConvokeError `definition/decision-rule` for any other `n`
 * @example
 * tally(quorum(1), { a: {}, b: {} }, [{ voter: 'a', choice: 'yes' }]).status // => 'passed'
 * quorum(0) // => throws definition/decision-rule
 */
export function quorum(n: number, options: RuleOptions = {}): DecisionRule {
  return checkRule({ ...plain, approval: [{ weight: 'heads', count: n, of: 'all' }], ...options })
}

const twoThirdsTakePart: readonly Threshold[] = [
  { weight: 'area', share: [2, 3] },
  { weight: 'heads', share: [2, 3] },
]

/**
 * Ordinary matters of the owners 业主共同决定的一般事项: at least two thirds of area and heads take part, and more than
 * half of the area and of the heads that take part agree.
 *
 * Weights: `area` in a whole unit such as hundredths of a square metre; one owner of several flats is one head. What a
 * ballot that was not returned counts as is for the meeting's own rules; absent by default. Not decided early by default:
 * the voting period is announced.
 *
 * @source Civil Code 278(1)(1)–(5) and (2); Shanghai Residential Property Rules 18
 * @example
 * const roll = { a: { area: 50 }, b: { area: 60 }, c: { area: 90 } }
 * const ballots = [{ voter: 'b', choice: 'yes' }, { voter: 'c', choice: 'yes' }, { voter: 'a', choice: 'no' }] as const
 * tally(ownersOrdinary(), roll, ballots, { closed: true }).status // => 'passed'
 */
export function ownersOrdinary(options: RuleOptions = {}): DecisionRule {
  return {
    ...plain,
    participation: twoThirdsTakePart,
    approval: [
      { weight: 'area', share: [1, 2], strict: true, of: 'participating' },
      { weight: 'heads', share: [1, 2], strict: true, of: 'participating' },
    ],
    decideEarly: false,
    ...options,
  }
}

/**
 * Special matters of the owners 业主共同决定的重大事项 (raising the maintenance fund, rebuilding, other use of common
 * parts): at least two thirds take part, and at least three quarters of those, by area and by heads, agree.
 *
 * @source Civil Code 278(1)(6)–(8) and (2); Shanghai Residential Property Rules 18
 * @example
 * const roll = { a: { area: 50 }, b: { area: 60 }, c: { area: 90 } }
 * const ballots = [{ voter: 'b', choice: 'yes' }, { voter: 'c', choice: 'yes' }, { voter: 'a', choice: 'no' }] as const
 * tally(ownersSpecial(), roll, ballots, { closed: true }).status // => 'rejected'
 */
export function ownersSpecial(options: RuleOptions = {}): DecisionRule {
  return {
    ...plain,
    participation: twoThirdsTakePart,
    approval: [
      { weight: 'area', share: [3, 4], of: 'participating' },
      { weight: 'heads', share: [3, 4], of: 'participating' },
    ],
    decideEarly: false,
    ...options,
  }
}

/**
 * The rule itself when it can be counted by. Pure.
 *
 * @throws ConvokeError `definition/decision-rule` for fractions outside 0 to 1 or not of whole numbers, counts below 1,
 *   and a rule without approval
 * @example
 * checkRule({ ...quorum(2), approval: [] }) // => throws definition/decision-rule
 */
export function checkRule(rule: DecisionRule): DecisionRule {
  if (rule.approval.length === 0) throw wrongRule('approval is empty, and anything would pass')
  rule.participation.forEach(checkThreshold)
  rule.approval.forEach(checkThreshold)
  return rule
}

function checkThreshold(threshold: Threshold): void {
  if ('count' in threshold) {
    if (isWhole(threshold.count) && threshold.count >= 1) return
    throw wrongRule(`a count of ${threshold.count} ${threshold.weight}; write a whole number from 1`)
  }
  const [numerator, denominator] = threshold.share
  if (isWhole(numerator) && isWhole(denominator) && denominator >= 1 && numerator <= denominator) return
  throw wrongRule(
    `a share of ${numerator}/${denominator} of ${threshold.weight}; write whole numbers, the first at most the second, such as [2, 3]`,
  )
}

function isWhole(n: number): boolean {
  return Number.isSafeInteger(n) && n >= 0
}

function wrongRule(why: string): ConvokeError {
  return new ConvokeError('definition/decision-rule', `a decision rule has ${why}`, { details: { why } })
}
