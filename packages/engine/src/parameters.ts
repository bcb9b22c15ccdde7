import {
  type AnyCaseType,
  type Authority,
  type CaseDefinition,
  ConvokeError,
  canonicalJson,
  type Denial,
  isParameterPack,
  type JsonObject,
  knobsOf,
  nearest,
  outranks,
  type PackedValue,
  type ParameterPack,
  packedSettings,
  type ResolvedParameters,
  resolveParameters,
} from '@convoke/core'
import type * as z from 'zod'

/** Settings of one case type: knobs, a pack, or a list of both. */
export type Settings<Name extends string, Knobs> =
  | Knobs
  | ParameterPack<Name>
  | readonly (Knobs | ParameterPack<Name>)[]

/** For types only: settings as the engine reads them. */
export type AnyParameters = Readonly<Record<string, Settings<string, JsonObject> | undefined>>

/** The knobs of this host: what it sets for each case type, and how far its authority reaches. */
export interface ParameterSettings {
  /** The knobs of a new case: defaults, the host's settings, then the opener's. */
  resolve(definition: CaseDefinition, opener: JsonObject | undefined): ResolvedParameters
}

/** What {@link parameterSettings} is made from. */
export interface ParameterSettingsOptions {
  readonly caseTypes: readonly AnyCaseType[]
  readonly settings: AnyParameters
  /** The highest authority whose knobs may be turned here. */
  readonly authority: Authority
}

/** The layers of one case type's settings put together: the values, and who set those that came in a pack. */
interface Standing {
  readonly values: JsonObject
  readonly packed: Readonly<Record<string, PackedValue>>
}

const nothing: Standing = { values: {}, packed: {} }

/**
 * Checks the host's settings once, and the opener's with every case: a knob that a higher authority holds keeps its
 * value. Whatever a rule of the city says, a running engine of a town does not bend it; a simulation may. A pack speaks
 * for whoever set its values, and from then on they are that authority's to turn.
 *
 * @throws ConvokeError `engine/parameters` for a setting of an unknown case type or knob, or of a wrong form
 * @throws ConvokeError `engine/parameter-authority` for a setting beyond the host's authority
 */
export function parameterSettings({ caseTypes, settings, authority }: ParameterSettingsOptions): ParameterSettings {
  const standing = new Map<string, Standing>()
  for (const [name, given] of Object.entries(settings)) {
    const versions = caseTypes.filter(caseType => caseType.name === name)
    if (versions.length === 0) {
      throw new ConvokeError('engine/parameters', `parameters are set for "${name}", which is not registered`, {
        details: { caseType: name, known: [...new Set(caseTypes.map(caseType => caseType.name))] },
      })
    }
    // A knob that only some versions have is set for those; one that none has is a slip.
    const anywhere = new Set(versions.flatMap(caseType => Object.keys(caseType.parameters.shape)))
    let below = nothing
    for (const layer of given === undefined ? [] : [given].flat()) {
      for (const caseType of versions) checkLayer(caseType, layer, { below, anywhere, authority })
      below = laidOver(below, layer)
    }
    standing.set(name, below)
  }
  return {
    resolve(definition, opener) {
      const set = standing.get(definition.name) ?? nothing
      const host: Standing = { ...set, values: knownTo(definition.caseType, set.values) }
      if (opener === undefined) return resolveParameters(definition, [host.values])
      const resolved = resolveParameters(definition, [host.values, opener])
      if (!resolved.ok) return resolved
      const denial = beyond(definition.caseType, opener, host, authority)
      return denial === undefined ? resolved : { ok: false, denial }
    },
  }
}

/** The part of a layer that a version has knobs for. */
function knownTo({ parameters }: AnyCaseType, layer: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(layer).filter(([name]) => Object.hasOwn(parameters.shape, name)))
}

function checkLayer(
  caseType: AnyCaseType,
  layer: JsonObject | ParameterPack,
  {
    below,
    anywhere,
    authority,
  }: { readonly below: Standing; readonly anywhere: ReadonlySet<string>; readonly authority: Authority },
): void {
  const { name, version } = caseType
  if (isParameterPack(layer) && layer.caseType !== name) {
    throw new ConvokeError('engine/parameters', `the pack "${layer.name}" is of ${layer.caseType}, not of ${name}`, {
      details: { caseType: name, pack: layer.name },
    })
  }
  const all = isParameterPack(layer) ? packedSettings(layer) : layer
  const values = knownTo(caseType, all)
  const stray = Object.keys(all).find(knob => !anywhere.has(knob))
  const fault = stray ?? Object.keys(values).find(knob => issueOf(caseType, knob, values[knob]) !== undefined)
  if (fault !== undefined) {
    const known = Object.keys(caseType.parameters.shape)
    const meant = nearest(fault, known)
    const says =
      stray === undefined
        ? `the value of "${fault}" does not fit ${name}: ${issueOf(caseType, fault, values[fault])}`
        : `${name} has no such setting "${fault}"; ${meant.length > 0 ? `did you mean ${meant.join(', ')}?` : 'look up its parameters'}`
    throw new ConvokeError('engine/parameters', says, { details: { caseType: name, version, parameter: fault, known } })
  }
  // A pack speaks for whoever set each of its values; that must not be less than whoever set what it is laid over.
  const denial = isParameterPack(layer)
    ? Object.entries(layer.values)
        .filter(([knob]) => Object.hasOwn(values, knob))
        .map(([knob, packed]) => beyond(caseType, { [knob]: packed.value }, below, packed.authority))
        .find(denied => denied !== undefined)
    : beyond(caseType, values, below, authority)
  if (denial === undefined) return
  const { parameter, authority: holder } = denial.details as { parameter: string; authority: Authority }
  throw new ConvokeError(
    'engine/parameter-authority',
    `"${parameter}" of ${name} is for ${holder} to set; leave it, or say whose authority this host has (option authority)`,
    { details: { caseType: name, version, ...denial.details } },
  )
}

function laidOver(below: Standing, layer: JsonObject | ParameterPack): Standing {
  if (isParameterPack(layer)) {
    return { values: { ...below.values, ...packedSettings(layer) }, packed: { ...below.packed, ...layer.values } }
  }
  return { values: { ...below.values, ...layer }, packed: below.packed }
}

/** What is wrong with the value of a knob, in the words of its schema; undefined where nothing is. */
function issueOf({ parameters }: AnyCaseType, knob: string, value: unknown): string | undefined {
  const { error } = ((parameters.shape as Readonly<Record<string, z.ZodType>>)[knob] as z.ZodType).safeParse(value)
  return error?.issues.map(({ path, message }) => [...path, message].join(': ')).join('; ')
}

/** The refusal of the first knob in a layer that is turned away from what stands, by somebody without the authority. */
function beyond(caseType: AnyCaseType, layer: JsonObject, below: Standing, authority: Authority): Denial | undefined {
  const knobs = knobsOf(caseType)
  const shape = caseType.parameters.shape as Readonly<Record<string, z.ZodType>>
  for (const [name, value] of Object.entries(layer)) {
    const schema = shape[name]
    const knob = Object.hasOwn(below.packed, name) ? below.packed[name] : knobs[name]
    if (schema === undefined || knob === undefined || value === undefined || !outranks(knob.authority, authority))
      continue
    const standing = schema.safeParse(below.values[name])
    const wanted = schema.safeParse(value)
    // A knob without a default has to be set by somebody.
    if (!standing.success || (wanted.success && canonicalJson(standing.data) === canonicalJson(wanted.data))) continue
    const { jurisdiction, source } = knob
    return {
      code: 'refusal/parameter-authority',
      details: {
        parameter: name,
        authority: knob.authority,
        jurisdiction: jurisdiction ?? null,
        source: source ?? null,
        value,
        stands: standing.data,
      },
    }
  }
  return undefined
}
