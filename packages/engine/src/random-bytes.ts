import { randomFillSync } from 'node:crypto'

const size = 16
const pool = Buffer.alloc(256 * size)
let used = pool.length

/** 32 hex characters of fresh randomness; drawn in blocks, because one call for each costs more than a hash. */
export function randomSalt(): string {
  if (used === pool.length) {
    randomFillSync(pool)
    used = 0
  }
  used += size
  return pool.toString('hex', used - size, used)
}
