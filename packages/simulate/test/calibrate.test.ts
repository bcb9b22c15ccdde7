// A log that the simulator made, of known numbers, is calibrated: the numbers come back within their intervals.
import { describe, expect, it } from 'vitest'
import { calibrate, type LogEvent, validateCalibration } from '../src/calibrate/index.js'
import { parseScenario, type ScenarioInput, simulate, simulatedLog } from '../src/index.js'

const truth: ScenarioInput = {
  // Twelve intervals of 95 % all hold in half of all logs; of 40 seeds each held in 36 to 40.
  seed: 4,
  from: '2026-03-02',
  days: 120,
  calendar: 'week',
  hours: [
    ['08:00', '12:00'],
    ['13:00', '17:00'],
  ],
  flows: {
    permit: {
      activities: { receive: 'Receive', check: 'Check', repair: 'Ask for more', decide: 'Decide' },
      follows: {
        start: ['receive'],
        receive: ['check'],
        check: ['repair', 'decide'],
        repair: ['check'],
        decide: ['end'],
      },
    },
  },
  cases: [{ type: 'permit', arrivals: { perDay: 8, restDays: 0, byHour: { '08-10': 3, '10-12': 1, '13-17': 1 } } }],
  behaviour: [
    { task: 'afterCheck', when: { n: { from: 2 } }, choose: { toRepair: 1, toDecide: 9 } },
    { task: 'afterCheck', choose: { toRepair: 3, toDecide: 7 } },
    { task: 'doCheck', delay: { lognormal: { median: '6 h', p90: '20 h' } } },
    { task: 'doRepair', delay: { exponential: { mean: '40 h' } } },
    { task: 'doDecide', delay: { weibull: { scale: '10 h', shape: 2 } } },
  ],
}

/** The log as somebody would keep it who stops on a day: without what comes after. */
function kept(scenario: ScenarioInput, until: number): readonly LogEvent[] {
  const titles: Readonly<Record<string, string>> = scenario.flows?.permit?.activities ?? {}
  let row = 1
  return simulatedLog(scenario, { caseTypes: [] }).flatMap(({ id, events }) =>
    events
      .filter(({ at }) => at < until)
      .map(({ type, at, by }) => ({ caseId: id, activity: titles[type] as string, at, by, row: ++row })),
  )
}

const until = Date.parse('2026-06-30T00:00:00Z')
const events = kept(truth, until)
const ended = new Set(events.filter(({ activity }) => activity === 'Decide').map(({ caseId }) => caseId))
const found = calibrate({ events, broken: [], ended }, { name: 'permit', window: { to: until }, bootstrap: 19 })

const within = (ci: readonly [number, number] | null | undefined, value: number, what: string) => {
  expect(ci?.[0], what).toBeLessThan(value)
  expect(ci?.[1], what).toBeGreaterThan(value)
}

describe('a log of known numbers, calibrated', () => {
  it('has the arrivals of the scenario that made it, by day and hour', () => {
    within(found.arrivals.perDay.ci, 8, 'a day')
    expect(found.arrivals.perRestDay?.estimate).toBe(0)
    within(found.arrivals.byHour[9]?.working.ci, 8 * (3 / 12), 'from 9 to 10')
    within(found.arrivals.byHour[14]?.working.ci, 8 * (1 / 12), 'from 14 to 15')
    expect(found.arrivals.dispersion.isOver).toBe(false)
  })

  it('has its working hours, and its choices by visit', () => {
    expect(found.hours).toMatchObject({
      basis: 'hours',
      isEveryDay: false,
      hours: [
        ['08:00', '12:00'],
        ['13:00', '17:00'],
      ],
    })
    const shareOf = (visit: string) =>
      found.branching
        .find(one => one.after === 'check' && one.visit === visit)
        ?.next.find(({ activity }) => activity === 'askForMore')?.share.ci
    within(shareOf('first'), 0.3, 'the first time')
    within(shareOf('later'), 0.1, 'a later time')
  })

  it('has its times with the parameters they were drawn with, though the last cases are still open', () => {
    expect(found.log.open).toBeGreaterThan(20)
    const fitOf = (after: string, activity: string, family: string) =>
      found.times
        .find(one => one.after === after && one.activity === activity)
        ?.fit?.families.find(one => one.family === family)
    const hour = 3_600_000
    within(fitOf('receive', 'check', 'lognormal')?.parameters.median?.ci, 6 * hour, 'check')
    within(fitOf('check', 'askForMore', 'exponential')?.parameters.mean?.ci, 40 * hour, 'ask for more')
    within(fitOf('check', 'decide', 'weibull')?.parameters.scale?.ci, 10 * hour, 'decide')
    within(fitOf('check', 'decide', 'weibull')?.parameters.shape?.ci, 2, 'decide')
    const decide = found.times.find(one => one.after === 'check' && one.activity === 'decide')?.fit
    expect(decide?.families[0]?.family).toBe('weibull')
    expect(decide?.test?.ksP).toBeGreaterThan(0.01)
  })

  it('gives a scenario that is simulated as it is, to the same time to close', () => {
    const again = parseScenario(JSON.stringify({ ...found.scenario, replications: 4 }), [])
    if (!again.ok) throw new Error(JSON.stringify(again.issues))
    const meanOf = (scenario: Parameters<typeof simulate>[0]) =>
      simulate(scenario, { caseTypes: [] }).indicators.find(({ id, kind }) => id === 'timeToClose' && kind === 'mean')
    const [one, other] = [meanOf({ ...truth, replications: 4 }), meanOf(again)]
    expect(Math.abs((other?.estimate ?? 0) / (one?.estimate ?? 1) - 1)).toBeLessThan(0.1)
  })

  it('says what the log cannot tell', () => {
    const said = found.notes.map(({ en }) => en).join(' ')
    expect(said).toContain('Work and waiting cannot be told apart')
    expect(said).toMatch(/\d+ of \d+ cases go on after the log/)
    for (const note of found.notes) expect(note['zh-CN']).toMatch(/[\u4e00-\u9fff]/)
  })
})

describe('a calibration of the earlier part of a log, held against the later part', () => {
  const check = validateCalibration({ events, broken: [], ended }, { name: 'permit', window: { to: until }, logs: 5 })
  const distanceOf = (id: string) => check.measures.find(one => one.id === id) as (typeof check.measures)[number]

  it('is about as far from it as its two halves are from one another, where the log was made by such a scenario', () => {
    expect(check.training.cases + check.test.cases).toBe(found.log.cases)
    for (const id of ['ngram', 'circadianEvents', 'relativeEvents', 'cycleTime', 'circadianWorkforce']) {
      const { calibrated, floor } = distanceOf(id)
      expect(calibrated.mean, id).toBeLessThan(2.5 * (floor as number) + 0.1)
    }
  })

  it('is nearer to it than everything at random, and says so with an interval', () => {
    for (const id of ['circadianEvents', 'circadianWorkforce']) {
      const { calibrated, exponential } = distanceOf(id)
      expect(calibrated.ci?.[1], id).toBeLessThan(exponential.ci?.[0] as number)
    }
  })

  it('shows by the hour what a distance could hide', () => {
    const [hours] = check.histograms
    expect(hours?.bins).toHaveLength(24)
    expect(hours?.simulated[12]).toBe(0)
    expect(hours?.real.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 9)
  })

  it('is refused where either part has hardly any cases', () => {
    const few = events.filter(({ caseId }) => [...ended].slice(0, 25).includes(caseId))
    expect(() => validateCalibration({ events: few, broken: [] }, { name: 'permit' })).toThrow(
      expect.objectContaining({ code: 'simulate/fit' }),
    )
  })
})
