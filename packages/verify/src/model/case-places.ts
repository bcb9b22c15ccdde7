// The places of the machine that a case comes to, and the ways its steps go, numbered as they are met.
import { type CaseDefinition, type CaseState, canonicalJson, eventless, type Json, outcomeOf } from '@convoke/core'
import type { Configuration } from './case-data.js'
import { type Span, spanOf } from './phases.js'

/** How a step goes, apart from the data: where it leads, and what that means to each deadline. */
export interface Way {
  readonly configuration: number
  /** For each deadline; empty where the place is not stable yet. */
  readonly spans: readonly Span[]
  /** Nodes entered since the case rested last, and the event that began the step, as far as deadlines ask for them. */
  readonly entered: readonly string[]
  readonly type: string
  /** Deadlines that were extended on it while they ran, by name and key. */
  readonly extended: readonly string[]
  /** Links through which a case was opened on it for a key whose earlier case was open: that one is never heard of again. */
  readonly replaced: readonly string[]
}

/** What happened on a way beside where it leads. */
type ToldOnWay = Pick<Way, 'extended' | 'replaced'>

/** Places and ways, by their numbers. */
export interface Places {
  readonly configurations: readonly Configuration[]
  readonly ways: readonly Way[]
  /** The number of a place, new where it was not met. */
  numberOf(machine: CaseState['machine'], isStable?: boolean): number
  /** Where a transition leads: the place is stable where no `always` transition is to be asked there. */
  placeOf(machine: CaseState['machine']): number
  /** The way that leads to a place, past these nodes, by this event. */
  wayOf(next: number, entered: readonly string[], type: string, told?: Partial<ToldOnWay>): number
  /** The same way, on which these deadlines were extended. */
  extending(way: number, extended: readonly string[]): number
  /** The way of a step and one of its `always` transitions together. */
  wayOn(way: number, next: number): number
  /** Whether a way leaves a configuration as it is, as far as is known when it begins. */
  isStill(configuration: number, way: number): boolean
}

/** The places of a machine; none is met yet. */
export function placesOf(definition: CaseDefinition): Places {
  const configurations: Configuration[] = []
  const known = new Map<string, number>()

  const numberOf = (machine: CaseState['machine'], isStable = true): number => {
    const { status, value, historyValue } = machine.toJSON() as Record<string, unknown>
    const name = canonicalJson({ status, value, historyValue, isStable } as Json)
    const at = known.get(name)
    if (at !== undefined) return at
    configurations.push({
      machine,
      nodes: machine.nodes,
      outcome: outcomeOf(definition, machine),
      isActive: machine.status === 'active',
      isStable,
    })
    known.set(name, configurations.length - 1)
    return configurations.length - 1
  }

  /** By the nodes of a place, which is one list for each, and its status: the name of a place takes its time. */
  const met = new WeakMap<readonly string[], Map<string, number>>()
  const placeOf = (machine: CaseState['machine']): number => {
    const { nodes, status } = machine
    const there = met.get(nodes) ?? new Map<string, number>()
    let number = there.get(status)
    if (number === undefined) {
      const isStable = status !== 'active' || !definition.machine.handles(machine as never, eventless)
      number = numberOf(machine, isStable)
      met.set(nodes, there.set(status, number))
    }
    return number
  }

  const ways: Way[] = []
  const waysByName = new Map<string, number>()
  /** The same by what is asked, which names of ways are worked out from. */
  const waysAsked = new Map<string, number>()

  const nodesThatMatter = new Set(
    definition.deadlines
      .filter(({ from, nodeIds }) => from === undefined && nodeIds.size === 1)
      .flatMap(({ nodeIds }) => [...nodeIds]),
  )
  const typesThatMatter = new Set(definition.deadlines.flatMap(({ from = [], until = [] }) => [...from, ...until]))

  const wayOf = (next: number, entered: readonly string[], type: string, told: Partial<ToldOnWay> = {}): number => {
    const asked = `${next} ${type} ${entered.join()} ${told.extended?.join() ?? ''} ${told.replaced?.join() ?? ''}`
    let way = waysAsked.get(asked)
    if (way === undefined) {
      way = wayNamed(next, entered, type, told)
      waysAsked.set(asked, way)
    }
    return way
  }

  const wayNamed = (next: number, allEntered: readonly string[], anyType: string, told: Partial<ToldOnWay>): number => {
    const { nodes, outcome, isStable } = configurations[next] as Configuration
    const type = typesThatMatter.has(anyType) ? anyType : ''
    const entered = [...new Set(allEntered.filter(id => nodesThatMatter.has(id)))].sort()
    const moved = { nodes, entered, type, isSettled: outcome !== null }
    const spans = isStable ? definition.deadlines.map(declared => spanOf(declared, moved)) : []
    // Once a place is stable, how it was come to matters no more.
    const extended = [...new Set(told.extended)].sort()
    const replaced = [...new Set(told.replaced)].sort()
    const how = isStable ? spans.join() : `${entered.join()} ${type}`
    const name = `${next} ${how} ${extended.join()} ${replaced.join()}`
    const at = waysByName.get(name)
    if (at !== undefined) return at
    ways.push({ configuration: next, spans, entered, type, extended, replaced })
    waysByName.set(name, ways.length - 1)
    return ways.length - 1
  }

  const still: (readonly number[])[] = []
  const stillWays = (configuration: number): readonly number[] => {
    const { machine, isStable } = configurations[configuration] as Configuration
    still[configuration] ??= isStable
      ? [...new Set([configuration, placeOf(machine)])].map(place => wayOf(place, [], ''))
      : []
    return still[configuration]
  }

  return {
    configurations,
    ways,
    numberOf,
    placeOf,
    wayOf,
    wayOn(way, next) {
      const { entered, type, extended, replaced } = ways[way] as Way
      const { configuration, entered: more, extended: others, replaced: lost } = ways[next] as Way
      const told = { extended: [...extended, ...others], replaced: [...replaced, ...lost] }
      return wayOf(configuration, [...entered, ...more], type, told)
    },
    extending(way, extended) {
      if (extended.length === 0) return way
      const { configuration, entered, type, replaced } = ways[way] as Way
      return wayOf(configuration, entered, type, { extended, replaced })
    },
    isStill: (configuration, way) => stillWays(configuration).includes(way),
  }
}
