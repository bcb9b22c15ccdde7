// What steps make of timetables, worked out once: thousands of states with time share a few dozen timetables.
import type { Rules } from './rules.js'
import type { Timed } from './running.js'
import type { TimedStep } from './timed-step.js'
import { after, blurred, shapeOf, type Timetable } from './timetable.js'
import { isWithin, type Zone } from './zone.js'

/** The timetables that were met, by their numbers: equal ones have the same. */
export interface TablesInTime {
  numberOf(table: Timetable): number
  at(table: number): Timetable
  /** The same for two that differ in nothing but how far instants lie apart. */
  shapeOf(table: number): number
  /** What a step makes of a timetable, see {@link after}; the step by a number of its own. */
  after(table: number, step: number, taken: () => TimedStep): number | undefined
  /** A timetable of which less is known, see {@link blurred}; what there is to time by a number of its own. */
  blurred(table: number, timed: number, what: () => Timed): number
  /** Whether all that lies in the second lies in the first, of two of one shape. */
  contains(one: number, other: number): boolean
}

/** None was met. */
export function tablesInTime(rules: Rules): TablesInTime {
  const tables: Timetable[] = []
  const numbers = new Map<string, number>()
  const shapes: number[] = []
  const shapeNumbers = new Map<string, number>()
  const nextOf: Map<number, number>[] = []
  const blursOf: Map<number, number>[] = []
  const withinOf: Map<number, boolean>[] = []

  const numberOf = (table: Timetable): number => {
    const shape = shapeOf(table)
    const name = `${shape} ${table.zones.join(' ')}`
    const there = numbers.get(name)
    if (there !== undefined) return there
    const number = tables.push(table) - 1
    numbers.set(name, number)
    const known = shapeNumbers.get(shape) ?? shapeNumbers.size
    shapeNumbers.set(shape, known)
    shapes.push(known)
    nextOf.push(new Map())
    blursOf.push(new Map())
    withinOf.push(new Map())
    return number
  }
  const at = (table: number): Timetable => tables[table] as Timetable

  return {
    numberOf,
    at,
    shapeOf: table => shapes[table] as number,
    after(table, step, taken) {
      const next = nextOf[table] as Map<number, number>
      let number = next.get(step)
      if (number === undefined) {
        const made = after(rules, at(table), taken())
        number = made === undefined ? -1 : numberOf(made)
        next.set(step, number)
      }
      return number < 0 ? undefined : number
    },
    blurred(table, timed, what) {
      const blurs = blursOf[table] as Map<number, number>
      const known = blurs.get(timed)
      if (known !== undefined) return known
      const made = numberOf(blurred(rules, what(), at(table)))
      blurs.set(timed, made)
      return made
    },
    contains(one, other) {
      if (one === other) return true
      const within = withinOf[one] as Map<number, boolean>
      let isIn = within.get(other)
      if (isIn === undefined) {
        isIn = at(one).zones.every((zone, n) => isWithin(at(other).zones[n] as Zone, zone))
        within.set(other, isIn)
      }
      return isIn
    },
  }
}
