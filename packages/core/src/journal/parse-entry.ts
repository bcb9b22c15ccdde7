import * as z from 'zod'
import { ConvokeError } from '../errors/convoke-error.js'
import { canonicalJson } from '../json/canonical.js'
import type { Entry } from './entry.js'

const hash = z.string().regex(/^[0-9a-f]{64}$/)
const text = z.string().min(1)
const moment = z.int()

const schema = z.strictObject({
  specVersion: z.literal(1),
  tenant: text,
  caseId: text,
  seq: z.int().min(1),
  at: moment,
  recordedAt: moment,
  caseType: text,
  version: text,
  definitionHash: hash,
  calendarEdition: z.string(),
  kind: z.enum(['command', 'clock', 'case', 'admin']),
  by: text,
  actor: text.optional(),
  role: text,
  onBehalfOf: text.optional(),
  delegationId: text.optional(),
  commandId: text,
  cause: z
    .strictObject({
      caseId: text,
      seq: z.int().min(1),
      depth: z.int().min(1),
      link: z.string().optional(),
      key: z.string().optional(),
    })
    .optional(),
  type: text,
  data: z.record(z.string(), z.unknown()),
  stateHash: hash,
  prevHash: hash,
  hash,
})

/**
 * Reads the bytes of an entry, strictly: every member it must have and no other, in canonical form. Whether the hash is
 * right is for {@link verifyChain} to say. Pure.
 *
 * @throws ConvokeError `history/unknown-spec-version` for an entry of a later format
 * @throws ConvokeError `history/corrupt` for anything else that is not an entry
 * @example
 * import { errand, errandOpened, paperCase } from '@convoke/core/testing'
 * const { journal } = paperCase(errand, errandOpened)
 * journal.map(({ stored }) => parseEntry(stored.bytes).type) // => ['case.started']
 * parseEntry('{}') // => throws history/corrupt
 */
export function parseEntry(bytes: string): Entry {
  let value: unknown
  try {
    value = JSON.parse(bytes)
  } catch (cause) {
    throw corrupt('they are not JSON', cause)
  }
  const parsed = schema.safeParse(value)
  if (!parsed.success) {
    const version = (value as { readonly specVersion?: unknown } | null)?.specVersion
    if (typeof version === 'number' && version > 1) {
      throw new ConvokeError(
        'history/unknown-spec-version',
        `the entry has specVersion ${version}, and this release reads 1; upgrade Convoke before reading this journal`,
        { details: { specVersion: version } },
      )
    }
    const issue = parsed.error.issues[0]
    throw corrupt(`at /${issue?.path.join('/') ?? ''}: ${issue?.message ?? 'not an entry'}`)
  }
  // The parsed copy has the members in the schema's order and would hide a repeated key; the text decides.
  if (canonicalJson(value) !== bytes) throw corrupt('they are not in canonical form')
  return value as Entry
}

function corrupt(why: string, cause?: unknown): ConvokeError {
  return new ConvokeError(
    'history/corrupt',
    `the bytes are no entry: ${why}; restore the journal from a copy, and never repair a row by hand`,
    cause === undefined ? { details: { why } } : { details: { why }, cause },
  )
}
