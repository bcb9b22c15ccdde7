import { ConvokeError } from '../errors/convoke-error.js'
import { nearest } from '../errors/nearest.js'

/** Every reason to refuse a case type when it is defined. The code of the error is `definition/` and one of these. */
export const definitionCodes = [
  // the tree of states
  'after',
  'bad-name',
  'crosses-regions',
  'duplicate-id',
  'final-with-transitions',
  'history-from-within',
  'invoke',
  'no-context',
  'no-initial',
  'unknown-key',
  'unknown-target',
  // what the machine does
  'async',
  'cancel',
  'emit',
  'enqueue-actions',
  'foreign-assign',
  'function-action',
  'log',
  'name-taken',
  'notice-without-params',
  'raise',
  'send-to',
  'spawn',
  'stop',
  'unknown-action',
  'unknown-guard',
  'unnamed-guard',
  // what it hears
  'join-not-handled',
  'link-never-opened',
  'link-refusal-not-handled',
  'reserved-event',
  'unhandled-command',
  'unhandled-deadline',
  'unknown-event',
  'wildcard',
  // who does what
  'command-without-role',
  'dead-state',
  'duty-deadline-elsewhere',
  'duty-not-handled',
  'duty-not-permitted',
  'duty-without-deadline',
  'bad-rate',
  'bad-rule',
  'bad-vote',
  'race-winner',
  'role-without-holders',
  'unknown-command',
  'unknown-deadline',
  'unknown-field',
  'unknown-role',
  'unused-role',
  // deadlines
  'deadline-on-unknown-state',
  'deadline-without-commands',
  'deadline-without-length',
  'deadline-without-start',
  'bad-fraction',
  'duplicate-rung',
  'not-a-duration',
  'rung-without-place',
  'unknown-entry',
  'unknown-parameter',
  // data
  'context-does-not-fit',
  'context-not-json',
  'context-throws',
  'mark-lost',
  'not-an-object',
  'not-json',
  'opening-does-not-fit',
  'optional-context',
  'parameter-without-default',
  'reserved-field',
  'sample-does-not-fit',
  'unknown-sample',
  'unknown-schema',
  // taking over cases of an earlier version
  'migration-command',
  'migration-deadline',
  'migration-from',
  'migration-role',
  'migration-state',
  // words
  'bad-version',
  'missing-label',
  'unknown-label',
] as const

/** One of {@link definitionCodes}. */
export type DefinitionCode = (typeof definitionCodes)[number]

/**
 * A case type that must not run: what is wrong, where it stands, and what to write instead.
 *
 * @param where the place in words, such as `state "inviting" on "reply"`; kept in `details.where`
 */
export function definitionError(
  code: DefinitionCode,
  where: string,
  sentence: string,
  details: Readonly<Record<string, unknown>> = {},
): ConvokeError {
  return new ConvokeError(`definition/${code}`, sentence, { details: { where, ...details } })
}

/** The end of a sentence about an unknown name: the nearest right one, or all of them. */
export function instead(wrong: string, known: readonly string[]): string {
  const [best] = nearest(wrong, known)
  if (best !== undefined) return `did you mean "${best}"?`
  if (known.length === 0) return 'there are none.'
  return `known are ${known.map(name => `"${name}"`).join(', ')}.`
}

/** The beginning of a sentence; a path such as `commands.reply` keeps its letters. */
export function capital(text: string): string {
  return /^[a-z]+ /.test(text) ? text.charAt(0).toUpperCase() + text.slice(1) : text
}

/** Refuses a name that is not among the known ones. `what` is its kind with an article, such as `a role`. */
export function checkName(
  code: DefinitionCode,
  where: string,
  what: string,
  name: string,
  known: readonly string[],
): void {
  if (known.includes(name)) return
  throw definitionError(
    code,
    where,
    `${capital(where)} names "${name}", which is not ${what}: ${instead(name, known)}`,
    {
      name,
    },
  )
}

/** Names that appear in state paths, event types and journal keys: no dots, slashes or spaces. */
const plainName = /^[\p{L}_][\p{L}\p{N}_-]*$/u

/** Refuses a name that could not stand in a path or an event type. */
export function checkPlainName(where: string, what: string, name: string): void {
  if (plainName.test(name)) return
  throw definitionError(
    'bad-name',
    where,
    `"${name}" cannot name ${what}: use letters, digits, "-" and "_", beginning with a letter, because "." and "/" separate the parts of paths and event types.`,
    { name },
  )
}
