// What evaluations come to: the score and the rank of each unit, and who gains by another policy without solving more.
import type { ReplicationResult } from '../run/tally.js'
import type { World } from '../run/world.js'
import {
  type Part,
  type Spread,
  spreadOfAlike,
  spreadOfAlikeDifference,
  spreadTogether,
  widenedBy,
} from '../statistics/alike-parts.js'
import { chanceInterval, intervalOfAlike } from '../statistics/chance.js'
import { type Fraction, type Interval, meanInterval, pairedMeans, ratioInterval } from '../statistics/interval.js'
import type { Comparing } from './compare.js'
import { daysInMonth } from './effects.js'
import type { FigureName, Figures } from './indicators.js'
import { monthlyDifference, type Numbers } from './monthly.js'
import type { Chance } from './started.js'

/** A unit under an evaluation. Plain JSON. */
export interface EvaluatedUnit {
  readonly unit: string
  /** Cases that count, and those that were left out, over all replications. */
  readonly counted: number
  readonly excluded: number
  readonly rates: readonly {
    readonly name: string
    readonly weight: number
    readonly estimate: number | null
    readonly ci: readonly [low: number, high: number] | null
    /** Cases it is about, over all replications. */
    readonly of: number
  }[]
  /** From 0 to 100: the mean over the replications in which every rate is defined. Null where there are none. */
  readonly score: number | null
  readonly ci: readonly [low: number, high: number] | null
  /** Chance of each rank, the first being 1, over the replications in which it has a score; equals share the better rank. */
  readonly ranks: readonly Chance[]
}

/** The units under one evaluation 考核结果, the best score first. Plain JSON. */
export interface Evaluated {
  readonly name: string
  readonly units: readonly EvaluatedUnit[]
  /** The same of each district 片区: its units by its cases only, with ranks among themselves; absent where there is none, or one. */
  readonly districts?: readonly { readonly district: string; readonly units: readonly EvaluatedUnit[] }[] | undefined
}

/** What another policy does to a unit under an evaluation, under the same luck. Plain JSON. */
export interface UnitDifference {
  readonly unit: string
  /** Of its score. */
  readonly diff: number | null
  readonly ci: readonly [low: number, high: number] | null
  /** P(change): that its rank is another. */
  readonly rankChanges: Chance
  /** Of its score less the mean score of all units: what it gains on the others. The interval holds for all units at once. */
  readonly ahead: Interval
  /** Cases really solved, more a month; null where the scenario does not say what is. */
  readonly solved: Interval | null
  /** Whether it gains on the others beyond chance, and with more solved or without: null where it does not, or nothing says what is solved. */
  readonly gains: 'solvingMore' | 'withoutSolvingMore' | null
}

/** How far another policy moves the units under one evaluation. Plain JSON. */
export interface EvaluatedDifference {
  readonly name: string
  readonly units: readonly UnitDifference[]
  /** The same of each district, its units held against the mean of its own; absent where there is none, or one. */
  readonly districts?: readonly { readonly district: string; readonly units: readonly UnitDifference[] }[] | undefined
}

/** One evaluation in one replication: by unit, what it scores, null where a rate of it is not defined. */
type Scores = ReadonlyMap<string, number | null>

interface Counts {
  readonly units: readonly string[]
  /** The fractions of a figure of a unit, by replication. */
  of(id: string, unit: string, rate?: string): readonly Fraction[]
}

function countsOf(results: readonly ReplicationResult[], name: string): Counts {
  const key = (id: string, unit: string, rate = '') => `${id}\n${unit}\n${rate}`
  const tables = results.map(({ measures }) => {
    const own = measures.filter(({ dims }) => dims.evaluation === name)
    return new Map(own.map(({ id, dims, sum, count }) => [key(id, dims.unit ?? '', dims.rate), { sum, count }]))
  })
  const units = new Set(results.flatMap(({ measures }) => measures.flatMap(one => unitIn(one, name))))
  return {
    units: [...units].sort(),
    of: (id, unit, rate) => tables.map(table => table.get(key(id, unit, rate)) ?? { sum: 0, count: 0 }),
  }
}

const unitIn = ({ dims }: ReplicationResult['measures'][number], name: string): readonly string[] =>
  dims.evaluation === name && dims.unit !== undefined ? [dims.unit] : []

type Declared = NonNullable<World['arm']['evaluations']>[string]

/** What the score of a unit is the sum of. */
function partsOf(counts: Counts, { rates }: Declared, unit: string): readonly Part[] {
  return Object.entries(rates).map(([name, { weight }]) => ({ name, weight, fractions: counts.of('rate', unit, name) }))
}

function scoresOf(counts: Counts, { rates }: Declared, replications: number): readonly Scores[] {
  const weights = Object.entries(rates).filter(([, { weight }]) => weight > 0)
  const byUnit = counts.units.map(unit => ({
    unit,
    parts: weights.map(([rate, { weight }]) => ({ weight, fractions: counts.of('rate', unit, rate) })),
  }))
  return Array.from({ length: replications }, (_, r) => {
    const scores = new Map<string, number | null>()
    for (const { unit, parts } of byUnit) {
      let score: number | null = 0
      for (const { weight, fractions } of parts) {
        const { sum, count } = fractions[r] as Fraction
        score = score === null || count === 0 ? null : score + (weight * sum) / count
      }
      scores.set(unit, score)
    }
    return scores
  })
}

/** The rank of a unit among those that have a score, from 1; null where it has none itself. Equals share the better one. */
function rankIn(scores: Scores, unit: string): number | null {
  const own = scores.get(unit) ?? null
  if (own === null) return null
  // What rounding makes of equal rates is no difference.
  return 1 + [...scores.values()].filter(other => other !== null && other > own + 1e-9).length
}

const known = (values: readonly (number | null)[]) => values.filter(value => value !== null)

/** The units of each evaluation of a policy; undefined where it has none. */
export function evaluatedOf(
  results: readonly ReplicationResult[],
  { arm: { evaluations } }: World,
  level: number,
): readonly Evaluated[] | undefined {
  if (evaluations === undefined) return undefined
  return Object.entries(evaluations).map(([name, declared]) => {
    const counts = countsOf(results, name)
    const scores = scoresOf(counts, declared, results.length)
    const units = counts.units.map((unit): EvaluatedUnit => {
      const all = counts.of('evaluated', unit)
      const counted = all.reduce((sum, one) => sum + one.sum, 0)
      const { estimate, ci } = widenedBy(
        meanInterval(known(scores.map(one => one.get(unit) ?? null)), level),
        spreadOfAlike(partsOf(counts, declared, unit), level),
      )
      const ranks = known(scores.map(one => rankIn(one, unit)))
      return {
        unit,
        counted,
        excluded: all.reduce((sum, one) => sum + one.count, 0) - counted,
        rates: Object.entries(declared.rates).map(([rate, { weight }]) => {
          const fractions = counts.of('rate', unit, rate)
          const of = fractions.reduce((sum, one) => sum + one.count, 0)
          return {
            name: rate,
            weight,
            ...bounded(intervalOfAlike(fractions, level) ?? ratioInterval(fractions, level), 1),
            of,
          }
        }),
        score: estimate,
        ci: bounded({ estimate, ci }, 100).ci,
        ranks: counts.units.map((_, i) =>
          chanceInterval(ranks.filter(rank => rank === i + 1).length, ranks.length, level),
        ),
      }
    })
    return { name, units: units.sort((a, b) => (b.score ?? -1) - (a.score ?? -1) || (a.unit < b.unit ? -1 : 1)) }
  })
}

function bounded({ estimate, ci }: Interval, top: number): Interval {
  return { estimate, ci: ci === null ? null : [Math.max(0, ci[0]), Math.min(top, ci[1])] }
}

/** How far another policy moves the units of the evaluations that both have; undefined where there are none. */
export function evaluatedDifferences(
  first: readonly ReplicationResult[],
  other: readonly ReplicationResult[],
  [base, arm]: readonly [World['arm'], World['arm']],
  { level, isSame }: Pick<Comparing, 'level' | 'isSame'>,
): readonly EvaluatedDifference[] | undefined {
  const names = Object.keys(base.evaluations ?? {}).filter(name => Object.hasOwn(arm.evaluations ?? {}, name))
  if (names.length === 0) return undefined
  const months = base.days / daysInMonth
  return names.map(name => {
    const [one, two] = [countsOf(first, name), countsOf(other, name)]
    const declared = [base.evaluations?.[name] as Declared, arm.evaluations?.[name] as Declared] as const
    const scores = [scoresOf(one, declared[0], first.length), scoresOf(two, declared[1], other.length)] as const
    const units = [...new Set([...one.units, ...two.units])].sort()
    const ahead = scores.map(list => list.map(aheadOf))
    const each = 1 - (1 - level) / Math.max(1, units.length)
    const parts = (unit: string) => [partsOf(one, declared[0], unit), partsOf(two, declared[1], unit)] as const
    const isUnmoved = (unit: string) => isSame(scoreOf(name, unit))
    const spread = (unit: string, at: number) => spreadOfAlikeDifference(...parts(unit), at, isUnmoved(unit))
    /** Of what a unit gains on the mean of all: its own, and that of the others the other way round. */
    const spreadAhead = (unit: string) =>
      spreadTogether(
        units.map(other => {
          const { down, up } = spread(other, each)
          const share = 1 / units.length
          return other === unit ? times({ down, up }, 1 - share) : times({ down: up, up: down }, share)
        }),
      )
    return {
      name,
      units: units.map((unit): UnitDifference => {
        const { estimate: diff, ci } = widenedBy(difference(scores[0], scores[1], unit, level), spread(unit, level))
        const gained = widenedBy(
          difference(ahead[0] as readonly Scores[], ahead[1] as readonly Scores[], unit, each),
          spreadAhead(unit),
        )
        const pairs = scores[0].flatMap((own, r) => {
          const ranks = [rankIn(own, unit), rankIn(scores[1][r] as Scores, unit)] as const
          return ranks[0] === null || ranks[1] === null ? [] : [ranks[0] !== ranks[1]]
        })
        const solvedIn = (counts: Counts): Numbers => {
          const tries = counts.of('evaluatedSolved', unit)
          return { monthly: tries.map(({ sum }) => sum / months), tries: isUnmoved(unit) ? undefined : tries }
        }
        const isTold = declared.every(({ solved }) => solved !== undefined)
        const { estimate, ci: ofSolved } = monthlyDifference(solvedIn(one), solvedIn(two), { months, level: each })
        const solved = isTold ? { estimate, ci: ofSolved } : null
        const isGaining = gained.ci !== null && gained.ci[0] > 0
        return {
          ...{ unit, diff, ci, ahead: gained, solved },
          rankChanges: chanceInterval(pairs.filter(isAnother => isAnother).length, pairs.length, level),
          gains:
            !isGaining || solved === null
              ? null
              : solved.ci !== null && solved.ci[0] > 0
                ? 'solvingMore'
                : 'withoutSolvingMore',
        }
      }),
    }
  })
}

function times({ down, up }: Spread, by: number): Spread {
  return { down: by * down, up: by * up }
}

/** Evaluations, or how far they move, with what they are in each district; `of` tells it by the place of one. */
export function withDistricts<One extends Evaluated | EvaluatedDifference>(
  evaluated: readonly One[] | undefined,
  names: readonly string[],
  of: (district: number) => readonly One[] | undefined,
): readonly One[] | undefined {
  if (evaluated === undefined || names.length < 2) return evaluated
  const each = names.map((_, i) => of(i) ?? [])
  return evaluated.map((one, place) => {
    const districts = names.map((district, i) => ({ district, units: each[i]?.[place]?.units ?? [] }))
    return { ...one, districts }
  })
}

/** Of each unit its score less the mean of all that have one. */
function aheadOf(scores: Scores): Scores {
  const all = known([...scores.values()])
  const mean = all.reduce((sum, one) => sum + one, 0) / all.length
  return new Map([...scores].map(([unit, score]) => [unit, score === null ? null : score - mean]))
}

/** How far a score differs, over the replications in which both policies have one. */
function difference(one: readonly Scores[], two: readonly Scores[], unit: string, level: number): Interval {
  const pairs = one.flatMap((own, r): (readonly [number, number])[] => {
    const [a, b] = [own.get(unit) ?? null, two[r]?.get(unit) ?? null]
    return a === null || b === null ? [] : [[a, b]]
  })
  const { estimate, ci } = pairedMeans(
    pairs.map(([a]) => a),
    pairs.map(([, b]) => b),
    level,
  )
  return { estimate, ci }
}

/** Which figure the score of a unit is. */
function scoreOf(evaluation: string, unit: string): FigureName {
  return { id: 'score', dims: { evaluation, unit }, kind: 'mean' }
}

/** Scores and rates as figures, so that tables, differences and files of figures have them. */
export function evaluationFigures(
  results: readonly ReplicationResult[],
  { arm: { evaluations = {} } }: World,
): readonly Figures[] {
  return Object.entries(evaluations).flatMap(([name, declared]) => {
    const counts = countsOf(results, name)
    const scores = scoresOf(counts, declared, results.length)
    return counts.units.flatMap((unit): readonly Figures[] => {
      const about = (rate: object) => ({ evaluation: name, unit, ...rate })
      const values = scores.map(one => one.get(unit) ?? null)
      return [
        {
          ...{ ...scoreOf(name, unit), unit: 'points', better: null, censored: 0 },
          ...{ values, n: known(values).length, parts: partsOf(counts, declared, unit) },
        },
        ...Object.keys(declared.rates).map((rate): Figures => {
          const fractions = counts.of('rate', unit, rate)
          const n = fractions.reduce((sum, one) => sum + one.count, 0)
          return {
            ...{ id: 'rate', dims: about({ rate }), unit: 'share', kind: 'ratio', better: null, censored: 0 },
            ...{ fractions, n },
          }
        }),
      ]
    })
  })
}
