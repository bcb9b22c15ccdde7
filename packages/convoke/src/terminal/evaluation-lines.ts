// Units under an evaluation: what they score and which rank they may have, and what another policy does to them.
import type { Locale } from '@convoke/core'
import { figureTitle, type SimulationResult, signed } from '@convoke/simulate'
import { cleanLine } from './clean.js'
import type { SimulationLook } from './started-lines.js'
import { table } from './table.js'

const words: Readonly<Record<Locale, Readonly<Record<string, string>>>> = {
  en: {
    head: '{name}: score, chance of rank 1, 2, …, cases that count and that are left out',
    moved: '{name}: score, P(another rank), gain on the mean of units',
    solvingMore: 'gains, and solves more',
    withoutSolvingMore: 'gains, and is not shown to solve more',
  },
  'zh-CN': {
    head: '{name}：得分、第 1、2… 名的概率、计入件数与剔除件数',
    moved: '{name}：得分变化、名次改变的概率、相对各单位平均',
    solvingMore: '得分相对上升，解决也增多',
    withoutSolvingMore: '得分相对上升，但未见多解决',
  },
}

const said = (name: string, lang: Locale, evaluation: string) =>
  (words[lang][name] as string).replace('{name}', () => cleanLine(evaluation))
const share = (value: number | null) => (value === null ? '–' : `${Math.round(100 * value)}%`)

/** The units of each evaluation, the best score first, and those of each district among themselves; none where nothing is evaluated. */
export function evaluationLines({ evaluations = [], titles }: SimulationResult, look: SimulationLook): string[] {
  const rowsOf = (units: (typeof evaluations)[number]['units']) =>
    units.map(({ unit, score, ci, ranks, counted, excluded }) => [
      unitName(unit, titles, look),
      score === null ? '–' : score.toFixed(1),
      ci === null ? '' : ci.map(bound => bound.toFixed(1)).join(' – '),
      ranks.map(({ estimate }) => share(estimate)).join(' '),
      `${counted} / ${excluded}`,
    ])
  return evaluations.flatMap(({ name, units, districts = [] }) => [
    '',
    said('head', look.lang, name),
    ...table(rowsOf(units), 2),
    ...districts.flatMap(one => [`  ${cleanLine(one.district)}`, ...table(rowsOf(one.units), 4)]),
  ])
}

/** What another policy does to them. */
export function evaluationMoves(
  { evaluations = [] }: SimulationResult['comparisons'][number],
  { titles }: SimulationResult,
  look: SimulationLook,
): string[] {
  const points = (value: number | null) => (value === null ? '–' : signed(value.toFixed(1)))
  const rowsOf = (units: (typeof evaluations)[number]['units']) =>
    units.map(({ unit, diff, ci, rankChanges, ahead, gains }) => [
      unitName(unit, titles, look),
      points(diff),
      ci === null ? '' : ci.map(points).join(' … '),
      `${share(rankChanges.estimate)} (${(rankChanges.ci ?? []).map(share).join(' – ')})`,
      `${points(ahead.estimate)} (${(ahead.ci ?? []).map(points).join(' … ')})`,
      gains === null ? '' : (words[look.lang][gains] as string),
    ])
  return evaluations.flatMap(({ name, units, districts = [] }) => [
    `  ${said('moved', look.lang, name)}`,
    ...table(rowsOf(units), 2),
    ...districts.flatMap(one => [`    ${cleanLine(one.district)}`, ...table(rowsOf(one.units), 6)]),
  ])
}

const unitName = (unit: string, parties: SimulationResult['titles'], { lang, caseTypes }: SimulationLook) =>
  cleanLine(figureTitle({ id: 'score', dims: { unit } }, { caseTypes, parties }, { isShort: true })[lang])
