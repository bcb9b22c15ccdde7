// Which version of a case type a policy runs, and whether its cases open others.
import type { AnyCaseType } from '@convoke/core'
import * as z from 'zod'
import { issueAt, type ScenarioIssue, unknownName } from '../issues.js'

/** Versions 版本 of case types, by case type. */
export const versions = z
  .record(z.string(), z.string().min(1).max(100))
  .optional()
  .describe('Which version of a case type runs, where several are registered. Default: the newest, as in an engine.')

/** Whether linked cases are opened 关联办件. */
export const links = z
  .boolean()
  .optional()
  .describe(
    'Whether cases open and join linked ones, as in an engine, so that they run as one system. Default: they are not opened, and what waits for one waits until its deadline.',
  )

interface Used {
  readonly cases: readonly { readonly type: string }[]
  readonly start?: { readonly cases?: readonly { readonly type: string }[] | undefined } | undefined
  readonly versions?: Readonly<Record<string, string>> | undefined
  readonly links?: boolean | undefined
}

/** The case types a policy runs, in the order in which they are registered: of each name one version. */
export function typesUsed(
  { cases, start, versions: chosen = {}, links: isLinked }: Used,
  caseTypes: readonly AnyCaseType[],
) {
  const runs = (name: string) => versionOf(caseTypes, name, Object.hasOwn(chosen, name) ? chosen[name] : undefined)
  const names = new Set([...cases, ...(start?.cases ?? [])].map(({ type }) => type))
  // Those that are linked to may link to others: the set grows while it is walked.
  if (isLinked === true)
    for (const name of names) for (const { caseType } of Object.values(runs(name)?.links ?? {})) names.add(caseType)
  return caseTypes.filter(one => names.has(one.name) && runs(one.name) === one)
}

/** The case type of this name in a version, or the newest; undefined where there is none. */
export function versionOf(
  caseTypes: readonly AnyCaseType[],
  name: string,
  version?: string | undefined,
): AnyCaseType | undefined {
  const named = caseTypes.filter(one => one.name === name)
  if (version !== undefined) return named.find(one => one.version === version)
  return named.reduce<AnyCaseType | undefined>(
    (newest, one) => (newest === undefined || isNewer(one.version, newest.version) ? one : newest),
    undefined,
  )
}

/**
 * Whether one version goes before another.
 *
 * @source Semantic Versioning 2.0.0, 11
 */
function isNewer(one: string, other: string): boolean {
  const parts = (version: string) => {
    const [core = '', ...rest] = (version.split('+')[0] as string).split('-')
    return { core: core.split('.').map(Number), pre: rest.join('-') === '' ? [] : rest.join('-').split('.') }
  }
  const [a, b] = [parts(one), parts(other)]
  for (let i = 0; i < 3; i++) {
    const order = (a.core[i] ?? 0) - (b.core[i] ?? 0)
    if (order !== 0) return order > 0
  }
  if (a.pre.length === 0 || b.pre.length === 0) return a.pre.length === 0 && b.pre.length > 0
  for (let i = 0; i < Math.max(a.pre.length, b.pre.length); i++) {
    const [x, y] = [a.pre[i], b.pre[i]]
    if (x === y) continue
    if (x === undefined || y === undefined) return y === undefined
    const [isNumber, isOther] = [/^\d+$/.test(x), /^\d+$/.test(y)]
    if (isNumber && isOther) return Number(x) > Number(y)
    return isNumber === isOther ? x > y : isOther
  }
  return false
}

/** What is wrong with versions that are named. */
export function* versionIssues(
  { versions: chosen = {}, start, effective }: Used & { readonly effective?: { readonly cases: string } | undefined },
  caseTypes: readonly AnyCaseType[],
  first: Used | undefined,
  at: readonly PropertyKey[],
): Generator<ScenarioIssue> {
  for (const [name, version] of Object.entries(chosen)) {
    const named = caseTypes.filter(one => one.name === name)
    if (named.length === 0) {
      const names = [...new Set(caseTypes.map(one => one.name))]
      yield unknownName([...at, name], ['case type', '办件类型'], name, names)
    } else if (!named.some(one => one.version === version)) {
      const known = named.map(one => one.version)
      yield unknownName([...at, name], [`version of "${name}"`, `"${name}" 版本`], version, known)
    } else if (effective?.cases === 'open' && versionOf(caseTypes, name, first?.versions?.[name])?.version !== version)
      yield issueAt(
        [...at, name],
        'cannot change for open cases: they stay on the version they were opened with; leave "effective.cases" at "new"',
        '在办件保持立案时的版本，不能变更；"effective.cases" 请用 "new"',
      )
  }
  for (const [i, one] of (start?.cases ?? []).entries()) {
    const { version } = one as { readonly version?: string }
    const runs = versionOf(caseTypes, one.type, Object.hasOwn(chosen, one.type) ? chosen[one.type] : undefined)
    const isKnown = caseTypes.some(known => known.name === one.type && known.version === version)
    if (runs !== undefined && isKnown && runs.version !== version)
      yield issueAt(
        ['start', 'cases', i, 'version'],
        `is not the one that runs, ${runs.version}; name it under "versions"`,
        `不是所模拟的版本 ${runs.version}；请在 "versions" 中写明`,
      )
  }
}
