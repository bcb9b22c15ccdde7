import { ConvokeError } from '../errors/convoke-error.js'
import type { Choice, DecisionRule } from './decision-rule.js'
import { type VoteCounts, type Weights, weightNames } from './tally.js'

/**
 * A vote over a large roll 大名册, small enough for the context of a case: the sums, and two bits for each voter in the
 * order of the roll. 5,000 owners take under 2 KB. The roll itself is a reference; every ballot is an entry.
 *
 * Where votes are secret, the field of the context that holds the box must be marked `visibleTo([], …)`.
 */
export interface BallotBox {
  readonly electorate: Weights
  readonly yes: Weights
  readonly no: Weights
  readonly abstain: Weights
  /** Base64; two bits a voter, first voter in the highest bits: 0 not returned, 1 yes, 2 no, 3 abstain. */
  readonly marks: string
}

/** Whether a ballot went in, and the box after it. */
export type CastResult =
  | { readonly ok: true; readonly box: BallotBox }
  | { readonly ok: false; readonly reason: 'already-voted' | 'not-on-roll' }

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
const choices = [null, 'yes', 'no', 'abstain'] as const
const votersPerCharacter = 3

/**
 * An empty box for a roll with these sums. `electorate.heads` is the number of voters. Pure.
 *
 * @throws ConvokeError `input/electorate` for sums that are not whole numbers
 * @example
 * ballotBox({ heads: 300, area: 3_000_000 }).marks.length // => 100
 */
export function ballotBox(electorate: Weights): BallotBox {
  for (const [weight, sum] of Object.entries(electorate)) checkWeight(weight, sum)
  const none = Object.fromEntries(Object.keys(electorate).map(weight => [weight, 0])) as Weights
  // Whole groups of four, so that any base64 reader can read it.
  const characters = Math.ceil(electorate.heads / votersPerCharacter / 4) * 4
  return { electorate, yes: none, no: none, abstain: none, marks: 'A'.repeat(characters) }
}

/**
 * Puts a ballot in. Pure; the box given is not changed.
 *
 * @param voter position on the roll, from 0
 * @param weights of this voter, as the roll gives them, the same each time; `heads` is 1 and may be left out
 * @param options.replaceable the rule lets a voter vote again; the earlier ballot is taken out
 * @throws ConvokeError `input/electorate` for a weight that is missing or not a whole number
 * @example
 * const cast = castBallot(ballotBox({ heads: 3, area: 300 }), 0, 'yes', { area: 120 }, ownersOrdinary())
 * cast.ok && cast.box.yes // => { heads: 1, area: 120 }
 * cast.ok && castBallot(cast.box, 0, 'no', { area: 120 }, ownersOrdinary()) // => { ok: false, reason: 'already-voted' }
 */
export function castBallot(
  box: BallotBox,
  voter: number,
  choice: Choice,
  weights: Readonly<Record<string, number>>,
  options: Pick<DecisionRule, 'replaceable'>,
): CastResult {
  if (!Number.isInteger(voter) || voter < 0 || voter >= box.electorate.heads)
    return { ok: false, reason: 'not-on-roll' }
  const before = ballotOf(box, voter)
  if (before !== null && !options.replaceable) return { ok: false, reason: 'already-voted' }
  const without = before === null ? box : { ...box, [before]: added(box[before], weights, -1) }
  return {
    ok: true,
    box: {
      ...without,
      [choice]: added(without[choice], weights, 1),
      marks: marked(box.marks, voter, choices.indexOf(choice)),
    },
  }
}

/**
 * What a voter's ballot says; null while it is not returned. Pure.
 *
 * @example
 * const cast = castBallot(ballotBox({ heads: 3 }), 0, 'yes', {}, quorum(2))
 * cast.ok && [ballotOf(cast.box, 0), ballotOf(cast.box, 1)] // => ['yes', null]
 */
export function ballotOf(box: BallotBox, voter: number): Choice | null {
  const bits = alphabet.indexOf(box.marks[Math.floor(voter / votersPerCharacter)] ?? 'A')
  return choices[(bits >> shift(voter)) & 3] ?? null
}

/**
 * The sums of a box, for `tallyCounts`. Pure.
 *
 * @param voters positions on the roll of those the rule names: with a veto, and with the casting vote
 * @throws ConvokeError `input/electorate` when the rule counts by a weight the box was not made with
 * @example
 * const cast = castBallot(ballotBox({ heads: 3 }), 0, 'yes', {}, quorum(1))
 * cast.ok && tallyCounts(quorum(1), countBox(quorum(1), cast.box)).status // => 'passed'
 */
export function countBox(
  rule: DecisionRule,
  box: BallotBox,
  voters: { readonly veto?: readonly number[] | undefined; readonly casting?: number | undefined } = {},
): VoteCounts {
  const { electorate, yes, no, abstain } = box
  for (const weight of weightNames(rule)) checkWeight(weight, electorate[weight])
  const anybody = rule.veto === 'anybody'
  const veto = rule.veto === null || anybody ? [] : (voters.veto ?? [])
  return {
    electorate,
    yes,
    no,
    abstain,
    vetoed: anybody ? no.heads > 0 : veto.some(voter => ballotOf(box, voter) === 'no'),
    vetoesOut: anybody
      ? electorate.heads - yes.heads - no.heads - abstain.heads
      : veto.filter(voter => ballotOf(box, voter) === null).length,
    casting: voters.casting === undefined ? null : ballotOf(box, voters.casting),
  }
}

function shift(voter: number): number {
  return 4 - 2 * (voter % votersPerCharacter)
}

function marked(marks: string, voter: number, choice: number): string {
  const i = Math.floor(voter / votersPerCharacter)
  const bits = alphabet.indexOf(marks[i]!)
  const cleared = bits & ~(3 << shift(voter))
  return marks.slice(0, i) + alphabet[cleared | (choice << shift(voter))] + marks.slice(i + 1)
}

function added(sums: Weights, weights: Readonly<Record<string, number>>, sign: 1 | -1): Weights {
  const next: Record<string, number> = {}
  for (const [weight, sum] of Object.entries(sums)) {
    next[weight] = sum + sign * (weight === 'heads' ? 1 : checkWeight(weight, weights[weight]))
  }
  return next as Weights
}

function checkWeight(weight: string, value: number | undefined): number {
  if (value !== undefined && Number.isSafeInteger(value) && value >= 0) return value
  throw new ConvokeError(
    'input/electorate',
    `the vote has ${value ?? 'no'} ${weight}; count in whole numbers of a smaller unit`,
    { details: { weight } },
  )
}
