// Whether something comes within a time, wherever it is to: properties of one's own that say `within`.
import { type CaseState, ConvokeError, type Duration, type OwnProperty } from '@convoke/core'
import type { Steps } from '../explore/search.js'
import { type Study, studyOf, whereIn } from '../explore/study.js'
import type { Move } from '../model/case-data.js'
import type { Opening } from '../model/opening.js'
import type { Pace, Play } from '../model/replay.js'
import { type AwaitedOnDates, type Dated, datedOver, type OpeningDate } from '../ordered/dated.js'
import { durationInWords } from '../ordered/duration-words.js'
import { type Ordered, orderedOver } from '../ordered/ordered.js'
import { knobIn } from '../ordered/running.js'
import { scheduleOf } from '../ordered/schedule.js'
import { type OrderedWay, orderedWayTo } from '../ordered/waits.js'
import type { Violation } from '../verdict.js'
import type { Checked } from './checked.js'

/** What is there to look at time with. */
export interface Timing {
  readonly opened: Opening
  /** Plays stories of that opening. */
  readonly play: Play
  /** Whether the order in which deadlines fall due is worked out at all. */
  readonly isOrdered: boolean
  /** How many states may be looked into for it. */
  readonly mostStates: number
  /** The dates on which it is looked for, in place of any order. */
  readonly dates?: OpeningDate | undefined
}

/** A study with time in it, and what was found in it. */
export interface TimedCheck {
  readonly study: Study
  readonly checked: Checked
}

/** Something that is to come where something else has begun. */
interface Awaited<State> {
  begins(state: State): boolean | undefined
  comes(state: State): boolean | undefined
}

/**
 * Whether a property that says `within` holds: a stopwatch starts where it begins, and its end is never reached before what
 * is to come has come. What is found is played on dates; where none of it can be, nobody knows.
 *
 * @param awaited when the stopwatch starts, and when it ends, of what was explored
 * @param byRules the same of a case as the rules have it
 */
export function* comesInTime(
  property: OwnProperty,
  study: Study,
  { opened, play, isOrdered, mostStates, dates }: Timing,
  { begins, comes }: Awaited<number>,
  byRules: Awaited<CaseState>,
): Steps<TimedCheck> {
  const { exploration } = study
  const period = periodOf(property, study)
  let isMet = false
  for (let state = 0; state < exploration.expanded && !isMet; state++)
    isMet = begins(state) === true && comes(state) === false
  if (!isMet) return { study, checked: { violations: [], isVoid: true } }
  if (!isOrdered || exploration.expanded > mostStates) return { study, checked: { violations: [], isOpen: true } }
  if (dates !== undefined) {
    const awaited = { period, desk: property.desk, ...byRules } as AwaitedOnDates
    const seen = studyOf(yield* datedOver(exploration, opened, dates, { maxStates: mostStates, awaited }))
    const { overrun } = seen.exploration as Dated
    const pace: Pace = { wait: { since: -1, period } }
    return {
      study: seen,
      checked: { violations: overrun === undefined ? [] : [lateIn(property, seen, overrun, period, { pace })] },
    }
  }
  const stopwatch = {
    kind: 'limit',
    period,
    desk: property.desk,
    runsIn: (state: number, ran: boolean) => comes(state) === false && (ran || begins(state) === true),
  } as const
  const ordered = yield* orderedOver(exploration, { maxStates: 1_000 + 4 * exploration.states, stopwatch })
  const seen = studyOf(ordered)
  for (const state of ordered.overruns) {
    const violation = playable(property, seen, ordered, play, state, period, byRules)
    if (violation !== undefined) return { study: seen, checked: { violations: [violation] } }
  }
  if (ordered.overruns.length === 0) return { study: seen, checked: { violations: [] } }
  const late = durationInWords(period)
  const unsure = {
    'zh-CN': `可能超过${late['zh-CN']}，但找不到能照日历走的经过`,
    en: `it may take longer than ${late.en}, in no way that could be played on dates`,
  }
  return { study: seen, checked: { violations: [], isOpen: true, unsure } }
}

/** A way that takes too long, with its dates; undefined where the real rules do not have it so. */
function playable(
  property: OwnProperty,
  study: Study,
  ordered: Ordered,
  play: Play,
  state: number,
  period: Duration,
  { begins, comes }: Awaited<CaseState>,
): Violation | undefined {
  const way = orderedWayTo(ordered, state)
  const moves = way.labels.map(label => ordered.moves[label] as Move)
  const minutes = scheduleOf(ordered, way)?.slice(1)
  const since = sinceIn(ordered, way)
  const pace: Pace = { minutes, wait: { since, period } }
  const { isWhole, states } = play(moves, pace)
  const began = states.findIndex(({ moves }) => moves === since + 1)
  const waited = states.slice(began).map(({ state }) => state)
  if (!isWhole || !begins(waited[0] as CaseState) || waited.some(comes)) return undefined
  return lateIn(property, study, state, period, { way: moves, pace })
}

/** That something does not come in time. */
function lateIn(
  property: OwnProperty,
  study: Study,
  state: number,
  period: Duration,
  how: Pick<Violation, 'way' | 'pace'>,
): Violation {
  const where = whereIn(study, state)
  const late = durationInWords(period)
  return {
    property: property.name,
    state,
    ...how,
    message: {
      'zh-CN': `到了“${where['zh-CN']}”，${late['zh-CN']}满了仍未等到：${property.says['zh-CN']}`,
      en: `in "${where.en}", ${late.en} may pass before it comes: ${property.says.en}`,
    },
  }
}

/** The move with which the stopwatch started that runs at the end of a way. */
function sinceIn(ordered: Ordered, { states }: OrderedWay): number {
  let at = states.length - 1
  while (at > 0 && ordered.isWatched(states[at - 1] as number)) at -= 1
  return at - 1
}

/** How long it may take: as it is said, or as a knob of the case type has it. */
function periodOf({ name, period }: OwnProperty, { exploration }: Study): Duration {
  const given = typeof period === 'string' ? knobIn(exploration, period) : period
  if (given !== undefined && Number.isInteger(given.n) && given.n >= 1) return given
  const reason =
    typeof period === 'string' ? `no knob "${period}" holds a time` : 'its time is no whole number of units'
  throw new ConvokeError('verify/property', `the property "${name}" cannot be asked: ${reason}`, {
    details: { property: name, state: '', reason },
  })
}
