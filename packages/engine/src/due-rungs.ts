import { ConvokeError, type DueClaim } from '@convoke/core'
import type { LiveCase } from './live-case.js'
import type { Work } from './mailbox.js'
import type { Runtime } from './runtime.js'
import { momentOf, standingAt, unknownVersion } from './verdicts.js'

/** How many cases are leased at a time, and for how long (ms) while their deadlines fire. */
const claimed = 256
const lease = 30_000

/**
 * Fires every deadline of the store that is due at `until` or before, leased case by case so that a second process
 * leaves them alone. Which process fires them, and when, changes nothing in what is written but `recordedAt`. Once
 * `isOver`, no more are taken in hand.
 *
 * @returns how many cases were taken in hand
 */
export async function fireDue(runtime: Runtime, until: number, isOver = () => false): Promise<number> {
  const { store, hot, mailboxes, emit } = runtime
  let taken = 0
  for (;;) {
    const now = runtime.now()
    const claims = await store.claimDue({ now: Math.min(until, now), limit: claimed, leaseUntil: now + lease })
    if (claims.length === 0) return taken
    taken += claims.length
    const fired = await Promise.all(
      claims.map(async claim => {
        try {
          await mailboxes.post(hot.borrow(claim.tenant, claim.caseId), dueWork(runtime))
          return claim
        } catch (error) {
          // The lease is left to run out, so that a case that cannot move is not tried in every turn.
          const code = ConvokeError.is(error) ? error.code : 'engine/deadline-failed'
          emit?.({ type: 'failed', what: 'deadline', id: claim.caseId, code, attempt: 1, retryAt: claim.leaseUntil })
          return undefined
        }
      }),
    )
    await store.release(fired.filter((claim): claim is DueClaim => claim !== undefined))
    if (isOver()) return taken
  }
}

function dueWork(runtime: Runtime): Work<void> {
  return {
    retrying() {},
    decide(live: LiveCase) {
      if (live.foreign !== undefined) throw unknownVersion(live)
      const { tip, definition } = live
      if (tip === null || definition === undefined) return { acts: [], tip, answer: () => {} }
      const standing = standingAt(runtime, live, definition, tip, momentOf(runtime, tip.head))
      return { acts: standing.fired, tip: standing.tip, answer: () => {} }
    },
  }
}
