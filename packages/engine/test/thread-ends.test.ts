import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { everyDayCalendar } from '@convoke/core/testing'
import { sqliteStore } from '@convoke/store-sqlite'
import { beforeAll, expect, it, vi } from 'vitest'
import { bundleThread } from '../../../.ci/bundled-thread.js'
import { createEngine } from '../src/index.js'
import { asking, opening } from './fixtures/asking.js'

beforeAll(() => bundleThread('convoke-thread-ends'))

it('an engine whose store loses its thread again and again acknowledges every command, and each is written once', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'convoke-thread-ends-'))
  const posts = vi.spyOn(Worker.prototype, 'postMessage')
  const store = sqliteStore(join(folder, 'cases.db'))
  const engine = createEngine({ caseTypes: [asking], store, calendar: everyDayCalendar() })
  let ended = 0
  /** Ends the thread with what it has been given last, which it may have done or not. */
  const endThread = () => {
    const thread = posts.mock.contexts.at(-1) as Worker | undefined
    if (thread === undefined) return
    ended += 1
    thread.postMessage(null)
    posts.mockClear()
  }
  const acknowledged: string[] = []
  const sender = async (of: number) => {
    const opened = await engine.open('asking', opening, { by: 'rc', commandId: `${of}` })
    if (!opened.ok) throw new Error(opened.refusal.code)
    acknowledged.push(`${of}`)
    for (let i = 0; ended < 3 || i < 20; i += 1) {
      const commandId = `${of}-${i}`
      const noted = await engine.submit(opened.case.id, { type: 'case.note', text: commandId }, { by: 'rc', commandId })
      if (!noted.ok) throw new Error(noted.refusal.code)
      acknowledged.push(commandId)
      if (of === 0 && i % 10 === 9) endThread()
    }
  }
  try {
    await Promise.all(Array.from({ length: 80 }, (_, of) => sender(of)))
    const written: string[] = []
    for (let after: string | undefined; ; ) {
      const page = await store.feed(after, 1_000)
      for (const { entry } of page) written.push((JSON.parse(entry.bytes) as { commandId: string }).commandId)
      if (page.length < 1_000) break
      after = page.at(-1)?.position
    }
    expect(ended).toBeGreaterThanOrEqual(3)
    expect(written.sort()).toEqual(acknowledged.sort())
    expect((await engine.audit()).faults).toEqual([])
  } finally {
    await engine.close()
    posts.mockRestore()
    rmSync(folder, { recursive: true, force: true })
  }
})
