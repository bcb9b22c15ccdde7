import {
  type AnyCaseType,
  ConvokeError,
  caseDefinition,
  type JsonObject,
  prepareOpening,
  resolveParameters,
} from '@convoke/core'
import { flowCaseTypes, flowFaults } from '../flow/flow.js'
import { quantileOf } from '../random/distribution.js'
import { figureIds } from '../study/figure-words.js'
import { costIssues } from './additions/costs.js'
import { electorateIssues } from './additions/electorates.js'
import { evaluationIssues } from './additions/evaluations.js'
import { measureIssues } from './additions/measures.js'
import { personIssues } from './additions/persons.js'
import { rateIssues } from './additions/rates.js'
import { reactionIssues } from './additions/reactions.js'
import { reopeningIssues, residentIssues } from './additions/residents.js'
import { effectiveIssues, groupIssues } from './additions/segments.js'
import { sessionIssues } from './additions/sessions.js'
import { shockIssues } from './additions/shocks.js'
import { startIssues } from './additions/start.js'
import { typesUsed, versionIssues, versionOf } from './additions/versions.js'
import { gapIssues } from './arrival-gaps.js'
import { arrivalIssues } from './arrival-hours.js'
import { calendarOf, daysOf } from './calendar.js'
import { commandDataIssues } from './command-data.js'
import { deniedData } from './denied-data.js'
import { distributionOf } from './distributions.js'
import { type District, districtsOf } from './districts.js'
import { issueAt, issuesOf, type ScenarioIssue, unknownName } from './issues.js'
import { namesByLabel, typesByTitle } from './label-names.js'
import { patched } from './patch.js'
import { questionIssues } from './question-issues.js'
import { momentIssues } from './rule-moments.js'
import { type Arm, type Scenario, type ScenarioInput, scenarioSchema, type TimeDistribution } from './schema.js'
import { operators } from './templates.js'

/** A scenario that was read, each policy with everything filled in; or everything that is wrong with it. */
export type CheckedScenario =
  | {
      readonly ok: true
      readonly scenario: Scenario
      /** The policies in order, the first being the scenario itself. */
      readonly arms: readonly { readonly name: string; readonly arm: Arm; readonly districts: readonly District[] }[]
    }
  | { readonly ok: false; readonly issues: readonly ScenarioIssue[] }

type Path = readonly PropertyKey[]
type Checked = (CheckedScenario & { readonly ok: true })['arms'][number]

/**
 * A scenario, checked where it was not yet.
 *
 * @throws ConvokeError `simulate/scenario` with every issue in `details.issues`
 */
export function soundScenario(
  scenario: ScenarioInput | CheckedScenario,
  caseTypes: readonly AnyCaseType[],
): CheckedScenario & { readonly ok: true } {
  const checked = 'ok' in scenario ? (scenario as CheckedScenario) : checkScenario(scenario, caseTypes)
  if (checked.ok) return checked
  throw new ConvokeError('simulate/scenario', 'the scenario cannot be simulated; correct what the issues name', {
    details: { issues: checked.issues },
  })
}

/**
 * Checks a scenario 情景 against its form and against the case types it names: types, roles, tasks, commands, parameters,
 * openings and distributions. Tells everything that is wrong at once, with the names that were perhaps meant. Pure.
 *
 * @example
 * import { errand } from '@convoke/core/testing'
 * const checked = checkScenario({ from: '2026-03-02', days: 5, cases: [{ type: 'errnd', arrivals: { perDay: 1 } }] }, [errand])
 * checked.ok ? [] : checked.issues.map(({ path, message }) => `${path}: ${message.en}`)
 * // => ['cases.0.type: no case type is called "errnd"; did you mean "errand"?']
 */
export function checkScenario(document: unknown, given: readonly AnyCaseType[]): CheckedScenario {
  const parsed = scenarioSchema.safeParse(document, { reportInput: true })
  if (!parsed.success) return { ok: false, issues: issuesOf(parsed.error.issues, scenarioSchema) }
  const scenario = parsed.data
  const flaws = [...flowIssues(scenario, given)]
  if (flaws.length > 0) return { ok: false, issues: flaws }
  const caseTypes = caseTypesFor(scenario, given)
  const { compare, ...first } = scenario
  const issues: ScenarioIssue[] = [...hourIssues(first)]
  if (issues.length === 0) issues.push(...dayIssues(first))
  if (issues.length === 0)
    issues.push(...startIssues(first, at => calendarOf(first).localDate(at), caseTypes, ['start']))
  const { stop } = first
  if (stop !== undefined && !figureIds.includes(stop.indicator))
    issues.push(unknownName(['stop', 'indicator'], ['figure', '指标'], stop.indicator, figureIds))
  const arms: Checked[] = []
  const take = (name: string, arm: Arm, under: Path) => {
    const isFirst = under.length === 0
    const read = (one: unknown) => readDistrict(one, caseTypes, isFirst)
    const { districts, issues: own } = districtsOf(arm, read, under)
    issues.push(...(arm.districts === undefined ? armIssues(arm, caseTypes, { under, isFirst }) : once(own)))
    issues.push(...versionIssues(arm, caseTypes, isFirst ? undefined : first, [...under, 'versions']))
    arms.push({ name, arm, districts })
  }
  take(scenario.name, first, [])
  issues.push(...questionIssues(scenario, wrongValue, caseTypes))
  for (const [name, change] of Object.entries(compare)) {
    const under = ['compare', name]
    const fixed = [
      'titles',
      'from',
      'days',
      'warmup',
      'drain',
      'seed',
      'level',
      'replications',
      'stop',
      'control',
      'waits',
      'calendar',
      'flows',
      'start',
      'rates',
      'sweep',
      'find',
      'compare',
    ]
    for (const member of fixed) {
      if (member in change)
        issues.push(issueAt([...under, member], 'is the same for all policies that are compared', '各比较方案必须相同'))
    }
    const { compare: _, ...base } = document as Record<string, unknown>
    const whole = scenarioSchema.safeParse(patched(base, change), { reportInput: true })
    if (!whole.success) {
      issues.push(...issuesOf(whole.error.issues, scenarioSchema, under))
      continue
    }
    const { compare: __, ...arm } = whole.data
    take(name, arm, under)
    if (arm.effective !== undefined && areOtherCases(arms.at(-1) as Checked, arms[0] as Checked))
      issues.push(
        issueAt(
          [...under, 'cases'],
          'cannot change under "effective": the same cases arrive under both policies; say more of them by "shocks"',
          '与 "effective" 不能并用：两种方案收到同样的办件；来件变化请写 "shocks"',
        ),
      )
    if (Object.keys(arm.districts ?? {}).join('\n') !== Object.keys(first.districts ?? {}).join('\n'))
      issues.push(issueAt([...under, 'districts'], 'must name the same districts', '片区必须相同'))
  }
  return issues.length > 0 ? { ok: false, issues: distinct(issues) } : { ok: true, scenario, arms }
}

/** Whether other cases arrive under a policy than under the first, in any district; of districts that are wrong nothing is said. */
function areOtherCases({ arm, districts }: Checked, first: Checked): boolean {
  const comingIn = (own: readonly District[]) => own.map(one => one.arm.cases)
  if (JSON.stringify(arm.cases) !== JSON.stringify(first.arm.cases)) return true
  return (
    districts.length === first.districts.length &&
    JSON.stringify(comingIn(districts)) !== JSON.stringify(comingIn(first.districts))
  )
}

/** What the form of a scenario says of a value somewhere; undefined where it may stand there. */
function wrongValue(document: unknown): string | undefined {
  const parsed = scenarioSchema.safeParse(document, { reportInput: true })
  return parsed.success ? undefined : issuesOf(parsed.error.issues, scenarioSchema)[0]?.message.en
}

/** Hours that no calendar can have: they count the periods of all cases, day by day. */
function* hourIssues(arm: Arm): Generator<ScenarioIssue> {
  try {
    calendarOf(arm)
  } catch (thrown) {
    if (!ConvokeError.is(thrown, 'calendar/bad-edition')) throw thrown
    const overnight = (arm.hours ?? []).findIndex(([from, to]) => to <= from)
    if (overnight >= 0) {
      yield issueAt(
        ['hours', overnight],
        'ends before it begins: by these hours periods are counted; hours over midnight belong to a party ("parties")',
        '结束早于开始：期限按此工作时间计算；跨零点的班次请写在单位名下（"parties"）',
      )
      return
    }
    const [problem] = (thrown.details.problems ?? []) as readonly { readonly message: string }[]
    yield issueAt(
      ['hours'],
      problem?.message ?? thrown.code,
      `不能作为日历的工作时间（${problem?.message ?? thrown.code}）`,
    )
  }
}

/** Days that the calendar does not have: the first, and the last on which anything may still happen. */
function* dayIssues(arm: Arm): Generator<ScenarioIssue> {
  const { from, to } = daysOf(arm)
  const { calendar, days, warmup, drain } = arm
  const { coverage } = calendarOf(arm)
  const known =
    calendar !== 'china'
      ? { en: '', 'zh-CN': '' }
      : {
          en: `, with holidays as published from ${coverage.from} to ${coverage.to}`,
          'zh-CN': `，其中 ${coverage.from} 至 ${coverage.to} 的节假日安排已公布`,
        }
  const said = (path: string, day: string, what: { readonly en: string; readonly 'zh-CN': string }) =>
    issueAt(
      [path],
      `${what.en} ${day}, and the calendar "${calendar}" has days from ${from} to ${to}${known.en}`,
      `${what['zh-CN']}${day}，而日历 "${calendar}" 只含 ${from} 至 ${to}${known['zh-CN']}`,
    )
  const last = new Date(Date.parse(arm.from) + (warmup + days + drain) * 86_400_000).toISOString().slice(0, 10)
  if (arm.from < from || arm.from > to) yield said('from', arm.from, { en: 'is', 'zh-CN': '为 ' })
  else if (last > to)
    yield said('days', last, {
      en: 'with the warm-up and the time after it lasts until',
      'zh-CN': '连同预热与收尾持续至 ',
    })
}

/** A district as a policy of its own, with all that is wrong with it. */
function readDistrict(document: unknown, caseTypes: readonly AnyCaseType[], isFirst: boolean) {
  const parsed = scenarioSchema.safeParse(document, { reportInput: true })
  if (!parsed.success) return { issues: issuesOf(parsed.error.issues, scenarioSchema) }
  const { compare: _, ...arm } = parsed.data
  const issues = [...armIssues(arm, caseTypes, { under: [], isFirst })]
  return issues.length > 0 ? { issues } : { arm }
}

/** What is wrong with the scenario is wrong with each of its districts again, and told once. */
function once(issues: readonly ScenarioIssue[]): readonly ScenarioIssue[] {
  return [...new Map(issues.map(issue => [`${issue.path} ${issue.message.en}`, issue])).values()]
}

/**
 * The case types by which a scenario is simulated: those that are given, and its own flows. Pure.
 *
 * @example
 * const flow = { activities: { reply: 'Reply' }, follows: { start: ['reply'], reply: ['end'] } }
 * const cases = [{ type: 'letters', arrivals: { perDay: 3 } }]
 * const scenario = scenarioSchema.parse({ from: '2026-03-02', days: 5, flows: { letters: flow }, cases })
 * caseTypesFor(scenario, []).map(({ name }) => name) // => ['letters']
 */
export function caseTypesFor(
  { flows }: Pick<Scenario, 'flows'>,
  given: readonly AnyCaseType[],
): readonly AnyCaseType[] {
  return [...given.filter(({ name }) => !Object.hasOwn(flows, name)), ...flowCaseTypes(flows)]
}

function* flowIssues({ flows }: Scenario, given: readonly AnyCaseType[]): Generator<ScenarioIssue> {
  for (const [name, flow] of Object.entries(flows)) {
    if (given.some(one => one.name === name))
      yield issueAt(['flows', name], 'is the name of a case type that is there already', '与已有办件类型重名')
    for (const fault of flowFaults(flow))
      yield fault.path.length === 1
        ? issueAt(
            ['flows', name, ...fault.path],
            `does not say what follows "${fault.name}"`,
            `未说明 "${fault.name}" 之后是什么`,
          )
        : unknownName(['flows', name, ...fault.path], ['activity', '环节'], fault.name, [
            ...Object.keys(flow.activities),
            'end',
          ])
  }
}

/** What is wrong with the scenario itself is wrong with each policy again, and told once. */
function distinct(issues: readonly ScenarioIssue[]): readonly ScenarioIssue[] {
  const bare = (path: string) => path.replace(/^compare\.[^.]*\./, '')
  const own = new Set(
    issues.filter(({ path }) => bare(path) === path).map(({ path, message }) => `${path} ${message.en}`),
  )
  return issues.filter(({ path, message }) => bare(path) === path || !own.has(`${bare(path)} ${message.en}`))
}

/** What is wrong with a policy, or with a district of one; `isFirst`: it is that of the scenario itself. */
function* armIssues(
  arm: Arm,
  caseTypes: readonly AnyCaseType[],
  { under, isFirst }: { readonly under: Path; readonly isFirst: boolean },
): Generator<ScenarioIssue> {
  const names = [...new Set(caseTypes.map(({ name }) => name))]
  const { versions: chosen = {} } = arm
  const typeNamed = (name: string) =>
    versionOf(caseTypes, name, Object.hasOwn(chosen, name) ? chosen[name] : undefined) ?? versionOf(caseTypes, name)
  for (const [i, source] of arm.cases.entries()) {
    const caseType = typeNamed(source.type)
    const at = [...under, 'cases', i]
    if (caseType === undefined) yield unknownType(source.type, caseTypes, [...at, 'type'])
    else yield* openingIssues(caseType, source.opening, at)
    if ('perDay' in source.arrivals) yield* arrivalIssues(source.arrivals, [...at, 'arrivals'])
    if ('gaps' in source.arrivals) {
      const { gaps } = source.arrivals
      const wrong = [...timeIssues(gaps, [...at, 'arrivals', 'gaps'])]
      yield* wrong
      if (wrong.length === 0) yield* gapIssues(gaps, arm, [...at, 'arrivals', 'gaps'])
    }
  }
  for (const [name, values] of Object.entries(arm.parameters)) {
    const caseType = typeNamed(name)
    const at = [...under, 'parameters', name]
    if (caseType === undefined) {
      yield unknownName(at, ['case type', '办件类型'], name, names)
      continue
    }
    const known = Object.keys(caseType.parameters.shape)
    const strange = Object.keys(values).filter(parameter => !known.includes(parameter))
    for (const parameter of strange) yield unknownName([...at, parameter], ['parameter', '参数'], parameter, known)
    if (strange.length > 0) continue
    const resolved = resolveParameters(caseDefinition(caseType), [values as JsonObject])
    if (!resolved.ok) yield* parameterIssues(caseType, at, resolved.denial)
  }
  const used = typesUsed(arm, caseTypes)
  // Where no case type is known, nothing can be said of what its parties do.
  if (used.length === 0) return
  for (const [i, rule] of arm.behaviour.entries()) yield* ruleIssues(rule, used, [...under, 'behaviour', i])
  yield* reactionIssues(arm.reactions ?? [], used, [...under, 'reactions'])
  yield* residentIssues(arm.residents ?? {}, used, [...under, 'residents'])
  yield* reopeningIssues(arm.reopening ?? [], used, [...under, 'reopening'])
  for (const [i, { after }] of (arm.reopening ?? []).entries())
    yield* timeIssues(after, [...under, 'reopening', i, 'after'])
  yield* sessionIssues(arm.parties, arm.from, [...under, 'parties'])
  yield* personIssues(arm.parties, arm.behaviour, under)
  yield* shockIssues(arm, [...under, 'shocks'])
  yield* electorateIssues(arm.electorates ?? {}, arm.parameters, used, [...under, 'electorates'])
  yield* measureIssues(arm.measures ?? {}, used, [...under, 'measures'])
  yield* rateIssues(arm.rates, used, caseTypes, [...under, 'rates'])
  yield* evaluationIssues(arm.evaluations ?? {}, used, caseTypes, [...under, 'evaluations'])
  yield* effectiveIssues(arm.effective, arm.segments, isFirst, [...under, 'effective'])
  for (const [i, { when }] of arm.behaviour.entries())
    yield* groupIssues(when?.segment, arm.segments, [...under, 'behaviour', i, 'when', 'segment'])
  yield* costIssues(arm.costs, [...under, 'costs'])
}

/** What is wrong with parameters; of one that is no group of members, also what one looks like. */
function* parameterIssues(caseType: AnyCaseType, at: Path, denial: Parameters<typeof deniedData>[1]) {
  const defaults = resolveParameters(caseDefinition(caseType), [])
  const under = `${issueAt(at, '', '').path}.`
  for (const issue of deniedData(at, denial)) {
    const value = defaults.ok ? defaults.values[issue.path.slice(under.length)] : undefined
    if (typeof value !== 'object' || value === null || Array.isArray(value)) yield issue
    else {
      const form = Object.entries(value).map(([name, one]) => `${name}: ${one}`)
      const { en, 'zh-CN': zh } = issue.message
      const example = `{ ${form.join(', ')} }`
      yield { ...issue, message: { en: `${en}; by default ${example}`, 'zh-CN': `${zh}；默认为 ${example}` } }
    }
  }
}

/** A case type that is not registered; or one that is, with a version, which is chosen elsewhere. */
function unknownType(given: string, caseTypes: readonly AnyCaseType[], at: Path): ScenarioIssue {
  const names = [...new Set(caseTypes.map(({ name }) => name))]
  const [name = given, version] = given.split('@')
  if (version === undefined || !names.includes(name))
    return unknownName(at, ['case type', '办件类型'], given, names, typesByTitle(caseTypes))
  return issueAt(
    at,
    `write "type: ${name}" here, and the version for all of them as "versions: { ${name}: ${version} }" at the top`,
    `此处请写 "type: ${name}"，版本统一写在顶层："versions: { ${name}: ${version} }"`,
  )
}

function* openingIssues(caseType: AnyCaseType, opening: unknown, at: Path): Generator<ScenarioIssue> {
  if (opening === undefined) {
    if ((caseType.openings ?? []).length === 0)
      yield issueAt(
        [...at, 'opening'],
        `is needed: "${caseType.name}" has no example of one`,
        `必须填写："${caseType.name}" 没有立案示例`,
      )
    return
  }
  yield* wholeIssues(opening, [...at, 'opening'])
  yield* templateIssues(opening, [...at, 'opening'])
  if (hasOperators(opening)) return
  const prepared = prepareOpening(caseDefinition(caseType), opening, {
    salt: () => '0'.repeat(32),
    subject: 'simulated',
  })
  if (!prepared.ok) yield* deniedData([...at, 'opening'], prepared.denial)
}

type Rule = Arm['behaviour'][number]

function* ruleIssues(rule: Rule, caseTypes: readonly AnyCaseType[], at: Path): Generator<ScenarioIssue> {
  const names = caseTypes.map(({ name }) => name)
  if (rule.type !== undefined && !names.includes(rule.type))
    yield unknownName([...at, 'type'], ['case type', '办件类型'], rule.type, names)
  const meant = caseTypes.filter(({ name }) => rule.type === undefined || rule.type === name)
  const definitions = meant.map(caseDefinition)
  const roles = definitions.flatMap(one => one.roles.map(({ name }) => name))
  if (rule.role !== undefined && !roles.includes(rule.role))
    yield unknownName([...at, 'role'], ['role', '角色'], rule.role, [...new Set(roles)], namesByLabel(meant, 'roles'))
  const duties = definitions
    .flatMap(one => [...one.duties.values()].flat())
    .filter(({ role }) => rule.role === undefined || !roles.includes(rule.role) || role === rule.role)
  const tasks = [...new Set(duties.map(({ task }) => task))]
  if (rule.task !== undefined && !tasks.includes(rule.task)) {
    const ofRole = duties.filter(({ role }) => role === rule.task).map(({ task }) => task)
    const list = [...new Set(ofRole)].join(', ')
    yield ofRole.length === 0
      ? unknownName([...at, 'task'], ['task', '任务'], rule.task, tasks, namesByLabel(meant, 'tasks'))
      : issueAt(
          [...at, 'task'],
          `"${rule.task}" is a role, not a task; write "role: ${rule.task}", or one of its tasks: ${list}`,
          `"${rule.task}" 是角色，不是任务；请写 "role: ${rule.task}"，或其任务之一：${list}`,
        )
  }
  const commands = [
    ...new Set(
      duties
        .filter(({ task }) => rule.task === undefined || !tasks.includes(rule.task) || task === rule.task)
        .flatMap(one => one.commands),
    ),
  ]
  // Whoever has a duty may do what else its role may: ask for another case, ask for more time.
  const having = new Set(
    duties.filter(({ task }) => rule.task === undefined || task === rule.task).map(({ role }) => role),
  )
  const may = definitions.flatMap(one =>
    [...one.commands].flatMap(([name, { by }]) => (by.some(role => having.has(role)) ? [name] : [])),
  )
  for (const command of Object.keys(rule.choose ?? {})) {
    if (command !== 'never' && !commands.includes(command) && !may.includes(command))
      yield unknownName(
        [...at, 'choose', command],
        ['command of this duty', '命令'],
        command,
        [...commands, 'never'],
        namesByLabel(meant, 'commands'),
      )
  }
  if (rule.choose !== undefined && Object.values(rule.choose).every(weight => weight === 0))
    yield issueAt([...at, 'choose'], 'needs a weight above 0', '至少要有一个权重大于 0')
  for (const [command, data] of Object.entries(rule.data ?? {})) {
    if (!commands.includes(command) && !may.includes(command))
      yield unknownName([...at, 'data', command], ['command of this duty', '命令'], command, commands)
    const wrong = [...wholeIssues(data, [...at, 'data', command]), ...templateIssues(data, [...at, 'data', command])]
    yield* wrong
    if (wrong.length === 0) yield* commandDataIssues(definitions, command, data as JsonObject, [...at, 'data', command])
  }
  const fields = [...new Set(definitions.flatMap(({ context }) => Object.keys(context.shape)))]
  for (const field of Object.keys(rule.when?.case ?? {})) {
    const [head = ''] = field.split('.')
    if (!fields.includes(head))
      yield unknownName([...at, 'when', 'case', field], ['field of the case', '办件数据'], head, fields)
  }
  yield* momentIssues(rule.when ?? {}, [...at, 'when'])
  for (const member of ['delay', 'effort'] as const) yield* timeIssues(rule[member], [...at, member])
}

/** What is wrong with how times are distributed, beyond its form. */
function* timeIssues(time: TimeDistribution, at: Path): Generator<ScenarioIssue> {
  try {
    quantileOf(distributionOf(time))
  } catch (thrown) {
    if (!ConvokeError.is(thrown, 'simulate/distribution')) throw thrown
    const { place, why } = thrown.details as { readonly place: string; readonly why: ScenarioIssue['message'] }
    yield issueAt(place === '' ? at : [...at, ...place.split('.')], why.en, why['zh-CN'])
  }
}

function hasOperators(template: unknown): boolean {
  if (template === '$party' || template === '$key') return true
  if (typeof template !== 'object' || template === null) return false
  return Object.entries(template).some(([name, value]) => name.startsWith('$') || hasOperators(value))
}

/** What is wrong with data whose whole is found when it is needed: only a choice among data is data. */
function* wholeIssues(template: unknown, at: Path): Generator<ScenarioIssue> {
  const [operator] = Object.keys(template as object)
  if (operator === undefined || !operator.startsWith('$') || !(operators as readonly string[]).includes(operator))
    return
  const choices = (template as Readonly<Record<string, unknown>>)[operator]
  const isData = (one: unknown) => typeof one === 'object' && one !== null && !Array.isArray(one)
  if (operator !== '$pick' || !Array.isArray(choices) || !choices.every(isData))
    yield issueAt(
      [...at, operator],
      'cannot be the whole; write { $pick: [{ … }, { … }] }, or put it into a field',
      '不能作为全部数据；请写 { $pick: [{ … }, { … }] }，或写在某一字段内',
    )
}

function* templateIssues(template: unknown, at: Path): Generator<ScenarioIssue> {
  if (typeof template !== 'object' || template === null) return
  for (const [name, value] of Object.entries(template)) {
    const path = [...at, name]
    if (!name.startsWith('$') || Array.isArray(template)) yield* templateIssues(value, path)
    else if (!(operators as readonly string[]).includes(name))
      yield unknownName(path, ['operator', '写法'], name, operators)
    else if (Object.keys(template).length > 1)
      yield issueAt(path, 'stands alone, without other members', '必须单独使用')
    else if (name === '$pick') {
      if (!Array.isArray(value) || value.length === 0)
        yield issueAt(path, 'takes a list to pick from', '须为可选值的列表')
      else yield* templateIssues(value, path)
    } else if (name === '$workingDays') {
      if (!Number.isInteger(value) || (value as number) < 1)
        yield issueAt(path, 'takes a whole number of working days from 1', '须为不小于 1 的工作日数')
    } else if (typeof value !== 'string')
      yield issueAt(path, 'takes a path into the case, such as "items"', '须为办件数据的路径')
  }
}
