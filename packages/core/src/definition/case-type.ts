import type * as z from 'zod'
import type { JsonObject } from '../json/json.js'
import type { AuthorityKind } from '../ports/directory.js'
import type { PartyId } from '../ports/party.js'
import type { FileReference, Membership, Seats } from '../ports/roll.js'
import type { Duration, PlainDate } from '../ports/working-calendar.js'
import type { VoteDeclaration } from '../votes/vote-declaration.js'
import type { Authority } from './authority.js'
import type { Locale } from './locale.js'
import type { RateRules } from './rates.js'
import type { Rulebook } from './rulebook.js'

export type { Authority, Locale }

/** What a policy designer must know of one parameter (a knob): what it is, whose it is, and where it comes from. */
export interface Knob {
  readonly title: Readonly<Record<Locale, string>>
  readonly authority: Authority
  readonly jurisdiction?: string | undefined
  readonly source?: string | undefined
  /** The date the source was read. */
  readonly readOn?: PlainDate | undefined
}

/** Who holds the role in this case, read from its data: `who` names them, `roll` says where they are listed; or both. */
export interface RoleDeclaration<Context = never> {
  readonly who?: ((context: Context) => PartyId | readonly PartyId[] | null) | undefined
  /**
   * A roll too large for a case 大名册, by reference; null while there is none. Whoever the directory finds on it holds the
   * role, with its line as `event.facts.seats[role]`. Such holders are in no list of parties and in no inbox, so tell
   * them through whoever keeps the roll.
   */
  readonly roll?: ((context: Context) => FileReference | null) | undefined
  /** A last resort may be asked without a deadline of its own: somebody has to be the end of the line. */
  readonly lastResort?: boolean | undefined
  /** May see the case and do nothing in it; without this, a role nobody needs is refused as a slip. */
  readonly readsOnly?: boolean | undefined
  /**
   * The roles that may learn who holds this one; absent: everybody in the case. For others the holder is not among the
   * parties, and its id stands in no view and no entry they read. A party is hidden while every role it holds hides it.
   */
  readonly seenBy?: readonly string[] | undefined
}

/** What the engine asks the directory before a command is decided; the answers arrive as `event.facts`. */
export interface Lookups<Context = never, Data = never> {
  /** For each key, the lowest body that commands all of these parties, or null 共同的上一级. */
  readonly commonSuperior?:
    | ((context: Context, data: Data, by: PartyId) => Readonly<Record<string, readonly PartyId[]>>)
    | undefined
  /** For each key, whether the acting party has this authority over that party. */
  readonly authority?:
    | ((
        context: Context,
        data: Data,
        by: PartyId,
      ) => Readonly<Record<string, { readonly over: PartyId; readonly kind: AuthorityKind }>>)
    | undefined
  /** For each key, the line of this party on that roll, or null where it is not on it. */
  readonly membership?:
    | ((
        context: Context,
        data: Data,
        by: PartyId,
      ) => Readonly<Record<string, { readonly roll: FileReference; readonly party: PartyId }>>)
    | undefined
}

/** Answers to {@link Lookups}, fixed in the entry. */
export interface Facts {
  readonly commonSuperior?: Readonly<Record<string, PartyId | null>> | undefined
  readonly authority?: Readonly<Record<string, boolean>> | undefined
  readonly membership?: Readonly<Record<string, Membership | null>> | undefined
  /** The lines by which the party holds roles that are listed on a roll; absent where it holds none. */
  readonly seats?: Seats | undefined
}

/**
 * Between which days a date has to lie when its command is sent 日期范围, both included: today, or a day that a period
 * from then on says, given as a {@link Duration} or the name of a parameter that holds one. Absent: no bound.
 *
 * `earliest`: the period has to have run out when the day begins; one working day from a Monday on makes it Wednesday, as
 * with a `notBefore`. Hours and minutes end within a day, and that day counts. `latest`: the day has to lie in the
 * period, its last day included. Days are those of the calendar's zone.
 */
export interface DateRule<Parameter extends string = string> {
  readonly earliest?: 'today' | Parameter | Duration | undefined
  readonly latest?: 'today' | Parameter | Duration | undefined
}

/** What a party may ask, and in which capacity. */
export interface CommandDeclaration<Context = never, Data = never> {
  readonly by: readonly string[]
  readonly data?: unknown
  readonly lookups?: Lookups<Context, Data> | undefined
  /** Between which days its dates have to lie, by field: `date`, or `items[].due` for one in each entry of a list. */
  readonly dates?: Readonly<Record<string, DateRule>> | undefined
  /** Sending it twice is meant to have effect twice (a progress report). Default false. */
  readonly repeatable?: boolean | undefined
}

/** One granted extension of a deadline: how much, why, and by whom. */
export interface Extension {
  readonly by: Duration
  readonly ground: string
  readonly approver: PartyId
}

/**
 * A step of a deadline's ladder besides the due instant itself. Exactly one of the three places it.
 * `tells` names roles that get the built-in notice `deadline`; the machine may also handle `deadline.<name>.<rung>`.
 */
export interface Rung {
  readonly rung: string
  /** After this part of the time from start to due, such as `[1, 2]`. */
  readonly fraction?: readonly [number, number] | undefined
  readonly before?: Duration | undefined
  readonly after?: Duration | undefined
  readonly tells?: readonly string[] | undefined
}

/**
 * The four kinds of time rule. `within`: must happen before; `notBefore`: may not happen earlier; `keepFor`: must stay
 * at least so long; `window`: a right that lapses.
 */
export type DeadlineKind = 'within' | 'notBefore' | 'keepFor' | 'window'

/**
 * A date derived from the journal. An instance is `(name, key, n)`; reaching it is the clock's entry `deadline.<name>`.
 *
 * It runs while any state of `on` is active (or, with `from`, from an entry of that type to one of `until` or to
 * settlement), once for each key of `each`. Leaving the state ends it; entering again starts `n + 1`; internal
 * transitions do not restart it.
 */
export interface DeadlineDeclaration<Context = never> {
  readonly kind?: DeadlineKind | undefined
  readonly on?: string | readonly string[] | undefined
  readonly from?: readonly string[] | undefined
  readonly until?: readonly string[] | undefined
  readonly each?: ((context: Context) => readonly string[]) | undefined
  /** The name of a parameter holding a {@link Duration}, or a duration. */
  readonly within?: string | Duration | undefined
  /**
   * A date fixed by the case itself; the period then ends with that day. Null falls back to `within`. A date set,
   * changed or taken back later moves the deadline; one that has fired stays.
   */
  readonly due?: ((context: Context, key: string) => PlainDate | null) | undefined
  /** The role bound by it; its holders find it in their inbox. */
  readonly owes?: string | undefined
  /** Which holders of the role owe this key; default: the key itself when it is a holder, else all holders. */
  readonly owedBy?: ((context: Context, key: string) => PartyId | readonly PartyId[]) | undefined
  readonly ladder?: readonly Rung[] | undefined
  /** A desk of the calendar, such as `duty`, instead of office hours. */
  readonly desk?: string | undefined
  /** Commands that a `notBefore` or `keepFor` holds back, or that a `window` admits. */
  readonly commands?: readonly string[] | undefined
  /** While true the clock is suspended and keeps its remainder. */
  readonly suspended?: ((context: Context, key: string) => boolean) | undefined
  /** All extensions granted so far; their sum moves the due instant. */
  readonly extended?: ((context: Context, key: string) => readonly Extension[]) | undefined
  /** The most that extensions may add up to, in the unit of the extensions. */
  readonly cap?: string | Duration | undefined
  /** Stays armed in a settled state, such as a window to reopen. */
  readonly survives?: boolean | undefined
  /** The rule it comes from. */
  readonly source?: string | undefined
}

/** Nobody who did `did` on an item may do `mayNot` on it; by party, or by organisation (the part before the first `/`). */
export interface Separation {
  readonly did: string
  readonly mayNot: string
  /** Name of the data field, in both commands, that holds the item; absent: the whole case. */
  readonly item?: string | undefined
}

/** Two events that may arrive in either order with different ends, and which one is meant to win. */
export interface Race {
  readonly between: readonly [string, string]
  readonly winner: string
  readonly reason: string
}

/** Another case type that this one opens; its outcome comes back as `case.settled`. Checked by `createEngine`. */
export interface Link {
  readonly caseType: string
  /** The result of the other case as this one reads it. */
  readonly returns?: unknown
  /** The other case goes its own way once this one is settled; read by verification alone. */
  readonly survives?: boolean | undefined
}

/** Something a role has to do in a state, the commands that fulfil it, and the deadline that covers it. */
export interface Duty {
  readonly role: string
  readonly task: string
  readonly commands: readonly string[]
  readonly deadline?: string | undefined
  /** Why no deadline covers it, where none does. */
  readonly exempt?: string | undefined
}

/** What a state says about itself beyond its transitions. A state with an outcome is settled, XState-final or not. */
export interface StateMeta {
  readonly outcome?: string | undefined
  readonly duties?: readonly Duty[] | undefined
}

/** Words of one case type in one language. */
export interface AnyLabels {
  readonly title: string
  readonly states: Readonly<Record<string, string>>
  readonly roles: Readonly<Record<string, string>>
  readonly commands: Readonly<Record<string, string>>
  readonly deadlines: Readonly<Record<string, string>>
  /** Why a command is refused, one line per guard. */
  readonly guards: Readonly<Record<string, string>>
  readonly outcomes?: Readonly<Record<string, string>> | undefined
  readonly tasks?: Readonly<Record<string, string>> | undefined
}

/**
 * Where a case goes that stands in a state of the earlier version: the path of a state here, or null where cases in that
 * state stay on their version; or a function of the earlier context that says which.
 */
export type StateMove<Context = never, To extends string = string> = To | null | ((context: Context) => To | null)

/**
 * What becomes of a running deadline of the earlier version: under which name it goes on, and with which dates. `keep`
 * (the default) leaves every instant as it is; `recount` counts this version's period from the same start; `restart`
 * begins anew at the migration. What has fired stays fired. Null ends it.
 */
export type DeadlineMove<To extends string = string> = null | {
  readonly to?: To | undefined
  readonly dates?: 'keep' | 'recount' | 'restart' | undefined
}

/**
 * How a version of a case type takes over cases of an earlier one 版本迁移. Made by `migrate`, one of the tools of
 * `declareCase`; carried out by `engine.migrate`.
 */
export interface Migration<
  out Leaf extends string = string,
  out Moved extends string = string,
  out To extends string = string,
> {
  readonly from: AnyCaseType
  readonly states: Readonly<Record<string, StateMove>>
  readonly context?: ((context: never) => object) | undefined
  readonly parameters?: ((parameters: never) => object) | undefined
  readonly deadlines: Readonly<Record<string, DeadlineMove>>
  readonly commands: Readonly<Record<string, string | null>>
  /** For types only. */
  readonly '~types'?: { readonly leaf: Leaf; readonly moved: Moved; readonly to: To } | undefined
}

/** How a linked case is settled: with which outcome, and what it gives back. */
export interface LinkAnswer {
  readonly outcome: string
  readonly result: JsonObject
}

/**
 * Any case type, for code that asks the definition at run time. It must not mention XState's machine type: two typed
 * machines never compare.
 */
export interface AnyCaseType {
  readonly name: string
  readonly version: string
  readonly machine: object
  readonly labels: { readonly [L in Locale]: AnyLabels }
  readonly samples: object
  /** Examples of opening data. */
  readonly openings?: readonly object[] | undefined
  /** Examples of what linked cases come back with, by link. */
  readonly answers?: { readonly [link: string]: readonly LinkAnswer[] | undefined } | undefined
  readonly parameters: z.ZodObject
  readonly opening: z.ZodObject
  readonly context: z.ZodObject
  readonly roles: { readonly [name: string]: RoleDeclaration<never> }
  readonly commands: { readonly [name: string]: CommandDeclaration<never, never> }
  readonly deadlines: { readonly [name: string]: DeadlineDeclaration<never> }
  readonly notices: { readonly [name: string]: unknown }
  readonly separation?: readonly Separation[] | undefined
  readonly races?: readonly Race[] | undefined
  /** Context fields that never shrink, and the commands that may reset each. */
  readonly onlyGrows?: { readonly [field: string]: readonly string[] } | undefined
  /** Votes, for verification to count along. */
  readonly votes?: { readonly [name: string]: VoteDeclaration<never, never> } | undefined
  readonly links?: { readonly [name: string]: Link } | undefined
  /** What a case that asked this one gets back when it settles, or with the answer to what it asked. */
  readonly result?: { readonly schema: unknown; readonly of: (context: never, asker: string) => JsonObject } | undefined
  /**
   * The opening field that names a party. What a link would open joins an open case of this type in which that party
   * takes part, where the machine takes `case.joined`; otherwise a case of its own is opened.
   */
  readonly joins?: string | undefined
  /** Roles whose holders may open a case; absent: anybody whom the opening data makes a party. */
  readonly opens?: readonly string[] | undefined
  /** Words for a one-line title of a case, from unmarked data. */
  readonly summary?: ((context: never) => string) | undefined
  /** How cases of earlier versions are taken over. */
  readonly migrateFrom?: readonly Migration[] | undefined
  /** What the sources say of it, for verification to hold it to. */
  readonly rulebook?: Rulebook | undefined
  /** By which rates places assess its cases, for simulation to count. */
  readonly rates?: RateRules | undefined
  /** For types only. */
  readonly '~types'?: { readonly shape: unknown; readonly states: string } | undefined
}
