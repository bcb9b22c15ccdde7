import { errand, errandOpened } from '@convoke/core/testing'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { steadyState } from '../../src/explore/index.js'
import {
  figuresCsvOf,
  mergeShards,
  parseScenario,
  reportOf,
  type ScenarioInput,
  type SimulationResult,
  type SimulationShard,
  simulate,
  simulatingShard,
} from '../../src/index.js'

const caseTypes = [errand]
const hourMs = 3_600_000
const opening = errandOpened.opening as Record<string, unknown>

type Party = NonNullable<ScenarioInput['parties']>[string]

/** Errands that come to the police at the moments given; what a rule says of them is what they take. */
function errands(at: readonly string[], police: Party, change: Partial<ScenarioInput> = {}): ScenarioInput {
  return {
    ...{ from: '2026-03-02', days: 5, drain: 30, replications: 2 },
    cases: [{ type: 'errand', arrivals: { at: at.map(one => `2026-03-${one}+08:00`) }, opening }],
    parameters: { errand: { replyWithin: { n: 30, unit: 'working-day' } } },
    parties: { 'dept:police': police },
    behaviour: [{ role: 'invitee', party: 'dept:police', effort: '2 h' }],
    ...change,
  }
}

type Shown = Pick<SimulationResult, 'indicators'>
const figure = ({ indicators }: Shown, id: string, dims: Record<string, string> = { party: 'dept:police' }) =>
  indicators.find(one => one.id === id && JSON.stringify(one.dims) === JSON.stringify(dims))?.estimate
const hours = (result: Shown, id: string, dims?: Record<string, string>) =>
  (figure(result, id, dims) ?? Number.NaN) / hourMs
const toClose = (result: Shown) =>
  (result.indicators.find(one => one.id === 'timeToClose' && one.kind === 'mean')?.estimate ?? 0) / hourMs

const busy = (parties: ScenarioInput['parties'], change: Partial<ScenarioInput> = {}): ScenarioInput => ({
  ...{ from: '2026-03-02', days: 40, drain: 40, replications: 3 },
  cases: [{ type: 'errand', arrivals: { perDay: 24 }, opening }],
  parties,
  behaviour: [
    {
      role: 'invitee',
      delay: { exponential: { mean: '90 min' } },
      effort: { lognormal: { median: '20 min', p90: '1 h' } },
    },
  ],
  ...change,
})

describe('persons who are followed one by one', () => {
  it('and have nothing of their own come to the very figures of those who are only counted', () => {
    const of = (more: Partial<Party>) =>
      simulate(
        busy({
          'dept:police': { staff: 2, absence: 0, ...more },
          'dept:urban': { staff: 3, shiftEnd: 'finish', restDays: true, ...more },
        }),
        { caseTypes },
      )
    const [counted, followed] = [of({}), of({ limit: 1 })]
    expect(followed.indicators).toEqual(counted.indicators)
    expect(hours(counted, 'overtime', { party: 'dept:urban' })).toBeGreaterThan(0)
    expect(figure(counted, 'overtime')).toBeUndefined()
  })

  it('and are alike come to the same however they work: hours, priorities, ends of shifts', () => {
    const hoursOf = fc.constantFrom(
      undefined,
      [
        ['08:00', '10:00'],
        ['09:30', '12:00'],
        ['20:00', '24:00'],
      ] as [string, string][],
      [['22:00', '06:00']] as [string, string][],
    )
    const party = fc.record({
      staff: fc.integer({ min: 0, max: 3 }),
      shiftEnd: fc.constantFrom('pause' as const, 'finish' as const),
      restDays: fc.boolean(),
      hours: hoursOf,
    })
    const rule = fc.record({
      delay: fc.constantFrom('10 min', '4 h').map(mean => ({ exponential: { mean } })),
      effort: fc.constantFrom('0 s', '50 min', '3 h'),
      priority: fc.integer({ min: -1, max: 1 }),
    })
    fc.assert(
      fc.property(party, party, fc.array(rule, { minLength: 1, maxLength: 3 }), (one, other, rules) => {
        const behaviour = rules.map((own, i) => ({ ...own, when: { n: { from: 1 }, case: { topic: `${i}` } } }))
        const of = (more: Partial<Party>): ScenarioInput => ({
          ...{ from: '2026-03-05', days: 8, drain: 20, replications: 2 },
          cases: rules.map((_, i) => ({
            ...{ type: 'errand', arrivals: { perDay: 4 } },
            opening: { topic: `${i}`, convener: 'c', invitees: ['dept:police', 'dept:urban'] },
          })),
          parties: { 'dept:police': { ...one, ...more }, 'dept:urban': { ...other, ...more } },
          behaviour: behaviour as ScenarioInput['behaviour'] & object,
        })
        const [counted, followed] = [{}, { limit: 1 }].map(more => simulate(of(more), { caseTypes }).indicators)
        expect(followed).toEqual(counted)
      }),
      { numRuns: 12, seed: 6 },
    )
  })

  it('are away on the same days by luck as those who are only counted', () => {
    const of = (more: Partial<Party>) =>
      simulate(busy({ 'dept:police': { staff: 4, absence: 0.3, restDays: 2, ...more } }), { caseTypes })
    const capacity = (result: SimulationResult) => hours(result, 'work') / (figure(result, 'utilisation') ?? 0)
    expect(capacity(of({ limit: 1 }))).toBeCloseTo(capacity(of({})), 6)
  })

  it.each([
    ['one of three', 1, { wang: {}, li: {} }, 1],
    ['as many as there are', 5, { wang: {}, li: {} }, 3],
    ['one, who says so', 1, { wang: {}, li: { restDays: true } }, 1],
    ['one of those who do not say that they rest', 1, { wang: { restDays: false }, li: {} }, 1],
    ['those who say so, though fewer were asked for', 1, { wang: { restDays: true }, li: { restDays: true } }, 2],
  ] as const)('are on duty on days of rest: %s', (_, restDays, persons, expected) => {
    // A Thursday, then a weekend and two more days: seven hours a day.
    const scenario = { ...busy({ 'dept:police': { staff: 3, restDays, persons } }), from: '2026-03-05', days: 5 }
    const result = simulate(scenario, { caseTypes })
    const capacity = hours(result, 'work') / (figure(result, 'utilisation') as number)
    expect(capacity).toBeCloseTo(7 * (3 * 3 + 2 * expected), 6)
  })

  it('do only what they know, and what nobody knows who is free waits', () => {
    const at = ['02T09:00', '02T09:01', '02T09:02']
    const persons = { wang: { skills: ['noise', 'parking'] }, li: { skills: ['parking'] } }
    const of = (skill: string) =>
      simulate(
        errands(
          at,
          { staff: 2, persons },
          {
            behaviour: [{ role: 'invitee', party: 'dept:police', effort: '2 h', skills: [skill] }],
          },
        ),
        { caseTypes },
      )
    // Two know parking: the third waits for the first of them. Only one knows noise: it works before and after lunch, 9 to 12, 13:30 to 17:30.
    const minute = 1 / 60
    expect(hours(of('parking'), 'wait')).toBeCloseTo((0 + 0 + 2 - 2 * minute) / 3, 9)
    expect(hours(of('noise'), 'wait')).toBeCloseTo((0 + 2 - minute + 5.5 - 2 * minute) / 3, 9)
    expect(hours(of('noise'), 'wait', { party: 'dept:police', skill: 'noise' })).toBeCloseTo((7.5 - 3 * minute) / 3, 9)
    expect(of('noise').bottleneck?.en).toMatch(
      /Most of it waits for whoever knows noise: 2\.5 h .*; they are busy 17\.1 %/,
    )
    expect(of('noise').bottleneck?.['zh-CN']).toMatch(/其中多数等的是会“noise”的人：.*，其工作负荷 17\.1%/)
  })

  it('are told to be busy by what they know as well, whatever they work on, also those who are never there', () => {
    const day = [['09:00', '11:00']] as [string, string][]
    const persons = {
      wang: { skills: ['noise', 'parking'] },
      li: { skills: ['parking'], hours: day },
      sun: { skills: ['law'], until: '2026-03-01' },
    }
    const behaviour = [{ role: 'invitee', party: 'dept:police', effort: '2 h', skills: ['noise'] }]
    const scenario = errands(['02T09:00', '02T09:01', '02T09:02'], { staff: 4, persons }, { behaviour })
    const result = simulate({ ...scenario, costs: { hour: 10 } }, { caseTypes })
    const of = (skill: string) => figure(result, 'utilisation', { party: 'dept:police', skill })
    // Wang works six of 35 hours, li none of ten; whoever has no name knows nothing, and sun has left.
    expect(of('noise')).toBeCloseTo(6 / 35, 12)
    expect(of('parking')).toBeCloseTo(6 / 45, 12)
    expect(of('law')).toBeNull()
    expect(figure(result, 'utilisation')).toBeCloseTo(6 / 80, 12)
    // Whoever knows two things works, and costs, once.
    expect(result.indicators.filter(({ id, dims }) => id === 'work' && dims.party === 'dept:police')).toHaveLength(1)
    expect(figure(result, 'cost', { party: 'dept:police', currency: 'CNY' })).toBeCloseTo(60, 9)
    const report = reportOf(result, { caseTypes })
    expect(report).toContain('busy: dept:police, noise')
    expect(report).toContain('工作负荷：dept:police，noise')
    expect(figuresCsvOf(result, { caseTypes, locale: 'zh-CN' })).toContain('工作负荷：dept:police，noise')
  })

  it('keep those who know much for what only they know, where another will do', () => {
    const persons = { an: { skills: ['noise', 'parking'] }, bo: { skills: ['parking'] } }
    const cases: ScenarioInput['cases'] = ['02T09:00', '02T09:01'].map((time, i) => ({
      type: 'errand',
      arrivals: { at: [`2026-03-${time}+08:00`] },
      opening: { ...opening, topic: i === 0 ? 'Parking' : 'Noise' },
    }))
    const rule = (topic: string, skill: string) => ({
      ...{ role: 'invitee', party: 'dept:police', effort: '2 h', skills: [skill] },
      when: { case: { topic } },
    })
    const behaviour = [rule('Parking', 'parking'), rule('Noise', 'noise')]
    const result = simulate({ ...errands([], { staff: 2, persons }, { behaviour }), cases }, { caseTypes })
    expect(figure(result, 'wait')).toBe(0)
  })

  it('work for several parties where the scenario says so, in one queue', () => {
    const at = ['02T09:00']
    const both = {
      ...errands(at, { staff: 1, serves: ['dept:urban'] }),
      behaviour: [{ role: 'invitee', effort: '2 h' }],
    }
    const parties = { 'dept:police': { staff: 1, serves: ['dept:urban'] }, 'dept:urban': { staff: 0 } }
    const result = simulate({ ...both, parties }, { caseTypes })
    // One person does both, one after the other, and all of it is work of the police.
    expect(hours(result, 'wait')).toBe(0)
    expect(hours(result, 'wait', { party: 'dept:urban' })).toBe(2)
    expect(hours(result, 'work')).toBe(4)
    expect(figure(result, 'work', { party: 'dept:urban' })).toBeUndefined()
    expect(figure(result, 'utilisation', { party: 'dept:urban' })).toBeNull()
  })

  it('have hours and leave of their own, of several blocks a day', () => {
    const persons = {
      early: {
        hours: [
          ['06:00', '08:00'],
          ['10:00', '11:00'],
        ] as [string, string][],
      },
      late: { hours: [['18:00', '20:00']] as [string, string][], away: [{ from: '2026-03-02', to: '2026-03-02' }] },
    }
    const result = simulate(errands(['02T07:00', '02T07:30'], { staff: 2, persons }), { caseTypes })
    // Early: 7 to 8 and 10 to 11; the other waits until 6 the next day, since late is away.
    expect(hours(result, 'wait')).toBe(22.5 / 2)
    expect(toClose(result)).toBeCloseTo((4 + 24.5) / 2, 9)
  })

  it('pause, finish or hand over what is begun when they leave for the day, at a price', () => {
    const persons = {
      day: { hours: [['09:00', '10:00']] as [string, string][] },
      night: { hours: [['20:00', '24:00']] as [string, string][] },
    }
    const of = (more: Partial<Party>) => simulate(errands(['02T09:00'], { staff: 2, persons, ...more }), { caseTypes })
    const [pause, finish, given] = [of({}), of({ shiftEnd: 'finish' }), of({ shiftEnd: 'handOver' })]
    expect(toClose(pause)).toBe(25)
    expect(toClose(finish)).toBe(2)
    expect(hours(finish, 'overtime')).toBe(1)
    expect(toClose(given)).toBe(12)
    expect(figure(given, 'handOvers')).toBe(1)
    const lossy = of({ shiftEnd: 'handOver', handOver: { loss: 0.5 } })
    expect(toClose(lossy)).toBe(12.5)
    expect(hours(lossy, 'work')).toBe(2.5)
    // Over lunch nobody hands anything over.
    const lunch = {
      day: {
        hours: [
          ['09:00', '10:00'],
          ['12:00', '15:00'],
        ] as [string, string][],
      },
      night: persons.night,
    }
    expect(toClose(of({ shiftEnd: 'handOver', persons: lunch }))).toBe(4)
  })

  it('take up what was begun before what was not, even where that has waited longer', () => {
    const persons = {
      a: { skills: ['parking'], hours: [['09:00', '10:00']] as [string, string][] },
      b: { skills: ['noise', 'parking'], hours: [['15:00', '18:00']] as [string, string][] },
    }
    const cases: ScenarioInput['cases'] = ['02T08:00', '02T09:00'].map((time, i) => ({
      type: 'errand',
      arrivals: { at: [`2026-03-${time}+08:00`] },
      opening: { ...opening, topic: i === 0 ? 'Noise' : 'Parking' },
    }))
    const behaviour = ['noise', 'parking'].map((skill, i) => ({
      ...{ role: 'invitee', party: 'dept:police', effort: '2 h', skills: [skill] },
      when: { case: { topic: i === 0 ? 'Noise' : 'Parking' } },
    }))
    const result = simulate(
      { ...errands([], { staff: 2, persons, shiftEnd: 'handOver' }, { behaviour }), cases },
      { caseTypes },
    )
    // Parking from 15:00 to 16:00, noise from then on; the other way round noise would wait seven hours.
    expect(hours(result, 'wait', { party: 'dept:police', skill: 'noise' })).toBe(8)
    expect(toClose(result)).toBe((10 + 7) / 2)
  })

  it('hand over what is begun when they leave office, or are absent for too long', () => {
    const hoursOf = [['09:00', '10:00']] as [string, string][]
    const later = [['15:00', '18:00']] as [string, string][]
    const of = (own: object, more: Partial<Party> = {}) =>
      simulate(
        errands(['02T09:00'], { staff: 2, persons: { a: { hours: hoursOf, ...own }, b: { hours: later } }, ...more }),
        { caseTypes },
      )
    expect(toClose(of({ until: '2026-03-02' }))).toBe(7)
    expect(toClose(of({ from: '2026-03-03' }))).toBe(8)
    const away = { away: [{ from: '2026-03-03', to: '2026-03-05' }] }
    expect(toClose(of(away))).toBe(4 * 24 + 1)
    // The second day that is missed is more than one.
    const handed = of(away, { handOver: { absentDays: 1 } })
    expect(toClose(handed)).toBe(2 * 24 + 7)
    expect(figure(handed, 'handOvers')).toBe(1)
  })

  it('miss working days in a row though days of rest lie between', () => {
    const persons = {
      a: {
        hours: [['09:00', '10:00']] as [string, string][],
        away: [
          { from: '2026-03-06', to: '2026-03-06' },
          { from: '2026-03-09', to: '2026-03-09' },
        ],
      },
      b: { hours: [['15:00', '18:00']] as [string, string][] },
    }
    const result = simulate(errands(['05T09:00'], { staff: 2, persons, handOver: { absentDays: 1 } }, { days: 10 }), {
      caseTypes,
    })
    // Begun on Thursday; Friday and Monday are missed, so that it is handed over on Monday.
    expect(toClose(result)).toBe(4 * 24 + 7)
    expect(figure(result, 'handOvers')).toBe(1)
  })

  it('are interrupted by what is most urgent of what has come, and not by each of it', () => {
    const topics = ['Parking', 'Noise', 'Fire']
    const cases: ScenarioInput['cases'] = topics.map((topic, i) => ({
      type: 'errand',
      arrivals: { at: [`2026-03-02T${i === 0 ? '09:00' : '10:00'}+08:00`] },
      opening: { ...opening, topic },
    }))
    const behaviour: ScenarioInput['behaviour'] = topics.map((topic, priority) => ({
      ...{ role: 'invitee', party: 'dept:police', effort: '1 h', skills: [topic] },
      ...{ when: { case: { topic } }, priority },
    }))
    const police = { staff: 1, skills: topics, preempt: 'resume' } as const
    const inTime = simulate({ ...errands([], police, { behaviour }), cases }, { caseTypes })
    expect(figure(inTime, 'interruptions')).toBeUndefined()
    const longer = behaviour.map((rule, i) => (i === 0 ? { ...rule, effort: '2 h' } : rule))
    const interrupted = simulate({ ...errands([], police, { behaviour: longer }), cases }, { caseTypes })
    // Parking from 9 to 10, fire from 10 to 11, noise from 11 to 12, and parking from 13:30 on.
    expect(figure(interrupted, 'interruptions')).toBe(1)
    expect(hours(interrupted, 'wait', { party: 'dept:police', skill: 'Noise' })).toBe(1)
  })

  it('are interrupted by what is more urgent, and go on later or begin anew', () => {
    const cases: ScenarioInput['cases'] = ['02T09:00', '02T10:00'].map((time, i) => ({
      type: 'errand',
      arrivals: { at: [`2026-03-${time}+08:00`] },
      opening: { ...opening, topic: i === 0 ? 'Parking' : 'Fire' },
    }))
    const behaviour: ScenarioInput['behaviour'] = [
      { role: 'invitee', party: 'dept:police', when: { case: { topic: 'Fire' } }, priority: 5, effort: '1 h' },
      { role: 'invitee', party: 'dept:police', effort: '2 h' },
    ]
    const of = (more: Partial<Party>) =>
      simulate({ ...errands([], { staff: 1, ...more }, { behaviour }), cases }, { caseTypes })
    // 9 to 11, 11 to 12; 9 to 10, 10 to 11 and 11 to 12; the same, and begun anew at 11: to 12 and 13:30 to 14:30.
    expect(toClose(of({}))).toBe((2 + 2) / 2)
    expect(toClose(of({ preempt: 'resume' }))).toBe((3 + 1) / 2)
    expect(toClose(of({ preempt: 'restart' }))).toBe((5.5 + 1) / 2)
    expect(figure(of({ preempt: 'resume' }), 'interruptions')).toBe(1)
    expect(figure(of({}), 'interruptions')).toBeUndefined()
    // With two in hand nobody is interrupted: both go on at half the speed.
    expect(toClose(of({ preempt: 'resume', limit: 2 }))).toBe((3 + 2) / 2)
  })

  it('get work in turn, or the cases they had before', () => {
    const at = ['02T09:00', '02T10:30', '02T14:00']
    const speeds = { slow: { speed: 1 }, swift: { speed: 2 } }
    const of = (assign: 'leastLoaded' | 'roundRobin') =>
      simulate(
        errands(at, { staff: 2, persons: speeds, assign }, { behaviour: [{ party: 'dept:police', effort: '1 h' }] }),
        {
          caseTypes,
        },
      )
    // In turn: slow, swift, slow. Otherwise the first that is free each time.
    expect(hours(of('roundRobin'), 'work')).toBe(2.5)
    expect(hours(of('leastLoaded'), 'work')).toBe(3)
  })

  it('against themselves show exactly no effect, in the same bytes, whole or in shards', () => {
    const scenario: ScenarioInput = {
      ...busy(
        {
          'dept:police': {
            ...{ staff: 3, absence: 0.1, limit: 2, preempt: 'resume', shiftEnd: 'handOver', handOver: { loss: 0.1 } },
            persons: { wang: { skills: ['noise'], serves: ['dept:urban'] } },
          },
          'dept:urban': { staff: 1, assign: 'affinity' },
        },
        {
          behaviour: [
            { role: 'invitee', when: { n: { from: 1, to: 1 } }, priority: 1, effort: '30 min' },
            { role: 'convener', party: 'dept:police', skills: ['noise'], effort: '5 min' },
            { effort: '10 min' },
          ],
        },
      ),
      compare: {
        same: {},
        more: { parties: { 'dept:police': { staff: 4, persons: { wang: { skills: ['noise', 'parking'] } } } } },
      },
    }
    const once = simulate(scenario, { caseTypes })
    expect(once.comparisons[0]?.rows.filter(({ diff }) => diff !== null && diff !== 0)).toEqual([])
    const parts = [1, 2].map(i => part(scenario, i))
    expect(JSON.stringify(mergeShards(parts, { caseTypes }))).toBe(JSON.stringify(once))
    expect(once.comparisons[1]?.changes.map(({ sentence }) => sentence)).toEqual([
      { en: 'people at dept:police: 3 becomes 4', 'zh-CN': 'dept:police 的人数：由 3 改为 4' },
      {
        en: 'what wang (dept:police) knows: noise becomes noise, parking',
        'zh-CN': 'dept:police·wang 的技能：由 noise 改为 noise、parking',
      },
    ])
    expect(once.assumptions.find(({ sentence }) => sentence.en.startsWith('dept:police'))?.sentence.en).toBe(
      'dept:police: 3 persons on these cases; skills: 1 for noise; work as well for dept:urban; each has up to 2 things in hand at a time; what is begun is handed over for the night; the rest takes 10 % longer after a hand-over; urgent work interrupts other work, which then goes on',
    )
  })

  it('are refused, with the line, where they make no sense', () => {
    const text = [
      'from: 2026-03-02',
      'days: 5',
      'cases: [{ type: errand, arrivals: { perDay: 1 }, opening: { topic: a, convener: b, invitees: [c, d] } }]',
      'parties:',
      '  c: { staff: 1, persons: { wang: { skills: [noise] }, li: { until: 2026-03-01, from: 2026-03-02 } } }',
      '  d: { staff: 1, skills: [parking], serves: [d, elsewhere, f], limit: 0 }',
      '  f: { staff: 1, preempt: resume, sessions: { every: week, takes: 3 } }',
      'behaviour: [{ party: c, skills: [noise, parking] }, { skills: [nois] }]',
    ]
    const told = (lines: readonly string[]) => {
      const parsed = parseScenario(lines.join('\n'), caseTypes)
      return parsed.ok ? [] : parsed.issues.map(({ line, path, message }) => `${line} ${path}: ${message.en}`)
    }
    expect(told(text)).toEqual(['6 parties.d.limit: must be at least 1'])
    text[5] = text[5]?.replace(', limit: 0', '') ?? ''
    expect(told(text)).toEqual([
      '5 parties.c.staff: is fewer than the 2 named under "persons"; it counts all of them',
      '5 parties.c.persons.li.until: is before "from"',
      '6 parties.d.serves.0: is the party itself',
      '6 parties.d.serves.1: no party of "parties" is called "elsewhere"; known: c, d, f',
      '6 parties.d.serves.2: meets in sessions: nobody works for it in between',
      '7 parties.f.preempt: has no meaning beside "sessions": a party that meets works when it meets; leave it out',
      '8 behaviour.0.skills: nobody who works for "c" has noise and parking: it would wait for ever',
      '8 behaviour.1.skills.0: no skill is called "nois"; did you mean "noise"?',
    ])
  })

  it('are asked for as much of their hours in the long run as those who are only counted', () => {
    const of = (more: Partial<Party>) =>
      steadyState(busy({ 'dept:police': { staff: 3, speed: 1.5, absence: 0.2, ...more } }, { replications: 2 }), {
        caseTypes,
      })
    const [counted, followed] = [of({}), of({ limit: 1 })]
    expect(followed.offered.map(({ party, staff }) => [party, staff])).toEqual([['dept:police', 3]])
    // Of those who are counted, what is absence by luck is in the hours, which differ by it.
    expect((followed.offered[0]?.load ?? 0) / (counted.offered[0]?.load ?? 1)).toBeCloseTo(1, 3)
    expect(followed.isSettled).toBe(true)
    expect(followed.result.design.mode).toBe('steady')
  })

  it('have no long run where work for what few know, with what they do beside, is more than their hours', () => {
    const source = (topic: string, perDay: number) => ({
      ...{ type: 'errand', arrivals: { perDay } },
      opening: { ...opening, topic },
    })
    const of = (parking: number, law: number) =>
      ({
        ...{ from: '2026-03-02', days: 140, replications: 2, calendar: 'always' },
        cases: [source('noise', 12), source('parking', parking), source('law', law)],
        parties: {
          'dept:police': { staff: 2, skills: ['parking'], persons: { wang: { skills: ['noise', 'parking'] } } },
          'dept:law': { staff: 4, skills: ['law'], serves: ['dept:police'] },
        },
        behaviour: ['noise', 'parking', 'law'].map(skill => ({
          ...{ role: 'invitee', party: 'dept:police', effort: '1 h', skills: [skill] },
          when: { case: { topic: skill } },
        })),
      }) as const satisfies ScenarioInput
    const loads = (parking: number, law: number) =>
      steadyState(of(parking, law), { caseTypes }).offered.map(({ skill, staff, load }) => [skill, staff, load])
    // Noise for half of wang's day; parking for 0.8 of two, with noise for 0.65; law for 0.25 of the four of another party.
    expect(loads(19.2, 24)).toEqual([
      ['law', 4, expect.closeTo(0.25, 1)],
      ['noise', 2, expect.closeTo(0.65, 1)],
      ['parking', 2, expect.closeTo(0.65, 1)],
    ])
    // Each of both alone is less than the hours of those who may do it: 0.5 of one, 0.9 of two; together it is 1.15 of two.
    expect(() => steadyState(of(43.2, 24), { caseTypes })).toThrow(
      /dept:police \(noise\): work for 11\d % of the hours of 2 persons; 3 would do; dept:police \(parking\): work for 11\d %/,
    )
    const none = { ...of(19.2, 24), parties: { 'dept:police': { staff: 0, limit: 2 } } }
    expect(() => steadyState({ ...none, behaviour: [{ effort: '1 h' }] }, { caseTypes })).toThrow(
      /dept:police: work for ∞ % of the hours of 0 persons; 1 would do/,
    )
  })
})

function part(scenario: ScenarioInput, i: number): SimulationShard {
  const run = simulatingShard(scenario, { i, n: 2 }, { caseTypes })
  for (let step = run.next(true); ; step = run.next(true)) if (step.done === true) return step.value
}
