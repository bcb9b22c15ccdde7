/** A parameterised statement, prepared under its name on each connection. */
export interface PostgresQuery {
  readonly name?: string
  readonly text: string
  readonly values?: unknown[]
}

/** What a statement gives back. */
export interface PostgresResult {
  readonly rows: readonly Row[]
  readonly rowCount: number | null
}

/** A row by column name; PostgreSQL's bigint arrives as text. */
export type Row = Readonly<Record<string, unknown>>

/** Something that runs statements: a pool, or one of its connections. */
export interface PostgresQueryable {
  query(query: PostgresQuery): Promise<PostgresResult>
}

/** One connection of a pool, as far as the store uses it. */
export interface PostgresClient extends PostgresQueryable {
  on(event: 'notification', listener: (message: { readonly payload?: string | undefined }) => void): unknown
  on(event: 'error', listener: (error: Error) => void): unknown
  release(destroy?: boolean): void
}

/** A pool of `pg`, by its shape: the host makes it, and ends it after closing the store. */
export interface PostgresPool extends PostgresQueryable {
  connect(): Promise<PostgresClient>
}

const names = new Map<string, string>()

/** A statement that is the same at every call, so that its plan can be kept; for texts that are few. */
export function prepared(text: string, values: readonly unknown[]): PostgresQuery {
  let name = names.get(text)
  if (name === undefined) {
    name = `convoke-${names.size}`
    names.set(text, name)
  }
  return { name, text, values: [...values] }
}
