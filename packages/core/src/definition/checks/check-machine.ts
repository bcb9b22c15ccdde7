import type { AnyCaseType } from '../case-type.js'
import { capital, checkName, definitionError, instead } from '../definition-error.js'
import { type AnyState, listOf, movesOf, nameOf, type StateEntry, stateTree } from '../state-tree.js'
import { checkAction, checkActionsOfSetup, type Implementations } from './check-actions.js'
import { checkGuard } from './check-guards.js'
import { checkStateTree } from './check-state-tree.js'

/** A machine as XState keeps it: its config as written, and what `setup` was given. */
export interface AnyMachine {
  readonly config: AnyState
  readonly implementations: Implementations
}

/** The machine of a case type. */
export function machineOf({ machine }: AnyCaseType): AnyMachine {
  return machine as AnyMachine
}

/**
 * Refuses a machine that a stored case could not run: effects other than updates and notices, guards that cannot say
 * why, events that nobody may send, and commands, deadlines and refusals that nothing handles.
 */
export function checkMachine(caseType: AnyCaseType): void {
  const { config, implementations } = machineOf(caseType)
  checkStateTree(config)
  const says = noticesOf(caseType)
  checkActionsOfSetup(implementations, says)
  for (const [name, guard] of Object.entries(implementations.guards)) {
    if (typeof guard === 'function') checkGuard(`setup() guard "${name}"`, guard, implementations, 'setup')
  }
  const states = stateTree(config)
  const events = eventsOf(caseType)
  for (const state of states) {
    for (const { where, event, move } of movesOf(state)) {
      if (event !== null) checkEvent(nameOf(state), event, events)
      if (typeof move !== 'object' || move === null) continue
      const { guard, actions } = move as AnyState
      if (guard !== undefined) checkGuard(where, guard, implementations, 'machine')
      for (const action of listOf(actions)) checkAction(where, action, implementations, says)
    }
    for (const kind of ['entry', 'exit'] as const) {
      for (const action of listOf(state.config[kind])) {
        checkAction(`${nameOf(state)} ${kind}`, action, implementations, says)
      }
    }
  }
  checkHandled(caseType, states)
}

/** What a machine may say: the declared notices, with links the two acts on other cases, and answers to those that join. */
function noticesOf({ notices, links = {}, joins }: AnyCaseType): readonly string[] {
  return [
    ...Object.keys(notices),
    ...(Object.keys(links).length > 0 ? ['case.open', 'case.tell'] : []),
    ...(joins === undefined ? [] : ['case.answer']),
  ]
}

function eventsOf({ commands, deadlines, links = {}, joins }: AnyCaseType): readonly string[] {
  return [
    ...Object.keys(commands),
    ...Object.entries(deadlines).flatMap(([name, { ladder = [] }]) => [
      `deadline.${name}`,
      ...ladder.map(({ rung }) => `deadline.${name}.${rung}`),
    ]),
    ...(Object.keys(links).length > 0 ? ['case.opened', 'case.refused', 'case.settled'] : []),
    ...(joins === undefined ? [] : ['case.joined']),
  ]
}

function checkEvent(where: string, event: string, known: readonly string[]): void {
  if (known.includes(event)) return
  if (event === '*' || event.endsWith('.*')) {
    throw definitionError(
      'wildcard',
      where,
      `${capital(where)} handles every event: name each one, so that a refusal can say what is allowed.`,
    )
  }
  if (event.startsWith('xstate.')) {
    throw definitionError(
      'reserved-event',
      where,
      `${capital(where)} handles an event of XState's own, which anybody could forge: declare a deadline instead of a timer, and use onDone for finished states.`,
      { name: event },
    )
  }
  throw definitionError(
    'unknown-event',
    where,
    `${capital(where)} handles "${event}", which is not a command, deadline or link event: ${instead(event, known)}`,
    { name: event },
  )
}

function checkHandled({ commands, links = {}, joins, opening }: AnyCaseType, states: readonly StateEntry[]): void {
  const handled = new Set(states.flatMap(({ config }) => Object.keys((config.on ?? {}) as object)))
  for (const name of Object.keys(commands)) {
    if (handled.has(name)) continue
    throw definitionError(
      'unhandled-command',
      `commands.${name}`,
      `No state handles the command "${name}": handle it, or take it out of the declaration.`,
      { name },
    )
  }
  if (joins !== undefined) checkJoins(joins, Object.keys(opening.shape), handled)
  const [link] = Object.keys(links)
  if (link === undefined) return
  if (!handled.has('case.refused')) {
    throw definitionError(
      'link-refusal-not-handled',
      `links.${link}`,
      `The other case may refuse to be opened or told, and no state handles "case.refused": say what happens then.`,
      { name: link },
    )
  }
  if (!states.some(opensCases)) {
    throw definitionError(
      'link-never-opened',
      `links.${link}`,
      `No state opens a case through "${link}": add notify('case.open', …), or take the link out of the declaration.`,
      { name: link },
    )
  }
}

function checkJoins(joins: string, fields: readonly string[], handled: ReadonlySet<string>): void {
  checkName('unknown-field', 'joins', 'an opening field', joins, fields)
  if (handled.has('case.joined')) return
  throw definitionError(
    'join-not-handled',
    'joins',
    `Other cases may join one of this type, and no state handles "case.joined": take in what they bring, or drop "joins".`,
  )
}

function opensCases(state: StateEntry): boolean {
  const moves = Array.from(movesOf(state), ({ move }) => move as AnyState | string | undefined)
  const actions = moves.flatMap(move => (typeof move === 'object' ? listOf(move.actions) : []))
  return [...actions, ...listOf(state.config.entry), ...listOf(state.config.exit)].some(
    action => (action as AnyState).type === 'case.open',
  )
}
