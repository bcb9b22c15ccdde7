// Cases beside themselves under another policy: held against the log of both, and against ways to run them.
import { errand, errandOpened } from '@convoke/core/testing'
import { describe, expect, it } from 'vitest'
import { type Queue, scenarioOf, urgentVisit, visit } from '../bench/queues.js'
import { type Comparison, type ScenarioInput, simulate, simulatedLog } from '../src/index.js'
import { runPortion } from '../src/study/portions.js'
import { studyOf } from '../src/study/study.js'

const first = ({ comparisons }: { readonly comparisons: readonly Comparison[] }) => comparisons[0] as Comparison
const errands: ScenarioInput = {
  ...{ from: '2026-03-02', days: 20, drain: 10, replications: 3 },
  cases: [{ type: 'errand', arrivals: { perDay: 12 }, opening: errandOpened.opening as Record<string, unknown> }],
  parties: { 'dept:police': { staff: 1 }, 'dept:urban': { staff: 1 } },
  behaviour: [{ role: 'invitee', effort: { exponential: { mean: '50 min' } } }],
}

/** Times to close of the measured cases of the first replication, by case; never settled is longest. */
function timesOf(scenario: ScenarioInput): ReadonlyMap<string, number> {
  const log = simulatedLog(scenario, { caseTypes: [errand] })
  const from = Date.parse(`${scenario.from}T00:00:00+08:00`)
  const to = from + scenario.days * 86_400_000
  const measured = log.filter(({ events }) => (events[0]?.at ?? 0) >= from && (events[0]?.at ?? 0) < to)
  return new Map(
    measured.map(({ id, outcome, events }) => [
      id,
      outcome === null ? Number.POSITIVE_INFINITY : (events.at(-1)?.at ?? 0) - (events[0]?.at ?? 0),
    ]),
  )
}

/** What the first replication tells of cases under both policies. */
function told(scenario: ScenarioInput): Readonly<Record<string, readonly [sum: number, count: number]>> {
  const run = runPortion(studyOf(scenario, { caseTypes: [errand] }), { replication: 0, district: 0 })
  for (;;) {
    const step = run.next()
    if (step.done !== true) continue
    const { measures = [] } = step.value.arms[1] ?? {}
    const own = measures.filter(({ id }) => ['closedSooner', 'closedLater'].includes(id))
    return Object.fromEntries(own.map(({ id, sum, count }) => [id, [sum, count] as const]))
  }
}

describe('cases side by side', () => {
  it.each([
    ['decided together', {}],
    ['decided one by one', { segments: { any: { one: 1 } } }],
    ['not all settled in the end', { drain: 0, parties: { 'dept:police': { staff: 1, speed: 0.6 } } }],
  ] as const)('%s are as many sooner and later as the logs of both policies say', (_, more) => {
    const scenario: ScenarioInput = { ...errands, ...more }
    const { parties: given = {} } = scenario
    const parties = { ...given, 'dept:police': { ...given['dept:police'], staff: 2 } }
    const [before, after] = [timesOf(scenario), timesOf({ ...scenario, parties })]
    const pairs = [...before].map(([id, a]) => [a, after.get(id) ?? 0] as const)
    const settled = pairs.filter(([a, b]) => Math.min(a, b) < Number.POSITIVE_INFINITY)
    const [sooner, later] = [settled.filter(([a, b]) => b < a), settled.filter(([a, b]) => b > a)]
    expect(sooner.length).toBeGreaterThan(20)
    expect(told({ ...scenario, compare: { two: { parties: { 'dept:police': { staff: 2 } } } } })).toEqual({
      closedSooner: [sooner.length, settled.length],
      closedLater: [later.length, settled.length],
    })
  })

  it('of a policy and itself are all closed at the same instant', () => {
    const [side] = first(simulate({ ...errands, compare: { again: {} } }, { caseTypes: [errand] })).sideBySide
    expect(side?.n).toBeGreaterThan(100)
    expect(side).toMatchObject({ sooner: { estimate: 0 }, later: { estimate: 0 } })
  })

  it('are those that arrive at the same instant under both, and none where none does', () => {
    const sooner = { shocks: [{ from: '2026-03-02', to: '2026-05-01', arrivals: 2 }] }
    expect(first(simulate({ ...errands, compare: { sooner } }, { caseTypes: [errand] })).sideBySide).toEqual([])
  })

  it('come to the same however cases are run, for a sample where they are many', () => {
    const service = { exponential: { mean: '1 h' } } as const
    const queue: Queue = { name: 'busy', load: 0.8, servers: 2, desks: 1, service }
    const scenario = { ...scenarioOf(queue, 60, 3), compare: { quick: { behaviour: [{ effort: '50 min' }] } } }
    const sideOf = (more: Partial<ScenarioInput>) =>
      first(simulate({ ...scenario, ...more }, { caseTypes: [visit, urgentVisit] })).sideBySide
    const inOneLoop = sideOf({})
    expect(inOneLoop[0]?.sooner.estimate).toBeGreaterThan(0.5)
    // Whoever must tell work beyond arrivals is run in the general way, whoever tells groups one by one.
    expect(sideOf({ control: 'work' })).toEqual(inOneLoop)
    expect(sideOf({ segments: { any: { one: 1 } } })).toEqual(inOneLoop)
    // Of some 2,300 in each replication.
    expect(inOneLoop[0]?.n).toBeGreaterThan(3 * 1800)
    expect(inOneLoop[0]?.n).toBeLessThan(3 * 2200)
  })
})
