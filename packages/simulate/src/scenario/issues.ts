import { nearest } from '@convoke/core'
import type * as z from 'zod'
import { membersAt } from './known-members.js'

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
): ScenarioIssue {
  const shown = name.slice(0, 100)
  const { en, 'zh-CN': zh } = meantOf(shown, known)
  return issueAt(path, `no ${what[0]} is called "${shown}"; ${en}`, `没有名为 "${shown}" 的${what[1]}；${zh}`)
}

function meantOf(name: string, known: readonly string[]): ScenarioIssue['message'] {
  const [meant] = nearest(name, known)
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
  return issues.flatMap(issue => {
    const path = [...under, ...issue.path]
    const inside = [...within, ...issue.path]
    if (issue.code === 'invalid_union') {
      const branches = issue.errors.filter(branch => branch.length > 0)
      const inner = branches.filter(branch =>
        branch.every(one => one.path.length > 0 && one.code !== 'unrecognized_keys'),
      )
      const best = inner.sort((a, b) => a.length - b.length)[0]
      if (best !== undefined) return issuesOf(best, schema, path, inside)
      const said = branches.flatMap(branch => branch.map(one => one.message))
      const [first] = said.filter(one => !one.startsWith('Invalid') && !one.startsWith('Unrecognized'))
      return [issueAt(path, first ?? 'has none of the forms it may have', '不符合任何允许的写法')]
    }
    if (issue.code === 'unrecognized_keys')
      return issue.keys.map(key => {
        const { en, 'zh-CN': zh } = meantOf(key.slice(0, 100), membersAt(schema, inside))
        const shown = key.slice(0, 100)
        return issueAt([...path, key], `"${shown}" is not known here; ${en}`, `此处没有 "${shown}" 一项；${zh}`)
      })
    return [issueAt(path, issue.message.slice(0, 300), zhOf(issue))]
  })
}

function zhOf(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return `类型不符，应为 ${issue.expected}`
    case 'too_small':
      return `太小，至少为 ${issue.minimum}`
    case 'too_big':
      return `太大，至多为 ${issue.maximum}`
    case 'invalid_value':
      return `应为：${issue.values.map(String).join('、')}`
    default:
      return `格式不符（${issue.message.slice(0, 200)}）`
  }
}
