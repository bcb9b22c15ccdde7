import { describe, expect, it } from 'vitest'
import { fingerprint } from './fingerprint.js'

const reply = { type: 'reply', data: { answer: 'yes', n: 1 } }

describe('the fingerprint of a command', () => {
  it('is the same however the members are ordered or left undefined', () => {
    expect(fingerprint({ type: 'reply', data: { n: 1, answer: 'yes' }, onBehalfOf: undefined })).toBe(
      fingerprint(reply),
    )
  })

  it('differs with the type, the data, the principal and the secret', () => {
    const prints = [
      fingerprint(reply),
      fingerprint({ ...reply, type: 'decline' }),
      fingerprint({ ...reply, data: { answer: 'no', n: 1 } }),
      fingerprint({ ...reply, onBehalfOf: 'dept:police' }),
      fingerprint(reply, 'secret'),
      fingerprint(reply, 'another'),
    ]
    expect(new Set(prints).size).toBe(prints.length)
  })

  it('is the SHA-256 of the canonical text', () => {
    expect(fingerprint({ type: 'accept', data: {} })).toBe(
      '8bdbd7b28dd5ea9bd7846e8cfb3f6d0b7751943753522f14263e8ec3cb1fe076',
    )
  })
})
