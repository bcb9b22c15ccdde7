import { type AnyCaseType, declareCase, defineCaseType, memoryStore, partyId } from '@convoke/core'
import { everyDayCalendar, manualClock, relay } from '@convoke/core/testing'
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { type AnyEngine, createEngine, type EngineEvent } from '../src/index.js'
import { hour, monday } from './fixtures/engines.js'

const words = declareCase({
  parameters: z.object({}),
  opening: z.object({ clerk: partyId }),
  context: z.object({ clerk: partyId, heap: z.array(z.string()) }),
  roles: { clerk: { who: c => c.clerk } },
  commands: {
    add: { by: ['clerk'], data: z.object({ text: z.string() }), repeatable: true },
    look: { by: ['clerk'] },
    clear: { by: ['clerk'] },
  },
  deadlines: { pile: { on: 'open', each: () => ['1', '2', '3', '4'], within: { n: 1, unit: 'hour' }, owes: 'clerk' } },
})
const { setup, update } = words
const machine = setup().createMachine({
  context: ({ input }) => ({ parameters: input.parameters, ...input.opening, heap: [] }),
  initial: 'open',
  states: {
    open: {
      meta: { duties: [{ role: 'clerk', task: 'clear', commands: ['clear'], deadline: 'pile' }] },
      on: {
        add: { actions: update<{ readonly text: string }>(({ context, event }) => void context.heap.push(event.text)) },
        look: {},
        clear: {
          target: 'cleared',
          actions: update(({ context }) => {
            context.heap = []
          }),
        },
        'deadline.pile': { actions: update(({ context }) => void context.heap.push('x'.repeat(1_000))) },
      },
    },
    cleared: { type: 'final' },
  },
})
const label = {
  title: 'Heap',
  states: { open: 'Open', cleared: 'Cleared' },
  roles: { clerk: 'Clerk' },
  commands: { add: 'Add', look: 'Look', clear: 'Clear' },
  deadlines: { pile: 'Pile' },
  guards: {},
  tasks: { clear: 'Clear' },
}
const heap: AnyCaseType = defineCaseType(words, {
  name: 'heap',
  version: '1.0.0',
  machine,
  labels: { 'zh-CN': label, en: label },
  samples: { add: [{ text: 'x' }] },
})

describe('a case that outgrows its limit', () => {
  it('by its deadlines is told of, is not broken, and can be made smaller', async () => {
    const now = manualClock(monday)
    const events: EngineEvent[] = []
    const engine: AnyEngine = createEngine({
      caseTypes: [heap],
      calendar: everyDayCalendar(),
      now,
      limits: { contextSize: 2_000 },
      onEvent: event => events.push(event),
    })
    const opened = await engine.open('heap', { clerk: 'c' }, { by: 'c' })
    if (!opened.ok) throw new Error(opened.refusal.code)
    const { id } = opened.case
    now.set(monday + hour)
    await engine.advance()
    expect((await engine.view(id))?.data.heap).toHaveLength(4)
    expect(events).toContainEqual({ type: 'outgrown', caseId: id, bytes: expect.any(Number), limit: 2_000 })
    expect(await engine.send(id, { type: 'add', text: 'x' }, { by: 'c' })).toMatchObject({
      refusal: { code: 'input/too-large', details: { what: 'context', limit: 2_000 } },
    })
    expect(await engine.send(id, { type: 'look' }, { by: 'c' })).toMatchObject({ ok: true })
    expect(await engine.send(id, { type: 'clear' }, { by: 'c' })).toMatchObject({
      ok: true,
      case: { outcome: 'cleared' },
    })
    expect(await engine.audit()).toMatchObject({ ok: true })
  })

  it('by news of a linked case keeps the news as a dead letter, until there is room', async () => {
    const store = memoryStore()
    const now = manualClock(monday)
    const engineWith = (contextSize: number): AnyEngine =>
      createEngine({ caseTypes: [relay], calendar: everyDayCalendar(), now, store, limits: { contextSize } }) as never
    const roomy = engineWith(100_000)
    const opened = await roomy.open('relay', { runner: 'r' }, { by: 'r' })
    if (!opened.ok) throw new Error(opened.refusal.code)
    const { id } = opened.case
    await roomy.send(id, { type: 'pass', baton: 'x' }, { by: 'r' })
    const size = Buffer.byteLength(JSON.stringify({ ...(await roomy.view(id))?.data, parameters: {} }))
    const cramped = engineWith(size)
    await cramped.advance()
    expect((await cramped.outbox.dead()).items).toMatchObject([
      { type: 'case.open', error: expect.stringContaining('engine/outgrown') },
    ])
    expect((await cramped.view(id))?.data.heard).toEqual([])
    const [dead] = (await roomy.outbox.dead()).items
    expect(await roomy.outbox.retry(dead?.id as string)).toBe(true)
    await roomy.advance()
    expect((await roomy.view(id))?.data.heard).toEqual(['opened x'])
    expect((await roomy.list({})).items.length).toBe(2)
  })
})
