// The cases of all replications that took longest, under each policy, each by the name under which it can be looked at.
import { bySlowness, mostSlow } from '../run/slowest.js'
import type { PortionResult } from './portions.js'
import type { Study } from './study.js'
import { caseIdOf, type WorstCase } from './worst-case.js'

/** The worst of the replications that are done, in memory that does not grow with them. */
export interface WorstCases {
  /** Takes all portions of the next replication. */
  add(portions: readonly PortionResult[]): void
  /** Of each policy, by case type; those that were not settled first, then those that took longest; of several alike those of earlier replications. */
  list(): readonly (readonly WorstCase[])[]
}

export function worstCases({ districts, worlds }: Pick<Study, 'districts' | 'worlds'>): WorstCases {
  const byPolicy = worlds.map(() => new Map<string, readonly WorstCase[]>())
  return {
    add(portions) {
      for (const { replication, district, worst } of portions) {
        const name = districts[district]?.name ?? null
        for (const [i, byType] of byPolicy.entries())
          for (const one of worst[i] ?? []) keep(byType, named(one, replication, name))
      }
    },
    list: () => byPolicy.map(byType => [...byType].sort(([a], [b]) => (a < b ? -1 : 1)).flatMap(([, cases]) => cases)),
  }
}

function named(
  { caseType, source, i, arrivedAt, ms, outcome }: PortionResult['worst'][number][number],
  replication: number,
  district: string | null,
): WorstCase {
  return {
    ...{ caseType, id: caseIdOf(caseType, { source, i }), replication: replication + 1 },
    ...(district === null ? {} : { district }),
    ...{ arrivedAt, ms, outcome },
  }
}

/** Those that are alike stay in the order in which they came. */
function keep(byType: Map<string, readonly WorstCase[]>, one: WorstCase): void {
  byType.set(one.caseType, [...(byType.get(one.caseType) ?? []), one].sort(bySlowness).slice(0, mostSlow))
}
