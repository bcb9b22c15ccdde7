import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compile } from '../src/index.js'
import { compare, noTally, scenario } from './many-machines.js'

/**
 * Ten times what the fault needs that shows least: of those planted in `seeded-faults` and ten seeds each, the last was seen by
 * the 464th machine, all others by the 174th. `KERNEL_MACHINES=1000000 npx vitest run many-machines` is the long mode.
 */
const machines = Number(process.env.KERNEL_MACHINES ?? 5_000)

describe('random machines over the whole supported grammar', () => {
  it(`do after every event what XState does, ${machines} of them`, async () => {
    const tally = noTally()
    await fc.assert(
      fc.property(scenario, each => compare(compile, each, tally)),
      { numRuns: machines },
    )
    // A family that never moves, ends, loops, throws or remembers would compare nothing.
    for (const [what, count] of Object.entries(tally)) expect(count, what).toBeGreaterThan(machines / 200)
    expect(tally.machines).toBe(machines)
  }, 3_600_000)
})
