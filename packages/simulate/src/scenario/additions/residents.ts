// What residents do while they wait, and cases that are opened again. What a scenario says of it, and what is wrong with it.
import { type AnyCaseType, caseDefinition } from '@convoke/core'
import * as z from 'zod'
import { issueAt, type ScenarioIssue, unknownName } from '../issues.js'
import { timeForm } from '../time.js'

const data = z.record(z.string(), z.unknown()).optional().describe('Data of the command. Default: the first sample.')
const role = z.string().optional().describe('Who sends it. Default: the first role that may.')

const resident = z.strictObject({
  type: z.string().optional().describe('The case type. Default: any.'),
  state: z.string().optional().describe('Only while the case is in this state. Default: as long as it is open.'),
  perDay: z.number().positive().max(1000).describe('How often in a day of waiting, day and night, at random moments.'),
  after: z
    .union([z.literal(0), z.string().regex(timeForm, 'write a time such as "20 min", "1.5 h" or "2 d"')])
    .default(0)
    .describe('Not before the case has been open for so long.'),
  most: z.int().min(1).max(1000).default(1).describe('So often in one case at most.'),
  command: z.string().optional().describe('What they send, such as chase, supplement or joinAs.'),
  role,
  data,
  repeats: z
    .boolean()
    .default(false)
    .describe('Instead of a command: they open another case with the same opening, which waits as this one does.'),
})

/** Residents 居民 who do something while they wait. */
export const residents = z
  .record(z.string().min(1).max(100), resident)
  .optional()
  .describe('What residents do while they wait, by name: chase, repeat, join as a group, go higher.')

const again = {
  type: z.string().optional().describe('The case type. Default: any.'),
  outcome: z
    .union([z.string(), z.array(z.string()).min(1)])
    .optional()
    .describe('Of cases that ended so. Default: of all.'),
  share: z.number().min(0).max(1).describe('Of them, who ask for it.'),
  command: z.string().describe('The command that opens it again, such as reopen.'),
  role,
  data,
  most: z.int().min(1).max(100).default(1).describe('So often in one case at most.'),
}

/** Cases that are opened again 重开, given the form of how long something takes. */
export const reopening = <Time extends z.ZodType>(time: Time) =>
  z
    .array(
      z.strictObject({
        ...again,
        after: time.describe('How long after it was settled: a time, or how times are distributed.'),
      }),
    )
    .optional()
    .describe('Which settled cases somebody opens again; the first that fits counts. The case type may refuse it.')

/** What residents do while they wait. */
export type Resident = z.output<typeof resident>
/** Which settled cases are opened again. */
export type Reopening = NonNullable<z.output<ReturnType<typeof reopening>>>[number]

/** What is wrong with residents. */
export function* residentIssues(
  declared: Readonly<Record<string, Resident>>,
  caseTypes: readonly AnyCaseType[],
  at: readonly PropertyKey[],
): Generator<ScenarioIssue> {
  for (const [name, one] of Object.entries(declared)) {
    const path = [...at, name]
    yield* sentIssues(one, caseTypes, path)
    const meant = meantBy(one, caseTypes)
    const states = [...new Set(meant.flatMap(type => [...caseDefinition(type).paths.values()].filter(Boolean)))]
    if (one.state !== undefined && !states.includes(one.state))
      yield unknownName([...path, 'state'], ['state', '状态'], one.state, states)
    if ((one.command === undefined) === !one.repeats)
      yield issueAt(path, 'says either "command" or "repeats: true"', '须填写 "command" 或 "repeats: true" 之一')
  }
}

/** What is wrong with cases that are opened again. */
export function* reopeningIssues(
  declared: readonly Reopening[],
  caseTypes: readonly AnyCaseType[],
  at: readonly PropertyKey[],
): Generator<ScenarioIssue> {
  for (const [i, one] of declared.entries()) {
    yield* sentIssues(one, caseTypes, [...at, i])
    const meant = meantBy(one, caseTypes)
    const outcomes = [...new Set(meant.flatMap(type => Object.keys(type.labels.en.outcomes ?? {})))]
    for (const outcome of [one.outcome ?? []].flat())
      if (!outcomes.includes(outcome)) yield unknownName([...at, i, 'outcome'], ['outcome', '结果'], outcome, outcomes)
  }
}

type Sent = Pick<Resident, 'type' | 'command' | 'role'>

const meantBy = ({ type }: Sent, caseTypes: readonly AnyCaseType[]) =>
  caseTypes.filter(one => type === undefined || type === one.name)

function* sentIssues(
  one: Sent,
  caseTypes: readonly AnyCaseType[],
  path: readonly PropertyKey[],
): Generator<ScenarioIssue> {
  const names = caseTypes.map(({ name }) => name)
  if (one.type !== undefined && !names.includes(one.type))
    yield unknownName([...path, 'type'], ['case type', '办件类型'], one.type, names)
  const definitions = meantBy(one, caseTypes).map(caseDefinition)
  const commands = [...new Set(definitions.flatMap(known => [...known.commands.keys()]))]
  if (one.command !== undefined && !commands.includes(one.command))
    yield unknownName([...path, 'command'], ['command', '命令'], one.command, commands)
  const roles = [...new Set(definitions.flatMap(known => known.roles.map(({ name }) => name)))]
  if (one.role !== undefined && !roles.includes(one.role))
    yield unknownName([...path, 'role'], ['role', '角色'], one.role, roles)
}
