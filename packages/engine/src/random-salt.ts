import { randomFillSync } from 'node:crypto'

const bytes = 16
const pool = Buffer.alloc(256 * bytes)
let used = pool.length

/** 32 hex characters of fresh randomness; drawn in blocks, because one call for each would cost more than the hash. */
export function randomSalt(): string {
  if (used === pool.length) {
    randomFillSync(pool)
    used = 0
  }
  used += bytes
  return pool.toString('hex', used - bytes, used)
}
