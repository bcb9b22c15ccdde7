import type { SqliteLike, SqliteStatementLike, SqliteValue } from '../src/driver.js'
import { sqliteDriver } from '../src/driver.js'
import { openDriver, type SqliteDriverName } from '../src/open-driver.js'
import { setPragmas } from '../src/pragmas.js'
import { migrate } from '../src/schema/migrate.js'

/** A file that is written by a bare loop, transaction after transaction. */
export interface BareLoop {
  /** A connection for a store in memory: what is written through it is what the loop writes. */
  readonly source: SqliteLike
  /** Prepares what was written since the last call. */
  next(): BareWork
  close(): void
}

/** Work that is ready: every statement prepared, every value at hand. */
export interface BareWork {
  readonly commits: number
  run(): void
}

type Call = (values: readonly SqliteValue[]) => unknown
type Write = readonly [sql: string, values: readonly SqliteValue[]]

/**
 * The reference for the throughput of the store and of what stands on it: a loop over a bare driver that runs the very
 * statements the store runs to write, with as many commits, as sure of the disk, and nothing else.
 *
 * What those are is found out beforehand, by a store in memory that is given the same work. Its reads are left out.
 *
 * @param path a file that is not there yet
 */
export function bareLoop(driverName: SqliteDriverName, path: string): BareLoop {
  const memory = openDriver(':memory:', driverName)
  const { source, drain } = recording(memory)
  const database = openDriver(path, driverName)
  const driver = sqliteDriver(database)
  setPragmas(driver, { synchronous: 'full', patienceMs: 0 })
  migrate(driver)
  const calls = new Map<string, Call>()
  const prepared = (sql: string): Call => {
    let call = calls.get(sql)
    if (call === undefined) {
      // A statement that returns rows is run for its effect.
      call = callOf(database.prepare(sql), sql.includes('RETURNING') ? 'all' : 'run')
      calls.set(sql, call)
    }
    return call
  }
  return {
    source,
    next() {
      const transactions = drain().map(writes => writes.map(([sql, values]) => [prepared(sql), values] as const))
      return {
        commits: transactions.length,
        run() {
          for (const writes of transactions) {
            database.exec('BEGIN IMMEDIATE')
            for (const [write, values] of writes) write(values)
            database.exec('COMMIT')
          }
        },
      }
    },
    close() {
      database.close()
    },
  }
}

/** A connection that notes the transactions that pass through it, without what only reads. */
function recording(database: SqliteLike): { readonly source: SqliteLike; drain(): Write[][] } {
  let transactions: Write[][] = []
  let writes: Write[] = []
  const statement = (sql: string): SqliteStatementLike => {
    const prepared = database.prepare(sql)
    const isRead = /^(SELECT|PRAGMA)/.test(sql)
    const noted = (method: keyof SqliteStatementLike): Call => {
      const call = callOf(prepared, method)
      return values => {
        if (!isRead) writes.push([sql, values])
        return call(values)
      }
    }
    return { run: noted('run'), get: noted('get'), all: noted('all') } as SqliteStatementLike
  }
  return {
    source: {
      prepare: statement,
      exec(sql) {
        if (sql === 'BEGIN IMMEDIATE') writes = []
        if (sql === 'COMMIT' && writes.length > 0) transactions.push(writes)
        return database.exec(sql)
      },
      close: () => database.close(),
      get inTransaction() {
        return database.inTransaction ?? database.isTransaction
      },
    },
    drain() {
      const drained = transactions
      transactions = []
      return drained
    },
  }
}

/** A method of the driver's own statement, called the way that driver wants its values. */
function callOf(prepared: SqliteStatementLike, method: keyof SqliteStatementLike): Call {
  const statement = prepared as unknown as Record<typeof method, (...values: unknown[]) => unknown>
  const isSpread = 'setReadBigInts' in statement
  return isSpread ? values => statement[method](...values) : values => statement[method](values)
}
