import { type CaseIndex, statePaths } from '@convoke/core'
import type { Facet } from './keys.js'

/** Whether a case is settled, as the part of a facet. */
export const settledPart = (isSettled: boolean) => (isSettled ? '1' : '0')

/** A party in a role, as one name. */
export const memberName = (party: string, role: string) => JSON.stringify([party, role])

/**
 * Everything a list can find a case by, each facet once.
 *
 * Parties, roles and types are split by being settled, since "my open cases" is asked most and would otherwise leaf
 * through all that are over; states are split by case type, since types share names of states.
 */
export function facetsOf(index: CaseIndex): Facet[] {
  const part = settledPart(index.settledAt !== null)
  const facets: Facet[] = [
    { facet: 'all', name: '', part },
    { facet: 'reference', name: index.reference, part: '' },
    { facet: 'type', name: index.caseType, part },
  ]
  for (const name of statePaths(index.states)) facets.push({ facet: 'state', name, part: index.caseType })
  const parties = new Set<string>()
  const roles = new Set<string>()
  const members = new Set<string>()
  for (const { party, roles: held } of index.parties) {
    parties.add(party)
    for (const role of held) {
      roles.add(role)
      members.add(memberName(party, role))
    }
  }
  for (const name of parties) facets.push({ facet: 'party', name, part })
  for (const name of roles) facets.push({ facet: 'role', name, part })
  for (const name of members) facets.push({ facet: 'member', name, part })
  return facets
}

/** Whether two indexes have the same facets, without making them. */
export function hasSameFacets(a: CaseIndex, b: CaseIndex): boolean {
  return (
    a.caseType === b.caseType &&
    a.reference === b.reference &&
    a.openedAt === b.openedAt &&
    (a.settledAt === null) === (b.settledAt === null) &&
    isSameList(a.states, b.states) &&
    isSameParties(a.parties, b.parties)
  )
}

/** Whether two indexes are the same in all that has a column of its own. */
export function hasSameInstants(a: CaseIndex, b: CaseIndex): boolean {
  return (
    a.openedAt === b.openedAt &&
    a.settledAt === b.settledAt &&
    a.nextRungAt === b.nextRungAt &&
    a.overdueSince === b.overdueSince
  )
}

/** Whether two indexes are the same in everything a list shows. */
export function isSameIndex(a: CaseIndex, b: CaseIndex): boolean {
  return a.text === b.text && isSameButText(a, b)
}

/** Whether they are the same in everything but the text. */
export function isSameButText(a: CaseIndex, b: CaseIndex): boolean {
  return a === b || (hasSameFacets(a, b) && hasSameInstants(a, b) && a.version === b.version && a.outcome === b.outcome)
}

function isSameList(a: readonly string[], b: readonly string[]): boolean {
  return a === b || (a.length === b.length && a.every((item, i) => item === b[i]))
}

function isSameParties(a: CaseIndex['parties'], b: CaseIndex['parties']): boolean {
  if (a === b) return true
  return a.length === b.length && a.every((one, i) => one.party === b[i]!.party && isSameList(one.roles, b[i]!.roles))
}
