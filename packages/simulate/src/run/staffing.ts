// Persons who are away on some days: seconded in a shock, or absent by luck.
import { draw, type Label, label } from '../random/luck.js'
import { derive, type Key } from '../random/threefry.js'
import { awayIn } from '../scenario/additions/shocks.js'
import { type Dated, type EventList, type Happening, ranks } from './event-list.js'
import type { Shifts } from './shifts.js'
import type { World } from './world.js'

/** What there is to say of a party whose persons come and go. */
export interface Attendance {
  readonly shifts: Shifts
  /** So many persons more; fewer leave as they become free. */
  resize(persons: number, now: number): void
}

/** What was away of a party's persons, as it is counted against its capacity. */
export type Away = ReadonlyMap<string, number>

/**
 * Sends persons away and brings them back, day by day, for parties of which somebody may be away. Absence belongs to the
 * person and the day: more staff or more cases change nobody's.
 */
export function plantStaffing(
  { arm, calendar, origin, measuredFrom, measuredTo }: World,
  luck: Key,
  events: Pick<EventList<Dated>, 'enter' | 'add'>,
  attendanceOf: (party: string) => Attendance,
  isFollowed: (party: string) => boolean,
): Away {
  const away = new Map<string, number>()
  const shocks = arm.shocks ?? []
  for (const [party, { staff: persons, absence = 0, restDays, sessions }] of Object.entries(arm.parties)) {
    // A session is held with whoever is there, and persons who are followed come and go themselves.
    if (sessions !== undefined || isFollowed(party)) continue
    /** How many have a day of rest. */
    const resting = typeof restDays === 'number' && restDays > 0 ? Math.max(0, persons - restDays) : 0
    if (absence === 0 && resting === 0 && !shocks.some(shock => awayIn(shock, party, persons) > 0)) continue
    const own = below(luck, label(`absence of ${party}`))
    const staff = attendanceOf(party)
    let isAway = 0
    let day = 0
    const change = events.enter<Happening>(id => ({
      ...{ id, source: -1, i: 0, party, purpose: 'away', n: 0 },
      happen(at) {
        const date = calendar.localDate(at)
        let today = resting === 0 || calendar.isWorkingDay(date) ? 0 : resting
        for (const shock of shocks) if (shock.from <= date && date <= shock.to) today += awayIn(shock, party, persons)
        // Who is seconded cannot be absent as well: persons are taken from the first on.
        for (let person = Math.min(today, persons); person < persons; person++)
          if (absence > 0 && draw(below(own, label(date)), label('person'), person) < absence) today++
        today = Math.min(today, persons)
        staff.resize(isAway - today, at)
        isAway = today
        day++
        const next = calendar.endOf(date)
        const { shifts } = staff
        const [from, to] = [Math.max(at, measuredFrom), Math.min(next, measuredTo)]
        if (to > from) away.set(party, (away.get(party) ?? 0) + today * shifts.between(from, to))
        events.add(next, ranks.shift, change.id, day)
      },
    }))
    change.happen(origin, ranks.shift, 0)
  }
  return away
}

function below(key: Key, { w0, w1 }: Label): Key {
  return derive(key, w0, w1)
}
