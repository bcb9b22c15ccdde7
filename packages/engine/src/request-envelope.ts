import { ConvokeError, type OpenOptions, type SendOptions } from '@convoke/core'
import { assertKnown } from './bad-option.js'
import { type Refused, refused } from './verdicts.js'

/** What may not be in an id: spaces of any script, controls, and what is not seen, by which one id reads like another. */
const badId = /[\p{Z}\p{Cc}\p{Cf}\p{Surrogate}]/u
const longestId = 200

const openOptions: Readonly<Record<keyof OpenOptions, true>> = {
  ...{ by: true, actor: true, id: true, commandId: true, parameters: true, at: true },
}
const sendOptions: Readonly<Record<keyof SendOptions, true>> = {
  ...{ by: true, actor: true, onBehalfOf: true, commandId: true, expectedSeq: true, at: true },
}
/** What an opening may be asked with. */
export const knownOfOpen = Object.keys(openOptions)
/** What a command may be asked with. */
export const knownOfSend = Object.keys(sendOptions)

/**
 * What is wrong with the envelope of a request, so far as its sender may choose it: ids and numbers. Undefined when
 * nothing is.
 *
 * @throws ConvokeError `engine/party-id` for a `by` or an `actor` that no host should let through: it comes from the
 * host's own authentication. `clock` and `case:…` act only through the engine itself. `engine/bad-option` for what is
 * not `known`: a misspelt `commandId` would be given twice, a misspelt `onBehalfOf` in one's own name.
 */
export function envelopeFault(ask: OpenOptions & SendOptions, known: readonly string[]): Refused | undefined {
  // From JavaScript the whole envelope may be left out.
  const { by, actor, onBehalfOf, commandId, expectedSeq, at } = ask ?? {}
  assertKnown(ask ?? {}, known)
  assertParty(by, 'by')
  if (actor !== undefined && !isId(actor)) throw badParty('actor')
  if (onBehalfOf !== undefined && !isId(onBehalfOf))
    return issue('/onBehalfOf', 'party-id', 'a party id has 1 to 200 characters and no spaces')
  if (commandId !== undefined && !isId(commandId))
    return issue('/commandId', 'command-id', 'a command id has 1 to 200 characters and no spaces')
  if (expectedSeq !== undefined && !Number.isSafeInteger(expectedSeq))
    return issue('/expectedSeq', 'whole-number', 'expectedSeq is a whole number')
  if (at !== undefined && !Number.isSafeInteger(at))
    return issue('/at', 'instant', 'at is whole milliseconds since 1970')
  return undefined
}

/** Parts a body into the type of its command and the data, which nobody has looked at yet. */
export function readBody(body: unknown): { readonly type: string; readonly data: object } | Refused {
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    return issue('', 'command', 'a command is an object with a type')
  try {
    const { type, ...data } = body as { readonly type?: unknown }
    return typeof type === 'string' ? { type, data } : issue('/type', 'command', 'the type of a command is a string')
  } catch {
    return issue('', 'command', 'a command is plain data: reading it threw')
  }
}

/**
 * Throws `engine/party-id` for what names nobody who could act: `clock` and `case:…` act only through the engine itself.
 */
export function assertParty(value: unknown, field: string): asserts value is string {
  if (!isId(value) || value === 'clock' || value.startsWith('case:')) throw badParty(field)
}

/** Whether a value is an id of 1 to 200 characters without spaces. */
export function isId(value: unknown): value is string {
  return typeof value === 'string' && value.length > 0 && value.length <= longestId && !badId.test(value)
}

function issue(at: string, format: string, message: string): Refused {
  return refused({ code: 'input/schema', details: { issues: [{ at, code: 'invalid_format', format, message }] } })
}

function badParty(field: string): ConvokeError {
  return new ConvokeError(
    'engine/party-id',
    `"${field}" is not a party: 1 to 200 characters without spaces, not "clock" or "case:…"`,
    {
      details: { field },
    },
  )
}
