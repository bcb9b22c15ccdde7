import { closest, distance } from 'fastest-levenshtein'
import { ConvokeError } from './convoke-error.js'

/** A case type that must not run: what is wrong, where it stands, and what to write instead. */
export function definitionError(
  code: DefinitionCode,
  where: string,
  sentence: string,
  details: Readonly<Record<string, unknown>> = {},
): ConvokeError {
  return new ConvokeError(`definition/${code}`, sentence, { details: { where, ...details } })
}

/** Every reason to refuse a case type when it is defined. A code is `definition/` and one of these. */
export const definitionCodes = [
  'after',
  'invoke',
  'unknown-key',
  'bad-name',
  'no-initial',
  'unknown-target',
  'name-taken',
] as const

/** One of {@link definitionCodes}. */
export type DefinitionCode = (typeof definitionCodes)[number]

/** The known name nearest to a wrong one, when it is near enough to be a slip. */
export function nearest(wrong: string, known: readonly string[]): string | undefined {
  if (known.length === 0) return undefined
  const best = closest(wrong, known as string[])
  return distance(wrong, best) <= Math.max(2, Math.floor(wrong.length / 3)) ? best : undefined
}

/** The end of a sentence about an unknown name: the nearest right one, or all of them. */
export function instead(wrong: string, known: readonly string[]): string {
  const best = nearest(wrong, known)
  if (best !== undefined) return `did you mean "${best}"?`
  if (known.length === 0) return 'there are none.'
  return `known are ${known.map(name => `"${name}"`).join(', ')}.`
}
