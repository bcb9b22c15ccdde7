// What follows what, how likely, and after how long: a flow made of the cases of a log.
import { choiceOf, chooser, choosingAfter, doing, type Flow } from '../flow/flow.js'
import type { Shifts } from '../run/shifts.js'
import type { ScenarioInput } from '../scenario/schema.js'
import { activityNames } from './activity-names.js'
import type { Parameter } from './fit/maximum-likelihood.js'
import type { Observation } from './fit/observation.js'
import { smoothedShares } from './fit/shares.js'
import type { Instance, Trace, Window } from './log/event-log.js'

/** How likely each next activity is. Plain JSON. */
export interface Branching {
  /** The activity before, or "start". */
  readonly after: string
  /** The first time a case comes here, any later time, or every time. */
  readonly visit: 'first' | 'later' | 'every'
  readonly n: number
  readonly next: readonly { readonly activity: string; readonly count: number; readonly share: Parameter }[]
}

/** Times between two activities, or that one takes. */
export interface Durations {
  /** The activity before; null for all those that are not told apart. */
  readonly after: string | null
  readonly activity: string
  readonly what: 'response' | 'service'
  readonly observations: readonly Observation[]
}

/** A flow with what was counted of it. */
export interface Discovered {
  readonly flow: Flow
  readonly branching: readonly Branching[]
  readonly durations: readonly Durations[]
  /** Titles of activities by their names. */
  readonly titles: Readonly<Record<string, string>>
  /** Whether the log says when activities began, so that work and waiting can be told apart. */
  readonly hasStarts: boolean
}

/** How time is measured. */
export interface Measuring {
  readonly window: Window
  /** Working hours, or all time where that is undefined. */
  readonly shifts: Shifts | undefined
  /** The clock of the log, ms. */
  readonly resolution: number
}

/** Pairs that were seen less often share the times of all that come before. Ours. */
const leastPair = 30
/** Later visits that were seen less often are not told apart from the first. Ours. */
const leastLater = 10
/** A coarse clock matters below so many of its ticks. */
const ticks = 20

interface Move {
  readonly after: string
  readonly visit: number
  /** Undefined where the case goes on after the log. */
  readonly next: string | undefined
  readonly response: Observation | undefined
  readonly service: Observation | undefined
}

/** The flow of the cases of a log. */
export function discovered(title: string, traces: readonly Trace[], measuring: Measuring): Discovered {
  const names = activityNames(traces.flatMap(({ instances }) => instances.map(({ activity }) => activity)))
  const nameOf = ({ activity }: Instance) => names.get(activity) as string
  const starts = traces.flatMap(({ instances }) => instances).filter(({ start }) => start !== undefined).length
  const all = traces.reduce((sum, { instances }) => sum + instances.length, 0)
  const hasStarts = starts > all / 2
  const observe = observer(measuring)
  const moves = imputed(
    traces.flatMap(trace => [...movesOf(trace, { nameOf, observe, hasStarts, to: measuring.window.to })]),
  )

  const titles = Object.fromEntries([...names].map(([activity, name]) => [name, activity]))
  const follows = new Map<string, Set<string>>([
    ['start', new Set()],
    ...Object.keys(titles).map(name => [name, new Set<string>()] as const),
  ])
  for (const { after, next } of moves) if (next !== undefined) follows.get(after)?.add(next)
  // What was only seen at the end of a case that goes on leads to its end, for want of anything else.
  for (const nexts of follows.values()) if (nexts.size === 0) nexts.add('end')
  const flow: Flow = {
    title,
    activities: titles,
    follows: Object.fromEntries([...follows].map(([name, nexts]) => [name, [...nexts].sort()])),
  }
  return {
    flow,
    titles,
    hasStarts,
    branching: branchingOf(moves, flow),
    durations: durationsOf(moves, flow, hasStarts),
  }
}

/** Times as observations: within the ticks of a coarse clock. */
export function observer({ shifts, resolution }: Pick<Measuring, 'shifts' | 'resolution'>) {
  const between = (from: number, to: number) => (shifts === undefined ? to - from : shifts.between(from, to))
  return (from: number, to: number, isOver: boolean, notBefore?: number): Observation => {
    const length = Math.max(0, between(from, to))
    const after = notBefore === undefined || notBefore <= from ? undefined : between(from, notBefore)
    if (!isOver) return { from: length, to: Number.POSITIVE_INFINITY, after }
    const isCoarse = resolution >= 60_000 && length < ticks * resolution
    return isCoarse
      ? { from: Math.max(0, length - resolution), to: length + resolution, after }
      : { from: length, to: length, after }
  }
}

interface Reading {
  readonly nameOf: (instance: Instance) => string
  readonly observe: ReturnType<typeof observer>
  readonly hasStarts: boolean
  readonly to: number
}

function* movesOf(
  { instances, isTruncated, isOpen }: Trace,
  { nameOf, observe, hasStarts, to }: Reading,
): Generator<Move> {
  const visits = new Map<string, number>()
  const visitOf = (after: string) => {
    const visit = (visits.get(after) ?? 0) + 1
    visits.set(after, visit)
    return visit
  }
  for (const [i, instance] of instances.entries()) {
    const before = instances[i - 1]
    // What came before the log is not known, nor how long ago.
    if (before === undefined && isTruncated) continue
    const after = before === undefined ? 'start' : nameOf(before)
    const next = nameOf(instance)
    const began = hasStarts ? (instance.start ?? instance.end) : instance.end
    yield {
      ...{ after, visit: visitOf(after), next },
      response: before === undefined ? undefined : observe(before.end, Math.max(before.end, began), true),
      service: hasStarts ? observe(began, instance.end, true) : undefined,
    }
  }
  const last = instances.at(-1) as Instance
  const after = nameOf(last)
  if (isOpen)
    yield { after, visit: visitOf(after), next: undefined, response: observe(last.end, to, false), service: undefined }
  else yield { after, visit: visitOf(after), next: 'end', response: undefined, service: undefined }
}

/**
 * Cases that go on after the log, each given the next activity that it is likely to have: by how often each comes, and how often it
 * takes longer than has passed. So that what takes long is not rarer than it is.
 */
function imputed(moves: readonly Move[]): readonly Move[] {
  const byAfter = new Map<string, Map<string, number[]>>()
  for (const { after, next, response } of moves) {
    if (next === undefined || next === 'end' || response === undefined) continue
    const own = byAfter.get(after) ?? new Map<string, number[]>()
    byAfter.set(after, own)
    own.set(next, [...(own.get(next) ?? []), (response.from + response.to) / 2])
  }
  const given = new Map<string, Map<string, number>>()
  return moves.map(move => {
    if (move.next !== undefined || move.response === undefined) return move
    const known = byAfter.get(move.after)
    if (known === undefined) return move
    const passed = move.response.from
    // As if half of one more had taken longer, so that nothing is impossible.
    const weights = [...known].map(
      ([next, times]) => [next, times.filter(one => one > passed).length + 0.5 / times.length] as const,
    )
    const total = weights.reduce((sum, [, weight]) => sum + weight, 0)
    const owed = given.get(move.after) ?? new Map<string, number>()
    given.set(move.after, owed)
    for (const [next, weight] of weights) owed.set(next, (owed.get(next) ?? 0) + weight / total)
    const [next] = [...owed].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))[0] as [string, number]
    owed.set(next, (owed.get(next) ?? 0) - 1)
    return { ...move, next }
  })
}

function branchingOf(moves: readonly Move[], { follows }: Flow): readonly Branching[] {
  return Object.entries(follows).flatMap(([after, nexts]) => {
    const own = moves.filter(move => move.after === after && move.next !== undefined)
    const counted = (visit: Branching['visit'], list: readonly Move[]): Branching => {
      const counts = nexts.map(next => list.filter(move => move.next === next).length)
      const shares = smoothedShares(counts)
      return {
        ...{ after, visit, n: list.length },
        next: nexts.map((activity, i) => ({ activity, count: counts[i] as number, share: shares[i] as Parameter })),
      }
    }
    const later = own.filter(({ visit }) => visit > 1)
    if (later.length < leastLater || nexts.length < 2) return [counted('every', own)]
    return [
      counted(
        'first',
        own.filter(({ visit }) => visit === 1),
      ),
      counted('later', later),
    ]
  })
}

function durationsOf(moves: readonly Move[], flow: Flow, hasStarts: boolean): readonly Durations[] {
  const made: Durations[] = []
  for (const activity of Object.keys(flow.activities)) {
    const own = moves.filter(({ next, response }) => next === activity && response !== undefined)
    const rest: Observation[] = []
    for (const after of new Set(own.map(move => move.after))) {
      const pair = own.filter(move => move.after === after).map(({ response }) => response as Observation)
      if (pair.filter(({ to }) => to < Number.POSITIVE_INFINITY).length >= leastPair)
        made.push({ after, activity, what: 'response', observations: pair })
      else rest.push(...pair)
    }
    if (rest.length > 0) made.push({ after: null, activity, what: 'response', observations: rest })
    const service = moves
      .filter(move => move.next === activity)
      .flatMap(one => (one.service === undefined ? [] : [one.service]))
    if (hasStarts && service.length > 0) made.push({ after: null, activity, what: 'service', observations: service })
  }
  return made
}

type Rule = NonNullable<ScenarioInput['behaviour']>[number]

/** The rules of choosing what comes next. */
export function choosingRules(type: string, branching: readonly Branching[]): readonly Rule[] {
  const order = { later: 0, first: 1, every: 1 }
  return [...branching]
    .sort((a, b) => order[a.visit] - order[b.visit])
    .map(
      ({ after, visit, next }): Rule => ({
        ...{ type, role: chooser, task: choosingAfter(after) },
        ...(visit === 'later' ? { when: { n: { from: 2 } } } : {}),
        choose: Object.fromEntries(
          next.map(({ activity, share }) => [choiceOf(activity), Number(share.estimate.toPrecision(4))]),
        ),
        basis: 'measured',
      }),
    )
}

/** The task and the condition under which a time counts. */
export function timeRule(type: string, { after, activity }: Pick<Durations, 'after' | 'activity'>): Rule {
  return {
    type,
    task: doing(activity),
    ...(after === null ? {} : { when: { case: { last: after } } }),
    basis: 'measured',
  }
}
