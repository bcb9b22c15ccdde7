import { chinaCalendar } from '@convoke/calendar'
import { createEngine } from 'convoke'
import { type PrintOptions, printDeadlines, printTimeline } from 'convoke/terminal'
import { describe, expect, it } from 'vitest'
import { opening, parking, thursday } from './command-line.js'
import { asking } from './fixtures/asking.js'

async function engineWithCase() {
  const engine = createEngine({ caseTypes: [asking], calendar: chinaCalendar(), now: () => thursday })
  await engine.open('asking', { ...opening }, { by: 'rc:chunshen', id: parking })
  await engine.send(parking, { type: 'submit' }, { by: 'rc:chunshen' })
  return engine
}

/** What a program prints that uses the printers of the command line. */
async function printed(print: (options: PrintOptions) => Promise<void>, options: PrintOptions = {}): Promise<string> {
  let text = ''
  const out = {
    write(more: string) {
      text += more
    },
  }
  await print({ now: thursday, out, ...options })
  return text
}

describe('a timeline that a program prints', () => {
  it('tells each entry in one language, or in both, one under another', async () => {
    const engine = await engineWithCase()
    const lines = async (options: PrintOptions) =>
      (await printed(given => printTimeline(engine, parking, given), options)).trimEnd().split('\n')
    expect(await lines({ lang: 'en' })).toHaveLength(3)
    const both = await lines({ lang: 'both' })
    expect(both).toHaveLength(5)
    expect(both[3]).toMatch(/^ {2}2 {2}2025-09-25 09:00 {2}rc:chunshen {2}召集方 +提交$/)
    expect(both[4]).toMatch(/^ +rc:chunshen {2}Convener {2}Submit$/)
  })

  it('begins where it is asked to, on the clock it is asked for, with the names that are known', async () => {
    const engine = await engineWithCase()
    const text = await printed(given => printTimeline(engine, parking, { ...given, from: 2 }), {
      zone: 'UTC',
      names: (party, lang) => (party === 'rc:chunshen' && lang === 'en' ? 'Residents' : undefined),
    })
    expect(text).toBe('  2  2025-09-25 01:00  Residents  Convener  Submit\n')
  })

  it('is empty for a stranger and for no case', async () => {
    const engine = await engineWithCase()
    expect(await printed(given => printTimeline(engine, parking, given), { as: 'passer-by' })).toBe('')
    expect(await printed(given => printTimeline(engine, '01997e62-5e80-7000-8000-0000000000ff', given))).toBe('')
  })
})

describe('deadlines that a program prints', () => {
  it('are explained day by day, in the languages asked for', async () => {
    const engine = await engineWithCase()
    const text = await printed(given => printDeadlines(engine, parking, given), { lang: 'both' })
    expect(text).toContain('2025-09-28  周日  2  调休上班')
    expect(text).toContain('2025-09-28  Sun  2  make-up working day')
  })

  it('are those of one name where only that is asked for', async () => {
    const engine = await engineWithCase()
    const text = await printed(given => printDeadlines(engine, parking, { ...given, name: 'other' }))
    expect(text).toBe('No open deadlines.\n')
  })

  it('are empty for a stranger', async () => {
    const engine = await engineWithCase()
    expect(await printed(given => printDeadlines(engine, parking, given), { as: 'passer-by' })).toBe('')
  })
})
