import { memoryStore } from '@convoke/core'
import { errand, errandOpened, everyDayCalendar, manualClock } from '@convoke/core/testing'
import { describe, expect, it } from 'vitest'
import { createEngine } from '../src/index.js'

const calendar = everyDayCalendar()
const fine = { caseTypes: [errand], calendar }
const madeOf = (options: unknown) => () => createEngine(options as never)
const code = 'engine/bad-option'

describe('what an engine is made of', () => {
  it.each([
    ['no options', undefined, 'options'],
    ['no case types', { calendar }, 'caseTypes'],
    ['one case type instead of a list', { ...fine, caseTypes: errand }, 'caseTypes'],
    ['what is no case type', { ...fine, caseTypes: [{ name: 'errand' }] }, 'caseTypes'],
    ['the path of a store', { ...fine, store: 'cases.db' }, 'store'],
    ['the function that makes a store', { ...fine, store: memoryStore }, 'store'],
    ['the function that makes a calendar', { ...fine, calendar: everyDayCalendar }, 'calendar'],
    ['a moment instead of a clock', { ...fine, now: 5 }, 'now'],
    ['an authority that there is not', { ...fine, authority: 'village' }, 'authority'],
    ['a sleep without a length', { ...fine, longestSleep: 0 }, 'longestSleep'],
    ['a misspelt limit', { ...fine, limits: { hotCase: 3 } }, 'limits.hotCase'],
    ['no delivery at a time', { ...fine, outbox: { parallel: 0 } }, 'outbox.parallel'],
    ['a pause that is none', { ...fine, outbox: { backoff: 'long' } }, 'outbox.backoff'],
    ['a misspelt setting of the outbox', { ...fine, outbox: { atempts: 3 } }, 'outbox.atempts'],
  ])('is refused with the option and what it may be: %s', (_, options, option) => {
    expect(madeOf(options)).toThrow(expect.objectContaining({ code, details: expect.objectContaining({ option }) }))
  })

  it('is refused for a misspelt name, with the name that was perhaps meant', () => {
    expect(madeOf({ ...fine, calender: calendar })).toThrow('did you mean calendar?')
  })

  it('is told apart: a setting that there is not, and a value that does not fit', () => {
    const set = (parameters: object) => madeOf({ ...fine, parameters: { errand: parameters } })
    expect(set({ replyWithn: { n: 1, unit: 'hour' } })).toThrow('did you mean replyWithin?')
    expect(set({ replyWithin: { n: 1, unit: 'hours' } })).toThrow(
      'the value of "replyWithin" does not fit errand: unit: ',
    )
  })
})

async function withErrand() {
  const engine = createEngine(fine)
  const opened = await engine.open('errand', errandOpened.opening as never, { by: 'rc:chunshen' })
  if (!opened.ok) throw new Error(opened.refusal.code)
  return { engine, id: opened.case.id }
}
const first = async (pages: AsyncIterable<unknown>) => pages[Symbol.asyncIterator]().next()

describe('what an engine is asked', () => {
  it('shows nothing to whom it asked for by a misspelt name, instead of everything', async () => {
    const { engine, id } = await withErrand()
    const ass = { ass: 'nobody' } as never
    for (const asked of [
      () => engine.view(id, ass),
      () => engine.deadlines(id, ass),
      () => engine.exportCase(id, ass),
      () => first(engine.journal(id, ass)),
      () => engine.list({}, ass),
      () => engine.list({ partty: 'nobody' } as never),
      async () => first(engine.watch({}, ass)),
    ])
      await expect(asked()).rejects.toMatchObject({ code })
    await engine.close()
  })

  it('shows nothing to a name that was lost on the way: only who leaves it out is the host', async () => {
    const { engine, id } = await withErrand()
    for (const as of [undefined, null, '', 7]) {
      const lost = { as } as never
      for (const asked of [
        () => engine.view(id, lost),
        () => engine.case(id).view(lost),
        () => engine.deadlines(id, lost),
        () => engine.exportCase(id, lost),
        () => first(engine.journal(id, lost)),
        () => engine.list({}, lost),
        async () => first(engine.watch({}, lost)),
      ])
        await expect(asked()).rejects.toMatchObject({ code: 'engine/reader-missing' })
    }
    expect((await engine.view(id, {}))?.id).toBe(id)
    await engine.close()
  })

  it('takes no name that it does not know, so that nothing is sent twice, in another name, or erased whole', async () => {
    const { engine, id } = await withErrand()
    const by = 'rc:chunshen'
    const signed = { ground: 'g', signatures: [{ by: 'a' }, { by: 'b' }] }
    const asked: Readonly<Record<string, () => Promise<unknown>>> = {
      commandid: () => engine.open('errand', errandOpened.opening as never, { by, commandid: 'c' } as never),
      onBehalfOff: async () => engine.send(id, { type: 'submit' } as never, { by, onBehalfOff: 'x' } as never),
      expectedseq: async () => engine.submit(id, { type: 'submit' }, { by, expectedseq: 1 } as never),
      pth: () => engine.erase(id, { ...signed, pth: '/phone' } as never),
      subjct: () => engine.erase({ subject: 'x', subjct: 'y' } as never, signed as never),
      until: () => engine.erase(id, { ...signed, until: 1 } as never),
      untill: () => engine.restrict(id, { ...signed, untill: 1 } as never),
      patchh: () => engine.correct(id as never, { ...signed, patchh: {} } as never),
      patch: () => engine.adoptCalendar(id as never, { ...signed, patch: {} } as never),
      idd: async () => first(engine.migrate({ caseType: 'errand', idd: id } as never, { dryRun: true })),
      shadw: async () => first(engine.migrate({ caseType: 'errand' }, { dryRun: true, shadw: true } as never)),
    }
    for (const [option, ask] of Object.entries(asked))
      await expect(ask(), option).rejects.toMatchObject({ code, details: { option } })
    expect((await engine.view(id))?.seq).toBe(1)
    await engine.close()
  })

  it('is a filter that can find something: what cannot be one is told, not answered with nothing', async () => {
    const { engine, id } = await withErrand()
    const queries = {
      ...{ state: 5, party: {}, role: null, caseType: [], id: 7, reference: {}, text: 7 },
      ...{ overdue: 'true', settled: 'no', openedFrom: '2026-01-05', openedTo: Number.NaN, settledFrom: new Date() },
    }
    for (const [option, value] of Object.entries(queries))
      await expect(engine.list({ [option]: value } as never), option).rejects.toMatchObject({
        code,
        details: { option },
      })
    for (const limit of ['abc', '10', Number.NaN, null]) {
      await expect(engine.list({}, { limit } as never)).rejects.toMatchObject({ code })
      await expect(engine.outbox.waiting({ limit } as never)).rejects.toMatchObject({ code })
      await expect(engine.outbox.dead({ limit } as never)).rejects.toMatchObject({ code })
      await expect(first(engine.journal(id, { from: limit } as never))).rejects.toMatchObject({ code })
    }
    for (const limit of [-1, 0, 1.5, Number.POSITIVE_INFINITY])
      expect((await engine.list({}, { limit })).items.length).toBe(1)
    await expect(engine.outbox.dead({ limt: 5 } as never)).rejects.toMatchObject({ code })
    await expect(async () => first(engine.watch({ caseType: 5 } as never))).rejects.toMatchObject({ code })
    expect((await engine.list(undefined as never)).items.length).toBe(1)
    expect([await engine.view({} as never), await engine.deadlines(null as never)]).toEqual([undefined, []])
    await engine.close()
  })

  it('is a moment: anything else does not set the clock going for ever', async () => {
    const engine = createEngine({ ...fine, now: manualClock(Date.UTC(2026, 0, 5)) })
    for (const until of [Number.NaN, Number.POSITIVE_INFINITY, '2026-05-01', new Date()])
      await expect(engine.advance(until as never)).rejects.toMatchObject({ code: 'engine/not-an-instant' })
    await engine.close()
  })

  it('is whose data to erase or restrict, and until when: nothing else finds nothing in silence', async () => {
    const { engine, id } = await withErrand()
    const signatures = [
      { by: 'a', actor: 'x' },
      { by: 'a', actor: 'y' },
    ] as const
    const signed = { ground: 'g', signatures }
    for (const of of [undefined, null, { subject: 5 }, { subject: '' }])
      await expect(engine.erase(of as never, signed)).rejects.toMatchObject({ code })
    for (const until of ['tomorrow', 1.5, null])
      await expect(engine.restrict(id, { ...signed, until } as never)).rejects.toMatchObject({ code })
    await expect(engine.erase(id, undefined as never)).rejects.toMatchObject({ code })
    await expect(first(engine.migrate(undefined as never, {} as never))).rejects.toMatchObject({ code })
    await engine.close()
  })

  it('is asked in somebody’s name: without one it says so', async () => {
    const engine = createEngine(fine)
    const nobody = engine as unknown as Record<'open' | 'send', (...args: unknown[]) => Promise<unknown>>
    await expect(nobody.open('errand', errandOpened.opening)).rejects.toMatchObject({ code: 'engine/party-id' })
    await expect(nobody.send('x', { type: 'submit' })).rejects.toMatchObject({ code: 'engine/party-id' })
    await expect(engine.inbox(undefined as never)).rejects.toMatchObject({ code, details: { option: 'party' } })
    await engine.close()
  })
})
