/** The types of one machine, gathered so that a compiled machine, its states and its steps carry one parameter. */
export interface MachineTypes {
  readonly context: Readonly<Record<string, unknown>>
  readonly event: { readonly type: string }
  readonly input: unknown
  readonly value: unknown
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
      readonly input: Known<Input, unknown>
      readonly value: Known<Field<Snapshot, 'value'>, unknown>
      readonly tag: Known<Field<Snapshot, 'tags'> extends Set<infer Tag> ? Tag : string, string>
      readonly output: Known<Field<Snapshot, 'output'>, unknown>
    }
  : never

type Field<Value, Key extends string> = Value extends { readonly [K in Key]: infer Item } ? Item : never

/** `any`, which a machine of unknown type is full of, must not spread to the caller. */
type Known<Value, Otherwise> = 0 extends 1 & Value ? Otherwise : Value extends Otherwise ? Value : Otherwise
