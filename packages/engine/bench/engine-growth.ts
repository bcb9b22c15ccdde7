import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { everyDayCalendar } from '@convoke/core/testing'
import { sqliteStore } from '@convoke/store-sqlite'
import { createEngine } from '../src/index.js'
import { opening, progress, report, units } from './progress.js'

const [few, many] = [500, 20_000]
const [short, long] = [10, 10_000]
/** In one measurement: ten commands to each short case, which no other measurement hears of, so that it stays short. */
const [commands, inARow] = [400, 10]
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
        'hot, 10,000 entries',
        'hot, 10 entries',
        () => hot(big, () => big.long),
        () => hot(big, big.fresh),
      ),
      await compared(
        'hot, 20,000 cases',
        'hot, 500 cases',
        () => hot(big, big.fresh),
        () => hot(small, small.fresh),
      ),
      await compared(
        'cold, 10,000 entries',
        'cold, 10 entries',
        () => cold(big, () => big.long),
        () => cold(big, big.fresh),
      ),
      await compared(
        'cold, 20,000 cases',
        'cold, 500 cases',
        () => cold(big, big.fresh),
        () => cold(small, small.fresh),
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
  /** A case with few entries that has not been measured. */
  readonly fresh: () => string
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
  const [longId, other, ...rest] = ids as [string, string, ...string[]]
  // From all over the file.
  const measured = (commands / inARow) * rounds * (cases === few ? 2 : 4)
  const shorts = Array.from({ length: measured }, (_, i) => rest[Math.floor((i * rest.length) / measured)] as string)
  for (const id of shorts) for (let i = 1; i < short; i++) await one(engine, id, i)
  for (let sent = 0; sent < long; sent += 100) {
    await Promise.all(Array.from({ length: 100 }, (_, i) => one(engine, longId, sent + i)))
  }
  const fresh = () => {
    const id = shorts.pop()
    if (id === undefined) throw new Error('every short case has been measured')
    return id
  }
  return { engine, forgetful: engineOn(path, 1), fresh, long: longId, other }
}

async function one(engine: Engine, id: string, i: number): Promise<void> {
  const sent = await engine.send(id, report(i), { by: units[i % units.length] as string })
  if (!sent.ok) throw new Error(sent.refusal.code)
}

/** Microseconds a command, the case in memory. */
async function hot({ engine }: Built, next: () => string): Promise<number> {
  let total = 0
  for (let i = 0; i < commands; i += inARow) {
    const id = next()
    const start = performance.now()
    for (let j = 0; j < inARow; j++) await one(engine, id, i + j)
    total += performance.now() - start
  }
  return (total * 1_000) / commands
}

/** Microseconds a command, the case read from the store each time: this engine remembers one case, and it is another. */
async function cold({ forgetful, other }: Built, next: () => string): Promise<number> {
  let total = 0
  for (let i = 0; i < commands; i += inARow) {
    const id = next()
    for (let j = 0; j < inARow; j++) {
      await one(forgetful, other, j)
      const start = performance.now()
      await one(forgetful, id, i + j)
      total += performance.now() - start
    }
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
