import type { Locale } from '../definition/case-type.js'

/**
 * One thing that is wrong with data, in the details of `input/schema`: where, and what is asked for there. It never holds
 * the value that was sent.
 *
 * Which of the optional members are there follows from `code`, which is zod's.
 */
export interface SchemaIssue {
  /** JSON Pointer to the value; empty for the whole. */
  readonly at: string
  readonly code: string
  /** What the schema said, in English, for logs; people read `describeRefusal`. */
  readonly message: string
  /** There is nothing at this place. */
  readonly missing?: boolean | undefined
  /** The kind of value that is asked for, such as `string` or `array`. */
  readonly expected?: string | undefined
  /** The only values that are allowed. */
  readonly values?: readonly string[] | undefined
  /** What is measured: `string` by characters, `array` by items, `number` by itself. */
  readonly origin?: string | undefined
  readonly minimum?: number | undefined
  readonly maximum?: number | undefined
  readonly inclusive?: boolean | undefined
  readonly exact?: boolean | undefined
  readonly divisor?: number | undefined
  /** The form of a text, such as `email` or `date`. */
  readonly format?: string | undefined
  /** What a text must begin with, end in or contain, by `format`. */
  readonly affix?: string | undefined
  /** Names that are not known at this place, the known names that each may have meant, and all that are known. */
  readonly keys?: readonly string[] | undefined
  readonly meant?: readonly (readonly string[])[] | undefined
  readonly known?: readonly string[] | undefined
  /** What keeps the value from each of the forms it could have had; for a name or an element, what is wrong with it. */
  readonly forms?: readonly SchemaIssue[] | undefined
  /** The words of a rule of the case type's own: `refine(check, { error, params: { says: { 'zh-CN': …, en: … } } })`. */
  readonly says?: Readonly<Record<Locale, string>> | undefined
}
