import { assertAppendable, type CaseStore } from '@convoke/core'
import { appendAll, appendSql } from './append.js'
import { watchChanges } from './change-watch.js'
import type { PostgresPool } from './driver.js'
import { postgresFault } from './driver-fault.js'
import { claimDue, releaseDue } from './due.js'
import { postgresOutbox } from './outbox.js'
import {
  findCommand,
  listPage,
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
import { openSession } from './session.js'

/** How a {@link postgresStore} is opened. */
export interface PostgresStoreOptions {
  /** The database schema of its tables, made when absent; lower-case letters, digits and `_`. Default `convoke`. */
  readonly schema?: string | undefined
  /** How long a refusal may wait to be written with others, in ms; default 1,000. */
  readonly refusalsWithinMs?: number | undefined
}

/** A store that any number of processes share. */
export interface PostgresStore extends CaseStore {
  dataVersion(): number
}

/**
 * Cases in PostgreSQL 13 or later, shared by any number of processes on any number of machines.
 *
 * @param pool a pool of `pg`; the store keeps one of its connections to listen, and leaves ending it to the host
 * @throws ConvokeError `store/newer-schema`, `store/unavailable`
 */
export async function postgresStore(pool: PostgresPool, options: PostgresStoreOptions = {}): Promise<PostgresStore> {
  const { schema = 'convoke', refusalsWithinMs = 1_000 } = options
  if (!/^[a-z_][a-z0-9_]{0,40}$/.test(schema)) throw new RangeError(`"${schema}" is no plain name of a schema`)
  const session = openSession(pool)
  await session.transaction(db => migrate(db, schema))
  const changes = await watchChanges(pool, schema).catch(error => {
    throw postgresFault(error)
  })
  const refusals = refusalBuffer(session, schema, refusalsWithinMs)
  const append = appendSql(schema)
  let isClosed = false

  return {
    load: (tenant, caseId) => loadCase(session, schema, tenant, caseId),
    async append(batch) {
      session.assertOpen()
      assertAppendable(batch)
      if (batch.length === 0) return []
      const results = await session.transaction(db => appendAll(db, append, batch))
      if (results.some(result => result.ok)) changes.tell()
      return results
    },
    entries: (tenant, caseId, from = 1, limit = Number.POSITIVE_INFINITY) =>
      readEntries(session, schema, { tenant, caseId, from, limit }),
    disclosures: (tenant, caseId) => readDisclosures(session, schema, tenant, caseId),
    restricted: (tenant, caseId) => readRestricted(session, schema, tenant, caseId),
    concerning: (tenant, subject, page) => readConcerning(session, schema, tenant, subject, page),
    command: (tenant, scope, by, commandId) => findCommand(session, schema, tenant, { scope, by, commandId }),
    feed: (after, limit) => readFeed(session, schema, after, limit),
    feedEnd: () => readFeedEnd(session, schema),
    claimDue: options => claimDue(session, schema, options),
    release: claims => releaseDue(session, schema, claims),
    outbox: postgresOutbox(session, schema),
    refusals: { record: refusals.record, read: refusals.read },
    anchors: {
      async append(anchor) {
        await session.query(`INSERT INTO ${schema}.anchors (anchor) VALUES ($1)`, anchor)
      },
      async all() {
        const { rows } = await session.query(`SELECT anchor FROM ${schema}.anchors ORDER BY id`)
        return rows.map(row => row.anchor as string)
      },
    },
    list: (tenant, query, page) => listPage(session, schema, tenant, query, page),
    cases: (after, limit) => readCases(session, schema, after, limit),
    async erase({ tenant, caseId, subject, seq, path }) {
      const text = `DELETE FROM ${schema}.disclosures WHERE tenant = $1 AND case_id = $2
        AND ($3::text IS NULL OR subject = $3) AND ($4::int IS NULL OR seq = $4) AND ($5::text IS NULL OR path = $5)`
      return (await session.query(text, tenant, caseId, subject ?? null, seq ?? null, path ?? null)).rowCount ?? 0
    },
    dataVersion() {
      session.assertOpen()
      return changes.version()
    },
    async close() {
      if (isClosed) return
      isClosed = true
      try {
        await refusals.flush()
      } catch {
        // Refusals may be lost; a store that cannot be written must still be closable.
      }
      session.close()
      await changes.close()
    },
  }
}
