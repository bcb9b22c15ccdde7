import { draw, label, seedKey } from '../random/luck.js'
import { knobAt, withParametersNamed, withValue } from '../scenario/knob-path.js'
import type { ScenarioInput } from '../scenario/schema.js'
import type { Indicator } from '../study/indicators.js'
import type { SimulationOptions } from '../study/study.js'
import { answered, type Count, cancelled, type Exploring } from './exploring.js'
import { runsOf } from './runs.js'
import { holdToFigures, measured, type Target, unexplorable } from './target.js'

/** One thing that is swept: the very values, or a range of numbers, whole where both ends are. */
export interface SweptKnob {
  readonly path: string
  readonly values?: readonly unknown[] | undefined
  readonly from?: number | undefined
  readonly to?: number | undefined
}

/** Figures at each of many points. Plain JSON. */
export interface Sweep {
  readonly schema: 'convoke-sweep-1'
  /** `partial` where somebody ended it: then only the points that were done. */
  readonly status: 'complete' | 'partial'
  readonly plan: 'grid' | 'latin-hypercube'
  readonly targets: readonly Target[]
  readonly paths: readonly string[]
  readonly level: number
  readonly points: readonly {
    readonly at: Readonly<Record<string, unknown>>
    readonly figures: readonly Pick<Indicator, 'id' | 'dims' | 'unit' | 'kind' | 'estimate' | 'ci' | 'n'>[]
  }[]
}

/** What is swept, and which figures are told at each point. */
export interface SweepOptions extends SimulationOptions {
  readonly knobs: readonly SweptKnob[]
  readonly targets: readonly Target[]
  readonly samples?: number | undefined
}

/** More points are asked for by mistake. */
const mostPoints = 1000

/**
 * Figures over a grid of values, or over so many points of a Latin hypercube 参数扫描, all with the same luck, each with its interval. Pure.
 *
 * With `samples` each knob takes each of so many equal parts of its range once; a knob with `values` takes them in turn. Intervals
 * are those of each point by itself.
 *
 * @source McKay, Beckman, Conover (1979) for the Latin hypercube
 * @throws ConvokeError `simulate/explore` for a path that leads nowhere, a range without ends, or more than 1,000 points
 * @example
 * import { errand, errandOpened } from '@convoke/core/testing'
 * const scenario = {
 *   from: '2026-03-02', days: 5, replications: 3,
 *   cases: [{ type: 'errand', arrivals: { perDay: 4 }, opening: errandOpened.opening }],
 *   parties: { 'dept:police': { staff: 1 } },
 * }
 * const knobs = [{ path: 'parties.dept:police.staff', values: [1, 2] }, { path: 'cases.0.arrivals.perDay', values: [2, 4, 6] }]
 * const { points } = sweep(scenario, { caseTypes: [errand], knobs, targets: [{ id: 'wait' , dims: { party: 'dept:police' } }] })
 * points.length // => 6
 * points[1]?.at // => { 'parties.dept:police.staff': 1, 'cases.0.arrivals.perDay': 4 }
 */
export function sweep(scenario: ScenarioInput, options: SweepOptions): Sweep {
  return answered(sweeping(scenario, options))
}

/**
 * As {@link sweep}, step by step, for a host that shows how far it is or lets somebody end it with the points that are done.
 *
 * @throws ConvokeError as {@link sweep}; `simulate/cancelled` where it is ended before a point is done
 * @example
 * import { errand, errandOpened } from '@convoke/core/testing'
 * const cases = [{ type: 'errand', arrivals: { perDay: 40 }, opening: errandOpened.opening }]
 * const scenario = { from: '2026-03-02', days: 20, replications: 3, cases }
 * const options = { caseTypes: [errand], knobs: [{ path: 'cases.0.arrivals.perDay', values: [4, 6] }], targets: [{ id: 'arrived' }] }
 * const first = sweeping(scenario, options).next(true)
 * first.done === false && first.value.of // => 6
 */
export function* sweeping(scenario: ScenarioInput, options: SweepOptions): Exploring<Sweep> {
  const { knobs, targets, samples } = options
  for (const target of targets) holdToFigures(target)
  if (knobs.length === 0) throw unexplorable('name what is to be swept', '请指明要扫描哪些项')
  const { compare: _, ...given } = scenario
  const bare = withParametersNamed(
    given,
    knobs.map(({ path }) => path),
    options.caseTypes,
  )
  const found = knobs.map(({ path }) => knobAt(bare, path))
  const points = samples === undefined ? gridOf(knobs) : latin(knobs, samples, scenario.seed ?? 1)
  const level = scenario.level ?? 0.95
  const n = scenario.replications ?? 30
  const count: Count = { done: 0, of: points.length * n }
  const told: Sweep['points'][number][] = []
  for (const point of points) {
    const own = point.reduce<ScenarioInput>((one, value, i) => withValue(one, found[i]?.names ?? [], value), bare)
    const runs = runsOf(own, options, count)
    const results = yield* runs.all(0, n)
    if (results === undefined) break
    const all = runs.figures(0, results)
    told.push({
      at: Object.fromEntries(point.map((value, i) => [knobs[i]?.path ?? '', value])),
      figures: targets.map(target => {
        const { id, dims, unit, kind, estimate, ci, n: about } = measured(all, target, level)
        return { id, dims, unit, kind, estimate, ci, n: about }
      }),
    })
  }
  if (told.length === 0) throw cancelled()
  return {
    ...{ schema: 'convoke-sweep-1', status: told.length === points.length ? 'complete' : 'partial' },
    ...{ plan: samples === undefined ? 'grid' : 'latin-hypercube', targets, level },
    ...{ paths: knobs.map(({ path }) => path), points: told },
  }
}

function gridOf(knobs: readonly SweptKnob[]): readonly (readonly unknown[])[] {
  const lists = knobs.map(({ path, values, from, to }) => {
    if (values !== undefined && values.length > 0) return values
    if (from === undefined || to === undefined || !Number.isInteger(from) || !Number.isInteger(to) || to < from)
      throw unexplorable(
        `"${path}" needs its values, or a range of whole numbers`,
        `"${path}" 需要给出取值，或整数范围`,
        { path },
      )
    return Array.from({ length: Math.min(to - from + 1, mostPoints + 1) }, (_, i) => from + i)
  })
  const number = lists.reduce((product, list) => product * list.length, 1)
  if (number > mostPoints)
    throw unexplorable(
      `${number} points are more than ${mostPoints}; take fewer values, or "samples" of a Latin hypercube`,
      `${number} 个点超过 ${mostPoints} 个；请减少取值，或用拉丁超立方抽样 "samples"`,
    )
  return lists.reduce<readonly (readonly unknown[])[]>(
    (all, list) => all.flatMap(one => list.map(value => [...one, value])),
    [[]],
  )
}

function latin(knobs: readonly SweptKnob[], samples: number, seed: number): readonly (readonly unknown[])[] {
  if (!Number.isInteger(samples) || samples < 2 || samples > mostPoints)
    throw unexplorable(`a Latin hypercube has 2 to ${mostPoints} points`, `拉丁超立方抽样的点数须为 2 至 ${mostPoints}`)
  const luck = seedKey(seed)
  const columns = knobs.map(({ path, values, from, to }) => {
    const order = Array.from({ length: samples }, (_, i) => i)
    // Fisher and Yates, by the name of the knob.
    for (let i = samples - 1; i > 0; i--) {
      const j = Math.floor(draw(luck, label(`latin ${path}`), i) * (i + 1))
      ;[order[i], order[j]] = [order[j] as number, order[i] as number]
    }
    return order.map((part, i) => {
      const share = (part + draw(luck, label(`within ${path}`), i + 1)) / samples
      if (values !== undefined && values.length > 0) return values[Math.floor(share * values.length)]
      if (from === undefined || to === undefined || !(to > from))
        throw unexplorable(`"${path}" needs its values, or a range`, `"${path}" 需要给出取值或范围`, { path })
      const isWhole = Number.isInteger(from) && Number.isInteger(to)
      return isWhole ? from + Math.floor(share * (to - from + 1)) : Number((from + share * (to - from)).toPrecision(6))
    })
  })
  return Array.from({ length: samples }, (_, i) => columns.map(column => column[i]))
}
