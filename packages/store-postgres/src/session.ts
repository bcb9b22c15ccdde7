import { setTimeout as sleep } from 'node:timers/promises'
import { storeFault } from '@convoke/core'
import type { PostgresPool, PostgresQueryable, PostgresResult } from './driver.js'
import { prepared } from './driver.js'
import { isRace, postgresFault } from './driver-fault.js'

/** The only way to the driver, so that closing and faults are the same for everything. */
export interface Session {
  /** A statement by itself; its text is prepared and kept. */
  query(text: string, ...values: unknown[]): Promise<PostgresResult>
  /** A statement whose text differs from call to call. */
  once(text: string, values: unknown[]): Promise<PostgresResult>
  /** Several statements in one transaction, tried again when it loses a race. */
  transaction<Result>(work: (db: Connection) => Promise<Result>): Promise<Result>
  /** Throws `store/closed` when it is. */
  assertOpen(): void
  close(): void
}

/** Statements within a transaction. */
export interface Connection {
  query(text: string, ...values: unknown[]): Promise<PostgresResult>
  /** Several statements in one text, without values. */
  script(text: string): Promise<void>
}

/** Locks are taken in one order everywhere, so a race is rare; a database may still choose a victim. */
const attempts = 5

export function openSession(pool: PostgresPool): Session {
  let isClosed = false
  const assertOpen = () => {
    if (isClosed) throw storeFault('store/closed')
  }
  const guarded = async <Result>(work: () => Promise<Result>): Promise<Result> => {
    assertOpen()
    try {
      return await work()
    } catch (error) {
      throw postgresFault(error)
    }
  }
  const attempt = async <Result>(work: (db: Connection) => Promise<Result>): Promise<Result> => {
    const client = await pool.connect()
    let isBroken = false
    try {
      await client.query({ text: 'BEGIN' })
      const result = await work({
        query: (text, ...values) => client.query(prepared(text, values)),
        script: async text => void (await client.query({ text })),
      })
      await client.query({ text: 'COMMIT' })
      return result
    } catch (error) {
      isBroken = !(await rollBack(client))
      throw error
    } finally {
      client.release(isBroken)
    }
  }
  return {
    query: (text, ...values) => guarded(() => pool.query(prepared(text, values))),
    once: (text, values) => guarded(() => pool.query({ text, values })),
    transaction: work =>
      guarded(async () => {
        for (let left = attempts; ; left -= 1) {
          try {
            return await attempt(work)
          } catch (error) {
            if (!isRace(error) || left === 1) throw error
            await sleep(Math.random() * 20)
          }
        }
      }),
    assertOpen,
    close() {
      isClosed = true
    },
  }
}

/** Whether the connection can still be used. */
async function rollBack(client: PostgresQueryable): Promise<boolean> {
  try {
    await client.query({ text: 'ROLLBACK' })
    return true
  } catch {
    return false
  }
}
