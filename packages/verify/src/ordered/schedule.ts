// When each step of a way is taken, everybody acting as late as may be: a solution of how far its instants lie apart at most,
// on a calendar on which every day works.
import type { CompiledDeadline, Duration } from '@convoke/core'
import { beginsAt } from '../replay.js'
import { day, isPlain } from './lengths.js'
import type { Ordered } from './ordered.js'
import { comesFirst, type Rules } from './rules.js'
import type { Running } from './running.js'
import { atMost, type Bound, close, freeZone, restrict, roundBetween, unbounded, type Zone } from './zone.js'

/** A way through an exploration with the order of deadlines: its states, and the moves between them. */
export interface OrderedWay {
  readonly states: readonly number[]
  readonly labels: readonly number[]
}

/** The way by which a state was found first. */
export function orderedWayTo({ parents, parentMoves }: Ordered, state: number): OrderedWay {
  const states = [state]
  const labels: number[] = []
  for (let at = state; (parents[at] as number) >= 0; at = parents[at] as number) {
    states.push(parents[at] as number)
    labels.push(parentMoves[at] as number)
  }
  return { states: states.reverse(), labels: labels.reverse() }
}

/** An instant: minutes after the instant of a step, or after the day of that step began. */
interface Instant {
  readonly step: number
  readonly isOfDay: boolean
  readonly minutes: number
}

const instantOf = (step: number): number => 1 + 2 * step
const dayOf = (step: number): number => 2 + 2 * step

/**
 * For each step of a way, and the beginning, the minute at which it is taken, counted from midnight before the case begins;
 * undefined where there are no such instants. What happens at dates that nobody can say is taken as soon as may be.
 */
export function scheduleOf(ordered: Ordered, way: OrderedWay): readonly number[] | undefined {
  const steps = way.states.length
  const size = 1 + 2 * steps
  const zone = datedWay(ordered, way, size)
  const isWhole = Array.from({ length: size }, (_, n) => n > 0 && n % 2 === 0)
  if (!close(zone, size) || !roundBetween(zone, size, isWhole, day)) return undefined
  const fixed = (variable: number, unit: number): number | undefined => {
    const most = zone[variable * size] as Bound
    const least = -((zone[variable] as Bound) >> 1)
    const at = most >= unbounded ? least : Math.floor((most >> 1) / unit) * unit
    return restrict(zone, size, variable, 0, atMost(at)) && restrict(zone, size, 0, variable, atMost(-at))
      ? at
      : undefined
  }
  // The end as late as may be, then what comes before it.
  if (fixed(dayOf(steps - 1), day) === undefined) return undefined
  const minutes: number[] = []
  for (let step = 0; step < steps; step++) {
    const at = fixed(dayOf(step), day) === undefined ? undefined : fixed(instantOf(step), 1)
    if (at === undefined) return undefined
    minutes.push(at)
  }
  return minutes
}

/** How far the instants of a way lie apart, as its deadlines have it. */
function datedWay(ordered: Ordered, { states, labels }: OrderedWay, size: number): Zone {
  const { rules, moves } = ordered
  const zone = freeZone(size)
  const bound = (one: number, other: number, most: number): void => {
    zone[one * size + other] = Math.min(zone[one * size + other] as Bound, atMost(most))
  }
  /** Lets one instant lie at most so many minutes after another. */
  const apart = (one: Instant, other: Instant, most: number): void => {
    const variableOf = ({ step, isOfDay }: Instant) => (isOfDay ? dayOf(step) : instantOf(step))
    if (variableOf(one) !== variableOf(other))
      bound(variableOf(one), variableOf(other), most - one.minutes + other.minutes)
  }
  const taken = (step: number): Instant => ({ step, isOfDay: false, minutes: 0 })
  bound(instantOf(0), 0, beginsAt)
  bound(0, instantOf(0), -beginsAt)
  bound(dayOf(0), 0, 0)
  bound(0, dayOf(0), 0)
  for (const step of states.keys()) {
    bound(instantOf(step), dayOf(step), day - 1)
    bound(dayOf(step), instantOf(step), 0)
  }
  /** Since which step each deadline runs, by deadline and key. */
  let since = startedAt(ordered.timedIn(states[0] as number).running, () => 0)
  for (const [n, label] of labels.entries()) {
    const [from, to] = [states[n] as number, states[n + 1] as number]
    const step = ordered.timedStep(from, label, to)
    const { running } = step.before
    const dueOf = (one: Running) => instantIn(rules, one, since.get(nameOf(one)))
    const isCommand = moves[label]?.kind === 'command'
    apart(taken(n), taken(n + 1), isCommand ? -1 : 0)
    const reached = step.reached < 0 ? undefined : (running[step.reached] as Running)
    const at = reached && dueOf(reached)
    if (at !== undefined) {
      apart(taken(n + 1), at, 0)
      apart(at, taken(n + 1), 0)
    }
    for (const other of running) {
      const due = other === reached || other.isAside === true ? undefined : dueOf(other)
      if (due === undefined) continue
      apart(taken(n + 1), due, reached !== undefined && comesFirst(rules, reached, other) ? 0 : -1)
    }
    const before = since
    since = startedAt(step.after.running, one => {
      const origin = step.origins[step.after.running.indexOf(one)]
      if (origin === 'starts') return n + 1
      return typeof origin === 'object' ? before.get(nameOf(running[origin.from] as Running)) : undefined
    })
  }
  const last = states.at(-1) as number
  if (!ordered.isWatched(last)) return zone
  const { running } = ordered.timedIn(last)
  const watch = running.at(-1) as Running
  const limit = instantIn(rules, watch, since.get(nameOf(watch)))
  if (watch.isAside === true || limit === undefined) return zone
  apart(taken(states.length - 1), limit, 0)
  for (const one of running) {
    const due = one === watch ? undefined : instantIn(rules, one, since.get(nameOf(one)))
    if (due !== undefined) apart(limit, due, -1)
  }
  return zone
}

function nameOf({ deadline, key }: Running): string {
  return `${deadline} ${key}`
}

function startedAt(
  running: readonly Running[],
  stepOf: (one: Running) => number | undefined,
): ReadonlyMap<string, number | undefined> {
  return new Map(running.map(one => [nameOf(one), stepOf(one)]))
}

/** When a deadline that runs since a step comes to the rung it waits for; undefined where nobody can say. */
function instantIn(rules: Rules, { deadline, rung }: Running, step: number | undefined): Instant | undefined {
  const declared = rules.deadlines[deadline] as CompiledDeadline
  const period = rules.periods[deadline]
  if (step === undefined || period === undefined || !isPlain(declared)) return undefined
  const isOfDay = isInDays(period)
  const whole = isOfDay ? (period.n + 1) * day : minutesOf(period)
  const name = rules.rungsOf(deadline)[rung]
  if (name === 'due') return { step, isOfDay, minutes: whole }
  const { fraction, before, after } = declared.ladder?.find(one => one.rung === name) ?? {}
  if (fraction !== undefined)
    return isOfDay ? undefined : { step, isOfDay, minutes: Math.floor((whole * fraction[0]) / fraction[1]) }
  if (before !== undefined) return { step, isOfDay, minutes: whole - minutesOf(before) }
  return after === undefined ? undefined : { step, isOfDay, minutes: whole + minutesOf(after) }
}

function isInDays({ unit }: Duration): boolean {
  return unit === 'working-day' || unit === 'calendar-day'
}

function minutesOf({ n, unit }: Duration): number {
  return unit === 'minute' ? n : unit.endsWith('hour') ? n * 60 : n * day
}
