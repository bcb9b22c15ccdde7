import { assertAppendable, storeFault } from '@convoke/core'
import { appendAll } from './append.js'
import { type SqliteLike, sqliteDriver } from './driver.js'
import { sqliteFault } from './driver-fault.js'
import { claimDue, isAnythingDue, releaseDue } from './due.js'
import { cutLog, eraseDisclosures } from './erase.js'
import { rememberKeys } from './keys.js'
import { knownCases } from './known-cases.js'
import { listPage } from './list.js'
import { openDriver } from './open-driver.js'
import { assertWritable, openingFault } from './opening-fault.js'
import type { SqliteStore, SqliteStoreOptions } from './options.js'
import { sqliteOutbox } from './outbox.js'
import { setPragmas, waitBriefly } from './pragmas.js'
import {
  findCommand,
  loadCase,
  readCases,
  readConcerning,
  readDisclosures,
  readEntries,
  readFeed,
  readFeedEnd,
  readRestricted,
} from './read.js'
import { refusalBuffer } from './refusals.js'
import { migrate } from './schema/migrate.js'
import { openSession, type Session, type WriteWatch } from './session.js'

/** The store over a session. */
export function storeOver(session: Session, { refusalsWithinMs = 1_000 }: SqliteStoreOptions): SqliteStore {
  const keys = rememberKeys(session)
  const known = knownCases(session)
  const refusals = refusalBuffer()
  let timer: NodeJS.Timeout | undefined

  /** Without an fsync of its own: a refusal may be lost with the power, an append may not. */
  const writeRefusals = async () => {
    clearTimeout(timer)
    timer = undefined
    if (refusals.isEmpty()) return
    await session.write(db => refusals.write(db, keys), { isDurable: false, committed: refusals.written })
  }

  return {
    load: (tenant, caseId) =>
      session.read(db => {
        const tenantKey = keys.tenant(db, tenant)
        return tenantKey === undefined ? undefined : loadCase(db, known, tenantKey, caseId)
      }),
    async append(batch) {
      assertAppendable(batch)
      if (batch.length === 0) return session.now(() => [])
      const written = session.write(
        db => {
          const written = appendAll({ db, keys, known, look: session.lookWithin }, batch)
          refusals.write(db, keys)
          return written
        },
        { looks: true, committed: refusals.written },
      )
      const results = written instanceof Promise ? await written : written
      if (batch.some(({ disclosed = [] }) => disclosed.some(({ act }) => act === 'erase'))) await cutLog(session)
      return results
    },
    entries: (tenant, caseId, from = 1, limit = Number.POSITIVE_INFINITY) =>
      session.read(db => {
        const tenantKey = keys.tenant(db, tenant)
        return tenantKey === undefined ? [] : readEntries(db, tenantKey, caseId, from, limit)
      }),
    disclosures: (tenant, caseId) =>
      session.read(db => {
        const tenantKey = keys.tenant(db, tenant)
        return tenantKey === undefined ? [] : readDisclosures(db, tenantKey, caseId)
      }),
    restricted: (tenant, caseId) =>
      session.read(db => {
        const tenantKey = keys.tenant(db, tenant)
        return tenantKey === undefined ? [] : readRestricted(db, tenantKey, caseId)
      }),
    concerning: (tenant, subject, page) =>
      session.read(db => {
        const tenantKey = keys.tenant(db, tenant)
        return tenantKey === undefined ? [] : readConcerning(db, tenantKey, subject, page)
      }),
    command: (tenant, scope, by, commandId) =>
      session.read(db => {
        const tenantKey = keys.tenant(db, tenant)
        return tenantKey === undefined ? undefined : findCommand(db, tenantKey, { scope, by, commandId })
      }),
    feed: (after, limit) => session.read(db => readFeed(db, after, limit)),
    feedEnd: () => session.read(readFeedEnd),
    async claimDue(options) {
      if (!(await session.read(db => isAnythingDue(db, options.now)))) return []
      return session.write(db => claimDue(db, options), { isDurable: false })
    },
    async release(claims) {
      if (claims.length === 0) return session.now(() => undefined)
      await session.write(db => releaseDue(db, keys, claims), { isDurable: false })
    },
    outbox: sqliteOutbox(session, keys),
    refusals: {
      record(tenant, caseId, refusal) {
        if (session.isClosed()) throw storeFault('store/closed')
        refusals.record(tenant, caseId, refusal)
        // What cannot be written now stays in the buffer and goes with the next append.
        timer ??= setTimeout(() => void writeRefusals().catch(() => undefined), refusalsWithinMs).unref()
      },
      read: (tenant, caseId) => session.read(db => refusals.read(db, keys, tenant, caseId)),
    },
    anchors: {
      append: async anchor => session.write(db => void db.run('INSERT INTO anchors (anchor) VALUES (?)', anchor)),
      all: () => session.read(db => db.all('SELECT anchor FROM anchors ORDER BY id').map(row => row.anchor as string)),
    },
    list: (tenant, query, page) =>
      session.read(db => {
        const tenantKey = keys.tenant(db, tenant)
        return tenantKey === undefined ? { items: [] } : listPage(db, tenantKey, query, page)
      }),
    cases: (after, limit) =>
      session.read(db => {
        const tenantKey = after === undefined ? 0 : (keys.tenant(db, after.tenant) ?? 0)
        return readCases(db, { tenantKey, caseId: after?.caseId ?? '' }, limit)
      }),
    erase: subject => eraseDisclosures(session, keys, subject),
    backup: path => session.read(db => void db.run('VACUUM INTO ?', path)),
    dataVersion: () => session.dataVersion(),
    async close() {
      if (session.isClosed()) return
      try {
        await writeRefusals()
      } catch {
        // Refusals may be lost; a store that cannot be written must still be closable.
      }
      session.close()
    },
  }
}

/** Opens a file, or takes a connection, and brings its schema up to date; `watch` hears of its transactions. */
export function openFile(
  pathOrDatabase: string | SqliteLike,
  { driver: name, synchronous = 'full', patienceMs = 10_000 }: SqliteStoreOptions,
  watch?: WriteWatch | undefined,
): Session {
  const options = { synchronous, patienceMs, watch }
  try {
    if (typeof pathOrDatabase === 'string') assertWritable(pathOrDatabase)
    const database = typeof pathOrDatabase === 'string' ? openDriver(pathOrDatabase, name) : pathOrDatabase
    const driver = sqliteDriver(database)
    try {
      setPragmas(driver, options)
      migrate(driver)
      waitBriefly(driver)
    } catch (error) {
      if (typeof pathOrDatabase === 'string') driver.close()
      throw error
    }
    return openSession(driver, options)
  } catch (error) {
    throw typeof pathOrDatabase === 'string' ? openingFault(error, pathOrDatabase) : sqliteFault(error)
  }
}
