import ln from '@stdlib/math-base-special-ln'
import { isCensored, middle, type Observation } from './observation.js'

/** How the share that lasts longer falls, at each time at which something ended. */
export interface Step {
  readonly at: number
  /** Share that lasts longer than this. */
  readonly surviving: number
}

/**
 * The share that lasts longer, with what was last seen before it ended, and what would not have been seen had it ended sooner.
 *
 * @source Kaplan, Meier (1958); with truncation Tsai, Jewell, Wang (1987)
 */
export function kaplanMeier(observations: readonly Observation[]): readonly Step[] {
  const times = observations.map(one => ({ at: middle(one), ended: !isCensored(one) })).sort((a, b) => a.at - b.at)
  const entries = observations.map(({ after = -1 }) => after).sort((a, b) => a - b)
  const steps: Step[] = []
  let surviving = 1
  let entered = 0
  let left = 0
  for (let i = 0; i < times.length; ) {
    const { at } = times[i] as (typeof times)[number]
    while (entered < entries.length && (entries[entered] as number) < at) entered++
    let ended = 0
    let gone = 0
    for (; i < times.length && times[i]?.at === at; i++) {
      if (times[i]?.ended === true) ended++
      gone++
    }
    const atRisk = entered - left
    if (ended > 0 && atRisk > 0) {
      surviving *= Math.max(0, 1 - ended / atRisk)
      steps.push({ at, surviving })
    }
    left += gone
  }
  return steps
}

/** The mean of what the steps have, their rest beyond the last taken as there. */
export function meanOf(steps: readonly Step[]): number {
  let [before, surviving, area] = [0, 1, 0]
  for (const step of steps) {
    area += surviving * (step.at - before)
    before = step.at
    surviving = step.surviving
  }
  return area
}

/** Most values that stand for a distribution. */
const most = 200

/**
 * Values with weights that stand for the steps. What was not over at the last of them goes on as it has fallen so far, in five parts.
 *
 * @source Brown, Hollander, Korwar (1974): an exponential tail
 */
export function valuesOf(steps: readonly Step[]): readonly { readonly value: number; readonly weight: number }[] {
  const last = steps.at(-1)
  if (last === undefined) return []
  const falls = steps.map(({ at, surviving }, i) => ({ value: at, weight: (steps[i - 1]?.surviving ?? 1) - surviving }))
  const kept = falls.length <= most ? falls : merged(falls)
  const rest = last.surviving
  if (rest < 1e-9) return kept
  const mean = last.at / -ln(rest)
  // The middle of each fifth of an exponential.
  const tail = [0.1, 0.3, 0.5, 0.7, 0.9].map(share => ({ value: last.at - mean * ln(1 - share), weight: rest / 5 }))
  return [...kept, ...tail]
}

/** As many parts of equal weight, each with its mean. */
function merged(falls: readonly { readonly value: number; readonly weight: number }[]) {
  const total = falls.reduce((sum, { weight }) => sum + weight, 0)
  const parts: { value: number; weight: number }[] = []
  let [weight, sum] = [0, 0]
  let passed = 0
  for (const fall of falls) {
    weight += fall.weight
    sum += fall.weight * fall.value
    passed += fall.weight
    if (passed < (total * (parts.length + 1)) / most - 1e-12) continue
    parts.push({ value: sum / weight, weight })
    weight = 0
    sum = 0
  }
  if (weight > 1e-12) parts.push({ value: sum / weight, weight })
  return parts
}
