// The rows of a table as one writes it in Markdown.
import { definitionError } from './definition-error.js'

/** A row of a table. */
export interface Row {
  readonly cells: readonly string[]
  /** The line of the table, from 1. */
  readonly line: number
  /** The row in words. */
  readonly where: string
}

/** The rows below the heading, as many cells in each as there are columns. */
export function cellsOf(table: string, columns: readonly string[], what: string): readonly Row[] {
  return table.split('\n').flatMap((text, n) => {
    const line = text.trim()
    if (line === '' || /^\|[\s|:-]+\|$/.test(line)) return []
    const cells = line
      .replace(/^\|/, '')
      .replace(/\|$/, '')
      .split('|')
      .map(cell => cell.trim())
    if (cells.join() === columns.join()) return []
    const where = `row ${n + 1} of ${what}`
    if (!line.startsWith('|') || cells.length !== columns.length)
      throw badRule(where, `needs ${columns.length === 5 ? 'five' : 'three'} cells, ${columns.join(', ')}: "${line}"`)
    return [{ cells, line: n + 1, where }]
  })
}

/** A row that cannot be read. */
export function badRule(where: string, fault: string): Error {
  return definitionError('bad-rule', where, `${where} ${fault}.`)
}
