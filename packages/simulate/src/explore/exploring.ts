// How a question over many simulations goes on: it tells how far it is, and hears whether it is to end.
import { ConvokeError } from '@convoke/core'
import type { SimulationProgress } from '../simulate.js'

/** A question that is being answered: `next(false)` ends it with what is known so far. */
export type Exploring<Result> = Generator<SimulationProgress, Result, boolean | undefined>

/** Replications that are done, of how many there will be at most, as far as is known. */
export interface Count {
  done: number
  of: number
}

/** How far a question is, with a part of a replication. */
export function progressOf({ done, of }: Count, part = 0): SimulationProgress {
  return { done, of, share: of === 0 ? 0 : Math.min(1, (done + part) / of) }
}

/** Answers a question to its end. */
export function answered<Result>(run: Exploring<Result>): Result {
  for (let step = run.next(true); ; step = run.next(true)) if (step.done === true) return step.value
}

/** Nothing was known yet. */
export function cancelled(): ConvokeError {
  return new ConvokeError('simulate/cancelled', 'stopped before anything was known', { details: { replications: 0 } })
}
