import type * as z from 'zod'
import type { CaseDefinition } from '../definition/case-definition.js'
import { nearest } from '../errors/nearest.js'
import { assertJson, contextLimits, type JsonLimits } from '../json/assert-json.js'
import type { JsonObject } from '../json/json.js'
import { normalJson } from '../json/normal-json.js'
import type { PartyId } from '../ports/party.js'
import { commitData } from '../privacy/commit.js'
import type { PreparedData } from './decision.js'
import type { Denial } from './permission.js'
import { schemaDenial } from './schema-issues.js'

/** What it takes to commit marked fields: fresh randomness, and whose data it is unless the schema says otherwise. */
export interface PrepareOptions {
  /** 32 hex characters of randomness at each call. */
  readonly salt: () => string
  readonly subject: PartyId
  /** Default: 64 KiB. */
  readonly limits?: JsonLimits | undefined
}

/** Data ready for a decision, or why it cannot be read. */
export type Prepared =
  | { readonly ok: true; readonly data: PreparedData }
  | { readonly ok: false; readonly denial: Denial }

/** Names only the engine may use. */
const reserved = /^(xstate|deadline|case)\./

/**
 * Reads a command's data from outside: size and JSON first, then the strict schema, then commitments for marked fields.
 * Pure but for `salt`.
 *
 * @example
 * import { errand } from '@convoke/core/testing'
 * const options = { salt: () => '0'.repeat(32), subject: 'rc:chunshen' }
 * prepareCommand(caseDefinition(errand), 'reply', { answer: 'perhaps' }, options)
 * // => { ok: false, denial: { code: 'input/schema', … } }
 * prepareCommand(caseDefinition(errand), 'replay', {}, options)
 * // => { ok: false, denial: { code: 'input/unknown-command', details: { command: 'replay', nearest: ['reply'] } } }
 */
export function prepareCommand(
  definition: CaseDefinition,
  type: string,
  raw: unknown,
  options: PrepareOptions,
): Prepared {
  const command = definition.commands.get(type)
  if (command === undefined) {
    if (reserved.test(type))
      return { ok: false, denial: { code: 'input/reserved-name', details: { command: type.slice(0, 100) } } }
    return {
      ok: false,
      denial: {
        code: 'input/unknown-command',
        details: { command: type.slice(0, 100), nearest: nearest(type.slice(0, 100), [...definition.commands.keys()]) },
      },
    }
  }
  const prepared = read(command.schema, raw, options)
  return type === 'case.note' && prepared.ok ? noteFor(definition, prepared.data) : prepared
}

/**
 * Reads the opening data of a case from outside, as {@link prepareCommand} does. The context's limit applies: 256 KiB.
 *
 * @example
 * import { errand, errandOpened } from '@convoke/core/testing'
 * const prepared = prepareOpening(caseDefinition(errand), errandOpened.opening, { salt: () => '0'.repeat(32), subject: 'rc:chunshen' })
 * prepared.ok && prepared.data.seen.phone // => '~personal:…'
 * prepared.ok && prepared.data.committed.budget // => { '~commitment': … }
 */
export function prepareOpening(definition: CaseDefinition, raw: unknown, options: PrepareOptions): Prepared {
  return read(definition.opening, raw, { limits: { ...contextLimits, handles: false }, ...options })
}

/** The knobs of one case as resolved, or why a layer of them cannot be. */
export type ResolvedParameters =
  | { readonly ok: true; readonly values: JsonObject }
  | { readonly ok: false; readonly denial: Denial }

/**
 * The knobs 参数 of one case: the declared defaults, overlaid by each layer in order (the host's settings, the
 * opener's). Pure.
 *
 * @example
 * import { errand } from '@convoke/core/testing'
 * resolveParameters(caseDefinition(errand), [{ quorum: 3 }])
 * // => { ok: true, values: { replyWithin: { n: 4, unit: 'hour' }, quorum: 3, lawful: 7 } }
 */
export function resolveParameters(definition: CaseDefinition, layers: readonly JsonObject[]): ResolvedParameters {
  for (const layer of layers) {
    const check = assertJson(layer)
    if (!check.ok)
      return {
        ok: false,
        denial: { code: check.code, details: { at: `/parameters${check.path}`, fault: check.fault } },
      }
  }
  const { parameters: schema } = definition
  const raw = Object.assign({}, ...layers)
  const parsed = schema.safeParse(raw)
  if (!parsed.success) return { ok: false, denial: schemaDenial(parsed.error, { schema, raw, under: '/parameters' }) }
  return { ok: true, values: normalJson(parsed.data) as JsonObject }
}

function read(schema: z.ZodObject, raw: unknown, options: PrepareOptions): Prepared {
  const value = raw ?? {}
  const check = assertJson(value, options.limits)
  if (!check.ok) return { ok: false, denial: { code: check.code, details: { at: check.path, fault: check.fault } } }
  const parsed = schema.safeParse(value)
  if (!parsed.success) return { ok: false, denial: schemaDenial(parsed.error, { schema, raw: value }) }
  return {
    ok: true,
    data: commitData(schema, parsed.data as JsonObject, { salt: options.salt, subject: options.subject }),
  }
}

/** A note 备注 for some roles only: nobody else sees its text and its attachments. */
function noteFor({ roles }: CaseDefinition, data: PreparedData): Prepared {
  const names = data.seen.visibleTo as readonly string[] | undefined
  if (names === undefined) return { ok: true, data }
  const known = roles.map(role => role.name)
  const at = names.findIndex(name => !known.includes(name))
  if (at < 0)
    return { ok: true, data: { ...data, disclosures: data.disclosures.map(one => ({ ...one, visibleTo: names })) } }
  const issue = {
    at: `/visibleTo/${at}`,
    code: 'invalid_value',
    message: `not a role of this case type: ${known.join(', ')}`,
  }
  return { ok: false, denial: { code: 'input/schema', details: { issues: [issue] } } }
}
