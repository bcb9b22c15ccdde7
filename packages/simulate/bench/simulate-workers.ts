import { availableParallelism } from 'node:os'
import { simulate } from '../src/index.js'
import { simulateOnThreads } from '../src/workers/index.js'
import { conveningCase, scenario } from './simulate-cases.js'

const asked = scenario(1000, 12)
const modules = [{ module: new URL('./simulate-cases.ts', import.meta.url).href, export: 'conveningCase' }]

/**
 * Two worker threads against one: the same study of 720,000 convening cases, by the clock on the wall, the start of the threads
 * included, and to the same bytes, which are those of no thread at all. The better of two rounds. `quiet` says whether two
 * threads had two cores to themselves: where they had not, the ratio tells of the machine, and `byProcessorTime` of what it
 * would be: how much more processor time two threads take than one, in all.
 */
export async function run(): Promise<object> {
  const expected = JSON.stringify(simulate(asked, { caseTypes: [conveningCase] }))
  const on = async (workers: number) => {
    const [began, used] = [performance.now(), process.cpuUsage()]
    const result = await simulateOnThreads(asked, { modules, workers })
    const seconds = (performance.now() - began) / 1000
    const { user, system } = process.cpuUsage(used)
    if (JSON.stringify(result) !== expected) throw new Error(`${workers} workers came to other bytes`)
    return { seconds, processor: (user + system) / 1e6 }
  }
  const rounds: { readonly one: Awaited<ReturnType<typeof on>>; readonly two: Awaited<ReturnType<typeof on>> }[] = []
  for (let round = 0; round < 2; round++) rounds.push({ one: await on(1), two: await on(2) })
  const ratioOf = ({ one, two }: (typeof rounds)[number]) => one.seconds / two.seconds
  const best = rounds.sort((a, b) => ratioOf(b) - ratioOf(a))[0] as (typeof rounds)[number]
  const { one, two } = best
  return {
    bench: 'simulate-workers',
    ...{ reference: 'one worker', ratio: ratioOf(best), aim: 1.8 },
    sameBytes: true,
    secondsOfOne: one.seconds,
    secondsOfTwo: two.seconds,
    byProcessorTime: (2 * one.processor) / two.processor,
    quiet: availableParallelism() >= 2 && one.processor / one.seconds > 0.9 && two.processor / two.seconds > 1.7,
  }
}
