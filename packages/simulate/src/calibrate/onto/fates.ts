// What became of the events of a log that was carried out by the rules of a case type, told together where it is the same.
import { type AnyCaseType, describeRefusal, type Locale } from '@convoke/core'
import type { Sentence } from '../../study/result.js'
import type { Fate, ReplayedCase, ReplayedEvent } from './replay.js'

/** Events of a log that are not simulated, all for the same reason. Plain JSON. */
export interface LeftOut {
  /**
   * `unmapped`: nothing says which command it is; `refused`: the case type says no; `cell`: a cell says nothing that the map
   * knows; `before`: before the case opened, or in one that could not be opened; `after`: after it was settled; `free`: carried
   * out, but nobody had to, so that no rule makes it.
   */
  readonly fate: Exclude<Fate, 'opened' | 'duty' | 'ignored'>
  readonly activity: string
  readonly command: string | null
  /** The code of the refusal. */
  readonly code: string | null
  /** Where the case stood, the first time. */
  readonly states: readonly string[]
  readonly reason: Sentence
  readonly count: number
  /** The first of them. */
  readonly rows: readonly number[]
}

/** Cases that are over by the log, and go on by the case type. Plain JSON. */
export interface Unsettled {
  readonly states: readonly string[]
  readonly count: number
  readonly cases: readonly string[]
}

/** What became of a log. Plain JSON. */
export interface Replay {
  readonly cases: number
  readonly opened: number
  readonly settled: number
  readonly events: number
  /** Events that became commands, or opened a case. */
  readonly carriedOut: number
  readonly ignored: number
  readonly outcomes: readonly { readonly outcome: string; readonly count: number }[]
  /** The most common first. */
  readonly leftOut: readonly LeftOut[]
  readonly unsettled: readonly Unsettled[]
}

/** Rows and cases that are told as examples. */
const shown = 10

/** Sums up what became of the cases of a log. */
export function replayOf(
  cases: readonly ReplayedCase[],
  caseType: AnyCaseType,
  ended: ReadonlySet<string> | undefined,
): Replay {
  const events = cases.flatMap(one => one.events)
  const groups = new Map<string, { readonly first: ReplayedEvent; readonly rows: number[] }>()
  for (const event of events) {
    const { fate, instance, command, refusal, strange } = event
    if (fate === 'opened' || fate === 'duty' || fate === 'ignored') continue
    const key = JSON.stringify([fate, instance.activity, command, refusal?.code, strange])
    const own = groups.get(key)
    if (own === undefined) groups.set(key, { first: event, rows: [instance.row] })
    else own.rows.push(instance.row)
  }
  const leftOut = [...groups.values()]
    .map(({ first, rows }): LeftOut => {
      const { fate, instance, command, refusal, states = [] } = first
      return {
        ...{ fate: fate as LeftOut['fate'], activity: instance.activity, command: command ?? null },
        ...{ code: refusal?.code ?? null, states, reason: reasonOf(first, caseType), count: rows.length },
        rows: rows.sort((a, b) => a - b).slice(0, shown),
      }
    })
    .sort((a, b) => b.count - a.count || (a.activity < b.activity ? -1 : 1))
  const goneOn = new Map<string, ReplayedCase[]>()
  for (const one of cases) {
    if (one.openedAt === undefined || one.outcome !== null || ended?.has(one.id) !== true) continue
    const key = one.states.join(' ')
    goneOn.set(key, [...(goneOn.get(key) ?? []), one])
  }
  const counts = new Map<string, number>()
  for (const { outcome } of cases) if (outcome !== null) counts.set(outcome, (counts.get(outcome) ?? 0) + 1)
  return {
    cases: cases.length,
    opened: cases.filter(({ openedAt }) => openedAt !== undefined).length,
    settled: cases.filter(({ outcome }) => outcome !== null).length,
    events: new Set(events.map(({ instance }) => instance)).size,
    carriedOut: events.filter(({ fate }) => fate === 'opened' || fate === 'duty' || fate === 'free').length,
    ignored: events.filter(({ fate }) => fate === 'ignored').length,
    outcomes: [...counts].map(([outcome, count]) => ({ outcome, count })).sort((a, b) => b.count - a.count),
    leftOut,
    unsettled: [...goneOn.values()]
      .map(list => ({
        states: list[0]?.states ?? [],
        count: list.length,
        cases: list.slice(0, shown).map(({ id }) => id),
      }))
      .sort((a, b) => b.count - a.count),
  }
}

function reasonOf({ fate, instance, refusal, strange }: ReplayedEvent, caseType: AnyCaseType): Sentence {
  const said: Readonly<Record<string, Sentence>> = {
    unmapped: {
      en: `nothing says which command "${instance.activity}" is; add it to "activities", as "ignore" if it is no act`,
      'zh-CN': `未说明“${instance.activity}”是哪个命令；请写入 "activities"，不属于操作的写 "ignore"`,
    },
    before: {
      en: 'before the case was opened, or in a case that could not be opened',
      'zh-CN': '早于立案，或所在办件未能立案',
    },
    after: { en: 'the case was settled by then', 'zh-CN': '办件此时已办结' },
    free: {
      en: 'carried out, but it was nobody’s duty: no rule makes it, and simulated cases do without it',
      'zh-CN': '可以执行，但不属于任何一方的任务：情景中没有对应规则，模拟办件不会出现',
    },
    cell: {
      en: `"${strange?.cell.slice(0, 60)}" of column "${strange?.column}" is not among its "values": ${strange?.known.slice(0, 12).join(', ')}`,
      'zh-CN': `“${strange?.column}”列的“${strange?.cell.slice(0, 60)}”不在 "values" 之中：${strange?.known.slice(0, 12).join('、')}`,
    },
  }
  const own = said[fate]
  if (own !== undefined) return own
  const told = (locale: Locale) =>
    describeRefusal({ code: (refusal?.code ?? 'refusal/role') as never, details: refusal?.details ?? {} }, locale, {
      labels: caseType.labels[locale],
    }).text
  return { en: told('en'), 'zh-CN': told('zh-CN') }
}
