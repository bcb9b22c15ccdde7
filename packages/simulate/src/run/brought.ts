// What luck brings beyond what is expected, for `control` of a scenario. All that is noted is off by nothing in the mean, whatever the policy: of each draw
// it is settled whether it is noted, and with what weight, before it is drawn.
import type { CaseDefinition, CaseState, DeadlineState } from '@convoke/core'
import { draw, label } from '../random/luck.js'
import type { Key } from '../random/threefry.js'
import { unitExponential } from '../random/unit-exponential.js'
import type { BehaviourRule } from '../scenario/schema.js'
import { gapBefore } from './arrivals.js'
import type { OpenDuty } from './duties.js'
import type { Tally } from './tally.js'
import { timeDraw } from './time-draw.js'
import type { World } from './world.js'

/** The times of a duty that were drawn for the n-th time it arose: by which rule, and for which party, by its number. */
export interface BroughtTimes {
  readonly run: Key & { readonly source: number }
  readonly party: number
  readonly rule: BehaviourRule
  readonly duty: OpenDuty
  readonly n: number
  readonly now: number
  /** When the delay will be over. */
  readonly readyAt: number
  readonly definition: CaseDefinition
  readonly machine: CaseState['machine']
  /** Of the case as it stands, worked out only where somebody asks. */
  deadlines(): readonly DeadlineState[]
}

/** Notes that times were drawn. */
export type Brought = (times: BroughtTimes) => void

/** What is noted of luck for `control` of a scenario; nothing where nobody asks. */
export interface NotedLuck {
  readonly brought?: Brought | undefined
  /** Notes how long it is until the next case of a source after its i-th, which has just come. */
  readonly gap?: ((source: number, luck: Key, i: number, now: number) => void) | undefined
}

/** How many jobs wait for a party, for each that it gets done in the same time; 0 where always somebody is free. */
export type Crowd = (party: number) => number

/**
 * Notes the times that luck draws, for `control: 'work'` and `'queues'`. Not the time itself, but a unit exponential of the
 * same luck, weighted by the median time: of that the expected value is known whatever the distribution, but for rounding to whole ms, and its sum is a sum
 * over what is expected. A time that may be never is not noted, since whoever never does it is not seen; nor one that is drawn for a second time, where
 * somebody chooses again with the same luck.
 */
export function notedLuck(world: World, counts: Tally, crowd: Crowd): NotedLuck {
  const { control } = world.arm
  if (control === 'work') return { brought: workIn(world, counts) }
  return control === 'queues' ? queuesIn(world, counts, crowd) : {}
}

/** How much work comes, by party. */
function workIn({ arm, ledger, parties }: World, counts: Tally): Brought {
  const weightsOf = weighing()
  const slots: number[] = []
  return ({ run, party, rule, duty, n }) => {
    const name = parties.names[party] as string
    // Who always has somebody free keeps nobody waiting, however much there is to do.
    if (!Object.hasOwn(arm.parties, name)) return
    const { effort } = weightsOf(rule)
    if (effort === 0) return
    const slot = slots[party] ?? ledger.slot('brought', 'party', name, undefined)
    slots[party] = slot
    counts.add(slot, Math.round(effort * drawnOf(run, duty, 'effort', n)), effort)
  }
}

/**
 * How much work comes where others wait already, weighted by how many: it keeps as many waiting. A case that comes sooner than expected brings
 * to each party as much as cases did until then, in the mean. And how long times are of duties that have a deadline, squared: it is the long ones that miss it.
 *
 * @source Henderson, Glynn: Approximating Martingales for Variance Reduction in Markov Process Simulation (Mathematics of Operations Research 27, 2002)
 */
function queuesIn({ ledger, sources }: World, counts: Tally, crowd: Crowd): NotedLuck {
  const weightsOf = weighing()
  const crowded = ledger.slot('crowded', '', '', undefined)
  const allowed = ledger.slot('timeAllowed', '', '', undefined)
  /** By party, how much work has been expected, and of how many cases. */
  const expected: number[] = []
  let cases = 0
  const square = (weight: number, drawn: number) =>
    counts.add(allowed, Math.round(weight * drawn * drawn), squareOfUnitExponential * weight)
  return {
    brought({ run, party, rule, duty, n }) {
      const { delay, effort } = weightsOf(rule)
      const isDue = duty.duty.deadline !== undefined
      const weight = effort * crowd(party)
      while (expected.length <= party) expected.push(0)
      expected[party] = (expected[party] as number) + effort
      if (effort > 0 && (isDue || weight > 0)) {
        const drawn = drawnOf(run, duty, 'effort', n)
        if (weight > 0) counts.add(crowded, Math.round(weight * drawn), weight)
        if (isDue) square(effort, drawn)
      }
      if (delay > 0 && isDue) square(delay, drawnOf(run, duty, 'delay', n))
    },
    gap(source, luck, i) {
      cases++
      // Of recorded arrivals nothing is left to luck.
      if ('at' in (sources[source] as (typeof sources)[number]).source.arrivals) return
      let weight = 0
      for (let party = 0; party < expected.length; party++)
        weight += ((expected[party] as number) / cases) * crowd(party)
      const whole = Math.round(weight)
      // A long one brings less: what is expected of it, less what it is.
      if (whole > 0) counts.add(crowded, whole, whole * gapBefore(luck, i + 1))
    },
  }
}

/** What is expected of it. */
export const squareOfUnitExponential = 2

/** The unit exponential of the luck of a time. */
export function drawnOf(run: Key, { label: duty }: OpenDuty, purpose: 'delay' | 'effort', n: number): number {
  return unitExponential(draw(run, label(`${duty} ${purpose}`), n))
}

interface Weights {
  readonly delay: number
  readonly effort: number
}

/** The median times of rules, each worked out once; 0 where nothing is drawn, and where it may be never. */
function weighing(): (rule: BehaviourRule) => Weights {
  const known = new Map<BehaviourRule, Weights>()
  const median = (time: BehaviourRule['effort']) => {
    const { fixed, mayBeNever, of } = timeDraw(time)
    return fixed !== undefined || mayBeNever ? 0 : of(0.5)
  }
  return rule => {
    let weights = known.get(rule)
    if (weights === undefined) {
      weights = { delay: median(rule.delay), effort: median(rule.effort) }
      known.set(rule, weights)
    }
    return weights
  }
}
