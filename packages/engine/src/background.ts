import { setTimeout } from 'node:timers'
import { ConvokeError } from '@convoke/core'
import type { Pass } from './deliveries.js'
import { fireDue } from './due-rungs.js'
import type { Runtime } from './runtime.js'
import type { Upcoming } from './upcoming.js'

/** A clock that can be set, such as `manualClock` of `@convoke/core/testing`. */
export interface SettableClock {
  (): number
  set(at: number): void
}

/** What {@link background} needs. */
export interface BackgroundOptions {
  readonly runtime: Runtime
  readonly deliver: (isOver: () => boolean) => Pass
  readonly upcoming: Upcoming
  /** The longest sleep between two looks into the store, ms. */
  readonly longestSleep: number
  readonly clock: () => number
}

/** The work an engine does by itself: deadlines fire, notices go out. */
export interface Background {
  advance(until: number | undefined): Promise<void>
  start(): void
  stop(): Promise<void>
  /** Something was written: notices to deliver, or a deadline nearer than the one slept for. */
  nudge(): void
}

/**
 * Runs what is due, then sleeps until the next known deadline, the next delivery, or `longestSleep`, whichever comes
 * first; the last is for what other processes have written. Its timer does not keep a process alive.
 *
 * Deliveries go on beside: a receiver that does not answer must not keep deadlines from firing. Whoever stops it waits for
 * what is under way and not for what is still to be done.
 */
export function background({ runtime, deliver, upcoming, longestSleep, clock }: BackgroundOptions): Background {
  let running = false
  let timer: NodeJS.Timeout | undefined
  let turn: Promise<void> | undefined
  let nudged = false
  let delivering: Pass | undefined
  const isOver = () => !running

  /** Fires and delivers until nothing is left to do at this moment: a delivery may open cases, which may have deadlines. */
  const settle = async (until: number): Promise<void> => {
    for (;;) {
      const fired = await fireDue(runtime, until)
      const delivered = await deliver(() => false).ended
      if (fired + delivered === 0) return
    }
  }

  const wake = () => {
    timer = undefined
    turn = work().finally(() => {
      turn = undefined
      if (running) void sleep()
    })
  }
  const work = async () => {
    nudged = false
    try {
      const now = runtime.now()
      beginDelivering()
      await fireDue(runtime, now, isOver)
      upcoming.drop(now)
    } catch (error) {
      failed(error)
    }
  }
  const beginDelivering = () => {
    if (delivering !== undefined) return delivering.poke()
    const pass = deliver(isOver)
    delivering = pass
    void pass.ended.catch(failed).finally(() => {
      delivering = undefined
    })
  }
  const failed = (error: unknown) => {
    const code = ConvokeError.is(error) ? error.code : 'engine/background-failed'
    const retryAt = clock() + longestSleep
    runtime.emit?.({ type: 'failed', what: 'background', id: '', code, attempt: 1, retryAt })
  }
  const sleep = async () => {
    if (nudged) return schedule(0)
    let ms = longestSleep
    try {
      const next = delivering?.isFull === true ? null : await runtime.store.outbox.nextAt(runtime.tenant)
      const until = Math.min(upcoming.next, next ?? Number.POSITIVE_INFINITY)
      ms = Math.min(ms, Math.max(1, until - runtime.now()))
    } catch {
      // The store or the clock is in trouble; the next look comes after the longest sleep.
    }
    schedule(nudged ? 0 : Math.min(ms, longestTimer))
  }
  const schedule = (ms: number) => {
    if (!running || timer !== undefined || turn !== undefined) return
    timer = setTimeout(wake, ms)
    timer.unref()
  }

  return {
    async advance(until) {
      const now = runtime.now()
      if (until === undefined || until <= now) return settle(until ?? now)
      if (!isSettable(clock)) {
        throw new ConvokeError(
          'engine/no-manual-clock',
          'time cannot be moved here: create the engine with a manual clock as `now`',
          {
            details: { until, now },
          },
        )
      }
      for (;;) {
        await settle(runtime.now())
        const next = await nextMoment(runtime, until)
        clock.set(Math.max(runtime.now(), Math.min(next, until)))
        if (next > until) return
      }
    },
    start() {
      if (running) return
      running = true
      schedule(0)
    },
    async stop() {
      running = false
      clearTimeout(timer)
      timer = undefined
      await turn
      await delivering?.ended.catch(() => undefined)
      await runtime.mailboxes.idle()
    },
    nudge() {
      if (nudged) return
      nudged = true
      if (!running || turn !== undefined) return
      clearTimeout(timer)
      timer = undefined
      schedule(0)
    },
  }
}

/** The longest that a timer of the platform waits, ms; beyond, it does not wait at all. */
const longestTimer = 2 ** 31 - 1

function isSettable(clock: () => number): clock is SettableClock {
  return typeof (clock as Partial<SettableClock>).set === 'function'
}

/**
 * When the store has something to do after now; infinity when nothing until `until`. It leases what it sees and lets go
 * at once. A case that is due and does not move, because its version is not registered, must not stop the clock.
 */
async function nextMoment({ store, now, tenant }: Runtime, until: number): Promise<number> {
  const present = now()
  const claims = await store.claimDue({ now: until, limit: 256, leaseUntil: present + 1 })
  await store.release(claims)
  const rung = claims.find(({ nextRungAt }) => nextRungAt > present)?.nextRungAt ?? Number.POSITIVE_INFINITY
  const delivery = (await store.outbox.nextAt(tenant)) ?? Number.POSITIVE_INFINITY
  return Math.min(rung, Math.max(delivery, present + 1))
}
