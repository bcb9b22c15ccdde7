// Votes of owners by class 业主表决: whether enough take part, whether enough agree, and how many days it takes.
import { tallyStatus, type VoteCounts } from '@convoke/core'
import exp from '@stdlib/math-base-special-exp'
import log1p from '@stdlib/math-base-special-log1p'
import { quantileOf } from '../random/distribution.js'
import { draw, keyOf, label, replicationKey, seedKey } from '../random/luck.js'
import type { Key } from '../random/threefry.js'
import type { ReplicationResult } from '../run/tally.js'
import type { World } from '../run/world.js'
import { daysOf, type ElectorateClasses, ruleOf } from '../scenario/additions/electorates.js'
import type { Figures } from './indicators.js'

const dayMs = 86_400_000
const [returning, choosing, eagerness] = [label('returns a ballot'), label('chooses'), label('eagerness')]

/**
 * Figures of the votes of a policy. Owners are not parties: a class is counted, by the rule of the case type in whole
 * numbers. Each owner's luck is their own, so that a reminder or a longer time only adds ballots.
 */
export function electorateFigures(results: readonly ReplicationResult[], world: World): readonly Figures[] {
  return Object.entries(world.arm.electorates ?? {}).flatMap(([name, electorate]) => {
    const held = results.map(({ replication }) => heldIn(name, electorate, world, replication))
    const dims = { electorate: name }
    const share = (id: string, value: (one: Held) => number, better: Figures['better']): Figures => ({
      ...{ id, dims, unit: 'share', kind: 'ratio', better, n: results.length * electorate.votes, censored: 0 },
      fractions: held.map(votes => ({ sum: votes.reduce((sum, one) => sum + value(one), 0), count: votes.length })),
    })
    return [
      share('voteValid', one => (one.isValid ? 1 : 0), 'higher'),
      share('votePassed', one => (one.isPassed ? 1 : 0), null),
      share('voteTurnout', one => one.turnout, 'higher'),
      {
        ...{
          id: 'voteDays',
          dims,
          unit: 'ms',
          kind: 'mean',
          better: 'lower',
          n: results.length * electorate.votes,
          censored: 0,
        },
        fractions: held.map(votes => ({
          sum: votes.reduce((sum, { days }) => sum + days * dayMs, 0),
          count: votes.length,
        })),
      } as const,
    ]
  })
}

/**
 * Whether the votes of an electorate came to the very same under two policies in each replication. Votes are held beside the cases: that these came to the same says nothing of them. Pure.
 */
export function areSameVotes(one: readonly Figures[], other: readonly Figures[], electorate: string): boolean {
  const of = (all: readonly Figures[]) =>
    JSON.stringify(all.flatMap(({ id, dims, fractions }) => (dims.electorate === electorate ? [[id, fractions]] : [])))
  return of(one) === of(other)
}

interface Held {
  readonly isValid: boolean
  readonly isPassed: boolean
  /** Of heads, in the last round. */
  readonly turnout: number
  readonly days: number
}

function heldIn(
  name: string,
  electorate: ElectorateClasses,
  { arm, types }: World,
  replication: number,
): readonly Held[] {
  const found = ruleOf(electorate, arm.parameters, types)
  if (found === undefined) return []
  const { rule, values } = found
  const phase = (one: number | string) => daysOf(one, values) ?? 0
  const [notice, voting, counting] = [electorate.notice, electorate.voting, electorate.counting].map(phase) as [
    number,
    number,
    number,
  ]
  const own = keyOf(replicationKey(seedKey(arm.seed), replication), label(`electorate ${name}`), 0)
  const eager = electorate.differ === 0 ? () => 1 : quantileOf({ gamma: { mean: 1, cv: electorate.differ } })
  return Array.from({ length: electorate.votes }, (_, vote): Held => {
    let days = 0
    for (let round = 0; ; round++) {
      days += notice + voting + counting
      const key = keyOf(own, label('round'), vote * 16 + round)
      const counts = counted(electorate, voting, eager(draw(key, eagerness, 0)), key)
      const status = tallyStatus(rule, counts, { closed: true })
      const returned = counts.yes.heads + counts.no.heads + counts.abstain.heads
      if (status === 'invalid' && round < electorate.revotes) continue
      return {
        isValid: status !== 'invalid',
        isPassed: status === 'passed',
        turnout: returned / counts.electorate.heads,
        days,
      }
    }
  })
}

/** Ballots by class at the end of the voting. */
function counted({ classes, reminders }: ElectorateClasses, voting: number, eager: number, key: Key): VoteCounts {
  const sums = { electorate: [0, 0], yes: [0, 0], no: [0, 0], abstain: [0, 0] }
  const add = (to: number[], heads: number, area: number) => {
    to[0] = (to[0] as number) + heads
    to[1] = (to[1] as number) + heads * area
  }
  for (const [i, { heads, area, returns, yes, abstain }] of classes.entries()) {
    add(sums.electorate, heads, area)
    const luck = keyOf(key, label('class'), i)
    const p = returnedBy(returns, reminders, voting, eager)
    const said = { yes: 0, no: 0, abstain: 0 }
    for (let owner = 0; owner < heads; owner++) {
      if (draw(luck, returning, owner) >= p) continue
      const u = draw(luck, choosing, owner)
      said[u < yes ? 'yes' : u < yes + abstain ? 'abstain' : 'no']++
    }
    for (const choice of ['yes', 'no', 'abstain'] as const) add(sums[choice], said[choice], area)
  }
  const weights = ([heads = 0, area = 0]: readonly number[]) => ({ heads, area })
  return {
    ...{
      electorate: weights(sums.electorate),
      yes: weights(sums.yes),
      no: weights(sums.no),
      abstain: weights(sums.abstain),
    },
    ...{ vetoed: false, vetoesOut: 0, casting: null },
  }
}

/** The chance that an owner has returned a ballot by a day, with reminders on the way. */
export function returnedBy(
  { share, meanDays }: { readonly share: number; readonly meanDays: number },
  reminders: ElectorateClasses['reminders'],
  days: number,
  eager: number,
): number {
  const hazardUpTo = (day: number) => -log1p(-Math.min(share * (1 - exp(-day / meanDays)), 1 - 2 ** -53))
  const dated = [...reminders].filter(({ day }) => day <= days).sort((a, b) => a.day - b.day)
  let [hazard, times, from] = [0, eager, 0]
  for (const { day, hazardTimes } of [...dated, { day: days, hazardTimes: 1 }]) {
    hazard += times * (hazardUpTo(day) - hazardUpTo(from))
    times *= hazardTimes
    from = day
  }
  return 1 - exp(-hazard)
}
