import type { CompiledDeadline } from '../definition/case-definition.js'
import type { Rung } from '../definition/case-type.js'
import type { Duration, WorkingCalendar } from '../ports/working-calendar.js'
import { calendarFor, compare, rungAt } from './deadline-dates.js'

/** The dates of a deadline that runs for one period from its start on, as numbers: for hosts that have very many. */
export interface DeadlineLadder {
  /** The rungs it may have, the due instant `due` among them, in code-unit order. At most 30. */
  readonly rungs: readonly string[]
  /** Which of them is the due instant. */
  readonly due: number
  /**
   * Writes when each of its rungs fires (epoch ms) in an instance that starts at `from`, then 1 where the due instant is
   * provisional, else 0. Tells by bits, the lowest for the first rung, which rungs there are: one that would fire before
   * the start is none.
   *
   * @throws ConvokeError `calendar/outside-coverage` where the calendar cannot tell and may not guess
   */
  dates(from: number, into: Float64Array): number
}

/**
 * The ladder of a deadline under one period: what it says of a start is what an instance that starts then has, where the
 * case neither suspends nor extends it. It remembers the day and the due instant it was asked about last, so starts that
 * come in the order of time cost little; the answers are the same in any order. Undefined where rungs have no names of
 * their own, or are more than 30.
 *
 * @example
 * import { errand, errandOpened, paperCase } from '@convoke/core/testing'
 * const { definition, state, clock } = paperCase(errand, errandOpened, [{ type: 'submit', by: 'rc:chunshen' }])
 * const { name, startedAt, duration, dueAt } = state.deadlines[0]!
 * const declared = definition.deadlines.find(one => one.name === name)!
 * const ladder = deadlineLadder(declared, duration!, clock.calendar)!
 * const dates = new Float64Array(ladder.rungs.length + 1)
 * ladder.dates(startedAt, dates) // => 3
 * dates[ladder.due] === dueAt // => true
 */
export function deadlineLadder(
  declared: CompiledDeadline,
  within: Duration,
  calendar: WorkingCalendar,
): DeadlineLadder | undefined {
  const steps: readonly (Rung | undefined)[] = [...(declared.ladder ?? []), undefined]
  const named = steps.map(step => ({ name: step?.rung ?? 'due', step })).sort((a, b) => compare(a.name, b.name))
  if (named.length > 30 || named.some(({ name }, i) => name === named[i - 1]?.name)) return undefined
  const desk = calendarFor(declared, calendar)
  // A period in days is counted from the end of the day it starts on, whatever the hour.
  const isByDay = within.unit === 'working-day' || within.unit === 'calendar-day'
  /** From when until before when a start has the due instant; that instant; whether it is provisional. */
  const known = Float64Array.of(Number.NaN, Number.NaN, Number.NaN, 0)
  /** Of rungs that depend on the due instant alone, when they fire. */
  const byDue = new Float64Array(named.length)
  const look = (from: number) => {
    const due = desk.add(from, within)
    if (isByDay) {
      known[0] = from
      known[1] = desk.endOf(desk.localDate(from))
    }
    known[3] = due.provisional ? 1 : 0
    if (due.at === known[2]) return
    known[2] = due.at
    for (const [i, { step }] of named.entries())
      byDue[i] = step === undefined || step.fraction === undefined ? rungAt(step, from, due.at, desk) : Number.NaN
  }
  return {
    rungs: named.map(({ name }) => name),
    due: named.findIndex(({ step }) => step === undefined),
    dates(from, into) {
      if (!(from >= (known[0] as number) && from < (known[1] as number))) look(from)
      const due = known[2] as number
      let present = 0
      for (let i = 0; i < named.length; i++) {
        const { step } = named[i] as (typeof named)[number]
        const at = step?.fraction === undefined ? (byDue[i] as number) : rungAt(step, from, due, desk)
        into[i] = at
        if (step === undefined || at > from) present |= 1 << i
      }
      into[named.length] = known[3] as number
      return present
    },
  }
}
