import * as z from 'zod'
import type { FileReference } from '../ports/roll.js'
import type { Duration } from '../ports/working-calendar.js'

declare const opaque: unique symbol

/**
 * A moment 时刻 inside a case: it can be stored and passed on, not compared and not calculated with, because comparing
 * time is what deadlines are for. In the journal and in views it is epoch ms, a plain number.
 *
 * TypeScript is told it is a symbol, the one kind of value on which `<`, `+` and string templates are all errors.
 *
 * @example
 * const kept = (event: { at: Instant }): { repliedAt: Instant } => ({ repliedAt: event.at })
 * // @ts-expect-error: whether a reply is late is for a deadline to say
 * const isLate = (repliedAt: Instant, due: Instant) => repliedAt > due
 */
export type Instant = symbol & { readonly [opaque]: 'a moment is stored, never compared: declare a deadline' }

/** The schema of an {@link Instant}: epoch ms outside, opaque inside a case type. */
export interface InstantSchema extends z.ZodType<Instant, number> {}

/**
 * A field that holds a moment, such as the `at` of an event.
 *
 * Whole epoch ms from 0 to 8,640,000,000,000,000 (the last moment a JavaScript date can hold).
 *
 * @example
 * const context = z.object({ repliedAt: instant().nullable() })
 */
export function instant(): InstantSchema {
  return z.int().min(0).max(8_640_000_000_000_000) as unknown as InstantSchema
}

/**
 * The schema of a {@link Duration} 期限, for parameters and data. `n` from 1 to 10,000.
 *
 * @example
 * const parameters = z.object({ replyWithin: duration.default({ n: 2, unit: 'working-day' }) })
 */
export const duration: DurationSchema = z.strictObject({
  n: z.int().min(1).max(10_000),
  unit: z.enum(['working-day', 'calendar-day', 'working-hour', 'hour', 'minute']),
  rollover: z.boolean().optional(),
  cutoff: z.enum(['midnight', 'close-of-business']).optional(),
})

/** The type of {@link duration}. */
export interface DurationSchema
  extends z.ZodObject<
    {
      n: z.ZodInt
      unit: z.ZodEnum<{ [U in Duration['unit']]: U }>
      rollover: z.ZodOptional<z.ZodBoolean>
      cutoff: z.ZodOptional<z.ZodEnum<{ midnight: 'midnight'; 'close-of-business': 'close-of-business' }>>
    },
    z.core.$strict
  > {
  // One signature where zod has two, so that a misspelt unit is told of as one.
  default(value: Duration | (() => Duration)): z.ZodDefault<this>
}

/** Characters that are not seen, or turn others round: `dept:police` with one of them reads like another party's id. */
const unseen = /\p{Cf}/u
/** The form of a party id. */
const partyIdForm = /^[^\s\p{Cc}]+$/u
const sha256Form = /^[0-9a-f]{64}$/

/** The forms of our own schemas by their patterns, which are all that zod tells of them: each has words. */
export const ownForms: ReadonlyMap<string, string> = new Map([
  [String(partyIdForm), 'party-id'],
  [String(sha256Form), 'sha256'],
])

/**
 * The schema of a party id 当事方: a pseudonym of 1 to 200 characters such as `rc:chunshen`, without spaces or control
 * characters, nor such as are not seen: nobody could tell the id from another's. Names that every object has, such as
 * `constructor`, are none: records by party would seem to hold them.
 *
 * @example
 * partyId.safeParse('dept:police').success // => true
 * partyId.safeParse('').success // => false
 */
export const partyId: z.ZodString = z
  .string()
  .min(1)
  .max(200)
  .regex(partyIdForm, 'a party id has no spaces')
  // No pattern, which would be part of every definition hash.
  .refine(id => !(id in Object.prototype) && id !== 'prototype', {
    error: 'a party id is no name that every object has',
    params: {
      says: {
        'zh-CN': '是任何对象都有的名称，不能用作当事方编号',
        en: 'is a name that every object has, and so no party id',
      },
    },
  })
  .refine(id => !unseen.test(id), {
    error: 'a party id has no character that is not seen',
    params: {
      says: {
        'zh-CN': '含有看不见的字符，与他方编号无从分辨，不能用作当事方编号',
        en: 'has a character that is not seen, and so is no party id: it reads like another',
      },
    },
  })

/**
 * The schema of a {@link FileReference}: a document, or a roll too large for a case. The hash in lower-case hex, size in
 * bytes, media type and address of at most 200 and 500 characters.
 *
 * @example
 * const roll = { sha256: 'a'.repeat(64), size: 181_000, mediaType: 'text/csv', uri: 'urn:roll:2026' }
 * fileReference.safeParse(roll).success // => true
 */
export const fileReference: FileReferenceSchema = z.strictObject({
  sha256: z.string().regex(sha256Form, 'a SHA-256 is 64 lower-case hex characters'),
  size: z.int().min(0),
  mediaType: z.string().min(1).max(200),
  uri: z.string().min(1).max(500),
})

/** The type of {@link fileReference}. */
export type FileReferenceSchema = z.ZodObject<
  { [K in keyof FileReference]: FileReference[K] extends number ? z.ZodInt : z.ZodString },
  z.core.$strict
>
