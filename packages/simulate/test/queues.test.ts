import { describe, expect, it } from 'vitest'
import { coverageOf, designs, firstWaits } from '../bench/coverage.js'
import { erlangC, pollaczekKhinchine, preemptive, queues, simulated } from '../bench/queues.js'

describe('a simulated queue', () => {
  // Few days, so that the test is quick; `npm run simulate:validate` runs them for long.
  it.each(queues.map(one => [one.queue.name, one] as const))(
    '%s waits as the formula says',
    (_, { queue, expected }) => {
      const measured = simulated(queue, 60, 8)
      for (const { figure, hours } of expected) {
        const found = measured.find(one => one.figure === figure)
        const half = ((found?.ci[1] ?? 0) - (found?.ci[0] ?? 0)) / 2
        expect(Math.abs((found?.hours ?? 0) - hours)).toBeLessThan(2.5 * half)
        expect(half).toBeLessThan(0.6 * hours)
      }
    },
  )

  it('has formulas that agree where one queue is a case of another', () => {
    expect(erlangC(0.8, 1)).toBeCloseTo(4, 12)
    expect(pollaczekKhinchine(0.8, 1)).toBeCloseTo(4, 12)
    // Gross, Harris: M/M/3 at 2/3, with a mean wait of 4/9 of a service.
    expect(erlangC(2 / 3, 3)).toBeCloseTo(4 / 9, 12)
    // Interruptions move who is there for how long, not how many are there.
    const { urgent, other } = preemptive(0.8, 0.3)
    expect(0.24 * urgent + 0.56 * other).toBeCloseTo(0.8 / 0.2, 12)
    expect(firstWaits(0.8, 2)).toBeCloseTo(0.8 / 1.8 / 2, 12)
    expect(firstWaits(0.5, 400)).toBeCloseTo(1, 1)
  })
})

describe('an interval', () => {
  it.each(designs.map(design => [design.name, design] as const))(
    '%s covers the truth as often as it says',
    (_, design) => {
      const [from] = design.customers
      const short = from === 0 ? design : { ...design, customers: [300, 1000] as const }
      const { covered, band } = coverageOf(short, 200)
      expect(covered).toBeGreaterThan(band[0])
      expect(covered).toBeLessThanOrEqual(Math.min(1, band[1]))
    },
  )
})
