import { chinaCalendar } from '@convoke/calendar'
import { describe, expect, it } from 'vitest'
import { minute } from '../stage/stage.js'
import { centre, emergency, office, squad, submitted } from './scenario.js'

const calendar = chinaCalendar()
const at = (text: string) => Date.parse(`${text}+08:00`)
const shown = (instant: number | null | undefined) =>
  new Date((instant ?? 0) + 8 * 3_600_000).toISOString().slice(0, 16)

describe('a convening request over Spring Festival', () => {
  it('two working days to reply end after the festival, the make-up Saturday counted', () => {
    const c = submitted({ calendar, at: at('2026-02-13T15:00') }).send(centre, 'accept')
    const reply = c.state.deadlines.find(({ name, key }) => name === 'reply' && key === office)
    // Saturday 14 February works; the festival lasts to Monday 23 February; Tuesday 24 is the second day.
    expect(shown(reply?.dueAt)).toBe('2026-02-25T00:00')
    c.wait(at('2026-02-24T23:59') - c.at)
    expect(c.context.invitees[office]?.status).toBe('pending')
    c.wait(minute)
    expect(c.context.invitees[office]?.status).toBe('silent')
  })

  it('half an hour to appear is half an hour, in the night of the festival too', () => {
    const c = submitted({ calendar, opening: emergency, at: at('2026-02-17T02:00') })
    const presence = c.state.deadlines.find(({ name, key }) => name === 'presence' && key === squad)
    expect(shown(presence?.dueAt)).toBe('2026-02-17T02:30')
    expect(shown(c.state.deadlines.find(({ name }) => name === 'emergencyReport')?.dueAt)).toBe('2026-02-25T00:00')
  })
})
