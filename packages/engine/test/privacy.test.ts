import { type CaseStore, memoryStore, verifyCaseFile } from '@convoke/core'
import { describe, expect, it } from 'vitest'
import type { Notice } from '../src/index.js'
import { type asking, asking2, opening } from './fixtures/asking.js'
import { bench, entriesOf, hour, monday } from './fixtures/engines.js'

const signatures = [
  { by: 'office', actor: 'li' },
  { by: 'office', actor: 'wang' },
] as const
const ask = { ground: 'asked by the person', signatures }
const canary = 'CANARY-13800000000'

/** A case of `rc` whose telephone number is the canary, submitted, with its notice not delivered yet. */
async function withPhone(store: CaseStore = memoryStore()) {
  const delivered: Notice<typeof asking>[] = []
  const office = bench({ store, deliver: notice => void delivered.push(notice) })
  const opened = await office.engine.open('asking', { ...opening, phone: canary }, { by: 'rc' })
  if (!opened.ok) throw new Error(opened.refusal.code)
  await office.engine.send(opened.case.id, { type: 'submit' }, { by: 'rc' })
  return { ...office, id: opened.case.id, delivered }
}

/** Everything that anybody can be shown of a case, the host included. */
async function shown({ engine, id }: Awaited<ReturnType<typeof withPhone>>): Promise<string> {
  const seen: unknown[] = []
  for (const eyes of [{}, { as: 'rc' }, { as: 'a' }]) {
    seen.push(await engine.view(id, eyes), await engine.exportCase(id, eyes), await engine.deadlines(id, eyes))
    for await (const entry of engine.journal(id, eyes)) seen.push(entry)
  }
  seen.push(
    await engine.list({ text: canary }),
    await engine.list({}),
    await engine.inbox('a'),
    await engine.refusals(id),
  )
  return JSON.stringify(seen)
}

describe('a restriction', () => {
  it('hides a value from everybody, the host included, and lifting it brings it back', async () => {
    const office = await withPhone()
    const { engine, id } = office
    expect(await shown(office)).toContain(canary)
    expect(await engine.restrict(id, { ...ask, subject: 'rc' })).toBe(1)
    expect(await shown(office)).not.toContain(canary)
    expect(await verifyCaseFile(await engine.exportCase(id))).toMatchObject({ ok: true })
    expect(await engine.audit()).toMatchObject({ ok: true })
    expect(await engine.restrict(id, ask)).toBe(0)
    expect(await engine.liftRestriction(id, ask)).toBe(1)
    expect(await shown(office)).toContain(canary)
    expect((await entriesOf(engine, id)).slice(2)).toMatchObject([
      { type: 'admin.restrict', data: { ...ask, restricted: [{ seq: 1, path: '/opening/phone' }], until: null } },
      { type: 'admin.lift', data: { ...ask, lifted: [{ seq: 1, path: '/opening/phone' }] } },
    ])
  })

  it('holds for a notice that was written before and is delivered after', async () => {
    const { engine, id, delivered } = await withPhone()
    await engine.restrict(id, ask)
    await engine.advance()
    expect(delivered.length).toBeGreaterThan(0)
    expect(JSON.stringify(delivered)).not.toContain(canary)
  })

  it('leaves the case to go on, and a fresh process sees no more', async () => {
    const store = memoryStore()
    const { engine, id } = await withPhone(store)
    await engine.restrict(id, ask)
    expect(await engine.send(id, { type: 'reply', answer: 'yes' }, { by: 'a' })).toMatchObject({ ok: true })
    const later = bench({ store }).engine
    expect(JSON.stringify(await later.view(id))).not.toContain(canary)
    expect(await later.audit()).toMatchObject({ ok: true })
  })

  it('keeps a value that the law wants kept from being erased, until then or until it is lifted', async () => {
    const { engine, id, now } = await withPhone()
    await engine.restrict(id, { ...ask, until: monday + 2 * hour })
    await expect(engine.erase(id, ask)).rejects.toMatchObject({
      code: 'engine/retention-runs',
      details: { seq: 1, path: '/opening/phone', until: monday + 2 * hour },
    })
    now.set(monday + 2 * hour)
    expect(await engine.erase(id, ask)).toBe(1)
    expect(await engine.liftRestriction(id, ask)).toBe(0)
  })

  it('needs two people and a ground', async () => {
    const { engine, id } = await withPhone()
    const [first] = signatures
    for (const act of [engine.restrict, engine.erase, engine.liftRestriction]) {
      await expect(act(id, { ...ask, signatures: [first, first] })).rejects.toMatchObject({
        code: 'engine/second-signature',
      })
      await expect(act(id, { ...ask, ground: ' ' })).rejects.toMatchObject({ code: 'engine/ground' })
    }
  })
})

describe('an erasure', () => {
  it('is of one commit with its entry: a store that fails does neither', async () => {
    const store = memoryStore()
    const { engine, id } = await withPhone({
      ...store,
      append: async batch => {
        if (batch.some(one => one.disclosed?.length)) throw new Error('the disk is gone')
        return store.append(batch)
      },
    })
    await expect(engine.erase(id, ask)).rejects.toThrow()
    expect((await store.disclosures('default', id)).some(({ value }) => value === canary)).toBe(true)
    expect((await entriesOf(engine, id)).map(({ type }) => type)).not.toContain('admin.erase')
  })

  it('reaches every case that holds the data of a party, and nobody else', async () => {
    const store = memoryStore()
    const { engine, id } = await withPhone(store)
    const other = await engine.open('asking', { ...opening, phone: canary }, { by: 'rc' })
    const apart = await engine.open('asking', { ...opening, convener: 'rd', phone: 'other' }, { by: 'rd' })
    const foreign = bench({ store, tenant: 'elsewhere' })
    const abroad = await foreign.engine.open('asking', { ...opening, phone: canary }, { by: 'rc' })
    if (!other.ok || !apart.ok || !abroad.ok) throw new Error('not opened')
    expect(await engine.erase({ subject: 'rc' }, ask)).toBe(2)
    expect(await engine.erase({ subject: 'rc' }, ask)).toBe(0)
    for (const one of [id, other.case.id]) expect((await engine.view(one))?.data).not.toHaveProperty('phone')
    expect((await engine.view(apart.case.id))?.data.phone).toBe('other')
    expect((await foreign.engine.view(abroad.case.id))?.data.phone).toBe(canary)
    expect(await engine.audit()).toMatchObject({ ok: true })
  })

  it('of a party reaches every other case where one keeps its values, and says which and how many', async () => {
    const store = memoryStore()
    const { engine, id } = await withPhone(store)
    const more = []
    for (let i = 0; i < 2; i++) {
      const opened = await engine.open('asking', { ...opening, phone: canary }, { by: 'rc' })
      if (!opened.ok) throw new Error(opened.refusal.code)
      more.push(opened.case.id)
    }
    const old = bench({ store, caseTypes: [asking2] })
    const later = await old.engine.open('asking', { ...opening, phone: canary }, { by: 'rc' })
    if (!later.ok) throw new Error(later.refusal.code)
    await engine.restrict(id, { ...ask, until: Number.MAX_SAFE_INTEGER })
    await expect(engine.erase({ subject: 'rc' }, ask)).rejects.toMatchObject({
      code: 'engine/retention-runs',
      details: {
        done: 2,
        cases: [
          { caseId: id, code: 'engine/retention-runs' },
          { caseId: later.case.id, code: 'history/unknown-version' },
        ],
      },
    })
    for (const one of more) expect((await engine.view(one))?.data).not.toHaveProperty('phone')
    expect((await old.engine.view(later.case.id))?.data.phone).toBe(canary)
  })

  it('takes what is restricted as well, and the fold survives it', async () => {
    const store = memoryStore()
    const { engine, id } = await withPhone(store)
    await engine.restrict({ subject: 'rc' }, ask)
    expect(await engine.erase({ subject: 'rc' }, ask)).toBe(1)
    expect(await store.restricted('default', id)).toEqual([])
    const refolding: CaseStore = {
      ...store,
      load: async (tenant, caseId) => {
        const loaded = await store.load(tenant, caseId)
        return loaded && { ...loaded, snapshot: '' }
      },
    }
    expect(await bench({ store: refolding }).engine.view(id)).toMatchObject({ states: ['inviting'] })
    expect(await verifyCaseFile(await engine.exportCase(id))).toMatchObject({ ok: true })
  })
})

describe('the outbox of a tenant', () => {
  it('is delivered, listed and retried by its own engine only', async () => {
    const store = memoryStore()
    const told: string[] = []
    const one = bench({ store, tenant: 'one', deliver: ({ tenant }) => void told.push(`one got ${tenant}`) })
    const two = bench({
      store,
      tenant: 'two',
      outbox: { attempts: 1 },
      deliver: ({ tenant }) => {
        told.push(`two got ${tenant}`)
        throw new Error('away')
      },
    })
    await one.invited()
    const id = await two.invited()
    await one.engine.advance()
    expect(told).toEqual(['one got one'])
    await two.engine.advance()
    expect(told).toEqual(['one got one', 'two got two'])
    expect((await one.engine.outbox.dead()).items).toEqual([])
    expect(await one.engine.outbox.retry(`${id}:2:1`)).toBe(false)
    expect((await two.engine.outbox.dead()).items.map(dead => dead.id)).toEqual([`${id}:2:1`])
    expect(await two.engine.outbox.retry(`${id}:2:1`)).toBe(true)
  })
})
