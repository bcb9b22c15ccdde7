// The states found so far, packed: one row of small numbers each, found again by hashing.

import { grown } from './numbers.js'

/** Rows of equal length. The first number of a row is its configuration. */
export interface StateVectors {
  readonly count: number
  /** All rows one after another, {@link StateVectors.stride} apart. Another array once there are more of them. */
  readonly rows: Uint16Array
  readonly stride: number
  /** The number of a value in a row. */
  at(state: number, column: number): number
  /** Copies a row into the buffer, to be changed and looked up. */
  take(state: number): Uint16Array
  /** The state that the buffer is, new or known. */
  intern(): number
  /** The state that a row with these columns changed is, new or known. */
  follow(state: number, columns: readonly number[], numbers: readonly number[]): number
  /** Bytes in use. */
  readonly bytes: number
}

/** The number of a value that a row does not tell. */
export const loose = 0xffff

/** No rows yet, of this many columns. A state that `intern` or `follow` names by the count there was before is new. */
export function stateVectors(columns: number): StateVectors {
  // Rows are compared two columns at a time.
  const stride = columns + (columns & 1)
  const pairs = stride >> 1
  let capacity = 1024
  let rows = new Uint16Array(capacity * stride)
  let paired = new Int32Array(rows.buffer)
  let hashes = new Int32Array(capacity)
  let slots = new Int32Array(capacity * 2).fill(-1)
  const buffer = new Uint16Array(stride)
  let count = 0

  const rehash = (): void => {
    slots = new Int32Array(slots.length * 2).fill(-1)
    const mask = slots.length - 1
    for (let state = 0; state < count; state++) {
      let slot = (hashes[state] as number) & mask
      while ((slots[slot] as number) >= 0) slot = (slot + 1) & mask
      slots[slot] = state
    }
  }
  /** There is always room for one row more than are known: it is where the next is made. */
  const grow = (): void => {
    capacity = grown(capacity)
    const longer = new Uint16Array(capacity * stride)
    longer.set(rows)
    rows = longer
    paired = new Int32Array(rows.buffer)
    const more = new Int32Array(capacity)
    more.set(hashes)
    hashes = more
  }
  const isLast = (state: number): boolean => {
    let one = state * pairs
    let other = count * pairs
    for (const end = one + pairs; one < end; one++, other++) if (paired[one] !== paired[other]) return false
    return true
  }
  /** The state that the row after the last known one is. */
  const found = (hash: number): number => {
    const mask = slots.length - 1
    let slot = hash & mask
    for (let state = slots[slot] as number; state >= 0; state = slots[slot] as number) {
      if (hashes[state] === hash && isLast(state)) return state
      slot = (slot + 1) & mask
    }
    slots[slot] = count
    hashes[count] = hash
    count += 1
    if (count === capacity) grow()
    // Never fuller than two in three.
    if (count * 3 > slots.length * 2) rehash()
    return count - 1
  }

  return {
    get count() {
      return count
    },
    get rows() {
      return rows
    },
    stride,
    get bytes() {
      return rows.byteLength + hashes.byteLength + slots.byteLength
    },
    at: (state, column) => rows[state * stride + column] as number,
    take(state) {
      buffer.set(rows.subarray(state * stride, state * stride + stride))
      return buffer
    },
    intern() {
      rows.set(buffer, count * stride)
      let hash = 0
      for (let column = 0; column < columns; column++) hash ^= mixed(column, buffer[column] as number)
      return found(hash)
    },
    follow(state, changed, numbers) {
      const from = count * stride
      rows.copyWithin(from, state * stride, state * stride + stride)
      let hash = hashes[state] as number
      for (let n = 0; n < changed.length; n++) {
        const column = changed[n] as number
        const before = rows[from + column] as number
        const after = numbers[n] as number
        if (before === after) continue
        hash ^= mixed(column, before) ^ mixed(column, after)
        rows[from + column] = after
      }
      return found(hash)
    },
  }
}

/** What one column adds to the hash of a row. */
function mixed(column: number, number: number): number {
  let hash = Math.imul(column + 1, 0x9e3779b1) ^ Math.imul(number + 1, 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d)
  hash = Math.imul(hash ^ (hash >>> 12), 0x297a2d39)
  return hash ^ (hash >>> 15)
}
