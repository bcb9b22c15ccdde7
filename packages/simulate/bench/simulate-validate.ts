import { coverageOf, coverageOfDifference, designs, differenceDesign } from './coverage.js'
import { queues, simulated } from './queues.js'

/**
 * Simulated queues against their formulas, and intervals against how often they should cover the truth. Fails where a
 * formula lies outside an interval twice as wide, or coverage outside its band: by chance in less than one of a hundred seeds.
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
    const measured = simulated(queue, 400, 20)
    for (const { figure, hours } of expected) {
      const found = measured.find(one => one.figure === figure)
      if (found === undefined) throw new Error(`${queue.name} has no ${figure}`)
      const reference = `${queue.name}: ${figure}`
      const off = Math.abs(found.hours - hours) / ((found.ci[1] - found.ci[0]) / 2)
      console.log(
        `${reference.padEnd(44)} formula ${hours.toFixed(3)} h, simulated ${found.hours.toFixed(3)} h (${found.ci.map(bound => bound.toFixed(3)).join(' – ')}), ${found.n} visits`,
      )
      if (!(off < 2)) wrong.push(reference)
      results.push({
        reference,
        ratio: found.hours / hours,
        expected: hours,
        measured: found.hours,
        ci: found.ci,
        n: found.n,
      })
    }
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
  const { name, covered, band, studies, truth, varianceRatio } = coverageOfDifference(differenceDesign, 1000)
  console.log(
    `${name.padEnd(44)} ${(100 * covered).toFixed(1)} % of ${studies} intervals cover ${truth.toFixed(4)}; by chance ${band.map(one => (100 * one).toFixed(1)).join(' – ')} %; variance ${varianceRatio.toFixed(3)} of independent ones`,
  )
  if (covered < band[0] || covered > band[1]) wrong.push(name)
  results.push({ reference: name, ratio: covered / 0.95, expected: 0.95, measured: covered, ci: band, n: studies })
  if (wrong.length > 0) throw new Error(`not as theory has it: ${wrong.join('; ')}`)
  return { bench: 'simulate-validate', results }
}
