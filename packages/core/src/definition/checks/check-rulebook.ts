import type { AnyCaseType } from '../case-type.js'
import { checkName, definitionError, instead } from '../definition-error.js'
import { anyOpenState, anyState, sameState } from '../rulebook.js'
import { statesByPath } from '../state-moves.js'

/** What linked cases send. */
const linkEvents = ['case.opened', 'case.settled', 'case.refused', 'case.joined']

/** Refuses a rulebook that names a state, act, role or source there is not. */
export function checkRulebook(caseType: AnyCaseType): void {
  const { rulebook } = caseType
  if (rulebook === undefined) return
  const paths = [...statesByPath(caseType).keys()].filter(path => path !== '')
  const commands = Object.keys(caseType.commands)
  const roles = Object.keys(caseType.roles)
  const sourced = (where: string, source: string): void => {
    if (source in rulebook.sources) return
    const names = Object.keys(rulebook.sources)
    throw definitionError('bad-rule', where, `${where} cites "${source}": ${instead(source, names)}`, { name: source })
  }
  for (const { in: places, does, by, to, source, line } of rulebook.rules) {
    const where = `rulebook row ${line}`
    const named = (path: string, wide: readonly string[]): void => {
      if (paths.includes(path) || wide.includes(path)) return
      throw definitionError('bad-rule', where, `${where} names "${path}", which is no state: ${instead(path, paths)}`, {
        name: path,
      })
    }
    for (const { path } of places) named(path, [anyState, anyOpenState])
    for (const { path } of to) named(path, [sameState])
    checkAct(caseType, where, does)
    for (const role of by) checkName('unknown-role', where, 'a role', role, roles)
    if (commands.includes(does) !== by.length > 0)
      throw definitionError(
        'bad-rule',
        where,
        commands.includes(does)
          ? `${where} says by nobody who may "${does}": name its roles.`
          : `${where} says by whom "${does}" is done, which no party does: leave the roles out.`,
      )
    sourced(where, source)
  }
  const knobs = Object.keys((caseType.parameters as { readonly shape?: object }).shape ?? {})
  for (const { of, source, line } of rulebook.limits ?? []) {
    const where = `rulebook limit ${line}`
    if (of.startsWith('deadline.')) checkAct(caseType, where, of)
    else if (!knobs.includes(of))
      throw definitionError('bad-rule', where, `${where} names "${of}", which is no knob: ${instead(of, knobs)}`, {
        name: of,
      })
    sourced(where, source)
  }
  for (const { did, mayNot, source } of rulebook.apart ?? []) {
    for (const command of [did, mayNot]) checkName('unknown-command', 'rulebook.apart', 'a command', command, commands)
    sourced('rulebook.apart', source)
  }
  for (const { role, source } of rulebook.single ?? []) {
    checkName('unknown-role', 'rulebook.single', 'a role', role, roles)
    sourced('rulebook.single', source)
  }
  for (const { name, source } of rulebook.properties ?? []) sourced(`rulebook property "${name}"`, source)
}

function checkAct({ commands, deadlines }: AnyCaseType, where: string, does: string): void {
  if (does.startsWith('deadline.')) {
    const name = does.split('.')[1] ?? ''
    checkName('unknown-deadline', where, 'a deadline', name, Object.keys(deadlines))
  } else if (!linkEvents.includes(does)) checkName('unknown-command', where, 'a command', does, Object.keys(commands))
}
