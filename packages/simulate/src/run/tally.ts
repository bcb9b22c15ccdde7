// What is counted while cases go on, in memory that does not grow with them.
import { addTo, type ExactSum, exactSum, totalOf } from '../statistics/exact-sum.js'
import { countIn, type Histogram, histogramOf } from '../statistics/histogram.js'

/** What a figure is about, such as `{ party: 'dept:police' }`. */
export type Dims = Readonly<Record<string, string>>

/** One sum of one replication. Plain JSON. */
export interface Measure {
  readonly id: string
  readonly dims: Dims
  readonly sum: number
  readonly count: number
}

/** What one replication comes to. Plain JSON: replications can be computed anywhere and put together in their order. */
export interface ReplicationResult {
  readonly replication: number
  readonly measures: readonly Measure[]
  /** Times to close of measured cases, by case type: those that were settled, and those that were not. */
  readonly times: readonly { readonly type: string; readonly ended: Histogram; readonly censored: Histogram }[]
  /** Cases open at the end of each day, by case type. */
  readonly open: readonly { readonly type: string; readonly counts: readonly number[] }[]
  readonly censored: number
  readonly arrived: number
  readonly events: number
}

interface Sum {
  readonly id: string
  readonly dims: Dims
  readonly sum: ExactSum
  count: number
}

/** Sums by name. */
export interface Tally {
  /** Adds a whole number from 0 up to a sum, and `count` to what it is a sum over. */
  add(id: string, dim: string, name: string, type: string | undefined, value: number, count: number): void
  addTime(type: string, ms: number, isEnded: boolean): void
  measures(): Measure[]
  times(): ReplicationResult['times']
}

export function tally(): Tally {
  const sums = new Map<string, Sum>()
  const times = new Map<string, { readonly ended: Map<number, number>; readonly censored: Map<number, number> }>()
  return {
    add(id, dim, name, type, value, count) {
      const key = `${id}\n${type ?? ''}\n${name}`
      let sum = sums.get(key)
      if (sum === undefined) {
        const dims = { ...(type === undefined ? {} : { caseType: type }), ...(dim === '' ? {} : { [dim]: name }) }
        sum = { id, dims, sum: exactSum(), count: 0 }
        sums.set(key, sum)
      }
      addTo(sum.sum, value)
      sum.count += count
    },
    addTime(type, ms, isEnded) {
      let of = times.get(type)
      if (of === undefined) {
        of = { ended: new Map(), censored: new Map() }
        times.set(type, of)
      }
      countIn(isEnded ? of.ended : of.censored, ms)
    },
    measures: () =>
      [...sums.entries()]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([, { id, dims, sum, count }]) => ({ id, dims, sum: totalOf(sum), count })),
    times: () =>
      [...times.entries()]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([type, { ended, censored }]) => ({ type, ended: histogramOf(ended), censored: histogramOf(censored) })),
  }
}
