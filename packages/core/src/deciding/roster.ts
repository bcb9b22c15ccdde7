import type { CaseDefinition } from '../definition/case-definition.js'
import type { PartyId } from '../ports/party.js'
import type { FileReference, Seats } from '../ports/roll.js'
import type { MachineState } from './decision.js'

type Roster = ReadonlyMap<PartyId, readonly string[]>

type Held = PartyId | readonly PartyId[] | null

/** A roster, and what it was made of. */
interface Known {
  readonly definition: CaseDefinition
  readonly held: readonly Held[]
  readonly roster: Roster
  parties: readonly Member[] | undefined
}

interface Member {
  readonly party: PartyId
  readonly roles: readonly string[]
}

/**
 * Rosters by the first list of holders in them. Most commands leave all lists of holders as they are, and a context and
 * what it holds is never written to: the same lists make the same roster, whichever context they stand in.
 */
const rosters = new WeakMap<object, Known>()

interface Asked {
  readonly context: object
  readonly known: Known
}

/** The two contexts asked about last: a decision asks about the one before it and the one after it. */
let newest: Asked | undefined
let newestButOne: Asked | undefined

/**
 * Everybody who holds a role in a case now, with their roles in declaration order. Roles are pure selectors of the
 * context, so the answer is kept for as long as what they select is the same. Pure.
 *
 * @example
 * import { errand, errandOpened, paperCase } from '@convoke/core/testing'
 * const { definition, state } = paperCase(errand, errandOpened)
 * Array.from(rosterOf(definition, state.machine))
 * // => [['rc:chunshen', ['convener']], ['dept:police', ['invitee']], ['dept:urban', ['invitee']]]
 */
export function rosterOf(definition: CaseDefinition, machine: Pick<MachineState, 'context'>): Roster {
  return knownOf(definition, machine.context).roster
}

/** The same as a list, in the same order: as the index of a case has it. */
export function membersOf(definition: CaseDefinition, machine: Pick<MachineState, 'context'>): readonly Member[] {
  const known = knownOf(definition, machine.context)
  known.parties ??= Array.from(known.roster, ([party, roles]) => ({ party, roles }))
  return known.parties
}

function knownOf(definition: CaseDefinition, context: MachineState['context']): Known {
  // Two versions of a case type may read one snapshot, as a migration does on paper.
  if (newest?.context === context && newest.known.definition === definition) return newest.known
  if (newestButOne?.context === context && newestButOne.known.definition === definition) return newestButOne.known
  const held = definition.roles.map((role): Held => role.who(context))
  const list = held.find(isFixedList)
  // Where no list is fixed, nothing is known from before but the very context.
  const anchor = list ?? context
  let known = rosters.get(anchor)
  if (known?.definition !== definition || (list !== undefined && !isSameHeld(known.held, held))) {
    known = { definition, held, roster: rosterFrom(definition, held), parties: undefined }
    rosters.set(anchor, known)
  }
  newestButOne = newest
  newest = { context, known }
  return known
}

function rosterFrom({ roles }: CaseDefinition, held: readonly Held[]): Roster {
  const roster = new Map<PartyId, string[]>()
  for (const [i, { name }] of roles.entries()) {
    for (const party of holdersOf(held[i] ?? null)) {
      const names = roster.get(party)
      if (names === undefined) roster.set(party, [name])
      else if (!names.includes(name)) names.push(name)
    }
  }
  return roster
}

/** Frozen, as all of a case's context is; what a selector makes anew at each call, and that of a simulation, is not. */
function isFixedList(held: Held): held is readonly PartyId[] {
  return typeof held === 'object' && held !== null && Object.isFrozen(held)
}

function isSameHeld(a: readonly Held[], b: readonly Held[]): boolean {
  for (let i = 0; i < a.length; i++) {
    const one = a[i] as Held
    if (one !== b[i] || (typeof one === 'object' && one !== null && !Object.isFrozen(one))) return false
  }
  return true
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

/**
 * The organisation a party id belongs to: the part before the first slash, or the id itself. Pure.
 *
 * @example
 * organisationOf('dept:police/chen') // => 'dept:police'
 */
export function organisationOf(party: PartyId): string {
  const slash = party.indexOf('/')
  return slash < 0 ? party : party.slice(0, slash)
}

function holdersOf(who: Held): readonly PartyId[] {
  if (who === null) return []
  return typeof who === 'string' ? [who] : who
}
