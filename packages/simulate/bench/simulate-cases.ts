import { simulate } from '../src/index.js'
import { conveningCase, scenario } from './convening-case.js'
import { convening, pythonWithSimpy, secondsOf } from './simpy.js'

/**
 * Convening cases a second of processor time against SimPy, with the same arrivals, staff and service: here with the real deadlines,
 * roles and guards, and all figures. Runs are long enough that making the case type ready and compiling the program matter
 * as little as they do to SimPy, whose start is not counted; `firstPerSecond` is a short study in a process that has just
 * begun. Without SimPy nothing is compared, and the result says so.
 */
export async function run(): Promise<object> {
  const own = (days: number, replications: number) => {
    const began = process.cpuUsage()
    const { indicators } = simulate(scenario(days, replications), { caseTypes: [conveningCase] })
    const { user, system } = process.cpuUsage(began)
    const arrived = indicators.find(({ id }) => id === 'arrived')?.perReplication ?? []
    return arrived.reduce((sum: number, one) => sum + (one ?? 0), 0) / ((user + system) / 1e6)
  }
  const first = own(200, 2)
  own(500, 2)
  const python = pythonWithSimpy()
  if (python === undefined) {
    return {
      bench: 'simulate-cases',
      skipped: 'no Python with SimPy here (Debian: python3-simpy3)',
      casesPerSecond: Math.round(own(500, 6)),
    }
  }
  const cases = 15_000
  const measured: { readonly ratio: number; readonly mine: number; readonly simpy: number }[] = []
  for (let round = 0; round < 3; round++) {
    const simpy = cases / secondsOf(python, convening(cases))
    const mine = own(500, 6)
    measured.push({ ratio: mine / simpy, mine, simpy })
  }
  const { ratio, mine, simpy } = measured.sort((a, b) => a.ratio - b.ratio)[1] as (typeof measured)[number]
  return {
    bench: 'simulate-cases',
    ...{ reference: 'SimPy, convening case', ratio, aim: 10 },
    casesPerSecond: Math.round(mine),
    simpyPerSecond: Math.round(simpy),
    firstPerSecond: Math.round(first),
  }
}
