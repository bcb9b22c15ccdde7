// A case of a foreign log, carried out once more by the rules of a case type.
import {
  activePaths,
  advance,
  type CaseState,
  ConvokeError,
  type Decision,
  decide,
  type Json,
  type JsonObject,
  nextRungAt,
  prepareOpening,
} from '@convoke/core'
import { dataAt, factsFor, openDuties } from '../../run/duties.js'
import { begun } from '../../run/world.js'
import { filled, isPlain } from '../../scenario/templates.js'
import type { Instance, Trace } from '../log/event-log.js'
import { type StrangeCell, withCells } from './cells.js'
import { fillingFor, type Replaying, rawsOf, templateFor } from './sending.js'
import { type Turn, turnsOf } from './turns.js'
import type { MappedActivity } from './type-map.js'

/**
 * What became of an event: carried out (`duty` and, where nobody had to, `free`), left out as the map says, or not carried out,
 * and why.
 */
export type Fate = 'opened' | 'duty' | 'free' | 'ignored' | 'unmapped' | 'refused' | 'cell' | 'before' | 'after'

/** An event of the log with what became of it. */
export interface ReplayedEvent {
  readonly instance: Instance
  readonly fate: Fate
  readonly command?: string | undefined
  readonly by?: string | undefined
  /** As it was sent, before it was read. */
  readonly data?: JsonObject | undefined
  readonly refusal?: { readonly code: string; readonly details: Readonly<Record<string, unknown>> } | undefined
  readonly states?: readonly string[] | undefined
  readonly strange?: StrangeCell | undefined
}

/** A case of the log with what became of it. */
export interface ReplayedCase {
  readonly id: string
  /** Undefined where it could not be opened. */
  readonly openedAt: number | undefined
  readonly opening: JsonObject
  /** Whether the moment at which it opened is known, and not that of its first act. */
  readonly isOpeningSeen: boolean
  readonly outcome: string | null
  /** Where it stands in the end. */
  readonly states: readonly string[]
  readonly turns: readonly Turn[]
  readonly events: readonly ReplayedEvent[]
}

/** Carries a case out once more. Clocks run by themselves, up to the end of the log. */
export function replayed({ id, instances }: Trace, how: Replaying): ReplayedCase {
  const { meanings, type, calendar, to } = how
  const events: ReplayedEvent[] = []
  const opens = instances.findIndex(({ activity }) => meanings(activity) === 'open')
  const first = instances[Math.max(0, opens)] as Instance
  for (const instance of instances.slice(0, Math.max(0, opens))) events.push({ instance, fate: 'before' })
  const sinceLog = opens === -1 ? how.begun?.get(id) : undefined
  const openedAt = Math.min(first.end, sinceLog ?? first.end)
  const started = opened(instances, first, openedAt, how)
  const isOpeningSeen = opens !== -1 || sinceLog !== undefined
  if (!('state' in started)) {
    const rest = instances.slice(Math.max(0, opens) + 1).map(instance => ({ instance, fate: 'before' as const }))
    return {
      ...{ id, openedAt: undefined, opening: started.opening, isOpeningSeen, outcome: null, states: [], turns: [] },
      events: [...events, { instance: first, ...started.why }, ...rest],
    }
  }
  if (opens !== -1) events.push({ instance: first, fate: 'opened' })
  let { state } = started
  const turns = turnsOf(how)
  turns.look(state, openedAt)
  /** Lets clocks run. */
  const runTo = (at: number) => {
    for (let due = nextRungAt(state); due !== null && due !== undefined && due <= at && state.outcome === null; ) {
      state = advance(type.definition, state, { at: due, calendar }).state
      turns.look(state, due)
      due = nextRungAt(state)
    }
  }
  for (const instance of opens === -1 ? instances : instances.slice(opens + 1)) {
    runTo(instance.end)
    const meaning = meanings(instance.activity)
    if (meaning === undefined || meaning === 'ignore')
      events.push({ instance, fate: meaning === undefined ? 'unmapped' : 'ignored' })
    else if (meaning === 'open')
      events.push({ instance, fate: 'refused', refusal: { code: 'refusal/case-exists', details: {} } })
    else
      for (const act of meaning) {
        const [event, decision] = carriedOut(instance, act, state, how)
        if (decision === undefined) {
          events.push(event)
          continue
        }
        const isOwed = turns.acted(event.by as string, act.command, instance)
        events.push(isOwed ? event : { ...event, fate: 'free' })
        ;({ state } = decision)
        turns.look(state, instance.end)
      }
  }
  runTo(to)
  turns.end(state.outcome === null ? to : Number.NEGATIVE_INFINITY)
  return {
    ...{ id, openedAt, opening: started.opening, isOpeningSeen, outcome: state.outcome, turns: turns.closed },
    ...{ states: activePaths(type.definition, state.machine), events },
  }
}

type Opened =
  | { readonly state: CaseState; readonly opening: JsonObject }
  | { readonly opening: JsonObject; readonly why: Omit<ReplayedEvent, 'instance'> }

function opened(instances: readonly Instance[], first: Instance, at: number, how: Replaying): Opened {
  const { type, map, calendar } = how
  const template = (map.opening ?? type.definition.caseType.openings?.[0] ?? {}) as JsonObject
  // Whatever any event of the case says, the first that says something.
  const cells: Record<string, string> = {}
  for (const instance of instances)
    for (const [column, cell] of Object.entries(instance.cells)) if (cell !== '') cells[column] ??= cell
  const read = withCells(template, cells)
  if (!read.ok) return { opening: {}, why: { fate: 'cell', strange: read.strange } }
  const opening = read.value
  const [raw = opening] = isPlain(opening) ? [opening] : filled(opening, fillingFor('opening', at, '', undefined, how))
  const prepared = prepareOpening(type.definition, raw, { salt: () => '0'.repeat(32), subject: 'simulated' })
  if (!prepared.ok) return { opening, why: { fate: 'refused', refusal: prepared.denial } }
  const named = map.parties?.[first.by]
  let refusal: ReplayedEvent['refusal']
  for (const by of new Set([...(named === undefined ? [] : [named]), ...textsIn(prepared.data.seen)])) {
    const decision = begun(type, prepared.data.seen, by, { at, calendar })
    if (decision.refusal === undefined) return { state: decision.state, opening }
    refusal ??= decision.refusal
  }
  return { opening, why: { fate: 'refused', refusal: refusal ?? { code: 'refusal/role', details: {} } } }
}

function carriedOut(
  instance: Instance,
  meaning: MappedActivity,
  state: CaseState,
  how: Replaying,
): readonly [ReplayedEvent, Decision | undefined] {
  const { type, calendar } = how
  const { command } = meaning
  const states = activePaths(type.definition, state.machine)
  const read = withCells(templateFor(meaning, how), instance.cells)
  if (!read.ok) return [{ instance, fate: 'cell', command, strange: read.strange, states }, undefined]
  if (state.outcome !== null) return [{ instance, fate: 'after', command, states }, undefined]
  let refusal: ReplayedEvent['refusal']
  for (const by of sendersOf(instance, meaning, state, how)) {
    for (const raw of rawsOf(read.value, command, { by, at: instance.end, state }, how)) {
      let seen: JsonObject
      try {
        // A date of the log was one that could be chosen, and one of a sample stands for any.
        seen = dataAt(how, { type, state }, { command, data: how.prepared(type, command, raw) }, instance.end)
      } catch (thrown) {
        if (!ConvokeError.is(thrown, 'simulate/data')) throw thrown
        const { reason, ...details } = thrown.details
        refusal ??= { code: String(reason ?? 'input/schema'), details }
        continue
      }
      const facts = factsFor(how, type, state, command, seen, by)
      const data = { seen, committed: seen, disclosures: [] }
      const decision = decide(
        type.definition,
        state,
        { type: command, data, by, facts, commandId: String(instance.row) },
        { at: instance.end, calendar },
      )
      if (decision.refusal === undefined)
        return [{ instance, fate: 'duty', command, by, data: read.value, states }, decision]
      refusal ??= decision.refusal
    }
  }
  // Nobody in the case holds a role that may.
  refusal ??= { code: 'refusal/role', details: { command } }
  return [{ instance, fate: 'refused', command, refusal, states }, undefined]
}

/** Who may have sent it, the likeliest first: whom the map or the log names, whoever had the duty, whoever may. */
function sendersOf(
  { by }: Instance,
  { command, role, by: said }: MappedActivity,
  state: CaseState,
  { type, map }: Replaying,
): Iterable<string> {
  if (said !== undefined) return [said]
  const named = map.parties?.[by]
  if (named !== undefined) return [named]
  const may = type.definition.commands.get(command)?.by ?? []
  const roles = type.definition.roles.filter(({ name }) => may.includes(name) && (role === undefined || role === name))
  const holders = new Set(roles.flatMap(({ who }) => [who(state.machine.context) ?? []].flat()))
  if (holders.has(by)) return [by]
  const owing = openDuties({ type, state })
    .filter(({ duty, party }) => duty.commands.includes(command) && holders.has(party))
    .map(({ party }) => party)
  return new Set([...owing, ...holders])
}

function* textsIn(value: Json): Generator<string> {
  if (typeof value === 'string') yield value
  else if (typeof value === 'object' && value !== null)
    for (const part of Object.values(value)) yield* textsIn(part as Json)
}
