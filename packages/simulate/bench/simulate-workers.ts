import { execFile, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { transformSync } from 'esbuild'
import { median } from './in-turns.js'

const home = join(import.meta.dirname, '..')
/** Within the package, so that what it imports is found. */
const folder = join(home, 'node_modules/.cache/bench-workers')
const rounds = 7
/**
 * The study: replications of 15,000 cases, some twelve seconds on one worker. Short ones, so that no thread waits long for the last
 * one of the other. What shares nothing runs a third of it.
 */
const [days, replications, third] = [250, 192, 64]

/** Runs where nothing but the built package is: says for one and two workers what a study takes, in turns. */
const program = `
import { simulate } from '../../../dist/index.js'
import { simulateOnThreads } from '../../../dist/workers/index.js'
const address = process.argv[2]
const { conveningCase, scenario } = await import(address)
const modules = [{ module: address, export: 'conveningCase' }]
const on = async (workers, days, replications) => {
  const [began, used] = [performance.now(), process.cpuUsage()]
  const asked = scenario(days, replications)
  const result = workers === 0 ? simulate(asked, { caseTypes: [conveningCase] }) : await simulateOnThreads(asked, { modules, workers })
  const { user, system } = process.cpuUsage(used)
  return { seconds: (performance.now() - began) / 1000, processor: (user + system) / 1e6, bytes: JSON.stringify(result) }
}
if (process.argv[3] === 'alone') {
  await on(0, ${days}, 16)
  console.log((await on(0, ${days}, ${third})).seconds)
  process.exit(0)
}
const { bytes } = await on(0, ${days}, ${replications})
const told = []
for (let round = 0; round < ${rounds}; round++) {
  const taken = { 1: [], 2: [] }
  for (const workers of [1, 2, 2, 1]) {
    const start = await on(workers, 1, 2)
    const { bytes: own, seconds, processor } = await on(workers, ${days}, ${replications})
    if (own !== bytes) throw new Error(workers + ' workers came to other bytes than none')
    taken[workers].push({ start: start.seconds, startProcessor: start.processor, seconds, processor })
  }
  told.push(taken)
}
console.log(JSON.stringify(told))
`

/** Seconds by the clock and of processor time: of a study of two days, and of the whole one, each start of threads included. */
interface Taken {
  readonly start: number
  readonly startProcessor: number
  readonly seconds: number
  readonly processor: number
}

/** What one and two workers took in a round: one, two, two, one. */
interface Round {
  readonly 1: readonly Taken[]
  readonly 2: readonly Taken[]
}

/**
 * Two worker threads against one, as they are built: the same study of 2,880,000 convening cases, by the clock on the wall, the
 * start of the threads included, and to the bytes of no thread at all. A round is one worker, two, two and one, so that a machine
 * that becomes slower or faster meanwhile favours neither; `ratio` is the median of seven rounds, `rounds` the lowest and the highest.
 *
 * `start` is what a study of two days takes, nearly all of which is loading, learning and compiling: each thread does all of it.
 * `steady` is the ratio without it. `quiet` says whether two threads had two cores to themselves: where they had not, both
 * tell of the machine, and `byProcessorTime` of what the ratio would be: by how much more processor time two threads take, in all.
 *
 * The second line is what this machine gives: two processes that share nothing, each with the same study in a program that is
 * compiled, against one of them alone, in the same order. No more can be asked of two threads.
 */
export async function run(): Promise<object> {
  if (!existsSync(join(home, 'dist/workers/thread.js'))) throw new Error('nothing is built: run `npm run build` first')
  const source = readFileSync(join(import.meta.dirname, 'convening-case.ts'), 'utf8')
  const module = join(folder, 'convening-case.mjs')
  mkdirSync(folder, { recursive: true })
  writeFileSync(module, transformSync(source, { loader: 'ts', format: 'esm' }).code)
  const main = join(folder, 'main.mjs')
  writeFileSync(main, program)
  const { stdout, stderr, status } = spawnSync(process.execPath, [main, pathToFileURL(module).href], {
    encoding: 'utf8',
    env: { ...process.env, NODE_OPTIONS: '' },
  })
  const processes = status === 0 ? await apart(main, pathToFileURL(module).href) : []
  rmSync(folder, { recursive: true, force: true })
  if (status !== 0) throw new Error(`the built package failed: ${stderr}`)
  const told = JSON.parse(stdout) as readonly Round[]
  const of = (workers: 1 | 2, key: keyof Taken) =>
    median(told.map(round => sum(round[workers].map(taken => taken[key])) / 2))
  const ratios = told.map(
    ({ 1: one, 2: two }) => sum(one.map(taken => taken.seconds)) / sum(two.map(taken => taken.seconds)),
  )
  const steady = ({ seconds, start }: Taken) => seconds - start
  const [busyOfOne, busyOfTwo] = [of(1, 'processor') / of(1, 'seconds'), of(2, 'processor') / of(2, 'seconds')]
  const threads = {
    ...{ reference: 'one worker', ...inRounds(ratios), aim: 1.8 },
    steady: median(told.map(({ 1: one, 2: two }) => sum(one.map(steady)) / sum(two.map(steady)))),
    byProcessorTime: (2 * of(1, 'processor')) / of(2, 'processor'),
    secondsOfOne: of(1, 'seconds'),
    secondsOfTwo: of(2, 'seconds'),
    startOfOne: of(1, 'startProcessor'),
    startOfTwo: of(2, 'startProcessor'),
    quiet: availableParallelism() >= 2 && busyOfOne > 0.9 && busyOfTwo > 1.7,
  }
  return {
    bench: 'simulate-workers',
    results: [threads, { reference: 'one process: two processes that share nothing', ...inRounds(processes) }],
  }
}

/** By how much more two processes get done that share nothing but the machine, than one of them alone, in each round. */
async function apart(main: string, module: string): Promise<readonly number[]> {
  const execute = promisify(execFile)
  const seconds = async () => {
    const { stdout } = await execute(process.execPath, [main, module, 'alone'], {
      env: { ...process.env, NODE_OPTIONS: '' },
    })
    return Number(stdout)
  }
  const both = async () => Promise.all([seconds(), seconds()])
  const ratios: number[] = []
  for (let round = 0; round < rounds; round++) {
    const [before, first, second, after] = [await seconds(), await both(), await both(), await seconds()]
    // What each of the four got done of what one alone gets done in the time.
    ratios.push((sum([...first, ...second].map(taken => 1 / taken)) / 4) * (before + after))
  }
  return ratios
}

/** The median of rounds, and the lowest and the highest. */
function inRounds(ratios: readonly number[]): {
  readonly ratio: number
  readonly rounds: readonly [low: number, high: number]
} {
  return { ratio: median(ratios), rounds: [Math.min(...ratios), Math.max(...ratios)] }
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
