import type { CaseDefinition, CompiledDeadline } from './case-definition.js'
import type { DeadlineState, RungState } from './case-state.js'
import type { Extension } from './case-type.js'
import { ConvokeError } from './convoke-error.js'
import type { Clock, MachineState } from './decision.js'
import type { PartyId } from './party.js'
import { holders } from './roster.js'
import type { Due, Duration, WorkingCalendar } from './working-calendar.js'

/** What a step did to the machine, as far as deadlines care. */
export interface Moved {
  readonly machine: MachineState
  /** Ids of the nodes entered, re-entries included. */
  readonly entered: readonly string[]
  /** The type of the entry that moved it. */
  readonly type: string
  /** Whether a state with an outcome is active now. */
  readonly settled: boolean
}

/** The open deadlines of a case and how often each was started. */
export interface OpenDeadlines {
  readonly deadlines: readonly DeadlineState[]
  readonly counters: Readonly<Record<string, number>>
}

/** A rung that has come due. */
export interface DueRung {
  readonly deadline: DeadlineState
  readonly rung: RungState
}

const dateBased: Duration = { n: 1, unit: 'calendar-day', rollover: false }

/**
 * The deadlines after a step: those whose state or key is gone end, new ones start at `clock.at`, suspended and extended
 * ones move. An internal transition restarts nothing; re-entering the state does. Pure.
 *
 * @throws ConvokeError `calendar/outside-coverage` where the calendar cannot tell and may not guess
 */
export function deadlinesAfter(
  definition: CaseDefinition,
  before: OpenDeadlines,
  moved: Moved,
  clock: Clock,
): OpenDeadlines {
  if (definition.deadlines.length === 0) return before
  const deadlines: DeadlineState[] = []
  let counters = before.counters
  for (const declared of definition.deadlines) {
    const running = before.deadlines.filter(open => open.name === declared.name)
    const phase = phaseOf(declared, moved, running.length > 0)
    if (phase === 'off') continue
    const keys = declared.each === undefined ? [''] : [...new Set(declared.each(moved.machine.context))]
    for (const key of keys) {
      const open = phase === 'restart' ? undefined : running.find(candidate => candidate.key === key)
      if (open !== undefined) {
        deadlines.push(adjusted(declared, open, moved.machine, clock))
        continue
      }
      const counter = key === '' ? declared.name : `${declared.name}/${key}`
      const n = (counters[counter] ?? 0) + 1
      counters = { ...counters, [counter]: n }
      deadlines.push(adjusted(declared, started(declared, key, n, moved.machine, clock), moved.machine, clock))
    }
  }
  return sameList(deadlines, before.deadlines) && counters === before.counters ? before : { deadlines, counters }
}

/**
 * The next rung to fire at or before `at`: earliest first, then by deadline name, key and rung. Undefined when none is.
 */
export function nextDue(deadlines: readonly DeadlineState[], at: number): DueRung | undefined {
  let next: DueRung | undefined
  for (const deadline of deadlines) {
    for (const rung of deadline.rungs) {
      if (!rung.fired && rung.at <= at && (next === undefined || isBefore(deadline, rung, next)))
        next = { deadline, rung }
    }
  }
  return next
}

/**
 * When the next rung of any open deadline fires, epoch ms; null when none will. Stores index this.
 *
 * @example
 * import { errand, errandOpened, paperCase } from '@convoke/core/testing'
 * const { state } = paperCase(errand, errandOpened, [{ type: 'submit', by: 'rc:chunshen' }])
 * new Date(nextRungAt(state) ?? 0).toISOString() // => '2026-01-05T11:00:00.000Z'
 */
export function nextRungAt(state: { readonly deadlines: readonly DeadlineState[] }): number | null {
  let next: number | null = null
  for (const deadline of state.deadlines) {
    for (const rung of deadline.rungs) if (!rung.fired && (next === null || rung.at < next)) next = rung.at
  }
  return next
}

/** The same list with one rung marked as fired. */
export function fired(
  deadlines: readonly DeadlineState[],
  due: { readonly name: string; readonly key: string; readonly n: number; readonly rung: string },
): readonly DeadlineState[] {
  return deadlines.map(open =>
    open.name === due.name && open.key === due.key && open.n === due.n
      ? { ...open, rungs: open.rungs.map(rung => (rung.rung === due.rung ? { ...rung, fired: true } : rung)) }
      : open,
  )
}

/** The earliest due instant that has passed or will pass without being met; null when no deadline is open. */
export function earliestDue(
  state: { readonly deadlines: readonly DeadlineState[] },
  kinds: (name: string) => boolean,
): number | null {
  let earliest: number | null = null
  for (const { name, dueAt } of state.deadlines)
    if (dueAt !== null && kinds(name) && (earliest === null || dueAt < earliest)) earliest = dueAt
  return earliest
}

/** Whether the due instant itself has fired. */
export function isOverdue(deadline: DeadlineState): boolean {
  return deadline.rungs.some(rung => rung.rung === 'due' && rung.fired)
}

/**
 * Who is bound by an open deadline: by `owedBy`, else the key when it holds the role, else all holders of the role.
 *
 * @example
 * import { errand, errandOpened, paperCase } from '@convoke/core/testing'
 * const { definition, state } = paperCase(errand, errandOpened, [{ type: 'submit', by: 'rc:chunshen' }])
 * owedBy(definition, state.machine, { name: 'reply', key: 'dept:police' }) // => ['dept:police']
 */
export function owedBy(
  definition: CaseDefinition,
  machine: MachineState,
  deadline: Pick<DeadlineState, 'name' | 'key'>,
): readonly PartyId[] {
  const declared = definition.deadlines.find(candidate => candidate.name === deadline.name)
  if (declared?.owedBy !== undefined) {
    const parties = declared.owedBy(machine.context, deadline.key)
    return typeof parties === 'string' ? [parties] : parties
  }
  if (declared?.owes === undefined) return []
  const all = holders(definition, machine, declared.owes)
  return all.includes(deadline.key) ? [deadline.key] : all
}

/** A deadline's own desk of the calendar. */
export function calendarFor(declared: CompiledDeadline, calendar: WorkingCalendar): WorkingCalendar {
  return declared.desk === undefined ? calendar : calendar.desk(declared.desk)
}

function phaseOf(declared: CompiledDeadline, moved: Moved, running: boolean): 'off' | 'run' | 'restart' {
  if (declared.from !== undefined) {
    if (declared.until?.includes(moved.type) === true || (moved.settled && declared.survives !== true)) return 'off'
    if (declared.from.includes(moved.type)) return running ? 'restart' : 'run'
    return running ? 'run' : 'off'
  }
  let active = false
  for (const id of moved.machine.nodes) if (declared.nodeIds.has(id)) active = true
  if (!active) return 'off'
  // Several states make one span: going from one to the next must not reset the clock (an outer clock never resets).
  if (running && declared.nodeIds.size === 1 && moved.entered.some(id => declared.nodeIds.has(id))) return 'restart'
  return 'run'
}

function started(
  declared: CompiledDeadline,
  key: string,
  n: number,
  machine: MachineState,
  clock: Clock,
): DeadlineState {
  const calendar = calendarFor(declared, clock.calendar)
  const { due, duration } = dueOf(declared, key, machine, clock.at, calendar)
  return {
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
}

function dueOf(
  declared: CompiledDeadline,
  key: string,
  machine: MachineState,
  from: number,
  calendar: WorkingCalendar,
): { due: Due; duration: Duration | null } {
  const date = declared.due?.(machine.context, key) ?? null
  if (date !== null) return { due: { at: calendar.endOf(date), provisional: false }, duration: null }
  const duration = durationOf(declared.within, machine)
  if (duration === undefined)
    throw new ConvokeError(
      'definition/deadline-without-duration',
      `deadline "${declared.name}" has neither a date nor a duration for "${key}"; give it "within"`,
      { details: { deadline: declared.name, key } },
    )
  return { due: calendar.add(from, duration), duration }
}

function durationOf(within: string | Duration | undefined, machine: MachineState): Duration | undefined {
  if (typeof within !== 'string') return within
  return (machine.context['parameters'] as Record<string, Duration> | undefined)?.[within]
}

function adjusted(declared: CompiledDeadline, open: DeadlineState, machine: MachineState, clock: Clock): DeadlineState {
  if (isOverdue(open)) return open
  const calendar = calendarFor(declared, clock.calendar)
  const duration = open.duration ?? dateBased
  let result = open
  const suspended = declared.suspended?.(machine.context, open.key) === true
  if (suspended && result.dueAt !== null) {
    const left = calendar.remaining(clock.at, result.dueAt, duration)
    if (left !== null) result = { ...result, dueAt: null, left, rungs: result.rungs.filter(rung => rung.fired) }
  } else if (!suspended && result.dueAt === null && result.left !== null) {
    const due = calendar.resume(clock.at, result.left, duration)
    result = movedTo(declared, { ...result, left: null }, due, calendar)
  }
  if (result.dueAt === null) return result
  if (result.duration === null) {
    const date = declared.due?.(machine.context, open.key) ?? null
    const at = date === null ? result.dueAt : calendar.endOf(date)
    if (at !== result.dueAt && result.extensions === 0)
      result = movedTo(declared, result, { at, provisional: false }, calendar)
  }
  const extensions = declared.extended?.(machine.context, open.key) ?? []
  if (extensions.length > result.extensions) {
    const due = granted(declared, extensions, result, machine, calendar)
    result = { ...movedTo(declared, result, due, calendar), extensions: extensions.length }
  }
  return result
}

function granted(
  declared: CompiledDeadline,
  extensions: readonly Extension[],
  open: DeadlineState,
  machine: MachineState,
  calendar: WorkingCalendar,
): Due {
  const cap = durationOf(declared.cap, machine)
  let due: Due = { at: open.dueAt as number, provisional: open.provisional }
  let total = extensions.slice(0, open.extensions).reduce((sum, extension) => sum + extension.by.n, 0)
  for (const { by } of extensions.slice(open.extensions)) {
    const n = cap === undefined ? by.n : Math.min(by.n, Math.max(0, cap.n - total))
    total += n
    if (n > 0) due = calendar.extend(due.at, { ...by, n })
  }
  return due
}

/** The same deadline with another due instant and what is left of its ladder; fired rungs stay. */
export function movedTo(declared: CompiledDeadline, open: DeadlineState, due: Due, calendar: WorkingCalendar): DeadlineState {
  return {
    ...open,
    dueAt: due.at,
    provisional: due.provisional,
    rungs: rungsOf(declared, open.startedAt, due.at, calendar, open.rungs),
  }
}

function rungsOf(
  declared: CompiledDeadline,
  from: number,
  dueAt: number,
  calendar: WorkingCalendar,
  earlier: readonly RungState[],
): readonly RungState[] {
  const rungs: RungState[] = earlier.filter(rung => rung.fired)
  const has = (name: string) => rungs.some(rung => rung.rung === name)
  for (const step of declared.ladder ?? []) {
    if (has(step.rung)) continue
    const at =
      step.fraction !== undefined
        ? from + Math.floor(((dueAt - from) * step.fraction[0]) / step.fraction[1])
        : step.before !== undefined
          ? calendar.before(dueAt, step.before).at
          : step.after !== undefined
            ? calendar.extend(dueAt, step.after).at
            : dueAt
    // A reminder that would come before the start is none: a one-day deadline has no "one day before".
    if (at > from) rungs.push({ rung: step.rung, at, fired: false })
  }
  if (!has('due')) rungs.push({ rung: 'due', at: dueAt, fired: false })
  return rungs.sort((a, b) => a.at - b.at || compare(a.rung, b.rung))
}

function isBefore(deadline: DeadlineState, rung: RungState, next: DueRung): boolean {
  return (
    (rung.at - next.rung.at ||
      compare(deadline.name, next.deadline.name) ||
      compare(deadline.key, next.deadline.key) ||
      compare(rung.rung, next.rung.rung)) < 0
  )
}

/** Code-unit order: the same in every locale. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

function sameList(a: readonly DeadlineState[], b: readonly DeadlineState[]): boolean {
  return a.length === b.length && a.every((item, index) => item === b[index])
}
