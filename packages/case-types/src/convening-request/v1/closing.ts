// How a request ends, and how it begins again.
import type { Context } from './context.js'
import { leaveItems, somethingSolved, unsolved } from './items.js'

/** The case closes: open items go up with it (or are superseded), and what stays unsolved is listed. */
export function shut(context: Context, ground: string, openItems: 'handedUp' | 'superseded' = 'handedUp'): void {
  leaveItems(context, openItems)
  context.closure = { ground, solved: somethingSolved(context), unresolved: unsolved(context) }
  context.escalation = null
  context.reportOwed = false
}

/** The case opens again with the same units: a new cycle of meeting, items, verification and evaluation. */
export function restart(context: Context): void {
  context.closure = null
  context.cycle += 1
  context.lookBack = null
  context.departmentScores = {}
  context.planScores = {}
  context.notScored = []
  for (const convener of Object.values(context.conveners)) convener.closes = false
}

/** Names this visit to the area meeting among the links of the case. */
export function visitKey({ areaVisits }: Pick<Context, 'areaVisits'>): string {
  return `visit-${areaVisits}`
}

/** The matter goes up: the ground is what the coordinator reads first. */
export function escalateTo(context: Context, level: 'town' | 'district', ground: string): void {
  context.escalation = { level, ground }
}
