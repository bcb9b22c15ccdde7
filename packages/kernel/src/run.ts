import type { Asked, Run } from './model.js'

/** Shared by all steps without effects or moves. */
export const none: readonly never[] = Object.freeze([])

/** Appends to one of the lists of a step. */
export function tell<List extends 'effects' | 'entered' | 'exited'>(
  run: Run,
  list: List,
  item: Run[List][number],
): void {
  if (run[list] === none) run[list] = [item] as never
  else (run[list] as unknown[]).push(item)
}

/** Params as written, or what their function gives. */
export function paramsOf(params: unknown, { context, event }: Asked): unknown {
  return typeof params === 'function' ? params({ context, event }) : params
}
