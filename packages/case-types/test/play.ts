// Plays a case of any type on the pure core: given, when, then, with a manual clock and a small directory.
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
  type Facts,
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

/** Monday, 2 March 2026, 09:00 UTC. */
export const monday = Date.UTC(2026, 2, 2, 9)
export const minute = 60_000
export const hour = 60 * minute
export const day = 24 * hour

/** How a play begins. */
export interface Opening {
  readonly opening: object
  readonly by: PartyId
  readonly parameters?: JsonObject | undefined
  readonly edges?: readonly AuthorityEdge[] | undefined
  readonly at?: number | undefined
  readonly calendar?: WorkingCalendar | undefined
}

/** A case in play. `Context` is what its machine sees. */
export interface Play<Context> {
  readonly state: CaseState
  readonly context: Context
  readonly where: readonly string[]
  readonly drafts: readonly Draft[]
  readonly at: number
  readonly outcome: string | null
  /** Sends and expects it to be accepted. */
  send(by: PartyId, type: string, data?: object): Play<Context>
  /** Sends and hands back the refusal. */
  refusal(by: PartyId, type: string, data?: object): Refusal
  /** Sends and tells whether it was accepted; the state moves on either way. */
  attempt(by: PartyId, type: string, data?: object): Refusal | undefined
  wait(ms: number): Play<Context>
  /** Lets the clock run to just after the named deadline, or the earliest one. */
  lapse(name?: string): Play<Context>
  news(type: 'case.opened' | 'case.refused' | 'case.settled', data: JsonObject): Play<Context>
  allowed(party: PartyId): readonly string[]
  /** Commands its roles admit and the state hears, whatever the guards say. */
  handled(party: PartyId): readonly string[]
  roles(party: PartyId): readonly string[]
  /** What was told, oldest first. */
  told(type: string): readonly { readonly to: readonly PartyId[]; readonly params: JsonObject }[]
  /** When a running clock is due, epoch ms; null when it rests, undefined when it does not run. */
  due(name: string): number | null | undefined
}

/** Opens a case and hands it over to be played. */
export function play<Context>(caseType: AnyCaseType, begin: Opening): Play<Context> {
  const definition = caseDefinition(caseType)
  const { opening, by, edges = [], calendar = everyDayCalendar() } = begin
  let salts = 0
  const salt = () => (salts++).toString(16).padStart(32, '0')
  let commandIds = 0
  const prepared = prepareOpening(definition, opening, { salt, subject: by })
  if (!prepared.ok) throw new Error(JSON.stringify(prepared.denial))
  const resolved = resolveParameters(definition, [begin.parameters ?? {}])
  if (!resolved.ok) throw new Error(JSON.stringify(resolved.denial))
  let at = begin.at ?? monday
  const clock = (): Clock => ({ at, calendar })
  const opened = start(
    definition,
    { opening: prepared.data, parameters: resolved.values, reference: '2026-1', by, commandId: 'open' },
    clock(),
  )
  if (opened.refusal !== undefined) throw new Error(JSON.stringify(opened.refusal))
  let state = opened.state
  const drafts: Draft[] = [...opened.drafts]

  const move = (moved: { readonly state: CaseState; readonly drafts: readonly Draft[] }): void => {
    state = moved.state
    drafts.push(...moved.drafts)
  }

  const factsFor = (type: string, data: JsonObject, party: PartyId): Facts | undefined => {
    const lookups = definition.commands.get(type)?.lookups
    if (lookups === undefined) return undefined
    const { context } = state.machine
    const superiors = lookups.commonSuperior?.(context, data, party)
    const authority = lookups.authority?.(context, data, party)
    const answers = <Q, A>(questions: Readonly<Record<string, Q>>, ask: (question: Q) => A) =>
      Object.fromEntries(Object.entries(questions).map(([key, question]) => [key, ask(question)]))
    const has = ({ over, kind }: { readonly over: PartyId; readonly kind: string }) =>
      edges.some(edge => edge.superior === party && edge.subordinate === over && edge.kind === kind)
    return {
      ...(superiors && { commonSuperior: answers(superiors, parties => commonSuperior(edges, parties)) }),
      ...(authority && { authority: answers(authority, has) }),
    }
  }

  const attempt = (party: PartyId, type: string, data: object = {}): Refusal | undefined => {
    const ready = prepareCommand(definition, type, data, { salt, subject: party })
    if (!ready.ok) return { ...ready.denial, allowed: [] }
    // The facts are asked before the deadlines that are due have fired, as an engine would after advancing.
    move(advance(definition, state, clock()))
    const facts = factsFor(type, ready.data.seen, party)
    const request = { type, data: ready.data, by: party, commandId: `c${commandIds++}`, ...(facts && { facts }) }
    const decision = decide(definition, state, request, clock())
    move(decision)
    return decision.refusal
  }

  const scenario: Play<Context> = {
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
    send(party, type, data) {
      const refusal = attempt(party, type, data)
      if (refusal === undefined) return scenario
      throw new Error(`${type} by ${party} in ${scenario.where.join()}: ${JSON.stringify(refusal)}`)
    },
    refusal(party, type, data) {
      const refusal = attempt(party, type, data)
      if (refusal === undefined) throw new Error(`${type} by ${party} was accepted in ${scenario.where.join()}`)
      return refusal
    },
    attempt,
    wait(ms) {
      at += ms
      move(advance(definition, state, clock()))
      return scenario
    },
    lapse(name) {
      const dues = state.deadlines
        .filter(deadline => name === undefined || deadline.name === name)
        .flatMap(deadline => deadline.rungs.filter(rung => rung.rung === 'due' && !rung.fired).map(rung => rung.at))
      if (dues.length === 0) throw new Error(`no deadline ${name ?? ''} runs in ${scenario.where.join()}`)
      return scenario.wait(Math.max(0, Math.min(...dues) - at))
    },
    news(type, data) {
      move(receive(definition, state, { type, data, by: 'case:other', commandId: `n${commandIds++}` }, clock()))
      return scenario
    },
    allowed(party) {
      return allowedFor(definition, state, party)
        .filter(({ verdict, command }) => verdict !== 'no' && !command.startsWith('case.'))
        .map(({ command }) => command)
    },
    handled(party) {
      const roles = rolesOf(definition, state, party)
      return [...definition.commands.values()]
        .filter(({ by: admitted, name }) => {
          return admitted.some(role => roles.includes(role)) && definition.machine.handles(state.machine as never, name)
        })
        .map(({ name }) => name)
    },
    roles: party => rolesOf(definition, state, party),
    told: type => drafts.flatMap(draft => draft.effects.filter(effect => effect.type === type)),
    due: name => state.deadlines.find(deadline => deadline.name === name)?.dueAt,
  }
  return scenario
}

/** The lowest body that commands all of these, over one level of edges. */
function commonSuperior(edges: readonly AuthorityEdge[], parties: readonly PartyId[]): PartyId | null {
  const above = parties.map(party => [
    party,
    ...edges.filter(edge => edge.subordinate === party && edge.kind === 'commands').map(edge => edge.superior),
  ])
  const [first = [], ...rest] = above
  return first.find(body => rest.every(bodies => bodies.includes(body))) ?? null
}
