// A calibration onto a case type, for whoever will use its numbers.
import type { AnyCaseType, Locale } from '@convoke/core'
import { amountText } from '@convoke/simulate'
import type { CalibrationOnto, DutyFound, LeftOut } from '@convoke/simulate/calibrate'
import { arrivalLines, familyName, percentText } from './calibration-lines.js'
import { cleanLine } from './clean.js'
import type { Paint } from './paint.js'
import { cut, table } from './table.js'

type Words = Readonly<Record<string, string>>

const told: Readonly<Record<Locale, Words>> = {
  en: {
    head: '{type} {version}: {opened} of {cases} cases opened, {settled} settled; {done} of {events} events carried out, {ignored} left out as the map says',
    outcomes: 'ends as',
    duties: 'what parties do, and how soon',
    dutyHead: 'task|party|arose|done|mean|distribution|p|chosen',
    any: 'any',
    never: 'never',
    works: '{task} (work)',
    leftOut: 'not in the scenario',
    unmapped: 'not mapped',
    refused: 'refused',
    cell: 'not among the values',
    before: 'before the opening',
    after: 'after the end',
    free: "nobody's duty",
    times: '{count} times',
    rows: 'rows {rows}',
    more: '… and {count} more kinds; --json lists all.',
    unsettled: '{count} cases over by the log stand at: {states}; {cases}',
    openings: '{count} different openings, the most common first',
  },
  'zh-CN': {
    head: '{type} {version}：{cases} 件中 {opened} 件立案、{settled} 件办结；{events} 个事件中 {done} 个已执行，{ignored} 个按对应表略去',
    outcomes: '办理结果',
    duties: '各方怎么办、多快办',
    dutyHead: '任务|单位|产生|办理|均值|分布|p|选择',
    any: '不区分',
    never: '从不',
    works: '{task}（办理）',
    leftOut: '未进入情景的事件',
    unmapped: '未对应',
    refused: '未获准',
    cell: '不在取值之中',
    before: '早于立案',
    after: '办结之后',
    free: '非任务',
    times: '{count} 次',
    rows: '第 {rows} 行',
    more: '…… 另有 {count} 类；--json 列出全部。',
    unsettled: '日志中已结束的 {count} 件停在：{states}；{cases}',
    openings: '{count} 种立案内容，最常见者在前',
  },
}

/** Kinds of events that are told on the screen; the document has all. */
const most = 15

/** What a log says of a case type: what became of its events, and what parties do. */
export function ontoLines(
  { caseType: named, replay, duties, openings, arrivals, notes }: CalibrationOnto,
  { lang, paint, caseType }: { readonly lang: Locale; readonly paint: Paint; readonly caseType: AnyCaseType },
): readonly string[] {
  const labels = caseType.labels[lang]
  const word = (name: string, details: Words = {}) =>
    (told[lang][name] as string).replace(/\{(\w+)\}/g, (_, detail: string) => details[detail] ?? '')
  const label = (group: 'tasks' | 'commands' | 'outcomes' | 'states', name: string) => {
    const own = (labels[group] ?? {}) as Words
    return cleanLine(Object.hasOwn(own, name) ? (own[name] as string) : name)
  }
  const { opened, cases, settled, carriedOut, events, ignored, leftOut, unsettled, outcomes } = replay
  return [
    paint.bold(
      word('head', {
        ...{ type: labels.title, version: named.version, opened: String(opened), cases: String(cases) },
        ...{ settled: String(settled), done: String(carriedOut), events: String(events), ignored: String(ignored) },
      }),
    ),
    ...(outcomes.length === 0
      ? []
      : [
          `  ${word('outcomes')}: ${outcomes.map(({ outcome, count }) => `${label('outcomes', outcome)} ${count}`).join(', ')}`,
        ]),
    ...(openings.length < 2 ? [] : [`  ${word('openings', { count: String(openings.length) })}`]),
    ...leftOutLines(leftOut, { lang, paint, word, label }),
    ...unsettled.map(({ states, count, cases: ids }) =>
      cut(
        `  ${word('unsettled', { count: String(count), states: states.map(one => label('states', one)).join(', '), cases: ids.map(cleanLine).join(', ') })}`,
        300,
      ),
    ),
    ...arrivalLines(arrivals, { lang, paint }),
    '',
    paint.bold(word('duties')),
    ...table([word('dutyHead').split('|'), ...duties.flatMap(duty => dutyRows(duty, { lang, word, label }))], 2),
    '',
    ...notes.map(note => paint.yellow(cleanLine(note[lang]))),
  ]
}

interface Telling {
  readonly lang: Locale
  readonly word: (name: string, details?: Words) => string
  readonly label: (group: 'tasks' | 'commands' | 'outcomes' | 'states', name: string) => string
}

function leftOutLines(
  leftOut: readonly LeftOut[],
  { paint, word, label, lang }: Telling & { readonly paint: Paint },
): readonly string[] {
  if (leftOut.length === 0) return []
  const lines = leftOut.slice(0, most).map(({ fate, activity, command, code, reason, count, rows, states }) => {
    const title = command === null ? '' : label('commands', command)
    const as = ['', activity].includes(title) || command === activity ? '' : ` → ${title}`
    const at = states.length === 0 || fate !== 'refused' ? '' : ` [${label('states', states.at(-1) as string)}]`
    const why = code === null ? cleanLine(reason[lang]) : `${cleanLine(reason[lang])} ${code}`
    const where = word('rows', { rows: `${rows.slice(0, 5).join(', ')}${rows.length > 5 ? ' …' : ''}` })
    return cut(
      `  ${cleanLine(activity)}${as}  ${word(fate)}, ${word('times', { count: String(count) })}${at}  ${where}  ${paint.dim(why)}`,
      400,
    )
  })
  const more = leftOut.length > most ? [`  ${word('more', { count: String(leftOut.length - most) })}`] : []
  return ['', paint.yellow(word('leftOut')), ...lines, ...more]
}

function dutyRows({ task, party, n, acted, choices, delay, effort }: DutyFound, { lang, word, label }: Telling) {
  const about = [label('tasks', task), party === null ? word('any') : cleanLine(party), String(n), String(acted)]
  const [first] = choices.filter(({ visit }) => visit !== 'later')
  const chosen =
    first === undefined
      ? word('never')
      : [...first.commands]
          .sort((a, b) => b.count - a.count)
          .map(({ command, share }) =>
            first.commands.length === 1
              ? label('commands', command)
              : `${label('commands', command)} ${percentText(share.estimate, lang)}`,
          )
          .join(', ')
  const cells = (fit: DutyFound['delay']) =>
    fit === null
      ? ['', '', '']
      : [amountText(fit.mean, 'ms', lang), familyName(fit, lang), fit.test?.ksP.toFixed(2) ?? '']
  const worked =
    effort === null ? [] : [[word('works', { task: about[0] as string }), '', '', '', ...cells(effort), '']]
  return [[...about, ...cells(delay), cut(chosen, 120)], ...worked]
}
