// Who stands where in a case 各方, read from its data.
import type { PartyId } from '@convoke/core'
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

/**
 * Who sorts the matter 分流: the residents' committee, never the party it is about; then the branch, then the town.
 *
 * @source our default, after Petition Work Regulations 30: whoever is complained about does not handle the complaint
 */
export function triager({ accused, residentsCommittee, partyBranch, town }: Read): PartyId | null {
  return [residentsCommittee, partyBranch, town].find(party => party !== null && party !== accused) ?? null
}

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

/** Who watches the count: the residents' committee, or the town where that committee is itself counting. */
export function monitorOf(context: Read, counting: PartyId): PartyId {
  const { residentsCommittee, town } = context
  return residentsCommittee !== null && residentsCommittee !== counting ? residentsCommittee : (town ?? counting)
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
  const { accused, ownersCommittee, residentsCommittee, town, work } = context
  const fits = (party: PartyId | null) => party !== null && party !== work?.executor && party !== accused
  return [ownersCommittee, residentsCommittee, town].find(fits) ?? null
}

/**
 * Who mediates 调解: the mediation committee, else the residents' committee, else the town; never a party to the dispute, nor
 * whoever it is about.
 *
 * @source Shanghai property rules 36; that nobody mediates its own dispute is ours
 */
export function mediatorOf(context: Read): PartyId | null {
  const { accused, mediation, mediator, residentsCommittee, town } = context
  const fits = (party: PartyId | null) =>
    party !== null && party !== accused && mediation?.parties.includes(party) !== true
  return [mediator, residentsCommittee, town].find(fits) ?? null
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
