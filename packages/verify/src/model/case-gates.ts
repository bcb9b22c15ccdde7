// Who may try a command at all, and when: asked once it is known that it would have an effect.
import { type CaseDefinition, type CompiledRole, markKey } from '@convoke/core'
import type { Evaluation } from '../tables/table.js'
import { actorsOf, isRecused, recuse } from './acting.js'
import type { Data, Move } from './case-data.js'
import { isSeparated, partiesOf } from './permission.js'
import { isBarred } from './phases.js'

/** Whether somebody may try something at all, whatever comes of it. */
export interface Gate {
  /** Gates of one name are the same. */
  readonly name: string
  readonly evaluation: Evaluation
}

/** Whether somebody is in one of the roles that a command is for. */
export type IsInRole = (context: Data['context'], command: Pick<Move & { kind: 'command' }, 'type' | 'by'>) => boolean

/** Asks the roles of a definition. */
export function rolesOf(definition: CaseDefinition): IsInRole {
  const roles = new Map<string, CompiledRole>(definition.roles.map(role => [role.name, role]))
  return (context, { type, by }) => {
    const declared = definition.commands.get(type)?.by ?? []
    return declared.some(name => {
      const role = roles.get(name)
      return role !== undefined && partiesOf(role, context).includes(by)
    })
  }
}

/** The gates of a move. */
export function gatesOf(
  definition: CaseDefinition,
  move: Move,
  {
    open,
    isInRole,
    rungsOf,
    isRecusing,
  }: {
    readonly open: number
    readonly isInRole: IsInRole
    readonly rungsOf: (name: string) => readonly string[]
    /** Whether anybody may have stepped back. */
    readonly isRecusing: boolean
  },
): readonly Gate[] {
  if (move.kind !== 'command') return []
  const { type, by } = move
  const gate = (name: string, isShut: (data: Data) => boolean): Gate => ({
    name,
    evaluation: root => (isShut(root as unknown as Data) ? -1 : open),
  })
  if (type === recuse)
    return [
      gate(`${by} is somebody`, ({ context }) => !definition.roles.some(role => partiesOf(role, context).includes(by))),
      gate('nobody has stepped back', ({ recusals }) => Object.keys(recusals).length > 0),
    ]
  const actors = actorsOf(move)
  const apart = (definition.caseType.separation ?? []).filter(({ mayNot }) => mayNot === type)
  const isTimed = definition.deadlines.some(
    ({ kind = 'within', commands }) => kind !== 'within' && commands?.includes(type) === true,
  )
  const names = definition.commands.get(type)?.by.join() ?? ''
  return [
    gate(`${by} is ${names}`, ({ context }) => !isInRole(context, move)),
    ...(apart.length === 0
      ? []
      : [
          gate(
            `${actors.join()} has not done ${apart.map(({ did, item }) => markKey(did, item, move.data)).join()}`,
            data => isSeparated(definition, data, move),
          ),
        ]),
    ...(isRecusing ? [gate(`${actors.join()} has not stepped back`, data => isRecused(data, actors))] : []),
    ...(isTimed
      ? [gate(`it is time for ${type} ${JSON.stringify(move.data)}`, data => isBarred(definition, data, rungsOf, move))]
      : []),
  ]
}
