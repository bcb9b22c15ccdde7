import {
  type AdminAct,
  type AnySendResult,
  adoptCalendar,
  type CaseDefinition,
  type CommandRecord,
  ConvokeError,
  correct,
  type Decision,
  type Denial,
  type Entry,
  type Erasure,
  type JsonObject,
  type PartyId,
  prepareCorrection,
  recordErasure,
  type Signature,
} from '@convoke/core'
import { newId } from './case-id.js'
import type { LiveCase, SealedAct, Tip, Verdict } from './live-case.js'
import type { Work } from './mailbox.js'
import { outgrown } from './outgrown.js'
import type { Runtime } from './runtime.js'
import { sealActs } from './seal-acts.js'
import { accepted, entryAt, printOf } from './send-command.js'
import { missing, momentOf, refused, type Standing, standingAt, unknownVersion } from './verdicts.js'

/** What every administrative act needs: its ground, and the signatures of two humans. */
export interface AdminOptions {
  /** Why, in words for the journal; 1 to 2,000 characters. */
  readonly ground: string
  readonly signatures: readonly [Signature, Signature]
  readonly commandId?: string | undefined
}

/** A correction: the root fields of the context that were wrong, as they should be. */
export interface CorrectOptions extends AdminOptions {
  readonly patch: JsonObject
}

/**
 * An administrative act 行政更正 on a case, journaled with its ground and two signatures. The result shows the case as
 * the host sees it.
 *
 * @throws ConvokeError `engine/second-signature` where both signatures are of the same human
 */
export function adminWork(
  runtime: Runtime,
  options: AdminOptions & { readonly patch?: JsonObject | undefined; readonly erased?: Erasure['erased'] | undefined },
): Work<AnySendResult> {
  const { ground, signatures, patch, erased } = options
  const commandId = options.commandId ?? newId()
  const [{ by }] = signatures
  checkSigned(options)
  const subject = patch === undefined ? (erased === undefined ? {} : { erased }) : { patch }
  const type = ['admin', ...Object.keys(subject)].join('.')
  const print = ({ secret }: LiveCase) => printOf(secret, type, { ground, signatures, ...subject })
  let mayBeUsed = options.commandId !== undefined

  return {
    retrying() {
      mayBeUsed = true
    },
    decide(live) {
      const { tip, definition } = live
      if (live.foreign !== undefined) throw unknownVersion(live)
      if (tip === null || definition === undefined) return { acts: [], tip, answer: () => missing }
      if (!mayBeUsed) return judge(live, definition, tip)
      return runtime.store
        .command(live.tenant, live.caseId, by, commandId)
        .then(used => (used === undefined ? judge(live, definition, tip) : replay(live, definition, tip, used)))
    },
  }

  function judge(live: LiveCase, definition: CaseDefinition, tip: Tip): Verdict<AnySendResult> {
    const clock = { at: momentOf(runtime, tip.head), calendar: runtime.calendar }
    const standing = standingAt(runtime, live, definition, tip, clock.at)
    const { state } = standing.tip
    const act: AdminAct = { ground, signatures, commandId }
    let decision: Decision
    if (erased !== undefined) decision = recordErasure(definition, state, { ...act, erased }, clock)
    else if (patch === undefined) decision = adoptCalendar(definition, state, act, clock)
    else {
      const limits = { bytes: runtime.limits.contextSize, depth: 64 }
      const prepared = prepareCorrection(definition, state, patch, { salt: runtime.salt, subject: by, limits })
      if (!prepared.ok) return no(standing, prepared.denial)
      decision = correct(definition, state, { ...act, patch: prepared.data }, clock)
    }
    const { caseId } = live
    const fingerprint = print(live) ?? ''
    const remember = ({ seq }: Entry): CommandRecord => ({ scope: caseId, by, commandId, fingerprint, caseId, seq })
    const sealed = sealActs(runtime, live, definition, decision.drafts, standing.tip, remember)
    const { entry, stored } = sealed.acts.at(-1) as SealedAct
    const tooBig = outgrown(live, definition, decision.state, stored.bytes.length, runtime.limits)
    if (tooBig !== undefined) return no(standing, tooBig)
    const after = sealed.tip as Tip
    return {
      acts: [...standing.fired, ...sealed.acts],
      tip: after,
      answer: () => accepted(runtime, { live, definition, tip: after }, undefined, entry, false),
    }
  }

  async function replay(
    live: LiveCase,
    definition: CaseDefinition,
    tip: Tip,
    used: CommandRecord,
  ): Promise<Verdict<AnySendResult>> {
    if (used.fingerprint !== print(live))
      return no({ tip, fired: [] }, { code: 'input/command-id-reused', details: { commandId } })
    const entry = await entryAt(runtime, live, used.seq)
    return { acts: [], tip, answer: () => accepted(runtime, { live, definition, tip }, undefined, entry, true) }
  }
}

/**
 * Refuses an administrative act without two people and a ground.
 *
 * @throws ConvokeError `engine/second-signature`, `engine/ground`
 */
export function checkSigned({ ground, signatures: [{ actor }, second] }: AdminOptions): void {
  if (actor === second.actor) {
    throw new ConvokeError('engine/second-signature', 'an administrative act needs the signatures of two people', {
      details: { actor },
    })
  }
  if (ground.trim() === '' || ground.length > 2_000) {
    throw new ConvokeError('engine/ground', 'say why, in 1 to 2,000 characters', { details: { length: ground.length } })
  }
}

function no({ tip, fired }: Standing, denial: Denial): Verdict<AnySendResult> {
  return { acts: fired, tip, answer: () => refused(denial) }
}

/** Which personal values to erase, and why. */
export interface EraseOptions extends AdminOptions {
  /** Only the data of this party. */
  readonly subject?: PartyId | undefined
  /** Only those of this entry. */
  readonly seq?: number | undefined
  /** Only the field at this JSON Pointer into the entry's data. */
  readonly path?: string | undefined
}

/**
 * Erases personal values 删除个人信息: records it in the journal, then deletes the values. Values that are only hidden
 * from some stay, because the machine reads them: without them the case could not be folded again.
 *
 * @returns how many values were deleted
 */
export async function eraseCase(
  runtime: Runtime,
  id: string,
  { subject, seq, path, ...admin }: EraseOptions,
): Promise<number> {
  const { store, tenant, hot, mailboxes } = runtime
  const erased = (await store.disclosures(tenant, id))
    .filter(one => one.personal && (subject ?? one.subject) === one.subject)
    .filter(one => (seq ?? one.seq) === one.seq && (path ?? one.path) === one.path)
    .map(one => ({ seq: one.seq, path: one.path }))
  const work = adminWork(runtime, { ...admin, erased })
  if (erased.length === 0) return 0
  const recorded = await mailboxes.post(hot.borrow(tenant, id), work)
  if (!recorded.ok) return 0
  let count = 0
  for (const place of erased) count += await store.erase({ tenant, caseId: id, ...place })
  hot.forget(tenant, id)
  return count
}
