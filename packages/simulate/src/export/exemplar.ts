import { type AnyCaseType, type CaseFile, ConvokeError, type Draft } from '@convoke/core'
import { districtKey, replicationKey, seedKey } from '../random/luck.js'
import type { Key } from '../random/threefry.js'
import type { CaseRun } from '../run/case-run.js'
import { replicate, type Watch } from '../run/replication.js'
import type { Opened } from '../run/type-run.js'
import type { World } from '../run/world.js'
import type { CheckedScenario } from '../scenario/check.js'
import type { ScenarioInput } from '../scenario/schema.js'
import { type SimulationOptions, type Study, studyOf } from '../study/study.js'
import { caseIdOf, type WorstCase } from '../study/worst-case.js'
import { worstCaseName } from '../study/worst-words.js'
import { fileOf, openingOf, type Words, words } from './decided-again.js'

/** Which case is shown. */
export interface ExemplarOptions extends SimulationOptions {
  /** How many of the measured cases took no longer, 0 to 1; default 0.95. */
  readonly quantile?: number | undefined
  /** Of which case type; default all of them together. */
  readonly caseType?: string | undefined
  /** Under which policy: one of `compare`, as `comparisons` of a result names it; default the first, whose name is that of the scenario. */
  readonly policy?: string | undefined
  /** This very case instead, such as one of `worst` of a result, or of a comparison with its `policy`; `quantile` and `caseType` are not looked at then. */
  readonly case?: Pick<WorstCase, 'id' | 'replication' | 'district'> | undefined
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
 * policy, or of `policy`, in its first district where it has several, the one that took longer than 95 in a hundred. Cases that were never settled took longest. Undefined where no
 * case was measured. Pure.
 *
 * With `case` it is the case of that name instead, of whichever replication and district. The same name under two policies is the same case where it arrives at the same instant under both.
 *
 * What its parties did is decided once more by the rules an engine decides by, so the file passes `verifyCaseFile`. Its
 * salts are counted: it says nothing about anybody.
 *
 * @throws ConvokeError `simulate/no-case` where no case of that name arrives in that replication; `simulate/no-policy` where no policy is called so; otherwise as `simulate` does
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
 * exemplarOf(scenario, { caseTypes: [errand], case: { replication: 2, id: 'errand-1-3' } })?.reference // => 'errand-1-3'
 * exemplarOf(scenario, { caseTypes: [errand], case: { replication: 3, id: 'errand-1-3' } }) // => throws simulate/no-case
 * exemplarOf(scenario, { caseTypes: [errand], policy: 'one more' }) // => throws simulate/no-policy
 */
export function exemplarOf(scenario: ScenarioInput | CheckedScenario, options: ExemplarOptions): CaseFile | undefined {
  return filesOf(scenario, options, { isWithLinked: false })[0]
}

/**
 * The case of {@link exemplarOf} and after it every case that is linked to it 样例案卷及其关联办件: those it opened or joined, those that
 * these opened, and so on, in this order. They call each other by the ids they have in the simulation, source and number. Empty where no case was measured. Pure.
 *
 * @throws ConvokeError as {@link exemplarOf}
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
  { quantile = 0.95, caseType, policy, case: named, ...options }: ExemplarOptions,
  { isWithLinked }: { readonly isWithLinked: boolean },
): readonly CaseFile[] {
  const study = studyOf(scenario, options)
  const { base, divided, districts, caseTypes } = study
  const { replication, district } = named === undefined ? { replication: 0, district: 0 } : placeOf(named, study)
  const world = divided[policyNamed(policy, study)]?.[district] as World
  const luck = districtKey(replicationKey(seedKey(base.seed), replication), districts[district]?.name ?? null)
  const { arrived, measured, links } = ranIn(world, luck)
  const ran = measured.filter(({ source }) => isAsked(world, source, caseType))
  const chosen =
    named === undefined
      ? ran[Math.max(0, Math.ceil(quantile * ran.length) - 1)]
      : arrived.find(({ source, i }) => caseIdOf(typeIn(world, source).name, { source, i }) === named.id)
  if (chosen === undefined) {
    if (named !== undefined) throw noCase(named)
    return []
  }
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
    const { name, definition } = typeIn(world, source)
    const own = caseTypes.find(one => one.name === name && one.version === definition.version) as AnyCaseType
    const reference = caseIdOf(name, { source, i })
    const caseId = isWithLinked ? id : 'simulated'
    return fileOf(own, all, { calendar: world.calendar, said, source, reference, caseId })
  })
}

/**
 * Where a case is that is named, both from 0.
 *
 * @throws ConvokeError `simulate/no-case` where there is no such place
 */
function placeOf(named: NonNullable<ExemplarOptions['case']>, { base, districts }: Study) {
  const replication = named.replication - 1
  const district = districts.findIndex(({ name }) => (name ?? undefined) === named.district)
  const isThere = Number.isInteger(replication) && replication >= 0
  if (!isThere || replication >= (base.stop?.atMost ?? base.replications) || district < 0) throw noCase(named)
  return { replication, district }
}

/**
 * The place of a policy that is named, from 0. One of `compare` may be called as the scenario is, and then is meant.
 *
 * @throws ConvokeError `simulate/no-policy` where none is called so
 */
function policyNamed(policy: string | undefined, { checked }: Study): number {
  const names = checked.arms.map(({ name }) => name)
  const place = policy === undefined ? 0 : names.lastIndexOf(policy)
  if (place >= 0) return place
  const known = names.join(', ')
  throw new ConvokeError('simulate/no-policy', `no policy is called "${policy}"; there are ${known}`, {
    details: { policy, known },
  })
}

function noCase(named: NonNullable<ExemplarOptions['case']>): ConvokeError {
  const name = worstCaseName(named)
  return new ConvokeError('simulate/no-case', `no case "${name}" arrives`, { details: { case: name } })
}

function typeIn({ sources }: World, source: number): World['sources'][number]['type'] {
  return (sources[source] as World['sources'][number]).type
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

/** All cases of a replication; the measured ones, those that took longest last; and which cases each opened or joined. */
function ranIn(
  world: World,
  luck: Key,
): {
  readonly arrived: readonly Pick<Ran, 'source' | 'i'>[]
  readonly measured: readonly Ran[]
  readonly links: ReadonlyMap<string, readonly string[]>
} {
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
  return { arrived: [...cases.values()], measured, links }
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
