import type { CaseState, Json } from '@convoke/core'
import { errand } from '@convoke/core/testing'
import { expect, it } from 'vitest'
import type { Cell, Content } from '../src/cells.js'
import { type Exploration, exploreCase } from '../src/explore.js'
import { asking } from './fixtures/asking.js'
import { naively } from './naive-exploration.js'

/** What a cell holds in a whole case, in the terms of the explorer. */
function contentIn(state: CaseState, cell: Cell): unknown {
  const keys: string[] = []
  for (let at: Cell | undefined = cell; at?.parent !== undefined; at = at.parent)
    keys.unshift([...at.parent.children].find(([, child]) => child === at)?.[0] as string)
  const [part, ...rest] = keys
  if (part === 'deadlines') {
    const [name, key] = rest
    const open = state.deadlines.find(one => one.name === name && one.key === key)
    return open === undefined ? 'absent' : open.rungs.some(({ rung, fired }) => rung === 'due' && fired) ? 1 : 0
  }
  if (part !== 'context') throw new Error(`nothing known of ${part}`)
  let value: Json | undefined = state.machine.context as Json
  for (const key of rest) value = (value as Record<string, Json> | undefined)?.[key]
  if (value === undefined) return 'absent'
  if (Array.isArray(value)) return 'list'
  return typeof value === 'object' && value !== null ? 'object' : value
}

function told(content: Content): unknown {
  return content.kind === 'value' ? content.value : content.kind
}

function found({ model, tables, states, expanded, firstEdge, targets, configurationOf }: Exploration) {
  const nameOf = (state: number) =>
    JSON.stringify([
      (model.configurations[configurationOf(state)] as { machine: CaseState['machine'] }).machine.value,
      ...tables.columns.map(cell => told(tables.contentIn(state, cell) as Content)),
    ])
  const names = Array.from({ length: states }, (_, state) => nameOf(state))
  const edges = new Set<string>()
  for (let state = 0; state < expanded; state++) {
    for (let edge = firstEdge[state] as number; edge < (firstEdge[state + 1] as number); edge++) {
      const target = targets[edge] as number
      if (target !== state) edges.add(`${names[state]} -> ${names[target]}`)
    }
  }
  return { states: new Set(names), edges }
}

const openings = {
  asking: { opening: { convener: 'rc:a', invitees: ['dept:b', 'dept:c', 'dept:d'] }, by: 'rc:a' },
  errand: { opening: { topic: 'x', convener: 'rc:a', invitees: ['dept:b', 'dept:c'] }, by: 'rc:a' },
} as const

it.each([
  ['a convening', asking(), openings.asking],
  ['a convening with a trap', asking({ withTrap: true }), openings.asking],
  ['a convening without a clock', asking({ withoutDeadline: true }), openings.asking],
  ['a convening that asks what happened last', asking({ readsEvent: true }), openings.asking],
  ['an errand', errand, openings.errand],
] as const)(
  '%s: the tables find the very states and edges that decide finds on whole cases',
  (_, caseType, opening) => {
    const exploration = exploreCase(
      caseType as never,
      opening as never,
      {},
      {
        maxStates: 10_000,
        maxItems: 1,
        isWhole: true,
      },
    )
    const bounded = exploration.limits.length > 0
    const columns = exploration.tables.columns
    const project = (state: CaseState) =>
      JSON.stringify([state.machine.value, ...columns.map(cell => contentIn(state, cell))])
    const mine = found(exploration)
    expect(bounded).toBe(false)
    const naive = naively(caseType as never, opening as never, project)
    expect(mine.states).toEqual(naive.states)
    expect(mine.edges).toEqual(naive.edges)
    expect(mine.states.size).toBeGreaterThan(7)
  },
)
