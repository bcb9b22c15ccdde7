import { sampleAppend } from '@convoke/core/testing'
import { describe, expect, it } from 'vitest'
import { sqliteStore } from '../src/index.js'
import { connections } from './connections.js'
import { temporaryFile } from './temporary-file.js'

describe.each(connections().map(({ driver, open }) => [driver, open] as const))(
  'on a connection of the host (%s)',
  (_, open) => {
    it('an append joins the transaction of the host and is taken back with it', async () => {
      using file = temporaryFile()
      const database = open(file.path)
      const store = sqliteStore(database)
      database.exec('CREATE TABLE orders (id INTEGER)')
      await store.append([sampleAppend('c-1')])

      database.exec('BEGIN')
      database.exec('INSERT INTO orders VALUES (1)')
      const joined = sampleAppend('c-1', {
        expectedSeq: 1,
        index: { states: ['agreed'], parties: [{ party: 'new', roles: ['r'] }] },
      })
      expect(await store.append([joined, sampleAppend('c-2')])).toEqual([{ ok: true }, { ok: true }])
      database.exec('ROLLBACK')
      expect((await store.load('default', 'c-1'))?.head.seq).toBe(1)
      expect(await store.load('default', 'c-2')).toBeUndefined()

      expect(await store.append([joined])).toEqual([{ ok: true }])
      const listed = await store.list('default', { party: 'new', state: 'agreed' }, { limit: 5 })
      expect(listed.items.map(({ caseId }) => caseId)).toEqual(['c-1'])
      await store.close()
    })

    it('an append that joined is there when the host commits', async () => {
      using file = temporaryFile()
      const database = open(file.path)
      const store = sqliteStore(database)
      database.exec('BEGIN')
      await store.append([sampleAppend('c-1')])
      const stale = [{ ok: false, conflict: 'case-exists', actualSeq: 1 }]
      expect(await store.append([sampleAppend('c-1')])).toEqual(stale)
      database.exec('COMMIT')
      await store.close()
      const again = sqliteStore(open(file.path))
      expect((await again.entries('default', 'c-1')).length).toBe(1)
      await again.close()
    })
  },
)
