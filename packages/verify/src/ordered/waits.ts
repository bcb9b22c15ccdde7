// The deadlines that are waited for along a way, and when each falls due, counted from the step with which it started.
import type { CompiledDeadline, Duration } from '@convoke/core'
import { day, isInDays, isPlain } from './lengths.js'
import type { Ordered } from './ordered.js'
import type { Rules } from './rules.js'
import type { Running } from './running.js'

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
export interface Instant {
  readonly step: number
  readonly isOfDay: boolean
  readonly minutes: number
}

/** A deadline that is waited for, and when it falls due; undefined where nobody can say. */
export interface Wait {
  readonly running: Running
  readonly due: Instant | undefined
}

/** What is waited for in a state of a way, and which of it is reached by the step out of it. */
export interface Waiting {
  readonly waits: readonly Wait[]
  readonly reached: Wait | undefined
}

/** What is waited for in each state of a way. */
export function waitsAlong(ordered: Ordered, { states, labels }: OrderedWay): readonly Waiting[] {
  const { rules } = ordered
  /** Since which step each deadline runs, by deadline and key. */
  let since = startedAt(ordered.timedIn(states[0] as number).running, () => 0)
  const waitsOf = (running: readonly Running[]): readonly Wait[] =>
    running.map(one => ({ running: one, due: instantIn(rules, one, since.get(nameOf(one))) }))
  const waiting = labels.map((label, n): Waiting => {
    const step = ordered.timedStep(states[n] as number, label, states[n + 1] as number)
    const { running } = step.before
    const waits = waitsOf(running)
    const before = since
    since = startedAt(step.after.running, one => {
      const origin = step.origins[step.after.running.indexOf(one)]
      if (origin === 'starts') return n + 1
      return typeof origin === 'object' ? before.get(nameOf(running[origin.from] as Running)) : undefined
    })
    return { waits, reached: step.reached < 0 ? undefined : waits[step.reached] }
  })
  return [...waiting, { waits: waitsOf(ordered.timedIn(states.at(-1) as number).running), reached: undefined }]
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

function minutesOf({ n, unit }: Duration): number {
  return unit === 'minute' ? n : unit.endsWith('hour') ? n * 60 : n * day
}

/** A part of the time of a way: from the day of a step on, counted in a unit. */
interface Part {
  readonly unit: Duration['unit']
  readonly n: number
  /** The days on which it began and ended; undefined where it is not counted in days. */
  readonly days: readonly [from: number, to: number] | undefined
}

/**
 * What the time of a way is made of whose steps are taken at these minutes: back from its end, each the deadline that is
 * reached, or just before which something is done, from where it started; added up by unit.
 */
export function periodsAlong(
  ordered: Ordered,
  way: OrderedWay,
  minutes: readonly number[],
): readonly Pick<Duration, 'n' | 'unit'>[] {
  const waiting = waitsAlong(ordered, way)
  const dayIn = (step: number) => Math.floor((minutes[step] as number) / day)
  const minuteOf = ({ step, isOfDay, minutes: after }: Instant) =>
    (isOfDay ? dayIn(step) * day : (minutes[step] as number)) + after
  const parts: Part[] = []
  for (let step = way.states.length - 1; step > 0; ) {
    const { waits, reached } = waiting[step - 1] as Waiting
    const isJustBefore = ({ running, due }: Wait) =>
      running.isAside !== true && due !== undefined && minuteOf(due) - 1 === minutes[step]
    const wait = reached?.due === undefined ? waits.find(isJustBefore) : reached
    if (wait?.due === undefined) {
      step -= 1
      continue
    }
    const { due } = wait
    const { unit } = ordered.rules.periods[wait.running.deadline] as Duration
    const isWhole = due.minutes % 60 === 0
    if (due.isOfDay) {
      const n = due.minutes / day - 1
      parts.push({ unit, n, days: [dayIn(due.step), dayIn(due.step) + n] })
    } else
      parts.push({
        unit: isWhole && unit === 'minute' ? 'hour' : isWhole ? unit : 'minute',
        n: isWhole ? due.minutes / 60 : due.minutes,
        days: undefined,
      })
    step = due.step
  }
  const sums = new Map<Duration['unit'], number>()
  parts.reverse()
  for (const [place, { unit, n, days }] of parts.entries()) {
    // What starts when a deadline has run out at midnight leaves out the day that begins then.
    const before = parts[place - 1]?.days
    const left = days !== undefined && before !== undefined ? days[0] - before[1] : 0
    sums.set(unit, (sums.get(unit) ?? 0) + n + left)
  }
  return [...sums].map(([unit, n]) => ({ n, unit }))
}
