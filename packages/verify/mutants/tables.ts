// Tables of the shipped case types: who does what in which state, and where it leads. A table is written down once from
// what is found along the normal course, read through, and kept: what departs from it is found from then on.
import { readFileSync, writeFileSync } from 'node:fs'
import type { TableRow } from '../src/properties/rule-table.js'

const fileOf = (name: string) => new URL(`./tables/${name}.tsv`, import.meta.url)

/** The table that is kept of a case type: a row a line, its columns told apart by tabs. */
export function keptTable(name: string): readonly TableRow[] {
  const [, ...lines] = readFileSync(fileOf(name), 'utf8').trimEnd().split('\n')
  return lines.map(line => {
    const [place, does, by, to] = line.split('\t') as [string, string, string, string]
    return { in: place, does, by: by === '' ? undefined : by.split(' '), to: to.split(' ') }
  })
}

/** Writes the table of a case type down. */
export function keepTable(name: string, rows: readonly TableRow[]): void {
  const lines = rows.map(({ in: place, does, by, to }) => [place, does, by?.join(' '), to?.join(' ')].join('\t'))
  writeFileSync(fileOf(name), `${['in', 'does', 'by', 'to'].join('\t')}\n${lines.join('\n')}\n`)
}
