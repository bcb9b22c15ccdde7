import type { JsonObject } from '../json/json.js'
import type { PartyId } from '../ports/party.js'
import type { Choice, DecisionRule } from './decision-rule.js'
import type { Electorate, VoteCounts, VoteOutcome } from './tally.js'

/** What a ballot says: always the same, or read from the command's data; null where it is none. */
export type BallotOf<Data = never> = Choice | ((data: Data) => Choice | null)

/**
 * A vote of a case type 表决, said once more beside the machine: who may vote, what a ballot is, by which rule it is decided
 * and how the case takes it to have ended. Verification counts along and compares; nothing else reads it, so that it is no
 * part of the definition's hash. All functions are pure.
 *
 * Exactly one of `members` and `counts` is given.
 */
export interface VoteDeclaration<Context = never, Data = never> {
  readonly title: { readonly 'zh-CN': string; readonly en: string }
  /** The states in which ballots are taken. Entering one from elsewhere opens the vote anew, without ballots. */
  readonly on: string | readonly string[]
  readonly rule: (context: Context) => DecisionRule
  /** Who may vote at this moment; a list where everybody is one head. Ballots of others count for nothing. */
  readonly members?: ((context: Context) => Electorate | readonly PartyId[]) | undefined
  /** The sums, where the roll is kept elsewhere; null while there is no box. */
  readonly counts?: ((context: Context) => VoteCounts | null) | undefined
  /** The commands that cast a ballot, and what each says. */
  readonly ballots: { readonly [command: string]: BallotOf<Data> }
  /** Commands that end the taking of ballots for good, as the clock does. Whatever else ends it decides early. */
  readonly closes?: readonly string[] | undefined
  /**
   * What the case takes for the result, from when no ballots are taken any more: `open` while they are being counted, null
   * where the vote was dropped. `states` are the paths of the active states, outer ones first.
   */
  readonly result: (context: Context, states: readonly string[]) => 'open' | VoteOutcome | null
}

/** Any {@link VoteDeclaration}, as code sees it that asks the definition at run time. */
export type AnyVote = VoteDeclaration<Readonly<JsonObject>, JsonObject>
