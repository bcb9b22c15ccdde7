// Who convenes, screens and supervises: pure reading of the context.
import type { PartyId } from '@convoke/core'
import type { Context } from './context.js'

type Read = Readonly<Context>

/** The conveners in force: those that drafted or cosigned and have not left. */
export function signed(context: Read): PartyId[] {
  return Object.keys(context.conveners).filter(party => context.conveners[party]?.status === 'signed')
}

/** The co-conveners who have not answered yet. */
export function unsigned(context: Read): PartyId[] {
  return Object.keys(context.conveners).filter(party => context.conveners[party]?.status === 'pending')
}

/**
 * Who screens: the screening unit; the supervisor where that unit is itself invited, or the request was referred.
 *
 * @source our default: whoever is invited neither screens nor rules, so the town leader in charge 分管领导 does
 */
export function screeningParty(context: Read): PartyId {
  const invited = context.invitees[context.screener]
  const free = invited === undefined || invited.status === 'replaced'
  return free && !context.referred ? context.screener : context.supervisor
}

/** Every convener in force but `party` has given this consent, so that its own would be the last. */
export function wouldComplete(context: Read, to: 'withdraws' | 'closes', party: PartyId): boolean {
  return signed(context).every(other => other === party || context.conveners[other]?.[to] === true)
}

/** The submitting convener signs; the others have to sign what is now submitted. */
export function sign(context: Context, by: PartyId): void {
  for (const [party, convener] of Object.entries(context.conveners)) {
    if (party === by) convener.status = 'signed'
    else if (convener.status === 'signed') convener.status = 'pending'
  }
}

/** A convener is out, and the rest go on; a chair that leaves is followed by the first convener in force. */
export function dropOut(
  context: Context,
  party: PartyId,
  status: 'refused' | 'silent' | 'left',
  reason: string | null,
): void {
  const convener = context.conveners[party]
  if (convener === undefined) return
  convener.status = status
  convener.reason = reason
  for (const other of Object.values(context.conveners)) other.withdraws = false
  const [first] = signed(context)
  if (context.chair === party && first !== undefined) context.chair = first
  for (const item of Object.values(context.items)) if (item.place === party) item.place = null
}
