// Plays any case type on the pure core: given, when, then, with a manual clock and a small directory.
import {
  type AnyCaseType,
  type AuthorityEdge,
  activePaths,
  advance,
  allowedFor,
  type CaseState,
  type Clock,
  caseDefinition,
  type Draft,
  decide,
  isStranger,
  type JsonObject,
  type PartyId,
  prepareCommand,
  prepareOpening,
  type Refusal,
  receive,
  resolveParameters,
  rolesOf,
  start,
  type WorkingCalendar,
} from '@convoke/core'
import { everyDayCalendar } from '@convoke/core/testing'
import { type Rolls, smallDirectory } from './directory.js'

/** Monday, 2 March 2026, 09:00 UTC. */
export const monday = Date.UTC(2026, 2, 2, 9)
export const minute = 60_000
export const hour = 60 * minute
export const day = 24 * hour

export interface StageOptions {
  readonly opening: object
  readonly by: PartyId
  readonly parameters?: JsonObject | undefined
  readonly rolls?: Rolls | undefined
  readonly edges?: readonly AuthorityEdge[] | undefined
  /** What the case is called; default 办件2026-1. */
  readonly reference?: string | undefined
  readonly at?: number | undefined
  readonly calendar?: WorkingCalendar | undefined
}

/** A case in play. Every step changes it and hands it back. */
export interface Stage<Context> {
  readonly state: CaseState
  readonly context: Context
  readonly where: readonly string[]
  readonly drafts: readonly Draft[]
  readonly at: number
  readonly outcome: string | null
  readonly result: JsonObject
  /** Sends and expects it to be accepted. */
  send(by: PartyId, type: string, data?: object, options?: { readonly onBehalfOf?: PartyId }): Stage<Context>
  /** Sends and hands back the refusal. */
  refusal(by: PartyId, type: string, data?: object, options?: { readonly onBehalfOf?: PartyId }): Refusal
  /** Sends and tells whether it was accepted; time passes either way. */
  attempt(by: PartyId, type: string, data?: object, options?: { readonly onBehalfOf?: PartyId }): Refusal | undefined
  wait(ms: number): Stage<Context>
  /** Lets the clock run to the named deadline, or the earliest one. */
  lapse(name?: string): Stage<Context>
  news(type: 'case.opened' | 'case.refused' | 'case.settled', data: JsonObject): Stage<Context>
  allowed(party: PartyId): readonly string[]
  /** Commands its roles admit and the state hears, whatever the guards say. */
  handled(party: PartyId): readonly string[]
  roles(party: PartyId): readonly string[]
  told(type: string): readonly { readonly to: readonly PartyId[]; readonly params: JsonObject }[]
  /** Cases of other types that were asked for, newest last. */
  opened(): readonly JsonObject[]
  /** When a running clock is due, epoch ms; null when it rests, undefined when it does not run. */
  due(name: string): number | null | undefined
}

/** Opens a case of a type. Throws where it is refused. */
export function stage<Context>(caseType: AnyCaseType, options: StageOptions): Stage<Context> {
  const definition = caseDefinition(caseType)
  const { opening, by, rolls = {}, edges = [], reference = '办件2026-1', calendar = everyDayCalendar() } = options
  let salts = 0
  const salt = () => (salts++).toString(16).padStart(32, '0')
  let ids = 0
  const prepared = prepareOpening(definition, opening, { salt, subject: by })
  if (!prepared.ok) throw new Error(JSON.stringify(prepared.denial))
  const resolved = resolveParameters(definition, [options.parameters ?? {}])
  if (!resolved.ok) throw new Error(JSON.stringify(resolved.denial))
  let at = options.at ?? monday
  const clock = (): Clock => ({ at, calendar })
  const first = start(
    definition,
    { opening: prepared.data, parameters: resolved.values, reference, by, commandId: 'open' },
    clock(),
  )
  if (first.refusal !== undefined) throw new Error(JSON.stringify(first.refusal))
  let state = first.state
  const drafts: Draft[] = [...first.drafts]

  const directory = smallDirectory(definition, rolls, edges)
  const seatsOf = (party: PartyId) => directory.seats(state.machine, party)
  const pass = (): void => {
    const fired = advance(definition, state, clock())
    drafts.push(...fired.drafts)
    state = fired.state
  }

  const attempt: Stage<Context>['attempt'] = (party, type, data = {}, { onBehalfOf } = {}) => {
    pass()
    const principal = onBehalfOf ?? party
    const delegations =
      onBehalfOf === undefined ? undefined : [{ id: 'd', principal: onBehalfOf, delegate: party, from: 0, to: null }]
    const nobody: Refusal = { code: 'missing/case', details: {}, allowed: [] }
    if (isStranger(definition, state, { by: party, onBehalfOf, delegations, seats: seatsOf(principal) })) return nobody
    const ready = prepareCommand(definition, type, data, { salt, subject: principal })
    if (!ready.ok) return { ...ready.denial, allowed: [] }
    const facts = directory.facts(state.machine, type, ready.data.seen, principal)
    const request = { type, data: ready.data, by: party, onBehalfOf, delegations, facts, commandId: `c${ids++}` }
    const decision = decide(definition, state, request, clock())
    drafts.push(...decision.drafts)
    state = decision.state
    return decision.refusal
  }

  const play: Stage<Context> = {
    get state() {
      return state
    },
    get context() {
      return state.machine.context as unknown as Context
    },
    get where() {
      return activePaths(definition, state.machine)
    },
    get drafts() {
      return drafts
    },
    get at() {
      return at
    },
    get outcome() {
      return state.outcome
    },
    get result() {
      return definition.result?.(state.machine.context, '') ?? {}
    },
    send(party, type, data, more) {
      const refusal = attempt(party, type, data, more)
      if (refusal !== undefined)
        throw new Error(`${type} by ${party} in ${play.where.join()}: ${JSON.stringify(refusal)}`)
      return play
    },
    refusal(party, type, data, more) {
      const refusal = attempt(party, type, data, more)
      if (refusal === undefined) throw new Error(`${type} by ${party} was accepted in ${play.where.join()}`)
      return refusal
    },
    attempt,
    wait(ms) {
      at += ms
      pass()
      return play
    },
    lapse(name) {
      const dues = state.deadlines
        .filter(deadline => name === undefined || deadline.name === name)
        .flatMap(deadline => deadline.rungs.filter(rung => rung.rung === 'due' && !rung.fired).map(rung => rung.at))
      if (dues.length === 0) throw new Error(`no deadline ${name ?? ''} runs in ${play.where.join()}`)
      return play.wait(Math.max(0, Math.min(...dues) - at))
    },
    news(type, data) {
      const decision = receive(definition, state, { type, data, by: 'case:other', commandId: `n${ids++}` }, clock())
      drafts.push(...decision.drafts)
      state = decision.state
      return play
    },
    allowed(party) {
      return allowedFor(definition, state, party, seatsOf(party))
        .filter(({ verdict, command }) => verdict !== 'no' && !command.startsWith('case.'))
        .map(({ command }) => command)
    },
    handled(party) {
      const roles = play.roles(party)
      return [...definition.commands.values()]
        .filter(
          ({ by: admitted, name }) =>
            admitted.some(role => roles.includes(role)) && definition.machine.handles(state.machine as never, name),
        )
        .map(({ name }) => name)
    },
    roles: party => rolesOf(definition, state, party, seatsOf(party)),
    told: type => drafts.flatMap(draft => draft.effects.filter(effect => effect.type === type)),
    opened: () =>
      drafts.flatMap(draft => draft.effects.filter(effect => effect.type === 'case.open').map(({ params }) => params)),
    due: name => state.deadlines.find(deadline => deadline.name === name)?.dueAt,
  }
  return play
}
