import { type ConvokeError, describeError } from '@convoke/core'
import { describe, expect, it } from 'vitest'
import { availableDrivers, sqliteStore } from '../src/index.js'
import { openDriver } from '../src/open-driver.js'
import { temporaryFile } from './temporary-file.js'

/** As a call from JavaScript, which no type holds back. */
const fromJavaScript = sqliteStore as (given?: unknown, options?: unknown) => ReturnType<typeof sqliteStore>

/** What a call throws; a store that opens after all is closed. */
const refused = (given?: unknown, options?: unknown): unknown =>
  thrownBy(() => void fromJavaScript(given, options).close())

function thrownBy(attempt: () => unknown): unknown {
  try {
    attempt()
  } catch (error) {
    return error
  }
  return undefined
}

describe('an option of a store from JavaScript', () => {
  it.each([
    ['driver', 'better-sqlite3', /'libsql'/],
    ['synchronous', 'off', /'full', 'normal'/],
    ['synchronous', null, /'full', 'normal'/],
    ['thread', 'yes', /'auto', true, false/],
    ['patienceMs', -1, /0 … Infinity \(ms\)/],
    ['patienceMs', Number.NaN, /0 … Infinity \(ms\)/],
    ['patienceMs', '10', /0 … Infinity \(ms\)/],
    ['refusalsWithinMs', -1, /0 … 2147483647 \(ms\)/],
    ['refusalsWithinMs', Number.POSITIVE_INFINITY, /0 … 2147483647 \(ms\)/],
  ])('that cannot be, %s: %o, is store/bad-option and says what it may be', (option, value, allowed) => {
    for (const given of [':memory:', openDriver(':memory:')]) {
      const error = refused(given, { [option]: value })
      expect(error).toMatchObject({
        code: 'store/bad-option',
        retry: 'never',
        details: { option, allowed: expect.stringMatching(allowed) },
        message: expect.stringMatching(allowed),
      })
    }
  })

  it('that is misspelt is store/bad-option and names the nearest, in both languages', () => {
    const error = refused(':memory:', { threads: true }) as ConvokeError
    expect(error).toMatchObject({ code: 'store/bad-option', details: { option: 'threads', nearest: ['thread'] } })
    expect(error).toMatchObject({ message: expect.stringContaining('did you mean thread?') })
    expect(JSON.stringify(describeError(error, 'en'))).toContain('Did you mean thread?')
    expect(JSON.stringify(describeError(error, 'zh-CN'))).toContain('是否指 thread？')
  })

  it('that is like none names those there are', () => {
    const { message } = refused(':memory:', { wal: true }) as Error
    expect(message).toContain('synchronous, patienceMs, refusalsWithinMs, driver, thread')
  })

  it('is asked for in an object only', () => {
    for (const options of [null, 'thread', 5])
      expect(refused(':memory:', options)).toMatchObject({ code: 'store/bad-option', details: { option: 'options' } })
  })

  it('may be undefined, zero, or without an end where it is waited for', async () => {
    const options = { driver: undefined, thread: false, patienceMs: Number.POSITIVE_INFINITY, refusalsWithinMs: 0 }
    await fromJavaScript(':memory:', options).close()
  })
})

describe('a driver that is asked for by name', () => {
  it.each(['better-sqlite3', 'LIBSQL', '', null, 5])(
    'and is none (%o) is store/bad-option and told what there are',
    name => {
      const open = openDriver as (path: string, name: unknown) => unknown
      expect(() => open(':memory:', name)).toThrow(
        expect.objectContaining({
          code: 'store/bad-option',
          retry: 'never',
          details: { option: 'driver', value: expect.anything(), allowed: expect.stringContaining("'libsql'") },
        }),
      )
    },
  )

  it.skipIf(availableDrivers().includes('node:sqlite'))(
    'and that this runtime has not is told in both languages',
    () => {
      const error = thrownBy(() => openDriver(':memory:', 'node:sqlite')) as ConvokeError
      expect(describeError(error, 'en').text).toContain("'libsql'")
      expect(describeError(error, 'zh-CN').text).toContain("'libsql'")
    },
  )
})

describe('a store without a path', () => {
  it.each([undefined, '', null, 5, {}])('(%o) is store/no-path, with a thread and without', given => {
    for (const thread of [true, false])
      expect(refused(given, { thread })).toMatchObject({ code: 'store/no-path', retry: 'never' })
  })

  it('takes any connection that prepares and executes', async () => {
    using file = temporaryFile()
    const database = openDriver(file.path)
    const own = {
      prepare: (sql: string) => database.prepare(sql),
      exec: (sql: string) => database.exec(sql),
      close: () => database.close(),
    }
    const store = sqliteStore(own)
    expect(await store.load('default', 'c-1')).toBeUndefined()
    await store.close()
  })
})
