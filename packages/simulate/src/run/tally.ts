// What is counted while cases go on, in memory that does not grow with them.

import { bucketOf, type Histogram } from '../statistics/histogram.js'

/** What became of each case that was open at the start, in their order: 1 or 0. Plain JSON. */
export interface StartedResult {
  /** A period that had not passed at the start passed by the last measured day without what it is for. */
  readonly late: readonly number[]
  /** It was settled by then. */
  readonly closed: readonly number[]
  /** What parties did in any of them, each once: case type and command, such as `complaint answer`. */
  readonly done: readonly string[]
}

/** What a figure is about, such as `{ party: 'dept:police' }`. */
export type Dims = Readonly<Record<string, string>>

/** Whether two figures are about the same, in whatever order it is written. */
export function sameDims(one: Dims, other: Dims): boolean {
  const names = Object.keys(other)
  return Object.keys(one).length === names.length && names.every(name => one[name] === other[name])
}

/** One sum of one replication. Plain JSON. */
export interface Measure {
  readonly id: string
  readonly dims: Dims
  readonly sum: number
  readonly count: number
  /** The same by stretches of time, one after the other; absent where nobody asked, by `control`. */
  readonly stretches?: { readonly sums: readonly number[]; readonly counts: readonly number[] } | undefined
}

/** Stretches are no shorter, in days, and there are no more of them. */
const [shortestStretch, mostStretches] = [3, 120]

function daysOfStretch(days: number): number {
  return Math.max(shortestStretch, Math.ceil(days / mostStretches))
}

/** Whether a stretch of time ends with the n-th of so many measured days; what comes after the last day is of the last stretch. */
export function endsStretch(n: number, days: number): boolean {
  return n < days && n % daysOfStretch(days) === 0
}

/** How many stretches so many measured days have; undefined where they are one, which is not told by itself. */
export function stretchesIn(days: number): number | undefined {
  const stretches = Math.ceil(days / daysOfStretch(days))
  return stretches > 1 ? stretches : undefined
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
  /** Measured cases that arrived from a source; absent where nobody asked, by `control`. */
  readonly came?: number | undefined
  /** Of the cases that were open at the start; absent where there were none. */
  readonly started?: StartedResult | undefined
}

/** The names of sums, numbered once for all replications of a policy. */
export interface Ledger {
  /** The number of a sum by what it is called and about; `''` for a dimension it does not have. */
  slot(id: string, dim: string, name: string, type: string | undefined): number
  /** The number of the same sum, within a group only. */
  within(slot: number, dim: string, name: string): number
  /** The number of sums that are always added to together: of each its number, what is added, and to what it is a sum over. */
  bundle(additions: readonly number[]): number
  readonly bundles: readonly (readonly number[])[]
  readonly names: readonly { readonly key: string; readonly id: string; readonly dims: Dims }[]
}

export function ledger(): Ledger {
  const known = new Map<string, number>()
  const names: { readonly key: string; readonly id: string; readonly dims: Dims }[] = []
  const numbers = new Map<string, number>()
  const bundles: (readonly number[])[] = []
  return {
    names,
    bundles,
    bundle(additions) {
      const key = additions.join()
      let number = numbers.get(key)
      if (number === undefined) {
        number = bundles.length
        numbers.set(key, number)
        bundles.push(additions)
      }
      return number
    },
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
    within(of, dim, name) {
      const { key: whole, id, dims } = names[of] as (typeof names)[number]
      const key = `${whole}\n${dim}=${name}`
      let slot = known.get(key)
      if (slot === undefined) {
        slot = names.length
        known.set(key, slot)
        names.push({ key, id, dims: { ...dims, [dim]: name } })
      }
      return slot
    },
  }
}

/** The sums of one replication. */
export interface Tally {
  /** Adds a whole number from 0 up to a sum, and `count` to what it is a sum over. */
  add(slot: number, value: number, count: number): void
  /** Adds a bundle of the ledger so many times. */
  addBundle(bundle: number, times?: number): void
  /** Adds a time to a sum, and counts it among those that have come to their end, or have not. */
  addTime(slot: number, ms: number, isEnded: boolean): void
  /** Several times, all of which have come to their end. */
  addTimes(slot: number, times: Float64Array): void
  /** What is added from now on is of the next stretch of time. */
  endStretch(): void
  measures(): Measure[]
  times(): ReplicationResult['times']
}

/** Sums stay exact beyond 2^53: two limbs, the lower one below 2^40. */
const limb = 2 ** 40

/** Of each sum: its lower limb, its upper limb, what it is a sum over, and whether it was added to, which a sum of nothing does not tell. */
const width = 4

export function tally({ names, bundles }: Ledger): Tally {
  let sums = new Float64Array(64 * width)
  /** How often each bundle was added. */
  let added = new Float64Array(64)
  /** By sum: how many times lie in each bucket, first those that ended. */
  const times: (TimesOfSum | undefined)[] = []

  /** Of each sum that there was by then what it and its count were at the end of each stretch. */
  const ended: Float64Array[] = []
  const valueAt = (at: number) => (sums[at + 1] as number) * limb + (sums[at] as number)
  const stretchesOf = (slot: number): Pick<Measure, 'stretches'> => {
    if (ended.length === 0) return {}
    const at = slot * width
    const by = (place: number, last: number) => {
      let before = 0
      return [...ended.map(all => all[2 * slot + place] ?? 0), last].map(value => {
        const own = value - before
        before = value
        return own
      })
    }
    return { stretches: { sums: by(0, valueAt(at)), counts: by(1, sums[at + 2] as number) } }
  }

  const grow = (slot: number) => {
    const grown = new Float64Array(2 * width * (slot + 1))
    grown.set(sums)
    sums = grown
  }
  const carry = (at: number, value: number) => {
    const rest = (sums[at] as number) + (value % limb)
    sums[at + 1] = (sums[at + 1] as number) + Math.floor(value / limb) + (rest >= limb ? 1 : 0)
    sums[at] = rest >= limb ? rest - limb : rest
  }
  const add = (slot: number, value: number, count: number) => {
    const at = slot * width
    if (at >= sums.length) grow(slot)
    const sum = (sums[at] as number) + value
    if (sum < limb) sums[at] = sum
    else carry(at, value)
    sums[at + 2] = (sums[at + 2] as number) + count
    sums[at + 3] = 1
  }
  const timesOf = (slot: number): TimesOfSum => {
    let known = times[slot]
    if (known === undefined) {
      while (times.length <= slot) times.push(undefined)
      known = { ended: new Float64Array(places), censored: new Float64Array(places) }
      times[slot] = known
    }
    return known
  }
  const unbundle = () => {
    for (const [bundle, additions] of bundles.entries()) {
      const times = added[bundle] ?? 0
      if (times === 0) continue
      for (let i = 0; i < additions.length; i += 3)
        add(additions[i] as number, times * (additions[i + 1] as number), times * (additions[i + 2] as number))
      added[bundle] = 0
    }
  }
  return {
    add,
    addBundle(bundle, times = 1) {
      if (bundle >= added.length) {
        const grown = new Float64Array(2 * bundle)
        grown.set(added)
        added = grown
      }
      added[bundle] = (added[bundle] as number) + times
    },
    addTimes(slot, all) {
      if (all.length === 0) return
      const { ended } = timesOf(slot)
      for (let i = 0; i < all.length; i++) {
        const ms = all[i] as number
        add(slot, ms, 1)
        const place = placeOf(ms)
        ended[place] = (ended[place] as number) + 1
      }
    },
    addTime(slot, ms, isEnded) {
      add(slot, ms, 1)
      const known = timesOf(slot)
      const counts = isEnded ? known.ended : known.censored
      const place = placeOf(ms)
      counts[place] = (counts[place] as number) + 1
    },
    endStretch() {
      unbundle()
      const all = new Float64Array(2 * names.length)
      for (let slot = 0; slot < names.length && slot * width < sums.length; slot++) {
        all[2 * slot] = valueAt(slot * width)
        all[2 * slot + 1] = sums[slot * width + 2] as number
      }
      ended.push(all)
    },
    measures() {
      unbundle()
      return names
        .map(({ key, id, dims }, slot) => ({ key, id, dims, slot }))
        .filter(({ slot }) => sums[slot * width + 3] === 1)
        .sort((a, b) => (a.key < b.key ? -1 : 1))
        .map(({ id, dims, slot }) => ({
          id,
          dims,
          sum: valueAt(slot * width),
          count: sums[slot * width + 2] as number,
          ...stretchesOf(slot),
        }))
    },
    times: () =>
      times
        .flatMap((known, slot) =>
          known === undefined
            ? []
            : [
                {
                  type: names[slot]?.dims.caseType as string,
                  ended: histogramOf(known.ended),
                  censored: histogramOf(known.censored),
                },
              ],
        )
        .sort((a, b) => (a.type < b.type ? -1 : 1)),
  }
}

interface TimesOfSum {
  readonly ended: Float64Array
  readonly censored: Float64Array
}

/** Buckets from 1 ms up have consecutive numbers; nothing lies between 0 and 1. */
const first = bucketOf(1) - 1
/** No time is as long as 2^53 ms. */
const places = bucketOf(2 ** 53) - first + 1

function placeOf(ms: number): number {
  return ms < 1 ? 0 : bucketOf(ms) - first
}

function histogramOf(counts: Float64Array): Histogram {
  const told: (readonly [number, number])[] = []
  // By place: an iterator would make an object of each of thousands, nearly all of which are empty.
  for (let place = 0; place < counts.length; place++) {
    const count = counts[place] as number
    if (count > 0) told.push([place === 0 ? 0 : place + first, count])
  }
  return told
}
