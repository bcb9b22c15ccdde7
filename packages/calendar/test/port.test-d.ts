import type { DurationUnit, WorkingCalendar } from '@convoke/core'
import { assertType, expectTypeOf, test } from 'vitest'
import { type Calendar, chinaCalendar, type Duration, type Explanation, workingCalendar } from '../src/index.js'

test('a calendar satisfies the port of core without importing it', () => {
  expectTypeOf<Calendar>().toExtend<WorkingCalendar>()
  expectTypeOf(chinaCalendar()).toExtend<WorkingCalendar>()
  expectTypeOf<Explanation>().toEqualTypeOf<ReturnType<WorkingCalendar['explain']>>()
  expectTypeOf<Duration>().toEqualTypeOf<Parameters<WorkingCalendar['add']>[1]>()
  expectTypeOf<Duration['unit']>().toEqualTypeOf<DurationUnit>()
})

test('an unknown weekday, unit or option is a compile error', () => {
  const calendar = chinaCalendar()
  // @ts-expect-error: weeks are not a unit
  calendar.add(0, { n: 1, unit: 'week' })
  // @ts-expect-error: the option is called allowProvisional
  chinaCalendar({ provisional: true })
  // @ts-expect-error: weekdays have three letters
  chinaCalendar({ hours: { monday: [['09:00', '12:00']] } })
  // @ts-expect-error: an edition needs a zone
  workingCalendar({
    id: 'x',
    coverage: { from: '2026-01-01', to: '2026-12-31' },
    workingWeek: [],
    hours: [],
    daysOff: [],
  })
  assertType<Calendar>(calendar)
})
