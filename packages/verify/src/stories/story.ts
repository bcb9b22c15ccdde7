// A counterexample for people: sentences in both languages, a Mermaid sequence diagram, and a test to paste.
import {
  type AnyCaseType,
  type AnyLabels,
  escapeMermaid,
  type Facts,
  type Locale,
  type WorkingCalendar,
} from '@convoke/core'
import { delegationOf } from '../model/acting.js'
import type { Move } from '../model/case-model.js'
import type { Opening } from '../model/opening.js'
import type { Sentence } from '../verdict.js'

/** A move with the moment it was made, epoch ms; undefined where it was not replayed. */
export interface ToldMove {
  readonly move: Move
  readonly at: number | undefined
  /** What the directory answered; absent where it was not asked, or the move was not replayed. */
  readonly facts?: Facts | undefined
}

/** Where a test finds something: an export of a module. Plain JSON. */
export interface ImportedFrom {
  /** As an import has it: `@convoke/case-types/complaint`, or `./my-types.ts`. */
  readonly module: string
  readonly name: string
}

/** Where a test finds the case type, and the calendar it is on. */
export interface TestImports {
  readonly caseType?: ImportedFrom | undefined
  /** A function that gives the calendar. */
  readonly calendar?: ImportedFrom | undefined
}

const day = 86_400_000

/** One sentence for each move: who did what, and on which day. */
export function storyOf(
  caseType: AnyCaseType,
  moves: readonly ToldMove[],
  begins: number,
  calendar?: WorkingCalendar,
): readonly Sentence[] {
  return moves.map(({ move, at }, n) => {
    const when = at === undefined ? { 'zh-CN': `第${n + 1}步`, en: `step ${n + 1}` } : whenIn(at, begins, calendar)
    return {
      'zh-CN': `${when['zh-CN']}：${doneIn(caseType, move, 'zh-CN')}`,
      en: `${when.en}: ${doneIn(caseType, move, 'en')}`,
    }
  })
}

/** An instant, by the days since a case began, or by its date on a calendar. */
export function whenIn(at: number, begins: number, calendar?: WorkingCalendar): Sentence {
  if (calendar !== undefined) return dateIn(at, calendar)
  const days = Math.floor(at / day) - Math.floor(begins / day) + 1
  const time = new Date(at).toISOString().slice(11, 16)
  return { 'zh-CN': `第${days}天 ${time}`, en: `day ${days}, ${time}` }
}

/** An instant, by the date and the time of day of a calendar. */
function dateIn(at: number, { localDate, zone }: WorkingCalendar): Sentence {
  const time = new Date(at).toLocaleTimeString('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit' })
  const date = `${localDate(at)} ${time}`
  return { 'zh-CN': date, en: date }
}

function labelsIn(caseType: AnyCaseType, locale: Locale): AnyLabels {
  return (caseType.labels as { readonly [L in Locale]: AnyLabels })[locale]
}

/** What built-in commands are called. */
const builtInLabels: Readonly<Record<string, Sentence | undefined>> = {
  'case.recuse': { 'zh-CN': '申请回避', en: 'Recuse itself' },
}

/** Who gives a command, and for whom. */
function whoIn({ by, delegate }: Move & { kind: 'command' }, locale: Locale): string {
  if (delegate === undefined) return by
  return locale === 'zh-CN' ? `${delegate} 代 ${by}` : `${delegate} for ${by}`
}

function doneIn(caseType: AnyCaseType, move: Move, locale: Locale): string {
  const labels = labelsIn(caseType, locale)
  const isChinese = locale === 'zh-CN'
  if (move.kind === 'command') {
    const label = labels.commands[move.type] ?? builtInLabels[move.type]?.[locale] ?? move.type
    const who = whoIn(move, locale)
    const said =
      move.answers === undefined
        ? ''
        : isChinese
          ? `（名录答${move.answers === 'yes' ? '是' : '否'}）`
          : ` (the directory says ${move.answers})`
    return isChinese ? `${who} ${label}${said}` : `${who}: ${label}${said}`
  }
  if (move.kind === 'clock') {
    const label = labels.deadlines[move.name] ?? move.name
    const key = move.key === '' ? '' : isChinese ? `（${move.key}）` : ` (${move.key})`
    if (move.rung === 'due') return isChinese ? `期限“${label}”${key}届满` : `the deadline "${label}"${key} runs out`
    return isChinese ? `期限“${label}”${key}到了“${move.rung}”` : `the deadline "${label}"${key} reaches "${move.rung}"`
  }
  const { link } = move.data as { readonly link: string }
  const news = {
    'case.opened': ['已立案', 'was opened'],
    'case.refused': ['未能立案', 'was refused'],
    'case.settled': ['已办结', 'was settled'],
  }
  const [zh, en] = news[move.type as keyof typeof news] ?? [move.type, move.type]
  return isChinese ? `关联办件“${link}”${zh}` : `the linked case "${link}" ${en}`
}

/** The story as a Mermaid sequence diagram, in English labels. */
export function diagramOf(caseType: AnyCaseType, moves: readonly ToldMove[]): string {
  const names = new Map<string, string>()
  const lines: string[] = []
  const idOf = (who: string) => {
    const known = names.get(who) ?? `p${names.size}`
    names.set(who, known)
    return known
  }
  for (const { move } of moves) {
    const who = move.kind === 'command' ? whoIn(move, 'en') : move.kind === 'clock' ? 'clock' : 'linked case'
    lines.push(`  ${idOf(who)}->>case: ${escapeMermaid(doneIn(caseType, move, 'en').replace(`${who}: `, ''))}`)
  }
  const people = [...names].map(([who, id]) => `  participant ${id} as ${escapeMermaid(who)}`)
  return ['sequenceDiagram', ...people, `  participant case as ${escapeMermaid(caseType.name)}`, ...lines].join('\n')
}

/** What the test of a story holds against the case type. */
export type Proof =
  /** The case does not stand there, at that instant where one is given. */
  | {
      readonly kind: 'state'
      readonly value: unknown
      readonly outcome: string | null
      readonly at: number | undefined
      /** Nor is this vote taken for that there. */
      readonly vote?: { readonly name: string; readonly taken: string; readonly states: readonly string[] } | undefined
    }
  /** The last command is refused. */
  | { readonly kind: 'refusal' }
  /** The last step does not make less of a field. */
  | { readonly kind: 'growth'; readonly field: string }
  /**
   * Two commands come to the same in either order, unless the race is declared. The second is made at its moment, and the
   * first as well; `told`: how many of the two the story has, at its end.
   */
  | { readonly kind: 'order'; readonly one: Move; readonly other: ToldMove; readonly told: 1 | 2 }
  /** These moves, the last of the story, cannot be made again and again. */
  | { readonly kind: 'round'; readonly moves: readonly ToldMove[] }
  /** The last command, which the story has twice, takes effect once. */
  | { readonly kind: 'twice' }
  /** The same comes of this move however often it is tried. */
  | { readonly kind: 'steady'; readonly move: Move }
  /** The same comes of this move after another case has gone this way, and time has passed there until an instant. */
  | { readonly kind: 'disturbed'; readonly move: Move; readonly by: readonly Move[]; readonly until: number }
  /** One of these commands is accepted; or one of them, or waiting until an instant, leads elsewhere. */
  | { readonly kind: 'tried'; readonly moves: readonly Move[]; readonly until: number | undefined }
  /** The last step opens no case through this link for a key whose earlier case is open. */
  | { readonly kind: 'reopened'; readonly link: string }
  /** The deadline does not run on in a case that is settled. */
  | { readonly kind: 'leftRunning'; readonly deadline: string }
  /** The deadline runs under a key that the party owes. */
  | { readonly kind: 'uncovered'; readonly deadline: string; readonly party: string }
  /** Nobody has to do this any more in a case that is settled. */
  | { readonly kind: 'leftToDo'; readonly task: string }
  /** No ballots of this vote are taken any more in a case that is settled. */
  | { readonly kind: 'leftOut'; readonly vote: string }
  /** The last command leads elsewhere, ends the deadline or is refused. */
  | { readonly kind: 'inVain'; readonly deadline: string }

/**
 * The story as a test that runs as it is: what it imports, the moves that a case on paper is given, and what must not come of them.
 *
 * @param edition of the calendar it is on, where that is not the one on which every day works
 */
export function testOf(
  caseType: AnyCaseType,
  opened: Opening & { readonly at?: number | undefined },
  moves: readonly ToldMove[],
  proof: Proof,
  title: string,
  { edition, imports = {} }: { readonly edition?: string | undefined; readonly imports?: TestImports | undefined } = {},
): string {
  const given = moves.filter(({ move }) => move.kind !== 'clock')
  const last = moves.at(-1)
  if (proof.kind === 'order') given.splice(given.length - proof.told)
  if (proof.kind === 'round')
    given.splice(given.length - proof.moves.filter(({ move }) => move.kind !== 'clock').length)
  const again = proof.kind === 'twice' ? commandOf(given.splice(given.length - 2)[0] as ToldMove) : undefined
  const isOfStep = ['refusal', 'growth', 'reopened', 'inVain'].includes(proof.kind) && last?.move.kind === 'command'
  const step = isOfStep ? commandOf(given.pop() as ToldMove) : undefined
  const taken = step === undefined ? `paper.advance(${last?.at})` : `paper.send(${JSON.stringify(step)})`
  // What the clock brings last comes by itself.
  const standing = last?.move.kind === 'clock' ? `paper.after(${taken}.drafts)` : 'paper'
  const firstNews = given.findIndex(({ move }) => move.kind === 'link')
  const first = firstNews < 0 ? given : given.slice(0, firstNews)
  const rest = given.slice(first.length)
  const fromCore = [...(proof.kind === 'uncovered' ? ['owedBy'] : []), ...(rest.length > 0 ? ['receive'] : [])]
  const name = identifierOf(caseType.name)
  const options = optionsOf(moves, edition)
  const paper = `paperCase(${name}, opened, commands${options.length === 0 ? '' : `, { ${options.join(', ')} }`})`
  return [
    ...importsOf(caseType.name, fromCore, edition, imports),
    '',
    `it(${JSON.stringify(title)}, () => {`,
    `  const opened = ${JSON.stringify(opened)}`,
    `  const commands = ${JSON.stringify(first.map(commandOf))}`,
    ...(edition === undefined ? [] : calendarOf(edition, imports)),
    `  ${rest.length > 0 ? 'let' : 'const'} paper = ${paper}`,
    ...rest.map(afterwards),
    ...(again === undefined ? linesOf(proof, taken, name, standing) : twice(again, name)),
    '})',
  ].join('\n')
}

function importsOf(
  typeName: string,
  fromCore: readonly string[],
  edition: string | undefined,
  { caseType, calendar }: TestImports,
): readonly string[] {
  const name = identifierOf(typeName)
  const named = (one: ImportedFrom, as: string) =>
    `import { ${one.name}${one.name === as ? '' : ` as ${as}`} } from '${one.module}'`
  return [
    ...(edition !== undefined && calendar !== undefined ? [named(calendar, calendar.name)] : []),
    ...(fromCore.length > 0 ? [`import { ${fromCore.join(', ')} } from '@convoke/core'`] : []),
    "import { paperCase } from '@convoke/core/testing'",
    "import { expect, it } from 'vitest'",
    ...(caseType === undefined
      ? ['// Wherever the case type is.', `import { ${name} } from './${typeName}.js'`]
      : [named(caseType, name)]),
  ]
}

function calendarOf(edition: string, { calendar }: TestImports): readonly string[] {
  return calendar === undefined
    ? [`  // calendar: of the edition ${edition}`]
    : [`  // Of the edition ${edition}.`, `  const calendar = ${calendar.name}()`]
}

/** What a case on paper takes for granted in a test. */
function optionsOf(moves: readonly ToldMove[], edition: string | undefined): readonly string[] {
  const delegations = new Map<string, unknown>()
  const facts = new Map<string, Facts>()
  for (const { move, facts: answered } of moves) {
    if (move.kind !== 'command') continue
    if (move.delegate !== undefined) {
      const delegation = delegationOf(move.by, move.delegate)
      delegations.set(delegation.id, delegation)
    }
    if (answered !== undefined) facts.set(move.type, merged(facts.get(move.type), answered))
  }
  return [
    ...(edition === undefined ? [] : ['calendar']),
    ...(delegations.size === 0 ? [] : [`delegations: ${JSON.stringify([...delegations.values()])}`]),
    ...(facts.size === 0 ? [] : [`facts: ${JSON.stringify(Object.fromEntries(facts))}`]),
  ]
}

/** The answers to the questions of several commands of one type. */
function merged(one: Facts = {}, other: Facts): Facts {
  const kinds = ['commonSuperior', 'authority', 'membership'] as const
  return Object.fromEntries(
    kinds.flatMap(kind => ((one[kind] ?? other[kind]) === undefined ? [] : [[kind, { ...one[kind], ...other[kind] }]])),
  )
}

/** A command as a case on paper is given it. */
function commandOf({ move, at }: ToldMove): object {
  const { type, sample, ...who } = move as Move & { kind: 'command' }
  return { type, ...actorOf(who), ...(at === undefined ? {} : { at }), ...sample }
}

/** A command, or news of a linked case, once news has come: a case on paper is given those one by one. */
function afterwards(told: ToldMove, n: number): string {
  const { move, at } = told
  if (move.kind === 'command') return `  paper = paper.after(paper.send(${JSON.stringify(commandOf(told))}).drafts)`
  const news = {
    type: move.type,
    data: (move as Move & { kind: 'link' }).data,
    by: 'case:other',
    commandId: `news-${n}`,
  }
  const clock = at === undefined ? 'paper.clock' : `{ ...paper.clock, at: ${at} }`
  return `  paper = paper.after(receive(paper.definition, paper.state, ${JSON.stringify(news)}, ${clock}).drafts)`
}

/** Who gives a command of a test. */
function actorOf({ by, delegate }: Pick<Move & { kind: 'command' }, 'by' | 'delegate'>): object {
  return delegate === undefined ? { by } : { by: delegate, onBehalfOf: by }
}

function linesOf(proof: Proof, taken: string, caseType: string, standing: string): readonly string[] {
  if (proof.kind === 'refusal') return [`  expect(${taken}.refusal).toBeDefined()`]
  if (proof.kind === 'growth')
    return [
      `  const before = paper.state.machine.context[${JSON.stringify(proof.field)}]`,
      `  const after = ${taken}.state.machine.context[${JSON.stringify(proof.field)}]`,
      '  const size = one => (typeof one === "number" ? one : Object.keys(one ?? {}).length)',
      '  expect(size(after)).toBeGreaterThanOrEqual(size(before))',
      '  const times = (list, item) => list.filter(one => one === item).length',
      '  const isLost = item => typeof item !== "object" && times(after, item) < times(before, item)',
      '  expect(Array.isArray(before) ? before.filter(isLost) : []).toEqual([])',
    ]
  if (proof.kind === 'order') {
    const { one, other } = proof
    return [
      `  const one = ${JSON.stringify(commandOf({ move: one, at: other.at }))}`,
      `  const other = ${JSON.stringify(commandOf(other))}`,
      '  const [first, second] = [[one, other], [other, one]].map(order => {',
      '    const { machine, deadlines } = order.reduce((here, command) => here.after(here.send(command).drafts), paper).state',
      '    return { machine, deadlines }',
      '  })',
      '  // Whoever comes first it comes to the same, or the case type declares who is meant to win.',
      `  const isDeclared = (${caseType}.races ?? []).some(race => [one, other].every(({ type }) => race.between.includes(type)))`,
      '  expect(isDeclared ? first : second).toEqual(first)',
    ]
  }
  if (proof.kind === 'round') return roundOf(proof.moves)
  if (proof.kind === 'steady')
    return [
      ...answering(proof.move, standing),
      '  const ends = Array.from({ length: 12 }, answer)',
      '  for (const end of ends) expect(end).toEqual(ends[0])',
    ]
  if (proof.kind === 'disturbed') {
    const { move, by, until } = proof
    const others = by.slice(
      0,
      by.findIndex(({ kind }) => kind !== 'command'),
    )
    return [
      ...answering(move, standing),
      '  const before = answer()',
      '  const ends = Array.from({ length: 12 }, () => {',
      '    // Another case, in which nobody keeps a deadline.',
      `    paperCase(${caseType}, opened, ${JSON.stringify(others.map(one => commandOf({ move: one, at: undefined })))}).advance(${until})`,
      '    return answer()',
      '  })',
      '  for (const end of ends) expect(end).toEqual(before)',
    ]
  }
  if (proof.kind === 'tried') {
    const { moves, until } = proof
    const tries = moves.slice(0, mostTried).map(move => JSON.stringify(commandOf({ move, at: undefined })))
    const isOther = '({ state }) => JSON.stringify(state.machine.value) !== JSON.stringify(paper.state.machine.value)'
    const ends = until === undefined ? 'done' : `[...done, paper.advance(${until})].filter(${isOther})`
    return [
      '  const tries = [',
      ...tries.map(one => `    ${one},`),
      '  ]',
      '  const done = tries.map(command => paper.send(command)).filter(({ refusal }) => refusal === undefined)',
      `  expect(${ends}).not.toEqual([])`,
    ]
  }
  if (proof.kind === 'reopened')
    return [
      `  const link = ${JSON.stringify(proof.link)}`,
      "  const isOpen = one => one.link === link && ['opening', 'open'].includes(one.status)",
      '  const open = paper.state.links.filter(isOpen).map(({ key }) => key)',
      `  const acts = ${taken}.drafts.flatMap(({ effects }) => effects.map(one => one.link))`,
      "  expect(acts.filter(one => one?.act === 'open' && one.name === link && open.includes(one.key))).toEqual([])",
    ]
  if (proof.kind === 'leftRunning')
    return [
      '  const { outcome, deadlines } = paper.state',
      `  const isLeft = one => one.name === ${JSON.stringify(proof.deadline)} && one.rungs.some(({ fired }) => !fired)`,
      `  const survives = ${caseType}.deadlines[${JSON.stringify(proof.deadline)}]?.survives === true`,
      '  expect(outcome === null || survives ? [] : deadlines.filter(isLeft)).toEqual([])',
    ]
  if (proof.kind === 'uncovered')
    return [
      `  const { definition, state } = ${standing}`,
      `  const running = state.deadlines.filter(({ name }) => name === ${JSON.stringify(proof.deadline)})`,
      '  const owing = running.flatMap(one => owedBy(definition, state.machine, one))',
      `  expect(owing).toContain(${JSON.stringify(proof.party)})`,
    ]
  if (proof.kind === 'leftToDo')
    return [
      '  const { outcome, machine } = paper.state',
      '  const duties = machine.nodes.flatMap(node => paper.definition.duties.get(node) ?? [])',
      `  const survives = ({ deadline }) => ${caseType}.deadlines[deadline]?.survives === true`,
      `  const isLeft = duty => duty.task === ${JSON.stringify(proof.task)} && !survives(duty)`,
      '  expect(outcome === null ? [] : duties.filter(isLeft)).toEqual([])',
    ]
  if (proof.kind === 'leftOut')
    return [
      '  const { outcome, machine } = paper.state',
      `  const on = [${caseType}.votes?.[${JSON.stringify(proof.vote)}]?.on ?? []].flat()`,
      '  const isOpen = node => on.includes(paper.definition.paths.get(node))',
      '  expect(outcome === null ? [] : machine.nodes.filter(isOpen)).toEqual([])',
    ]
  if (proof.kind === 'inVain')
    return [
      `  const { refusal, state } = ${taken}`,
      `  const runsOn = one => one.name === ${JSON.stringify(proof.deadline)} && one.rungs.some(({ fired }) => !fired)`,
      '  const isInVain = refusal === undefined && state.deadlines.some(runsOn)',
      '  expect(isInVain ? state.machine.value : undefined).not.toEqual(paper.state.machine.value)',
    ]
  if (proof.kind === 'twice') return []
  const { value, outcome, at, vote } = proof
  const begins = at === undefined ? '  const { state } = paper' : `  const { state } = paper.advance(${at})`
  if (vote !== undefined)
    return [
      begins,
      `  const result = ${caseType}.votes.${vote.name}.result(state.machine.context, ${JSON.stringify(vote.states)})`,
      `  expect({ value: state.machine.value, result }).not.toEqual(${JSON.stringify({ value, result: vote.taken })})`,
    ]
  return [
    begins,
    `  expect({ value: state.machine.value, outcome: state.outcome }).not.toEqual(${JSON.stringify({ value, outcome })})`,
  ]
}

/** What the machine alone answers to a move where the case stands. */
function answering(move: Move, standing: string): readonly string[] {
  const { type } = move
  const who = move.kind === 'command' ? { by: move.by, delegate: move.delegate ?? null, facts: {} } : {}
  const told = move.kind === 'clock' ? { key: move.key, n: 1 } : move.data
  return [
    `  const { definition, state, clock } = ${standing}`,
    `  const event = { ...${JSON.stringify({ ...told, type, ...who })}, at: clock.at }`,
    '  const answer = () => {',
    '    const { taken, state: after } = definition.machine.next(state.machine, event)',
    '    return { taken, value: after.value, context: after.context }',
    '  }',
  ]
}

/** The same command at the same moment once more. */
function twice(command: object, caseType: string): readonly string[] {
  return [
    `  const command = ${JSON.stringify(command)}`,
    '  const once = paper.after(paper.send(command).drafts)',
    '  const { refusal, state } = once.send(command)',
    `  const isMeant = refusal !== undefined || ${caseType}.commands[command.type]?.repeatable === true`,
    '  expect(isMeant ? once.state.machine : state.machine).toEqual(once.state.machine)',
  ]
}

/** How many commands a test tries. */
const mostTried = 48

/** How often a round is gone in a test: once would be no circle where what it uses up is used up later. */
const rounds = 20

/** The moves of a round again and again, the clock set on to each deadline. */
function roundOf(moves: readonly ToldMove[]): readonly string[] {
  const steps = moves.map(({ move }) => {
    if (move.kind !== 'clock') return `    () => here.send(${JSON.stringify(commandOf({ move, at: undefined }))}),`
    return `    () => here.advance(due(${[move.name, move.key, move.rung].map(one => JSON.stringify(one)).join(', ')})),`
  })
  const hasClock = moves.some(({ move }) => move.kind === 'clock')
  return [
    '  let here = paper',
    ...(hasClock
      ? [
          '  const due = (name, key, rung) =>',
          '    here.state.deadlines',
          '      .find(one => one.name === name && one.key === key)',
          '      ?.rungs.find(one => one.rung === rung && !one.fired)?.at ?? here.clock.at',
        ]
      : []),
    '  const round = [',
    ...steps,
    '  ]',
    '  let rounds = 0',
    '  const isDone = ({ refusal, drafts }) => {',
    '    here = here.after(drafts)',
    '    return refusal === undefined && drafts.length > 0',
    '  }',
    `  while (rounds < ${rounds} && round.every(step => isDone(step()))) rounds += 1`,
    '  // Nobody can go round as often as they like.',
    `  expect(rounds).toBeLessThan(${rounds})`,
  ]
}

/** Names that no variable may have. */
const reserved = new Set(
  'await break case catch class const continue debugger default delete do else enum export extends false finally for function if implements import in instanceof interface let new null package private protected public return static super switch this throw true try typeof var void while with yield expect it opened commands paper'.split(
    ' ',
  ),
)

function identifierOf(name: string): string {
  const identifier = name.replaceAll(/-([a-z\d])/g, (_, letter: string) => letter.toUpperCase())
  return reserved.has(identifier) ? `${identifier}CaseType` : identifier
}
