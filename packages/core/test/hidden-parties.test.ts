// A role that hides its holder: nobody else learns that the party is there.
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import {
  declareCase,
  defineCaseType,
  duration,
  hiddenParties,
  partyId,
  rolesOf,
  viewCase,
  withoutParties,
} from '../src/index.js'
import { paperCase } from '../src/testing/index.js'

const words = declareCase({
  parameters: z.object({ within: duration.default({ n: 2, unit: 'calendar-day' }) }),
  opening: z.object({ reporter: partyId, office: partyId, accused: partyId }),
  context: z.object({
    reporter: partyId,
    office: partyId,
    accused: partyId,
    marks: z.record(partyId, z.int()),
    told: z.array(partyId),
    by: partyId.nullable(),
  }),
  roles: {
    reporter: { who: c => c.reporter, seenBy: ['office'] },
    office: { who: c => c.office },
    accused: { who: c => c.accused },
  },
  commands: { rate: { by: ['reporter'] }, hear: { by: ['accused', 'office'] } },
  deadlines: { rating: { on: 'open', each: c => [c.reporter], within: 'within', owes: 'reporter' } },
})
const machine = words.setup().createMachine({
  context: ({ input }) => ({ parameters: input.parameters, ...input.opening, marks: {}, told: [], by: null }),
  initial: 'open',
  states: {
    open: {
      meta: { duties: [{ role: 'reporter', task: 'rate', commands: ['rate'], deadline: 'rating' }] },
      on: {
        rate: {
          actions: words.update(({ context, event }) => {
            context.marks[event.by] = 5
            context.told.push(event.by, context.office)
            context.by = event.by
          }),
        },
        hear: {},
        'deadline.rating': 'over',
      },
    },
    over: { type: 'final' },
  },
})
const labels = {
  title: 'x',
  states: { open: 'x', over: 'x' },
  roles: { reporter: 'x', office: 'x', accused: 'x' },
  commands: { rate: 'x', hear: 'x' },
  deadlines: { rating: 'x' },
  guards: {},
  tasks: { rate: 'x' },
}
const reporting = defineCaseType(words, {
  name: 'reporting',
  version: '1.0.0',
  machine,
  labels: { 'zh-CN': labels, en: labels },
  samples: {},
})
const opening = { reporter: 'resident:1', office: 'office', accused: 'company' }
const { definition, state } = paperCase(reporting, { opening, by: 'resident:1' }, [{ type: 'rate', by: 'resident:1' }])
const viewOf = (as?: string) => viewCase(definition, state, { id: 'c', seq: 2, as, disclosures: [] })

describe('a role that says who may learn who holds it', () => {
  it('is named to those, to its holder and to the host', () => {
    for (const as of ['office', 'resident:1', undefined]) {
      const view = viewOf(as)
      expect(view.parties).toContainEqual({ party: 'resident:1', roles: ['reporter'] })
      expect(view.data).toMatchObject({ reporter: 'resident:1', marks: { 'resident:1': 5 } })
      expect(view.deadlines).toHaveLength(1)
    }
  })

  it('is nobody to the others: no party, no value, no key, no clock', () => {
    const view = viewOf('company')
    expect(JSON.stringify([view.parties, view.data, view.deadlines])).not.toContain('resident:1')
    expect(view.data).toEqual({ office: 'office', accused: 'company', marks: {}, told: ['office'] })
    expect(view.parties).toEqual([
      { party: 'office', roles: ['office'] },
      { party: 'company', roles: ['accused'] },
    ])
  })

  it('hides a party only while every role it holds does', () => {
    const both = paperCase(reporting, { opening: { ...opening, reporter: 'office' }, by: 'office' }).state
    const eyes = { party: 'company', roles: rolesOf(definition, both, 'company') }
    expect(hiddenParties(definition, both, eyes).size).toBe(0)
    const { parties } = viewCase(definition, both, { id: 'c', seq: 1, as: 'company', disclosures: [] })
    expect(parties).toContainEqual({ party: 'office', roles: ['office'] })
  })

  it('names roles that exist', () => {
    const slip = { ...words, roles: { ...words.roles, reporter: { ...words.roles.reporter, seenBy: ['offise'] } } }
    expect(() =>
      defineCaseType(slip, {
        name: 'slip',
        version: '1.0.0',
        machine,
        labels: { 'zh-CN': labels, en: labels },
        samples: {},
      }),
    ).toThrow('did you mean "office"?')
  })

  it('takes nothing out of texts, and nothing at all where nobody is hidden', () => {
    const data = { text: 'resident:1 says', list: [['resident:1'], { by: 'resident:1' }] }
    expect(withoutParties(data, new Set())).toBe(data)
    expect(withoutParties(data, new Set(['resident:1']))).toEqual({ text: 'resident:1 says', list: [[], {}] })
  })
})
