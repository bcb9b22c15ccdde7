// What a case is made of as it is explored: its place, its data, what can happen to it, and what is looked at beside.
import type { AnyCaseType, CaseState, JsonObject, LinkAnswer, PartyId } from '@convoke/core'
import type { Phase } from './phases.js'

/** What can happen to a case, apart from the data it meets. */
export type Move =
  | {
      readonly kind: 'command'
      readonly type: string
      /** In whose name. */
      readonly by: PartyId
      /** Who does it for that party; absent: the party itself. */
      readonly delegate?: PartyId | undefined
      readonly sample: JsonObject
      readonly data: JsonObject
      readonly answers: 'yes' | 'no' | undefined
    }
  | {
      readonly kind: 'clock'
      readonly type: string
      readonly name: string
      readonly key: string
      readonly rung: string
    }
  | { readonly kind: 'link'; readonly type: string; readonly data: JsonObject }

/** A place of the machine: its active states, history and whether it has ended. */
export interface Configuration {
  readonly machine: CaseState['machine']
  readonly nodes: readonly string[]
  readonly outcome: string | null
  readonly isActive: boolean
  /** Whether its `always` transitions were asked; a case rests in no other place. */
  readonly isStable: boolean
}

/** The data of a case as it is explored: a tree of cells behind an ordinary object. */
export interface Data {
  readonly context: Record<string, unknown>
  deadlines: Record<string, Record<string, Phase | undefined>>
  readonly spans: Record<string, boolean>
  readonly marks: Record<string, Record<string, boolean>>
  /** Who has stepped back. */
  readonly recusals: Record<string, boolean | undefined>
  readonly links: Record<string, Record<string, string>>
  /** What monitors remember, by name. */
  readonly monitors: Record<string, Kept | undefined>
}

/** A question about a case, which every state answers: what it reads and turns on is told by the states. */
export type Ask = (data: Data, configuration: Configuration) => boolean

/**
 * Watches every step: called before it with what it may keep, and what it returns is called after a step that was taken,
 * and says whether something went wrong in it.
 */
export type Monitor = (data: Data, move: Move, kept: Kept, before: Configuration) => (after: Configuration) => boolean

/** What a monitor remembers of a case; a part of the data like any other. */
export interface Kept {
  /** It has found something wrong. */
  isBroken?: boolean
  /** For each first act, who did it. */
  readonly done: Record<string, Record<string, boolean> | undefined>
  /** What was wrong, in a word or two of the monitor's own. */
  fault?: string
  /** How far a vote is that is counted along; absent as long as none is open. */
  vote?: 'open' | 'ended' | 'cut'
  /** The ballots that were cast in it. */
  ballots?: Record<string, string | undefined>
  /** A measure taken along the way; absent before the first step. Words, since numbers are counted on. */
  measure?: 'none' | 'zero' | 'more'
}

/** A deadline that was put off while it ran: started anew, suspended or extended. */
export interface PutOff {
  readonly name: string
  readonly key: string
}

/** What is tried beside what parties do for themselves. Plain JSON. */
export interface Acting {
  /**
   * Whether parties act through others: of each command that has to stay apart from others, those others; of the rest only
   * where the machine looks at who it is that acts for a party.
   */
  readonly delegation?: Readonly<Record<string, readonly string[]>> | undefined
  /** Whether a party recuses itself: one in a case at most. */
  readonly recusal?: boolean | undefined
}

/** What is looked at beside what `decide` keeps. */
export interface Looks {
  readonly monitors?: Readonly<Record<string, Monitor>> | undefined
  /** What is tried beside what parties do for themselves; default: nothing. */
  readonly acting?: Acting | undefined
}

/** Answers of a linked case that are tried, by link. */
export type LinkAnswers = Readonly<Record<string, readonly LinkAnswer[] | undefined>>

/** What is tried of each link: what whoever checks says, else what the case type says. */
export function answersOf({ answers = {} }: AnyCaseType, given: LinkAnswers = {}): LinkAnswers {
  return { ...answers, ...given }
}
