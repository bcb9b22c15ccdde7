import type { AnyCaseType } from '@convoke/core'
import { type CheckedScenario, checkScenario } from './check.js'
import { readYaml } from './yaml-text.js'

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
  const read = readYaml(text)
  if (!read.ok) return read
  const checked = checkScenario(read.value, caseTypes)
  if (checked.ok) return checked
  return { ok: false, issues: checked.issues.map(issue => ({ ...issue, line: read.lineAt(issue.path) })) }
}
