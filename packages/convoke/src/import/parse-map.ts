import { nearest } from '@convoke/core'
import { type Document, isScalar, LineCounter, parseDocument, visit } from 'yaml'
import type * as z from 'zod'
import { columnsIn } from './cells.js'
import { type ImportMap, importMap, type RowCondition, type ValueExpression } from './import-map.js'

/** What is wrong with a map, and where. Lines count from 1. */
export interface MapIssue {
  readonly line: number
  /** The place in the map: `steps.2.command`. */
  readonly path: string
  readonly code: 'map/syntax' | 'map/shape' | 'map/unknown-name' | 'map/operator' | 'map/zone'
  /** In English, from the parser or the schema; for an unknown name, the name. */
  readonly message: string
  /** The names that were perhaps meant. */
  readonly nearest?: readonly string[]
}

/** A map that was read, or everything that is wrong with it. */
export type ParsedMap =
  | { readonly ok: true; readonly map: ImportMap; readonly issueAt: (path: Path, issue: Issue) => MapIssue }
  | { readonly ok: false; readonly issues: readonly MapIssue[] }

type Path = readonly (string | number)[]
type Issue = Pick<MapIssue, 'code' | 'message' | 'nearest'>

const operators = ['$number', '$moment', '$date', '$party', '$lookup', '$optional']

/**
 * Reads an import map from YAML or JSON. Pure.
 *
 * @example
 * const parsed = parseImportMap('caseType: complaint\nsource: hotline\nkey: "{no}"\nopen: { by: desk, at: "{when}", dat: {} }')
 * parsed.ok ? [] : parsed.issues.map(issue => [issue.line, issue.path, issue.code]) // => [[4, 'open', 'map/shape']]
 */
export function parseImportMap(text: string): ParsedMap {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true })
  if (document.errors.length > 0) {
    const issues = document.errors.map(
      ({ message, pos }): MapIssue => ({
        ...{ line: lines.linePos(pos[0]).line, path: '', code: 'map/syntax' },
        message: (message.split('\n')[0] as string).slice(0, 200),
      }),
    )
    return { ok: false, issues }
  }
  const lineOf = (path: Path): number => {
    for (let length = path.length; length >= 0; length--) {
      const node = document.getIn(path.slice(0, length), true) as { range?: readonly number[] } | undefined
      if (node?.range !== undefined && node.range !== null) return lines.linePos(node.range[0] as number).line
    }
    return 1
  }
  const issueAt = (path: Path, issue: Issue): MapIssue => ({ line: lineOf(path), path: path.join('.'), ...issue })
  const hidden = hiddenNames(document, lines)
  if (hidden.length > 0) return { ok: false, issues: hidden }
  let made: unknown
  try {
    // Aliases are refused above a hundred uses, so a small text cannot become a large map.
    made = document.toJS({ maxAliasCount: 100 })
  } catch (error) {
    return { ok: false, issues: [issueAt([], { code: 'map/syntax', message: (error as Error).message.slice(0, 200) })] }
  }
  const parsed = importMap.safeParse(made)
  if (!parsed.success) {
    const issues = parsed.error.issues.map(issue =>
      issueAt(issue.path as Path, { code: 'map/shape', message: wordsOf(issue) }),
    )
    return { ok: false, issues }
  }
  const map = parsed.data
  const issues = [...zoneIssues(map, issueAt), ...valueIssues(map, issueAt)]
  return issues.length > 0 ? { ok: false, issues } : { ok: true, map, issueAt }
}

function wordsOf(issue: z.core.$ZodIssue): string {
  if (issue.code !== 'unrecognized_keys') return issue.message.slice(0, 200)
  const known = [...Object.keys(importMap.shape), 'by', 'at', 'data', 'parameters', 'command', 'when', 'reason']
  const hints = issue.keys.map(key => {
    const [meant] = nearest(key, known)
    return meant === undefined ? `"${key.slice(0, 50)}"` : `"${key.slice(0, 50)}" (did you mean "${meant}"?)`
  })
  return `not known here: ${hints.join(', ')}`
}

/** A member called `__proto__` would vanish on the way to JSON. */
function hiddenNames(document: Document, lines: LineCounter): MapIssue[] {
  const issues: MapIssue[] = []
  visit(document, {
    Pair(_, { key }) {
      if (!isScalar(key) || key.value !== '__proto__') return
      const { line } = lines.linePos(key.range?.[0] ?? 0)
      issues.push({ line, path: '', code: 'map/operator', message: '__proto__' })
    },
  })
  return issues
}

function zoneIssues({ zone }: ImportMap, issueAt: (path: Path, issue: Issue) => MapIssue): MapIssue[] {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone })
    return []
  } catch {
    return [issueAt(['zone'], { code: 'map/zone', message: `no time zone is called "${zone.slice(0, 50)}"` })]
  }
}

/** Operators that do not exist, and tables that are not in the map. */
function valueIssues(map: ImportMap, issueAt: (path: Path, issue: Issue) => MapIssue): MapIssue[] {
  const issues: MapIssue[] = []
  for (const [path, expression] of expressionsOf(map)) {
    if (typeof expression !== 'object' || expression === null || Array.isArray(expression)) continue
    const members = expression as { readonly [name: string]: ValueExpression }
    for (const name of Object.keys(members)) {
      if (name.startsWith('$') && !operators.includes(name))
        issues.push(
          issueAt([...path, name], { code: 'map/operator', message: name, nearest: nearest(name, operators) }),
        )
    }
    const operator = operators.find(name => name in members)
    if (operator !== undefined && operator !== '$optional' && typeof members[operator] !== 'string')
      issues.push(issueAt([...path, operator], { code: 'map/operator', message: `${operator} takes a text` }))
    if (operator === '$lookup') {
      const table = String(members.$lookup)
      const known = Object.keys(map.tables)
      if (!known.includes(table))
        issues.push(
          issueAt([...path, '$lookup'], { code: 'map/unknown-name', message: table, nearest: nearest(table, known) }),
        )
      if (typeof members.of !== 'string')
        issues.push(issueAt(path, { code: 'map/operator', message: '$lookup takes "of", a text' }))
    }
  }
  return issues
}

/** Every expression of a map with its place, outermost first. */
function* expressionsOf(map: ImportMap): Generator<readonly [Path, ValueExpression]> {
  yield* within(['key'], map.key)
  yield* actOf(['open'], map.open)
  yield* within(['open', 'parameters'], map.open.parameters)
  for (const [i, step] of map.steps.entries()) yield* actOf(['steps', i], step)
}

function* actOf(path: Path, { by, at, data }: Pick<ImportMap['open'], 'by' | 'at' | 'data'>) {
  yield* within([...path, 'by'], by as ValueExpression)
  yield* within([...path, 'at'], at)
  yield* within([...path, 'data'], data)
}

function* within(path: Path, expression: ValueExpression): Generator<readonly [Path, ValueExpression]> {
  yield [path, expression]
  if (typeof expression !== 'object' || expression === null) return
  for (const [name, member] of Object.entries(expression)) {
    yield* within([...path, Array.isArray(expression) ? Number(name) : name], member as ValueExpression)
  }
}

/** The columns a map reads, each with its places. */
export function columnsOf(map: ImportMap): ReadonlyMap<string, Path> {
  const columns = new Map<string, Path>()
  const note = (column: string, path: Path) => {
    if (!columns.has(column)) columns.set(column, path)
  }
  for (const [path, expression] of expressionsOf(map))
    if (typeof expression === 'string') for (const column of columnsIn(expression)) note(column, path)
  const noteCondition = (condition: RowCondition, path: Path): void => {
    if ('filled' in condition) note(condition.filled, path)
    else if ('in' in condition) note(condition.column, path)
    else if ('not' in condition) noteCondition(condition.not, path)
    else for (const one of condition.all) noteCondition(one, path)
  }
  for (const [i, { when }] of map.skip.entries()) noteCondition(when, ['skip', i, 'when'])
  for (const [i, { when }] of map.steps.entries()) if (when !== undefined) noteCondition(when, ['steps', i, 'when'])
  return columns
}
