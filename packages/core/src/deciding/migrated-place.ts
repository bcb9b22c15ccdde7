import type { AnyCaseType, Migration } from '../definition/case-type.js'
import { moveOf, statesByPath, targetOf } from '../definition/state-moves.js'
import { kindOf, type StateEntry } from '../definition/state-tree.js'
import type { Json } from '../json/json.js'
import type { Denial } from './permission.js'

/** Where a case stands in another version: a state value of that machine, or why there is none. */
export type MigratedPlace = { readonly value: Json; readonly isDone: boolean } | { readonly denial: MigrationDenial }

/** Why a case stays on its version. */
export interface MigrationDenial {
  readonly code: MigrationFaultCode
  readonly details: Denial['details']
}

/** What can keep a case on its version; words are in docs/reference/errors/migration.md. */
export type MigrationFaultCode =
  | 'migration/configuration'
  | 'migration/context'
  | 'migration/link'
  | 'migration/outcome'
  | 'migration/parameters'
  | 'migration/personal'
  | 'migration/state'
  | 'migration/state-stays'
  | 'migration/threw'
  | 'input/too-large'
  | 'input/not-json'
  | 'input/reserved-name'

/**
 * The configuration of another version that active states lead to. A region or an inner state of which nothing is said
 * begins where it begins. Pure.
 *
 * @param active paths of the active states
 * @param context of the earlier version, for moves that ask it
 */
export function migratedPlace(
  to: AnyCaseType,
  migration: Migration,
  active: readonly string[],
  context: object,
): MigratedPlace {
  const own = statesByPath(to)
  const targets: string[] = []
  for (const path of active.filter(one => !active.some(other => other.startsWith(`${one}.`)))) {
    const move = moveOf(migration.states, path)
    let target: unknown = move
    if (typeof move === 'function') {
      try {
        target = move(context as never)
      } catch {
        return denied('migration/threw', { place: `states.${path}` })
      }
      if (target !== null && typeof target !== 'string') return denied('migration/threw', { place: `states.${path}` })
    } else if (move !== null) target = targetOf(migration.states, path, own)
    if (target === null) return denied('migration/state-stays', { state: path })
    if (!own.has(target as string)) return denied('migration/state', { state: path, target })
    targets.push(target as string)
  }
  const root = own.get('') as StateEntry
  const value = configurationOf(root, targets)
  if (value === undefined) return denied('migration/configuration', { states: targets })
  return { value, isDone: isDone(root, value) }
}

function denied(code: MigrationFaultCode, details: Denial['details']): MigratedPlace {
  return { denial: { code, details } }
}

/**
 * The value of a state with these states active in it, written as XState writes it: a state with nothing in it by its
 * name alone. Undefined where they cannot be active together.
 */
function configurationOf(state: StateEntry, targets: readonly string[]): Json | undefined {
  const kind = kindOf(state)
  if (kind === 'atomic' || kind === 'final') return {}
  const inner = state.children.filter(child => kindOf(child) !== 'history')
  const isAsked = (child: StateEntry) =>
    targets.some(target => target === child.path || target.startsWith(`${child.path}.`))
  let active = kind === 'parallel' ? inner : inner.filter(isAsked)
  if (active.length === 0) active = inner.filter(child => child.key === state.config.initial)
  if (kind !== 'parallel' && active.length !== 1) return undefined
  const value: Record<string, Json> = {}
  for (const child of active) {
    const below = configurationOf(child, targets)
    if (below === undefined) return undefined
    if (kind !== 'parallel' && Object.keys(below as object).length === 0) return child.key
    value[child.key] = below
  }
  return value
}

/** Whether a machine that stands so has come to its end. */
function isDone(root: StateEntry, value: Json): boolean {
  const active = typeof value === 'string' ? [value] : Object.keys(value as object)
  const children = root.children.filter(child => active.includes(child.key))
  return children.length > 0 && children.every(child => kindOf(child) === 'final')
}
