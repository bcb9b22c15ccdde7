// The page docs/reference/case-types.md, written from the definitions: nothing on it is said twice by hand.
import {
  type AnyCaseType,
  type CaseDefinition,
  caseDefinition,
  type DeadlineDeclaration,
  type Duration,
  type Duty,
  knobsOf,
  type Limit,
} from '@convoke/core'
import { type StateNodeDescription, stateNodes } from '@convoke/kernel/description'

type Row = readonly string[]

const text = (value: unknown) =>
  String(value ?? '')
    .replaceAll('|', '\\|')
    .replaceAll('\n', ' ')
const code = (name: string) => `\`${name}\``
const list = (names: readonly string[]) => (names.length === 0 ? '–' : names.join(', '))

function table(head: Row, rows: readonly Row[]): string {
  if (rows.length === 0) return 'None.\n'
  const line = (cells: Row) => `| ${cells.map(text).join(' | ')} |`
  return [line(head), `|${head.map(() => '---|').join('')}`, ...rows.map(line), ''].join('\n')
}

/** A case type with what the page asks of it. */
interface Subject {
  readonly caseType: AnyCaseType
  readonly definition: CaseDefinition
  readonly nodes: readonly StateNodeDescription[]
  readonly defaults: Readonly<Record<string, unknown>>
}

function both(
  { caseType }: Subject,
  kind: 'states' | 'roles' | 'commands' | 'deadlines' | 'outcomes' | 'tasks',
  name: string,
): string {
  const { 'zh-CN': zh, en } = caseType.labels
  return `${zh[kind]?.[name] ?? name} · ${en[kind]?.[name] ?? name}`
}

const units: Readonly<Record<string, string>> = {
  'working-day': 'working day',
  'calendar-day': 'calendar day',
  'working-hour': 'working hour',
}

function words({ n, unit }: Duration): string {
  return `${n} ${units[unit] ?? unit}${n === 1 ? '' : 's'}`
}

function isDuration(value: unknown): value is Duration {
  return typeof value === 'object' && value !== null && 'n' in value && 'unit' in value
}

/** How long it is: the knob and its default, or what is fixed. */
function lengthOf({ defaults }: Subject, { within, due }: DeadlineDeclaration): string {
  const fixed = due === undefined ? '' : 'a date of the case; otherwise '
  if (within === undefined) return 'a date of the case'
  if (typeof within !== 'string') return `${fixed}${words(within)}`
  const value = defaults[within]
  return `${fixed}${isDuration(value) ? words(value) : '?'} (${code(within)})`
}

function sourceOf({ caseType }: Subject, { within, source }: DeadlineDeclaration): string {
  const knob = typeof within === 'string' ? knobsOf(caseType)[within] : undefined
  return list([...new Set([source, knob?.source].flatMap(one => (one === undefined ? [] : [one])))])
}

/** The state and all states around it, innermost first. */
function around(nodes: readonly StateNodeDescription[], path: string): readonly StateNodeDescription[] {
  const found: StateNodeDescription[] = []
  for (let at = nodes.find(node => node.path === path); at !== undefined; ) {
    found.push(at)
    const { parent } = at
    at = nodes.find(node => node.id === parent)
  }
  return found
}

/** The commands a state hears by itself or through a state around it. */
export function heardIn(nodes: readonly StateNodeDescription[], path: string): readonly string[] {
  return around(nodes, path).flatMap(({ transitions }) =>
    transitions.flatMap(({ event }) => (event === null ? [] : [event])),
  )
}

const outcomeIn = ({ definition }: Subject, id: string) => definition.outcomes.get(id)

function deadlineWords(subject: Subject, name: string): string {
  const declared = subject.definition.deadlines.find(one => one.name === name)
  return declared === undefined ? code(name) : `${code(name)}: ${lengthOf(subject, declared)}`
}

function dutyWords(subject: Subject, { role, task, commands, deadline, exempt }: Duty): string {
  const by = deadline === undefined ? `no deadline: ${exempt ?? ''}` : deadlineWords(subject, deadline)
  return `${code(role)} ${code(task)} ${both(subject, 'tasks', task)} (${commands.map(code).join(', ')}), ${by}`
}

function statesOf(subject: Subject): string {
  const { nodes, definition } = subject
  const rows = nodes
    .filter(({ path }) => path !== '')
    .map(({ path, id }) => [
      code(path),
      both(subject, 'states', path),
      (definition.duties.get(id) ?? []).map(duty => dutyWords(subject, duty)).join('; ') || '–',
      outcomeIn(subject, id) === undefined ? '' : code(outcomeIn(subject, id) as string),
    ])
  return table(['state', '中文 · English', 'who has to do what, by when (role, task, its commands)', 'outcome'], rows)
}

function commandsOf(subject: Subject): string {
  const { caseType, nodes } = subject
  const leaves = nodes.filter(({ children, path }) => children.length === 0 && path !== '')
  const rows = Object.entries(caseType.commands).map(([name, { by }]) => {
    const anywhere = nodes.find(({ path }) => path === '')?.transitions.some(({ event }) => event === name)
    const where = leaves.filter(({ path }) => heardIn(nodes, path).includes(name)).map(({ path }) => code(path))
    return [code(name), both(subject, 'commands', name), list(by.map(code)), anywhere ? 'at any time' : list(where)]
  })
  return table(['command', '中文 · English', 'who', 'in which states'], rows)
}

function deadlinesOf(subject: Subject): string {
  const rows = subject.definition.deadlines.map(declared => {
    const { name, on, from, until, kind = 'within', owes, commands, survives, desk, ladder = [] } = declared
    const runs =
      on === undefined
        ? `from ${list(from ?? [])} until ${list(until ?? ['settled'])}`
        : [on].flat().map(code).join(', ')
    const extra = [
      ...(commands === undefined ? [] : [`of ${commands.map(code).join(', ')}`]),
      ...(survives === true ? ['survives settling'] : []),
      ...(desk === undefined ? [] : [`desk ${desk}`]),
    ]
    return [
      code(name),
      both(subject, 'deadlines', name),
      [code(kind), ...extra].join(', '),
      runs.length > 200 ? 'every open state' : runs,
      lengthOf(subject, declared),
      owes === undefined ? '–' : code(owes),
      list(ladder.map(({ rung }) => code(rung))),
      sourceOf(subject, declared),
    ]
  })
  return table(['deadline', '中文 · English', 'kind', 'runs on', 'length', 'owed by', 'rungs', 'source'], rows)
}

function outcomesOf(subject: Subject): string {
  const byOutcome = new Map<string, string[]>()
  for (const { id, path } of subject.nodes) {
    const outcome = outcomeIn(subject, id)
    if (outcome !== undefined) byOutcome.set(outcome, [...(byOutcome.get(outcome) ?? []), code(path)])
  }
  return table(
    ['outcome', '中文 · English', 'in'],
    [...byOutcome].map(([outcome, paths]) => [code(outcome), both(subject, 'outcomes', outcome), list(paths)]),
  )
}

function rolesOf(subject: Subject): string {
  return table(
    ['role', '中文 · English', ''],
    Object.entries(subject.caseType.roles).map(([name, { lastResort, readsOnly }]) => [
      code(name),
      both(subject, 'roles', name),
      readsOnly === true ? 'may only look' : lastResort === true ? 'last resort' : '',
    ]),
  )
}

function noticesOf({ caseType }: Subject): string {
  const fields = (schema: unknown) => Object.keys((schema as { readonly shape?: object })?.shape ?? {})
  return table(
    ['notice', 'says'],
    Object.entries(caseType.notices).map(([name, schema]) => [code(name), list(fields(schema).map(code))]),
  )
}

function linksOf({ caseType }: Subject): string {
  const fields = (schema: unknown) => Object.keys((schema as { readonly shape?: object } | undefined)?.shape ?? {})
  const { links = {}, joins, result } = caseType
  return [
    table(
      ['link', 'opens', 'what comes back'],
      Object.entries(links).map(([name, { caseType: other, returns }]) => [
        code(name),
        code(other),
        list(['outcome', ...fields(returns).map(code)]),
      ]),
    ),
    joins === undefined ? '' : `Other cases join an open one by ${code(joins)}, and are answered one by one.\n`,
    result === undefined
      ? ''
      : `A case that asked gets back: ${list(['the outcome', ...fields(result.schema).map(code)])}.\n`,
  ]
    .filter(part => part !== '')
    .join('\n')
}

function valueWords(value: unknown): string {
  if (isDuration(value)) return words(value)
  return Array.isArray(value) && value.every(one => typeof one === 'string') ? value.join('、') : JSON.stringify(value)
}

function parametersOf({ caseType, defaults }: Subject): string {
  return table(
    ['parameter', '中文 · English', 'default', 'authority', 'source'],
    Object.entries(knobsOf(caseType)).map(([name, { title, authority, jurisdiction, source, readOn }]) => [
      code(name),
      `${title['zh-CN']} · ${title.en}`,
      valueWords(defaults[name]),
      [authority, ...(jurisdiction === undefined ? [] : [jurisdiction])].join(', '),
      source === undefined ? '–' : `${source}${readOn === undefined ? '' : ` (read ${readOn})`}`,
    ]),
  )
}

function chapterOf(caseType: AnyCaseType): string {
  const definition = caseDefinition(caseType)
  const nodes = stateNodes(caseType.machine as never)
  const subject: Subject = { caseType, definition, nodes, defaults: definition.parameters.parse({}) }
  const { 'zh-CN': zh, en } = caseType.labels
  const parts: readonly (readonly [string, string])[] = [
    ['States and duties', statesOf(subject)],
    ['Commands', commandsOf(subject)],
    ['Deadlines', deadlinesOf(subject)],
    ['Outcomes', outcomesOf(subject)],
    ['Roles', rolesOf(subject)],
    ['Links', linksOf(subject)],
    ['Notices', noticesOf(subject)],
    ['Parameters', parametersOf(subject)],
    ['Rulebook', rulebookOf(subject)],
  ]
  return [
    `## ${en.title} ${zh.title}\n`,
    `${code(caseType.name)}, version ${caseType.version}.\n`,
    ...parts.map(([title, body]) => `### ${title}: ${caseType.name}\n\n${body}`),
  ].join('\n')
}

/** What the sources say of it, as it is written beside the machine. */
function rulebookOf({ caseType: { rulebook } }: Subject): string {
  if (rulebook === undefined) return 'None.\n'
  const places = (all: readonly { readonly path: string; readonly isRare: boolean }[]) =>
    all.map(({ path, isRare }) => `${code(path)}${isRare ? '?' : ''}`).join(', ')
  const rows = rulebook.rules.map(({ in: from, does, by, to, source }) => [
    places(from),
    code(does),
    list(by.map(code)),
    places(to),
    source,
  ])
  const said = [
    ...(rulebook.properties ?? []).map(
      ({ says, source, kind }) => `${kind}: ${says['zh-CN']} · ${says.en} (${source})`,
    ),
    ...(rulebook.apart ?? []).map(
      ({ did, mayNot, source }) => `whoever did ${code(did)} may not ${code(mayNot)} (${source})`,
    ),
    ...(rulebook.single ?? []).map(({ role, source }) => `one party at most is ${code(role)} at a time (${source})`),
    ...[...new Set((rulebook.accepted ?? []).map(({ reason }) => reason))].map(reason => `left as it is: ${reason}`),
  ]
  const sources = Object.entries(rulebook.sources).map(([name, cited]) => [name, linked(cited)])
  return [
    table(['in', 'does', 'by', 'leads to', 'source'], rows),
    ...(rulebook.limits === undefined ? [] : [table(['what', 'is', 'source'], rulebook.limits.map(limitOf))]),
    ...(said.length === 0 ? [] : [said.map(one => `- ${one}`).join('\n'), '']),
    table(['source', `read ${rulebook.readOn}`], sources),
  ].join('\n')
}

/** A deadline or a knob, and how much the sources give it. */
function limitOf({ of, kind, is, source }: Limit): readonly string[] {
  const figure =
    typeof is === 'number'
      ? String(is)
      : 'need' in is
        ? `${is.need} of ${is.of}`
        : `${is.n} ${is.unit.replace('-', ' ')}s`
  return [code(of), kind === undefined ? figure : `${kind} ${figure}`, source]
}

/** A citation whose page of the sources can be followed. */
function linked(cited: string): string {
  return cited.replace(/, docs\/reference\/(sources\.md#[\w-]+)$/, ': [source]($1)')
}

/** The whole page. Pure. */
export function caseTypesPage(caseTypes: Iterable<AnyCaseType>): string {
  const all = [...caseTypes].sort((a, b) => (a.name < b.name ? -1 : 1))
  return [
    '# Case types\n',
    'Every state, command, deadline, outcome, notice, link and parameter of the case types in `@convoke/case-types`, written',
    'from their definitions by `RECORD_REFERENCE=1 npx vitest run packages/case-types/test/reference`; a test keeps the page',
    'and the definitions together. Where a source says "our default", no public rule was found: see [sources](sources.md).',
    'Lengths are defaults of the parameters in brackets.\n',
    ...all.map(chapterOf),
  ].join('\n')
}
