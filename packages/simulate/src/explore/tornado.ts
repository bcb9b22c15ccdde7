import { aroundOf, knobAt, withParametersNamed, withValue } from '../scenario/knob-path.js'
import type { ScenarioInput } from '../scenario/schema.js'
import { type ComparedRow, compared } from '../study/compare.js'
import { areSameVotes } from '../study/electorates.js'
import { type Indicator, indicatorOf } from '../study/indicators.js'
import { areSame } from '../study/same.js'
import type { SimulationOptions } from '../study/study.js'
import { answered, type Count, cancelled, type Exploring } from './exploring.js'
import { runsOf } from './runs.js'
import { figureOf, holdToFigures, type Target, unexplorable } from './target.js'

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
  /** `partial` where somebody ended it: then only what was varied both ways. */
  readonly status: 'complete' | 'partial'
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
export function tornado(scenario: ScenarioInput, options: TornadoOptions): Tornado {
  return answered(varying(scenario, options))
}

/** Which figure is looked at, and what is varied. */
export interface TornadoOptions extends SimulationOptions {
  readonly target: Target
  readonly variations: readonly Variation[]
}

/**
 * As {@link tornado}, step by step, for a host that shows how far it is or lets somebody end it with what was varied so far.
 *
 * @throws ConvokeError as {@link tornado}; `simulate/cancelled` where it is ended before anything was varied both ways
 * @example
 * import { errand, errandOpened } from '@convoke/core/testing'
 * const cases = [{ type: 'errand', arrivals: { perDay: 40 }, opening: errandOpened.opening }]
 * const scenario = { from: '2026-03-02', days: 20, replications: 3, cases }
 * const options = { caseTypes: [errand], variations: [{ path: 'cases.0.arrivals.perDay' }], target: { id: 'arrived' } }
 * const first = varying(scenario, options).next(true)
 * first.done === false && first.value.of // => 9
 */
export function* varying(scenario: ScenarioInput, options: TornadoOptions): Exploring<Tornado> {
  const { target, variations } = options
  holdToFigures(target)
  if (variations.length === 0) throw unexplorable('name what is to be varied', '请指明要改变哪些项')
  const { compare: _, ...given } = scenario
  const bare = withParametersNamed(
    given,
    variations.map(({ path }) => path),
    options.caseTypes,
  )
  const level = scenario.level ?? 0.95
  const each = 1 - (1 - level) / (2 * variations.length)
  const n = scenario.replications ?? 30
  const knobs = variations.map(({ path, low, high }) => {
    const knob = knobAt(bare, path)
    const [less, more] = low === undefined || high === undefined ? aroundOf(knob) : [low, high]
    return { path, knob, less, more }
  })
  const count: Count = { done: 0, of: (1 + 2 * knobs.length) * n }
  const runs = runsOf(bare, options, count)
  const first = yield* runs.all(0, n)
  if (first === undefined) throw cancelled()
  const own = runs.figures(0, first)
  const base = indicatorOf(figureOf(own, target), level)
  const end = function* (names: readonly string[], value: unknown): Exploring<TornadoEnd | undefined> {
    const others = runsOf(withValue(bare, names, value), options, count)
    const results = yield* others.all(0, n)
    if (results === undefined) return undefined
    const figures = others.figures(0, results)
    const areCasesSame = areSame(first, results)
    const [row] = compared([figureOf(own, target)], [figureOf(figures, target)], {
      level: each,
      isSame: ({ dims: { electorate } }) =>
        electorate === undefined ? areCasesSame : areSameVotes(own, figures, electorate),
    }) as readonly (ComparedRow | undefined)[]
    return { value, diff: row?.diff ?? null, ci: row?.ci ?? null }
  }
  const rows: TornadoRow[] = []
  for (const { path, knob, less, more } of knobs) {
    const low = yield* end(knob.names, less)
    const high = low === undefined ? undefined : yield* end(knob.names, more)
    if (low === undefined || high === undefined) break
    rows.push({ path, now: knob.value ?? null, low, high, span: Math.abs((high.diff ?? 0) - (low.diff ?? 0)) })
  }
  if (rows.length === 0) throw cancelled()
  return {
    ...{ schema: 'convoke-tornado-1', status: rows.length === knobs.length ? 'complete' : 'partial' },
    ...{ target, level, adjusted: 'bonferroni' },
    base: { estimate: base.estimate, ci: base.ci, unit: base.unit },
    rows: rows.sort((a, b) => b.span - a.span),
  }
}
