// The states of a case on the dates of one calendar, opened on one of them: what was explored is gone through once more by the
// real rules, each step on every day on which it makes a difference, deadlines where their dates have them.
import {
  type CaseDefinition,
  type CaseState,
  ConvokeError,
  caseDefinition,
  type Decision,
  type Duration,
  nextDue,
  type PlainDate,
  receive,
  type WorkingCalendar,
} from '@convoke/core'
import type { Exploration } from '../explore/explore.js'
import { fewHours, fewWaited, noLimits, notOnDates, withoutDays } from '../explore/limits.js'
import type { Steps } from '../explore/search.js'
import { oneRungFired } from '../model/one-rung.js'
import { type Opening, opened as openedCase } from '../model/opening.js'
import { given, journalOf, type Replay } from '../model/replay.js'
import { actedOn, beforeMidnight, countedFiner, differing, mostWaited, type Placed, runningIn } from './days.js'
import { type InTime, inTimeOver, nothingFound } from './in-time.js'

/** On which calendar a case is looked at, and on which of its days it is opened. */
export interface OpeningDate {
  /** Its days, holidays and zone; what lies beyond its coverage is told as a limit. */
  readonly calendar: WorkingCalendar
  /** `YYYY-MM-DD` in the zone of the calendar; the case is opened at nine. */
  readonly opensOn: PlainDate
}

/** An exploration whose states are on dates. */
export interface Dated extends InTime {
  readonly dates: OpeningDate
  /** The way by which a state was found, on its dates. */
  playedTo(state: number): Replay
  /** The first state in which nothing comes before the time is over; undefined where there is none, or nothing is timed. */
  readonly overrun: number | undefined
}

/** Something that has to come within a time, on a case as the rules have it. */
export interface AwaitedOnDates {
  readonly period: Duration
  readonly desk?: string | undefined
  begins(state: CaseState): boolean
  comes(state: CaseState): boolean
}

/** What a step comes to on some day. */
interface Taken {
  readonly label: number
  readonly target: number
  readonly placed: Placed
}

/**
 * Opens a case on a date.
 *
 * @throws ConvokeError `calendar/outside-coverage` where a deadline that begins with it ends beyond the calendar
 */
export function openedOn(
  definition: CaseDefinition,
  opened: Opening,
  { calendar, opensOn }: OpeningDate,
  salt: () => string,
): Decision {
  return openedCase(definition, opened, { at: calendar.endOf(opensOn) - beforeMidnight, calendar }, salt)
}

/** How far that goes, and what is timed. */
export interface DatedOptions {
  readonly maxStates: number
  readonly awaited?: AwaitedOnDates | undefined
}

/** Goes through what was explored on dates, breadth first; ends where what is awaited did not come in time. */
export function* datedOver(
  exploration: Exploration,
  opened: Opening,
  dates: OpeningDate,
  { maxStates, awaited }: DatedOptions,
): Steps<Dated> {
  const { model, moves, expanded } = exploration
  const { calendar } = dates
  const definition = caseDefinition(model.definition.caseType)
  const limits = noLimits(exploration.limits)
  for (const name of countedFiner(exploration)) limits.add(fewHours(name))

  const placed: Placed[] = []
  const found = nothingFound()
  const { states, firstEdge, targets, labels, parents, parentMoves, cut } = found
  /** Of each state and dates of its deadlines, the one that is there first: from it all can be done that can be from the others. */
  const known = new Map<string, number>()
  let salts = 0
  const salt = () => (salts++).toString(16).padStart(32, '0')

  /** Carries something out; what the calendar cannot say is left out of what follows a state, and said to be. */
  const attempt = <Result>(number: number, what: () => Result): Result | undefined => {
    try {
      return what()
    } catch (error) {
      if (!(ConvokeError.is(error) && error.code.startsWith('calendar/'))) throw error
      cut.add(number)
      limits.add(withoutDays(calendar.coverage.to))
      return undefined
    }
  }

  const counted = awaited?.desk === undefined ? calendar : calendar.desk(awaited.desk)
  /** A case after a step from another, and by when it has to have come what is awaited, where that is so already or begins now. */
  const placedAt = (
    { state, drafts }: Pick<Placed, 'state' | 'drafts'>,
    before: number | undefined,
    number: number,
  ): Placed => {
    const isAwaited = awaited !== undefined && !awaited.comes(state) && (before !== undefined || awaited.begins(state))
    if (!isAwaited) return { state, drafts, limit: undefined }
    return { state, drafts, limit: before ?? attempt(number, () => counted.add(state.lastAt, awaited.period).at) }
  }

  const stateOf = (state: number, here: Placed, parent: number, move: number): number => {
    const name = `${state} ${here.limit ?? ''} ${runningIn(definition, here.state)}`
    const before = known.get(name)
    if (before !== undefined && (placed[before] as Placed).state.lastAt <= here.state.lastAt) return before
    const made = states.length
    known.set(name, made)
    states.push(state)
    placed.push(here)
    parents.push(parent)
    parentMoves.push(move)
    return made
  }

  const first = openedOn(definition, opened, dates, salt)
  stateOf(0, placedAt(first, undefined, 0), -1, -1)
  let overrun: number | undefined
  let loops = 0
  let at = 0
  let isStopped = false
  for (; at < states.length; at++) {
    if ((yield { states: states.length, waiting: states.length - at }) === false) isStopped = true
    firstEdge.push(targets.length)
    const state = states.data[at] as number
    if (exploration.cut.has(state) || state >= expanded) cut.add(at)
    if (state >= expanded) continue
    if (isStopped || overrun !== undefined || states.length > maxStates) {
      cut.add(at)
      continue
    }
    for (const { label, target, placed: there } of leadsTo(state, placed[at] as Placed, at)) {
      const to = stateOf(target, there, at, label)
      if (to === at) loops += 1
      targets.push(to)
      labels.push(label)
    }
  }
  firstEdge.push(targets.length)

  return {
    ...inTimeOver(exploration, found, { loops, limits, isStopped, maxStates }),
    dates,
    overrun,
    playedTo(state) {
      const way: Placed[] = []
      for (let one = state; one >= 0; one = parents.data[one] as number) way.unshift(placed[one] as Placed)
      const drafts = way.flatMap(one => one.drafts)
      return {
        isWhole: true,
        drafts,
        instants: way.slice(1).map(one => one.state.lastAt),
        ...journalOf(definition, drafts),
        state: (way.at(-1) as Placed).state,
        states: way.map((one, moves) => ({ state: one.state, moves })),
        waitedUntil: (way.at(-1) as Placed).limit,
      }
    },
  }

  /** What can follow, and on which days: parties and other cases until something is due, then that. */
  function* leadsTo(state: number, here: Placed, number: number): Generator<Taken> {
    const steps = exploration.stepsFrom(state)
    const byClock = new Map(
      steps.flatMap(step => {
        const move = moves[step.label]
        return move?.kind === 'clock' ? [[rungName(move.name, move.key, move.rung), step] as const] : []
      }),
    )
    // Rungs that lead nowhere fire on the way.
    const { limit } = here
    let waiting = here
    let due = nextDue(waiting.state.deadlines, Number.MAX_SAFE_INTEGER)
    while (due !== undefined && !byClock.has(rungName(due.deadline.name, due.deadline.key, due.rung.rung))) {
      const { at, rung } = due.rung
      const { name } = due.deadline
      // It comes in another order than was explored: what it leads to nobody knows.
      if (model.inDoubt.has(name) && model.rungsOf(name).includes(rung)) {
        cut.add(number)
        break
      }
      const fired = attempt(number, () => oneRungFired(definition, waiting.state, at, calendar))
      if (fired === undefined) return
      waiting = { state: fired.state, drafts: [...waiting.drafts, ...fired.drafts], limit }
      due = nextDue(waiting.state.deadlines, Number.MAX_SAFE_INTEGER)
    }
    // What falls due as the time ends is in time.
    const isOver = limit !== undefined && (due === undefined || due.rung.at > limit)
    if (isOver) overrun ??= number
    const days = actedOn(calendar, here.state.lastAt, isOver ? limit : due?.rung.at)
    for (const { label, target } of steps) {
      const move = moves[label] as (typeof moves)[number]
      if (move.kind === 'clock') continue
      const taken = (at: number): Placed | undefined => {
        const decision = attempt(number, (): Decision | undefined => {
          const clock = { at, calendar }
          if (move.kind === 'command')
            return given(definition, here.state, move, clock, salt, `move-${number}-${label}`)
          const news = { type: move.type, data: move.data, by: 'case:other', commandId: `move-${number}-${label}` }
          return receive(definition, here.state, news as never, clock)
        })
        if (decision === undefined) return undefined
        if (decision.refusal !== undefined) {
          // Told to be accepted there, whatever the time: what that means nobody can say.
          cut.add(number)
          limits.add(notOnDates(move.type))
          return undefined
        }
        return placedAt(decision, limit, number)
      }
      const made = differing(definition, days, taken)
      yield* made.map(one => ({ label, target, placed: one }))
      if (due === undefined && limit === undefined && made.length > 1) limits.add(fewWaited(move.type, mostWaited))
    }
    if (due === undefined || isOver) return
    const { deadline, rung } = due
    const step = byClock.get(rungName(deadline.name, deadline.key, rung.rung))
    const fired = attempt(number, () => oneRungFired(definition, waiting.state, rung.at, calendar))
    if (step === undefined || fired === undefined) return
    // What fired on the way belongs to this step.
    const drafts = [...waiting.drafts.slice(here.drafts.length), ...fired.drafts]
    yield { label: step.label, target: step.target, placed: placedAt({ state: fired.state, drafts }, limit, number) }
  }
}

function rungName(name: string, key: string, rung: string): string {
  return JSON.stringify([name, key, rung])
}
