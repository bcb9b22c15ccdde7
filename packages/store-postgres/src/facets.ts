import { type CaseIndex, type ListQuery, statePaths, textTokens } from '@convoke/core'

/** Everything a list can find a case by, as one array that one GIN index serves. */
export function facetsOf(index: CaseIndex): string[] {
  const facets = new Set([
    `reference ${index.reference}`,
    `type ${index.caseType}`,
    index.settledAt === null ? 'open' : 'settled',
  ])
  for (const path of statePaths(index.states)) facets.add(`state ${path}`)
  for (const { party, roles } of index.parties) {
    facets.add(`party ${party}`)
    for (const role of roles) facets.add(`role ${role}`).add(`member ${JSON.stringify([party, role])}`)
  }
  for (const word of textTokens(index.text)) facets.add(`word ${word}`)
  return [...facets]
}

/** The facets a query asks for, or null where it can find nothing. */
export function facetsAsked({ reference, caseType, state, party, role, settled, text }: ListQuery): string[] | null {
  const asked: string[] = []
  if (reference !== undefined) asked.push(`reference ${reference}`)
  if (caseType !== undefined) asked.push(`type ${caseType}`)
  if (state !== undefined) asked.push(`state ${state}`)
  if (party !== undefined && role !== undefined) asked.push(`member ${JSON.stringify([party, role])}`)
  else if (party !== undefined) asked.push(`party ${party}`)
  else if (role !== undefined) asked.push(`role ${role}`)
  if (settled !== undefined) asked.push(settled ? 'settled' : 'open')
  if (text === undefined) return asked
  const words = textTokens(text)
  return words.length === 0 ? null : [...asked, ...words.map(word => `word ${word}`)]
}
