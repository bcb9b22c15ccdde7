import {
  type CaseDefinition,
  type CommandRecord,
  type Draft,
  type Effect,
  type Entry,
  type JsonObject,
  type OutboxNotice,
  seal,
} from '@convoke/core'
import type { LiveCase, SealedAct, Tip } from './live-case.js'
import type { Runtime } from './runtime.js'

/** The body of a notice to parties, as the outbox keeps it. Personal values are handles in it. */
export interface PartyNoticeBody {
  readonly caseType: string
  readonly version: string
  readonly reference: string
  readonly at: number
  readonly to: readonly string[]
  readonly params: JsonObject
}

/** The body of an act on another case. */
export interface LinkNoticeBody {
  readonly act: 'open' | 'tell' | 'settled'
  readonly link: string
  readonly key: string
  /** The other case, where it is known already. */
  readonly caseId: string | null
  /** The case type that the link opens; null for the others. */
  readonly caseType: string | null
  readonly params: JsonObject
  /** How many acts of cases on cases led here, this one included. */
  readonly depth: number
}

/** How a command is remembered for retries; what `seal-acts` cannot know. */
export type RecordOf = (entry: Entry) => CommandRecord

/**
 * Numbers and hashes what was decided, in order, on top of a head; with the notices it sends. `remember` makes the
 * record of the last act, the one that a party asked for; those before it are deadlines.
 */
export function sealActs(
  runtime: Runtime,
  live: LiveCase,
  definition: CaseDefinition,
  drafts: readonly Draft[],
  before: Tip | null,
  remember: RecordOf | undefined,
): { readonly acts: SealedAct[]; readonly tip: Tip | null } {
  const acts: SealedAct[] = []
  let tip = before
  const recordedAt = runtime.now()
  const last = drafts.at(-1)
  for (const draft of drafts) {
    const { entry, stored, disclosures } = seal(definition, draft, {
      tenant: live.tenant,
      caseId: live.caseId,
      head: tip?.head ?? null,
      recordedAt,
      caseSalt: live.secret,
      texts: live.texts,
    })
    tip = { state: draft.after, head: { seq: entry.seq, at: entry.at, hash: entry.hash } }
    const notices =
      draft.effects.length === 0
        ? none
        : draft.effects.flatMap((effect, n) =>
            isToSomebody(effect) ? [noticeOf(definition, entry, draft, effect, n)] : [],
          )
    acts.push({ entry, stored, disclosures, notices, command: draft === last ? remember?.(entry) : undefined })
  }
  return { acts, tip }
}

const none: readonly OutboxNotice[] = []

/** A notice whose recipients are read from the case may find nobody; then there is nothing to deliver. */
function isToSomebody({ link, to }: Effect): boolean {
  return link !== undefined || to.length > 0
}

function noticeOf(definition: CaseDefinition, entry: Entry, draft: Draft, effect: Effect, n: number): OutboxNotice {
  const { tenant, caseId, seq } = entry
  const id = `${caseId}:${seq}:${n + 1}`
  const { link } = effect
  if (link === undefined) {
    const body: PartyNoticeBody = {
      caseType: definition.name,
      version: definition.version,
      reference: draft.after.reference,
      at: entry.at,
      to: effect.to,
      params: effect.params,
    }
    return { id, tenant, caseId, seq, lane: null, type: effect.type, body: body as unknown as JsonObject }
  }
  const body: LinkNoticeBody = {
    act: link.act,
    link: link.name,
    key: link.key,
    caseId: link.caseId,
    caseType: link.act === 'open' ? (definition.caseType.links?.[link.name]?.caseType ?? null) : null,
    params: effect.params,
    depth: (entry.cause?.depth ?? 0) + 1,
  }
  // A report goes to the parent, whose id is known; an opening and all that is told to that case share one lane.
  const target = link.act === 'settled' ? link.caseId : `${link.name}/${link.key}`
  return {
    id,
    tenant,
    caseId,
    seq,
    lane: `${caseId}>${target}`,
    type: effect.type,
    body: body as unknown as JsonObject,
  }
}
