// Cases that join one that is open, instead of opening one of their own 并入.
import { ConvokeError, join, type ListedCase, type PartyId, prepareOpening } from '@convoke/core'
import { caseIdOf } from './case-id.js'
import { isWritten, type LiveCase, type Tip } from './live-case.js'
import type { Work } from './mailbox.js'
import { type OpenAsk, openWork } from './open-case.js'
import { outgrown } from './outgrown.js'
import type { Runtime } from './runtime.js'
import { sealActs } from './seal-acts.js'
import { whenWritten } from './send-command.js'
import { momentOf } from './verdicts.js'

/** The case that took it up, or why none did. */
export interface TakenUp {
  readonly caseId?: string | undefined
  readonly code: string
}

/** An opening through a link, on its way to whichever case takes it up. */
export type JoinAsk = OpenAsk & { readonly parent: NonNullable<OpenAsk['parent']> }

/** How often the cases of a party are read again, because somebody opened one in between. */
const mostRounds = 8
const pageSize = 100

/**
 * Brings an opening to an open case of its type in which the party it names takes part, oldest first; where none takes
 * it in, opens a case.
 *
 * The command id is used once for joining and opening together, so that a repetition finds what it led to. The id of a
 * new case follows from the newest one of that party: two that open at the same moment mean the same case, and the
 * second joins the first.
 *
 * @throws ConvokeError `engine/overloaded` where others open cases of that party all the while; try again later
 */
export async function joinOrOpen(runtime: Runtime, tenant: string, ask: JoinAsk): Promise<TakenUp> {
  const { definition, by, commandId, opening } = ask
  const used = await runtime.store.command(tenant, null, by, commandId)
  if (used !== undefined) return { caseId: used.caseId, code: '' }
  const read = prepareOpening(definition, opening, { salt: runtime.salt, subject: by })
  if (!read.ok) return { code: read.denial.code }
  const party = String(read.data.seen[definition.caseType.joins as string])
  for (let round = 0; round < mostRounds; round++) {
    const { open, newest } = await casesOf(runtime, tenant, definition.name, party)
    for (const caseId of open) {
      const taken = await runtime.mailboxes.post(runtime.hot.borrow(tenant, caseId), joinWork(runtime, ask))
      if (taken !== undefined) return { caseId: taken, code: '' }
    }
    const caseId = caseIdOf(`join ${definition.name} ${party} ${newest}`)
    const result = await runtime.mailboxes.post(runtime.hot.borrow(tenant, caseId), openWork(runtime, ask))
    if (result.ok) return { caseId: result.case.id, code: '' }
    const meanwhile = await runtime.store.command(tenant, null, by, commandId)
    if (meanwhile !== undefined) return { caseId: meanwhile.caseId, code: '' }
    if (result.refusal.code !== 'refusal/case-exists') return { code: result.refusal.code }
  }
  throw new ConvokeError('engine/overloaded', 'cases of this party are opened all the while; try again later', {
    details: { caseType: definition.name, party },
    retry: 'later',
  })
}

/** The open cases of a party, oldest first, and the newest of all, settled ones included. */
async function casesOf(
  { store }: Runtime,
  tenant: string,
  caseType: string,
  party: PartyId,
): Promise<{ readonly open: readonly string[]; readonly newest: string }> {
  const newest = await store.list(tenant, { caseType, party }, { limit: 1 })
  const open: ListedCase[] = []
  let after: string | undefined
  do {
    const page = await store.list(tenant, { caseType, party, settled: false }, { limit: pageSize, after })
    open.push(...page.items)
    after = page.next
  } while (after !== undefined)
  return { open: open.reverse().map(({ caseId }) => caseId), newest: newest.items[0]?.caseId ?? '' }
}

/** The work of joining one case: its id where it is taken in, undefined where not. */
function joinWork(runtime: Runtime, ask: JoinAsk): Work<string | undefined> {
  const { by, commandId, cause, parent } = ask
  let mayBeUsed = false
  return {
    retrying() {
      mayBeUsed = true
    },
    decide(live) {
      if (!mayBeUsed) return isWritten(live) ? judge(live) : whenWritten(live)
      return runtime.store
        .command(live.tenant, null, by, commandId)
        .then(used => (used === undefined ? judge(live) : { acts: [], tip: live.tip, answer: () => used.caseId }))
    },
  }

  function judge(live: LiveCase) {
    const { tip, definition } = live
    const left = { acts: [], tip, answer: () => undefined }
    if (tip === null || definition === undefined || definition.caseType.joins === undefined) return left
    const prepared = prepareOpening(definition, ask.opening, { salt: runtime.salt, subject: by })
    if (!prepared.ok) return left
    const clock = { at: momentOf(runtime, tip.head), calendar: runtime.calendar }
    const request = { opening: prepared.data, asker: parent, by, commandId, cause }
    const decision = join(definition, tip.state, request, clock)
    const isTaken = decision.refusal === undefined
    const { caseId } = live
    const sealed = sealActs(
      runtime,
      live,
      definition,
      decision.drafts,
      tip,
      isTaken ? ({ seq }) => ({ scope: null, by, commandId, fingerprint: '', caseId, seq }) : undefined,
    )
    if (!isTaken) return { acts: sealed.acts, tip: sealed.tip, answer: () => undefined }
    const brought = sealed.acts.at(-1)?.stored.bytes.length ?? 0
    if (outgrown(live, definition, decision.state, brought, runtime.limits) !== undefined) return left
    return { acts: sealed.acts, tip: sealed.tip as Tip, answer: () => caseId }
  }
}
