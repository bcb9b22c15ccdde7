import type { CaseDefinition } from '../definition/case-definition.js'
import type { Json } from '../json/json.js'
import type { PartyId } from '../ports/party.js'
import type { CaseState, MachineState } from './decision.js'
import { rosterOf } from './roster.js'

/** Whose eyes: the party that looks, and the roles it holds. */
export interface Eyes {
  readonly party: PartyId
  readonly roles: readonly string[]
}

const nobody: ReadonlySet<PartyId> = new Set()

/** What these eyes see of a party's roles: those that hide nobody, or hide nobody from them. */
export function rolesShown(
  definition: CaseDefinition,
  held: readonly string[],
  eyes: Eyes | undefined,
): readonly string[] {
  if (eyes === undefined) return held
  const isShown = (name: string) => {
    const seenBy = definition.roles.find(role => role.name === name)?.seenBy ?? null
    return seenBy === null || seenBy.some(role => eyes.roles.includes(role))
  }
  return held.filter(isShown)
}

/**
 * The parties whose very presence these eyes may not learn: all roles they hold declare `seenBy`, and none of them admits
 * the viewer. Nobody is hidden from itself. Pure.
 *
 * @example
 * import { errand, errandOpened, paperCase } from '@convoke/core/testing'
 * const { definition, state } = paperCase(errand, errandOpened)
 * hiddenParties(definition, state, { party: 'dept:police', roles: ['invitee'] }).size // => 0
 */
export function hiddenParties(
  definition: CaseDefinition,
  { machine }: { readonly machine: Pick<MachineState, 'context'> } | Pick<CaseState, 'machine'>,
  eyes: Eyes | undefined,
): ReadonlySet<PartyId> {
  if (eyes === undefined || definition.roles.every(({ seenBy }) => seenBy === null)) return nobody
  const hidden = new Set<PartyId>()
  for (const [party, held] of rosterOf(definition, machine))
    if (party !== eyes.party && rolesShown(definition, held, eyes).length === 0) hidden.add(party)
  return hidden
}

/**
 * Data without these parties: a member that names one, by key or by value, is absent, and so is an item of a list. Only
 * whole ids count: what somebody wrote into a text is for marks to hide. Pure; the same value where nothing is hidden.
 *
 * @example
 * withoutParties({ by: 'resident:1', votes: { 'resident:1': 5 }, to: ['resident:1', 'dept:a'] }, new Set(['resident:1']))
 * // => { votes: {}, to: ['dept:a'] }
 */
export function withoutParties<T extends Json>(value: T, hidden: ReadonlySet<PartyId>): T {
  return hidden.size === 0 ? value : (without(value, hidden) as T)
}

function without(value: Json, hidden: ReadonlySet<PartyId>): Json {
  if (Array.isArray(value))
    return value.filter((item: Json) => !isOne(item, hidden)).map((item: Json) => without(item, hidden))
  if (typeof value !== 'object' || value === null) return value
  const kept: Record<string, Json> = {}
  for (const [key, member] of Object.entries(value)) {
    if (member === undefined || hidden.has(key) || isOne(member, hidden)) continue
    kept[key] = without(member, hidden)
  }
  return kept
}

const isOne = (value: Json | undefined, hidden: ReadonlySet<PartyId>) => typeof value === 'string' && hidden.has(value)
