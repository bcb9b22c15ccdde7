import { type AnyCaseType, nearest } from '@convoke/core'
import { columnsOf, type MapIssue, type ParsedMap } from './parse-map.js'

/**
 * What a map says that its case type or the table does not know: commands and columns. Pure.
 *
 * @param parsed a map that {@link parseImportMap} read
 * @param columns the columns of the table
 * @example
 * import { errand } from '@convoke/core/testing'
 * const parsed = parseImportMap('caseType: errand\nsource: register\nkey: "{number}"\nopen: { by: desk, at: "{when}" }')
 * parsed.ok && checkMap(parsed, [errand], ['no', 'when']).map(({ line, message }) => [line, message]) // => [[3, 'number']]
 */
export function checkMap(
  { map, issueAt }: Extract<ParsedMap, { ok: true }>,
  caseTypes: readonly AnyCaseType[],
  columns: readonly string[],
): MapIssue[] {
  const unknown = (path: readonly (string | number)[], name: string, known: readonly string[]) =>
    issueAt(path, { code: 'map/unknown-name', message: name, nearest: nearest(name, known) })
  const issues: MapIssue[] = []
  const caseType = caseTypes.findLast(({ name }) => name === map.caseType)
  if (caseType === undefined)
    issues.push(unknown(['caseType'], map.caseType, [...new Set(caseTypes.map(({ name }) => name))]))
  else
    for (const [i, { command }] of map.steps.entries())
      if (!Object.hasOwn(caseType.commands, command))
        issues.push(unknown(['steps', i, 'command'], command, Object.keys(caseType.commands)))
  for (const [column, path] of columnsOf(map)) {
    if (!columns.includes(column)) issues.push(unknown(path, column, columns))
  }
  return issues
}
