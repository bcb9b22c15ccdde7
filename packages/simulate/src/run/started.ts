// Cases that were open when a run began: where each stands, what is left of what its parties had begun, and how it ends.
import { advance, type CaseState, type Draft } from '@convoke/core'
import { quantileOf } from '../random/distribution.js'
import { keyOf, label } from '../random/luck.js'
import { type Residual, residual } from '../random/residual.js'
import type { Key } from '../random/threefry.js'
import { type OpenCase, stateOf } from '../scenario/additions/start.js'
import { distributionOf } from '../scenario/distributions.js'
import type { TimeDistribution } from '../scenario/schema.js'
import { quantileFor } from './duties.js'
import type { StartedResult } from './tally.js'
import type { TypeRun } from './type-run.js'
import type { World } from './world.js'

/** A case that was open when the run began, in one replication. */
export interface StartedCase {
  readonly source: number
  /** Its place among those of the scenario. */
  readonly i: number
  readonly key: Key
  readonly type: TypeRun
  readonly openedAt: number
  readonly state: CaseState
  readonly duties: OpenCase['duties']
  /** A step of the case. */
  noted(draft: Draft): void
  settled(at: number): void
}

/** The cases with which a replication begins; undefined where it begins with none. */
export function startedIn(
  world: World,
  luck: Key,
): { readonly cases: readonly StartedCase[]; readonly result: StartedResult } | undefined {
  const { arm, measuredTo } = world
  const declared = arm.start?.cases
  if (declared === undefined) return undefined
  const late = declared.map(() => 0)
  const closed = declared.map(() => 0)
  const done: string[] = []
  const cases = declared.map((one, i): StartedCase => {
    const { source, type, state } = standingOf(one, world)
    return {
      ...{ source, i, type, state, openedAt: one.snapshot.openedAt, duties: one.duties },
      key: keyOf(luck, label(`open case ${one.caseId}`), 0),
      noted(draft) {
        if (draft.at <= measuredTo && isMissed(type, draft)) late[i] = 1
        const act = `${type.name} ${draft.type}`
        if (draft.kind === 'command' && !done.includes(act)) done.push(act)
      },
      settled(at) {
        if (at <= measuredTo) closed[i] = 1
      },
    }
  })
  return { cases, result: { late, closed, done } }
}

/** Where an open case stands at the start: what fell due before has fallen due, whether or not anybody had looked. */
export function standingOf(
  one: OpenCase,
  { arm, origin, calendar, sources }: World,
): { readonly source: number; readonly type: TypeRun; readonly state: CaseState } {
  const source = sources.findIndex((other, place) => place >= arm.cases.length && other.type.name === one.type)
  const { type } = sources[source] as World['sources'][number]
  const { state } = advance(type.definition, stateOf(one, type.definition), { at: origin, calendar })
  return { source, type, state }
}

/** Whether a step of a case tells that a period has passed in which something had to be done. */
function isMissed({ definition }: TypeRun, { kind, type, data }: Draft): boolean {
  if (kind !== 'clock' || (data.seen as { readonly rung?: string }).rung !== undefined) return false
  const name = type.split('.')[1]
  return (definition.deadlines.find(declared => declared.name === name)?.kind ?? 'within') === 'within'
}

/** What is left of a delay after so long, in the time by which it runs. One that is the same for everybody is over, or goes on. */
export function leftOf(distribution: TimeDistribution, elapsed: number): Residual {
  const quantile =
    typeof distribution === 'object' ? quantileFor(distribution) : quantileOf(distributionOf(distribution))
  return residual(quantile, elapsed)
}
