// What a scenario has beyond staff and periods, on the page of whoever decides: what each person more is good for, a pilot, groups, votes,
// measures of one's own, costs. Each only where the scenario has it.

import type { Locale } from '@convoke/core'
import { sameDims } from '../run/tally.js'
import { leavesOutZero } from '../statistics/interval.js'
import { type ComparedRow, widenedRow } from '../study/compare.js'
import {
  amountText,
  differenceText,
  figureTitle,
  partyTitle,
  plainNumber,
  signed,
  type Titles,
} from '../study/figure-words.js'
import { type Indicator, isNothingUntold } from '../study/indicators.js'
import type { Comparison, Sentence, SimulationResult } from '../study/result.js'
import { evaluationSections } from './evaluation-section.js'
import { both, each, tableOf, text } from './markup.js'
import { rateSections } from './rate-section.js'
import { words } from './report-words.js'

const said = (zh: string, en: string): Sentence => ({ 'zh-CN': zh, en })

const own = {
  perStaff: said('每人每月的成效', 'What each person is good for, a month'),
  pilot: said('试点', 'The pilot'),
  inside: said('试点内', 'In the pilot'),
  outside: said('其他组（溢出）', 'Elsewhere (spill-over)'),
  months: said('多久能看出一成变化', 'To see a change of a tenth'),
  falseSuccess: said('没有效果时误报', 'Cries success for nothing'),
  groups: said('分组的差别', 'By group'),
  districts: said('各片区的差别', 'By district'),
  others: said('情景所问的其他数字', 'Other figures that the scenario asks for'),
  nothing: said('各组看不出差别', 'No group is seen to differ'),
  nothingByDistrict: said('各片区看不出差别', 'No district is seen to differ'),
} as const

const shownIds = [
  ...['measure', 'measureTime', 'voteValid', 'votePassed', 'voteTurnout', 'voteDays'],
  ...['peakOpen', 'recovery', 'startedLate', 'startedClosed', 'residentActs'],
  ...['openWait', 'sessions', 'sessionItems', 'sessionTime', 'cost'],
  ...['overtime', 'wasted', 'handOvers', 'interruptions'],
]
const mostRows = 8

/** The sections about what the scenario has beyond the usual. */
export function additionSections(result: SimulationResult, comparison: Comparison, titles: Titles): readonly string[] {
  const section = (title: Sentence, body: string) => `<section><h3>${both(title)}</h3>${body}</section>`
  const { perStaffMonth, pilot, groups, districts, rows, indicators } = comparison
  // Nobody asks for time in vain: it is there in the table of all figures, and told here where it moves.
  const others = rows.filter(row => shownIds.includes(row.id) && (row.id !== 'wasted' || leavesOutZero(row.ci)))
  return [
    ...(perStaffMonth === undefined ? [] : [section(own.perStaff, perStaffWords(perStaffMonth))]),
    ...(pilot === undefined ? [] : [section(own.pilot, pilotTable(pilot))]),
    ...(groups === undefined
      ? []
      : [section(own.groups, movedTable(groups, titles, heldIn(result), own.nothing, said('分组', 'group')))]),
    ...(districts === undefined
      ? []
      : [
          section(
            own.districts,
            movedTable(
              notOfOneDistrict(districts),
              titles,
              heldIn(result),
              own.nothingByDistrict,
              said('分片区', 'district'),
            ),
          ),
        ]),
    ...rateSections(result, comparison).map(([title, body]) => section(title, body)),
    ...evaluationSections(result, comparison, titles).map(([title, body]) => section(title, body)),
    ...(others.length === 0 ? [] : [section(own.others, othersTable(others, [result.indicators, indicators], titles))]),
  ]
}

/** The intervals of differences, which hold for all policies that are compared. */
function heldIn({ design: { replications }, indicators, comparisons }: SimulationResult): Held {
  const level = indicators[0]?.level ?? 0.95
  return { replications, level: 1 - (1 - level) / Math.max(1, comparisons.length) }
}

function perStaffWords({ persons, lateAvoided, ci }: NonNullable<Comparison['perStaffMonth']>): string {
  if (lateAvoided === null) return `<p>${both(words.undefined)}</p>`
  const range = ci === null ? '' : `${signed(plainNumber(ci[0]))} … ${signed(plainNumber(ci[1]))}`
  const size = plainNumber(Math.abs(lateAvoided))
  const isFewer = lateAvoided >= 0
  const count = Math.abs(persons)
  const told = said(
    `${persons > 0 ? '增加' : '减少'} ${count} 人；平均每人每月${persons > 0 === isFewer ? '少' : '多'}逾期 ${size} 次（少逾期次数的区间 ${range}）`,
    `${count} ${count === 1 ? 'person' : 'persons'} ${persons > 0 ? 'more' : 'fewer'}: for each of them ${size} ${persons > 0 === isFewer ? 'fewer' : 'more'} times a month something is late (avoided for each person: ${range})`,
  )
  return `<p>${both(told)}</p>`
}

const pilotNames: Readonly<Record<NonNullable<Comparison['pilot']>['figures'][number]['id'], Sentence>> = {
  timeToClose: said('平均办结用时', 'mean time to close'),
  deadlineMet: said('按时率', 'deadlines met'),
}

function pilotTable({ figures }: NonNullable<Comparison['pilot']>): string {
  return tableOf(
    [words.figure, own.inside, own.outside, own.months, own.falseSuccess],
    figures.map(({ id, effect, spillOver, monthsToSeeTenth, falseSuccess: { share, of } }) => {
      const unit = id === 'timeToClose' ? 'ms' : 'share'
      return [
        both(pilotNames[id]),
        differing(effect, unit),
        differing(spillOver, unit),
        monthsToSeeTenth === null
          ? both(words.undefined)
          : both(said(`${plainNumber(monthsToSeeTenth)} 个月`, `${plainNumber(monthsToSeeTenth)} months`)),
        share === null
          ? both(words.undefined)
          : both(said(`${(100 * share).toFixed(1)}%（${of} 次）`, `${(100 * share).toFixed(1)} % (of ${of})`)),
      ]
    }),
    'numbers',
  )
}

/** Without what is told of the whole already: of a party at work in one district only, and of a unit that is evaluated there only. */
function notOfOneDistrict(rows: readonly ComparedRow[]): readonly ComparedRow[] {
  const nameOf = ({ id, kind, dims: { district: _, ...dims } }: ComparedRow) => JSON.stringify([id, kind, dims])
  const counts = new Map<string, number>()
  for (const row of rows) counts.set(nameOf(row), (counts.get(nameOf(row)) ?? 0) + 1)
  return rows.filter(row => (row.dims.party ?? row.dims.unit) === undefined || (counts.get(nameOf(row)) ?? 0) > 1)
}

function movedTable(
  groups: readonly ComparedRow[],
  titles: Titles,
  held: Held,
  nothing: Sentence,
  what: Sentence,
): string {
  // Whoever looks at a hundred groups and keeps those whose interval leaves out 0 keeps five for nothing.
  const looked = groups.filter(({ kind, ci, diff }) => kind !== 'quantile' && ci !== null && diff !== null)
  const moved = looked.flatMap(row => {
    const ci = widenedRow(row, { ...held, together: looked.length })
    return leavesOutZero(ci) ? [{ ...row, ci }] : []
  })
  const told = `<p><small>${both(lookedAt(looked.length, what))}</small></p>`
  if (moved.length === 0) return `<p>${both(nothing)}</p>${told}`
  const table = tableOf(
    [words.figure, words.difference],
    moved.slice(0, mostRows).map(row => [both(figureTitle(row, titles)), differing(row, row.unit)]),
    'numbers',
  )
  const rest = moved.length - mostRows
  return `${table}${rest > 0 ? `<p><small>${both(more(rest))}</small></p>` : ''}${told}`
}

function lookedAt(n: number, what: Sentence): Sentence {
  return said(
    `共看 ${n} 项${what['zh-CN']}差别，只列区间不含 0 者；区间已按 ${n} 项一并成立放宽（Bonferroni）。`,
    `${n} differences by ${what.en} were looked at; those are told whose interval leaves out 0, widened so that all ${n} hold at once (Bonferroni).`,
  )
}

/** Of each interval: over how many replications, and at which level. */
interface Held {
  readonly replications: number
  readonly level: number
}

function othersTable(
  rows: readonly ComparedRow[],
  [now, then]: readonly [readonly Indicator[], readonly Indicator[]],
  titles: Titles,
): string {
  const found = (list: readonly Indicator[], { id, dims, kind, unit }: ComparedRow) =>
    list.find(one => one.id === id && one.kind === kind && sameDims(one.dims, dims)) ??
    (isNothingUntold(id) ? { estimate: 0, ci: null, unit } : undefined)
  const isFree = (row: ComparedRow) =>
    row.id === 'cost' && [now, then].every(list => (found(list, row)?.estimate ?? 0) === 0)
  const free = rows.filter(isFree)
  const names = (locale: Locale) => free.map(({ dims }) => partyTitle(dims.party ?? '', titles)[locale])
  const table = tableOf(
    [words.figure, words.now, words.after, words.difference],
    rows
      .filter(row => !isFree(row))
      .slice(0, mostRows)
      .map(row => [
        both(figureTitle(row, titles)),
        amount(found(now, row)),
        amount(found(then, row)),
        differing(row, row.unit),
      ]),
    'numbers',
  )
  const left = said(
    `未列：成本为 0 的 ${names('zh-CN').join('、')}（无人员或未填成本）`,
    `left out: ${names('en').join(', ')}, which cost nothing (no staff, or no cost was given)`,
  )
  const rest = rows.length - free.length - mostRows
  return `${table}${rest > 0 ? `<p><small>${both(more(rest))}</small></p>` : ''}${free.length > 0 ? `<p><small>${both(left)}</small></p>` : ''}`
}

function amount(one: Pick<Indicator, 'estimate' | 'ci' | 'unit'> | undefined): string {
  if (one === undefined || one.estimate === null) return both(words.undefined)
  const { estimate, ci, unit } = one
  const range =
    ci === null
      ? ''
      : ` <small>${each(locale => text(`${amountText(ci[0], unit, locale)} … ${amountText(ci[1], unit, locale)}`))}</small>`
  return `${each(locale => text(amountText(estimate, unit, locale)))}${range}`
}

function differing(
  { diff, ci }: { readonly diff: number | null; readonly ci: readonly [number, number] | null },
  unit: Indicator['unit'],
): string {
  if (diff === null) return both(words.undefined)
  const change = (value: number) => each(locale => text(differenceText(value, unit, locale)))
  return `${change(diff)}${ci === null ? '' : ` <small>${change(ci[0])} … ${change(ci[1])}</small>`}`
}

function more(n: number): Sentence {
  return said(words.others['zh-CN'].replace('{n}', String(n)), words.others.en.replace('{n}', String(n)))
}
