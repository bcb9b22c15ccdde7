import { setTimeout } from 'node:timers'
import { type ClaimedNotice, ConvokeError } from '@convoke/core'
import { carryLinkAct } from './carry-link.js'
import { type AnyNotice, noticeOf } from './notice.js'
import type { Runtime } from './runtime.js'

/** How notices are delivered and delivered again. Times in ms. */
export interface OutboxOptions {
  /** The most one delivery may take. Default 30,000. */
  readonly timeout?: number | undefined
  /** Wait after the first failure; it doubles with each further one. Default 1,000. */
  readonly backoff?: number | undefined
  /** The longest wait. Default 3,600,000. */
  readonly longestBackoff?: number | undefined
  /** Failures after which a notice is dead: kept, listed, and delivered only by `outbox.retry`. Default 12. */
  readonly attempts?: number | undefined
  /** Deliveries at the same time. Default 64. */
  readonly parallel?: number | undefined
}

/** Told about each notice, at least once. Throwing or rejecting asks for another delivery later. */
export type Deliver = (notice: AnyNotice, options: { readonly signal: AbortSignal }) => unknown

/** What {@link deliveries} needs. */
export interface DeliveriesOptions {
  readonly runtime: Runtime
  readonly deliver: Deliver | undefined
  readonly outbox: OutboxOptions
}

/**
 * Delivers what waits in the outbox: acts of cases on cases are carried out, notices to parties go to the host.
 *
 * Each notice is leased while it is delivered, so that a second process leaves it alone, and is delivered again when the
 * lease ends without word. Without a `deliver`, notices to parties are dropped as delivered.
 *
 * @returns how many were taken in hand
 */
export function deliveries({ runtime, deliver, outbox }: DeliveriesOptions): { pass(): Promise<number> } {
  const { timeout = 30_000, backoff = 1_000, longestBackoff = 3_600_000, attempts = 12, parallel = 64 } = outbox
  const { store, emit, tenant } = runtime

  const tell = async (claimed: ClaimedNotice): Promise<void> => {
    if (deliver === undefined) return
    const notice = await noticeOf(runtime, claimed)
    const controller = new AbortController()
    let timer: NodeJS.Timeout | undefined
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        const error = new ConvokeError('engine/deliver-timeout', `the delivery took longer than ${timeout} ms`, {
          retry: 'later',
        })
        controller.abort(error)
        reject(error)
      }, timeout)
      timer.unref()
    })
    try {
      await Promise.race([Promise.resolve(deliver(notice, { signal: controller.signal })), late])
    } finally {
      clearTimeout(timer)
    }
  }

  const handle = async (claimed: ClaimedNotice): Promise<string | undefined> => {
    const startedAt = performance.now()
    const attempt = claimed.attempts + 1
    try {
      if (claimed.lane === null) await tell(claimed)
      else await carryLinkAct(runtime, claimed)
      emit?.({ type: 'delivered', notice: claimed.id, attempt, elapsedMs: performance.now() - startedAt })
      return claimed.id
    } catch (error) {
      const now = runtime.now()
      const isLast = attempt >= attempts || (ConvokeError.is(error) && error.retry === 'never' && claimed.lane !== null)
      // Half fixed, half chance: many notices that failed together do not come back together.
      const wait = Math.min(longestBackoff, backoff * 2 ** claimed.attempts)
      const retryAt = isLast ? null : now + Math.ceil(wait * (0.5 + Math.random() / 2))
      await store.outbox.failed(claimed.id, words(error), now, retryAt)
      const code = ConvokeError.is(error) ? error.code : 'engine/deliver-failed'
      emit?.({ type: 'failed', what: 'delivery', id: claimed.id, code, attempt, retryAt })
      return undefined
    }
  }

  return {
    async pass() {
      let taken = 0
      for (;;) {
        const now = runtime.now()
        const claimed = await store.outbox.claim({ tenant, now, limit: parallel, leaseUntil: now + timeout + 30_000 })
        if (claimed.length === 0) return taken
        taken += claimed.length
        const done = (await Promise.all(claimed.map(handle))).filter(id => id !== undefined)
        if (done.length > 0) await store.outbox.done(done)
      }
    },
  }
}

function words(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error)
  return text.length > 500 ? `${text.slice(0, 499)}…` : text
}
