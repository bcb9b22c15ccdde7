// The states found so far, packed: each column takes as many bits as its numbers need, and a state is found again by
// hashing the few words it takes. Columns get more bits when a number needs them; all rows are packed anew then.

import { grown, Numbers } from './numbers.js'

/** The number of a value that a row does not tell. */
export const loose = 0xffff

/** What becomes of a row: these columns get these numbers. */
export class Change {
  readonly columns: readonly number[]
  readonly numbers: readonly number[]
  /** Where it is kept packed, and how columns were laid out then. */
  layout: object | undefined = undefined
  at = 0
  constructor(columns: readonly number[], numbers: readonly number[]) {
    this.columns = columns
    this.numbers = numbers
  }
}

/** Rows of equal length. The first number of a row is its configuration. */
export class StateVectors {
  count = 0
  readonly #columns: number
  /** Of each column: the word it is in, how far up, and its highest number, as {@link slotOf} tells it. */
  readonly #word: Uint16Array
  readonly #shift: Uint8Array
  readonly #most: Int32Array
  /** Another object once columns were given more bits. */
  #layout: object = {}
  /** Words of a row. */
  #words = 0
  #capacity = 1024
  #rows = new Int32Array(0)
  /** For each place of the hash the state that is there and, above it, as much of its hash as there is room for. */
  #slots = new Int32Array(2048).fill(nowhere)
  /** Changes as masks: for each word what stays of it, and what is put there. */
  #masks = new Int32Array(64)
  #masked = 0
  /** The hashes of the rows that were made and not found yet: they stand after the last known one. */
  #made = new Numbers()
  /** Where they were found; before that, what stands in the hash where they would be. */
  #found = new Numbers()
  readonly #row: Uint16Array
  #rowIs = -1

  /**
   * No rows yet, of this many columns. A state that `intern` or `follow` names by the count there was before is new.
   *
   * @param expected how high the numbers of a column are likely to be
   */
  constructor(columns: number, expected: (column: number) => number = () => 0) {
    this.#columns = columns
    this.#word = new Uint16Array(columns)
    this.#shift = new Uint8Array(columns)
    this.#most = Int32Array.from({ length: columns }, (_, column) => highest(slotOf(expected(column))))
    this.#row = new Uint16Array(columns)
    this.#layOut()
    this.#rows = new Int32Array(this.#capacity * this.#words)
  }

  /** Bytes in use. */
  get bytes(): number {
    return this.#rows.byteLength + this.#slots.byteLength
  }

  /** The highest number for which a column has room. */
  roomOf(column: number): number {
    return (this.#most[column] as number) - 1
  }

  /** The number of a value in a row. */
  at(state: number, column: number): number {
    const word = this.#rows[state * this.#words + (this.#word[column] as number)] as number
    return (((word >>> (this.#shift[column] as number)) & (this.#most[column] as number)) - 1) & loose
  }

  /** All numbers of a row; good until another row is asked for. */
  row(state: number): Uint16Array {
    if (this.#rowIs === state) return this.#row
    this.#rowIs = state
    this.#unpack(state, this.#row)
    return this.#row
  }

  /** These states alone, in this order, each of them once: rows are taken over as they are packed. */
  inOrder(order: readonly number[]): StateVectors {
    const kept = this.#alike()
    while (kept.#capacity <= order.length) kept.#capacity = grown(kept.#capacity)
    kept.#rows = new Int32Array(kept.#capacity * this.#words)
    const words = this.#words
    let to = 0
    for (const state of order)
      for (let at = state * words, end = at + words; at < end; at++) kept.#rows[to++] = this.#rows[at] as number
    kept.count = order.length
    let room = kept.#slots.length
    while (kept.count * 3 > room * 2) room *= 2
    kept.#rehash(room)
    return kept
  }

  /** The state that these numbers are, new or known. */
  intern(row: Uint16Array): number {
    this.make(row)
    return this.found().data[0] as number
  }

  /** The state that a row becomes by a change, new or known. */
  follow(state: number, change: Change): number {
    this.makeAfter(state, change)
    return this.found().data[0] as number
  }

  /** Makes the row of these numbers, to be found with others. */
  make(row: Uint16Array): void {
    for (let column = 0; column < this.#columns; column++) this.#makeRoom(column, row[column] as number)
    const state = this.#next()
    this.#pack(row, state)
    this.#made.push(this.#hashOf(state))
  }

  /** Makes the row that a state becomes by a change, to be found with others. */
  makeAfter(state: number, change: Change): void {
    if (change.layout !== this.#layout) this.#mask(change)
    const words = this.#words
    let to = this.#next() * words
    const rows = this.#rows
    const masks = this.#masks
    let from = state * words
    let mixture = 0
    for (let at = change.at, end = at + 2 * words; at < end; at += 2) {
      const word = ((rows[from++] as number) & (masks[at] as number)) | (masks[at + 1] as number)
      rows[to++] = word
      mixture = mixed(mixture, word)
    }
    this.#made.push(finished(mixture))
  }

  /** How many rows were made and not found yet. */
  get made(): number {
    return this.#made.length
  }

  /**
   * The states that the rows are which were made, new or known, in their order; good until others are made. Where they stand
   * in the hash is far apart: they are fetched all at once, before anything is done with one of them.
   */
  found(): Numbers {
    const { data: hashes, length } = this.#made
    const found = this.#found
    found.length = 0
    const slots = this.#slots
    const mask = slots.length - 1
    for (let n = 0; n < length; n++) found.push(slots[(hashes[n] as number) & mask] as number)
    const words = this.#words
    const first = this.count
    this.#made.length = 0
    for (let n = 0; n < length; n++) {
      // A row that was known already leaves its place to the next one.
      if (this.count < first + n) {
        const rows = this.#rows
        let to = this.count * words
        for (let at = (first + n) * words, end = at + words; at < end; at++) rows[to++] = rows[at] as number
      }
      found.data[n] = this.#lookUp(hashes[n] as number)
    }
    return found
  }

  /** The place of the next row: there is always room for it. */
  #next(): number {
    const next = this.count + this.#made.length
    if (next >= this.#capacity) this.#grow()
    return next
  }

  /** The state that the row after the last known one is. */
  #lookUp(hash: number): number {
    const slots = this.#slots
    const mask = slots.length - 1
    let slot = hash & mask
    for (let there = slots[slot] as number; there !== nowhere; there = slots[slot] as number) {
      if (((there ^ hash) & ~mask) === 0 && this.#isLast(there & mask)) return there & mask
      slot = (slot + 1) & mask
    }
    const state = this.count
    slots[slot] = (hash & ~mask) | state
    this.count = state + 1
    // Never fuller than two in three: no state has the number of the last slot, which with all of the hash would be nowhere.
    if (this.count * 3 > slots.length * 2) this.#rehash(slots.length * 2)
    return state
  }

  #hashOf(state: number): number {
    const rows = this.#rows
    let mixture = 0
    for (let at = state * this.#words, end = at + this.#words; at < end; at++)
      mixture = mixed(mixture, rows[at] as number)
    return finished(mixture)
  }

  #isLast(state: number): boolean {
    const rows = this.#rows
    let one = state * this.#words
    let other = this.count * this.#words
    for (const end = one + this.#words; one < end; one++, other++) if (rows[one] !== rows[other]) return false
    return true
  }

  #rehash(length: number): void {
    const slots = new Int32Array(length).fill(nowhere)
    const mask = length - 1
    for (let state = 0; state < this.count; state++) {
      const hash = this.#hashOf(state)
      let slot = hash & mask
      while (slots[slot] !== nowhere) slot = (slot + 1) & mask
      slots[slot] = (hash & ~mask) | state
    }
    this.#slots = slots
  }

  #grow(): void {
    this.#capacity = grown(this.#capacity)
    const longer = new Int32Array(this.#capacity * this.#words)
    longer.set(this.#rows)
    this.#rows = longer
  }

  /** Gives each column its place: one after another, none across two words. */
  #layOut(): void {
    let word = 0
    let used = 0
    for (let column = 0; column < this.#columns; column++) {
      const bits = 32 - Math.clz32(this.#most[column] as number)
      if (used + bits > 32) {
        word += 1
        used = 0
      }
      this.#word[column] = word
      this.#shift[column] = used
      used += bits
    }
    this.#words = word + 1
    this.#layout = {}
    this.#masked = 0
  }

  #makeRoom(column: number, number: number): void {
    const slot = slotOf(number)
    if (slot <= (this.#most[column] as number)) return
    const narrow = this.#copy()
    this.#most[column] = highest(slot)
    this.#layOut()
    this.#rows = new Int32Array(this.#capacity * this.#words)
    const row = new Uint16Array(this.#columns)
    const { data: hashes, length } = this.#made
    for (let state = 0; state < this.count + length; state++) {
      narrow.#unpack(state, row)
      this.#pack(row, state)
    }
    for (let n = 0; n < length; n++) hashes[n] = this.#hashOf(this.count + n)
    this.#rehash(this.#slots.length)
  }

  /** No rows, with columns laid out as here. */
  #alike(): StateVectors {
    const alike = new StateVectors(this.#columns, column => this.roomOf(column))
    alike.#layout = this.#layout
    alike.#masks = this.#masks
    alike.#masked = this.#masked
    return alike
  }

  /** The same rows in the same places, whatever becomes of these. */
  #copy(): StateVectors {
    const copy = new StateVectors(this.#columns)
    copy.#word.set(this.#word)
    copy.#shift.set(this.#shift)
    copy.#most.set(this.#most)
    copy.#words = this.#words
    copy.#rows = this.#rows
    return copy
  }

  #unpack(state: number, row: Uint16Array): void {
    const rows = this.#rows
    const words = this.#word
    const shifts = this.#shift
    const most = this.#most
    const from = state * this.#words
    for (let column = 0; column < this.#columns; column++) {
      const word = rows[from + (words[column] as number)] as number
      row[column] = ((word >>> (shifts[column] as number)) & (most[column] as number)) - 1
    }
  }

  #pack(row: Uint16Array, state: number): void {
    const to = state * this.#words
    const rows = this.#rows
    rows.fill(0, to, to + this.#words)
    for (let column = 0; column < this.#columns; column++) {
      const at = to + (this.#word[column] as number)
      rows[at] = (rows[at] as number) | (slotOf(row[column] as number) << (this.#shift[column] as number))
    }
  }

  /** Packs a change. */
  #mask(change: Change): void {
    for (const [n, column] of change.columns.entries()) this.#makeRoom(column, change.numbers[n] as number)
    const at = this.#masked
    const end = at + 2 * this.#words
    if (end > this.#masks.length) {
      const longer = new Int32Array(Math.max(end, this.#masks.length * 2))
      longer.set(this.#masks)
      this.#masks = longer
    }
    const masks = this.#masks
    for (let word = at; word < end; word += 2) {
      masks[word] = -1
      masks[word + 1] = 0
    }
    for (const [n, column] of change.columns.entries()) {
      const word = at + 2 * (this.#word[column] as number)
      const shift = this.#shift[column] as number
      masks[word] = (masks[word] as number) & ~((this.#most[column] as number) << shift)
      masks[word + 1] = (masks[word + 1] as number) | (slotOf(change.numbers[n] as number) << shift)
    }
    this.#masked = end
    change.layout = this.#layout
    change.at = at
  }
}

/** The branch of a fork for a number that a row holds: what is loose comes first. */
export function slotOf(number: number): number {
  return (number + 1) & 0xffff
}

/** Where no state is in the hash. */
const nowhere = -1

/** The highest number that takes no more bits than this one. */
function highest(number: number): number {
  return number === 0 ? 1 : 2 ** (32 - Math.clz32(number)) - 1
}

/** The hash of a row with one word more. */
function mixed(hash: number, word: number): number {
  const mixture = Math.imul(hash ^ word, 0x9e3779b1)
  return mixture ^ (mixture >>> 15)
}

/** All bits of a hash depend on all words. */
function finished(mixture: number): number {
  const hash = Math.imul(mixture, 0x85ebca6b)
  return hash ^ (hash >>> 13)
}
