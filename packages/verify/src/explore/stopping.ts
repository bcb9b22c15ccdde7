// A verification that goes on until somebody ends it, a signal, a watcher of its progress, or whoever takes its steps; or until
// its time is over.
import { cancelled, type ExplorationLimit, outOfTime } from './limits.js'
import type { Answer, Steps, VerifyProgress } from './search.js'

/** How long a verification may take. */
export interface TimeBudget {
  /** All of it, ms. */
  readonly ms: number
  /** A clock that only goes forward, ms from whenever. Default: the wall clock since the process began. */
  readonly elapsed?: (() => number) | undefined
}

/** What may end it. */
interface Stopping {
  readonly signal?: AbortSignal | undefined
  readonly progress?: ((states: number, waiting: number) => boolean | undefined) | undefined
  readonly budget?: TimeBudget | undefined
}

/** How far it is, and whether it was ended. */
interface Going {
  /** What ended it, or had something left out, first; undefined where nothing was. */
  readonly stopped: () => ExplorationLimit | undefined
  /** Whether nothing more may be explored. */
  readonly isThrough: () => boolean
  /** Whether there is no time to look for one more property. */
  readonly isOver: () => boolean
  /**
   * Carries out a part of it. Once it is ended, nothing that is begun after is gone on with.
   *
   * @param until how much of the time may be gone at its end; default: as a verification divides its time
   */
  goingOn<Result>(steps: Steps<Result>, until?: Share): Steps<Result>
  /** Tells which property is looked at from now on. */
  turningTo(property: string): Steps<void>
}

/** Which part of the time may be gone when an exploration ends, and when it has put together what it knows. */
export interface Share {
  readonly ends: number
  readonly done: number
}

/**
 * Which part of its time may be gone when the first exploration ends, and when it has put together what it knows; the same of
 * whatever is explored after it; and when no further property is looked for. What is left is for the property at hand, its
 * stories and the report: what is found in the time before takes so much, on a fast machine and on a slow one.
 */
const shares = { first: { ends: 0.65, done: 0.75 }, further: { ends: 0.78, done: 0.82 }, properties: 0.88 }

/** Nothing is known yet, and nobody has ended it. */
export function untilStopped({ signal, progress, budget }: Stopping): Going {
  const { ms = Number.POSITIVE_INFINITY, elapsed = () => performance.now() } = budget ?? {}
  const begun = budget === undefined ? 0 : elapsed()
  const isGone = (share: number): boolean => budget !== undefined && elapsed() - begun >= share * ms
  let stopped: ExplorationLimit | undefined
  /** Somebody has ended it. */
  let isEnded = false
  let isFirst = true
  let latest: VerifyProgress = { states: 0, waiting: 0 }
  const stop = (): void => {
    stopped ??= isEnded ? cancelled : outOfTime(ms)
  }
  return {
    stopped: () => stopped,
    isThrough() {
      const isThrough = isEnded || isGone(shares.further.ends)
      if (isThrough) stop()
      return isThrough
    },
    isOver() {
      const isOver = isGone(shares.properties)
      if (isOver) stop()
      return isOver
    },
    *goingOn(steps, until = isFirst ? shares.first : shares.further) {
      let answer: Answer = true
      let step = steps.next()
      while (step.done !== true) {
        latest = step.value
        isEnded ||= signal?.aborted === true || progress?.(latest.states, latest.waiting) === false
        isEnded ||= (yield latest) === false
        if (answer === false && isGone(until.done)) answer = 'now'
        else if (answer === true && (isEnded || isGone(until.ends))) answer = false
        if (answer !== true) stop()
        step = steps.next(answer)
      }
      return step.value
    },
    *turningTo(property) {
      isFirst = false
      isEnded ||= (yield { ...latest, property }) === false
      if (isEnded) stop()
    },
  }
}
