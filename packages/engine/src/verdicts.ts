import {
  advance,
  type CaseDefinition,
  ConvokeError,
  type Denial,
  nextRungAt,
  type PartyId,
  type Refusal,
  rolesOf,
  type Seats,
  worthTrying,
} from '@convoke/core'
import type { ForeignCase, LiveCase, SealedAct, Tip, Verdict } from './live-case.js'
import { sizeOf } from './outgrown.js'
import type { Runtime } from './runtime.js'
import { sealActs } from './seal-acts.js'

/** A refused answer, as every operation gives it. */
export interface Refused {
  readonly ok: false
  readonly refusal: Refusal
}

/** What a stranger learns, of a case that exists and of one that does not: the same. */
export const missing: Refused = deepRefusal({ code: 'missing/case', details: {} }, [])

/** A refusal outside any case. */
export function refused(denial: Denial, allowed: readonly string[] = []): Refused {
  return deepRefusal(denial, allowed)
}

function deepRefusal({ code, details }: Denial, allowed: readonly string[]): Refused {
  return Object.freeze({ ok: false, refusal: Object.freeze({ code, details, allowed }) })
}

/** The case as it stands at a moment: with every deadline fired that is due by then. */
export interface Standing {
  readonly tip: Tip
  /** The deadlines that fired just now; they are written whatever is decided next. */
  readonly fired: readonly SealedAct[]
}

/** The moment of a decision now. Never before the newest entry. */
export function momentOf(runtime: Runtime, head: { readonly at: number } | undefined): number {
  const now = runtime.now()
  if (head === undefined || now >= head.at) return now
  if (now >= head.at - runtime.limits.clockBehind) return head.at
  throw new ConvokeError(
    'engine/clock-behind',
    "this machine's clock is behind the case's newest entry; set the clock, then try again",
    { details: { now, newest: head.at }, retry: 'later' },
  )
}

/** Fires what is due by `at`, before anything is decided then. */
export function standingAt(
  runtime: Runtime,
  live: LiveCase,
  definition: CaseDefinition,
  tip: Tip,
  at: number,
): Standing {
  const next = nextRungAt(tip.state)
  if (next === null || next > at) return { tip, fired: [] }
  const { drafts } = advance(definition, tip.state, { at, calendar: runtime.calendar })
  const { acts, tip: after } = sealActs(runtime, live, definition, drafts, tip, undefined)
  // The clock cannot be refused. It is told where a case outgrows its limit by it; commands then may only shrink the case.
  live.contextBound += acts.reduce((sum, { stored }) => sum + 2 * stored.bytes.length, 512)
  const { contextSize: limit } = runtime.limits
  if (live.contextBound > limit && after !== null) {
    live.contextBound = sizeOf(after.state)
    if (live.contextBound > limit)
      runtime.emit?.({ type: 'outgrown', caseId: live.caseId, bytes: live.contextBound, limit })
  }
  return { tip: after as Tip, fired: acts }
}

/** A refusal by the case: written in its log, and told together with whatever fired before it. */
export function refusal(
  runtime: Runtime,
  live: LiveCase,
  { tip, fired }: Standing,
  ask: { readonly by: PartyId; readonly command: string },
  answer: Refused,
): Verdict<Refused> {
  return {
    acts: fired,
    tip,
    answer() {
      runtime.noteRefusal(live, ask.by, ask.command, answer.refusal.code)
      return answer
    },
  }
}

/** What to say when something is refused for a reason outside the machine, with what the party may try instead. */
export function denied(
  definition: CaseDefinition,
  tip: Tip,
  principal: PartyId,
  denial: Denial,
  seats?: Seats | undefined,
): Refused {
  if (denial.code === 'missing/case' || rolesOf(definition, tip.state, principal, seats).length === 0) return missing
  return refused(denial, worthTrying(definition, tip.state, principal, seats))
}

/** Why a case cannot be worked on here: its version is not registered. It stays readable. */
export function unknownVersion(live: {
  readonly caseId: string
  readonly foreign: Pick<ForeignCase, 'caseType' | 'version'> | undefined
}): ConvokeError {
  const { caseType, version } = live.foreign ?? { caseType: '', version: '' }
  return new ConvokeError(
    'history/unknown-version',
    `this case is of ${caseType} ${version}, which is not registered; give createEngine that version as well`,
    { details: { caseId: live.caseId, caseType, version } },
  )
}
