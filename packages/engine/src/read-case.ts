import {
  type AnyCaseView,
  type CaseDefinition,
  type CaseIndex,
  ConvokeError,
  type DeadlineState,
  type Disclosure,
  type Entry,
  type ExplainedDeadline,
  type Head,
  hiddenParties,
  isCheckpoint,
  type JsonObject,
  type PartyId,
  redact,
  rolesOf,
  type Seats,
  type Viewer,
  withoutParties,
} from '@convoke/core'
import { assertKnown, assertReader, badOption } from './bad-option.js'
import { directorySeats } from './directory-facts.js'
import { type ForeignCase, foreignCase, type LiveCase, liveCase } from './live-case.js'
import { entryOf } from './read-entry.js'
import type { Runtime } from './runtime.js'
import { unknownVersion } from './verdicts.js'

/** Whose eyes; left out: those of the trusted host, who sees everything. Given and naming nobody is an error. */
export interface ReadOptions {
  readonly as?: PartyId
}

/** The options of who reads, when nothing else is among them. */
export function readAs<T extends ReadOptions>(ask: T, more: readonly (keyof T & string)[] = []): T {
  assertKnown(ask, ['as', ...more])
  assertReader(ask)
  return ask
}

/** The case as a party may see it; undefined for a stranger and for a case that does not exist. */
export async function readView(runtime: Runtime, id: string, ask: ReadOptions): Promise<AnyCaseView | undefined> {
  const { as } = readAs(ask)
  const live = await runtime.read(runtime.tenant, id)
  return live === undefined ? undefined : viewOf(runtime, live, as, await seatsOf(runtime, live, as))
}

/**
 * A case to be read among others: one that can no longer be folded must not keep the others from being read, so that it
 * is left readable from its index. Undefined where there is none.
 */
export async function readAmongOthers(runtime: Runtime, tenant: string, caseId: string): Promise<LiveCase | undefined> {
  try {
    return await runtime.read(tenant, caseId)
  } catch (error) {
    // A store that does not answer has more to say about the others, too.
    if (!ConvokeError.is(error) || error.code.startsWith('store/')) throw error
    const loaded = await runtime.store.load(tenant, caseId)
    if (loaded === undefined) return undefined
    return { ...liveCase(tenant, caseId), foreign: foreignCase(loaded, error.code) }
  }
}

/** The lines of a party on the rolls of a case, where it has any. */
export function seatsOf(
  runtime: Runtime,
  { definition, saved }: LiveCase,
  as: PartyId | undefined,
): Promise<Seats | undefined> | undefined {
  if (definition === undefined || saved === null) return undefined
  return directorySeats(runtime.directory, definition, saved.state.machine, as, runtime.now)
}

/** {@link readView} of a case that is in memory. */
export function viewOf(
  runtime: Runtime,
  live: LiveCase,
  as: PartyId | undefined,
  seats?: Seats | undefined,
): AnyCaseView | undefined {
  if (!isParty(live, as, seats)) return undefined
  if (live.foreign !== undefined) return foreignView(live.caseId, live.foreign, as)
  const { definition, saved } = live
  if (definition === undefined || saved === null) return undefined
  return runtime.view(live, definition, saved, as, seats)
}

/** Whether a case shows itself to these eyes at all. */
function isParty(live: LiveCase, as: PartyId | undefined, seats?: Seats | undefined): boolean {
  if (as === undefined) return true
  if (live.foreign !== undefined) return live.foreign.parties.has(as)
  return (
    live.definition !== undefined &&
    live.saved !== null &&
    rolesOf(live.definition, live.saved.state, as, seats).length > 0
  )
}

/** What can be said of a case without its definition: what its index says, and no data, for nobody knows what is marked. */
function foreignView(id: string, { index, head }: ForeignCase, as: PartyId | undefined): AnyCaseView {
  return viewOfIndex(id, index, head, as)
}

/** A view from an index alone. Nobody knows which roles hide their holders, so that a party sees only itself. */
export function viewOfIndex(id: string, index: CaseIndex, head: Head, as: PartyId | undefined): AnyCaseView {
  const { reference, caseType, version, openedAt, settledAt, outcome, states } = index
  const parties = as === undefined ? index.parties : index.parties.filter(({ party }) => party === as)
  const roles = (as !== undefined && parties[0]?.roles) || []
  const rest = { data: {}, parameters: {}, deadlines: [], allowed: [] }
  return {
    id,
    reference,
    caseType,
    version,
    seq: head.seq,
    openedAt,
    settledAt,
    outcome,
    states,
    parties,
    roles,
    ...rest,
  }
}

/**
 * The open deadlines with the rule behind each date; empty for a stranger.
 *
 * @throws ConvokeError `history/unknown-version` for a case whose version is not registered
 */
export async function readDeadlines(
  runtime: Runtime,
  id: string,
  ask: ReadOptions,
): Promise<readonly ExplainedDeadline[]> {
  const { as } = readAs(ask)
  const live = await runtime.read(runtime.tenant, id)
  if (live === undefined || !isParty(live, as, await seatsOf(runtime, live, as))) return []
  // Nobody knows what a case of a version that is not registered owes: an empty list would say that it owes nothing.
  if (live.foreign !== undefined) throw unknownVersion(live)
  const { definition, saved } = live
  if (definition === undefined || saved === null) return []
  const views = runtime.view(live, definition, saved, as).deadlines
  return views.map(view => {
    const open = saved.state.deadlines.find(
      ({ name, key, n }) => name === view.name && key === view.key && n === view.n,
    )
    const declared = definition.deadlines.find(({ name }) => name === view.name)
    // A date that was extended or suspended is no longer one period from its start, so one sum would not explain it.
    const isPlain = open?.duration != null && open.dueAt !== null && open.extensions === 0
    let explanation: ExplainedDeadline['explanation'] = null
    if (isPlain) {
      const sum = runtime.calendarOf(open.calendarEdition, declared?.desk).explain(open.startedAt, open.duration)
      if (sum.due === open.dueAt) explanation = sum
    }
    const moved = explanation === null && open !== undefined ? movedBy(open) : undefined
    return { ...view, source: declared?.source ?? null, explanation, ...(moved && { moved }) }
  })
}

/** What took a date away from one period after its start. */
function movedBy({ duration, dueAt, extensions }: DeadlineState): ExplainedDeadline['moved'] {
  if (dueAt === null) return undefined
  if (duration === null) return 'fixed'
  return extensions > 0 ? 'extended' : 'resumed'
}

/** How many entries are read from the store at a time. */
const pageSize = 200

/**
 * The entries of a case in order, each with what these eyes may see. Nothing for a stranger. For the host, also those of
 * a case that can no longer be folded: somebody has to find out why.
 */
export async function* readJournal(
  runtime: Runtime,
  id: string,
  ask: ReadOptions & { readonly from?: number | undefined },
): AsyncGenerator<Entry> {
  const { as, from = 1 } = readAs(ask, ['from'])
  if (!Number.isSafeInteger(from)) throw badOption('from', '1, 2, …')
  const { store, tenant } = runtime
  const sight = as === undefined ? await hostSight(runtime, id) : await partySight(runtime, id, as)
  if (sight === undefined) return
  const disclosures = await store.disclosures(tenant, id)
  for (let next = from; ; ) {
    const page = await store.entries(tenant, id, next, pageSize)
    for (const stored of page) yield shownEntry(sight, entryOf(stored), disclosures)
    if (page.length < pageSize) return
    next += page.length
  }
}

/** Through whose eyes entries of a case are seen, and by which definitions. */
export interface Sight {
  /** The version of an entry; undefined for one that is not registered: then nobody knows what is marked. */
  readonly definitionOf: (entry: Entry) => CaseDefinition | undefined
  /** The version the case is of now; stands in for one that is not registered where roles are asked for. */
  readonly current?: CaseDefinition | undefined
  /** Undefined for the host. */
  readonly as: PartyId | undefined
  readonly viewer: Viewer
  /** Parties whose presence these eyes may not learn. */
  readonly hidden: ReadonlySet<PartyId>
}

async function hostSight({ store, tenant, registry }: Runtime, id: string): Promise<Sight | undefined> {
  const loaded = await store.load(tenant, id)
  if (loaded === undefined) return undefined
  const definitionOf = (entry: Entry) => registry.version(entry.caseType, entry.version)
  return { definitionOf, as: undefined, viewer: 'host', hidden: new Set() }
}

async function partySight(runtime: Runtime, id: string, as: PartyId): Promise<Sight | undefined> {
  const live = await runtime.read(runtime.tenant, id)
  return live === undefined ? undefined : sightOf(runtime, live, as, await seatsOf(runtime, live, as))
}

/** The sight of a party, or of the host, on a case in memory; undefined for a stranger. */
export function sightOf(
  { registry }: Runtime,
  live: LiveCase,
  as: PartyId | undefined,
  seats?: Seats | undefined,
): Sight | undefined {
  if (!isParty(live, as, seats)) return undefined
  const { definition, saved } = live
  const roles =
    as === undefined || definition === undefined || saved === null ? [] : rolesOf(definition, saved.state, as, seats)
  const definitionOf = (entry: Entry) =>
    as === undefined || live.foreign === undefined ? registry.version(entry.caseType, entry.version) : undefined
  const eyes = as === undefined ? undefined : { party: as, roles }
  const hidden =
    definition === undefined || saved === null ? new Set<PartyId>() : hiddenParties(definition, saved.state, eyes)
  return { definitionOf, current: definition, as, viewer: as === undefined ? 'host' : roles, hidden }
}

/**
 * An entry for these eyes: marked values opened where they may be seen and absent where not, and without the name of the
 * human who acted for another party. The host sees all that was not erased. To verify a chain, export it instead: what
 * is opened or left out no longer has the hash.
 */
export function shownEntry(sight: Sight, entry: Entry, disclosures: readonly Disclosure[]): Entry {
  const { definitionOf, as, viewer, hidden } = sight
  const definition = definitionOf(entry)
  const unknown = as === undefined ? entry.data : {}
  const shown = definition === undefined ? unknown : shownData(definition, entry, viewer, disclosures)
  const data = withoutParties(as === undefined ? shown : withoutSigners(shown, as), hidden)
  const { actor, onBehalfOf, ...rest } = entry
  const isOwn = as === undefined || entry.by === as
  return {
    ...rest,
    ...(isOwn && actor !== undefined ? { actor } : {}),
    ...(onBehalfOf !== undefined && isNamed(sight, entry, onBehalfOf) ? { onBehalfOf } : {}),
    by: isNamed(sight, entry, entry.by) ? entry.by : `hidden:${entry.role}`,
    data,
  }
}

/** The signatures of an administrative act name the humans who signed for others no more than an entry does. */
function withoutSigners(data: JsonObject, as: PartyId): JsonObject {
  const { signatures } = data
  if (!Array.isArray(signatures)) return data
  return { ...data, signatures: signatures.map(one => (one.by === as ? one : { by: one.by })) }
}

/**
 * Whether an entry may name a party to these eyes: as it is in the case now, or in the role it acted in then. A role that
 * nobody knows, of a version that is not registered, may hide its holder.
 */
export function isNamed({ definitionOf, current, as, viewer, hidden }: Sight, entry: Entry, party: PartyId): boolean {
  if (as === undefined || party === as || viewer === 'host') return true
  if (hidden.has(party)) return false
  const known = definitionOf(entry)
  const role = (known ?? current)?.roles.find(({ name }) => name === entry.role)
  if (known === undefined && role === undefined) return party === 'clock' || party.startsWith('case:')
  const seenBy = role?.seenBy ?? null
  return seenBy === null || seenBy.some(role => viewer.includes(role))
}

function shownData(
  definition: CaseDefinition,
  entry: Entry,
  viewer: Viewer,
  disclosures: readonly Disclosure[],
): JsonObject {
  const own = disclosures.filter(({ seq }) => seq === entry.seq)
  const { data } = entry
  if (isCheckpoint(entry)) return shownCheckpoint(definition, data, viewer, disclosures)
  if (entry.type === 'case.started' || entry.type === 'case.joined') {
    return { ...data, opening: redact(definition.opening, data.opening, viewer, own) }
  }
  if (entry.kind === 'admin' && data.patch !== undefined) {
    return { ...data, patch: redact(definition.context, data.patch, viewer, own) }
  }
  const schema = entry.kind === 'command' ? definition.commands.get(entry.type)?.schema : undefined
  if (schema === undefined) return data
  const { facts, ...fields } = data
  const shown = redact(schema, fields, viewer, own) as JsonObject
  return facts === undefined ? shown : { ...shown, facts }
}

/** Its personal values may be those of earlier entries. */
function shownCheckpoint(
  definition: CaseDefinition,
  data: JsonObject,
  viewer: Viewer,
  disclosures: readonly Disclosure[],
): JsonObject {
  const { machine, ...state } = data.state as JsonObject
  const { context, ...place } = machine as JsonObject
  const shown = redact(definition.context, context, viewer, disclosures)
  return { ...data, state: { ...state, machine: { ...place, context: shown } } }
}
