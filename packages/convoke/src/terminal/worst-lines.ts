// The slowest cases of a simulation, each by the name under which it can be looked at.
import type { Locale } from '@convoke/core'
import { amountText, type SimulationResult, worstCaseEnd, worstCaseName } from '@convoke/simulate'
import { cleanLine } from './clean.js'
import type { SimulationLook } from './started-lines.js'
import { table } from './table.js'

const heads: Readonly<Record<Locale, string>> = {
  en: 'The slowest cases (look at one: --exemplar slow.json --case NAME)',
  'zh-CN': '最慢的办件（查看其中一件：--exemplar slow.json --case 名称）',
}

/** Of each case type the slowest cases: name, how long each took or lay open, and what it ended as. None where no case was measured. */
export function worstLines({ worst }: SimulationResult, { lang, paint, caseTypes }: SimulationLook): readonly string[] {
  if (worst.length === 0) return []
  const rows = worst.map(one => [
    cleanLine(worstCaseName(one)),
    amountText(one.ms, 'ms', lang),
    cleanLine(worstCaseEnd(one, { caseTypes })[lang]),
  ])
  return ['', paint.bold(heads[lang]), ...table(rows, 2)]
}
