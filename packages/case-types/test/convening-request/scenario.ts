// Plays a convening request on the pure core: given, when, then, with a manual clock and a small directory.
import { conveningRequest } from '@convoke/case-types/convening-request'
import {
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
import type { Context } from '../../src/convening-request/v1/context.js'

export const definition = caseDefinition(conveningRequest)

/** Monday, 2 March 2026, 09:00 UTC. */
export const monday = Date.UTC(2026, 2, 2, 9)
export const minute = 60_000
export const hour = 60 * minute
export const day = 24 * hour

export const rc = 'rc:chunshen'
export const vc = 'vc:jixin'
export const centre = 'town:operations'
export const leader = 'leader:li'
export const town = 'town:meilong'
export const police = 'dept:police'
export const office = 'dept:community'
export const squad = 'dept:squad'
export const company = 'pm:chunshen'
export const area = 'area:chunshen'
export const district = 'district:minhang'

const commands = (superior: PartyId, subordinate: PartyId): AuthorityEdge => ({
  superior,
  subordinate,
  kind: 'commands',
  from: 0,
  to: null,
})

/** The town commands its own offices; the residents' committees it only guides; the police stand under nobody here. */
export const townEdges: readonly AuthorityEdge[] = [
  commands(town, centre),
  commands(town, office),
  commands(town, squad),
  commands(leader, office),
  commands(leader, squad),
]

/** An ordinary request of one committee: a lead, a required and an optional unit, and the company at the table. */
export const ordinary = {
  topic: '停车难',
  kind: 'ordinary',
  place: '春申路',
  plan: { situation: '夜间停满', tried: '劝导一个月', decisionWanted: '划分职责' },
  conveners: [rc],
  invitees: [
    { party: office, as: 'lead', asked: '错时停车方案' },
    { party: squad, as: 'required', asked: '执法' },
  ],
  participants: [company],
  screener: centre,
  supervisor: leader,
  areaChair: area,
  districtOffice: district,
}

/** The same with two conveners. */
export const joint = { ...ordinary, kind: 'joint', conveners: [rc, vc] }

/** An emergency of one committee. */
export const emergency = { ...ordinary, kind: 'emergency' }

/** A duty of the lead unit. */
export const parking = {
  item: 'parking',
  title: '错时停车',
  assignee: office,
  due: '2026-06-30',
  criterion: '方案公布',
}
export const evidence = { sha256: 'b'.repeat(64), size: 1, mediaType: 'image/png', uri: 'urn:e:1' }

export interface Options {
  readonly opening?: object
  readonly parameters?: JsonObject
  readonly edges?: readonly AuthorityEdge[]
  readonly by?: PartyId
  readonly at?: number
  readonly calendar?: WorkingCalendar
}

export interface Scenario {
  readonly state: CaseState
  readonly context: Context
  readonly where: readonly string[]
  readonly drafts: readonly Draft[]
  readonly at: number
  readonly outcome: string | null
  /** Sends and expects it to be accepted. */
  send(by: PartyId, type: string, data?: object): Scenario
  /** Sends and hands back the refusal. */
  refusal(by: PartyId, type: string, data?: object): Refusal
  /** Sends and tells whether it was accepted; the state moves on either way. */
  attempt(by: PartyId, type: string, data?: object): Refusal | undefined
  wait(ms: number): Scenario
  /** Lets the clock run to just after the named deadline, or the earliest one. */
  lapse(name?: string): Scenario
  news(type: 'case.opened' | 'case.refused' | 'case.settled', data: JsonObject): Scenario
  allowed(party: PartyId): readonly string[]
  /** Commands its roles admit and the state hears, whatever the guards say. */
  handled(party: PartyId): readonly string[]
  roles(party: PartyId): readonly string[]
  /** What was told, newest last. */
  told(type: string): readonly { readonly to: readonly PartyId[]; readonly params: JsonObject }[]
}

/** Opens a request. */
export function request(options: Options = {}): Scenario {
  const { opening = ordinary, edges = townEdges, by = rc, calendar = everyDayCalendar() } = options
  let salts = 0
  const salt = () => (salts++).toString(16).padStart(32, '0')
  let commandIds = 0
  const prepared = prepareOpening(definition, opening, { salt, subject: by })
  if (!prepared.ok) throw new Error(JSON.stringify(prepared.denial))
  const resolved = resolveParameters(definition, [options.parameters ?? {}])
  if (!resolved.ok) throw new Error(JSON.stringify(resolved.denial))
  let at = options.at ?? monday
  const clock = (): Clock => ({ at, calendar })
  const opened = start(
    definition,
    { opening: prepared.data, parameters: resolved.values, reference: '约请2026-1', by, commandId: 'open' },
    clock(),
  )
  if (opened.refusal !== undefined) throw new Error(JSON.stringify(opened.refusal))
  let state = opened.state
  const drafts: Draft[] = [...opened.drafts]

  const attempt = (party: PartyId, type: string, data: object = {}): Refusal | undefined => {
    const ready = prepareCommand(definition, type, data, { salt, subject: party })
    if (!ready.ok) return { ...ready.denial, allowed: [] }
    // The facts are asked before the deadlines that are due have fired, as an engine would after advancing.
    const before = advance(definition, state, clock())
    state = before.state
    drafts.push(...before.drafts)
    const facts = factsFor(type, ready.data.seen, party)
    const decision = decide(
      definition,
      state,
      { type, data: ready.data, by: party, commandId: `c${commandIds++}`, ...(facts === undefined ? {} : { facts }) },
      clock(),
    )
    drafts.push(...decision.drafts)
    state = decision.state
    return decision.refusal
  }

  const factsFor = (type: string, data: JsonObject, party: PartyId): Facts | undefined => {
    const lookups = definition.commands.get(type)?.lookups
    if (lookups === undefined) return undefined
    const context = state.machine.context
    const superiors = lookups.commonSuperior?.(context, data, party)
    const authority = lookups.authority?.(context, data, party)
    const map = <Q, A>(questions: Readonly<Record<string, Q>>, ask: (question: Q) => A) =>
      Object.fromEntries(Object.entries(questions).map(([key, question]) => [key, ask(question)]))
    return {
      ...(superiors === undefined ? {} : { commonSuperior: map(superiors, parties => commonSuperior(edges, parties)) }),
      ...(authority === undefined
        ? {}
        : {
            authority: map(authority, ({ over }) =>
              edges.some(edge => edge.superior === party && edge.subordinate === over),
            ),
          }),
    }
  }

  const handles = (type: string) => definition.machine.handles(state.machine as never, type)

  const scenario: Scenario = {
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
      if (refusal !== undefined) {
        throw new Error(`${type} by ${party} in ${scenario.where.join()}: ${JSON.stringify(refusal)}`)
      }
      return scenario
    },
    refusal(party, type, data) {
      const refusal = attempt(party, type, data)
      if (refusal === undefined) throw new Error(`${type} by ${party} was accepted in ${scenario.where.join()}`)
      return refusal
    },
    attempt,
    wait(ms) {
      at += ms
      const fired = advance(definition, state, clock())
      drafts.push(...fired.drafts)
      state = fired.state
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
      const decision = receive(
        definition,
        state,
        { type, data, by: 'case:other', commandId: `n${commandIds++}` },
        clock(),
      )
      drafts.push(...decision.drafts)
      state = decision.state
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
        .filter(({ by: admitted, name }) => admitted.some(role => roles.includes(role)) && handles(name))
        .map(({ name }) => name)
    },
    roles: party => rolesOf(definition, state, party),
    told: type => drafts.flatMap(draft => draft.effects.filter(effect => effect.type === type)),
  }
  return scenario
}

/** The lowest body that commands all of these, over one level of edges. */
function commonSuperior(edges: readonly AuthorityEdge[], parties: readonly PartyId[]): PartyId | null {
  const above = parties.map(party => [
    party,
    ...edges.filter(edge => edge.subordinate === party).map(edge => edge.superior),
  ])
  const [first = [], ...rest] = above
  return first.find(body => rest.every(bodies => bodies.includes(body))) ?? null
}

/** A request that was accepted and whose units all come. */
export function answered(options: Options = {}): Scenario {
  const scenario = submitted(options)
  scenario.send(centre, 'accept')
  for (const party of Object.keys(scenario.context.invitees)) scenario.send(party, 'accept')
  return scenario
}

/** A request before its screening. */
export function submitted(options: Options = {}): Scenario {
  const scenario = request(options).send(rc, 'submit')
  for (const [party, convener] of Object.entries(scenario.context.conveners)) {
    if (convener.status === 'pending') scenario.send(party, 'cosign')
  }
  return scenario
}

/** A meeting that has begun, with everybody there. */
export function met(options: Options = {}): Scenario {
  const scenario = answered(options)
    .send(rc, 'fixMeeting', { date: '2026-03-05', time: '14:00', place: '春申路' })
    .wait(2 * day)
    .send(rc, 'openMeeting')
  for (const party of Object.keys(scenario.context.invitees)) scenario.send(party, 'checkIn')
  return scenario.send(rc, 'begin')
}

/** Items proposed and agreed, minutes signed by all. */
export function assigned(options: Options = {}, items: readonly object[] = [parking]): Scenario {
  const scenario = met(options)
  for (const item of items) scenario.send(rc, 'propose', item)
  scenario.send(office, 'agreeResponsibilities').send(squad, 'agreeResponsibilities')
  scenario.send(rc, 'recordMinutes', { decided: '议定', content: '全文' })
  for (const party of [office, squad, ...Object.keys(scenario.context.conveners)]) scenario.send(party, 'signMinutes')
  return scenario
}

/** Items confirmed by everybody named for them. */
export function working(options: Options = {}, items: readonly object[] = [parking]): Scenario {
  const scenario = assigned(options, items)
  for (const [name, item] of Object.entries(scenario.context.items)) {
    for (const party of [item.assignee, ...item.coAssignees]) scenario.send(party, 'confirmItem', { item: name })
  }
  return scenario
}

/** Every item reported done. */
export function done(options: Options = {}, items: readonly object[] = [parking]): Scenario {
  const scenario = working(options, items)
  for (const [name, item] of Object.entries(scenario.context.items)) {
    scenario.send(item.assignee, 'done', { item: name, evidence, report: '完成' })
  }
  return scenario
}

/** Verified and scored both ways, waiting for the conveners' consent. */
export function scored(options: Options = {}): Scenario {
  const scenario = done({ ...options, parameters: { spotCheckPercent: 0, ...options.parameters } })
  for (const party of Object.keys(scenario.context.conveners)) scenario.send(party, 'pass', { item: 'parking' })
  for (const party of Object.keys(scenario.context.conveners)) {
    for (const department of [office, squad]) {
      scenario.send(party, 'score', { department, response: 90, attendance: 90, solved: 90, satisfaction: 90 })
    }
  }
  return scenario
    .send(office, 'scorePlan', { quality: 80, fitness: 80 })
    .send(squad, 'scorePlan', { quality: 80, fitness: 80 })
}
