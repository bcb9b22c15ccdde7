import {
  type AnyCaseType,
  type Authority,
  type CaseDefinition,
  ConvokeError,
  canonicalJson,
  type Denial,
  type JsonObject,
  knobsOf,
  type ResolvedParameters,
  resolveParameters,
} from '@convoke/core'
import type * as z from 'zod'

/** The knobs of this host: what it sets for each case type, and how far its authority reaches. */
export interface ParameterSettings {
  /** The knobs of a new case: defaults, the host's settings, then the opener's. */
  resolve(definition: CaseDefinition, opener: JsonObject | undefined): ResolvedParameters
}

/** What {@link parameterSettings} is made from. */
export interface ParameterSettingsOptions {
  readonly caseTypes: readonly AnyCaseType[]
  readonly settings: Readonly<Record<string, JsonObject | undefined>>
  /** The highest authority whose knobs may be turned here. */
  readonly authority: Authority
}

const rank: Readonly<Record<Authority, number>> = { ours: 0, town: 1, district: 2, city: 3, law: 4 }

/**
 * Checks the host's settings once, and the opener's with every case: a knob that a higher authority holds keeps its
 * value. Whatever a rule of the city says, a running engine of a town does not bend it; a simulation may.
 *
 * @throws ConvokeError `engine/parameters` for a setting of an unknown case type or knob, or of a wrong form
 * @throws ConvokeError `engine/parameter-authority` for a setting beyond the host's authority
 */
export function parameterSettings({ caseTypes, settings, authority }: ParameterSettingsOptions): ParameterSettings {
  for (const [name, layer] of Object.entries(settings)) {
    const versions = caseTypes.filter(caseType => caseType.name === name)
    if (versions.length === 0) {
      throw new ConvokeError('engine/parameters', `parameters are set for "${name}", which is not registered`, {
        details: { caseType: name, known: [...new Set(caseTypes.map(caseType => caseType.name))] },
      })
    }
    // A knob that only some versions have is set for those; one that none has is a slip.
    const anywhere = new Set(versions.flatMap(caseType => Object.keys(caseType.parameters.shape)))
    for (const caseType of versions) {
      const own = knownTo(caseType, layer ?? {})
      const fault = Object.keys(layer ?? {}).find(knob => !anywhere.has(knob)) ?? layerFault(caseType, own)
      if (fault !== undefined) {
        throw new ConvokeError('engine/parameters', `${name} has no such setting "${fault}"; look up its parameters`, {
          details: {
            caseType: name,
            version: caseType.version,
            parameter: fault,
            known: Object.keys(caseType.parameters.shape),
          },
        })
      }
      const denial = beyond(caseType, own, {}, authority)
      if (denial !== undefined) {
        const { parameter, authority: holder } = denial.details as { parameter: string; authority: Authority }
        throw new ConvokeError(
          'engine/parameter-authority',
          `"${parameter}" of ${name} is for ${holder} to set; leave it, or say whose authority this host has (option authority)`,
          { details: { caseType: name, version: caseType.version, ...denial.details } },
        )
      }
    }
  }
  return {
    resolve(definition, opener) {
      const host = knownTo(definition.caseType, settings[definition.name] ?? {})
      if (opener === undefined) return resolveParameters(definition, [host])
      const resolved = resolveParameters(definition, [host, opener])
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

/** The first knob in a layer that does not exist or has a wrong value. */
function layerFault(caseType: AnyCaseType, layer: JsonObject): string | undefined {
  const shape = caseType.parameters.shape as Readonly<Record<string, z.ZodType>>
  return Object.entries(layer).find(
    ([name, value]) => !Object.hasOwn(shape, name) || !(shape[name] as z.ZodType).safeParse(value).success,
  )?.[0]
}

/** The refusal of the first knob in a layer that is turned away from what stands, by somebody without the authority. */
function beyond(caseType: AnyCaseType, layer: JsonObject, below: JsonObject, authority: Authority): Denial | undefined {
  const knobs = knobsOf(caseType)
  const shape = caseType.parameters.shape as Readonly<Record<string, z.ZodType>>
  for (const [name, value] of Object.entries(layer)) {
    const schema = shape[name]
    const knob = knobs[name]
    if (schema === undefined || knob === undefined || value === undefined || rank[knob.authority] <= rank[authority])
      continue
    const standing = schema.safeParse(below[name])
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
