import type { ScenarioInput } from '../scenario/schema.js'
import { type ComparedRow, compared } from '../study/compare.js'
import { figuresOf, type Indicator, indicatorOf } from '../study/indicators.js'
import type { SimulationOptions } from '../study/study.js'
import { aroundOf, knobAt, withValue } from './knob-path.js'
import { runsOf } from './runs.js'
import { figureOf, type Target, unexplorable } from './target.js'

/** What is varied. */
export interface Variation {
  readonly path: string
  /** Default: one person or one day of a period less, a fifth of anything else. */
  readonly low?: unknown
  readonly high?: unknown
}

/** How one thing moves a figure. Plain JSON. */
export interface TornadoRow {
  readonly path: string
  readonly now: unknown
  readonly low: TornadoEnd
  readonly high: TornadoEnd
  /** How far the two ends are apart. */
  readonly span: number
}

/** The figure with another value, less what it is now. */
export interface TornadoEnd {
  readonly value: unknown
  readonly diff: number | null
  readonly ci: readonly [low: number, high: number] | null
}

/** What moves a figure most, the most first. Plain JSON. */
export interface Tornado {
  readonly schema: 'convoke-tornado-1'
  readonly target: Target
  readonly base: Pick<Indicator, 'estimate' | 'ci' | 'unit'>
  readonly level: number
  readonly adjusted: 'bonferroni'
  readonly rows: readonly TornadoRow[]
}

/**
 * Which of several things moves a figure most 敏感性分析: each a little less and a little more, all else as it is, under the same luck;
 * intervals hold for all of them at once. Pure.
 *
 * @throws ConvokeError `simulate/explore` for a path that leads nowhere, a figure that is not there, or nothing to vary
 * @example
 * import { errand, errandOpened } from '@convoke/core/testing'
 * const scenario = {
 *   from: '2026-03-02', days: 10, replications: 4,
 *   cases: [{ type: 'errand', arrivals: { perDay: 4 }, opening: errandOpened.opening }],
 *   behaviour: [{ role: 'invitee', delay: { exponential: { mean: '3 h' } } }],
 * }
 * const target = { id: 'outcome', dims: { outcome: 'agreed' } }
 * const variations = [{ path: 'behaviour.0.delay' }, { path: 'cases.0.arrivals.perDay' }]
 * tornado(scenario, { caseTypes: [errand], target, variations }).rows.map(({ path }) => path)
 * // => ['behaviour.0.delay', 'cases.0.arrivals.perDay']
 */
export function tornado(
  scenario: ScenarioInput,
  options: SimulationOptions & { readonly target: Target; readonly variations: readonly Variation[] },
): Tornado {
  const { target, variations } = options
  if (variations.length === 0) throw unexplorable('name what is to be varied', '请指明要改变哪些项')
  const { compare: _, ...bare } = scenario
  const level = scenario.level ?? 0.95
  const each = 1 - (1 - level) / (2 * variations.length)
  const resultsOf = (one: ScenarioInput) => {
    const runs = runsOf(one, options)
    return Array.from({ length: scenario.replications ?? 30 }, (_, r) => runs.run(0, r))
  }
  const own = figuresOf(resultsOf(bare))
  const base = indicatorOf(figureOf(own, target), level)
  const rows = variations.map((variation): TornadoRow => {
    const knob = knobAt(bare, variation.path)
    const [less, more] =
      variation.low === undefined || variation.high === undefined ? aroundOf(knob) : [variation.low, variation.high]
    const end = (value: unknown): TornadoEnd => {
      const other = figuresOf(resultsOf(withValue(bare, knob.names, value)))
      const [row] = compared([figureOf(own, target)], [figureOf(other, target)], each) as readonly (
        | ComparedRow
        | undefined
      )[]
      return { value, diff: row?.diff ?? null, ci: row?.ci ?? null }
    }
    const [low, high] = [end(less), end(more)]
    return {
      path: variation.path,
      now: knob.value ?? null,
      low,
      high,
      span: Math.abs((high.diff ?? 0) - (low.diff ?? 0)),
    }
  })
  return {
    ...{ schema: 'convoke-tornado-1', target, level, adjusted: 'bonferroni' },
    base: { estimate: base.estimate, ci: base.ci, unit: base.unit },
    rows: rows.sort((a, b) => b.span - a.span),
  }
}
