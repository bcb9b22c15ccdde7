// Whether the explorer, SPIN and exploration through the real `decide` find the same.
import { type AnyCaseType, activePaths, type CaseState, caseDefinition, type JsonObject } from '@convoke/core'
import { everyDayCalendar } from '@convoke/core/testing'
import { type Exploration, exploreCase } from '../src/explore/explore.js'
import type { ExploreOptions } from '../src/explore/explore-options.js'
import { wayTo } from '../src/explore/graph.js'
import { studyOf } from '../src/explore/study.js'
import { delegationFor, deputy } from '../src/model/acting.js'
import { type Opening, openingFor } from '../src/model/opening.js'
import { replay } from '../src/model/replay.js'
import { promelaOf } from '../src/promela/promela.js'
import { idleCircle, noDeadlock } from '../src/properties/soundness.js'
import { type NaiveActing, naively } from './naive-exploration.js'
import { spinVerifier } from './spin.js'
import { nameBy, named } from './told-states.js'

/** A case type, and how far it is explored. */
export interface Explored {
  readonly name: string
  readonly caseType: AnyCaseType
  readonly opening: Opening
  readonly exploration: Exploration
  /** How many steps far every state is known; undefined: to the end. */
  readonly steps: number | undefined
}

/** What was found alike; `faults` says what was not, in words. */
export interface Agreement {
  readonly name: string
  readonly states: number
  readonly transitions: number
  readonly steps: number | undefined
  /** Ways that SPIN found and the real rules played to the same end. */
  readonly replayed: number
  /** Ways that SPIN found and that need another order of deadlines than any calendar has. */
  readonly notTimed: number
  readonly faults: readonly string[]
}

/** Explores whole states from the first opening, or from this one. */
export function explored(
  name: string,
  caseType: AnyCaseType,
  {
    maxStates,
    maxItems = 1,
    acting,
    opened = {},
  }: {
    readonly maxStates: number
    readonly maxItems?: number
    readonly acting?: ExploreOptions['acting']
    readonly opened?: { readonly opening?: JsonObject; readonly by?: string }
  },
): Explored {
  const clock = { at: 0, calendar: everyDayCalendar() }
  const opening = openingFor(caseType, caseDefinition(caseType), opened as never, clock)
  const exploration = exploreCase(caseType, opening, {}, { maxStates, maxItems, isWhole: true, acting })
  const { expanded, states } = exploration
  const steps = expanded < states ? stepsTo(exploration)[expanded] : undefined
  return { name, caseType, opening, exploration, steps }
}

/**
 * What the rules are asked of an exploration beside what parties do for themselves. Of what has to stay apart the delegates
 * that are said to be tried; of all else everybody, though the explorer leaves that out: it comes to the same.
 */
export function triedIn({ model: { acting, delegable, seenIn, definition } }: Exploration): NaiveActing {
  const { delegation, recusal } = acting
  const everybody = [...new Set([...seenIn.values()].flatMap(parties => [...parties])), deputy]
  const holders = (command: string) =>
    (definition.commands.get(command)?.by ?? []).flatMap(role => [...(seenIn.get(role) ?? [])])
  const delegates = (command: string) =>
    delegation?.[command] === undefined || delegable.has(command)
      ? everybody
      : [...new Set([deputy, ...delegation[command].flatMap(holders)])]
  return { recusal, ...(delegation && { delegates }) }
}

/** What is tried of a case type beside what parties do for themselves: everything. */
export const actingOf = ({ separation = [] }: AnyCaseType): ExploreOptions['acting'] => ({
  delegation: delegationFor(separation),
  recusal: true,
})

/** Asks SPIN about each of them, all in one verifier. */
export async function askSpin(all: readonly Explored[]): Promise<readonly Agreement[]> {
  const depth = 1_000 + 2 * Math.max(...all.map(({ exploration }) => exploration.states))
  const verifier = await spinVerifier(promelaOf(all.map(({ exploration }) => exploration)), { depth })
  try {
    const agreements: Agreement[] = []
    for (const [n, one] of all.entries()) {
      const faults: string[] = []
      const { exploration, steps } = one
      const mine = countedTo(exploration, steps)
      const search = verifier.of(n)
      const theirs = await search.count(steps)
      if (theirs.states !== mine.states || theirs.transitions !== mine.transitions)
        faults.push(
          `SPIN finds ${theirs.states} states and ${theirs.transitions} transitions, the explorer ${mine.states} and ${mine.transitions}`,
        )
      const ways: (readonly number[])[] = []
      const study = studyOf(exploration)
      const distance = stepsTo(exploration)
      const isNear = (state: number) => steps === undefined || (distance[state] as number) <= steps
      // P4, where all is known: what lies at the rim of it may go on.
      const isWhole = steps === undefined && exploration.cut.size === 0
      const isStuckHere = noDeadlock(study).violations.length > 0
      const stuck = isWhole ? await search.wayTo('stuck') : undefined
      if (isWhole && (stuck !== undefined) !== isStuckHere)
        faults.push(`SPIN finds ${stuck === undefined ? 'nothing' : 'a case'} that is stuck, P4 otherwise`)
      if (stuck !== undefined) ways.push(stuck)
      // The circles of P5, where all is known; what begins anew and changes nothing is no edge.
      if (steps === undefined) {
        const isIdle = idleCircle(exploration) !== undefined
        if ((await search.hasIdleCircle()) !== isIdle)
          faults.push(`SPIN finds ${isIdle ? 'no' : 'a'} circle of the clock alone, P5 otherwise`)
      }
      // For each end, the shortest way there: as long as ours.
      for (const configuration of ends(exploration)) {
        const first = Array.from({ length: exploration.states }, (_, state) => state).find(
          state => exploration.configurationOf(state) === configuration,
        )
        const isReached = first !== undefined && isNear(first)
        const way = await search.wayTo(configuration, steps)
        if ((way !== undefined) !== isReached) faults.push(`only one of both comes to configuration ${configuration}`)
        if (way === undefined || !isReached) continue
        if (way.length !== wayTo(exploration, first).length)
          faults.push(`SPIN comes to configuration ${configuration} in ${way.length} steps, the explorer otherwise`)
        ways.push(way)
      }
      const played = ways.map(way => plays(one, way))
      faults.push(...played.filter(what => what !== 'replayed' && what !== 'not timed'))
      agreements.push({
        name: one.name,
        ...mine,
        steps,
        replayed: played.filter(what => what === 'replayed').length,
        notTimed: played.filter(what => what === 'not timed').length,
        faults,
      })
    }
    return agreements
  } finally {
    await verifier.close()
  }
}

/** Asks the real rules, on whole cases; undefined where they say the same. */
export function askTheRules({ caseType, opening, exploration }: Explored): string | undefined {
  const mine = named(exploration)
  const naive = naively(caseType, opening, nameBy(exploration), triedIn(exploration))
  const missing = [...naive.states].filter(state => !mine.states.has(state)).length
  const more = [...mine.states].filter(state => !naive.states.has(state)).length
  const edges = [...naive.edges].filter(edge => !mine.edges.has(edge)).length
  const moreEdges = [...mine.edges].filter(edge => !naive.edges.has(edge)).length
  const acts = otherActs(exploration, naive.acts, mine.acts)
  if (acts > 0) return `through decide: ${acts} acts are those of others, or of nobody`
  if (missing + more + edges + moreEdges === 0) return undefined
  return `through decide: ${missing} states and ${edges} edges more, ${more} states and ${moreEdges} edges fewer`
}

/** How many acts differ: of what has to stay apart by whoever does it, of all else by parties for themselves. */
export function otherActs({ model }: Exploration, naive: ReadonlySet<string>, mine: ReadonlySet<string>): number {
  const { delegation } = model.acting
  const isTried = (act: string): boolean => {
    const [type = '', , delegate] = act.slice(act.lastIndexOf('] ') + 2).split(' ')
    return delegate === undefined || delegation?.[type] !== undefined || model.delegable.has(type)
  }
  return (
    [...naive].filter(act => isTried(act) && !mine.has(act)).length + [...mine].filter(act => !naive.has(act)).length
  )
}

/** How many states and transitions there are as many steps far. */
function countedTo(exploration: Exploration, steps: number | undefined): { states: number; transitions: number } {
  if (steps === undefined) return { states: exploration.states, transitions: exploration.transitions }
  const distance = stepsTo(exploration)
  const { firstEdge, targets } = exploration
  let states = 0
  let transitions = 0
  for (let state = 0; state < exploration.states; state++) {
    if ((distance[state] as number) <= steps) states += 1
    if ((distance[state] as number) >= steps) continue
    for (let edge = firstEdge[state] as number; edge < (firstEdge[state + 1] as number); edge++)
      if (targets[edge] !== state) transitions += 1
  }
  return { states, transitions }
}

/** How many steps far each state is. */
function stepsTo({ states, parents }: Exploration): Int32Array {
  const distance = new Int32Array(states)
  for (let state = 1; state < states; state++) distance[state] = (distance[parents[state] as number] as number) + 1
  return distance
}

/** The configurations in which a case is settled. */
function ends({ model }: Exploration): readonly number[] {
  return model.configurations.flatMap(({ outcome, isStable }, n) => (outcome !== null && isStable ? [n] : []))
}

/** Plays what SPIN found on the real rules, and says whether the case comes to stand where SPIN has it. */
function plays({ exploration, opening, caseType }: Explored, way: readonly number[]): string {
  const { model, moves, firstEdge, labels, targets, expanded } = exploration
  let state = 0
  for (const number of way) {
    let target: number | undefined
    if (state < expanded)
      for (let edge = firstEdge[state] as number; edge < (firstEdge[state + 1] as number); edge++)
        if (labels[edge] === number) target = targets[edge]
    if (target === undefined) return `SPIN takes move ${number} in state ${state}, the explorer does not`
    state = target
  }
  const { machine } = model.configurations[exploration.configurationOf(state)] as { machine: CaseState['machine'] }
  const told = replay(
    model,
    opening,
    way.map(number => moves[number] as (typeof moves)[number]),
  )
  if (!told.isWhole) return 'not timed'
  const definition = caseDefinition(caseType)
  const here = activePaths(definition, told.state.machine).join()
  const there = activePaths(definition, machine).join()
  return here === there ? 'replayed' : `played on the real rules, SPIN's way ends in ${here}, not in ${there}`
}
