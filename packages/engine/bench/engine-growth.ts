import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { everyDayCalendar } from '@convoke/core/testing'
import { sqliteStore } from '@convoke/store-sqlite'
import { createEngine } from '../src/index.js'
import { opening, progress, report, units } from './progress.js'

const [few, many] = [100, 20_000]
const [short, long] = [50, 5_000]
const commands = 400
const rounds = 5

/**
 * What a command costs in a long journal against a short one, and beside many stored cases against few: hot, with the
 * case in memory, and cold, read from the store first. A ratio of 1 is no growth; at most 1.2 is promised.
 *
 * Without waiting for the disk (`synchronous=NORMAL`), so that the work itself is measured and not the fsync beside it.
 */
export async function run(): Promise<object> {
  const folder = mkdtempSync(join(tmpdir(), 'convoke-growth-'))
  try {
    const small = await built(join(folder, 'small.db'), few)
    const big = await built(join(folder, 'big.db'), many)
    const results = [
      await compared(
        'hot, 5,000 entries',
        'hot, 50 entries',
        () => hot(big, big.long),
        () => hot(big, big.short),
      ),
      await compared(
        'cold, 5,000 entries',
        'cold, 50 entries',
        () => cold(big, big.long),
        () => cold(big, big.short),
      ),
      await compared(
        'hot, 20,000 cases',
        'hot, 100 cases',
        () => hot(big, big.short),
        () => hot(small, small.short),
      ),
      await compared(
        'cold, 20,000 cases',
        'cold, 100 cases',
        () => cold(big, big.short),
        () => cold(small, small.short),
      ),
    ]
    await Promise.all([small, big].flatMap(({ engine, forgetful }) => [engine.close(), forgetful.close()]))
    return { bench: 'engine-growth', results }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

type Engine = ReturnType<typeof engineOn>

interface Built {
  readonly engine: Engine
  /** On the same file, with no memory for cases. */
  readonly forgetful: Engine
  readonly short: string
  readonly long: string
  readonly other: string
}

function engineOn(path: string, hotCases: number) {
  return createEngine({
    caseTypes: [progress],
    store: sqliteStore(path, { synchronous: 'normal' }),
    calendar: everyDayCalendar(),
    limits: { hotCases },
  })
}

async function built(path: string, cases: number): Promise<Built> {
  const engine = engineOn(path, 5_000)
  const ids: string[] = []
  while (ids.length < cases) {
    const opened = await Promise.all(
      Array.from({ length: Math.min(200, cases - ids.length) }, () =>
        engine.open('progress', opening, { by: 'rc:chunshen' }),
      ),
    )
    for (const result of opened) if (result.ok) ids.push(result.case.id)
  }
  const [shortId, longId] = [ids[cases >> 1] as string, ids[(cases >> 1) + 1] as string]
  await send(engine, shortId, short)
  for (let sent = 0; sent < long; sent += 100) {
    await Promise.all(Array.from({ length: 100 }, (_, i) => one(engine, longId, sent + i)))
  }
  const other = ids[(cases >> 1) + 2] as string
  return { engine, forgetful: engineOn(path, 1), short: shortId, long: longId, other }
}

async function one(engine: Engine, id: string, i: number): Promise<void> {
  const sent = await engine.send(id, report(i), { by: units[i % units.length] as string })
  if (!sent.ok) throw new Error(sent.refusal.code)
}

async function send(engine: Engine, id: string, count: number): Promise<void> {
  for (let i = 0; i < count; i++) await one(engine, id, i)
}

/** Microseconds a command, the case in memory. */
async function hot({ engine }: Built, id: string): Promise<number> {
  const start = performance.now()
  await send(engine, id, commands)
  return ((performance.now() - start) * 1_000) / commands
}

/** Microseconds a command, the case read from the store each time: this engine remembers one case, and it is another. */
async function cold({ forgetful, other }: Built, id: string): Promise<number> {
  let total = 0
  for (let i = 0; i < commands; i++) {
    await one(forgetful, other, i)
    const start = performance.now()
    await one(forgetful, id, i)
    total += performance.now() - start
  }
  return (total * 1_000) / commands
}

async function compared(name: string, reference: string, grown: () => Promise<number>, base: () => Promise<number>) {
  const pairs: { readonly grown: number; readonly base: number }[] = []
  // In turns, so that whatever else the machine does falls on both.
  for (let round = 0; round < rounds; round++) pairs.push({ base: await base(), grown: await grown() })
  const best = (of: 'grown' | 'base') => Math.min(...pairs.map(pair => pair[of]))
  const [ours, theirs] = [best('grown'), best('base')]
  return { name, reference, ratio: ours / theirs, microseconds: ours, referenceMicroseconds: theirs }
}
