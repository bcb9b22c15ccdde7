import {
  activePaths,
  ConvokeError,
  type Entry,
  type ListedCase,
  type ListQuery,
  type MigrationReport,
} from '@convoke/core'
import { assertKnown } from './bad-option.js'
import { type AdminOptions, adminNames, checkSigned } from './correct-case.js'
import { foldSteps } from './load-case.js'
import { attempt, migrationWork } from './migrate-case.js'
import { type MigrationStep, stepsFrom } from './migration-steps.js'
import type { Runtime } from './runtime.js'
import { momentOf, standingAt } from './verdicts.js'

/** Which cases to take over: those that fit all that is given, and are on another version than the one asked for. */
export interface MigrateQuery<Name extends string = string>
  extends Pick<ListQuery, 'state' | 'party' | 'role' | 'openedFrom' | 'openedTo' | 'text'> {
  readonly caseType: Name
  /** One case only. */
  readonly id?: string | undefined
  /** Only those on this version. */
  readonly from?: string | undefined
  /** The version they are to be on. Default: the newest. */
  readonly to?: string | undefined
  /** Default false: settled cases stay on the version they were settled under. */
  readonly settled?: boolean | undefined
}

/** A dry run 试运行: what would become of each case, and nothing is written. */
export interface DryRun {
  readonly dryRun: true
  /**
   * Try the first step also after every entry of each journal: how the case would have fared, had it been taken over
   * then. It finds states that no case is in today. Default false.
   */
  readonly shadow?: boolean | undefined
}

/** What {@link MigrateQuery} is followed by: a dry run, or the ground and the two signatures. */
export type MigrateOptions = DryRun | (AdminOptions & { readonly dryRun?: false | undefined })

/** What became, or would become, of one case. Plain JSON. */
export type MigratedCase = { readonly caseId: string; readonly reference: string; readonly from: string } & (
  | (MigrationReport & {
      readonly ok: true
      /** The entry that did it; null in a dry run. */
      readonly seq: number | null
      /**
       * What a shadow replay found: where in its journal the case could not have been taken over. Empty where it could
       * have been at every entry; absent without one.
       */
      readonly shadow?: readonly ShadowFault[]
    })
  | { readonly ok: false; readonly code: string; readonly details: Readonly<Record<string, unknown>> }
)

/** An entry after which a case could not have been taken over, and why. */
export interface ShadowFault {
  readonly seq: number
  readonly states: readonly string[]
  readonly code: string
  readonly details: Readonly<Record<string, unknown>>
}

const queryNames: Readonly<Record<keyof MigrateQuery, true>> = {
  ...{ caseType: true, id: true, from: true, to: true, settled: true, state: true, party: true, role: true },
  ...{ openedFrom: true, openedTo: true, text: true },
}
const knownOfQuery = Object.keys(queryNames)

/** How many cases are taken in hand at a time. */
const pageSize = 50

/**
 * Takes over every case that fits, page by page, and tells of each; of a case that goes through several versions, once
 * for each step. A case that cannot be taken over stays as it is and stops no other.
 *
 * @throws ConvokeError `engine/second-signature`, `engine/ground`
 */
export async function* migrateCases(
  runtime: Runtime,
  query: MigrateQuery,
  options: MigrateOptions,
): AsyncGenerator<MigratedCase> {
  assertKnown(query, knownOfQuery)
  assertKnown(options, options.dryRun === true ? ['dryRun', 'shadow'] : ['dryRun', ...adminNames])
  const { id, from, to, settled = false, ...filters } = query
  if (options.dryRun !== true) checkSigned(options)
  const { store, tenant, registry } = runtime
  const goal = to ?? registry.newest(filters.caseType)?.version
  const isMeant = ({ caseId, index }: ListedCase) =>
    index.caseType === filters.caseType &&
    index.version !== goal &&
    (id === undefined || id === caseId) &&
    (from === undefined || from === index.version)
  if (id !== undefined) {
    const loaded = await store.load(tenant, id)
    if (loaded !== undefined && isMeant({ caseId: id, ...loaded }))
      yield* await takeOver(runtime, { caseId: id, ...loaded }, to, options)
    return
  }
  let after: string | undefined
  do {
    const page = await store.list(tenant, { ...filters, settled }, { limit: pageSize, after })
    const rows = await Promise.all(page.items.filter(isMeant).map(item => takeOver(runtime, item, to, options)))
    for (const row of rows) yield* row
    after = page.next
  } while (after !== undefined)
}

async function takeOver(
  runtime: Runtime,
  { caseId, index }: ListedCase,
  target: string | undefined,
  options: MigrateOptions,
): Promise<readonly MigratedCase[]> {
  const { caseType, version, reference } = index
  const of = { caseId, reference, from: version }
  const { registry } = runtime
  if (registry.version(caseType, version) === undefined)
    return [{ ...of, ok: false, code: 'history/unknown-version', details: { caseId, caseType, version } }]
  const steps = stepsFrom(registry, caseType, version, target)
  if (steps === undefined) return [{ ...of, ok: false, code: 'migration/none', details: { from: version } }]
  const rows: MigratedCase[] = []
  try {
    if (options.dryRun === true) return await rehearse(runtime, of, steps, options)
    for (const step of steps) {
      const live = runtime.hot.borrow(runtime.tenant, caseId)
      const done = await runtime.mailboxes.post(live, migrationWork(runtime, step, options))
      // Somebody was faster, here or in another process; what he did is as good.
      if (done === undefined) continue
      if ('denial' in done) return [...rows, { ...of, from: step.from.version, ok: false, ...done.denial }]
      rows.push({ ...of, ...done, ok: true })
    }
    return rows
  } catch (error) {
    if (!ConvokeError.is(error)) throw error
    return [...rows, { ...of, ok: false, code: error.code, details: error.details }]
  }
}

/** Who signs a dry run. */
const nobody: AdminOptions = {
  ground: 'dry run',
  signatures: [
    { by: 'dry-run', actor: 'dry-run/1' },
    { by: 'dry-run', actor: 'dry-run/2' },
  ],
}

async function rehearse(
  runtime: Runtime,
  of: { readonly caseId: string; readonly reference: string; readonly from: string },
  steps: readonly MigrationStep[],
  { shadow = false }: DryRun,
): Promise<readonly MigratedCase[]> {
  const live = await runtime.read(runtime.tenant, of.caseId)
  const [first] = steps
  if (live?.saved == null || first === undefined || live.definition !== first.from) return []
  const clock = { at: momentOf(runtime, live.saved.head), calendar: runtime.calendar }
  let { state } = standingAt(runtime, live, first.from, live.saved, clock.at).tip
  const rows: MigratedCase[] = []
  for (const step of steps) {
    const result = attempt(runtime, step, state, nobody, clock)
    if (!result.ok) {
      const { code, details } = result
      return [...rows, { ...of, from: step.from.version, ok: false, code, details }]
    }
    const faults = shadow && step === first ? { shadow: await shadowOf(runtime, of.caseId, step) } : {}
    rows.push({ ...of, ...result.report, ok: true, seq: null, ...faults })
    state = result.state
  }
  return rows
}

/** Where along its journal a case could not have been taken over; the same fault in the same states once. */
async function shadowOf(runtime: Runtime, caseId: string, step: MigrationStep): Promise<readonly ShadowFault[]> {
  const { store, tenant, calendarOf } = runtime
  const stored = await store.entries(tenant, caseId)
  const disclosures = await store.disclosures(tenant, caseId)
  const entries = stored.map(({ bytes }) => JSON.parse(bytes) as Entry)
  const faults = new Map<string, ShadowFault>()
  for (const { entry, state } of foldSteps(step.from, entries, disclosures, calendarOf)) {
    const clock = { at: entry.at, calendar: calendarOf(entry.calendarEdition) }
    const result = attempt(runtime, step, state, nobody, clock)
    if (result.ok) continue
    const states = activePaths(step.from, state.machine)
    const key = JSON.stringify([result.code, states])
    if (!faults.has(key)) faults.set(key, { seq: entry.seq, states, code: result.code, details: result.details })
  }
  return [...faults.values()]
}
