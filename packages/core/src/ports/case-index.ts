import type { CaseIndex, ListQuery } from './case-store.js'
import { textTokens } from './cjk-bigrams.js'

/**
 * The active state paths of a case and all their parents, each once: what a filter by `state` matches. Pure.
 *
 * @example
 * statePaths(['inviting.replies', 'inviting.clock']) // => ['inviting', 'inviting.replies', 'inviting.clock']
 */
export function statePaths(states: readonly string[]): string[] {
  const paths = new Set<string>()
  for (const state of states) {
    for (let dot = state.indexOf('.'); dot !== -1; dot = state.indexOf('.', dot + 1)) paths.add(state.slice(0, dot))
    paths.add(state)
  }
  return [...paths]
}

/**
 * Compiles a query into a test of one case's index: the meaning of every filter in one place, by which stores with
 * indexes of their own are measured. Pure.
 *
 * `role` with `party` asks for a role of that party; alone it asks whether anybody holds it.
 *
 * @example
 * const isOpen = indexMatcher({ settled: false })
 * typeof isOpen // => 'function'
 */
export function indexMatcher(query: ListQuery): (index: CaseIndex, caseId: string) => boolean {
  const {
    id,
    reference,
    caseType,
    state,
    party,
    role,
    overdueAt,
    settled,
    openedFrom,
    openedTo,
    settledFrom,
    settledTo,
  } = query
  const words = query.text === undefined ? undefined : textTokens(query.text)
  return (index, caseId) => {
    if (id !== undefined && !caseId.startsWith(id)) return false
    if (reference !== undefined && index.reference !== reference) return false
    if (caseType !== undefined && index.caseType !== caseType) return false
    if (state !== undefined && !index.states.some(path => path === state || path.startsWith(`${state}.`))) return false
    if ((party !== undefined || role !== undefined) && !index.parties.some(member => holds(member, party, role)))
      return false
    if (overdueAt !== undefined && !(index.overdueSince !== null && index.overdueSince <= overdueAt)) return false
    if (settled !== undefined && settled !== (index.settledAt !== null)) return false
    if (openedFrom !== undefined && index.openedAt < openedFrom) return false
    if (openedTo !== undefined && index.openedAt >= openedTo) return false
    if (settledFrom !== undefined && !(index.settledAt !== null && index.settledAt >= settledFrom)) return false
    if (settledTo !== undefined && !(index.settledAt !== null && index.settledAt < settledTo)) return false
    return words === undefined || hasWords(index.text, words)
  }
}

function holds(member: CaseIndex['parties'][number], party: string | undefined, role: string | undefined): boolean {
  return (party === undefined || member.party === party) && (role === undefined || member.roles.includes(role))
}

function hasWords(text: string, words: readonly string[]): boolean {
  if (words.length === 0) return false
  const present = new Set(textTokens(text))
  return words.every(word => present.has(word))
}
