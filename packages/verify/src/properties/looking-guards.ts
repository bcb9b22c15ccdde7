// Which guard of a case type looks at something beside the case: each that may decide is asked by itself.
import { type AnyCaseType, type CaseState, caseDefinition } from '@convoke/core'
import { wayTo } from '../explore/graph.js'
import type { Study } from '../explore/study.js'
import type { Move } from '../model/case-data.js'
import { type GuardThat, lookedAtIn } from './purity.js'

/** In how many states guards are asked. */
const mostStates = 24

/** Asks the guards in states of what was explored. */
export function guardsOf(study: Study, stateAfter: (way: readonly Move[]) => CaseState | undefined): GuardThat {
  const { exploration } = study
  const { caseType } = caseDefinition(exploration.model.definition.caseType)
  const { guards } = (caseType.machine as unknown as Machine).implementations
  return (type, lookedAt) => {
    const names = guardsAt(caseType, type)
    if (names.length === 0) return undefined
    const places = new Set<number>()
    for (let at = 0; at < exploration.expanded && places.size < mostStates; at++) {
      const place = exploration.configurationOf(at)
      const move = exploration.model.commandsIn(place).find(one => one.type === type)
      if (places.has(place) || (move === undefined && type !== 'always')) continue
      places.add(place)
      const state = stateAfter(wayTo(exploration, at))
      if (state === undefined) continue
      const { context } = state.machine
      const given = move?.kind === 'command' ? { ...move.data, by: move.by, delegate: null, facts: {} } : {}
      const event = { ...given, type, at: state.lastAt + 1 }
      const found = names.find(name => lookedAtIn(() => guards[name]?.({ context, event })).has(lookedAt))
      if (found !== undefined) return found
    }
    return undefined
  }
}

/** A machine, as far as it is looked at here. */
interface Machine {
  readonly config: State
  readonly implementations: {
    readonly guards: Readonly<Record<string, ((asked: { context: unknown; event: unknown }) => unknown) | undefined>>
  }
}

interface State {
  readonly on?: Readonly<Record<string, unknown>>
  readonly always?: unknown
  readonly states?: Readonly<Record<string, State>>
}

/** The guards that are named where a type of event is taken, each once. */
function guardsAt({ machine }: AnyCaseType, type: string): readonly string[] {
  const names = new Set<string>()
  const look = ({ on, always, states }: State): void => {
    for (const move of [type === 'always' ? always : on?.[type]].flat()) {
      for (const name of namesIn((move as { readonly guard?: unknown } | undefined)?.guard)) names.add(name)
    }
    for (const inner of Object.values(states ?? {})) look(inner)
  }
  look((machine as unknown as Machine).config)
  return [...names]
}

/** Of `and`, `or` and `not` those it is made of. */
function namesIn(guard: unknown): readonly string[] {
  if (typeof guard === 'string') return [guard]
  if (typeof guard === 'function')
    return ((guard as { readonly guards?: readonly unknown[] }).guards ?? []).flatMap(namesIn)
  const { type } = (guard ?? {}) as { readonly type?: string }
  return type === undefined ? [] : [type]
}
