import {
  type AnyCaseType,
  type AnyOpenResult,
  type AnySendResult,
  type Append,
  ConvokeError,
  emptyDirectory,
  indexOf,
  memoryStore,
  type OpenOptions,
  type SendOptions,
  viewCase,
} from '@convoke/core'
import { type AuditOptions, auditStore } from './audit-store.js'
import { background } from './background.js'
import { assertAllowed, assertKnown, aText, badOption } from './bad-option.js'
import { calendars } from './calendars.js'
import { isCaseId, newId, referenceOf } from './case-id.js'
import { assertEngineOptions } from './check-options.js'
import { type AdminOptions, adminNames, adminWork, type CorrectOptions } from './correct-case.js'
import { type Deliver, deliveries } from './deliveries.js'
import type { AnyEngine, Engine } from './engine.js'
import { defaultLimits } from './engine-limits.js'
import type { EngineOptions } from './engine-options.js'
import { exportFrom } from './export-case.js'
import { groupCommit } from './group-commit.js'
import { hotCases } from './hot-cases.js'
import { listCases, pageOf, readInbox } from './list-cases.js'
import { type LiveCase, liveCase, type SealedAct, type Step, type Tip } from './live-case.js'
import { loadCase, snapshotText } from './load-case.js'
import { engineClosed, mailboxes } from './mailbox.js'
import { migrateCases } from './migrate-cases.js'
import { openWork } from './open-case.js'
import { type AnyParameters, parameterSettings } from './parameters.js'
import { privacyAct } from './privacy-acts.js'
import { randomSalt } from './random-bytes.js'
import { type ReadOptions, readAs, readDeadlines, readJournal, readView } from './read-case.js'
import { registry } from './registry.js'
import { envelopeFault, knownOfOpen, knownOfSend, readBody } from './request-envelope.js'
import type { Runtime } from './runtime.js'
import { commandWork } from './send-command.js'
import { joinStore } from './store-bus.js'
import { upcoming } from './upcoming.js'
import { refused } from './verdicts.js'
import { bell, watchCases } from './watch.js'

/**
 * Creates an engine: the imperative shell around `decide`. Load, decide in order, commit together, deliver.
 *
 * It does nothing by itself until `start()`; without, call `advance()` to fire deadlines and deliver notices.
 *
 * @throws ConvokeError `engine/bad-option`, `engine/duplicate-case-type`, `engine/link-no-result`, `engine/link-mismatch`,
 * `engine/parameters`, `engine/parameter-authority`, `engine/no-calendar`, `engine/limits`
 * @example
 * import type { CaseEngine } from '@convoke/core'
 * import { errand, errandOpened, everyDayCalendar } from '@convoke/core/testing'
 * const engine: CaseEngine = createEngine({ caseTypes: [errand], calendar: everyDayCalendar() })
 * const opened = await engine.open('errand', errandOpened.opening, { by: 'rc:chunshen' })
 * opened.ok // => true
 */
export function createEngine<const T extends AnyCaseType>(options: EngineOptions<T>): Engine<T> {
  assertEngineOptions(options)
  const store = options.store ?? memoryStore()
  const limits = { ...defaultLimits, ...options.limits }
  for (const [name, value] of Object.entries(limits)) {
    if (Number.isSafeInteger(value) && value > 0) continue
    throw new ConvokeError('engine/limits', `limit "${name}" must be a positive whole number`, {
      details: { limit: name },
    })
  }
  const tenant = options.tenant ?? 'default'
  const clock = options.now ?? Date.now
  const now = () => wholeMoment(clock())
  const emit = options.onEvent
  const known = registry(options.caseTypes)
  const parameters = parameterSettings({
    caseTypes: options.caseTypes,
    settings: (options.parameters ?? {}) as AnyParameters,
    authority: options.authority ?? 'town',
  })
  const { calendar, calendarOf } = calendars(options.caseTypes, options.calendar, options.earlierCalendars ?? [])
  const hot = hotCases({ store, hotCases: limits.hotCases, hotSize: limits.hotSize })
  const moments = upcoming()
  const told = bell()
  const closing = new AbortController()
  let closed: Promise<void> | undefined

  const bus = joinStore(store, (ofTenant, caseId) => {
    hot.forget(ofTenant, caseId)
    told.ring()
    work.nudge()
  })

  const box = mailboxes({
    hot,
    limits,
    load: live => loadCase(runtime, live),
    commit: () => group,
    written,
    emit,
  })
  const group = groupCommit({
    store,
    batchCases: limits.batchCases,
    take: appendOf,
    committed: box.committed,
    conflicted: box.conflicted,
    failed: box.failed,
    emit,
  })

  const runtime: Runtime = {
    ...{ tenant, store, registry: known, parameters, directory: options.directory ?? emptyDirectory },
    ...{ keys: options.keys, calendar, calendarOf, now, salt: randomSalt, limits, hot, mailboxes: box, emit },
    reference: options.reference ?? ((caseType, at, id) => referenceOf(caseType, calendar.localDate(at), id)),
    async read(ofTenant, caseId) {
      const warm = hot.peek(ofTenant, caseId)
      if (warm !== undefined) return warm
      const live = liveCase(ofTenant, caseId)
      await loadCase(runtime, live)
      if (live.saved === null && live.foreign === undefined) return undefined
      if (live.saved !== null) hot.keep(live)
      return live
    },
    view: (live, definition, { state, head }, as, seats) =>
      viewCase(definition, state, {
        ...{ id: live.caseId, seq: head.seq, as, disclosures: live.disclosures ?? [], seats },
        clock: { at: Math.max(now(), state.lastAt), calendar },
      }),
    noteRefusal(live, by, command, code) {
      emit?.({ type: 'refused', caseId: live.caseId, command, by, code })
      // A stranger could otherwise push the refusals of the parties out of the log.
      if (code !== 'missing/case')
        store.refusals.record(live.tenant, live.caseId, { at: now(), by, type: command, code })
    },
  }

  const deliver = deliveries({
    runtime,
    deliver: options.deliver as Deliver | undefined,
    outbox: options.outbox ?? {},
    onRetry: () => work.nudge(),
  })
  const longestSleep = options.longestSleep ?? 1_000
  const work = background({ runtime, deliver, upcoming: moments, longestSleep, clock })

  /** Everything decided and not yet written of one case, as one append. */
  function appendOf(live: LiveCase): Append {
    const steps = live.next
    const tip = live.tip as Tip
    live.flying = steps
    live.flyingTip = tip
    live.writtenEpoch = hot.knownEpoch
    live.next = []
    const acts = steps.length === 1 ? (steps[0] as Step).verdict.acts : steps.flatMap(step => step.verdict.acts)
    // Most appends are one act of a command.
    const only = acts.length === 1 ? (acts[0] as SealedAct) : undefined
    const definition = (live.becomes ?? live.definition) as NonNullable<LiveCase['definition']>
    const snapshot = snapshotText(definition, live.secret, tip)
    live.size = snapshot.length
    return {
      tenant: live.tenant,
      caseId: live.caseId,
      expectedSeq: live.saved?.head.seq ?? 0,
      entries: only === undefined ? acts.map(act => act.stored) : [only.stored],
      head: tip.head,
      disclosures: only?.disclosures ?? acts.flatMap(act => act.disclosures),
      disclosed: only?.disclosed ?? acts.flatMap(act => act.disclosed ?? []),
      snapshot,
      index: indexOf(definition, tip.state),
      notices: only?.notices ?? acts.flatMap(act => act.notices),
      commands: only?.command === undefined ? acts.flatMap(act => act.command ?? []) : [only.command],
    }
  }

  function written(
    live: LiveCase,
    { disclosures, disclosed = [], notices, index, tenant: of, caseId }: Append,
    steps: readonly Step[],
  ): void {
    // What was erased or restricted is forgotten here as well: the case is read again before it is shown again.
    live.epoch = disclosed.length > 0 ? -1 : live.writtenEpoch
    if (disclosures.length > 0) {
      live.disclosures ??= []
      live.disclosures.push(...disclosures)
    }
    if (index.nextRungAt !== null && index.nextRungAt !== live.rungAt) {
      if (index.nextRungAt < moments.next) work.nudge()
      moments.add(index.nextRungAt)
    }
    live.rungAt = index.nextRungAt
    if (notices.length > 0) work.nudge()
    told.ring()
    bus.tell(of, caseId)
    if (emit !== undefined) for (const step of steps) report(live, step)
  }

  function report(live: LiveCase, { verdict }: Step): void {
    for (const { entry } of verdict.acts) {
      const { seq, type, caseType, by } = entry
      if (entry.kind === 'clock')
        emit?.({ type: 'fired', caseId: live.caseId, seq, rung: type, late: Math.max(0, entry.recordedAt - entry.at) })
      else emit?.({ type: 'decided', caseId: live.caseId, caseType, seq, command: type, by })
    }
  }

  async function open(caseType: string, opening: unknown, ask: OpenOptions): Promise<AnyOpenResult> {
    const fault = envelopeFault(ask, knownOfOpen)
    if (fault !== undefined) return fault
    const definition = known.newest(String(caseType))
    if (definition === undefined) {
      return refused({ code: 'input/unknown-case-type', details: { known: known.caseTypes.map(({ name }) => name) } })
    }
    if (ask.id !== undefined && !isCaseId(ask.id)) {
      return refused({
        code: 'input/schema',
        details: {
          issues: [
            { at: '/id', code: 'invalid_format', format: 'case-id', message: 'a case id is a UUID in lower case' },
          ],
        },
      })
    }
    const id = ask.id ?? newId()
    const commandId = ask.commandId ?? id
    const live = hot.borrow(tenant, id)
    // Nobody can have used an id that was made just now, so the store need not be asked.
    if (ask.id === undefined) {
      live.known = true
      live.epoch = hot.knownEpoch
    }
    const { by, actor, at, parameters: turned } = ask
    const ownId = ask.commandId !== undefined || ask.id !== undefined
    return box.post(
      live,
      openWork(runtime, { definition, opening, parameters: turned, by, actor, commandId, ownId, at }),
    )
  }

  function send(id: string, command: unknown, ask: SendOptions): Promise<AnySendResult> {
    try {
      const fault = envelopeFault(ask, knownOfSend)
      if (fault !== undefined) return Promise.resolve(fault)
      const body = readBody(command)
      if ('refusal' in body) return Promise.resolve(body)
      const { by, actor, onBehalfOf, expectedSeq, at } = ask
      const ownId = ask.commandId !== undefined
      const commandId = ask.commandId ?? newId()
      const work = commandWork(runtime, {
        type: body.type,
        data: body.data,
        by,
        actor,
        onBehalfOf,
        commandId,
        ownId,
        expectedSeq,
        at,
      })
      return box.post(hot.borrow(tenant, String(id)), work)
    } catch (error) {
      return Promise.reject(error)
    }
  }

  async function admin(
    id: string,
    ask: AdminOptions & Partial<CorrectOptions>,
    more: readonly string[] = [],
  ): Promise<AnySendResult> {
    assertKnown(ask, [...adminNames, ...more])
    // Without what to correct it would be the adoption of a calendar.
    if (more.includes('patch') && ask.patch === undefined) throw badOption('patch', '{ … }')
    return box.post(hot.borrow(tenant, id), adminWork(runtime, ask))
  }

  /** A closed engine says the same to whoever reads as to whoever sends. */
  function unclosed(): Runtime {
    if (closed === undefined) return runtime
    throw engineClosed()
  }

  const any: AnyEngine = {
    caseTypes: known.caseTypes,
    open,
    send,
    submit: send,
    case: (id: string) => ({
      id,
      send: (command: object, ask: SendOptions) => send(id, command, ask),
      submit: (body: unknown, ask: SendOptions) => send(id, body, ask),
      view: (ask?: ReadOptions) => any.view(id, ask),
      journal: (ask?: ReadOptions & { readonly from?: number }) => any.journal(id, ask),
      deadlines: (ask?: ReadOptions) => any.deadlines(id, ask),
    }),
    correct: (id: string, ask) => admin(id, ask, ['patch']),
    adoptCalendar: (id: string, ask) => admin(id, ask),
    migrate: (query, ask) => migrateCases(unclosed(), query, ask),
    view: async (id, ask = {}) => readView(unclosed(), String(id), ask),
    inbox: async party => readInbox(unclosed(), party),
    journal: (id, ask = {}) => readJournal(unclosed(), String(id), ask),
    deadlines: async (id, ask = {}) => readDeadlines(unclosed(), String(id), ask),
    list: async (query, ask) => listCases(unclosed(), query, ask),
    watch(query = {}, ask = {}) {
      assertAllowed(query, { caseType: aText })
      const { signal } = readAs(ask, ['after', 'signal'])
      const both = signal === undefined ? closing.signal : AbortSignal.any([signal, closing.signal])
      return watchCases(runtime, { ...query, ...ask, signal: both }, { bell: told, poll: longestSleep })
    },
    erase: async (of, ask) => privacyAct(unclosed(), of, 'erase', ask),
    restrict: async (of, ask) => privacyAct(unclosed(), of, 'restrict', ask),
    liftRestriction: async (of, ask) => privacyAct(unclosed(), of, 'lift', ask),
    exportCase: async (id, ask = {}) => exportFrom(unclosed(), String(id), ask),
    refusals: async (id: string) => unclosed().store.refusals.read(tenant, String(id)),
    outbox: {
      waiting: async ask => unclosed().store.outbox.waiting({ tenant, ...pageOf(ask) }),
      dead: async ask => unclosed().store.outbox.dead({ tenant, ...pageOf(ask) }),
      async retry(id) {
        const found = await unclosed().store.outbox.retry(String(id), tenant)
        if (found) work.nudge()
        return found
      },
    },
    async advance(until) {
      unclosed()
      if (until !== undefined && !Number.isSafeInteger(until))
        throw notAnInstant('advance takes whole milliseconds since 1970', until)
      return work.advance(until)
    },
    start() {
      unclosed()
      work.start()
    },
    stop: () => work.stop(),
    audit: async (ask?: AuditOptions) => auditStore(unclosed(), ask ?? {}),
    close() {
      closed ??= shut()
      return closed
    },
    async [Symbol.asyncDispose]() {
      await any.close()
    },
  }

  async function shut(): Promise<void> {
    closing.abort()
    box.shut()
    await work.stop()
    bus.leave()
    await store.close()
  }

  // The typed face is the same object: its types come from the case types, which the compiler cannot follow through them.
  return any as unknown as Engine<T>
}

/** What a clock tells, where a journal can keep it: a fraction of a millisecond in an entry could never be read again. */
function wholeMoment(at: number): number {
  if (Number.isSafeInteger(at)) return at
  throw notAnInstant('the clock of an engine tells whole milliseconds since 1970; round what yours tells', at)
}

function notAnInstant(message: string, at: unknown): ConvokeError {
  return new ConvokeError('engine/not-an-instant', message, { details: { at: String(at) } })
}
