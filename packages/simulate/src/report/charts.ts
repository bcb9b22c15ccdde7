// What a report draws, as data: values in the unit that is shown, with their intervals, for each policy.
import type { AnyCaseType } from '@convoke/core'
import type { Effect } from '../study/effects.js'
import { effectTitle, figureTitle, type Titles } from '../study/figure-words.js'
import type { Indicator } from '../study/indicators.js'
import type { Comparison, Sentence, SimulationResult } from '../study/result.js'

/** The values of one policy, one for each category or moment; null where it is not defined. */
export interface ChartArm {
  readonly name: Sentence
  readonly mid: readonly (number | null)[]
  readonly lo: readonly (number | null)[]
  readonly hi: readonly (number | null)[]
}

/** One chart: a course over time with its band, points with their intervals, or bars side by side. Plain JSON. */
export interface Chart {
  readonly id: string
  readonly kind: 'band' | 'dots' | 'bars'
  readonly title: Sentence
  readonly unit: Sentence
  readonly t?: readonly number[]
  readonly categories?: readonly Sentence[]
  readonly arms: readonly ChartArm[]
  readonly isFromZero?: boolean
  /** Values end here. */
  readonly most?: number
  /** The first policy is not among the arms: they are what is different from it. */
  readonly isDifference?: boolean
}

const day = 86_400_000
const hour = 3_600_000

/** What the first policy is called, where others stand beside it. */
const firstName: Sentence = { 'zh-CN': '现行方案', en: 'as it is' }

interface Wanted {
  readonly id: string
  readonly title: Sentence
  readonly unit: Sentence
  readonly by: number
  readonly isFromZero: boolean
}

const wanted: readonly Wanted[] = [
  {
    id: 'timeToClose',
    title: { 'zh-CN': '办结用时', en: 'Time to close' },
    unit: { 'zh-CN': '天', en: 'days' },
    by: day,
    isFromZero: true,
  },
  {
    id: 'deadlineMet',
    title: { 'zh-CN': '按时率', en: 'Deadlines met' },
    unit: { 'zh-CN': '%', en: '%' },
    by: 0.01,
    isFromZero: false,
  },
  {
    id: 'outcome',
    title: { 'zh-CN': '办理结果', en: 'How cases end' },
    unit: { 'zh-CN': '% 的办件', en: '% of cases' },
    by: 0.01,
    isFromZero: true,
  },
  {
    id: 'utilisation',
    title: { 'zh-CN': '工作负荷', en: 'How busy people are' },
    unit: { 'zh-CN': '% 的工作时间', en: '% of working time' },
    by: 0.01,
    isFromZero: true,
  },
  {
    id: 'wait',
    title: { 'zh-CN': '排队等待', en: 'Waiting in queues' },
    unit: { 'zh-CN': '小时', en: 'hours' },
    by: hour,
    isFromZero: true,
  },
]

/** The charts of a report, in the order in which they are shown. Pure. */
export function chartsOf(
  result: Pick<SimulationResult, 'indicators' | 'series' | 'comparisons' | 'titles'>,
  caseTypes: readonly AnyCaseType[],
): readonly Chart[] {
  const titles: Titles = { caseTypes, parties: result.titles }
  const { comparisons } = result
  const all = [{ name: firstName, indicators: result.indicators }, ...comparisons.map(named)]
  return [
    ...(comparisons.length === 0 ? [] : differences(comparisons, titles)),
    ...courses(result, titles),
    ...wanted.flatMap(one => points(one, all, titles)),
  ]
}

const named = ({ name, indicators }: Comparison) => ({ name: { 'zh-CN': name, en: name }, indicators })

function differences(comparisons: readonly Comparison[], titles: Titles): readonly Chart[] {
  const keyOf = ({ id, dims }: Effect) => `${id} ${JSON.stringify(dims)}`
  const isMoved = ({ ci, diff }: Effect) => diff !== 0 || (ci !== null && ci[0] !== ci[1])
  const keys = [...new Set(comparisons.flatMap(({ effects }) => effects.filter(isMoved).map(keyOf)))]
  const about = keys.map(key => comparisons.flatMap(({ effects }) => effects).find(one => keyOf(one) === key) as Effect)
  if (keys.length === 0) return []
  return [
    {
      id: 'effects',
      kind: 'dots',
      title: { 'zh-CN': '与现行方案相比，每月多几件次、少几件次', en: 'How many more or fewer a month than as it is' },
      unit: { 'zh-CN': '每月件次', en: 'a month' },
      categories: about.map(effect => effectTitle(effect, titles)),
      isFromZero: true,
      isDifference: true,
      arms: comparisons.map(({ name, effects }) => {
        const own = keys.map(key => effects.find(one => keyOf(one) === key))
        return {
          name: { 'zh-CN': name, en: name },
          mid: own.map(one => one?.diff ?? null),
          lo: own.map(one => one?.ci?.[0] ?? null),
          hi: own.map(one => one?.ci?.[1] ?? null),
        }
      }),
    },
  ]
}

function courses({ series, comparisons }: Pick<SimulationResult, 'series' | 'comparisons'>, titles: Titles) {
  return series.map(({ id, dims, t, mid, lo, hi }): Chart => {
    const of = (name: Sentence, one: { mid: readonly number[]; lo: readonly number[]; hi: readonly number[] }) => ({
      ...{ name, mid: one.mid, hi: one.hi },
      lo: one.lo.map(value => Math.max(0, value)),
    })
    const others = comparisons.flatMap(({ name, series: own }) => {
      const same = own.find(one => one.id === id && one.dims.caseType === dims.caseType)
      return same === undefined ? [] : [of({ 'zh-CN': name, en: name }, same)]
    })
    return {
      ...{ id: `course ${id} ${dims.caseType ?? ''}`, kind: 'band', t, title: figureTitle({ id, dims }, titles) },
      unit: { 'zh-CN': '件', en: 'cases' },
      arms: [of(firstName, { mid, lo, hi }), ...others],
    }
  })
}

function points(
  { id, title, unit, by, isFromZero }: Wanted,
  all: readonly { readonly name: Sentence; readonly indicators: readonly Indicator[] }[],
  titles: Titles,
): readonly Chart[] {
  const keyOf = ({ kind, dims }: Indicator) => `${kind} ${JSON.stringify(dims)}`
  const own = all.map(
    ({ indicators }) => new Map(indicators.filter(one => one.id === id).map(one => [keyOf(one), one])),
  )
  const keys = [...new Set(own.flatMap(table => [...table.keys()]))].filter(key =>
    own.some(table => (table.get(key)?.estimate ?? null) !== null),
  )
  if (keys.length === 0) return []
  const scaled = (value: number | null | undefined) => (value === null || value === undefined ? null : value / by)
  return [
    {
      ...{ id, kind: 'dots', title, unit, isFromZero },
      ...(id === 'deadlineMet' || id === 'outcome' ? { most: 100 } : {}),
      categories: keys.map(key => {
        const one = own.map(table => table.get(key)).find(found => found !== undefined) as Indicator
        return figureTitle(one, titles, { isShort: true })
      }),
      arms: all.map(({ name }, i) => {
        const found = keys.map(key => own[i]?.get(key))
        return {
          name,
          mid: found.map(one => scaled(one?.estimate)),
          lo: found.map(one => scaled(one?.ci?.[0])),
          hi: found.map(one => scaled(one?.ci?.[1])),
        }
      }),
    },
  ]
}
