// The real thing of model-based runs: a case in an engine, or its journal in a store.
import {
  type AnyCaseType,
  type AnyCaseView,
  type Append,
  advance,
  type CaseEngine,
  type CaseStore,
  type Decision,
  type Directory,
  type Draft,
  type Entry,
  emptyDirectory,
  indexOf,
  type JsonObject,
  join,
  prepareOpening,
  type Refusal,
  receive,
  seal,
  snapshotOf,
  viewCase,
} from '@convoke/core'
import {
  caseWalk,
  holds,
  LawBroken,
  manualClock,
  type OpenEngine,
  type Opened,
  paperCase,
  same,
} from '@convoke/core/testing'
import type { HistoryOptions } from './history-of.js'
import { openingsOf } from './history-of.js'
import { type PaperModel, record, type SentCommand } from './paper-model.js'

/** What a real case answers to a command. */
export type RealAnswer =
  | { readonly ok: true; readonly replayed: boolean }
  | { readonly ok: false; readonly code: string }

/** A real case that is sent what the model is sent. Each act fails with `LawBroken` where it differs from the model. */
export interface CaseUnderTest {
  /** Sends a command that the rules decide so, and puts what came of it on the model's record. */
  send(model: PaperModel, command: SentCommand, decision: Decision): Promise<RealAnswer>
  /** Sends an accepted command once more: nothing new may come of it. Absent where there are no commands, as in a store. */
  again?(model: PaperModel, command: SentCommand): Promise<void>
  /** Time has passed: what fell due is on record. */
  waited(model: PaperModel): Promise<void>
}

/** What a model-based run begins with, for `fc.asyncModelRun`: a case on paper, and the same case for real. */
export interface ModelSetup {
  (): Promise<{ model: PaperModel; real: CaseUnderTest }>
  /** Closes whatever was opened so far. */
  close(): Promise<void>
}

/** What model-based runs take for granted. */
export interface ModelOptions extends Pick<HistoryOptions, 'openings' | 'data' | 'calendar'> {
  /** Who may act for whom, who stands over whom, who is on which roll. Default: nobody. */
  readonly directory?: Directory | undefined
  /** Case types that links lead to. */
  readonly linked?: readonly AnyCaseType[] | undefined
}

/** Monday 5 January 2026, 09:00 UTC. */
const monday = Date.UTC(2026, 0, 5, 9)

/** The first opening, on paper, at the time a run begins. */
export function modelOf(caseType: AnyCaseType, options: ModelOptions): PaperModel {
  const [opened] = (options.openings ?? openingsOf(caseType)) as readonly [Opened]
  const walk = caseWalk(caseType, options)
  const now = manualClock(opened.at ?? monday)
  const { state, drafts } = paperCase(caseType, { ...opened, at: now() }, [], { calendar: walk.calendar })
  const directory = options.directory ?? emptyDirectory
  return { walk, now, directory, opened, state, drafts: [...drafts], sent: 0, accepted: undefined }
}

/**
 * Begins model-based runs against an engine: for each, a new engine on empty data, with the first of `openings`.
 *
 * @param open builds an engine from what it is given: case types, calendar, directory, a clock that stands still
 * @example
 * // not executed: it needs an engine
 * import * as fc from 'fast-check'
 * const setup = againstEngine(errand, async setting => createEngine({ ...setting, store: memoryStore() }))
 * const runs = fc.asyncProperty(fc.commands(commandsOf(errand)), commands => fc.asyncModelRun(setup, commands))
 * await fc.assert(runs.afterEach(setup.close))
 */
export function againstEngine(caseType: AnyCaseType, open: OpenEngine, options: ModelOptions = {}): ModelSetup {
  return setupOf(async closing => {
    const model = modelOf(caseType, options)
    const engine = await open({
      caseTypes: [caseType, ...(options.linked ?? [])],
      calendar: model.walk.calendar,
      directory: model.directory,
      now: model.now,
      deliver: () => {},
    })
    closing.push(() => engine.close())
    const id = await openedIn(engine, caseType, model.opened)
    return { model, real: caseInEngine(engine, id) }
  })
}

/** Opens a case in an engine; its id. */
export async function openedIn(
  engine: CaseEngine,
  { name }: AnyCaseType,
  { opening, by, parameters }: Opened,
): Promise<string> {
  const result = await engine.open(name, opening, { by, ...(parameters === undefined ? {} : { parameters }) })
  if (!result.ok) throw new LawBroken(`the engine refuses an opening that the rules accept: ${codeOf(result.refusal)}`)
  return result.case.id
}

function caseInEngine(engine: CaseEngine, id: string): CaseUnderTest {
  const caughtUp = async (model: PaperModel, expected: readonly Draft[]) => {
    await engine.advance()
    const from = model.drafts.length + 1
    const waiting = [...expected]
    for await (const entry of engine.journal(id, { from })) {
      if (waiting.length === 0) waiting.push(...unasked(model, entry))
      const draft = waiting.shift()
      holds(draft !== undefined, `the engine writes "${entry.type}" that the rules do not know of`)
      same(summaryOf(entry), summaryOf(draft), `entry ${entry.seq}`)
      record(model, [draft])
    }
    const missing = [...waiting, ...fallenDue(model)]
    holds(missing.length === 0, `the engine does not write ${missing.map(({ type }) => type).join(', ')}`)
    const view = await engine.view(id)
    holds(view !== undefined, 'the host sees the case')
    same(seenIn(view), seenIn(paperView(model)), `the case after entry ${model.drafts.length}`)
  }
  return {
    async send(model, { type, by, onBehalfOf, data, commandId }, decision) {
      const options = { by, commandId, ...(onBehalfOf === undefined ? {} : { onBehalfOf }) }
      const result = await engine.submit(id, { type, ...data }, options)
      await caughtUp(model, decision.drafts)
      return result.ok ? { ok: true, replayed: result.replayed } : { ok: false, code: result.refusal.code }
    },
    async again(model, { type, by, onBehalfOf, data, commandId }) {
      const options = { by, commandId, ...(onBehalfOf === undefined ? {} : { onBehalfOf }) }
      const result = await engine.submit(id, { type, ...data }, options)
      holds(result.ok && result.replayed, `"${type}" sent again under its own id is answered as before`)
      await caughtUp(model, [])
    },
    waited: model => caughtUp(model, []),
  }
}

/** What the rules make of an entry that no command led to: the clock, or news of another case. */
export function unasked(model: PaperModel, { type, kind, data, by, commandId, at }: Entry): readonly Draft[] {
  const { definition, calendar } = model.walk
  if (kind === 'clock') return fallenDue(model)
  const clock = { at, calendar }
  if (type === 'case.joined') {
    const { opening, caseId, link, key } = data as Record<string, string> & JsonObject
    const read = prepareOpening(definition, opening, { salt: () => '0'.repeat(32), subject: by })
    if (!read.ok) return []
    const asker = { caseId: caseId as string, link: link as string, key: key as string }
    return join(definition, model.state, { opening: read.data, asker, by, commandId }, clock).drafts
  }
  if (type !== 'case.opened' && type !== 'case.refused' && type !== 'case.settled') return []
  return receive(definition, model.state, { type, data, by, commandId }, clock).drafts
}

function fallenDue({ walk: { definition, calendar }, state, now }: PaperModel): readonly Draft[] {
  return advance(definition, state, { at: Math.max(now(), state.lastAt), calendar }).drafts
}

export function summaryOf({ type, kind, at, by, role, onBehalfOf }: Entry | Draft): object {
  return { type, kind, at, by, role, onBehalfOf }
}

function paperView(model: PaperModel): AnyCaseView {
  const disclosures = model.drafts.flatMap(({ data }, n) => data.disclosures.map(one => ({ ...one, seq: n + 1 })))
  return viewCase(model.walk.definition, model.state, { id: 'paper', seq: model.drafts.length, disclosures })
}

function seenIn({ seq, outcome, states, data, parties, deadlines }: AnyCaseView): object {
  return { seq, outcome, states, data, parties, deadlines }
}

function codeOf({ code, details }: Refusal): string {
  return `${code} ${JSON.stringify(details)}`
}

/**
 * Begins model-based runs against a store: what the rules decide is sealed and appended, an append on a stale head is
 * tried each time, and what is read again must be what was written.
 *
 * @example
 * import { memoryStore } from '@convoke/core'
 * import { errand, errandOpened } from '@convoke/core/testing'
 * import * as fc from 'fast-check'
 * const openings = [errandOpened]
 * const setup = againstStore(errand, async () => memoryStore(), { openings })
 * const runs = fc.asyncProperty(fc.commands(commandsOf(errand)), commands => fc.asyncModelRun(setup, commands))
 * await fc.assert(runs.afterEach(setup.close), { numRuns: 5, seed: 1 })
 */
export function againstStore(
  caseType: AnyCaseType,
  open: () => Promise<CaseStore>,
  options: ModelOptions = {},
): ModelSetup {
  return setupOf(async closing => {
    const model = modelOf(caseType, options)
    const store = await open()
    closing.push(() => store.close())
    const real = caseInStore(store)
    const begun = model.drafts.splice(0)
    await real.write(model, begun)
    return { model, real }
  })
}

function caseInStore(
  store: CaseStore,
): CaseUnderTest & { write(model: PaperModel, drafts: readonly Draft[]): Promise<void> } {
  const [tenant, caseId] = ['default', 'model']
  const written: { readonly bytes: string[]; head: Entry | null } = { bytes: [], head: null }

  const write = async (model: PaperModel, drafts: readonly Draft[]) => {
    if (drafts.length === 0) return
    const { definition } = model.walk
    const expectedSeq = model.drafts.length
    const entries = drafts.map(draft => {
      const sealed = seal(definition, draft, {
        tenant,
        caseId,
        head: written.head,
        recordedAt: draft.at,
        caseSalt: '0'.repeat(32),
      })
      written.head = sealed.entry
      return sealed
    })
    record(model, drafts)
    const { seq, at, hash } = written.head as Entry
    const head = { seq, at, hash }
    const append: Append = {
      tenant,
      caseId,
      expectedSeq,
      entries: entries.map(({ stored }) => stored),
      head,
      disclosures: entries.flatMap(({ disclosures }) => disclosures),
      snapshot: JSON.stringify(snapshotOf(model.state, head)),
      index: indexOf(definition, model.state),
      notices: [],
      commands: [],
    }
    same(await store.append([append]), [{ ok: true }], `the append of entry ${expectedSeq + 1}`)
    written.bytes.push(...entries.map(({ stored }) => stored.bytes))
    const [stale] = await store.append([append])
    const conflict = expectedSeq === 0 ? 'case-exists' : 'head-moved'
    same(stale, { ok: false, conflict, actualSeq: seq }, 'the same append once more')
    const loaded = await store.load(tenant, caseId)
    same(loaded, { head, snapshot: append.snapshot, index: append.index }, `what is loaded after entry ${seq}`)
    const read = await store.entries(tenant, caseId)
    same(
      read.map(({ bytes }) => bytes),
      written.bytes,
      `the entries up to ${seq}`,
    )
  }
  return {
    write,
    async send(model, _, { drafts, refusal }) {
      await write(model, drafts)
      return refusal === undefined ? { ok: true, replayed: false } : { ok: false, code: refusal.code }
    },
    waited: model => write(model, fallenDue(model)),
  }
}

function setupOf(
  begin: (closing: (() => Promise<void>)[]) => Promise<{ model: PaperModel; real: CaseUnderTest }>,
): ModelSetup {
  const closing: (() => Promise<void>)[] = []
  const close = async () => {
    for (const end of closing.splice(0)) await end()
  }
  return Object.assign(() => begin(closing), { close })
}
