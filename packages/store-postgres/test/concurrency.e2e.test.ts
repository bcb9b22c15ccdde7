import type { Append, CaseStore } from '@convoke/core'
import { sampleAppend } from '@convoke/core/testing'
import pg from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { postgresStore } from '../src/index.js'
import { type PostgresServer, startPostgres } from './postgres-server.js'

describe('on PostgreSQL', () => {
  let server: PostgresServer
  let pool: pg.Pool
  let schema: string
  let schemas = 0
  const stores: CaseStore[] = []
  beforeAll(async () => {
    server = await startPostgres()
    pool = server.pool()
  })
  afterAll(async () => {
    for (const store of stores) await store.close()
    await server.stop()
  })
  beforeEach(() => {
    schema = `concurrency_${schemas++}`
  })
  const open = async () => {
    const store = await postgresStore(server.pool(), { schema })
    stores.push(store)
    return store
  }
  const deadlocks = async () =>
    Number(
      (await pool.query('SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()')).rows[0].deadlocks,
    )

  it('an entry whose transaction began first but commits last is still told, in its place', async () => {
    const store = await open()
    const slow = await pool.connect()
    await slow.query('BEGIN')
    await slow.query(`INSERT INTO ${schema}.cases (tenant, case_id, seq, at, hash, opened_at, facets, case_index, snapshot)
      VALUES ('default', 'slow', 1, 1, 'h', 1, '{}', '{}', '{}')`)
    await slow.query(
      `INSERT INTO ${schema}.entries (tenant, case_id, seq, hash, bytes) VALUES ('default', 'slow', 1, 'h', '{}')`,
    )
    await store.append([sampleAppend('fast')])
    const early = await store.feed(undefined, 10)
    await slow.query('COMMIT')
    slow.release()
    const late = await store.feed(early.at(-1)?.position, 10)
    expect(early.map(({ caseId }) => caseId)).toEqual([])
    expect(late.map(({ caseId }) => caseId)).toEqual(['slow', 'fast'])
  })

  it('batches that name the same cases and command ids in opposite orders never wait for each other in a circle', async () => {
    const writers = await Promise.all([open(), open(), open(), open()])
    const before = await deadlocks()
    let committed = 0
    for (let round = 0; round < 40; round += 1) {
      const batch = (isReversed: boolean): Append[] => {
        const appends = Array.from({ length: 12 }, (_, i) => {
          const other = (i + 6) % 12
          return sampleAppend(`case-${i}`, {
            expectedSeq: round,
            commandIds: [`cmd-${round}`],
            // The command id of an opening sorts in another order than its case.
            ...(round === 0 ? { openedBy: `open-${other}` } : {}),
          })
        })
        return isReversed ? appends.reverse() : appends
      }
      const results = await Promise.all(writers.map((writer, i) => writer.append(batch(i % 2 === 1))))
      committed += results.flat().filter(result => result.ok).length
    }
    expect(committed).toBe(40 * 12)
    expect(await deadlocks()).toBe(before)
    expect((await writers[0]!.entries('default', 'case-7')).map(({ seq }) => seq)).toEqual(
      Array.from({ length: 40 }, (_, i) => i + 1),
    )
  })

  it('many appends are told to other processes by few notifications, and the last one always', async () => {
    const [writer, reader] = await Promise.all([open(), open()])
    const listener = await server.pool().connect()
    let told = 0
    listener.on('notification', () => {
      told += 1
    })
    await listener.query(`LISTEN convoke_${schema}`)
    const before = reader.dataVersion?.()
    const start = performance.now()
    for (let seq = 0; seq < 150; seq += 1) await writer.append([sampleAppend('c-1', { expectedSeq: seq })])
    await writer.close()
    await listener.query('SELECT 1')
    listener.release(true)
    const quietTimes = (performance.now() - start) / 50
    expect(told).toBeGreaterThan(0)
    // One at once, one after each quiet time, one at closing.
    expect(told).toBeLessThanOrEqual(quietTimes + 2)
    expect(told).toBeLessThan(150)
    expect(reader.dataVersion?.()).not.toBe(before)
  })

  it('a schema of a newer release is refused and left alone', async () => {
    const store = await open()
    await store.append([sampleAppend('c-1')])
    await pool.query(`UPDATE ${schema}.schema_version SET version = 4711`)
    await expect(postgresStore(pool, { schema })).rejects.toMatchObject({ code: 'store/newer-schema' })
    expect((await pool.query(`SELECT version FROM ${schema}.schema_version`)).rows).toEqual([{ version: 4711 }])
  })

  it('several processes may open an empty database at once', async () => {
    const opened = await Promise.all([open(), open(), open()])
    expect(await opened[2]!.append([sampleAppend('c-1')])).toEqual([{ ok: true }])
    expect((await opened[0]!.load('default', 'c-1'))?.head.seq).toBe(1)
  })

  it('a read-only database is store/read-only', async () => {
    const store = await open()
    await pool.query('ALTER ROLE postgres SET default_transaction_read_only = on')
    try {
      const late = server.pool()
      await expect(postgresStore(late, { schema: `${schema}_b` })).rejects.toMatchObject({ code: 'store/read-only' })
    } finally {
      await pool.query('SET default_transaction_read_only = off')
      await pool.query('ALTER ROLE postgres RESET default_transaction_read_only')
    }
    expect(await store.append([sampleAppend('c-1')])).toEqual([{ ok: true }])
  })

  it('a server that does not answer is store/unavailable', async () => {
    const nowhere = new pg.Pool({ host: '127.0.0.1', port: 1 })
    await expect(postgresStore(nowhere, { schema })).rejects.toMatchObject({
      code: 'store/unavailable',
      retry: 'later',
    })
    await nowhere.end()
  })

  it('after its connections were cut a store trusts no memory, listens again and goes on', async () => {
    const [reader, writer] = await Promise.all([open(), open()])
    await writer.append([sampleAppend('c-1')])
    const before = reader.dataVersion?.()
    await pool.query(
      'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND datname IS NOT NULL',
    )
    const load = () => reader.load('default', 'c-1').catch(() => undefined)
    let loaded = await load()
    for (let patience = 0; loaded === undefined && patience < 50; patience += 1) loaded = await load()
    expect(loaded?.head.seq).toBe(1)
    expect(reader.dataVersion?.()).not.toBe(before)

    const settled = async () => {
      for (let patience = 0; patience < 2_000; patience += 1) {
        const version = reader.dataVersion?.()
        await load()
        if (reader.dataVersion?.() === version) return version
      }
      return undefined
    }
    const listening = await settled()
    expect(listening).toBeDefined()
    await writer.append([sampleAppend('c-1', { expectedSeq: 1 })]).catch(() => undefined)
    await writer.append([sampleAppend('c-1', { expectedSeq: 1 })])
    for (let patience = 0; reader.dataVersion?.() === listening && patience < 2_000; patience += 1) await load()
    expect(reader.dataVersion?.()).not.toBe(listening)
  })
})
