import {
  type ActorId,
  type AnyCaseView,
  type AnyOpenResult,
  type CaseDefinition,
  type CaseState,
  type Cause,
  type CommandRecord,
  type Entry,
  type JsonObject,
  type PartyId,
  prepareOpening,
  rolesOf,
  start,
} from '@convoke/core'
import { isWritten, type LiveCase, type SealedAct, type Tip, type Verdict } from './live-case.js'
import type { Work } from './mailbox.js'
import { outgrown } from './outgrown.js'
import type { Runtime } from './runtime.js'
import { sealActs } from './seal-acts.js'
import { entryAt, printOf, whenWritten } from './send-command.js'
import { denied, missing, type Refused, refused, unknownVersion } from './verdicts.js'

/** One case on its way to being opened 立案. */
export interface OpenAsk {
  readonly definition: CaseDefinition
  readonly opening: unknown
  readonly parameters?: JsonObject | undefined
  readonly by: PartyId
  readonly actor?: ActorId | undefined
  readonly commandId: string
  /** The sender chose the command id, so that it may have been used before. */
  readonly ownId: boolean
  readonly at?: number | undefined
  readonly parent?: CaseState['parent'] | undefined
  readonly cause?: Cause | undefined
}

type Outcome = Verdict<AnyOpenResult>

/**
 * The work of opening one case. Create-if-absent: where the case exists, the same opening by the same party is answered
 * again, and everything else is `refusal/case-exists`, which shows nothing of the case.
 */
export function openWork(runtime: Runtime, ask: OpenAsk): Work<AnyOpenResult> {
  let mayBeUsed = false
  return {
    retrying() {
      mayBeUsed = true
    },
    decide(live) {
      if (!isWritten(live)) return whenWritten(live)
      if (live.tip !== null || live.foreign !== undefined) return existing(live)
      return mayBeUsed ? earlier(live).then(used => used ?? judge(live)) : judge(live)
    },
  }

  function judge(live: LiveCase): Outcome | Promise<Outcome> {
    const { definition, by, actor, commandId, parent, cause } = ask
    const now = runtime.now()
    const at = ask.at ?? now
    if (!(at >= 0 && at <= now))
      return refuse(live, refused({ code: 'input/back-dated', details: { at, newest: null } }))
    const prepared = prepareOpening(definition, ask.opening, {
      salt: runtime.salt,
      subject: by,
      limits: { bytes: runtime.limits.contextSize, depth: 64 },
    })
    if (!prepared.ok) return refuse(live, refused(prepared.denial))
    const resolved = runtime.parameters.resolve(definition, ask.parameters)
    if (!resolved.ok) return refuse(live, refused(resolved.denial))

    const request = {
      opening: prepared.data,
      parameters: resolved.values,
      reference: runtime.reference(definition.name, at, live.caseId),
      by,
      actor,
      commandId,
      parent,
      cause,
    }
    const decision = start(definition, request, { at, calendar: runtime.calendar })
    if (decision.refusal !== undefined) return refuse(live, { ok: false, refusal: decision.refusal })
    live.definition = definition
    live.secret = runtime.salt()
    const fingerprint = print(live.secret) as string
    const remember = ({ seq }: Entry): CommandRecord => {
      const { caseId } = live
      return { scope: null, by, commandId, fingerprint, caseId, seq }
    }
    const { acts, tip } = sealActs(runtime, live, definition, decision.drafts, null, remember)
    const { stored } = acts.at(-1) as SealedAct
    const tooBig = outgrown(live, definition, decision.state, stored.bytes.length, runtime.limits)
    if (tooBig !== undefined) return refuse(live, refused(tooBig))
    return { acts, tip, answer: () => opened(live, definition, tip as Tip, acts[0]?.entry as Entry, false) }
  }

  function refuse(live: LiveCase, answer: Refused): Outcome | Promise<Outcome> {
    const verdict: Outcome = {
      acts: [],
      tip: null,
      answer() {
        const { code } = answer.refusal
        runtime.emit?.({ type: 'refused', caseId: live.caseId, command: 'case.started', by: ask.by, code })
        return answer
      },
    }
    if (!ask.ownId || mayBeUsed) return verdict
    return earlier(live).then(used => used ?? verdict)
  }

  /** The answer to an opening whose command id was used before; undefined where it was not. */
  async function earlier(live: LiveCase): Promise<Outcome | undefined> {
    const used = await runtime.store.command(live.tenant, null, ask.by, ask.commandId)
    if (used === undefined) return undefined
    const other = await runtime.read(live.tenant, used.caseId)
    if (other === undefined) return undefined
    if (used.fingerprint === print(other.secret)) return again(other, await entryAt(runtime, other, 1))
    const { commandId } = ask
    return { acts: [], tip: null, answer: () => refused({ code: 'input/command-id-reused', details: { commandId } }) }
  }

  async function existing(live: LiveCase): Promise<Outcome> {
    const first = await entryAt(runtime, live, 1)
    // Two cases may ask for the same in the same words; what a link asks is the same only under the same command id.
    const isMine = first.by === ask.by && (ask.parent === undefined || first.commandId === ask.commandId)
    const used = isMine ? await runtime.store.command(live.tenant, null, first.by, first.commandId) : undefined
    if (used !== undefined && used.fingerprint === print(live.secret)) return again(live, first)
    return { acts: [], tip: live.tip, answer: () => refused({ code: 'refusal/case-exists', details: {} }) }
  }

  function again(live: LiveCase, first: Entry): Outcome {
    const { definition, saved } = live
    if (definition === undefined || saved === null) throw unknownVersion(live)
    const mayKnow = rolesOf(definition, saved.state, ask.by).length > 0
    return {
      acts: [],
      tip: live.tip,
      answer: () =>
        mayKnow ? opened(live, definition, saved, first, true) : denied(definition, saved, ask.by, missing.refusal),
    }
  }

  function opened(
    live: LiveCase,
    definition: CaseDefinition,
    tip: Tip,
    entry: Entry,
    replayed: boolean,
  ): AnyOpenResult {
    if (replayed) runtime.emit?.({ type: 'replayed', caseId: live.caseId, seq: entry.seq, by: ask.by })
    let view: AnyCaseView | undefined
    return {
      ok: true,
      get case() {
        view ??= runtime.view(live, definition, tip, ask.by)
        return view
      },
      replayed,
    }
  }

  function print(secret: string): string | undefined {
    return printOf(secret, ask.definition.name, { opening: ask.opening ?? {}, parameters: ask.parameters ?? {} })
  }
}
