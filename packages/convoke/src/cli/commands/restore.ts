import { existsSync } from 'node:fs'
import { copyFile, link, mkdtemp, rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { ConvokeError } from '@convoke/core'
import { type SqliteStore, sqliteStore } from '@convoke/store-sqlite'
import { cleanLine } from '../../terminal/clean.js'
import { auditLines } from '../../terminal/verdict-lines.js'
import { anchorNamed } from '../anchor-name.js'
import { type Call, casesPath } from '../call.js'
import { withCases } from '../cases.js'
import { configured } from '../config.js'
import { exitCodes } from '../exit-codes.js'
import { keysIn } from '../keys.js'
import { UsageError } from '../usage-error.js'
import { tell } from '../words.js'

export interface RestoreCommand {
  readonly key?: string
  readonly known?: string
}

/**
 * `convoke restore FILE`: the copy is audited beside its place and put there only when it is sound. What lies at that
 * place already is never touched.
 */
export async function restore(call: Call, { key, known }: RestoreCommand, name: string): Promise<number> {
  if ((await configured(call)).store !== undefined) throw new UsageError('usage/not-sqlite')
  const [copy, file] = [call.path(name), casesPath(call)]
  if (!existsSync(copy)) throw new UsageError('usage/no-file', { file: copy })
  for (const there of [file, `${file}-wal`])
    if (existsSync(there)) throw new UsageError('usage/restore-over', { file: there })
  const keys = await keysIn(call, key)
  const asked = known === undefined ? undefined : anchorNamed(known)
  if (asked !== undefined && keys === undefined) throw new UsageError('usage/anchor-key')
  const folder = await mkdtemp(join(dirname(file), `.${basename(file)}-restore-`))
  try {
    const tried = join(folder, 'cases.db')
    await copyFile(copy, tried)
    // What a copy's own last process had not yet written into it.
    if (existsSync(`${copy}-wal`)) await copyFile(`${copy}-wal`, `${tried}-wal`)
    const { report, look } = await withCases(
      call,
      { store: openCopy(tried, copy), keys },
      async ({ engine, look }) => ({
        look,
        report: await engine.audit({
          known: asked,
          onProgress: ({ cases }) => call.progress.tell(() => tell(call.lang, 'progress.audit', { cases })),
        }),
      }),
    )
    if (report.ok) await putInPlace(tried, file)
    call.print({ ...report, file: report.ok ? file : null, copy }, () => [
      ...auditLines(look, report),
      report.ok
        ? tell(call.lang, 'restore.done', { file: cleanLine(file) })
        : tell(call.lang, 'restore.unsound', { file: cleanLine(file) }),
      ...(report.ok ? [tell(call.lang, 'restore.erased')] : []),
    ])
    return report.ok ? exitCodes.done : exitCodes.unsound
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

function openCopy(tried: string, copy: string): SqliteStore {
  try {
    return sqliteStore(tried)
  } catch (error) {
    if (ConvokeError.is(error, 'store/corrupt')) throw new UsageError('usage/not-cases', { file: copy })
    throw error
  }
}

/** Never over another file, also if it has come just now; only where a file system has no links, over it. */
async function putInPlace(tried: string, file: string): Promise<void> {
  try {
    await link(tried, file)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') throw new UsageError('usage/restore-over', { file })
    await rename(tried, file)
  }
}
