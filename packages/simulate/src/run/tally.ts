// What is counted while cases go on, in memory that does not grow with them.
import { bucketOf, type Histogram } from '../statistics/histogram.js'

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
}

/** The names of sums, numbered once for all replications of a policy. */
export interface Ledger {
  /** The number of a sum by what it is called and about; `''` for a dimension it does not have. */
  slot(id: string, dim: string, name: string, type: string | undefined): number
  readonly names: readonly { readonly key: string; readonly id: string; readonly dims: Dims }[]
}

export function ledger(): Ledger {
  const known = new Map<string, number>()
  const names: { readonly key: string; readonly id: string; readonly dims: Dims }[] = []
  return {
    names,
    slot(id, dim, name, type) {
      const key = `${id}\n${type ?? ''}\n${name}`
      let slot = known.get(key)
      if (slot === undefined) {
        slot = names.length
        known.set(key, slot)
        const dims = { ...(type === undefined ? {} : { caseType: type }), ...(dim === '' ? {} : { [dim]: name }) }
        names.push({ key, id, dims })
      }
      return slot
    },
  }
}

/** The sums of one replication. */
export interface Tally {
  /** Adds a whole number from 0 up to a sum, and `count` to what it is a sum over. */
  add(slot: number, value: number, count: number): void
  addTime(type: string, ms: number, isEnded: boolean): void
  measures(): Measure[]
  times(): ReplicationResult['times']
}

/** Sums stay exact beyond 2^53: two limbs, the lower one below 2^40. */
const limb = 2 ** 40

export function tally({ names }: Ledger): Tally {
  let low = new Float64Array(64)
  let high = new Float64Array(64)
  let over = new Float64Array(64)
  /** Names that were added to, which a sum of nothing does not tell. */
  let isTold = new Uint8Array(64)
  const grow = (length: number) => {
    const grown = (before: Float64Array) => {
      const after = new Float64Array(length)
      after.set(before)
      return after
    }
    low = grown(low)
    high = grown(high)
    over = grown(over)
    const told = new Uint8Array(length)
    told.set(isTold)
    isTold = told
  }
  const times = new Map<string, { readonly ended: number[]; readonly censored: number[] }>()
  let lastType = ''
  let lastTimes: { readonly ended: number[]; readonly censored: number[] } | undefined
  return {
    add(slot, value, count) {
      if (slot >= low.length) grow(2 * slot)
      isTold[slot] = 1
      over[slot] = (over[slot] as number) + count
      const sum = (low[slot] as number) + value
      if (sum < limb) low[slot] = sum
      else {
        const rest = (low[slot] as number) + (value % limb)
        high[slot] = (high[slot] as number) + Math.floor(value / limb) + (rest >= limb ? 1 : 0)
        low[slot] = rest >= limb ? rest - limb : rest
      }
    },
    addTime(type, ms, isEnded) {
      if (lastTimes === undefined || lastType !== type) {
        lastType = type
        lastTimes = times.get(type)
        if (lastTimes === undefined) {
          lastTimes = { ended: [], censored: [] }
          times.set(type, lastTimes)
        }
      }
      const counts = isEnded ? lastTimes.ended : lastTimes.censored
      const place = placeOf(ms)
      while (counts.length <= place) counts.push(0)
      counts[place] = (counts[place] as number) + 1
    },
    measures: () =>
      names
        .map(({ key, id, dims }, slot) => ({ key, id, dims, slot }))
        .filter(({ slot }) => isTold[slot] === 1)
        .sort((a, b) => (a.key < b.key ? -1 : 1))
        .map(({ id, dims, slot }) => ({
          id,
          dims,
          sum: (high[slot] as number) * limb + (low[slot] as number),
          count: over[slot] as number,
        })),
    times: () =>
      [...times.entries()]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([type, { ended, censored }]) => ({ type, ended: histogramOf(ended), censored: histogramOf(censored) })),
  }
}

/** Buckets from 1 ms up have consecutive numbers; nothing lies between 0 and 1. */
const first = bucketOf(1) - 1

function placeOf(ms: number): number {
  return ms < 1 ? 0 : bucketOf(ms) - first
}

function histogramOf(counts: readonly number[]): Histogram {
  const told: (readonly [number, number])[] = []
  for (const [place, count] of counts.entries()) if (count > 0) told.push([place === 0 ? 0 : place + first, count])
  return told
}
