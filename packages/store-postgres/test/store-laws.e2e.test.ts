import { storeLaws } from '@convoke/core/testing'
import type pg from 'pg'
import { afterAll, beforeAll, describe, it } from 'vitest'
import { postgresStore } from '../src/index.js'
import { type PostgresServer, startPostgres } from './postgres-server.js'

describe('a PostgreSQL database keeps the store laws', () => {
  let server: PostgresServer
  let pools: readonly pg.Pool[]
  let schemas = 0
  beforeAll(async () => {
    server = await startPostgres()
    pools = [server.pool(), server.pool()]
  })
  afterAll(() => server.stop())

  it.each(storeLaws)('$name', async ({ check }) => {
    const schema = `law_${schemas++}`
    let opened = 0
    await check(() => postgresStore(pools[opened++ % pools.length]!, { schema }))
    await pools[0]?.query(`DROP SCHEMA ${schema} CASCADE`)
  })
})
