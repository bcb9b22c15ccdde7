import type { Locale } from '@convoke/core'
import {
  amountText,
  type ComparedRow,
  confidenceText,
  correctedWords,
  differenceText,
  figureTitle,
  type Indicator,
  reachedWords,
  type SimulationResult,
  sideBySideWords,
} from '@convoke/simulate'
import { cleanLine } from './clean.js'
import { districtLines } from './district-lines.js'
import { evaluationLines, evaluationMoves } from './evaluation-lines.js'
import { rateLines, rateRows } from './rate-lines.js'
import { type SimulationLook, savedLines, startedLines } from './started-lines.js'
import { table } from './table.js'

type Words = Readonly<Record<string, string>>

/** The figures that are told on a terminal, in this order; all others are in the document. */
const told: Readonly<Record<Locale, Words>> = {
  en: {
    head: '{name}: {n} replications, seed {seed}, {from} to {to}, intervals of {level} %',
    partial: 'Stopped before the end: only these replications count.',
    change: '{name}: what changes',
    difference: 'against the first policy',
    none: 'nothing',
    same: '{n} other figures do not differ at all.',
    alike: '{n} shares came out alike under both: no difference is seen, up to {most} either way.',
    better: 'better, with confidence {p}',
    worse: 'worse, with confidence {p}',
    undefined: 'not defined',
    censored: 'lower bound',
    perPerson: '{n} {persons} {more}: each of them avoids being late {p} times a month ({low} … {high})',
    more: 'more',
    fewer: 'fewer',
  },
  'zh-CN': {
    head: '{name}：重复 {n} 次，种子 {seed}，{from} 至 {to}，区间置信度 {level}%',
    partial: '中途停止：只计入已完成的重复。',
    change: '{name}：改动',
    difference: '与首个方案相比',
    none: '无',
    same: '其余 {n} 项完全相同。',
    alike: '{n} 项比例在两个方案下结果都一样：看不出差别，至多相差 {most}。',
    better: '更好，把握 {p}',
    worse: '更差，把握 {p}',
    undefined: '无定义',
    censored: '下界',
    perPerson: '{more} {n} 人：平均每人每月避免逾期 {p} 次（{low} … {high}）',
    more: '增加',
    fewer: '减少',
  },
}

const order = [
  'arrived',
  'timeToClose',
  'outcome',
  'deadlineMet',
  'silences',
  'residentActs',
  'measure',
  'measureTime',
  'voteValid',
  'votePassed',
  'voteTurnout',
  'voteDays',
  'sessions',
  'sessionHeld',
  'sessionItems',
  'sessionTime',
  'utilisation',
  'wait',
  'openWait',
  'overtime',
  'wasted',
  'handOvers',
  'interruptions',
  'openCases',
  'peakOpen',
  'recovery',
  'cost',
  'startedLate',
  'startedClosed',
]

/** The figures that a policy designer looks at first and those that the scenario asks for, each with its interval, then what other policies change. */
export function simulationLines(result: SimulationResult, look: SimulationLook): readonly string[] {
  const { lang, paint } = look
  const { design, provenance, status, warnings, indicators, comparisons } = result
  const word = (name: string, details: Words = {}) =>
    (told[lang][name] as string).replace(/\{(\w+)\}/g, (_, detail: string) => details[detail] ?? '')
  const lines = [
    paint.bold(
      word('head', {
        ...{ name: cleanLine(design.name), n: String(design.replications), seed: String(provenance.seed) },
        ...{ from: design.firstDay, to: design.lastDay },
        level: String(Math.round(1000 * (indicators[0]?.level ?? 0.95)) / 10),
      }),
    ),
    ...(status === 'partial' ? [paint.yellow(word('partial'))] : []),
    ...warnings.map(warning => paint.yellow(cleanLine(warning[lang]))),
    '',
  ]
  if (result.bottleneck !== null) lines.splice(-1, 0, cleanLine(result.bottleneck[lang]))
  const shown = <Row extends Pick<Indicator, 'id'>>(rows: readonly Row[]): readonly Row[] =>
    order.flatMap(id => rows.filter(row => row.id === id))
  lines.push(
    ...table(
      shown(indicators).map(one => [
        nameOf(one, result, look),
        one.estimate === null ? word('undefined') : amountText(one.estimate, one.unit, lang),
        one.ci === null ? '' : `${amountText(one.ci[0], one.unit, lang)} – ${amountText(one.ci[1], one.unit, lang)}`,
        one.kind === 'mean' && one.id === 'timeToClose' && one.censored > 0 ? word('censored') : '',
      ]),
      2,
    ),
  )
  lines.push(...districtLines(result, look), ...startedLines(result, look))
  lines.push(...rateLines(result.rates, look), ...evaluationLines(result, look))
  for (const comparison of comparisons) {
    const { name, changes, rows, bottleneck } = comparison
    lines.push('', paint.bold(word('change', { name: cleanLine(name) })))
    const sentences = changes.map(({ sentence }) => cleanLine(sentence[lang]))
    lines.push(...(sentences.length === 0 ? [word('none')] : sentences).map(line => `  ${line}`))
    if (bottleneck !== null) lines.push(`  ${cleanLine(bottleneck[lang])}`)
    lines.push(`  ${paint.dim(word('difference'))}`)
    const looked = [...shown(rows), ...rateRows(rows, result.rates)]
    const differing = looked.filter(({ diff, ci }) => diff !== 0 || (ci !== null && (ci[0] !== 0 || ci[1] !== 0)))
    const alike = differing.filter(cameOutAlike)
    lines.push(
      ...table(
        differing.filter(row => !cameOutAlike(row)).map(row => differenceCells(row, result, look, word)),
        2,
      ),
    )
    if (alike.length > 0) {
      const most = Math.max(...alike.flatMap(({ ci }) => (ci ?? []).map(Math.abs)))
      const told = { n: String(alike.length), most: differenceText(most, 'share', lang).slice(1) }
      lines.push(`  ${paint.dim(word('alike', told))}`)
    }
    const same = looked.length - differing.length
    if (same > 0) lines.push(`  ${paint.dim(word('same', { n: String(same) }))}`)
    if (comparison.control !== undefined) lines.push(`  ${paint.dim(correctedWords(comparison.control)[lang])}`)
    for (const one of comparison.sideBySide)
      lines.push(`  ${cleanLine(sideBySideWords(one, { caseTypes: look.caseTypes })[lang])}`)
    const { persons = 0, lateAvoided = null, ci = null } = comparison.perStaffMonth ?? {}
    if (lateAvoided !== null && ci !== null) {
      const more = word(persons > 0 ? 'more' : 'fewer')
      const [p, low, high] = [lateAvoided, ...ci].map(one => amountText(one, 'count', lang).replace(/^-/, '−'))
      const n = Math.abs(persons)
      const about = { n: String(n), persons: n === 1 ? 'person' : 'persons', more, p, low, high }
      lines.push(`  ${word('perPerson', about as Words)}`)
    }
    lines.push(...savedLines(comparison, result, look), ...evaluationMoves(comparison, result, look))
  }
  return lines
}

/** Whether all there was of a share came out one way under both policies: many are so, and what is to be said of them is the same. */
function cameOutAlike({ diff, unit, varianceRatio, ci }: ComparedRow): boolean {
  return diff === 0 && unit === 'share' && varianceRatio === null && ci !== null && ci[0] < 0 && ci[1] > 0
}

function differenceCells(
  row: ComparedRow,
  result: SimulationResult,
  look: SimulationLook,
  word: (name: string, details?: Words) => string,
) {
  const { diff, ci, unit, pOneSided } = row
  const change = (value: number) => differenceText(value, unit, look.lang)
  const percent = (p: number) => confidenceText(p, look.lang)
  const sure =
    pOneSided === null || diff === 0
      ? ''
      : pOneSided >= 0.5
        ? word('better', { p: percent(pOneSided) })
        : word('worse', { p: percent(1 - pOneSided) })
  return [
    nameOf(row, result, look),
    diff === null ? word('undefined') : change(diff),
    ci === null ? '' : `${change(ci[0])} … ${change(ci[1])}`,
    [sure, reachedWords(row, look.lang) ?? ''].filter(one => one !== '').join(look.lang === 'en' ? '; ' : '；'),
  ]
}

const nameOf = (
  row: Pick<Indicator, 'id' | 'dims' | 'kind'>,
  { titles }: SimulationResult,
  { lang, caseTypes }: SimulationLook,
): string => cleanLine(figureTitle(row, { caseTypes, parties: titles })[lang])
