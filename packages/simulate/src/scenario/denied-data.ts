// What a case type finds wrong with data of a scenario, in the words an engine has for it, at the member that is wrong.
import { describeRefusal } from '@convoke/core'
import { issueAt, type ScenarioIssue } from './issues.js'

interface DataIssue {
  readonly at: string
  readonly message: string
  readonly missing?: boolean | undefined
  /** Names that are not known, and those that were perhaps meant, by name. */
  readonly keys?: readonly string[] | undefined
  readonly meant?: readonly (readonly string[])[] | undefined
}

type Denial = Parameters<typeof describeRefusal>[0]

/** The issues of data that a case type does not take. */
export function* deniedData(path: readonly PropertyKey[], { code, details }: Denial): Generator<ScenarioIssue> {
  const issues = ((details as { readonly issues?: unknown }).issues ?? []) as readonly DataIssue[]
  if (issues.length === 0) {
    const said = (locale: 'en' | 'zh-CN') => describeRefusal({ code, details }, locale).text
    yield issueAt(path, said('en'), said('zh-CN'))
    return
  }
  const misspelt = new Set(
    issues.flatMap(({ at, meant = [] }) => meant.flatMap(([name]) => (name === undefined ? [] : [`${at}/${name}`]))),
  )
  for (const issue of issues) {
    // It is there under nearly its name, which is told.
    if (issue.missing === true && misspelt.has(issue.at)) continue
    const points = (locale: 'en' | 'zh-CN') =>
      describeRefusal({ code, details: { issues: [issue] } }, locale).points ?? []
    const zh = points('zh-CN')
    for (const [i, en] of points('en').entries()) {
      const place = issue.keys === undefined ? issue.at : `${issue.at}/${issue.keys[i]}`
      const steps = place.split('/').filter(step => step !== '' && step !== 'parameters')
      const bare = (point: string) =>
        place !== '' && point.startsWith(place) ? point.slice(place.length).trimStart() : point
      yield issueAt([...path, ...steps], bare(en), bare(zh[i] ?? en))
    }
  }
}
