import { createHash } from 'node:crypto'
import { v7 as uuidv7 } from 'uuid'
import { randomBytes16 } from './random-bytes.js'

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** A new id that sorts by the millisecond it was made in (UUIDv7). */
export function newId(): string {
  return uuidv7({ random: randomBytes16() })
}

/** Whether a caller may choose this as a case id: a UUID in lower case. */
export function isCaseId(id: unknown): id is string {
  return typeof id === 'string' && uuid.test(id)
}

/**
 * The id of the case that a notice opens: the same notice, delivered twice, opens one case. A UUIDv8 (RFC 9562 5.8)
 * over SHA-256 of the notice's own id, stable for ever: changing it would open cases twice.
 */
export function caseIdOf(noticeId: string): string {
  const hex = createHash('sha256').update(`convoke:case:${noticeId}`).digest('hex')
  const variant = ((Number.parseInt(hex[16] as string, 16) & 0x3) | 0x8).toString(16)
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

const crockford = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/**
 * The human reference 案号 of a case that was given no other: case type, local date, and six characters of the case id
 * without I, L, O and U, so that it can be read out over the telephone.
 *
 * @example
 * referenceOf('complaint', '2026-03-02', '0190b0a0-0000-7000-8000-00000000002a') // => 'complaint-20260302-00001A'
 */
export function referenceOf(caseType: string, date: string, id: string): string {
  let tail = Number.parseInt(id.replaceAll('-', '').slice(-8), 16) % 2 ** 30
  let text = ''
  for (let i = 0; i < 6; i++) {
    text = (crockford[tail % 32] as string) + text
    tail = Math.floor(tail / 32)
  }
  return `${caseType}-${date.replaceAll('-', '')}-${text}`
}
