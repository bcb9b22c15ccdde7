// A clock of whoever checks, beside those of the case: how long something takes, or whether it takes longer than it may.
import type { CompiledDeadline, Duration } from '@convoke/core'
import { scaleOf } from './lengths.js'
import type { Rules } from './rules.js'
import type { Running, Timed } from './running.js'
import type { TimedStep } from './timed-step.js'

/** A clock of whoever checks. */
export interface Stopwatch {
  /** `limit`: time does not pass its end unseen; `since`: it tells how long ago it was started, and nothing waits for it. */
  readonly kind: 'limit' | 'since'
  /** How long until its end, counted as a deadline of the case type counts. */
  readonly period: Duration
  readonly desk?: string | undefined
  /** Deadlines that nothing waits for while it runs, by their place: they may be reached at any moment. */
  readonly aside?: ReadonlySet<number> | undefined
  /** Whether it runs in a state without time, having run before or not; it starts where it runs and did not. */
  runsIn(state: number, ran: boolean): boolean
}

/** It comes after whatever falls due at the same instant: what happens at its end is in time. */
const name = '\u{ffff}'

/** The time rules of a case type with a stopwatch, the last of its deadlines. */
export function rulesWith(rules: Rules, { kind, period, desk }: Stopwatch): Rules {
  const number = rules.deadlines.length
  const scale = scaleOf(period, desk)
  const isNew = kind === 'limit' && rules.scales.every(one => one.name !== scale.name)
  const deadline = { name, nodeIds: new Set(), on: [], within: period, desk } as unknown as CompiledDeadline
  return {
    deadlines: [...rules.deadlines, deadline],
    periods: [...rules.periods, period],
    scales: isNew ? [...rules.scales, scale] : rules.scales,
    rungsOf: one => (one === number ? ['due'] : rules.rungsOf(one)),
    isActing: one => one === name || rules.isActing(one),
  }
}

/** What there is to time in a state where the stopwatch runs: it is the last that runs. */
export function timedWith({ kind, aside }: Stopwatch, rules: Rules, timed: Timed): Timed {
  const running: Running = { deadline: rules.deadlines.length - 1, key: '', rung: 0, isAside: kind === 'since' }
  const others = aside?.size
    ? timed.running.map(one => (aside.has(one.deadline) ? { ...one, isAside: true } : one))
    : timed.running
  return { ...timed, running: [...others, running] }
}

/** A step beside which the stopwatch starts, runs on, or ends. */
export function stepWith(watch: Stopwatch, rules: Rules, step: TimedStep, ran: boolean, runs: boolean): TimedStep {
  const last = { from: step.before.running.length }
  return {
    ...step,
    before: ran ? timedWith(watch, rules, step.before) : step.before,
    after: runs ? timedWith(watch, rules, step.after) : step.after,
    origins: runs ? [...step.origins, ran ? last : 'starts'] : step.origins,
  }
}

/** The step that reaches the end of the stopwatch, after which nothing is looked at. */
export function ending(before: Timed): TimedStep {
  const nothing: Timed = { running: [], standing: [] }
  return { before, after: nothing, reached: before.running.length - 1, origins: [], stood: [] }
}
