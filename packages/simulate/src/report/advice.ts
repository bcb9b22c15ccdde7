// What whoever decides about a policy should be told first, from the differences and how sure they are. No opinion of ours:
// each sentence follows from the intervals by the rules below.

import { sameDims } from '../run/tally.js'
import { leavesOutZero } from '../statistics/interval.js'
import { authorityWords } from '../study/authority-words.js'
import type { ComparedRow } from '../study/compare.js'
import { daysInMonth, type Effect } from '../study/effects.js'
import {
  amountText,
  differenceText,
  effectTitle,
  effectUnit,
  figureTitle,
  partyTitle,
  plainNumber,
  signed,
  type Titles,
} from '../study/figure-words.js'
import type { Change, Comparison, Sentence, SimulationResult } from '../study/result.js'

/**
 * What the differences come to: `better`, something is better beyond chance and nothing worse; `worse`, the other way round; `mixed`,
 * both; `unclear`, nothing can be told from chance; `same`, nothing differs at all.
 */
export type Verdict = 'better' | 'worse' | 'mixed' | 'unclear' | 'same'

/** The advice on one policy 建议. Plain JSON. */
export interface Advice {
  readonly verdict: Verdict
  /** Changes that are not the town's to make. */
  readonly beyond: readonly Change[]
  /** One sentence. */
  readonly sentence: Sentence
  /** The effects to tell first, three at most: the surest losses and gains. */
  readonly effects: readonly Effect[]
  /** Working hours a month by party, those that change most first. */
  readonly price: readonly Price[]
  /** Who is worst off, with the probability that it is worse off at all. */
  readonly losers: readonly Loser[]
  /** What to look at afterwards. */
  readonly watch: readonly Watch[]
}

type Interval = readonly [low: number, high: number] | null

/** What a party works for these cases. Hours a month. */
export interface Price {
  readonly party: string
  readonly from: number | null
  readonly fromCi: Interval
  readonly to: number | null
  readonly toCi: Interval
  readonly diff: number | null
  readonly ci: readonly [low: number, high: number] | null
}

/** A party or a kind of case that is worse off. */
export interface Loser {
  readonly row: Pick<ComparedRow, 'id' | 'dims' | 'unit' | 'diff' | 'ci'>
  readonly pWorse: number
}

/** An indicator to watch once people live under the policy. */
export interface Watch {
  readonly effect: Effect
  /**
   * A month. Where it is to get better: what it is now, since at this or worse the policy does nothing. Where it is to get
   * worse: the end of its interval, since beyond it is worse than was bargained for.
   */
  readonly stop: number
  /** Whether more than that is bad, or less. */
  readonly isMoreBad: boolean
  /** After so many months one can tell. */
  readonly months: number
  /** The day by which to look, where the policy begins with the first measured day. */
  readonly by: string
}

const hour = 3_600_000

/** A difference with what it is a difference from. */
interface Moved {
  readonly diff: number | null
  readonly ci: readonly [low: number, high: number] | null
  readonly better: Effect['better']
  readonly base: number
}

/** Less than so much of what there is now is nothing to decide about, however sure it is. Ours. */
const leastShare = 0.01

/**
 * Figures that say what a policy is for where a scenario declares what they are about: they are judged beside what is counted by the month. How
 * many votes pass is not among them, since to pass is not better.
 */
const declared: readonly string[] = [
  ...['voteValid', 'voteTurnout', 'voteDays', 'startedLate', 'startedClosed', 'recovery', 'residentActs', 'rate'],
]

const isNoted = ({ diff, better, base }: Moved) => better !== null && Math.abs(diff ?? 0) >= leastShare * Math.abs(base)
const isGain = (moved: Moved) =>
  isNoted(moved) && moved.ci !== null && (moved.better === 'lower' ? moved.ci[1] < 0 : moved.ci[0] > 0)
const isLoss = (moved: Moved) =>
  isNoted(moved) && moved.ci !== null && (moved.better === 'lower' ? moved.ci[0] > 0 : moved.ci[1] < 0)
const ofEffect = ({ diff, ci, better, from }: Effect): Moved => ({ diff, ci, better, base: from.estimate })

/** How far a difference stands out of its interval; 0 where it does not differ. */
const sureness = ({ diff, ci }: Pick<Effect, 'diff' | 'ci'>): number => {
  if (diff === null || diff === 0 || ci === null) return 0
  const half = (ci[1] - ci[0]) / 2
  return half === 0 ? Number.MAX_VALUE : Math.abs(diff) / half
}

/**
 * The advice on one policy, by rule from its differences. Pure.
 *
 * @example
 * import { errand, errandOpened } from '@convoke/core/testing'
 * const result = simulate(
 *   {
 *     from: '2026-03-02',
 *     days: 10,
 *     replications: 4,
 *     cases: [{ type: 'errand', arrivals: { perDay: 4 }, opening: errandOpened.opening }],
 *     compare: { same: {} },
 *   },
 *   { caseTypes: [errand] },
 * )
 * const [same] = result.comparisons
 * const advice = same && adviceOn(result, same, { caseTypes: [errand] })
 * advice?.verdict // => 'same'
 * advice?.sentence.en // => '“same” changes nothing at all: every figure is the same, exactly.'
 */
export function adviceOn(result: SimulationResult, comparison: Comparison, titles: Titles): Advice {
  const { effects, rows, changes } = comparison
  const told = toldFirst(effects, one => !isGone(one, result, comparison))
  const figures = rows
    .filter(({ id, pOneSided }) => pOneSided !== null && !['deadlineMet', 'silences', 'cost'].includes(id))
    .map((row): Claim => claimOf(row, result, titles))
  const isJudged = ({ row }: Claim) =>
    row !== undefined && (row.id === 'timeToClose' ? row.kind === 'mean' : declared.includes(row.id))
  const counted = (one: Effect): Claim => ({ ...ofEffect(one), words: () => movedWords(one, titles) })
  // Where nothing has a deadline any more, nothing is late: that is no gain, and what became of it is told by the rest.
  const judged = [...effects.filter(one => !isGone(one, result, comparison)).map(counted), ...figures.filter(isJudged)]
  const isNothing = ({ diff, ci }: ComparedRow) =>
    diff === null || (diff === 0 && (ci === null || (ci[0] === 0 && ci[1] === 0)))
  const isSame = rows.every(isNothing)
  const [gains, losses] = [judged.some(isGain), judged.some(isLoss)]
  const verdict: Verdict = isSame ? 'same' : gains ? (losses ? 'mixed' : 'better') : losses ? 'worse' : 'unclear'
  const beyond = changes.filter(({ authority }) => authority !== undefined)
  const claims = [...told.filter(one => !isGone(one, result, comparison)).map(counted), ...judged]
  // What moves although nothing does that policies are for, such as a wait: told, and no ground for advice.
  const aside = figures.filter(one => isGain(one) || isLoss(one)).sort((a, b) => sureness(b) - sureness(a))[0]
  return {
    ...{ verdict, beyond, effects: told },
    sentence: sentenceOf(verdict, comparison, { claims, beyond, aside, price: priceWords(result, comparison) }),
    price: priceOf(result, comparison),
    losers: losersOf(rows),
    watch: watchOf(
      result,
      told.filter(one => !isGone(one, result, comparison)),
    ),
  }
}

/**
 * Whether an effect is of a deadline that runs for no case any more under the policy: it is late less often since nothing has to be done by it. Pure.
 */
export function isGone({ id, dims }: Effect, { indicators }: SimulationResult, comparison: Comparison): boolean {
  if (id !== 'late') return false
  const ran = (figures: SimulationResult['indicators']) =>
    figures.some(
      one =>
        one.id === 'deadlineMet' &&
        one.n > 0 &&
        Object.entries(dims).every(([name, of]) => one.dims[name as keyof typeof dims] === of),
    )
  return ran(indicators) && !ran(comparison.indicators)
}

/** Something that moves, and how it is said. */
interface Claim extends Moved {
  readonly row?: ComparedRow | undefined
  words(): Sentence
}

function claimOf(row: ComparedRow, { indicators }: SimulationResult, titles: Titles): Claim {
  const { id, kind, dims, diff, ci, pOneSided } = row
  const own = indicators.find(one => one.id === id && one.kind === kind && sameDims(one.dims, dims))
  const isMeanTime = id === 'timeToClose' && kind === 'mean'
  // The confidence is above one half in the direction in which it is better.
  const isLower = id === 'timeToClose' || (pOneSided as number) > 0.5 === (diff ?? 0) < 0
  return {
    ...{ diff, ci, better: isLower ? 'lower' : 'higher', base: own?.estimate ?? 0, row },
    words: () => (isMeanTime ? timeWords(diff ?? 0) : figureWords(row, titles)),
  }
}

/** The surest loss and gain first; then what else stands out most. */
function toldFirst(effects: readonly Effect[], isMeant: (effect: Effect) => boolean): readonly Effect[] {
  const sorted = effects.filter(({ diff }) => diff !== null && diff !== 0).sort((a, b) => sureness(b) - sureness(a))
  const first = [
    sorted.find(one => isMeant(one) && isGain(ofEffect(one))),
    sorted.find(one => isLoss(ofEffect(one))),
  ].filter(one => one !== undefined)
  const rest = [...sorted.filter(({ better }) => better !== null), ...sorted]
  return [...new Set([...first, ...rest])].slice(0, 3)
}

interface Told {
  readonly claims: readonly Claim[]
  readonly beyond: readonly Change[]
  readonly aside: Claim | undefined
  readonly price: Sentence
}

function sentenceOf(verdict: Verdict, { name, changes }: Comparison, { claims, beyond, aside, price }: Told): Sentence {
  const [pro, con] = [claims.find(isGain)?.words(), claims.find(isLoss)?.words()]
  const seen = aside?.words()
  // A typhoon, or what people make of a rule, is nobody's to adopt or not.
  const isChoice = !changes.every(({ power }) => power.who === 'nobody')
  const told = isChoice ? choice(name, pro, con) : given(name, pro, con)
  const bodies: Readonly<Record<Verdict, Sentence>> = {
    ...told,
    unclear: {
      'zh-CN': `看不出“${name}”对办件有何作用：差别无法与偶然区分，或不足百分之一${seen === undefined ? '' : `；只看出${seen['zh-CN']}`}。`,
      en: `Nothing can be said for or against “${name}” from what becomes of cases: the differences cannot be told from chance, or are below one in a hundred${seen === undefined ? '' : `; all that is seen is ${seen.en}`}.`,
    },
    same: {
      'zh-CN': `“${name}”毫无影响：各项数字完全相同。`,
      en: `“${name}” changes nothing at all: every figure is the same, exactly.`,
    },
  }
  const body = priced(bodies[verdict], price)
  const [first] = beyond
  if (first === undefined) return body
  const source = first.authority?.source
  return {
    'zh-CN': `镇里无权作此改动（${authorityWords(first.power.who)['zh-CN']}规定${source == null ? '' : `，依据 ${source}`}），只可作为建议上报；${body['zh-CN']}`,
    en: `This is not the town's to change (${authorityWords(first.power.who).en}${source == null ? '' : `, ${source}`}); it may be proposed to whoever may. ${body.en}`,
  }
}

type Clear = Readonly<Record<'better' | 'worse' | 'mixed', Sentence>>

/** The advice on what somebody may decide to do. */
function choice(name: string, pro: Sentence | undefined, con: Sentence | undefined): Clear {
  return {
    better: {
      'zh-CN': `宜采用“${name}”：${pro?.['zh-CN']}，未见其他方面变差。`,
      en: `“${name}” is worth doing: ${pro?.en}, and nothing is seen to be worse.`,
    },
    worse: {
      'zh-CN': `不宜采用“${name}”：${con?.['zh-CN']}，未见任何好处。`,
      en: `“${name}” is not worth doing: ${con?.en}, and nothing is seen to be better.`,
    },
    mixed: {
      'zh-CN': `“${name}”有得有失，须由领导取舍：${pro?.['zh-CN']}，但${con?.['zh-CN']}。`,
      en: `“${name}” gains and loses, so somebody has to choose: ${pro?.en}, but ${con?.en}.`,
    },
  }
}

/** What comes of what happens anyway. */
function given(name: string, pro: Sentence | undefined, con: Sentence | undefined): Clear {
  return {
    better: {
      'zh-CN': `“${name}”之下：${pro?.['zh-CN']}，未见其他方面变差。`,
      en: `Under “${name}”: ${pro?.en}, and nothing is seen to be worse.`,
    },
    worse: {
      'zh-CN': `“${name}”之下：${con?.['zh-CN']}，未见任何好处。`,
      en: `Under “${name}”: ${con?.en}, and nothing is seen to be better.`,
    },
    mixed: {
      'zh-CN': `“${name}”之下有好有坏：${pro?.['zh-CN']}，但${con?.['zh-CN']}。`,
      en: `Under “${name}” some is better and some worse: ${pro?.en}, but ${con?.en}.`,
    },
  }
}

/** A sentence with the price before its full stop. */
function priced(body: Sentence, price: Sentence): Sentence {
  if (price.en === '') return body
  return {
    'zh-CN': `${body['zh-CN'].slice(0, -1)}；${price['zh-CN']}。`,
    en: `${body.en.slice(0, -1)}; ${price.en}.`,
  }
}

/** What a policy costs or saves, in persons and, where costs are given, in money; empty where it takes nothing. */
function priceWords(result: SimulationResult, { perStaffMonth, rows }: Comparison): Sentence {
  const parts: Sentence[] = []
  const persons = perStaffMonth?.persons ?? 0
  const number = Math.abs(persons)
  if (persons !== 0)
    parts.push({
      'zh-CN': `${persons > 0 ? '需增加' : '可减少'} ${number} 人`,
      en: `it takes ${number} ${number === 1 ? 'person' : 'persons'} ${persons > 0 ? 'more' : 'fewer'}`,
    })
  const cost = rows.find(({ id, dims }) => id === 'cost' && dims.party === undefined)
  if (cost?.diff != null && leavesOutZero(cost.ci)) {
    const money = `${amountText(Math.abs(cost.diff) / monthsOf(result), 'money', 'en')} ${cost.dims.currency ?? ''}`
    parts.push({
      'zh-CN': `人员成本每月${cost.diff > 0 ? '增加' : '减少'} ${money}`,
      en: `people cost ${money} a month ${cost.diff > 0 ? 'more' : 'less'}`,
    })
  }
  return { 'zh-CN': parts.map(one => one['zh-CN']).join('，'), en: parts.map(one => one.en).join(', ') }
}

/** How much sooner or later cases are closed. */
function timeWords(diff: number): Sentence {
  return {
    'zh-CN': `平均办结用时${diff < 0 ? '缩短' : '延长'} ${amountText(Math.abs(diff), 'ms', 'zh-CN')}`,
    en: `the mean time to close is ${amountText(Math.abs(diff), 'ms', 'en')} ${diff < 0 ? 'shorter' : 'longer'}`,
  }
}

/** By how much a figure moves, with its interval. */
function figureWords(row: ComparedRow, titles: Titles): Sentence {
  const { diff, ci, unit } = row
  const title = figureTitle(row, titles)
  const change = (locale: keyof Sentence) => differenceText(diff ?? 0, unit, locale)
  const range = (locale: keyof Sentence) =>
    ci?.map(bound => differenceText(bound, unit, locale)).join(locale === 'en' ? ' to ' : ' 至 ') ?? ''
  return {
    'zh-CN': `“${title['zh-CN']}” ${change('zh-CN')}（区间 ${range('zh-CN')}）`,
    en: `“${title.en}” ${change('en')} (${range('en')})`,
  }
}

/** What moves, by how many a month, and how sure that is. */
function movedWords(effect: Effect, titles: Titles): Sentence {
  const title = effectTitle(effect, titles)
  const { diff, ci } = effect
  const size = plainNumber(Math.abs(diff ?? 0))
  const [low, high] = ci ?? [null, null]
  const range = low === null || high === null ? '' : [signed(plainNumber(low)), signed(plainNumber(high))]
  const isLess = (diff ?? 0) < 0
  return {
    'zh-CN': `每月“${title['zh-CN']}”${isLess ? '减少' : '增加'} ${size} ${effectUnit(effect)['zh-CN']}${range === '' ? '' : `（区间 ${range[0]} 至 ${range[1]}）`}`,
    en: `${size} ${isLess ? 'fewer' : 'more'} a month of “${title.en}”${range === '' ? '' : ` (${range[0]} to ${range[1]})`}`,
  }
}

function priceOf(result: SimulationResult, { rows, indicators }: Comparison): readonly Price[] {
  const months = monthsOf(result)
  const hours = (ms: number | null | undefined) => (ms === null || ms === undefined ? null : ms / hour / months)
  const interval = (ci: Interval | undefined): Interval =>
    ci ? [hours(ci[0]) as number, hours(ci[1]) as number] : null
  const work = (from: SimulationResult['indicators'], party: string | undefined) =>
    from.find(one => one.id === 'work' && one.dims.party === party)
  return rows
    .filter(({ id }) => id === 'work')
    .map(({ dims, diff, ci }): Price => {
      const [from, to] = [work(result.indicators, dims.party), work(indicators, dims.party)]
      return {
        party: dims.party ?? '',
        ...{ from: hours(from?.estimate), fromCi: interval(from?.ci) },
        ...{ to: hours(to?.estimate), toCi: interval(to?.ci) },
        ...{ diff: hours(diff), ci: interval(ci) },
      }
    })
    .filter(({ from, to, diff }) => ((from ?? 0) > 0 || (to ?? 0) > 0) && diff !== 0)
    .sort((a, b) => Math.abs(b.diff ?? 0) - Math.abs(a.diff ?? 0) || (a.party < b.party ? -1 : 1))
}

/** The party, then the kind of case, that is most surely worse off. */
function losersOf(rows: readonly ComparedRow[]): readonly Loser[] {
  const worst = (some: readonly ComparedRow[]): readonly Loser[] =>
    some
      .flatMap(({ id, dims, unit, diff, ci, pOneSided }): readonly Loser[] =>
        pOneSided === null || diff === null || diff === 0
          ? []
          : [{ row: { id, dims, unit, diff, ci }, pWorse: 1 - pOneSided }],
      )
      .sort((a, b) => b.pWorse - a.pWorse)
      .slice(0, 1)
  return [
    ...worst(rows.filter(({ id, dims }) => dims.party !== undefined && id === 'wait')),
    ...worst(rows.filter(({ id, kind }) => id === 'timeToClose' && kind === 'mean')),
    ...worst(rows.filter(({ id }) => id === 'deadlineMet')),
  ]
}

/** What is called of a loser. */
export function loserTitle({ row: { id, dims } }: Loser, titles: Titles): Sentence {
  if (dims.party === undefined) return figureTitle({ id, dims, kind: 'mean' }, titles)
  const party = partyTitle(dims.party, titles)
  return { 'zh-CN': `${party['zh-CN']}（排队等待）`, en: `${party.en} (cases wait for it)` }
}

/** No wait is longer than three years: what takes so long to see is not seen. */
const mostMonths = 36

function watchOf({ design }: SimulationResult, effects: readonly Effect[]): readonly Watch[] {
  const begin = Date.parse(`${design.firstDay}T00:00:00Z`)
  return effects.flatMap((effect): readonly Watch[] => {
    const { monthsToSee: months, from, to, diff, better } = effect
    if (months === null || months > mostMonths) return []
    const isMore = (diff ?? 0) > 0
    const isWorse = better !== null && isMore === (better === 'lower')
    const isMoreBad = isWorse ? isMore : !isMore
    const stop = isWorse && to.ci !== null ? to.ci[isMore ? 1 : 0] : from.estimate
    const by = new Date(begin + Math.round(months * daysInMonth) * 86_400_000).toISOString().slice(0, 10)
    return [{ effect, stop, isMoreBad, months, by }]
  })
}

/** How many months are measured. */
function monthsOf({ design: { measuredFrom, measuredTo } }: SimulationResult): number {
  return (measuredTo - measuredFrom) / 86_400_000 / daysInMonth
}
