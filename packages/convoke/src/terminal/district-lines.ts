// The figures of a simulation district by district: what a reader compares at a glance; all others are in the document.
import type { Locale } from '@convoke/core'
import { amountText, figureTitle, type Indicator, type SimulationResult } from '@convoke/simulate'
import { cleanLine } from './clean.js'
import type { SimulationLook } from './started-lines.js'
import { table } from './table.js'

const heads: Readonly<Record<Locale, string>> = { en: 'By district', 'zh-CN': '分片区' }

/** As many as somebody reads. */
const most = 20

/**
 * Time to close, how busy parties are and deadlines met in each district, and what a scenario asked for beside: recovery, cost, scores. None where it
 * has no districts.
 */
export function districtLines(
  { districts = [], titles }: SimulationResult,
  { lang, caseTypes }: SimulationLook,
): readonly string[] {
  const isTold = ({ id, kind, dims }: Indicator) =>
    (id !== 'timeToClose' || kind === 'mean') && (id !== 'cost' || dims.party === undefined) && dims.skill === undefined
  const told = districts.filter(isTold)
  const ids = ['timeToClose', 'utilisation', 'deadlineMet', 'recovery', 'cost', 'score']
  const shown = ids.flatMap(id => told.filter(one => one.id === id))
  if (shown.length === 0) return []
  const rows = shown
    .slice(0, most)
    .map(one => [
      cleanLine(figureTitle(one, { caseTypes, parties: titles })[lang]),
      one.estimate === null ? '–' : amountText(one.estimate, one.unit, lang),
      one.ci === null ? '' : one.ci.map(bound => amountText(bound, one.unit, lang)).join(' – '),
    ])
  const rest = shown.length - rows.length
  return ['', heads[lang], ...table(rows, 2), ...(rest > 0 ? [`  … +${rest}`] : [])]
}
