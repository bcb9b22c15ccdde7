// The cases that were open when a simulation began: which are the likeliest to be late.

import type { AnyCaseType, Locale } from '@convoke/core'
import { amountText, differenceText, figureTitle, type SimulationResult, type StartedOutlook } from '@convoke/simulate'
import { cleanLine } from './clean.js'
import type { Paint } from './paint.js'
import { table } from './table.js'

/** How the figures of a simulation are told. */
export interface SimulationLook {
  readonly lang: Locale
  readonly paint: Paint
  readonly caseTypes: readonly AnyCaseType[]
}

/** As many as somebody can look after in a day; all are in the document. */
const most = 20

const words: Readonly<Record<Locale, Readonly<Record<string, string>>>> = {
  en: {
    head: 'Open at the start: those that are the likeliest to be late ({shown} of {all})',
    already: 'late already',
    saved: 'those that gain most ({shown} of {all})',
  },
  'zh-CN': {
    head: '起点在办件：最可能逾期的（{shown}/{all} 件）',
    already: '已逾期',
    saved: '受益最大的在办件（{shown}/{all} 件）',
  },
}

type Shown = { readonly lang: Locale; readonly shown: number; readonly all: number }

const said = (name: string, { lang, shown, all }: Shown) =>
  (words[lang][name] as string).replace('{shown}', String(shown)).replace('{all}', String(all))

/** Cases by how likely each is to be late; none where none was open at the start. */
export function startedLines(
  { started = [] }: SimulationResult,
  { lang, caseTypes }: SimulationLook,
): readonly string[] {
  const risky = [...started].filter(({ late }) => (late.estimate ?? 0) > 0)
  risky.sort((a, b) => (b.late.estimate ?? 0) - (a.late.estimate ?? 0))
  const first = risky.slice(0, most)
  if (first.length === 0) return []
  const period = ({ next, caseType }: StartedOutlook) =>
    next === null
      ? ''
      : figureTitle(
          { id: 'deadlineMet', dims: { caseType, deadline: next.deadline } },
          { caseTypes },
          { isShort: true },
        )[lang]
  const rows = first.map(one => [
    nameOf(one),
    amountText(one.late.estimate ?? 0, 'share', lang),
    one.late.ci === null ? '' : one.late.ci.map(bound => amountText(bound, 'share', lang)).join(' – '),
    cleanLine(period(one)),
    one.isLateAlready ? said('already', { lang, shown: 0, all: 0 }) : '',
  ])
  return ['', said('head', { lang, shown: first.length, all: started.length }), ...table(rows, 2)]
}

/** Cases by how much less likely another policy makes each to be late. */
export function savedLines(
  { started: differences = [] }: SimulationResult['comparisons'][number],
  { started = [] }: SimulationResult,
  { lang }: SimulationLook,
): readonly string[] {
  const saved = differences
    .map(({ diff, ci }, i) => ({ diff, ci, name: nameOf(started[i] as StartedOutlook) }))
    .filter(({ diff }) => diff < 0)
    .sort((a, b) => a.diff - b.diff)
  const first = saved.slice(0, most)
  if (first.length === 0) return []
  const change = (value: number) => differenceText(value, 'share', lang)
  const rows = first.map(({ name, diff, ci }) => [name, change(diff), ci === null ? '' : ci.map(change).join(' … ')])
  return [`  ${said('saved', { lang, shown: first.length, all: differences.length })}`, ...table(rows, 2)]
}

const nameOf = ({ reference, caseId }: StartedOutlook) => cleanLine(reference === '' ? caseId : reference)
