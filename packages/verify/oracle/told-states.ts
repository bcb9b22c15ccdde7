// What states tell, in the same words for the explorer and for whole cases.
import type { CaseState, Json } from '@convoke/core'
import type { Exploration } from '../src/explore/explore.js'
import type { Cell, Content } from '../src/tables/cells.js'

/** What a cell holds in a whole case, in the terms of the explorer. */
function contentIn(state: CaseState, cell: Cell, rungsOf: Exploration['model']['rungsOf']): unknown {
  const keys: string[] = []
  for (let at: Cell | undefined = cell; at?.parent !== undefined; at = at.parent) keys.unshift(at.key)
  const [part, ...rest] = keys
  if (part === 'deadlines') {
    const [name, key] = rest
    const open = state.deadlines.find(one => one.name === name && one.key === key)
    if (open === undefined) return 'absent'
    const acting = rungsOf(open.name)
    const phase = open.rungs.filter(({ rung, fired }) => fired && acting.includes(rung)).length
    return open.left === null ? phase : -1 - phase
  }
  if (part === 'marks') {
    const [mark, party] = rest
    const done = state.marks[mark as string]
    if (party === undefined) return done === undefined ? 'absent' : 'object'
    return done?.includes(party as never) === true ? true : 'absent'
  }
  if (part === 'recusals') return rest.length === 0 ? 'object' : state.recusals.includes(rest[0] as never) || 'absent'
  if (part !== 'context') throw new Error(`nothing known of ${part}`)
  let value: Json | undefined = state.machine.context as Json
  for (const key of rest) value = (value as Record<string, Json> | undefined)?.[key]
  if (value === undefined) return 'absent'
  if (Array.isArray(value)) return 'list'
  return typeof value === 'object' && value !== null ? 'object' : value
}

/** What a state of the explorer holds in a cell. */
function told(content: Content): unknown {
  return content.kind === 'value' ? content.value : content.kind
}

/** Where a machine stands, and what its history states lead back to. */
function placeOf({ machine }: Pick<CaseState, 'machine'>): unknown {
  const { historyValue } = machine.toJSON() as { readonly historyValue?: object }
  return historyValue === undefined || Object.keys(historyValue).length === 0
    ? machine.value
    : [machine.value, historyValue]
}

/** One name for each state that was found, and one for each edge. */
export function named({
  model,
  tables,
  states,
  expanded,
  firstEdge,
  targets,
  labels,
  moves,
  configurationOf,
}: Exploration): {
  readonly states: ReadonlySet<string>
  readonly edges: ReadonlySet<string>
  /** Of each command: from where and where to, which, in whose name and by whom. */
  readonly acts: ReadonlySet<string>
  readonly nameOf: (state: number) => string
} {
  const nameOf = (state: number) =>
    JSON.stringify([
      placeOf(model.configurations[configurationOf(state)] as { machine: CaseState['machine'] }),
      ...tables.columns.map(cell => told(tables.contentIn(state, cell) as Content)),
    ])
  const names = Array.from({ length: states }, (_, state) => nameOf(state))
  const edges = new Set<string>()
  const acts = new Set<string>()
  for (let state = 0; state < expanded; state++) {
    for (let edge = firstEdge[state] as number; edge < (firstEdge[state + 1] as number); edge++) {
      const target = targets[edge] as number
      if (target === state) continue
      const way = `${names[state]} -> ${names[target]}`
      edges.add(way)
      const move = moves[labels[edge] as number]
      if (move?.kind === 'command')
        acts.add([way, move.type, move.by, ...(move.delegate ? [move.delegate] : [])].join(' '))
    }
  }
  return { states: new Set(names), edges, acts, nameOf }
}

/** The name of a whole case, by what the states of an exploration tell. */
export function nameBy({ model, tables }: Exploration): (state: CaseState) => string {
  return state => JSON.stringify([placeOf(state), ...tables.columns.map(cell => contentIn(state, cell, model.rungsOf))])
}
