import type { CaseDefinition, CompiledDeadline } from '../definition/case-definition.js'
import type { Duration } from '../ports/working-calendar.js'
import type { DeadlineState } from './case-state.js'
import { adjusted, isLeftAlone, plainPeriod, started } from './deadline-dates.js'
import type { Clock, MachineState } from './decision.js'

/**
 * Where one deadline after a step comes from: one before it, as it was or adjusted to what the case now says, or a new one.
 * A new one that runs for a period and whose dates follow from its start alone has it as `within`.
 */
export type DeadlineOrigin =
  | { readonly from: number; readonly adjusts: CompiledDeadline | undefined }
  | {
      readonly from: -1
      readonly starts: CompiledDeadline
      readonly key: string
      readonly n: number
      readonly within: Duration | undefined
    }

/**
 * How the deadlines after a step come from those before it, without their dates: two cases that are the same but for time
 * move alike. They are where their deadlines have the same members, but for `startedAt`, `dueAt` while it is not null,
 * `left`, `provisional` and the instants of rungs. A rung that the step fired counts as before it. Pure.
 *
 * @param sameData whether the step left the data of the case as they were
 * @example
 * import { errand, errandOpened, paperCase } from '@convoke/core/testing'
 * const { definition, state } = paperCase(errand, errandOpened, [{ type: 'submit', by: 'rc:chunshen' }])
 * deadlineOrigins(definition, [], state.deadlines, state.machine, false).map(origin => origin.from) // => [-1, -1]
 * deadlineOrigins(definition, state.deadlines, state.deadlines, state.machine, false).map(origin => origin.from) // => [0, 1]
 */
export function deadlineOrigins(
  definition: CaseDefinition,
  before: readonly DeadlineState[],
  after: readonly DeadlineState[],
  machine: MachineState,
  sameData: boolean,
): readonly DeadlineOrigin[] {
  return after.map(({ name, key, n }): DeadlineOrigin => {
    const declared = definition.deadlines.find(one => one.name === name) as CompiledDeadline
    const from = before.findIndex(one => one.name === name && one.key === key && one.n === n)
    if (from < 0) return { from: -1, starts: declared, key, n, within: plainPeriod(declared, key, machine) }
    const isFixed = sameData || isLeftAlone(declared, before[from] as DeadlineState, machine)
    return { from, adjusts: isFixed ? undefined : declared }
  })
}

/**
 * The deadlines after a step that moves them so, at this moment and with the dates of this case. Pure.
 *
 * @throws ConvokeError `calendar/outside-coverage` where the calendar cannot tell and may not guess
 * @example
 * import { errand, errandOpened, paperCase } from '@convoke/core/testing'
 * const { definition, state, clock } = paperCase(errand, errandOpened, [{ type: 'submit', by: 'rc:chunshen' }])
 * const origins = deadlineOrigins(definition, [], state.deadlines, state.machine, false)
 * deadlinesBy(origins, [], state.machine, { ...clock, at: clock.at + 1 })[0]?.startedAt === clock.at + 1 // => true
 */
export function deadlinesBy(
  origins: readonly DeadlineOrigin[],
  before: readonly DeadlineState[],
  machine: MachineState,
  clock: Clock,
): readonly DeadlineState[] {
  const after: DeadlineState[] = []
  for (const origin of origins) {
    if (origin.from < 0) {
      const { starts, key, n } = origin as Extract<DeadlineOrigin, { readonly from: -1 }>
      after.push(started(starts, key, n, machine, clock))
      continue
    }
    const { from, adjusts } = origin as Exclude<DeadlineOrigin, { readonly from: -1 }>
    const open = before[from] as DeadlineState
    after.push(adjusts === undefined ? open : adjusted(adjusts, open, machine, clock))
  }
  return after
}
