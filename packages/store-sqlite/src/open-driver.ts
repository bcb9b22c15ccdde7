import { createRequire } from 'node:module'
import { storeFault } from '@convoke/core'
import { badValue, oneOf } from './bad-value.js'
import type { SqliteLike } from './driver.js'

/** The drivers the store can open by itself. */
export type SqliteDriverName = 'node:sqlite' | 'libsql'

type Open = new (path: string) => SqliteLike

/**
 * The drivers this runtime can open, the preferred one first: `node:sqlite` where it is built with FTS5 (Node 22.16 and
 * later), and libsql, which is installed with this package.
 *
 * @example
 * availableDrivers().includes('libsql') // => true
 */
export function availableDrivers(): SqliteDriverName[] {
  return nodeSqlite() === undefined ? ['libsql'] : ['node:sqlite', 'libsql']
}

/**
 * Opens a file with one driver, as the store does: for what is to be read or written beside it. It is made if it is not there.
 *
 * @param name default the first of {@link availableDrivers}
 * @throws ConvokeError `store/bad-option` for a driver that this runtime has not; says which it has
 * @throws ConvokeError `store/no-driver` where libsql is to serve and cannot be loaded
 * @example
 * const database = openDriver(':memory:')
 * database.prepare('SELECT 1 + 1 AS two').get() // => { two: 2, … }
 * database.close()
 */
export function openDriver(path: string, name?: SqliteDriverName | undefined): SqliteLike {
  if (name !== undefined) {
    const { words, isMet } = oneOf(availableDrivers())
    if (!isMet(name)) throw badValue('driver', name, words)
  }
  const NodeDatabase = name === 'libsql' ? undefined : nodeSqlite()
  if (NodeDatabase !== undefined) return new NodeDatabase(path)
  const Libsql = loadLibsql(createRequire(import.meta.url))
  return new Libsql(path)
}

/**
 * libsql, whose native part comes as an optional dependency of its own: an installation without these, or for another
 * platform, does not have it.
 */
export function loadLibsql(require: (name: string) => unknown): Open {
  try {
    return require('libsql') as Open
  } catch (cause) {
    throw storeFault('store/no-driver', { cause, details: { platform: `${process.platform}-${process.arch}` } })
  }
}

let nodeDatabase: Open | null | undefined

/** Node 22.13 has node:sqlite without FTS5, by which text is found; then libsql serves. */
function nodeSqlite(): Open | undefined {
  if (nodeDatabase === undefined) nodeDatabase = findNodeSqlite() ?? null
  return nodeDatabase ?? undefined
}

function findNodeSqlite(): Open | undefined {
  // Absent before Node 20.16; asking for it by name would break bundles for older runtimes.
  const load = (process as { getBuiltinModule?: (id: string) => object | undefined }).getBuiltinModule
  const found = load?.('node:sqlite') as { readonly DatabaseSync?: Open } | undefined
  if (found?.DatabaseSync === undefined) return undefined
  const probe = new found.DatabaseSync(':memory:')
  try {
    probe.exec('CREATE VIRTUAL TABLE probe USING fts5(words)')
    return found.DatabaseSync
  } catch {
    return undefined
  } finally {
    probe.close()
  }
}
