import { simulate } from '../src/index.js'
import { type Queue, scenarioOf, urgentVisit, visit } from './queues.js'
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
 * command and all figures. Without SimPy nothing is compared, and the result says so.
 */
export async function run(): Promise<object> {
  const days = 200
  const own = () => {
    const began = process.cpuUsage()
    const { indicators } = simulate(scenarioOf(queue, days, 2), { caseTypes: [visit, urgentVisit] })
    const { user, system } = process.cpuUsage(began)
    const visits =
      indicators.find(({ id }) => id === 'arrived')?.perReplication.reduce((sum: number, one) => sum + (one ?? 0), 0) ??
      0
    // The warm-up is run as well, and counts as little as SimPy's own customers do.
    return (visits * 1.2) / ((user + system) / 1e6)
  }
  own()
  const python = pythonWithSimpy()
  if (python === undefined) {
    return {
      bench: 'simulate-queue',
      skipped: 'no Python with SimPy here (Debian: python3-simpy3)',
      casesPerSecond: Math.round(own()),
    }
  }
  const customers = 50_000
  const ratios: number[] = []
  let [cases, reference] = [0, 0]
  for (let round = 0; round < rounds; round++) {
    reference = customers / secondsOf(python, mmc(customers))
    cases = own()
    ratios.push(cases / reference)
  }
  const ratio = ratios.sort((a, b) => a - b)[1] as number
  return {
    bench: 'simulate-queue',
    ...{
      reference: 'SimPy, M/M/5',
      ratio,
      aim: 20,
      casesPerSecond: Math.round(cases),
      simpyPerSecond: Math.round(reference),
    },
  }
}
