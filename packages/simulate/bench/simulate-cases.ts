import { simulate } from '../src/index.js'
import { conveningCase, scenario } from './convening-case.js'
import { besideSimpy, timed } from './in-turns.js'
import { convening } from './simpy.js'

/**
 * Convening cases a second of processor time against SimPy, with the same arrivals, staff and service: here with the real deadlines,
 * roles and guards, and all figures. Both sides take turns, and the ratio is the median of the rounds. The program is compiled
 * before, which takes six studies, as SimPy's start is not counted; `firstPerSecond` is a short study in a process that has just
 * begun. Without SimPy nothing is compared, and the result says so.
 */
export async function run(): Promise<object> {
  const own = (days: number, replications: number) =>
    timed(() => {
      const { indicators } = simulate(scenario(days, replications), { caseTypes: [conveningCase] })
      const arrived = indicators.find(({ id }) => id === 'arrived')?.perReplication ?? []
      return arrived.reduce((sum: number, one) => sum + (one ?? 0), 0)
    })
  const first = own(200, 2)
  const firstPerSecond = Math.round(first.done / first.seconds.processor)
  for (let study = 0; study < 6; study++) own(500, 6)
  const cases = 15_000
  const beside = besideSimpy(() => own(500, 6), cases, convening(cases))
  if (beside === undefined) {
    const { done, seconds } = own(500, 6)
    return {
      bench: 'simulate-cases',
      skipped: 'no Python with SimPy here (Debian: python3-simpy3)',
      casesPerSecond: Math.round(done / seconds.processor),
    }
  }
  const { perSecond: casesPerSecond, ...told } = beside
  return {
    ...{ bench: 'simulate-cases', reference: 'SimPy, convening case', aim: 10 },
    ...{ ...told, casesPerSecond, firstPerSecond },
  }
}
