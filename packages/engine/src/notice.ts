import {
  type AnyCaseType,
  type CaseDefinition,
  type CaseState,
  type ClaimedNotice,
  type Disclosure,
  type JsonObject,
  maySee,
  type PartyId,
  redact,
  resolveHandles,
  rolesOf,
} from '@convoke/core'
import type * as z from 'zod'
import type { Runtime } from './runtime.js'
import type { PartyNoticeBody } from './seal-acts.js'
import { unknownVersion } from './verdicts.js'

/**
 * Something to tell parties 通知, as a host's `deliver` gets it. At least once: keep the `id`s you have seen, and a notice
 * takes effect once.
 */
export interface AnyNotice {
  /** `<caseId>:<seq>:<n>`: the same for every delivery of this notice. */
  readonly id: string
  readonly tenant: string
  readonly caseId: string
  readonly caseType: string
  readonly version: string
  /** The human reference 案号. */
  readonly reference: string
  /** The declared notice, or `deadline` for the built-in reminder of a ladder. */
  readonly type: string
  /** The legal moment of the entry it comes from, epoch ms. */
  readonly at: number
  readonly to: readonly PartyId[]
  /** Holds a marked value only where every recipient may see it. */
  readonly params: JsonObject
  /** 1 for the first delivery. */
  readonly attempt: number
}

/**
 * What the outbox kept, with the values that all of its recipients may see, as they stand now.
 *
 * @throws ConvokeError `history/unknown-version` where the version that said it, or the one the case is of now, is not
 * registered: nobody here knows what is marked in it. Another process may, and it waits in the outbox
 */
export async function noticeOf(runtime: Runtime, claimed: ClaimedNotice): Promise<AnyNotice> {
  const body = claimed.body as unknown as PartyNoticeBody
  const { id, tenant, caseId, type } = claimed
  const { caseType, version, reference, at, to } = body
  const live = await runtime.read(tenant, caseId)
  const said = runtime.registry.version(caseType, version)?.caseType
  if (live?.definition === undefined || live.saved === null || said === undefined)
    throw unknownVersion({ caseId, foreign: live?.foreign ?? { caseType, version } })
  const params = paramsFor(said, live.definition, live.saved.state, live.disclosures ?? [], claimed, body)
  return {
    ...{ id, tenant, caseId, caseType, version, reference, type, at, to },
    params: params as JsonObject,
    attempt: claimed.attempts + 1,
  }
}

function paramsFor(
  said: AnyCaseType,
  definition: CaseDefinition,
  state: CaseState,
  disclosures: readonly Disclosure[],
  { type }: ClaimedNotice,
  { to, params }: PartyNoticeBody,
): unknown {
  const viewers = to.map(party => rolesOf(definition, state, party))
  const shown = disclosures.filter(({ visibleTo }) => viewers.every(roles => maySee(roles, visibleTo)))
  // What was said before a migration has the schema of its own version.
  const schema = said.notices[type] as z.ZodObject | undefined
  const resolved = resolveHandles(params, shown, 'host')
  if (schema === undefined) return resolved
  return viewers.reduce<unknown>((value, roles) => redact(schema, value, roles, shown), resolved)
}
