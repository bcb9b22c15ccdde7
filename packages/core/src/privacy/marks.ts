import * as z from 'zod'

/** Where a mark sits in a schema's definition, so that every clone zod makes keeps it. Shared by all copies of core. */
const markKey: unique symbol = Symbol.for('convoke.mark') as never
declare const handle: unique symbol

/**
 * What the machine holds instead of a personal value 个人信息: `~personal:` and 64 hex characters. It can be stored,
 * copied and passed to a notice; it says nothing about the value, and two equal values have different handles.
 */
export type PersonalHandle = string & { readonly [handle]: true }

/** What a marked schema carries. `visibleTo` null: everybody in the case. */
export interface Mark<Role extends string = string> {
  readonly visibleTo: readonly Role[] | null
  readonly personal: boolean
  /** The field that holds the party whose data this is; see {@link PersonalOptions}. */
  readonly subject: string | null
}

/** Options of {@link personal}. */
export interface PersonalOptions {
  /**
   * Name of the field that holds the party 当事人 whose data this is, looked up in the nearest enclosing object that
   * has it. Default: the party that supplied the data.
   */
  readonly subject?: string | undefined
}

interface MarkDef<S extends z.ZodType, M extends Mark> extends z.core.$ZodTypeDef {
  readonly type: 'lazy'
  readonly innerType: S
  readonly getter: () => S
  readonly [markKey]: M
}

interface MarkInternals<S extends z.ZodType, Output, Input, M extends Mark>
  extends z.core.$ZodTypeInternals<Output, Input> {
  def: MarkDef<S, M>
  isst: never
  innerType: S
  pattern: S['_zod']['pattern']
  propValues: S['_zod']['propValues']
  optin: S['_zod']['optin']
  optout: S['_zod']['optout']
}

/** A schema whose value only some roles may see; made by {@link visibleTo}. */
export interface VisibleTo<Role extends string, S extends z.ZodType>
  extends z.ZodType<
    z.output<S>,
    z.input<S>,
    MarkInternals<S, z.output<S>, z.input<S>, Mark<Role> & { readonly visibleTo: readonly Role[] }>
  > {}

/** A schema whose value is personal data; made by {@link personal}. */
export interface Personal<S extends z.ZodType>
  extends z.ZodType<
    PersonalHandle,
    z.input<S>,
    MarkInternals<S, PersonalHandle, z.input<S>, Mark<never> & { readonly visibleTo: null; readonly personal: true }>
  > {}

const initLazy: (schema: z.ZodLazy, def: MarkDef<z.ZodType, Mark>) => void = z.ZodLazy.init

const MarkedSchema = z.core.$constructor<z.ZodLazy, MarkDef<z.ZodType, Mark>>('ConvokeMarked', (schema, def) => {
  initLazy(schema, def)
  // Lazy forwards everything but this, without which a marked literal could not discriminate a union.
  z.core.util.defineLazy(schema._zod, 'values', () => (def[markKey].personal ? undefined : def.innerType._zod.values))
  if (!def[markKey].personal) return
  const parse = schema._zod.parse
  // A context holds handles where a command held values, and both are checked by the same schema.
  schema._zod.parse = (payload, context) => (isPersonalHandle(payload.value) ? payload : parse(payload, context))
})

/**
 * Marks a field as shown to these roles only 可见范围. An empty list hides it from everybody but the host.
 *
 * The mark wraps the schema, so that `.optional()`, `.nullable()`, `.array()` and a parent's `.extend()`, `.partial()`
 * or `.strict()` keep it. In the journal the field is a salted commitment; the machine sees the value. A transform or
 * pipe around it is refused at definition time (`definition/mark-lost`); one inside is fine.
 *
 * @example
 * z.object({ estimate: visibleTo(['convener', 'leadUnit'], z.int()).nullable() })
 */
export function visibleTo<const Role extends string, S extends z.ZodType>(
  roles: readonly Role[],
  schema: S,
): VisibleTo<Role, S> {
  return marked(schema, { visibleTo: [...roles], personal: false, subject: null }) as unknown as VisibleTo<Role, S>
}

/**
 * Marks a field as personal data 个人信息. The machine sees a {@link PersonalHandle} in its place, so that erasing the
 * value later changes no state and no hash. Everybody in the case sees it unless {@link visibleTo} narrows that.
 *
 * @source Personal Information Protection Law 47 (erasure), docs/reference/sources.md#personal-information-protection-law
 * @example
 * z.object({ phone: visibleTo(['leadUnit'], personal(z.string().max(20), { subject: 'complainant' })) })
 */
export function personal<S extends z.ZodType>(schema: S, options: PersonalOptions = {}): Personal<S> {
  return marked(schema, {
    visibleTo: null,
    personal: true,
    subject: options.subject ?? null,
  }) as unknown as Personal<S>
}

function marked(schema: z.ZodType, mark: Mark): z.ZodType {
  const wrapper = new MarkedSchema({ type: 'lazy', innerType: schema, getter: () => schema, [markKey]: mark })
  // Seen in the JSON Schema and thereby in the definition hash. Read by nobody: metadata is lost too easily.
  return wrapper.meta({
    ...(mark.visibleTo === null ? {} : { 'x-visible-to': mark.visibleTo }),
    ...(mark.personal ? { 'x-personal': true } : {}),
  })
}

/** The mark this very schema carries, not those of what it wraps; undefined where it carries none. */
export function markOf(schema: z.core.$ZodType): Mark | undefined {
  return (schema._zod.def as { readonly [markKey]?: Mark })[markKey]
}

const handlePattern = /^~personal:[0-9a-f]{64}$/

/** Whether a value is a {@link PersonalHandle}. Outside data that looks like one is refused at the boundary. */
export function isPersonalHandle(value: unknown): value is PersonalHandle {
  return typeof value === 'string' && value.length === 74 && handlePattern.test(value)
}

/** The handle of a personal value, from the commitment that stands for it in the journal. */
export function personalHandle(commitment: string): PersonalHandle {
  return `~personal:${commitment}` as PersonalHandle
}

/** The commitment a handle stands for. */
export function commitmentOf(personal: PersonalHandle): string {
  return personal.slice('~personal:'.length)
}

type Def<S> = S extends { readonly _zod: { readonly def: infer D } } ? D : never
type Values<T> = T[keyof T]

/** For types: the mark a schema type carries itself; never where it carries none. */
export type MarkOf<S> = Def<S> extends { readonly [markKey]: infer M } ? M : never

/** For types: the schema a wrapper (a mark, optional, nullable, default …) wraps; never for others. */
export type Wrapped<S> = Def<S> extends { readonly innerType: infer I } ? I : never

/** For types: the roles that a schema's own mark names. */
export type MarkRoles<S> = [MarkOf<S>] extends [{ readonly visibleTo: readonly (infer Role)[] }]
  ? [MarkOf<S>] extends [never]
    ? never
    : Role & string
  : never

/** For types: whether a mark sits on the schema or on what its wrappers wrap, so that the field may be absent from a view. */
export type IsMarked<S> = [MarkOf<S>] extends [never]
  ? [Wrapped<S>] extends [never]
    ? false
    : IsMarked<Wrapped<S>>
  : true

/** For types: every role named by a mark anywhere in the schema. */
export type Marks<S> = MarkRoles<S> | MarksBelow<Def<S>>

type MarksBelow<D> = D extends { readonly shape: infer Fields }
  ? Values<{ [K in keyof Fields]: Marks<Fields[K]> }>
  : D extends { readonly items: infer Items; readonly rest: infer Rest }
    ? Values<{ [K in keyof Items & `${number}`]: Marks<Items[K]> }> | Marks<Rest>
    : D extends { readonly options: readonly (infer Option)[] }
      ? D extends AnyJson
        ? never
        : Each<Option>
      : D extends { readonly left: infer Left; readonly right: infer Right }
        ? Marks<Left> | Marks<Right>
        : D extends { readonly innerType: infer I } | { readonly element: infer I } | { readonly valueType: infer I }
          ? Marks<I>
          : never

type Each<S> = S extends unknown ? Marks<S> : never

// `z.json()` holds itself, and no marks.
type AnyJson = z.ZodJSONSchema['_zod']['def']
