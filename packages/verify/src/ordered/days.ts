// On which days somebody acts, and of which of them something else comes.
import type { CaseDefinition, CaseState, Draft, WorkingCalendar } from '@convoke/core'
import type { Exploration } from '../explore/explore.js'
import { isInDays } from './lengths.js'
import { rulesOf } from './rules.js'

const hour = 3_600_000
/** How long before the end of a day parties act: at nine in the morning. */
export const beforeMidnight = 15 * hour
/** How many days somebody may wait with what has no deadline. */
export const mostWaited = 14

/** A case on its date. */
export interface Placed {
  readonly state: CaseState
  /** What the rules wrote of the step that led here. */
  readonly drafts: readonly Draft[]
  /** By when has to come what is awaited. */
  readonly limit: number | undefined
}

/** When somebody may act from an instant on: then, and at nine on each day until something is due. */
export function actedOn(calendar: WorkingCalendar, from: number, until: number | undefined): readonly number[] {
  const instants: number[] = []
  let at = from
  for (let day = calendar.localDate(from); until === undefined ? instants.length <= mostWaited : at < until; ) {
    instants.push(at)
    const over = calendar.endOf(day)
    day = calendar.localDate(over)
    at = calendar.endOf(day) - beforeMidnight
  }
  return instants
}

/** What comes of something on these days, as far as it is not the same as the day before. */
export function differing(
  definition: CaseDefinition,
  days: readonly number[],
  taken: (at: number) => Placed | undefined,
): readonly Placed[] {
  const [first, last] = [days[0], days.at(-1)]
  if (first === undefined || last === undefined) return []
  const made = taken(first)
  if (made === undefined || first === last) return made === undefined ? [] : [made]
  const name = ({ state, limit }: Placed) => `${limit ?? ''} ${runningIn(definition, state)}`
  // Nothing starts that counts from the day: the first day will do, from which time may pass.
  const end = taken(last)
  if (end !== undefined && name(end) === name(made)) return [made]
  const found = new Map([[name(made), made]])
  for (const day of days.slice(1)) {
    const one = taken(day)
    if (one !== undefined && !found.has(name(one))) found.set(name(one), one)
  }
  return [...found.values()]
}

/** The deadlines of a case that have not run out, on their dates; and its data, where they tell dates. */
export function runningIn({ deadlines: declared }: CaseDefinition, { deadlines, machine }: CaseState): string {
  const running = deadlines.flatMap(({ name, key, rungs, dueAt, left, date }) => {
    const open = rungs.filter(({ fired }) => !fired)
    return open.length === 0 && left === null
      ? []
      : [[name, key, dueAt, left, date, open.map(({ rung, at }) => [rung, at])]]
  })
  return JSON.stringify(declared.some(({ due }) => due !== undefined) ? [running, machine.context] : running)
}

/**
 * Deadlines that do not run in whole days that end at midnight, or of which something comes after a part of their time: it makes
 * a difference to them when on a day somebody acts.
 */
export function countedFiner(exploration: Exploration): readonly string[] {
  const { deadlines, periods, isActing, rungsOf } = rulesOf(exploration)
  return deadlines.flatMap(({ name, due, ladder = [] }, n) => {
    const period = periods[n]
    const isInWholeDays = period !== undefined && isInDays(period) && (period.cutoff ?? 'midnight') === 'midnight'
    const isParted = ladder.some(({ rung, fraction }) => fraction !== undefined && rungsOf(n).includes(rung))
    return isActing(name) && (isParted || (due === undefined && !isInWholeDays)) ? [name] : []
  })
}
