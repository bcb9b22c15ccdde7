// The states found so far, packed: one row of small numbers each, found again by hashing.

/** Rows of equal length. The first number of a row is its configuration. */
export interface StateVectors {
  readonly count: number
  /** The number of a value in a row. */
  at(state: number, column: number): number
  /** Copies a row into the buffer, to be changed and looked up. */
  take(state: number): Uint16Array
  /** A row for looking at; the next call overwrites it. */
  row(state: number): Uint16Array
  /** The state that the buffer is, new or known. */
  intern(): { readonly state: number; readonly isNew: boolean }
  /** Bytes in use. */
  readonly bytes: number
}

/** The number of a value that a row does not tell. */
export const loose = 0xffff

/** No rows yet, of this many columns. */
export function stateVectors(columns: number): StateVectors {
  const width = columns
  const stride = roomFor(columns)
  let capacity = 1024
  let data = new Uint16Array(capacity * stride)
  let slots = new Int32Array(capacity * 2).fill(-1)
  const buffer = new Uint16Array(stride)
  let count = 0

  const shown = new Uint16Array(stride)
  const copy = (state: number, to: Uint16Array): Uint16Array => {
    const from = state * stride
    for (let i = 0; i < width; i++) to[i] = data[from + i] as number
    return to
  }

  const hashAt = (rows: Uint16Array, from: number): number => {
    let hash = 0x811c9dc5
    for (let i = 0; i < width; i++) hash = Math.imul(hash ^ (rows[from + i] as number), 0x01000193)
    hash ^= hash >>> 15
    hash = Math.imul(hash, 0x85ebca6b)
    return (hash ^ (hash >>> 13)) >>> 0
  }
  const isAt = (state: number): boolean => {
    const from = state * stride
    for (let i = 0; i < width; i++) if (data[from + i] !== buffer[i]) return false
    return true
  }
  const rehash = (): void => {
    slots = new Int32Array(capacity * 2).fill(-1)
    const mask = slots.length - 1
    for (let state = 0; state < count; state++) {
      let slot = hashAt(data, state * stride) & mask
      while ((slots[slot] as number) >= 0) slot = (slot + 1) & mask
      slots[slot] = state
    }
  }
  const grow = (): void => {
    capacity *= 2
    const wider = new Uint16Array(capacity * stride)
    wider.set(data)
    data = wider
    rehash()
  }

  return {
    get count() {
      return count
    },
    get bytes() {
      return data.byteLength + slots.byteLength
    },
    at: (state, column) => data[state * stride + column] as number,
    take: state => copy(state, buffer),
    row: state => copy(state, shown),
    intern() {
      const mask = slots.length - 1
      let slot = hashAt(buffer, 0) & mask
      for (;;) {
        const state = slots[slot] as number
        if (state < 0) break
        if (isAt(state)) return { state, isNew: false }
        slot = (slot + 1) & mask
      }
      if (count === capacity) {
        grow()
        return this.intern()
      }
      slots[slot] = count
      data.set(buffer.subarray(0, width), count * stride)
      count += 1
      return { state: count - 1, isNew: true }
    },
  }
}

function roomFor(columns: number): number {
  return Math.ceil((columns + 1) / 8) * 8
}
