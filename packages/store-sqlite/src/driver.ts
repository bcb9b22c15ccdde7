/** What is bound to a statement. Booleans, dates and buffers never are: libsql ends the process on them. */
export type SqliteValue = string | number | null

/** A prepared statement of a synchronous SQLite driver, as far as the store uses it. */
export interface SqliteStatementLike {
  run(...parameters: never[]): unknown
  get(...parameters: never[]): unknown
  all(...parameters: never[]): unknown
}

/**
 * An open connection of `node:sqlite`, libsql or better-sqlite3, by its shape: pass your own to
 * {@link sqliteStore}, and its appends join a transaction that you have begun on it.
 */
export interface SqliteLike {
  prepare(sql: string): SqliteStatementLike
  exec(sql: string): unknown
  close(): unknown
  /** libsql and better-sqlite3: whether a transaction is open. */
  readonly inTransaction?: boolean | undefined
  /** node:sqlite: the same. */
  readonly isTransaction?: boolean | undefined
}

/** A row by column name. */
export type Row = Readonly<Record<string, SqliteValue>>

/**
 * The few methods that the store needs, the same over all three drivers. Statements are prepared once and kept. Values
 * take the place of a bare `?` each: better-sqlite3 reads `?1` as the name of a value.
 */
export interface SqliteDriver {
  /** Runs a statement; returns how many rows it changed. */
  run(sql: string, ...values: SqliteValue[]): number
  get(sql: string, ...values: SqliteValue[]): Row | undefined
  all(sql: string, ...values: SqliteValue[]): readonly Row[]
  exec(sql: string): void
  inTransaction(): boolean
  close(): void
}

interface BoundStatement {
  run(values: readonly SqliteValue[]): { readonly changes: number | bigint }
  get(values: readonly SqliteValue[]): Row | undefined
  all(values: readonly SqliteValue[]): readonly Row[]
}

interface SpreadStatement {
  run(...values: readonly SqliteValue[]): { readonly changes: number | bigint }
  get(...values: readonly SqliteValue[]): Row | undefined
  all(...values: readonly SqliteValue[]): readonly Row[]
}

/** The statements of lists differ with their filters; beyond this many the cache starts anew. */
const statementsKept = 400

/** Adapts an open connection. */
export function sqliteDriver(database: SqliteLike): SqliteDriver {
  /** Calls one method of the statement of a text, prepared once. */
  const prepared = <Result>(call: (statement: BoundStatement, values: readonly SqliteValue[]) => Result) => {
    const statements = new Map<string, BoundStatement>()
    return (sql: string, values: readonly SqliteValue[]): Result => {
      let statement = statements.get(sql)
      if (statement === undefined) {
        if (statements.size >= statementsKept) statements.clear()
        statement = bound(database.prepare(sql))
        statements.set(sql, statement)
      }
      try {
        return call(statement, values)
      } catch (error) {
        // In libsql 0.5 a statement that failed fails once more with the same error.
        statements.delete(sql)
        throw error
      }
    }
  }
  // One set per method: in libsql 0.5 a `get` after an `all` of the same statement finds nothing.
  const run = prepared((statement, values) => Number(statement.run(values).changes))
  const get = prepared((statement, values) => statement.get(values))
  const all = prepared((statement, values) => statement.all(values))
  return {
    run: (sql, ...values) => run(sql, values),
    get: (sql, ...values) => get(sql, values),
    all: (sql, ...values) => all(sql, values),
    exec: sql => void database.exec(sql),
    inTransaction: () => database.inTransaction ?? database.isTransaction ?? false,
    close: () => void database.close(),
  }
}

/** node:sqlite takes values one by one and would read an array as named ones; the others take an array. */
function bound(prepared: SqliteStatementLike): BoundStatement {
  if (!('setReadBigInts' in prepared)) return prepared as BoundStatement
  const spread = prepared as SpreadStatement
  return {
    run: values => spread.run(...values),
    get: values => spread.get(...values),
    all: values => spread.all(...values),
  }
}
