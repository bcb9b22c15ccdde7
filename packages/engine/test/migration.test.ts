import { type AnyCaseType, type CaseStore, type Entry, memoryStore, verifyCaseFile } from '@convoke/core'
import { errand, errandMoved, everyDayCalendar, manualClock } from '@convoke/core/testing'
import { describe, expect, it } from 'vitest'
import { type AnyEngine, createEngine, type EngineOptions, type MigratedCase } from '../src/index.js'
import { hour, monday } from './fixtures/engines.js'

const signatures = [
  { by: 'office', actor: 'li' },
  { by: 'office', actor: 'wang' },
] as const
const ask = { ground: 'the rules of 2026', signatures }
const opening = { topic: 'CANARY parking', convener: 'rc', invitees: ['a', 'b', 'c'], phone: '138', budget: 900 }

function officeOf(
  store: CaseStore,
  caseTypes: readonly AnyCaseType[],
  options: Partial<EngineOptions<AnyCaseType>> = {},
) {
  const now = manualClock(monday)
  const engine: AnyEngine = createEngine({ caseTypes, calendar: everyDayCalendar(), now, store, ...options })
  return { engine, now, store }
}

/** An open errand of `rc`, submitted, in a store; more commands follow. */
async function inviting(store: CaseStore, ...replies: readonly string[]): Promise<string> {
  const { engine } = officeOf(store, [errand])
  const opened = await engine.open('errand', opening, { by: 'rc' })
  if (!opened.ok) throw new Error(opened.refusal.code)
  await engine.send(opened.case.id, { type: 'submit' }, { by: 'rc' })
  for (const by of replies) await engine.send(opened.case.id, { type: 'reply', answer: 'yes' }, { by })
  return opened.case.id
}

async function all<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const found: Item[] = []
  for await (const item of items) found.push(item)
  return found
}
const run = (engine: AnyEngine, options: Parameters<AnyEngine['migrate']>[1] = ask): Promise<MigratedCase[]> =>
  all(engine.migrate({ caseType: 'errand' }, options))
const entriesOf = (engine: AnyEngine, id: string, as?: string): Promise<Entry[]> =>
  all(engine.journal(id, as === undefined ? {} : { as }))

describe('a dry run', () => {
  it('tells what would become of each case, and writes nothing', async () => {
    const store = memoryStore()
    const id = await inviting(store, 'a')
    const { engine } = officeOf(store, [errand, errandMoved])
    const rows = await run(engine, { dryRun: true, shadow: true })
    expect(rows).toMatchObject([
      {
        caseId: id,
        ok: true,
        from: '1.0.0',
        to: '2.0.0',
        seq: null,
        states: { before: ['inviting'], after: ['asking', 'asking.open'] },
        deadlines: { moved: [], ended: [], began: [] },
        shadow: [],
      },
    ])
    expect(await engine.view(id)).toMatchObject({ version: '1.0.0', seq: 3 })
  })

  it('finds by the journal what no case shows today', async () => {
    const store = memoryStore()
    await inviting(store)
    const [migration] = errandMoved.migrateFrom ?? []
    const careless = { ...migration, states: { ...migration?.states, drafting: () => 'nowhere' } }
    const { engine } = officeOf(store, [errand, { ...errandMoved, migrateFrom: [careless] } as AnyCaseType])
    expect(await run(engine, { dryRun: true, shadow: true })).toMatchObject([
      { ok: true, shadow: [{ seq: 1, states: ['drafting'], code: 'migration/state' }] },
    ])
  })
})

describe('a migration', () => {
  it('brings open cases to the newest version, and they go on there', async () => {
    const store = memoryStore()
    const id = await inviting(store, 'a')
    const { engine, now } = officeOf(store, [errand, errandMoved])
    const before = await engine.deadlines(id)
    now.set(monday + hour)
    expect(await run(engine)).toMatchObject([{ caseId: id, ok: true, seq: 4 }])
    expect(await engine.deadlines(id)).toMatchObject(before.map(({ dueAt, key }) => ({ name: 'answer', dueAt, key })))
    expect(await engine.send(id, { type: 'reply', answer: 'yes' }, { by: 'b' })).toMatchObject({
      refusal: { code: 'input/unknown-command' },
    })
    const sent = await engine.send(id, { type: 'answer', answer: 'yes' }, { by: 'b' })
    expect(sent).toMatchObject({ ok: true, entry: { version: '2.0.0' }, case: { outcome: 'agreed', version: '2.0.0' } })
    expect(await engine.audit()).toMatchObject({ ok: true, faults: [] })
    expect(await run(engine)).toEqual([])
  })

  it('is one entry with its ground and two signatures, after the deadlines that are due under the old version', async () => {
    const store = memoryStore()
    const id = await inviting(store)
    const { engine, now } = officeOf(store, [errand, errandMoved])
    now.set(monday + 3 * hour)
    await run(engine)
    const entries = await entriesOf(engine, id)
    expect(entries.map(({ type, version }) => `${type} ${version}`)).toEqual([
      'case.started 1.0.0',
      'submit 1.0.0',
      'deadline.reply.half 1.0.0',
      'deadline.reply.half 1.0.0',
      'deadline.reply.half 1.0.0',
      'admin.migrate 2.0.0',
    ])
    expect(entries.at(-1)).toMatchObject({
      kind: 'admin',
      by: 'office',
      actor: 'li',
      data: { ...ask, from: { version: '1.0.0' } },
    })
    now.set(monday + 4 * hour)
    await engine.advance()
    expect((await entriesOf(engine, id)).slice(6).map(({ type, data }) => `${type} ${data.key}`)).toEqual([
      'deadline.answer a',
    ])
    expect(await engine.view(id)).toMatchObject({ outcome: 'failed' })
  })

  it('needs two people and a ground', async () => {
    const { engine } = officeOf(memoryStore(), [errand, errandMoved])
    const [first] = signatures
    await expect(run(engine, { ...ask, signatures: [first, first] })).rejects.toMatchObject({
      code: 'engine/second-signature',
    })
    await expect(run(engine, { ...ask, ground: '' })).rejects.toMatchObject({ code: 'engine/ground' })
  })

  it("is asked for while commands are under way: those before it are the old version's, those after the new one's", async () => {
    const store = memoryStore()
    const id = await inviting(store)
    const { engine } = officeOf(store, [errand, errandMoved])
    const [old, rows, next, view] = await Promise.all([
      engine.send(id, { type: 'reply', answer: 'no' }, { by: 'a' }),
      run(engine),
      new Promise<Awaited<ReturnType<AnyEngine['send']>>>(resolve =>
        setImmediate(() => resolve(engine.send(id, { type: 'answer', answer: 'no' }, { by: 'b' }))),
      ),
      engine.view(id),
    ])
    expect([old.ok, view?.version]).toEqual([true, '1.0.0'])
    expect(rows).toMatchObject([{ ok: true }])
    expect(next.ok ? next.entry.version : next.refusal.code).toMatch(/2\.0\.0|input\/unknown-command/)
    expect(await engine.audit()).toMatchObject({ ok: true })
  })

  it('waits while it is written: what is asked meanwhile is decided by the new version', async () => {
    const store = memoryStore()
    const id = await inviting(store)
    const { engine } = officeOf(store, [errand, errandMoved])
    const rows = run(engine)
    const sent = (async () => {
      for (let attempt = 0; attempt < 1_000; attempt++) {
        const result = await engine.send(id, { type: 'answer', answer: 'no' }, { by: 'b' })
        if (result.ok) return result
      }
      throw new Error('the new version never took the command')
    })()
    expect(await rows).toMatchObject([{ ok: true }])
    expect((await sent).entry.version).toBe('2.0.0')
    expect(await engine.audit()).toMatchObject({ ok: true })
  })

  it('leaves a case that cannot be taken over as it is, and takes the others', async () => {
    const store = memoryStore()
    const [one, two] = [await inviting(store), await inviting(store, 'a')]
    const [migration] = errandMoved.migrateFrom ?? []
    const picky = {
      ...migration,
      states: { inviting: (c: { replies: object }) => (Object.keys(c.replies).length > 0 ? 'asking' : null) },
    }
    const { engine } = officeOf(store, [errand, { ...errandMoved, migrateFrom: [picky] } as unknown as AnyCaseType])
    const rows = await run(engine)
    expect(rows.find(row => row.caseId === one)).toMatchObject({
      ok: false,
      code: 'migration/state-stays',
      from: '1.0.0',
    })
    expect(rows.find(row => row.caseId === two)).toMatchObject({ ok: true })
    expect(await engine.view(one)).toMatchObject({ version: '1.0.0', seq: 2 })
    expect(await engine.send(one, { type: 'reply', answer: 'yes' }, { by: 'a' })).toMatchObject({ ok: true })
  })

  it('is refused where no version leads there, or the earlier one is not registered', async () => {
    const store = memoryStore()
    await inviting(store)
    const alone = { ...errandMoved, migrateFrom: [] } as AnyCaseType
    expect(await run(officeOf(store, [errand, alone]).engine)).toMatchObject([{ ok: false, code: 'migration/none' }])
    expect(await run(officeOf(store, [errandMoved]).engine)).toMatchObject([
      { ok: false, code: 'history/unknown-version' },
    ])
  })

  it('goes through the versions between, an entry for each step', async () => {
    const store = memoryStore()
    const id = await inviting(store, 'a')
    const third = {
      ...errandMoved,
      version: '3.0.0',
      migrateFrom: [{ from: errandMoved, states: {}, deadlines: {}, commands: {} }],
    } as unknown as AnyCaseType
    const { engine } = officeOf(store, [errand, errandMoved, third])
    expect(await run(engine, { dryRun: true })).toMatchObject([
      { from: '1.0.0', to: '2.0.0' },
      { from: '2.0.0', to: '3.0.0', ok: true },
    ])
    expect(await all(engine.migrate({ caseType: 'errand', id, to: '2.0.0' }, ask))).toMatchObject([{ to: '2.0.0' }])
    expect(await run(engine)).toMatchObject([{ from: '2.0.0', to: '3.0.0', ok: true }])
    expect(await engine.view(id, { as: 'a' })).toMatchObject({ version: '3.0.0', data: { subject: 'CANARY parking' } })
    expect(await engine.audit()).toMatchObject({ ok: true })
  })
})

describe('a case that was taken over', () => {
  async function moved() {
    const store = memoryStore()
    const id = await inviting(store, 'a')
    const { engine } = officeOf(store, [errand, errandMoved])
    await run(engine)
    return { store, id, engine }
  }

  it('is read, folded and audited without the earlier version', async () => {
    const { store, id } = await moved()
    const forgetful: CaseStore = {
      ...store,
      load: async (tenant, caseId) => {
        const loaded = await store.load(tenant, caseId)
        return loaded && { ...loaded, snapshot: '' }
      },
    }
    const { engine } = officeOf(forgetful, [errandMoved])
    expect(await engine.view(id, { as: 'rc' })).toMatchObject({
      version: '2.0.0',
      data: { subject: 'CANARY parking', phone: '138', budget: 900, replies: { a: 'yes' }, round: 1 },
    })
    expect(await engine.send(id, { type: 'answer', answer: 'yes' }, { by: 'b' })).toMatchObject({ ok: true })
    expect((await officeOf(store, [errandMoved]).engine.audit()).faults).toEqual([])
  })

  it('shows each entry by its own version, and nothing of one that is not registered', async () => {
    const { store, id } = await moved()
    const both = officeOf(store, [errand, errandMoved]).engine
    expect((await entriesOf(both, id, 'a')).map(({ data }) => 'opening' in data || 'answer' in data)).toEqual([
      true,
      false,
      true,
      false,
    ])
    const asInvitee = JSON.stringify((await entriesOf(both, id, 'b')).at(-1)?.data)
    expect(asInvitee).toContain('138')
    expect(asInvitee).not.toMatch(/[^0-9a-f]900[^0-9a-f]/)
    const alone = officeOf(store, [errandMoved]).engine
    expect((await entriesOf(alone, id, 'a')).slice(0, 3).map(({ data }) => data)).toEqual([{}, {}, {}])
  })

  it('exports to a file that verifies', async () => {
    const { engine, id } = await moved()
    const file = await engine.exportCase(id, { as: 'b' })
    expect(await verifyCaseFile(file)).toMatchObject({ ok: true, entries: 4 })
    // As values: a hash or a moment may well have these digits in it.
    expect(file?.disclosures.map(({ value }) => value)).not.toContain(900)
    expect(JSON.stringify(file?.entries.map(({ data }) => data))).not.toMatch(/[^0-9a-f]900[^0-9a-f]/)
  })

  it('is found in lists, inboxes and searches by its new words', async () => {
    const { engine, id } = await moved()
    expect((await engine.list({ caseType: 'errand', state: 'asking' }, {})).items.map(item => item.id)).toEqual([id])
    expect((await engine.list({ state: 'inviting' }, {})).items).toEqual([])
    // It was text for everybody, and is personal now.
    expect((await engine.list({ text: 'CANARY' }, {})).items).toEqual([])
    expect((await engine.inbox('b')).map(({ deadline }) => deadline.name)).toEqual(['answer'])
  })

  it('keeps personal values erasable', async () => {
    const { engine, store, id } = await moved()
    expect(await engine.erase(id, { ...ask, subject: 'rc' })).toBeGreaterThan(0)
    expect((await engine.view(id, { as: 'a' }))?.data).not.toHaveProperty('phone')
    expect((await officeOf(store, [errandMoved]).engine.audit()).faults).toEqual([])
  })
})
