import type { AnyCaseType, Migration } from '../case-type.js'
import { checkName, definitionError, instead } from '../definition-error.js'
import { moveOf, statesByPath, targetOf } from '../state-moves.js'
import { kindOf } from '../state-tree.js'
import { markedRoles } from './check-schemas.js'

/** Refuses a migration that would lose a state, a clock, a separation of duties or the sight of a marked value. */
export function checkMigrations(caseType: AnyCaseType): void {
  const seen = new Set<string>()
  for (const [index, migration] of (caseType.migrateFrom ?? []).entries()) {
    const where = `migrateFrom[${index}]`
    const { name, version } = migration.from
    if (name !== caseType.name || version === caseType.version || seen.has(version)) {
      throw definitionError(
        'migration-from',
        where,
        `${where} leads from ${name} ${version} to ${caseType.name} ${caseType.version}: give each earlier version of the same case type once.`,
        { name: `${name} ${version}` },
      )
    }
    seen.add(version)
    checkStates(caseType, migration, where)
    checkClocks(caseType, migration, where)
    checkDuties(caseType, migration, where)
    for (const role of markedRoles(migration.from)) {
      checkName('migration-role', `marks of ${version}`, 'a role here', role, Object.keys(caseType.roles))
    }
  }
}

function checkStates(caseType: AnyCaseType, { from, states: moves }: Migration, where: string): void {
  const [old, own] = [statesByPath(from), statesByPath(caseType)]
  const names = [...own.keys()]
  const fault = (path: string, sentence: string) =>
    definitionError('migration-state', `${where}.states`, `${where}.states: ${sentence}`, { name: path })
  for (const [path, move] of Object.entries(moves)) {
    if (!old.has(path)) throw fault(path, `"${path}" is no state of ${from.version}: ${instead(path, [...old.keys()])}`)
    if (typeof move === 'string' && !own.has(move))
      throw fault(move, `"${move}" is no state here: ${instead(move, names)}`)
  }
  for (const [path, state] of old) {
    if (state.children.length > 0 || path === '') continue
    const move = moveOf(moves, path)
    if (move === null || typeof move === 'function') continue
    const target = own.get(targetOf(moves, path, own))
    if (target === undefined)
      throw fault(path, `state "${path}" of ${from.version} is no state here: say where its cases go, or null`)
    if (kindOf(target) === 'final' && kindOf(state) !== 'final')
      throw fault(path, `state "${path}" would end by migrating: let "${target.path}" be reached by a command`)
  }
}

function checkClocks(caseType: AnyCaseType, { from, deadlines }: Migration, where: string): void {
  const [old, own] = [Object.keys(from.deadlines), Object.keys(caseType.deadlines)]
  for (const [name, move] of Object.entries(deadlines)) {
    checkName('migration-deadline', `${where}.deadlines`, `a deadline of ${from.version}`, name, old)
    if (move?.to !== undefined)
      checkName('migration-deadline', `${where}.deadlines.${name}`, 'a deadline here', move.to, own)
  }
  for (const name of old) {
    if (Object.hasOwn(deadlines, name) || own.includes(name)) continue
    throw definitionError(
      'migration-deadline',
      `${where}.deadlines`,
      `${where}.deadlines: deadline "${name}" of ${from.version} is none here: say under which name it goes on, or null where it ends.`,
      { name },
    )
  }
}

/** Who did what must not be forgotten with the name of a command. */
function checkDuties(caseType: AnyCaseType, { from, commands }: Migration, where: string): void {
  const own = Object.keys(caseType.commands)
  for (const [name, to] of Object.entries(commands)) {
    checkName(
      'migration-command',
      `${where}.commands`,
      `a command of ${from.version}`,
      name,
      Object.keys(from.commands),
    )
    if (to !== null) checkName('migration-command', `${where}.commands.${name}`, 'a command here', to, own)
  }
  for (const { did } of from.separation ?? []) {
    if (Object.hasOwn(commands, did) || own.includes(did)) continue
    throw definitionError(
      'migration-command',
      `${where}.commands`,
      `${where}.commands: "${did}" separates duties in ${from.version} and is no command here: say what it is called now, or null where the separation ends.`,
      { name: did },
    )
  }
}
