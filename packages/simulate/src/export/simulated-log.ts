import type { Draft } from '@convoke/core'
import { chooser } from '../flow/flow.js'
import { districtKey, replicationKey, seedKey } from '../random/luck.js'
import { replicate } from '../run/replication.js'
import { typesOf, worldOf } from '../run/world.js'
import { typesUsed } from '../scenario/additions/versions.js'
import { calendarOf } from '../scenario/calendar.js'
import { type CheckedScenario, caseTypesFor, soundScenario } from '../scenario/check.js'
import type { District } from '../scenario/districts.js'
import type { ScenarioInput } from '../scenario/schema.js'
import type { SimulationOptions } from '../study/study.js'
import { caseIdOf } from '../study/worst-case.js'

/** One thing that happened in a simulated case. Plain JSON. */
export interface LoggedEvent {
  /** The command, or `deadline.<name>` and its kin. */
  readonly type: string
  readonly kind: Draft['kind']
  /** Epoch ms. */
  readonly at: number
  readonly by: string
  readonly role: string
}

/** A simulated case with what happened in it, in order. Plain JSON. */
export interface LoggedCase {
  /** Unique in its log: source and number within it. */
  readonly id: string
  readonly caseType: string
  readonly version: string
  /** Null where it was not settled when the run ended. */
  readonly outcome: string | null
  readonly events: readonly LoggedEvent[]
}

/**
 * The cases of the first replication of the first policy, in its first district where it has several, as a log 模拟日志: what process mining would find had it happened. As long
 * as the cases are many. Pure.
 *
 * @throws ConvokeError as `simulate` does
 * @example
 * import { errand, errandOpened } from '@convoke/core/testing'
 * const log = simulatedLog(
 *   {
 *     from: '2026-03-02',
 *     days: 2,
 *     replications: 2,
 *     cases: [{ type: 'errand', arrivals: { at: ['2026-03-02T10:00:00+08:00'] }, opening: errandOpened.opening }],
 *   },
 *   { caseTypes: [errand] },
 * )
 * log.map(({ id, outcome }) => `${id} ${outcome}`) // => ['errand-1-1 agreed']
 * log[0]?.events.map(({ type }) => type) // => ['case.started', 'submit', …]
 */
export function simulatedLog(
  scenario: ScenarioInput | CheckedScenario,
  { caseTypes, calendar }: SimulationOptions,
): readonly LoggedCase[] {
  const { arms, scenario: whole } = soundScenario(scenario, caseTypes)
  const { name: district, arm } = (arms[0] as (typeof arms)[number]).districts[0] as District
  const types = typesOf(typesUsed(arm, caseTypesFor(whole, caseTypes)), { isLinked: arm.links === true })
  const world = worldOf(arm, types, calendar ?? calendarOf(arm))
  const logged = new Map<string, { readonly source: number; readonly i: number; readonly drafts: Draft[] }>()
  const run = replicate(world, 0, districtKey(replicationKey(seedKey(whole.seed), 0), district), {
    watch({ source, i }, draft) {
      const key = `${source}/${i}`
      const known = logged.get(key)
      if (known === undefined) logged.set(key, { source, i, drafts: [draft] })
      else known.drafts.push(draft)
    },
  })
  while (run.next().done !== true) {
    // It only pauses to let a host look.
  }
  return [...logged.values()].map(({ source, i, drafts }): LoggedCase => {
    const { name, definition } = (world.sources[source] as (typeof world.sources)[number]).type
    return {
      id: caseIdOf(name, { source, i }),
      caseType: name,
      version: definition.version,
      outcome: drafts.at(-1)?.after.outcome ?? null,
      // What a flow found in a log chooses is no activity, and was not in that log either.
      events: drafts
        .filter(({ kind, role }) => !Object.hasOwn(whole.flows, name) || (kind === 'command' && role !== chooser))
        .map(({ type, kind, at, by, role }) => ({ type, kind, at, by, role })),
    }
  })
}
