// The rates by which places assess cases, on the page of whoever decides: how they are and would be, of how many cases, and what is left out.
import { sameDims } from '../run/tally.js'
import { amountText, differenceText } from '../study/figure-words.js'
import type { AssessedPack, AssessedRate } from '../study/rates.js'
import type { Comparison, Sentence, SimulationResult } from '../study/result.js'
import { both, each, tableOf, text } from './markup.js'
import { words } from './report-words.js'

const said = (zh: string, en: string): Sentence => ({ 'zh-CN': zh, en })

const own = {
  rate: said('指标', 'Rate'),
  of: said('分子 / 分母（件）', 'Counted, of how many cases'),
  unseen: said('未办结的不计入任何指标。', 'Cases that were not settled are in no rate.'),
} as const

/** The section about one pack, with its title; of a policy that is compared, or of how it is alone. */
export function rateSections(
  { rates = [] }: SimulationResult,
  comparison: Comparison | undefined,
): readonly (readonly [Sentence, string])[] {
  return rates.map(pack => {
    const then = comparison?.rates?.find(one => one.caseType === pack.caseType && one.name === pack.name)
    const rows = pack.rates.map(rate => {
      const after = then?.rates.find(({ name }) => name === rate.name)
      const dims = { caseType: pack.caseType, pack: pack.name, rate: rate.name }
      const row = comparison?.rows.find(one => one.id === 'rate' && sameDims(one.dims, dims))
      const cells = [both(rate.title), share(rate), madeOf(rate)]
      return comparison === undefined ? cells : [...cells, share(after), madeOf(after), moved(row)]
    })
    const heads = [own.rate, words.now, own.of]
    const table = tableOf(
      comparison === undefined ? heads : [...heads, words.after, own.of, words.difference],
      rows,
      'numbers',
    )
    const places = [
      ...new Set(pack.rates.map(({ jurisdiction, source, readOn }) => `${jurisdiction} ${source} ${readOn}`)),
    ]
    const told = [leftOut(pack, words.now), ...(then === undefined ? [] : [leftOut(then, words.after)]), own.unseen]
    const notes = `<p><small>${told.map(both).join(' ')} ${text(places.join('; '))}</small></p>`
    return [pack.title, `${table}${notes}`]
  })
}

function share(rate: AssessedRate | undefined): string {
  if (rate === undefined || rate.estimate === null) return both(words.undefined)
  const { estimate, ci } = rate
  const written = (value: number) => each(locale => text(amountText(value, 'share', locale)))
  return `${written(estimate)}${ci === null ? '' : ` <small>${written(ci[0])} … ${written(ci[1])}</small>`}`
}

function moved(row: Comparison['rows'][number] | undefined): string {
  if (row === undefined || row.diff === null) return both(words.undefined)
  const change = (value: number) => each(locale => text(differenceText(value, 'share', locale)))
  return `${change(row.diff)}${row.ci === null ? '' : ` <small>${change(row.ci[0])} … ${change(row.ci[1])}</small>`}`
}

function madeOf(rate: AssessedRate | undefined): string {
  if (rate === undefined) return '–'
  const { numerator, denominator, otherwise } = rate
  const rest =
    otherwise.title === null ? '' : `<br><small>${both(otherwiseWords(otherwise.title, otherwise.cases))}</small>`
  return `${numerator.cases} / ${denominator.cases}${rest}`
}

const otherwiseWords = (title: Sentence, cases: number): Sentence =>
  said(`${title['zh-CN']} ${cases}`, `${cases} ${title.en}`)

/** How many of the settled cases count under a policy, and why others do not. */
function leftOut({ settled, counted, excluded }: AssessedPack, when: Sentence): Sentence {
  const left = excluded.filter(({ cases }) => cases > 0)
  const zh = left.map(({ title, cases }) => `${title['zh-CN']} ${cases}`).join('、')
  const en = left.map(({ title, cases }) => `${cases} ${title.en}`).join(', ')
  return said(
    `${when['zh-CN']}：办结 ${settled} 件，计入 ${counted} 件${zh === '' ? '' : `，剔除${zh}`}。`,
    `${when.en}: ${counted} of ${settled} settled cases count${en === '' ? '' : `; left out: ${en}`}.`,
  )
}
