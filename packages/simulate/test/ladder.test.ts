// Dates that are worked out as numbers are those of the deadlines an engine keeps.
import { chinaCalendar } from '@convoke/calendar'
import { complaint } from '@convoke/case-types/complaint'
import { deadlineLadder, deadlinesBy } from '@convoke/core'
import { paperCase } from '@convoke/core/testing'
import fc from 'fast-check'
import { expect, it } from 'vitest'

const calendar = chinaCalendar({ allowProvisional: true })
const { definition, state } = paperCase(
  complaint,
  { by: 'hotline:desk', opening: complaint.openings?.[0] as never },
  [],
)

const duration = fc.record(
  {
    n: fc.integer({ min: 1, max: 9 }),
    unit: fc.constantFrom('working-day', 'calendar-day', 'working-hour', 'hour', 'minute'),
    rollover: fc.boolean(),
    cutoff: fc.constantFrom('midnight', 'close-of-business'),
  },
  { requiredKeys: ['n', 'unit'] },
)
const at = fc.integer({ min: Date.parse('2026-01-20T00:00:00+08:00'), max: Date.parse('2026-03-20T00:00:00+08:00') })
const declared = fc.constantFrom(...definition.deadlines.filter(({ kind }) => kind !== 'keepFor'))

it('a ladder says when every rung of a deadline fires, and which there are, whenever it starts', () => {
  fc.assert(
    fc.property(
      declared,
      duration,
      fc.array(at, { minLength: 1, maxLength: 12 }),
      fc.boolean(),
      (one, within, starts, isSorted) => {
        const isDayUnit = within.unit === 'working-day' || within.unit === 'calendar-day'
        const { cutoff, rollover, ...period } = within
        const asked = {
          ...period,
          ...(isDayUnit && cutoff !== undefined ? { cutoff } : {}),
          ...(within.unit === 'calendar-day' && rollover !== undefined ? { rollover } : {}),
        }
        const plain = { ...one, within: asked, due: undefined, suspended: undefined, extended: undefined }
        const ladder = deadlineLadder(plain, asked, calendar)
        if (ladder === undefined) throw new Error(`${one.name} has no ladder`)
        const dates = new Float64Array(ladder.rungs.length + 1)
        for (const from of isSorted ? [...starts].sort((a, b) => a - b) : starts) {
          const present = ladder.dates(from, dates)
          const origin = { from: -1, starts: plain, key: '', n: 1, within: asked } as const
          const [open] = deadlinesBy([origin], [], state.machine, { at: from, calendar })
          const told = ladder.rungs.flatMap((rung, i) => (present & (1 << i) ? [{ rung, at: dates[i] }] : []))
          const kept = open?.rungs.map(({ rung, at }) => ({ rung, at })).sort((a, b) => (a.rung < b.rung ? -1 : 1))
          expect(told).toEqual(kept)
          expect([dates[ladder.due], dates[ladder.rungs.length]]).toEqual([open?.dueAt, Number(open?.provisional)])
        }
      },
    ),
    { numRuns: 150, seed: 3 },
  )
})
