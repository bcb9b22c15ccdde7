// How far an exploration went: each of its bounds that something lies beyond, in words.
import type { Locale } from '@convoke/core'

/** A bound of an exploration beyond which something lies that was not explored. Plain JSON. */
export interface ExplorationLimit {
  /**
   * `states`, `order`: so many states, without and with the order of deadlines; `items`, `keys`: of lists and of keys that a
   * case makes up; `departures`: ways that leave the normal course; `untried`: a command without a sample, of
   * whoever is on a roll, or the end of a linked case without an example; `rungs`: of a
   * ladder, another order; `dates`: what could not be tried on dates, or was not on each; `cancelled`: somebody
   * ended it; `time`: its time was up.
   */
  readonly kind:
    | 'states'
    | 'order'
    | 'items'
    | 'keys'
    | 'departures'
    | 'untried'
    | 'rungs'
    | 'dates'
    | 'cancelled'
    | 'time'
  readonly says: Readonly<Record<Locale, string>>
}

/** Somebody ended it. */
export const cancelled: ExplorationLimit = { kind: 'cancelled', says: { 'zh-CN': '中途结束', en: 'cancelled' } }

/** Its time was up: so many ms in all. */
export function outOfTime(ms: number): ExplorationLimit {
  const seconds = ms / 1_000
  const says = {
    'zh-CN': `限时 ${seconds} 秒内来不及查的部分`,
    en: `what there was no time for in ${seconds} ${seconds === 1 ? 'second' : 'seconds'}`,
  }
  return { kind: 'time', says }
}

/** It ended for this reason before these properties were looked for. */
export function notLookedFor(properties: readonly string[], { kind }: ExplorationLimit): ExplorationLimit {
  const [zh, en] = [properties.join('、'), properties.join(', ')]
  const says =
    kind === 'time'
      ? { 'zh-CN': `没有时间查：${zh}`, en: `there was no time to look for these: ${en}` }
      : { 'zh-CN': `结束前没有查：${zh}`, en: `it ended before these were looked for: ${en}` }
  return { kind, says }
}

/** Limits with what ended it in the place of a search that was ended. */
export function endedBy(
  stopped: ExplorationLimit | undefined,
  limits: readonly ExplorationLimit[],
): readonly ExplorationLimit[] {
  return stopped === undefined ? limits : limits.map(limit => (limit === cancelled ? stopped : limit))
}

export function isCancelled(limits: readonly ExplorationLimit[]): boolean {
  return limits.some(({ kind }) => kind === 'cancelled')
}

export function stoppedAt(states: number): ExplorationLimit {
  return { kind: 'states', says: { 'zh-CN': `满 ${states} 个状态为止`, en: `stopped at ${states} states` } }
}

export function stoppedInOrder(states: number): ExplorationLimit {
  const says = {
    'zh-CN': `按期限先后满 ${states} 个状态为止`,
    en: `stopped at ${states} states with the order of deadlines`,
  }
  return { kind: 'order', says }
}

export function fewItems(path: string, most: number): ExplorationLimit {
  const says = {
    'zh-CN': `${path} 至多比开始时多 ${most} 项`,
    en: `${path} is followed up to ${most} items more than it begins with`,
  }
  return { kind: 'items', says }
}

export function fewKeys(path: string, most: number, beyond: string): ExplorationLimit {
  const says = {
    'zh-CN': `${path} 至多比开始时多 ${most} 个键，不到 "${beyond}"`,
    en: `${path} is followed up to ${most} keys more than it begins with, not to "${beyond}"`,
  }
  return { kind: 'keys', says }
}

export function fewDepartures(most: number): ExplorationLimit {
  const says = {
    'zh-CN': `偏离正常流程超过 ${most} 次的走法`,
    en: `ways that leave the normal course more than ${most === 1 ? 'once' : `${most} times`}`,
  }
  return { kind: 'departures', says }
}

/** The same of a search that was ended: of the ways beyond, the states nearest to the course were looked into. */
export function fewWays(whole: number, states: number): ExplorationLimit {
  const says =
    whole < 0
      ? {
          'zh-CN': `正常流程上前 ${states} 个状态之后的部分`,
          en: `the normal course beyond its first ${states} states`,
        }
      : {
          'zh-CN': `偏离正常流程超过 ${whole} 次的走法，最近的 ${states} 个状态除外`,
          en: `${fewDepartures(whole).says.en}, but for the ${states} states nearest to it`,
        }
  return { kind: 'departures', says }
}

export function untried(command: string): ExplorationLimit {
  const says = {
    'zh-CN': `没有试“${command}”：缺少数据样例`,
    en: `"${command}" is not tried, for want of a sample of its data`,
  }
  return { kind: 'untried', says }
}

/** Who is on a roll is nobody that an exploration knows. */
export function untriedByRoll(role: string): ExplorationLimit {
  const says = {
    'zh-CN': `没有试“${role}”的命令：由谁担任，看的是名册`,
    en: `the commands of "${role}" are not tried: who holds it is on a roll`,
  }
  return { kind: 'untried', says }
}

/** Nobody says how a case opened through this link may end. */
export function unansweredLink(link: string): ExplorationLimit {
  const says = {
    'zh-CN': `没有试关联“${link}”的办件如何了结：缺少 answers`,
    en: `no end of a case opened through "${link}" is tried, for want of "answers"`,
  }
  return { kind: 'untried', says }
}

export function rungsInOrder(deadline: string): ExplorationLimit {
  const says = {
    'zh-CN': `期限“${deadline}”的各级提醒只按排列的先后、一级不缺地逐一到来`,
    en: `the rungs of the deadline "${deadline}" are taken in the order in which they are listed, with none left out`,
  }
  return { kind: 'rungs', says }
}

export function fewHours(deadline: string): ExplorationLimit {
  const says = {
    'zh-CN': `期限“${deadline}”不按整日计，而各方每天只在九点办事`,
    en: `the deadline "${deadline}" does not run in whole days, and parties act at nine o'clock alone`,
  }
  return { kind: 'dates', says }
}

export function fewWaited(type: string, days: number): ExplorationLimit {
  const says = {
    'zh-CN': `没有期限时，“${type}”至多等 ${days} 天`,
    en: `where nothing is due, "${type}" is put off by at most ${days} days`,
  }
  return { kind: 'dates', says }
}

export function notOnDates(type: string): ExplorationLimit {
  const says = {
    'zh-CN': `“${type}”在这些日期上被拒绝，例如样例中的日期已过`,
    en: `"${type}" is refused on these dates, as where a date of its sample has passed`,
  }
  return { kind: 'dates', says }
}

export function withoutDays(to: string): ExplorationLimit {
  const says = { 'zh-CN': `日历只到 ${to}`, en: `the calendar ends on ${to}` }
  return { kind: 'dates', says }
}

/** Limits, each once. */
export interface Limits {
  add(limit: ExplorationLimit): void
  readonly all: readonly ExplorationLimit[]
}

export function noLimits(known: readonly ExplorationLimit[] = []): Limits {
  const all = new Map(known.map(limit => [limit.says.en, limit]))
  return {
    add: limit => void all.set(limit.says.en, limit),
    get all() {
      return [...all.values()]
    },
  }
}
