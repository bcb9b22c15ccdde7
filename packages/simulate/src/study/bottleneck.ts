import type { Locale } from '@convoke/core'
import { amountText, figureTitle, partyTitle, type Titles } from './figure-words.js'
import { inChinese } from './in-chinese.js'
import type { Indicator } from './indicators.js'
import type { Sentence } from './result.js'

/** Below this share of all time to close, waiting for people is not what holds cases up. Ours. */
const leastShare = 0.05

/** Who is busy for less than this share of the time is hardly why work waits. Ours. */
const mostOfIdle = 0.7
/** Where less than this share of what waited was never begun, it is not what holds cases up. Ours. */
const leastNeverBegun = 0.05
/** Who is busy for at least this share of the time is short of people. Ours. */
const leastOfBusy = 0.9
const idleWords: Sentence = {
  'zh-CN': '其人员三成以上的时间空闲：增人之前，先看工作是否多在下班时间到来。',
  en: ' Its people have nothing to do for three tenths of their time or more: before asking for more of them, see whether work comes when they are off.',
}

/**
 * What holds cases up most 瓶颈, in a sentence: the party for whose people cases wait longest in all; where they hardly wait, the
 * party with hardly a free moment much of whose work nobody began; else the state without states of its own in which they spend most time, and a party at which nobody is. Null where nothing was settled or waited for. Pure.
 */
export function bottleneckOf(
  indicators: readonly Indicator[],
  titles: Titles,
  neverBegun: ReadonlyMap<string, number> = new Map(),
): Sentence | null {
  const sum = ({ estimate, n }: Indicator) => (estimate ?? 0) * n
  const most = (id: string, isMeant = (_: Indicator) => true) =>
    indicators
      .filter(one => one.id === id && one.kind === 'mean' && one.dims.skill === undefined && isMeant(one))
      .sort((a, b) => sum(b) - sum(a))[0]
  /** The skill for which most of the waiting for a party is. */
  const skillIn = (queue: Indicator) =>
    indicators.find(
      one =>
        one.id === 'wait' &&
        one.dims.skill !== undefined &&
        one.dims.party === queue.dims.party &&
        sum(one) > sum(queue) / 2,
    )
  const times = indicators.filter(({ id, kind }) => id === 'timeToClose' && kind === 'mean')
  const all = times.reduce((total, one) => total + sum(one), 0)
  const queue = most('wait')
  if (queue !== undefined && all > 0 && sum(queue) >= leastShare * all) {
    const party = partyTitle(queue.dims.party ?? '', titles)
    const busyIn = (skill: string | undefined) =>
      indicators.find(({ id, dims }) => id === 'utilisation' && dims.party === queue.dims.party && dims.skill === skill)
    const busy = busyIn(undefined)
    const skill = skillIn(queue)
    const skilled = skill && busyIn(skill.dims.skill)
    const [zh, en] =
      skill === undefined
        ? ['', '']
        : [
            `其中多数等的是会“${skill.dims.skill}”的人：平均 ${withRange(skill, 'zh-CN')}${skilled ? `，其工作负荷 ${withRange(skilled, 'zh-CN')}` : ''}。`,
            ` Most of it waits for whoever knows ${skill.dims.skill}: ${withRange(skill, 'en')} on average${skilled ? `; they are busy ${withRange(skilled, 'en')} of their time` : ''}.`,
          ]
    const open = indicators.find(({ id, dims }) => id === 'openWait' && dims.party === queue.dims.party)
    const [zhOpen, enOpen] =
      open === undefined
        ? ['', '']
        : [`（只计上班时间为 ${withRange(open, 'zh-CN')}）`, ` (in open hours only: ${withRange(open, 'en')})`]
    const idle = busy?.ci != null && busy.ci[1] < mostOfIdle ? idleWords : { 'zh-CN': '', en: '' }
    return {
      'zh-CN': inChinese`瓶颈在${party['zh-CN']}：每项工作平均排队 ${withRange(queue, 'zh-CN')}，含下班时间${zhOpen}${busy === undefined ? '' : `；工作负荷 ${withRange(busy, 'zh-CN')}`}。${zh}${idle['zh-CN']}`,
      en: `The bottleneck is ${party.en}: work waits ${withRange(queue, 'en')} for it on average, closed hours included${enOpen}${busy === undefined ? '' : `, and its people are busy ${withRange(busy, 'en')} of their time`}.${en}${idle.en}`,
    }
  }
  const [short] = shortOfPeople(indicators, neverBegun)
  if (short !== undefined) {
    const { busy, share } = short
    const party = partyTitle(busy.dims.party ?? '', titles)
    const never = Math.round(100 * share)
    return {
      'zh-CN': inChinese`瓶颈在${party['zh-CN']}：排队的工作 ${String(never)}% 始终无人着手；工作负荷 ${withRange(busy, 'zh-CN')}。`,
      en: `The bottleneck is ${party.en}: of the work that waited for it ${never} % was never begun, and its people are busy ${withRange(busy, 'en')} of their time.`,
    }
  }
  const state = most('timeInState', one => !holdsOthers(one, indicators))
  if (state === undefined || sum(state) === 0) return null
  const title = figureTitle(state, titles, { isShort: true })
  const [absent] = unattended(indicators)
  if (absent !== undefined) {
    const party = partyTitle(absent, titles)
    return {
      'zh-CN': inChinese`办件用时最多的环节是“${title['zh-CN']}”，平均 ${withRange(state, 'zh-CN')}。${party['zh-CN']}始终无人在岗：交给它的工作无人着手，不计入排队时间。`,
      en: `Cases spend most of their time in “${title.en}”, ${withRange(state, 'en')} on average. At ${party.en} nobody was ever there: what came to it was never begun, and is not among the waits.`,
    }
  }
  return {
    'zh-CN': `没有人手瓶颈：办件用时最多的环节是“${title['zh-CN']}”，平均 ${withRange(state, 'zh-CN')}。`,
    en: `No people are the bottleneck: cases spend most of their time in “${title.en}”, ${withRange(state, 'en')} on average.`,
  }
}

/** Whether a state has states of its own: a case is in it for as long as in all of these, which says nothing of what holds it up. */
function holdsOthers({ dims: { caseType, state } }: Indicator, indicators: readonly Indicator[]): boolean {
  return indicators.some(
    ({ id, dims }) =>
      id === 'timeInState' && dims.caseType === caseType && dims.state?.startsWith(`${state}.`) === true,
  )
}

/** Parties that have hardly a free moment, and much of whose work nobody began: those with most of it first. */
function shortOfPeople(indicators: readonly Indicator[], neverBegun: ReadonlyMap<string, number>) {
  return indicators
    .filter(
      ({ id, dims, estimate }) => id === 'utilisation' && dims.skill === undefined && (estimate ?? 0) >= leastOfBusy,
    )
    .map(busy => ({ busy, share: neverBegun.get(busy.dims.party ?? '') ?? 0 }))
    .filter(({ share }) => share >= leastNeverBegun)
    .sort((a, b) => b.share - a.share)
}

/** Parties at which nobody worked in the days that are measured, their own or others: of what waits there nothing is told. */
function unattended(indicators: readonly Indicator[]): readonly string[] {
  return indicators.flatMap(({ id, estimate, dims: { party } }) => {
    if (id !== 'utilisation' || estimate !== null || party === undefined) return []
    return indicators.some(one => one.id === 'wait' && one.dims.party === party) ? [] : [party]
  })
}

function withRange({ estimate, ci, unit }: Indicator, locale: Locale): string {
  const range = ci === null ? '' : ci.map(bound => amountText(bound, unit, locale)).join(' – ')
  const around = range === '' ? '' : locale === 'en' ? ` (${range})` : `（${range}）`
  return `${amountText(estimate ?? 0, unit, locale)}${around}`
}
