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
  type DisclosureAct,
  type Entry,
  type JsonObject,
  prepareCorrection,
  recordErasure,
  recordRestriction,
  type Signature,
} from '@convoke/core'
import { assertKnown, badOption } from './bad-option.js'
import { newId } from './case-id.js'
import type { LiveCase, SealedAct, Tip, Verdict } from './live-case.js'
import type { Work } from './mailbox.js'
import { outgrown } from './outgrown.js'
import { assertParty, isId } from './request-envelope.js'
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

/** The names of {@link AdminOptions}. */
export const adminNames: readonly (keyof AdminOptions)[] = ['ground', 'signatures', 'commandId']

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
  options: AdminOptions & { readonly patch?: JsonObject | undefined; readonly disclosed?: readonly DisclosureAct[] },
): Work<AnySendResult> {
  checkSigned(options)
  const { ground, signatures, patch, disclosed } = options
  const commandId = options.commandId ?? newId()
  const [{ by }] = signatures
  const subject = patch === undefined ? (disclosed === undefined ? {} : { disclosed }) : { patch }
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
    if (disclosed !== undefined) decision = disclosureDecision(definition, state, act, disclosed, clock)
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
    const tooBig = outgrown(live, definition, decision.state, stored.bytes.length, runtime.limits, standing.tip.state)
    if (tooBig !== undefined) return no(standing, tooBig)
    const after = sealed.tip as Tip
    if (disclosed !== undefined) sealed.acts.push({ ...(sealed.acts.pop() as SealedAct), disclosed })
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

/** The entry that tells what is done to disclosures; all of one kind. */
function disclosureDecision(
  definition: CaseDefinition,
  state: Tip['state'],
  act: AdminAct,
  disclosed: readonly DisclosureAct[],
  clock: Parameters<typeof recordErasure>[3],
): Decision {
  const places = disclosed.map(({ seq, path }) => ({ seq, path }))
  const [first] = disclosed
  if (first?.act === 'erase') return recordErasure(definition, state, { ...act, erased: places }, clock)
  if (first?.act === 'lift') return recordRestriction(definition, state, { ...act, lifted: places }, clock)
  return recordRestriction(definition, state, { ...act, restricted: places, until: first?.until ?? null }, clock)
}

/**
 * Refuses an administrative act without two people and a ground, before anything of it is written: what reaches a journal
 * stays there.
 *
 * @throws ConvokeError `engine/second-signature`, `engine/ground`, `engine/party-id`, `engine/bad-option`
 */
export function checkSigned({ ground, signatures, commandId }: AdminOptions): void {
  if (!Array.isArray(signatures) || signatures.length !== 2)
    throw badOption('signatures', '[{ by, actor }, { by, actor }]')
  const [first, second] = signatures.map((signature: Partial<Signature> | null, i) => {
    if (typeof signature !== 'object' || signature === null) throw badOption(`signatures[${i}]`, '{ by, actor }')
    assertKnown(signature, ['by', 'actor'], `signatures[${i}].`)
    assertParty(signature.by, `signatures[${i}].by`)
    assertParty(signature.actor, `signatures[${i}].actor`)
    return signature.actor
  })
  if (first === second) {
    throw new ConvokeError('engine/second-signature', 'an administrative act needs the signatures of two people', {
      details: { actor: first },
    })
  }
  const length = typeof ground === 'string' ? ground.length : 0
  if (length === 0 || length > 2_000 || ground.trim() === '' || notKept.test(ground)) {
    throw new ConvokeError('engine/ground', 'say why, in 1 to 2,000 characters', { details: { length } })
  }
  if (commandId !== undefined && !isId(commandId)) throw badOption('commandId', "'…'")
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: no journal keeps these.
const notKept = /[\u0000\p{Surrogate}]/u

function no({ tip, fired }: Standing, denial: Denial): Verdict<AnySendResult> {
  return { acts: fired, tip, answer: () => refused(denial) }
}
