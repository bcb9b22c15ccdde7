import { ConvokeError, type Entry, type StoredEntry } from '@convoke/core'

/**
 * An entry from its bytes, which are ours: nothing but that they are JSON is looked at.
 *
 * @throws ConvokeError `history/corrupt` where they are not
 */
export function entryOf({ seq, bytes }: StoredEntry): Entry {
  try {
    return JSON.parse(bytes) as Entry
  } catch (cause) {
    throw new ConvokeError('history/corrupt', `entry ${seq} cannot be read`, { details: { seq }, cause })
  }
}
