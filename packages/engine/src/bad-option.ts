import { ConvokeError, nearest } from '@convoke/core'

/** Throws `engine/bad-option` for a name that nobody reads: `ass` for `as` would show a case to whoever asks. */
export function assertKnown(given: object, known: readonly string[], within = ''): void {
  if (typeof given !== 'object' || given === null) throw badOption(within || 'options', `{ ${known.join(', ')} }`)
  const stray = Object.keys(given).find(name => !known.includes(name))
  if (stray === undefined) return
  const meant = nearest(stray, known).map(name => within + name)
  const option = within + stray.slice(0, 100)
  throw new ConvokeError(
    'engine/bad-option',
    meant.length > 0
      ? `there is no option "${option}", did you mean ${meant.join(', ')}?`
      : `there is no option "${option}", there are ${known.join(', ')}`,
    { details: { option, known, ...(meant.length > 0 && { nearest: meant }) } },
  )
}

/**
 * Throws `engine/reader-missing` where `as` is given and names nobody: `{ as: session.party }` of a session that was lost is
 * not the host. The host leaves it out.
 */
export function assertReader(ask: { readonly as?: unknown }): void {
  if (!Object.hasOwn(ask, 'as') || (typeof ask.as === 'string' && ask.as !== '')) return
  const given = String(ask.as === '' ? "''" : ask.as).slice(0, 100)
  throw new ConvokeError('engine/reader-missing', `"as" is given and names nobody: ${given}`, { details: { given } })
}

/** What a value may be, in signs that need no translation, and whether it is. */
export interface Allowed {
  readonly words: string
  isMet(value: unknown): boolean
}

export const aText: Allowed = { words: "'…'", isMet: value => typeof value === 'string' }
export const aFlag: Allowed = { words: 'true, false', isMet: value => typeof value === 'boolean' }
export const aMoment: Allowed = { words: 'ms', isMet: Number.isSafeInteger }
/** How many; what is too much is cut by whoever counts. */
export const aCount: Allowed = { words: '1, 2, …', isMet: value => typeof value === 'number' && !Number.isNaN(value) }

/** Throws `engine/bad-option` for what is not known or cannot be what was given: a filter would find nothing, in silence. */
export function assertAllowed(given: object, allowed: Readonly<Record<string, Allowed>>, within = ''): void {
  assertKnown(given, Object.keys(allowed), within)
  for (const [name, value] of Object.entries(given)) {
    const { words, isMet } = allowed[name] as Allowed
    if (value !== undefined && !isMet(value)) throw badOption(within + name, words)
  }
}

/** The error of an option that cannot be what was given. */
export function badOption(option: string, words: string): ConvokeError {
  return new ConvokeError('engine/bad-option', `"${option}" is not what it may be: ${words}`, {
    details: { option, allowed: words },
  })
}
