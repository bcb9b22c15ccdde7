import { nearest } from '@convoke/core'
import type * as z from 'zod'
import { dayWords } from './day-words.js'
import { membersAt } from './known-members.js'
import { hasWidePunctuation, widePunctuation } from './yaml-words.js'

/** What is wrong with a scenario, and where. */
export interface ScenarioIssue {
  /** Member names and positions: `behaviour.0.role`. */
  readonly path: string
  /** In the text, from 1; absent where there is no text. */
  readonly line?: number | undefined
  readonly message: { readonly en: string; readonly 'zh-CN': string }
}

type Path = readonly PropertyKey[]

/** An issue at a place. */
export function issueAt(path: Path, en: string, zh: string): ScenarioIssue {
  return { path: path.map(String).join('.'), message: { en, 'zh-CN': zh } }
}

/** A name that is not known, with the one that was perhaps meant. */
export function unknownName(
  path: Path,
  what: readonly [en: string, zh: string],
  name: string,
  known: readonly string[],
  /** Names by what they are called where people read them. */
  labels?: ReadonlyMap<string, string>,
): ScenarioIssue {
  const shown = name.slice(0, 100)
  const { en, 'zh-CN': zh } = meantOf(shown, known, labels?.get(name.trim()))
  return issueAt(path, `no ${what[0]} is called "${shown}"; ${en}`, `没有名为 "${shown}" 的${what[1]}；${zh}`)
}

function meantOf(name: string, known: readonly string[], labelled?: string): ScenarioIssue['message'] {
  const [meant] = labelled === undefined ? nearest(name, known) : [labelled]
  if (meant !== undefined) return { en: `did you mean "${meant}"?`, 'zh-CN': `是否指 "${meant}"？` }
  const list = known.length <= 12 ? known.join(', ') : `${known.slice(0, 12).join(', ')} …`
  return { en: `known: ${list || 'none'}`, 'zh-CN': `已有：${list || '无'}` }
}

/** What the schema says, where of several forms none fits: what is wrong with the one that was most likely meant. */
export function issuesOf(
  issues: readonly z.core.$ZodIssue[],
  schema: z.core.$ZodType,
  under: Path = [],
  within: Path = [],
): ScenarioIssue[] {
  const misspelt = misspeltIn(issues, schema, within)
  return issues.flatMap(issue => {
    const path = [...under, ...issue.path]
    const inside = [...within, ...issue.path]
    // It is there under nearly its name, which is told.
    if (issue.input === undefined && misspelt.has(placeOf(issue.path))) return []
    if (issue.code === 'invalid_union') {
      const branches = issue.errors.filter(branch => branch.length > 0)
      const inner = branches.filter(branch =>
        branch.every(one => one.path.length > 0 && one.code !== 'unrecognized_keys'),
      )
      const best = inner.sort((a, b) => a.length - b.length)[0]
      const values = branches.flatMap(branch => branch.flatMap(one => (one.path.length === 0 ? valuesIn(one) : [])))
      if (best !== undefined) return issuesOf(best, schema, path, inside)
      const meant = wordMeant(path, issue.input, values)
      if (meant !== undefined) return [meant]
      const members = membersAt(schema, inside)
      if (issue.input === undefined) return [missing(path, members)]
      const strange = strangeForm(path, issue.input, members)
      if (strange !== undefined) return [strange]
      const said = [issue.message, ...branches.flatMap(branch => branch.map(one => one.message))]
      const [first] = said.filter(one => !one.startsWith('Invalid') && !one.startsWith('Unrecognized'))
      const zh = first === undefined ? '不符合任何允许的写法' : zhOfWords(first)
      return [issueAt(path, first ?? 'has none of the forms it may have', zh)]
    }
    if (issue.code === 'unrecognized_keys')
      return issue.keys.map(key => unknownMember(path, key, membersAt(schema, inside)))
    // A name that has not the form of one: its form says what to write, and where it stands is told by the path.
    if (issue.code === 'invalid_key')
      return issue.issues.slice(0, 1).map(({ message }) => issueAt(path, message, zhOfWords(message)))
    const meant = wordMeant(path, issue.input, valuesIn(issue)) ?? wrongKind(path, issue)
    return [meant ?? issueAt(path, issue.message.slice(0, 300), zhOf(issue))]
  })
}

/** Members that are meant by names that are not known. */
function misspeltIn(issues: readonly z.core.$ZodIssue[], schema: z.core.$ZodType, within: Path): ReadonlySet<string> {
  return new Set(
    issues.flatMap(issue => {
      if (issue.code !== 'unrecognized_keys') return []
      const members = membersAt(schema, [...within, ...issue.path])
      return issue.keys
        .flatMap(key => nearest(key.slice(0, 100), members).slice(0, 1))
        .map(name => placeOf([...issue.path, name]))
    }),
  )
}

const placeOf = (path: Path) => JSON.stringify(path.map(String))

/** A form that is none of those that may stand there, by the name of its member. */
function strangeForm(path: Path, given: unknown, members: readonly string[]): ScenarioIssue | undefined {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) return undefined
  const strange = Object.keys(given).find(name => !members.includes(name))
  return strange === undefined || members.length === 0 ? undefined : unknownMember(path, strange, members)
}

/** Nothing stands there, and it may have several forms: the names that any of them begins with. */
function missing(path: Path, members: readonly string[]): ScenarioIssue {
  if (members.length === 0) return issueAt(path, 'is missing', '缺少')
  const list = members.slice(0, 8).join(', ')
  return issueAt(path, `is missing; what may stand there begins with: ${list}`, `缺少；可写的成员有：${list}`)
}

function unknownMember(path: Path, name: string, known: readonly string[]): ScenarioIssue {
  const shown = name.slice(0, 100)
  if (hasWidePunctuation(shown)) return issueAt([...path, name], widePunctuation.en, widePunctuation['zh-CN'])
  if (/^\d+$/u.test(shown)) return issueAt([...path, name], thousands.en, thousands['zh-CN'])
  const { en, 'zh-CN': zh } = meantOf(shown, known)
  return issueAt([...path, name], `"${shown}" is not known here; ${en}`, `此处没有 "${shown}" 一项；${zh}`)
}

/** Between braces a comma ends a number, and what is behind it becomes a name. */
const thousands = {
  en: 'a comma ends the number before it; write a number without commas, such as 6000',
  'zh-CN': '逗号把前面的数断开了；数字中不要写逗号，如 6000',
}

const kinds: Readonly<Record<string, readonly [en: string, zh: string]>> = {
  number: ['a number', '数字'],
  int: ['a whole number', '整数'],
  string: ['text', '文字'],
  boolean: ['true or false', 'true 或 false'],
  array: ['a list', '列表'],
  tuple: ['two times of day, such as ["09:00", "17:00"]', '两个时刻，如 ["09:00", "17:00"]'],
  object: ['a group of members', '一组成员'],
  record: ['a group of members', '一组成员'],
}

/** A value of another kind than belongs there, in plain words. */
function wrongKind(path: Path, issue: z.core.$ZodIssue): ScenarioIssue | undefined {
  if (issue.code === 'invalid_format' && issue.format === 'date') return noDay(path, issue.input)
  if (issue.code === 'too_small' && issue.message.startsWith('Too '))
    return outOf(path, issue.origin, Number(issue.minimum), 'at least', '至少')
  if (issue.code === 'too_big' && issue.message.startsWith('Too '))
    return outOf(path, issue.origin, Number(issue.maximum), 'at most', '至多', percentMeant(issue))
  if (issue.code !== 'invalid_type') return undefined
  if (issue.message === dayWords) return noDay(path, issue.input)
  const kind = kinds[issue.expected]
  if (kind === undefined) return undefined
  const [en, zh] = kind
  if (issue.input === undefined) return issueAt(path, `is missing: ${en} belongs here`, `缺少：此处应为${zh}`)
  const given = JSON.stringify(issue.input)?.slice(0, 60) ?? ''
  const [, percent] = /^(\d+(?:\.\d+)?)\s*[%％]$/u.exec(typeof issue.input === 'string' ? issue.input : '') ?? []
  const narrow = typeof issue.input === 'string' ? issue.input.normalize('NFKC').trim() : ''
  if (/^\d+(?:\.\d+)?$/u.test(narrow) && narrow !== issue.input && issue.expected !== 'string')
    return issueAt(path, `${given} has full-width digits; write ${narrow}`, `${given} 是全角数字；请写 ${narrow}`)
  if (percent !== undefined && issue.expected === 'number') {
    const number = Number((Number(percent) / 100).toPrecision(12))
    return issueAt(path, `write ${number}, not ${given}`, `请写 ${number}，而不是 ${given}`)
  }
  return issueAt(path, `must be ${en}, not ${given}`, `应为${zh}，而不是 ${given}`)
}

/** A text that is no day, or has the form of one and is on no calendar. */
function noDay(path: Path, given: unknown): ScenarioIssue {
  if (given === undefined)
    return issueAt(path, 'is missing: write a day such as "2026-03-02"', '缺少：请写日期，如 "2026-03-02"')
  if (typeof given === 'string' && /^\d{4}-\d\d-\d\d$/u.test(given))
    return issueAt(
      path,
      `there is no day ${given}; write one such as "2026-03-02"`,
      `没有 ${given} 这一天；请写日期，如 "2026-03-02"`,
    )
  return issueAt(path, 'write a day such as "2026-03-02"', '请写日期，如 "2026-03-02"')
}

/** A percentage where a share belongs: 30 of what may be 1 at most. */
function percentMeant({ input, ...issue }: z.core.$ZodIssue): number | undefined {
  const isShare = issue.code === 'too_big' && issue.origin === 'number' && issue.maximum === 1
  return isShare && typeof input === 'number' && input > 1 && input <= 100 ? input : undefined
}

function outOf(path: Path, origin: string, bound: number, en: string, zh: string, percent?: number): ScenarioIssue {
  if (percent !== undefined) {
    const share = Number((percent / 100).toPrecision(12))
    return issueAt(
      path,
      `must be at most 1: a share, such as ${share} for ${percent} %`,
      `应至多为 1：此处是比例，${percent}% 请写 ${share}`,
    )
  }
  if (origin === 'string') return issueAt(path, `must have ${en} ${bound} letters`, `${zh} ${bound} 个字`)
  if (origin === 'array' || origin === 'object')
    return issueAt(path, `must have ${en} ${bound} entries`, `${zh} ${bound} 项`)
  return issueAt(path, `must be ${en} ${bound}`, `应${zh}为 ${bound}`)
}

/** The words that may stand somewhere, where an issue says which. */
function valuesIn(issue: z.core.$ZodIssue): readonly string[] {
  return issue.code === 'invalid_value' ? issue.values.filter(value => typeof value === 'string') : []
}

/** A word that is none of those that may stand there, but nearly one. */
function wordMeant(path: Path, given: unknown, values: readonly string[]): ScenarioIssue | undefined {
  if (typeof given !== 'string') return undefined
  const shown = given.slice(0, 100)
  const [meant] = nearest(shown, values)
  if (meant === undefined) return undefined
  return issueAt(
    path,
    `"${shown}" may not stand here; did you mean "${meant}"?`,
    `此处不能是 "${shown}"；是否指 "${meant}"？`,
  )
}

function zhOf(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return `类型不符，应为 ${issue.expected}`
    case 'invalid_value':
      return `应为：${issue.values.map(String).join('、')}`
    default:
      return zhOfWords(issue.message)
  }
}

/** What the form of a scenario says in its own words where something does not fit. */
const words: Readonly<Record<string, string>> = {
  'write a time such as "20 min", "1.5 h" or "2 d"': '请写时长，如 "20 min"、"1.5 h" 或 "2 d"',
  'write a time of day such as "09:00"': '请写时刻，如 "09:00"',
  'write a time of day such as "14:00"': '请写时刻，如 "14:00"',
  'write hours such as "09-12"': '请写钟点范围，如 "09-12"',
  'write an instant such as "2026-09-29T17:30+08:00"': '请写时间点，如 "2026-09-29T17:30+08:00"',
  'write a currency such as "CNY"': '请写币种，如 "CNY"',
  'write one word, such as "area"': '请写一个单词，如 "area"',
  'write lower-case words joined by "-"': '请写小写单词，以 "-" 连接',
  'write letters and digits, beginning with a letter': '请写字母和数字，以字母开头',
  'write day, week, fortnight, month, { days: 10 } or a list of dates':
    '请写 day、week、fortnight、month、{ days: 10 } 或日期列表',
  'write a weekday such as thu, or a day of the month': '请写星期，如 thu，或每月几号',
  'say one of "perDay", "at" and "gaps"': '请写 "perDay"、"at"、"gaps" 之一',
  'needs a weight above 0': '至少要有一个权重大于 0',
  'name at least one district': '至少写一个片区',
  'name what is to be swept': '请指明要扫描哪些项',
  'name the parties whose staff is looked for': '请指明要确定人手的单位',
  'write an amount such as "20 min", "95%" or 12': '请写数量，如 "20 min"、"95%" 或 12',
  'name at least one rate': '至少写一项指标',
  'a name without "$", of at most 100 characters': '名称不含 "$"，至多 100 字',
}

function zhOfWords(message: string): string {
  return Object.hasOwn(words, message) ? (words[message] as string) : `格式不符（${message.slice(0, 200)}）`
}
