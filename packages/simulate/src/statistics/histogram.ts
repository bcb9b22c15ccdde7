// Quantiles of a stream in fixed memory: values are counted in buckets by the first bits of their float.

/** How often values fell into which bucket: `[bucket, count]`, by bucket. Plain JSON. */
export type Histogram = readonly (readonly [bucket: number, count: number])[]

/** 128 buckets to each doubling: a bucket is less than 0.8 % wide. */
const shift = 13
const float = new Float64Array(1)
const words = new Uint32Array(float.buffer)
// The word with sign and exponent, whichever way this machine orders them.
float[0] = 1
const high = words[1] === 0 ? 0 : 1

/** The bucket of a value from 0 up. Larger values are never in a smaller bucket. */
export function bucketOf(value: number): number {
  float[0] = value
  return (words[high] as number) >>> shift
}

/** The middle of a bucket. */
export function middleOf(bucket: number): number {
  const edge = (one: number) => {
    words[1 - high] = 0
    words[high] = one << shift
    return float[0] as number
  }
  const from = edge(bucket)
  return (from + edge(bucket + 1)) / 2
}

/**
 * The value that `share` of all do not exceed, where some were last seen before they ended: the Kaplan–Meier estimate.
 * Null where too many were. To within the width of a bucket.
 *
 * @source Kaplan, Meier: Nonparametric Estimation from Incomplete Observations (1958)
 */
export function quantileWithCensored(ended: Histogram, censored: Histogram, share: number): number | null {
  let atRisk = [...ended, ...censored].reduce((sum, [, count]) => sum + count, 0)
  if (atRisk === 0) return null
  let surviving = 1
  let next = 0
  for (const [bucket, count] of ended) {
    // What was last seen in an earlier bucket is at risk no longer; in the same one, it still was.
    while (next < censored.length && (censored[next] as readonly [number, number])[0] < bucket) {
      atRisk -= (censored[next] as readonly [number, number])[1]
      next++
    }
    surviving *= 1 - count / atRisk
    atRisk -= count
    if (1 - surviving >= share - 1e-12) return middleOf(bucket)
  }
  return null
}
