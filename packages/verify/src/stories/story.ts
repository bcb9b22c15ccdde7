// A counterexample for people: sentences in both languages, a Mermaid sequence diagram, and a test to paste.
import { type AnyCaseType, type AnyLabels, escapeMermaid, type Locale, type WorkingCalendar } from '@convoke/core'
import { delegationOf } from '../model/acting.js'
import type { Move } from '../model/case-model.js'
import type { Opening } from '../model/opening.js'
import type { Sentence } from '../verdict.js'

/** A move with the moment it was made, epoch ms; undefined where it was not replayed. */
export interface ToldMove {
  readonly move: Move
  readonly at: number | undefined
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
 * The story as a test: the moves that can be given to a paper case, and what must not come of them.
 *
 * @param edition of the calendar it is on, which whoever pastes the test has at hand; default: every day works
 */
export function testOf(
  caseType: AnyCaseType,
  opened: Opening & { readonly at?: number | undefined },
  moves: readonly ToldMove[],
  proof: Proof,
  title: string,
  edition?: string,
): string {
  const isOfStep = proof.kind !== 'state'
  const commands = moves.flatMap(({ move, at }) =>
    move.kind === 'command'
      ? [{ type: move.type, ...actorOf(move), ...(at === undefined ? {} : { at }), ...move.sample }]
      : [],
  )
  const last = moves.at(-1)
  const step = isOfStep && last?.move.kind === 'command' ? commands.pop() : undefined
  const taken = step === undefined ? `paper.advance(${last?.at})` : `paper.send(${JSON.stringify(step)})`
  const delegations = new Map(
    moves.flatMap(({ move }) => {
      if (move.kind !== 'command' || move.delegate === undefined) return []
      const delegation = delegationOf(move.by, move.delegate)
      return [[delegation.id, delegation] as const]
    }),
  )
  const options = [
    ...(edition === undefined ? [] : ['calendar']),
    ...(delegations.size === 0 ? [] : [`delegations: ${JSON.stringify([...delegations.values()])}`]),
  ]
  const given = options.length === 0 ? '' : `, { ${options.join(', ')} }`
  return [
    `it(${JSON.stringify(title)}, () => {`,
    `  const opened = ${JSON.stringify(opened)}`,
    `  const commands = ${JSON.stringify(commands)}`,
    ...(edition === undefined ? [] : [`  // calendar: of the edition ${edition}`]),
    `  const paper = paperCase(${identifierOf(caseType.name)}, opened, commands${given})`,
    ...linesOf(proof, taken, identifierOf(caseType.name)),
    '})',
  ].join('\n')
}

/** Who gives a command of a test. */
function actorOf({ by, delegate }: Move & { kind: 'command' }): object {
  return delegate === undefined ? { by } : { by: delegate, onBehalfOf: by }
}

function linesOf(proof: Proof, taken: string, caseType: string): readonly string[] {
  if (proof.kind === 'refusal') return [`  expect(${taken}.refusal).toBeDefined()`]
  if (proof.kind === 'growth')
    return [
      `  const before = paper.state.machine.context[${JSON.stringify(proof.field)}]`,
      `  const after = ${taken}.state.machine.context[${JSON.stringify(proof.field)}]`,
      '  const size = one => (typeof one === "number" ? one : Object.keys(one ?? {}).length)',
      '  expect(size(after)).toBeGreaterThanOrEqual(size(before))',
    ]
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

function identifierOf(name: string): string {
  return name.replaceAll(/-([a-z])/g, (_, letter: string) => letter.toUpperCase())
}
