import type { AnyCaseType } from '@convoke/core'
import { isScalar, LineCounter, parseDocument, visit } from 'yaml'
import { type CheckedScenario, checkScenario } from './check.js'
import { issueAt, type ScenarioIssue } from './issues.js'

/**
 * Reads a scenario 情景 from YAML or JSON and checks it as {@link checkScenario} does; every issue has its line, from 1. Pure.
 *
 * @example
 * import { errand } from '@convoke/core/testing'
 * const text = 'from: 2026-03-02\ndays: 5\ncases:\n  - type: errand\n    arrivals: { perDay: -1 }'
 * const parsed = parseScenario(text, [errand])
 * parsed.ok ? [] : parsed.issues.map(({ line, path }) => `${line} ${path}`) // => ['5 cases.0.arrivals.perDay', …]
 */
export function parseScenario(text: string, caseTypes: readonly AnyCaseType[]): CheckedScenario {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true })
  const lineOf = (offset: number | undefined) => lines.linePos(offset ?? 0).line
  const syntax = (message: string, offset: number | undefined): ScenarioIssue => ({
    ...issueAt(
      [],
      (message.split('\n')[0] as string).slice(0, 200),
      `无法读取（${(message.split('\n')[0] as string).slice(0, 200)}）`,
    ),
    line: lineOf(offset),
  })
  if (document.errors.length > 0)
    return { ok: false, issues: document.errors.map(({ message, pos }) => syntax(message, pos[0])) }
  const hidden: ScenarioIssue[] = []
  visit(document, {
    Pair(_, { key }) {
      // A member called `__proto__` would vanish on the way to JSON.
      if (isScalar(key) && key.value === '__proto__') hidden.push(syntax('"__proto__" is no name', key.range?.[0]))
    },
  })
  if (hidden.length > 0) return { ok: false, issues: hidden }
  let made: unknown
  try {
    // Aliases are refused above a hundred uses, so that a small text cannot become a large scenario.
    made = document.toJS({ maxAliasCount: 100 })
  } catch (thrown) {
    return { ok: false, issues: [syntax((thrown as Error).message, 0)] }
  }
  const checked = checkScenario(made, caseTypes)
  if (checked.ok) return checked
  const lineAt = (path: string): number => {
    // A name may hold dots: the longest way into the document that there is.
    let node: unknown = document.contents
    let found = 1
    let rest = path === '' ? [] : path.split('.')
    while (rest.length > 0) {
      let length = rest.length
      for (; length > 0; length--) {
        const name = rest.slice(0, length).join('.')
        const pair = pairAt(node, name)
        if (pair === undefined) continue
        found = lineOf(pair.offset ?? undefined)
        node = pair.value
        break
      }
      if (length === 0) break
      rest = rest.slice(length)
    }
    return found
  }
  return { ok: false, issues: checked.issues.map(issue => ({ ...issue, line: lineAt(issue.path) })) }
}

interface Found {
  readonly offset: number | undefined
  readonly value: unknown
}

function pairAt(node: unknown, name: string): Found | undefined {
  const { items } = (node ?? {}) as { readonly items?: readonly unknown[] }
  if (items === undefined) return undefined
  const offsetOf = (one: unknown) => (one as { readonly range?: readonly number[] | null } | null)?.range?.[0]
  for (const item of items) {
    const { key, value } = item as { readonly key?: unknown; readonly value?: unknown }
    if (isScalar(key) && String(key.value) === name) return { offset: offsetOf(key), value }
  }
  const item = /^\d+$/.test(name) ? items[Number(name)] : undefined
  const isPair = typeof item === 'object' && item !== null && 'key' in item
  return item === undefined || isPair ? undefined : { offset: offsetOf(item), value: item }
}
