import type * as z from 'zod'
import type { AnyCaseType, DeadlineMove, Migration, StateMove } from './case-type.js'
import type { NameIn, Nothing, Refused, ValueIn } from './type-refused.js'
import type { ContextOf, Shape } from './type-words.js'

type ShapeIn<F extends AnyCaseType> = Extract<NonNullable<F['~types']>['shape'], Shape>
type PathIn<F extends AnyCaseType> = NonNullable<F['~types']>['states']
type Earlier<F extends AnyCaseType> = Readonly<ContextOf<ShapeIn<F>>>

/** The paths without any below them. */
type LeafOf<Path extends string, All extends string = Path> = Path extends string
  ? [Extract<All, `${Path}.${string}`>] extends [never]
    ? Path
    : never
  : never

/** Where the states of an earlier version go. */
export type StateMoves<F extends AnyCaseType> = { readonly [K in PathIn<F>]?: StateMove<Earlier<F>> }

type TargetIn<M> = Exclude<
  ValueIn<{ [K in keyof M]: M[K] extends (context: never) => infer R ? R : M[K] }>,
  null | undefined
> &
  string

/** Each field as the machine holds it, or as a party would give it; one with a default may be left out. */
type NewContext<X extends z.ZodObject> = {
  readonly [K in keyof z.input<X>]: z.input<X>[K] | z.output<X>[K & keyof z.output<X>]
}

/** A field that has to be there where an empty one would not do. */
type Required<Name extends string, Value, Needed> = [Needed] extends [never]
  ? { readonly [K in Name]?: Value }
  : { readonly [K in Name]: Value }

type OldDeadline<F extends AnyCaseType> = NameIn<ShapeIn<F>['deadlines']>
type DeadlineMoves<Old extends string, New extends string> = {
  readonly [K in Exclude<Old, New>]: DeadlineMove<New>
} & { readonly [K in Extract<Old, New>]?: DeadlineMove<New> }

/** What {@link MigrateTool} asks for. */
export type MigrationRules<S extends Shape, F extends AnyCaseType, M> = {
  /**
   * States that are called otherwise here, by their whole paths; those with the same path go without saying. A state
   * stands for everything below it. A region or an inner state that is new here begins where it begins.
   */
  readonly states?: M &
    StateMoves<F> & {
      readonly [K in Exclude<NameIn<M>, PathIn<F>>]: Refused<`the earlier version has no state "${K}"`>
    }
  /** The knobs of this version that should not be as they were, or as the engine sets them where they are new. */
  readonly parameters?: (parameters: z.output<ShapeIn<F>['parameters']>) => Partial<z.input<S['parameters']>>
  /** Commands that are called otherwise here: who did them is remembered for separation of duties. */
  readonly commands?: {
    readonly [K in NameIn<ShapeIn<F>['commands']>]?: NameIn<S['commands']> | null
  }
} & Required<
  'context',
  /** The data of this version from that of the earlier one. Personal values pass as handles. Pure. */
  (context: Earlier<F>) => NewContext<S['context']>,
  [z.output<ShapeIn<F>['context']>] extends [z.output<S['context']>] ? never : 'needed'
> &
  Required<
    'deadlines',
    DeadlineMoves<OldDeadline<F>, NameIn<S['deadlines']>>,
    Exclude<OldDeadline<F>, NameIn<S['deadlines']>>
  >

/** The type of the tool that declares how cases of an earlier version are taken over. */
export interface MigrateTool<S extends Shape> {
  // biome-ignore lint/style/useShorthandFunctionType: a declaration file prints an interface by its name
  <F extends AnyCaseType, const M extends StateMoves<F> = Nothing>(
    from: F,
    rules: MigrationRules<S, F, M>,
  ): Migration<LeafOf<PathIn<F>>, NameIn<M>, TargetIn<M>>
}

/** `unknown` for each migration whose states all have somewhere to go; otherwise a sentence. */
export type MigrationsFit<All extends readonly Migration[], States extends string> = {
  readonly [K in keyof All]: MigrationFits<All[K], States>
}

type MigrationFits<M, States extends string> =
  M extends Migration<infer Leaf, infer Moved, infer To>
    ? [States] extends [never]
      ? unknown
      : [Exclude<To, States>] extends [never]
        ? [Exclude<Leaf, States | Moved | `${Moved}.${string}`>] extends [never]
          ? unknown
          : Refused<`state "${Exclude<Leaf, States | Moved | `${Moved}.${string}`>}" of the earlier version is no state here: say in migrate(…, { states }) where its cases go`>
        : Refused<`a migration leads to "${Exclude<To, States>}", which is not a state: write its whole path, such as "a.b"`>
    : unknown

/** Keeps what `migrate` was told, under the defaults. */
export function migrationTool(from: AnyCaseType, rules: Partial<Omit<Migration, 'from'>>): Migration {
  return { states: {}, deadlines: {}, commands: {}, ...rules, from }
}
