// The time rules of a case type: how long its deadlines run, on which scales, and which of two fires first.
import type { CompiledDeadline, Duration } from '@convoke/core'
import type { Exploration } from '../explore/explore.js'
import { anyLength, type Length, lengthOn, type Scale, scaleOf } from './lengths.js'
import { periodsOf, type Running } from './running.js'
import { unbounded } from './zone.js'

/** What is known of the time rules of a case type. */
export interface Rules {
  readonly deadlines: readonly CompiledDeadline[]
  readonly periods: readonly (Duration | undefined)[]
  readonly scales: readonly Scale[]
  rungsOf(deadline: number): readonly string[]
  /** Whether a deadline was met that leads anywhere. */
  isActing(name: string): boolean
}

/** The scales on which the deadlines of a case type are counted that lead anywhere. */
function scalesOf(
  deadlines: readonly CompiledDeadline[],
  periods: readonly (Duration | undefined)[],
): readonly Scale[] {
  const scales = new Map<string, Scale>()
  for (const [n, { desk }] of deadlines.entries()) {
    const period = periods[n]
    if (period === undefined) continue
    const scale = scaleOf(period, desk)
    scales.set(scale.name, scale)
  }
  return [...scales.values()]
}

/** The time rules of what was explored. */
export function rulesOf(exploration: Exploration): Rules {
  const { definition, rungsOf } = exploration.model
  const { deadlines } = definition
  const periods = periodsOf(exploration)
  const heard = new Set(exploration.moves.flatMap(move => (move.kind === 'clock' ? [move.name] : [])))
  const acting = deadlines.map(({ name }, n) => (heard.has(name) ? periods[n] : undefined))
  const rungs = deadlines.map(({ name }) => rungsOf(name))
  return {
    deadlines,
    periods,
    scales: scalesOf(deadlines, acting),
    rungsOf: deadline => rungs[deadline] as readonly string[],
    isActing: name => heard.has(name),
  }
}

/** How long a deadline runs from its start, on a scale; one that may be extended has no longest length. */
export function lengthOf({ deadlines, periods, scales }: Rules, deadline: number, scale: number): Length {
  const period = periods[deadline]
  const { desk, due, extended } = deadlines[deadline] as CompiledDeadline
  if (period === undefined || due !== undefined) return anyLength
  const length = lengthOn(scales[scale] as Scale, period, desk)
  return extended === undefined ? length : { ...length, most: unbounded }
}

/** Of two rungs that fall due at once, whether this one fires first. */
export function comesFirst({ deadlines, rungsOf }: Rules, one: Running, other: Running): boolean {
  const nameOf = ({ deadline, key, rung }: Running) =>
    [(deadlines[deadline] as CompiledDeadline).name, key, rungsOf(deadline)[rung] as string] as const
  const [a, b] = [nameOf(one), nameOf(other)]
  for (const n of [0, 1, 2] as const) if (a[n] !== b[n]) return a[n] < b[n]
  return false
}
