// Invitations and answers: pure reading of the context, and the recipes that change it.
import type { Instant, PartyId } from '@convoke/core'
import type * as z from 'zod'
import type { Context, Dispute, Invitee } from './context.js'
import type { invitation } from './opening.js'

type Read = Readonly<Context>

/** A new invitation that waits for its answer. */
export function invited({ as, asked, letter }: z.output<typeof invitation>): Invitee {
  return {
    as,
    asked,
    letter,
    status: 'pending',
    delegate: null,
    mandate: null,
    reservation: null,
    counter: null,
    reason: null,
    agreed: null,
    answeredAt: null,
    came: false,
  }
}

/** The invited units that still count: all but the replaced. */
export function current(context: Read): PartyId[] {
  return Object.keys(context.invitees).filter(party => context.invitees[party]?.status !== 'replaced')
}

/** Who has not answered the invitation. */
export function waiting(context: Read): PartyId[] {
  return Object.keys(context.invitees).filter(party => context.invitees[party]?.status === 'pending')
}

/** Whether a unit must come: invited as lead or as required. */
export function isRequired(invitee: Invitee | undefined): boolean {
  return invitee?.as === 'lead' || invitee?.as === 'required'
}

/** Whether a unit is bound or has promised to come. */
export function isComing(invitee: Invitee | undefined): boolean {
  return (
    invitee !== undefined &&
    (invitee.status === 'accepted' ||
      invitee.status === 'reserved' ||
      invitee.status === 'delegated' ||
      invitee.status === 'overruled')
  )
}

/** Who has not answered, among those invited by letter or those invited otherwise; both without `letter`. */
export function pendingBy(context: Read, letter?: boolean): PartyId[] {
  return waiting(context).filter(party => letter === undefined || context.invitees[party]?.letter === letter)
}

/** The units nobody here may rule on, or on whom those who may were silent. */
export function referredUp(context: Read): PartyId[] {
  return Object.keys(context.invitees).filter(party => context.invitees[party]?.status === 'referredUp')
}

/** The required units that are coming; without any, there is nobody to meet. */
export function requiredToCome(context: Read): PartyId[] {
  return Object.keys(context.invitees).filter(
    party => isRequired(context.invitees[party]) && isComing(context.invitees[party]),
  )
}

/** The units that are coming in any capacity. */
export function coming(context: Read): PartyId[] {
  return Object.keys(context.invitees).filter(party => isComing(context.invitees[party]))
}

/** The invitee a party sits for: itself, or the unit whose delegate it is. */
export function seatOf(context: Read, party: PartyId): PartyId | undefined {
  if (context.invitees[party] !== undefined) return party
  return Object.keys(context.invitees).find(unit => context.invitees[unit]?.delegate === party)
}

/** The delegates of units that are coming. */
export function delegates(context: Read): PartyId[] {
  return Object.values(context.invitees).flatMap(invitee =>
    invitee.delegate !== null && isComing(invitee) ? [invitee.delegate] : [],
  )
}

/** Keys of the two questions asked for an invitee; see {@link superiorsAsked}. */
const both = (party: PartyId) => `${party}|conveners`
const town = (party: PartyId) => `${party}|screening`

/**
 * Whom to ask the directory about, for each invitee: the lowest body above conveners and invitee, and the lowest body
 * above the screening unit and the invitee. The second answer counts where the first is null, because the town only
 * *guides* residents' committees, so no body commands both sides of the flagship case. The unit named for screening is
 * asked about, whoever screens: where it is invited itself, the body above it rules on it.
 *
 * @source [Petition work regulations 24](docs/reference/sources.md#petition-work-regulations);
 * [Local organisation law 87](docs/reference/sources.md#local-organisation-law)
 */
export function superiorsAsked(context: Read, parties: readonly PartyId[]): Record<string, readonly PartyId[]> {
  const asked: Record<string, readonly PartyId[]> = {}
  for (const party of parties) {
    asked[both(party)] = [...Object.keys(context.conveners), party]
    asked[town(party)] = [context.screener, party]
  }
  return asked
}

/** Fixes who may rule on each invitee, from the directory's answers. An invited body never rules: then nobody does. */
export function fixRulers(
  context: Context,
  parties: readonly PartyId[],
  answers: Readonly<Record<string, PartyId | null>>,
): void {
  for (const party of parties) context.rulers[party] = answers[both(party)] ?? answers[town(party)] ?? null
  for (const [party, ruler] of Object.entries(context.rulers)) {
    if (ruler !== null && ruler in context.invitees) context.rulers[party] = null
  }
}

/** Records an answer. */
export function answer(context: Context, party: PartyId, at: Instant, change: Partial<Invitee>): void {
  const invitee = context.invitees[party]
  if (invitee === undefined) return
  Object.assign(invitee, change, { answeredAt: at })
}

/**
 * The reply period of one invitee is over: silence is recorded against the response rate. A required unit's silence
 * goes to a ruling by itself; a letter's goes up at once, because nobody here may rule on it.
 */
export function fallSilent(context: Context, party: PartyId, at: Instant): void {
  const invitee = context.invitees[party]
  if (invitee === undefined || invitee.status !== 'pending') return
  invitee.status = 'silent'
  context.breaches.push({ party, kind: 'silent', at })
}

/** Puts every contested answer of a required unit before its ruler, and refers up those nobody here may rule on. */
export function raiseDisputes(context: Context): void {
  for (const [party, invitee] of Object.entries(context.invitees)) {
    const ground = contested(invitee)
    if (ground === undefined) continue
    if (!isRequired(invitee)) {
      // An optional unit or observer owes an answer, not its presence.
      invitee.status = 'excused'
      continue
    }
    const open = context.disputes[party]
    if (open !== undefined && open.stage !== 'final') continue
    const ruler = invitee.letter ? null : (context.rulers[party] ?? null)
    context.disputes[party] = {
      about: 'attendance',
      ground,
      party,
      ruler,
      stage: ruler === null ? 'final' : 'ruler',
      ruling: ruler === null ? 'referredUp' : null,
      ruledBy: null,
      reason: null,
    }
    if (ruler === null) invitee.status = 'referredUp'
  }
}

/** The ground on which an answer is contested; undefined where it is not. */
function contested(invitee: Invitee): Dispute['ground'] | undefined {
  if (invitee.status === 'declined') return 'declined'
  if (invitee.status === 'countered') return 'countered'
  return invitee.status === 'silent' ? 'silent' : undefined
}

/** A superior set the case to work without inviting: whoever has a duty is bound by the ruling, the rest are excused. */
export function bindByRuling(context: Context): void {
  const working = Object.values(context.items).map(item => item.assignee)
  for (const [party, invitee] of Object.entries(context.invitees)) {
    if (invitee.status === 'pending') invitee.status = working.includes(party) ? 'overruled' : 'excused'
  }
}

/** The convener agrees to a decline (the unit need not come) or to a counter-proposal (it comes on those terms). */
export function concede(context: Context, party: PartyId): void {
  const invitee = context.invitees[party]
  if (invitee === undefined) return
  invitee.agreed = terms(invitee)
  invitee.status = invitee.status === 'countered' ? 'accepted' : 'excused'
  const dispute = context.disputes[party]
  if (dispute !== undefined && dispute.stage !== 'final') {
    dispute.stage = 'final'
    dispute.ruling = 'conceded'
  }
}

/** A counter-proposal in one sentence, for the record of what was agreed. */
export function terms(invitee: Invitee): string | null {
  if (invitee.counter === null) return null
  return [invitee.counter.time, invitee.counter.scope].filter(part => part !== null).join('; ')
}
