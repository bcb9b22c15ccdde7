import { statSync } from 'node:fs'
import type { Session } from '../session.js'

/** A file that is open: where it is, and which it is. */
export interface OpenFile {
  readonly path: string
  readonly identity: string
}

/** The file of a session; undefined for one in memory. */
export function fileOf(session: Session): OpenFile | undefined {
  const path = session.now(db => db.get('PRAGMA database_list')?.file) as string
  return path === '' ? undefined : { path, identity: identityOf(path) }
}

/** Throws unless the file that was opened is still there: another may have come in its place since, or none. */
export function assertSame({ path, identity }: OpenFile): void {
  if (identityOf(path) !== identity) throw new Error(`there is another file at ${path} than the one that was opened`)
}

function identityOf(path: string): string {
  const { dev, ino } = statSync(path, { bigint: true })
  return `${dev} ${ino}`
}
