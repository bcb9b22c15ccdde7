import { setTimeout as sleep } from 'node:timers/promises'
import { storeFault } from '@convoke/core'
import type { SqliteDriver } from './driver.js'
import { isBusy, sqliteFault } from './driver-fault.js'

/** How the store waits and how surely it writes. */
export interface SessionOptions {
  readonly synchronous: 'full' | 'normal'
  readonly patienceMs: number
  readonly watch?: WriteWatch | undefined
}

/** Somebody who must know of the transactions of a session as they happen. */
export interface WriteWatch {
  /** Another connection has committed since this one last looked. */
  changed(db: SqliteDriver): void
  /** All statements of a transaction are done, and it holds the lock of the file still: now it is committed. */
  committing?(db: SqliteDriver): void
  /** A transaction came to nothing. */
  failed?(): void
  /** Does something with the driver: all that is done with it goes through here. */
  within?<Result>(work: () => Result): Result
}

/** One connection: the only way to the driver, so that closing, waiting and faults are the same for everything. */
export interface Session {
  /** Runs statements that only read. */
  read<Result>(work: (db: SqliteDriver) => Result): Promise<Result>
  /**
   * Runs statements in one transaction, committed when `work` returns. A transaction that is not `durable` may be
   * undone by a power failure, never by a crash of the process: right for leases, which end with their process.
   * `committed` is called before anything else can happen. Work that `looks` asks by itself whether somebody else has
   * written, where it matters. A promise only where the file has to be waited for: each one between a commit and its
   * answer costs a lone sender more than what it waits for.
   */
  write<Result>(
    work: (db: SqliteDriver) => Result,
    options?: { readonly isDurable?: boolean; readonly looks?: boolean; readonly committed?: () => void },
  ): Result | Promise<Result>
  /** Work that is no transaction, and not for the midst of one. */
  alone<Result>(work: (db: SqliteDriver) => Result): Promise<Result>
  /** Work for the driver that waits for nobody. */
  now<Result>(work: (db: SqliteDriver) => Result): Result
  /** What was remembered is forgotten when somebody else wrote, or when a transaction came to nothing. */
  onStale(forget: () => void): void
  dataVersion(): number
  /** Looks whether somebody else has written, as transactions do at their start. */
  look(): void
  /** The same within a transaction. */
  lookWithin(): void
  isClosed(): boolean
  close(): void
}

/** The driver blocks its process while it waits for a lock, so it waits but briefly; the rest is waited for here. */
export const busyTimeoutMs = 4
const longestPauseMs = 40

/** A session over a connection whose schema is in place. */
export function openSession(driver: SqliteDriver, options: SessionOptions): Session {
  const { watch } = options
  const within = watch?.within ?? (<Result>(work: () => Result): Result => work())
  const listeners: (() => void)[] = []
  let knownVersion = -1
  let isClosed = false

  const forget = () => {
    for (const listener of listeners) listener()
  }
  const dataVersion = () => Number(driver.get('PRAGMA data_version')?.data_version)
  const now = <Result>(work: (db: SqliteDriver) => Result): Result => {
    if (isClosed) throw storeFault('store/closed')
    try {
      return within(() => work(driver))
    } catch (error) {
      throw sqliteFault(error)
    }
  }

  /** Undefined while the file is locked and whoever began at `start` still has patience. */
  const tried = <Result>(attempt: () => Result, start: number): { readonly result: Result } | undefined => {
    if (isClosed) throw storeFault('store/closed')
    try {
      return { result: within(attempt) }
    } catch (error) {
      if (!isBusy(error) || performance.now() - start > options.patienceMs) throw sqliteFault(error)
      return undefined
    }
  }
  const again = async <Result>(attempt: () => Result, start: number): Promise<Result> => {
    for (let pause = 1; ; pause = Math.min(pause * 2, longestPauseMs)) {
      // Jitter keeps processes that wait for one lock from waking together.
      await sleep(pause * (0.5 + Math.random()))
      const done = tried(attempt, start)
      if (done !== undefined) return done.result
    }
  }
  const patiently = <Result>(attempt: () => Result): Result | Promise<Result> => {
    const start = performance.now()
    const done = tried(attempt, start)
    return done === undefined ? again(attempt, start) : done.result
  }

  const look = () => {
    const version = dataVersion()
    if (version === knownVersion) return
    forget()
    watch?.changed(driver)
    knownVersion = version
  }

  /** Whoever announces what it commits must know what is not its own. */
  const mustLook = watch?.committing !== undefined

  const transaction = <Result>(work: (db: SqliteDriver) => Result, looks = false): Result => {
    // Not prepared: in libsql 0.5 a prepared BEGIN that found the file busy stays in progress, and no COMMIT succeeds.
    driver.exec('BEGIN IMMEDIATE')
    try {
      if (mustLook || !looks) look()
      const result = work(driver)
      watch?.committing?.(driver)
      driver.exec('COMMIT')
      return result
    } catch (error) {
      forget()
      watch?.failed?.()
      undo('ROLLBACK')
      throw error
    }
  }

  /** The host has begun a transaction and may still take it back, so nothing is remembered of it. */
  const joined = <Result>(work: (db: SqliteDriver) => Result): Result => {
    forget()
    driver.exec('SAVEPOINT convoke')
    try {
      const result = work(driver)
      driver.exec('RELEASE convoke')
      return result
    } catch (error) {
      undo('ROLLBACK TO convoke')
      undo('RELEASE convoke')
      throw error
    } finally {
      forget()
    }
  }

  const undo = (sql: string) => {
    try {
      driver.exec(sql)
    } catch {
      // SQLite has rolled back by itself (a full disk does that); the first error is the one to tell.
    }
  }

  const relaxed = <Result>(work: (db: SqliteDriver) => Result): Result => {
    driver.exec('PRAGMA synchronous = NORMAL')
    try {
      return transaction(work)
    } finally {
      driver.exec('PRAGMA synchronous = FULL')
    }
  }

  return {
    read: async work => patiently(() => work(driver)),
    write: (work, { isDurable = true, looks, committed } = {}) =>
      patiently(() => {
        const kind = isDurable || options.synchronous === 'normal' ? transaction : relaxed
        const result = (driver.inTransaction() ? joined : kind)(work, looks)
        committed?.()
        return result
      }),
    alone: async work => now(work),
    now,
    onStale: listener => void listeners.push(listener),
    dataVersion: () => now(dataVersion),
    look: () => now(look),
    lookWithin: look,
    isClosed: () => isClosed,
    close() {
      if (isClosed) return
      isClosed = true
      within(() => driver.close())
    },
  }
}
