import type { PartyId } from './party.js'
import type { FileReference, Membership } from './roll.js'

/**
 * A dated permission to act for another party 委托. `from` inclusive, `to` exclusive, epoch ms; `null` is open-ended.
 * `roles` and `commands` narrow it; absent means all.
 */
export interface Delegation {
  readonly id: string
  readonly principal: PartyId
  readonly delegate: PartyId
  readonly from: number
  readonly to: number | null
  readonly caseType?: string | undefined
  readonly roles?: readonly string[] | undefined
  readonly commands?: readonly string[] | undefined
}

/**
 * How one body stands over another: 领导 commands, 派单调度 dispatches, 指导 guides, 协调 coordinates. Only `commands`
 * lets a ruling bind.
 *
 * @source Petition Work Regulations 24, Local Organisation Law 84 and 87, Sub-district Regulations 12 and 25
 */
export type AuthorityKind = 'commands' | 'dispatches' | 'guides' | 'coordinates'

/** A typed, dated edge of the organisation. `from` inclusive, `to` exclusive, epoch ms; `null` is open-ended. */
export interface AuthorityEdge {
  readonly superior: PartyId
  readonly subordinate: PartyId
  readonly kind: AuthorityKind
  readonly from: number
  readonly to: number | null
  readonly source?: string | undefined
}

/**
 * What a case must know about the world outside it, asked *before* a decision and written into the entry, so that a
 * replay asks nothing. Answers are for the instant `at` (epoch ms).
 */
export interface Directory {
  /** The delegations from `principal` to `delegate` that are valid at `at`. */
  delegations(query: {
    readonly principal: PartyId
    readonly delegate: PartyId
    readonly at: number
  }): Promise<readonly Delegation[]>
  /** The lowest body that commands all of these, or null where there is none 共同的上一级. */
  commonSuperior(query: { readonly parties: readonly PartyId[]; readonly at: number }): Promise<PartyId | null>
  /** Whether `superior` stands over `subordinate` by an edge (or a chain of edges) of this kind. */
  hasAuthority(query: {
    readonly superior: PartyId
    readonly subordinate: PartyId
    readonly kind: AuthorityKind
    readonly at: number
  }): Promise<boolean>
  /**
   * The line of a party on a roll 名册, or null where it is not on it. The roll is named by the hash of its file, so the
   * answer is the same at any time; `at` is for a directory that keeps rolls of its own. A directory without this method
   * knows no rolls, and nobody is on one.
   */
  membership?(query: {
    readonly roll: FileReference
    readonly party: PartyId
    readonly at: number
  }): Promise<Membership | null>
}
