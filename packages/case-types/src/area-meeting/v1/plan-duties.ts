// Duties out of adopted plans 责任事项: from the session to the check.
import type { PartyId } from '@convoke/core'
import type { Context, PlanDuty } from './context.js'

type Read = Readonly<Context>

/** A duty as a plan states it. */
export interface NewDuty {
  readonly duty: string
  readonly title: string
  readonly assignee: PartyId
  readonly due: string
  readonly criterion: string
}

/** Writes the duties of a plan down; each assignee has to confirm its own. */
export function assign(context: Context, topics: readonly string[], duties: readonly NewDuty[]): void {
  for (const { duty, title, assignee, due, criterion } of duties) {
    context.duties[duty] = {
      ...{ title, assignee, due, criterion, topics: [...topics], status: 'proposed' },
      ...{ report: null, reason: null, reworks: 0, overdue: false },
    }
  }
}

/** The duties with one of these statuses. */
export function dutiesThat(context: Read, ...statuses: readonly PlanDuty['status'][]): string[] {
  return Object.keys(context.duties).filter(name => statuses.includes((context.duties[name] as PlanDuty).status))
}

/** Nobody has to do anything more for it, for better or worse. */
export function isDone({ status }: PlanDuty): boolean {
  return status === 'passed' || status === 'unverified' || status === 'failed' || status === 'handedUp'
}

/** The supervisor takes a duty up: it was objected to, not confirmed, or is too late. */
export function handUp(context: Context, name: string, reason: string): void {
  const duty = context.duties[name]
  if (duty !== undefined) Object.assign(duty, { status: 'handedUp', reason })
}

/** The check found it wanting: back to work, or failed for good. */
export function sendBack(context: Context, name: string, reason: string): void {
  const duty = context.duties[name]
  if (duty === undefined) return
  duty.reason = reason
  if (duty.reworks >= context.parameters.maxRework) {
    duty.status = 'failed'
    return
  }
  duty.status = 'open'
  duty.reworks += 1
  duty.overdue = false
}

/** Whether whoever was there may be given these duties: all at the table now, under names not yet taken. */
export function mayAssign(context: Read, duties: readonly NewDuty[]): boolean {
  const names = duties.map(({ duty }) => duty)
  return (
    new Set(names).size === names.length &&
    duties.every(({ duty, assignee }) => !(duty in context.duties) && context.present.includes(assignee)) &&
    Object.keys(context.duties).length + duties.length <= 100
  )
}

/** The part of a deadline's key before its mark, such as the duty in `night-parking@2026-06-30@0`. */
export function nameOf(key: string): string {
  const end = key.indexOf('@')
  return end === -1 ? key : key.slice(0, end)
}
