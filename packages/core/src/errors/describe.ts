import type { AnyLabels, Locale } from '../definition/case-type.js'
import type { ConvokeErrorLike } from './convoke-error.js'
import { issueLines } from './issue-lines.js'
import { en } from './locales/en.js'
import type { ErrorTable, ErrorWords } from './locales/error-words.js'
import { zhCN } from './locales/zh-CN.js'
import type { Refusal } from './refusal.js'

/** A refusal or an error in words: what it means, and what to do. */
export interface Described {
  readonly code: string
  readonly text: string
  readonly advice: string
  /** What is wrong with data, a line for each point, where `details` has `issues`. `text` tells them, too, in one line. */
  readonly points?: readonly string[] | undefined
}

/** How names and moments are written. */
export interface DescribeOptions {
  /** Words of the case type in the same language, so that roles, commands, deadlines and states read as they are known. */
  readonly labels?: AnyLabels | undefined
  /** How a moment (epoch ms) is written. Default: ISO 8601 in UTC. */
  readonly instant?: ((at: number) => string) | undefined
}

const tables: { readonly [L in Locale]: ErrorTable } = { en, 'zh-CN': zhCN }

/** Every code with words in every language, sorted. Documented in docs/reference/errors. */
export const errorCodes: readonly string[] = Object.keys(en).sort()

/**
 * A refusal 操作未获准 in words, for the party that was refused. Pure.
 *
 * It says no more than the refusal's details do, and those hold nothing the party may not see.
 *
 * @example
 * describeRefusal({ code: 'refusal/role', details: { needs: ['invitee'], has: ['convener'] } }, 'en').text
 * // => 'This is for another role to do: invitee; you hold convener.'
 */
export function describeRefusal(
  refusal: Pick<Refusal, 'code' | 'details'>,
  locale: Locale,
  options: DescribeOptions = {},
): Described {
  return (
    describe(refusal.code, refusal.details, locale, options) ?? { code: refusal.code, text: refusal.code, advice: '' }
  )
}

/**
 * An error of any package of Convoke in words. One whose code has none, of a newer package perhaps, keeps its own English
 * message. Pure.
 *
 * @example
 * describeError(new ConvokeError('calendar/bad-date', 'no date', { details: { date: 'x' } }), 'en').text // => 'This is not a date: x.'
 */
export function describeError(
  error: Pick<ConvokeErrorLike, 'code' | 'details' | 'message'>,
  locale: Locale,
  options: DescribeOptions = {},
): Described {
  const own = error.message.startsWith(`${error.code}: `) ? error.message.slice(error.code.length + 2) : error.message
  return describe(error.code, error.details, locale, options) ?? { code: error.code, text: own, advice: '' }
}

function describe(
  code: string,
  details: Readonly<Record<string, unknown>>,
  locale: Locale,
  options: DescribeOptions,
): Described | undefined {
  if (!Object.hasOwn(tables[locale], code)) return undefined
  const { text, advice } = tables[locale][code] as ErrorWords
  const points = issueLines(details.issues, locale)
  const word = (name: string) => {
    if (name === 'issues') return points.length === 0 ? undefined : points.join(locale === 'zh-CN' ? '；' : '; ')
    return wordFor(name, Object.hasOwn(details, name) ? details[name] : undefined, locale, options)
  }
  // What was perhaps meant is asked at the end of a sentence that has a full stop of its own.
  const words = { code, text: fill(text, word).replace(/(?<=[?？])[.。]$/, ''), advice: fill(advice, word) }
  return points.length === 0 ? words : { ...words, points }
}

/** Fills `{name}` in; a part in `[…]` goes when one of its details is not there. In one pass: details are not templates. */
function fill(template: string, word: (name: string) => string | undefined): string {
  return template.replace(piece, (_, optional: string | undefined, name: string | undefined) => {
    if (name !== undefined) return word(name) ?? ''
    const part = optional as string
    const isThere = [...part.matchAll(placeholder)].every(([, inner]) => word(inner as string) !== undefined)
    return isThere ? part.replace(placeholder, (_, inner: string) => word(inner) as string) : ''
  })
}

const placeholder = /\{(\w+)\}/g
const piece = /\[([^[\]]*)\]|\{(\w+)\}/g

type LabelKind = 'roles' | 'commands' | 'deadlines' | 'states' | 'outcomes'

/** Which details are names that labels have words for. */
const labelled: Readonly<Record<string, LabelKind>> = {
  needs: 'roles',
  has: 'roles',
  command: 'commands',
  did: 'commands',
  mayNot: 'commands',
  nearest: 'commands',
  deadline: 'deadlines',
  states: 'states',
  outcome: 'outcomes',
}

const moments: ReadonlySet<string> = new Set(['at', 'until', 'closedAt', 'newest', 'now'])

function wordFor(name: string, value: unknown, locale: Locale, options: DescribeOptions): string | undefined {
  if (value === undefined || value === null || value === '') return undefined
  if (Array.isArray(value)) {
    const words = value.map(item => wordFor(name, item, locale, options)).filter(word => word !== undefined)
    return words.length === 0 ? undefined : words.join(locale === 'zh-CN' ? '、' : ', ')
  }
  if (typeof value === 'number' && moments.has(name)) return options.instant?.(value) ?? isoOf(value)
  if (typeof value === 'object') return objectWord(value as Readonly<Record<string, unknown>>, locale)
  const kind = labelled[name]
  const known = kind === undefined ? undefined : options.labels?.[kind]
  return (
    (known !== undefined && Object.hasOwn(known, String(value)) ? known[String(value)] : undefined) ?? String(value)
  )
}

/** A label in both languages. */
function objectWord(value: Readonly<Record<string, unknown>>, locale: Locale): string | undefined {
  return typeof value[locale] === 'string' ? value[locale] : undefined
}

function isoOf(at: number): string {
  return Math.abs(at) <= 8.64e15 ? new Date(at).toISOString() : String(at)
}
