/** A stream of luck: two 32-bit words. What is drawn from it depends on nothing but the words and what is asked for. */
export interface Key {
  readonly k0: number
  readonly k1: number
}

// The two words of the newest block. Module variables, because a pair per draw would cost more than the rounds.
let x0 = 0
let x1 = 0

/**
 * Threefry-2x32 with 20 rounds: a counter under a key becomes two 32-bit words, in `x0` and `x1`.
 *
 * @source Salmon, Moraes, Dror, Shaw: Parallel Random Numbers, As Easy as 1, 2, 3 (SC 2011), Random123
 */
function block(key0: number, key1: number, c0: number, c1: number): void {
  // Said to be 32 bits: otherwise the machine adds the keys as real numbers, which doubles what a block costs.
  const k0 = key0 | 0
  const k1 = key1 | 0
  const k2 = k0 ^ k1 ^ 0x1bd11bda
  let a = ((c0 | 0) + k0) | 0
  let b = ((c1 | 0) + k1) | 0
  a = (a + b) | 0
  b = ((b << 13) | (b >>> 19)) ^ a
  a = (a + b) | 0
  b = ((b << 15) | (b >>> 17)) ^ a
  a = (a + b) | 0
  b = ((b << 26) | (b >>> 6)) ^ a
  a = (a + b) | 0
  b = ((b << 6) | (b >>> 26)) ^ a
  a = (a + k1) | 0
  b = (b + k2 + 1) | 0
  a = (a + b) | 0
  b = ((b << 17) | (b >>> 15)) ^ a
  a = (a + b) | 0
  b = ((b << 29) | (b >>> 3)) ^ a
  a = (a + b) | 0
  b = ((b << 16) | (b >>> 16)) ^ a
  a = (a + b) | 0
  b = ((b << 24) | (b >>> 8)) ^ a
  a = (a + k2) | 0
  b = (b + k0 + 2) | 0
  a = (a + b) | 0
  b = ((b << 13) | (b >>> 19)) ^ a
  a = (a + b) | 0
  b = ((b << 15) | (b >>> 17)) ^ a
  a = (a + b) | 0
  b = ((b << 26) | (b >>> 6)) ^ a
  a = (a + b) | 0
  b = ((b << 6) | (b >>> 26)) ^ a
  a = (a + k0) | 0
  b = (b + k1 + 3) | 0
  a = (a + b) | 0
  b = ((b << 17) | (b >>> 15)) ^ a
  a = (a + b) | 0
  b = ((b << 29) | (b >>> 3)) ^ a
  a = (a + b) | 0
  b = ((b << 16) | (b >>> 16)) ^ a
  a = (a + b) | 0
  b = ((b << 24) | (b >>> 8)) ^ a
  a = (a + k1) | 0
  b = (b + k2 + 4) | 0
  a = (a + b) | 0
  b = ((b << 13) | (b >>> 19)) ^ a
  a = (a + b) | 0
  b = ((b << 15) | (b >>> 17)) ^ a
  a = (a + b) | 0
  b = ((b << 26) | (b >>> 6)) ^ a
  a = (a + b) | 0
  b = ((b << 6) | (b >>> 26)) ^ a
  x0 = (a + k2) | 0
  x1 = (b + k0 + 5) | 0
}

/** The two words of a counter under a key, as unsigned integers. */
export function threefry({ k0, k1 }: Key, c0: number, c1: number): readonly [number, number] {
  block(k0, k1, c0, c1)
  return [x0 >>> 0, x1 >>> 0]
}

/** A key below a key. */
export function derive({ k0, k1 }: Key, c0: number, c1: number): Key {
  block(k0, k1, c0, c1)
  return { k0: x0, k1: x1 }
}

/** The same, written into a key that is there already. */
export function deriveInto(into: { k0: number; k1: number }, { k0, k1 }: Key, c0: number, c1: number): void {
  block(k0, k1, c0, c1)
  into.k0 = x0
  into.k1 = x1
}

/** Keys below a key, of counters in a row: their two words, one after the other from two places on. */
export function keysInto(words: Int32Array, at0: number, at1: number, key: Key, from: number, count: number): void {
  for (let j = 0; j < count; j++) {
    const i = from + j
    block(key.k0, key.k1, Math.floor(i / 0x100000000) | 0, i | 0)
    words[at0 + j] = x0
    words[at1 + j] = x1
  }
}

/** The uniform variates of one counter under many keys, which lie as `keysInto` writes them; from a place on. */
export function uniformsInto(
  into: Float64Array,
  place: number,
  words: Int32Array,
  at0: number,
  at1: number,
  c0: number,
  c1: number,
  count: number,
): void {
  for (let j = 0; j < count; j++)
    into[place + j] = uniformOf(words[at0 + j] as number, words[at1 + j] as number, c0, c1)
}

const unit = 1 / 0x20000000000000

/** One uniform variate with 53 bits, in the open interval (0, 1). */
export function uniformAt({ k0, k1 }: Key, c0: number, c1: number): number {
  return uniformOf(k0, k1, c0, c1)
}

/** The same by the two words of a key. */
export function uniformOf(k0: number, k1: number, c0: number, c1: number): number {
  block(k0, k1, c0, c1)
  const bits = (x0 >>> 5) * 0x4000000 + (x1 >>> 6)
  return bits === 0 ? unit / 2 : bits * unit
}
