// Two policies under the same luck.
import type { Locale } from '@convoke/core'
import type { Dims } from '../run/tally.js'
import { pairedMeans, pairedRatios } from '../statistics/interval.js'
import { type Correcting, uncorrected } from './correcting.js'
import { type Figures, nameOf } from './indicators.js'

/** How far one figure of the other policy is from that of the first. Plain JSON. */
export interface ComparedRow {
  readonly id: string
  readonly dims: Dims
  readonly kind: Figures['kind']
  readonly unit: Figures['unit']
  /** The other less the first; null where one of them is not defined. */
  readonly diff: number | null
  readonly ci: readonly [low: number, high: number] | null
  /** One-sided confidence that the other is better, from 0 to 1; null where neither way is better or nothing can be said. */
  readonly pOneSided: number | null
  /** Share of replications in which the other is better; a tie counts half. */
  readonly shareOfReplicationsBetter: number | null
  /** Variance of the difference against that of studies with luck of their own; null where nothing varies. */
  readonly varianceRatio: number | null
  /** How many things the figure is about under the first policy and under the other, over all replications. */
  readonly n: readonly [first: number, other: number]
}

/** The rows of all figures that both policies have. `level` is that of each row. */
export function compared(
  first: readonly Figures[],
  other: readonly Figures[],
  level: number,
  correcting: Correcting = uncorrected,
): readonly ComparedRow[] {
  const others = new Map(other.map(figures => [nameOf(figures), figures]))
  return first.flatMap(one => {
    const two = others.get(nameOf(one))
    return two === undefined ? [] : [rowOf(one, two, level, correcting)]
  })
}

function rowOf(one: Figures, two: Figures, level: number, correcting: Correcting): ComparedRow {
  const values = (of: Figures) =>
    of.fractions?.map(({ sum, count }) => (count > 0 ? sum / count : null)) ?? of.values ?? []
  const controls = correcting.by(one.stretched, two.stretched)
  const difference =
    one.fractions !== undefined && two.fractions !== undefined
      ? pairedRatios(one.fractions, two.fractions, level, controls)
      : pairedMeans(whole(one.values), whole(two.values), level, controls)
  const { id, dims, kind, unit, better } = one
  const smaller = difference.confidenceSmaller
  return {
    ...{ id, dims, kind, unit, diff: difference.estimate, ci: difference.ci },
    pOneSided: better === null || smaller === null ? null : better === 'lower' ? smaller : 1 - smaller,
    shareOfReplicationsBetter: better === null ? null : shareBetter(values(one), values(two), better),
    varianceRatio: difference.varianceRatio,
    n: [one.n, two.n],
  }
}

/** From so far apart on it is told how many reached a period: fewer that do make a share better or worse without anybody being quicker. Ours. */
const leastApart = 0.05

/**
 * How many periods there were under either policy, in words, where a share of periods met is of other numbers of them; undefined for all else.
 *
 * @example
 * const row = { id: 'deadlineMet', n: [1470, 980] } as const
 * reachedWords(row, 'en') // => '1470 periods, then 980'
 * reachedWords({ ...row, n: [1470, 1468] }, 'en') // => undefined
 */
export function reachedWords(
  { id, n: [first, other] }: Pick<ComparedRow, 'id' | 'n'>,
  locale: Locale,
): string | undefined {
  if (id !== 'deadlineMet' || Math.abs(other - first) <= leastApart * first) return undefined
  return locale === 'en' ? `${first} periods, then ${other}` : `期限 ${first} 个，改后 ${other} 个`
}

function whole(values: readonly (number | null)[] = []): readonly number[] {
  const known = values.filter(value => value !== null)
  return known.length === values.length ? known : []
}

function shareBetter(
  one: readonly (number | null)[],
  two: readonly (number | null)[],
  better: 'lower' | 'higher',
): number | null {
  let count = 0
  let sum = 0
  for (const [i, a] of one.entries()) {
    const b = two[i] ?? null
    if (a === null || b === null) continue
    count++
    sum += a === b ? 0.5 : b < a === (better === 'lower') ? 1 : 0
  }
  return count === 0 ? null : sum / count
}
