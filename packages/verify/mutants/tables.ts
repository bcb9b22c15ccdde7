// Tables of the shipped case types: who does what in which state, and where it leads. A table is written down from what is
// found along the normal course, and kept: what departs from it is found from then on. It is a lock, not a law: nobody has
// held its rows against the rules they come from, so what was wrong from the start is in it too.
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
