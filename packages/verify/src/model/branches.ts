// The transitions that answer an event, or `always`, one by one: which of them a move takes.
import { type CaseDefinition, eventless } from '@convoke/core'
import { someInstant } from '../tables/cells.js'
import type { Ask, Move } from './case-data.js'
import { factsFor } from './permission.js'

type Candidates = ReturnType<CaseDefinition['machine']['explain']>

/** One of the transitions that a state declares for an event. */
export interface Branch {
  /** Of which state and event it is, and which of its transitions. */
  readonly name: string
  /** The id of the state that declares it. */
  readonly source: string
  /** Its guard as a reader would write it; null where it has none. */
  readonly guard: string | null
  readonly targets: readonly string[]
}

/** The transitions for an event, in the order in which they are asked. */
export function branchesOf(candidates: Candidates, type: string): readonly Branch[] {
  const counts = new Map<string, number>()
  return candidates.map(({ source, guard, targets }) => {
    const n = counts.get(source) ?? 0
    counts.set(source, n + 1)
    return { name: `${source} ${type} ${n}`, source, guard: type === eventless ? written(guard) : guard, targets }
  })
}

/** The guard of an `always` transition without the one that stands before it in microsteps. */
function written(guard: string | null): string | null {
  return guard?.match(/^and\([^,()]*, (.*)\)$/)?.[1] ?? null
}

/** The names of those that are taken: of each state the first whose guard lets the event pass, unless a state within it answers. */
export function takenOf({ paths }: CaseDefinition, candidates: Candidates, type: string): readonly string[] {
  const taken: string[] = []
  const answering: string[] = []
  for (const [n, { name, source }] of branchesOf(candidates, type).entries()) {
    const path = paths.get(source) as string
    if (answering.some(one => path === '' || one === path || one.startsWith(`${path}.`))) continue
    if (candidates[n]?.ok !== true) continue
    answering.push(path)
    taken.push(name)
  }
  return taken
}

/** Asks whether a move, made in a state, takes this transition. */
export function taking(definition: CaseDefinition, move: Move, name: string): Ask {
  const { machine } = definition
  return (data, place) => {
    const here = machine.inContext(place.machine as never, data.context as never)
    const event = eventFor(definition, data.context, move)
    return takenOf(definition, machine.explain(here, event as never), move.type).includes(name)
  }
}

/** What the machine is told of a move. */
export function eventFor(definition: CaseDefinition, context: Readonly<Record<string, unknown>>, move: Move): object {
  const { type } = move
  if (move.kind === 'clock') return { type, key: move.key, n: 1, at: someInstant }
  if (move.kind === 'link') return { ...move.data, type, at: someInstant }
  const { data, by, delegate = null } = move
  return { ...data, type, by, delegate, facts: factsFor(definition, context, move) ?? {}, at: someInstant }
}
