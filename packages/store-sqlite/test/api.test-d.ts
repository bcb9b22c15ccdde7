import type { CaseStore } from '@convoke/core'
import { expectTypeOf, it } from 'vitest'
import { type SqliteLike, type SqliteStore, sqliteStore } from '../src/index.js'

/** The shape of better-sqlite3 and libsql, as far as their own types say it. */
interface BetterStatement {
  run(...parameters: unknown[]): { changes: number; lastInsertRowid: number | bigint }
  get(...parameters: unknown[]): unknown
  all(...parameters: unknown[]): unknown[]
}
interface BetterDatabase {
  prepare(source: string): BetterStatement
  exec(source: string): this
  close(): this
  readonly inTransaction: boolean
}

/** The shape of node:sqlite. */
interface NodeStatement {
  run(...parameters: (string | number | bigint | null)[]): { changes: number | bigint }
  get(...parameters: (string | number | bigint | null)[]): Record<string, unknown> | undefined
  all(...parameters: (string | number | bigint | null)[]): Record<string, unknown>[]
  setReadBigInts(enabled: boolean): void
}
interface NodeDatabase {
  prepare(sql: string): NodeStatement
  exec(sql: string): void
  close(): void
}

it('takes the connections of all three drivers by their shape', () => {
  expectTypeOf<BetterDatabase>().toExtend<SqliteLike>()
  expectTypeOf<NodeDatabase>().toExtend<SqliteLike>()
  expectTypeOf<{ prepare(sql: string): void }>().not.toExtend<SqliteLike>()
})

it('is a store that can be shared and copied', () => {
  expectTypeOf(sqliteStore).returns.toEqualTypeOf<SqliteStore>()
  expectTypeOf<SqliteStore>().toExtend<CaseStore>()
  expectTypeOf<SqliteStore['dataVersion']>().toEqualTypeOf<() => number>()
})
