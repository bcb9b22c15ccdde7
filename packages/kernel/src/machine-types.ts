/**
 * The types of one machine, gathered so that a compiled machine, its states and its steps carry one parameter.
 *
 * Whatever has to be computed is computed here and only looked up there: then a compiled machine of any types can stand
 * where machines are not told apart.
 */
export interface MachineTypes {
  readonly context: Readonly<Record<string, unknown>>
  readonly event: { readonly type: string }
  /** What `initial` takes: the input where the machine declares one, else at most something. */
  readonly input: readonly [input?: unknown]
  readonly value: unknown
  /** What `matches` takes. */
  readonly partialValue: unknown
  readonly tag: string
  readonly output: unknown
}

/**
 * Reads {@link MachineTypes} off an XState machine by the shape of its methods: XState's own `EventFrom` is `never` for
 * a subtype of its class.
 */
export type TypesOf<Machine> = Machine extends {
  getInitialSnapshot: (scope: never, input?: infer Input) => infer Snapshot
  transition: (snapshot: never, event: infer Event, scope: never) => unknown
}
  ? {
      readonly context: Known<Field<Snapshot, 'context'>, MachineTypes['context']>
      readonly event: Known<Event, MachineTypes['event']>
      readonly input: Record<never, never> extends Input ? readonly [input?: Known<Input, unknown>] : readonly [Input]
      readonly value: Known<Field<Snapshot, 'value'>, unknown>
      readonly partialValue: PartialValue<Known<Field<Snapshot, 'value'>, unknown>>
      readonly tag: Known<
        Field<Snapshot, 'hasTag'> extends (this: never, tag: infer Tag) => boolean ? Tag : string,
        string
      >
      readonly output: Known<Field<Snapshot, 'output'>, unknown>
    }
  : never

/** A state value, or the part of one that `matches` asks about: `'open'`, `{ vote: 'counting' }`, or `'vote'`. */
export type PartialValue<Value> = unknown extends Value
  ? unknown
  : Value extends string
    ? Value
    : keyof Value | { [Key in keyof Value]?: PartialValue<NonNullable<Value[Key]>> }

type Field<Value, Key extends string> = Value extends { readonly [K in Key]: infer Item } ? Item : never

/** `any`, which a machine of unknown type is full of, must not spread to the caller. */
type Known<Value, Otherwise> = 0 extends 1 & Value ? Otherwise : Value extends Otherwise ? Value : Otherwise
