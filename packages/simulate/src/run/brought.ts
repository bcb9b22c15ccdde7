import { draw, label } from '../random/luck.js'
import { unitExponential } from '../random/unit-exponential.js'
import type { BehaviourRule } from '../scenario/schema.js'
import type { Tally } from './tally.js'
import { timeDraw } from './time-draw.js'
import type { World } from './world.js'

/** Whose luck is noted. */
interface Lucky {
  readonly k0: number
  readonly k1: number
}

/** Notes that the effort of a duty was drawn for the n-th time it arose: by which rule, and for which party, by its number. */
export type Brought = (run: Lucky, party: number, rule: BehaviourRule, duty: string, n: number) => void

/**
 * Notes how much work luck brings in to parties that have staff, for `control: 'work'`; undefined where nobody asks. Not the effort itself, but a unit exponential of the
 * same luck, weighted by the median effort: of that the expected value is known whatever the distribution, but for rounding to whole ms, and its sum is a sum
 * over what is expected. Whether an effort is noted is known before it is drawn, so that what is noted is off by nothing in the mean. So it is not
 * where an effort may be never, nor for a second time where somebody chooses again with the same luck.
 */
export function broughtIn({ arm, ledger, parties }: World, counts: Tally): Brought | undefined {
  if (arm.control !== 'work') return undefined
  const weights = new Map<BehaviourRule, number>()
  const slots: number[] = []
  return (run, party, rule, duty, n) => {
    const name = parties.names[party] as string
    // Who always has somebody free keeps nobody waiting, however much there is to do.
    if (!Object.hasOwn(arm.parties, name)) return
    let weight = weights.get(rule)
    if (weight === undefined) {
      const { fixed, mayBeNever, of } = timeDraw(rule.effort)
      weight = fixed !== undefined || mayBeNever ? 0 : of(0.5)
      weights.set(rule, weight)
    }
    if (weight === 0) return
    const slot = slots[party] ?? ledger.slot('brought', 'party', name, undefined)
    slots[party] = slot
    counts.add(slot, Math.round(weight * unitExponential(draw(run, label(`${duty} effort`), n))), weight)
  }
}
