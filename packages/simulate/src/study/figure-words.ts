// What figures are called, and how amounts are written, in both languages.
import type { AnyCaseType, Locale } from '@convoke/core'
import { overtaken } from '../run/case-run.js'
import type { Effect } from './effects.js'
import type { Indicator } from './indicators.js'
import { labelsOf } from './labels.js'
import type { Sentence } from './result.js'

/** Where names come from: the labels of the case types, and what the scenario calls its parties. */
export interface Titles {
  readonly caseTypes: readonly AnyCaseType[]
  readonly parties?: Readonly<Record<string, Sentence>> | undefined
}

const said = (zh: string, en: string): Sentence => ({ 'zh-CN': zh, en })

/** What indicators are called. */
const figures: Readonly<Record<string, Sentence>> = {
  arrived: said('收件数', 'cases arrived'),
  timeToClose: said('办结用时', 'time to close'),
  timeInState: said('停留时间', 'time in state'),
  outcome: said('结果', 'ends as'),
  deadlineMet: said('按时', 'in time'),
  rungs: said('提醒与逾期节点', 'rungs reached'),
  acts: said('操作次数', 'acts'),
  silences: said('不作为', 'never does'),
  refused: said('操作未获准', 'refused'),
  residentActs: said('居民所为', 'residents do'),
  wait: said('排队等待', 'waits for'),
  openWait: said('排队等待（只计上班时间）', 'waits in open hours for'),
  work: said('投入工时', 'works'),
  overtime: said('加班时间', 'overtime'),
  wasted: said('白费工时', 'worked in vain'),
  handOvers: said('移交次数', 'handed over'),
  interruptions: said('被紧急工作打断次数', 'interrupted by urgent work'),
  utilisation: said('工作负荷', 'busy'),
  openCases: said('在办件数', 'open cases'),
  sessions: said('开会次数', 'sessions'),
  sessionHeld: said('按期开会比例', 'planned sessions that are held'),
  sessionItems: said('每次会议议题数', 'items per session'),
  sessionTime: said('每人参会时间', 'time in sessions, per head'),
  measure: said('占比', 'share'),
  measureTime: said('用时', 'time until'),
  voteValid: said('表决有效', 'vote valid'),
  votePassed: said('表决通过', 'vote passes'),
  voteTurnout: said('参与表决比例', 'owners who take part'),
  voteDays: said('表决用时', 'time to the result'),
  peakOpen: said('在办件数峰值', 'most open cases'),
  recovery: said('冲击后恢复用时', 'time to recover'),
  startedLate: said('在办件逾期', 'late, of cases open at the start'),
  startedClosed: said('在办件办结', 'settled, of cases open at the start'),
  cost: said('人员成本', 'cost of people'),
  score: said('考核得分', 'score'),
  rate: said('考核指标', 'rate'),
}

/** The ids of all figures there may be. */
export const figureIds: readonly string[] = Object.keys(figures)

/** Why work was in vain, where no refusal says it. */
const overtakenWords = said('中途已无须办理', 'overtaken')

const effects: Readonly<Record<Effect['id'], Sentence>> = {
  late: said('逾期', 'late'),
  endsAs: said('结果', 'end as'),
  silent: said('无人办理', 'nobody does'),
  unsettled: said('到期末仍未办结', 'not settled at the end'),
}

const both = (make: (locale: Locale) => string): Sentence => said(make('zh-CN'), make('en'))

type Group = 'outcomes' | 'deadlines' | 'tasks' | 'states' | 'commands'
const groups: readonly (readonly [dim: string, group: Group])[] = [
  ['outcome', 'outcomes'],
  ['deadline', 'deadlines'],
  ['task', 'tasks'],
  ['state', 'states'],
  ['command', 'commands'],
]

/**
 * What a figure is called, in Chinese and English: what it counts, of whom or what. Text of users is in it as it is. Pure.
 *
 * @example
 * import { errand } from '@convoke/core/testing'
 * figureTitle({ id: 'deadlineMet', dims: { caseType: 'errand', deadline: 'reply' } }, { caseTypes: [errand] }).en
 * // => 'in time: Reply (Errand)'
 */
export function figureTitle(
  { id, dims, kind }: Pick<Indicator, 'id' | 'dims'> & { readonly kind?: Indicator['kind'] | undefined },
  titles: Titles,
  { isShort = false }: { readonly isShort?: boolean } = {},
): Sentence {
  return both(locale => {
    const about = aboutOf(dims, titles, locale)
    if (id === 'timeToClose' && kind !== undefined) about.unshift(shareWords(dims.share, locale))
    return joined(figures[id]?.[locale] ?? id, about, typeOf(dims, titles, locale), locale, isShort)
  })
}

/** What an effect is called, in Chinese and English: what happens, to what, and of which case type where there are several. Pure. */
export function effectTitle({ id, dims }: Pick<Effect, 'id' | 'dims'>, titles: Titles): Sentence {
  return both(locale => {
    const type = titles.caseTypes.length < 2 ? undefined : typeOf(dims, titles, locale)
    return joined(effects[id][locale], aboutOf(dims, titles, locale), type, locale, false)
  })
}

/** What an effect is counted in: cases, or times that somebody had to do something. */
export function effectUnit({ id }: Pick<Effect, 'id'>): Sentence {
  return id === 'late' || id === 'silent' ? said('次', 'times') : said('件', 'cases')
}

/** What the scenario calls a party, else its id. */
export function partyTitle(party: string, { parties }: Titles): Sentence {
  return parties !== undefined && Object.hasOwn(parties, party) ? (parties[party] as Sentence) : said(party, party)
}

function joined(what: string, about: readonly string[], type: string | undefined, locale: Locale, isShort: boolean) {
  const list = about.join(locale === 'en' ? ', ' : '，')
  if (isShort && list !== '') return list
  const whole = list === '' ? what : locale === 'en' ? `${what}: ${list}` : `${what}：${list}`
  return type === undefined || isShort ? whole : locale === 'en' ? `${whole} (${type})` : `${whole}（${type}）`
}

function aboutOf(dims: Indicator['dims'], titles: Titles, locale: Locale): string[] {
  const labels = labelsOf(titles.caseTypes, dims.caseType, locale)
  const about = groups.flatMap(([dim, group]) => {
    const name = dims[dim]
    if (name === undefined) return []
    const table = labels?.[group] as Readonly<Record<string, string>> | undefined
    return [table !== undefined && Object.hasOwn(table, name) ? (table[name] as string) : name]
  })
  if (dims.party !== undefined) about.push(partyTitle(dims.party, titles)[locale])
  if (dims.district !== undefined) about.push(dims.district)
  if (dims.skill !== undefined) about.push(dims.skill)
  if (dims.code !== undefined) about.push(dims.code === overtaken ? overtakenWords[locale] : dims.code)
  if (dims.rung !== undefined) about.push(dims.rung)
  if (dims.measure !== undefined) about.push(dims.measure)
  for (const [dim, group] of Object.entries(dims)) if (dim.startsWith('segment.')) about.push(group)
  if (dims.resident !== undefined) about.push(dims.resident)
  if (dims.pack !== undefined) about.push(...packWords(dims, titles, locale))
  else if (dims.rate !== undefined) about.push(dims.rate)
  if (dims.unit !== undefined) about.push(partyTitle(dims.unit, titles)[locale])
  if (dims.evaluation !== undefined) about.push(dims.evaluation)
  if (dims.electorate !== undefined) about.push(dims.electorate)
  if (dims.shock !== undefined) about.push(dims.shock)
  if (dims.currency !== undefined) about.push(dims.currency)
  return about
}

/** A rate and the pack it is of, as the case type calls them. */
function packWords({ caseType, pack = '', rate = '' }: Indicator['dims'], { caseTypes }: Titles, locale: Locale) {
  // A question names the pack, and not always of which case type.
  const isMeant = ({ name, rates }: AnyCaseType) =>
    (caseType === undefined || name === caseType) && rates !== undefined && Object.hasOwn(rates.packs, pack)
  const own = caseTypes.find(isMeant)?.rates?.packs[pack]
  const known = own?.rates.find(({ name }) => name === rate)
  return [known?.title[locale] ?? rate, own?.title[locale] ?? pack]
}

function shareWords(share: string | undefined, locale: Locale): string {
  if (share === undefined) return locale === 'en' ? 'mean' : '均值'
  const percent = String(Math.round(1000 * Number(share)) / 10)
  return locale === 'en' ? `${percent} % at most` : `${percent}% 的办件不超过`
}

const typeOf = (dims: Indicator['dims'], titles: Titles, locale: Locale) =>
  labelsOf(titles.caseTypes, dims.caseType, locale)?.title ?? dims.caseType

const steps = [
  [86_400_000, 'd', '天'],
  [3_600_000, 'h', '小时'],
  [60_000, 'min', '分钟'],
  [1000, 's', '秒'],
] as const

/**
 * An amount with its unit: times in the largest unit that fits, shares in per cent. Pure.
 *
 * @example
 * amountText(5_400_000, 'ms', 'en') // => '1.5 h'
 * amountText(0.125, 'share', 'zh-CN') // => '12.5%'
 */
export function amountText(value: number, unit: Indicator['unit'], locale: Locale): string {
  if (unit === 'share') return `${(100 * value).toFixed(1)}${locale === 'en' ? ' %' : '%'}`
  if (unit === 'money') return String(Math.round(value)).replace(/\B(?=(\d{3})+$)/g, ',')
  if (unit === 'points') return value.toFixed(1)
  if (unit !== 'ms') return plainNumber(value)
  const [size, en, zh] = steps.find(([one]) => Math.abs(value) >= one) ?? steps[3]
  return `${(value / size).toFixed(1)} ${locale === 'en' ? en : zh}`
}

/**
 * How sure something is, from 0 to 1: no surer than it is, and never “100 %”, since a simulation is not. Pure.
 *
 * @example
 * confidenceText(0.7519, 'en') // => '75.1 %'
 * confidenceText(1, 'zh-CN') // => '99.9%'
 */
export function confidenceText(p: number, locale: Locale): string {
  return amountText(Math.min(0.999, Math.max(0.001, Math.floor(1000 * p) / 1000)), 'share', locale)
}

/** A number with as many digits as say something. */
export function plainNumber(value: number): string {
  const text = value.toFixed(Math.abs(value) >= 100 ? 1 : 2)
  return /^-0\.?0*$/.test(text) ? text.slice(1) : text
}

/**
 * The same amount with its sign, for what is different. Pure.
 *
 * @example
 * signed('1.5 h') // => '+1.5 h'
 * signed('0.0 h') // => '0.0 h'
 */
export function signed(text: string): string {
  return text.startsWith('-') ? `−${text.slice(1)}` : /^0(?:\.0+)?(?![\d.])/.test(text) ? text : `+${text}`
}

/**
 * By how much a figure differs, with its sign and unit. What two shares differ by are points, not per cent of either. Pure.
 *
 * @example
 * differenceText(-0.16, 'share', 'en') // => '−16.0 points'
 * differenceText(5_400_000, 'ms', 'zh-CN') // => '+1.5 小时'
 */
export function differenceText(value: number, unit: Indicator['unit'], locale: Locale): string {
  if (unit !== 'share') return signed(amountText(value, unit, locale))
  return signed(`${(100 * value).toFixed(1)}${locale === 'en' ? ' points' : ' 个百分点'}`)
}
