import type * as z from 'zod'
import { ConvokeError } from '../errors/convoke-error.js'
import type { Json, JsonObject } from '../json/json.js'
import { normalJson } from '../json/normal-json.js'
import type { PlainDate } from '../ports/working-calendar.js'
import type { AnyCaseType, Authority, Locale } from './case-type.js'
import { checkName } from './definition-error.js'
import { knobsOf, outranks } from './knob.js'
import type { Given } from './type-words.js'

/** A value that somebody set: what it is, whose it is, for where, and where and when that was read. */
export interface PackedValue<V = Json> {
  readonly value: V
  readonly authority: Authority
  readonly jurisdiction: string
  readonly source: string
  readonly readOn: PlainDate
}

/** What a place has set of a case type's parameters 参数包, made by {@link parameterPack}. Plain JSON, frozen. */
export interface ParameterPack<Name extends string = string> {
  /** Tells a pack from settings by knob. */
  readonly '~pack': 1
  readonly caseType: Name
  readonly name: string
  readonly title: Readonly<Record<Locale, string>>
  readonly values: Readonly<Record<string, PackedValue>>
  /** What other places have set: known, and off. */
  readonly borrowed: Readonly<Record<string, PackedValue>>
}

type Packed<P extends z.ZodObject> = {
  readonly [K in keyof z.input<P>]?: PackedValue<Given<NonNullable<z.input<P>[K]>>>
}

/**
 * Collects what a place has set of a case type's parameters: each value with its authority, jurisdiction, source and date
 * of reading. What *another* place has set goes into `borrowed` and is off until somebody adopts it. An engine takes a pack
 * in `parameters`, alone or in a list with settings of the host. Pure.
 *
 * @throws ConvokeError `definition/unknown-parameter` for a name that is no parameter
 * @throws ConvokeError `definition/pack-value` for a value that does not fit
 * @throws ConvokeError `definition/pack-authority` for a value set by less than who holds the knob, such as a town bending a law
 * @example
 * import { errand } from '@convoke/core/testing'
 * const town = parameterPack(errand, {
 *   name: 'some-town',
 *   title: { 'zh-CN': '某镇', en: 'Some town' },
 *   values: { quorum: { value: 3, authority: 'town', jurisdiction: 'Some Town', source: 'Rule 7', readOn: '2026-03-02' } },
 * })
 * packedSettings(town) // => { quorum: 3 }
 */
export function parameterPack<const Name extends string, P extends z.ZodObject>(
  caseType: { readonly name: Name; readonly parameters: P },
  pack: {
    readonly name: string
    readonly title: Readonly<Record<Locale, string>>
    readonly values: Packed<NoInfer<P>>
    readonly borrowed?: Packed<NoInfer<P>>
  },
): ParameterPack<Name> {
  const { name, title, values, borrowed = {} } = pack
  const checked = (given: object, place: string) => checkedValues(caseType, given, `${name}.${place}`)
  return Object.freeze({
    '~pack': 1,
    caseType: caseType.name,
    name,
    title,
    values: checked(values, 'values'),
    borrowed: checked(borrowed, 'borrowed'),
  } as const)
}

/**
 * The pack with these borrowed values turned on. Whoever adopts another place's figure answers for it, so that its
 * authority becomes `ours`; where it comes from stays on it. Pure.
 *
 * @throws ConvokeError `definition/unknown-parameter` for a name that is not among the borrowed
 * @example
 * import { errand } from '@convoke/core/testing'
 * const elsewhere = { value: 5, authority: 'city', jurisdiction: 'Elsewhere', source: 'Rule 7', readOn: '2026-03-02' } as const
 * const title = { 'zh-CN': '某镇', en: 'Some town' }
 * const pack = parameterPack(errand, { name: 'some-town', title, values: {}, borrowed: { quorum: elsewhere } })
 * packedSettings(pack) // => {}
 * adoptBorrowed(pack, ['quorum']).values.quorum // => { value: 5, authority: 'ours', jurisdiction: 'Elsewhere', … }
 */
export function adoptBorrowed<Name extends string>(
  pack: ParameterPack<Name>,
  names: readonly string[],
): ParameterPack<Name> {
  for (const name of names)
    checkName('unknown-parameter', `${pack.name}.borrowed`, 'a borrowed value', name, Object.keys(pack.borrowed))
  const adopted = names.map(name => [name, { ...(pack.borrowed[name] as PackedValue), authority: 'ours' as const }])
  return Object.freeze({ ...pack, values: { ...pack.values, ...Object.fromEntries(adopted) } })
}

/**
 * The values of a pack by knob, as an engine or a simulation reads settings; nothing borrowed. Pure.
 *
 * @example
 * import { errand } from '@convoke/core/testing'
 * packedSettings(parameterPack(errand, { name: 'none', title: { 'zh-CN': '无', en: 'None' }, values: {} })) // => {}
 */
export function packedSettings(pack: ParameterPack): JsonObject {
  return Object.fromEntries(Object.entries(pack.values).map(([name, { value }]) => [name, value]))
}

/**
 * Whether settings are a pack, and not knobs by name. Pure.
 *
 * @example
 * isParameterPack({ quorum: 3 }) // => false
 */
export function isParameterPack(settings: object): settings is ParameterPack {
  return '~pack' in settings && settings['~pack'] === 1
}

function checkedValues(
  caseType: { readonly name: string; readonly parameters: z.ZodObject },
  given: object,
  where: string,
): Readonly<Record<string, PackedValue>> {
  const shape = caseType.parameters.shape as Readonly<Record<string, z.ZodType>>
  const knobs = knobsOf(caseType as Pick<AnyCaseType, 'parameters'>)
  const checked: Record<string, PackedValue> = {}
  for (const [name, packed] of Object.entries(given) as [string, PackedValue | undefined][]) {
    if (packed === undefined) continue
    checkName('unknown-parameter', where, `a parameter of ${caseType.name}`, name, Object.keys(shape))
    const parsed = shape[name]?.safeParse(packed.value)
    if (parsed?.success !== true) {
      throw new ConvokeError(
        'definition/pack-value',
        `${where}.${name} does not fit the parameter: correct the value`,
        {
          details: { where: `${where}.${name}`, issues: parsed?.error.issues.map(({ message }) => message) ?? [] },
        },
      )
    }
    const holder = knobs[name]?.authority ?? 'ours'
    if (outranks(holder, packed.authority)) {
      throw new ConvokeError(
        'definition/pack-authority',
        `${where}.${name} is for ${holder} to set, not for ${packed.authority}: leave it out, or name who set it`,
        { details: { where: `${where}.${name}`, authority: holder } },
      )
    }
    checked[name] = { ...packed, value: normalJson(parsed.data) as Json }
  }
  return checked
}
