import { spawn } from 'node:child_process'
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { everyDayCalendar } from '@convoke/core/testing'
import { sqliteStore } from '@convoke/store-sqlite'
import { expect, it } from 'vitest'
import { bundled } from '../../../.ci/bundled.js'
import { createEngine } from '../src/index.js'
import { asking } from './fixtures/asking.js'

/**
 * How often a process is killed; set lower while writing tests. A commit that comes after its acknowledgement is seen by a third
 * of all kills, statements that are committed one by one by a twentieth: 120 miss that once in 500 runs.
 */
const kills = Number(process.env.CONVOKE_KILLS ?? 120)
/** Files worked on at the same time, each by one process after another. */
const files = 2

const here = dirname(fileURLToPath(import.meta.url))

/**
 * Lets a process work on a file until it has acknowledged so many commands, kills it a moment later, and tells what it
 * had acknowledged. Counted in commands, because a slow machine acknowledges few in a given time.
 */
function killed(
  child: string,
  file: string,
  run: string,
  how: string,
  after: { commands: number; ms: number },
): Promise<readonly string[]> {
  return new Promise((resolve, reject) => {
    const worker = spawn(process.execPath, [child, file, run, how], { stdio: ['ignore', 'pipe', 'inherit'] })
    let told = ''
    let aimed = false
    worker.stdout.on('data', (chunk: Buffer) => {
      told += chunk.toString()
      // The first line says that it is at work.
      if (aimed || told.split('\n').length - 2 < after.commands) return
      aimed = true
      setTimeout(() => worker.kill('SIGKILL'), after.ms)
    })
    worker.on('error', reject)
    worker.on('close', (code, signal) => {
      if (signal !== 'SIGKILL') return reject(new Error(`the process ended by itself with ${code}, after ${told}`))
      // The last line may be cut short: then nobody has read it either.
      resolve(told.slice(0, told.lastIndexOf('\n')).split('\n').slice(1))
    })
  })
}

/** Any moment: a third of them before the first acknowledgement, while the file is being made or opened. */
const moment = () => ({
  commands: Math.max(0, Math.floor(Math.random() * 60) - 20),
  ms: Math.random() * 40,
})

it.each([
  ['a process', 'alone', kills],
  ['a process whose file a thread writes', 'thread', Math.ceil(kills / 3)],
  ['a process whose file a thread and its own write in turns', 'turns', Math.ceil(kills / 3)],
] as const)(
  '%s, killed under load again and again, loses no acknowledged command and doubles none',
  {
    timeout: 600_000,
  },
  async (_, how, times) => {
    // Beside the store, whose driver it asks for.
    const store = dirname(createRequire(import.meta.url).resolve('@convoke/store-sqlite/package.json'))
    const child = await bundled('convoke-kill', join(here, 'fixtures/killed-child.ts'), store)
    // Built, the thread lies beside the store; here that is beside the process.
    copyFileSync(await bundled('convoke-kill', join(store, 'src/thread.ts'), store), join(dirname(child), 'thread.js'))
    const folder = mkdtempSync(join(tmpdir(), 'convoke-kill-'))
    try {
      const done = await Promise.allSettled(
        Array.from({ length: files }, async (_, of) => {
          const file = join(folder, `${of}.db`)
          const acknowledged: string[] = []
          for (let run = of; run < times; run += files) {
            acknowledged.push(...(await killed(child, file, `run${run}`, how, moment())))
          }
          const written = new Map<string, number>()
          const store = sqliteStore(file)
          const engine = createEngine({ caseTypes: [asking], store, calendar: everyDayCalendar() })
          for (let after: string | undefined; ; ) {
            const page = await store.feed(after, 1_000)
            for (const { entry } of page) {
              const { commandId } = JSON.parse(entry.bytes) as { commandId: string }
              written.set(commandId, (written.get(commandId) ?? 0) + 1)
            }
            if (page.length < 1_000) break
            after = page.at(-1)?.position
          }
          expect(acknowledged.length).toBeGreaterThan(times)
          expect(acknowledged.filter(commandId => written.get(commandId) !== 1)).toEqual([])
          expect([...written].filter(([, times]) => times !== 1)).toEqual([])
          const report = await engine.audit()
          expect(report.faults).toEqual([])
          await engine.close()
        }),
      )
      // Only now that no process works on any file: one that failed is told, not the folder another was still writing.
      const faults = done.flatMap(({ status, ...rest }) =>
        status === 'rejected' ? [(rest as PromiseRejectedResult).reason] : [],
      )
      if (faults.length > 0) throw faults[0]
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  },
)
