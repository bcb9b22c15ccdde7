// Who stands where in a case 各方, read from its data.
import { organisationOf, type PartyId } from '@convoke/core'
import type { Context } from './context.js'

type Read = Readonly<Context>

/** A party as a list of none or one. */
export const listed = (party: PartyId | null): readonly PartyId[] => (party === null ? [] : [party])

/** Every party once, those that are known. */
export function known(...parties: readonly (PartyId | null)[]): readonly PartyId[] {
  const found: PartyId[] = []
  for (const party of parties) if (party !== null && !found.includes(party)) found.push(party)
  return found
}

/** Whether two parties are of one organisation, such as a company and its branch `pm:x/north`. */
export function areOfOne(one: PartyId | null, other: PartyId | null): boolean {
  return one !== null && other !== null && organisationOf(one) === organisationOf(other)
}

/**
 * Whether a party is the one complained of 被反映方, or of its organisation.
 *
 * @source our default, after Petition Work Regulations 30: whoever is complained about does not handle the complaint
 */
export const isAccused = ({ accused }: Read, party: PartyId | null): boolean => areOfOne(accused, party)

/** The first of these that is known and stands apart from the accused; null where none does. */
function firstApart(context: Read, candidates: readonly (PartyId | null)[]): PartyId | null {
  return candidates.find(party => party !== null && !isAccused(context, party)) ?? null
}

/** Who sorts the matter 分流: the residents' committee, never whoever it is about; then the branch, then the town. */
export const triager = (context: Read): PartyId | null =>
  firstApart(context, [context.residentsCommittee, context.partyBranch, context.town])

/**
 * Who calls and chairs the joint meeting and leads on after it 主持: the branch, never whoever the matter is about; then the
 * residents' committee, then the town.
 *
 * @source the monthly meeting in Minhang, as a pattern; that the accused does not chair is ours
 */
export const chair = (context: Read): PartyId | null =>
  firstApart(context, [context.partyBranch, context.residentsCommittee, context.town])

/** The body that acts for the owners now: their committee, or the residents' committee on the assembly's mandate. */
export function actsForOwners({ ownersCommittee, residentsCommittee, mandate }: Read): PartyId | null {
  return ownersCommittee ?? (mandate === null ? null : residentsCommittee)
}

/**
 * Who calls and holds the owners' meeting: the town where it convenes, else whoever acts for the owners; while a vote
 * runs, whoever announced it.
 *
 * @source Shanghai property rules 20, 25; residents' committee regulations 20
 */
export function organiser(context: Read): PartyId | null {
  if (context.vote !== null && context.vote.status !== 'counted') return context.vote.organiser
  return context.intervention === 'convened' ? context.town : actsForOwners(context)
}

/** Who watches the count: the residents' committee, or the town where that committee is itself counting or accused. */
export function monitorOf(context: Read, counting: PartyId): PartyId {
  const { residentsCommittee, town } = context
  const fits = residentsCommittee !== null && !areOfOne(residentsCommittee, counting)
  return fits && !isAccused(context, residentsCommittee) ? residentsCommittee : (town ?? counting)
}

/** The four parties that seek consensus 四方, as far as they exist; each once. */
export function fourParties(context: Read): readonly PartyId[] {
  const { partyBranch, residentsCommittee, propertyCompany } = context
  return known(partyBranch, residentsCommittee, context.ownersCommittee, propertyCompany)
}

/**
 * Who accepts work for the owners 验收: their committee, else the residents' committee, else the town; never whoever did it,
 * nor whoever it is about.
 *
 * @source our default; nobody accepts its own work
 */
export function acceptingBody(context: Read): PartyId | null {
  const { ownersCommittee, residentsCommittee, town, work } = context
  const others = [ownersCommittee, residentsCommittee, town].filter(party => !areOfOne(party, work?.executor ?? null))
  return firstApart(context, others)
}

/**
 * Who mediates 调解: the mediation committee, else the residents' committee, else the town; never a party to the dispute, nor
 * whoever it is about. The mediation committee is the residents' committee's, and stands apart only where that one does.
 *
 * @source Shanghai property rules 36; residents' committee regulations 19; that nobody mediates its own dispute is ours
 */
export function mediatorOf(context: Read): PartyId | null {
  const { mediation, mediator, residentsCommittee, town } = context
  const fits = (party: PartyId | null) =>
    !isAccused(context, party) && mediation?.parties.some(one => areOfOne(one, party)) !== true
  const committees = fits(residentsCommittee) ? [mediator, residentsCommittee] : []
  return [...committees, town].find(party => party !== null && fits(party)) ?? null
}

/** The members on the committee now. */
export const members = ({ committee }: Read): readonly PartyId[] => committee?.members ?? []

/**
 * Whether the committee has fewer members than half its seats, so that it must be elected anew.
 *
 * @source Shanghai property rules 32
 */
export function isBelowHalf({ committee }: Read): boolean {
  return committee !== null && committee.members.length * 2 < committee.seats
}

/** Whether the committee lacks members and still has more than half of them, so that they may be elected one by one. */
export function hasVacancies({ committee }: Read): boolean {
  return (
    committee !== null && committee.members.length < committee.seats && committee.members.length * 2 > committee.seats
  )
}

/** Whether everybody is named who is needed to go on: who sorts it, who chairs, and where the line ends. */
export function partiesAreNamed(context: Read): boolean {
  const { partyBranch, town, propertyCompany, ownersCommittee } = context
  return (
    triager(context) !== null &&
    partyBranch !== null &&
    town !== null &&
    (propertyCompany !== null || ownersCommittee !== null)
  )
}
