import type { CaseDefinition, CompiledDeadline } from '../definition/case-definition.js'
import { ConvokeError } from '../errors/convoke-error.js'
import type { PartyId } from '../ports/party.js'
import type { DeadlineState, RungState } from './case-state.js'
import { adjusted, compare, started } from './deadline-dates.js'
import type { Clock, MachineState } from './decision.js'
import { holders, rolesOf } from './roster.js'

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

/** How many keys one deadline may have at a time; ours, as many as a case may have parties. */
const mostKeys = 10_000

/**
 * The deadlines after a step: those whose state or key is gone end, new ones start at `clock.at`, suspended and extended
 * ones move. An internal transition restarts nothing; re-entering the state does. A key that `each` names twice counts
 * once. Pure.
 *
 * @throws ConvokeError `calendar/outside-coverage` where the calendar cannot tell and may not guess
 * @throws ConvokeError `input/too-large` for more than 10,000 keys; a command that leads there is refused with the same code
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
  const count = (counter: string, n: number): void => {
    // Copied once, not for every key: a case may start thousands at a time.
    if (counters === before.counters) counters = { ...counters }
    ;(counters as Record<string, number>)[counter] = n
  }
  for (const declared of definition.deadlines) {
    const running = before.deadlines.filter(open => open.name === declared.name)
    const span = spanOf(declared)
    const phase = phaseOf(declared, moved, running.length > 0 || counted(counters, span) === 1)
    // An outer clock of keys goes on while it has none, and no instance would tell.
    if (declared.from !== undefined && declared.each !== undefined) {
      const isOpen = phase === 'off' ? 0 : 1
      if (counted(counters, span) !== isOpen) count(span, isOpen)
    }
    if (phase === 'off') continue
    const known = byKey(phase === 'restart' ? [] : running)
    for (const key of keysOf(declared, moved.machine)) {
      const open = known(key)
      if (open !== undefined) {
        deadlines.push(adjusted(declared, open, moved.machine, clock))
        continue
      }
      const counter = key === '' ? declared.name : `${declared.name}/${key}`
      const n = counted(counters, counter) + 1
      count(counter, n)
      deadlines.push(started(declared, key, n, moved.machine, clock))
    }
  }
  if (!sameList(deadlines, before.deadlines)) return { deadlines, counters }
  return counters === before.counters ? before : { deadlines: before.deadlines, counters }
}

/**
 * The next rung to fire at or before `at`: earliest first, then by deadline name, key and rung. Undefined when none is. Pure.
 *
 * @example
 * import { errand, errandOpened, paperCase } from '@convoke/core/testing'
 * const { state } = paperCase(errand, errandOpened, [{ type: 'submit', by: 'rc:chunshen' }])
 * nextDue(state.deadlines, Date.UTC(2026, 0, 5, 13))?.rung.rung // => 'half'
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

/**
 * The same list with one rung marked as fired. Pure.
 *
 * @example
 * import { errand, errandOpened, paperCase } from '@convoke/core/testing'
 * const { state } = paperCase(errand, errandOpened, [{ type: 'submit', by: 'rc:chunshen' }])
 * const half = { name: 'reply', key: 'dept:police', n: 1, rung: 'half' }
 * fired(state.deadlines, half)[0]?.rungs.map(rung => rung.fired) // => [true, false]
 */
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
  // By the roster, which is made once: with a key for each holder, looking through all holders for each would be quadratic.
  if (rolesOf(definition, { machine }, deadline.key).includes(declared.owes)) return [deadline.key]
  return holders(definition, machine, declared.owes)
}

function keysOf(declared: CompiledDeadline, machine: MachineState): Iterable<string> {
  if (declared.each === undefined) return ['']
  const keys = new Set(declared.each(machine.context))
  if (keys.size <= mostKeys) return keys
  throw new ConvokeError(
    'input/too-large',
    `deadline "${declared.name}" would run for ${keys.size} keys at a time, and ${mostKeys} is the most; count big rolls by reference`,
    { details: { what: 'deadlines', deadline: declared.name, keys: keys.size, limit: mostKeys } },
  )
}

/** Looks instances up by key; with many of them through a map. */
function byKey(running: readonly DeadlineState[]): (key: string) => DeadlineState | undefined {
  if (running.length < 8) return key => running.find(open => open.key === key)
  const map = new Map(running.map(open => [open.key, open]))
  return key => map.get(key)
}

const spans = new WeakMap<CompiledDeadline, string>()

/** The counter that tells whether an outer clock of keys runs; each step asks for that of every deadline. */
function spanOf(declared: CompiledDeadline): string {
  let span = spans.get(declared)
  if (span === undefined) {
    span = `span:${declared.name}`
    spans.set(declared, span)
  }
  return span
}

/** A counter, which may have the name of something every object has. */
function counted(counters: OpenDeadlines['counters'], counter: string): number {
  return Object.hasOwn(counters, counter) ? (counters[counter] as number) : 0
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

function isBefore(deadline: DeadlineState, rung: RungState, next: DueRung): boolean {
  return (
    (rung.at - next.rung.at ||
      compare(deadline.name, next.deadline.name) ||
      compare(deadline.key, next.deadline.key) ||
      compare(rung.rung, next.rung.rung)) < 0
  )
}

function sameList(a: readonly DeadlineState[], b: readonly DeadlineState[]): boolean {
  return a.length === b.length && a.every((item, index) => item === b[index])
}
