import type { AnyCaseType, CommandDeclaration, DeadlineDeclaration, Duty } from '../case-type.js'
import { capital, checkName, definitionError } from '../definition-error.js'
import {
  type AnyState,
  ancestors,
  kindOf,
  listOf,
  metaOf,
  nameOf,
  related,
  type StateEntry,
  settledBy,
  stateTree,
} from '../state-tree.js'
import { machineOf } from './check-machine.js'

/** Refuses states in which a case could be stuck, and duties that nobody can fulfil or that nobody would miss. */
export function checkDuties(caseType: AnyCaseType): void {
  const states = stateTree(machineOf(caseType).config)
  for (const state of states) {
    checkAlive(state)
    for (const duty of metaOf(state).duties ?? []) checkDuty(state, duty, caseType, states)
  }
}

/** A state at the bottom of the tree ends the case, ends its region, or can be left. */
function checkAlive(state: StateEntry): void {
  if (kindOf(state) !== 'atomic' || settledBy(state) !== undefined) return
  const around = [...ancestors(state)]
  if (around.some(({ config }) => handlesSomething(config))) return
  // In a parallel state another region may change the data that this one's guards wait for.
  const inParallel = around.some(({ parent }) => parent !== undefined && kindOf(parent) === 'parallel')
  const moves = listOf(state.config.always)
  if (moves.some(move => inParallel || typeof move === 'string' || (move as AnyState).guard === undefined)) return
  throw definitionError(
    'dead-state',
    nameOf(state),
    `A case would be stuck in ${nameOf(state)}: nobody can act there, no deadline ends it and it has no outcome. Handle a command or a deadline, make it final, or declare meta: { outcome }.`,
  )
}

function handlesSomething({ on }: AnyState): boolean {
  return Object.keys((on ?? {}) as object).length > 0
}

function checkDuty(state: StateEntry, duty: Duty, caseType: AnyCaseType, states: readonly StateEntry[]): void {
  const where = `the duty "${duty.task}" of ${nameOf(state)}`
  const commands = caseType.commands as Readonly<Record<string, CommandDeclaration>>
  checkName('unknown-role', where, 'a role', duty.role, Object.keys(caseType.roles))
  if (duty.commands.length === 0) {
    throw definitionError(
      'duty-not-handled',
      where,
      `${capital(where)} names no command: say which commands fulfil it.`,
    )
  }
  for (const command of duty.commands) {
    checkName('unknown-command', where, 'a command', command, Object.keys(commands))
    if (commands[command]?.by.includes(duty.role) !== true) {
      throw definitionError(
        'duty-not-permitted',
        where,
        `${capital(where)} is to be fulfilled by "${command}", which the role "${duty.role}" may not send: add the role to its "by".`,
        { name: command },
      )
    }
    const handled = states.some(
      ({ path, config }) => related(path, state.path) && Object.hasOwn((config.on ?? {}) as object, command),
    )
    if (!handled) {
      throw definitionError(
        'duty-not-handled',
        where,
        `${capital(where)} is to be fulfilled by "${command}", which this state does not handle.`,
        { name: command },
      )
    }
  }
  checkCover(where, duty, state, caseType)
}

function checkCover(
  where: string,
  { role, deadline, exempt }: Duty,
  state: StateEntry,
  { roles, deadlines }: AnyCaseType,
): void {
  if (deadline === undefined) {
    if ((exempt !== undefined && exempt.trim() !== '') || roles[role]?.lastResort === true) return
    throw definitionError(
      'duty-without-deadline',
      where,
      `${capital(where)} has no deadline, so nobody would notice when it is not done: name one, or say in "exempt" why there is none.`,
    )
  }
  checkName('unknown-deadline', where, 'a deadline', deadline, Object.keys(deadlines))
  const { on } = deadlines[deadline] as DeadlineDeclaration
  const places = listOf(on) as readonly string[]
  if (places.length === 0 || places.some(place => related(place, state.path))) return
  throw definitionError(
    'duty-deadline-elsewhere',
    where,
    `${capital(where)} is covered by the deadline "${deadline}", which runs only on ${places.join(', ')}: let it run on "${state.path}" too.`,
    { name: deadline },
  )
}
