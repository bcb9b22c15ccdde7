import { setTimeout } from 'node:timers'
import { ConvokeError } from '@convoke/core'
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
  readonly deliver: { pass(): Promise<number> }
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
 */
export function background({ runtime, deliver, upcoming, longestSleep, clock }: BackgroundOptions): Background {
  let running = false
  let timer: NodeJS.Timeout | undefined
  let turn: Promise<void> | undefined
  let nudged = false

  /** Fires and delivers until nothing is left to do at this moment: a delivery may open cases, which may have deadlines. */
  const settle = async (until: number): Promise<void> => {
    for (;;) {
      const fired = await fireDue(runtime, until)
      const delivered = await deliver.pass()
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
    const now = runtime.now()
    try {
      await settle(now)
      upcoming.drop(now)
    } catch (error) {
      const code = ConvokeError.is(error) ? error.code : 'engine/background-failed'
      runtime.emit?.({ type: 'failed', what: 'background', id: '', code, attempt: 1, retryAt: now + longestSleep })
    }
  }
  const sleep = async () => {
    if (nudged) return schedule(0)
    const now = runtime.now()
    let next: number | null = null
    try {
      next = await runtime.store.outbox.nextAt(runtime.tenant)
    } catch {
      // The store is in trouble; the next look comes after the longest sleep.
    }
    const until = Math.min(now + longestSleep, upcoming.next, next ?? Number.POSITIVE_INFINITY)
    schedule(nudged ? 0 : Math.max(1, until - now))
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
