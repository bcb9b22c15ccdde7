import { randomFillSync } from 'node:crypto'

const size = 16
const pool = Buffer.alloc(256 * size)
let used = pool.length

/** Where 16 fresh random bytes begin in the pool; drawn in blocks, because one call for each costs more than a hash. */
function draw(): number {
  if (used === pool.length) {
    randomFillSync(pool)
    used = 0
  }
  used += size
  return used - size
}

/** 32 hex characters of fresh randomness. */
export function randomSalt(): string {
  const from = draw()
  return pool.toString('hex', from, from + size)
}

/** 16 random bytes, a copy. */
export function randomBytes16(): Uint8Array {
  const from = draw()
  return Uint8Array.prototype.slice.call(pool, from, from + size)
}
