import { errand, errandOpened } from '@convoke/core/testing'
import { describe, expect, it } from 'vitest'
import { parseScenario, type ScenarioInput, simulate, simulatedLog } from '../../src/index.js'

const caseTypes = [errand]
const opening = errandOpened.opening as Record<string, unknown>
const at = (moment: string) => `2026-03-${moment}+08:00`

/** When the police replied, by the id of the case, as "2026-03-05T10:00". */
function replies(scenario: ScenarioInput): Readonly<Record<string, string>> {
  const log = simulatedLog(scenario, { caseTypes })
  return Object.fromEntries(
    log.flatMap(({ id, events }) =>
      events
        .filter(one => one.type === 'reply' && one.by === 'dept:police')
        .map(one => [id, new Date(one.at + 8 * 3_600_000).toISOString().slice(0, 16)]),
    ),
  )
}

describe('a rule about moments', () => {
  const arriving = (weekday: object): ScenarioInput => ({
    ...{ from: '2026-03-02', days: 14, drain: 30, replications: 2, hours: [['00:00', '24:00']] },
    // Friday by day, Friday by night, Saturday by day, Sunday shortly before Monday.
    cases: [{ type: 'errand', arrivals: { at: ['06T10:00', '06T22:30', '07T10:00', '08T23:59'].map(at) }, opening }],
    behaviour: [
      { task: 'reply', party: 'dept:police', when: weekday, delay: '5 min', delayIn: 'elapsed' },
      { task: 'reply', party: 'dept:police', delay: '1 min', delayIn: 'elapsed' },
    ],
  })
  const minutes = (when: object) => Object.values(replies(arriving(when))).map(moment => moment.slice(8))

  it('is about duties that arise then, by the clock of the calendar', () => {
    expect(minutes({ weekday: 'sat' })).toEqual(['06T10:01', '06T22:31', '07T10:05', '09T00:00'])
    expect(minutes({ weekday: ['fri', 'sun'] })).toEqual(['06T10:05', '06T22:35', '07T10:01', '09T00:04'])
    expect(minutes({ hours: '22-06' })).toEqual(['06T10:01', '06T22:35', '07T10:01', '09T00:04'])
    expect(minutes({ hours: ['10-11', '23-24'], weekday: ['sat', 'sun'] })).toEqual([
      ...['06T10:01', '06T22:31', '07T10:05', '09T00:04'],
    ])
  })

  it('changes nothing where it is about all of them, and is said among what was assumed', () => {
    const all = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']
    const of = (when: object) => simulate(arriving(when), { caseTypes })
    expect(of({ weekday: all, hours: '00-24' }).indicators).toEqual(of({}).indicators)
    const said = of({ weekday: ['sat', 'sun'], hours: '22-06' }).assumptions.map(({ sentence }) => sentence)
    expect(said).toContainEqual({
      en: expect.stringMatching(/ \(arising Saturday, Sunday, 22-06\): begins after 5 min$/),
      'zh-CN': expect.stringMatching(/（产生于星期六、星期日、22-06 时）：着手前 5 分钟$/),
    })
  })

  it('is refused with its line where there is no such moment', () => {
    const text =
      'from: 2026-03-02\ndays: 3\ncases: [{ type: errand, arrivals: { perDay: 1 }, opening: { topic: a, convener: b, invitees: [c] } }]'
    const told = (when: string) => {
      const parsed = parseScenario(`${text}\nbehaviour:\n  - { task: reply, when: ${when} }`, caseTypes)
      return parsed.ok ? [] : parsed.issues.map(({ line, path }) => `${line} ${path}`)
    }
    expect(told('{ weekday: saturday }')).toEqual(['5 behaviour.0.when.weekday'])
    expect(told('{ hours: 9-12 }')).toEqual(['5 behaviour.0.when.hours'])
    expect(told('{ hours: "09-12", weekday: [sat] }')).toEqual([])
    expect(told('{ hours: 09-09 }')).toEqual(['5 behaviour.0.when.hours'])
    expect(told('{ hours: ["09-12", "00-00"] }')).toEqual(['5 behaviour.0.when.hours.1'])
  })
})

describe('a queue by what is due first', () => {
  const topics = { first: '02T00:00', early: '02T01:00', late: '03T01:00' }
  const scenario = (party: object, priority = 0): ScenarioInput => ({
    ...{ from: '2026-03-02', days: 5, drain: 30, replications: 2, hours: [['00:00', '24:00']] },
    parameters: { errand: { replyWithin: { n: 10, unit: 'calendar-day' } } },
    cases: Object.entries(topics).map(([topic, moment]) => ({
      ...{ type: 'errand', arrivals: { at: [at(moment)] }, opening: { ...opening, topic } },
    })),
    parties: { 'dept:police': { staff: 1, restDays: true, ...party } },
    behaviour: [
      { party: 'dept:police', when: { case: { topic: 'first' } }, effort: '72 h' },
      { party: 'dept:police', when: { case: { topic: 'early' } }, delay: '48 h', delayIn: 'elapsed', effort: '10 h' },
      { party: 'dept:police', effort: '10 h', priority },
    ],
  })
  const order = (party: object, priority = 0) =>
    Object.values(replies(scenario(party, priority))).map(moment => moment.slice(8))

  it('takes up what has waited for less time and is due earlier; those who are followed one by one do as well', () => {
    expect(order({})).toEqual(['05T00:00', '05T20:00', '05T10:00'])
    expect(order({ queue: 'due' })).toEqual(['05T00:00', '05T10:00', '05T20:00'])
    expect(order({ queue: 'due', limit: 1 })).toEqual(['05T00:00', '05T10:00', '05T20:00'])
    expect(order({ limit: 1 })).toEqual(order({}))
  })

  it('looks at the priority first, and is the same as none where it says fifo', () => {
    expect(order({ queue: 'due' }, 1)).toEqual(['05T00:00', '05T20:00', '05T10:00'])
    const of = (party: object) => simulate(scenario(party), { caseTypes }).indicators
    expect(of({ queue: 'fifo' })).toEqual(of({}))
  })

  it('is said among what was assumed, and as a change', () => {
    const { assumptions, comparisons } = simulate(
      { ...scenario({}), compare: { due: { parties: { 'dept:police': { queue: 'due' } } } } },
      { caseTypes },
    )
    expect(assumptions.some(({ sentence }) => sentence.en.includes('due first'))).toBe(false)
    expect(comparisons[0]?.changes[0]?.sentence).toEqual({
      en: 'what goes first at dept:police: what has waited longest becomes what is due first',
      'zh-CN': 'dept:police 先办什么：由 先到先办 改为 先到期先办',
    })
    const own = simulate(scenario({ queue: 'due' }), { caseTypes }).assumptions
    expect(own.map(({ sentence }) => sentence.en)).toContain(
      'dept:police: 1 person on these cases; what is due first goes first',
    )
  })
})
