// A bound for how late a case may be: never less than the orders of its deadlines have it, told apart one by one.
import type { AnyCaseType, Duration } from '@convoke/core'
import { expect, it } from 'vitest'
import { explored } from '../oracle/agreement.js'
import { randomCaseTypes } from '../oracle/random-case-type.js'
import { carriedOut, type Exploration } from '../src/explore/explore.js'
import { type Late, latestIn, latestWayTo } from '../src/ordered/latest.js'
import { day, everyDayScale } from '../src/ordered/lengths.js'
import { orderedOver } from '../src/ordered/ordered.js'
import { rulesOf } from '../src/ordered/rules.js'
import type { Stopwatch } from '../src/ordered/stopwatch.js'
import { asking } from './fixtures/asking.js'
import { council } from './fixtures/council.js'
import { desk } from './fixtures/desk.js'
import { twoClocks } from './fixtures/two-clocks.js'

const workingDays = (n: number): Duration => ({ n, unit: 'working-day' })

/** The states of a case type as late as may be: by the bound, and by all orders told apart; undefined where there are too many. */
function bothOf(caseType: AnyCaseType) {
  const { exploration } = explored('late', caseType, { maxStates: 2_000 })
  const rules = { ...rulesOf(exploration), scales: [everyDayScale] }
  const stopwatch: Stopwatch = {
    kind: 'since',
    period: { n: 0, unit: 'calendar-day' },
    runsIn: (state, ran) => (ran || state === 0) && !isSettled(exploration, state),
  }
  const late = carriedOut(latestIn(exploration, rules, stopwatch), undefined)
  const ordered = carriedOut(
    orderedOver(exploration, { maxStates: 3_000, maxOrders: 500, stopwatch }, rules),
    undefined,
  )
  const exact = new Map<number, number>()
  for (let one = 0; one < ordered.states; one++) {
    const zone = ordered.timetableOf(one)?.zones[0]
    if (zone === undefined || !ordered.isWatched(one)) continue
    const state = ordered.untimed[one] as number
    exact.set(state, Math.max(exact.get(state) ?? 0, (zone[Math.sqrt(zone.length) - 1] as number) >> 1))
  }
  const isTold = ordered.limits.length === exploration.limits.length && !ordered.isBlurred
  return { late, exact: isTold ? exact : undefined, exploration }
}

function isSettled({ model, configurationOf }: Exploration, state: number): boolean {
  return model.configurations[configurationOf(state)]?.outcome !== null
}

const latestOf = (late: readonly Late[], state: number) =>
  Math.max(...late.filter(one => one.state === state).map(({ minutes }) => minutes))

it.each([
  ['one deadline over all', twoClocks({ whole: workingDays(20), answer: workingDays(5) })],
  ['replies, and a question before', asking()],
  ['a desk', desk({})],
  ['votes held again', council({})],
])('with %s it is what the orders have', (_, caseType) => {
  const { late, exact } = bothOf(caseType)
  expect(exact?.size).toBeGreaterThan(1)
  for (const [state, minutes] of exact ?? []) expect(latestOf(late, state)).toBe(minutes)
})

it('in random case types it is never less, and mostly no more', () => {
  let [compared, equal] = [0, 0]
  for (const caseType of randomCaseTypes(40, 7, n => ({
    first: workingDays(1 + (n % 4)),
    each: workingDays(1 + (n % 3)),
  }))) {
    const { late, exact } = bothOf(caseType)
    for (const [state, minutes] of exact ?? []) {
      const bound = latestOf(late, state)
      expect(bound).toBeGreaterThanOrEqual(minutes)
      compared += 1
      if (bound === minutes) equal += 1
    }
  }
  expect(compared).toBeGreaterThan(50)
  expect(equal / compared).toBeGreaterThan(0.8)
})

it('the way to a state is one that leads there, step by step', () => {
  const { late, exploration } = bothOf(asking())
  for (const one of late) {
    let at = 0
    for (const { state, label } of latestWayTo(one)) {
      expect(state).toBe(at)
      at = exploration.stepsFrom(state).find(step => step.label === label)?.target as number
    }
    expect(at).toBe(one.state)
  }
})

it('where a round takes its time and may be gone again, there is no bound', () => {
  const goesRound = twoClocks({ whole: workingDays(2), answer: workingDays(3), goesRound: true })
  expect(bothOf(goesRound).late.map(({ minutes }) => minutes)).toContain(Number.POSITIVE_INFINITY)
  expect(bothOf(desk({})).late.every(({ minutes }) => minutes < 30 * day)).toBe(true)
})
