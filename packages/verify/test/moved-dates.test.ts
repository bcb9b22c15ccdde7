// The dates of samples go with the day on which a case is opened.
import { areaMeeting } from '@convoke/case-types/area-meeting'
import { type AnyCaseType, caseDefinition, type JsonObject, type WorkingCalendar } from '@convoke/core'
import { everyDayCalendar } from '@convoke/core/testing'
import { expect, it } from 'vitest'
import { movedTo } from '../src/model/moved-dates.js'

/** Every day works but Saturdays, Sundays and the first week of October; its days end with the year. */
const calendar: WorkingCalendar = {
  ...everyDayCalendar(),
  edition: 'weeks',
  coverage: { from: '2020-01-01', to: '2026-12-31' },
  isWorkingDay: date =>
    !(date >= '2026-10-01' && date <= '2026-10-07') && ![0, 6].includes(new Date(`${date}T12:00Z`).getUTCDay()),
}
const on = (opensOn: string) => ({ calendar, opensOn })
const meetingsOn = (opensOn: string): readonly unknown[] => {
  const { samples } = movedTo(areaMeeting as never, on(opensOn)) as { samples: Record<string, JsonObject[]> }
  return ['callMeeting', 'reschedule'].map(name => samples[name]?.[0]?.date)
}

it('the dates of samples lie as far from the day of opening as from that on which stories begin', () => {
  expect(meetingsOn('2026-01-05')).toEqual(['2026-01-20', '2026-01-22'])
  expect(meetingsOn('2026-02-02')).toEqual(['2026-02-17', '2026-02-19'])
})

it('a working day is put off to the next, past weekends and holidays, and never beyond the calendar', () => {
  // Fifteen days on is a Saturday; in the holidays of October both come to the first day after.
  expect(meetingsOn('2026-02-06')).toEqual(['2026-02-23', '2026-02-23'])
  expect(meetingsOn('2026-09-16')).toEqual(['2026-10-08', '2026-10-08'])
  expect(meetingsOn('2026-12-28')).toEqual(['2026-12-31', '2026-12-31'])
})

it('whatever is no date stays as it is, samples still have their form, and the case type as it was is untouched', () => {
  const moved = movedTo(areaMeeting as never, on('2026-09-14'))
  const texts = (caseType: AnyCaseType) => JSON.stringify(caseType.samples).replaceAll(/\d{4}-\d{2}-\d{2}/g, '')
  expect(texts(moved)).toBe(texts(areaMeeting as never))
  const { commands } = caseDefinition(moved)
  for (const [name, samples] of Object.entries(moved.samples as Record<string, JsonObject[]>))
    for (const sample of samples) expect(commands.get(name)?.schema.safeParse(sample).success).toBe(true)
  expect(JSON.stringify(areaMeeting.samples)).toContain('2026-01-20')
  expect(movedTo(areaMeeting as never, on('2026-09-14'))).toBe(moved)
  const odd = { ...areaMeeting, samples: { remind: [{ message: '2026-02-30' }, { message: '2026-01-05T09:30' }] } }
  expect(movedTo(odd as never, on('2026-01-12')).samples).toEqual({
    remind: [{ message: '2026-02-30' }, { message: '2026-01-12T09:30' }],
  })
})
