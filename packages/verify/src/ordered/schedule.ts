// When each step of a way is taken, everybody acting as late as may be: a solution of how far its instants lie apart at most,
// on a calendar on which every day works.
import { beginsAt } from '../model/replay.js'
import { day } from './lengths.js'
import type { Ordered } from './ordered.js'
import { comesFirst } from './rules.js'
import { type Instant, type OrderedWay, type Waiting, waitsAlong } from './waits.js'
import { atMost, type Bound, close, freeZone, restrict, roundBetween, unbounded, type Zone } from './zone.js'

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
  /** As late as may be; where that is any time, as soon. */
  const taken = (step: number): number | undefined => {
    const isAnyTime = (zone[instantOf(step) * size] as Bound) >= unbounded
    if (!isAnyTime && fixed(dayOf(step), day) === undefined) return undefined
    return fixed(instantOf(step), 1)
  }
  // The end first, then what comes before it.
  if (taken(steps - 1) === undefined) return undefined
  const minutes: number[] = []
  for (let step = 0; step < steps; step++) {
    const at = taken(step)
    if (at === undefined) return undefined
    minutes.push(at)
  }
  return minutes
}

/** How far the instants of a way lie apart, as its deadlines have it. */
function datedWay(ordered: Ordered, way: OrderedWay, size: number): Zone {
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
  for (const step of way.states.keys()) {
    bound(instantOf(step), dayOf(step), day - 1)
    bound(dayOf(step), instantOf(step), 0)
  }
  const waiting = waitsAlong(ordered, way)
  for (const [n, label] of way.labels.entries()) {
    const { waits, reached } = waiting[n] as Waiting
    apart(taken(n), taken(n + 1), moves[label]?.kind === 'command' ? -1 : 0)
    if (reached?.due !== undefined) {
      apart(taken(n + 1), reached.due, 0)
      apart(reached.due, taken(n + 1), 0)
    }
    for (const { running, due } of waits) {
      if (due === undefined || running === reached?.running || running.isAside === true) continue
      const isFirst = reached !== undefined && comesFirst(rules, reached.running, running)
      apart(taken(n + 1), due, isFirst ? 0 : -1)
    }
  }
  const last = way.states.length - 1
  const { waits } = waiting[last] as Waiting
  const watch = ordered.isWatched(way.states[last] as number) ? waits.at(-1) : undefined
  if (watch?.due === undefined || watch.running.isAside === true) return zone
  // Nothing falls due before the stopwatch ends.
  apart(taken(last), watch.due, 0)
  for (const { running, due } of waits) if (running !== watch.running && due !== undefined) apart(watch.due, due, -1)
  return zone
}
