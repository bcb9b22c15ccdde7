import type { Plan } from './configuration.js'
import { passes } from './guard.js'
import type { Event, Snapshot, Transition } from './xstate-internals.js'

/** The transitions an event enables: per region the innermost node whose guard lets it pass. */
export function select(plan: Plan | undefined, snapshot: Snapshot, event: Event): readonly Transition[] {
  if (plan === undefined) return []
  const { regions, candidates } = plan
  if (regions.length === 1) {
    const inner = select(regions[0], snapshot, event)
    if (inner.length > 0) return inner
  } else if (regions.length > 1) {
    const inner = regions.flatMap(region => select(region, snapshot, event))
    if (inner.length > 0) return inner
  }
  for (const candidate of candidates) if (passes(candidate.guard, snapshot, event)) return [candidate]
  return []
}

/** Every transition {@link select} would look at if none passed, in that order. */
export function* inSelectionOrder(plan: Plan | undefined): Generator<Transition> {
  if (plan === undefined) return
  for (const region of plan.regions) yield* inSelectionOrder(region)
  yield* plan.candidates
}
