// A period in words.
import type { Duration } from '@convoke/core'
import type { Sentence } from '../verdict.js'

const units: Readonly<Record<Duration['unit'], Sentence>> = {
  'working-day': { 'zh-CN': '个工作日', en: 'working day' },
  'calendar-day': { 'zh-CN': '日', en: 'calendar day' },
  'working-hour': { 'zh-CN': '个工作时', en: 'working hour' },
  hour: { 'zh-CN': '小时', en: 'hour' },
  minute: { 'zh-CN': '分钟', en: 'minute' },
}

/** Periods of several units, one after the other, in words. */
export function durationsInWords(all: readonly Pick<Duration, 'n' | 'unit'>[]): Sentence {
  const words = all.map(durationInWords)
  return { 'zh-CN': words.map(one => one['zh-CN']).join('加'), en: words.map(({ en }) => en).join(' and ') }
}

/** A period in words, such as `3 working days`. */
export function durationInWords({ n, unit }: Pick<Duration, 'n' | 'unit'>): Sentence {
  const { 'zh-CN': zh, en } = units[unit]
  return { 'zh-CN': `${n}${zh}`, en: `${n} ${en}${n === 1 ? '' : 's'}` }
}
