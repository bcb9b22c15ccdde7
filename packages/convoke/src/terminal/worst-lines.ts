// The slowest cases of a simulation, each by the name under which it can be looked at.
import type { Locale } from '@convoke/core'
import {
  amountText,
  type Comparison,
  type SimulationResult,
  sameSlowCase,
  type WorstCase,
  worstCaseEnd,
  worstCaseName,
} from '@convoke/simulate'
import { cleanLine } from './clean.js'
import type { SimulationLook } from './started-lines.js'
import { table } from './table.js'

const words: Readonly<Record<Locale, Readonly<Record<'first' | 'other' | 'beside', string>>>> = {
  en: {
    first: 'The slowest cases (look at one: --exemplar slow.json --case NAME)',
    other: '{name}: the {n} slowest of each case type (look at one: --exemplar slow.json --case NAME --policy POLICY)',
    beside: 'under the first policy {ms}, {end}',
  },
  'zh-CN': {
    first: '最慢的办件（查看其中一件：--exemplar slow.json --case 名称）',
    other: '{name}：每种办件最慢的 {n} 件（查看其中一件：--exemplar slow.json --case 名称 --policy 方案）',
    beside: '首个方案下 {ms}，{end}',
  },
}

/** So many are told of each policy beside the first; the document has all. */
const toldOfOthers = 3

/**
 * Of each case type the slowest cases: name, how long each took or lay open, and what it ended as; then the slowest few under each other policy. None where no case
 * was measured.
 */
export function worstLines(result: SimulationResult, look: SimulationLook): readonly string[] {
  const { lang, paint } = look
  const first =
    result.worst.length === 0
      ? []
      : [
          '',
          paint.bold(words[lang].first),
          ...table(
            result.worst.map(one => cellsOf(one, look)),
            2,
          ),
        ]
  return [...first, ...result.comparisons.flatMap(comparison => otherLines(comparison, result, look))]
}

function otherLines({ name, worst }: Comparison, { worst: first }: SimulationResult, look: SimulationLook) {
  if (worst.length === 0) return []
  const { lang, paint } = look
  const told = worst.filter(
    (one, i) => worst.slice(0, i).filter(({ caseType }) => caseType === one.caseType).length < toldOfOthers,
  )
  const rows = told.map(one => {
    const same = sameSlowCase(one, first)
    if (same === undefined) return [...cellsOf(one, look), '']
    const [, ms = '', end = ''] = cellsOf(same, look)
    return [...cellsOf(one, look), filled(words[lang].beside, { ms, end })]
  })
  const head = filled(words[lang].other, { name: cleanLine(name), n: String(toldOfOthers) })
  return ['', paint.bold(head), ...table(rows, 2)]
}

function cellsOf(one: WorstCase, { lang, caseTypes }: SimulationLook): readonly string[] {
  return [
    cleanLine(worstCaseName(one)),
    amountText(one.ms, 'ms', lang),
    cleanLine(worstCaseEnd(one, { caseTypes })[lang]),
  ]
}

function filled(template: string, details: Readonly<Record<string, string>>): string {
  return template.replace(/\{(\w+)\}/g, (_, detail: string) => details[detail] ?? '')
}
