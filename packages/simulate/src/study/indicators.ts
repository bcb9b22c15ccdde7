// Which figures there are, and how each is made of what replications counted.

import { besideIds } from '../run/case-times.js'
import type { Dims, Measure, ReplicationResult } from '../run/tally.js'
import { type Part, type Spread, spreadOfAlike, widenedBy } from '../statistics/alike-parts.js'
import type { ByStretch, StretchedFigure } from '../statistics/by-stretch.js'
import { intervalOfAlike } from '../statistics/chance.js'
import { quantileWithCensored } from '../statistics/histogram.js'
import { type Fraction, type Interval, meanInterval, ratioInterval } from '../statistics/interval.js'

/** One figure with its interval. Plain JSON. */
export interface Indicator {
  readonly id: string
  readonly dims: Dims
  readonly unit: 'ms' | 'share' | 'count' | 'perCase' | 'money' | 'points'
  readonly kind: 'mean' | 'ratio' | 'quantile' | 'count'
  /** Null where it is not defined: nothing happened that it could be about, or too much was not settled. */
  readonly estimate: number | null
  readonly ci: readonly [low: number, high: number] | null
  readonly level: number
  /** How the interval was made, in English: from what, and what it does not say. */
  readonly method: string
  /** How many things it is about, over all replications. */
  readonly n: number
  readonly replications: number
  /** Measured cases that were not settled when the run ended. */
  readonly censored: number
  readonly perReplication: readonly (number | null)[]
}

/** How a figure moves when things get better; null where neither way is better by itself. */
export type Better = 'lower' | 'higher' | null

/** What there is of a figure in each replication. */
export interface Figures {
  readonly id: string
  readonly dims: Dims
  readonly unit: Indicator['unit']
  readonly kind: Indicator['kind']
  readonly better: Better
  /** For means and shares. */
  readonly fractions?: readonly Fraction[] | undefined
  /** For everything else. */
  readonly values?: readonly (number | null)[] | undefined
  /** The same by stretches of time, where replications have them and it is a sum. */
  readonly stretched?: StretchedFigure | undefined
  readonly n: number
  readonly censored: number
  /** Of a weighted sum of shares: what it is the sum of. It is told over the replications in which each of them is defined. */
  readonly parts?: readonly Part[] | undefined
  /** Of a share: somebody worked beyond the hours there are, so that it may be above 1. */
  readonly isBeyond?: boolean | undefined
}

interface Rule {
  readonly unit: Indicator['unit']
  readonly kind: Indicator['kind']
  readonly better: Better
  /** What the sum is over: its own count, the cases of its type, or the replication. */
  readonly over: 'own' | 'cases' | 'replication' | 'capacity'
}

const rules: Readonly<Record<string, Rule>> = {
  arrived: { unit: 'count', kind: 'count', better: null, over: 'replication' },
  timeToClose: { unit: 'ms', kind: 'mean', better: 'lower', over: 'own' },
  timeInState: { unit: 'ms', kind: 'mean', better: null, over: 'cases' },
  outcome: { unit: 'share', kind: 'ratio', better: null, over: 'cases' },
  deadlineMet: { unit: 'share', kind: 'ratio', better: 'higher', over: 'own' },
  rungs: { unit: 'perCase', kind: 'mean', better: null, over: 'cases' },
  acts: { unit: 'perCase', kind: 'mean', better: null, over: 'cases' },
  silences: { unit: 'perCase', kind: 'mean', better: 'lower', over: 'cases' },
  residentActs: { unit: 'perCase', kind: 'mean', better: 'lower', over: 'cases' },
  refused: { unit: 'perCase', kind: 'mean', better: 'lower', over: 'cases' },
  wait: { unit: 'ms', kind: 'mean', better: 'lower', over: 'own' },
  openWait: { unit: 'ms', kind: 'mean', better: 'lower', over: 'own' },
  work: { unit: 'ms', kind: 'count', better: null, over: 'replication' },
  overtime: { unit: 'ms', kind: 'count', better: 'lower', over: 'replication' },
  wasted: { unit: 'ms', kind: 'count', better: 'lower', over: 'replication' },
  handOvers: { unit: 'count', kind: 'count', better: 'lower', over: 'replication' },
  interruptions: { unit: 'count', kind: 'count', better: null, over: 'replication' },
  utilisation: { unit: 'share', kind: 'ratio', better: null, over: 'capacity' },
  measure: { unit: 'share', kind: 'ratio', better: null, over: 'own' },
  measureTime: { unit: 'ms', kind: 'mean', better: null, over: 'own' },
  sessions: { unit: 'count', kind: 'count', better: null, over: 'replication' },
  sessionHeld: { unit: 'share', kind: 'ratio', better: null, over: 'own' },
  sessionItems: { unit: 'count', kind: 'mean', better: null, over: 'own' },
  sessionTime: { unit: 'ms', kind: 'count', better: 'lower', over: 'replication' },
  openCases: { unit: 'count', kind: 'mean', better: 'lower', over: 'replication' },
  rate: { unit: 'share', kind: 'ratio', better: 'higher', over: 'own' },
}

/** Those of figures that are made elsewhere. */
const otherUnits: Readonly<Record<string, Indicator['unit']>> = {
  ...{
    cost: 'money',
    peakOpen: 'count',
    recovery: 'ms',
    score: 'points',
    startedClosed: 'share',
    startedLate: 'share',
  },
  ...{ voteDays: 'ms', votePassed: 'share', voteTurnout: 'share', voteValid: 'share' },
}

/** In what a figure is told, by its id; undefined where there is none of that id. */
export function unitOfFigure(id: string): Indicator['unit'] | undefined {
  const unitIn = <T>(known: Readonly<Record<string, T>>) => (Object.hasOwn(known, id) ? known[id] : undefined)
  return unitIn(rules)?.unit ?? unitIn(otherUnits)
}

/** What is counted of evaluations, of which `evaluations.ts` makes figures; of what is left out of rates, for `rates.ts`; of work that was never begun, for `never-begun.ts`; of work of each kind, for the long run; of what luck brings, for `control.ts`; and of cases side by side, for `side-by-side.ts`. */
const otherIds: readonly string[] = [
  ...['evaluated', 'evaluatedSolved', 'rateCounted', 'rateExcluded', 'neverBegun', 'workOfKind'],
  ...['brought', 'crowded', 'timeAllowed', 'workload'],
  ...besideIds,
]

/** Rates of units are figures of their evaluation. */
const isOther = ({ id, dims }: Measure) => otherIds.includes(id) || dims.evaluation !== undefined

/** What is counted under a name of its own. */
export const measureIds: readonly string[] = [...Object.keys(rules), 'capacity', ...otherIds]

/** Shares of cases whose time to close is told. */
export const shares = [0.5, 0.9, 0.95] as const

/** Every figure of a policy, by id and what it is about, from its replications in their order. */
export function figuresOf(results: readonly ReplicationResult[]): readonly Figures[] {
  const whole = results.map(one => ({
    ...one,
    measures: one.measures.filter(measure => groupIn(measure.dims) === undefined && !isOther(measure)),
  }))
  return [...summed(whole), ...quantiles(results, censoredIn(results)), ...openCases(results)]
}

/** The same by group of the scenario's segments, as far as they are told by group. */
export function groupFiguresOf(results: readonly ReplicationResult[]): readonly Figures[] {
  const grouped = results.map(one => ({
    ...one,
    measures: one.measures.filter(({ dims }) => groupIn(dims) !== undefined && dims.week === undefined),
  }))
  return summed(grouped)
}

/** The segment that a figure is about, as its dimension is called. */
function groupIn(dims: Dims): string | undefined {
  return Object.keys(dims).find(dim => dim.startsWith('segment.'))
}

function censoredIn(results: readonly ReplicationResult[]): number {
  return results.reduce((sum, one) => sum + one.censored, 0)
}

function summed(results: readonly ReplicationResult[]): readonly Figures[] {
  const tables = results.map(({ measures }) => new Map(measures.map(measure => [keyOf(measure), measure])))
  const first = new Map<string, Measure>()
  for (const table of tables) for (const [key, measure] of table) if (!first.has(key)) first.set(key, measure)
  const arrivedKey = (dims: Dims) => {
    const group = groupIn(dims)
    const about = { caseType: dims.caseType ?? '', ...(group === undefined ? {} : { [group]: dims[group] as string }) }
    return keyOf({ id: 'arrived', dims: about })
  }
  const cases = (dims: Dims, i: number) => tables[i]?.get(arrivedKey(dims))?.sum ?? 0
  const none = results
    .flatMap(({ measures }) => measures)
    .find(({ stretches }) => stretches !== undefined)
    ?.stretches?.sums.map(() => 0)
  const by = (what: 'sums' | 'counts', key: string): ByStretch | undefined =>
    none === undefined ? undefined : tables.map(table => table.get(key)?.stretches?.[what] ?? none)
  const sumsIn = (key: string) => by('sums', key)
  const countsIn = (key: string) => by('counts', key)
  const censored = censoredIn(results)

  const made: Figures[] = []
  for (const [key, { id, dims }] of [...first].sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (id === 'capacity') {
      const { skill: _, ...ofParty } = dims
      const [work, overtime] = [keyOf({ id: 'work', dims }), keyOf({ id: 'overtime', dims: ofParty })]
      const fractions = tables.map(table => ({ sum: table.get(work)?.sum ?? 0, count: table.get(key)?.sum ?? 0 }))
      made.push({
        ...stretched(sumsIn(work), sumsIn(key)),
        ...{ id: 'utilisation', dims, ...(rules.utilisation as Rule), n: results.length, censored: 0 },
        fractions,
        isBeyond:
          fractions.some(({ sum, count }) => sum > count) || tables.some(table => (table.get(overtime)?.sum ?? 0) > 0),
      })
      continue
    }
    // Whoever knows several things would be in several sums: told as a share of their hours only.
    if (id === 'work' && dims.skill !== undefined) continue
    const rule = rules[id] as Rule
    const own = tables.map(table => table.get(key))
    const about = {
      id,
      dims,
      unit: rule.unit,
      kind: rule.kind,
      better: rule.better,
      censored: 'party' in dims ? 0 : censored,
    }
    if (rule.over === 'replication') {
      const values = own.map(measure => measure?.sum ?? 0)
      made.push({ ...about, values, ...stretched(sumsIn(key)), n: results.length })
      continue
    }
    const fractions = own.map((measure, i) => ({
      sum: measure?.sum ?? 0,
      count: rule.over === 'cases' ? cases(dims, i) : (measure?.count ?? 0),
    }))
    made.push({
      ...about,
      fractions,
      ...stretched(sumsIn(key), rule.over === 'cases' ? sumsIn(arrivedKey(dims)) : countsIn(key)),
      n: fractions.reduce((sum, one) => sum + one.count, 0),
    })
  }
  return made
}

/** What there is by stretch of sums and, where there are any, of what they are over; nothing where no replication has it. */
function stretched(
  sums: ByStretch | undefined,
  ...counts: readonly (ByStretch | undefined)[]
): Pick<Figures, 'stretched'> {
  if (sums === undefined || counts.some(one => one === undefined)) return {}
  return { stretched: { sums, counts: counts[0] } }
}

function quantiles(results: readonly ReplicationResult[], censored: number): readonly Figures[] {
  const types = [...new Set(results.flatMap(({ times }) => times.map(({ type }) => type)))].sort()
  return types.flatMap(type =>
    shares.map((share): Figures => {
      const of = results.map(({ times }) => times.find(one => one.type === type))
      return {
        ...{
          id: 'timeToClose',
          dims: { caseType: type, share: String(share) },
          unit: 'ms',
          kind: 'quantile',
          better: 'lower',
        },
        values: of.map(one => (one === undefined ? null : quantileWithCensored(one.ended, one.censored, share))),
        n: of.reduce((sum, one) => sum + (one?.ended ?? []).reduce((all, [, count]) => all + count, 0), 0),
        censored,
      }
    }),
  )
}

function openCases(results: readonly ReplicationResult[]): readonly Figures[] {
  const types = [...new Set(results.flatMap(({ open }) => open.map(({ type }) => type)))].sort()
  return types.map((type): Figures => {
    const values = results.map(({ open }) => {
      const counts = open.find(one => one.type === type)?.counts ?? []
      return counts.length === 0 ? null : counts.reduce((sum, one) => sum + one, 0) / counts.length
    })
    return {
      id: 'openCases',
      dims: { caseType: type },
      ...(rules.openCases as Rule),
      values,
      n: results.length,
      censored: 0,
    }
  })
}

function keyOf({ id, dims }: Pick<Measure, 'id' | 'dims'>): string {
  return `${id} ${Object.entries(dims)
    .map(entry => entry.join('='))
    .join(' ')}`
}

/** Which figure it is. */
export type FigureName = Pick<Figures, 'id' | 'dims' | 'kind'>

/** The name under which figures of two policies are matched. */
export function nameOf(figures: FigureName): string {
  return `${figures.kind} ${keyOf(figures)}`
}

/** The figure with its interval. */
export function indicatorOf(figures: Figures, level: number): Indicator {
  const { id, dims, unit, kind, n, censored } = figures
  const { interval, perReplication, method } = intervalOf(figures, level)
  return {
    ...{ id, dims, unit, kind, ...interval, level, method, n },
    ...{ replications: perReplication.length, censored, perReplication },
  }
}

function intervalOf(
  { fractions, values = [], kind, censored, id, unit, parts, isBeyond = false }: Figures,
  level: number,
): { readonly interval: Interval; readonly perReplication: readonly (number | null)[]; readonly method: string } {
  const top = unit === 'points' ? 100 : unit === 'share' && !isBeyond ? 1 : Number.POSITIVE_INFINITY
  if (fractions !== undefined) {
    const perReplication = fractions.map(({ sum, count }) => (count > 0 ? sum / count : null))
    const alike = isCounted(id) ? intervalOfAlike(fractions, level) : undefined
    if (alike !== undefined) return { interval: alike, perReplication, method: 'Wilson interval: all came out alike' }
    const bound = id === 'timeToClose' && censored > 0 ? ', a lower bound: cases not settled count up to the end' : ''
    return {
      interval: within(ratioInterval(fractions, level), top),
      perReplication,
      method: `t interval of a ratio of means over replications${bound}`,
    }
  }
  const known = values.filter(value => value !== null)
  const isTold = parts !== undefined || known.length === values.length
  const alike = spreadOfAlike(parts ?? [], level)
  return {
    interval: isTold ? within(widenedBy(meanInterval(known, level), alike), top) : { estimate: null, ci: null },
    perReplication: values,
    method: methodOf({ id, kind, censored, parts }, alike, level),
  }
}

/** How the interval of a mean over replications was made; `alike` is what it is wider by for shares that came out alike. */
function methodOf(
  { id, kind, censored, parts = [] }: Pick<Figures, 'id' | 'kind' | 'censored' | 'parts'>,
  alike: Spread,
  level: number,
): string {
  if (alike.down > 0 || alike.up > 0)
    return parts.every(({ weight, fractions }) => weight === 0 || intervalOfAlike(fractions, level) !== undefined)
      ? 'Wilson intervals of its shares: all came out alike'
      : 't interval over replications, with Wilson intervals of those of its shares that came out alike'
  const least = id === 'recovery' && censored > 0 ? ', a lower bound: what had not recovered counts up to the end' : ''
  return `${kind === 'quantile' ? 'Kaplan–Meier per replication, ' : ''}t interval over replications${least}`
}

/** Shares of things that each came out one way or the other. */
const countedIds: readonly string[] = [
  ...['outcome', 'deadlineMet', 'measure', 'sessionHeld', 'rate', 'voteValid', 'votePassed'],
  ...['startedLate', 'startedClosed'],
]

/** Whether a figure is a share of things that each came out one way or the other. */
export function isCounted(id: string): boolean {
  return countedIds.includes(id)
}

/** Whether a figure that a policy does not have came to 0 under it, and is not unknown: nothing was worked in vain. */
export function isNothingUntold(id: string): boolean {
  return id === 'wasted'
}

/** No figure is below 0, no score above 100, and no share above 1 but of hours where somebody worked overtime: an interval that reaches beyond says no more than one that does not. */
function within({ estimate, ci }: Interval, top: number): Interval {
  return { estimate, ci: ci === null ? null : [Math.max(0, ci[0]), Math.min(top, ci[1])] }
}
