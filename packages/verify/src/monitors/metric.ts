// Measures that have to have a value for every settled case, whatever became of it.
import type { Entry, JsonObject, PartyId } from '@convoke/core'
import type { Monitor, Move } from '../model/case-data.js'
import { ClockRead } from '../tables/cells.js'
import { isSignal } from '../tables/combinations.js'
import type { Sentence } from '../verdict.js'

/** What a measure that is taken along the way sees of a step: no moments, since a proof holds whatever the calendar. */
export interface MetricEvent {
  /** A command, `deadline.<name>`, or news of a linked case such as `case.settled`. */
  readonly type: string
  /** Who gave the command; absent of the clock and of linked cases. */
  readonly by?: PartyId | undefined
  /** The key of a deadline that was reached. */
  readonly key?: string | undefined
  readonly data: JsonObject
}

/**
 * A measure 指标: an indicator of an evaluation, or any figure that somebody will want to take of every case. Either a
 * function of a whole journal, or a fold over its steps; both pure. A figure is a number from 0; undefined or null says that
 * there is none.
 *
 * @example
 * import { errand, errandOpened } from '@convoke/core/testing'
 * const replies: Metric = {
 *   name: 'replies',
 *   title: { 'zh-CN': '答复数', en: 'replies' },
 *   fold: { start: 0, step: (count, { type }) => (type === 'reply' ? (count ?? 0) + 1 : count) },
 * }
 * verifyCaseType(errand, { opened: errandOpened, properties: ['P20'], metrics: [replies] }).verdicts[0]?.verdict
 * // => 'sampled'
 */
export type Metric = {
  readonly name: string
  readonly title: Sentence
} & (
  | {
      /** The figure of a case from its whole journal, oldest entry first. Tried on one journal for each way it may end. */
      readonly of: (journal: readonly Entry[]) => number | null | undefined
      readonly fold?: undefined
    }
  | {
      /**
       * The figure step by step, in every history: of the figures that are more than 0, `step` is shown 1 for all, and what
       * it makes of them counts as 0, more than 0, or undefined.
       */
      readonly fold: {
        readonly start?: number | undefined
        readonly step: (figure: number | undefined, event: MetricEvent) => number | null | undefined
      }
      readonly of?: undefined
    }
)

/** Takes a measure along the way. What it throws is kept in `failure`. */
export function metricMonitor({ start, step }: NonNullable<Metric['fold']>, failure: { thrown?: unknown }): Monitor {
  return (_, move, kept) => () => {
    const before = kept.measure ?? abstracted(start)
    let after: ReturnType<typeof abstracted> = 'none'
    try {
      after = abstracted(step(before === 'none' ? undefined : before === 'zero' ? 0 : 1, eventOf(move)))
    } catch (thrown) {
      if (isSignal(thrown) || thrown instanceof ClockRead) throw thrown
      failure.thrown ??= thrown
    }
    kept.measure = after
    return false
  }
}

/** Zero, more than zero, or nothing: of a figure that is none, too. */
export function abstracted(figure: number | null | undefined): 'none' | 'zero' | 'more' {
  if (typeof figure !== 'number' || !(figure >= 0) || figure === Number.POSITIVE_INFINITY) return 'none'
  return figure === 0 ? 'zero' : 'more'
}

function eventOf(move: Move): MetricEvent {
  if (move.kind === 'command') return { type: move.type, by: move.by, data: move.data }
  if (move.kind === 'clock') return { type: move.type, key: move.key, data: {} }
  return { type: move.type, data: move.data }
}
