// Who stands where. One rule runs through all of it: whoever is accused decides nothing, and nobody checks its own work.
import type { PartyId } from '@convoke/core'
import type { Context } from './context.js'

type Read = Readonly<Context>

/** How much of a party's id names its organisation: all before the first slash. */
function organisationEnd(party: PartyId): number {
  const slash = party.indexOf('/')
  return slash === -1 ? party.length : slash
}

/** Whether two parties are of one organisation, such as a company and its branch `pm:x/north`. */
export function isOfOne(one: PartyId | null, other: PartyId | null): boolean {
  if (one === null || other === null) return false
  if (one === other) return true
  const end = organisationEnd(one)
  // Compared in place: roles and guards ask this of everybody, again and again.
  return end === organisationEnd(other) && other.startsWith(one.slice(0, end))
}

/**
 * Whether a party is accused 被反映单位.
 *
 * @source [Shanghai property rules 5(6)](docs/reference/sources.md#shanghai-property-rules);
 * [Petition work regulations 22, 30](docs/reference/sources.md#petition-work-regulations)
 */
export function isAccused(context: Read, party: PartyId): boolean {
  return isOfOne(context.respondent, party)
}

/** The first of these that stands apart from the accused and from whoever else is named; null where nobody does. */
export function firstApart(
  context: Read,
  candidates: readonly PartyId[],
  also: readonly (PartyId | null)[] = [],
): PartyId | null {
  return candidates.find(party => !isAccused(context, party) && also.every(other => !isOfOne(other, party))) ?? null
}

/** Who does the centre's work 城运中心: the centre, or whoever stands above it where the centre is accused. */
export function centre(context: Read): PartyId | null {
  return firstApart(context, [context.operationsCentre, context.supervisor, context.districtOffice])
}

/** Who receives 受理. */
export function intake(context: Read): PartyId | null {
  return firstApart(context, [context.intake, context.operationsCentre, context.supervisor, context.districtOffice])
}

/** The supervisor 督办单位, or the district where the supervisor is accused. */
export function supervisor(context: Read): PartyId | null {
  return firstApart(context, [context.supervisor, context.districtOffice])
}

/** Whose work an answer is: the lead unit's, and that of whoever decided in its place. */
function workers(context: Read): readonly (PartyId | null)[] {
  return [context.lead, context.answer?.by ?? null]
}

/** Who chairs the area meeting that may have it 片会召集人, and is not the one complained of; null where there is none. */
export function areaChair(context: Read): PartyId | null {
  return context.areaChair === null ? null : firstApart(context, [context.areaChair])
}

/** Who reviews the answer 审核: the centre, but never whoever gave it. */
export function reviewer(context: Read): PartyId | null {
  return firstApart(context, [context.operationsCentre, context.supervisor, context.districtOffice], workers(context))
}

/** Who calls back 回访: the desk, but never whoever handled the matter. */
export function caller(context: Read): PartyId | null {
  const { intake: desk, operationsCentre, supervisor: above, districtOffice } = context
  return firstApart(context, [desk, operationsCentre, above, districtOffice], workers(context))
}

/** Who decides on a request of the lead unit: more time the centre, putting aside and ending the supervisor. */
export function approver(context: Read, request: string): PartyId | null {
  const { operationsCentre, supervisor: above, districtOffice } = context
  const line = request === 'extension' ? [operationsCentre, above, districtOffice] : [above, districtOffice]
  return firstApart(context, line, [context.lead])
}

/** Who rules on a returned order now. */
export function ruler(context: Read): PartyId | null {
  const { dispute } = context
  if (dispute === null) return null
  if (dispute.stage === 'centre') return centre(context)
  const above = dispute.superior === null ? [] : [dispute.superior]
  return firstApart(context, [...above, context.supervisor, context.districtOffice], [dispute.party])
}

/** Who coordinates after escalation. */
export function coordinator(context: Read): PartyId | null {
  const { escalation } = context
  if (escalation === null) return null
  if (escalation.level === 'district') return firstApart(context, [context.districtOffice])
  const named = escalation.superior === null ? [] : [escalation.superior]
  return firstApart(context, [...named, context.supervisor, context.districtOffice])
}

/** Those who complain and can be asked: each gets an answer and rates it. */
export function complainants(context: Read): PartyId[] {
  const all = context.complainant === null ? context.group : [context.complainant, ...context.group]
  return [...new Set(all)].filter(party => !isAccused(context, party))
}

/** Whether a unit may handle the matter: it is neither accused nor complains itself. */
export function mayHandle(context: Read, party: PartyId): boolean {
  return !isAccused(context, party) && !complainants(context).some(person => isOfOne(person, party))
}

/**
 * Whether the matter may be led by a unit as far as the list of the residents' committees goes: a committee of the place
 * leads only what is on it. Where no list was given, nothing is known to be off it.
 *
 * @source [Residents' committee regulations 27](docs/reference/sources.md#residents-committee-regulations)
 */
export function isOnItsList({ residentsCommittees, matter, parameters }: Read, party: PartyId): boolean {
  const { committeeMatters } = parameters
  if (committeeMatters === null || !residentsCommittees.some(committee => isOfOne(committee, party))) return true
  return matter !== null && committeeMatters.includes(matter)
}

/** Whether the accused may be given the complainant's name: on consent, and never of a report. */
export function maySeeComplainant(context: Read): boolean {
  return context.consentToContact && context.kind !== 'report' && !context.sensitive.includes('protectedReporter')
}

/** Everybody of the public side who is told what becomes of it. */
export function toTell(context: Read): PartyId[] {
  return [...complainants(context), ...context.supporters, ...context.informed]
}

/** As the recipient of a notice. */
export function listed(party: PartyId | null): PartyId[] {
  return party === null ? [] : [party]
}
