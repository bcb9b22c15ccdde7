// Who is lucky in what. Every draw has a name, so that what one party draws never depends on what others drew: a reminder
// that changes nothing, one more person, or a feature nobody uses leaves all other luck as it was.
import { derive, type Key, threefry, uniformAt } from './threefry.js'

/** The name of a draw as two words. */
export interface Label {
  readonly w0: number
  readonly w1: number
}

const names: Key = { k0: 0x636f6e76, k1: 0x6f6b6531 }
const labels = new Map<string, Label>()
const mostLabels = 100_000

/**
 * The words of a name. Two names differ in 64 bits, so that no two of one study meet by chance. Pure: what is remembered
 * is only how not to work it out again.
 */
export function label(name: string): Label {
  const known = labels.get(name)
  if (known !== undefined) return known
  let key = names
  // Two UTF-16 units a block, and the length last: no name is the beginning of another.
  for (let i = 0; i < name.length; i += 2) {
    key = derive(key, name.charCodeAt(i), i + 1 < name.length ? name.charCodeAt(i + 1) : -1)
  }
  const [w0, w1] = threefry(key, name.length, 0)
  const made = { w0: w0 | 0, w1: w1 | 0 }
  if (labels.size >= mostLabels) labels.clear()
  labels.set(name, made)
  return made
}

/** All luck of one seed: a whole number from 0 to 2^53 − 1. */
export function seedKey(seed: number): Key {
  return { k0: Math.floor(seed / 0x100000000) | 0, k1: seed | 0 }
}

/** The luck of the n-th replication. */
export function replicationKey(seed: Key, replication: number): Key {
  return derive(seed, replication, 0x72657065)
}

/** The luck of one district of a replication, by its name: one district more moves nobody's luck in the others. Null: all of it. */
export function districtKey(replication: Key, district: string | null): Key {
  return district === null ? replication : keyOf(replication, label(`district ${district}`), 0)
}

/** The luck of what is called so, and of the i-th of its kind. */
export function keyOf(key: Key, { w0, w1 }: Label, i: number): Key {
  const named = derive(key, w0, w1)
  return derive(named, Math.floor(i / 0x100000000) | 0, i | 0)
}

/** The n-th uniform variate of this name in (0, 1). */
export function draw(key: Key, { w0, w1 }: Label, n: number): number {
  return uniformAt(key, w0, (w1 + n) | 0)
}
