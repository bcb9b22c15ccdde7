// Several case types on one engine, in memory, on a clock that moves only when told.
import {
  type AnyCaseType,
  type AnyCaseView,
  type AuthorityEdge,
  type CaseState,
  caseDefinition,
  type Disclosure,
  type Entry,
  evolve,
  type JsonObject,
  type Membership,
  memoryStore,
  nextRungAt,
  type PartyId,
  rosterOf,
  staticDirectory,
} from '@convoke/core'
import { everyDayCalendar, manualClock } from '@convoke/core/testing'
import { type AnyEngine, createEngine } from '@convoke/engine'

/** Monday, 2 March 2026, 09:00 UTC. */
export const monday = Date.UTC(2026, 2, 2, 9)
export const day = 86_400_000

/** A case as a journal folds it. */
export interface Folded {
  readonly id: string
  readonly caseType: string
  readonly state: CaseState
  readonly entries: readonly Entry[]
  /** Who holds which roles. */
  readonly roster: ReadonlyMap<PartyId, readonly string[]>
}

export interface Scene {
  readonly engine: AnyEngine
  readonly now: () => number
  open(caseType: string, opening: object, by: PartyId, parameters?: JsonObject): Promise<string>
  /** Sends what must be accepted, and carries out what follows from it elsewhere. */
  sent(id: string, by: PartyId, type: string, data?: object): Promise<void>
  /** Whether it was accepted. */
  attempt(id: string, by: PartyId, type: string, data?: object): Promise<boolean>
  wait(ms: number): Promise<void>
  /** Lets days pass until the case is in a state; fails when it is not within a year. */
  until(id: string, state: string): Promise<void>
  /** Lets days pass until the case is settled; fails when it is not within a year. */
  settled(id: string): Promise<void>
  view(id: string): Promise<AnyCaseView>
  /** The case a link of another one stands for. */
  linked(id: string, link: string, key?: string): Promise<AnyCaseView>
  all(): Promise<readonly AnyCaseView[]>
  folded(): Promise<readonly Folded[]>
  /** Lets time run, from clock to clock, until every case is settled; the ids of those that are not by then. */
  silence(): Promise<readonly string[]>
}

function edge(superior: PartyId, subordinate: PartyId): AuthorityEdge {
  return { superior, subordinate, kind: 'commands', from: 0, to: null }
}

/** What a scene may have beside its case types. */
export interface SceneOptions {
  /** Who stands over whom. Default: a town over three offices. */
  readonly edges?: readonly AuthorityEdge[]
  readonly rolls?: Readonly<Record<string, Readonly<Record<PartyId, Membership>>>>
  /** Knobs of case types, also of those that links open. */
  readonly parameters?: Readonly<Record<string, JsonObject>>
}

const offices = ['town:office', 'town:squad', 'town:centre'].map(unit => edge('town:meilong', unit))

/** Opens a scene with these case types. */
export function scene(caseTypes: readonly AnyCaseType[], options: SceneOptions = {}): Scene {
  const { edges = offices, rolls = {}, parameters = {} } = options
  const store = memoryStore()
  const now = manualClock(monday)
  const engine = createEngine({
    caseTypes: [...caseTypes],
    store,
    now,
    calendar: everyDayCalendar(),
    directory: staticDirectory({ edges, rolls }),
    parameters,
  } as never) as unknown as AnyEngine
  const self: Scene = {
    engine,
    now,
    async open(caseType, opening, by, parameters) {
      const options = parameters === undefined ? { by } : { by, parameters }
      const result = await engine.open(caseType as never, opening as never, options as never)
      if (!result.ok) throw new Error(`${caseType}: ${JSON.stringify(result.refusal)}`)
      await engine.advance()
      return result.case.id
    },
    async sent(id, by, type, data = {}) {
      const result = await engine.submit(id, { type, ...data }, { by })
      if (!result.ok) {
        const { states } = await self.view(id)
        throw new Error(`${type} by ${by} in ${states.join()}: ${JSON.stringify(result.refusal)}`)
      }
      await engine.advance()
    },
    async attempt(id, by, type, data = {}) {
      const { ok } = await engine.submit(id, { type, ...data }, { by })
      if (ok) await engine.advance()
      return ok
    },
    async wait(ms) {
      now.add(ms)
      await engine.advance()
    },
    async until(id, state) {
      for (let days = 0; days < 365; days++) {
        if ((await self.view(id)).states.includes(state)) return
        await self.wait(day)
      }
      throw new Error(`never in ${state}: ${(await self.view(id)).states.join()}`)
    },
    async settled(id) {
      for (let days = 0; days < 365; days++) {
        if ((await self.view(id)).outcome !== null) return
        await self.wait(day)
      }
      throw new Error(`not settled within a year: ${(await self.view(id)).states.join()}`)
    },
    async view(id) {
      const view = await engine.view(id)
      if (view === undefined) throw new Error(`no case ${id}`)
      return view
    },
    async linked(id, link, key) {
      const found = (await self.folded())
        .find(one => one.id === id)
        ?.state.links.find(one => one.link === link && (key === undefined || one.key === key))
      if (found?.caseId == null) throw new Error(`no case behind ${link} ${key ?? ''}: ${JSON.stringify(found)}`)
      return self.view(found.caseId)
    },
    async all() {
      return (await engine.list({}, { limit: 500 })).items
    },
    async folded() {
      const ids = await store.cases(undefined, 500)
      return Promise.all(ids.map(({ caseId }) => fold(caseId)))
    },
    async silence() {
      for (let step = 0; step < 400; step++) {
        const open = (await self.folded()).filter(({ state }) => state.outcome === null)
        const next = open.flatMap(({ state }) => nextRungAt(state) ?? [])
        if (open.length === 0) return []
        if (next.length === 0) return open.map(({ id }) => id)
        await self.wait(Math.max(day, Math.min(...next) - now()))
      }
      return (await self.folded()).filter(({ state }) => state.outcome === null).map(({ id }) => id)
    },
  }

  /** What is folded already, so that a history is not read anew after each of its steps. */
  const known = new Map<string, Folded>()

  async function fold(caseId: string): Promise<Folded> {
    const before = known.get(caseId)
    const stored = await store.entries('default', caseId)
    if (before !== undefined && before.entries.length === stored.length) return before
    const disclosures: readonly Disclosure[] = await store.disclosures('default', caseId)
    const fresh = stored.slice(before?.entries.length ?? 0).map(({ bytes }) => JSON.parse(bytes) as Entry)
    const entries = [...(before?.entries ?? []), ...fresh]
    const { caseType } = entries[0] as Entry
    const definition = caseDefinition(caseTypes.find(({ name }) => name === caseType) as AnyCaseType)
    const facts = { disclosures, calendarOf: () => everyDayCalendar() }
    let state = before?.state
    for (const entry of fresh) state = evolve(definition, state, entry, facts)
    const folded = state as CaseState
    const one = { id: caseId, caseType, state: folded, entries, roster: rosterOf(definition, folded.machine) }
    known.set(caseId, one)
    return one
  }
  return self
}
