import type { CompiledDeadline } from '../definition/case-definition.js'
import type { Extension, Rung } from '../definition/case-type.js'
import { ConvokeError } from '../errors/convoke-error.js'
import type { Due, Duration, PlainDate, WorkingCalendar } from '../ports/working-calendar.js'
import type { DeadlineState, RungState } from './case-state.js'
import type { Clock, MachineState } from './decision.js'

/** How a remainder is counted where a date, not a period, was fixed. */
const dateBased: Duration = { n: 1, unit: 'calendar-day', rollover: false }

/** Whether the due instant itself has fired. */
export function isOverdue(deadline: DeadlineState): boolean {
  return deadline.rungs.some(rung => rung.rung === 'due' && rung.fired)
}

/** A deadline's own desk of the calendar. */
export function calendarFor(declared: CompiledDeadline, calendar: WorkingCalendar): WorkingCalendar {
  return declared.desk === undefined ? calendar : calendar.desk(declared.desk)
}

/**
 * A new instance that starts at `clock.at`, suspended and extended as the case already says. Pure.
 *
 * @throws ConvokeError `calendar/outside-coverage` where the calendar cannot tell and may not guess
 */
export function started(
  declared: CompiledDeadline,
  key: string,
  n: number,
  machine: MachineState,
  clock: Clock,
): DeadlineState {
  const calendar = calendarFor(declared, clock.calendar)
  const date = dateOf(declared, key, machine)
  const duration = date === null ? periodOf(declared, key, machine) : null
  const due = duration === null ? endOfDate(date as PlainDate, calendar) : calendar.add(clock.at, duration)
  const open: DeadlineState = {
    name: declared.name,
    key,
    n,
    startedAt: clock.at,
    dueAt: due.at,
    provisional: due.provisional,
    duration,
    calendarEdition: calendar.edition,
    rungs: rungsOf(declared, clock.at, due.at, calendar, []),
    left: null,
    extensions: 0,
  }
  return adjusted(declared, open, machine, clock)
}

/**
 * An open deadline after a step: moved to the date the case now fixes, suspended with its remainder or resumed with it,
 * extended by what was granted since. What has fired stays fired. The same object when nothing changed. Pure.
 */
export function adjusted(
  declared: CompiledDeadline,
  open: DeadlineState,
  machine: MachineState,
  clock: Clock,
): DeadlineState {
  if (isOverdue(open)) return open
  const calendar = calendarFor(declared, clock.calendar)
  const dated = open.dueAt === null ? open : redated(declared, open, machine, calendar)
  let result = suspendedOrResumed(declared, dated, machine, clock.at, calendar)
  // What changes meanwhile waits for the resumption.
  if (result.dueAt === null) return result
  if (open.dueAt === null) result = redated(declared, result, machine, calendar)
  const extensions = declared.extended?.(machine.context, open.key) ?? []
  if (extensions.length > result.extensions) {
    const due = granted(declared, extensions, result, machine, calendar)
    const extended = { ...result, ...heldDate(declared, result, machine), extensions: extensions.length }
    result = movedTo(declared, extended, due, calendar)
  }
  return result
}

/** The same deadline with another due instant and what is left of its ladder; fired rungs stay. */
export function movedTo(
  declared: CompiledDeadline,
  open: DeadlineState,
  due: Due,
  calendar: WorkingCalendar,
): DeadlineState {
  return {
    ...open,
    dueAt: due.at,
    provisional: due.provisional,
    rungs: rungsOf(declared, open.startedAt, due.at, calendar, open.rungs),
  }
}

/**
 * The same deadline under another ladder, its due instant as it is. What has fired stays fired; a reminder whose moment
 * is past already is none.
 */
export function reladdered(
  declared: CompiledDeadline,
  open: DeadlineState,
  calendar: WorkingCalendar,
  at: number,
): DeadlineState {
  if (open.dueAt === null) return open
  const isOver = isOverdue(open)
  const rungs = rungsOf(declared, open.startedAt, open.dueAt, calendar, open.rungs)
  // The due instant is never dropped and never comes twice.
  const isLeft = (rung: RungState) => rung.fired || (rung.rung === 'due' ? !isOver : rung.at > at)
  return { ...open, rungs: rungs.filter(isLeft) }
}

/**
 * The same deadline with the period that is declared now, counted from the same start. One that has fired, is suspended,
 * was extended, or ends with a date of the case keeps its instant: one period from its start would forget the rest.
 */
export function recounted(
  declared: CompiledDeadline,
  open: DeadlineState,
  machine: MachineState,
  calendar: WorkingCalendar,
  at: number,
): DeadlineState {
  const duration = durationOf(declared.within, machine)
  const isPlain = open.dueAt !== null && open.duration !== null && open.extensions === 0 && !isOverdue(open)
  if (!isPlain || duration === undefined) return reladdered(declared, open, calendar, at)
  const due = calendar.add(open.startedAt, duration)
  const moved = { ...open, duration, dueAt: due.at, provisional: due.provisional, calendarEdition: calendar.edition }
  return reladdered(declared, moved, calendar, at)
}

function suspendedOrResumed(
  declared: CompiledDeadline,
  open: DeadlineState,
  machine: MachineState,
  at: number,
  calendar: WorkingCalendar,
): DeadlineState {
  const { dueAt, left } = open
  const duration = open.duration ?? dateBased
  const suspended = declared.suspended?.(machine.context, open.key) === true
  if (suspended && dueAt !== null) {
    const rest = calendar.remaining(at, dueAt, duration)
    if (rest === null) return open
    const rungs = open.rungs.filter(rung => rung.fired)
    return { ...open, ...heldDate(declared, open, machine), dueAt: null, left: rest, rungs }
  }
  if (suspended || dueAt !== null || left === null) return open
  const due = calendar.resume(at, left, duration)
  // The remainder was counted from a date that was a guess, so its new end is one as well.
  const provisional = open.provisional || due.provisional
  return movedTo(declared, { ...open, left: null }, { at: due.at, provisional }, calendar)
}

/** A date the case fixes anew counts from now on; one it takes back leaves the period that began with the deadline. */
function redated(
  declared: CompiledDeadline,
  open: DeadlineState,
  machine: MachineState,
  calendar: WorkingCalendar,
): DeadlineState {
  if (declared.due === undefined) return open
  const { date: held, ...rest } = open
  const date = dateOf(declared, open.key, machine)
  if (date === null) {
    const duration = open.duration === null ? durationOf(declared.within, machine) : undefined
    // Nothing to take back, or nothing to fall back to: then the last date stands.
    if (duration === undefined) return open
    return movedTo(declared, { ...rest, duration }, calendar.add(open.startedAt, duration), calendar)
  }
  if (date === held) return open
  const due = endOfDate(date, calendar)
  if (held === undefined && open.duration === null && due.at === open.dueAt) return open
  return movedTo(declared, { ...rest, duration: null }, due, calendar)
}

/** A suspension or an extension moves the due instant off the date on purpose; from then on the date itself is kept. */
function heldDate(declared: CompiledDeadline, open: DeadlineState, machine: MachineState): Pick<DeadlineState, 'date'> {
  const date = open.duration === null ? dateOf(declared, open.key, machine) : null
  return date === null ? {} : { date }
}

function dateOf(declared: CompiledDeadline, key: string, machine: MachineState): PlainDate | null {
  return declared.due?.(machine.context, key) ?? null
}

function endOfDate(date: PlainDate, calendar: WorkingCalendar): Due {
  return { at: calendar.endOf(date), provisional: false }
}

function periodOf(declared: CompiledDeadline, key: string, machine: MachineState): Duration {
  const duration = durationOf(declared.within, machine)
  if (duration !== undefined) return duration
  throw new ConvokeError(
    'definition/deadline-without-duration',
    `deadline "${declared.name}" has neither a date nor a duration for "${key}"; give it "within"`,
    { details: { deadline: declared.name, key } },
  )
}

/** A period that is declared as one, or under the name of a parameter. */
export function durationOf(within: string | Duration | undefined, machine: MachineState): Duration | undefined {
  if (typeof within !== 'string') return within
  return (machine.context.parameters as Record<string, Duration> | undefined)?.[within]
}

function granted(
  declared: CompiledDeadline,
  extensions: readonly Extension[],
  open: DeadlineState,
  machine: MachineState,
  calendar: WorkingCalendar,
): Due {
  const cap = durationOf(declared.cap, machine)?.n ?? Number.POSITIVE_INFINITY
  let { provisional } = open
  let at = open.dueAt as number
  let total = extensions.slice(0, open.extensions).reduce((sum, extension) => sum + extension.by.n, 0)
  for (const { by } of extensions.slice(open.extensions)) {
    const n = Math.min(by.n, cap - total)
    if (n <= 0) break
    total += n
    const due = calendar.extend(at, { ...by, n })
    at = due.at
    provisional ||= due.provisional
  }
  return { at, provisional }
}

function rungsOf(
  declared: CompiledDeadline,
  from: number,
  dueAt: number,
  calendar: WorkingCalendar,
  earlier: readonly RungState[],
): readonly RungState[] {
  const rungs: RungState[] = earlier.filter(rung => rung.fired)
  for (const step of declared.ladder ?? []) {
    if (rungs.some(rung => rung.rung === step.rung)) continue
    const at = rungAt(step, from, dueAt, calendar)
    // A reminder that would come before the start is none: a one-day deadline has no "one day before".
    if (at > from) rungs.push({ rung: step.rung, at, fired: false })
  }
  rungs.push({ rung: 'due', at: dueAt, fired: false })
  return rungs.sort((a, b) => a.at - b.at || compare(a.rung, b.rung))
}

/** When a rung of a deadline fires that runs from `from` to `dueAt`; undefined: the due instant itself. */
export function rungAt(step: Rung | undefined, from: number, dueAt: number, calendar: WorkingCalendar): number {
  if (step?.fraction !== undefined) return from + Math.floor(((dueAt - from) * step.fraction[0]) / step.fraction[1])
  if (step?.before !== undefined) return calendar.before(dueAt, step.before).at
  return step?.after === undefined ? dueAt : calendar.extend(dueAt, step.after).at
}

/**
 * Whether a step that leaves this data leaves an open deadline as it is, whenever it began and is due: told from what is
 * not an instant of it. False where it may change.
 */
export function isLeftAlone(declared: CompiledDeadline, open: DeadlineState, machine: MachineState): boolean {
  if (isOverdue(open)) return true
  const isSuspended = declared.suspended?.(machine.context, open.key) === true
  if (open.dueAt === null) return isSuspended
  if (isSuspended) return false
  if (declared.due !== undefined) {
    const date = dateOf(declared, open.key, machine)
    const isFixed =
      date === null ? open.duration !== null || durationOf(declared.within, machine) === undefined : date === open.date
    if (!isFixed) return false
  }
  return (declared.extended?.(machine.context, open.key) ?? []).length <= open.extensions
}

/** The period for which a deadline that starts now runs, where nothing else of the case has a say in its dates. */
export function plainPeriod(declared: CompiledDeadline, key: string, machine: MachineState): Duration | undefined {
  const isTold =
    dateOf(declared, key, machine) !== null ||
    declared.suspended?.(machine.context, key) === true ||
    (declared.extended?.(machine.context, key) ?? []).length > 0
  return isTold ? undefined : durationOf(declared.within, machine)
}

/** Code-unit order: the same in every locale. */
export function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
