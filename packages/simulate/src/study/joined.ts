import type { Measure, ReplicationResult } from '../run/tally.js'
import type { Histogram } from '../statistics/histogram.js'

/** One replication of all districts, of what each came to, in the order of the districts. */
export function joined(parts: readonly ReplicationResult[]): ReplicationResult {
  const [first, ...others] = parts
  if (first === undefined || others.length === 0) return first as ReplicationResult
  const types = [...new Set(parts.flatMap(({ open }) => open.map(({ type }) => type)))].sort()
  const timed = [...new Set(parts.flatMap(({ times }) => times.map(({ type }) => type)))].sort()
  const countsOf = (type: string) => parts.map(({ open }) => open.find(one => one.type === type)?.counts ?? [])
  const timesOf = (type: string) => parts.flatMap(({ times }) => times.filter(one => one.type === type))
  const sum = (of: (one: ReplicationResult) => number) => parts.reduce((all, one) => all + of(one), 0)
  return {
    replication: first.replication,
    measures: added(parts.flatMap(({ measures }) => measures)),
    times: timed.map(type => ({
      type,
      ended: together(timesOf(type).map(({ ended }) => ended)),
      censored: together(timesOf(type).map(({ censored }) => censored)),
    })),
    open: types.map(type => {
      const all = countsOf(type)
      const days = Math.max(...all.map(({ length }) => length))
      return { type, counts: Array.from({ length: days }, (_, i) => all.reduce((n, own) => n + (own[i] ?? 0), 0)) }
    }),
    censored: sum(({ censored }) => censored),
    arrived: sum(({ arrived }) => arrived),
    ...(first.came === undefined ? {} : { came: sum(({ came = 0 }) => came) }),
  }
}

function added(measures: readonly Measure[]): readonly Measure[] {
  const sums = new Map<string, Measure>()
  for (const one of measures) {
    const key = JSON.stringify([one.id, one.dims])
    const before = sums.get(key)
    sums.set(
      key,
      before === undefined
        ? one
        : { ...one, sum: before.sum + one.sum, count: before.count + one.count, ...stretched(before, one) },
    )
  }
  return [...sums].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one)
}

function stretched({ stretches: one }: Measure, { stretches: other }: Measure): Pick<Measure, 'stretches'> {
  if (one === undefined || other === undefined) return {}
  const both = (a: readonly number[], b: readonly number[]) => a.map((value, i) => value + (b[i] as number))
  return { stretches: { sums: both(one.sums, other.sums), counts: both(one.counts, other.counts) } }
}

function together(histograms: readonly Histogram[]): Histogram {
  const counts = new Map<number, number>()
  for (const histogram of histograms)
    for (const [bucket, count] of histogram) counts.set(bucket, (counts.get(bucket) ?? 0) + count)
  return [...counts].sort(([a], [b]) => a - b)
}
