// The meeting on site: who is there, whether it may begin, and what it agreed.
import type { Instant, PartyId } from '@convoke/core'
import type { Context } from './context.js'
import { signed } from './conveners.js'
import { coming, isRequired, requiredToCome, seatOf } from './invitees.js'

type Read = Readonly<Context>

/** Whether a party is in the room: checked in, in time or late, and not gone. */
export function isPresent(context: Read, party: PartyId): boolean {
  const presence = context.presence[party]
  return presence !== undefined && presence.status !== 'left'
}

/** Everybody who has a place at the table: units that are coming, the conveners, and the participants. */
export function seats(context: Read): PartyId[] {
  return [...coming(context), ...signed(context), ...context.participants]
}

/** The place at the table a party takes: its own, or that of the unit whose delegate it is. */
export function placeOf(context: Read, party: PartyId): PartyId | undefined {
  const unit = seatOf(context, party)
  if (unit !== undefined) return unit
  return seats(context).includes(party) ? party : undefined
}

/**
 * Whether enough of the bound units are there: at least `need` out of every `of`, the limit included, in whole numbers.
 *
 * @source the share is ours; "at least" includes the limit by Civil Code 1259
 */
export function hasQuorum(context: Read): boolean {
  const bound = requiredToCome(context)
  const there = bound.filter(party => isPresent(context, party)).length
  const { need, of } = context.parameters.quorum
  return bound.length > 0 && there * of >= bound.length * need
}

/** Every required unit that is bound to come has agreed to who does what, and there is something to do. */
export function allAgree(context: Read): boolean {
  return hasProposals(context) && requiredToCome(context).every(party => context.agreements.includes(party))
}

/** At least one item is on the table. */
export function hasProposals(context: Read): boolean {
  return Object.values(context.items).some(item => item.status === 'proposed')
}

/**
 * Whether this party may agree for its unit: the unit itself may; a delegate only with a mandate to decide.
 *
 * @source our default
 */
export function maySpeakFor(context: Read, unit: PartyId, party: PartyId): boolean {
  return party === unit || context.invitees[unit]?.mandate === 'decide'
}

/** Somebody arrives. In an emergency, arriving is the answer to the summons. */
export function arrive(context: Context, party: PartyId, at: Instant, status: 'present' | 'late'): void {
  const unit = placeOf(context, party) ?? party
  context.presence[unit] = { status, at }
  const invitee = context.invitees[unit]
  if (invitee === undefined) return
  invitee.came = true
  if (invitee.status === 'pending' || invitee.status === 'referredUp' || invitee.status === 'excused') {
    invitee.status = 'accepted'
    invitee.answeredAt = at
  }
}

/**
 * Somebody leaves. In an emergency a required unit that leaves before all have agreed commits a recorded breach.
 *
 * @source [the Pinggu pilot](docs/reference/sources.md#beijing-whistle): nobody leaves before it is done
 */
export function depart(context: Context, party: PartyId, at: Instant): void {
  const unit = placeOf(context, party) ?? party
  context.presence[unit] = { status: 'left', at }
  if (context.kind === 'emergency' && isRequired(context.invitees[unit]) && !allAgree(context)) {
    context.breaches.push({ party: unit, kind: 'leftBeforeAgreement', at })
  }
}

/** The half hour is over for one unit: an absent required unit is reported upwards, any other is excused. */
export function failToAppear(context: Context, party: PartyId, at: Instant): void {
  const invitee = context.invitees[party]
  if (invitee === undefined || invitee.status !== 'pending') return
  if (!isRequired(invitee)) {
    invitee.status = 'excused'
    return
  }
  invitee.status = 'referredUp'
  context.breaches.push({ party, kind: 'absent', at })
}

/** A new meeting begins to be prepared; what an earlier one recorded stays, what was only its own is cleared. */
export function prepareMeeting(context: Context): void {
  context.meeting = null
  context.moves = []
  context.confirmations = []
  context.presence = {}
  context.agreements = []
}

/** The minutes of the present meeting, once recorded. */
export function minutesNow(context: Read): Context['minutes'][number] | undefined {
  return context.minutes.find(minutes => minutes.meeting === context.sequence)
}

/** Who was in the room and has not signed. */
export function unsignedMinutes(context: Read): PartyId[] {
  const minutes = minutesNow(context)
  return attendees(context).filter(party => minutes?.signed.includes(party) !== true)
}

/** Everybody who came to the present meeting, and the conveners. */
function attendees(context: Read): PartyId[] {
  const came = Object.keys(context.presence)
  return [...came, ...signed(context).filter(party => !came.includes(party))]
}
