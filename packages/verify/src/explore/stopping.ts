// A verification that goes on until somebody ends it: a signal, a watcher of its progress, or whoever takes its steps.
import type { Steps, VerifyProgress } from './search.js'

/** What may end it. */
interface Stopping {
  readonly signal?: AbortSignal | undefined
  readonly progress?: ((states: number, waiting: number) => boolean | undefined) | undefined
}

/** How far it is, and whether it was ended. */
interface Going {
  readonly isStopped: () => boolean
  /** Carries out a part of it. Once it is ended, nothing that is begun after is gone on with. */
  goingOn<Result>(steps: Steps<Result>): Steps<Result>
  /** Tells which property is looked at from now on. */
  turningTo(property: string): Steps<void>
}

/** Nothing is known yet, and nobody has ended it. */
export function untilStopped({ signal, progress }: Stopping): Going {
  let isStopped = false
  let latest: VerifyProgress = { states: 0, waiting: 0 }
  return {
    isStopped: () => isStopped,
    *goingOn(steps) {
      let step = steps.next()
      while (step.done !== true) {
        latest = step.value
        isStopped ||= signal?.aborted === true || progress?.(latest.states, latest.waiting) === false
        isStopped ||= (yield latest) === false
        step = steps.next(!isStopped)
      }
      return step.value
    },
    *turningTo(property) {
      isStopped ||= (yield { ...latest, property }) === false
    },
  }
}
