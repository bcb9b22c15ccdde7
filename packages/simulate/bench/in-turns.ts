// Two sides that take turns: what else the machine does meets both of a round, or few rounds.
import { pythonWithSimpy, type Seconds, secondsOf } from './simpy.js'

/** How much was simulated, and what that took. */
export interface Stretch {
  readonly done: number
  readonly seconds: Seconds
}

/** What came of all rounds. Rates are per second of processor time. */
export interface InTurns {
  /** Ours to theirs: the median of the rounds, by processor time, and by the clock. */
  readonly ratio: number
  readonly byClock: number
  /** The lowest round and the highest, by processor time. */
  readonly rounds: readonly [low: number, high: number]
  readonly perSecond: number
  readonly simpyPerSecond: number
}

const rounds = 7

/** How long something takes, once. */
export function timed(run: () => number): Stretch {
  const [started, began] = [performance.now(), process.cpuUsage()]
  const done = run()
  const { user, system } = process.cpuUsage(began)
  return { done, seconds: { processor: (user + system) / 1e6, wall: (performance.now() - started) / 1000 } }
}

/**
 * A run of ours beside a program of SimPy, seven rounds of both, who is first in turn; undefined where there is no Python with SimPy.
 * `run` is compiled before: SimPy's start is not counted either.
 */
export function besideSimpy(run: () => Stretch, customers: number, program: string): InTurns | undefined {
  const python = pythonWithSimpy()
  if (python === undefined) return undefined
  const told: { readonly ours: Stretch; readonly theirs: Seconds }[] = []
  for (let round = 0; round < rounds; round++) {
    const before = round % 2 === 0 ? run() : undefined
    const theirs = secondsOf(python, program)
    told.push({ ours: before ?? run(), theirs })
  }
  const ratios = (of: keyof Seconds) =>
    told.map(({ ours, theirs }) => ours.done / ours.seconds[of] / (customers / theirs[of])).sort((a, b) => a - b)
  const ratio = ratios('processor')
  return {
    ratio: median(ratio),
    byClock: median(ratios('wall')),
    rounds: [ratio[0] as number, ratio.at(-1) as number],
    perSecond: Math.round(median(told.map(({ ours }) => ours.done / ours.seconds.processor))),
    simpyPerSecond: Math.round(median(told.map(({ theirs }) => customers / theirs.processor))),
  }
}

/** The value in the middle. */
export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] as number
}
