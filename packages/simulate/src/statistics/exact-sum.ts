/** A sum of whole numbers that stays exact beyond 2^53: two limbs, the lower one below 2^40. */
export interface ExactSum {
  high: number
  low: number
}

const limb = 2 ** 40

export function exactSum(): ExactSum {
  return { high: 0, low: 0 }
}

/** Adds a whole number from 0 to 2^53 − 1. */
export function addTo(sum: ExactSum, value: number): void {
  const low = sum.low + (value % limb)
  sum.high += Math.floor(value / limb) + (low >= limb ? 1 : 0)
  sum.low = low >= limb ? low - limb : low
}

/** The sum as a number, rounded once. */
export function totalOf({ high, low }: ExactSum): number {
  return high * limb + low
}
