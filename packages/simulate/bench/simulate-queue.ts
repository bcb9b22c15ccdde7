import { simulate } from '../src/index.js'
import { bareQueue } from './bare-queue.js'
import { erlangC, type Queue, scenarioOf, urgentVisit, visit } from './queues.js'
import { mmc, pythonWithSimpy, secondsOf } from './simpy.js'

const queue: Queue = {
  name: 'M/M/5 at 0.9',
  load: 0.9,
  servers: 5,
  desks: 1,
  service: { exponential: { mean: '1 h' } },
}
const rounds = 3

/**
 * Customers of M/M/5 a second of processor time against SimPy: each a whole case here, with roles, duties, a journal entry for each
 * command and all figures. A bare loop beside it shows what the draws and the heap alone cost. Runs are long enough that
 * making the case type ready and compiling the program matter as little as they do to SimPy, whose start is not counted;
 * `firstPerSecond` is a short study in a process that has just begun. Without SimPy nothing is compared, and the result says so.
 */
export async function run(): Promise<object> {
  const own = (days: number, replications: number) => {
    const began = process.cpuUsage()
    const { indicators } = simulate(scenarioOf(queue, days, replications), { caseTypes: [visit, urgentVisit] })
    const { user, system } = process.cpuUsage(began)
    const visits =
      indicators.find(({ id }) => id === 'arrived')?.perReplication.reduce((sum: number, one) => sum + (one ?? 0), 0) ??
      0
    // The warm-up is run as well, and counts as little as SimPy's own customers do.
    return (visits * 1.2) / ((user + system) / 1e6)
  }
  const bare = () => {
    const customers = 500_000
    const began = process.cpuUsage()
    const wait = bareQueue(customers)
    const { user, system } = process.cpuUsage(began)
    if (Math.abs(wait / erlangC(0.9, 5) - 1) > 0.1) throw new Error(`the bare loop waits ${wait} h`)
    return customers / ((user + system) / 1e6)
  }
  const first = own(200, 2)
  own(1000, 4)
  bare()
  const python = pythonWithSimpy()
  if (python === undefined) {
    return {
      bench: 'simulate-queue',
      skipped: 'no Python with SimPy here (Debian: python3-simpy3)',
      casesPerSecond: Math.round(own(1000, 10)),
    }
  }
  const customers = 50_000
  const measured: { readonly ratio: number; readonly cases: number; readonly simpy: number; readonly floor: number }[] =
    []
  for (let round = 0; round < rounds; round++) {
    const simpy = customers / secondsOf(python, mmc(customers))
    const cases = own(1000, 10)
    measured.push({ ratio: cases / simpy, cases, simpy, floor: bare() })
  }
  const { ratio, cases, simpy, floor } = measured.sort((a, b) => a.ratio - b.ratio)[1] as (typeof measured)[number]
  return {
    bench: 'simulate-queue',
    ...{ reference: 'SimPy, M/M/5', ratio, aim: 20, ofBareLoop: cases / floor },
    casesPerSecond: Math.round(cases),
    simpyPerSecond: Math.round(simpy),
    barePerSecond: Math.round(floor),
    firstPerSecond: Math.round(first),
  }
}
