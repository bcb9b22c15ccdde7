import {
  type AnyCaseType,
  advance,
  type CaseDefinition,
  type CaseFile,
  type CaseState,
  type Clock,
  caseDefinition,
  type Decision,
  type Disclosure,
  type Draft,
  decide,
  exportCase,
  type Facts,
  type JoinRequest,
  type JsonObject,
  join,
  type PrepareOptions,
  prepareCommand,
  prepareOpening,
  receive,
  type StoredEntry,
  seal,
  start,
  type WorkingCalendar,
} from '@convoke/core'
import { districtKey, replicationKey, seedKey } from '../random/luck.js'
import type { Key } from '../random/threefry.js'
import { replicate, type Watch } from '../run/replication.js'
import type { Opened } from '../run/type-run.js'
import type { World } from '../run/world.js'
import type { CheckedScenario } from '../scenario/check.js'
import type { ScenarioInput } from '../scenario/schema.js'
import { type SimulationOptions, studyOf } from '../study/study.js'

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
export function exemplarOf(
  scenario: ScenarioInput | CheckedScenario,
  { quantile = 0.95, caseType, ...options }: ExemplarOptions,
): CaseFile | undefined {
  const { base, divided, districts, caseTypes } = studyOf(scenario, options)
  const world = divided[0]?.[0] as World
  const luck = districtKey(replicationKey(seedKey(base.seed), 0), districts[0]?.name ?? null)
  const ran = timesOf(world, luck).filter(({ source }) => isAsked(world, source, caseType))
  const chosen = ran[Math.max(0, Math.ceil(quantile * ran.length) - 1)]
  if (chosen === undefined) return undefined
  const { source, i } = chosen
  const { name } = (world.sources[source] as World['sources'][number]).type
  const { version } = (world.sources[source] as World['sources'][number]).type.definition
  const own = caseTypes.find(one => one.name === name && one.version === version) as AnyCaseType
  const said = words()
  const drafts: Draft[] = []
  run(listening(world, said), luck, (one, draft) => {
    if (one.source === source && one.i === i) drafts.push(draft)
  })
  const reference = `${name}-${source + 1}-${i + 1}`
  return fileOf(own, decidedAgain(own, drafts, { calendar: world.calendar, said, source, reference }))
}

/** Cases that others opened are told by those. */
function isAsked({ arm, sources }: World, source: number, caseType: string | undefined): boolean {
  if (source >= arm.cases.length) return false
  return caseType === undefined || sources[source]?.type.name === caseType
}

/** The measured cases of the first replication, those that took longest last. */
function timesOf(world: World, luck: Key): Ran[] {
  const cases = new Map<string, { readonly source: number; readonly i: number; readonly from: number; to: number }>()
  run(world, luck, ({ source, i }, { at, after }) => {
    const key = `${source}/${i}`
    const known = cases.get(key)
    const to = after.outcome === null ? Number.POSITIVE_INFINITY : at
    if (known === undefined) cases.set(key, { source, i, from: at, to })
    else known.to = to
  })
  return [...cases.values()]
    .filter(({ from }) => from >= world.measuredFrom && from < world.measuredTo)
    .map(({ source, i, from, to }) => ({ source, i, took: to - from }))
    .sort((a, b) => (a.took === b.took ? a.source - b.source || a.i - b.i : a.took - b.took))
}

function run(world: World, luck: Key, watch: Watch): void {
  const replication = replicate(world, 0, luck, { watch })
  while (replication.next().done !== true) {
    // It only pauses to let a host look.
  }
}

/** What was said, as it was said: the rules see personal values as handles only. */
interface Words {
  raw(about: string, seen: JsonObject): JsonObject
  note(about: string, seen: JsonObject, raw: JsonObject): void
}

function words(): Words {
  const known = new Map<string, JsonObject>()
  const key = (about: string, seen: JsonObject) => `${about}\n${JSON.stringify(seen)}`
  return {
    raw: (about, seen) => known.get(key(about, seen)) ?? seen,
    note: (about, seen, raw) => void known.set(key(about, seen), raw),
  }
}

const openingOf = (source: number) => `opening ${source}`

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

interface Told {
  readonly calendar: WorkingCalendar
  readonly said: Words
  readonly source: number
  readonly reference: string
}

/** The same acts at the same instants, decided as an engine would: with commitments, on contexts that nobody can change. */
function decidedAgain(
  caseType: AnyCaseType,
  drafts: readonly Draft[],
  { calendar, said, source, reference }: Told,
): Draft[] {
  const definition = caseDefinition(caseType)
  let salts = 0
  const salt = () => (salts++).toString(16).padStart(32, '0')
  const again: Draft[] = []
  let state: CaseState | undefined
  while (again.length < drafts.length) {
    const draft = drafts[again.length] as Draft
    const clock = { at: draft.at, calendar }
    const options = { salt, subject: draft.by }
    const decision =
      state === undefined
        ? started(definition, draft, clock, { options, reference, raw: seen => said.raw(openingOf(source), seen) })
        : goneOn(definition, state, draft, clock, { options, raw: seen => said.raw(draft.type, seen) })
    if (decision === undefined || decision.drafts.length === 0) break
    again.push(...decision.drafts)
    state = decision.state
  }
  return again
}

interface Saying {
  readonly options: PrepareOptions
  readonly raw: (seen: JsonObject) => JsonObject
}

function started(
  definition: CaseDefinition,
  { data, by, commandId }: Draft,
  clock: Clock,
  { options, raw, reference }: Saying & { readonly reference: string },
): Decision | undefined {
  const { opening, parameters } = data.seen as { readonly opening: JsonObject; readonly parameters: JsonObject }
  const read = prepareOpening(definition, raw(opening), options)
  return read.ok ? start(definition, { opening: read.data, parameters, reference, by, commandId }, clock) : undefined
}

function goneOn(
  definition: CaseDefinition,
  state: CaseState,
  { kind, type, data, by, commandId }: Draft,
  clock: Clock,
  { options, raw }: Saying,
): Decision | undefined {
  if (kind === 'clock') return advance(definition, state, clock)
  const { facts, ...seen } = data.seen as JsonObject & { readonly facts?: Facts }
  if (type === 'case.joined') return joinedAgain(definition, state, { seen, by, commandId }, clock, { options, raw })
  if (kind === 'case') return receive(definition, state, { type, data: seen, by, commandId } as never, clock)
  const read = prepareCommand(definition, type, raw(seen), options)
  if (!read.ok) return undefined
  const decision = decide(definition, state, { type, data: read.data, by, facts, commandId }, clock)
  return decision.refusal === undefined ? decision : undefined
}

function joinedAgain(
  definition: CaseDefinition,
  state: CaseState,
  { seen, by, commandId }: { readonly seen: JsonObject; readonly by: string; readonly commandId: string },
  clock: Clock,
  { options, raw }: Saying,
): Decision | undefined {
  const { opening, ...asker } = seen as JsonObject & { readonly opening: JsonObject } & JoinRequest['asker']
  const read = prepareOpening(definition, raw(opening), options)
  return read.ok ? join(definition, state, { opening: read.data, asker, by, commandId }, clock) : undefined
}

function fileOf(caseType: AnyCaseType, drafts: readonly Draft[]): CaseFile {
  const definition = caseDefinition(caseType)
  const entries: StoredEntry[] = []
  const disclosures: Disclosure[] = []
  let head = null
  for (const draft of drafts) {
    const context = { tenant: 'default', caseId: 'simulated', head, recordedAt: draft.at, caseSalt: '0'.repeat(32) }
    const sealed = seal(definition, draft, context)
    entries.push(sealed.stored)
    disclosures.push(...sealed.disclosures)
    head = { seq: sealed.entry.seq, at: sealed.entry.at, hash: sealed.entry.hash }
  }
  const exportedAt = drafts.at(-1)?.at ?? 0
  return exportCase({ entries, disclosures, as: 'host', exportedAt, labels: caseType.labels })
}
