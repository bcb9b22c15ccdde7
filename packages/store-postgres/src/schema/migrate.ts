import { storeFault } from '@convoke/core'
import type { Connection } from '../session.js'
import { journalSchema } from './001-journal.js'
import { restrictionSchema } from './002-restriction.js'

/** Schema n is at place n - 1; the table `schema_version` says which a database has. */
const schemas: readonly ((schema: string) => string)[] = [journalSchema, restrictionSchema]

/**
 * Brings a database schema to the version of this release, within the transaction of its caller.
 *
 * @throws ConvokeError `store/newer-schema` for one of a later release, which stays as it is
 */
export async function migrate(db: Connection, schema: string): Promise<void> {
  // CREATE IF NOT EXISTS is no protection against another process that does the same at this moment.
  await db.query('SELECT pg_advisory_xact_lock(hashtext($1))', `convoke ${schema}`)
  await db.script(`CREATE SCHEMA IF NOT EXISTS ${schema}`)
  await db.script(`CREATE TABLE IF NOT EXISTS ${schema}.schema_version (version integer NOT NULL)`)
  const { rows } = await db.query(`SELECT version FROM ${schema}.schema_version`)
  const version = Number(rows[0]?.version ?? 0)
  if (version === schemas.length) return
  if (version > schemas.length)
    throw storeFault('store/newer-schema', { details: { found: version, known: schemas.length } })
  for (const sql of schemas.slice(version)) await db.script(sql(schema))
  await db.script(
    `DELETE FROM ${schema}.schema_version; INSERT INTO ${schema}.schema_version VALUES (${schemas.length})`,
  )
}
