// What a simulation comes to as one page for a browser: everything in it, nothing asked of a network.
import type { AnyCaseType, Locale, ReportFont } from '@convoke/core'
import { type ComparedRow, reachedWords } from '../study/compare.js'
import { endedAmong } from '../study/ended.js'
import { amountText, differenceText, figureTitle, type Titles } from '../study/figure-words.js'
import type { Indicator } from '../study/indicators.js'
import type { Assumption, Comparison, Sentence, SimulationResult } from '../study/result.js'
import type { WorstCase } from '../study/worst-case.js'
import { sameSlowCase, worstCaseEnd, worstCaseName } from '../study/worst-words.js'
import { chartsOf } from './charts.js'
import { rankTables } from './evaluation-section.js'
import { leaderPage } from './leader-page.js'
import { both, each, tableOf, text } from './markup.js'
import { figuresOf, pageOf } from './page.js'
import { rateSections } from './rate-section.js'
import { words } from './report-words.js'
import { startedSection } from './started-section.js'

/** What a report is made with. */
export interface ReportOptions {
  /** Whose labels are shown: those of the simulation. */
  readonly caseTypes: readonly AnyCaseType[]
  /** Draws the charts: `chartScript` of `@convoke/simulate/report-script`. Without it there are tables only. */
  readonly script?: string | undefined
  /** Fonts the page brings along, so that Chinese is read on a machine without any. */
  readonly fonts?: readonly ReportFont[] | undefined
  /** The language the page begins in; the other is a click away. Default: `zh-CN`. */
  readonly locale?: Locale | undefined
}

/**
 * A simulation as one HTML file in Chinese and English 政策模拟报告: first a page for whoever decides about each policy (advice, what
 * changes, whose power it is and the article that limits it, effects in cases a month, price, losers, what to watch, what is
 * assumed and what is not modelled), then charts and every figure with its interval. It asks nothing of a network; a policy for
 * its content lets no script run but the one given; text of users is escaped. Pure.
 *
 * @example
 * import { errand, errandOpened } from '@convoke/core/testing'
 * const result = simulate(
 *   {
 *     name: '<b>Errands</b>',
 *     from: '2026-03-02',
 *     days: 10,
 *     replications: 4,
 *     cases: [{ type: 'errand', arrivals: { perDay: 4 }, opening: errandOpened.opening }],
 *   },
 *   { caseTypes: [errand] },
 * )
 * const page = reportOf(result, { caseTypes: [errand] })
 * page.startsWith('<!doctype html>') // => true
 * page.includes('<b>Errands') // => false
 */
export function reportOf(
  result: SimulationResult,
  { caseTypes, script, fonts = [], locale = 'zh-CN' }: ReportOptions,
): string {
  const titles: Titles = { caseTypes, parties: result.titles }
  const { design, status, warnings, comparisons, skipped } = result
  const held = result.assumptions.find(({ about }) => about === 'reactions')
  const open = startedSection(result, titles)
  const charts = chartsOf(result, caseTypes)
  return pageOf({
    title: `${design.name} · ${words.title['zh-CN']} ${words.title.en}`,
    ...{ script, fonts, charts, locale },
    body: [
      `<h1>${text(design.name)} <small>${both(words.title)}</small></h1>`,
      held === undefined ? '' : `<p class="held">${both(begun(heldWords(held, comparisons)))}</p>`,
      result.bottleneck === null ? '' : `<p>${both(result.bottleneck)}</p>`,
      status === 'partial' ? `<p class="partial">${both(words.partial)}</p>` : '',
      warnings.length === 0
        ? ''
        : `<section class="warnings"><h3>${both(words.warnings)}</h3><ul>${warnings.map(one => `<li>${both(begun(one))}</li>`).join('')}</ul></section>`,
      comparisons.length === 0 ? `<p class="advice">${both(words.alone)}</p>` : '',
      ...(comparisons.length === 0 ? rateSections(result, undefined) : []).map(
        ([title, body]) => `<section><h3>${both(title)}</h3>${body}</section>`,
      ),
      ...comparisons.map(comparison => leaderPage(result, comparison, titles)),
      '<div class="columns">',
      `<section><h3>${both(words.notModelled)}</h3><ul class="small">${skipped.map(one => `<li>${both(one)}</li>`).join('')}</ul></section>`,
      `<section><h3>${both(words.provenance)}</h3>${provenance(result)}<p class="small">${both(words.noPersons)}</p></section>`,
      '</div>',
      ...(open === undefined ? [] : [`<h2 class="break">${both(open[0])}</h2>`, open[1]]),
      `<h2${open === undefined ? ' class="break"' : ''}>${both(words.charts)}</h2>`,
      ...figuresOf(charts, script),
      `<h2>${both(words.figures)}</h2>`,
      `<details><summary>${both(words.figures)} (${result.indicators.length})</summary>${figuresTable(result.indicators, titles)}</details>`,
      result.worst.length === 0
        ? ''
        : `<details><summary>${both(words.worst)} (${result.worst.length})</summary>${worstTable(result.worst, titles)}</details>`,
      ...comparisons
        .filter(({ worst }) => worst.length > 0)
        .map(
          ({ name, worst }) =>
            `<details><summary>${text(name)}: ${both(words.worst)} (${worst.length})</summary>${worstTable(worst, titles, result.worst)}</details>`,
        ),
      result.groups === undefined
        ? ''
        : `<details><summary>${both(words.byGroup)} (${result.groups.length})</summary>${figuresTable(result.groups, titles)}</details>`,
      result.districts === undefined
        ? ''
        : `<details><summary>${both(words.byDistrict)} (${result.districts.length})</summary>${figuresTable(result.districts, titles)}</details>`,
      ...rankTables(result, titles).map(
        ([title, table]) => `<details><summary>${both(title)}</summary>${table}</details>`,
      ),
      ...comparisons.map(
        ({ name, rows }) =>
          `<details><summary>${text(name)}: ${both(words.differences)} (${rows.length})</summary>${differencesTable(rows, titles)}</details>`,
      ),
    ],
  })
}

/** How behaviour was held, also where only a policy that is compared has people react. */
function heldWords({ sentence }: Assumption, comparisons: readonly Comparison[]): Sentence {
  const reacting = comparisons
    .filter(({ changes }) => changes.some(({ path }) => path === 'reactions' || path.startsWith('reactions.')))
    .map(({ name }) => name)
  if (reacting.length === 0) return sentence
  return {
    'zh-CN': `现行方案中，${sentence['zh-CN']}；在${reacting.map(name => `“${name}”`).join('、')}中另有假定或实测的反应（见“改动”）`,
    en: `as it is, ${sentence.en}; under ${reacting.map(name => `“${name}”`).join(', ')} people react otherwise (see what changes)`,
  }
}

/** A sentence with a capital where it begins in English. */
function begun(sentence: Sentence): Sentence {
  return { ...sentence, en: sentence.en.charAt(0).toUpperCase() + sentence.en.slice(1) }
}

function provenance({ design, provenance: from, indicators }: SimulationResult): string {
  const level = Math.round(1000 * (indicators[0]?.level ?? 0.95)) / 10
  const levelText = each(locale => text(`${level}${locale === 'en' ? ' %' : '%'}`))
  const rows: readonly (readonly [Sentence, string])[] = [
    [{ 'zh-CN': '统计期间', en: 'Measured' }, `${design.firstDay} – ${design.lastDay}`],
    [{ 'zh-CN': '重复次数', en: 'Replications' }, String(design.replications)],
    [{ 'zh-CN': '随机种子', en: 'Seed' }, String(from.seed)],
    [
      { 'zh-CN': '办件类型版本', en: 'Case types' },
      Object.entries(from.versions)
        .map(([name, version]) => `${name} ${version}`)
        .join(', '),
    ],
    [{ 'zh-CN': '日历版本', en: 'Calendar' }, from.calendarEdition],
    [{ 'zh-CN': '随机方案', en: 'Random scheme' }, from.randomScheme],
    [{ 'zh-CN': '情景摘要', en: 'Scenario' }, from.scenarioHash.slice(0, 16)],
  ]
  return `<dl>${rows.map(([name, value]) => `<dt>${both(name)}</dt><dd>${text(value)}</dd>`).join('')}<dt>${both(words.level)}</dt><dd>${levelText}</dd></dl>`
}

function figuresTable(indicators: readonly Indicator[], titles: Titles): string {
  const endedOf = endedAmong(indicators)
  return tableOf(
    [words.figure, words.estimate, words.interval, words.n],
    indicators.map(one => [
      both(figureTitle(one, titles)),
      one.estimate === null
        ? both(words.undefined)
        : `${amount(one.estimate, one.unit)}${one.id === 'timeToClose' && one.kind === 'mean' && one.censored > 0 ? ` <small>${both(words.lowerBound)}</small>` : ''}`,
      one.ci === null ? '–' : `${amount(one.ci[0], one.unit)} … ${amount(one.ci[1], one.unit)}`,
      about(one.n, endedOf(one)),
    ]),
    'numbers',
  )
}

/** Each beside what the very same case came to under the first policy, where it is one of the slowest of that as well. */
function worstTable(cases: readonly WorstCase[], titles: Titles, first?: readonly WorstCase[]): string {
  const cells = (one: WorstCase) => [amount(one.ms, 'ms'), both(worstCaseEnd(one, titles))]
  const beside = (one: WorstCase) => {
    const same = first === undefined ? undefined : sameSlowCase(one, first)
    return same === undefined ? '–' : cells(same).join(' · ')
  }
  return tableOf(
    [words.worstCase, words.took, words.endedAs, ...(first === undefined ? [] : [words.sameCase])],
    cases.map(one => [text(worstCaseName(one)), ...cells(one), ...(first === undefined ? [] : [beside(one)])]),
    'numbers',
  )
}

/** How many things a figure is about, and how many of its cases had ended. */
function about(n: number, ended: number | undefined): string {
  if (ended === undefined) return text(String(n))
  const told = words.ended
  return `${text(String(n))} <small>${each(locale => text(told[locale].replace('{n}', String(ended))))}</small>`
}

function differencesTable(rows: readonly ComparedRow[], titles: Titles): string {
  const change = (value: number, unit: Indicator['unit']) => each(locale => text(differenceText(value, unit, locale)))
  return tableOf(
    [words.figure, words.difference, words.interval],
    rows.map(({ id, dims, kind, unit, diff, ci, n }) => [
      `${both(figureTitle({ id, dims, kind }, titles))}${reached({ id, n })}`,
      diff === null ? both(words.undefined) : change(diff, unit),
      ci === null ? '–' : `${change(ci[0], unit)} … ${change(ci[1], unit)}`,
    ]),
    'numbers',
  )
}

/** How many periods a share of them is of, where the policies differ in it. */
function reached(row: Pick<ComparedRow, 'id' | 'n'>): string {
  if (reachedWords(row, 'en') === undefined) return ''
  return ` <small>${each(locale => text(reachedWords(row, locale) ?? ''))}</small>`
}

function amount(value: number, unit: Indicator['unit']): string {
  return each(locale => text(amountText(value, unit, locale)))
}
