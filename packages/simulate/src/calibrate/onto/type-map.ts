// How the activities of a foreign log are said in the words of a case type.
import {
  type AnyCaseType,
  type CaseDefinition,
  caseDefinition,
  type JsonObject,
  prepareCommand,
  resolveParameters,
} from '@convoke/core'
import * as z from 'zod'
import { issueAt, type ScenarioIssue, unknownName } from '../../scenario/issues.js'
import { organisation } from '../../scenario/schema.js'
import { isPlain, operators } from '../../scenario/templates.js'
import { columnsIn } from './cells.js'

const party = z.string().min(1).max(200)
const data = z.record(z.string(), z.json())
const act = z.union([
  z.string().min(1).max(100),
  z.strictObject({
    command: z.string().min(1).max(100),
    role: z.string().min(1).max(100).optional(),
    by: party.optional(),
    data: data.optional(),
  }),
])

/** The form of a {@link CaseTypeMap}: members of a map of a log. */
export const caseTypeMapShape = {
  type: z.string().min(1).max(100),
  parameters: data.optional(),
  organisation: organisation.optional(),
  opening: data.optional(),
  parties: z.record(z.string(), party).optional(),
  activities: z.record(z.string().min(1).max(300), z.union([act, z.array(act).min(1).max(10)])).optional(),
}

/** What an activity of a log is: a command, with who sends it and what with. */
export interface MappedActivity {
  readonly command: string
  /** Only who has this role may have sent it. Default: any role that may. */
  readonly role?: string | undefined
  /** The party that sent it. Default: whom the log names, otherwise whoever has the duty. */
  readonly by?: string | undefined
  /** Data as a scenario writes them, with `{ $column: name }` for what stands in a column of the log. Default: the first sample. */
  readonly data?: JsonObject | undefined
}

type Act = string | MappedActivity

/**
 * How a log is said in the words of a case type 日志与办件类型的对应. `activities` says of each activity which command it is (or which,
 * one after the other at the same moment, where the log says less than the case type asks for), `open` for the one with which a
 * case begins, `ignore` for what is no act. What is called as a command, or by its label in either
 * language, need not be named. `opening` and `data` may say `{ $column: name }`, with `values` for what a cell
 * means and `as: number` where it is one. `parties` says which party somebody named in the log acts for.
 */
export interface CaseTypeMap {
  readonly opening?: JsonObject | undefined
  readonly parameters?: JsonObject | undefined
  readonly organisation?:
    | readonly {
        readonly superior: string
        readonly subordinate: string
        readonly kind: 'commands' | 'dispatches' | 'guides' | 'coordinates'
      }[]
    | undefined
  readonly parties?: Readonly<Record<string, string>> | undefined
  readonly activities?: Readonly<Record<string, Act | readonly Act[]>> | undefined
}

/** What an activity comes to. */
export type Meaning = 'open' | 'ignore' | readonly MappedActivity[]

/** Looks up what an activity means; undefined where nothing says it. */
export type Meanings = (activity: string) => Meaning | undefined

/** What the activities of a log mean, those the map names and those that are called as commands are. */
export function meaningsOf({ activities = {} }: CaseTypeMap, caseType: AnyCaseType): Meanings {
  const { commands } = caseDefinition(caseType)
  const byLabel = new Map<string, string[]>()
  const clocks = new Set<string>()
  for (const labels of Object.values(caseType.labels)) {
    for (const label of Object.values(labels.deadlines)) clocks.add(label)
    for (const [command, label] of Object.entries(labels.commands)) {
      const own = byLabel.get(label) ?? []
      if (!own.includes(command)) byLabel.set(label, [...own, command])
    }
  }
  return activity => {
    const named = Object.hasOwn(activities, activity) ? activities[activity] : undefined
    if (named !== undefined) {
      return named === 'open' || named === 'ignore' ? named : actsOf(named)
    }
    if (activity === 'case.started') return 'open'
    // Clocks run by themselves.
    if (activity.startsWith('deadline.') || clocks.has(activity.replace(/ \([^()]*\)$/, ''))) return 'ignore'
    if (commands.has(activity)) return [{ command: activity }]
    const [command, ...others] = byLabel.get(activity) ?? []
    // Two commands that are called the same have to be told apart by the map.
    return command === undefined || others.length > 0 ? undefined : [{ command }]
  }
}

/** The commands of an activity, in order. */
function actsOf(meant: Act | readonly Act[]): readonly MappedActivity[] {
  return [meant].flat().map(one => (typeof one === 'string' ? { command: one } : one)) as readonly MappedActivity[]
}

/** Every command that a map names, with what it says of it. */
export function mappedActs({ activities = {} }: CaseTypeMap): readonly MappedActivity[] {
  return Object.values(activities).flatMap(one => (one === 'open' || one === 'ignore' ? [] : actsOf(one)))
}

/**
 * The columns of the log that a map asks for, for whoever reads it. Pure.
 *
 * @example
 * mapColumns({ activities: { 派单: { command: 'dispatch', data: { lead: { $column: '处室' } } } } }) // => ['处室']
 */
export function mapColumns(map: CaseTypeMap): readonly string[] {
  return [...new Set([map.opening, ...mappedActs(map).map(({ data }) => data)].flatMap(columnsIn))]
}

/**
 * What is wrong with a map, held against the case type: commands, roles, data and parameters, each with the name that was perhaps
 * meant. Pure.
 *
 * @example
 * import { errand } from '@convoke/core/testing'
 * checkCaseTypeMap({ activities: { 答复: 'replly' } }, errand).map(({ path, message }) => `${path}: ${message.en}`)
 * // => ['activities.答复: no command is called "replly"; did you mean "reply"?']
 */
export function checkCaseTypeMap(map: CaseTypeMap, caseType: AnyCaseType): readonly ScenarioIssue[] {
  const definition = caseDefinition(caseType)
  const issues: ScenarioIssue[] = []
  for (const [activity, meaning] of Object.entries(map.activities ?? {})) {
    if (meaning === 'open' || meaning === 'ignore') continue
    for (const [i, one] of [meaning].flat().entries()) {
      const at = ['activities', activity, ...(Array.isArray(meaning) ? [i] : [])]
      issues.push(
        ...actIssues(
          typeof one === 'string' ? { command: one } : (one as MappedActivity),
          at,
          definition,
          typeof one !== 'string',
        ),
      )
    }
  }
  if (map.opening !== undefined) issues.push(...strangeOperators(map.opening, ['opening']))
  const parameters = Object.keys(caseType.parameters.shape)
  const strange = Object.keys(map.parameters ?? {}).filter(name => !parameters.includes(name))
  for (const name of strange) issues.push(unknownName(['parameters', name], ['parameter', '参数'], name, parameters))
  if (strange.length === 0) {
    const resolved = resolveParameters(definition, [map.parameters ?? {}])
    if (!resolved.ok) issues.push(...denied(['parameters'], resolved.denial))
  }
  return issues
}

function* actIssues(
  { command, role, data }: MappedActivity,
  at: readonly PropertyKey[],
  definition: CaseDefinition,
  isWhole: boolean,
): Generator<ScenarioIssue> {
  const own = definition.commands.get(command)
  if (own === undefined) {
    const known = [...definition.commands.keys()].filter(name => !name.startsWith('case.'))
    yield unknownName(isWhole ? [...at, 'command'] : at, ['command', '命令'], command, [...known, 'open', 'ignore'])
    return
  }
  if (role !== undefined && !own.by.includes(role))
    yield definition.roles.some(({ name }) => name === role)
      ? issueAt(
          [...at, 'role'],
          `"${role}" may not send "${command}"; these may: ${own.by.join(', ')}`,
          `"${role}" 无权发出 "${command}"；有权的是：${own.by.join('、')}`,
        )
      : unknownName([...at, 'role'], ['role', '角色'], role, own.by)
  if (data === undefined) return
  yield* strangeOperators(data, [...at, 'data'])
  // What is filled in case by case is looked at there.
  if (columnsIn(data).length > 0 || !isPlain(data)) return
  const read = prepareCommand(definition, command, data, { salt: () => '0'.repeat(32), subject: 'simulated' })
  if (!read.ok) yield* denied([...at, 'data'], read.denial)
}

function strangeOperators(template: unknown, at: readonly PropertyKey[]): ScenarioIssue[] {
  if (typeof template !== 'object' || template === null) return []
  return Object.entries(template).flatMap(([name, value]) =>
    name.startsWith('$') && name !== '$column' && !(operators as readonly string[]).includes(name)
      ? [unknownName([...at, name], ['operator', '写法'], name, ['$column', ...operators])]
      : strangeOperators(value, [...at, name]),
  )
}

function denied(
  at: readonly PropertyKey[],
  { code, details }: { readonly code: string; readonly details: Readonly<Record<string, unknown>> },
): ScenarioIssue[] {
  const issues = (details.issues ?? []) as readonly { readonly at: string; readonly message: string }[]
  if (issues.length === 0) return [issueAt(at, `${code} ${JSON.stringify(details).slice(0, 200)}`, code)]
  return issues.map(({ at: pointer, message }) =>
    issueAt(
      [...at, ...pointer.split('/').filter(part => part !== '' && part !== 'parameters')],
      message.slice(0, 300),
      `不符合要求（${message.slice(0, 300)}）`,
    ),
  )
}
