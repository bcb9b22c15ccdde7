// The cases that were open at the start, the likeliest to be late first: what somebody can look after tomorrow.
import { amountText, differenceText, figureTitle, type Titles } from '../study/figure-words.js'
import type { Comparison, Sentence, SimulationResult } from '../study/result.js'
import type { Chance, StartedDifference, StartedOutlook } from '../study/started.js'
import { both, each, tableOf, text } from './markup.js'
import { words } from './report-words.js'

const said = (zh: string, en: string): Sentence => ({ 'zh-CN': zh, en })

const own = {
  title: said('起点在办件：先保哪些', 'Open at the start: which to look after first'),
  case: said('办件', 'Case'),
  late: said('逾期概率', 'P(overdue)'),
  closed: said('按期末办结的概率', 'P(settled by the last day)'),
  next: said('下一期限', 'Next period'),
  already: said('已有期限逾期', 'late already'),
  none: said('未见在办件有期限将逾期。', 'No period of an open case is seen to pass.'),
} as const

/** As many as somebody can look after in a day; all are in the document. */
const most = 20

/** The section, with its title; undefined where no case was open at the start. */
export function startedSection(
  { started, comparisons }: SimulationResult,
  titles: Titles,
): readonly [title: Sentence, body: string] | undefined {
  if (started === undefined) return undefined
  const risky = started
    .map((one, i) => ({ one, differences: comparisons.map(comparison => differenceOf(comparison, i)) }))
    .filter(({ one }) => (one.late.estimate ?? 0) > 0)
    .sort((a, b) => (b.one.late.estimate ?? 0) - (a.one.late.estimate ?? 0))
  const already = started.filter(one => one.isLateAlready).length
  const ofThem = already === 0 ? '' : ` ${both(said(`已有期限逾期的：${already} 件。`, `Late already: ${already}.`))}`
  if (risky.length === 0) return [own.title, `<p>${both(own.none)}${ofThem}</p>`]
  const heads = [own.case, own.late, own.closed, own.next, ...comparisons.map(differenceTitle)]
  const rows = risky
    .slice(0, most)
    .map(({ one, differences }) => [
      text(one.reference === '' ? one.caseId : one.reference),
      chance(one.late),
      chance(one.closed),
      nextOf(one, titles),
      ...differences.map(moved),
    ])
  const shown = said(
    `共 ${started.length} 件在办，${risky.length} 件可能逾期，列出 ${rows.length} 件。`,
    `${started.length} cases were open, ${risky.length} of them may be late; ${rows.length} are told.`,
  )
  return [own.title, `${tableOf(heads, rows, 'numbers')}<p><small>${both(shown)}${ofThem}</small></p>`]
}

const differenceTitle = ({ name }: Comparison): Sentence =>
  said(`“${name}”：${words.difference['zh-CN']}`, `“${name}”: ${words.difference.en.toLowerCase()}`)

function differenceOf({ started }: Comparison, i: number): StartedDifference | undefined {
  return started?.[i]
}

function chance({ estimate, ci }: Chance): string {
  if (estimate === null) return both(words.undefined)
  const share = (value: number) => each(locale => text(amountText(value, 'share', locale)))
  return `${share(estimate)}${ci === null ? '' : ` <small>${share(ci[0])} … ${share(ci[1])}</small>`}`
}

function moved(one: StartedDifference | undefined): string {
  if (one === undefined) return '–'
  const change = (value: number) => each(locale => text(differenceText(value, 'share', locale)))
  return `${change(one.diff)}${one.ci === null ? '' : ` <small>${change(one.ci[0])} … ${change(one.ci[1])}</small>`}`
}

function nextOf({ next, caseType, isLateAlready }: StartedOutlook, titles: Titles): string {
  const late = isLateAlready ? `<br><small>${both(own.already)}</small>` : ''
  if (next === null) return `–${late}`
  const about = { id: 'deadlineMet', dims: { caseType, deadline: next.deadline } }
  return `${both(figureTitle(about, titles, { isShort: true }))}${late}`
}
