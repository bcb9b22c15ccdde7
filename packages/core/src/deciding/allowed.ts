import type { State } from '@convoke/kernel'
import { activePaths, type CaseDefinition, type CompiledCommand } from '../definition/case-definition.js'
import type { AnyLabels, Facts, Locale } from '../definition/case-type.js'
import { machineFault } from '../definition/case-type-fault.js'
import type { JsonObject } from '../json/json.js'
import type { Allowed } from '../ports/case-engine.js'
import type { PartyId } from '../ports/party.js'
import type { Seats } from '../ports/roll.js'
import { commandEvent } from './apply.js'
import { datesAllowed } from './command-dates.js'
import type { CaseState, Clock } from './decision.js'
import { barred, type Denial, lapsedWindow, permit, separated } from './permission.js'
import { rolesOf } from './roster.js'

/** Thrown by the probe when a guard asks for data the party has not given yet. */
const dataAsked = Symbol('convoke.data-asked')

/**
 * What a party's roles admit now, in declaration order: *yes*; *depends* where a guard, a separation or a time rule asks
 * for the command's own data; *no* with the reason. Commands of other roles are not listed. Pure; computed when asked.
 *
 * `seats` are the party's lines on rolls, for roles that are listed there. With `clock`, a command that says between which
 * days its dates have to lie tells which days those are.
 *
 * Guards are run on a probe that stops at the first read of a data field, so a guard never sees invented data.
 *
 * @example
 * import { errand, errandOpened, paperCase } from '@convoke/core/testing'
 * const { definition, state } = paperCase(errand, errandOpened)
 * allowedFor(definition, state, 'dept:police').map(one => `${one.command}: ${one.verdict}`)
 * // => ['count: depends', 'reply: no', 'case.recuse: depends', 'case.note: depends']
 */
export function allowedFor(
  definition: CaseDefinition,
  state: CaseState,
  party: PartyId,
  seats?: Seats | undefined,
  clock?: Clock | undefined,
): readonly Allowed[] {
  const roles = rolesOf(definition, state, party, seats)
  if (roles.length === 0) return []
  const result: Allowed[] = []
  for (const command of definition.commands.values()) {
    if (!command.builtIn && !command.by.some(role => roles.includes(role))) continue
    const answer = verdict(definition, state, command, party)
    const dates = clock && answer.verdict !== 'no' ? datesAllowed(definition, state, command.name, clock) : undefined
    result.push({ command: command.name, ...answer, ...(dates && { dates }) })
  }
  return result
}

/**
 * The commands worth trying: those allowed, or allowed depending on the data. For refusals.
 *
 * @example
 * import { errand, errandOpened, paperCase } from '@convoke/core/testing'
 * const { definition, state } = paperCase(errand, errandOpened)
 * worthTrying(definition, state, 'dept:police') // => ['count', 'case.recuse', 'case.note']
 */
export function worthTrying(
  definition: CaseDefinition,
  state: CaseState,
  party: PartyId,
  seats?: Seats | undefined,
): readonly string[] {
  return allowedFor(definition, state, party, seats)
    .filter(({ verdict: answer }) => answer !== 'no')
    .map(({ command }) => command)
}

/**
 * Whether `decide` would accept this command now, without deciding it: for a host that weighs what to do, such as a
 * simulator. Deadlines that are due and not fired yet are not looked at, nor are its dates: {@link withDatesAhead}. Pure.
 *
 * @example
 * import { errand, errandOpened, paperCase } from '@convoke/core/testing'
 * const { definition, state } = paperCase(errand, errandOpened, [{ type: 'submit', by: 'rc:chunshen' }])
 * wouldAccept(definition, state, { type: 'reply', seen: { answer: 'yes' }, by: 'dept:police' }) // => true
 * wouldAccept(definition, state, { type: 'submit', seen: {}, by: 'rc:chunshen' }) // => false
 */
export function wouldAccept(
  definition: CaseDefinition,
  state: CaseState,
  act: { readonly type: string; readonly seen: JsonObject; readonly by: PartyId; readonly facts?: Facts | undefined },
): boolean {
  const { type, seen, by } = act
  const command = definition.commands.get(type)
  if (command === undefined || !permit(definition, state, command, { by, seats: act.facts?.seats }).ok) return false
  if (command.builtIn) return true
  if (notHandled(definition, state, type) !== undefined) return false
  if (separated(definition, state, type, seen, [by]) !== undefined) return false
  if (barred(definition, state, type, seen) !== undefined) return false
  const event = commandEvent(act, state.lastAt)
  try {
    return definition.machine.explain(state.machine as State, event).some(({ ok }) => ok)
  } catch (thrown) {
    throw machineFault(definition, state.machine, event, thrown)
  }
}

/** The label of a guard in both languages. */
function guardLabel(definition: CaseDefinition, guard: string): Readonly<Record<Locale, string>> {
  const labels = definition.caseType.labels as { readonly [L in Locale]: AnyLabels }
  return { 'zh-CN': labels['zh-CN'].guards[guard] ?? guard, en: labels.en.guards[guard] ?? guard }
}

/** Why a command has no place here at all: its right has lapsed, the case has ended, or no state has a transition for it. */
export function notHandled(definition: CaseDefinition, state: CaseState, type: string): Denial | undefined {
  const isOver = state.machine.status !== 'active'
  if (!isOver && definition.machine.handles(state.machine as State, type)) return undefined
  const lapsed = lapsedWindow(definition, state, type)
  if (lapsed !== undefined) return lapsed
  if (isOver) return { code: 'refusal/settled', details: { outcome: state.outcome } }
  return notInState(definition, state, type)
}

/** Why no transition was enabled: the guard that said no, with its label. */
export function whyNot(definition: CaseDefinition, state: CaseState, event: { readonly type: string }): Denial {
  for (const { refusing: guard } of definition.machine.explain(state.machine as State, event)) {
    if (guard !== null)
      return { code: 'refusal/guard', details: { command: event.type, guard, label: guardLabel(definition, guard) } }
  }
  return notInState(definition, state, event.type)
}

function notInState(definition: CaseDefinition, { machine }: CaseState, command: string): Denial {
  return { code: 'refusal/not-in-state', details: { command, states: activePaths(definition, machine) } }
}

type Verdict = Pick<Allowed, 'verdict' | 'reason'>

function verdict(definition: CaseDefinition, state: CaseState, command: CompiledCommand, party: PartyId): Verdict {
  if (command.builtIn)
    return command.name === 'case.recuse' && state.recusals.includes(party)
      ? { verdict: 'no', reason: { code: 'refusal/recused' } }
      : { verdict: 'depends' }
  if (state.recusals.includes(party)) return { verdict: 'no', reason: { code: 'refusal/recused' } }
  const absent = notHandled(definition, state, command.name)
  if (absent !== undefined)
    return {
      verdict: 'no',
      reason: { code: absent.code === 'refusal/settled' ? 'refusal/not-in-state' : codeOf(absent) },
    }
  const needsData = Object.keys(command.schema.shape).length > 0
  const given = needsData ? probe({}) : {}
  // A question that needs the data leaves the later ones: they may say no whatever the data is.
  for (const question of [
    () => separated(definition, state, command.name, given, [party]),
    () => barred(definition, state, command.name, given),
  ]) {
    const blocked = deniedAnyway(question)
    if (blocked !== undefined) return { verdict: 'no', reason: { code: codeOf(blocked) } }
  }
  const event = probe({ ...commandEvent({ type: command.name, seen: {}, by: party }, state.lastAt) })
  let firstNo: string | undefined
  try {
    for (const { ok, refusing } of definition.machine.explain(state.machine as State, event)) {
      if (ok) return { verdict: needsData ? 'depends' : 'yes' }
      firstNo ??= refusing ?? undefined
    }
  } catch (thrown) {
    if (thrown === dataAsked) return { verdict: 'depends' }
    throw machineFault(definition, state.machine, event, thrown)
  }
  return {
    verdict: 'no',
    reason: {
      code: 'refusal/guard',
      ...(firstNo === undefined ? {} : { guard: firstNo, label: guardLabel(definition, firstNo) }),
    },
  }
}

function codeOf({ code }: Denial): NonNullable<Allowed['reason']>['code'] {
  return code as NonNullable<Allowed['reason']>['code']
}

/** A denial whatever the data is; undefined where the data decides. */
function deniedAnyway(question: () => Denial | undefined): Denial | undefined {
  try {
    return question()
  } catch (thrown) {
    if (thrown === dataAsked) return undefined
    throw thrown
  }
}

/** An event whose own fields can be read, and any other read stops the guard. `facts` count as data: they are asked later. */
function probe<Known extends object>(known: Known): Known {
  return new Proxy(known, {
    get(target, key) {
      if (typeof key === 'symbol') return Reflect.get(target, key)
      if (key === 'facts' || !Object.hasOwn(target, key)) throw dataAsked
      return Reflect.get(target, key)
    },
    has(target, key) {
      if (typeof key === 'symbol' || Object.hasOwn(target, key)) return Reflect.has(target, key)
      throw dataAsked
    },
    // `Object.hasOwn(event, 'answer')` is a question about the data as well.
    getOwnPropertyDescriptor(target, key) {
      if (typeof key === 'symbol' || Object.hasOwn(target, key)) return Reflect.getOwnPropertyDescriptor(target, key)
      throw dataAsked
    },
    ownKeys() {
      throw dataAsked
    },
  })
}
