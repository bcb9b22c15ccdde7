// How people react while they wait to turn to something: a reminder or being late makes them turn to it sooner.
import { type DeadlineState, type Draft, owedBy } from '@convoke/core'
import type { Quantile } from '../random/distribution.js'
import { hastened, hazardOf, timeAt } from '../random/hazard.js'
import type { Reaction } from '../scenario/additions/reactions.js'
import type { TimeDistribution } from '../scenario/schema.js'
import { type OpenDuty, quantileFor, type Standing } from './duties.js'
import type { World } from './world.js'

/** Something happened that some people react to. */
export interface Trigger {
  readonly reaction: Reaction
  /** The clock it is of, and who owes it; undefined for a command, which everybody hears of. */
  readonly clock: { readonly name: string; readonly parties: readonly string[] } | undefined
}

/** What there is in a step of a case that the scenario's reactions are about. */
export function triggersIn(
  { arm }: World,
  { type: { name, definition }, state }: Pick<Standing, 'type' | 'state'>,
  before: readonly DeadlineState[] | undefined,
  draft: Draft,
): readonly Trigger[] {
  const declared = (arm.reactions ?? []).filter(({ type }) => type === undefined || type === name)
  if (draft.kind === 'command')
    return declared
      .filter(({ commands = [] }) => commands.includes(draft.type))
      .map(reaction => ({ reaction, clock: undefined }))
  if (draft.kind !== 'clock') return []
  const { key, rung } = draft.data.seen as { readonly key: string; readonly rung?: string }
  const clock = draft.type.split('.')[1] as string
  const told = whenOf(definition.deadlines.find(one => one.name === clock)?.ladder, rung)
  const heard = declared.filter(({ when }) => told.includes(when))
  if (heard.length === 0) return []
  const open = before?.find(one => one.name === clock && one.key === key)
  const parties = open === undefined ? [] : owedBy(definition, state.machine, open)
  return heard.map(reaction => ({ reaction, clock: { name: clock, parties } }))
}

type Ladder = readonly {
  readonly rung: string
  readonly fraction?: readonly [number, number] | undefined
  readonly after?: unknown
}[]

function whenOf(ladder: Ladder = [], rung: string | undefined): readonly Reaction['when'][] {
  if (rung === undefined) return ['overdue']
  const declared = ladder.find(one => one.rung === rung)
  if (declared?.after !== undefined) return ['supervised']
  const [part, whole] = declared?.fraction ?? [0, 1]
  return 2 * part === whole ? ['half-time', 'reminder'] : ['reminder']
}

/** Whether whoever has a duty reacts in it to what happened. */
export function concerns({ reaction, clock }: Trigger, { duty, party }: OpenDuty): boolean {
  if (reaction.role !== undefined && reaction.role !== duty.role) return false
  if (reaction.task !== undefined && reaction.task !== duty.task) return false
  if (reaction.party !== undefined && ![reaction.party].flat().includes(party)) return false
  if (clock === undefined) return true
  return clock.name === (reaction.deadline ?? duty.deadline) && clock.parties.includes(party)
}

/** A delay that is under way: what hazard it takes in all, in the measure of its own distribution. */
export interface RunningDelay {
  readonly quantile: Quantile | undefined
  readonly since: number
  readonly hazard: number
  /** In all, ms. */
  readonly delay: number
}

/** A delay that begins now. */
export function runningDelay(distribution: TimeDistribution, u: number, delay: number, since: number): RunningDelay {
  if (typeof distribution !== 'object') return { quantile: undefined, since, hazard: 0, delay }
  return { quantile: quantileFor(distribution), since, hazard: hazardOf(u), delay }
}

/**
 * The delay from when somebody is so many times as likely to turn to it. A delay that is the same for everybody has no
 * hazard: what is left of it goes so many times as fast.
 */
export function hurried(running: RunningDelay, elapsed: number, times: number): RunningDelay {
  const { quantile, delay } = running
  if (times === 1 || elapsed >= delay) return running
  if (quantile === undefined) return { ...running, delay: elapsed + Math.round((delay - elapsed) / times) }
  const hazard = hastened(running.hazard, quantile, elapsed, times)
  const sooner = Math.max(elapsed, Math.round(timeAt(quantile, hazard)))
  return { ...running, hazard, delay: times > 1 ? Math.min(delay, sooner) : Math.max(delay, sooner) }
}
