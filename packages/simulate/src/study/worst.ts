// The cases of all replications that took longest, each by the name under which it can be looked at.
import { bySlowness, mostSlow } from '../run/slowest.js'
import type { PortionResult } from './portions.js'
import type { Study } from './study.js'
import { caseIdOf, type WorstCase } from './worst-case.js'

/** The worst of the replications that are done, in memory that does not grow with them. */
export interface WorstCases {
  /** Takes all portions of the next replication. */
  add(portions: readonly PortionResult[]): void
  /** By case type; those that were not settled first, then those that took longest; of several alike those of earlier replications. */
  list(): readonly WorstCase[]
}

export function worstCases({ districts }: Pick<Study, 'districts'>): WorstCases {
  const byType = new Map<string, readonly WorstCase[]>()
  return {
    add(portions) {
      for (const { replication, district, worst } of portions) {
        const name = districts[district]?.name ?? null
        for (const { caseType, source, i, arrivedAt, ms, outcome } of worst) {
          const one: WorstCase = {
            ...{ caseType, id: caseIdOf(caseType, { source, i }), replication: replication + 1 },
            ...(name === null ? {} : { district: name }),
            ...{ arrivedAt, ms, outcome },
          }
          // Those that are alike stay in the order in which they came.
          byType.set(caseType, [...(byType.get(caseType) ?? []), one].sort(bySlowness).slice(0, mostSlow))
        }
      }
    },
    list: () => [...byType].sort(([a], [b]) => (a < b ? -1 : 1)).flatMap(([, cases]) => cases),
  }
}
