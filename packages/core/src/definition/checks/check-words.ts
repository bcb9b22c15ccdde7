import type { AnyCaseType, CommandDeclaration, DeadlineDeclaration } from '../case-type.js'
import { capital, checkName, checkPlainName, definitionError } from '../definition-error.js'
import { type AnyState, metaOf, stateTree } from '../state-tree.js'
import { markedRoles } from './check-schemas.js'

const reserved = /^(xstate|deadline|case)\./
const semver = /^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(-[0-9A-Za-z-]+(\.[0-9A-Za-z-]+)*)?$/
const kebab = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/

/** Refuses names that could not be stored, and words that name what was not declared. */
export function checkWords(caseType: AnyCaseType): void {
  checkOwnName(caseType)
  const roles = Object.keys(caseType.roles)
  const commands = Object.entries(caseType.commands as Readonly<Record<string, CommandDeclaration>>)
  for (const role of roles) checkPlainName(`roles.${role}`, 'a role', role)
  for (const name of Object.keys(caseType.deadlines)) checkPlainName(`deadlines.${name}`, 'a deadline', name)
  for (const [name, { by }] of commands) checkCommand(name, by, roles)
  for (const name of Object.keys(caseType.notices)) {
    checkReserved(`notices.${name}`, name)
    checkPlainName(`notices.${name}`, 'a notice', name)
  }
  for (const [name, { seenBy = [] }] of Object.entries(caseType.roles))
    for (const role of seenBy) checkName('unknown-role', `roles.${name}.seenBy`, 'a role', role, roles)
  for (const role of caseType.opens ?? []) checkName('unknown-role', 'opens', 'a role', role, roles)
  checkHolders(caseType)
  checkAcross(caseType)
  checkRolesUsed(caseType)
}

function checkOwnName({ name, version, links = {} }: AnyCaseType): void {
  if (!kebab.test(name)) {
    throw definitionError(
      'bad-name',
      'name',
      `"${name}" cannot name a case type: use lower-case words joined by "-", such as "convening-request".`,
      { name },
    )
  }
  if (!semver.test(version)) {
    throw definitionError(
      'bad-version',
      'version',
      `"${version}" is no version: write three numbers, such as "1.0.0".`,
      {
        version,
      },
    )
  }
  for (const [link, { caseType }] of Object.entries(links)) {
    checkPlainName(`links.${link}`, 'a link', link)
    if (kebab.test(caseType)) continue
    throw definitionError(
      'bad-name',
      `links.${link}`,
      `links.${link} leads to "${caseType}", which cannot name a case type.`,
      {
        name: caseType,
      },
    )
  }
}

function checkCommand(name: string, by: readonly string[], roles: readonly string[]): void {
  const where = `commands.${name}`
  checkReserved(where, name)
  checkPlainName(where, 'a command', name)
  if (by.length === 0) {
    throw definitionError('command-without-role', where, `Nobody may send "${name}": name at least one role in "by".`)
  }
  for (const role of by) checkName('unknown-role', where, 'a role', role, roles)
}

function checkReserved(where: string, name: string): void {
  if (!reserved.test(name)) return
  throw definitionError(
    'reserved-event',
    where,
    `"${name}" cannot be declared: xstate.*, deadline.* and case.* are said by the engine only.`,
    { name },
  )
}

/** Separation, races and growth, which name commands, deadlines and fields. */
function checkAcross({ separation = [], races = [], onlyGrows = {}, commands, deadlines, context }: AnyCaseType): void {
  const declared = commands as Readonly<Record<string, CommandDeclaration>>
  const names = Object.keys(commands)
  const events = [...names, ...Object.keys(deadlines).map(name => `deadline.${name}`)]
  for (const [index, { did, mayNot, item }] of separation.entries()) {
    const where = `separation[${index}]`
    for (const command of [did, mayNot]) {
      checkName('unknown-command', where, 'a command', command, names)
      if (item !== undefined) {
        checkName(
          'unknown-field',
          `${where} item`,
          `a data field of "${command}"`,
          item,
          fieldsOf(declared[command]?.data),
        )
      }
    }
  }
  for (const [index, { between, winner }] of races.entries()) {
    const where = `races[${index}]`
    for (const event of between) checkName('unknown-event', where, 'a command or deadline', event, events)
    if (!between.includes(winner)) {
      throw definitionError(
        'race-winner',
        where,
        `${capital(where)} is won by "${winner}", which does not take part: name one of ${between.join(' and ')}.`,
      )
    }
  }
  for (const [field, resets] of Object.entries(onlyGrows)) {
    checkName('unknown-field', `onlyGrows.${field}`, 'a field of the context', field, Object.keys(context.shape))
    for (const command of resets) checkName('unknown-command', `onlyGrows.${field}`, 'a command', command, names)
  }
}

function fieldsOf(data: unknown): readonly string[] {
  return Object.keys((data as { readonly shape?: object } | undefined)?.shape ?? {})
}

/** Somebody must be able to hold each role. */
function checkHolders({ roles }: AnyCaseType): void {
  for (const [name, { who, roll }] of Object.entries(roles)) {
    if (who !== undefined || roll !== undefined) continue
    throw definitionError(
      'role-without-holders',
      `roles.${name}`,
      `Nobody can hold the role "${name}": name its holders in "who", or the roll they are on in "roll".`,
      { name },
    )
  }
}

/** A role that nothing mentions is a slip: whoever was to do something cannot. */
function checkRolesUsed(caseType: AnyCaseType): void {
  const used = new Set<string>([...markedRoles(caseType), ...(caseType.opens ?? [])])
  for (const { by } of Object.values(caseType.commands)) for (const role of by) used.add(role)
  for (const { owes, ladder = [] } of Object.values(
    caseType.deadlines as Readonly<Record<string, DeadlineDeclaration>>,
  )) {
    if (owes !== undefined) used.add(owes)
    for (const { tells = [] } of ladder) for (const role of tells) used.add(role)
  }
  for (const state of stateTree((caseType.machine as { readonly config: AnyState }).config)) {
    for (const { role } of metaOf(state).duties ?? []) used.add(role)
  }
  for (const [name, role] of Object.entries(caseType.roles)) {
    if (used.has(name) || role.readsOnly === true) continue
    throw definitionError(
      'unused-role',
      `roles.${name}`,
      `No command, duty, deadline or mark mentions the role "${name}": give it something to do, or declare "readsOnly: true" if it may only look.`,
      { name },
    )
  }
}
