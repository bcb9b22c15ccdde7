import type * as z from 'zod'
import type { Json, JsonObject } from '../json/json.js'
import type { Duration } from '../ports/working-calendar.js'
import type { BallotOf, VoteDeclaration } from '../votes/vote-declaration.js'
import type {
  DateRule,
  DeadlineDeclaration,
  Duty,
  Link,
  Lookups,
  Race,
  RoleDeclaration,
  Rung,
  Separation,
  StateMeta,
} from './case-type.js'
import type { JsonOnly } from './type-json.js'
import type { NameIn, OneOrMany, Refused, ValueIn } from './type-refused.js'
import type { ContextOf, DataOut, Shape } from './type-words.js'

/** The parameters whose value is a {@link Duration}, by name. */
export type DurationName<P> = ValueIn<{ [K in NameIn<P>]: P[K] extends Duration ? K : never }>

/** What a command says besides its data: who may send it, and what must be known before it is decided. */
export interface CommandWords<Role extends string, Context, Data, Period extends string = string> {
  /** The roles that may send it. */
  readonly by: readonly Role[]
  readonly lookups?: Lookups<Context, Data> | undefined
  /**
   * Between which days its dates have to lie when it is sent, by field: `date`, or `items[].due` for one in each entry of
   * a list. `{ earliest: 'today' }` refuses what is over; a period is a duration, or a parameter that holds one.
   */
  readonly dates?: { readonly [F in TextField<Data>]?: DateRule<Period> } | undefined
  /** Sending it twice is meant to have effect twice (a progress report). Default false. */
  readonly repeatable?: boolean | undefined
}

/** The fields of data that hold text, by their paths; `[]` stands for each entry of a list. */
export type TextField<Data> = ValueIn<{ [K in NameIn<Data>]: TextIn<Data[K], K> }>

type TextIn<T, Path extends string> = [Json] extends [T]
  ? never
  : T extends string
    ? Path
    : T extends readonly (infer Item)[]
      ? TextIn<Item, `${Path}[]`>
      : T extends object
        ? string extends keyof T
          ? never
          : ValueIn<{ [K in NameIn<T>]: TextIn<T[K], `${Path}.${K}`> }>
        : never

/** A command with its own data and lookups typed. */
export interface TypedCommand<Role extends string, Context, D> extends CommandWords<Role, Context, DataOut<D>> {
  /** The schema of its data, a z.object; without it, the command carries none. */
  readonly data?: D
}

/** A deadline whose parameters, roles, commands and entries are checked by name. */
export interface TypedDeadline<
  Parameters,
  Context,
  Role extends string,
  Command extends string,
  Deadline extends string,
> extends Omit<DeadlineDeclaration<Context>, 'on' | 'ladder'> {
  readonly from?: readonly EntryName<Command, Deadline>[] | undefined
  readonly until?: readonly EntryName<Command, Deadline>[] | undefined
  readonly within?: DurationName<Parameters> | Duration | undefined
  readonly owes?: Role | undefined
  readonly commands?: readonly Command[] | undefined
  readonly cap?: DurationName<Parameters> | Duration | undefined
}

/** What a clock can run from or until: the opening of the case, a command, a deadline, or news of a linked case. */
export type EntryName<Command extends string, Deadline extends string> =
  | 'case.started'
  | 'case.opened'
  | 'case.refused'
  | 'case.settled'
  | Command
  | `deadline.${Deadline}`

/** The states a deadline runs on; they are checked against the machine by `defineCaseType`. */
export interface OnStates<On> {
  readonly on?: OneOrMany<On> | undefined
}

/** The ladder of a deadline, whose rungs the machine may handle as `deadline.<name>.<rung>`. */
export interface WithLadder<Name, Role extends string> {
  readonly ladder?: readonly (Omit<Rung, 'rung' | 'tells'> & {
    readonly rung: Name
    readonly tells?: readonly Role[] | undefined
  })[]
}

/** A separation of duties between two commands; `item` is a data field of both. */
export interface TypedSeparation<Command extends string, Field extends string> extends Separation {
  readonly did: Command
  readonly mayNot: Command
  readonly item?: Field | undefined
}

/** Two events in a race, and the one that is meant to win. */
export interface TypedRace<Event extends string> extends Race {
  readonly between: readonly [Event, Event]
  readonly winner: Event
}

/** A vote whose commands are checked by name, each ballot read from the data of its own command. */
export interface TypedVote<Context, C> extends Omit<VoteDeclaration<Context>, 'ballots' | 'closes'> {
  readonly ballots: { readonly [K in NameIn<C>]?: BallotOf<DataOut<C[K]>> }
  readonly closes?: readonly NameIn<C>[] | undefined
}

/** The data fields of all commands, by name. */
export type DataField<C> = ValueIn<{ [K in keyof C]: NameIn<DataOut<C[K]>> }>

/** What a state of this case type may say about itself. */
export interface TypedMeta<Role extends string, Command extends string, Deadline extends string> extends StateMeta {
  readonly duties?: readonly (Duty & {
    readonly role: Role
    readonly commands: readonly Command[]
    readonly deadline?: Deadline | undefined
  })[]
}

/** {@link TypedMeta} of a shape. */
export type MetaOf<S extends Shape> = TypedMeta<S['roles'], NameIn<S['commands']>, NameIn<S['deadlines']>>

/** `unknown` when D is a z.object of plain JSON without a field of these names; otherwise a sentence. */
export type DataOk<D, What extends string, Taken extends string> = D extends z.ZodObject
  ? [Extract<NameIn<z.output<D>>, Taken>] extends [never]
    ? JsonOnly<z.output<D>, What>
    : Refused<`the engine itself sets "${Extract<NameIn<z.output<D>>, Taken>}": call this field of ${What} something else`>
  : unknown extends D
    ? unknown
    : Refused<`${What} must be a z.object({ … })`>

/** A case type's declaration as `declareCase` keeps it: the words, without the machine. */
export interface Declared<S extends Shape> {
  readonly parameters: S['parameters']
  readonly opening: S['opening']
  readonly context: S['context']
  readonly roles: { readonly [K in S['roles']]: RoleDeclaration<Readonly<ContextOf<S>>> }
  readonly commands: {
    readonly [K in keyof S['commands']]: TypedCommand<S['roles'], Readonly<ContextOf<S>>, S['commands'][K]>
  }
  readonly deadlines: { readonly [K in keyof S['deadlines']]: DeadlineDeclaration<Readonly<ContextOf<S>>> }
  readonly notices: { readonly [K in keyof S['notices']]: S['notices'][K] }
  readonly separation?: readonly Separation[] | undefined
  readonly races?: readonly Race[] | undefined
  readonly onlyGrows?: { readonly [field: string]: readonly string[] } | undefined
  readonly votes?: { readonly [name: string]: VoteDeclaration<never, never> } | undefined
  readonly links?: { readonly [K in keyof S['links']]: Link } | undefined
  readonly result?:
    | { readonly schema: z.ZodObject; readonly of: (context: Readonly<ContextOf<S>>, asker: string) => JsonObject }
    | undefined
  readonly opens?: readonly S['roles'][] | undefined
  readonly joins?: string | undefined
  readonly summary?: ((context: Readonly<ContextOf<S>>) => string) | undefined
}
