// Whoever sends a date in a simulation looks at the calendar: one of a sample, or one that was long in work, stands for the nearest that may be.
import { verifyCaseFile } from '@convoke/core'
import { visit, visitOpened } from '@convoke/core/testing'
import { expect, it } from 'vitest'
import { exemplarOf, type ScenarioInput, simulate } from '../src/index.js'

const scenario = (behaviour: ScenarioInput['behaviour']): ScenarioInput => ({
  ...{ from: '2026-03-02', days: 20, drain: 40, replications: 2, behaviour },
  cases: [{ type: 'visit', arrivals: { perDay: 6 }, opening: visitOpened.opening as Record<string, unknown> }],
})

/** Hours of work, so that much of what is begun on one day is sent on another. */
const worked = scenario([{ role: 'host', effort: '5 h' }, { role: 'guest' }])

it('cases are settled though their samples name dates of another time', () => {
  const { indicators, warnings } = simulate(worked, { caseTypes: [visit] })
  const shares = indicators.filter(({ id }) => id === 'outcome').map(({ dims, estimate }) => [dims.outcome, estimate])
  expect(shares).toEqual([['done', 1]])
  expect(indicators.filter(({ id, estimate }) => id === 'refused' && estimate !== 0)).toEqual([])
  expect(warnings).toEqual([])
})

it('an exemplary case has the days that were chosen in it, and its file holds together', async () => {
  const file = exemplarOf(worked, { caseTypes: [visit] })
  expect(await verifyCaseFile(file as never)).toMatchObject({ ok: true, entries: 3 })
  expect(JSON.stringify(file?.entries[1]?.data)).toMatch(/"date":"2026-03-/)
})
