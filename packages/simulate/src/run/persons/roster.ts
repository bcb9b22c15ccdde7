// Who the persons of parties are: what each knows, for whom each works, and when each is there.
import type { WorkingCalendar } from '@convoke/core'
import { draw, type Label, label } from '../../random/luck.js'
import { derive, type Key } from '../../random/threefry.js'
import { hasPersons } from '../../scenario/additions/persons.js'
import { awayIn } from '../../scenario/additions/shocks.js'
import type { Arm } from '../../scenario/schema.js'
import { shiftOf } from '../party-hours.js'
import type { Shifts } from '../shifts.js'
import type { World } from '../world.js'

type Declared = Arm['parties'][string]

/** A party whose persons are followed one by one. */
export interface Home {
  readonly party: string
  readonly declared: Declared
  readonly members: readonly Member[]
}

/** A person as the scenario has them, the same in every replication. */
export interface Member {
  readonly party: string
  /** Among those of the party: first those without a name, then by name. */
  readonly place: number
  readonly name: string | undefined
  readonly skills: ReadonlySet<string>
  /** The parties for which they work, their own first. */
  readonly serves: readonly string[]
  readonly shifts: Shifts
  readonly speed: number
  readonly absence: number
  /** Whether they work on days of rest, where that is said of themselves. */
  readonly ownRest: boolean | undefined
  /** First and last day in office, ISO; and the times away. */
  readonly from: string
  readonly until: string
  readonly away: readonly { readonly from: string; readonly to: string }[]
}

/** The parties whose persons are followed one by one, by name; undefined where there are none. */
export function homesOf({ arm, shiftsFor }: Pick<World, 'arm' | 'shiftsFor'>): readonly Home[] | undefined {
  const { parties, behaviour } = arm
  const names = Object.keys(parties).filter(party => hasPersons(party, parties, behaviour))
  if (names.length === 0) return undefined
  return names.sort().map((party): Home => {
    const declared = parties[party] as Declared
    const named = Object.entries(declared.persons ?? {}).sort(([a], [b]) => (a < b ? -1 : 1))
    const all: (readonly [string | undefined, (typeof named)[number][1]])[] = [
      ...Array.from({ length: declared.staff - named.length }, () => [undefined, {}] as const),
      ...named,
    ]
    const ofParty = shiftOf(arm, party)
    return {
      party,
      declared,
      members: all.map(
        ([name, own], place): Member => ({
          ...{ party, place, name },
          skills: new Set(own.skills ?? declared.skills ?? []),
          serves: [...new Set([party, ...(declared.serves ?? []), ...(own.serves ?? [])])],
          shifts: shiftsFor(
            own.hours ?? ofParty.hours,
            arm.calendar === 'always' || (own.restDays ?? ofParty.restDays),
          ),
          speed: own.speed ?? declared.speed,
          absence: own.absence ?? declared.absence ?? 0,
          ownRest: own.restDays,
          from: own.from ?? '',
          until: own.until ?? '9999-12-31',
          away: own.away ?? [],
        }),
      ),
    }
  })
}

/** Whether a person of a party is away on a day, by its place. */
export type AwayOn = (member: Member, date: string) => boolean

/**
 * Who is away on which day: on leave, not in office, seconded, resting where only some are on duty, or absent by luck. Absence belongs to the
 * person and the day, and is that of a party whose persons are only counted.
 */
export function awayOn(home: Home, { shocks = [] }: Pick<Arm, 'shocks'>, calendar: WorkingCalendar, luck: Key): AwayOn {
  const { party, declared, members } = home
  const own = below(luck, label(`absence of ${party}`))
  const { staff, restDays } = declared
  const others = members.filter(({ ownRest }) => ownRest === undefined)
  const onDuty = members.filter(({ ownRest }) => ownRest === true).length
  // So many are on duty in all, of whom those are some who always are.
  const resting =
    typeof restDays === 'number' && restDays > 0 ? others.length - Math.max(0, Math.min(restDays, staff) - onDuty) : 0
  return ({ place, name, absence, ownRest, from, until, away }, date) => {
    if (date < from || date > until) return true
    if (away.some(time => time.from <= date && date <= time.to)) return true
    let first = 0
    for (const shock of shocks) if (shock.from <= date && date <= shock.to) first += awayIn(shock, party, staff)
    if (place < first) return true
    if (resting > 0 && ownRest === undefined && !calendar.isWorkingDay(date)) {
      const before = others.filter(other => other.place >= first && other.place < place).length
      if (before < resting) return true
    }
    if (absence === 0) return false
    const day = below(own, label(date))
    return (name === undefined ? draw(day, label('person'), place) : draw(day, label(`person ${name}`), 0)) < absence
  }
}

function below(key: Key, { w0, w1 }: Label): Key {
  return derive(key, w0, w1)
}
