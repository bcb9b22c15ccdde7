// What somebody can do who may write the file: the reason why a chain alone proves nothing.
import { canonicalJson, type Entry, entryHash } from 'convoke'
import Database from 'libsql'

interface Row {
  readonly case_key: number
  readonly seq: number
  readonly bytes: string
}

/** Changes the report of one entry in the file and leaves everything else as it is. */
export function edit(file: string, seq: number, report: string): void {
  const database = new Database(file)
  const { bytes } = database.prepare('SELECT bytes FROM entries WHERE seq = ?').get(seq) as Row
  const entry = JSON.parse(bytes) as Entry
  const forged = canonicalJson({ ...entry, data: { ...entry.data, report } })
  database.prepare('UPDATE entries SET bytes = ? WHERE seq = ?').run(forged, seq)
  database.close()
}

/** The same, and then every hash from there on is computed anew, so that the chain is whole again. */
export function editAndRecompute(file: string, seq: number, report: string): void {
  edit(file, seq, report)
  const database = new Database(file)
  const update = database.prepare('UPDATE entries SET bytes = ?, hash = ? WHERE seq = ?')
  const updateHead = database.prepare('UPDATE cases SET hash = ?')
  let prevHash: string | undefined
  for (const { bytes } of database.prepare('SELECT bytes FROM entries WHERE seq >= ? ORDER BY seq').all(seq) as Row[]) {
    const { hash: _, ...entry } = JSON.parse(bytes) as Entry
    const linked = { ...entry, prevHash: prevHash ?? entry.prevHash }
    prevHash = entryHash(linked)
    update.run(canonicalJson({ ...linked, hash: prevHash }), prevHash, entry.seq)
  }
  updateHead.run(prevHash)
  database.close()
}
