// The oracle of time: the same states found on whole cases by the real `decide`, a unit of time after the other, with every
// deadline where its date has it. Slow, and small.
import {
  type AnyCaseType,
  advance,
  type CaseDefinition,
  type CaseState,
  caseDefinition,
  type DeadlineState,
  type Duration,
  nextDue,
  nextRungAt,
  type WorkingCalendar,
} from '@convoke/core'
import { everyDayCalendar } from '@convoke/core/testing'
import { firstState, type Opening } from '../src/model/opening.js'
import type { OpeningDate } from '../src/ordered/dated.js'
import { commanded, type Naive } from './naive-exploration.js'

/** Monday 5 January 2026, noon: days are counted from midnight on. */
const noon = Date.UTC(2026, 0, 5, 12)
const halfDay = 43_200_000
const everyDay = everyDayCalendar()

/** How far it goes. */
export interface Units {
  /** Commands are tried once in so many milliseconds. */
  readonly unit: number
  readonly maxStates: number
  /** The calendar and the day of the opening; default: every day works. Time passes only where something is due then. */
  readonly dates?: OpeningDate | undefined
}

/** What was found, and whether from every state the case can still be settled. */
export interface NaiveInTime extends Omit<Naive, 'acts'> {
  readonly canAlwaysEnd: boolean
}

/**
 * Every state of a case type without links and ladders, where time passes a unit at a time and never past what is due.
 * `project` names what of a state is looked at. Undefined where that are too many.
 */
export function unitByUnit(
  caseType: AnyCaseType,
  opening: Opening,
  project: (state: CaseState) => string,
  { unit, maxStates, dates }: Units,
): NaiveInTime | undefined {
  const definition = caseDefinition(caseType)
  const calendar = dates?.calendar ?? everyDay
  const nameOf = (state: CaseState): string =>
    `${project(state)} ${leftIn(state, unit)} ${dates === undefined ? '' : state.lastAt}`
  const begins = dates === undefined ? noon : calendar.endOf(dates.opensOn) - halfDay
  const first = firstState(definition, opening, { at: begins, calendar })
  const known = new Map([[nameOf(first), first]])
  const edges = new Set<string>()
  const states = new Set<string>([project(first)])
  const before = new Map<string, string[]>()
  const waiting = [first]
  for (let state = waiting.shift(); state !== undefined; state = waiting.shift()) {
    const from = project(state)
    for (const after of leadsTo(definition, state, unit, dates)) {
      const to = project(after)
      if (to !== from) edges.add(`${from} -> ${to}`)
      const name = nameOf(after)
      before.set(name, [...(before.get(name) ?? []), nameOf(state)])
      if (known.has(name)) continue
      if (known.size >= maxStates) return undefined
      known.set(name, after)
      states.add(to)
      waiting.push(after)
    }
  }
  const ends = [...known].filter(([, { outcome }]) => outcome !== null).map(([name]) => name)
  const canEnd = new Set(ends)
  for (const name of canEnd) for (const one of before.get(name) ?? []) canEnd.add(one)
  return { states, edges, canAlwaysEnd: canEnd.size === known.size }
}

/** How many units each deadline of a case has left. */
function leftIn({ deadlines, lastAt }: CaseState, unit: number): string {
  const left = deadlines.map(({ name, key, rungs, dueAt }) => {
    const isOver = rungs.every(({ fired }) => fired)
    return [name, key, isOver || dueAt === null ? null : Math.ceil((dueAt - lastAt) / unit)]
  })
  return JSON.stringify(left)
}

/** Something that is to come within a time from where it begins. */
export interface Awaited {
  readonly period: Duration
  begins(state: CaseState): boolean
  comes(state: CaseState): boolean
}

/** Whether it always comes in time, by the same steps; undefined where that are too many states. */
export function comesInTimeByUnits(
  caseType: AnyCaseType,
  opening: Opening,
  project: (state: CaseState) => string,
  { period, begins, comes }: Awaited,
  { unit, maxStates }: Units,
): boolean | undefined {
  const definition = caseDefinition(caseType)
  /** When it has to have come, where it is awaited. */
  const limitIn = (state: CaseState, before: number | undefined): number | undefined => {
    if (comes(state)) return undefined
    return before ?? (begins(state) ? everyDay.add(state.lastAt, period).at : undefined)
  }
  const first = firstState(definition, opening, { at: noon, calendar: everyDay })
  const waiting = [{ state: first, limit: limitIn(first, undefined) }]
  const known = new Set<string>()
  for (let one = waiting.shift(); one !== undefined; one = waiting.shift()) {
    const { state, limit } = one
    const left = limit === undefined ? 'none' : Math.ceil((limit - state.lastAt) / unit)
    const name = `${project(state)} ${leftIn(state, unit)} ${left}`
    if (known.has(name)) continue
    if (known.size >= maxStates) return undefined
    known.add(name)
    // Nobody acts, and nothing is due until the time is over.
    if (limit !== undefined && nextDue(state.deadlines, limit) === undefined) return false
    for (const after of leadsTo(definition, state, unit)) waiting.push({ state: after, limit: limitIn(after, limit) })
  }
  return true
}

/** What is due comes first, one after the other; else whoever may act, or the next unit of time. */
function* leadsTo(
  definition: CaseDefinition,
  state: CaseState,
  unit: number,
  dates?: OpeningDate | undefined,
): Generator<CaseState> {
  const calendar = dates?.calendar ?? everyDay
  if (nextDue(state.deadlines, state.lastAt) !== undefined) {
    yield oneFired(definition, state, state.lastAt, calendar)
    return
  }
  yield* commanded(definition, state, calendar)
  if (dates !== undefined && nextRungAt(state) === null) return
  const then = state.lastAt + unit
  const due = nextDue(state.deadlines, then)
  if (due === undefined) yield { ...state, lastAt: then }
  else yield oneFired(definition, state, due.rung.at, calendar)
}

/** The first of what is due then, alone. */
function oneFired(definition: CaseDefinition, state: CaseState, at: number, calendar: WorkingCalendar): CaseState {
  const due = nextDue(state.deadlines, at)?.deadline
  const moved = (one: DeadlineState, by: number): DeadlineState => ({
    ...one,
    rungs: one.rungs.map(rung => (rung.fired ? rung : { ...rung, at: rung.at + by })),
  })
  const isHeld = (one: DeadlineState) => one.rungs.some(({ fired, at: when }) => !fired && when === at)
  const held = state.deadlines.filter(one => one !== due && isHeld(one))
  const nameOf = ({ name, key, n }: DeadlineState) => `${name}/${key}/${n}`
  const names = new Set(held.map(nameOf))
  const deadlines = state.deadlines.map(one => (names.has(nameOf(one)) ? moved(one, 1) : one))
  const { drafts, state: after } = advance(definition, { ...state, deadlines }, { at, calendar })
  if (drafts.length !== 1) throw new Error(`one rung was to fire, not ${drafts.map(({ type }) => type).join()}`)
  return { ...after, deadlines: after.deadlines.map(one => (names.has(nameOf(one)) ? moved(one, -1) : one)) }
}
