// Who may do what, as `decide` asks it: roles, what somebody has done before, and what a directory may answer.
import {
  type CaseDefinition,
  type CompiledRole,
  type Facts,
  markKey,
  organisationOf,
  type PartyId,
} from '@convoke/core'
import { actorsOf } from './acting.js'
import type { Data, Move } from './case-data.js'

/** What a directory may answer to a command: yes to everything, or no. Undefined where it is not asked. */
export function factsFor(
  definition: CaseDefinition,
  context: Readonly<Record<string, unknown>>,
  move: Pick<Move & { kind: 'command' }, 'type' | 'by' | 'data' | 'answers'>,
): Facts | undefined {
  const lookups = definition.commands.get(move.type)?.lookups
  // Nothing more is looked at of a command for which nothing is asked: it may be the same whoever gives it.
  if (lookups === undefined) return undefined
  const { by, data, answers } = move
  if (answers === undefined) return undefined
  const each = <Answer>(questions: object | undefined, yes: Answer, no: Answer) =>
    questions && Object.fromEntries(Object.keys(questions).map(key => [key, answers === 'yes' ? yes : no]))
  const commonSuperior = each(lookups.commonSuperior?.(context, data, by), 'superior:1', null)
  const authority = each(lookups.authority?.(context, data, by), true, false)
  const membership = each(lookups.membership?.(context, data, by), { index: 0, weights: { area: 100 } }, null)
  return {
    ...(commonSuperior && { commonSuperior }),
    ...(authority && { authority }),
    ...(membership && { membership }),
  }
}

/** Whether an organisation has done what keeps it from this. */
export function isSeparated(definition: CaseDefinition, data: Data, move: Move & { kind: 'command' }): boolean {
  return (definition.caseType.separation ?? []).some(({ did, mayNot, item }) => {
    if (mayNot !== move.type) return false
    const doers = Object.keys(data.marks[markKey(did, item, move.data)] ?? {})
    return doers.some(doer => actorsOf(move).some(party => organisationOf(doer) === organisationOf(party)))
  })
}

/** Who is in a role. */
export function partiesOf({ who }: CompiledRole, context: Record<string, unknown>): readonly PartyId[] {
  const parties = who(context)
  if (parties === null) return []
  return typeof parties === 'string' ? [parties] : parties
}
