import type { CaseDefinition, CompiledCommand } from '../definition/case-definition.js'
import type { RefusalCode } from '../errors/refusal.js'
import type { JsonObject } from '../json/json.js'
import type { Delegation } from '../ports/directory.js'
import type { PartyId } from '../ports/party.js'
import type { Seats } from '../ports/roll.js'
import { markKey } from './apply.js'
import { isOverdue } from './deadline-dates.js'
import type { CaseState } from './decision.js'
import { organisationOf, rolesOf } from './roster.js'

/** A "no" before it is told to the party: why, and the plain data that explains it. */
export interface Denial {
  readonly code: RefusalCode
  readonly details: Readonly<Record<string, unknown>>
}

/** In which capacity a party may act, or why it may not. */
export type Permission =
  | { readonly ok: true; readonly role: string; readonly delegationId?: string | undefined }
  | ({ readonly ok: false } & Denial)

/** Who asks for what: the party, the party it acts for, and the delegations between the two that are valid now. */
export interface Asker {
  readonly by: PartyId
  readonly onBehalfOf?: PartyId | undefined
  readonly delegations?: readonly Delegation[] | undefined
  /** Another case speaks for a party of this one; its definition vouches, so no delegation is needed. */
  readonly trusted?: boolean | undefined
  /** The lines by which the principal holds roles that are listed on a roll. */
  readonly seats?: Seats | undefined
}

/**
 * Whether the asker is outside the case: it holds no role, and no valid delegation of somebody who does. To be asked
 * before its data is even read, so that `missing/case` is all a stranger ever learns. Pure.
 *
 * @example
 * import { errand, errandOpened, paperCase } from '@convoke/core/testing'
 * const { definition, state } = paperCase(errand, errandOpened)
 * isStranger(definition, state, { by: 'dept:police' }) // => false
 * isStranger(definition, state, { by: 'dept:water' }) // => true
 */
export function isStranger(definition: CaseDefinition, state: CaseState, asker: Asker): boolean {
  const principal = asker.onBehalfOf ?? asker.by
  if (rolesOf(definition, state, principal, asker.seats).length === 0) return true
  if (asker.onBehalfOf === undefined || asker.trusted === true) return false
  return rolesOf(definition, state, asker.by).length === 0 && validDelegations(definition, asker).length === 0
}

/**
 * Party in this case × role × delegation × not recused. A party outside the case learns nothing: `missing/case`. Pure.
 */
export function permit(
  definition: CaseDefinition,
  state: CaseState,
  command: CompiledCommand,
  asker: Asker,
): Permission {
  const principal = asker.onBehalfOf ?? asker.by
  const has = rolesOf(definition, state, principal, asker.seats)
  const delegated = asker.onBehalfOf !== undefined && asker.trusted !== true
  if (isStranger(definition, state, asker)) return { ok: false, code: 'missing/case', details: {} }
  const role = command.builtIn ? has[0] : command.by.find(name => has.includes(name))
  if (role === undefined) return { ok: false, code: 'refusal/role', details: { needs: command.by, has } }
  const candidates = command.builtIn ? has : command.by.filter(name => has.includes(name))
  const found = delegated
    ? delegationFor(validDelegations(definition, asker), candidates, command.name)
    : { role, id: undefined }
  if (found === undefined)
    return { ok: false, code: 'refusal/delegation', details: { principal, delegate: asker.by, command: command.name } }
  const recused = [principal, asker.by].find(party => state.recusals.includes(party))
  // A note is no act; stepping back twice is.
  if (recused !== undefined && command.name !== 'case.note')
    return { ok: false, code: 'refusal/recused', details: { party: recused } }
  return { ok: true, role: found.role, delegationId: found.id }
}

/** Why separation of duties forbids this command on this item to these parties; undefined when it does not. Pure. */
export function separated(
  definition: CaseDefinition,
  state: CaseState,
  type: string,
  data: JsonObject,
  parties: readonly PartyId[],
): Denial | undefined {
  for (const { did, mayNot, item } of definition.caseType.separation ?? []) {
    if (mayNot !== type) continue
    const key = markKey(did, item, data)
    const doers = (Object.hasOwn(state.marks, key) ? (state.marks[key] as readonly PartyId[]) : []).map(organisationOf)
    const conflict = parties.find(party => doers.includes(organisationOf(party)))
    if (conflict !== undefined)
      return {
        code: 'refusal/separation-of-duties',
        details: { did, mayNot, party: conflict, ...(item === undefined ? {} : { item: data[item] }) },
      }
  }
  return undefined
}

/**
 * Why a time rule forbids this command now: a `notBefore` not yet reached, a `keepFor` still running, a `window` closed
 * or never opened. With keyed deadlines, only the instances count whose key is one of the command's own data values. Pure.
 */
export function barred(
  definition: CaseDefinition,
  state: CaseState,
  type: string,
  data: JsonObject,
): Denial | undefined {
  for (const declared of definition.deadlines) {
    const kind = declared.kind ?? 'within'
    if (kind === 'within' || declared.commands?.includes(type) !== true) continue
    const open = state.deadlines.filter(
      ({ name, key }) => name === declared.name && (key === '' || Object.values(data).includes(key)),
    )
    if (kind === 'window') {
      if (open.some(deadline => !isOverdue(deadline))) continue
      return { code: 'refusal/window-closed', details: { deadline: declared.name, closedAt: open[0]?.dueAt ?? null } }
    }
    const holding = open.find(deadline => !isOverdue(deadline))
    if (holding !== undefined) {
      return {
        code: kind === 'notBefore' ? 'refusal/too-early' : 'refusal/keep-until',
        details: { deadline: declared.name, until: holding.dueAt },
      }
    }
  }
  return undefined
}

/**
 * Whether a command was a right that could once be used and has lapsed, although no state handles it any more: whoever
 * comes late should hear that it is over, not where the case is. Undefined where its window never opened. Pure.
 */
export function lapsedWindow(definition: CaseDefinition, { counters }: CaseState, type: string): Denial | undefined {
  const lapsed = definition.deadlines.find(
    ({ name, kind, commands }) =>
      kind === 'window' &&
      commands?.includes(type) === true &&
      Object.keys(counters).some(counter => counter === name || counter.startsWith(`${name}/`)),
  )
  return lapsed && { code: 'refusal/window-closed', details: { deadline: lapsed.name, closedAt: null } }
}

function validDelegations(definition: CaseDefinition, { by, onBehalfOf, delegations }: Asker): readonly Delegation[] {
  return (delegations ?? []).filter(
    delegation =>
      delegation.principal === onBehalfOf &&
      delegation.delegate === by &&
      (delegation.caseType ?? definition.name) === definition.name,
  )
}

function delegationFor(
  valid: readonly Delegation[],
  roles: readonly string[],
  command: string,
): { role: string; id: string } | undefined {
  for (const role of roles) {
    const found = valid.find(
      delegation => delegation.roles?.includes(role) !== false && delegation.commands?.includes(command) !== false,
    )
    if (found !== undefined) return { role, id: found.id }
  }
  return undefined
}
