import { type CaseStore, memoryStore, storeFault } from '@convoke/core'
import { everyDayCalendar, manualClock, relay } from '@convoke/core/testing'
import { describe, expect, it } from 'vitest'
import { type AnyEngine, createEngine } from '../src/index.js'
import { monday } from './fixtures/engines.js'

function relays(store: CaseStore) {
  const now = manualClock(monday)
  const engine = createEngine({
    caseTypes: [relay],
    calendar: everyDayCalendar(),
    store,
    now,
  }) as unknown as AnyEngine
  return { engine, now }
}

async function start(engine: AnyEngine): Promise<string> {
  const opened = await engine.open('relay', { runner: 'r' }, { by: 'r' })
  if (!opened.ok) throw new Error(opened.refusal.code)
  return opened.case.id
}

describe('links over a store that fails', () => {
  it('a case hears that another was opened before it hears how it was settled', async () => {
    const shared = memoryStore()
    let isDown = true
    const { engine, now } = relays({
      ...shared,
      async append(batch) {
        const isNews = batch.some(({ entries }) => entries.some(({ bytes }) => bytes.includes('"type":"case.opened"')))
        if (isNews && isDown) throw storeFault('store/unavailable')
        return shared.append(batch)
      },
    })
    const id = await start(engine)
    await engine.send(id, { type: 'pass', baton: 'x' }, { by: 'r' })
    await engine.advance()
    const other = (await engine.list({})).items.find(item => item.id !== id)
    expect((await engine.view(id))?.data.heard).toEqual([])
    await engine.send(other?.id as string, { type: 'finish' }, { by: 'r' })
    isDown = false
    // The report is ready now; the news that it was opened backs off.
    await engine.advance()
    expect((await engine.view(id))?.data.heard).toEqual(['opened x', 'settled x finished 0'])
    await engine.advance(now() + 60_000)
    expect((await engine.view(id))?.data.heard).toEqual(['opened x', 'settled x finished 0'])
    expect((await engine.list({})).items.length).toBe(2)
  })

  it('an act whose acknowledgement was lost is carried out once', async () => {
    const shared = memoryStore()
    let failures = 3
    const { engine, now } = relays({
      ...shared,
      outbox: {
        ...shared.outbox,
        async done(ids) {
          if (failures-- > 0) throw storeFault('store/unavailable')
          return shared.outbox.done(ids)
        },
      },
    })
    const id = await start(engine)
    await engine.send(id, { type: 'pass', baton: 'x' }, { by: 'r' })
    await engine.send(id, { type: 'tell', baton: 'x', step: 1 }, { by: 'r' })
    for (let i = 0; i < 5; i++) await engine.advance(now() + 120_000).catch(() => now.add(120_000))
    const other = (await engine.list({})).items.find(item => item.id !== id)
    expect((await engine.view(id))?.data.heard).toEqual(['opened x'])
    expect(other?.data.nudged).toEqual([1])
  })
})

it('an act on a case whose version is not registered here waits for a process that knows it, and refuses nothing', async () => {
  const store = memoryStore()
  const now = manualClock(monday)
  const later = { ...relay, version: '1.1.0' } as typeof relay
  const engineOf = (caseTypes: readonly (typeof relay)[]) =>
    createEngine({ caseTypes, calendar: everyDayCalendar(), store, now }) as unknown as AnyEngine
  const [old, both] = [engineOf([relay]), engineOf([relay, later])]
  const id = await start(old)
  await both.send(id, { type: 'pass', baton: 'x' }, { by: 'r' })
  await both.advance()
  const other = (await both.list({})).items.find(item => item.id !== id)
  expect(other?.version).toBe('1.1.0')
  await both.send(id, { type: 'tell', baton: 'x', step: 1 }, { by: 'r' })
  await old.advance()
  await both.send(other?.id as string, { type: 'finish' }, { by: 'r' })
  await old.advance()
  expect((await old.view(id))?.data.heard).toEqual(['opened x', 'settled x finished 0'])
  expect((await old.outbox.dead()).items).toEqual([])
  now.add(60_000)
  await both.advance()
  expect((await both.outbox.waiting()).items).toEqual([])
  const { nudged } = ((await both.view(other?.id as string))?.data ?? {}) as { nudged: number[] }
  expect([nudged, (await both.view(id))?.data.heard]).toEqual([
    [],
    ['opened x', 'settled x finished 0', expect.stringContaining('refused x')],
  ])
})

it('an act at the end of a chain without end is a dead notice, and nobody is told any more', async () => {
  const store = memoryStore()
  const { engine } = relays(store)
  const id = await start(engine)
  const loaded = await store.load('default', id)
  if (loaded === undefined) throw new Error('the case')
  const body = {
    act: 'open',
    link: 'next',
    key: 'k',
    caseId: null,
    caseType: 'relay',
    params: { opening: { runner: 'r' } },
  }
  const notice = (n: number, depth: number) => {
    const rest = { tenant: 'default', caseId: id, seq: 1, lane: `lane ${n}`, type: 'case.open' }
    return { id: `${id}:1:${n}`, ...rest, body: { ...body, key: `${n}`, depth } }
  }
  const notices = [notice(1, 17), notice(2, 18)]
  const { head } = loaded
  await store.append([
    {
      ...loaded,
      tenant: 'default',
      caseId: id,
      expectedSeq: head.seq,
      entries: [],
      disclosures: [],
      commands: [],
      notices,
    },
  ])
  await engine.advance()
  expect((await engine.view(id))?.data.heard).toEqual(['refused 1 engine/link-too-deep'])
  expect((await engine.outbox.dead()).items.map(dead => dead.id)).toEqual([`${id}:1:2`])
})
