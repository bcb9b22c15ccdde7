import { describe, expect, it } from 'vitest'
import { attachment } from './attachment.js'

const file = { sha256: 'ab'.repeat(32), size: 1024, mediaType: 'image/jpeg', uri: 'https://files.example/1' }

describe('a file reference', () => {
  it.each([
    ['https://files.example:8443/a/b.pdf?x=1#p2', 'application/pdf'],
    ['http://intranet/photo', 'image/svg+xml'],
    ['https://[2001:db8::1]/a', 'video/mp4'],
    ['s3://bucket/case/1', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
    ['urn:convoke:evidence:1', 'text/plain'],
    ['cid:part1@example', 'message/rfc822'],
  ])('may point to %s', (uri, mediaType) => {
    expect(attachment.safeParse({ ...file, uri, mediaType }).success).toBe(true)
  })

  it.each([
    ['runs something', { uri: 'javascript:alert(1)' }],
    ['runs something, in other letters', { uri: 'JaVaScRiPt:alert(1)' }],
    ['holds the file itself', { uri: 'data:text/html,<script>' }],
    ['points into the reader’s own files', { uri: 'file:///etc/passwd' }],
    ['names a user before the host', { uri: 'https://bank.example@evil.example/' }],
    ['has a backslash', { uri: 'https:\\\\evil.example' }],
    ['has a space', { uri: 'https://files.example/a b' }],
    ['has a line break', { uri: 'https://files.example/a\nb' }],
    ['has letters outside ASCII', { uri: 'https://файлы.example/' }],
    ['is relative', { uri: '//files.example/a' }],
    ['is too long', { uri: `https://files.example/${'a'.repeat(2_000)}` }],
    ['has no subtype', { mediaType: 'image' }],
    ['has parameters in its media type', { mediaType: 'text/html; charset=utf-8' }],
    ['has a line break in its media type', { mediaType: 'text/html\r\nx: y' }],
    ['has a hash of another length', { sha256: 'ab' }],
    ['has a negative size', { size: -1 }],
    ['has an impossible size', { size: 2 ** 41 }],
    ['says more than a reference', { content: 'x' }],
  ])('is refused where it %s', (_, change) => {
    expect(attachment.safeParse({ ...file, ...change }).success).toBe(false)
  })
})
