import type { CaseDefinition } from '../definition/case-definition.js'
import type { PartyId } from '../ports/party.js'
import type { FileReference, Seats } from '../ports/roll.js'
import type { MachineState } from './decision.js'

type Roster = ReadonlyMap<PartyId, readonly string[]>

const rosters = new WeakMap<object, { readonly definition: CaseDefinition; readonly roster: Roster }>()

/**
 * Everybody who holds a role in a case now, with their roles in declaration order. Roles are pure selectors of the
 * context, so the answer is kept for as long as the context is the same object. Pure.
 *
 * @example
 * import { errand, errandOpened, paperCase } from '@convoke/core/testing'
 * const { definition, state } = paperCase(errand, errandOpened)
 * Array.from(rosterOf(definition, state.machine))
 * // => [['rc:chunshen', ['convener']], ['dept:police', ['invitee']], ['dept:urban', ['invitee']]]
 */
export function rosterOf(definition: CaseDefinition, machine: Pick<MachineState, 'context'>): Roster {
  const known = rosters.get(machine.context)
  // Two versions of a case type may read one snapshot, as a migration does on paper.
  if (known?.definition === definition) return known.roster
  const roster = new Map<PartyId, string[]>()
  for (const role of definition.roles) {
    for (const party of holdersOf(role.who(machine.context))) {
      const roles = roster.get(party)
      if (roles === undefined) roster.set(party, [role.name])
      else if (!roles.includes(role.name)) roles.push(role.name)
    }
  }
  rosters.set(machine.context, { definition, roster })
  return roster
}

/**
 * The roles a party holds now, in declaration order where it holds them by name; empty when it is not in the case. With
 * `seats`, also the roles it holds by its line on a roll, as long as the case still refers to that roll.
 *
 * @example
 * import { errand, errandOpened, paperCase } from '@convoke/core/testing'
 * const { definition, state } = paperCase(errand, errandOpened)
 * rolesOf(definition, state, 'dept:police') // => ['invitee']
 * rolesOf(definition, state, 'dept:water') // => []
 */
export function rolesOf(
  definition: CaseDefinition,
  state: { readonly machine: Pick<MachineState, 'context'> },
  party: PartyId,
  seats?: Seats | undefined,
): readonly string[] {
  const byName = rosterOf(definition, state.machine).get(party) ?? []
  if (seats === undefined) return byName
  const bySeat = Object.entries(rollsOf(definition, state.machine))
    .filter(([role, roll]) => !byName.includes(role) && seats[role]?.roll === roll.sha256)
    .map(([role]) => role)
  return bySeat.length === 0 ? byName : [...byName, ...bySeat]
}

/**
 * The rolls that roles are listed on now, by role; empty in a case type without such roles. Pure.
 *
 * @example
 * import { errand, errandOpened, paperCase } from '@convoke/core/testing'
 * const { definition, state } = paperCase(errand, errandOpened)
 * rollsOf(definition, state.machine) // => {}
 */
export function rollsOf(
  definition: CaseDefinition,
  { context }: Pick<MachineState, 'context'>,
): Readonly<Record<string, FileReference>> {
  const rolls: Record<string, FileReference> = {}
  for (const { name, roll } of definition.roles) {
    const reference = roll?.(context) ?? null
    if (reference !== null) rolls[name] = reference
  }
  return rolls
}

/** The parties that hold a role now. */
export function holders(
  definition: CaseDefinition,
  machine: Pick<MachineState, 'context'>,
  role: string,
): readonly PartyId[] {
  const declared = definition.roles.find(candidate => candidate.name === role)
  return declared === undefined ? [] : holdersOf(declared.who(machine.context))
}

/** The organisation a party id belongs to: the part before the first slash, or the id itself. */
export function organisationOf(party: PartyId): string {
  const slash = party.indexOf('/')
  return slash < 0 ? party : party.slice(0, slash)
}

function holdersOf(who: PartyId | readonly PartyId[] | null): readonly PartyId[] {
  if (who === null) return []
  return typeof who === 'string' ? [who] : who
}
