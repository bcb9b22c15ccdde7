import { chinaCalendar } from '@convoke/calendar'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { daysFrom } from './days.js'
import { unionOf } from './open-waits.js'
import { type Hours, shiftsOf } from './shifts.js'

const calendar = chinaCalendar({ allowProvisional: true })
const origin = calendar.endOf('2025-12-31')
const minuteMs = 60_000

it('time in which one of several shifts goes on is what counting it minute by minute comes to', () => {
  const clock = fc
    .tuple(fc.integer({ min: 0, max: 23 }), fc.constantFrom('00', '30'))
    .map(([hour, minute]) => `${String(hour).padStart(2, '0')}:${minute}`)
  const block = fc.tuple(clock, clock).filter(([from, to]) => from !== to)
  const own = fc.record({ hours: fc.array(block, { minLength: 1, maxLength: 2 }), restDays: fc.boolean() })
  const always = { hours: [['00:00', '24:00']] as Hours, restDays: true }
  const property = fc.property(
    fc.array(fc.oneof({ weight: 9, arbitrary: own }, { weight: 1, arbitrary: fc.constant(always) }), {
      minLength: 1,
      maxLength: 3,
    }),
    fc.array(fc.integer({ min: -60, max: 6 * 24 * 60 }), { minLength: 2, maxLength: 4 }),
    (declared, minutes) => {
      const made = () =>
        declared.map(({ hours, restDays }) => shiftsOf(daysFrom(calendar, origin), hours, { restDays }))
      const union = unionOf(made())
      const shifts = made()
      for (const [i, to] of minutes.entries()) {
        const from = minutes[i - 1] ?? 0
        let open = 0
        for (let minute = from; minute < to; minute++)
          if (shifts.some(one => one.isOn(origin + minute * minuteMs))) open++
        expect(union.between(origin + from * minuteMs, origin + to * minuteMs)).toBe(open * minuteMs)
      }
    },
  )
  fc.assert(property, { seed: 1, numRuns: 60 })
})
