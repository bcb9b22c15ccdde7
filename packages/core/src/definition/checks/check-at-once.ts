import { answersLater } from '../at-once.js'
import type { AnyCaseType } from '../case-type.js'
import { definitionError } from '../definition-error.js'
import { recipeOf } from '../update-action.js'
import { machineOf } from './check-machine.js'

/** Refuses a function that is `async` or a generator: what it answers with counts as a yes, or as nothing done. */
export function checkAtOnce(caseType: AnyCaseType): void {
  const { roles, commands, deadlines, votes, result, summary, migrateFrom, rates } = caseType
  const { config, implementations } = machineOf(caseType)
  const { guards, actions } = implementations
  const words = { roles, commands, deadlines, votes, result, summary, migrateFrom, rates }
  for (const [where, called] of functionsIn({ ...words, guards, actions, machine: config })) {
    if (!answersLater(called) && !answersLater(recipeOf(called))) continue
    throw definitionError(
      'async',
      where,
      `${where} is async or a generator, and a case is decided at once: its promise would count as a yes, or as nothing done. Let it answer from the case and the event; what has to be asked elsewhere is asked before, and given along as data of a command.`,
    )
  }
}

/** Every function in plain objects and lists, each with the path by which it is found. */
function* functionsIn(value: unknown, at = ''): Generator<readonly [where: string, called: object]> {
  if (typeof value === 'function') yield [at, value]
  else if (Array.isArray(value) || isPlain(value))
    for (const [key, inner] of Object.entries(value)) yield* functionsIn(inner, at === '' ? key : `${at}.${key}`)
}

/** Schemas and machines are none. */
function isPlain(value: unknown): value is object {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype
}
