import { simulate } from '../src/index.js'
import { bareQueue } from './bare-queue.js'
import { besideSimpy, median, type Stretch, timed } from './in-turns.js'
import { erlangC, type Queue, scenarioOf, urgentVisit, visit } from './queues.js'
import { mmc } from './simpy.js'

const queue: Queue = {
  name: 'M/M/5 at 0.9',
  load: 0.9,
  servers: 5,
  desks: 1,
  service: { exponential: { mean: '1 h' } },
}

/**
 * Customers of M/M/5 a second of processor time against SimPy: each a whole case here, with roles, duties, a journal entry for each
 * command and all figures. A bare loop beside it shows what the draws and the heap alone cost. Both sides take turns, and the ratio
 * is the median of the rounds. The program is compiled before, as SimPy's start is not counted; `firstPerSecond` is a short study in
 * a process that has just begun. Without SimPy nothing is compared, and the result says so.
 */
export async function run(): Promise<object> {
  const own = (days: number, replications: number) =>
    timed(() => {
      const { indicators } = simulate(scenarioOf(queue, days, replications), { caseTypes: [visit, urgentVisit] })
      const arrived = indicators.find(({ id }) => id === 'arrived')?.perReplication ?? []
      // The warm-up is run as well, and counts as little as SimPy's own customers do.
      return 1.2 * arrived.reduce((sum: number, one) => sum + (one ?? 0), 0)
    })
  const rateOf = ({ done, seconds }: Stretch) => done / seconds.processor
  const bare = () =>
    timed(() => {
      const customers = 500_000
      const wait = bareQueue(customers)
      if (Math.abs(wait / erlangC(0.9, 5) - 1) > 0.1) throw new Error(`the bare loop waits ${wait} h`)
      return customers
    })
  const firstPerSecond = Math.round(rateOf(own(200, 2)))
  for (let study = 0; study < 4; study++) own(1000, 10)
  bare()
  const ofBareLoop: number[] = []
  const floors: number[] = []
  const customers = 50_000
  const beside = besideSimpy(
    () => {
      const ours = own(1000, 10)
      floors.push(rateOf(bare()))
      ofBareLoop.push(rateOf(ours) / (floors.at(-1) as number))
      return ours
    },
    customers,
    mmc(customers),
  )
  if (beside === undefined) {
    return {
      bench: 'simulate-queue',
      skipped: 'no Python with SimPy here (Debian: python3-simpy3)',
      casesPerSecond: Math.round(rateOf(own(1000, 10))),
    }
  }
  const { perSecond: casesPerSecond, ...told } = beside
  return {
    ...{ bench: 'simulate-queue', reference: 'SimPy, M/M/5', aim: 20, ofBareLoop: median(ofBareLoop) },
    ...{ ...told, casesPerSecond, barePerSecond: Math.round(median(floors)), firstPerSecond },
  }
}
