// The same figures district by district, and the parts of a replication put together.
import type { ReplicationResult } from '../run/tally.js'
import type { World } from '../run/world.js'
import { additionFigures } from './additions.js'
import { type ComparedRow, type Comparing, compared } from './compare.js'
import { correctingOf } from './control.js'
import { type FigureName, type Figures, figuresOf, nameOf } from './indicators.js'
import { joined } from './joined.js'
import type { Study } from './study.js'

/** One replication of all districts of a policy: open cases stand where the scenario has them. */
export function joinedIn({ base, districts }: Pick<Study, 'base' | 'districts'>, parts: readonly ReplicationResult[]) {
  const all = base.start?.cases
  if (all === undefined || parts.length === 1) return joined(parts)
  const places = new Map(all.map(({ caseId }, i) => [caseId, i]))
  const [late, closed] = [all.map(() => 0), all.map(() => 0)]
  for (const [i, { started }] of parts.entries())
    for (const [j, { caseId }] of (districts[i]?.arm.start?.cases ?? []).entries()) {
      const place = places.get(caseId) as number
      late[place] = started?.late[j] ?? 0
      closed[place] = started?.closed[j] ?? 0
    }
  const done = [...new Set(parts.flatMap(({ started }) => started?.done ?? []))]
  return { ...joined(parts), started: { late, closed, done } }
}

/** The replications of each district of one policy. */
export type ByDistrict = readonly (readonly ReplicationResult[])[]

/**
 * The figures of each district of a policy, with its name among what they are about. `all` are the worlds of every policy.
 */
export function districtFiguresOf(
  results: ByDistrict,
  names: readonly string[],
  worlds: readonly World[],
  all: readonly World[],
) {
  const isDistrict = true
  return results.map((own, i) => {
    const figures = [...figuresOf(own), ...additionFigures(own, worlds[i] as World, all, { isDistrict })]
    return figures.map((one): Figures => ({ ...one, dims: { district: names[i] as string, ...one.dims } }))
  })
}

/** How far the figures of each district of another policy are from those of the first, each corrected by what arrived there. */
export function districtDifferences(
  { base, divided }: Study,
  results: readonly [first: ByDistrict, other: ByDistrict],
  [first, other]: readonly [readonly (readonly Figures[])[], readonly (readonly Figures[])[]],
  { level, unmoved }: { readonly level: number; readonly unmoved: readonly boolean[] },
): readonly ComparedRow[] {
  return first.flatMap((figures, i) => {
    const world = divided[0]?.[i] as World
    const correcting = correctingOf(base, [world], results[0][i] ?? [], results[1][i] ?? [])
    return compared(figures, other[i] ?? [], { level, isSame: () => unmoved[i] === true, correcting })
  })
}

/**
 * Which figures of the whole came to the very same under another policy. `unmoved` says of each district whether it did. Where some did, those that are made of nothing but what
 * happened there: a unit that one of them has for itself, and a case type that arrives in no other.
 */
export function sameIn(
  unmoved: readonly boolean[],
  policies: readonly (readonly (readonly Figures[])[])[],
): Comparing['isSame'] {
  if (!unmoved.includes(false)) return () => true
  if (!unmoved.includes(true)) return () => false
  const namesOf = (isUnmoved: boolean) =>
    new Set(
      policies
        .flatMap(districts => districts.filter((_, i) => unmoved[i] === isUnmoved).flat())
        .map(({ id, dims: { district: _, ...dims }, kind }) => nameOf({ id, dims, kind })),
    )
  const [there, elsewhere] = [namesOf(true), namesOf(false)]
  // A share that never came up where the policy moves something might have: what arrives there is told of it too.
  const isTold = (names: ReadonlySet<string>, figure: FigureName) =>
    names.has(nameOf(figure)) ||
    (figure.dims.caseType !== undefined &&
      names.has(nameOf({ id: 'arrived', dims: { caseType: figure.dims.caseType }, kind: 'count' })))
  return figure => isTold(there, figure) && !isTold(elsewhere, figure)
}
