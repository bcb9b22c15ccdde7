import type { Duration } from './duration.js'
import type { ExplainContext, ExplainedDay } from './explained-days.js'
import { dayNumber, formatDate } from './plain-date.js'
import type { Zone } from './zone.js'

const unitNames = {
  'working-day': { 'zh-CN': '个工作日', en: 'working day' },
  'calendar-day': { 'zh-CN': '日', en: 'calendar day' },
  'working-hour': { 'zh-CN': '个工作小时', en: 'working hour' },
  hour: { 'zh-CN': '小时', en: 'hour' },
  minute: { 'zh-CN': '分钟', en: 'minute' },
} as const

/** The explanation as one sentence in each language: what was counted, what was skipped and why, and when it ends. */
export const sentences = (
  { table, zone }: ExplainContext,
  from: number,
  due: { readonly at: number; readonly provisional: boolean },
  duration: Duration,
  days: readonly ExplainedDay[],
): { 'zh-CN': string; en: string } => {
  const { n, unit } = duration
  const inDays = unit === 'working-day' || unit === 'calendar-day'
  const startDate = formatDate(zone.dayAt(from))
  const start = inDays ? startDate : clockStart(wallClock(zone, from), startDate)
  const end = wallClock(zone, due.at)
  const zh: string[] = [`自${start}起${n}${unitNames[unit]['zh-CN']}${inDays ? '（当日不计入）' : ''}`]
  const en: string[] = [
    `${n} ${unitNames[unit].en}${n === 1 ? '' : 's'} from ${start}${inDays ? ' (that day not counted)' : ''}`,
  ]

  const skipped = days.filter(day => day.counted === null && (day.kind === 'holiday' || day.kind === 'weekend'))
  const rolled = days.find(day => day.kind === 'rolled-over')
  if (rolled) {
    const nominal = formatDate(zone.dayAt(from) + n)
    zh.push(`末日${nominal}为${reason(table, nominal).zh}，顺延至${rolled.date}`)
    en.push(`the last day ${nominal} is ${reason(table, nominal).en}, so it rolls over to ${rolled.date}`)
  } else if (skipped.length > 0) {
    const groups = new Map<string, { en: (days: number) => string; days: number }>()
    for (const day of skipped) {
      const { zh: name, days: english } = reason(table, day.date)
      groups.set(name, { en: english, days: (groups.get(name)?.days ?? 0) + 1 })
    }
    zh.push(`不计${[...groups].map(([name, group]) => `${name}${group.days}天`).join('、')}`)
    en.push(`skipping ${[...groups.values()].map(group => group.en(group.days)).join(', ')}`)
  }
  const makeUps = days.filter(day => day.kind === 'make-up').map(day => day.date)
  if (makeUps.length > 0) {
    zh.push(`${makeUps.join('、')}为调休上班日，计入`)
    en.push(
      `${makeUps.join(', ')} ${makeUps.length === 1 ? 'is a make-up working day and counts' : 'are make-up working days and count'}`,
    )
  }
  if (due.provisional) {
    zh.push('部分日期尚未公布节假日安排，暂按周末推算')
    en.push('provisional: holidays of some dates are not published, weekends only')
  }
  zh.push(`于${end}届满（${zone.id}）`)
  en.push(`runs out at ${end} (${zone.id})`)
  return { 'zh-CN': `${zh.join('，')}。`, en: `${en.join('; ')}.` }
}

interface Reason {
  readonly zh: string
  readonly en: string
  readonly days: (n: number) => string
}

const reason = (table: ExplainContext['table'], date: string): Reason => {
  const { name, nameEn } = table.note(dayNumber(date))
  if (!name) return { zh: '周末', en: 'a weekend', days: n => `${n} weekend ${n === 1 ? 'day' : 'days'}` }
  const en = nameEn ?? name
  return { zh: name, en, days: n => `${n} ${n === 1 ? 'day' : 'days'} of ${en}` }
}

/** An instant on the zone's wall clock; the exclusive end of a day reads as 24:00 of that day. */
const wallClock = (zone: Zone, at: number): string => {
  const day = zone.dayAt(at)
  if (at === zone.startOf(day)) return `${formatDate(zone.dayAt(at - 1))} 24:00`
  const text = new Date(zone.localAt(at)).toISOString()
  const seconds = zone.localAt(at) % 60_000 === 0 ? '' : text.slice(16, 23)
  return `${text.slice(0, 10)} ${text.slice(11, 16)}${seconds}`
}

/** A period may start at midnight: that is 00:00 of its own date, not 24:00 of the day before. */
const clockStart = (shown: string, date: string): string => (shown.endsWith(' 24:00') ? `${date} 00:00` : shown)
