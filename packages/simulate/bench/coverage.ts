// How often intervals cover the truth, on queues simple enough to be run a million times: waiting times by Lindley's
// recursion, with the luck and the intervals of the simulator.
import log1p from '@stdlib/math-base-special-log1p'
import { draw, keyOf, label, replicationKey, seedKey } from '../src/random/luck.js'
import { type StretchedControls, stretchedControls } from '../src/statistics/by-stretch.js'
import { type Difference, meanInterval, pairedMeans } from '../src/statistics/interval.js'

const [gap, service] = [label('gap'), label('service')]

/** The mean wait of customers `from` to `to` of an M/M/1 that starts empty, with a mean service of 1. */
function meanWait(load: number, seed: number, replication: number, [from, to]: readonly [number, number]): number {
  const key = keyOf(replicationKey(seedKey(seed), replication), gap, 0)
  let wait = 0
  let sum = 0
  for (let i = 0; i < to; i++) {
    if (i >= from) sum += wait
    wait = Math.max(0, wait - log1p(-draw(key, service, i)) + log1p(-draw(key, gap, i)) / load)
  }
  return sum / (to - from)
}

/** The mean wait of the first customers of an M/M/1 that starts empty, from how many each finds there. */
export function firstWaits(load: number, customers: number): number {
  // Before the next customer comes, each departure is one of two exponentials: a geometric number, as far as there are any.
  const departs = 1 / (1 + load)
  let found = [1]
  let sum = 0
  for (let n = 0; n < customers; n++) {
    sum += found.reduce((mean, p, k) => mean + p * k, 0)
    const next: number[] = new Array(found.length + 1).fill(0)
    for (const [k, p] of found.entries()) {
      let left = p
      for (let stays = k + 1; stays > 0; stays--) {
        const here = left * (1 - departs)
        next[stays] = (next[stays] as number) + here
        left -= here
      }
      next[0] = (next[0] as number) + left
    }
    found = next
  }
  return sum / customers
}

/** Studies of an M/M/1 that starts empty: the mean wait of which customers, in how many replications, and what it is in truth. */
export interface CoverageDesign {
  readonly name: string
  readonly load: number
  readonly customers: readonly [from: number, to: number]
  readonly replications: number
  readonly truth: number
}

/** What share of studies covers the truth, and within which band that share lies by chance in all but 1 of 1,000. */
export interface Coverage {
  readonly name: string
  readonly studies: number
  readonly covered: number
  readonly band: readonly [low: number, high: number]
}

export function coverageOf({ name, load, customers, replications, truth }: CoverageDesign, studies: number): Coverage {
  let covered = 0
  for (let study = 0; study < studies; study++) {
    const values = Array.from({ length: replications }, (_, r) => meanWait(load, study, r, customers))
    const [low, high] = meanInterval(values, 0.95).ci as readonly [number, number]
    if (low <= truth && truth <= high) covered++
  }
  return { name, studies, covered: covered / studies, band: bandOf(studies) }
}

/** Within which band the share of so many intervals of 95 % that cover the truth lies, in all but 1 of 1,000. */
export function bandOf(studies: number): Coverage['band'] {
  const margin = 3.29 * Math.sqrt((0.95 * 0.05) / studies)
  return [0.95 - margin, Math.min(1, 0.95 + margin)]
}

/**
 * A queue in balance whose first customers are left out, and the first customers of one that starts empty. The mean of twenty
 * customers is so skewed that thirty replications cover it in 92.7 % of studies only: a t interval needs more of them.
 */
export const designs: readonly CoverageDesign[] = [
  { name: 'M/M/1 at 0.8, warm-up left out', load: 0.8, customers: [1000, 6000], replications: 30, truth: 4 },
  {
    name: 'M/M/1 at 0.8, first 20 from empty',
    ...{ load: 0.8, customers: [0, 20], replications: 150, truth: firstWaits(0.8, 20) },
  },
]

/** Two loads of an M/M/1 that starts empty, how many of its first customers, and in how many replications. */
export interface DifferenceDesign {
  readonly loads: readonly [one: number, other: number]
  readonly customers: number
  readonly replications: number
}

/** Long enough for queues to come near balance. */
export const differenceDesign: DifferenceDesign = { loads: [0.7, 0.8], customers: 500, replications: 40 }

/** How a difference is corrected, as `control` of a scenario says. */
export type Corrected = 'queues' | 'workload'

/** Stretches of the first customers, for slopes: 50 customers each, about as long as queues take to forget. */
const stretches = 10

/**
 * How often the interval of a difference covers the truth: the mean wait under two loads and one luck, corrected as `control: 'queues'` corrects: by gaps,
 * and under each load by services and gaps weighted by how long whoever comes has to wait, which is settled before they are drawn; or as `control: 'workload'` does, by each of them, by squared gaps and by
 * services, with slopes from stretches. With the mean of the ratio of variances, and by how many standard errors of a study all are off together.
 */
export function coverageOfDifference(
  { loads, customers, replications }: DifferenceDesign,
  studies: number,
  by: Corrected,
): Coverage & { readonly truth: number; readonly varianceRatio: number; readonly bias: number } {
  const [one, other] = loads
  const truth = firstWaits(other, customers) - firstWaits(one, customers)
  let covered = 0
  let varianceRatio = 0
  let [bias, spread] = [0, 0]
  for (let study = 0; study < studies; study++) {
    const firsts = Array.from({ length: replications }, (_, r) => controlledWait(one, study, r, customers))
    const others = Array.from({ length: replications }, (_, r) => controlledWait(other, study, r, customers))
    const difference = by === 'queues' ? byQueues(firsts, others) : byWorkload(firsts, others)
    const off = (difference.estimate as number) - truth
    bias += off / studies
    spread += (off * off) / studies
    const [low, high] = difference.ci as readonly [number, number]
    if (low <= truth && truth <= high) covered++
    varianceRatio += (difference.varianceRatio as number) / studies
  }
  const name = `M/M/1 at ${one} and at ${other}, corrected by ${by}`
  return {
    ...{ name, studies, covered: covered / studies, band: bandOf(studies), truth, varianceRatio },
    bias: bias / Math.sqrt(spread),
  }
}

type Waits = ReturnType<typeof controlledWait>

function byQueues(firsts: readonly Waits[], others: readonly Waits[]): Difference {
  const crowded = (all: readonly Waits[]) => all.map(one => sumOf(one.served) + sumOf(one.came))
  const controls = [firsts.map(({ gaps }) => sumOf(gaps)), crowded(firsts), crowded(others)]
  return pairedMeans(means(firsts), means(others), 0.95, controls)
}

function byWorkload(firsts: readonly Waits[], others: readonly Waits[]): Difference {
  const noted = (['gaps', 'gapsSquared', 'services', 'served', 'came'] as const).flatMap(what =>
    [firsts, others].map(all => all.map(one => one[what])),
  )
  const controls = stretchedControls(noted) as StretchedControls
  const sums = (all: readonly Waits[]) => ({ sums: all.map(one => one.waits) })
  return pairedMeans(means(firsts), means(others), 0.95, { off: [controls.offBy(sums(firsts), sums(others))] })
}

function means(all: readonly Waits[]): readonly number[] {
  return all.map(({ waits }) => sumOf(waits))
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0)
}

/** The mean wait, and what was noted, by stretches of customers. */
function controlledWait(load: number, seed: number, replication: number, customers: number) {
  const key = keyOf(replicationKey(seedKey(seed), replication), gap, 0)
  let wait = 0
  const none = () => new Array<number>(stretches).fill(0)
  const noted = { waits: none(), gaps: none(), gapsSquared: none(), services: none(), served: none(), came: none() }
  const length = customers / stretches
  for (let i = 0; i < customers; i++) {
    const add = (what: keyof typeof noted, value: number) => {
      const t = Math.floor(i / length)
      noted[what][t] = (noted[what][t] as number) + value
    }
    add('waits', wait / customers)
    const [served, until] = [-log1p(-draw(key, service, i)), -log1p(-draw(key, gap, i))]
    add('gaps', 1 - until)
    add('gapsSquared', 2 - until * until)
    add('services', served - 1)
    add('served', wait * (served - 1))
    add('came', (wait * (1 - until)) / load)
    wait = Math.max(0, wait + served - until / load)
  }
  return noted
}
