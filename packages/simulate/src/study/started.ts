// What is told of the cases that were open when a run began: of each by itself, and of all together.
import { standingOf } from '../run/started.js'
import type { ReplicationResult, StartedResult } from '../run/tally.js'
import type { World } from '../run/world.js'
import type { OpenCase } from '../scenario/additions/start.js'
import { chanceInterval, pairedChanceInterval } from '../statistics/chance.js'
import type { Figures } from './indicators.js'

/** A chance over replications with its interval (Wilson's). Plain JSON. */
export interface Chance {
  readonly estimate: number | null
  readonly ci: readonly [low: number, high: number] | null
}

/** A case that was open at the start, and what becomes of it by the last measured day. Plain JSON. */
export interface StartedOutlook {
  readonly caseId: string
  readonly reference: string
  readonly caseType: string
  /** The period that passes next, at the start; null where none runs. Epoch ms. */
  readonly next: { readonly deadline: string; readonly dueAt: number } | null
  /** A period of it had passed already at the start, and what it is for was still to be done. */
  readonly isLateAlready: boolean
  /** P(overdue) 逾期概率: that a period passes, of those that had not yet passed at the start or that begin later. */
  readonly late: Chance
  /** That it is settled. */
  readonly closed: Chance
}

/** How far another policy changes the chance of a case to be late. */
export interface StartedDifference {
  readonly caseId: string
  /** The other less the first, from −1 to 1, under the same luck. */
  readonly diff: number
  readonly ci: readonly [low: number, high: number] | null
}

const startedOf = (results: readonly ReplicationResult[]) => results.map(({ started }) => started as StartedResult)

/** What becomes of each case that was open at the start, in the order of the scenario; undefined where there was none. */
export function outlookOf(
  results: readonly ReplicationResult[],
  world: World,
  level: number,
): readonly StartedOutlook[] | undefined {
  const declared = world.arm.start?.cases
  if (declared === undefined) return undefined
  const all = startedOf(results)
  const chance = (of: (one: StartedResult) => readonly number[], i: number): Chance =>
    chanceInterval(
      all.reduce((sum, one) => sum + (of(one)[i] ?? 0), 0),
      all.length,
      level,
    )
  return declared.map((one, i) => ({
    ...{ caseId: one.caseId, reference: one.reference, caseType: one.type },
    ...periodsOf(one, world),
    late: chance(({ late }) => late, i),
    closed: chance(({ closed }) => closed, i),
  }))
}

function periodsOf(one: OpenCase, world: World) {
  const { types, origin } = world
  const kinds = types.find(({ name }) => name === one.type)?.deadlines ?? {}
  const open = standingOf(one, world).state.deadlines.filter(
    ({ name, dueAt }) => dueAt !== null && (kinds[name]?.kind ?? 'within') === 'within',
  )
  const dates = open.map(({ name, dueAt }) => ({ deadline: name, dueAt: dueAt as number }))
  const ahead = dates.filter(({ dueAt }) => dueAt > origin).sort((a, b) => a.dueAt - b.dueAt)
  return { next: ahead[0] ?? null, isLateAlready: ahead.length < dates.length }
}

/** How far another policy changes the chance of each to be late; undefined where there was none. */
export function outlookDifferences(
  first: readonly ReplicationResult[],
  other: readonly ReplicationResult[],
  { arm }: World,
  { level, isSame }: { readonly level: number; readonly isSame: (caseId: string) => boolean },
): readonly StartedDifference[] | undefined {
  const declared = arm.start?.cases
  if (declared === undefined) return undefined
  const [one, two] = [startedOf(first), startedOf(other)]
  return declared.map(({ caseId }, i) => {
    const of = (all: readonly StartedResult[]) => all.map(({ late }) => late[i] ?? 0)
    const { estimate, ci } = pairedChanceInterval(of(one), of(two), level)
    return { caseId, diff: estimate ?? 0, ci: isSame(caseId) ? [0, 0] : ci }
  })
}

/** The share of the cases open at the start that are late by the last measured day, and of those that are then settled. */
export function startedFigures(results: readonly ReplicationResult[], { arm }: World): readonly Figures[] {
  const declared = arm.start?.cases
  if (declared === undefined) return []
  const types = [...new Set(declared.map(({ type }) => type))].sort()
  const all = startedOf(results)
  return types.flatMap(type => {
    const places = declared.flatMap((one, i) => (one.type === type ? [i] : []))
    const figure = (
      id: string,
      better: 'lower' | 'higher',
      of: (one: StartedResult) => readonly number[],
    ): Figures => ({
      ...{ id, dims: { caseType: type }, unit: 'share', kind: 'ratio', better, censored: 0 },
      fractions: all.map(one => ({
        sum: places.reduce((sum, i) => sum + (of(one)[i] ?? 0), 0),
        count: places.length,
      })),
      n: places.length * all.length,
    })
    return [
      figure('startedLate', 'lower', ({ late }) => late),
      figure('startedClosed', 'higher', ({ closed }) => closed),
    ]
  })
}
