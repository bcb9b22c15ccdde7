// How people react to being reminded, late or supervised: what a scenario says of it, and what is wrong with that.
import { type AnyCaseType, caseDefinition } from '@convoke/core'
import * as z from 'zod'
import { issueAt, type ScenarioIssue, unknownName } from '../issues.js'

const reaction = z.strictObject({
  role: z.string().optional().describe('Whose reaction. Default: any role.'),
  task: z.string().optional().describe('To which duty. Default: any.'),
  type: z.string().optional().describe('The case type. Default: any.'),
  party: z
    .union([z.string().min(1).max(200), z.array(z.string().min(1).max(200)).min(1)])
    .optional()
    .describe('Only this party, or these.'),
  when: z
    .enum(['half-time', 'reminder', 'overdue', 'supervised'])
    .describe(
      'half-time: half the time of the duty is over. reminder: any reminder before it is due. overdue: it is late. supervised: a level of lateness beyond that, at which somebody above is told.',
    ),
  deadline: z.string().optional().describe('Whose clock. Default: the one that covers the duty.'),
  commands: z
    .array(z.string())
    .optional()
    .describe('Commands that count as the same, such as ["remind"] or ["supervise"], whoever sends them.'),
  hazardTimes: z
    .number()
    .positive()
    .max(1000)
    .default(1)
    .describe('From then on, how many times as likely it is in any moment that the party turns to it. 1: no sooner.'),
  wakes: z
    .number()
    .min(0)
    .max(1)
    .default(0)
    .describe('Share of those who meant to do nothing that then decide once more.'),
  reworkTimes: z
    .record(z.string(), z.number().min(0).max(1000))
    .optional()
    .describe(
      'The price of hurry: by command that sends work back, such as { fail: 1.5 }, how many times its weight afterwards, in cases where somebody hurried.',
    ),
  basis: z.enum(['assumed', 'measured']).default('assumed').describe('Whether somebody measured this. Reports tell.'),
})

/** Reactions 反应 of a scenario. */
export const reactions = z
  .array(reaction)
  .optional()
  .describe('How people react to time running out. Without any, behaviour is held fixed, and the report says so first.')

/** How people react. */
export type Reaction = z.output<typeof reaction>

/** What is wrong with reactions, given the case types of the scenario. */
export function* reactionIssues(
  declared: readonly Reaction[],
  caseTypes: readonly AnyCaseType[],
  at: readonly PropertyKey[],
): Generator<ScenarioIssue> {
  for (const [i, one] of declared.entries()) {
    const path = [...at, i]
    const names = caseTypes.map(({ name }) => name)
    if (one.type !== undefined && !names.includes(one.type))
      yield unknownName([...path, 'type'], ['case type', '办件类型'], one.type, names)
    const definitions = caseTypes.filter(({ name }) => one.type === undefined || one.type === name).map(caseDefinition)
    const roles = [...new Set(definitions.flatMap(known => known.roles.map(({ name }) => name)))]
    if (one.role !== undefined && !roles.includes(one.role))
      yield unknownName([...path, 'role'], ['role', '角色'], one.role, roles)
    const duties = definitions
      .flatMap(known => [...known.duties.values()].flat())
      .filter(({ role }) => one.role === undefined || !roles.includes(one.role) || role === one.role)
    const tasks = [...new Set(duties.map(({ task }) => task))]
    if (one.task !== undefined && !tasks.includes(one.task))
      yield unknownName([...path, 'task'], ['task', '任务'], one.task, tasks)
    const deadlines = [...new Set(definitions.flatMap(known => known.deadlines.map(({ name }) => name)))]
    if (one.deadline !== undefined && !deadlines.includes(one.deadline))
      yield unknownName([...path, 'deadline'], ['deadline', '期限'], one.deadline, deadlines)
    const commands = [...new Set(definitions.flatMap(known => [...known.commands.keys()]))]
    for (const [j, command] of (one.commands ?? []).entries())
      if (!commands.includes(command))
        yield unknownName([...path, 'commands', j], ['command', '命令'], command, commands)
    for (const command of Object.keys(one.reworkTimes ?? {}))
      if (!commands.includes(command))
        yield unknownName([...path, 'reworkTimes', command], ['command', '命令'], command, commands)
    if (one.hazardTimes === 1 && one.wakes === 0)
      yield issueAt(
        path,
        'changes nothing: say "hazardTimes" other than 1, or "wakes"',
        '不产生任何变化：请填写不等于 1 的 "hazardTimes"，或 "wakes"',
      )
  }
}
