import { activePaths, type CaseDefinition } from '../definition/case-definition.js'
import type { Migration } from '../definition/case-type.js'
import type { Disclosure, Entry } from '../journal/entry.js'
import { assertJson, contextLimits, type JsonLimits } from '../json/assert-json.js'
import type { Json, JsonObject } from '../json/json.js'
import { normalJson } from '../json/normal-json.js'
import { commitData, discloseData, strayHandle } from '../privacy/commit.js'
import { type AdminAct, type MovedDeadline, signed } from './admin.js'
import { applyArrival } from './apply.js'
import type { CaseSnapshot, DeadlineState } from './case-state.js'
import type { CaseState, Clock, Draft, MachineState, PreparedData } from './decision.js'
import { migratedDeadlines } from './migrated-deadlines.js'
import { type MigrationDenial, type MigrationFaultCode, migratedPlace } from './migrated-place.js'
import type { Denial } from './permission.js'
import { schemaDenial } from './schema-issues.js'

/** A migration of one case: who stands for it, and what it takes to put the case into its new form. */
export interface MigrationAct extends AdminAct {
  /** The parameters a case of the new version would open with now; those the case has keep their values. */
  readonly settings: JsonObject
  /** 32 hex characters of fresh randomness at every call. */
  readonly salt: () => string
  /** Limits of the context. Default {@link contextLimits}. */
  readonly limits?: JsonLimits | undefined
}

/** A running deadline by name, key and number. */
export type DeadlineName = Pick<DeadlineState, 'name' | 'key' | 'n'>

/** What a migration does to one case 迁移报告. Plain JSON; instants are epoch ms. */
export interface MigrationReport {
  readonly from: string
  readonly to: string
  readonly states: { readonly before: readonly string[]; readonly after: readonly string[] }
  readonly deadlines: {
    /** Those that go on with the dates they have, under their new names. */
    readonly kept: readonly DeadlineName[]
    readonly moved: readonly MovedDeadline[]
    /** Under their earlier names. */
    readonly ended: readonly DeadlineName[]
    readonly began: readonly (DeadlineName & { readonly dueAt: number | null })[]
  }
}

/** The case in its new version, with the entry that puts it there; or why it stays. */
export type Migrated =
  | { readonly ok: true; readonly draft: Draft; readonly state: CaseState; readonly report: MigrationReport }
  | ({ readonly ok: false } & MigrationDenial)

/** The type of the entry that brings a case to another version. */
const migrated = 'admin.migrate'

/**
 * Takes a case over into another version of its case type 版本迁移. The entry holds the whole new state: a checkpoint, from
 * which the case is replayed without the earlier version. An `always` that is enabled where the case arrives is taken.
 * Pure but for `salt`.
 *
 * Kept: personal values (as handles), who did what, recusals, linked cases, counters, running deadlines with their
 * instants. The entry is sealed under the new version, and nothing may be due by `clock.at` any more, because that was
 * for the earlier one to fire.
 *
 * @param migration one of `to.caseType.migrateFrom`
 * @example
 * import { errand, errandMoved, errandOpened, paperCase } from '@convoke/core/testing'
 * const { definition, state, clock } = paperCase(errand, errandOpened, [{ type: 'submit', by: 'rc:chunshen' }])
 * const to = caseDefinition(errandMoved)
 * const signatures = [{ by: 'town:legal', actor: 'wang' }, { by: 'rc:chunshen', actor: 'li' }] as const
 * const act = { ground: 'new rules', signatures, commandId: 'm-1', settings: { quorum: 1 }, salt: () => '0'.repeat(32) }
 * const moved = migrate(definition, to, to.caseType.migrateFrom?.[0]!, state, act, clock)
 * moved.ok && moved.report.states // => { before: ['inviting'], after: ['asking', 'asking.open'] }
 */
export function migrate(
  from: CaseDefinition,
  to: CaseDefinition,
  migration: Migration,
  state: CaseState,
  act: MigrationAct,
  clock: Clock,
): Migrated {
  const now: Clock = { ...clock, at: Math.max(clock.at, state.lastAt) }
  const place = migratedPlace(to.caseType, migration, activePaths(from, state.machine), state.machine.context)
  if ('denial' in place) return { ok: false, ...place.denial }
  const lost = state.links.find(
    ({ link, status }) => (status === 'open' || status === 'opening') && to.caseType.links?.[link] === undefined,
  )
  if (lost !== undefined) return no('migration/link', { link: lost.link, key: lost.key })
  const data = migratedContext(to, migration, state, act)
  if ('ok' in data) return data

  const machineOf = (context: JsonObject, value: Json, status: string, historyValue: Json = {}) =>
    to.machine.restore({ value, status, context, historyValue, children: {} }) as MachineState
  const history = migratedHistory(from, to, migration, state)
  const machine = machineOf(data.seen, place.value, place.isDone ? 'done' : 'active', history)
  const running = migratedDeadlines(to, migration, state, machine, now)
  const base: CaseState = {
    ...state,
    ...running,
    machine,
    marks: migratedMarks(migration, state.marks),
    lastAt: now.at,
  }
  const applied = applyArrival(to, state, base, migrated, now)
  const after = applied.state
  if (state.outcome !== null && after.outcome !== state.outcome)
    return no('migration/outcome', { outcome: state.outcome, becomes: after.outcome })
  // What an `always` brought into the context is in its form for the machine; the entry holds it committed.
  const arrived =
    after.machine.context === machine.context
      ? data
      : committed(to, after.machine.context as JsonObject, act, data.disclosures)
  const report = reportOf(migration, from, to, state, after)
  const { from: _, to: __, ...told } = report
  const head: JsonObject = {
    ...signed(act),
    from: { version: from.version, definitionHash: from.hash },
    ...told,
  } as never
  const draft: Draft = {
    ...({
      kind: 'admin',
      at: now.at,
      by: act.signatures[0].by,
      actor: act.signatures[0].actor,
      role: 'admin',
    } as const),
    commandId: act.commandId,
    type: migrated,
    data: {
      seen: { ...head, state: embedded(after, arrived.seen) },
      committed: { ...head, state: embedded(after, arrived.committed) },
      disclosures: arrived.disclosures.map(one => ({ ...one, path: `/state/machine/context${one.path}` })),
    },
    calendarEdition: now.calendar.edition,
    after,
    effects: applied.effects,
  }
  return { ok: true, draft, state: after, report }
}

function no(code: MigrationFaultCode, details: Denial['details']): Migrated {
  return { ok: false, code, details }
}

/** The context in its new form, with its parameters; or why there is none. */
function migratedContext(
  to: CaseDefinition,
  migration: Migration,
  { machine }: CaseState,
  act: MigrationAct,
): PreparedData | Extract<Migrated, { readonly ok: false }> {
  const refuse = (code: MigrationFaultCode, details: Denial['details']) => ({ ok: false as const, code, details })
  // A case of a version whose machine kept none, or that was written by hand, has none to keep.
  const { parameters: before = {}, ...own } = machine.context as { readonly parameters?: JsonObject } & JsonObject
  let fields: object
  let turned: object
  let place = 'context'
  try {
    fields = migration.context?.(machine.context as never) ?? own
    place = 'parameters'
    turned = migration.parameters?.(before as never) ?? {}
  } catch {
    return refuse('migration/threw', { place })
  }
  const kept = Object.fromEntries(Object.entries(before).filter(([name]) => Object.hasOwn(to.parameters.shape, name)))
  const raw = { ...act.settings, ...kept, ...turned }
  const parameters = to.parameters.safeParse(raw)
  if (!parameters.success)
    return refuse('migration/parameters', schemaDenial(parameters.error, { schema: to.parameters, raw }).details)
  // An explicit `parameters` would be taken for a field: what a lazy author spreads is no field of the data.
  const { parameters: _, ...given } = fields as { readonly parameters?: unknown }
  const check = assertJson(given, { ...(act.limits ?? contextLimits), handles: true })
  if (!check.ok) {
    if (check.code === 'input/too-large') return refuse(check.code, { what: 'context', at: check.path })
    return refuse('migration/threw', { place: 'context', at: check.path, fault: check.fault })
  }
  const parsed = to.context.safeParse(given)
  if (!parsed.success)
    return refuse('migration/context', schemaDenial(parsed.error, { schema: to.context, raw: given }).details)
  const stray = strayHandle(to.context, parsed.data as JsonObject)
  if (stray !== undefined) return refuse('migration/personal', { path: stray })
  return committed(to, { ...parsed.data, parameters: parameters.data } as unknown as JsonObject, act)
}

function committed(
  to: CaseDefinition,
  context: JsonObject,
  { salt }: MigrationAct,
  before: PreparedData['disclosures'] = [],
): PreparedData {
  const handles = new Map(before.map(one => [one.commitment, one]))
  return commitData(to.context, context, { salt, subject: null, handles })
}

/** Where the case would return to, as far as those places are still there. */
function migratedHistory(
  from: CaseDefinition,
  to: CaseDefinition,
  { states }: Migration,
  state: CaseState,
): JsonObject {
  const { historyValue = {} } = state.machine.toJSON() as {
    readonly historyValue?: Readonly<Record<string, readonly { readonly id: string }[]>>
  }
  const ids = new Map([...to.paths].map(([id, path]) => [path, id]))
  const pathIn = (id: string): string | undefined => {
    const path = from.paths.get(id)
    return path === undefined ? undefined : nearestMove(states, path)
  }
  const history: Record<string, Json> = {}
  for (const [id, remembered] of Object.entries(historyValue)) {
    const own = ids.get(pathIn(id) ?? '')
    const nodes = remembered.map(node => ids.get(pathIn(node.id) ?? ''))
    if (own !== undefined && nodes.every(node => node !== undefined)) history[own] = nodes.map(node => ({ id: node }))
  }
  return history
}

function nearestMove(states: Migration['states'], path: string): string {
  for (let at = path; at !== ''; at = at.slice(0, Math.max(0, at.lastIndexOf('.')))) {
    const move = Object.hasOwn(states, at) ? states[at] : undefined
    if (typeof move === 'string') return `${move}${path.slice(at.length)}`
  }
  return path
}

/** Who did what, under the names that the commands have now. */
function migratedMarks({ commands }: Migration, marks: CaseState['marks']): CaseState['marks'] {
  const renamed: Record<string, CaseState['marks'][string]> = {}
  for (const [mark, parties] of Object.entries(marks)) {
    const slash = mark.indexOf('/')
    const command = slash < 0 ? mark : mark.slice(0, slash)
    const to = Object.hasOwn(commands, command) ? commands[command] : command
    if (to === null || to === undefined) continue
    const own = `${to}${mark.slice(command.length)}`
    renamed[own] = [...new Set([...(renamed[own] ?? []), ...parties])]
  }
  return renamed
}

function reportOf(
  { deadlines: moves }: Migration,
  from: CaseDefinition,
  to: CaseDefinition,
  before: CaseState,
  after: CaseState,
): MigrationReport {
  const nameOf = ({ name, key, n }: DeadlineState): DeadlineName => ({ name, key, n })
  const isSame = (a: DeadlineName, b: DeadlineName) => a.name === b.name && a.key === b.key && a.n === b.n
  const left = [...after.deadlines]
  const kept: DeadlineName[] = []
  const moved: MovedDeadline[] = []
  const ended: DeadlineName[] = []
  for (const open of before.deadlines) {
    const move = Object.hasOwn(moves, open.name) ? moves[open.name] : undefined
    const renamed = { ...open, name: move?.to ?? open.name }
    const at = move === null ? -1 : left.findIndex(own => isSame(own, renamed))
    const own = left[at]
    if (own === undefined) {
      ended.push(nameOf(open))
      continue
    }
    left.splice(at, 1)
    if (own.dueAt === open.dueAt || own.dueAt === null || open.dueAt === null) kept.push(nameOf(own))
    else moved.push({ ...nameOf(own), from: open.dueAt, to: own.dueAt, provisional: own.provisional })
  }
  return {
    from: from.version,
    to: to.version,
    states: { before: activePaths(from, before.machine), after: activePaths(to, after.machine) },
    deadlines: { kept, moved, ended, began: left.map(own => ({ ...nameOf(own), dueAt: own.dueAt })) },
  }
}

/** The state of a case as its entry embeds it; the context in the form that is given. */
function embedded(state: CaseState, context: JsonObject): JsonObject {
  const { machine, ...rest } = state
  const { value, status, historyValue = {} } = machine.toJSON() as JsonObject
  return normalJson({ ...rest, machine: { value, status, historyValue, context } }) as JsonObject
}

/**
 * Whether an entry holds the whole state of its case, so that a replay may begin with it. Pure.
 *
 * @example
 * isCheckpoint({ kind: 'admin', type: 'admin.migrate' }) // => true
 * isCheckpoint({ kind: 'command', type: 'accept' }) // => false
 */
export function isCheckpoint({ kind, type }: Pick<Entry, 'kind' | 'type'>): boolean {
  return kind === 'admin' && type === migrated
}

/**
 * The state that the entry of a migration holds: where a replay begins without the earlier version. Pure.
 *
 * @example
 * // not executed: needs a journal with a migration; `entries` are its parsed entries
 * const at = entries.findLast(isCheckpoint)
 * const state = at && checkpointOf(definition, at, disclosures)
 */
export function checkpointOf(
  definition: CaseDefinition,
  { seq, data }: Pick<Entry, 'seq' | 'data'>,
  disclosures: readonly Disclosure[],
): CaseState {
  const { machine: kept, ...rest } = data.state as unknown as Omit<CaseSnapshot, 'head'>
  const { value, status, historyValue, context } = kept
  const own = disclosures.filter(one => one.seq === seq)
  const seen = discloseData(definition.context, context as JsonObject, own)
  const machine = definition.machine.restore({
    value,
    status,
    historyValue,
    context: seen,
    children: {},
  }) as MachineState
  return { ...rest, machine }
}
