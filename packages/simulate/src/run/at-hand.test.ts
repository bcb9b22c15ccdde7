import { everyDayCalendar } from '@convoke/core/testing'
import { expect, it } from 'vitest'
import { atHand } from './at-hand.js'
import { daysFrom } from './days.js'
import { type Shifts, shiftsOf } from './shifts.js'
import type { Job, Staff, Staffing } from './staff.js'

const hour = 3_600_000
const calendar = everyDayCalendar()
const origin = calendar.endOf('2026-01-04')
const shifts = (from: string, to: string): Shifts =>
  shiftsOf(daysFrom(calendar, origin), [[from, to]], { restDays: true })
const nothing: Staffing = {
  ...{ newStaff: () => staff({}), enqueue() {}, withdraw() {}, release() {}, waitingFor: () => 0, resize() {} },
  ...{ sit: () => ({ jobs: 0, until: 0 }), isWorkedOn: () => false },
}

function staff(of: { persons?: number | null; speed?: number; hours?: Shifts }): Staff {
  const { persons = 2, speed = 1, hours = shifts('00:00', '24:00') } = of
  const options = { party: 'desk', persons, speed, shifts: hours, shiftEnd: 'pause' }
  return { options, isEndless: persons === null } as unknown as Staff
}

const job = (hours: number) => ({ effort: hours * hour }) as Job

it('what waits and what is left of what is done is at hand, for all persons together and by their speed', () => {
  const own = staff({ persons: 2, speed: 2 })
  const hand = atHand(origin)
  const watched = hand.watching(nothing)
  const [first, second] = [job(8), job(4)]
  watched.enqueue(own, first, origin)
  watched.enqueue(own, second, origin)
  expect(hand.of(own, origin)).toBe(3 * hour)
  hand.begun(own, first, origin)
  expect(hand.waitFor(own)).toBe(1 * hour)
  // Two of its four hours are left.
  expect(hand.of(own, origin + 2 * hour)).toBe((1 + 1) * hour)
  watched.release(own, first, origin + 4 * hour)
  expect(hand.of(own, origin + 4 * hour)).toBe(1 * hour)
  watched.withdraw(own, second, origin + 4 * hour)
  expect(hand.of(own, origin + 4 * hour)).toBe(0)
})

it('nights take nothing off what is at hand', () => {
  const own = staff({ persons: 1, hours: shifts('09:00', '17:00') })
  const hand = atHand(origin)
  const [nine, five] = [origin + 9 * hour, origin + 17 * hour]
  const one = job(10)
  hand.watching(nothing).enqueue(own, one, nine)
  hand.begun(own, one, nine)
  expect(hand.of(own, five)).toBe(2 * hour)
  expect(hand.of(own, five + 16 * hour)).toBe(2 * hour)
  expect(hand.of(own, five + 17 * hour)).toBe(1 * hour)
})

it('whoever always has somebody free, or meets, has nothing at hand', () => {
  for (const persons of [null, 0]) {
    const own = staff({ persons })
    const hand = atHand(origin)
    hand.watching(nothing).enqueue(own, job(5), origin)
    expect([hand.of(own, origin), hand.waitFor(own)]).toEqual([0, 0])
  }
})
