import { spawnSync } from 'node:child_process'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { sampleAppend } from '@convoke/core/testing'
import { describe, expect, it } from 'vitest'
import { availableDrivers, sqliteStore } from '../src/index.js'
import { storeInTurns } from './in-turns.js'
import { temporaryFile } from './temporary-file.js'

/** A disk of eight megabytes, in memory; a string where it cannot be had, with the reason. */
function smallDisk(at: string): Disposable | string {
  const { error, status, stderr } = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=8m', 'tmpfs', at], {
    encoding: 'utf8',
  })
  if (status !== 0) return error?.message ?? stderr.trim()
  // Lazily: libsql closes a file when its connection is collected.
  return { [Symbol.dispose]: () => void spawnSync('umount', ['-l', at]) }
}

const probed = (() => {
  using file = temporaryFile()
  const disk = smallDisk(file.directory)
  if (typeof disk === 'string') return disk
  disk[Symbol.dispose]()
  return null
})()

describe.runIf(probed === null)('on a disk that is full', () => {
  const ways = availableDrivers().flatMap(driver => [false, true, 'in turns'].map(thread => ({ driver, thread })))

  it.each(ways)(
    'nothing of the batch is there, and the store goes on once there is room (%o)',
    async ({ driver, thread }) => {
      using file = temporaryFile()
      const at = join(file.directory, 'disk')
      mkdirSync(at)
      using _disk = smallDisk(at) as Disposable
      const filler = join(at, 'filler')
      writeFileSync(filler, new Uint8Array(6_400_000))
      const path = join(at, 'cases.db')
      const store =
        typeof thread === 'string' ? await storeInTurns(path, { driver }) : sqliteStore(path, { driver, thread })
      await store.append([sampleAppend('before')])
      const batch = ['one', 'two', 'three'].map(id => sampleAppend(id, { bytes: JSON.stringify('x'.repeat(600_000)) }))
      await expect(store.append(batch)).rejects.toMatchObject({
        code: 'store/full',
        retry: 'later',
        cause: expect.any(Error),
      })
      const ids = async () => (await store.cases(undefined, 9)).map(({ caseId }) => caseId)
      expect(await ids()).toEqual(['before'])
      rmSync(filler)
      expect(await store.append(batch)).toEqual([{ ok: true }, { ok: true }, { ok: true }])
      expect((await ids()).sort()).toEqual(['before', 'one', 'three', 'two'])
      await store.close()
    },
  )
})

if (probed !== null)
  describe('a small disk cannot be had', () => {
    it(`so what a full one does is not seen here: ${probed}`, ({ skip }) => {
      skip()
    })
  })
