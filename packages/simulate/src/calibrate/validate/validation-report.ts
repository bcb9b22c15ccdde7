// A validation as one page for a browser.
import type { Locale, ReportFont } from '@convoke/core'
import type { Chart, ChartArm } from '../../report/charts.js'
import { both, each, tableOf, text } from '../../report/markup.js'
import { figuresOf, pageOf } from '../../report/page.js'
import { amountText } from '../../study/figure-words.js'
import type { Sentence } from '../../study/result.js'
import type { MadeDistance, Validation } from './validate.js'

const said = (zh: string, en: string): Sentence => ({ 'zh-CN': zh, en })

const words = {
  title: said('校准验证报告', 'Check of a calibration'),
  distances: said('距离：越小越近', 'Distances: the smaller, the nearer'),
  measure: said('比较什么', 'What is compared'),
  unit: said('单位', 'Unit'),
  calibrated: said('校准的情景', 'calibrated'),
  exponential: said('全部随机（基线）', 'all at random (baseline)'),
  resampled: said('早前办件重抽（基线）', 'earlier cases drawn anew (baseline)'),
  floor: said('对半（下限）', 'half from half (floor)'),
  none: said('不适用', 'not told'),
  partial: said(
    '中途停止：只含已完成的日志，结果不完整',
    'Stopped before the end: only the logs that were made, and not the whole check',
  ),
  histograms: said('直方图：距离会掩盖规律', 'Histograms: what a distance can hide'),
  real: said('实际', 'real'),
  simulated: said(
    '模拟（均值，竖线为各份日志的最小与最大）',
    'simulated (mean; lines from the least to the most of the logs)',
  ),
  percent: said('%', '%'),
  table: said('表', 'table'),
  read: said('怎么看', 'How to read it'),
  notes: said('说明', 'Notes'),
  hours: said('小时', 'hours'),
  share: said('比例', 'share'),
} as const

const names: Readonly<Record<Validation['measures'][number]['id'], Sentence>> = {
  ngram: said('环节先后（三连）', 'what follows what (n-grams of three)'),
  controlFlow: said('完整流程（CFLD）', 'whole courses (CFLD)'),
  absoluteEvents: said('事件在时间轴上', 'events in time'),
  circadianEvents: said('事件在一天之中', 'events in the day'),
  relativeEvents: said('事件在到达之后', 'events after arrival'),
  caseArrival: said('到达', 'arrivals'),
  cycleTime: said('至最后事件的用时', 'time to the last event'),
  circadianWorkforce: said('一周中的在岗人数', 'people at work in the week'),
}

const histogramNames: Readonly<Record<Validation['histograms'][number]['id'], Sentence>> = {
  arrivalHour: said('几点到达', 'Hour of arrival'),
  hourOfDay: said('几点办理', 'Hour of what happens'),
  dayOfWeek: said('星期几办理', 'Day of the week of what happens'),
  cycleTime: said('至最后事件的用时', 'Time to the last event'),
}

const weekdays: readonly Sentence[] = [
  said('周一', 'Mon'),
  said('周二', 'Tue'),
  said('周三', 'Wed'),
  said('周四', 'Thu'),
  said('周五', 'Fri'),
  said('周六', 'Sat'),
  said('周日', 'Sun'),
]

/** What a page is made with. */
export interface ValidationReportOptions {
  /** What the log is called. */
  readonly title: string
  /** Draws the histograms: `chartScript` of `@convoke/simulate/report-script`. Without it there are tables only. */
  readonly script?: string | undefined
  readonly fonts?: readonly ReportFont[] | undefined
  /** The language the page begins in; the other is a click away. Default: `zh-CN`. */
  readonly locale?: Locale | undefined
}

/**
 * A validation as one HTML file in Chinese and English 校准验证报告: what it comes to in a sentence, the distances beside both baselines and the
 * floor, each with its interval, and the histograms. It asks nothing of a network; text of users is escaped. Pure.
 *
 * @example
 * const at = (n: number) => Date.parse('2026-03-02T09:00:00Z') + n * 3_600_000
 * const events = Array.from({ length: 90 }, (_, i) => [
 *   { caseId: `c${i}`, activity: 'Receive', at: at(12 * i), row: 2 * i + 1 },
 *   { caseId: `c${i}`, activity: 'Answer', at: at(12 * i + 1 + (i % 7)), row: 2 * i + 2 },
 * ]).flat()
 * const validation = validateCalibration({ events, broken: [] }, { name: 'letters', bootstrap: 0, logs: 2 })
 * validationReportOf(validation, { title: '<b>Letters</b>' }).includes('<b>Letters') // => false
 */
export function validationReportOf(
  validation: Validation,
  { title, script, fonts = [], locale = 'zh-CN' }: ValidationReportOptions,
): string {
  const { status, training, test, logs, measures, histograms, notes } = validation
  const charts = histograms.map(chartOf)
  const date = (at: number) => new Date(at + 12 * 3_600_000).toISOString().slice(0, 10)
  const about = said(
    `校准 ${training.cases} 件（${date(training.from)} 起），与其后 ${test.cases} 件（${date(test.from)} 起）比较，每种各生成 ${logs} 份日志`,
    `${training.cases} cases from ${date(training.from)} on were calibrated, and held against ${test.cases} from ${date(test.from)} on; ${logs} logs of each kind`,
  )
  return pageOf({
    title: `${title} · ${words.title['zh-CN']} ${words.title.en}`,
    ...{ script, fonts, charts, locale },
    body: [
      `<h1>${text(title)} <small>${both(words.title)}</small></h1>`,
      `<p class="held">${both(about)}</p>`,
      status === 'partial' ? `<p class="partial">${both(words.partial)}</p>` : '',
      `<p class="advice">${both(verdictOf(validation))}</p>`,
      `<h2>${both(words.distances)}</h2>`,
      tableOf(
        [words.measure, words.unit, words.calibrated, words.exponential, words.resampled, words.floor],
        measures.map(({ id, unit, calibrated, exponential, resampled, floor }) => [
          both(names[id]),
          both(words[unit]),
          `<b>${told(calibrated)}</b>`,
          told(exponential),
          told(resampled),
          floor === null ? both(words.none) : text(floor.toFixed(2)),
        ]),
        'numbers',
      ),
      `<section><h3>${both(words.read)}</h3><ul class="small">${howToRead.map(one => `<li>${both(one)}</li>`).join('')}</ul></section>`,
      `<h2>${both(words.histograms)}</h2>`,
      ...figuresOf(charts, script),
      ...histograms.map(
        one =>
          `<details><summary>${both(histogramNames[one.id])} <small>${both(words.table)}</small></summary>${tableOf(
            [histogramNames[one.id], words.real, words.simulated],
            one.bins.map((_, i) => [
              both(binOf(one, i)),
              percent(one.real[i]),
              `${percent(one.simulated[i])} <small>${percent(one.least[i])} … ${percent(one.most[i])}</small>`,
            ]),
            'numbers',
          )}</details>`,
      ),
      `<section><h3>${both(words.notes)}</h3><ul class="small">${notes.map(one => `<li>${both(one)}</li>`).join('')}</ul></section>`,
    ],
  })
}

const howToRead: readonly Sentence[] = [
  said(
    '“对半”是实际日志的一半与另一半的距离：没有模型能指望更近。',
    '“Half from half” is how far one half of the real log is from the other: no model can be expected to be nearer.',
  ),
  said(
    '“全部随机”只知道均值；校准的情景应明显更近，否则日志中的规律没有进入情景。',
    '“All at random” knows means only; the calibrated scenario should be clearly nearer, or what is in the log did not get into it.',
  ),
  said(
    '“重抽”把早前的整件办件搬到后段；若它更近，说明办件之间的差异多于环节之间的差异。',
    '“Drawn anew” moves whole earlier cases into the later part; where it is nearer, cases differ more among themselves than activities do.',
  ),
  said(
    '以小时计的距离是把一个分布搬成另一个平均要移动多远；比例则是不相符的部分。',
    'Distances in hours say how far one distribution has to be moved on average to be the other; shares say which part does not agree.',
  ),
]

/** Which baselines the scenario beats beyond chance, by the intervals. */
function verdictOf({ measures }: Validation): Sentence {
  const told = measures.filter(({ calibrated }) => calibrated.mean !== null)
  const nearer = (than: 'exponential' | 'resampled') =>
    told.filter(
      ({ calibrated, [than]: other }) =>
        (calibrated.ci?.[1] ?? calibrated.mean ?? 0) < (other.ci?.[0] ?? other.mean ?? 0),
    )
  const farther = told.filter(
    ({ calibrated, exponential }) =>
      (calibrated.ci?.[0] ?? calibrated.mean ?? 0) > (exponential.ci?.[1] ?? exponential.mean ?? 0),
  )
  const of = told.length
  const [random, drawn] = [nearer('exponential').length, nearer('resampled').length]
  const worse = (locale: 'zh-CN' | 'en') =>
    farther.map(({ id }) => names[id][locale]).join(locale === 'en' ? ', ' : '、')
  return said(
    `在 ${of} 项比较中，校准的情景有 ${random} 项确比“全部随机”更近，${drawn} 项确比重抽早前办件更近${farther.length === 0 ? '' : `；但以下各项反而更远：${worse('zh-CN')}`}。`,
    `Of ${of} comparisons the calibrated scenario is surely nearer than everything at random in ${random}, and than earlier cases drawn anew in ${drawn}${farther.length === 0 ? '' : `; but it is farther in: ${worse('en')}`}.`,
  )
}

function told({ mean, ci }: MadeDistance): string {
  if (mean === null) return both(words.none)
  return `${text(mean.toFixed(2))}${ci === null ? '' : ` <small>${text(`${ci[0].toFixed(2)} … ${ci[1].toFixed(2)}`)}</small>`}`
}

function percent(value: number | undefined): string {
  return each(locale => text(amountText(value ?? 0, 'share', locale)))
}

type Histogram = Validation['histograms'][number]

function binOf({ id, bins }: Histogram, i: number): Sentence {
  const bin = bins[i] ?? ''
  if (id === 'dayOfWeek') return weekdays[i] ?? said(bin, bin)
  if (id === 'cycleTime') return said(bin.replace('h', '小时').replace('d', '天'), bin)
  return said(`${bin} 时`, `${bin}`)
}

function chartOf(histogram: Histogram): Chart {
  const { id, bins, real, simulated, least, most } = histogram
  const hundred = (values: readonly number[]) => values.map(value => 100 * value)
  const nothing = real.map(() => null)
  const arms: readonly ChartArm[] = [
    { name: words.real, mid: hundred(real), lo: nothing, hi: nothing },
    { name: words.simulated, mid: hundred(simulated), lo: hundred(least), hi: hundred(most) },
  ]
  return {
    ...{ id, kind: 'bars', title: histogramNames[id], unit: words.percent, arms },
    categories: bins.map((_, i) => binOf(histogram, i)),
  }
}
