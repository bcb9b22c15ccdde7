import { type AnyCaseType, escapeCsv, type Locale } from '@convoke/core'
import { endedAmong } from '../study/ended.js'
import { rankTitle } from '../study/evaluation-words.js'
import { figureTitle } from '../study/figure-words.js'
import type { SimulationResult } from '../study/result.js'

/**
 * Every figure of every policy as CSV, a row each with its interval; the chance of each rank of units that are evaluated under the first policy; then the differences; where there are groups or districts, of each as well. Times are in ms, shares from 0 to 1. `n` is how many things a figure is about, over all
 * replications: cases, also those that were not settled, periods, pieces of work, or replications; `ended` is how many of its cases had ended. Pure.
 *
 * @source RFC 4180; text that a spreadsheet would take for a formula is defused
 * @example
 * import { errand, errandOpened } from '@convoke/core/testing'
 * const cases = [{ type: 'errand', arrivals: { perDay: 4 }, opening: errandOpened.opening }]
 * const result = simulate({ from: '2026-03-02', days: 5, replications: 2, cases }, { caseTypes: [errand] })
 * figuresCsvOf(result, { caseTypes: [errand], locale: 'en' }).split('\n')[0]
 * // => 'policy,figure,id,dims,unit,kind,value,low,high,level,n,censored,ended'
 */
export function figuresCsvOf(
  result: SimulationResult,
  { caseTypes, locale }: { readonly caseTypes: readonly AnyCaseType[]; readonly locale: Locale },
): string {
  const titles = { caseTypes, parties: result.titles }
  const number = (value: number | null | undefined) => (value === null || value === undefined ? '' : String(value))
  const dimsOf = (dims: Readonly<Record<string, string>>) =>
    Object.entries(dims)
      .map(entry => entry.join('='))
      .join(' ')
  const arms = [
    {
      name: result.design.name,
      indicators: [...result.indicators, ...(result.groups ?? []), ...(result.districts ?? [])],
    },
    ...result.comparisons,
  ]
  const figures = arms.flatMap(({ name, indicators }) => {
    const endedOf = endedAmong(indicators)
    return indicators.map(one => {
      const { id, dims, unit, kind, estimate, ci, level, n, censored } = one
      return [
        ...[name, figureTitle({ id, dims, kind }, titles)[locale], id, dimsOf(dims), unit, kind],
        ...[number(estimate), number(ci?.[0]), number(ci?.[1]), String(level), String(n), String(censored)],
        number(endedOf(one)),
      ]
    })
  })
  const about = (dims: Readonly<Record<string, string>>) =>
    arms[0]?.indicators.find(one => one.id === 'score' && dimsOf(one.dims) === dimsOf(dims))
  const ranks = (result.evaluations ?? []).flatMap(({ name, units, districts = [] }) => {
    const rows = (some: typeof units, where: Readonly<Record<string, string>>) =>
      some.flatMap(({ unit, ranks: each }) => {
        const dims = { ...where, evaluation: name, unit }
        const score = about(dims)
        return each.map(({ estimate, ci }, i) => [
          ...[result.design.name, rankTitle(i + 1, dims, titles)[locale], 'rank'],
          ...[dimsOf({ ...dims, rank: String(i + 1) }), 'share', 'ratio'],
          ...[number(estimate), number(ci?.[0]), number(ci?.[1]), number(score?.level), number(score?.n), '0', ''],
        ])
      })
    return [...rows(units, {}), ...districts.flatMap(one => rows(one.units, { district: one.district }))]
  })
  const differences = result.comparisons.flatMap(({ name, rows, groups = [], districts = [] }) =>
    [...rows, ...groups, ...districts].map(({ id, dims, unit, diff, ci, kind }) => [
      ...[name, figureTitle({ id, dims, kind }, titles)[locale], id, dimsOf(dims), unit, 'difference'],
      ...[number(diff), number(ci?.[0]), number(ci?.[1]), '', '', '', ''],
    ]),
  )
  const head = [
    ...['policy', 'figure', 'id', 'dims', 'unit', 'kind', 'value', 'low', 'high', 'level', 'n', 'censored', 'ended'],
  ]
  return [head, ...figures, ...ranks, ...differences].map(row => `${row.map(escapeCsv).join(',')}\n`).join('')
}
