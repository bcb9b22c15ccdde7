export type { SqliteLike, SqliteStatementLike } from './driver.js'
export { availableDrivers, openDriver, type SqliteDriverName } from './open-driver.js'
export { type SqliteStore, type SqliteStoreOptions, sqliteStore } from './sqlite-store.js'
