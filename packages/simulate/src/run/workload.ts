// What luck brings beyond what is expected, by how much work is at hand then: for `control: 'workload'` of a scenario.
import { type Duty, owedBy } from '@convoke/core'
import exp from '@stdlib/math-base-special-exp'
import type { BehaviourRule } from '../scenario/schema.js'
import { gapBefore } from './arrivals.js'
import type { AtHand } from './at-hand.js'
import { type BroughtTimes, drawnOf, type NotedLuck, squareOfUnitExponential } from './brought.js'
import type { OpenDuty } from './duties.js'
import type { Staff } from './staff.js'
import type { Tally } from './tally.js'
import { timeDraw } from './time-draw.js'
import type { World } from './world.js'

const hourMs = 3_600_000
const never = Number.POSITIVE_INFINITY
/** A gap of the mean length, as it is noted: sums are whole. */
const meanGap = 1_000_000

/** What is noted, of each role and task. */
type What = 'delay' | 'effort' | 'due' | 'dueSquared' | 'load' | 'slowest' | 'slower' | 'gapLoad' | 'gapSlowest'

/** A role and a task, with the numbers of its sums as far as there are any. */
interface Kind extends Partial<Record<What, number>> {
  readonly name: string
  /** What the next case of a source brings of it, by what parties have at hand; and the most of it to one of them. */
  sum: number
  most: number
}

/** How much work of a kind cases of a source have brought to a party. */
interface Share {
  readonly kind: Kind
  readonly party: number
  expected: number
}

/**
 * Notes what is drawn by what it does to others: an effort by how long its party needs for what it has at hand, and a gap by the same of each party
 * to which cases of its source bring work, as much as they did until then in the mean. By role and task: how many sums there are does not hang on how many parties there
 * are. Of a duty with a deadline a time counts no further than up to it, since the case goes on without it. Where a role is held by several, who are asked
 * at once, the slowest holds up the case: an effort counts by what the busiest other has at hand, and by what its own party has more than that. It is the long
 * ones that miss a deadline, and after long gaps queues are gone: times up to a deadline and gaps count by their squares as well.
 *
 * A time is noted as {@link notedLuck} says; cut off, its expected value is known as well, and that of its square.
 *
 * @source Henderson, Glynn: Approximating Martingales for Variance Reduction in Markov Process Simulation (Mathematics of Operations Research 27, 2002)
 */
export function workloadIn(
  { arm, ledger, parties, sources }: World,
  counts: Tally,
  hand: AtHand,
  staffFor: (party: number) => Staff,
): NotedLuck {
  const typical = typicalTimes()
  const kinds = new Map<Duty, Kind>()
  const kindOf = (duty: Duty): Kind => {
    let kind = kinds.get(duty)
    if (kind === undefined) {
      kind = { name: `${duty.role} ${duty.task}`, sum: 0, most: 0 }
      kinds.set(duty, kind)
    }
    return kind
  }
  const note = (what: What, kind: Kind, drawn: number, expected: number) => {
    let slot = kind[what]
    if (slot === undefined) {
      slot = ledger.slot('workload', 'of', `${what} ${kind.name}`, undefined)
      kind[what] = slot
    }
    counts.add(slot, Math.round(drawn), Math.round(expected))
  }
  const gaps = ledger.slot('workload', 'of', 'gap', undefined)
  const gapsSquared = ledger.slot('workload', 'of', 'gapSquared', undefined)
  /** Of each source how many cases came, and what they brought. */
  const cases: number[] = []
  const shares: Share[][] = []
  const sharesOf = (source: number): Share[] => {
    while (shares.length <= source) {
      shares.push([])
      cases.push(0)
    }
    return shares[source] as Share[]
  }
  const others = new WeakMap<OpenDuty, readonly number[]>()
  /** Parties with staff that are asked for the same at once; undefined where nobody else is. */
  const othersOf = ({ definition, machine, duty }: BroughtTimes): readonly number[] => {
    let known = others.get(duty)
    if (known === undefined) {
      const held = definition.roles.find(({ name }) => name === duty.duty.role)?.who(machine.context) ?? null
      const asked = held === null || typeof held === 'string' ? [] : held.filter(one => one !== duty.party)
      known = asked.filter(one => Object.hasOwn(arm.parties, one)).map(one => parties.of(one))
      others.set(duty, known)
    }
    return known
  }

  function effort(times: BroughtTimes, kind: Kind, mean: number, drawn: number, dueAt: number): void {
    const staff = staffFor(times.party)
    const { shifts, speed } = staff.options
    let sum = mean * drawn
    let expected = mean
    if (dueAt < never) {
      const left = Math.max(0, shifts.between(times.readyAt, dueAt) - hand.waitFor(staff)) * speed
      sum = Math.min(sum, left)
      expected = upTo(mean, left)
      note('due', kind, sum, expected)
      note('dueSquared', kind, sum * (sum / mean), squareUpTo(mean, left))
    } else note('effort', kind, sum, expected)
    const own = hand.of(staff, times.now) / hourMs
    note('load', kind, own * sum, own * expected)
    const asked = othersOf(times)
    if (asked.length === 0) return
    let most = 0
    for (const other of asked) most = Math.max(most, hand.of(staffFor(other), times.now) / hourMs)
    note('slowest', kind, most * sum, most * expected)
    const more = Math.max(0, own - most)
    note('slower', kind, more * sum, more * expected)
  }

  return {
    brought(times) {
      const { run, party, rule, duty, n, now } = times
      const { delay, effort: mean } = typical(rule)
      if (delay === 0 && mean === 0) return
      const kind = kindOf(duty.duty)
      const dueAt = dueAtOf(times)
      if (delay > 0) {
        const left = dueAt < never ? staffFor(party).options.shifts.between(now, dueAt) : never
        note('delay', kind, Math.min(delay * drawnOf(run, duty, 'delay', n), left), upTo(delay, left))
      }
      if (mean === 0) return
      const own = sharesOf(run.source)
      const share = own.find(one => one.kind === kind && one.party === party)
      if (share === undefined) own.push({ kind, party, expected: mean })
      else share.expected += mean
      effort(times, kind, mean, drawnOf(run, duty, 'effort', n), dueAt)
    },
    gap(source, luck, i, now) {
      const own = sharesOf(source)
      const came = (cases[source] as number) + 1
      cases[source] = came
      // Of recorded arrivals nothing is left to luck.
      if ('at' in (sources[source] as (typeof sources)[number]).source.arrivals) return
      const gap = gapBefore(luck, i + 1)
      counts.add(gaps, Math.round(meanGap * gap), meanGap)
      counts.add(gapsSquared, Math.round(meanGap * gap * gap), squareOfUnitExponential * meanGap)
      for (const { kind, party, expected } of own) {
        const weight = (expected / came) * (hand.of(staffFor(party), now) / hourMs)
        kind.sum += weight
        kind.most = Math.max(kind.most, weight)
      }
      for (const { kind } of own) {
        if (kind.sum === 0) continue
        note('gapLoad', kind, kind.sum * gap, kind.sum)
        if (kind.most < kind.sum) note('gapSlowest', kind, kind.most * gap, kind.most)
        kind.sum = 0
        kind.most = 0
      }
    },
  }
}

/** What is expected of a time that is exponential about its mean, and cut off. */
function upTo(mean: number, left: number): number {
  return left === never ? mean : mean * (1 - exp(-left / mean))
}

/** What is expected of its square over its mean. */
function squareUpTo(mean: number, left: number): number {
  return squareOfUnitExponential * (mean - (mean + left) * exp(-left / mean))
}

/** When the deadline of a duty falls due that its party owes; `Infinity` where there is none. */
function dueAtOf({ definition, machine, duty: { duty, party }, deadlines }: BroughtTimes): number {
  let dueAt = never
  if (duty.deadline === undefined) return dueAt
  for (const one of deadlines()) {
    if (one.name !== duty.deadline || one.dueAt === null || one.dueAt >= dueAt) continue
    const owing = owedBy(definition, machine, one)
    if (owing.length === 0 || owing.includes(party)) dueAt = one.dueAt
  }
  return dueAt
}

/** 1 − 1/e: what of an exponential is no longer than its mean. */
const shareBelowMean = 0.6321205588285577

interface Typical {
  readonly delay: number
  readonly effort: number
}

/** Times of rules at which a unit exponential of the same luck is 1, each worked out once; 0 where nothing is drawn, and where it may be never. */
function typicalTimes(): (rule: BehaviourRule) => Typical {
  const known = new Map<BehaviourRule, Typical>()
  const typical = (time: BehaviourRule['effort']) => {
    const { fixed, mayBeNever, of } = timeDraw(time)
    return fixed !== undefined || mayBeNever ? 0 : of(shareBelowMean)
  }
  return rule => {
    let times = known.get(rule)
    if (times === undefined) {
      times = { delay: typical(rule.delay), effort: typical(rule.effort) }
      known.set(rule, times)
    }
    return times
  }
}
