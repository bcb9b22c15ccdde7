import type * as z from 'zod'
import type { AnyCaseType, Authority, Knob } from './case-type.js'

const knobKey = 'x-knob'

/**
 * Says of a parameter what a policy designer must know before turning it: its name in both languages, who may set it,
 * and the rule it comes from. Call it last, around the finished schema with its default.
 *
 * @example
 * const parameters = z.object({
 *   replyWithin: knob(duration.default({ n: 2, unit: 'working-day' }), {
 *     title: { 'zh-CN': '答复期限', en: 'Time to reply' },
 *     authority: 'town',
 *   }),
 * })
 */
export function knob<S extends z.ZodType>(schema: S, about: Knob): S {
  return schema.meta({ ...schema.meta(), [knobKey]: about }) as S
}

/**
 * The knobs of a case type, one per parameter. A parameter that says nothing about itself is ours to set, with its
 * identifier for a title.
 *
 * @example
 * import { errand } from '@convoke/core/testing'
 * knobsOf(errand).lawful?.authority // => 'law'
 * knobsOf(errand).quorum // => { title: { 'zh-CN': 'quorum', en: 'quorum' }, authority: 'ours' }
 */
export function knobsOf(caseType: Pick<AnyCaseType, 'parameters'>): Readonly<Record<string, Knob>> {
  const entries = Object.entries(caseType.parameters.shape as Readonly<Record<string, z.ZodType>>)
  return Object.fromEntries(
    entries.map(([name, schema]) => [
      name,
      knobOf(schema) ?? { title: { 'zh-CN': name, en: name }, authority: 'ours' },
    ]),
  )
}

const rank: Readonly<Record<Authority, number>> = { ours: 0, town: 1, district: 2, city: 3, law: 4 }

/**
 * Whether one authority stands above another: law over city, district, town, and ours below all. Pure.
 *
 * @example
 * outranks('city', 'town') // => true
 * outranks('town', 'town') // => false
 */
export function outranks(one: Authority, other: Authority): boolean {
  return rank[one] > rank[other]
}

/** What a parameter's schema says about itself; looks through wrappers such as `.optional()` that were put on later. */
function knobOf(schema: z.ZodType): Knob | undefined {
  const own = schema.meta()?.[knobKey] as Knob | undefined
  if (own !== undefined) return own
  const { innerType } = schema._zod.def as { readonly innerType?: z.ZodType }
  return innerType === undefined ? undefined : knobOf(innerType)
}
