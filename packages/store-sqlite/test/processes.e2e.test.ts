import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { copyFileSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { bundled } from '../../../.ci/bundled.js'
import { sqliteStore } from '../src/index.js'
import { temporaryFile } from './temporary-file.js'

const home = join(import.meta.dirname, '..')
let script = ''

beforeAll(async () => {
  script = await bundled('convoke-processes', join(import.meta.dirname, 'shared-file-writer.ts'), home)
  // Built, the thread lies beside the store; here that is beside the process.
  const thread = await bundled('convoke-processes', join(home, 'src/thread.ts'), home)
  copyFileSync(thread, join(dirname(script), 'thread.js'))
})

/** A process that writes to the file once it is told to. */
async function writer(path: string, name: string, rounds: number, thread: string[], tracedBy: readonly string[] = []) {
  const [command, ...args] = [...tracedBy, process.execPath, script, path, name, String(rounds), ...thread]
  const child = spawn(command!, args, { stdio: ['pipe', 'pipe', 'inherit'] })
  const ended = once(child, 'exit')
  // A process that ends before it is ready must fail the test, not keep it waiting.
  const early = ended.then(([code]) => Promise.reject(new Error(`the writer ended with ${code} before it was ready`)))
  early.catch(() => {})
  await Promise.race([once(child.stdout, 'data'), early])
  return {
    async finish() {
      child.stdout.resume()
      child.stdin.write('go\n')
      const [code] = await ended
      return code as number | null
    },
  }
}

describe('two processes on one file', () => {
  it.each([
    ['both get through', []],
    ['of which one writes by a thread, both get through', ['thread']],
    ['of which one writes by a thread and itself in turns, both get through', ['turns']],
  ])('%s, lose nothing, and number a shared journal without a gap', async (_, thread) => {
    using file = temporaryFile()
    const rounds = 150
    const writers = await Promise.all([
      writer(file.path, 'left', rounds, []),
      writer(file.path, 'right', rounds, thread),
    ])
    expect(await Promise.all(writers.map(one => one.finish()))).toEqual([0, 0])

    const store = sqliteStore(file.path)
    const shared = await store.entries('default', 'shared')
    expect(shared.map(({ seq }) => seq)).toEqual(Array.from({ length: 2 * rounds }, (_, i) => i + 1))
    const expected = ['left', 'right'].flatMap(name => Array.from({ length: rounds }, (_, i) => `"${name} ${i}"`))
    expect(shared.map(({ bytes }) => bytes).sort()).toEqual(expected.sort())
    for (const party of ['left', 'right']) {
      expect((await store.list('default', { party }, { limit: 1_000 })).items).toHaveLength(rounds)
    }
    expect(await store.feed(undefined, 10_000)).toHaveLength(4 * rounds)
    await store.close()
  })
})

const strace = spawnSync('strace', ['-f', '-e', 'trace=fdatasync', 'true'])
const whyNot = strace.error?.message ?? (strace.status === 0 ? null : strace.stderr.toString().trim())

describe.runIf(whyNot === null)('under strace', () => {
  it.each([
    ['by itself', []],
    ['by a thread', ['thread']],
    ['by a thread and its caller in turns', ['turns']],
  ])('the log of a file written %s is synchronised to the disk before each acknowledgement', async (_, thread) => {
    using file = temporaryFile()
    const trace = join(file.directory, 'trace')
    const rounds = 20
    const calls = 'trace=fsync,fdatasync,write'
    const traced = await writer(file.path, 'traced', rounds, thread, [
      'strace',
      '-f',
      '-y',
      '-s',
      '40',
      '-e',
      calls,
      '-o',
      trace,
    ])
    expect(await traced.finish()).toBe(0)

    let isSynchronised = false
    let acknowledged = 0
    for (const line of readFileSync(trace, 'utf8').split('\n')) {
      if (/f(data)?sync\(\d+<[^>]*cases\.db-wal>\)\s+= 0/.test(line)) isSynchronised = true
      if (!/write\(.*"ack \d+\\n"/.test(line)) continue
      expect(isSynchronised, line).toBe(true)
      isSynchronised = false
      acknowledged += 1
    }
    expect(acknowledged).toBe(rounds)
  })
})

if (whyNot !== null)
  describe('strace cannot be had', () => {
    it(`so the order of fsync and acknowledgement is not watched here: ${whyNot}`, ({ skip }) => {
      skip()
    })
  })
