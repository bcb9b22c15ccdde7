import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { CaseStore } from '@convoke/core'
import { everyDayCalendar } from '@convoke/core/testing'
import { availableDrivers, sqliteStore } from '@convoke/store-sqlite'
import { bareLoop } from '../../store-sqlite/bench/bare-loop.js'
import { createEngine } from '../src/index.js'
import { opening, progress, report, units } from './progress.js'
import { type Cost, costOf, median } from './slices.js'

const warmUp = 10
const slices = 40

/**
 * Commands acknowledged a second with every commit on the disk (WAL, `synchronous=FULL`), against a bare loop over the
 * same driver that writes the same rows in as many transactions: one sender at a time, and 64.
 *
 * The two work in turns, a fraction of a second each, on files that grow alike: long enough that a turn is not spent on
 * fetching its code and data back into the processor's caches, which the others have filled meanwhile. A ratio is the
 * median over the pairs of turns, so that a neighbour on the machine meets both sides of a pair, or few pairs. Beside the
 * clock stands the processor time, which the disk does not touch.
 */
export async function run(): Promise<object> {
  const folder = mkdtempSync(join(tmpdir(), 'convoke-bench-'))
  const contests = [contest(folder, 'one sender', 1, 240), contest(folder, '64 senders', 64, 16)] as const
  try {
    for (const { ours, scribe, bare } of contests) {
      await Promise.all([ours.open(), scribe.open()])
      bare.next().run()
    }
    for (let slice = -warmUp; slice < slices; slice++) {
      for (const each of contests) {
        const pair = await slicesOf(each)
        if (slice >= 0) each.pairs.push(pair)
      }
    }
    const [one, many] = contests
    const speedup = many.pairs.map((pair, i) => rate(many, pair.ours) / rate(one, (one.pairs[i] as Pair).ours))
    return {
      bench: 'engine-sqlite',
      driver: availableDrivers()[0],
      results: contests.map(summary),
      speedupOf64: median(speedup),
    }
  } finally {
    for (const { ours, scribe, bare } of contests) {
      await ours.close()
      await scribe.close()
      bare.close()
    }
    rmSync(folder, { recursive: true, force: true })
  }
}

/** What a turn of ours cost, and the same rows written by the bare loop. */
interface Pair {
  readonly ours: Cost
  readonly bare: Cost
  readonly commits: number
}

function contest(folder: string, name: string, senders: number, rounds: number) {
  const driver = availableDrivers()[0] as NonNullable<ReturnType<typeof availableDrivers>[0]>
  const bare = bareLoop(driver, join(folder, `bare-${senders}.db`))
  return {
    name,
    /** In one turn. */
    commands: senders * rounds,
    ours: sendersOn(sqliteStore(join(folder, `ours-${senders}.db`)), senders, rounds),
    /** The same senders at a store in memory: what it writes, the bare loop writes. */
    scribe: sendersOn(sqliteStore(bare.source), senders, rounds),
    bare,
    pairs: [] as Pair[],
  }
}

type Contest = ReturnType<typeof contest>

async function slicesOf({ ours, scribe, bare }: Contest): Promise<Pair> {
  const before = ours.commits()
  const cost = await costOf(ours.send)
  const commits = ours.commits() - before
  // What the bare loop will write is made after our turn: held in memory before it, every collection of ours would copy it.
  await scribe.send()
  const work = bare.next()
  if (commits !== work.commits) throw new Error(`${commits} commits against ${work.commits}: nothing to compare`)
  return { ours: cost, bare: await costOf(work.run), commits }
}

/** Parties that each send to a case of their own, the next command when the last is acknowledged. */
function sendersOn(inner: CaseStore, senders: number, rounds: number) {
  let commits = 0
  const store: CaseStore = {
    ...inner,
    append(batch) {
      commits += 1
      return inner.append(batch)
    },
  }
  const engine = createEngine({ caseTypes: [progress], store, calendar: everyDayCalendar() })
  const openOne = async () => {
    const opened = await engine.open('progress', opening, { by: 'rc:chunshen' })
    if (!opened.ok) throw new Error(opened.refusal.code)
    return opened.case.id
  }
  let ids: readonly Awaited<ReturnType<typeof openOne>>[] = []
  let sent = 0
  const sender = async (id: (typeof ids)[number]) => {
    for (let i = 0; i < rounds; i++) {
      sent += 1
      const result = await engine.send(id, report(sent), { by: units[sent % units.length] as string })
      if (!result.ok) throw new Error(result.refusal.code)
    }
  }
  return {
    async open() {
      ids = await Promise.all(Array.from({ length: senders }, openOne))
    },
    async send() {
      await Promise.all(ids.map(sender))
    },
    commits: () => commits,
    close: () => engine.close(),
  }
}

function rate({ commands }: Contest, { wall }: Cost): number {
  return commands / wall
}

function summary(contest: Contest) {
  const { name, pairs, commands } = contest
  const of = (value: (pair: Pair) => number) => median(pairs.map(value))
  return {
    name,
    reference: 'bare loop, same driver, same rows, same number of commits',
    ratio: of(({ ours, bare }) => bare.wall / ours.wall),
    perSecond: Math.round(of(({ ours }) => rate(contest, ours))),
    referencePerSecond: Math.round(of(({ bare }) => rate(contest, bare))),
    commandsPerCommit: of(({ commits }) => commands / commits),
    cpuRatio: of(({ ours, bare }) => bare.cpu / ours.cpu),
    cpuMicroseconds: Math.round(of(({ ours }) => (ours.cpu / commands) * 1e6)),
    referenceCpuMicroseconds: Math.round(of(({ bare }) => (bare.cpu / commands) * 1e6)),
  }
}
