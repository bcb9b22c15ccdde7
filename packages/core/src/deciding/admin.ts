import type { State } from '@convoke/kernel'
import type * as z from 'zod'
import type { CaseDefinition, CompiledDeadline } from '../definition/case-definition.js'
import type { Disclosure, Entry } from '../journal/entry.js'
import { assertJson, contextLimits } from '../json/assert-json.js'
import type { JsonObject } from '../json/json.js'
import type { ActorId, PartyId } from '../ports/party.js'
import { commitData, discloseData } from '../privacy/commit.js'
import type { Applied } from './apply.js'
import type { DeadlineState } from './case-state.js'
import { calendarFor, movedTo } from './deadline-dates.js'
import { deadlinesAfter } from './deadlines.js'
import { advance } from './decide.js'
import type { CaseState, Clock, Decision, MachineState, PreparedData } from './decision.js'
import type { Prepared, PrepareOptions } from './prepare.js'
import { schemaDenial } from './schema-issues.js'

/** Who signs an administrative act, and in whose name. */
export interface Signature {
  readonly by: PartyId
  /** The human who signs; the two signatures of an act are of two humans. */
  readonly actor: ActorId
}

/** What every administrative act 行政更正 carries: why, and who stands for it. */
export interface AdminAct {
  readonly ground: string
  readonly signatures: readonly [Signature, Signature]
  readonly commandId: string
}

/** A correction of what a case holds; prepared by {@link prepareCorrection}. */
export interface Correction extends AdminAct {
  readonly patch: PreparedData
}

/** An erasure of personal values: which fields of which entries. */
export interface Erasure extends AdminAct {
  readonly erased: readonly { readonly seq: number; readonly path: string }[]
}

/** A restriction of personal values, or the end of one: which fields of which entries. */
export interface Restriction extends AdminAct {
  readonly restricted?: Erasure['erased'] | undefined
  /** Until when the values have to be kept (epoch ms); null where no end is set. */
  readonly until?: number | null | undefined
  readonly lifted?: Erasure['erased'] | undefined
}

/** An open deadline whose date moves with a calendar edition. Instants are epoch ms. */
export interface MovedDeadline {
  readonly name: string
  readonly key: string
  readonly n: number
  readonly from: number
  readonly to: number
  readonly provisional: boolean
}

const patchSchemas = new WeakMap<CaseDefinition, z.ZodObject>()

/** The schema of a correction: the context, every root field optional, nothing else. */
function patchSchema(definition: CaseDefinition): z.ZodObject {
  let schema = patchSchemas.get(definition)
  if (schema === undefined) {
    schema = definition.context.partial().strict()
    patchSchemas.set(definition, schema)
  }
  return schema
}

/**
 * Reads the corrected root fields of a context: each as its schema wants it, and the whole context still valid with them.
 * Pure but for `salt`.
 *
 * @example
 * import { errand, errandOpened, paperCase } from '@convoke/core/testing'
 * const { definition, state } = paperCase(errand, errandOpened)
 * prepareCorrection(definition, state, { topic: 7 }, { salt: () => '0'.repeat(32), subject: 'rc:chunshen' })
 * // => { ok: false, denial: { code: 'input/schema', … } }
 */
export function prepareCorrection(
  definition: CaseDefinition,
  state: CaseState,
  raw: unknown,
  options: PrepareOptions,
): Prepared {
  const check = assertJson(raw, options.limits ?? contextLimits)
  if (!check.ok) return { ok: false, denial: { code: check.code, details: { at: check.path, fault: check.fault } } }
  const schema = patchSchema(definition)
  const parsed = schema.safeParse(raw)
  if (!parsed.success) return { ok: false, denial: schemaDenial(parsed.error, { schema, raw }) }
  const data = commitData(schema, parsed.data, { salt: options.salt, subject: options.subject })
  const { parameters: _, ...context } = state.machine.context
  const corrected = { ...context, ...data.seen }
  const whole = definition.context.safeParse(corrected)
  if (whole.success) return { ok: true, data }
  return { ok: false, denial: schemaDenial(whole.error, { schema: definition.context, raw: corrected }) }
}

/**
 * Corrects what a case holds, after the deadlines that are due: an entry with its ground and two signatures, never an
 * edited row. The machine stays in its state; deadlines, roles and duties follow the corrected context. Pure.
 *
 * @example
 * import { errand, errandOpened, paperCase } from '@convoke/core/testing'
 * const { definition, state, clock } = paperCase(errand, errandOpened)
 * const signatures = [{ by: 'town:legal', actor: 'wang' }, { by: 'rc:chunshen', actor: 'li' }] as const
 * const patch = prepareCorrection(definition, state, { topic: '停车位' }, { salt: () => '0'.repeat(32), subject: 'rc:chunshen' })
 * if (!patch.ok) throw new Error(patch.denial.code)
 * const act = { ground: 'the topic was mistyped', signatures, commandId: 'correct-1', patch: patch.data }
 * correct(definition, state, act, clock).state.machine.context.topic // => '停车位'
 */
export function correct(definition: CaseDefinition, state: CaseState, act: Correction, clock: Clock): Decision {
  const fired = advance(definition, state, clock)
  const now: Clock = { ...clock, at: Math.max(clock.at, fired.state.lastAt) }
  const applied = applyCorrection(definition, fired.state, act.patch.seen, now)
  const envelope = signed(act)
  const data: PreparedData = {
    seen: { ...envelope, patch: act.patch.seen },
    committed: { ...envelope, patch: act.patch.committed },
    disclosures: act.patch.disclosures.map(disclosure => ({ ...disclosure, path: `/patch${disclosure.path}` })),
  }
  return concluded(fired, applied, 'admin.correct', data, act, now)
}

/**
 * Adopts the calendar edition of `clock` for a case: open deadlines move to the dates that edition gives, and the entry
 * lists each. What has fired stays fired, also where the new date lies later. Pure.
 *
 * A deadline that was extended, is suspended, or may have been, keeps its date: one period from its start would forget
 * what was granted since. The entry lists those too.
 *
 * @example
 * import { errand, errandOpened, everyDayCalendar, paperCase } from '@convoke/core/testing'
 * const { definition, state, clock } = paperCase(errand, errandOpened, [{ type: 'submit', by: 'rc:chunshen' }])
 * const signatures = [{ by: 'town:legal', actor: 'wang' }, { by: 'rc:chunshen', actor: 'li' }] as const
 * const act = { ground: 'the holidays of 2027 are published', signatures, commandId: 'adopt-2027' }
 * const { drafts } = adoptCalendar(definition, state, act, { ...clock, calendar: everyDayCalendar('2027') })
 * drafts.map(draft => [draft.type, draft.data.seen.edition]) // => [['admin.adopt-calendar', '2027']]
 */
export function adoptCalendar(definition: CaseDefinition, state: CaseState, act: AdminAct, clock: Clock): Decision {
  const fired = advance(definition, state, { ...clock, calendar: clock.calendar })
  const now: Clock = { ...clock, at: Math.max(clock.at, fired.state.lastAt) }
  const moved: MovedDeadline[] = []
  const kept: { readonly name: string; readonly key: string; readonly n: number }[] = []
  for (const open of fired.state.deadlines) {
    const { name, key, n } = open
    const declared = declaredOf(definition, name)
    if (declared === undefined || open.dueAt === null || open.duration === null || hasFired(open)) continue
    if (open.extensions > 0 || declared.suspended !== undefined) {
      kept.push({ name, key, n })
      continue
    }
    const due = calendarFor(declared, clock.calendar).add(open.startedAt, open.duration)
    if (due.at !== open.dueAt || due.provisional !== open.provisional) {
      moved.push({ name, key, n, from: open.dueAt, to: due.at, provisional: due.provisional })
    }
  }
  const data = { ...signed(act), edition: clock.calendar.edition, moved, kept } as unknown as JsonObject
  const applied = applyAdoption(definition, fired.state, moved, now)
  return concluded(fired, applied, 'admin.adopt-calendar', { seen: data, committed: data, disclosures: [] }, act, now)
}

/**
 * Records that personal values of a case are erased: who decided it and why, and where they stood. The values themselves
 * are deleted beside the journal; the state does not change. Pure.
 *
 * @example
 * import { errand, errandOpened, paperCase } from '@convoke/core/testing'
 * const { definition, state, clock } = paperCase(errand, errandOpened)
 * const signatures = [{ by: 'town:legal', actor: 'wang' }, { by: 'rc:chunshen', actor: 'li' }] as const
 * const act = { ground: 'asked by the person', signatures, commandId: 'erase-1', erased: [{ seq: 1, path: '/opening/phone' }] }
 * recordErasure(definition, state, act, clock).drafts.map(draft => draft.type) // => ['admin.erase']
 */
export function recordErasure(definition: CaseDefinition, state: CaseState, act: Erasure, clock: Clock): Decision {
  return recorded(definition, state, 'admin.erase', { erased: act.erased } as unknown as JsonObject, act, clock)
}

/**
 * Records that personal values of a case are restricted 停止处理: kept because the law wants them kept, and shown to
 * nobody; or that a restriction is lifted. The values themselves are locked beside the journal; the state does not
 * change. Pure.
 *
 * @source Personal Information Protection Law 47 (while a retention period runs, nothing but storage and protection)
 * @example
 * import { errand, errandOpened, paperCase } from '@convoke/core/testing'
 * const { definition, state, clock } = paperCase(errand, errandOpened)
 * const signatures = [{ by: 'town:legal', actor: 'wang' }, { by: 'rc:chunshen', actor: 'li' }] as const
 * const places = [{ seq: 1, path: '/opening/phone' }]
 * const act = { ground: 'asked by the person', signatures, commandId: 'restrict-1', restricted: places }
 * recordRestriction(definition, state, act, clock).drafts.map(draft => draft.type) // => ['admin.restrict']
 * recordRestriction(definition, state, { ...act, restricted: undefined, lifted: places }, clock).drafts[0]?.type
 * // => 'admin.lift'
 */
export function recordRestriction(
  definition: CaseDefinition,
  state: CaseState,
  act: Restriction,
  clock: Clock,
): Decision {
  const { restricted, until = null, lifted = [] } = act
  if (restricted === undefined)
    return recorded(definition, state, 'admin.lift', { lifted } as unknown as JsonObject, act, clock)
  return recorded(definition, state, 'admin.restrict', { restricted, until } as unknown as JsonObject, act, clock)
}

/** An act that is told in the journal and changes no state. */
function recorded(
  definition: CaseDefinition,
  state: CaseState,
  type: 'admin.erase' | 'admin.restrict' | 'admin.lift',
  told: JsonObject,
  act: AdminAct,
  clock: Clock,
): Decision {
  const fired = advance(definition, state, clock)
  const now: Clock = { ...clock, at: Math.max(clock.at, fired.state.lastAt) }
  const data = { ...signed(act), ...told }
  return concluded(
    fired,
    applyNothing(fired.state, now),
    type,
    { seen: data, committed: data, disclosures: [] },
    act,
    now,
  )
}

/**
 * Replays an administrative entry. Not taken where its type is unknown. Pure.
 *
 * @throws ConvokeError `history/undisclosed` when a corrected value the machine reads was erased
 */
export function replayAdmin(
  definition: CaseDefinition,
  state: CaseState,
  entry: Entry,
  disclosures: readonly Disclosure[],
  clock: Clock,
): Applied {
  if (entry.type === 'admin.correct') {
    const patch = discloseData(patchSchema(definition), entry.data.patch as JsonObject, disclosures)
    return applyCorrection(definition, state, patch, clock)
  }
  if (entry.type === 'admin.adopt-calendar') {
    return applyAdoption(definition, state, entry.data.moved as unknown as readonly MovedDeadline[], clock)
  }
  if (['admin.erase', 'admin.restrict', 'admin.lift'].includes(entry.type)) return applyNothing(state, clock)
  return { state, effects: [], taken: false }
}

function applyNothing(state: CaseState, clock: Clock): Applied {
  return { state: { ...state, lastAt: clock.at }, effects: [], taken: true }
}

function applyCorrection(definition: CaseDefinition, state: CaseState, patch: JsonObject, clock: Clock): Applied {
  const persisted = (state.machine as State).toJSON()
  const context = { ...persisted.context, ...patch }
  const machine = definition.machine.restore({ ...persisted, context }) as MachineState
  const settled = state.outcome !== null
  const moved = { machine, entered: [], type: 'admin.correct', settled }
  const open = deadlinesAfter(definition, { deadlines: state.deadlines, counters: state.counters }, moved, clock)
  return { state: { ...state, ...open, machine, lastAt: clock.at }, effects: [], taken: true }
}

function applyAdoption(
  definition: CaseDefinition,
  state: CaseState,
  moved: readonly MovedDeadline[],
  clock: Clock,
): Applied {
  const deadlines = state.deadlines.map(open => {
    const move = moved.find(({ name, key, n }) => name === open.name && key === open.key && n === open.n)
    const declared = declaredOf(definition, open.name)
    if (move === undefined || declared === undefined) return open
    const calendar = calendarFor(declared, clock.calendar)
    const due = { at: move.to, provisional: move.provisional }
    return { ...movedTo(declared, open, due, calendar), calendarEdition: calendar.edition }
  })
  return { state: { ...state, deadlines, lastAt: clock.at }, effects: [], taken: true }
}

function concluded(
  fired: Decision,
  applied: Applied,
  type: string,
  data: PreparedData,
  { signatures: [{ by, actor }], commandId }: AdminAct,
  clock: Clock,
): Decision {
  const draft = {
    ...({ kind: 'admin', at: clock.at, by, actor, role: 'admin', commandId, type, data } as const),
    calendarEdition: clock.calendar.edition,
    after: applied.state,
    effects: applied.effects,
  }
  return { drafts: [...fired.drafts, draft], state: applied.state }
}

/** The ground and the signatures of an act as its entry holds them. */
export function signed({ ground, signatures }: AdminAct): JsonObject {
  return { ground, signatures: signatures.map(({ by, actor }) => ({ by, actor })) }
}

function hasFired(deadline: DeadlineState): boolean {
  return deadline.rungs.some(({ rung, fired }) => rung === 'due' && fired)
}

function declaredOf(definition: CaseDefinition, name: string): CompiledDeadline | undefined {
  return definition.deadlines.find(declared => declared.name === name)
}
