import type { Locale } from '../definition/case-type.js'
import { type IssueWord, issueWordsEn } from './locales/issue-words-en.js'
import { issueWordsZhCN } from './locales/issue-words-zh-CN.js'
import type { SchemaIssue } from './schema-issue.js'

const tables: { readonly [L in Locale]: Readonly<Record<IssueWord, string>> } = {
  en: issueWordsEn,
  'zh-CN': issueWordsZhCN,
}

/** What is wrong with data, a line for each point: where, and what is asked for there. Pure. */
export function issueLines(issues: unknown, locale: Locale): readonly string[] {
  if (!Array.isArray(issues)) return []
  return issues.filter(isIssue).flatMap(issue => linesOf(issue, locale))
}

/** From outside as well: a refusal may come over the wire. */
function isIssue(value: unknown): value is SchemaIssue {
  if (typeof value !== 'object' || value === null) return false
  const { at, message } = value as { readonly at?: unknown; readonly message?: unknown }
  return (at === undefined || typeof at === 'string') && typeof message === 'string'
}

function linesOf(issue: SchemaIssue, locale: Locale): readonly string[] {
  const { at = '', keys } = issue
  if (issue.code === 'unrecognized_keys' && Array.isArray(keys)) {
    return keys.map((key, i) => `${at}/${key} ${keyProblem(issue, i, locale)}`)
  }
  const problem = problemOf(issue, locale)
  return [at === '' ? say(locale, 'whole', { problem }) : `${at} ${problem}`]
}

function keyProblem({ meant, known }: SchemaIssue, i: number, locale: Locale): string {
  const near = meant?.[i] ?? []
  if (near.length > 0) return say(locale, 'key') + say(locale, 'key.meant', { meant: listed(near, locale) })
  const fields = known ?? []
  return say(locale, 'key') + (fields.length > 0 ? say(locale, 'key.known', { known: listed(fields, locale) }) : '')
}

/** What is wrong with a value, as the end of a sentence that begins with its place. */
function problemOf(issue: SchemaIssue, locale: Locale): string {
  const { code, missing, expected, values, divisor, message } = issue
  const other = () => say(locale, 'other', { message })
  switch (code) {
    case 'invalid_type':
      return say(locale, missing === true ? 'missing' : 'type', { what: kindWord(expected ?? '', locale) })
    case 'invalid_value':
    case 'invalid_union':
      if (values !== undefined) return valueProblem(values, missing === true, locale)
      return code === 'invalid_union' ? unionProblem(issue, locale) : other()
    case 'too_small':
    case 'too_big':
      return sizeProblem(issue, locale) ?? other()
    case 'not_multiple_of':
      return divisor === undefined ? other() : say(locale, 'multiple', { n: divisor })
    case 'invalid_format':
      return formatProblem(issue, locale)
    case 'invalid_key':
      return say(locale, 'entryName', { forms: formsOf(issue, locale) })
    case 'invalid_element':
      return say(locale, 'element', { forms: formsOf(issue, locale) })
    default:
      return issue.says?.[locale] ?? other()
  }
}

function valueProblem(values: readonly string[], isMissing: boolean, locale: Locale): string {
  const word = isMissing ? 'missingValue' : values.length === 1 ? 'value' : 'values'
  return say(locale, word, { values: listed(values, locale) })
}

function unionProblem(issue: SchemaIssue, locale: Locale): string {
  const forms = formsOf(issue, locale)
  return forms === '' ? say(locale, 'union.none') : say(locale, 'union', { forms })
}

function formsOf({ forms = [] }: SchemaIssue, locale: Locale): string {
  const told = forms.map(form => (form.at === '' ? problemOf(form, locale) : linesOf(form, locale).join('; ')))
  return [...new Set(told)].join(say(locale, 'or'))
}

function sizeProblem({ origin, minimum, maximum, inclusive, exact }: SchemaIssue, locale: Locale): string | undefined {
  const n = minimum ?? maximum
  if (n === undefined) return undefined
  if (origin === 'string' || origin === 'array' || origin === 'set' || origin === 'map' || origin === 'object') {
    const kind = origin === 'string' ? 'string' : 'list'
    if (exact === true) return say(locale, `${kind}.exact`, { n })
    if (maximum !== undefined) return say(locale, `${kind}.max`, { n })
    return say(locale, n === 1 ? `${kind}.min.one` : `${kind}.min`, { n })
  }
  if (maximum !== undefined) return say(locale, inclusive === false ? 'number.below' : 'number.max', { n })
  return say(locale, inclusive === false ? 'number.above' : 'number.min', { n })
}

function formatProblem({ format = '', affix = '', message }: SchemaIssue, locale: Locale): string {
  // A pattern says little; the case type's own words about it, if any, say more.
  if (format === 'regex' && !message.startsWith('Invalid ')) return say(locale, 'other', { message })
  const word = `format.${format}`
  const what = isWord(word)
    ? say(locale, word, { affix })
    : say(locale, format === '' ? 'format.regex' : 'format.other', { kind: format })
  return say(locale, 'format', { what })
}

function kindWord(kind: string, locale: Locale): string {
  const word = `what.${kind}`
  return isWord(word) ? say(locale, word) : say(locale, 'what.other', { kind })
}

function isWord(word: string): word is IssueWord {
  return Object.hasOwn(issueWordsEn, word)
}

function listed(items: readonly string[], locale: Locale): string {
  return items.join(locale === 'zh-CN' ? '、' : ', ')
}

function say(locale: Locale, word: IssueWord, details: Readonly<Record<string, string | number>> = {}): string {
  return tables[locale][word].replace(/\{(\w+)\}/g, (_, name: string) => String(details[name] ?? ''))
}
