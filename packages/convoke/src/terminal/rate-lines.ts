// The rates by which places assess cases: each with its interval, what it counts, of how many, and what is left out.
import type { Locale } from '@convoke/core'
import { type AssessedPack, type AssessedRate, amountText, type ComparedRow } from '@convoke/simulate'
import { cleanLine } from './clean.js'
import type { SimulationLook } from './started-lines.js'
import { table } from './table.js'

/** The rates of each pack that the scenario names; none where it names none. */
export function rateLines(packs: readonly AssessedPack[] = [], { lang, caseTypes }: SimulationLook): readonly string[] {
  return packs.flatMap(pack => {
    const type = caseTypes.find(({ name }) => name === pack.caseType)?.labels[lang].title ?? pack.caseType
    return [
      '',
      cleanLine(headOf(pack, type, lang)),
      ...table(
        pack.rates.map(rate => [cleanLine(rate.title[lang]), ...shareOf(rate, lang), cleanLine(madeOf(rate, lang))]),
        2,
      ),
    ]
  })
}

/** How far these rates differ, in the order of their packs. Rates of units are told under their evaluation. */
export function rateRows(rows: readonly ComparedRow[], packs: readonly AssessedPack[] = []): readonly ComparedRow[] {
  return packs.flatMap(({ caseType, name: pack, rates }) =>
    rates.flatMap(({ name: rate }) => {
      const isOwn = ({ dims }: ComparedRow) => dims.caseType === caseType && dims.pack === pack && dims.rate === rate
      return rows.filter(row => row.id === 'rate' && isOwn(row))
    }),
  )
}

function headOf({ title, settled, counted, excluded }: AssessedPack, type: string, lang: Locale): string {
  const left = excluded.filter(({ cases }) => cases > 0)
  if (lang === 'en') {
    const out = left.map(({ title: reason, cases }) => `${cases} ${reason.en}`).join(', ')
    return `${title.en} (${type}): ${counted} of ${settled} settled cases count${out === '' ? '' : `; left out: ${out}`}`
  }
  const out = left.map(({ title: reason, cases }) => `${reason['zh-CN']} ${cases} 件`).join('、')
  return `${title['zh-CN']}（${type}）：办结 ${settled} 件，计入 ${counted} 件${out === '' ? '' : `；剔除：${out}`}`
}

function shareOf({ estimate, ci }: AssessedRate, lang: Locale): readonly [string, string] {
  const share = (value: number) => amountText(value, 'share', lang)
  if (estimate === null) return [lang === 'en' ? 'not defined' : '无定义', '']
  return [share(estimate), ci === null ? '' : `${share(ci[0])} – ${share(ci[1])}`]
}

function madeOf({ numerator, denominator, otherwise }: AssessedRate, lang: Locale): string {
  const among = denominator.title === null ? '' : denominator.title[lang]
  const rest =
    otherwise.title === null
      ? ''
      : lang === 'en'
        ? `; ${otherwise.cases} ${otherwise.title.en}`
        : `；${otherwise.title['zh-CN']} ${otherwise.cases} 件`
  return lang === 'en'
    ? `${numerator.cases} of ${denominator.cases}${among === '' ? '' : ` ${among}`}${rest}`
    : `${numerator.cases} / ${among}${among === '' ? '' : ' '}${denominator.cases} 件${rest}`
}
