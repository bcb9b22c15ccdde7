import type * as z from 'zod'

type Def = {
  readonly type: string
  readonly shape?: Readonly<Record<string, z.core.$ZodType>>
  readonly element?: z.core.$ZodType
  readonly valueType?: z.core.$ZodType
  readonly innerType?: z.core.$ZodType
  readonly in?: z.core.$ZodType
  readonly options?: readonly z.core.$ZodType[]
  readonly getter?: () => z.core.$ZodType
}

/** The members that a schema takes at a place, in all the forms it may have there. */
export function membersAt(schema: z.core.$ZodType, path: readonly PropertyKey[]): string[] {
  const def = schema._zod.def as unknown as Def
  const inner = def.innerType ?? def.in ?? def.getter?.()
  if (inner !== undefined) return membersAt(inner, path)
  if (def.options !== undefined) return [...new Set(def.options.flatMap(option => membersAt(option, path)))]
  const [step, ...rest] = path
  if (step === undefined) return Object.keys(def.shape ?? {})
  const name = String(step)
  const own = def.shape !== undefined && Object.hasOwn(def.shape, name) ? def.shape[name] : undefined
  const next = own ?? def.element ?? def.valueType
  return next === undefined ? [] : membersAt(next, rest)
}
