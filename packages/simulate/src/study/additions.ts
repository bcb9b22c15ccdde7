// Figures that there are only where a scenario asks for them.
import type { ReplicationResult } from '../run/tally.js'
import type { World } from '../run/world.js'
import { backlogFigures } from './backlog.js'
import { costFigures } from './costs.js'
import { electorateFigures } from './electorates.js'
import { evaluationFigures } from './evaluations.js'
import type { Figures } from './indicators.js'
import { startedFigures } from './started.js'

/** The figures of one policy beyond those of every study; `worlds` are all that are compared. A district votes on nothing by itself. */
export function additionFigures(
  results: readonly ReplicationResult[],
  world: World,
  worlds: readonly World[],
  { isDistrict = false }: { readonly isDistrict?: boolean } = {},
): readonly Figures[] {
  const isShocked = worlds.some(({ arm }) => (arm.shocks ?? []).length > 0)
  return [
    ...(isShocked ? backlogFigures(results, world) : []),
    ...costFigures(results, world),
    ...(isDistrict ? [] : electorateFigures(results, world)),
    ...evaluationFigures(results, world),
    ...startedFigures(results, world),
  ]
}
