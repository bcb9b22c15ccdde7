export type { SqliteLike, SqliteStatementLike } from './driver.js'
export { availableDrivers, openDriver, type SqliteDriverName } from './open-driver.js'
export type { SqliteStore, SqliteStoreOptions } from './options.js'
export { sqliteStore } from './sqlite-store.js'
