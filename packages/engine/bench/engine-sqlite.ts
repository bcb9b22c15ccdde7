import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { availableDrivers } from '@convoke/store-sqlite'
import { type Side, type Turns, turnsOf } from './engine-sqlite/turns.js'
import { type Cost, median } from './slices.js'

const warmUp = 10
const slices = 40

/**
 * Commands acknowledged a second with every commit on the disk (WAL, `synchronous=FULL`), against a bare loop over the
 * same driver that writes the same rows in as many transactions: one sender at a time, and 64; with the store as it is opened by
 * default, and with `thread: true`.
 *
 * Each side runs in a process of its own, as a host runs one engine: in one process V8 would compile what they share for
 * the objects of all, the stores in memory among them that tell the bare loop what to write. They take turns, a fraction
 * of a second each, on files that grow alike: long enough that a turn is not spent on fetching its code and data back into
 * the processor's caches, which the others have filled meanwhile. A ratio is the median over the pairs of turns, so that a
 * neighbour on the machine meets both sides of a pair, or few pairs. Beside the clock stands the processor time, which the
 * disk does not touch, and what a commit of the bare loop waited for the disk: how near one sender comes to the bare loop
 * hangs on it more than on anything here (decision 0070).
 */
export async function run(): Promise<object> {
  const folder = mkdtempSync(join(tmpdir(), 'convoke-bench-'))
  const contests = [
    await contest(folder, 'one sender', 'ours', 1, 240),
    await contest(folder, '64 senders', 'ours', 64, 16),
    await contest(folder, 'one sender, thread: true', 'thread', 1, 240),
    await contest(folder, '64 senders, thread: true', 'thread', 64, 16),
  ] as const
  try {
    for (let slice = -warmUp; slice < slices; slice++) {
      for (const each of contests) {
        const pair = await turnsIn(each)
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
    await Promise.all(contests.flatMap(({ ours, bare }) => [ours.ask('close'), bare.ask('close')]))
    rmSync(folder, { recursive: true, force: true })
  }
}

/** What a turn of ours cost, and the same rows written by the bare loop. */
interface Pair {
  readonly ours: Cost
  readonly bare: Cost
  /** Of ours. */
  readonly commits: number
  readonly bareCommits: number
}

interface Contest {
  readonly name: string
  /** In one turn. */
  readonly commands: number
  readonly ours: Turns
  readonly bare: Turns
  readonly pairs: Pair[]
}

async function contest(
  folder: string,
  name: string,
  side: Exclude<Side, 'bare'>,
  senders: number,
  rounds: number,
): Promise<Contest> {
  const file = (of: Side) => join(folder, `${of}-against-${side}-${senders}.db`)
  const ours = await turnsOf(side, file(side), senders, rounds)
  const bare = await turnsOf('bare', file('bare'), senders, rounds)
  return { name, commands: senders * rounds, ours, bare, pairs: [] }
}

async function turnsIn({ ours, bare }: Contest): Promise<Pair> {
  await bare.ask('prepare')
  const { cost, commits } = await ours.ask('go')
  const reference = await bare.ask('go')
  // Fewer than the bare loop's would be a comparison with a loop that waits for the disk more often.
  if (commits < reference.commits) {
    throw new Error(`${commits} commits against ${reference.commits}: nothing to compare`)
  }
  return { ours: cost as Cost, bare: reference.cost as Cost, commits, bareCommits: reference.commits }
}

function rate({ commands }: Contest, { wall }: Cost): number {
  return commands / wall
}

function summary(contest: Contest) {
  const { name, pairs, commands } = contest
  const of = (value: (pair: Pair) => number) => median(pairs.map(value))
  return {
    name,
    reference: 'bare loop, same driver, same rows, no more commits',
    ratio: of(({ ours, bare }) => bare.wall / ours.wall),
    perSecond: Math.round(of(({ ours }) => rate(contest, ours))),
    referencePerSecond: Math.round(of(({ bare }) => rate(contest, bare))),
    commandsPerCommit: of(({ commits }) => commands / commits),
    referenceCommandsPerCommit: of(({ bareCommits }) => commands / bareCommits),
    cpuRatio: of(({ ours, bare }) => bare.cpu / ours.cpu),
    cpuMicroseconds: Math.round(of(({ ours }) => (ours.cpu / commands) * 1e6)),
    referenceCpuMicroseconds: Math.round(of(({ bare }) => (bare.cpu / commands) * 1e6)),
    waitPerCommitMicroseconds: Math.round(of(({ bare, bareCommits }) => ((bare.wall - bare.cpu) / bareCommits) * 1e6)),
  }
}
