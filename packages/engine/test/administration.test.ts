import {
  type CaseStore,
  type Duration,
  type Ed25519PrivateKey,
  ed25519KeyStore,
  memoryStore,
  verifyCaseFile,
  type WorkingCalendar,
} from '@convoke/core'
import { everyDayCalendar } from '@convoke/core/testing'
import { describe, expect, it } from 'vitest'
import { bench, entriesOf, hour, monday } from './fixtures/engines.js'

const signatures = [
  { by: 'office', actor: 'li' },
  { by: 'office', actor: 'wang' },
] as const

async function keys() {
  const { privateKey } = (await crypto.subtle.generateKey('Ed25519', true, ['sign', 'verify'])) as unknown as {
    privateKey: never
  }
  const signing = (await crypto.subtle.exportKey('jwk', privateKey)) as unknown as Ed25519PrivateKey
  return ed25519KeyStore({ subtle: crypto.subtle as never, signing })
}

describe('a correction', () => {
  it('is an entry with its ground and two signatures, and roles and deadlines follow it', async () => {
    const { engine, invited } = bench()
    const id = await invited()
    const result = await engine.correct(id, {
      patch: { invitees: ['a', 'd'] },
      ground: 'wrong departments',
      signatures,
    })
    expect(result).toMatchObject({
      ok: true,
      entry: {
        kind: 'admin',
        type: 'admin.correct',
        by: 'office',
        actor: 'li',
        role: 'admin',
        data: { ground: 'wrong departments', signatures, patch: { invitees: ['a', 'd'] } },
      },
    })
    expect(await engine.send(id, { type: 'reply', answer: 'yes' }, { by: 'b' })).toMatchObject({
      refusal: { code: 'missing/case' },
    })
    expect((await engine.deadlines(id)).map(({ key }) => key)).toEqual(['a', 'd'])
    expect(await engine.send(id, { type: 'reply', answer: 'yes' }, { by: 'd' })).toMatchObject({ ok: true })
    expect(await engine.audit()).toMatchObject({ ok: true })
  })

  it('names the humans who signed to the host, and to a party only its own', async () => {
    const { engine, invited } = bench()
    const id = await invited()
    const own = { by: 'a', actor: 'zhang' }
    await engine.correct(id, { patch: { topic: 'noise' }, ground: 'wrong', signatures: [signatures[0], own] })
    const signed = async (eyes: object) => {
      for await (const entry of engine.journal(id, { ...eyes, from: 3 })) return [entry.actor, entry.data.signatures]
    }
    expect(await signed({})).toEqual(['li', [signatures[0], own]])
    expect(await signed({ as: 'a' })).toEqual([undefined, [{ by: 'office' }, own]])
    expect(await signed({ as: 'b' })).toEqual([undefined, [{ by: 'office' }, { by: 'a' }]])
  })

  it('is refused where the corrected context would not be valid, and changes nothing', async () => {
    const { engine, invited } = bench()
    const id = await invited()
    for (const patch of [{ topic: 7 }, { topik: 'x' }, { invitees: ['a b'] }, { parameters: { quorum: 1 } }]) {
      const result = await engine.correct(id, { patch, ground: 'wrong', signatures })
      expect(result).toMatchObject({ ok: false, refusal: { code: 'input/schema' } })
    }
    expect((await entriesOf(engine, id)).length).toBe(2)
  })

  it('needs two people and a ground', async () => {
    const { engine, invited } = bench()
    const id = await invited()
    const [first] = signatures
    await expect(
      engine.correct(id, { patch: {}, ground: 'x', signatures: [first, { ...first, by: 'other' }] }),
    ).rejects.toMatchObject({ code: 'engine/second-signature' })
    await expect(engine.correct(id, { patch: {}, ground: ' ', signatures })).rejects.toMatchObject({
      code: 'engine/ground',
    })
  })

  it('takes no signature that names nobody, nothing that no journal could keep, and not more or fewer than two', async () => {
    const { engine, invited } = bench()
    const id = await invited()
    const [first, second] = signatures
    const fine = { patch: { topic: 'noise' }, ground: 'x', signatures }
    const wrong: readonly (readonly [object, string, string?])[] = [
      [{ signatures: [{ by: 'office' }, second] }, 'engine/party-id', 'signatures[0].actor'],
      [{ signatures: [first, { by: 'office', actor: 'li ' }] }, 'engine/party-id', 'signatures[1].actor'],
      [{ signatures: [{ ...first, by: 'clock' }, second] }, 'engine/party-id', 'signatures[0].by'],
      [{ signatures: [first, { ...second, by: 'case:1' }] }, 'engine/party-id', 'signatures[1].by'],
      [{ signatures: [first] }, 'engine/bad-option', 'signatures'],
      [{ signatures: [first, second, second] }, 'engine/bad-option', 'signatures'],
      [{ signatures: undefined }, 'engine/bad-option', 'signatures'],
      [{ signatures: [null, second] }, 'engine/bad-option', 'signatures[0]'],
      [{ signatures: [{ ...first, rank: 1 }, second] }, 'engine/bad-option', 'signatures[0].rank'],
      [{ ground: undefined }, 'engine/ground'],
      [{ ground: 'x\u0000' }, 'engine/ground'],
      [{ ground: '\ud800' }, 'engine/ground'],
      [{ commandId: 5 }, 'engine/bad-option', 'commandId'],
      [{ commandId: 'a b' }, 'engine/bad-option', 'commandId'],
      [{ patch: undefined }, 'engine/bad-option', 'patch'],
    ]
    for (const [change, code, at] of wrong) {
      const asked = engine.correct(id, { ...fine, ...change } as never)
      const error = await asked.then(
        () => undefined,
        (thrown: { code: string; details: { field?: string; option?: string } }) => thrown,
      )
      expect([change, error?.code, error?.details.field ?? error?.details.option]).toEqual([change, code, at])
    }
    await expect(engine.correct(id, undefined as never)).rejects.toMatchObject({ code: 'engine/bad-option' })
    expect((await entriesOf(engine, id)).length).toBe(2)
    expect(await engine.audit()).toMatchObject({ ok: true })
  })

  it('of a case that does not exist is refused as missing', async () => {
    const { engine } = bench()
    expect(
      await engine.correct('0190b0a0-0000-7000-8000-00000000002a', { patch: {}, ground: 'x', signatures }),
    ).toMatchObject({ refusal: { code: 'missing/case' } })
  })

  it('asked for twice under one command id is done once', async () => {
    const { engine, invited } = bench()
    const id = await invited()
    const ask = { patch: { topic: 'noise' }, ground: 'x', signatures, commandId: 'k1' }
    const [first, again] = [await engine.correct(id, ask), await engine.correct(id, ask)]
    expect([first.ok && first.replayed, again.ok && again.replayed, again.ok && again.entry.seq]).toEqual([
      false,
      true,
      3,
    ])
    expect(await engine.correct(id, { ...ask, ground: 'y' })).toMatchObject({
      refusal: { code: 'input/command-id-reused' },
    })
  })

  it('of a personal value keeps it out of the entry, and a replay agrees', async () => {
    const store = memoryStore()
    const { engine, invited } = bench({ store })
    const id = await invited()
    await engine.correct(id, { patch: { phone: 'CANARY-13900139000' }, ground: 'wrong number', signatures })
    expect(JSON.stringify(await store.entries('default', id))).not.toContain('CANARY')
    expect((await engine.view(id, { as: 'a' }))?.data.phone).toBe('CANARY-13900139000')
    expect((await entriesOf(engine, id)).at(-1)?.data.patch).toEqual({ phone: 'CANARY-13900139000' })
    expect(await engine.audit()).toMatchObject({ ok: true })
  })
})

describe('adopting a calendar edition', () => {
  it('moves open deadlines, lists each, and leaves what has fired', async () => {
    const store = memoryStore()
    const old = bench({ store })
    const id = await old.invited()
    await old.engine.advance(monday + 2 * hour)
    const plain = everyDayCalendar('longer-hours')
    const due = (from: number, { n }: Duration) => from + 2 * n * hour
    const longer: WorkingCalendar = {
      ...plain,
      add: (from, duration) => ({ at: due(from, duration), provisional: false }),
      explain: (from, duration) => ({ ...plain.explain(from, duration), due: due(from, duration) }),
    }
    const { engine, now } = bench({ store, calendar: longer, earlierCalendars: [everyDayCalendar()] })
    now.set(monday + 2 * hour)
    const result = await engine.adoptCalendar(id, { ground: 'edition 2026-2', signatures })
    expect(result).toMatchObject({ ok: true, entry: { type: 'admin.adopt-calendar', calendarEdition: 'longer-hours' } })
    expect(result.ok && result.entry.data.moved).toEqual(
      ['a', 'b', 'c'].map(key => ({
        name: 'reply',
        key,
        n: 1,
        from: monday + 4 * hour,
        to: monday + 8 * hour,
        provisional: false,
      })),
    )
    now.set(monday + 6 * hour)
    expect(await engine.send(id, { type: 'reply', answer: 'yes' }, { by: 'a' })).toMatchObject({ ok: true })
    expect((await entriesOf(engine, id)).filter(({ kind }) => kind === 'clock').length).toBe(3)
    expect(await engine.audit()).toMatchObject({ ok: true })
    const [own] = await engine.deadlines(id, { as: 'b' })
    expect([own?.dueAt, own?.explanation?.edition]).toEqual([monday + 8 * hour, 'longer-hours'])
  })

  it('an entry under a calendar that is not given cannot be folded, and says which', async () => {
    const store = memoryStore()
    await bench({ store }).invited()
    const { engine } = bench({ store, calendar: everyDayCalendar('other') })
    expect((await engine.audit()).faults).toMatchObject([{ code: 'calendar/unknown-edition' }])
  })
})

describe('an audit', () => {
  const tampered = (store: CaseStore, change: Partial<CaseStore>): CaseStore => ({ ...store, ...change })

  it('finds nothing in a sound store', async () => {
    const { engine, invited } = bench()
    await invited()
    await invited()
    expect(await engine.audit()).toEqual({ ok: true, cases: 2, entries: 4, faults: [], anchors: null, anchored: null })
  })

  it('finds nothing in a sound store that is written to while it looks', async () => {
    const shared = memoryStore()
    let writes = 3
    const busy: { write?: () => Promise<unknown> } = {}
    const store: CaseStore = {
      ...shared,
      async disclosures(tenant, caseId) {
        if (busy.write !== undefined && writes-- > 0) await busy.write()
        return shared.disclosures(tenant, caseId)
      },
    }
    const { engine, invited } = bench({ store })
    const other = bench({ store: shared })
    const id = await invited()
    busy.write = () => other.engine.send(id, { type: 'jot', text: 'x' }, { by: 'a' })
    expect(await engine.audit()).toMatchObject({ ok: true, entries: 5 })
    expect(writes).toBeLessThan(0)
  })

  it('finds an edited entry, whether or not the column beside it was edited too', async () => {
    const store = memoryStore()
    const { invited } = bench({ store })
    const id = await invited()
    const { engine } = bench({
      store: tampered(store, {
        async entries(tenant, caseId, from, limit) {
          const entries = await store.entries(tenant, caseId, from, limit)
          return entries.map(entry => ({
            ...entry,
            bytes: entry.bytes.replace('"topic":"parking"', '"topic":"praking"'),
          }))
        },
      }),
    })
    expect((await engine.audit()).faults).toEqual([
      { tenant: 'default', caseId: id, seq: 1, code: 'history/hash-mismatch' },
    ])
  })

  it('finds a changed disclosure, a changed snapshot and a changed index', async () => {
    const store = memoryStore()
    const { engine: writer, invited } = bench({ store })
    const id = await invited()
    await writer.send(id, { type: 'reply', answer: 'no', why: 'no time' }, { by: 'a' })
    const codes = async (change: Partial<CaseStore>) =>
      (await bench({ store: tampered(store, change) }).engine.audit()).faults.map(({ code }) => code)
    const load = async (change: (loaded: NonNullable<Awaited<ReturnType<CaseStore['load']>>>) => object) =>
      codes({
        async load(tenant, caseId) {
          const loaded = await store.load(tenant, caseId)
          return loaded && { ...loaded, ...change(loaded) }
        },
      })
    expect(
      await codes({
        disclosures: async (tenant, caseId) =>
          (await store.disclosures(tenant, caseId)).map(one =>
            one.value === 'no time' ? { ...one, value: 'no wish' } : one,
          ),
      }),
    ).toEqual(['history/disclosure-mismatch'])
    expect(await load(({ snapshot }) => ({ snapshot: snapshot.replace('"a":"no"', '"a":"yes"') }))).toEqual([
      'audit/snapshot-differs',
    ])
    expect(await load(({ snapshot }) => ({ snapshot: snapshot.replace('"openedAt":1', '"openedAt":2') }))).toEqual([
      'audit/snapshot-differs',
    ])
    expect(await load(({ index }) => ({ index: { ...index, states: ['drafting'] } }))).toEqual(['audit/index-differs'])
    expect(await load(({ head }) => ({ head: { ...head, seq: 2 } }))).toEqual(['audit/head-differs'])
  })

  it('compares the journals with what was signed, and finds what was rewritten, cut off or removed since', async () => {
    const store = memoryStore()
    const own = await keys()
    const { engine, invited, now } = bench({ store, keys: own })
    const [first, second] = [await invited(), await invited()]
    expect(await engine.audit({ anchor: true })).toMatchObject({ ok: true, anchored: { n: 1 } })
    await engine.send(first, { type: 'jot', text: 'x' }, { by: 'a' })
    now.add(hour)
    const { anchored } = await engine.audit({ anchor: true })
    expect(await engine.audit({ known: anchored as NonNullable<typeof anchored> })).toMatchObject({
      ok: true,
      anchors: { anchors: 2, cases: 2 },
    })
    expect((await engine.audit({ known: { n: 3, root: 'f'.repeat(64) } })).faults).toMatchObject([
      { code: 'history/anchor-missing' },
    ])

    const later = bench({
      keys: own,
      store: tampered(store, {
        cases: async (after, limit) => (await store.cases(after, limit)).filter(({ caseId }) => caseId !== second),
        entries: async (tenant, caseId, from, limit) =>
          caseId === second ? [] : store.entries(tenant, caseId, from, limit),
      }),
    })
    expect((await later.engine.audit()).faults).toMatchObject([{ caseId: second, code: 'history/case-missing' }])
    const stranger = bench({ store, keys: await keys() })
    expect((await stranger.engine.audit()).faults.map(({ code }) => code)).toContain('history/anchor-signature')
    await expect(bench({ store }).engine.audit({ anchor: true })).rejects.toMatchObject({ code: 'engine/no-key' })
  })

  it('signs nothing that is not sound', async () => {
    const store = memoryStore()
    const { invited } = bench({ store })
    await invited()
    const broken = bench({
      keys: await keys(),
      store: tampered(store, {
        entries: async (...given) => (await store.entries(...given)).map(entry => ({ ...entry, hash: 'f'.repeat(64) })),
      }),
    })
    expect(await broken.engine.audit({ anchor: true })).toMatchObject({ ok: false, anchored: null })
    expect(await store.anchors.all()).toEqual([])
  })
})

describe('exporting a case', () => {
  it('gives each party its own file, which verifies; a stranger gets none', async () => {
    const { engine, invited } = bench({ keys: await keys() })
    const id = await invited()
    await engine.send(id, { type: 'reply', answer: 'no', why: 'CANARY' }, { by: 'a' })
    await engine.audit({ anchor: true })
    const [host, convener, invitee] = [
      await engine.exportCase(id, { anchors: true }),
      await engine.exportCase(id, { as: 'rc' }),
      await engine.exportCase(id, { as: 'b' }),
    ]
    for (const file of [host, convener, invitee])
      expect(await verifyCaseFile(file)).toMatchObject({ ok: true, entries: 3 })
    expect(await verifyCaseFile(host)).toMatchObject({ anchored: { seq: 3 } })
    expect(JSON.stringify(convener)).toContain('CANARY')
    expect(JSON.stringify(invitee)).not.toContain('CANARY')
    expect(await engine.exportCase(id, { as: 'stranger' })).toBeUndefined()
    expect(await engine.exportCase('0190b0a0-0000-7000-8000-00000000002a')).toBeUndefined()
  })
})
