import type { CaseDefinition } from '../definition/case-definition.js'
import type { Migration } from '../definition/case-type.js'
import type { DeadlineState } from './case-state.js'
import { calendarFor, isOverdue, recounted, reladdered } from './deadline-dates.js'
import type { OpenDeadlines } from './deadlines.js'
import type { Clock, MachineState } from './decision.js'

/**
 * The running deadlines of a case under the names of another version, with their instants unless the migration says
 * otherwise. Whether they go on running is for the new states to say. Pure.
 */
export function migratedDeadlines(
  to: CaseDefinition,
  { deadlines: moves }: Migration,
  { deadlines, counters }: OpenDeadlines,
  machine: MachineState,
  clock: Clock,
): OpenDeadlines {
  const moveOf = (name: string) => (Object.hasOwn(moves, name) ? moves[name] : undefined)
  const nameOf = (name: string): string | null => {
    const move = moveOf(name)
    return move === null ? null : (move?.to ?? name)
  }
  const renamed: Record<string, number> = {}
  for (const [counter, n] of Object.entries(counters)) {
    const [, span = '', name = '', key = ''] = /^(span:)?([^/]*)(.*)$/su.exec(counter) ?? []
    const own = nameOf(name)
    if (own !== null) renamed[`${span}${own}${key}`] = Math.max(n, renamed[`${span}${own}${key}`] ?? 0)
  }
  const kept: DeadlineState[] = []
  for (const open of deadlines) {
    const name = nameOf(open.name)
    const declared = to.deadlines.find(candidate => candidate.name === name)
    if (name === null || declared === undefined) continue
    const dates = moveOf(open.name)?.dates ?? 'keep'
    if (dates === 'restart' && !isOverdue(open)) continue
    const calendar = calendarFor(declared, clock.calendar)
    const own = { ...open, name }
    kept.push(
      dates === 'recount'
        ? recounted(declared, own, machine, calendar, clock.at)
        : reladdered(declared, own, calendar, clock.at),
    )
  }
  return { deadlines: kept, counters: renamed }
}
