// Parties that meet 片会: what waits for them is taken up session by session, and all of it is done at the end of one.
import type { Sessions } from '../scenario/additions/sessions.js'
import { millisecondsOf } from '../scenario/time.js'
import { weekdayOf } from '../scenario/weekday.js'
import type { Days } from './days.js'
import { type Dated, type EventList, type Happening, ranks } from './event-list.js'
import type { Staff, Staffing } from './staff.js'
import type { Tally } from './tally.js'
import type { World } from './world.js'

const dayMs = 86_400_000

/** The moments at which a party meets, from the first day on, each time it is asked; undefined once there are no more. */
function sessionTimes(declared: Sessions, days: Days, from: string): () => number | undefined {
  const { restDays } = declared
  const [hour = 0, minute = 0] = declared.at.split(':').map(Number)
  const isMeant = meant(declared, from)
  const last = Array.isArray(declared.every) ? [...declared.every].sort().at(-1) : undefined
  /** The next day to be looked at, and that of the newest session. */
  let day = 0
  let newest = -1
  return () => {
    for (let idle = 0; idle < 3660; idle++) {
      const nominal = day++
      const date = days.date(nominal)
      if (last !== undefined && date > last) return undefined
      if (!isMeant(date)) continue
      if (restDays === 'skip' && !days.isWorking(nominal)) continue
      let held = nominal
      while (restDays === 'next' && !days.isWorking(held)) held++
      // Two that would fall on one day are one.
      if (held <= newest) continue
      newest = held
      return days.start(held) + (hour * 60 + minute) * 60_000
    }
    return undefined
  }
}

/** Whether a party is meant to meet on a day. */
function meant({ every, on, first }: Sessions, from: string): (date: string) => boolean {
  if (Array.isArray(every)) {
    const dates = new Set(every)
    return date => dates.has(date)
  }
  const begin = first ?? from
  const weekday = typeof on === 'string' ? on : weekdayOf(begin)
  const since = (date: string, anchor: string) =>
    Math.round((Date.parse(`${date}T00:00:00Z`) - Date.parse(`${anchor}T00:00:00Z`)) / dayMs)
  if (every === 'day') return date => date >= begin
  if (every === 'week') return date => date >= begin && weekdayOf(date) === weekday
  if (every === 'month') {
    if (typeof on === 'number') return date => date >= begin && Number(date.slice(8)) === Math.min(on, lengthOf(date))
    return date => date >= begin && weekdayOf(date) === weekday && Number(date.slice(8)) <= 7
  }
  if (every === 'fortnight') {
    let anchor = begin
    while (weekdayOf(anchor) !== weekday) anchor = dayAfter(anchor)
    return date => date >= anchor && since(date, anchor) % 14 === 0
  }
  return date => date >= begin && since(date, begin) % every.days === 0
}

function dayAfter(date: string): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + dayMs).toISOString().slice(0, 10)
}

/** Days of the month in which a date lies. */
function lengthOf(date: string): number {
  return new Date(Date.UTC(Number(date.slice(0, 4)), Number(date.slice(5, 7)), 0)).getUTCDate()
}

/** Lets every party that meets hold its sessions. */
export function plantSessions(
  { arm, days, origin, measuredFrom, measuredTo, end, ledger }: World,
  events: Pick<EventList<Dated>, 'enter' | 'add'>,
  staffed: Pick<Staffing, 'sit'>,
  staffOf: (party: string) => Staff,
  { add }: Tally,
): void {
  for (const [party, { staff: heads, sessions: declared }] of Object.entries(arm.parties)) {
    if (declared === undefined) continue
    const staff = staffOf(party)
    const slot = (id: string) => ledger.slot(id, 'party', party, undefined)
    const [held, share, items, time] = [
      slot('sessions'),
      slot('sessionHeld'),
      slot('sessionItems'),
      slot('sessionTime'),
    ] as const
    const ofItsOwn = millisecondsOf(declared.lasts as string | 0)
    const next = sessionTimes(declared, days, arm.from)
    let sitsUntil = 0
    const session = events.enter<Happening>(id => ({
      ...{ id, source: -1, i: 0, party, purpose: 'session', n: 0 },
      happen(at) {
        const isMeasured = at >= measuredFrom && at < measuredTo
        // Who still sits over the last ones cannot begin with others.
        const isHeld = at >= sitsUntil && staff.waiting >= declared.least
        if (isMeasured) add(share, isHeld ? 1 : 0, 1)
        if (isHeld) {
          const taken = staffed.sit(staff, declared.takes, ofItsOwn, at)
          sitsUntil = taken.until
          if (isMeasured) {
            add(held, 1, 0)
            add(items, taken.jobs, 1)
          }
          const [start, stop] = [Math.max(at, measuredFrom), Math.min(sitsUntil, measuredTo)]
          if (stop > start) {
            add(time, stop - start, 0)
            add(staff.workSlot, (stop - start) * heads, 0)
          }
        }
        plan()
      },
    }))
    const plan = () => {
      let at = next()
      while (at !== undefined && at < origin) at = next()
      if (at !== undefined && at < end) events.add(at, ranks.dispatch, session.id, 0)
    }
    plan()
  }
}
