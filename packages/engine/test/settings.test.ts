// Packs in an engine, and roles that hide their holders in the entries it shows.
import {
  declareCase,
  defineCaseType,
  duration,
  type Entry,
  knob,
  memoryStore,
  parameterPack,
  partyId,
} from '@convoke/core'
import { everyDayCalendar, manualClock } from '@convoke/core/testing'
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { type AnyEngine, createEngine } from '../src/index.js'
import { asking } from './fixtures/asking.js'

const title = { 'zh-CN': '期限', en: 'Time' }
const words = declareCase({
  parameters: z.object({
    within: knob(duration.default({ n: 2, unit: 'calendar-day' }), { title, authority: 'ours' }),
    quorum: knob(z.int().default(1), { title, authority: 'ours' }),
  }),
  opening: z.object({ reporter: partyId, office: partyId, accused: partyId }),
  context: z.object({ reporter: partyId, office: partyId, accused: partyId }),
  roles: {
    reporter: { who: c => c.reporter, seenBy: ['office'] },
    office: { who: c => c.office },
    accused: { who: c => c.accused },
  },
  commands: {
    tell: { by: ['reporter'], data: z.object({ to: partyId, from: partyId }) },
    hear: { by: ['accused', 'office'] },
  },
  deadlines: { telling: { on: 'open', within: 'within', owes: 'reporter' } },
})
const machine = words.setup().createMachine({
  context: ({ input }) => ({ parameters: input.parameters, ...input.opening }),
  initial: 'open',
  states: {
    open: {
      meta: { duties: [{ role: 'reporter', task: 'tell', commands: ['tell'], deadline: 'telling' }] },
      on: { tell: {}, hear: {}, 'deadline.telling': 'over' },
    },
    over: { type: 'final' },
  },
})
const labels = {
  title: 'x',
  states: { open: 'x', over: 'x' },
  roles: { reporter: 'x', office: 'x', accused: 'x' },
  commands: { tell: 'x', hear: 'x' },
  deadlines: { telling: 'x' },
  guards: {},
  tasks: { tell: 'x' },
}
const reporting = defineCaseType(words, {
  name: 'reporting',
  version: '1.0.0',
  machine,
  labels: { 'zh-CN': labels, en: labels },
  samples: { tell: [{ to: 'office', from: 'resident:1' }] },
})
const opening = { reporter: 'resident:1', office: 'office', accused: 'company' }
const from = { jurisdiction: '某地', source: '第七条', readOn: '2026-11-23' } as const
const packOf = (authority: 'town' | 'city', n: number) =>
  parameterPack(reporting, {
    name: authority,
    title,
    values: { within: { value: { n, unit: 'calendar-day' }, authority, ...from } },
  })
const now = manualClock(Date.UTC(2026, 0, 5, 9))
const engineWith = (reportingSettings: Parameters<typeof createEngine<typeof reporting>>[0]['parameters']) =>
  createEngine({ caseTypes: [reporting], calendar: everyDayCalendar(), now, parameters: reportingSettings })

describe('a pack of parameters in an engine', () => {
  it('sets what it says, under what the host sets after it', async () => {
    const engine = engineWith({ reporting: [packOf('town', 7), { quorum: 3 }] })
    const opened = await engine.open('reporting', opening, { by: 'resident:1' })
    expect(opened.ok && opened.case.parameters).toEqual({ within: { n: 7, unit: 'calendar-day' }, quorum: 3 })
    await engine.close()
  })

  it('alone is as good as in a list', async () => {
    const engine = engineWith({ reporting: packOf('city', 7) })
    const opened = await engine.open('reporting', opening, { by: 'resident:1' })
    expect(opened.ok && opened.case.parameters.within).toEqual({ n: 7, unit: 'calendar-day' })
    await engine.close()
  })

  it('of the city is not turned by a town: not by the host, not by another pack, not in a case', async () => {
    const shorter = { within: { n: 1, unit: 'calendar-day' } } as const
    const denied = expect.objectContaining({ code: 'engine/parameter-authority' })
    expect(() => engineWith({ reporting: [packOf('city', 7), shorter] })).toThrow(denied)
    expect(() => engineWith({ reporting: [packOf('city', 7), packOf('town', 1)] })).toThrow(denied)
    expect(() => engineWith({ reporting: [packOf('town', 1), packOf('city', 7)] })).not.toThrow()
    const engine = engineWith({ reporting: packOf('city', 7) })
    const opened = await engine.open('reporting', opening, { by: 'resident:1', parameters: shorter })
    expect(opened).toMatchObject({ ok: false, refusal: { code: 'refusal/parameter-authority' } })
    await engine.close()
  })

  it('of another case type is refused', () => {
    const foreign = { ...packOf('town', 1), caseType: 'asking' } as never
    expect(() => engineWith({ reporting: foreign })).toThrow(expect.objectContaining({ code: 'engine/parameters' }))
  })
})

describe('a holder that its role hides', () => {
  it('stands in no entry that the others read, and in all that those read who may know', async () => {
    const engine = engineWith(undefined)
    const opened = await engine.open('reporting', opening, { by: 'resident:1', actor: 'person:1' })
    if (!opened.ok) throw new Error(opened.refusal.code)
    const { id } = opened.case
    await engine.send(id, { type: 'tell', to: 'office', from: 'resident:1' }, { by: 'resident:1', actor: 'person:1' })
    await engine.send(id, { type: 'hear' }, { by: 'company' })
    const read = async (as: string) => {
      const entries: Entry[] = []
      for await (const entry of engine.journal(id, { as })) entries.push(entry)
      return entries
    }
    const accused = await read('company')
    expect(JSON.stringify(accused.map(({ by, actor, onBehalfOf, data }) => [by, actor, onBehalfOf, data]))).not.toMatch(
      /resident:1|person:1/,
    )
    expect(accused.map(({ by }) => by)).toEqual(['hidden:reporter', 'hidden:reporter', 'company'])
    expect(accused[1]?.data).toEqual({ to: 'office' })
    expect((await read('office')).map(({ by }) => by)).toEqual(['resident:1', 'resident:1', 'company'])
    expect(JSON.stringify((await engine.view(id, { as: 'company' }))?.parties)).not.toContain('resident:1')
    await engine.close()
  })

  it('is not found by those it hides from: not by its id, not by its role, not by a word of its id', async () => {
    const engine = engineWith(undefined)
    await engine.open('reporting', opening, { by: 'resident:1' })
    const found = async (query: object, as?: string) => (await engine.list(query, as ? { as } : {})).items.length
    for (const query of [{ party: 'resident:1' }, { party: 'resident:1', role: 'reporter' }, { text: 'resident' }])
      expect([query, await found(query, 'company'), await found(query, 'office'), await found(query)]).toEqual([
        query,
        0,
        1,
        1,
      ])
    expect(await found({ text: 'company' }, 'company')).toBe(1)
    await engine.close()
  })

  it('stays hidden where its version is not registered, and nobody knows whom its roles hide', async () => {
    const store = memoryStore()
    const first = createEngine({ caseTypes: [reporting], calendar: everyDayCalendar(), now, store })
    const opened = await first.open('reporting', opening, { by: 'resident:1' })
    if (!opened.ok) throw new Error(opened.refusal.code)
    const { id } = opened.case
    await first.send(id, { type: 'tell', to: 'office', from: 'resident:1' }, { by: 'resident:1' })
    const engine = createEngine({
      caseTypes: [asking],
      calendar: everyDayCalendar(),
      now,
      store,
    }) as unknown as AnyEngine
    const shown: unknown[] = [await engine.view(id, { as: 'company' })]
    for await (const entry of engine.journal(id, { as: 'company' })) shown.push(entry)
    expect(shown).toMatchObject([
      { parties: [{ party: 'company', roles: ['accused'] }] },
      { by: 'hidden:reporter', data: {} },
      { by: 'hidden:reporter', data: {} },
    ])
    expect(JSON.stringify(shown)).not.toContain('resident')
    for (const query of [{ party: 'resident:1' }, { text: 'resident' }])
      expect((await engine.list(query, { as: 'company' })).items).toEqual([])
    await expect(engine.exportCase(id, { as: 'company' })).rejects.toMatchObject({ code: 'history/unknown-version' })
    expect((await engine.view(id))?.parties.length).toBe(3)
    await engine.close()
  })

  it('keeps a case file from those it hides them from, since every entry names who acted', async () => {
    const engine = engineWith(undefined)
    const opened = await engine.open('reporting', opening, { by: 'resident:1' })
    if (!opened.ok) throw new Error(opened.refusal.code)
    const { id } = opened.case
    await expect(engine.exportCase(id, { as: 'company' })).rejects.toMatchObject({ code: 'engine/export-hides' })
    for (const eyes of [{ as: 'office' }, { as: 'resident:1' }, {}])
      expect((await engine.exportCase(id, eyes))?.entries.map(({ by }) => by)).toEqual(['resident:1'])
    await engine.close()
  })
})
