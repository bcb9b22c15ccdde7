import { type CaseStore, memoryStore } from '@convoke/core'
import { everyDayCalendar, manualClock } from '@convoke/core/testing'
import { describe, expect, it } from 'vitest'
import { createEngine } from '../src/index.js'
import { asking, asking2, opening } from './fixtures/asking.js'
import { bench, entriesOf, hour, monday } from './fixtures/engines.js'
import { petition } from './fixtures/petition.js'

/** The same store with every snapshot changed as it is read. */
function withSnapshots(store: CaseStore, change: (snapshot: string) => string): CaseStore {
  return {
    ...store,
    async load(tenant, caseId) {
      const loaded = await store.load(tenant, caseId)
      return loaded && { ...loaded, snapshot: change(loaded.snapshot) }
    },
  }
}

describe('versions of a case type', () => {
  it('new cases open with the newest, and a case stays on the version it opened with', async () => {
    const store = memoryStore()
    const id = await bench({ store }).invited()
    const both = bench({ store, caseTypes: [asking2, asking] })
    const next = await both.engine.open('asking', opening, { by: 'rc' })
    expect(next.ok && next.case.version).toBe('1.1.0')
    const sent = await both.engine.send(id, { type: 'reply', answer: 'no' }, { by: 'a' })
    expect(sent.ok && [sent.case.version, sent.entry.version]).toEqual(['1.0.0', '1.0.0'])
  })

  it('a case of a version that is no longer registered stays readable, and takes no command', async () => {
    const store = memoryStore()
    const id = await bench({ store }).invited()
    const { engine, now, events } = bench({ store, caseTypes: [asking2] })
    expect(await engine.view(id, { as: 'a' })).toMatchObject({
      version: '1.0.0',
      seq: 2,
      states: ['inviting'],
      data: {},
      roles: ['invitee'],
    })
    expect(await engine.view(id, { as: 'stranger' })).toBeUndefined()
    expect((await engine.list({}, { as: 'a' })).items.map(item => item.id)).toEqual([id])
    expect((await entriesOf(engine, id)).map(({ type }) => type)).toEqual(['case.started', 'submit'])
    await expect(engine.send(id, { type: 'submit' }, { by: 'rc' })).rejects.toMatchObject({
      code: 'history/unknown-version',
    })
    expect(await engine.send(id, { type: 'submit' }, { by: 'stranger' })).toMatchObject({
      refusal: { code: 'missing/case' },
    })
    for (const eyes of [{}, { as: 'a' }])
      await expect(engine.deadlines(id, eyes)).rejects.toMatchObject({ code: 'history/unknown-version' })
    expect(await engine.deadlines(id, { as: 'stranger' })).toEqual([])
    expect(await engine.inbox('a')).toMatchObject({
      length: 0,
      leftOut: [{ caseId: id, caseType: 'asking', version: '1.0.0', code: 'history/unknown-version' }],
    })
    await expect(engine.exportCase(id, { as: 'a' })).rejects.toMatchObject({ code: 'history/unknown-version' })
    expect(await engine.exportCase(id, { as: 'stranger' })).toBeUndefined()
    expect((await engine.exportCase(id))?.entries.length).toBe(2)
    expect(await engine.audit()).toMatchObject({ ok: true, cases: 1 })
    await engine.advance(monday + 10 * hour)
    expect(now()).toBe(monday + 10 * hour)
    expect(events).toContainEqual(
      expect.objectContaining({ type: 'failed', what: 'deadline', code: 'history/unknown-version' }),
    )
    expect((await engine.view(id))?.seq).toBe(2)
  })

  it('a notice of a version that is not registered is told by a process that knows it, never without what it says', async () => {
    const store = memoryStore()
    await bench({ store }).invited()
    const told: object[] = []
    const deliver = (notice: { params: object }) => void told.push(notice.params)
    const other = bench({ store, caseTypes: [asking2], deliver })
    await other.engine.advance()
    expect(told).toEqual([])
    expect((await other.engine.outbox.waiting()).items).toMatchObject([{ attempts: 1 }])
    const { engine, now } = bench({ store, caseTypes: [asking2, asking], deliver })
    now.add(2_000)
    await engine.advance()
    expect(told).toEqual([{ topic: 'parking', phone: null }])
  })

  it('the same version twice is refused', () => {
    expect(() => bench({ caseTypes: [asking, { ...asking }] })).toThrow(
      expect.objectContaining({ code: 'engine/duplicate-case-type' }),
    )
  })
})

describe('snapshots', () => {
  it.each([
    ['of another fold', (text: string) => text.replace('convoke-1', 'convoke-0')],
    ['of another definition', (text: string) => text.replace(/"definition":"[0-9a-f]+"/, '"definition":"0"')],
    ['that cannot be read', () => '{"fold":'],
    ['of states the machine does not have', (text: string) => text.replaceAll('"inviting"', '"elsewhere"')],
  ])('%s are folded again from the journal', async (_, change) => {
    const store = memoryStore()
    const first = bench({ store })
    const id = await first.invited()
    await first.engine.send(id, { type: 'jot', text: 'x' }, { by: 'a' })
    first.now.set(monday + 2 * hour)
    await first.engine.advance()
    const { engine, events } = bench({ store: withSnapshots(store, change) })
    expect(await engine.view(id, { as: 'a' })).toEqual(await first.engine.view(id, { as: 'a' }))
    expect(events).toContainEqual({ type: 'refolded', caseId: id, entries: 6 })
    expect(
      await engine.send(id, { type: 'jot', text: 'y' }, { by: 'a', at: monday + 2 * hour }).catch(error => error.code),
    ).toBe('engine/clock-behind')
  })

  it('a journal that no longer folds to what it recorded stops its case, and no other', async () => {
    const store = memoryStore()
    const first = bench({ store })
    const [id, other] = [await first.invited(), await first.invited()]
    await first.engine.send(id, { type: 'jot', text: 'x' }, { by: 'a' })
    const forged: CaseStore = {
      ...withSnapshots(store, () => ''),
      async entries(tenant, caseId, from, limit) {
        const entries = await store.entries(tenant, caseId, from, limit)
        return entries.map(entry => ({ ...entry, bytes: entry.bytes.replace('"text":"x"', '"text":"forged"') }))
      },
    }
    const { engine } = bench({ store: forged })
    await expect(engine.send(id, { type: 'jot', text: 'y' }, { by: 'a' })).rejects.toMatchObject({
      code: 'history/diverged',
      details: { seq: 3 },
    })
    expect(await engine.send(other, { type: 'jot', text: 'y' }, { by: 'a' })).toMatchObject({ ok: true })
    expect((await entriesOf(engine, id)).length).toBe(3)
    // Who lists, watches or asks what it owes sees the others, and this one as far as its index tells.
    for (const eyes of [{}, { as: 'a' }]) {
      const { items } = await engine.list({}, eyes)
      expect(items.map(({ id: one, seq, data }) => [one, seq, 'topic' in data]).sort()).toEqual(
        [
          [id, 3, false],
          [other, 3, true],
        ].sort(),
      )
    }
    const owed = await engine.inbox('a')
    expect(owed.map(({ caseId }) => caseId)).toEqual([other])
    expect(owed.leftOut).toMatchObject([{ caseId: id, code: 'history/diverged' }])
    const told: [string, object][] = []
    for await (const { caseId, entry } of engine.watch({}, { as: 'a', after: '0'.repeat(16) })) {
      told.push([caseId, entry.data])
      if (told.length === 6) break
    }
    expect(told.filter(([one]) => one === id)).toEqual(Array(3).fill([id, {}]))
    expect((await engine.exportCase(id))?.entries.length).toBe(3)
  })

  it('an entry that is no JSON stops its case with an error that says which', async () => {
    const store = memoryStore()
    const id = await bench({ store }).invited()
    const cut: CaseStore = {
      ...withSnapshots(store, () => ''),
      async entries(tenant, caseId, from, limit) {
        const entries = await store.entries(tenant, caseId, from, limit)
        return entries.map(entry => (entry.seq === 2 ? { ...entry, bytes: entry.bytes.slice(0, 50) } : entry))
      },
    }
    const { engine } = bench({ store: cut })
    await expect(engine.view(id)).rejects.toMatchObject({ code: 'history/corrupt', details: { seq: 2 } })
    expect((await engine.list({})).items.length).toBe(1)
    expect((await engine.audit()).faults).toMatchObject([{ seq: 2 }])
  })
})

describe('memory', () => {
  it('holds no more cases than it may, and reads the others again', async () => {
    let loads = 0
    const store = memoryStore()
    const counting: CaseStore = {
      ...store,
      load(tenant, caseId) {
        loads += 1
        return store.load(tenant, caseId)
      },
    }
    const { engine, invited } = bench({ store: counting, limits: { hotCases: 2 } })
    const ids = [await invited(), await invited(), await invited()]
    loads = 0
    await engine.send(ids[2] as string, { type: 'jot', text: 'x' }, { by: 'a' })
    expect(loads).toBe(0)
    await engine.send(ids[0] as string, { type: 'jot', text: 'x' }, { by: 'a' })
    expect(loads).toBe(1)
  })
})

describe('what an engine is created with', () => {
  const calendar = everyDayCalendar()

  it('needs a calendar where a case type has deadlines', () => {
    expect(() => createEngine({ caseTypes: [asking] })).toThrow(expect.objectContaining({ code: 'engine/no-calendar' }))
  })

  it('refuses limits that are none', () => {
    for (const limits of [
      { inFlight: 0 },
      { hotCases: 0.5 },
      { hotSize: Number.NaN },
      { retries: Number.POSITIVE_INFINITY },
    ])
      expect(() => createEngine({ caseTypes: [asking], calendar, limits })).toThrow(
        expect.objectContaining({ code: 'engine/limits' }),
      )
  })

  it('refuses settings of unknown case types and knobs, and of a wrong form', () => {
    for (const parameters of [{ askin: {} }, { asking: { quorm: 1 } }, { asking: { quorum: 'two' } }]) {
      expect(() => createEngine({ caseTypes: [asking], calendar, parameters: parameters as never })).toThrow(
        expect.objectContaining({ code: 'engine/parameters' }),
      )
    }
  })

  it('refuses to turn a knob of the law, unless the host has that authority or leaves the value', async () => {
    const turned = {
      caseTypes: [asking],
      calendar,
      parameters: { asking: { statutory: 30 } },
      now: manualClock(monday),
    } as const
    expect(() => createEngine(turned)).toThrow(expect.objectContaining({ code: 'engine/parameter-authority' }))
    createEngine({ ...turned, parameters: { asking: { statutory: 60 } } })
    const lawgiver = createEngine({ ...turned, authority: 'law' })
    const opened = await lawgiver.open('asking', opening, { by: 'rc' })
    expect(opened.ok && opened.case.parameters.statutory).toBe(30)
  })

  it('fixes the settings when a case opens', async () => {
    const store = memoryStore()
    const one = bench({ store, parameters: { asking: { quorum: 1 } } })
    const id = await one.invited()
    const opened = await one.engine.open('asking', opening, { by: 'rc', parameters: { quorum: 3 } })
    expect(opened.ok && opened.case.parameters.quorum).toBe(3)
    const two = bench({ store, parameters: { asking: { quorum: 2 } } })
    await two.engine.send(id, { type: 'reply', answer: 'yes' }, { by: 'a' })
    expect((await two.engine.view(id))?.outcome).toBe('agreed')
  })

  it('gives each case a reference that can be read out', async () => {
    const { engine } = bench()
    const opened = await engine.open('asking', opening, { by: 'rc' })
    expect(opened.ok && opened.case.reference).toMatch(/^asking-20260105-[0-9A-HJKMNP-TV-Z]{6}$/)
    const own = bench({ reference: (caseType, at) => `（${new Date(at).getUTCFullYear()}）${caseType}1号` })
    const named = await own.engine.open('asking', opening, { by: 'rc' })
    expect(named.ok && named.case.reference).toBe('（2026）asking1号')
  })

  it('checks what linked case types return', () => {
    const fitting = petition({ returns: 'count', result: 'count' })
    createEngine({ caseTypes: fitting, calendar })
    expect(() => createEngine({ caseTypes: petition({ returns: 'count', result: 'none' }), calendar })).toThrow(
      expect.objectContaining({ code: 'engine/link-no-result' }),
    )
    expect(() => createEngine({ caseTypes: petition({ returns: 'count', result: 'text' }), calendar })).toThrow(
      expect.objectContaining({ code: 'engine/link-mismatch', details: expect.objectContaining({ at: '/count' }) }),
    )
    createEngine({ caseTypes: petition({ returns: 'count', result: 'none' }).slice(0, 1), calendar })
  })
})
