import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import { sampleAppend } from '@convoke/core/testing'
import { describe, expect, it, vi } from 'vitest'
import { exitCodesOfThreads } from '../../../.ci/exit-codes-of-threads.js'
import { availableDrivers, sqliteStore } from '../src/index.js'
import { openDriver } from '../src/open-driver.js'
import { leaving, sharedCounts, within } from '../src/thread/counts.js'
import { unlessLeaving } from '../src/thread/leaving.js'
import { faultOf, plainFault } from '../src/thread/plain-fault.js'
import { disclosedName } from './disclosed-name.js'
import { temporaryFile } from './temporary-file.js'

const script = fileURLToPath(new URL('threaded-process.ts', import.meta.url))

/** A process over the file that does what `how` says, to its end: its exit code, its signal and what it printed. */
async function ended(path: string, how: string) {
  const args = ['--conditions=@convoke/source', '--import', import.meta.resolve('tsx'), script, path, how]
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  let printed = ''
  child.stdout.on('data', chunk => {
    printed += String(chunk)
  })
  const [code, signal] = await once(child, 'close')
  return { code, signal, printed }
}

describe('a store whose file a thread writes', () => {
  it('is refused for what is no file', () => {
    const database = openDriver(':memory:')
    for (const given of [':memory:', database]) {
      expect(() => sqliteStore(given, { thread: true })).toThrow(expect.objectContaining({ code: 'store/no-thread' }))
    }
    database.close()
  })

  it.each(availableDrivers())(
    'is refused at once for a file that is no store, and the file stays as it was (%s)',
    driver => {
      using file = temporaryFile()
      writeFileSync(file.path, 'a letter, not a database. '.repeat(400))
      const before = readFileSync(file.path)
      const opened = () => sqliteStore(file.path, { driver, thread: true })
      expect(opened).toThrow(expect.objectContaining({ code: 'store/corrupt' }))
      expect(readFileSync(file.path)).toEqual(before)
    },
  )

  it('leaves the event loop free while it writes', async () => {
    using file = temporaryFile()
    const store = sqliteStore(file.path, { thread: true })
    await store.append([sampleAppend('first')])
    let isWritten = false
    const appended = store
      .append(
        Array.from({ length: 600 }, (_, i) => sampleAppend(`c-${i}`, { bytes: JSON.stringify('x'.repeat(2_000)) })),
      )
      .finally(() => {
        isWritten = true
      })
    let turns = 0
    while (!isWritten) {
      await new Promise(setImmediate)
      turns += 1
    }
    // A store without a thread has written before the first turn.
    expect(turns).toBeGreaterThan(5)
    expect((await appended).every(({ ok }) => ok)).toBe(true)
    await store.close()
  })

  it('answers while another process holds the lock, and tells store/unavailable once patience is over', async () => {
    using file = temporaryFile()
    const store = sqliteStore(file.path, { thread: true, patienceMs: 30 })
    await store.append([sampleAppend('c-1')])
    const other = openDriver(file.path)
    other.exec('BEGIN IMMEDIATE')
    const refused = store.append([sampleAppend('c-2')])
    expect((await store.load('default', 'c-1'))?.head.seq).toBe(1)
    await expect(refused).rejects.toMatchObject({
      code: 'store/unavailable',
      retry: 'later',
      cause: expect.objectContaining({ message: expect.stringContaining('locked') }),
    })
    other.exec('ROLLBACK')
    other.close()
    expect(await store.append([sampleAppend('c-2')])).toEqual([{ ok: true }])
    await store.close()
  })

  it('hears of what others write between its own appends, and of an erasure that leaves no entry', async () => {
    using file = temporaryFile()
    const store = sqliteStore(file.path, { thread: true })
    const other = sqliteStore(file.path)
    const disclosures = [disclosedName(1)]
    await store.append([sampleAppend('c-1', { disclosures })])
    const changed = async (write: () => Promise<unknown>) => {
      const before = store.dataVersion()
      await write()
      for (let patience = 0; store.dataVersion() === before && patience < 2_000; patience += 1)
        await store.outbox.done(['nothing of that name'])
      return store.dataVersion() !== before
    }
    let seq = 1
    const own = async () => {
      await store.append([sampleAppend('c-1', { expectedSeq: seq })])
      seq += 1
    }
    expect(await changed(own)).toBe(false)
    expect(await changed(async () => [await own(), await other.append([sampleAppend('c-2')]), await own()])).toBe(true)
    expect(await changed(async () => [await own(), await other.append([sampleAppend('c-3')])])).toBe(true)
    expect(await changed(async () => [await own(), await other.erase({ tenant: 'default', caseId: 'c-1' })])).toBe(true)
    // What the reading connection has told, the writing one finds once more at its next append.
    await own()
    expect(await changed(own)).toBe(false)
    await Promise.all([store.close(), other.close()])
  })

  it('closes once what was asked before is done, and is closed for all that comes after', async () => {
    using file = temporaryFile()
    const store = sqliteStore(file.path, { thread: true })
    store.refusals.record('default', 'c-1', { at: 1, by: 'dept:police', type: 'accept', code: 'refusal/role' })
    const appended = store.append([sampleAppend('c-1')])
    const closed = store.close()
    await expect(store.append([sampleAppend('c-2')])).rejects.toMatchObject({ code: 'store/closed' })
    expect(await appended).toEqual([{ ok: true }])
    await closed
    await expect(store.load('default', 'c-1')).rejects.toMatchObject({ code: 'store/closed' })
    expect(() => store.dataVersion()).toThrow(expect.objectContaining({ code: 'store/closed' }))

    const after = sqliteStore(file.path)
    expect((await after.cases(undefined, 9)).map(({ caseId }) => caseId)).toEqual(['c-1'])
    expect((await after.refusals.read('default', 'c-1')).counts).toEqual({ 'refusal/role': 1 })
    await after.close()
  })
})

describe('a thread that writes ends by itself', () => {
  // Node 20 aborts the whole process where it makes a thread end whose code is still being compiled.
  it('when its store is closed, whether it has started or not', async () => {
    using file = temporaryFile()
    const atOnce = async () => sqliteStore(file.path, { thread: true }).close()
    expect(await exitCodesOfThreads(atOnce)).toEqual([0])
    const unasked = async () => {
      const store = sqliteStore(file.path)
      await store.append(Array.from({ length: 64 }, (_, i) => sampleAppend(`c-${i}`)))
      await store.close()
    }
    expect(await exitCodesOfThreads(unasked)).toEqual([0])
    const asked = async () => {
      const store = sqliteStore(file.path, { thread: true })
      expect(await store.append([sampleAppend('c-64')])).toEqual([{ ok: true }])
      await store.close()
    }
    expect(await exitCodesOfThreads(asked)).toEqual([0])
  })

  it('when it finds another file than the one that was opened, and says so', async () => {
    using file = temporaryFile()
    const codes = await exitCodesOfThreads(async () => {
      const store = sqliteStore(file.path, { thread: true })
      renameSync(file.path, `${file.path}.moved`)
      writeFileSync(file.path, '')
      await expect(store.append([sampleAppend('c-1')])).rejects.toMatchObject({
        code: 'store/unavailable',
        details: { thread: expect.stringContaining('another file') },
      })
      await store.close()
    })
    expect(codes).toEqual([0])
  })
})

describe('a thread that ends before it answers', () => {
  it('is store/unavailable for what it was asked, nothing of which counts as done, and the next call starts another', async () => {
    using file = temporaryFile()
    const posts = vi.spyOn(Worker.prototype, 'postMessage')
    const store = sqliteStore(file.path, { thread: true })
    expect(await store.append([sampleAppend('c-1')])).toEqual([{ ok: true }])
    const before = store.dataVersion()
    // No message of ours, so that it breaks down.
    ;(posts.mock.contexts[0] as Worker).postMessage(null)
    await expect(store.append([sampleAppend('c-2')])).rejects.toMatchObject({
      code: 'store/unavailable',
      retry: 'later',
      details: { thread: expect.stringContaining('null') },
    })
    expect(store.dataVersion()).not.toBe(before)
    const again = [sampleAppend('c-1', { expectedSeq: 1 }), sampleAppend('c-2')]
    expect(await store.append(again)).toEqual([{ ok: true }, { ok: true }])
    expect(new Set(posts.mock.contexts).size).toBe(2)
    await store.close()
    posts.mockRestore()
  })
})

describe('a process over a file that a thread writes', () => {
  it.each([
    ['ends by itself, though the store was never closed', 'leave open', 'written 1\n'],
    ['stays until what it has asked for is answered', 'ask and end', 'written 64\n'],
    ['may end while the thread is still starting', 'end at start', 'written 64\n'],
    ['may end at any moment, also in the midst of writing', 'exit while writing', ''],
  ])('%s', async (_, how, printed) => {
    using file = temporaryFile()
    expect(await ended(file.path, how)).toEqual({ code: 0, signal: null, printed })
    const store = sqliteStore(file.path)
    const { length } = await store.cases(undefined, 100_000)
    // A batch is there as a whole, or not at all.
    expect(how === 'exit while writing' ? length % 64 : length).toBe(
      how === 'leave open' ? 1 : how === 'exit while writing' ? 0 : 64,
    )
    await store.close()
  })

  it('is closed before its process ends, though the thread says that it has started meanwhile', async () => {
    using file = temporaryFile()
    expect(await ended(file.path, 'close unheard')).toEqual({ code: 0, signal: null, printed: 'written 64\n' })
  })
})

it('once the process ends, the thread begins nothing more with the driver', () => {
  const counts = sharedCounts()
  expect(unlessLeaving(counts, () => Atomics.load(counts, within))).toBe(1n)
  Atomics.store(counts, leaving, 1n)
  const begun = () => unlessLeaving(counts, () => expect.unreachable())
  expect(begun).toThrow(expect.objectContaining({ code: 'store/closed' }))
  expect(Atomics.load(counts, within)).toBe(0n)
})

describe.each(availableDrivers())('a fault of %s told to another thread', driver => {
  it('keeps its code, its advice and its cause', () => {
    const database = openDriver(':memory:', driver)
    database.exec('CREATE TABLE one (a)')
    const faultBy = (sql: string) => {
      database.exec(sql)
      try {
        database.exec(`INSERT INTO one VALUES (zeroblob(1000000))`)
      } catch (error) {
        return faultOf(structuredClone(plainFault(error)))
      }
      throw new Error('it was written')
    }
    for (const [sql, code, retry] of [
      ['PRAGMA max_page_count = 10', 'store/full', 'later'],
      ['PRAGMA query_only = ON', 'store/read-only', 'never'],
    ] as const) {
      expect(faultBy(sql)).toMatchObject({
        code,
        retry,
        details: { sqlite: expect.any(Number) },
        cause: expect.any(Error),
      })
    }
    database.close()
  })
})
