import type { AnyCaseType, DeadlineDeclaration } from '../case-type.js'
import { checkName, checkPlainName, definitionError, instead } from '../definition-error.js'
import { duration } from '../schemas.js'
import { kindOf, listOf, related, type StateEntry, stateTree } from '../state-tree.js'
import { machineOf } from './check-machine.js'

/** Refuses a deadline that would never start, never end, be of unknown length, or be reached without anybody noticing. */
export function checkDeadlines(caseType: AnyCaseType): void {
  const states = stateTree(machineOf(caseType).config)
  for (const [name, declared] of Object.entries(caseType.deadlines as Readonly<Record<string, DeadlineDeclaration>>)) {
    const where = `deadlines.${name}`
    checkStart(where, declared, caseType, states)
    checkLength(where, declared, caseType)
    checkReached(where, name, declared, states)
    checkLadder(where, declared, caseType)
    const roles = Object.keys(caseType.roles)
    const commands = Object.keys(caseType.commands)
    if (declared.owes !== undefined) checkName('unknown-role', where, 'a role', declared.owes, roles)
    for (const command of declared.commands ?? []) checkName('unknown-command', where, 'a command', command, commands)
  }
}

function checkStart(
  where: string,
  { on, from, until }: DeadlineDeclaration,
  caseType: AnyCaseType,
  states: readonly StateEntry[],
): void {
  // In a history state no case ever stands.
  const paths = states.filter(state => kindOf(state) !== 'history' && state.path !== '').map(({ path }) => path)
  if (on === undefined && from === undefined) {
    throw definitionError(
      'deadline-without-start',
      where,
      `${where} never starts: say "on" which state it runs, or "from" which entry.`,
    )
  }
  for (const path of listOf(on) as readonly string[]) {
    if (paths.includes(path)) continue
    const ending = paths.find(known => known.endsWith(`.${path}`))
    throw definitionError(
      'deadline-on-unknown-state',
      where,
      `${where} runs on "${path}", which is not a state: ${ending === undefined ? instead(path, paths) : `write the whole path "${ending}".`}`,
      { name: path },
    )
  }
  const entries = [
    'case.started',
    'case.opened',
    'case.refused',
    'case.settled',
    ...Object.keys(caseType.commands),
    ...Object.keys(caseType.deadlines).map(name => `deadline.${name}`),
  ]
  for (const entry of [...(from ?? []), ...(until ?? [])]) checkName('unknown-entry', where, 'an entry', entry, entries)
}

function checkLength(where: string, { within, due, cap }: DeadlineDeclaration, { parameters }: AnyCaseType): void {
  if (within === undefined && due === undefined) {
    throw definitionError(
      'deadline-without-length',
      where,
      `${where} has no length: name a parameter in "within", or give a duration.`,
    )
  }
  const shape = parameters.shape as Readonly<
    Record<string, { readonly safeParse: (value: unknown) => { readonly data?: unknown } }>
  >
  for (const [field, length] of Object.entries({ within, cap })) {
    if (length === undefined) continue
    if (typeof length === 'string')
      checkName('unknown-parameter', `${where}.${field}`, 'a parameter', length, Object.keys(shape))
    const value = typeof length === 'string' ? shape[length]?.safeParse(undefined).data : length
    if (duration.safeParse(value).success) continue
    throw definitionError(
      'not-a-duration',
      `${where}.${field}`,
      `${where}.${field} is ${JSON.stringify(value)}, not a duration such as { n: 2, unit: 'working-day' }: declare the parameter with the schema "duration".`,
    )
  }
}

function checkReached(
  where: string,
  name: string,
  { kind = 'within', on, commands = [] }: DeadlineDeclaration,
  states: readonly StateEntry[],
): void {
  if (kind !== 'within') {
    if (commands.length > 0) return
    throw definitionError(
      'deadline-without-commands',
      where,
      `${where} is of kind "${kind}" and holds nothing back: name in "commands" what it is about.`,
    )
  }
  const event = `deadline.${name}`
  const handlers = states.filter(({ config }) => Object.hasOwn((config.on ?? {}) as object, event))
  const places = listOf(on) as readonly string[]
  const missing =
    places.length === 0
      ? handlers.length === 0
        ? 'no state'
        : undefined
      : places.find(place => !handlers.some(({ path }) => related(path, place)))
  if (missing === undefined) return
  throw definitionError(
    'unhandled-deadline',
    where,
    `${missing === 'no state' ? 'No state handles' : `State "${missing}" does not handle`} "${event}", so nothing would happen when it is reached: handle it there, with {} if being late changes nothing.`,
    { name },
  )
}

/** Whether a fraction lies inside the time from start to due. */
function isPartOfTime(fraction: readonly number[]): boolean {
  const [part = 0, whole = 0] = fraction
  return fraction.length === 2 && fraction.every(Number.isSafeInteger) && part > 0 && part < whole
}

function checkLadder(where: string, { ladder = [] }: DeadlineDeclaration, { roles }: AnyCaseType): void {
  const seen = new Set(['due'])
  for (const { rung, fraction, before, after, tells = [] } of ladder) {
    const place = `${where}.ladder "${rung}"`
    checkPlainName(place, 'a rung', rung)
    if (seen.has(rung)) {
      throw definitionError(
        'duplicate-rung',
        place,
        `${place} is there twice, or has the name of the due instant itself: give each rung its own name.`,
        { name: rung },
      )
    }
    seen.add(rung)
    if ([fraction, before, after].filter(given => given !== undefined).length !== 1) {
      throw definitionError(
        'rung-without-place',
        place,
        `${place} needs exactly one of "fraction", "before" and "after" to say when it comes.`,
      )
    }
    if (fraction !== undefined && !isPartOfTime(fraction)) {
      throw definitionError(
        'bad-fraction',
        place,
        `${place} is at ${JSON.stringify(fraction)} of the time, which is no part of it: write whole numbers of which the first is smaller, such as [1, 2], or "after" for what comes when the time is over.`,
      )
    }
    const length = before ?? after
    if (length !== undefined && !duration.safeParse(length).success) {
      throw definitionError(
        'not-a-duration',
        place,
        `${place} is at ${JSON.stringify(length)}, not a duration such as { n: 1, unit: 'working-day' }.`,
      )
    }
    for (const role of tells) checkName('unknown-role', place, 'a role', role, Object.keys(roles))
  }
}
