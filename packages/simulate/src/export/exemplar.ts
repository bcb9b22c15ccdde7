import type { AnyCaseType, CaseFile, Draft } from '@convoke/core'
import { districtKey, replicationKey, seedKey } from '../random/luck.js'
import type { Key } from '../random/threefry.js'
import type { CaseRun } from '../run/case-run.js'
import { replicate, type Watch } from '../run/replication.js'
import type { Opened } from '../run/type-run.js'
import type { World } from '../run/world.js'
import type { CheckedScenario } from '../scenario/check.js'
import type { ScenarioInput } from '../scenario/schema.js'
import { type SimulationOptions, studyOf } from '../study/study.js'
import { fileOf, openingOf, type Words, words } from './decided-again.js'

/** Which case is shown. */
export interface ExemplarOptions extends SimulationOptions {
  /** How many of the measured cases took no longer, 0 to 1; default 0.95. */
  readonly quantile?: number | undefined
  /** Of which case type; default all of them together. */
  readonly caseType?: string | undefined
}

/** One simulated case: its place among the cases of its replication, and how long it took. */
interface Ran {
  readonly source: number
  readonly i: number
  /** Ms; infinite where it was not settled when the run ended. */
  readonly took: number
}

/**
 * A simulated case as a file that can be read like any other 样例案卷: of the measured cases in the first replication of the first
 * policy, in its first district where it has several, the one that took longer than 95 in a hundred. Cases that were never settled took longest. Undefined where no
 * case was measured. Pure.
 *
 * What its parties did is decided once more by the rules an engine decides by, so the file passes `verifyCaseFile`. Its
 * salts are counted: it says nothing about anybody.
 *
 * @throws ConvokeError as `simulate` does
 * @example
 * import { verifyCaseFile } from '@convoke/core'
 * import { errand, errandOpened } from '@convoke/core/testing'
 * const scenario = {
 *   ...{ from: '2026-03-02', days: 5, replications: 2 },
 *   cases: [{ type: 'errand', arrivals: { perDay: 4 }, opening: errandOpened.opening }],
 * }
 * const file = exemplarOf(scenario, { caseTypes: [errand] })
 * file?.entries.map(({ type }) => type) // => ['case.started', 'submit', 'reply', 'reply']
 * file !== undefined && (await verifyCaseFile(file)).ok // => true
 */
export function exemplarOf(scenario: ScenarioInput | CheckedScenario, options: ExemplarOptions): CaseFile | undefined {
  return filesOf(scenario, options, { isWithLinked: false })[0]
}

/**
 * The case of {@link exemplarOf} and after it every case that is linked to it 样例案卷及其关联办件: those it opened or joined, those that
 * these opened, and so on, in this order. They call each other by the ids they have in the simulation, source and number. Empty where no case was measured. Pure.
 *
 * @throws ConvokeError as `simulate` does
 * @example
 * import { relay } from '@convoke/core/testing'
 * const scenario = {
 *   ...{ from: '2026-03-02', days: 2, replications: 2, links: true },
 *   cases: [{ type: 'relay', arrivals: { perDay: 3 }, opening: { runner: 'r', left: 2 } }],
 * }
 * const files = exemplarsOf(scenario, { caseTypes: [relay] })
 * files.map(({ reference }) => reference) // => ['relay-1-6', 'relay-2-11', 'relay-2-12']
 */
export function exemplarsOf(scenario: ScenarioInput | CheckedScenario, options: ExemplarOptions): readonly CaseFile[] {
  return filesOf(scenario, options, { isWithLinked: true })
}

function filesOf(
  scenario: ScenarioInput | CheckedScenario,
  { quantile = 0.95, caseType, ...options }: ExemplarOptions,
  { isWithLinked }: { readonly isWithLinked: boolean },
): readonly CaseFile[] {
  const { base, divided, districts, caseTypes } = studyOf(scenario, options)
  const world = divided[0]?.[0] as World
  const luck = districtKey(replicationKey(seedKey(base.seed), 0), districts[0]?.name ?? null)
  const { cases, links } = ranIn(world, luck)
  const ran = cases.filter(({ source }) => isAsked(world, source, caseType))
  const chosen = ran[Math.max(0, Math.ceil(quantile * ran.length) - 1)]
  if (chosen === undefined) return []
  const wanted = isWithLinked ? linkedTo(idOf(chosen), links) : new Set([idOf(chosen)])
  const said = words()
  const drafts = new Map([...wanted].map(id => [id, { source: 0, i: 0, all: [] as Draft[] }]))
  run(listening(world, said), luck, ({ source, i }, draft) => {
    const own = drafts.get(idOf({ source, i }))
    if (own === undefined) return
    Object.assign(own, { source, i })
    own.all.push(draft)
  })
  return [...drafts].map(([id, { source, i, all }]) => {
    const { name, definition } = (world.sources[source] as World['sources'][number]).type
    const own = caseTypes.find(one => one.name === name && one.version === definition.version) as AnyCaseType
    const reference = `${name}-${source + 1}-${i + 1}`
    const caseId = isWithLinked ? id : 'simulated'
    return fileOf(own, all, { calendar: world.calendar, said, source, reference, caseId })
  })
}

/** How linked cases call one another. */
function idOf({ source, i }: Pick<CaseRun, 'source' | 'i'>): string {
  return `${source}-${i}`
}

/** A case, and all it leads to. */
function linkedTo(id: string, links: ReadonlyMap<string, readonly string[]>): ReadonlySet<string> {
  const found = new Set([id])
  for (const one of found) for (const other of links.get(one) ?? []) found.add(other)
  return found
}

/** Cases that others opened are told by those. */
function isAsked({ arm, sources }: World, source: number, caseType: string | undefined): boolean {
  if (source >= arm.cases.length) return false
  return caseType === undefined || sources[source]?.type.name === caseType
}

/** The measured cases of the first replication, those that took longest last; and which cases each opened or joined. */
function ranIn(
  world: World,
  luck: Key,
): { readonly cases: readonly Ran[]; readonly links: ReadonlyMap<string, readonly string[]> } {
  const links = new Map<string, string[]>()
  const cases = new Map<string, { readonly source: number; readonly i: number; readonly from: number; to: number }>()
  run(world, luck, ({ source, i }, { at, after, type, data }) => {
    const key = idOf({ source, i })
    if (type === 'case.opened') {
      const { caseId } = data.seen as { readonly caseId: string }
      links.set(key, [...(links.get(key) ?? []), caseId])
    }
    const known = cases.get(key)
    const to = after.outcome === null ? Number.POSITIVE_INFINITY : at
    if (known === undefined) cases.set(key, { source, i, from: at, to })
    else known.to = to
  })
  const measured = [...cases.values()]
    .filter(({ from }) => from >= world.measuredFrom && from < world.measuredTo)
    .map(({ source, i, from, to }) => ({ source, i, took: to - from }))
    .sort((a, b) => (a.took === b.took ? a.source - b.source || a.i - b.i : a.took - b.took))
  return { cases: measured, links }
}

function run(world: World, luck: Key, watch: Watch): void {
  const replication = replicate(world, 0, luck, { watch })
  while (replication.next().done !== true) {
    // It only pauses to let a host look.
  }
}

function listening(world: World, said: Words): World {
  return {
    ...world,
    prepared(type, command, raw) {
      const seen = world.prepared(type, command, raw)
      said.note(command, seen, raw)
      return seen
    },
    sources: world.sources.map((one, source) => ({
      ...one,
      opened(key, now): Opened {
        const opened = one.opened(key, now)
        said.note(openingOf(source), opened.opening, opened.raw)
        return opened
      },
    })),
  }
}
