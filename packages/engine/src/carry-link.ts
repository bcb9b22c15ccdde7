import {
  type Cause,
  type ClaimedNotice,
  ConvokeError,
  type Entry,
  type JsonObject,
  type LinkNews,
  receive,
} from '@convoke/core'
import { caseIdOf } from './case-id.js'
import { joinOrOpen } from './join-case.js'
import type { LiveCase, Tip } from './live-case.js'
import type { Work } from './mailbox.js'
import { openWork } from './open-case.js'
import { outgrown } from './outgrown.js'
import type { Runtime } from './runtime.js'
import { type LinkNoticeBody, sealActs } from './seal-acts.js'
import { commandWork, entryAt } from './send-command.js'
import { momentOf, unknownVersion } from './verdicts.js'

/**
 * Carries out what one case asks of another: opens it, tells it something, or reports how it was settled.
 *
 * Safe to repeat at any point: the notice's id is the command id in the other case and seeds the id of a new one, and
 * what comes back is keyed by it too. A refusal comes back to the case that asked as `case.refused`.
 *
 * @throws ConvokeError `engine/link-endless` where cases keep setting each other off; the notice is then dead
 */
export async function carryLinkAct(runtime: Runtime, notice: ClaimedNotice): Promise<void> {
  const body = notice.body as unknown as LinkNoticeBody
  const { linkDepth } = runtime.limits
  const { tenant, caseId, seq } = notice
  const { link, key, depth } = body
  const cause: Cause = { caseId, seq, depth, link, key }
  // The refusal itself may make the case act again. That act is one deeper, and nobody is told any more.
  if (depth > linkDepth + 1) {
    throw new ConvokeError(
      'engine/link-endless',
      `cases set each other off ${depth} times; stop the loop in their case types`,
      {
        details: { caseId, seq, link, key, depth },
      },
    )
  }
  if (body.act === 'settled') return report(runtime, notice, body, cause)

  const back = (type: 'case.opened' | 'case.refused', by: string, data: JsonObject) => {
    const commandId = `${notice.id}/${type === 'case.opened' ? 'opened' : 'refused'}`
    // What comes back was caused by the other case; its own entry is not known here, the asking one is.
    return tell(runtime, tenant, caseId, { type, data: { link, key, ...data }, by, commandId, cause })
  }
  if (depth > linkDepth) return back('case.refused', 'clock', { code: 'engine/link-too-deep' })

  if (body.act === 'open') {
    const definition = body.caseType === null ? undefined : runtime.registry.newest(body.caseType)
    const target = caseIdOf(notice.id)
    if (definition === undefined) return back('case.refused', `case:${target}`, { code: 'input/unknown-case-type' })
    const { opening, as } = body.params as { readonly opening?: unknown; readonly as?: unknown }
    const by = typeof as === 'string' ? as : `case:${caseId}`
    const ask = { definition, opening, by, commandId: notice.id, ownId: true, parent: { caseId, link, key }, cause }
    if (definition.caseType.joins !== undefined) {
      const { caseId: found, code } = await joinOrOpen(runtime, tenant, ask)
      return found === undefined
        ? back('case.refused', 'clock', { code })
        : back('case.opened', `case:${found}`, { caseId: found })
    }
    const result = await runtime.mailboxes.post(runtime.hot.borrow(tenant, target), openWork(runtime, ask))
    if (result.ok) return back('case.opened', `case:${target}`, { caseId: target })
    return back('case.refused', `case:${target}`, { code: result.refusal.code })
  }

  const target = body.caseId ?? (await linkedCase(runtime, tenant, caseId, link, key))
  if (target === null) return back('case.refused', 'clock', { code: 'missing/case' })
  const { command, as } = body.params as { readonly command?: { readonly type?: unknown }; readonly as?: unknown }
  const { type, ...data } = command ?? {}
  const ask = {
    type: String(type),
    data,
    by: `case:${caseId}`,
    onBehalfOf: typeof as === 'string' ? as : undefined,
    commandId: notice.id,
    ownId: true,
    cause,
  }
  const result = await runtime.mailboxes.post(runtime.hot.borrow(tenant, target), commandWork(runtime, ask))
  if (!result.ok) await back('case.refused', `case:${target}`, { code: result.refusal.code })
}

/** Brings the outcome of a case to the one that opened it, after the news that it was opened. */
async function report(runtime: Runtime, notice: ClaimedNotice, body: LinkNoticeBody, cause: Cause): Promise<void> {
  const { tenant, caseId } = notice
  const { link, key, params } = body
  const parent = body.caseId as string
  const known = await runtime.read(tenant, parent)
  if (
    known?.saved?.state.links.some(one => one.link === link && one.key === key && one.status === 'opening') === true
  ) {
    const live = await runtime.read(tenant, caseId)
    if (live !== undefined) {
      // A case that joined was heard of by its own act, not by the one that opened this case.
      const asked = params.asked ?? (await entryAt(runtime, live, 1)).commandId
      const data = { link, key, caseId }
      await tell(runtime, tenant, parent, {
        type: 'case.opened',
        data,
        by: `case:${caseId}`,
        commandId: `${String(asked)}/opened`,
        cause,
      })
    }
  }
  const { asked: _, ...outcome } = params
  const data = { link, key, caseId, ...outcome }
  await tell(runtime, tenant, parent, { type: 'case.settled', data, by: `case:${caseId}`, commandId: notice.id, cause })
}

async function linkedCase(
  runtime: Runtime,
  tenant: string,
  caseId: string,
  link: string,
  key: string,
): Promise<string | null> {
  const live = await runtime.read(tenant, caseId)
  return live?.saved?.state.links.find(one => one.link === link && one.key === key)?.caseId ?? null
}

async function tell(runtime: Runtime, tenant: string, caseId: string, news: LinkNews): Promise<void> {
  await runtime.mailboxes.post(runtime.hot.borrow(tenant, caseId), newsWork(runtime, news))
}

/** The work of taking in news of a linked case; told twice, it counts once. */
function newsWork(runtime: Runtime, news: LinkNews): Work<void> {
  const { by, commandId } = news
  let mayBeUsed = false
  const nothing = (live: LiveCase) => ({ acts: [], tip: live.tip, answer: () => {} })
  const take = (live: LiveCase) => {
    const { tip, definition } = live
    if (live.foreign !== undefined) throw unknownVersion(live)
    if (tip === null || definition === undefined) {
      throw new ConvokeError('engine/link-lost', 'the case that was to be told does not exist in this store', {
        details: { caseId: live.caseId },
      })
    }
    const decision = receive(definition, tip.state, news, {
      at: momentOf(runtime, tip.head),
      calendar: runtime.calendar,
    })
    const remember = ({ seq }: Entry) => ({
      scope: live.caseId,
      by,
      commandId,
      fingerprint: '',
      caseId: live.caseId,
      seq,
    })
    const sealed = sealActs(runtime, live, definition, decision.drafts, tip, remember)
    const brought = sealed.acts.reduce((sum, { stored }) => sum + stored.bytes.length, 0)
    const tooBig = outgrown(live, definition, decision.state, brought, runtime.limits, tip.state)
    if (tooBig !== undefined) {
      throw new ConvokeError(
        'engine/outgrown',
        'the news would make the case bigger than it may be; correct the case, then retry the dead notice',
        { details: { caseId: live.caseId, ...tooBig.details } },
      )
    }
    return { acts: sealed.acts, tip: sealed.tip as Tip, answer: () => {} }
  }
  return {
    retrying() {
      mayBeUsed = true
    },
    decide(live) {
      if (!mayBeUsed) return take(live)
      return runtime.store
        .command(live.tenant, live.caseId, by, commandId)
        .then(used => (used === undefined ? take(live) : nothing(live)))
    },
  }
}
