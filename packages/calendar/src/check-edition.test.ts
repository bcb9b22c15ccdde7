import { describe, expect, it } from 'vitest'
import { checkEdition, editionProblems } from './check-edition.js'
import type { Edition } from './edition.js'

const sound: Edition = {
  id: 'test',
  zone: 'Asia/Shanghai',
  coverage: { from: '2026-01-01', to: '2026-12-31' },
  workingWeek: ['mon', 'tue', 'wed', 'thu', 'fri'],
  hours: [['09:00', '17:00']],
  daysOff: [{ date: '2026-01-01', name: '元旦', source: 'notice' }],
  extraWorkingDays: [{ date: '2026-01-04' }],
  sources: { notice: 'Notice' },
}

const faults: readonly [string, Partial<Edition>, string][] = [
  ['no name', { id: '' }, 'id'],
  ['an unknown zone', { zone: 'Mars/Olympus' }, 'zone'],
  ['a coverage that is no date', { coverage: { from: '2026-02-30', to: '2026-12-31' } }, 'coverage.from'],
  [
    'a coverage that ends before it begins',
    { coverage: { from: '2026-12-31', to: '2026-12-30' }, daysOff: [], extraWorkingDays: [] },
    'coverage',
  ],
  ['no list of days off', { daysOff: undefined as never }, 'daysOff'],
  ['hours that are no hours', { hours: null as never }, 'hours'],
  ['no working week', { workingWeek: undefined as never }, 'workingWeek'],
  ['no working weekday', { workingWeek: [], hours: { mon: [] } }, 'workingWeek'],
  ['a weekday twice', { workingWeek: ['mon', 'mon'] }, 'workingWeek'],
  ['a weekday that does not exist', { workingWeek: ['funday' as 'mon'] }, 'workingWeek'],
  ['hours on an unknown weekday', { hours: { ...week(), funday: [] } as Edition['hours'] }, 'hours.funday'],
  ['no hours', { hours: [] }, 'hours'],
  ['hours missing on a working weekday', { hours: { ...week(), tue: [] } }, 'hours.tue'],
  ['hours on a weekday outside the working week', { hours: { ...week(), sat: [['09:00', '12:00']] } }, 'hours.sat'],
  [
    'overlapping blocks',
    {
      hours: [
        ['13:00', '17:00'],
        ['09:00', '13:30'],
      ],
    },
    'hours',
  ],
  ['a block over midnight', { hours: [['22:00', '06:00']] }, 'hours[0]'],
  ['a time of day that does not exist', { hours: [['09:00', '24:30']] }, 'hours[0]'],
  ['faulty make-up hours', { makeUpHours: [] }, 'makeUpHours'],
  ['a holiday that is no date', { daysOff: [{ date: '1.1.2026', name: 'x' }] }, 'daysOff[0].date'],
  ['a holiday outside the coverage', { daysOff: [{ date: '2027-01-01', name: 'x' }] }, 'daysOff[0].date'],
  ['a holiday without a name', { daysOff: [{ date: '2026-01-01', name: '' }] }, 'daysOff[0].name'],
  [
    'a source that is not listed',
    { daysOff: [{ date: '2026-01-01', name: 'x', source: 'rumour' }] },
    'daysOff[0].source',
  ],
  ['a rule whose source is not listed', { basis: { rollover: 'rumour' } }, 'basis.rollover'],
  ['a day that is off and a make-up day', { extraWorkingDays: [{ date: '2026-01-01' }] }, 'extraWorkingDays[0].date'],
  [
    'a make-up day with faulty hours',
    { extraWorkingDays: [{ date: '2026-01-04', hours: [] }] },
    'extraWorkingDays[0].hours',
  ],
  [
    'a desk called office',
    { desks: { office: { workingWeek: ['mon'], hours: [['09:00', '10:00']] } } },
    'desks.office',
  ],
  ['a desk without hours', { desks: { night: { workingWeek: ['mon'], hours: {} } } }, 'desks.night.hours.mon'],
]

function week() {
  const day = [['09:00', '17:00']] as const
  return { mon: day, tue: day, wed: day, thu: day, fri: day }
}

describe('an edition', () => {
  it('is accepted when it is sound', () => {
    expect(editionProblems(sound)).toEqual([])
  })

  it.each(faults)('is refused for %s, with the place and what to do', (_, fault, path) => {
    const problems = editionProblems({ ...sound, ...fault })
    expect(problems.map(problem => problem.path)).toEqual([path])
    expect(problems[0]?.message).toMatch(/^\S.*[.]$/)
  })

  it('is refused with every fault at once', () => {
    let thrown: unknown
    try {
      checkEdition({ ...sound, zone: 'x', workingWeek: [] })
    } catch (error) {
      thrown = error
    }
    expect(thrown).toMatchObject({ name: 'ConvokeError', code: 'calendar/bad-edition', retry: 'never' })
    expect(
      (thrown as { details: { problems: { path: string }[] } }).details.problems.map(problem => problem.path),
    ).toEqual(['zone', 'workingWeek'])
  })
})
