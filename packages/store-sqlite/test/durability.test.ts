import { sampleAppend, sampleNotice } from '@convoke/core/testing'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { SqliteLike } from '../src/driver.js'
import { availableDrivers, sqliteStore } from '../src/index.js'
import { openDriver } from '../src/open-driver.js'
import { temporaryFile } from './temporary-file.js'

const refusal = { at: 1, by: 'dept:police', type: 'accept', code: 'refusal/role' } as const
const pragma = (database: SqliteLike, name: string) =>
  (database.prepare(`PRAGMA ${name}`).get() as unknown as Record<string, unknown>)[name]

/** A connection that notes every transaction with the durability it was committed under. */
function watched(path: string, driver: 'libsql' | 'node:sqlite') {
  const database = openDriver(path, driver)
  const commits: unknown[] = []
  const spy: SqliteLike = {
    prepare: sql => database.prepare(sql),
    close: () => database.close(),
    get inTransaction() {
      return database.inTransaction ?? database.isTransaction
    },
    exec(sql) {
      if (sql === 'COMMIT') commits.push(pragma(database, 'synchronous'))
      database.exec(sql)
    },
  }
  return { database, spy, commits }
}

const [normal, full] = [1, 2]

describe.each(availableDrivers())('with %s', driver => {
  afterEach(() => vi.useRealTimers())

  it('every connection writes ahead and is fully synchronous, before and after each kind of call', async () => {
    using file = temporaryFile()
    const one = openDriver(file.path, driver)
    const two = openDriver(file.path, driver)
    for (const database of [one, two]) {
      const store = sqliteStore(database)
      expect([pragma(database, 'journal_mode'), pragma(database, 'synchronous')]).toEqual(['wal', full])
      await store.append([sampleAppend('c-1', { index: { nextRungAt: 1 }, notices: [sampleNotice('c-1', 'n-1')] })])
      await store.release(await store.claimDue({ now: 1, limit: 1, leaseUntil: 2 }))
      await store.outbox.claim({ now: 1, limit: 1, leaseUntil: 2 })
      expect(pragma(database, 'synchronous')).toBe(full)
      await store.close()
    }
  })

  it('appends, erasures and anchors wait for the disk; leases and deliveries do not', async () => {
    using file = temporaryFile()
    const { spy, commits } = watched(file.path, driver)
    const store = sqliteStore(spy)
    const committedBy = async (call: () => Promise<unknown>) => {
      commits.length = 0
      await call()
      return [...commits]
    }
    const append = sampleAppend('c-1', { index: { nextRungAt: 1 }, notices: [sampleNotice('c-1', 'n-1')] })
    expect(await committedBy(() => store.append([append]))).toEqual([full])
    expect(await committedBy(() => store.anchors.append('{}'))).toEqual([full])
    expect(await committedBy(() => store.erase({ tenant: 'default', caseId: 'c-1' }))).toEqual([full])
    expect(await committedBy(() => store.claimDue({ now: 1, limit: 1, leaseUntil: 2 }))).toEqual([normal])
    expect(await committedBy(() => store.outbox.claim({ now: 1, limit: 1, leaseUntil: 2 }))).toEqual([normal])
    expect(await committedBy(() => store.outbox.done(['n-1']))).toEqual([normal])
    expect(await committedBy(() => store.claimDue({ now: 1, limit: 1, leaseUntil: 2 }))).toEqual([])
    expect(await committedBy(() => store.outbox.claim({ now: 9, limit: 1, leaseUntil: 10 }))).toEqual([])
    await store.close()
  })

  it('a refusal is written with the next append, or by itself after a while, but never with an fsync of its own', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    using file = temporaryFile()
    const { spy, commits } = watched(file.path, driver)
    const store = sqliteStore(spy, { refusalsWithinMs: 50 })
    const other = sqliteStore(file.path, { driver })
    commits.length = 0
    const written = async () => (await other.refusals.read('default', 'c-1')).counts['refusal/role'] ?? 0

    store.refusals.record('default', 'c-1', refusal)
    expect([commits, await written()]).toEqual([[], 0])
    await store.append([sampleAppend('c-1')])
    expect([[...commits], await written()]).toEqual([[full], 1])

    store.refusals.record('default', 'c-1', refusal)
    await vi.advanceTimersByTimeAsync(60)
    expect([[...commits], await written()]).toEqual([[full, normal], 2])

    store.refusals.record('default', 'c-1', refusal)
    await store.close()
    expect(await written()).toBe(3)
    await other.close()
  })

  it('a refusal is written once by appends made at once, and one that comes right after is not lost', async () => {
    using file = temporaryFile()
    const store = sqliteStore(openDriver(file.path, driver))
    store.refusals.record('default', 'c-1', refusal)
    const appended = [store.append([sampleAppend('c-1')]), store.append([sampleAppend('c-2')])]
    store.refusals.record('default', 'c-1', refusal)
    await Promise.all(appended)
    expect((await store.refusals.read('default', 'c-1')).counts).toEqual({ 'refusal/role': 2 })
    await store.close()
  })

  it('a refusal whose append fails is still written later, once', async () => {
    using file = temporaryFile()
    const database = openDriver(file.path, driver)
    const store = sqliteStore(database)
    store.refusals.record('default', 'c-1', refusal)
    database.exec('PRAGMA query_only = ON')
    await expect(store.append([sampleAppend('c-1')])).rejects.toMatchObject({ code: 'store/read-only' })
    database.exec('PRAGMA query_only = OFF')
    await store.append([sampleAppend('c-1')])
    await store.append([sampleAppend('c-1', { expectedSeq: 1 })])
    expect((await store.refusals.read('default', 'c-1')).counts).toEqual({ 'refusal/role': 1 })
    await store.close()
  })
})
