// Runs in the page of a report: draws what `chartsOf` worked out, in the language that is chosen. Asks nothing of a network.
import { BarChart, CustomChart, ScatterChart } from 'echarts/charts'
import { GridComponent, LegendComponent, TooltipComponent } from 'echarts/components'
import { init, use } from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'
import type { Chart, ChartArm } from '../src/report/charts.js'

use([...[BarChart, CustomChart, ScatterChart], ...[GridComponent, LegendComponent, TooltipComponent, SVGRenderer]])

interface Element {
  readonly textContent: string | null
  readonly dataset: Readonly<Record<string, string>>
  readonly clientWidth: number
  readonly style: Record<string, string>
  readonly checked?: boolean
  addEventListener(event: string, heard: () => void): void
}
declare const document: {
  querySelectorAll(selector: string): Iterable<Element>
  getElementById(id: string): Element
  readonly fonts: { load(font: string, letters: string): Promise<unknown> }
}
declare const window: { addEventListener(event: string, heard: () => void): void }

type Locale = 'zh-CN' | 'en'

const colours = ['#5b6472', '#1668dc', '#d4380d', '#389e0d', '#722ed1', '#d48806']
const fontFamily = "'Report Sans',system-ui,'PingFang SC','Microsoft YaHei','Noto Sans CJK SC',sans-serif"
const ink = '#1f2329'
const faint = '#dfe3e8'

const charts = JSON.parse(document.getElementById('charts').textContent ?? '[]') as readonly Chart[]

const rounded = (value: number): string => {
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2
  return value.toFixed(digits)
}

const told = (value: number | null | undefined, low: number | null | undefined, high: number | null | undefined) => {
  if (value === null || value === undefined) return '–'
  const around = low === null || low === undefined || high === null || high === undefined
  return around ? rounded(value) : `${rounded(value)} (${rounded(low)} … ${rounded(high)})`
}

/** The parts that every chart has. Tooltips are text in the picture: nothing that users wrote becomes markup. */
const common = (chart: Chart, lang: Locale) => ({
  animation: false,
  color: colours,
  textStyle: { fontFamily, color: ink, fontSize: 13 },
  legend: {
    show: chart.arms.length > 1,
    top: 0,
    left: 0,
    textStyle: { fontFamily },
    data: chart.arms.map(({ name }) => name[lang]),
  },
})

const tooltip = { renderMode: 'richText' as const, confine: true, textStyle: { fontFamily, fontSize: 13 } }

function bands(chart: Chart, lang: Locale) {
  const times = chart.t ?? []
  return {
    ...common(chart, lang),
    grid: { left: 56, right: 24, top: chart.arms.length > 1 ? 36 : 12, bottom: 32 },
    xAxis: { type: 'time' as const, axisLabel: { hideOverlap: true, formatter: '{MM}-{dd}' } },
    yAxis: { type: 'value' as const, min: 0, splitLine: { lineStyle: { color: faint } } },
    tooltip: {
      ...tooltip,
      trigger: 'axis' as const,
      formatter(given: unknown) {
        const [first] = given as readonly { readonly dataIndex: number }[]
        const i = first?.dataIndex ?? 0
        const day = new Date((times[i] ?? 0) - 1).toISOString().slice(0, 10)
        return [day, ...chart.arms.map(arm => `${arm.name[lang]}: ${told(arm.mid[i], arm.lo[i], arm.hi[i])}`)].join(
          '\n',
        )
      },
    },
    series: chart.arms.map((arm, i) => course(arm, times, arm.name[lang], colours[i % colours.length] as string)),
  }
}

interface Api {
  value(dimension: number): number
  coord(point: readonly [number, number]): readonly [number, number]
}

/** A line with its band, as one shape: series of lines bring clip paths, which a page opened from a file may not look up. */
function course({ mid, lo, hi }: ChartArm, times: readonly number[], name: string, colour: string) {
  return {
    type: 'custom' as const,
    name,
    color: colour,
    encode: { x: 0, y: [1, 2, 3] },
    data: mid.map((value, i) => [times[i], value, lo[i], hi[i]]),
    renderItem({ dataIndex }: { readonly dataIndex: number }, api: Api) {
      if (dataIndex !== 0) return
      const along = (values: readonly (number | null)[]) =>
        values.map((value, i) => api.coord([times[i] ?? 0, value ?? 0]))
      return {
        type: 'group' as const,
        children: [
          {
            type: 'polygon' as const,
            shape: { points: [...along(hi), ...along(lo).reverse()] },
            style: { fill: colour, opacity: 0.15 },
          },
          {
            type: 'polyline' as const,
            shape: { points: along(mid) },
            style: { stroke: colour, fill: 'none', lineWidth: 2 },
          },
        ],
      }
    },
  }
}

function whiskers(arm: ChartArm, shift: number, colour: string) {
  return {
    type: 'custom' as const,
    silent: true,
    encode: { x: [0, 2, 3], y: 1 },
    data: arm.mid.map((value, i) => [value, i, arm.lo[i] ?? value, arm.hi[i] ?? value]),
    renderItem(_: unknown, api: Api) {
      const [from, y] = api.coord([api.value(2), api.value(1)])
      const [to] = api.coord([api.value(3), api.value(1)])
      if (!Number.isFinite(from) || !Number.isFinite(to)) return
      const line = (x1: number, y1: number, x2: number, y2: number) => ({
        type: 'line' as const,
        shape: { x1, y1, x2, y2 },
        style: { stroke: colour, lineWidth: 2 },
      })
      const at = y + shift
      return {
        type: 'group' as const,
        children: [line(from, at, to, at), line(from, at - 4, from, at + 4), line(to, at - 4, to, at + 4)],
      }
    },
  }
}

const labelWidth = 210

function dots(chart: Chart, lang: Locale, width: number) {
  const { arms, categories = [] } = chart
  const names = categories.map(name => name[lang])
  const left = Math.min(labelWidth, Math.floor(width * 0.4))
  return {
    ...common(chart, lang),
    grid: { left: left + 12, right: 28, top: arms.length > 1 ? 36 : 12, bottom: 44 },
    xAxis: {
      type: 'value' as const,
      name: chart.unit[lang],
      nameLocation: 'middle' as const,
      nameGap: 26,
      scale: chart.isFromZero !== true,
      ...(chart.most === undefined ? {} : { max: chart.most }),
      splitLine: { lineStyle: { color: faint } },
    },
    yAxis: {
      type: 'category' as const,
      inverse: true,
      data: names,
      axisTick: { show: false },
      axisLine: { onZero: true },
      axisLabel: { width: left, overflow: 'truncate' as const, interval: 0 },
    },
    tooltip: {
      ...tooltip,
      trigger: 'axis' as const,
      axisPointer: { type: 'shadow' as const },
      formatter(given: unknown) {
        const [first] = given as readonly { readonly dataIndex: number }[]
        const i = first?.dataIndex ?? 0
        return [names[i], ...arms.map(arm => `${arm.name[lang]}: ${told(arm.mid[i], arm.lo[i], arm.hi[i])}`)].join('\n')
      },
    },
    series: arms.flatMap((arm, i) => {
      const shift = (i - (arms.length - 1) / 2) * 13
      const colour = colours[(i + (chart.isDifference === true ? 1 : 0)) % colours.length] as string
      return [
        {
          type: 'scatter' as const,
          clip: false,
          name: arm.name[lang],
          symbolSize: 9,
          symbolOffset: [0, shift],
          color: colour,
          data: arm.mid.map((value, at) => [value ?? '-', at]),
        },
        whiskers(arm, shift, colour),
      ]
    }),
  }
}

/** Bars side by side, with the least and the most that were seen where there is more than one. */
function bars(chart: Chart, lang: Locale) {
  const { arms, categories = [] } = chart
  const names = categories.map(name => name[lang])
  const wide = 1 / arms.length
  return {
    ...common(chart, lang),
    grid: { left: 48, right: 12, top: arms.length > 1 ? 36 : 12, bottom: 28 },
    xAxis: {
      type: 'category' as const,
      data: names,
      axisTick: { alignWithLabel: true },
      axisLabel: { hideOverlap: true },
    },
    yAxis: { type: 'value' as const, min: 0, splitLine: { lineStyle: { color: faint } } },
    tooltip: {
      ...tooltip,
      trigger: 'axis' as const,
      axisPointer: { type: 'shadow' as const },
      formatter(given: unknown) {
        const [first] = given as readonly { readonly dataIndex: number }[]
        const i = first?.dataIndex ?? 0
        return [names[i], ...arms.map(arm => `${arm.name[lang]}: ${told(arm.mid[i], arm.lo[i], arm.hi[i])}`)].join('\n')
      },
    },
    series: arms.flatMap((arm, i) => {
      const colour = colours[i % colours.length] as string
      const own = {
        ...{
          type: 'bar' as const,
          clip: false,
          name: arm.name[lang],
          color: colour,
          barCategoryGap: '20%',
          barGap: '0%',
        },
        data: arm.mid.map(value => value ?? '-'),
      }
      return arm.lo.every(low => low === null) ? [own] : [own, risers(arm, (i - (arms.length - 1) / 2) * wide)]
    }),
  }
}

/** From the least to the most, upright, in the middle of its bar. */
function risers(arm: ChartArm, shift: number) {
  return {
    type: 'custom' as const,
    silent: true,
    z: 5,
    encode: { x: 0, y: [1, 2] },
    data: arm.mid.map((value, i) => [i, arm.lo[i] ?? value, arm.hi[i] ?? value]),
    renderItem(_: unknown, api: Api & { size(span: readonly [number, number]): readonly [number, number] }) {
      const [middle, low] = api.coord([api.value(0), api.value(1)])
      const [, high] = api.coord([api.value(0), api.value(2)])
      if (low === high) return
      const x = middle + shift * 0.8 * api.size([1, 0])[0]
      const line = (x1: number, y1: number, x2: number, y2: number) => ({
        type: 'line' as const,
        shape: { x1, y1, x2, y2 },
        style: { stroke: ink, lineWidth: 1, opacity: 0.7 },
      })
      return {
        type: 'group' as const,
        children: [line(x, low, x, high), line(x - 3, low, x + 3, low), line(x - 3, high, x + 3, high)],
      }
    },
  }
}

const heightOf = ({ kind, categories = [], arms }: Chart): number =>
  kind !== 'dots' ? 280 : 70 + (arms.length > 1 ? 24 : 0) + categories.length * Math.max(30, 14 * arms.length + 10)

const drawn = new Map<Element, { resize(): void; setOption(option: never, isAnew: boolean): void }>()

function draw(lang: Locale): void {
  for (const place of document.querySelectorAll('.chart')) {
    const chart = charts.find(({ id }) => id === place.dataset.chart)
    if (chart === undefined) continue
    place.style.height = `${heightOf(chart)}px`
    const made = drawn.get(place) ?? init(place as never, null, { renderer: 'svg' })
    drawn.set(place, made)
    const drawing = { band: bands, dots, bars }[chart.kind]
    made.setOption(drawing(chart, lang, place.clientWidth) as never, true)
  }
}

const english = document.getElementById('english')
const chosen = (): Locale => (english.checked === true ? 'en' : 'zh-CN')
for (const one of [english, document.getElementById('zh')]) one.addEventListener('change', () => draw(chosen()))
window.addEventListener('resize', () => {
  for (const one of drawn.values()) one.resize()
})
// How wide a word is, is measured once, before it is drawn: by then the font has to be there.
const letters = new Set(document.getElementById('charts').textContent)
document.fonts
  .load("13px 'Report Sans'", [...letters].join(''))
  .catch(() => undefined)
  .finally(() => draw(chosen()))
