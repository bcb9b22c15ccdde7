import { widened } from '../src/statistics/interval.js'
import { bandOf, coverageOf, coverageOfDifference, designs, differenceDesign } from './coverage.js'
import { type Expected, type Queue, queues, simulated } from './queues.js'

const replications = 20
/** So many figures are held to a formula: of as many intervals of 95 % nearly one is off by chance. */
const formulas = queues.reduce((sum, { expected }) => sum + expected.length, 0)

/** The busiest queue, with other seeds: whether what is off in one study is off in all. */
const seeds = 100
const busiest = queues.find(({ queue }) => queue.name === 'M/M/5 at 0.9') as (typeof queues)[number]

/** How many studies of a queue, each with a seed of its own, have its formula in their interval of 95 %, and by how much all are off together. */
function overSeeds(queue: Queue, { figure, hours }: Expected): { readonly covered: number; readonly bias: number } {
  let [covered, bias] = [0, 0]
  for (let seed = 1; seed <= seeds; seed++) {
    const found = simulated(queue, 100, replications, { seed, warmup: 40 }).find(one => one.figure === figure)
    if (found === undefined) throw new Error(`${queue.name} has no ${figure}`)
    const [low, high] = found.ci
    if (low <= hours && hours <= high) covered++
    bias += (found.hours - hours) / seeds
  }
  return { covered: covered / seeds, bias }
}

/**
 * Simulated queues against their formulas, and intervals against how often they should cover the truth. Fails where a
 * formula lies outside its interval, of which all together hold in 99 % of seeds; or coverage outside its band.
 */
export async function run(): Promise<object> {
  const results: {
    reference: string
    ratio: number
    expected: number
    measured: number
    ci: readonly number[]
    n: number
  }[] = []
  const wrong: string[] = []
  for (const { queue, expected } of queues) {
    const measured = simulated(queue, 400, replications)
    for (const { figure, hours } of expected) {
      const found = measured.find(one => one.figure === figure)
      if (found === undefined) throw new Error(`${queue.name} has no ${figure}`)
      const reference = `${queue.name}: ${figure}`
      // One chance in a hundred for all of them is one in twenty for five times as many.
      const held = { replications, level: 0.95, together: 5 * formulas }
      const ci = widened({ estimate: found.hours, ci: found.ci }, held) as readonly [number, number]
      console.log(
        `${reference.padEnd(44)} formula ${hours.toFixed(3)} h, simulated ${found.hours.toFixed(3)} h (${ci.map(bound => bound.toFixed(3)).join(' – ')}), ${found.n} visits`,
      )
      if (!(ci[0] <= hours && hours <= ci[1])) wrong.push(reference)
      results.push({
        reference,
        ratio: found.hours / hours,
        expected: hours,
        measured: found.hours,
        ci,
        n: found.n,
      })
    }
  }
  {
    const reference = `${busiest.queue.name}, ${seeds} seeds`
    const { covered, bias } = overSeeds(busiest.queue, busiest.expected[0] as Expected)
    const band = bandOf(seeds)
    console.log(
      `${reference.padEnd(44)} ${(100 * covered).toFixed(1)} % of intervals cover the formula; by chance ${band.map(one => (100 * one).toFixed(1)).join(' – ')} %; off by ${bias.toFixed(4)} h in the mean`,
    )
    if (covered < band[0] || covered > band[1]) wrong.push(reference)
    results.push({ reference, ratio: covered / 0.95, expected: 0.95, measured: covered, ci: band, n: seeds })
  }
  for (const design of designs) {
    const { name } = design
    const { covered, band, studies } = coverageOf(design, 1000)
    console.log(
      `${name.padEnd(44)} ${(100 * covered).toFixed(1)} % of ${studies} intervals cover ${design.truth.toFixed(4)}; by chance ${band.map(one => (100 * one).toFixed(1)).join(' – ')} %`,
    )
    if (covered < band[0] || covered > band[1]) wrong.push(name)
    results.push({ reference: name, ratio: covered / 0.95, expected: 0.95, measured: covered, ci: band, n: studies })
  }
  for (const by of ['queues', 'workload'] as const) {
    const { name, covered, band, studies, truth, varianceRatio, bias } = coverageOfDifference(
      differenceDesign,
      1000,
      by,
    )
    console.log(
      `${name.padEnd(44)} ${(100 * covered).toFixed(1)} % of ${studies} intervals cover ${truth.toFixed(4)}; by chance ${band.map(one => (100 * one).toFixed(1)).join(' – ')} %; variance ${varianceRatio.toFixed(3)} of independent ones; off by ${bias.toFixed(3)} standard errors in the mean`,
    )
    if (covered < band[0] || covered > band[1]) wrong.push(name)
    results.push({ reference: name, ratio: covered / 0.95, expected: 0.95, measured: covered, ci: band, n: studies })
  }
  if (wrong.length > 0) throw new Error(`not as theory has it: ${wrong.join('; ')}`)
  return { bench: 'simulate-validate', results }
}
