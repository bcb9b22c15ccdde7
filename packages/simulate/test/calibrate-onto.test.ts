// A log that a scenario of complaints made is calibrated onto that case type: what was put in comes back within its intervals.
import { complaint } from '@convoke/case-types/complaint'
import type { JsonObject } from '@convoke/core'
import { describe, expect, it } from 'vitest'
import { calibrateOnto, type LogEvent } from '../src/calibrate/index.js'
import { checkScenario, type ScenarioInput, simulatedLog } from '../src/index.js'

const opening = {
  ...{ topic: 'noise', kind: 'complaint', place: 'Chunshen', inlet: 'hotline', channel: 'phone' },
  ...{ complainant: 'person:a', intake: 'hotline:desk', operationsCentre: 'town:centre' },
  ...{ supervisor: 'leader:in-charge', districtOffice: 'district:office' },
}
const truth: ScenarioInput = {
  // Twelve intervals of 95 %: they all hold in about half of all logs.
  seed: 4,
  from: '2026-03-02',
  days: 90,
  cases: [
    {
      type: 'complaint',
      arrivals: { perDay: 6, restDays: 0, byHour: { '09-12': 2, '14-17': 1 } },
      opening,
    },
  ],
  behaviour: [
    { task: 'receive', choose: { accept: 1 }, delay: { exponential: { mean: '40 min' } } },
    {
      ...{ task: 'dispatch', choose: { dispatch: 1 }, delay: { exponential: { mean: '1.5 h' } } },
      data: { dispatch: { lead: { $pick: ['dept:urban', 'dept:urban', 'dept:env'] } } },
    },
    { task: 'sign', choose: { sign: 9, returnOrder: 1 }, delay: { exponential: { mean: '1 h' } } },
    { task: 'handle', choose: { answer: 1 }, delay: { lognormal: { median: '20 h', p90: '45 h' } } },
    { task: 'handleSimple', choose: { never: 1 } },
  ],
}
const until = Date.parse('2026-05-31T00:00:00+08:00')

/** As an office would keep it: activities by other names, dispatched with a column for the unit, nothing of clocks. */
function kept(): readonly LogEvent[] {
  let row = 1
  return simulatedLog(truth, { caseTypes: [complaint] }).flatMap(({ id, events }) => {
    const lead = events.find(({ type }) => type === 'sign' || type === 'returnOrder')?.by ?? 'dept:urban'
    return events
      .filter(({ at, kind }) => at < until && kind !== 'clock')
      .map(({ type, at }) => ({
        ...{ caseId: id, activity: type === 'case.started' ? 'logged' : type, at, row: ++row },
        cells: { unit: type === 'dispatch' ? (lead === 'dept:urban' ? 'Urban management' : 'Environment') : '' },
      }))
  })
}

const events = kept()
const map = {
  opening: opening as JsonObject,
  activities: {
    logged: 'open',
    dispatch: {
      command: 'dispatch',
      data: { lead: { $column: 'unit', values: { 'Urban management': 'dept:urban', Environment: 'dept:env' } } },
    },
  },
}
const how = { caseType: complaint, map, calendar: 'china', window: { to: until }, bootstrap: 0 } as const
const found = calibrateOnto({ events, broken: [] }, how)

const within = (ci: readonly [number, number] | null | undefined, value: number, what: string) => {
  expect(ci?.[0], what).toBeLessThan(value)
  expect(ci?.[1], what).toBeGreaterThan(value)
}
const dutyOf = (task: string) => found.duties.find(one => one.task === task)
const hour = 3_600_000

describe('a log of complaints of known numbers, calibrated onto the complaint', () => {
  it('is carried out by its rules to the last event, clocks and all', () => {
    expect(found.replay).toMatchObject({ carriedOut: events.length, leftOut: [], unsettled: [] })
    expect(found.replay.opened).toBe(new Set(events.map(({ caseId }) => caseId)).size)
    expect(found.log.open).toBeGreaterThan(5)
    expect(found.hours).toMatchObject({
      hours: [
        ['09:00', '12:00'],
        ['13:30', '17:30'],
      ],
    })
  })

  it('has its delays with the parameters they were drawn with, though clocks and the end of the log cut some short', () => {
    const meanOf = (task: string) => dutyOf(task)?.delay?.families.find(({ family }) => family === 'exponential')
    within(found.arrivals.perDay.ci, 6, 'a day')
    within(meanOf('receive')?.parameters.mean?.ci, (40 / 60) * hour, 'receive')
    within(meanOf('dispatch')?.parameters.mean?.ci, 1.5 * hour, 'dispatch')
    within(meanOf('sign')?.parameters.mean?.ci, hour, 'sign')
    const handle = dutyOf('handle')?.delay?.families.find(({ family }) => family === 'lognormal')?.parameters
    within(handle?.median?.ci, 20 * hour, 'handle')
    expect(dutyOf('dispatch')?.n).toBeGreaterThan(dutyOf('dispatch')?.acted ?? Number.POSITIVE_INFINITY)
  })

  it('has the choices of its parties, and the data of their commands as often as they were seen', () => {
    const [sign] = dutyOf('sign')?.choices ?? []
    within(sign?.commands.find(({ command }) => command === 'returnOrder')?.share.ci, 0.1, 'returned')
    // The clock of consultations never begins.
    expect(dutyOf('handleSimple')).toBeUndefined()
    const rule = found.scenario.behaviour?.find(({ task }) => task === 'dispatch')
    const { $pick = [] } = (rule?.data?.dispatch?.lead ?? {}) as { readonly $pick?: readonly string[] }
    const share = $pick.filter(unit => unit === 'dept:urban').length / $pick.length
    expect(share).toBeGreaterThan(0.55)
    expect(share).toBeLessThan(0.8)
  })

  it('gives a scenario of complaints that can be simulated as it is', () => {
    const checked = checkScenario(found.scenario, [complaint])
    expect(checked.ok ? [] : checked.issues).toEqual([])
    expect(found.scenario.behaviour?.every(({ basis }) => basis === 'measured')).toBe(true)
  })

  it('lists what is not mapped, what the rules refuse, and cells that mean nothing, each with rows and reason', () => {
    const few = events.filter(({ caseId }) => Number(caseId.split('-')[2]) <= 12)
    const odd = few.map((event, i) => {
      if (event.activity === 'rate') return { ...event, activity: 'Phoned' }
      if (event.activity === 'sign') return { ...event, activity: 'accept' }
      return i === 2 ? { ...event, cells: { unit: 'Parks' } } : event
    })
    const { replay, notes } = calibrateOnto({ events: odd, broken: [] }, how)
    const told = replay.leftOut.map(({ activity, fate, code }) => `${activity} ${fate} ${code}`)
    expect(told).toContain('Phoned unmapped null')
    expect(told).toContain('accept refused refusal/not-in-state')
    expect(replay.leftOut.find(({ fate }) => fate === 'cell')).toMatchObject({ rows: [odd[2]?.row], count: 1 })
    const [refused] = replay.leftOut.filter(({ code }) => code === 'refusal/not-in-state')
    expect(refused?.reason['zh-CN']).toMatch(/[\u4e00-\u9fff]/)
    expect(refused?.count).toBe(refused?.rows.length)
    expect(notes[0]?.en).toMatch(/events were not carried out/)
  })

  it('takes several commands at once where the log says less than the case type asks for, and names in either language', () => {
    const coarse = [1, 2, 3, 4, 5, 6].flatMap((n): LogEvent[] => {
      const at = Date.parse('2026-03-02T09:30:00+08:00') + n * 86_400_000 * (n > 4 ? 3 : 0)
      return [
        { caseId: `c${n}`, activity: 'In', at, row: 3 * n },
        { caseId: `c${n}`, activity: 'Out to unit', at: at + hour, row: 3 * n + 1 },
        { caseId: `c${n}`, activity: '答复', at: at + 2 * hour, row: 3 * n + 2 },
      ]
    })
    const dispatch = { command: 'dispatch', data: { lead: 'dept:urban' } }
    const activities = { In: 'open', 'Out to unit': ['accept', dispatch, 'sign', 'recordContact'] }
    const { replay, duties } = calibrateOnto(
      { events: coarse, broken: [], ended: new Set(['c5', 'c6']) },
      { ...how, window: {}, map: { opening: opening as JsonObject, activities } },
    )
    expect(replay.leftOut).toEqual([])
    // Over by the log; by the case type somebody has to look at the answer, and call back.
    expect(replay.unsettled).toEqual([
      { states: ['callback'], count: 1, cases: ['c5'] },
      { states: ['reviewing'], count: 1, cases: ['c6'] },
    ])
    expect(duties.find(({ task }) => task === 'contact')).toMatchObject({ acted: 6 })
    expect(duties.find(({ task }) => task === 'handle')?.delay?.mean).toBe(hour)
  })

  it('refuses a map that does not fit, and one by which nothing can be opened', () => {
    const wrong = { activities: { Sign: 'sgin' }, parameters: { quorm: 1 } }
    expect(() => calibrateOnto({ events, broken: [] }, { ...how, map: wrong })).toThrow(
      expect.objectContaining({ code: 'simulate/map' }),
    )
    expect(() => calibrateOnto({ events, broken: [] }, { ...how, map: { opening: { topic: 'x' } } })).toThrow(
      /none of the \d+ cases .* could be opened \(row 2\)/,
    )
  })
})
