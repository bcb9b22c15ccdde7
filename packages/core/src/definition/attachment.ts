import * as z from 'zod'
import type { FileReference } from '../ports/roll.js'

/** RFC 6838, 4.2: a name of up to 127 characters on each side. */
const mediaType = /^[a-z0-9][a-z0-9!#$&^_.+-]{0,126}\/[a-z0-9][a-z0-9!#$&^_.+-]{0,126}$/i

/**
 * `https`, `http`, `s3`, `urn` and `cid`, of the characters of RFC 3986 only. No user and password before the host, no
 * backslash that some readers take for a slash; a scheme that runs or embeds something (`javascript`, `data`, `file`) is none.
 */
const uri =
  /^(?:https?:\/\/[\w.~:[\]%-]+(?:[/?#][\w.~:/?#[\]@!$&'()*+,;=%-]*)?|s3:\/\/[\w.~:/!$&'()*+,;=%-]+|urn:[a-z0-9][a-z0-9-]{0,31}:[\w.~:/?#@!$&'()*+,;=%-]+|cid:[\w.~@!$&'()*+,;=%-]+)$/i

/**
 * The schema of a {@link FileReference} 文件引用: a file that lies elsewhere, known by its hash, or a roll too large for a
 * case. A case keeps the reference, never the file.
 *
 * `sha256`: 64 lower-case hex characters; `size`: bytes, up to 1 TiB; `mediaType`: type and subtype, without parameters;
 * `uri`: up to 2,000 characters, of a scheme that only points somewhere (https, http, s3, urn, cid). Whoever fetches it
 * compares hash and size, and does not fetch from its own network what a stranger points to. The limits are ours.
 *
 * @source RFC 6838 4.2 (media type), RFC 3986 (URI)
 * @example
 * const file = { sha256: 'ab'.repeat(32), size: 1024, mediaType: 'image/jpeg', uri: 'https://files.example/1' }
 * attachment.safeParse(file).success // => true
 * attachment.safeParse({ ...file, uri: 'javascript:alert(1)' }).success // => false
 */
export const attachment: AttachmentSchema = z.strictObject({
  sha256: z.string().regex(/^[0-9a-f]{64}$/, 'a lower-case hex SHA-256'),
  size: z
    .int()
    .min(0)
    .max(2 ** 40),
  mediaType: z.string().max(255).regex(mediaType, 'a media type, such as "image/jpeg"'),
  uri: z.string().max(2_000).regex(uri, 'an address that begins with https, http, s3, urn or cid'),
})

/** The type of {@link attachment}. */
export type AttachmentSchema = z.ZodObject<
  { [K in keyof FileReference]: FileReference[K] extends number ? z.ZodInt : z.ZodString },
  z.core.$strict
>
