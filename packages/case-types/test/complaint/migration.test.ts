// The worked example of a migration: complaint 1.0.0 to 1.1.0 on a store with open cases.
import { complaintV1, complaintV1_1 } from '@convoke/case-types/complaint'
import { type AnyCaseType, type CaseStore, type JsonObject, memoryStore, type PartyId } from '@convoke/core'
import { everyDayCalendar, manualClock } from '@convoke/core/testing'
import { type AnyEngine, createEngine, type MigratedCase } from '@convoke/engine'
import { beforeEach, describe, expect, it } from 'vitest'
import { day, hour, monday } from '../stage/stage.js'
import { angry, centre, desk, evidence, housing, leader, lift, pleased, reason, solved, zhang } from './cast.js'

type Step = readonly [by: PartyId, type: string, data?: object]

const handled: readonly Step[] = [
  [desk, 'accept'],
  [centre, 'dispatch', { lead: housing }],
  [housing, 'sign'],
  [housing, 'recordContact', { record: '已联系' }],
]
const answered: readonly Step[] = [...handled, [housing, 'answer', solved], [centre, 'pass']]
const shelved: readonly Step[] = [
  ...handled,
  [housing, 'requestShelving', { reason: '资金未到位', plan: '列入下年度', named: housing }],
  [leader, 'approve', { request: 'shelving' }],
]
const disputed: readonly Step[] = [
  ...answered,
  [zhang, 'rate', angry],
  [housing, 'disputeRating', { ...reason, evidence: [evidence] }],
]

/** What stands in the store under 1.0.0, by where it stands. */
const histories = {
  handling: handled,
  shelved,
  callback: answered,
  closed: [...answered, [zhang, 'rate', pleased]],
  disputed,
} satisfies Readonly<Record<string, readonly Step[]>>
type Where = keyof typeof histories

const act = {
  ground: 'the rules of 2026 on observing what was done',
  signatures: [
    { by: 'town:legal', actor: 'wang' },
    { by: 'town:operations', actor: 'li' },
  ],
} as const

async function all<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const found: Item[] = []
  for await (const item of items) found.push(item)
  return found
}

const now = manualClock(monday)
const engineOn = (store: CaseStore, ...caseTypes: readonly AnyCaseType[]): AnyEngine =>
  createEngine({ caseTypes, store, now, calendar: everyDayCalendar() })

async function sent(engine: AnyEngine, id: string, ...steps: readonly Step[]): Promise<void> {
  for (const [by, type, data = {}] of steps) {
    const result = await engine.send(id, { type, ...data }, { by })
    if (!result.ok) throw new Error(`${type} by ${by}: ${JSON.stringify(result.refusal)}`)
  }
}

const places = async (engine: AnyEngine, id: string) => (await engine.view(id))?.states
/** A clock by its instance and when it is due or how much is left of it; what it is called may change, this may not. */
const clocks = async (engine: AnyEngine, id: string) =>
  (await engine.deadlines(id)).map(({ name, key, dueAt }) => ({ name, key, dueAt }))

describe('complaints that stand in a store under 1.0.0', () => {
  let before: AnyEngine
  let engine: AnyEngine
  let ids: Readonly<Record<Where, string>>

  const migrated = (options: JsonObject = {}): Promise<MigratedCase[]> =>
    all(engine.migrate({ caseType: 'complaint', ...options }, act))
  const rowOf = (rows: readonly MigratedCase[], where: Where) => rows.find(({ caseId }) => caseId === ids[where])

  beforeEach(async () => {
    now.set(monday)
    const store = memoryStore()
    before = engineOn(store, complaintV1)
    const opened = await Promise.all(
      Object.entries(histories).map(async ([where, steps]) => {
        const result = await before.open('complaint', lift, { by: desk })
        if (!result.ok) throw new Error(JSON.stringify(result.refusal))
        await sent(before, result.case.id, ...steps)
        return [where, result.case.id] as const
      }),
    )
    ids = Object.fromEntries(opened) as Record<Where, string>
    now.set(monday + hour)
    engine = engineOn(store, complaintV1, complaintV1_1)
  })

  it('are tried first: a dry run says of each what would become of it, and writes nothing', async () => {
    const rows = await all(engine.migrate({ caseType: 'complaint' }, { dryRun: true, shadow: true }))
    expect(rows).toHaveLength(4)
    for (const where of ['handling', 'shelved', 'callback'] as const) {
      expect(rowOf(rows, where), where).toMatchObject({
        ok: true,
        from: '1.0.0',
        to: '1.1.0',
        seq: null,
        states: { before: [where], after: [where] },
        deadlines: { moved: [], ended: [], began: [] },
        shadow: [],
      })
    }
    expect(rowOf(rows, 'disputed')).toMatchObject({ ok: false, code: 'migration/state-stays' })
    for (const id of Object.values(ids)) expect(await engine.view(id)).toMatchObject({ version: '1.0.0' })
  })

  it('shadow replay finds a state that no case is in today', async () => {
    await sent(engine, ids.disputed, [leader, 'ruleRating', { upheld: false, ...reason }])
    const rows = await all(engine.migrate({ caseType: 'complaint' }, { dryRun: true, shadow: true }))
    expect(rowOf(rows, 'disputed')).toMatchObject({
      ok: true,
      states: { after: ['rework', 'rework.working'] },
      shadow: [{ states: ['rework', 'rework.ratingDisputed'], code: 'migration/state-stays' }],
    })
  })

  it('are taken over on a ground with two signatures, and every date stays where it was told', async () => {
    const open = ['handling', 'shelved', 'callback'] as const
    const told = await Promise.all(open.map(where => clocks(engine, ids[where])))
    expect(told.every(list => list.length > 0)).toBe(true)
    const rows = await migrated()
    for (const where of open) expect(rowOf(rows, where), where).toMatchObject({ ok: true, to: '1.1.0' })
    expect(await Promise.all(open.map(where => clocks(engine, ids[where])))).toEqual(told)
    for (const where of open) {
      expect(await engine.view(ids[where])).toMatchObject({ version: '1.1.0', states: [where] })
      const last = (await all(engine.journal(ids[where]))).at(-1)
      expect(last).toMatchObject({ type: 'admin.migrate', version: '1.1.0', by: 'town:legal', actor: 'wang' })
      expect(last?.data).toMatchObject({ ...act, from: { version: '1.0.0' } })
    }
    expect(await migrated()).toMatchObject([{ caseId: ids.disputed, ok: false }])
    expect(await engine.audit()).toMatchObject({ ok: true, faults: [] })
  })

  it('are not taken over by one person alone', async () => {
    const [first] = act.signatures
    const alone = engine.migrate({ caseType: 'complaint' }, { ...act, signatures: [first, first] })
    await expect(all(alone)).rejects.toMatchObject({ code: 'engine/second-signature' })
    expect(await engine.view(ids.handling)).toMatchObject({ version: '1.0.0' })
  })

  it('go on under 1.1.0: what is said to be solved is observed before anybody calls back', async () => {
    await migrated()
    await sent(engine, ids.handling, [housing, 'answer', solved], [centre, 'pass'])
    expect(await places(engine, ids.handling)).toEqual(['observing'])
    expect(await engine.send(ids.handling, { type: 'startCallback' }, { by: desk })).toMatchObject({ ok: false })
    const observation = (await engine.deadlines(ids.handling)).find(({ name }) => name === 'observation')
    now.set((observation?.dueAt ?? 0) - 1)
    await engine.advance()
    expect(await places(engine, ids.handling)).toEqual(['observing'])
    now.set(observation?.dueAt ?? 0)
    await engine.advance()
    expect(await places(engine, ids.handling)).toEqual(['callback'])
    await sent(engine, ids.handling, [zhang, 'rate', pleased])
    expect(await engine.view(ids.handling)).toMatchObject({ outcome: 'resolved', version: '1.1.0' })
    expect(await engine.audit()).toMatchObject({ ok: true, faults: [] })
  })

  it('that were shelved resume under 1.1.0, with what was left of their time', async () => {
    const until = (await clocks(engine, ids.shelved)).find(({ name }) => name === 'handling')
    expect(until).toMatchObject({ dueAt: null })
    await migrated()
    now.set(monday + 3 * day)
    await sent(engine, ids.shelved, [leader, 'resume', reason])
    expect(await engine.view(ids.shelved)).toMatchObject({ version: '1.1.0', states: ['handling'] })
    const [due] = (await clocks(engine, ids.shelved)).filter(({ name }) => name === 'handling')
    const [unshelved] = (await clocks(engine, ids.handling)).filter(({ name }) => name === 'handling')
    expect((due?.dueAt ?? 0) - (unshelved?.dueAt ?? 0)).toBe(3 * day)
  })

  it('that are being called back are rated where they are: nobody is observed after being called', async () => {
    await migrated()
    await sent(engine, ids.callback, [zhang, 'rate', pleased])
    expect(await engine.view(ids.callback)).toMatchObject({ outcome: 'resolved', version: '1.1.0' })
  })

  it('that are closed stay as they were settled, unless they are asked for; then their window to reopen stays', async () => {
    await migrated()
    expect(await engine.view(ids.closed)).toMatchObject({ version: '1.0.0', outcome: 'resolved' })
    const told = await clocks(engine, ids.closed)
    expect(told.map(({ name }) => name)).toContain('reopening')
    expect(await migrated({ settled: true })).toContainEqual(expect.objectContaining({ caseId: ids.closed, ok: true }))
    expect(await clocks(engine, ids.closed)).toEqual(told)
    expect(await engine.view(ids.closed)).toMatchObject({ version: '1.1.0', outcome: 'resolved' })
    await sent(engine, ids.closed, [zhang, 'reopen', { newFacts: '昨日再次故障' }])
    expect(await engine.view(ids.closed)).toMatchObject({ states: ['submitted'], outcome: null })
    expect(await engine.audit()).toMatchObject({ ok: true, faults: [] })
  })

  it('that cannot go stay on 1.0.0, are reported, and may follow once nothing holds them', async () => {
    expect(rowOf(await migrated(), 'disputed')).toMatchObject({
      ok: false,
      from: '1.0.0',
      code: 'migration/state-stays',
      details: { state: 'rework.ratingDisputed' },
    })
    await sent(engine, ids.disputed, [leader, 'ruleRating', { upheld: false, ...reason }])
    expect(await engine.view(ids.disputed)).toMatchObject({ version: '1.0.0', states: ['rework', 'rework.working'] })
    expect(await migrated()).toMatchObject([{ caseId: ids.disputed, ok: true, to: '1.1.0' }])
    await sent(engine, ids.disputed, [housing, 'answer', solved], [centre, 'pass'])
    expect(await places(engine, ids.disputed)).toEqual(['observing'])
    expect(await engine.audit()).toMatchObject({ ok: true, faults: [] })
  })
})
