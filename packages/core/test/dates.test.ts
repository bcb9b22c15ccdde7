import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import {
  type AnyCaseType,
  allowedFor,
  ConvokeError,
  caseDefinition,
  checkCaseType,
  decide,
  definitionHash,
  describeRefusal,
  evolve,
  personal,
  prepareCommand,
  type WorkingCalendar,
  withDatesAhead,
} from '../src/index.js'
import { everyDayCalendar, type Opened, paperCase, visit, visitOpened } from '../src/testing/index.js'

const hour = 3_600_000
const by = 'family:3'

/** What a case says to one date of `appoint`, at hours after Monday, 5 January 2026, 9:00. */
const asked = (date: string, { hours = 0, parameters = {} } = {}) => {
  const paper = paperCase(visit, { ...visitOpened, parameters } as Opened)
  return paper.send({ type: 'appoint', by, date, at: paper.state.lastAt + hours * hour })
}

describe('the days between which a date has to lie', () => {
  it.each([
    ['2026-01-05', false],
    ['2026-01-06', false],
    ['2026-01-07', true],
    ['2026-02-04', true],
    ['2026-02-05', false],
  ])('a period begins to count on the day after: %s is accepted: %s', (date, isAccepted) => {
    expect(asked(date).refusal === undefined).toBe(isAccepted)
  })

  it('says the earliest and the latest day, in both languages, and not the date that was given', () => {
    const { refusal } = asked('2025-12-31')
    expect(refusal).toEqual({
      code: 'refusal/date-out-of-range',
      details: { command: 'appoint', field: '/date', earliest: '2026-01-07', latest: '2026-02-04' },
      allowed: ['appoint', 'case.recuse', 'case.note'],
    })
    expect(describeRefusal(refusal as never, 'en').text).toBe(
      'A date lies outside the days that may be chosen (/date); earliest 2026-01-07; latest 2026-02-04.',
    )
    expect(describeRefusal(refusal as never, 'zh-CN').text).toBe(
      '所填日期不在可选范围内（/date），最早2026-01-07，最晚2026-02-04。',
    )
  })

  it('counts from the time of the command, in the zone of the calendar, by the parameters of the case', () => {
    expect(asked('2026-01-07', { hours: 15 }).refusal?.details.earliest).toBe('2026-01-08')
    const parameters = { notice: { n: 24, unit: 'hour' } }
    expect(asked('2026-01-06', { parameters }).refusal).toBeUndefined()
    expect(asked('2026-01-05', { parameters }).refusal?.details.earliest).toBe('2026-01-06')
    const closing = { notice: { n: 1, unit: 'working-day', cutoff: 'close-of-business' } }
    expect(asked('2026-01-05', { parameters: closing }).refusal?.code).toBe('refusal/date-out-of-range')
  })

  it('looks at each entry of a list, and passes by what is null or left out', () => {
    const paper = paperCase(visit, visitOpened)
    const stops = [{ on: null }, { on: '2026-01-05' }, { on: '2026-01-04' }]
    expect(paper.send({ type: 'appoint', by, date: '2026-01-07', stops }).refusal?.details).toEqual({
      command: 'appoint',
      field: '/stops/2/on',
      earliest: '2026-01-05',
    })
    expect(paper.send({ type: 'appoint', by, date: '2026-01-07', stops: stops.slice(0, 2) }).refusal).toBeUndefined()
  })

  it('refuses as well what cannot have been yet', () => {
    const paper = paperCase(visit, visitOpened, [{ type: 'appoint', by, date: '2026-01-07' }])
    const told = (on: string) => paper.send({ type: 'come', by: 'rc:chunshen', on }).refusal?.details
    expect(told('2026-01-06')).toEqual({ command: 'come', field: '/on', latest: '2026-01-05' })
    expect(told('2026-01-05')).toBeUndefined()
  })

  it('is told of each command that may be tried, at the time somebody looks', () => {
    const { definition, state, clock } = paperCase(visit, visitOpened)
    const dates = (at: number) => allowedFor(definition, state, by, undefined, { ...clock, at })[0]?.dates
    expect(dates(clock.at)).toEqual({
      date: { earliest: '2026-01-07', latest: '2026-02-04' },
      'stops[].on': { earliest: '2026-01-05' },
    })
    expect(dates(clock.at + 24 * hour)?.date?.earliest).toBe('2026-01-08')
    expect(allowedFor(definition, state, by)[0]).toEqual({ command: 'appoint', verdict: 'depends' })
    const guest = allowedFor(definition, state, 'rc:chunshen', undefined, clock)[0]
    expect(guest).toMatchObject({ command: 'come', verdict: 'no' })
    expect(guest).not.toHaveProperty('dates')
  })

  it('is not asked again of what the journal holds', () => {
    const paper = paperCase(visit, visitOpened, [{ type: 'appoint', by, date: '2026-01-07' }])
    const notice = { n: 9, unit: 'working-day' } as const
    const stricter = caseDefinition({
      ...visit,
      commands: { ...visit.commands, appoint: { ...visit.commands.appoint, dates: { date: { earliest: notice } } } },
    } as unknown as AnyCaseType)
    let state: Parameters<typeof evolve>[1]
    for (const { entry } of paper.journal)
      state = evolve(stricter, state, entry, { calendarOf: () => everyDayCalendar(), disclosures: [] })
    expect(state?.machine.value).toBe('appointed')
  })

  it('never guesses a bound that the calendar cannot tell', () => {
    const paper = paperCase(visit, visitOpened)
    const outside = () => {
      throw new ConvokeError('calendar/outside-coverage', 'no holidays are known for 2027')
    }
    const calendar: WorkingCalendar = { ...everyDayCalendar(), add: outside }
    const clock = { at: paper.state.lastAt, calendar }
    expect(allowedFor(paper.definition, paper.state, by, undefined, clock)[0]?.dates).toEqual({
      date: {},
      'stops[].on': { earliest: '2026-01-05' },
    })
    const read = prepareCommand(paper.definition, 'appoint', { date: '2026-01-08' }, { salt: () => '', subject: by })
    if (!read.ok) throw new Error('not readable')
    const request = { type: 'appoint', data: read.data, by, commandId: 'c' }
    expect(() => decide(paper.definition, paper.state, request, clock)).toThrow('calendar/outside-coverage')
  })

  it('puts dates that were written down beforehand to the nearest that may be chosen, and leaves the others', () => {
    const { definition, state, clock } = paperCase(visit, visitOpened)
    const ahead = (data: never) => withDatesAhead(definition, state, 'appoint', data, clock)
    const legal = { date: '2026-01-08', stops: [{ on: '2026-01-06' }] } as never
    expect(ahead(legal)).toBe(legal)
    expect(ahead({ date: '2030-01-01', stops: [{ on: '2020-01-01' }, { on: null }] } as never)).toEqual({
      date: '2026-02-04',
      stops: [{ on: '2026-01-05' }, { on: null }],
    })
    expect(withDatesAhead(definition, state, 'case.note', legal, clock)).toBe(legal)
  })

  it('is part of what the definition hash says was declared', () => {
    const { dates: _, ...bare } = visit.commands.appoint
    const without = { ...visit, commands: { ...visit.commands, appoint: bare } } as unknown as AnyCaseType
    expect(definitionHash(without)).not.toBe(definitionHash(visit))
  })
})

describe('bounds of dates that mean nothing', () => {
  const bounded = (dates: object, data: z.ZodObject = visit.commands.appoint.data as z.ZodObject) =>
    ({ ...visit, commands: { ...visit.commands, appoint: { by: ['host'], data, dates } } }) as unknown as AnyCaseType

  it.each([
    ['a field that is not there', { dat: {} }, 'unknown-field', 'did you mean "date"?'],
    ['the list itself', { 'stops[]': {} }, 'unknown-field', 'did you mean "stops[].on"?'],
    ['a parameter that is not there', { date: { earliest: 'notise' } }, 'unknown-parameter', 'did you mean "notice"?'],
    ['what is no period', { date: { latest: { n: 0, unit: 'hour' } } }, 'not-a-duration', "not 'today' nor a duration"],
  ])('are refused where they name %s', (_, dates, code, words) => {
    const check = () => checkCaseType(bounded(dates))
    expect(check).toThrow(`definition/${code}`)
    expect(check).toThrow(words)
  })

  it.each([
    ['text that is no date', z.object({ date: z.string().max(10) })],
    ['a date that may be erased', z.object({ date: personal(z.iso.date()) })],
    ['no data at all', z.object({})],
  ])('are refused where the field is %s', (_, data) => {
    expect(() => checkCaseType(bounded({ date: { earliest: 'today' } }, data))).toThrow('definition/unknown-field')
  })
})
