import type { State, Step } from '@convoke/kernel'
import { type CaseDefinition, outcomeOf } from '../definition/case-definition.js'
import type { Facts } from '../definition/case-type.js'
import { machineFault } from '../definition/case-type-fault.js'
import { thrownBy, thrownWords } from '../definition/thrown-by.js'
import { ConvokeError } from '../errors/convoke-error.js'
import { canonicalJson } from '../json/canonical.js'
import type { Json, JsonObject } from '../json/json.js'
import { normalJson } from '../json/normal-json.js'
import type { PartyId } from '../ports/party.js'
import { answersAmong, askerId, askersAfterJoin, firstAskers, reportsOf } from './askers.js'
import type { AskingCase } from './case-state.js'
import { deadlinesAfter, fired } from './deadlines.js'
import type { CaseState, Clock, Effect, MachineState } from './decision.js'
import { type LinkAct, linksAfter, linksAfterNews } from './links.js'
import { holders } from './roster.js'

/** What an act does to a case: the state after it, what it tells, and whether the machine had a transition for it. */
export interface Applied {
  readonly state: CaseState
  readonly effects: readonly Effect[]
  readonly taken: boolean
}

/** An accepted command as the machine and the bookkeeping need it, live or read back from the journal. */
export interface CommandAct {
  readonly type: string
  readonly seen: JsonObject
  readonly by: PartyId
  readonly onBehalfOf?: PartyId | undefined
  readonly facts?: Facts | undefined
}

/** The first act of a case. */
export interface StartAct {
  readonly opening: JsonObject
  readonly parameters: JsonObject
  readonly by: PartyId
  readonly reference: string
  readonly parent: CaseState['parent']
}

/** A case that joins this one: who it is, and what it brings in the form of an opening. */
export interface JoinAct {
  readonly asker: AskingCase
  readonly opening: JsonObject
}

/** A rung of a deadline that fires. */
export interface RungAct {
  readonly name: string
  readonly key: string
  readonly n: number
  readonly rung: string
}

/** An event as the machine gets it: plain JSON with a type. */
export type MachineEvent = { readonly type: string } & JsonObject

/** Starts a case: the machine's first state and the deadlines that begin with it. */
export function applyStart(definition: CaseDefinition, act: StartAct, clock: Clock): Applied {
  const step = definition.machine.initial({
    opening: act.opening,
    parameters: act.parameters,
    by: act.by,
    at: shownAt(clock),
    ...(definition.caseType.joins === undefined ? {} : { asker: act.parent && askerId(act.parent) }),
  })
  if (step.state.status === 'error') {
    throw new ConvokeError(
      'bug/machine-threw',
      `the machine of "${definition.name}" ${definition.version} threw ${thrownWords(step.state.error)} while it started; its context factory must accept every parsed opening`,
      {
        details: {
          caseType: definition.name,
          version: definition.version,
          place: 'context',
          ...thrownBy(step.state.error),
        },
        cause: step.state.error,
      },
    )
  }
  const blank: CaseState = {
    machine: step.state as MachineState,
    deadlines: [],
    counters: {},
    marks: {},
    recusals: [],
    links: [],
    openedAt: clock.at,
    settledAt: null,
    outcome: null,
    reference: act.reference,
    lastAt: clock.at,
    parent: act.parent,
  }
  const askers = firstAskers(definition, act.parent)
  const first = askers === undefined ? blank : { ...blank, askers }
  return settle(definition, first, step as Move, 'case.started', clock, first)
}

/** Applies an accepted command. Who may send it was decided before; this never refuses. */
export function applyCommand(definition: CaseDefinition, state: CaseState, act: CommandAct, clock: Clock): Applied {
  const principal = act.onBehalfOf ?? act.by
  if (act.type === 'case.note') return { state: { ...state, lastAt: clock.at }, effects: [], taken: true }
  if (act.type === 'case.recuse') {
    const recusals = state.recusals.includes(principal) ? state.recusals : [...state.recusals, principal]
    return { state: { ...state, recusals, lastAt: clock.at }, effects: [], taken: true }
  }
  const step = stepOf(definition, state, commandEvent(act, shownAt(clock)))
  if (step === undefined) return { state, effects: [], taken: false }
  return settle(definition, state, step, act.type, clock, { ...state, marks: marked(definition, state.marks, act) })
}

/** Fires one rung. The machine hears of the due instant always, of other rungs where it handles them. */
export function applyRung(definition: CaseDefinition, state: CaseState, act: RungAct, clock: Clock): Applied {
  const base: CaseState = { ...state, deadlines: fired(state.deadlines, act), lastAt: clock.at }
  const type = rungType(act)
  const step = stepOf(definition, state, { type, key: act.key, n: act.n, at: shownAt(clock) }) ?? unmoved(state)
  const moved = settle(definition, base, step, type, clock, base)
  return { state: moved.state, effects: [...told(definition, state, act), ...moved.effects], taken: true }
}

/** Takes an `always` that is enabled in a state the machine was put into, with everything that follows from being there. */
export function applyArrival(
  definition: CaseDefinition,
  before: CaseState,
  base: CaseState,
  type: string,
  clock: Clock,
): Applied {
  const step = definition.machine.next(base.machine as State, { type, at: shownAt(clock) } as never) as Move
  return settle(definition, before, step, type, clock, base)
}

/** Applies news of a linked case; a machine that does not handle it only keeps the book. */
export function applyLink(definition: CaseDefinition, state: CaseState, act: LinkAct, clock: Clock): Applied {
  const base: CaseState = { ...state, links: linksAfterNews(state.links, act), lastAt: clock.at }
  // In the form it has in the journal, as a replay reads it; and a copy, so that nothing of the caller's ends in a context.
  const event: MachineEvent = { ...(normalJson(act.seen) as JsonObject), type: act.type, at: shownAt(clock) }
  return settle(definition, base, stepOf(definition, state, event) ?? unmoved(state), act.type, clock, base)
}

/**
 * Another case joins this one with what would have opened a case of its own. Not taken where the machine has no
 * transition for it: then a case of its own is opened.
 */
export function applyJoin(definition: CaseDefinition, state: CaseState, act: JoinAct, clock: Clock): Applied {
  if (state.askers === undefined) return { state, effects: [], taken: false }
  const event = { type: 'case.joined', asker: askerId(act.asker), opening: act.opening, at: shownAt(clock) }
  const step = stepOf(definition, state, event)
  if (step === undefined) return { state, effects: [], taken: false }
  const base: CaseState = { ...state, askers: askersAfterJoin(state.askers, act.asker), lastAt: clock.at }
  return settle(definition, base, step, event.type, clock, base)
}

/** The moment as the machine is given it. What stands in for it is kept like a number, and is no number to whoever looks. */
export function shownAt(clock: Clock): number {
  return (clock.shown ?? clock.at) as number
}

/** The event a command becomes: `by` is the party in whose name it is done, `delegate` whoever did it for that party. */
export function commandEvent(act: CommandAct, at: number): MachineEvent {
  const event: Record<string, Json | undefined> = {}
  // Member by member: a spread in front of other members costs several times as much, and every command passes here.
  for (const key of Object.keys(act.seen)) event[key] = act.seen[key]
  event.type = act.type
  event.by = act.onBehalfOf ?? act.by
  event.delegate = act.onBehalfOf === undefined ? null : act.by
  // What a host's directory answers comes in any order; a replay reads it in the journal's.
  event.facts = act.facts === undefined ? {} : normalJson(act.facts)
  event.at = at
  return event as MachineEvent
}

/**
 * The entry type of a rung: `deadline.<name>` for the due instant, `deadline.<name>.<rung>` for the others. Pure.
 *
 * @example
 * rungType({ name: 'reply', rung: 'due' }) // => 'deadline.reply'
 * rungType({ name: 'reply', rung: 'half' }) // => 'deadline.reply.half'
 */
export function rungType(act: Pick<RungAct, 'name' | 'rung'>): string {
  return act.rung === 'due' ? `deadline.${act.name}` : `deadline.${act.name}.${act.rung}`
}

/**
 * Where separation of duties looks up who did what: the command, and the item where there is one. Pure.
 *
 * @param item the data field that names the item; undefined: the whole case is one
 * @example
 * markKey('done', 'task', { task: 'paint' }) // => 'done/paint'
 * markKey('done', undefined, {}) // => 'done'
 */
export function markKey(command: string, item: string | undefined, data: JsonObject): string {
  if (item === undefined) return command
  const value = data[item]
  return `${command}/${typeof value === 'object' ? canonicalJson(value) : String(value)}`
}

type Move = Pick<Step, 'effects' | 'entered'> & { readonly state: MachineState }

/** The machine's answer to an event; undefined where it has none. */
function stepOf(definition: CaseDefinition, { machine }: CaseState, event: MachineEvent): Move | undefined {
  // The kernel steps like XState's transition(), which does not stop at the end: the root could still take events.
  if (machine.status !== 'active') return undefined
  let step: Step
  try {
    step = definition.machine.next(machine as State, event)
  } catch (thrown) {
    throw machineFault(definition, machine, event, thrown)
  }
  return step.taken ? (step as Move) : undefined
}

/** An entry that the machine does not hear of may still begin or end an outer clock. */
function unmoved({ machine }: CaseState): Move {
  return { state: machine, effects: [], entered: [] }
}

function settle(
  definition: CaseDefinition,
  before: CaseState,
  step: Move,
  type: string,
  clock: Clock,
  base: CaseState,
): Applied {
  const machine = step.state
  const outcome = outcomeOf(definition, machine)
  const settled = outcome !== null
  // A step that leaves states and data as they are leaves the deadlines: a thousand that fire at once would otherwise
  // each look through all others.
  const isStill = step.entered.length === 0 && machine.context === before.machine.context && !definition.spans.has(type)
  const { deadlines, counters } = isStill
    ? base
    : deadlinesAfter(definition, base, { machine, entered: step.entered, type, settled }, clock)
  const said = step.effects.map(effect => effectOf(effect.type, (effect.params ?? {}) as JsonObject))
  const { effects, askers } = answersAmong(definition, machine.context, base.askers, said)
  const { marks, recusals, openedAt, reference, parent } = base
  // Member by member: spreads cost more than all the rest, and every step ends here.
  const own: CaseState = {
    machine,
    deadlines,
    counters,
    marks,
    recusals,
    links: linksAfter(base.links, effects),
    openedAt,
    settledAt: settled ? (before.outcome === null ? clock.at : (before.settledAt ?? clock.at)) : null,
    outcome,
    reference,
    lastAt: clock.at,
    parent,
  }
  const state: CaseState = askers === undefined ? own : { ...own, askers }
  const reports = settled && before.outcome === null ? reportsOf(definition, state) : []
  return { state, effects: reports.length === 0 ? effects : [...effects, ...reports], taken: true }
}

function effectOf(type: string, params: JsonObject): Effect {
  const { to, ...rest } = params as { to?: PartyId | readonly PartyId[] } & JsonObject
  const parties = to === undefined ? [] : typeof to === 'string' ? [to] : [...to]
  if (type !== 'case.open' && type !== 'case.tell') return { type, to: parties, params: rest }
  const { link, key, caseId } = rest as { link?: string; key?: string; caseId?: string }
  return {
    type,
    to: parties,
    params: rest,
    link: { act: type === 'case.open' ? 'open' : 'tell', name: link ?? '', key: key ?? '', caseId: caseId ?? null },
  }
}

function told(definition: CaseDefinition, state: CaseState, act: RungAct): readonly Effect[] {
  const declared = definition.deadlines.find(candidate => candidate.name === act.name)
  const tells = declared?.ladder?.find(step => step.rung === act.rung)?.tells ?? []
  const to = [...new Set(tells.flatMap(role => holders(definition, state.machine, role)))]
  if (to.length === 0) return []
  const open = state.deadlines.find(
    deadline => deadline.name === act.name && deadline.key === act.key && deadline.n === act.n,
  )
  return [
    {
      type: 'deadline',
      to,
      params: { name: act.name, key: act.key, n: act.n, rung: act.rung, dueAt: open?.dueAt ?? null },
    },
  ]
}

function marked(definition: CaseDefinition, marks: CaseState['marks'], act: CommandAct): CaseState['marks'] {
  let result = marks
  for (const { did, item } of definition.caseType.separation ?? []) {
    if (did !== act.type) continue
    const key = markKey(did, item, act.seen)
    const parties = act.onBehalfOf === undefined ? [act.by] : [act.onBehalfOf, act.by]
    const earlier = Object.hasOwn(result, key) ? (result[key] as readonly PartyId[]) : []
    result = { ...result, [key]: [...new Set([...earlier, ...parties])] }
  }
  return result
}
