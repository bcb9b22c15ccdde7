import { chinaCalendar } from '@convoke/calendar'
import { complaint } from '@convoke/case-types/complaint'
import { type CaseFile, exportCase } from '@convoke/core'
import { errand, errandOpened, everyDayCalendar, paperCase } from '@convoke/core/testing'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  mergeShards,
  type OpenCase,
  openCaseOf,
  parseScenario,
  quantileOf,
  reportOf,
  type ScenarioInput,
  simulate,
  simulatingShard,
} from '../../src/index.js'
import { residual } from '../../src/random/residual.js'
import { pacing } from '../pacing.js'
import { noise } from './noise.js'

const caseTypes = [errand]
const hour = 3_600_000
const monday = Date.parse('2026-03-02T09:00:00+08:00')

/** An errand whose departments were asked at an hour of that Monday, as a store has it. */
function asked(caseId: string, hours: number, replies: readonly string[] = []): CaseFile {
  const at = monday + hours * hour
  const { journal } = paperCase(errand, { ...errandOpened, at }, [
    { type: 'submit', by: 'rc:chunshen', at },
    ...replies.map(by => ({ type: 'reply', by, at: at + 60_000, answer: 'yes' }) as never),
  ])
  const entries = journal.map(sealed => sealed.stored)
  const disclosures = journal.flatMap(sealed => sealed.disclosures)
  return { ...exportCase({ entries, disclosures, as: 'host', exportedAt: at }), caseId }
}
const open = (file: CaseFile) => openCaseOf(file, { caseTypes, calendarOf: everyDayCalendar }) as OpenCase
const at = '2026-03-02T16:00:00+08:00'
const usual: ScenarioInput = {
  ...{ from: '2026-03-02', days: 3, drain: 5, replications: 30, calendar: 'always' },
  cases: [{ type: 'errand', arrivals: { perDay: 0 }, opening: errandOpened.opening as Record<string, unknown> }],
  behaviour: [{ role: 'invitee', delay: { exponential: { mean: '10 h' } } }],
  start: { at, cases: [open(asked('new', 6.5)), open(asked('old', 3.5))] },
}

describe('a run that begins with open cases', () => {
  it('reads where each stands, and since when its parties have had what to do', () => {
    const one = open(asked('one', 2, ['dept:police']))
    expect(one.duties).toEqual({
      'dept:urban invitee reply': { since: monday + 2 * hour, n: 1, sent: [] },
      // It could reply once more, but not the same.
      'dept:police invitee reply': { since: monday + 2 * hour + 60_000, n: 2, sent: ['reply {"answer":"yes"}'] },
    })
    expect(one.snapshot.lastAt).toBe(monday + 2 * hour + 60_000)
    expect(JSON.stringify(one)).not.toContain('13800000000')
  })

  it('lists on the page which of them to look after first, the likeliest to be late first, with what a policy does to each', () => {
    const sooner = { behaviour: [{ role: 'invitee', delay: { exponential: { mean: '1 h' } } }] } as const
    const result = simulate({ ...usual, compare: { sooner } }, { caseTypes })
    const page = reportOf(result, { caseTypes })
    const [head, ...rows] = page.slice(page.indexOf('Open at the start: which')).split('<tr>').slice(1)
    expect(head).toContain('P(overdue)')
    expect(head).toContain('“sooner”: difference')
    const byChance = [...(result.started ?? [])].sort((a, b) => (b.late.estimate ?? 0) - (a.late.estimate ?? 0))
    expect(byChance[0]?.late.estimate).toBeGreaterThan(byChance[1]?.late.estimate ?? 1)
    for (const [i, { reference, late }] of byChance.entries()) {
      expect(rows[i]).toContain(`<td>${reference}</td>`)
      expect(rows[i]).toContain(`${(100 * (late.estimate as number)).toFixed(1)} %`)
    }
    expect(page).toContain('2 cases were open, 2 of them may be late; 2 are told.')
    const none = reportOf(simulate({ ...usual, start: undefined }, { caseTypes }), { caseTypes })
    expect(none).not.toContain('Open at the start: which')
  })

  it('tells the periods as they stand at the start, also of a store at which nobody had looked since', () => {
    const calendar = chinaCalendar({ allowProvisional: true })
    const at = monday + hour
    const { journal } = paperCase(
      complaint,
      { opening: noise, by: noise.intake, at: monday },
      [
        { type: 'accept', by: noise.intake, at },
        { type: 'dispatch', by: noise.operationsCentre, at, lead: 'dept:urban' } as never,
        { type: 'sign', by: 'dept:urban', at },
      ],
      { calendar },
    )
    const entries = journal.map(sealed => sealed.stored)
    const disclosures = journal.flatMap(sealed => sealed.disclosures)
    const file = exportCase({ entries, disclosures, as: 'host', exportedAt: at })
    const one = openCaseOf(file, { caseTypes: [complaint], calendarOf: () => calendar }) as OpenCase
    const from = (day: string) => {
      const scenario = {
        ...{ from: day, days: 1, drain: 0, replications: 2 },
        cases: [{ type: 'complaint', arrivals: { perDay: 0 }, opening: noise }],
        start: { at: `${day}T09:00:00+08:00`, cases: [one] },
      }
      return simulate(scenario, { caseTypes: [complaint] })
    }
    const { started = [] } = from('2026-03-04')
    // The day to make contact ran out on Tuesday, 24:00; from then on there are five working days, Wednesday not counted.
    const next = { deadline: 'handling', dueAt: Date.parse('2026-03-12T00:00:00+08:00') }
    expect(started[0]).toMatchObject({ isLateAlready: false, next })
    // Ten days later it is late, and nothing else falls due on that day.
    const later = from('2026-03-13')
    expect(later.started?.[0]).toMatchObject({ isLateAlready: true, late: { estimate: 0 } })
    const pageOf = (result: typeof later) => reportOf(result, { caseTypes: [complaint] })
    expect(pageOf(later)).toMatch(/No period of an open case is seen to pass\..*Late already: 1\./)
    expect(pageOf(from('2026-03-04'))).not.toContain('Late already')
  })

  it('lets a party send in another state what it sent before, as the simulation does', () => {
    const { journal } = paperCase(pacing, { opening: { walker: 'w' }, by: 'w', at: monday }, [
      { type: 'turn', by: 'w', at: monday + hour },
    ])
    const entries = journal.map(sealed => sealed.stored)
    const file = exportCase({ entries, disclosures: [], as: 'host', exportedAt: monday + hour })
    const one = openCaseOf(file, { caseTypes: [pacing], calendarOf: everyDayCalendar }) as OpenCase
    expect(one.duties).toEqual({ 'w walker walk': { since: monday + hour, n: 2, sent: [] } })
  })

  it('counts what falls due with the last day, also where nothing is drained', () => {
    // Four hours to reply, of which one is left when the day ends; nobody replies.
    const late = (days: number, drain: number, left: number) => {
      const midnight = (Date.parse('2026-03-03T00:00:00+08:00') - monday) / hour
      const cases = [open(asked('one', midnight - 4 + left))]
      const begun = { at: '2026-03-02T23:30:00+08:00', cases }
      const silent = [{ role: 'invitee', choose: { never: 1 } }]
      const calendar = 'china' as const
      const run = { ...usual, calendar, replications: 2, days, drain, start: begun, behaviour: silent }
      return simulate(run, { caseTypes }).started?.[0]?.late.estimate
    }
    expect([late(1, 0, 0), late(1, 1, 0), late(1, 0, 0.1), late(1, 1, 0.1)]).toEqual([1, 1, 0, 0])
  })

  it('keeps the periods as they stand: what is due sooner is late more often, by as much as the time left says', () => {
    const { started = [], indicators } = simulate({ ...usual, replications: 150 }, { caseTypes })
    const [fresh, old] = started
    expect(started.map(({ caseId }) => caseId)).toEqual(['new', 'old'])
    // Four hours to reply, of which 0.5 and 3.5 have passed; two departments, each without memory.
    const bothWithin = (hours: number) => (1 - Math.exp(-hours / 10)) ** 2
    for (const [one, left] of [
      [fresh, 3.5],
      [old, 0.5],
    ] as const) {
      const [low, high] = one?.late.ci ?? [1, 0]
      expect(low).toBeLessThan(1 - bothWithin(left))
      expect(high).toBeGreaterThan(1 - bothWithin(left))
      expect(one?.next).toEqual({ deadline: 'reply', dueAt: Date.parse(at) + left * hour })
    }
    expect(indicators.find(({ id }) => id === 'startedLate')?.n).toBe(300)
    // They are told by themselves, and not among those that arrive.
    expect(indicators.find(({ id }) => id === 'timeToClose')).toBeUndefined()
  })

  it('draws what is left of a delay on condition of what has passed', () => {
    const times = fc.constantFrom(
      { exponential: { mean: 10 } },
      { lognormal: { median: 5, p90: 30 } },
      { weibull: { scale: 10, shape: 2 } },
      { never: 0.3, else: { exponential: { mean: 4 } } } as const,
    )
    const u = fc.double({ min: 1e-6, max: 1 - 1e-6, noNaN: true })
    fc.assert(
      fc.property(times, u, fc.double({ min: 0, max: 20, noNaN: true }), (time, luck, elapsed) => {
        const quantile = quantileOf(time)
        const { left, of } = residual(quantile, elapsed)
        const whole = of(luck)
        expect(whole).toBeGreaterThanOrEqual(elapsed)
        const expected = quantile(1 - left * (1 - luck))
        if (expected === Number.POSITIVE_INFINITY) expect(whole).toBe(expected)
        else expect(Math.abs(whole - expected)).toBeLessThanOrEqual(1e-6 * Math.max(1, expected))
      }),
    )
    // Of nine times that are as likely as each other six are longer than 15, the next ones 18 and 22.
    const recorded = residual(quantileOf({ empirical: [4, 9, 13, 18, 22, 28, 33, 41, 60] }), 15)
    expect(recorded.left).toBeCloseTo(6 / 9, 12)
    expect([0.1, 0.3, 0.9].map(luck => recorded.of(luck))).toEqual([18, 22, 60])
    expect(residual(quantileOf(3), 4)).toMatchObject({ left: 0 })
    expect(residual(quantileOf(3), 4).of(0.5)).toBe(4)
    expect(residual(quantileOf(3), 2).of(0.5)).toBe(3)
    expect(residual(quantileOf('never'), 2).of(0.5)).toBe(Number.POSITIVE_INFINITY)
  })

  it('takes whoever has not replied for long for somebody who never will, more than one who was just asked', () => {
    const silent = { task: 'reply', choose: { reply: 1, never: 1 }, delay: { exponential: { mean: '1 h' } } }
    const { started = [] } = simulate({ ...usual, replications: 80, behaviour: [silent] }, { caseTypes })
    const [fresh, old] = started
    expect(old?.late.ci?.[0]).toBeGreaterThan(fresh?.late.ci?.[1] as number)
  })

  it('weighs silence as Bayes does', () => {
    const choose = { reply: 7, never: 3 }
    const silent = { task: 'reply', choose, delay: { exponential: { mean: '10 h' } } }
    const { started = [] } = simulate({ ...usual, replications: 200, behaviour: [silent] }, { caseTypes })
    // Of four hours to reply so many have passed; each of two departments replies in the rest or is late.
    for (const [i, passed] of [0.5, 3.5].entries()) {
      const [meant, still] = [0.7 * Math.exp(-passed / 10), 0.7 * Math.exp(-4 / 10)]
      const late = 1 - ((meant - still) / (0.3 + meant)) ** 2
      expect(started[i]?.late.ci?.[0]).toBeLessThan(late)
      expect(started[i]?.late.ci?.[1]).toBeGreaterThan(late)
    }
  })

  it('tells of another policy how far each case gains by it, and nothing where it is the same', () => {
    const prompt = { behaviour: [{ role: 'invitee' }] }
    const { comparisons } = simulate({ ...usual, compare: { prompt, same: {} } }, { caseTypes })
    const [better, same] = comparisons
    expect(better?.started?.every(({ diff }) => diff < 0)).toBe(true)
    expect(same?.started?.map(({ diff }) => diff)).toEqual([0, 0])
    expect(same?.rows.every(({ diff }) => diff === 0 || diff === null)).toBe(true)
  })

  it('changes nothing of the cases that arrive, where nobody is short of people', () => {
    const { start: _, ...empty } = usual
    const arriving = { cases: [{ ...(usual.cases[0] as object), arrivals: { perDay: 5 } }] as ScenarioInput['cases'] }
    const from = '2026-03-02T00:00:00+08:00'
    const before = simulate({ ...empty, ...arriving, calendar: 'china' }, { caseTypes })
    const begun = { at: from, cases: [open(asked('before', -24))] }
    const after = simulate({ ...empty, ...arriving, calendar: 'china', start: begun }, { caseTypes })
    const own = (ids: readonly string[]) => (one: { id: string }) => ids.includes(one.id)
    const known = own(['timeToClose', 'deadlineMet', 'outcome', 'arrived'])
    expect(after.indicators.filter(known)).toEqual(before.indicators.filter(known))
  })

  it('comes to the same bytes in parts', () => {
    const whole = simulate({ ...usual, replications: 4 }, { caseTypes })
    const parts = [1, 2].map(i => {
      const run = simulatingShard({ ...usual, replications: 4 }, { i, n: 2 }, { caseTypes })
      for (;;) {
        const step = run.next(true)
        if (step.done === true) return JSON.parse(JSON.stringify(step.value)) as unknown
      }
    })
    expect(JSON.stringify(mergeShards(parts, { caseTypes }))).toBe(JSON.stringify(whole))
  })

  it('is refused where the cases are not such as can go on, with what is wrong of each', () => {
    const one = usual.start?.cases?.[0] as OpenCase
    const wrong = {
      ...usual,
      warmup: 3,
      start: {
        at: '2026-03-04T09:00:00+08:00',
        cases: [
          { ...one, type: 'errnd' },
          { ...one, version: '9.0.0' },
          { ...one, caseId: 'c', snapshot: { ...one.snapshot, machine: { value: 'nowhere' } } },
        ],
      },
    }
    const parsed = parseScenario(JSON.stringify(wrong, null, 1), caseTypes)
    const told = parsed.ok ? [] : parsed.issues.map(({ path, message }) => `${path}: ${message.en}`)
    expect(told).toEqual([
      'start: takes the place of a warm-up: leave "warmup" out',
      'start.at: must lie on the first day, 2026-03-02',
      'start.cases.0.type: no case type is called "errnd"; did you mean "errand"?',
      'start.cases.1.caseId: stands here twice',
      `start.cases.1.version: no version of "errand" is called "9.0.0"; did you mean "${errand.version}"?`,
      expect.stringMatching(/^start\.cases\.2\.snapshot: is no state of "errand"/),
    ])
    expect(parsed.ok || parsed.issues.every(({ line = 0 }) => line > 1)).toBe(true)
  })

  it('begins with a store that nobody read is told how to read it', () => {
    const run = () => simulate({ ...usual, start: { store: 'cases.db' } }, { caseTypes })
    expect(run).toThrow(expect.objectContaining({ code: 'simulate/scenario' }))
  })
})

describe('persons on duty on days of rest', () => {
  it('are so many, and all are there on working days', () => {
    const duty = (restDays: boolean | number): ScenarioInput => ({
      ...{ from: '2026-09-28', days: 14, drain: 20, replications: 3 },
      cases: [{ type: 'errand', arrivals: { perDay: 30 }, opening: errandOpened.opening as Record<string, unknown> }],
      parties: { 'dept:police': { staff: 4, restDays } },
      behaviour: [{ role: 'invitee', effort: '30 min' }],
    })
    const capacity = (restDays: boolean | number) => {
      const { indicators } = simulate(duty(restDays), { caseTypes })
      const of = (id: string) => indicators.find(one => one.id === id && one.dims.party === 'dept:police')?.estimate
      return Math.round((of('work') as number) / (of('utilisation') as number) / (7 * hour))
    }
    // From 28 September on: three working days, seven of the holiday, two, the Saturday that is worked, and a Sunday.
    expect(capacity(false)).toBe(4 * 6)
    expect(capacity(true)).toBe(4 * 14)
    expect(capacity(1)).toBe(4 * 6 + 8)
  })
})
