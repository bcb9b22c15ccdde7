import type { AnyCaseType } from '../../definition/case-type.js'
import type { Entry } from '../../journal/entry.js'
import type { JsonObject } from '../../json/json.js'
import type { AnyCaseView, AnySendResult, CaseEngine, SendOptions } from '../../ports/case-engine.js'
import type { Directory } from '../../ports/directory.js'
import type { FileReference } from '../../ports/roll.js'
import { staticDirectory } from '../../ports/static-directory.js'
import type { WorkingCalendar } from '../../ports/working-calendar.js'
import { everyDayCalendar } from '../every-day-calendar.js'
import { holds, type Law, LawBroken } from '../law.js'
import { type ManualClock, manualClock } from '../manual-clock.js'
import { errand } from './errand.js'
import { gathering } from './gathering.js'
import { poll } from './poll.js'
import { relay } from './relay.js'
import { visit } from './visit.js'

/** A notice as an engine hands it to its host, as far as the laws look. */
export interface DeliveredNotice {
  readonly id: string
  readonly type: string
  readonly to: readonly string[]
  readonly params: JsonObject
}

/** What an engine is built from, for a law. Nothing runs in the background: the law calls `advance`. */
export interface EngineSetting {
  readonly caseTypes: readonly AnyCaseType[]
  readonly calendar: WorkingCalendar
  readonly directory: Directory
  readonly now: ManualClock
  /** Throwing or rejecting asks for another delivery. */
  readonly deliver: (notice: DeliveredNotice) => unknown
}

/** Builds an engine on empty data; each call is independent of the others. */
export type OpenEngine = (setting: EngineSetting) => Promise<CaseEngine>

/** A {@link Law} of engines, ours or a durable host's. */
export type EngineLaw = Law<OpenEngine>

/** Monday 5 January 2026, 09:00 UTC: when every law begins. */
export const monday = Date.UTC(2026, 0, 5, 9)
export const hour = 3_600_000

/** An engine in a law's hands. */
export interface Scene {
  readonly engine: CaseEngine
  readonly now: ManualClock
  /** Everything delivered so far, in order. */
  readonly delivered: DeliveredNotice[]
  /** Makes the next deliveries fail, while it returns true. */
  failing: (notice: DeliveredNotice) => boolean
  /** Opens an errand of `rc` with invitees `a`, `b` and `c`. */
  open(opening?: JsonObject, options?: JsonObject): Promise<string>
  /** Opens an errand and submits it. */
  invite(opening?: JsonObject, options?: JsonObject): Promise<string>
  send(id: string, type: string, by: string, data?: JsonObject, options?: Partial<SendOptions>): Promise<AnySendResult>
  /** Sends what must be accepted. */
  sent(id: string, type: string, by: string, data?: JsonObject, options?: Partial<SendOptions>): Promise<Entry>
  /** Sends what must be refused, and tells the code. */
  refused(id: string, type: string, by: string, data?: JsonObject, options?: Partial<SendOptions>): Promise<string>
  view(id: string, as?: string): Promise<AnyCaseView>
  entries(id: string, as?: string): Promise<Entry[]>
}

const rollOf = (digit: string): FileReference => ({
  sha256: digit.repeat(64),
  size: 120,
  mediaType: 'text/csv',
  uri: `urn:roll:${digit}`,
})

/** Two voters, `flat:0` with 60 and `flat:1` with 90 of area. */
export const theRoll = rollOf('1')
/** One voter, `flat:1` with 40. */
export const secondRoll = rollOf('2')

/** Who may act for whom, who commands whom, and who is on which roll, in every law. */
const directory = staticDirectory({
  edges: [
    { superior: 'town', subordinate: 'a', kind: 'commands', from: 0, to: null },
    { superior: 'town', subordinate: 'b', kind: 'commands', from: 0, to: null },
    { superior: 'town', subordinate: 'c', kind: 'commands', from: 0, to: null },
  ],
  delegations: [{ id: 'd1', principal: 'a', delegate: 'a/deputy', from: monday, to: monday + 2 * hour }],
  rolls: {
    [theRoll.sha256]: {
      'flat:0': { index: 0, weights: { area: 60 } },
      'flat:1': { index: 1, weights: { area: 90 } },
    },
    [secondRoll.sha256]: { 'flat:1': { index: 0, weights: { area: 40 } } },
  },
})

/** A law about one engine; whatever happens, it is closed. */
export function engineLaw(name: string, check: (scene: Scene) => Promise<void>): EngineLaw {
  return { name, check: openEngine => withEngine(openEngine, check) }
}

/** Builds an engine for a law, hands it over, and closes it whatever happens. */
export async function withEngine<Result>(
  openEngine: OpenEngine,
  use: (scene: Scene) => Promise<Result>,
): Promise<Result> {
  const now = manualClock(monday)
  const delivered: DeliveredNotice[] = []
  const receiver: Pick<Scene, 'failing'> = { failing: () => false }
  const deliver = (notice: DeliveredNotice) => {
    if (scene.failing(notice)) throw new Error('the receiver is away')
    delivered.push(notice)
  }
  const setting = {
    caseTypes: [errand, relay, poll, gathering, visit],
    calendar: everyDayCalendar(),
    directory,
    now,
    deliver,
  }
  const engine = await openEngine(setting)
  const scene: Scene = Object.assign(receiver, sceneOf(engine, now, delivered))
  try {
    return await use(scene)
  } finally {
    await engine.close()
  }
}

function sceneOf(engine: CaseEngine, now: ManualClock, delivered: DeliveredNotice[]): Omit<Scene, 'failing'> {
  const scene: Omit<Scene, 'failing'> = {
    engine,
    now,
    delivered,
    async open(opening = {}, options = {}) {
      const whole = { topic: 'parking', convener: 'rc', invitees: ['a', 'b', 'c'], ...opening }
      const result = await engine.open('errand', whole, { by: 'rc', ...options })
      if (!result.ok) throw new LawBroken(`an errand should open, not be refused with ${result.refusal.code}`)
      return result.case.id
    },
    async invite(opening, options) {
      const id = await scene.open(opening, options)
      await scene.sent(id, 'submit', 'rc')
      return id
    },
    send: (id, type, by, data = {}, options = {}) => engine.submit(id, { type, ...data }, { by, ...options }),
    async sent(id, type, by, data, options) {
      const result = await scene.send(id, type, by, data, options)
      if (!result.ok) throw new LawBroken(`${by} should be able to ${type}, not be refused with ${result.refusal.code}`)
      return result.entry
    },
    async refused(id, type, by, data, options) {
      const result = await scene.send(id, type, by, data, options)
      holds(!result.ok, `${by} should not be able to ${type}`)
      return result.refusal.code
    },
    async view(id, as) {
      const view = await engine.view(id, as === undefined ? {} : { as })
      if (view === undefined) throw new LawBroken(`the case should show itself to ${as ?? 'the host'}`)
      return view
    },
    async entries(id, as) {
      const entries: Entry[] = []
      for await (const entry of engine.journal(id, as === undefined ? {} : { as })) entries.push(entry)
      return entries
    },
  }
  return scene
}
