import { decide } from '@convoke/core'
import { keyOf, label } from '../random/luck.js'
import type { Meant } from './case-run.js'
import { factsFor } from './duties.js'
import type { Linking } from './links.js'
import type { PlainHost, PlainRun } from './plain-run.js'
import { type Residents, residentsOf } from './residents.js'
import { begun } from './world.js'

/** Who is told of a case that goes on or is over for good. */
interface Told {
  readonly links: Linking<PlainRun> | undefined
  conclude(run: PlainRun, now: number): void
}

/** What goes on beside duties. */
export function waitingResidents(
  { setting, worldFor, begin, stepped, count }: PlainHost,
  { links, conclude }: Told,
): Residents<PlainRun> | undefined {
  const { world, events } = setting
  const { calendar } = world
  let repeats = 0
  const decided = (run: PlainRun, { command: type, data: seen, party }: Meant & { party: string }, now: number) => {
    const facts = factsFor(run.world, run.type, run.state, type, seen, party)
    const data = { seen, committed: seen, disclosures: [] }
    const request = { type, data, by: party, facts, commandId: `${type} ${now}` }
    return decide(run.type.definition, run.state, request, { at: now, calendar })
  }
  const residents = residentsOf<PlainRun>(world, events, {
    send(run, act, now) {
      const decision = decided(run, act, now)
      if (decision.refusal === undefined || decision.drafts.length > 0) stepped(run, decision, now)
      return decision.refusal === undefined
    },
    repeat(run, n, now) {
      if (run.opened === undefined) return false
      const { opening, by } = run.opened
      const decision = begun(run.type, opening, by, { at: now, calendar })
      if (decision.refusal !== undefined) return false
      const { type, source, isMeasured, opened: asked } = run
      const key = keyOf(run, label('repeated'), n)
      const root = run.root ?? { k0: run.k0, k1: run.k1 }
      // Its number is one that no arrival of its source has.
      const i = 2 ** 40 + repeats++
      begin({ world: worldFor(root, now), type, source, i, key, isMeasured, root, opened: asked }, decision, now)
      return true
    },
    noted(run, name) {
      if (run.isMeasured) count(run, 'residentActs', 'resident', name, 1, 0)
    },
    reopen(run, act, settledAt, now) {
      const decision = act === undefined ? undefined : decided(run, act, now)
      const isOpen = decision !== undefined && decision.refusal === undefined
      setting.rested(run, isOpen)
      if (!isOpen) {
        conclude(run, settledAt)
        return
      }
      links?.opened(run)
      for (const record of run.duties.values()) {
        record.status = 'due'
        record.last = undefined
        record.sent.clear()
      }
      stepped(run, decision, now)
      if (run.state.outcome === null) residents?.began(run, now)
    },
  })
  return residents
}
