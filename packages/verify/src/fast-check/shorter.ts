// Shorter and simpler histories that are still legal: steps are left out, and what then no longer fits is left out too.
import type { JsonObject } from '@convoke/core'
import type { HistoryStep } from '@convoke/core/testing'
import type { Course, Player } from './history.js'

/**
 * Courses that are simpler than this one, boldest first: without most of it, without some, with simpler steps, from an
 * earlier opening. Each has fewer steps, or as many and simpler ones, so that going from one to the next comes to an end.
 */
export function* simpler(player: Player, course: Course): Generator<Course> {
  const steps = course.attempts.map(({ step }) => step)
  for (let size = steps.length; size > 0; size = Math.floor(size / 2)) {
    for (let end = steps.length; end > 0; end -= size) {
      const from = Math.max(0, end - size)
      const rest = steps.slice(end)
      yield replayed(player, before(course, from), rest)
      // What follows may need the time that went by meanwhile.
      const later = delayed(rest, steps.slice(from, end))
      if (later !== undefined) yield replayed(player, before(course, from), later)
    }
  }
  const than = weightOf(player, course)
  for (const [n, step] of steps.entries()) {
    for (const one of simplerSteps(player, step)) {
      const next = replayed(player, before(course, n), [one, ...steps.slice(n + 1)])
      if (isSimpler(player, next, steps.length, than)) yield next
    }
  }
  for (const opened of player.openings) {
    if (opened === course.opened) return
    const next = replayed(player, player.begin(opened), steps)
    if (isSimpler(player, next, steps.length, than)) yield next
  }
}

/** Steps that begin later, by the time that others took; undefined where that makes no difference. */
function delayed(
  [first, ...rest]: readonly HistoryStep[],
  gone: readonly HistoryStep[],
): readonly HistoryStep[] | undefined {
  const time = gone.reduce((sum, step) => sum + (step.kind === 'clock' ? 0 : step.after), 0)
  if (time === 0 || first === undefined || first.kind === 'clock') return undefined
  return [{ ...first, after: first.after + time }, ...rest]
}

/** The first steps of a course. */
function before(course: Course, count: number): Course {
  return { ...course, attempts: course.attempts.slice(0, count) }
}

/** A course with more steps, as far as each of them is still possible. */
function replayed({ take }: Player, course: Course, steps: readonly HistoryStep[]): Course {
  return steps.reduce((so, step) => take(so, step) ?? so, course)
}

function isSimpler(player: Player, course: Course, length: number, weight: number): boolean {
  return course.attempts.length < length || (course.attempts.length === length && weightOf(player, course) < weight)
}

/** How much there is to read in a course besides its steps. */
function weightOf(player: Player, course: Course): number {
  const opening = player.openings.indexOf(course.opened) * 1_000_000
  return course.attempts.reduce((sum, { step }) => sum + weightOfStep(player, step), opening)
}

function weightOfStep(player: Player, step: HistoryStep): number {
  if (step.kind === 'clock') return 0
  if (step.kind !== 'command') return step.after === 0 ? 1 : 2
  const isSample = sampleKey(step.data) === sampleKey(simplestData(player, step.type) ?? step.data)
  const extras = [step.after > 0, step.luck !== undefined && step.luck > 0, step.onBehalfOf !== undefined, !isSample]
  return 1 + extras.filter(Boolean).length
}

function simplerSteps(player: Player, step: HistoryStep): readonly HistoryStep[] {
  if (step.kind === 'clock') return []
  // Mostly a step that matters for nothing but the time it takes.
  const clock: HistoryStep = { kind: 'clock' }
  const soon = step.after === 0 ? [clock] : [clock, { ...step, after: 0 }]
  if (step.kind !== 'command') return soon
  const data = simplestData(player, step.type)
  const { onBehalfOf, ...own } = step
  return [
    ...soon,
    ...(data === undefined || sampleKey(data) === sampleKey(step.data) ? [] : [{ ...step, data }]),
    ...(step.luck === undefined || step.luck === 0 ? [] : [{ ...step, luck: 0 }]),
    ...(onBehalfOf === undefined ? [] : [{ ...own, by: onBehalfOf }]),
  ]
}

/** The first sample of a command: its author put the plainest there. */
function simplestData({ caseType }: Player, type: string): JsonObject | undefined {
  return (caseType.samples as Readonly<Record<string, readonly JsonObject[]>>)[type]?.[0]
}

function sampleKey(data: JsonObject): string {
  return JSON.stringify(data)
}
