export type { PostgresClient, PostgresPool, PostgresQuery, PostgresQueryable, PostgresResult, Row } from './driver.js'
export { type PostgresStore, type PostgresStoreOptions, postgresStore } from './postgres-store.js'
