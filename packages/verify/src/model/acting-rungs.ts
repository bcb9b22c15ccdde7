// The rungs of a deadline in the order in which they fire, as far as that can be told without dates.
import { type CompiledDeadline, type Duration, type Rung, rungType } from '@convoke/core'

/** The rungs of a deadline that the machine hears of. */
export interface ActingRungs {
  /** In the order in which they fire; the due instant always. */
  readonly names: readonly string[]
  /** Whether dates may bring them in another order, or leave one out that would come before the start. */
  readonly isInDoubt: boolean
}

/** @param period how long the deadline runs, undefined where only the case says so */
export function actingRungs(
  declared: CompiledDeadline,
  heard: ReadonlySet<string>,
  period: Duration | undefined,
): ActingRungs {
  const { name, ladder = [] } = declared
  const acting = ladder.filter(({ rung }) => heard.has(rungType({ name, rung })))
  const early = acting.filter(step => step.after === undefined && !isNone(step, declared, period))
  const late = acting.filter(({ after }) => after !== undefined)
  return {
    names: [...early.sort(compared), { rung: 'due' }, ...late.sort(compared)].map(({ rung }) => rung),
    isInDoubt: early.some(step => !isSome(step, declared, period)) || !areOrdered(early) || !areOrdered(late),
  }
}

/** Whether two lengths are counted alike, so that the one with more of its unit is the longer one. */
function areAlike(one: Duration, other: Duration): boolean {
  const kindOf = ({ unit, rollover, cutoff }: Duration) =>
    isReal(unit)
      ? 'real'
      : `${unit} ${unit === 'calendar-day' && rollover !== false} ${unit.endsWith('day') && cutoff === 'close-of-business'}`
  return kindOf(one) === kindOf(other)
}

const isReal = (unit: Duration['unit']): boolean => unit === 'hour' || unit === 'minute'
const lengthOf = ({ n, unit }: Duration): number => (unit === 'hour' ? 60 * n : n)

/** Whether a reminder comes in any case: it lies within the period. */
function isSome({ fraction, before }: Rung, declared: CompiledDeadline, period: Duration | undefined): boolean {
  if (fraction !== undefined) return fraction[0] > 0 && fraction[0] < fraction[1]
  if (before === undefined || period === undefined || declared.due !== undefined || !areAlike(before, period))
    return false
  // Of days the one on which it begins does not count, so that the reminder comes at its end.
  return period.unit.endsWith('day') ? before.n <= period.n : lengthOf(before) < lengthOf(period)
}

/** Whether a reminder never comes: it would come before the start, and nothing makes the period longer. */
function isNone({ before }: Rung, declared: CompiledDeadline, period: Duration | undefined): boolean {
  const { due, extended, suspended } = declared
  if (before === undefined || period === undefined) return false
  if ([due, extended, suspended].some(one => one !== undefined) || !areAlike(before, period)) return false
  // What rolls over a holiday is longer than it says.
  if (period.unit === 'calendar-day' && period.rollover !== false) return false
  return isReal(period.unit) ? lengthOf(before) >= lengthOf(period) : before.n > period.n
}

/** Which of two fires first: of those that are counted alike, and otherwise as they are declared. */
function compared(one: Rung, other: Rung): number {
  const byName = one.rung < other.rung ? -1 : 1
  if (one.fraction !== undefined && other.fraction !== undefined) {
    const [[a, b], [c, d]] = [one.fraction, other.fraction]
    return a * d - c * b || byName
  }
  if (one.before !== undefined && other.before !== undefined && areAlike(one.before, other.before))
    return lengthOf(other.before) - lengthOf(one.before) || byName
  if (one.after !== undefined && other.after !== undefined && areAlike(one.after, other.after))
    return lengthOf(one.after) - lengthOf(other.after) || byName
  return 0
}

/** Whether of any two it is known which fires first. */
function areOrdered(rungs: readonly Rung[]): boolean {
  return rungs.every((one, i) => rungs.slice(i + 1).every(other => compared(one, other) !== 0))
}
