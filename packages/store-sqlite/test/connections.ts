import { createRequire } from 'node:module'
import { join } from 'node:path'
import { availableDrivers, type SqliteLike } from '../src/index.js'
import { openDriver } from '../src/open-driver.js'

/** A way for a host to open a connection of its own. */
export interface Connection {
  readonly driver: string
  open(path: string): SqliteLike
}

/** Names the folder that better-sqlite3 was installed in: it needs a newer Node than this project, see node-24.e2e.test.ts. */
const folder = process.env.CONVOKE_BETTER_SQLITE3

/** better-sqlite3 where the Node 24 leg has installed it, else nothing. */
export function betterSqlite(): readonly Connection[] {
  if (folder === undefined) return []
  const Database = createRequire(join(folder, 'package.json'))('better-sqlite3') as new (path: string) => SqliteLike
  return [{ driver: 'better-sqlite3', open: path => new Database(path) }]
}

/** Every driver that can be opened in this run. */
export function connections(): readonly Connection[] {
  const ours = availableDrivers().map(driver => ({ driver, open: (path: string) => openDriver(path, driver) }))
  return [...ours, ...betterSqlite()]
}
