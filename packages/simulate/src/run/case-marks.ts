// What is noted of a case for figures of one's own, and for figures by group.
import { activePaths, type CaseState } from '@convoke/core'
import type { Key } from '../random/threefry.js'
import type { Measured } from '../scenario/additions/measures.js'
import { segmentOf } from '../scenario/additions/segments.js'
import { at } from '../scenario/templates.js'
import type { Tally } from './tally.js'
import type { TypeRun } from './type-run.js'
import type { World } from './world.js'

/** The groups of a case; undefined where the scenario has no segments. */
export function groupsOf({ arm: { segments } }: World, key: Key): Readonly<Record<string, string>> | undefined {
  if (segments === undefined) return undefined
  return Object.fromEntries(Object.keys(segments).map(dim => [dim, segmentOf(segments, dim, key) as string]))
}

const weekMs = 7 * 86_400_000
/** Told by the week of arrival as well, for whoever looks at a pilot. */
const byWeek = new Set(['timeToClose', 'deadlineMet'])
const byGroup = new Set(['arrived', 'timeToClose', 'deadlineMet', 'outcome', 'measure', 'measureTime', 'rate'])

/** Counts for the groups of a case what is told by group; undefined where it is in none. */
export function groupingFor(
  { ledger, measuredFrom }: World,
  counts: Tally,
  groups: Readonly<Record<string, string>> | undefined,
  arrivedAt: number,
): Tally['add'] | undefined {
  if (groups === undefined) return undefined
  const week = String(Math.floor((arrivedAt - measuredFrom) / weekMs))
  return (slot, value, over) => {
    const { id } = ledger.names[slot] as { readonly id: string }
    if (!byGroup.has(id)) return
    for (const [dim, group] of Object.entries(groups)) {
      const own = ledger.within(slot, `segment.${dim}`, group)
      counts.add(own, value, over)
      if (byWeek.has(id)) counts.add(ledger.within(own, 'week', week), value, over)
    }
  }
}

/** Whether it holds in a case what a measure asks for. */
function holds(
  { state, anyOf, not }: Measured,
  { definition }: TypeRun,
  { machine }: Pick<CaseState, 'machine'>,
): boolean {
  const isThere = state === undefined || activePaths(definition, machine).includes(state)
  const fits =
    anyOf === undefined ||
    anyOf.some(fields =>
      Object.entries(fields).every(
        ([path, wanted]) => JSON.stringify(at(machine.context, path)) === JSON.stringify(wanted),
      ),
    )
  return (isThere && fits) !== not
}

/** Measures of one policy, as cases go by them. */
export interface CaseMeasures {
  /** A case stands somewhere: tells the times until something holds first, by the names that were told already. */
  stood(type: TypeRun, state: CaseState, age: number, told: Set<string>, add: Tally['add']): void
  /** A case is settled. */
  settled(type: TypeRun, state: CaseState, add: Tally['add']): void
}

/** The measures of a policy; undefined where it has none. */
export function measuresOf({ arm, ledger }: World): CaseMeasures | undefined {
  if (arm.measures === undefined) return undefined
  const all = Object.entries(arm.measures)
  const of = (kind: Measured['of'], { name }: TypeRun) =>
    all.filter(([, one]) => one.of === kind && (one.type === undefined || one.type === name))
  return {
    stood(type, state, age, told, add) {
      for (const [name, measure] of of('time', type)) {
        if (told.has(name) || !holds(measure, type, state)) continue
        told.add(name)
        add(ledger.slot('measureTime', 'measure', name, type.name), age, 1)
      }
    },
    settled(type, state, add) {
      for (const [name, measure] of of('share', type))
        add(ledger.slot('measure', 'measure', name, type.name), holds(measure, type, state) ? 1 : 0, 1)
    },
  }
}
