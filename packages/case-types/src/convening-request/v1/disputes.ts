// Rulings: who may give one, and what a final one does.
import type { PartyId } from '@convoke/core'
import type { Context, Dispute, Item } from './context.js'
import { signed } from './conveners.js'
import { terms } from './invitees.js'

type Read = Readonly<Context>

/** The open disputes at one stage, by subject: an invitee's party or an item's name. */
export function disputesAt(context: Read, stage: Dispute['stage']): string[] {
  return Object.keys(context.disputes).filter(subject => context.disputes[subject]?.stage === stage)
}

/** No dispute waits for anything. */
export function allFinal(context: Read): boolean {
  return Object.values(context.disputes).every(dispute => dispute.stage === 'final')
}

/** The parties that have a ruling to give now: the ruler, or the supervisor on appeal. */
export function rulers(context: Read): PartyId[] {
  return Object.values(context.disputes).flatMap(dispute => {
    const party = whoRules(context, dispute)
    return party === null ? [] : [party]
  })
}

/** Who rules on this dispute at its stage; null where nobody has to any more. */
export function whoRules(context: Read, dispute: Dispute): PartyId | null {
  if (dispute.stage === 'ruler') return dispute.ruler
  return dispute.stage === 'appeal' ? context.supervisor : null
}

/** The side that lost: the conveners where the objection was upheld, the objecting party where it was overruled. */
export function isLosingSide(context: Read, subject: string, party: PartyId): boolean {
  const dispute = context.disputes[subject]
  if (dispute === undefined || dispute.stage !== 'ruled') return false
  if (dispute.ruling === 'overruled') return dispute.party === party
  return context.conveners[party]?.status === 'signed'
}

/** Both sides of a dispute: the conveners and the party that objected or was silent. */
export function sidesOf(context: Read, subject: string): PartyId[] {
  const dispute = context.disputes[subject]
  return dispute === undefined ? [] : [...signed(context), dispute.party]
}

/**
 * Whether a ruling may impose the item: only a duty of the unit's own or help with another's. What needs a decision of
 * the owners, of the budget or of a superior is not the ruler's to give.
 *
 * @source [Civil Code 278](docs/reference/sources.md#civil-code-owners);
 * [Shanghai property rules 61–63](docs/reference/sources.md#shanghai-property-rules)
 */
export function mayBeImposed(item: Pick<Item, 'kind'> | undefined): boolean {
  return item?.kind === 'ownDuty' || item?.kind === 'assist'
}

/** Records a ruling. The supervisor's own is final; any other may be appealed first. */
export function ruleOn(
  context: Context,
  subject: string,
  by: PartyId,
  ruling: 'upheld' | 'overruled',
  reason: string,
): void {
  const dispute = context.disputes[subject]
  if (dispute === undefined) return
  dispute.ruling = ruling
  dispute.ruledBy = by
  dispute.reason = reason
  dispute.stage = by === context.supervisor ? 'final' : 'ruled'
  if (dispute.stage === 'final') takeEffect(context, subject)
}

/** A ruling that moves the matter to somebody else: final, because that party is asked in its turn. */
export function moveOn(
  context: Context,
  subject: string,
  by: PartyId,
  ruling: 'replaced' | 'reassigned',
  reason: string,
): void {
  const dispute = context.disputes[subject]
  if (dispute === undefined) return
  Object.assign(dispute, { stage: 'final', ruling, ruledBy: by, reason })
}

/** A ruling nobody appealed, or on which the losing side waived appeal, takes effect. */
export function becomeFinal(context: Context, subject: string): void {
  const dispute = context.disputes[subject]
  if (dispute === undefined || dispute.stage !== 'ruled') return
  dispute.stage = 'final'
  takeEffect(context, subject)
}

/** A silent ruler hands on to the supervisor; a silent supervisor leaves the matter to those above. */
export function passUp(context: Context, subject: string): void {
  const dispute = context.disputes[subject]
  if (dispute === undefined || dispute.stage === 'final' || dispute.stage === 'ruled') return
  if (dispute.stage === 'ruler' && dispute.ruler !== context.supervisor) {
    dispute.stage = 'appeal'
    return
  }
  dispute.stage = 'final'
  dispute.ruling = 'referredUp'
  takeEffect(context, subject)
}

function takeEffect(context: Context, subject: string): void {
  const dispute = context.disputes[subject]
  if (dispute === undefined) return
  if (dispute.about === 'attendance') settleAttendance(context, subject, dispute)
  else settleItem(context, subject, dispute)
}

function settleAttendance(context: Context, subject: string, dispute: Dispute): void {
  const invitee = context.invitees[subject]
  if (invitee === undefined) return
  if (dispute.ruling === 'upheld') {
    invitee.agreed = terms(invitee)
    invitee.status = dispute.ground === 'countered' ? 'accepted' : 'excused'
  } else if (dispute.ruling === 'overruled') invitee.status = 'overruled'
  else if (dispute.ruling === 'referredUp') invitee.status = 'referredUp'
}

function settleItem(context: Context, subject: string, dispute: Dispute): void {
  const item = context.items[subject]
  if (item === undefined) return
  if (dispute.ruling === 'overruled') {
    item.status = 'open'
    item.imposedBy = dispute.ruledBy
  } else if (dispute.ruling === 'upheld') {
    item.status = 'released'
    item.dropped.push({ party: dispute.ruledBy ?? context.supervisor, reason: dispute.reason ?? 'objection upheld' })
  } else if (dispute.ruling === 'referredUp') item.status = 'handedUp'
}
