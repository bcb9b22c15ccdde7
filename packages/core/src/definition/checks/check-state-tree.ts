import type { ConvokeError } from '../../errors/convoke-error.js'
import { capital, checkPlainName, definitionError, instead } from '../definition-error.js'
import { type AnyState, kindOf, listOf, movesOf, nameOf, type StateEntry, stateTree } from '../state-tree.js'

const stateKeys = [
  'type',
  'initial',
  'states',
  'on',
  'always',
  'onDone',
  'entry',
  'exit',
  'history',
  'target',
  'id',
  'tags',
  'description',
  'meta',
]
const rootKeys = [...stateKeys, 'context']
/** Put there by `setup`, not by an author. */
const ownKeys = ['options', 'schemas']
const moveKeys = ['target', 'guard', 'actions', 'reenter', 'description', 'meta']
const metaKeys = ['outcome', 'duties']
const dutyKeys = ['role', 'task', 'commands', 'deadline', 'exempt']

/**
 * Refuses a machine whose tree is wrong, before XState sees it: XState's own errors name node ids, and many slips it
 * accepts in silence.
 *
 * @throws ConvokeError `definition/after`, `definition/invoke`, `definition/unknown-key`, `definition/bad-name`,
 * `definition/unknown-target`, `definition/no-initial`, `definition/no-context`, `definition/duplicate-id`,
 * `definition/final-with-transitions`, `definition/crosses-regions`, `definition/history-from-within`
 */
export function checkStateTree(config: AnyState): void {
  if (typeof config.context !== 'function') {
    throw definitionError(
      'no-context',
      'the root',
      'The machine needs "context: ({ input }) => ({ parameters: input.parameters, … })": a case begins with what it is opened with.',
    )
  }
  const states = stateTree(config)
  const ids = idsOf(states)
  for (const state of states) {
    checkKeys(state)
    checkInitial(state)
    checkFinal(state)
    for (const { where, move } of movesOf(state)) {
      if (typeof move === 'object' && move !== null) checkKnown(where, 'transition', move, moveKeys)
      for (const target of listOf(typeof move === 'string' ? move : (move as AnyState).target)) {
        checkReach(where, state, checkTarget(where, String(target), state, ids))
      }
    }
    if (kindOf(state) === 'history' && typeof state.config.target === 'string') {
      checkTarget(`the "target" of ${nameOf(state)}`, state.config.target, state, ids)
    }
  }
}

function idsOf(states: readonly StateEntry[]): ReadonlyMap<string, StateEntry> {
  const ids = new Map<string, StateEntry>()
  for (const state of states) {
    const { id } = state.config
    if (typeof id !== 'string') continue
    const other = ids.get(id)
    if (other !== undefined) {
      throw definitionError(
        'duplicate-id',
        nameOf(state),
        `${capital(nameOf(state))} and ${nameOf(other)} both have the id "${id}": "#${id}" must lead to one state.`,
        { name: id },
      )
    }
    ids.set(id, state)
  }
  return ids
}

function checkKeys(state: StateEntry): void {
  const { config, key, parent } = state
  const where = nameOf(state)
  if (config.after !== undefined) {
    throw definitionError(
      'after',
      where,
      `${capital(where)} uses "after": a stored case has no timers, so declare a deadline on this state and handle "deadline.<name>".`,
    )
  }
  if (config.invoke !== undefined) {
    throw definitionError(
      'invoke',
      where,
      `${capital(where)} uses "invoke": a case starts no actors, so declare a notice, and let the answer come back as a command.`,
    )
  }
  checkKnown(where, 'state', config, parent === undefined ? rootKeys : stateKeys)
  const meta = (config.meta ?? {}) as { readonly duties?: readonly object[] }
  checkKnown(`the meta of ${where}`, 'meta', meta, metaKeys)
  for (const duty of meta.duties ?? []) checkKnown(`a duty of ${where}`, 'duty', duty, dutyKeys)
  if (parent !== undefined) checkPlainName(where, 'a state', key)
}

/** Whoever writes these means that there is no deadline; the nearest word would be `deadline` itself. */
const deniesDeadline = /^(?:no|without|skips?|lacks?|ignores?)_?-?deadlines?$/i
const sayWhy = 'did you mean "exempt"? Its text is the reason why there is no deadline.'

function checkKnown(where: string, what: string, object: object, known: readonly string[]): void {
  for (const name of Object.keys(object)) {
    if (known.includes(name) || (known === rootKeys && ownKeys.includes(name))) continue
    throw definitionError(
      'unknown-key',
      where,
      `${capital(where)} has "${name}", which no ${what} has: ${what === 'duty' && deniesDeadline.test(name) ? sayWhy : instead(name, known)}`,
      {
        name,
      },
    )
  }
}

function checkInitial(state: StateEntry): void {
  if (kindOf(state) !== 'compound') return
  const names = state.children.map(child => child.key)
  const { initial } = state.config
  if (initial === undefined) {
    throw definitionError(
      'no-initial',
      nameOf(state),
      `${capital(nameOf(state))} has states but no "initial": say in which of ${names.join(', ')} it begins.`,
    )
  }
  if (!names.includes(String(initial))) throw unknownTarget(`the "initial" of ${nameOf(state)}`, String(initial), names)
}

function checkFinal(state: StateEntry): void {
  if (kindOf(state) !== 'final') return
  const { on, always } = state.config
  if (on === undefined && always === undefined) return
  throw definitionError(
    'final-with-transitions',
    nameOf(state),
    `${capital(nameOf(state))} is final, so XState never asks its transitions: if it can still be left, drop type "final" and declare meta: { outcome } instead.`,
  )
}

/** XState lets these two through and ends in a configuration no statechart has. */
function checkReach(where: string, from: StateEntry, to: StateEntry): void {
  const above = lineOf(from)
  if (kindOf(to) === 'history' && to.parent !== undefined && above.includes(to.parent)) {
    throw definitionError(
      'history-from-within',
      where,
      `${capital(where)} goes to the history of ${nameOf(to.parent)}, inside which it starts: its history is where the case is already, so name the state you mean.`,
    )
  }
  const shared = lineOf(to).find(state => above.includes(state))
  if (shared === undefined || kindOf(shared) !== 'parallel' || shared === from || shared === to) return
  throw definitionError(
    'crosses-regions',
    where,
    `${capital(where)} leads from one region of ${nameOf(shared)} into another, which is active already: raise nothing across regions, but let the other region handle the event itself or ask a guard.`,
  )
}

/** A state and all states around it, innermost first. */
function lineOf(state: StateEntry): readonly StateEntry[] {
  return state.parent === undefined ? [state] : [state, ...lineOf(state.parent)]
}

function checkTarget(
  where: string,
  target: string,
  from: StateEntry,
  ids: ReadonlyMap<string, StateEntry>,
): StateEntry {
  if (target.startsWith('#')) {
    const [id = '', ...rest] = target.slice(1).split('.')
    const start = ids.get(id)
    if (start === undefined)
      throw unknownTarget(
        where,
        target,
        Array.from(ids.keys(), known => `#${known}`),
      )
    return descend(where, target, start, rest, `#${id}.`)
  }
  if (target.startsWith('.')) return descend(where, target, from, target.slice(1).split('.'), '.')
  if (from.parent === undefined) {
    throw unknownTarget(
      where,
      target,
      Array.from(from.children, child => `.${child.key}`),
    )
  }
  return descend(where, target, from.parent, target.split('.'), '')
}

function descend(
  where: string,
  target: string,
  start: StateEntry,
  names: readonly string[],
  before: string,
): StateEntry {
  let at = start
  let path = before
  for (const name of names) {
    const next = at.children.find(child => child.key === name)
    if (next === undefined)
      throw unknownTarget(
        where,
        target,
        Array.from(at.children, child => `${path}${child.key}`),
      )
    path = `${path}${name}.`
    at = next
  }
  return at
}

function unknownTarget(where: string, target: string, known: readonly string[]): ConvokeError {
  return definitionError(
    'unknown-target',
    where,
    `${capital(where)} goes to "${target}", which is no state there: ${known.length === 0 ? (target.startsWith('#') ? 'no state has an id.' : 'there are no states inside.') : instead(target, known)}`,
    { name: target },
  )
}
