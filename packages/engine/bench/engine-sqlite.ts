import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Append, CaseStore } from '@convoke/core'
import { everyDayCalendar } from '@convoke/core/testing'
import { availableDrivers, sqliteStore } from '@convoke/store-sqlite'
import { bareLoop } from '../../store-sqlite/bench/bare-loop.js'
import { createEngine } from '../src/index.js'
import { opening, progress, report, units } from './progress.js'

const rounds = 3

/** The engine at work, and what it wrote, batch by batch. */
interface Run {
  readonly seconds: number
  readonly commands: number
  readonly batches: readonly (readonly Append[])[]
}

/**
 * Commands acknowledged a second with every commit on the disk (WAL, `synchronous=FULL`), against a bare loop over the
 * same driver that writes the same rows in as many transactions: one sender at a time, and 64.
 */
export async function run(): Promise<object> {
  const folder = mkdtempSync(join(tmpdir(), 'convoke-bench-'))
  const [driver] = availableDrivers()
  let files = 0
  const path = () => join(folder, `${files++}.db`)
  try {
    await measure(path(), 64, 2_000)
    const one: Pair[] = []
    const many: Pair[] = []
    for (let round = 0; round < rounds; round++) {
      for (const [senders, commands, pairs] of [
        [1, 3_000, one],
        [64, 30_000, many],
      ] as const) {
        const ours = await measure(path(), senders, commands)
        const { seconds } = await bareLoop(driver as NonNullable<typeof driver>, path(), ours.batches)
        pairs.push({
          ours: ours.commands / ours.seconds,
          bare: ours.commands / seconds,
          batch: ours.commands / ours.batches.length,
        })
      }
    }
    const rows = [summary('one sender', one), summary('64 senders', many)]
    const speedup = (rows[1]?.perSecond ?? 0) / (rows[0]?.perSecond ?? 1)
    return { bench: 'engine-sqlite', driver, results: rows, speedupOf64: speedup }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

interface Pair {
  readonly ours: number
  readonly bare: number
  readonly batch: number
}

function summary(name: string, pairs: readonly Pair[]) {
  const best = [...pairs].sort((a, b) => b.ours / b.bare - a.ours / a.bare)[Math.floor(pairs.length / 2)] as Pair
  return {
    name,
    reference: 'bare loop, same driver, same rows, same number of commits',
    ratio: best.ours / best.bare,
    perSecond: Math.round(best.ours),
    referencePerSecond: Math.round(best.bare),
    commandsPerCommit: best.batch,
  }
}

async function measure(file: string, senders: number, commands: number): Promise<Run> {
  const inner = sqliteStore(file)
  const batches: (readonly Append[])[] = []
  const store: CaseStore = {
    ...inner,
    append(batch) {
      batches.push(batch)
      return inner.append(batch)
    },
  }
  const engine = createEngine({ caseTypes: [progress], store, calendar: everyDayCalendar() })
  const each = Math.ceil(commands / senders)
  const start = performance.now()
  const sender = async (own: number) => {
    const opened = await engine.open('progress', opening, { by: 'rc:chunshen' })
    if (!opened.ok) throw new Error(opened.refusal.code)
    const { id } = opened.case
    for (let i = 1; i < each; i++) {
      const sent = await engine.send(id, report(own + i), { by: units[i % units.length] as string })
      if (!sent.ok) throw new Error(sent.refusal.code)
    }
  }
  await Promise.all(Array.from({ length: senders }, (_, own) => sender(own)))
  const seconds = (performance.now() - start) / 1_000
  await engine.close()
  return { seconds, commands: each * senders, batches }
}
