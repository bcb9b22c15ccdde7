// Units under an evaluation, on the page of whoever decides: scores, how likely another rank is, who gains without solving more.

import { partyTitle, signed, type Titles } from '../study/figure-words.js'
import type { Comparison, Sentence, SimulationResult } from '../study/result.js'
import { both, each, tableOf, text } from './markup.js'

const said = (zh: string, en: string): Sentence => ({ 'zh-CN': zh, en })

const own = {
  unit: said('单位', 'Unit'),
  now: said('现行得分', 'Score now'),
  moves: said('得分变化', 'Score moves by'),
  ahead: said('相对各单位平均', 'On the mean of units'),
  rank: said('名次改变的概率', 'P(another rank)'),
  gains: said('是否多解决', 'Does it solve more'),
  more: said('得分相对上升，解决也增多', 'gains, and solves more'),
  without: said('得分相对上升，但未见多解决', 'gains, and is not shown to solve more'),
  district: said('片区', 'District'),
  all: said('全部', 'all'),
  ranks: said('各名次的概率', 'P(each rank)'),
  counted: said('计入 / 剔除件数', 'Cases that count / left out'),
  adjusted: said(
    '“相对各单位平均”的区间同时对所有单位成立；名次不是能力，机会见全部数字。',
    'Intervals of “on the mean of units” hold for all units at once. A rank is a matter of chance as well: the chance of each is in the document.',
  ),
} as const

/** The section about one evaluation, with its title. */
export function evaluationSections(
  { evaluations = [] }: SimulationResult,
  comparison: Comparison,
  titles: Titles,
): readonly (readonly [Sentence, string])[] {
  return (comparison.evaluations ?? []).map(({ name, units }) => {
    const known = evaluations.find(one => one.name === name)?.units ?? []
    const points = (value: number) => signed(value.toFixed(1))
    const rows = units.map(({ unit, diff, ci, ahead, rankChanges, gains }) => {
      const now = known.find(one => one.unit === unit)
      return [
        both(partyTitle(unit, titles)),
        amount(now?.score ?? null, now?.ci ?? null, value => value.toFixed(1)),
        amount(diff, ci, points),
        amount(ahead.estimate, ahead.ci, points),
        share(rankChanges.estimate, rankChanges.ci),
        gains === null ? '–' : both(gains === 'solvingMore' ? own.more : own.without),
      ]
    })
    return [
      said(`考核：${name}`, `Evaluation: ${name}`),
      `${tableOf([own.unit, own.now, own.moves, own.ahead, own.rank, own.gains], rows, 'numbers')}<p><small>${both(own.adjusted)}</small></p>`,
    ]
  })
}

/**
 * Score and chance of each rank of every unit of an evaluation, among all and among those of its district, with the title of the evaluation; none where nothing is
 * evaluated.
 */
export function rankTables(
  { evaluations = [] }: SimulationResult,
  titles: Titles,
): readonly (readonly [Sentence, string])[] {
  return evaluations.map(({ name, units, districts = [] }) => {
    const rowsOf = (some: typeof units, where: string) =>
      some.map(({ unit, score, ci, ranks, counted, excluded }) => [
        ...(districts.length === 0 ? [] : [where]),
        both(partyTitle(unit, titles)),
        amount(score, ci, value => value.toFixed(1)),
        ranks.map((one, i) => `${i + 1}. ${share(one.estimate, one.ci)}`).join('<br>'),
        text(`${counted} / ${excluded}`),
      ])
    const head = [...(districts.length === 0 ? [] : [own.district]), own.unit, own.now, own.ranks, own.counted]
    const rows = [...rowsOf(units, both(own.all)), ...districts.flatMap(one => rowsOf(one.units, text(one.district)))]
    return [said(`考核得分与名次：${name}`, `Scores and ranks: ${name}`), tableOf(head, rows, 'numbers')]
  })
}

/** A share in per cent, as each language writes it. */
function share(value: number | null, ci: readonly [number, number] | null): string {
  if (value === null) return '–'
  return each(locale => {
    const write = (one: number) => `${(100 * one).toFixed(0)}${locale === 'en' ? ' %' : '%'}`
    return text(
      `${write(value)}${ci === null ? '' : locale === 'en' ? ` (${write(ci[0])} … ${write(ci[1])})` : `（${write(ci[0])} … ${write(ci[1])}）`}`,
    )
  })
}

function amount(value: number | null, ci: readonly [number, number] | null, write: (value: number) => string): string {
  if (value === null) return '–'
  return `${text(write(value))}${ci === null ? '' : ` <small>${text(`${write(ci[0])} … ${write(ci[1])}`)}</small>`}`
}
