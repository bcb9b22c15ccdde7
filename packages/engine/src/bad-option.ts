import { ConvokeError, nearest } from '@convoke/core'

/** Throws `engine/bad-option` for a name that nobody reads: `ass` for `as` would show a case to whoever asks. */
export function assertKnown(given: object, known: readonly string[], within = ''): void {
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

/** The error of an option that cannot be what was given. */
export function badOption(option: string, words: string): ConvokeError {
  return new ConvokeError('engine/bad-option', `"${option}" is not what it may be: ${words}`, {
    details: { option, allowed: words },
  })
}
