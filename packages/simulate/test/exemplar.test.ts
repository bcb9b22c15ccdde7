import { chinaCalendar } from '@convoke/calendar'
import { conveningRequest } from '@convoke/case-types/convening-request'
import { caseDefinition, evolve, noHash, verifyCaseFile } from '@convoke/core'
import { errand, errandOpened } from '@convoke/core/testing'
import { expect, it } from 'vitest'
import { exemplarOf, type ScenarioInput, simulatedLog } from '../src/index.js'

const errands: ScenarioInput = {
  ...{ from: '2026-03-02', days: 20, replications: 2, drain: 0 },
  cases: [{ type: 'errand', arrivals: { perDay: 6 }, opening: errandOpened.opening as Record<string, unknown> }],
  parties: { 'dept:police': { staff: 1 } },
  behaviour: [{ role: 'invitee', delay: { exponential: { mean: '90 min' } }, effort: '40 min' }],
}

const convening: ScenarioInput = {
  ...{ from: '2026-03-02', days: 8, replications: 2, drain: 20 },
  cases: [{ type: 'convening-request', arrivals: { perDay: 1 } }],
  behaviour: [
    {
      ...{ role: 'invitee', task: 'reply', delay: { exponential: { mean: '6 h' } } },
      choose: { accept: 2, decline: 1, never: 1 },
    },
    {
      ...{ role: 'convener', task: 'fixMeeting' },
      data: { fixMeeting: { date: { $workingDays: 2 }, time: '09:00', place: 'x' } },
    },
    { delay: { exponential: { mean: '2 h' } } },
  ],
}

const took = (events: readonly { readonly at: number }[]) => (events.at(-1)?.at ?? 0) - (events[0]?.at ?? 0)

it('the case that took longer than 95 in a hundred is a case file that holds together, value for value', async () => {
  const file = exemplarOf(errands, { caseTypes: [errand] })!
  expect(await verifyCaseFile(file)).toMatchObject({ ok: true, entries: file.entries.length })
  expect(file.entries[0]?.prevHash).toBe(noHash)
  const opening = errandOpened.opening as Record<string, unknown>
  expect(file.disclosures.find(({ path }) => path === '/opening/phone')?.value).toBe(opening.phone)
})

it('its events are those the log has of the same case, and the rank is counted with unsettled cases as the longest', () => {
  const measured = Date.parse('2026-03-10T00:00:00+08:00')
  const log = simulatedLog(convening, { caseTypes: [conveningRequest] }).filter(
    ({ events }) => (events[0]?.at ?? 0) < measured,
  )
  const inOrder = [...log].sort(
    (a, b) =>
      (a.outcome === null ? Number.POSITIVE_INFINITY : took(a.events)) -
        (b.outcome === null ? Number.POSITIVE_INFINITY : took(b.events)) || log.indexOf(a) - log.indexOf(b),
  )
  for (const quantile of [0.5, 0.95]) {
    const file = exemplarOf(convening, { caseTypes: [conveningRequest], quantile })!
    const same = inOrder[Math.max(0, Math.ceil(quantile * inOrder.length) - 1)]
    expect(file.entries.map(({ type, kind, at, by, role }) => ({ type, kind, at, by, role }))).toEqual(same?.events)
    expect(file.reference).toBe(same?.id)
  }
})

it('its journal folds to the end the case came to', () => {
  const file = exemplarOf(convening, { caseTypes: [conveningRequest], quantile: 0.5 })!
  const calendar = chinaCalendar({ allowProvisional: true })
  const facts = { disclosures: file.disclosures, calendarOf: () => calendar }
  let state: Parameters<typeof evolve>[1]
  for (const entry of file.entries) state = evolve(caseDefinition(conveningRequest), state, entry, facts)
  const same = simulatedLog(convening, { caseTypes: [conveningRequest] }).find(({ id }) => id === file.reference)
  expect(state?.outcome).toBe(same?.outcome)
})

it('there is none where no case is of the type that is asked for', () => {
  expect(exemplarOf(errands, { caseTypes: [errand], caseType: 'other' })).toBeUndefined()
})

it('a case of the second of two sources of one type is told with its own opening', async () => {
  const at = ['2026-03-02T10:00:00+08:00']
  const opening = errandOpened.opening as Record<string, unknown>
  const twice: ScenarioInput = {
    ...{ from: '2026-03-02', days: 2, replications: 2 },
    cases: [
      { type: 'errand', arrivals: { at }, opening },
      { type: 'errand', arrivals: { at }, opening: { ...opening, phone: '13900000000' } },
    ],
  }
  const phones = [0, 1].map(quantile => {
    const file = exemplarOf(twice, { caseTypes: [errand], quantile })!
    return [file.reference, file.disclosures.find(({ path }) => path === '/opening/phone')?.value]
  })
  expect(phones).toEqual([
    ['errand-1-1', opening.phone],
    ['errand-2-1', '13900000000'],
  ])
})
