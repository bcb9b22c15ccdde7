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
const rounds = 3
/** Replications of 60,000 cases: some twenty seconds on one worker, and a quarter of it. */
const [long, short] = [96, 24]

/** Runs where nothing but the built package is: says for no, one and two workers what a short and a long study take. */
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
const { bytes } = await on(0, 1000, ${short})
if (process.argv[3] === 'alone') {
  console.log((await on(0, 1000, ${short})).seconds)
  process.exit(0)
}
const told = []
let whole
for (let round = 0; round < ${rounds}; round++) {
  const runs = {}
  for (const workers of [1, 2]) {
    const start = await on(workers, 1, 2)
    const { bytes: own, seconds: short } = await on(workers, 1000, ${short})
    if (own !== bytes) throw new Error(workers + ' workers came to other bytes')
    const { bytes: ofLong, seconds, processor } = await on(workers, 1000, ${long})
    whole ??= ofLong
    if (ofLong !== whole) throw new Error('two workers came to other bytes than one')
    runs[workers] = { start: start.seconds, startProcessor: start.processor, short, seconds, processor }
  }
  told.push(runs)
}
console.log(JSON.stringify(told))
`

interface Taken {
  /** Seconds by the clock and of processor time: of a study of two days, of a short and of a long one, each start of threads included. */
  readonly start: number
  readonly startProcessor: number
  readonly short: number
  readonly seconds: number
  readonly processor: number
}

/**
 * Two worker threads against one, as they are built: the same study of 5,760,000 convening cases, by the clock on the wall, the
 * start of the threads included, and to the same bytes. The median of three rounds. `short` is the ratio of a study of a quarter of
 * it, which comes to the bytes of no thread at all.
 *
 * `start` is what a study of two days takes, nearly all of which is loading, learning and compiling: each thread does all of it.
 * `steady` is the ratio without it. `quiet` says whether two threads had two cores to themselves: where they had not, both
 * tell of the machine, and `byProcessorTime` of what the ratio would be: by how much more processor time two threads take, in all.
 *
 * The second line is what this machine gives: two processes that share nothing, each with the whole study in a program that is compiled, against
 * one of them alone. No two threads come to more.
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
  const processes = status === 0 ? await apart(main, pathToFileURL(module).href) : Number.NaN
  rmSync(folder, { recursive: true, force: true })
  if (status !== 0) throw new Error(`the built package failed: ${stderr}`)
  const told = JSON.parse(stdout) as readonly { readonly 1: Taken; readonly 2: Taken }[]
  const ratioOf = ({ 1: one, 2: two }: (typeof told)[number]) => one.seconds / two.seconds
  const { 1: one, 2: two } = told.toSorted((a, b) => ratioOf(a) - ratioOf(b))[rounds >> 1] as (typeof told)[number]
  const threads = {
    ...{ reference: 'one worker', ratio: one.seconds / two.seconds, aim: 1.8 },
    short: one.short / two.short,
    steady: (one.seconds - one.start) / (two.seconds - two.start),
    byProcessorTime: (2 * one.processor) / two.processor,
    secondsOfOne: one.seconds,
    secondsOfTwo: two.seconds,
    startOfOne: one.startProcessor,
    startOfTwo: two.startProcessor,
    quiet: availableParallelism() >= 2 && one.processor / one.seconds > 0.9 && two.processor / two.seconds > 1.7,
  }
  return {
    bench: 'simulate-workers',
    results: [threads, { reference: 'one process: two processes that share nothing', ratio: processes }],
  }
}

/** By how much more two processes get done that share nothing but the machine, than one of them alone. The median of three rounds. */
async function apart(main: string, module: string): Promise<number> {
  const execute = promisify(execFile)
  const seconds = async () => {
    const { stdout } = await execute(process.execPath, [main, module, 'alone'], {
      env: { ...process.env, NODE_OPTIONS: '' },
    })
    return Number(stdout)
  }
  const ratios: number[] = []
  for (let round = 0; round < rounds; round++) {
    const alone = await seconds()
    const both = await Promise.all([seconds(), seconds()])
    ratios.push(alone / both[0] + alone / both[1])
  }
  return median(ratios)
}
