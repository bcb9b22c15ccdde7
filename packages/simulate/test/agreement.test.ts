// Cases of a simulation in which everybody acts at once go as the same cases go when core decides them on frozen contexts.

import { chinaCalendar } from '@convoke/calendar'
import { conveningRequest } from '@convoke/case-types/convening-request'
import {
  type AnyCaseType,
  advance,
  type CaseState,
  caseDefinition,
  type Draft,
  decide,
  type JsonObject,
  resolveParameters,
  start,
} from '@convoke/core'
import { errand, errandOpened } from '@convoke/core/testing'
import { expect, it } from 'vitest'
import { replicationKey, seedKey } from '../src/random/luck.js'
import { replicate } from '../src/run/replication.js'
import { typesOf, worldOf } from '../src/run/world.js'
import { checkScenario } from '../src/scenario/check.js'
import type { ScenarioInput } from '../src/scenario/schema.js'

const calendar = chinaCalendar({ allowProvisional: true })

function draftsOf(scenario: ScenarioInput, caseTypes: readonly AnyCaseType[]): Map<string, Draft[]> {
  const checked = checkScenario(scenario, caseTypes)
  if (!checked.ok) throw new Error(JSON.stringify(checked.issues))
  const world = worldOf(checked.arms[0]!.arm, typesOf(caseTypes), calendar)
  const drafts = new Map<string, Draft[]>()
  const run = replicate(world, 0, replicationKey(seedKey(1), 0), {
    watch({ source, i }, draft) {
      const name = `${source}/${i}`
      drafts.set(name, [...(drafts.get(name) ?? []), draft])
    },
  })
  while (run.next().done !== true) {}
  return drafts
}

/** What an engine would have made of the same acts at the same instants: on immer contexts, with deadlines as they fall due. */
function decided(caseType: AnyCaseType, drafts: readonly Draft[], parameters: JsonObject): Draft[] {
  const definition = caseDefinition(caseType)
  const result: Draft[] = []
  let state: CaseState | undefined
  for (const draft of drafts) {
    const clock = { at: draft.at, calendar }
    if (draft.type === 'case.started') {
      const resolved = resolveParameters(definition, [parameters])
      const seen = (draft.data.seen as { opening: JsonObject }).opening
      const data = { seen, committed: seen, disclosures: [] }
      if (!resolved.ok) throw new Error(resolved.denial.code)
      const request = { opening: data, parameters: resolved.values, reference: '', by: draft.by, commandId: 'open' }
      const decision = start(definition, request, clock)
      result.push(...decision.drafts)
      state = decision.state
    } else if (draft.kind === 'clock') {
      if (result.length > drafts.indexOf(draft)) continue
      const decision = advance(definition, state as CaseState, clock)
      result.push(...decision.drafts)
      state = decision.state
    } else {
      const { facts, ...seen } = draft.data.seen as JsonObject & { facts?: never }
      const data = { seen, committed: seen, disclosures: [] }
      const decision = decide(
        definition,
        state as CaseState,
        { type: draft.type, data, by: draft.by, facts, commandId: draft.commandId },
        clock,
      )
      result.push(...decision.drafts)
      state = decision.state
    }
  }
  return result
}

const plain = ({ kind, at, by, role, type, data, after }: Draft) => ({
  ...{ kind, at, by, role, type, data: data.seen },
  after: JSON.parse(JSON.stringify({ ...after, machine: after.machine.toJSON() })),
})

it('errands under everybody acting at once go as core decides them', () => {
  const drafts = draftsOf(
    {
      ...{ from: '2026-03-02', days: 3 },
      cases: [{ type: 'errand', arrivals: { perDay: 5 }, opening: errandOpened.opening }],
    },
    [errand],
  )
  expect(drafts.size).toBeGreaterThan(5)
  for (const one of drafts.values()) {
    expect(one.map(({ type }) => type)).toEqual(['case.started', 'submit', 'reply', 'reply'])
    expect(decided(errand, one, {}).map(plain)).toEqual(one.map(plain))
  }
})

it('convening requests with silent and slow parties go as core decides them', () => {
  const drafts = draftsOf(
    {
      ...{ from: '2026-03-02', days: 10 },
      cases: [{ type: 'convening-request', arrivals: { perDay: 2 } }],
      behaviour: [
        {
          role: 'invitee',
          task: 'reply',
          choose: { accept: 2, decline: 1, never: 1 },
          delay: { exponential: { mean: '6 h' } },
        },
        {
          role: 'convener',
          task: 'fixMeeting',
          data: { fixMeeting: { date: { $workingDays: 2 }, time: '09:00', place: 'x' } },
        },
        { delay: { exponential: { mean: '2 h' } } },
      ],
    },
    [conveningRequest],
  )
  expect(drafts.size).toBeGreaterThan(5)
  const types = new Set([...drafts.values()].flat().map(({ type }) => type))
  expect([...types]).toEqual(
    expect.arrayContaining(['submit', 'accept', 'deadline.reply', 'fixMeeting', 'openMeeting']),
  )
  for (const one of drafts.values()) expect(decided(conveningRequest, one, {}).map(plain)).toEqual(one.map(plain))
})
