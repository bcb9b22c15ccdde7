// Two policies under the same luck.
import type { Locale } from '@convoke/core'
import type { Dims } from '../run/tally.js'
import { spreadOfAlikeDifference, widenedBy } from '../statistics/alike-parts.js'
import { differenceOfAlike } from '../statistics/chance.js'
import { type Difference, type Interval, pairedMeans, pairedRatios, widened } from '../statistics/interval.js'
import { type Correcting, uncorrected } from './correcting.js'
import { type FigureName, type Figures, isCounted, isNothingUntold, nameOf } from './indicators.js'

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

/** How two policies are held against each other. */
export interface Comparing {
  /** Of each row. */
  readonly level: number
  /** Whether whatever a figure is made of came to the very same in each replication: then it differs by nothing, exactly. */
  readonly isSame: (figure: FigureName) => boolean
  readonly correcting?: Correcting | undefined
}

/** The rows of all figures that both policies have; of what is nothing where it is not told, also of those that only one has. */
export function compared(
  first: readonly Figures[],
  other: readonly Figures[],
  comparing: Comparing,
): readonly ComparedRow[] {
  const others = new Map(withNothing(other, first).map(figures => [nameOf(figures), figures]))
  return withNothing(first, other).flatMap(one => {
    const two = others.get(nameOf(one))
    return two === undefined ? [] : [rowOf(one, two, comparing)]
  })
}

/** The figures of a policy, and 0 in each replication of what is told of the other only. */
function withNothing(own: readonly Figures[], beside: readonly Figures[]): readonly Figures[] {
  const names = new Set(own.filter(({ id }) => isNothingUntold(id)).map(nameOf))
  const untold = beside.filter(one => isNothingUntold(one.id) && !names.has(nameOf(one)))
  return untold.length === 0 ? own : [...own, ...untold.map(nothingOf)]
}

function nothingOf({ values, stretched, ...about }: Figures): Figures {
  const sums = stretched?.sums.map(parts => parts.map(() => 0))
  return {
    ...about,
    values: values?.map(() => 0),
    ...(stretched === undefined || sums === undefined ? {} : { stretched: { ...stretched, sums } }),
  }
}

/** A difference with what it is uncertain by where shares came out alike in all replications, which Student's interval does not see. */
export function notCertain(
  difference: Difference,
  one: Figures,
  other: Figures,
  { level, isSame }: Pick<Comparing, 'level' | 'isSame'>,
): Difference {
  const { id, fractions, parts } = one
  if (parts !== undefined && other.parts !== undefined)
    return widenedBy(difference, spreadOfAlikeDifference(parts, other.parts, level, isSame(one)))
  if (!isCounted(id) || fractions === undefined || other.fractions === undefined || isSame(one)) return difference
  return differenceOfAlike(fractions, other.fractions, level) ?? difference
}

function rowOf(one: Figures, two: Figures, { level, isSame, correcting = uncorrected }: Comparing): ComparedRow {
  const values = (of: Figures) =>
    of.fractions?.map(({ sum, count }) => (count > 0 ? sum / count : null)) ?? of.values ?? []
  const controls = correcting.by(one.stretched, two.stretched)
  const difference = notCertain(
    one.fractions !== undefined && two.fractions !== undefined
      ? pairedRatios(one.fractions, two.fractions, level, controls)
      : pairedMeans(...pairsIn(one, two), level, controls),
    one,
    two,
    { level, isSame },
  )
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

/** The interval of a row, widened so that it and so many others hold at once (Bonferroni). */
export function widenedRow(
  { id, diff, ci, n: [first, other] }: ComparedRow,
  held: { readonly replications: number; readonly level: number; readonly together: number },
): Interval['ci'] {
  // Only what came out alike under each policy differs by all there is, and its interval is no t interval.
  if (!isCounted(id) || diff === null || Math.abs(diff) !== 1) return widened({ estimate: diff, ci }, held)
  const [one, two] = [
    { sum: diff > 0 ? 0 : first, count: first },
    { sum: diff > 0 ? other : 0, count: other },
  ]
  const level = 1 - (1 - held.level) / Math.max(1, held.together)
  return differenceOfAlike([one], [two], level)?.ci ?? null
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

/** The values of both, replication by replication: none where one is not defined in all; of sums of shares those of the replications in which both are. */
function pairsIn(one: Figures, two: Figures): readonly [first: readonly number[], other: readonly number[]] {
  const [first, other] = [one.values ?? [], two.values ?? []]
  const isBoth = first.map((value, i) => value !== null && (other[i] ?? null) !== null)
  if (one.parts === undefined && isBoth.includes(false)) return [[], []]
  const known = (values: typeof first) =>
    values.filter((value, i): value is number => value !== null && isBoth[i] === true)
  return [known(first), known(other)]
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
