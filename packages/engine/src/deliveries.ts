import { setImmediate, setTimeout } from 'node:timers'
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
  /** A delivery failed and is to be tried again. */
  readonly onRetry: () => void
}

/** One run through the outbox. */
export interface Pass {
  /** Looks into the outbox again while others are under way: something was put into it. */
  poke(): void
  /** Whether as many deliveries are under way as may be, so that nothing more is taken before one of them ends. */
  readonly isFull: boolean
  /** How many were taken in hand, once nothing is ready and nothing under way. */
  readonly ended: Promise<number>
}

/**
 * Delivers what waits in the outbox: acts of cases on cases are carried out, notices to parties go to the host.
 *
 * Each notice is leased while it is delivered, so that a second process leaves it alone, and is delivered again when the
 * lease ends without word. Without a `deliver`, notices to parties are dropped as delivered. One that takes long keeps no
 * other from being delivered, as long as fewer than `parallel` do.
 *
 * @returns how to begin a pass; it takes nothing more in hand once `isOver`
 */
export function deliveries(options: DeliveriesOptions): (isOver: () => boolean) => Pass {
  const { runtime, deliver, outbox, onRetry } = options
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
      const isLast = attempt >= attempts || (claimed.lane !== null && isHopeless(error))
      // Half fixed, half chance: many notices that failed together do not come back together.
      const wait = Math.min(longestBackoff, backoff * 2 ** claimed.attempts)
      const retryAt = isLast ? null : now + Math.ceil(wait * (0.5 + Math.random() / 2))
      await store.outbox.failed(claimed.id, words(error), now, retryAt)
      if (retryAt !== null) onRetry()
      const code = ConvokeError.is(error) ? error.code : 'engine/deliver-failed'
      emit?.({ type: 'failed', what: 'delivery', id: claimed.id, code, attempt, retryAt })
      return undefined
    }
  }

  return isOver => {
    const underWay = new Set<Promise<void>>()
    let delivered: string[] = []
    let faults: unknown[] = []
    let isPoked = false
    let wake = () => {}

    const take = async (): Promise<number> => {
      const limit = parallel - underWay.size
      if (limit <= 0 || isOver()) return 0
      const now = runtime.now()
      const claimed = await store.outbox.claim({ tenant, now, limit, leaseUntil: now + timeout + 30_000 })
      for (const notice of claimed) {
        const one: Promise<void> = handle(notice).then(
          id => {
            underWay.delete(one)
            if (id !== undefined) delivered.push(id)
          },
          fault => {
            underWay.delete(one)
            faults.push(fault)
          },
        )
        underWay.add(one)
      }
      return claimed.length
    }

    const run = async (): Promise<number> => {
      let taken = 0
      for (;;) {
        isPoked = false
        taken += await take()
        const isIdle = underWay.size === 0 && delivered.length === 0 && faults.length === 0
        if (isIdle && (!isPoked || isOver())) return taken
        if (underWay.size > 0 && !isPoked) {
          const poked = new Promise<void>(resolve => {
            wake = resolve
          })
          await Promise.race([...underWay, poked])
          // What ends together is acknowledged together.
          await new Promise(resolve => setImmediate(resolve))
        }
        const ids = delivered
        delivered = []
        if (ids.length > 0) await store.outbox.done(ids)
        const [fault] = faults
        faults = []
        if (fault !== undefined) throw fault
      }
    }

    return {
      poke() {
        isPoked = true
        wake()
      },
      get isFull() {
        return underWay.size >= parallel
      },
      ended: run().catch(async (fault: unknown) => {
        // The leases of what is still under way end by themselves; its acknowledgements are given here.
        await Promise.all(underWay)
        if (delivered.length > 0) await store.outbox.done(delivered).catch(() => undefined)
        throw fault
      }),
    }
  }
}

/** Whether an act on a case fails however often it is tried. Another process may know a version that this one does not. */
function isHopeless(error: unknown): boolean {
  return ConvokeError.is(error) && error.retry === 'never' && error.code !== 'history/unknown-version'
}

function words(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error)
  return text.length > 500 ? `${text.slice(0, 499)}…` : text
}
