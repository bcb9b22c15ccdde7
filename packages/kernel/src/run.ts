import type { Asked, Effect, Run } from './model.js'

/** Shared by all steps without effects or moves. */
export const none: readonly never[] = Object.freeze([])

/** Appends to one of the lists of a step. */
export function tell(run: Run, effect: Effect): void {
  if (run.effects === none) run.effects = [effect]
  else (run.effects as Effect[]).push(effect)
}

/** Appends the id of a node that is left or entered. */
export function mark(run: Run, list: 'entered' | 'exited', id: string): void {
  if (run[list] === none) run[list] = [id]
  else (run[list] as string[]).push(id)
}

/** Params as written, or what their function gives. */
export function paramsOf(params: unknown, { context, event }: Asked): unknown {
  return typeof params === 'function' ? params({ context, event }) : params
}
