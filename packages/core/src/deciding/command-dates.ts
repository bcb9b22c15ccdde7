import type { CaseDefinition } from '../definition/case-definition.js'
import type { DateRule } from '../definition/case-type.js'
import { ConvokeError } from '../errors/convoke-error.js'
import { pointerToken } from '../json/assert-json.js'
import type { Json, JsonObject } from '../json/json.js'
import type { DateRange } from '../ports/case-engine.js'
import type { PlainDate } from '../ports/working-calendar.js'
import { durationOf } from './deadline-dates.js'
import type { CaseState, Clock } from './decision.js'
import type { Denial } from './permission.js'

/**
 * The days between which each dated field of a command may lie, were it sent at `clock.at`; undefined where the command
 * names none. A bound that the calendar cannot tell is left out: the command itself is then answered with
 * `calendar/outside-coverage`. Pure.
 */
export function datesAllowed(
  definition: CaseDefinition,
  state: CaseState,
  type: string,
  clock: Clock,
): Readonly<Record<string, DateRange>> | undefined {
  const rules = definition.commands.get(type)?.dates
  if (rules === undefined) return undefined
  const bound = (find: () => PlainDate | undefined): PlainDate | undefined => {
    try {
      return find()
    } catch (thrown) {
      if (ConvokeError.is(thrown, 'calendar/outside-coverage')) return undefined
      throw thrown
    }
  }
  const ranges = Object.entries(rules).map(([field, rule]) => {
    const earliest = bound(() => earliestOf(rule, state, clock))
    const latest = bound(() => latestOf(rule, state, clock))
    return [field, { ...(earliest && { earliest }), ...(latest && { latest }) }] as const
  })
  return Object.fromEntries(ranges)
}

/**
 * Why a date that a command names may not be chosen; undefined where all may. Pure.
 *
 * @throws ConvokeError `calendar/outside-coverage` where the calendar cannot tell a bound
 */
export function wrongDate(
  definition: CaseDefinition,
  state: CaseState,
  type: string,
  data: JsonObject,
  clock: Clock,
): Denial | undefined {
  const rules = definition.commands.get(type)?.dates
  if (rules === undefined) return undefined
  let denial: Denial | undefined
  for (const [path, rule] of Object.entries(rules)) {
    const named = new Map<string, PlainDate>()
    withDates(data, stepsOf(path), '', (date, field) => {
      named.set(field, date)
      return date
    })
    if (named.size === 0) continue
    const earliest = earliestOf(rule, state, clock)
    const latest = latestOf(rule, state, clock)
    for (const [field, date] of named) {
      if ((earliest === undefined || date >= earliest) && (latest === undefined || date <= latest)) continue
      denial ??= {
        code: 'refusal/date-out-of-range',
        details: { command: type, field, ...(earliest && { earliest }), ...(latest && { latest }) },
      }
    }
  }
  return denial
}

/**
 * The data with each date that may not be chosen at `clock.at` put to the nearest that may: for hosts that act with data
 * written down beforehand, such as samples. The same object where nothing is to be moved; a bound that the calendar cannot
 * tell moves nothing. Pure.
 *
 * @example
 * import { paperCase, visit, visitOpened } from '@convoke/core/testing'
 * const { definition, state, clock } = paperCase(visit, visitOpened)
 * withDatesAhead(definition, state, 'appoint', { date: '1999-01-01' }, clock) // => { date: '2026-01-07' }
 */
export function withDatesAhead(
  definition: CaseDefinition,
  state: CaseState,
  type: string,
  data: JsonObject,
  clock: Clock,
): JsonObject {
  const ranges = datesAllowed(definition, state, type, clock)
  if (ranges === undefined) return data
  let moved: Json = data
  for (const [path, { earliest, latest }] of Object.entries(ranges)) {
    moved = withDates(moved, stepsOf(path), '', date => {
      if (earliest !== undefined && date < earliest) return earliest
      return latest !== undefined && date > latest ? latest : date
    })
  }
  return moved as JsonObject
}

/** The first day that has not ended when the period has run out: of a period in days the day after its last. */
function earliestOf({ earliest }: DateRule, { machine }: CaseState, { at, calendar }: Clock): PlainDate | undefined {
  if (earliest === undefined) return undefined
  const period = durationOf(earliest === 'today' ? undefined : earliest, machine)
  return calendar.localDate(period === undefined ? at : calendar.add(at, period).at)
}

/** The last day of the period. */
function latestOf({ latest }: DateRule, { machine }: CaseState, { at, calendar }: Clock): PlainDate | undefined {
  if (latest === undefined) return undefined
  const period = durationOf(latest === 'today' ? undefined : latest, machine)
  return calendar.localDate(period === undefined ? at : calendar.add(at, period).at - 1)
}

/** `items[].due` as the steps that lead to it. */
function stepsOf(path: string): readonly string[] {
  return path.split('.').flatMap(part => part.split(/(?=\[\])/))
}

/** The value with what `change` makes of each date at the end of the steps; the same object where it changes nothing. */
function withDates(
  value: Json | undefined,
  [step, ...rest]: readonly string[],
  field: string,
  change: (date: PlainDate, field: string) => PlainDate,
): Json {
  if (step === undefined) return typeof value === 'string' ? change(value, field) : (value as Json)
  if (step === '[]') {
    if (!Array.isArray(value)) return value as Json
    const items = value.map((item, n) => withDates(item, rest, `${field}/${n}`, change))
    return items.some((item, n) => item !== value[n]) ? items : value
  }
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return value as Json
  const before = (value as JsonObject)[step] as Json
  const after = withDates(before, rest, `${field}/${pointerToken(step)}`, change)
  return after === before ? (value as Json) : { ...(value as JsonObject), [step]: after }
}
