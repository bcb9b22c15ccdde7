import type { Append } from '@convoke/core'
import { appendAll } from '../src/append.js'
import { type SqliteDriver, type SqliteLike, type SqliteValue, sqliteDriver } from '../src/driver.js'
import { rememberKeys } from '../src/keys.js'
import { knownCases } from '../src/known-cases.js'
import { openDriver, type SqliteDriverName } from '../src/open-driver.js'
import { setPragmas } from '../src/pragmas.js'
import { migrate } from '../src/schema/migrate.js'
import { openSession } from '../src/session.js'

type Write = readonly [sql: string, values: readonly SqliteValue[]]

const options = { synchronous: 'full', patienceMs: 0 } as const

/**
 * The reference for the throughput of the store and of what stands on it: a loop over a bare driver that writes the
 * very rows the store would write for these batches, with as many commits, as sure of the disk, and nothing else.
 *
 * Which rows those are is found out beforehand, in a memory database, outside the measured time; so are the statements
 * prepared. Every append must be one that commits.
 *
 * @param path a file that is not there yet
 */
export async function bareLoop(
  driverName: SqliteDriverName,
  path: string,
  batches: readonly (readonly Append[])[],
): Promise<{ readonly seconds: number }> {
  const recorded = recordWrites(driverName, batches)
  const database = openDriver(path, driverName)
  const driver = sqliteDriver(database)
  setPragmas(driver, options)
  migrate(driver)
  const run = preparedOn(database)
  const work = recorded.map(writes => writes.map(([sql, values]) => [run(sql), values] as const))

  const start = performance.now()
  for (const writes of work) {
    database.exec('BEGIN IMMEDIATE')
    for (const [write, values] of writes) write(values)
    database.exec('COMMIT')
  }
  const seconds = (performance.now() - start) / 1_000
  database.close()
  return { seconds }
}

/** The writing statements of the store, batch by batch. */
function recordWrites(driverName: SqliteDriverName, batches: readonly (readonly Append[])[]): Write[][] {
  const memory = sqliteDriver(openDriver(':memory:', driverName))
  migrate(memory)
  const session = openSession(memory, options)
  const keys = rememberKeys(session)
  const known = knownCases(session)
  const recorded = batches.map(batch => {
    const writes: Write[] = []
    const results = appendAll(recording(memory, writes), keys, known, batch)
    if (results.some(result => !result.ok)) throw new Error('an append of the recording conflicts: nothing to compare')
    return writes
  })
  session.close()
  return recorded
}

function recording(driver: SqliteDriver, writes: Write[]): SqliteDriver {
  const note = (sql: string, values: readonly SqliteValue[]) => {
    if (!sql.startsWith('SELECT')) writes.push([sql, values])
  }
  return {
    ...driver,
    run(sql, ...values) {
      note(sql, values)
      return driver.run(sql, ...values)
    },
    get(sql, ...values) {
      note(sql, values)
      return driver.get(sql, ...values)
    },
  }
}

/** The driver's own statement, called the way that driver wants it; one that returns rows is run for its effect. */
function preparedOn(database: SqliteLike): (sql: string) => (values: readonly SqliteValue[]) => unknown {
  type Call = (...values: unknown[]) => unknown
  const prepared = new Map<string, (values: readonly SqliteValue[]) => unknown>()
  return sql => {
    const known = prepared.get(sql)
    if (known !== undefined) return known
    const statement = database.prepare(sql) as unknown as { readonly run: Call; readonly all: Call }
    const isSpread = 'setReadBigInts' in statement
    const method = sql.includes('RETURNING') ? 'all' : 'run'
    const call = isSpread
      ? (values: readonly SqliteValue[]) => statement[method](...values)
      : (values: readonly SqliteValue[]) => statement[method](values)
    prepared.set(sql, call)
    return call
  }
}
