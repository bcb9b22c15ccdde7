import * as z from 'zod'
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
export type DurationSchema = z.ZodObject<
  {
    n: z.ZodInt
    unit: z.ZodEnum<{ [U in Duration['unit']]: U }>
    rollover: z.ZodOptional<z.ZodBoolean>
    cutoff: z.ZodOptional<z.ZodEnum<{ midnight: 'midnight'; 'close-of-business': 'close-of-business' }>>
  },
  z.core.$strict
>

/**
 * The schema of a party id 当事方: a pseudonym of 1 to 200 characters such as `rc:chunshen`, without spaces or control
 * characters.
 *
 * @example
 * partyId.safeParse('dept:police').success // => true
 * partyId.safeParse('').success // => false
 */
export const partyId: z.ZodString = z
  .string()
  .min(1)
  .max(200)
  .regex(/^[^\s\p{Cc}]+$/u, 'a party id has no spaces')
