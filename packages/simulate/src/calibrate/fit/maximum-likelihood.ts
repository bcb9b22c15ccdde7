import exp from '@stdlib/math-base-special-exp'
import ln from '@stdlib/math-base-special-ln'
import type { Family, Fitted } from './families.js'
import { minimise, spreads } from './minimise.js'
import { isCensored, middle, type Observation } from './observation.js'

/** A parameter with the interval that covers the true one in 95 % of logs; null where the log says too little. */
export interface Parameter {
  readonly estimate: number
  readonly ci: readonly [low: number, high: number] | null
}

/** One family as it fits best. */
export interface Fit {
  readonly family: Family
  readonly numbers: readonly number[]
  /** Share of those that never happen; 0 where that was not asked. */
  readonly never: number
  readonly parameters: Readonly<Record<string, Parameter>>
  readonly logLikelihood: number
  readonly aic: number
}

/** Luck in a log of 95 %, two-sided. */
const z95 = 1.959963984540054
const tiny = 1e-300

/** What of an observation does not depend on parameters. */
interface Prepared {
  readonly x: number
  readonly lnX: number
  readonly from: number
  readonly to: number
  readonly after: number
  readonly kind: 'exact' | 'interval' | 'censored'
}

/** Observations ready to be looked at many times; a value of 0 is taken as one below a millisecond. */
export function prepared(observations: readonly Observation[]): readonly Prepared[] {
  return observations.map(one => {
    const x = Math.max(middle(one), 0.5)
    const kind = isCensored(one) ? 'censored' : one.to > one.from ? 'interval' : 'exact'
    return { x, lnX: ln(x), from: one.from, to: one.to, after: one.after ?? 0, kind }
  })
}

function loss(fitted: Fitted, never: number, observations: readonly Prepared[]): number {
  const ever = 1 - never
  let sum = 0
  for (const { x, lnX, from, to, after, kind } of observations) {
    if (kind === 'exact') sum -= fitted.logDensity(x, lnX) + (never === 0 ? 0 : ln(ever))
    else if (kind === 'censored') {
      if (from > 0) sum -= ln(Math.max(tiny, never + ever * fitted.survival(from)))
    } else sum -= ln(Math.max(tiny, ever * (fitted.survival(from) - fitted.survival(to))))
    if (after > 0) sum += ln(Math.max(tiny, never + ever * fitted.survival(after)))
  }
  return sum
}

const shareOf = (number: number) => 1 / (1 + exp(-number))

/**
 * The parameters of a family under which the observations are likeliest, whether exact, within bounds, censored or truncated; with
 * `mayBeNever` also which share never happens, whatever the time.
 *
 * @source Meeker, Escobar: Statistical Methods for Reliability Data, 7 and 11; Boag (1949) for the share that never happens
 */
export function likeliest(
  family: Family,
  observations: readonly Prepared[],
  {
    mayBeNever = false,
    start,
    isBare = false,
  }: { readonly mayBeNever?: boolean; readonly start?: readonly number[]; readonly isBare?: boolean } = {},
): Fit {
  const f = (numbers: readonly number[]) => {
    const never = mayBeNever ? shareOf(numbers.at(-1) as number) : 0
    return loss(family.at(numbers), never, observations)
  }
  const begin = start ?? [...family.start(momentsOf(observations)), ...(mayBeNever ? [-2] : [])]
  const { at, value } = minimise(f, begin)
  const numbers = mayBeNever ? at.slice(0, -1) : at
  const errors = isBare ? null : spreads(f, at)
  const bounds = (i: number, natural: (number: number) => number): Parameter => {
    const number = at[i] as number
    const error = errors?.[i]
    const ci = error === undefined ? null : ([natural(number - z95 * error), natural(number + z95 * error)] as const)
    return { estimate: natural(number), ci }
  }
  const own = family.parameters.map((name, i) => [name, bounds(i, number => family.natural(i, number))] as const)
  const never = mayBeNever ? bounds(at.length - 1, shareOf) : undefined
  return {
    ...{ family, numbers, never: never?.estimate ?? 0, logLikelihood: -value, aic: 2 * at.length + 2 * value },
    parameters: Object.fromEntries([...own, ...(never === undefined ? [] : [['never', never] as const])]),
  }
}

function momentsOf(observations: readonly Prepared[]) {
  const ended = observations.filter(({ kind }) => kind !== 'censored')
  const own = ended.length > 0 ? ended : observations
  const n = own.length
  const lnMean = own.reduce((sum, { lnX }) => sum + lnX, 0) / n
  // What is not over yet makes the mean of all longer than that of what is.
  const total = observations.reduce((sum, { x, after }) => sum + Math.max(0, x - after), 0)
  return {
    mean: Math.max(1, total / n),
    lnMean,
    lnVariance: own.reduce((sum, { lnX }) => sum + (lnX - lnMean) * (lnX - lnMean), 0) / n,
  }
}
