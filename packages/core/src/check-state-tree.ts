import { definitionError, instead } from './definition-error.js'
import { type AnyState, kindOf, listOf, nameOf, type StateEntry, stateTree } from './state-tree.js'

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
const rootKeys = [...stateKeys, 'context', 'options']
const moveKeys = ['target', 'guard', 'actions', 'reenter', 'description', 'meta']
const metaKeys = ['outcome', 'duties']

/** Names that appear in paths, event types and journal keys. */
const plainName = /^[\p{L}_][\p{L}\p{N}_-]*$/u

/** Whether a name can stand in a state path or an event type. */
export function isPlainName(name: string): boolean {
  return plainName.test(name)
}

/**
 * Refuses a machine whose shape is wrong, before XState sees it: its own errors name node ids, and many slips it
 * accepts in silence.
 *
 * @throws ConvokeError `definition/after`, `definition/invoke`, `definition/unknown-key`, `definition/bad-name`,
 * `definition/unknown-target`, `definition/no-initial`
 */
export function checkStateTree(config: AnyState): void {
  const states = stateTree(config)
  const ids = new Map(states.flatMap(state => (typeof state.config.id === 'string' ? [[state.config.id, state]] : [])))
  for (const state of states) {
    checkKeys(state)
    checkInitial(state)
    for (const { where, move } of movesOf(state)) {
      if (typeof move === 'object' && move !== null) checkMoveKeys(where, move)
      for (const target of listOf(typeof move === 'string' ? move : (move as AnyState).target)) {
        checkTarget(where, String(target), state, ids)
      }
    }
    if (kindOf(state) === 'history' && typeof state.config.target === 'string') {
      checkTarget(`${nameOf(state)} target`, state.config.target, state, ids)
    }
  }
}

/** A transition as written, and where: `state "drafting" on "submit"`. `event` is null for `always`. */
export interface MoveEntry {
  readonly where: string
  readonly event: string | null
  readonly kind: 'on' | 'always' | 'onDone'
  readonly move: unknown
}

/** Every transition a state declares, in the order it is written. */
export function* movesOf(state: StateEntry): Generator<MoveEntry> {
  for (const [event, moves] of Object.entries((state.config.on ?? {}) as AnyState)) {
    for (const move of listOf(moves)) yield { where: `${nameOf(state)} on "${event}"`, event, kind: 'on', move }
  }
  for (const kind of ['always', 'onDone'] as const) {
    for (const move of listOf(state.config[kind])) yield { where: `${nameOf(state)} ${kind}`, event: null, kind, move }
  }
}

function checkKeys(state: StateEntry): void {
  const { config, key, parent } = state
  const where = nameOf(state)
  if (config.after !== undefined) {
    throw definitionError(
      'after',
      where,
      `${where} uses "after": a stored case has no timers, so declare a deadline on this state and handle "deadline.<name>".`,
    )
  }
  if (config.invoke !== undefined) {
    throw definitionError(
      'invoke',
      where,
      `${where} uses "invoke": a case starts no actors, so declare a notice, and let the answer come back as a command.`,
    )
  }
  const known = parent === undefined ? rootKeys : stateKeys
  for (const name of Object.keys(config)) {
    if (!known.includes(name)) throw unknownKey(where, 'A state', name, known)
  }
  for (const name of Object.keys((config.meta ?? {}) as object)) {
    if (!metaKeys.includes(name)) throw unknownKey(`${where} meta`, "A state's meta", name, metaKeys)
  }
  if (parent !== undefined && !isPlainName(key)) {
    throw definitionError(
      'bad-name',
      where,
      `"${key}" cannot name a state: use letters, digits, "-" and "_", beginning with a letter, because "." separates the parts of a path.`,
      { name: key },
    )
  }
}

function checkMoveKeys(where: string, move: object): void {
  for (const name of Object.keys(move)) {
    if (!moveKeys.includes(name)) throw unknownKey(where, 'A transition', name, moveKeys)
  }
}

function unknownKey(where: string, what: string, name: string, known: readonly string[]) {
  return definitionError(
    'unknown-key',
    where,
    `${what} has no "${name}", but ${where} uses it: ${instead(name, known)}`,
    { name },
  )
}

function checkInitial(state: StateEntry): void {
  if (kindOf(state) !== 'compound') return
  const names = state.children.map(child => child.key)
  const { initial } = state.config
  if (initial === undefined) {
    throw definitionError(
      'no-initial',
      nameOf(state),
      `${capital(nameOf(state))} has states but no "initial": name the one it begins in (${names.join(', ')}).`,
    )
  }
  if (!names.includes(String(initial))) throw unknownTarget(`${nameOf(state)} initial`, String(initial), names)
}

function checkTarget(where: string, target: string, from: StateEntry, ids: ReadonlyMap<unknown, StateEntry>): void {
  if (target.startsWith('#')) {
    const [id = '', ...rest] = target.slice(1).split('.')
    const start = ids.get(id)
    if (start === undefined)
      throw unknownTarget(
        where,
        target,
        Array.from(ids.keys(), known => `#${known}`),
      )
    descend(where, target, start, rest, `#${id}.`)
    return
  }
  if (target.startsWith('.')) descend(where, target, from, target.slice(1).split('.'), '.')
  else if (from.parent === undefined)
    throw unknownTarget(
      where,
      target,
      from.children.map(child => `.${child.key}`),
    )
  else descend(where, target, from.parent, target.split('.'), '')
}

function descend(where: string, target: string, start: StateEntry, names: readonly string[], before: string): void {
  let at = start
  let path = before
  for (const name of names) {
    const next = at.children.find(child => child.key === name)
    if (next === undefined)
      throw unknownTarget(
        where,
        target,
        at.children.map(child => `${path}${child.key}`),
      )
    path = `${path}${name}.`
    at = next
  }
}

function unknownTarget(where: string, target: string, known: readonly string[]) {
  return definitionError(
    'unknown-target',
    where,
    `${capital(where)} goes to "${target}", which is no state there: ${instead(target, known)}`,
    { name: target },
  )
}

/** A sentence's first letter. */
export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
