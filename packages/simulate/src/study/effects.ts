// What a policy does to cases, in the measure leaders count in: cases a month.
import type { Dims } from '../run/tally.js'
import type { ByStretch } from '../statistics/by-stretch.js'
import { type Fraction, pairedMeans } from '../statistics/interval.js'
import type { Comparing } from './compare.js'
import { uncorrected } from './correcting.js'
import type { Better, FigureName, Figures } from './indicators.js'
import { monthlyDifference, monthlyInterval, type Numbers } from './monthly.js'

/** What an effect counts, per month: duties late 逾期, cases that end some way, duties nobody does anything about, cases not settled. */
export type EffectId = 'late' | 'endsAs' | 'silent' | 'unsettled'

/** A number per month under one policy. Plain JSON. */
export interface Monthly {
  readonly estimate: number
  readonly ci: readonly [low: number, high: number] | null
}

/** How many a month under either policy, and how far they are apart under the same luck. Plain JSON. */
export interface Effect {
  readonly id: EffectId
  readonly dims: Dims
  readonly from: Monthly
  readonly to: Monthly
  /** The other less the first; null where it cannot be said. */
  readonly diff: number | null
  readonly ci: readonly [low: number, high: number] | null
  readonly better: Better
  /** One-sided confidence that the other is better, from 0 to 1; null where neither way is better or nothing can be said. */
  readonly pOneSided: number | null
  /**
   * After how many months somebody who only counts would see this difference in four of five tries, when one month is
   * compared with one before; null where there is none.
   *
   * @source two-sample comparison of means at 5 % and 80 % power, normal approximation
   */
  readonly monthsToSee: number | null
}

/** Days in a mean month of the Gregorian calendar. */
export const daysInMonth = 30.436875

/** What is counted of a figure: whole cases or duties, in each replication. */
interface Counted {
  readonly id: EffectId
  readonly dims: Dims
  readonly better: Better
  readonly counts: readonly number[]
  /** Of how many it might have been, where each thing counts once at most. */
  readonly tries?: readonly number[] | undefined
  /** The same by stretches of time, where replications have them. */
  readonly stretched: ByStretch | undefined
  /** The figure it is made of. */
  readonly of: FigureName
}

/** The effects of the other policy, over a measured span of so many days. */
export function effectsOf(
  first: readonly Figures[],
  other: readonly Figures[],
  { days, level, isSame, correcting = uncorrected }: Comparing & { readonly days: number },
): readonly Effect[] {
  const months = days / daysInMonth
  const name = ({ id, dims }: Counted) => `${id} ${JSON.stringify(Object.entries(dims).sort())}`
  const ones = new Map(counted(first).map(one => [name(one), one]))
  const others = new Map(counted(other).map(one => [name(one), one]))
  return [...new Set([...ones.keys(), ...others.keys()])].sort().map(key => {
    const about = (ones.get(key) ?? others.get(key)) as Counted
    const numbers = (own: Counted | undefined, figures: readonly Figures[]): Numbers => {
      const counts = own?.counts ?? about.counts.map(() => 0)
      const tries = own === undefined ? casesOf(about, figures) : own.tries
      const fractions = tries && counts.map((sum, i): Fraction => ({ sum, count: tries[i] ?? 0 }))
      return { monthly: counts.map(count => count / months), tries: fractions }
    }
    const stretched = (of: ByStretch | undefined) =>
      about.stretched && { sums: of ?? about.stretched.map(values => values.map(() => 0)), over: months }
    const [one, two] = [ones.get(key), others.get(key)]
    const [from, to] = [numbers(one, first), numbers(two, other)]
    const corrections = correcting.by(stretched(one?.stretched), stretched(two?.stretched))
    const {
      estimate: diff,
      ci,
      confidenceSmaller,
    } = isSame(about.of)
      ? pairedMeans(from.monthly, to.monthly, level, corrections)
      : monthlyDifference(from, to, { months, level, corrections })
    const told = (of: Numbers) => monthlyOf(of, months, level)
    const { id, dims, better } = about
    return {
      ...{ id, dims, from: told(from), to: told(to), diff, ci, better },
      pOneSided:
        better === null || confidenceSmaller === null
          ? null
          : better === 'lower'
            ? confidenceSmaller
            : 1 - confidenceSmaller,
      monthsToSee: monthsToSee(from.monthly, diff, months),
    }
  })
}

function monthlyOf(of: Numbers, months: number, level: number): Monthly {
  const { estimate, ci } = monthlyInterval(of, months, level)
  // Cases are counted: there are never fewer than none.
  return { estimate: estimate ?? 0, ci: ci === null ? null : [Math.max(0, ci[0]), ci[1]] }
}

/** Standard normal quantiles of 97.5 % and 80 %, and of the two together over two samples. */
const needed = (1.959964 + 0.841621) * Math.SQRT2

function monthsToSee(monthly: readonly number[], diff: number | null, months: number): number | null {
  if (diff === null || diff === 0 || monthly.length < 2) return null
  const mean = monthly.reduce((sum, one) => sum + one, 0) / monthly.length
  const variance = monthly.reduce((sum, one) => sum + (one - mean) * (one - mean), 0) / (monthly.length - 1)
  // A rate over so many months varies less than that of one by as much.
  const ofOneMonth = variance * months
  return Math.max(1, Math.ceil((needed * needed * ofOneMonth) / (diff * diff)))
}

function counted(figures: readonly Figures[]): readonly Counted[] {
  return figures
    .flatMap(({ id, dims, kind, fractions = [], stretched }): readonly Counted[] => {
      const of = { id, dims, kind }
      const ofSums = { of, dims, counts: fractions.map(({ sum }) => sum), stretched: stretched?.sums }
      const tries = fractions.map(({ count }) => count)
      if (id === 'outcome') return [{ id: 'endsAs', better: null, ...ofSums, tries }]
      if (id === 'silences') return [{ id: 'silent', better: 'lower', ...ofSums }]
      if (id !== 'deadlineMet') return []
      const counts = fractions.map(({ sum, count }) => count - sum)
      return [
        { id: 'late', of, dims, better: 'lower', counts, tries, stretched: less(stretched?.counts, stretched?.sums) },
      ]
    })
    .concat(unsettled(figures))
}

/** Cases that arrived and have no outcome, by case type. */
function unsettled(figures: readonly Figures[]): readonly Counted[] {
  return figures
    .filter(({ id }) => id === 'arrived')
    .map(({ id, dims, kind, values = [], stretched }): Counted => {
      const outcomes = figures.filter(one => one.id === 'outcome' && one.dims.caseType === dims.caseType)
      const counts = values.map(
        (arrived, i) => (arrived ?? 0) - outcomes.reduce((sum, one) => sum + (one.fractions?.[i]?.sum ?? 0), 0),
      )
      const left = outcomes.reduce((rest, one) => less(rest, one.stretched?.sums), stretched?.sums)
      const tries = values.map(arrived => arrived ?? 0)
      return { id: 'unsettled', of: { id, dims, kind }, dims, better: 'lower', counts, tries, stretched: left }
    })
    .filter(({ counts }) => counts.some(count => count > 0))
}

/** Of what came about under the other policy only, how many it might have been under this one: what a case comes to might have been that of each. */
function casesOf({ id, dims }: Counted, figures: readonly Figures[]): readonly number[] | undefined {
  if (id !== 'endsAs' && id !== 'unsettled') return undefined
  const arrived = figures.find(one => one.id === 'arrived' && one.dims.caseType === dims.caseType)
  return arrived?.values?.map(value => value ?? 0)
}

function less(one: ByStretch | undefined, other: ByStretch | undefined): ByStretch | undefined {
  return one?.map((values, i) => values.map((value, t) => value - (other?.[i]?.[t] ?? 0)))
}
