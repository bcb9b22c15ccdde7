import { randomUUID } from 'node:crypto'
import type { PostgresPool } from './driver.js'

/** Tells other processes that something was written, and counts what they tell. */
export interface ChangeWatch {
  version(): number
  /** To be called after a commit; never within a transaction, where NOTIFY would make all commits wait in one line. */
  tell(): void
  close(): Promise<void>
}

/** At most one NOTIFY in this many ms; the last change is always told. */
const quietMs = 50
/** How long to wait before a lost connection is sought again. */
const againMs = 200

/** Listens on a connection of its own. While that is lost, every question for the version gets a new answer. */
export async function watchChanges(pool: PostgresPool, schema: string): Promise<ChangeWatch> {
  const channel = `convoke_${schema}`
  const self = randomUUID()
  let version = 0
  let isClosed = false
  let hangUp: (() => void) | undefined
  let again: NodeJS.Timeout | undefined

  const listen = async () => {
    const client = await pool.connect()
    const drop = () => {
      if (hangUp !== drop) return
      hangUp = undefined
      client.release(true)
    }
    hangUp = drop
    client.on('error', () => {
      drop()
      if (!isClosed) seek()
    })
    client.on('notification', ({ payload }) => {
      if (payload !== self) version += 1
    })
    try {
      await client.query({ text: `LISTEN ${channel}` })
    } catch (error) {
      drop()
      throw error
    }
    // What was written until now was not told here.
    version += 1
    if (isClosed) drop()
  }
  const seek = () => {
    clearTimeout(again)
    const attempt = () => {
      if (!isClosed) listen().catch(seek)
    }
    again = setTimeout(attempt, againMs).unref()
  }
  await listen()

  let isQuiet = false
  let isUntold = false
  let quiet: NodeJS.Timeout | undefined
  let telling: Promise<unknown> = Promise.resolve()
  const notify = () => {
    const query = { name: 'convoke-notify', text: 'SELECT pg_notify($1, $2)', values: [channel, self] }
    // A change that cannot be told is found by the next append elsewhere: it conflicts.
    telling = pool.query(query).catch(() => undefined)
  }
  const tell = () => {
    isUntold = isQuiet
    if (isQuiet) return
    notify()
    isQuiet = true
    quiet = setTimeout(() => {
      isQuiet = false
      if (isUntold) tell()
    }, quietMs).unref()
  }

  return {
    version: () => {
      if (hangUp === undefined) version += 1
      return version
    },
    tell,
    async close() {
      isClosed = true
      clearTimeout(quiet)
      clearTimeout(again)
      if (isUntold) notify()
      await telling
      hangUp?.()
    },
  }
}
