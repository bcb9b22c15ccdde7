// A pilot 试点: a policy in some groups only. What it does there, what it does elsewhere, and how long whoever only counts
// would have to wait to see something.
import tQuantile from '@stdlib/stats-base-dists-t-quantile'
import type { ReplicationResult } from '../run/tally.js'
import type { World } from '../run/world.js'
import { differenceOfAlike } from '../statistics/chance.js'
import { type Fraction, pairedRatios } from '../statistics/interval.js'
import { daysInMonth } from './effects.js'

const dayMs = 86_400_000
const weekMs = 7 * dayMs

/** What a pilot shows of one figure. Plain JSON. */
export interface PilotFigure {
  readonly id: 'timeToClose' | 'deadlineMet'
  /** In the groups of the pilot: the policy less the first policy, under the same luck. */
  readonly effect: { readonly diff: number | null; readonly ci: readonly [low: number, high: number] | null }
  /** The same in all other groups 溢出: what the policy does where it does not hold. */
  readonly spillOver: { readonly diff: number | null; readonly ci: readonly [low: number, high: number] | null }
  /**
   * After how many months somebody who compares the groups week by week would see a change of a tenth in four of five
   * tries; null where nothing varies.
   *
   * @source comparison of means at 5 % and 80 % power, normal approximation, from the weeks of the first policy
   */
  readonly monthsToSeeTenth: number | null
  /** How often the same comparison (t test over weeks, two-sided, 5 %) cries success under the first policy, where there is nothing to see. */
  readonly falseSuccess: { readonly share: number | null; readonly of: number }
}

/** A pilot as it was simulated. Plain JSON. */
export interface Pilot {
  readonly where: Readonly<Record<string, readonly string[]>>
  readonly figures: readonly PilotFigure[]
}

/** How a policy that holds in some groups only compares; undefined where it holds everywhere. */
export function pilotOf(
  first: readonly ReplicationResult[],
  other: readonly ReplicationResult[],
  world: World,
  { level, isSame }: { readonly level: number; readonly isSame: boolean },
): Pilot | undefined {
  const { effective } = world.arm
  const [entry] = Object.entries(effective?.where ?? {})
  if (entry === undefined) return undefined
  const [dim, wanted] = entry
  const groups: readonly string[] = [wanted].flat()
  const key = `segment.${dim}`
  // Weeks before the pilot show how the groups differ anyway; two are needed to say anything.
  const start = Math.ceil((world.effectiveFrom - world.measuredFrom) / weekMs)
  const weeks = Math.floor((world.measuredTo - world.measuredFrom) / weekMs)
  const before = start >= 2 ? start : 0
  const sums = (
    result: ReplicationResult,
    id: string,
    isPilot: boolean,
    isMeant: (week: number) => boolean,
  ): Fraction => {
    let [sum, count] = [0, 0]
    for (const one of result.measures) {
      if (one.id !== id || one.dims.week === undefined || !isMeant(Number(one.dims.week))) continue
      if (one.dims[key] === undefined || groups.includes(one.dims[key]) !== isPilot) continue
      sum += one.sum
      count += one.count
    }
    return { sum, count }
  }
  const isAfter = (week: number) => week >= Math.max(0, start)
  const figures = (['timeToClose', 'deadlineMet'] as const).map((id): PilotFigure => {
    const compare = (isPilot: boolean) => {
      const [one, two] = [first, other].map(all => all.map(own => sums(own, id, isPilot, isAfter))) as [
        Fraction[],
        Fraction[],
      ]
      const alike = isSame || id !== 'deadlineMet' ? undefined : differenceOfAlike(one, two, level)
      const { estimate, ci } = alike ?? pairedRatios(one, two, level)
      return { diff: estimate, ci }
    }
    const apart = first.map(one =>
      Array.from({ length: weeks }, (_, week) => {
        const [there, elsewhere] = [true, false].map(isPilot => sums(one, id, isPilot, at => at === week))
        return ratioOf(there) - ratioOf(elsewhere)
      }),
    )
    const tests = apart
      .map(values => successIn(values.slice(0, before), values.slice(Math.max(0, start))))
      .filter(one => one !== undefined)
    const usual = first
      .map(one => sums(one, id, true, () => true))
      .map(ratioOf)
      .filter(Number.isFinite)
    const mean = usual.reduce((sum, one) => sum + one, 0) / usual.length
    return {
      ...{ id, effect: compare(true), spillOver: compare(false) },
      monthsToSeeTenth: monthsFor(apart, mean / 10, before > 0),
      falseSuccess: {
        share: tests.length === 0 ? null : tests.filter(one => one).length / tests.length,
        of: tests.length,
      },
    }
  })
  return { where: { [dim]: groups }, figures }
}

function ratioOf(fraction: Fraction | undefined): number {
  return fraction === undefined || fraction.count === 0 ? Number.NaN : fraction.sum / fraction.count
}

function spread(values: readonly number[]): { readonly mean: number; readonly variance: number; readonly n: number } {
  const known = values.filter(Number.isFinite)
  const mean = known.reduce((sum, one) => sum + one, 0) / known.length
  const variance = known.reduce((sum, one) => sum + (one - mean) * (one - mean), 0) / (known.length - 1)
  return { mean, variance, n: known.length }
}

/** Whether weeks are told apart; undefined where there are too few. @source Welch's t test, two-sided, 5 % */
function successIn(before: readonly number[], after: readonly number[]): boolean | undefined {
  const b = spread(after)
  if (b.n < 2) return undefined
  if (before.length === 0)
    return b.variance > 0 && Math.abs(b.mean) / Math.sqrt(b.variance / b.n) > tQuantile(0.975, b.n - 1)
  const a = spread(before)
  if (a.n < 2) return undefined
  const [one, two] = [a.variance / a.n, b.variance / b.n]
  if (one + two === 0) return false
  const freedom = ((one + two) * (one + two)) / ((one * one) / (a.n - 1) + (two * two) / (b.n - 1))
  return Math.abs(b.mean - a.mean) / Math.sqrt(one + two) > tQuantile(0.975, freedom)
}

/** Standard normal quantiles of 97.5 % and 80 %. */
const needed = 1.959964 + 0.841621

function monthsFor(apart: readonly (readonly number[])[], change: number, hasBefore: boolean): number | null {
  const variances = apart.map(values => spread(values).variance).filter(Number.isFinite)
  const variance = variances.reduce((sum, one) => sum + one, 0) / variances.length
  if (!(variance > 0) || !(change > 0)) return null
  const weeks = ((hasBefore ? 2 : 1) * needed * needed * variance) / (change * change)
  return Math.max(1, Math.ceil((weeks * 7) / daysInMonth))
}
