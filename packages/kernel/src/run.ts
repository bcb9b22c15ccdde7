import type { Effect, Run } from './model.js'

/** Shared by all steps without effects or moves. */
export const none: readonly never[] = Object.freeze([])

/** Appends to the effects of a step. */
export function tell(run: Run, effect: Effect): void {
  if (run.effects === none) run.effects = [effect]
  else (run.effects as Effect[]).push(effect)
}

/** A list and its continuation. The first list is that of a move, frozen and shared, or one made here. */
export function joined(first: readonly string[], second: readonly string[]): readonly string[] {
  if (second.length === 0) return first
  if (first.length === 0) return second
  if (Object.isFrozen(first)) return [...first, ...second]
  ;(first as string[]).push(...second)
  return first
}
