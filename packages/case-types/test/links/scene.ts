// Several case types on one engine, in memory, on a clock that moves only when told.
import {
  type AnyCaseType,
  type AnyCaseView,
  type CaseState,
  caseDefinition,
  type Disclosure,
  type Entry,
  evolve,
  type JsonObject,
  memoryStore,
  nextRungAt,
  type PartyId,
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
  view(id: string): Promise<AnyCaseView>
  /** The case a link of another one stands for. */
  linked(id: string, link: string, key?: string): Promise<AnyCaseView>
  all(): Promise<readonly AnyCaseView[]>
  folded(): Promise<readonly Folded[]>
  /** Lets time run, from clock to clock, until every case is settled; the ids of those that are not by then. */
  silence(): Promise<readonly string[]>
}

const edge = (superior: PartyId, subordinate: PartyId) =>
  ({ superior, subordinate, kind: 'commands', from: 0, to: null }) as const

/** Opens a scene with these case types. */
export function scene(caseTypes: readonly AnyCaseType[]): Scene {
  const store = memoryStore()
  const now = manualClock(monday)
  const engine = createEngine({
    caseTypes: [...caseTypes],
    store,
    now,
    calendar: everyDayCalendar(),
    directory: staticDirectory({
      edges: ['town:office', 'town:squad', 'town:centre'].map(unit => edge('town:meilong', unit)),
      delegations: [],
    }),
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
      const known = await store.cases(undefined, 500)
      return Promise.all(known.map(({ caseId }) => fold(caseId)))
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

  async function fold(caseId: string): Promise<Folded> {
    const stored = await store.entries('default', caseId)
    const disclosures: readonly Disclosure[] = await store.disclosures('default', caseId)
    const entries = stored.map(({ bytes }) => JSON.parse(bytes) as Entry)
    const first = entries[0] as Entry
    const definition = caseDefinition(caseTypes.find(({ name }) => name === first.caseType) as AnyCaseType)
    const facts = { disclosures, calendarOf: () => everyDayCalendar() }
    let state: CaseState | undefined
    for (const entry of entries) state = evolve(definition, state, entry, facts)
    return { id: caseId, caseType: first.caseType, state: state as CaseState, entries }
  }
  return self
}
