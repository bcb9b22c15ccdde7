import { spawnSync } from 'node:child_process'
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ConvokeError } from '@convoke/core'
import { sampleAppend } from '@convoke/core/testing'
import { describe, expect, it } from 'vitest'
import { availableDrivers, sqliteStore } from '../src/index.js'
import { openDriver } from '../src/open-driver.js'
import { temporaryFile } from './temporary-file.js'

/** What was thrown, to look at its code, advice and cause. */
async function thrown(attempt: () => unknown): Promise<unknown> {
  try {
    await attempt()
  } catch (error) {
    return error
  }
  return undefined
}

describe.each(availableDrivers())('a fault of the driver %s', driver => {
  it('on a full disk is store/full: nothing of the batch is there, and the store goes on', async () => {
    using file = temporaryFile()
    const database = openDriver(file.path, driver)
    const store = sqliteStore(database)
    await store.append([sampleAppend('c-1')])
    database.exec('PRAGMA max_page_count = 60')
    const heavy = sampleAppend('c-3', { bytes: JSON.stringify('x'.repeat(400_000)) })
    const fault = await thrown(() => store.append([sampleAppend('c-2'), heavy]))
    expect(fault).toMatchObject({ code: 'store/full', retry: 'later' })
    expect((fault as Error).cause).toBeInstanceOf(Error)
    expect(await store.load('default', 'c-2')).toBeUndefined()
    database.exec('PRAGMA max_page_count = 100000')
    expect(await store.append([sampleAppend('c-2'), sampleAppend('c-1', { expectedSeq: 1 })])).toEqual([
      { ok: true },
      { ok: true },
    ])
    await store.close()
  })

  it('of a connection that may not write is store/read-only, while reading works', async () => {
    using file = temporaryFile()
    const database = openDriver(file.path, driver)
    const store = sqliteStore(database)
    await store.append([sampleAppend('c-1')])
    database.exec('PRAGMA query_only = ON')
    expect(await thrown(() => store.append([sampleAppend('c-2')]))).toMatchObject({
      code: 'store/read-only',
      retry: 'never',
    })
    expect((await store.load('default', 'c-1'))?.head.seq).toBe(1)
    await store.close()
  })

  it('of a file that is no database is store/corrupt, and the file stays as it was', async () => {
    using file = temporaryFile()
    writeFileSync(file.path, 'a letter, not a database. '.repeat(400))
    const before = readFileSync(file.path)
    expect(await thrown(() => sqliteStore(file.path, { driver }))).toMatchObject({ code: 'store/corrupt' })
    expect(readFileSync(file.path)).toEqual(before)
  })

  it('of a file with a page overwritten is store/corrupt', async () => {
    using file = temporaryFile()
    const store = sqliteStore(file.path, { driver, synchronous: 'normal' })
    for (let i = 0; i < 200; i += 1)
      await store.append([sampleAppend(`c-${i}`, { bytes: JSON.stringify('y'.repeat(900)) })])
    await store.close()
    const bytes = readFileSync(file.path)
    bytes.fill(0xab, 4096)
    writeFileSync(file.path, bytes)
    const fault = await thrown(async () => {
      const damaged = sqliteStore(file.path, { driver })
      try {
        await damaged.feed(undefined, 1_000)
      } finally {
        await damaged.close()
      }
    })
    expect(fault).toMatchObject({ code: 'store/corrupt' })
  })

  it('while another connection keeps the write lock is store/unavailable, once patience is over', async () => {
    using file = temporaryFile()
    const store = sqliteStore(file.path, { driver, patienceMs: 30 })
    await store.append([sampleAppend('c-1')])
    const other = openDriver(file.path, driver)
    other.exec('BEGIN IMMEDIATE')
    const fault = await thrown(() => store.append([sampleAppend('c-2')]))
    expect(fault).toMatchObject({ code: 'store/unavailable', retry: 'later' })
    expect((await store.load('default', 'c-1'))?.head.seq).toBe(1)
    other.exec('ROLLBACK')
    other.close()
    expect(await store.append([sampleAppend('c-2')])).toEqual([{ ok: true }])
    await store.close()
  })

  it.each([false, true])(
    'of a folder that is not there is store/no-folder and names the path (thread: %s)',
    async thread => {
      using file = temporaryFile()
      const path = join(file.directory, 'no', 'such', 'place.db')
      const fault = await thrown(() => sqliteStore(path, { driver, thread }))
      expect(fault).toMatchObject({
        code: 'store/no-folder',
        retry: 'never',
        details: { path },
        message: expect.stringContaining(path),
        cause: expect.any(Error),
      })
      expect(existsSync(path)).toBe(false)
    },
  )

  it.each([false, true])('of a path that is a folder is store/is-folder and names it (thread: %s)', async thread => {
    using file = temporaryFile()
    const path = file.directory
    const fault = await thrown(() => sqliteStore(path, { driver, thread }))
    expect(fault).toMatchObject({
      code: 'store/is-folder',
      retry: 'never',
      details: { path },
      message: expect.stringContaining(path),
      cause: expect.any(Error),
    })
  })

  // The superuser may write everywhere.
  it.skipIf(process.getuid?.() === 0 || process.platform === 'win32')(
    'of a folder that may not be written is store/read-only and names the path',
    async () => {
      using file = temporaryFile()
      chmodSync(file.directory, 0o500)
      const fault = await thrown(() => sqliteStore(file.path, { driver }))
      chmodSync(file.directory, 0o700)
      expect(fault).toMatchObject({ code: 'store/read-only', retry: 'never', details: { path: file.path } })
    },
  )

  // As somebody who is not the superuser, who may write everywhere.
  it.skipIf(process.platform === 'win32')(
    'of a file that may not be written is store/read-only when it is opened, and who only reads can say so',
    async () => {
      using file = temporaryFile()
      await sqliteStore(file.path, { driver }).close()
      chmodSync(file.directory, 0o777)
      chmodSync(file.path, 0o444)
      const script = fileURLToPath(new URL('opening-process.ts', import.meta.url))
      const node = ['--conditions=@convoke/source', '--import', import.meta.resolve('tsx'), script]
      const paths = [file.path, `file:${file.path}?mode=ro`]
      const { stdout, stderr } = spawnSync(process.execPath, [...node, ...paths], {
        encoding: 'utf8',
        ...(process.getuid?.() === 0 && { uid: 65_534 }),
      })
      expect([stdout, stderr]).toEqual(['store/read-only never true\nread 0\n', ''])
    },
  )

  it('of a file written by a newer release is store/newer-schema, and the file stays as it was', async () => {
    using file = temporaryFile()
    const database = openDriver(file.path, driver)
    database.exec('PRAGMA user_version = 4711; CREATE TABLE later (a)')
    database.close()
    const fault = await thrown(() => sqliteStore(file.path, { driver }))
    expect(fault).toMatchObject({ code: 'store/newer-schema', retry: 'never', details: { found: 4711, known: 3 } })
    expect(ConvokeError.is(fault, 'store/')).toBe(true)
    const again = openDriver(file.path, driver)
    expect(again.prepare('PRAGMA user_version').get()).toMatchObject({ user_version: 4711 })
    again.close()
  })
})

describe('a row edited behind the store', () => {
  it('is returned as edited, so that the chain can find it', async () => {
    using file = temporaryFile()
    const store = sqliteStore(file.path)
    const append = sampleAppend('c-1', { entries: 3 })
    await store.append([append])
    const database = openDriver(file.path, undefined)
    database.exec(`UPDATE entries SET bytes = replace(bytes, 'reply', 'forge') WHERE seq = 2`)
    database.close()
    const entries = await store.entries('default', 'c-1')
    expect(entries[1]).toEqual({ ...append.entries[1], bytes: append.entries[1]?.bytes.replace('reply', 'forge') })
    expect([entries[0], entries[2]]).toEqual([append.entries[0], append.entries[2]])
    await store.close()
  })

  it.each([
    ['next_rung_at', 'nextRungAt'],
    ['overdue_since', 'overdueSince'],
    ['settled_at', 'settledAt'],
    ['opened_at', 'openedAt'],
  ])('tells the %s by which it is found, which an audit holds against the journal', async (column, field) => {
    using file = temporaryFile()
    const store = sqliteStore(file.path)
    const append = sampleAppend('c-1')
    await store.append([append])
    expect((await store.load('default', 'c-1'))?.index).toEqual(append.index)
    const database = openDriver(file.path, undefined)
    database.exec(`UPDATE cases SET ${column} = 4711`)
    database.close()
    expect((await store.load('default', 'c-1'))?.index).toEqual({ ...append.index, [field]: 4711 })
    await store.close()
  })
})
