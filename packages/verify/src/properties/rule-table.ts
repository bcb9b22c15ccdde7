// The table of the rules, kept beside the case type: who does what in which state, and where it leads.
import { activePaths, type CaseState } from '@convoke/core'
import type { Move } from '../case-model.js'
import { edgesOf } from '../graph.js'
import type { Violation } from '../verdict.js'
import type { Checked, Study } from './soundness.js'

/** A row of the table: in a state, something may happen. */
export interface TableRow {
  /** The path of a state; empty: in every state. */
  readonly in: string
  /** A command, or `deadline.<name>`. */
  readonly does: string
  /** The roles that may; all of them. Left out where the clock does it, or nothing is said. */
  readonly by?: readonly string[] | undefined
  /** The innermost states it leads to, `=` for where it was: it leads to no other, and to each of them in some case. Left out where nothing is said. */
  readonly to?: readonly string[] | undefined
}

/**
 * What happens stands in the table, and what stands in the table happens.
 *
 * What a role may do is compared as it is declared. Where it leads is compared along the edges that were found; a row that
 * never comes about is wrong where everything was explored, or where all rows were met before in what was explored.
 *
 * @param isToBeMet whether each row has to come about
 */
export function keepsToTheTable(
  study: Study,
  rows: readonly TableRow[],
  isToBeMet = study.exploration.limits.length === 0,
): Checked {
  return { violations: [...whoMay(study, rows), ...whereItLeads(study, rows, isToBeMet)] }
}

/** The table that a case type keeps to as it is: where each thing leads that comes about, and whose it is. */
export function tableOf({ exploration }: Study): readonly TableRow[] {
  const { model } = exploration
  const { innermost } = placesIn(exploration)
  const rows = new Map<string, { readonly in: string; readonly does: string; readonly to: Set<string> }>()
  for (let state = 0; state < exploration.expanded; state++) {
    const from = exploration.configurationOf(state)
    for (const { move, target } of edgesOf(exploration, state)) {
      // What changes nothing does not come about.
      if (target === state) continue
      const to = exploration.configurationOf(target)
      const name = JSON.stringify([innermost[from], move.type])
      const row = rows.get(name) ?? { in: innermost[from] as string, does: move.type, to: new Set() }
      rows.set(name, row)
      row.to.add(innermost[from] === innermost[to] ? '=' : (innermost[to] as string))
    }
  }
  return [...rows.values()]
    .map(({ in: place, does, to }) => ({
      in: place,
      does,
      by: model.definition.commands.get(does)?.by,
      to: [...to].sort(),
    }))
    .sort((one, other) => (`${one.in} ${one.does}` < `${other.in} ${other.does}` ? -1 : 1))
}

/** For each configuration the paths of its active states, and the innermost of them in a word. */
function placesIn({ model }: Study['exploration']) {
  const paths = model.configurations.map(({ machine }) =>
    activePaths(model.definition, machine as CaseState['machine']),
  )
  const innermost = paths.map(all => all.filter(path => !all.some(other => other.startsWith(`${path}.`))).join())
  return { paths, innermost }
}

function* whoMay({ exploration }: Study, rows: readonly TableRow[]): Generator<Violation> {
  const { commands } = exploration.model.definition
  const told = new Map<string, Set<string>>()
  for (const { does, by } of rows) {
    if (by === undefined) continue
    const roles = told.get(does) ?? new Set()
    told.set(does, roles)
    for (const role of by) roles.add(role)
  }
  for (const [name, roles] of told) {
    const declared = commands.get(name)?.by ?? []
    for (const role of declared)
      if (!roles.has(role))
        yield wrong(`${role} may ${name}, by no row of the table`, `表中没有 ${role} 可以“${name}”的一行`)
    for (const role of roles)
      if (!declared.includes(role))
        yield wrong(`${role} may not ${name}, as the table says`, `按表 ${role} 可以“${name}”，实际不可以`)
  }
}

function* whereItLeads(study: Study, rows: readonly TableRow[], isToBeMet: boolean): Generator<Violation> {
  const { exploration } = study
  const { paths, innermost } = placesIn(exploration)
  const came = new Map<TableRow, Set<string>>()
  const reported = new Set<string>()
  for (let state = 0; state < exploration.expanded; state++) {
    const from = exploration.configurationOf(state)
    for (const { move, target } of edgesOf(exploration, state)) {
      if (target === state) continue
      const to = exploration.configurationOf(target)
      const where = innermost[from] === innermost[to] ? '=' : (innermost[to] as string)
      const fitting = rowsOf(rows, move, [innermost[from] as string, ...(paths[from] as readonly string[])])
      for (const row of fitting) {
        const ends = came.get(row) ?? new Set()
        came.set(row, ends.add(where).add(innermost[to] as string))
      }
      if (
        fitting.some(row => row.to === undefined || row.to.includes(where) || row.to.includes(innermost[to] as string))
      )
        continue
      if (fitting.length === 0 && !rows.some(row => row.does === move.type && row.to !== undefined)) continue
      const name = `${innermost[from]} ${move.type} ${where}`
      if (reported.has(name)) continue
      reported.add(name)
      yield {
        ...wrong(
          `in ${innermost[from]}, ${move.type} leads to ${innermost[to]}, by no row of the table`,
          `在 ${innermost[from]}，“${move.type}”通往 ${innermost[to]}，表中没有这一行`,
        ),
        state: target,
      }
    }
  }
  if (!isToBeMet) return
  for (const row of rows) {
    const place = { en: row.in || 'every state', zh: row.in || '各状态' }
    const ends = came.get(row)
    if (ends === undefined && row.to !== undefined)
      yield wrong(`in ${place.en}, ${row.does} never comes about`, `在 ${place.zh}，“${row.does}”从未出现`)
    for (const to of row.to ?? [])
      if (ends !== undefined && !ends.has(to))
        yield wrong(
          `in ${place.en}, ${row.does} never leads to ${to === '=' ? 'where it was' : to}`,
          `在 ${place.zh}，“${row.does}”从不通往 ${to === '=' ? '原处' : to}`,
        )
  }
}

function rowsOf(rows: readonly TableRow[], move: Move, active: readonly string[]): readonly TableRow[] {
  return rows.filter(row => row.does === move.type && (row.in === '' || active.includes(row.in)))
}

function wrong(en: string, zh: string): Violation {
  return { property: 'table', state: -1, message: { en, 'zh-CN': zh } }
}
