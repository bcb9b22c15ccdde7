import { setTimeout } from 'node:timers'
import { type Append, type AppendResult, ConvokeError, caseSaltPath } from '@convoke/core'
import type { EngineEvent } from './engine-event.js'
import type { EngineLimits } from './engine-limits.js'
import type { GroupCommit } from './group-commit.js'
import type { HotCases } from './hot-cases.js'
import { again, isWritten, type Job, type LiveCase, type Step, type Verdict } from './live-case.js'

/** What mailboxes need of the engine around them. */
export interface MailboxOptions {
  readonly hot: HotCases
  readonly limits: EngineLimits
  /** Reads a case from the store into the live object. */
  readonly load: (live: LiveCase) => Promise<void>
  readonly commit: () => GroupCommit
  readonly written: (live: LiveCase, append: Append, steps: readonly Step[]) => void
  readonly emit: ((event: EngineEvent) => void) | undefined
}

/** One mailbox per case: asked in order, decided in order, answered after commit. */
export interface Mailboxes {
  /**
   * Puts one thing to a case.
   *
   * @throws ConvokeError `engine/closed`
   * @throws ConvokeError `engine/overloaded` (later) when the case or the engine has too much waiting
   * @throws ConvokeError `conflict/head-moved` (after-reread) when others kept writing to the case
   */
  post<Result>(live: LiveCase, work: Work<Result>): Promise<Result>
  /** For the group commit: what became of an append. */
  committed(live: LiveCase, append: Append): void
  conflicted(live: LiveCase, result: AppendResult & { readonly ok: false }): void
  failed(live: LiveCase, error: unknown): void
  /** Resolves when nothing is under way. */
  idle(): Promise<void>
  /** Refuses everything from now on with `engine/closed`. */
  shut(): void
}

/** What is put to a case; see {@link Job}. */
export type Work<Result> = Pick<Job<Result>, 'decide' | 'retrying'>

/** What a closed engine answers. */
export const engineClosed = () => new ConvokeError('engine/closed', 'this engine was closed; create another')

/**
 * Runs the mailboxes of all cases.
 *
 * Commands are decided on the speculative state, so a case takes any number of them into one append. When that append
 * does not commit, everything decided on top of it is void: the case is read again and all of it is decided again, in
 * order. A refusal decided on unwritten state waits for that state to be written, for otherwise it might be wrong.
 */
export function mailboxes(options: MailboxOptions): Mailboxes {
  const { hot, limits, load, commit, written, emit } = options
  let inFlight = 0
  let closed = false
  let whenIdle: (() => void)[] = []

  const leave = () => {
    inFlight -= 1
    if (inFlight > 0 || whenIdle.length === 0) return
    const told = whenIdle
    whenIdle = []
    for (const tell of told) tell()
  }
  const answer = ({ job, verdict }: Step) => {
    leave()
    try {
      job.resolve(verdict.answer())
    } catch (error) {
      job.reject(error)
    }
  }
  const giveUp = (job: Job, error: unknown) => {
    leave()
    job.reject(error)
  }

  const pump = (live: LiveCase): void => {
    while (!live.asking && live.becomes === undefined) {
      const job = live.waiting[0]
      if (job === undefined) {
        hot.rest(live)
        return
      }
      if (live.known && isWritten(live) && live.epoch !== (isPrivate(live) ? hot.epoch() : hot.knownEpoch))
        live.known = false
      if (!live.known) {
        ask(live, () => load(live), job)
        return
      }
      let verdict: ReturnType<Job['decide']>
      try {
        verdict = job.decide(live)
      } catch (error) {
        if (isOutdated(live)) continue
        live.waiting.shift()
        giveUp(job, error)
        continue
      }
      if (verdict instanceof Promise) {
        if (isOutdated(live)) {
          verdict.catch(() => undefined)
          continue
        }
        const pending = verdict
        const { generation } = live
        ask(
          live,
          async () => {
            const late = await pending
            if (late === again || generation !== live.generation) return
            live.waiting.shift()
            accept(live, job, late)
          },
          job,
        )
        return
      }
      if (verdict.acts.length === 0 && isOutdated(live)) continue
      live.waiting.shift()
      accept(live, job, verdict)
    }
  }

  /**
   * Whether another process has written since the case was read, so that it has to be read again: asked before anything
   * is answered that no append of ours will check. What is written is checked by its `expectedSeq`, so that most
   * commands need not ask; a conflict then costs them no attempt.
   */
  const isOutdated = (live: LiveCase): boolean => {
    if (!live.known || !isWritten(live) || live.epoch === hot.epoch()) return false
    live.known = false
    return true
  }

  /** Holds the mailbox while something is asked; a fault is the fault of the job that asked. */
  const ask = (live: LiveCase, question: () => Promise<void>, job: Job): void => {
    live.asking = true
    question()
      .catch((error: unknown) => {
        const at = live.waiting.indexOf(job)
        if (at < 0) return
        live.waiting.splice(at, 1)
        giveUp(job, error)
      })
      .finally(() => {
        live.asking = false
        pump(live)
      })
  }

  const accept = (live: LiveCase, job: Job, verdict: Verdict<unknown>): void => {
    const step: Step = { job, verdict }
    if (verdict.acts.length === 0) {
      if (live.next.length > 0) live.next.push(step)
      else if (live.flying.length > 0) live.flying.push(step)
      else answer(step)
      return
    }
    live.tip = verdict.tip
    live.becomes = verdict.becomes
    // An id without a fingerprint was made here, and nobody knows it before it is answered.
    for (const { command } of verdict.acts)
      if (command !== undefined && command.fingerprint !== '') live.ids.add(`${command.by}\u0000${command.commandId}`)
    live.next.push(step)
    commit().enlist(live)
  }

  const settleWritten = (live: LiveCase): void => {
    if (!isWritten(live)) return
    if (live.ids.size > 0) live.ids.clear()
    if (live.whenWritten.length === 0) return
    const told = live.whenWritten
    live.whenWritten = []
    for (const tell of told) tell()
  }

  /** Discards the speculation and decides again, in the order in which it was asked. */
  const decideAgain = (live: LiveCase, reason: (EngineEvent & { type: 'retried' })['reason'], error: unknown): void => {
    commit().withdraw(live)
    const failedJobs = live.flying.map(step => step.job)
    const isAttempt = reason === 'failed' || live.verified
    const voided = live.next.map(step => step.job)
    live.generation += 1
    live.known = false
    live.flying = []
    live.next = []
    live.flyingTip = null
    live.becomes = undefined
    const retried: Job[] = []
    for (const job of failedJobs) {
      if (isAttempt) job.attempts += 1
      job.retrying()
      if (job.attempts <= limits.retries) retried.push(job)
      else giveUp(job, error)
    }
    live.waiting.unshift(...retried, ...voided)
    const attempt = Math.max(1, ...failedJobs.map(job => job.attempts))
    emit?.({ type: 'retried', caseId: live.caseId, attempt, reason, commands: live.waiting.length })
    settleWritten(live)
    if (reason === 'failed') pauseThenPump(live, attempt)
    else pump(live)
  }

  /** A store that is in trouble is not helped by being asked again at once. */
  const pauseThenPump = (live: LiveCase, attempt: number): void => {
    if (live.asking) return
    live.asking = true
    setTimeout(
      () => {
        live.asking = false
        pump(live)
      },
      5 * 4 ** (attempt - 1) * (0.5 + Math.random()),
    )
  }

  return {
    post(live, work) {
      if (closed) return Promise.reject(engineClosed())
      if (
        live.waiting.length + live.next.length + live.flying.length >= limits.queuedPerCase ||
        inFlight >= limits.inFlight
      ) {
        return Promise.reject(
          new ConvokeError('engine/overloaded', 'too many commands are waiting; try again in a moment', {
            details: { caseId: live.caseId, waiting: live.waiting.length, inFlight },
            retry: 'later',
          }),
        )
      }
      inFlight += 1
      return new Promise((resolve, reject) => {
        const { decide, retrying } = work
        live.waiting.push({ decide, retrying, resolve, reject, attempts: 0 } as unknown as Job)
        if (live.waiting.length === 1) pump(live)
      })
    },
    committed(live, append) {
      const steps = live.flying
      const { becomes } = live
      if (becomes !== undefined) live.definition = becomes
      live.becomes = undefined
      live.saved = live.flyingTip
      live.flying = []
      live.flyingTip = null
      written(live, append, steps)
      settleWritten(live)
      for (const step of steps) answer(step)
      if (live.waiting.length === 0) hot.rest(live)
      else if (becomes !== undefined) pump(live)
    },
    conflicted(live, { conflict, actualSeq }) {
      const error = new ConvokeError(
        'conflict/head-moved',
        'others kept writing to this case; read it again, then decide whether to retry',
        { details: { caseId: live.caseId, actualSeq, conflict }, retry: 'after-reread' },
      )
      decideAgain(live, conflict, error)
    },
    failed(live, error) {
      decideAgain(live, 'failed', error)
    },
    idle() {
      return inFlight === 0 ? Promise.resolve() : new Promise(resolve => whenIdle.push(resolve))
    },
    shut() {
      closed = true
    },
  }
}

/** Whether answers about the case may show values that another process can erase without writing to it. */
function isPrivate({ disclosures = [] }: LiveCase): boolean {
  return disclosures.length > 1 || (disclosures.length === 1 && disclosures[0]?.path !== caseSaltPath)
}
