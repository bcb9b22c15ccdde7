import { storeFault } from '@convoke/core'
import type { SqliteDriver } from '../driver.js'
import { journalSchema } from './001-journal.js'
import { restrictionSchema } from './002-restriction.js'
import { disclosedSchema } from './003-disclosed.js'

/** Schema n is at place n - 1; `PRAGMA user_version` of a file says which it has. */
const schemas: readonly string[] = [journalSchema, restrictionSchema, disclosedSchema]

/** The schema version this release writes. */
const schemaVersion = schemas.length

/**
 * Brings a file to {@link schemaVersion}, all steps in one transaction.
 *
 * @throws ConvokeError `store/newer-schema` for a file of a later release, which stays as it is
 */
export function migrate(db: SqliteDriver): void {
  if (versionOf(db) === schemaVersion) return
  db.exec('BEGIN IMMEDIATE')
  try {
    // Another process may have migrated while this one waited for the lock.
    for (const schema of schemas.slice(versionOf(db))) db.exec(schema)
    db.exec(`PRAGMA user_version = ${schemaVersion}`)
    db.exec('COMMIT')
  } catch (error) {
    db.exec('ROLLBACK')
    throw error
  }
}

function versionOf(db: SqliteDriver): number {
  const version = Number(db.get('PRAGMA user_version')?.user_version)
  if (version > schemaVersion)
    throw storeFault('store/newer-schema', { details: { found: version, known: schemaVersion } })
  return version
}
