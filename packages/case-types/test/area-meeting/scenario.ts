// A round of the area meeting on paper: what was given, and what may be tried on it.
import { areaMeeting } from '@convoke/case-types/area-meeting'
import type { JsonObject } from '@convoke/core'
import {
  activePaths,
  type CaseState,
  caseDefinition,
  type Decision,
  type Draft,
  join,
  type PartyId,
  prepareOpening,
  type Refusal,
  receive,
  rolesOf,
} from '@convoke/core'
import { type PaperCase, paperCase } from '@convoke/core/testing'
import type { Context } from '../../src/area-meeting/v1/context.js'

export const definition = caseDefinition(areaMeeting)
export const chair = 'area:chunshen'
export const rc = 'rc:chunshen'
export const vc = 'vc:jixin'
export const office = 'town:office'
export const police = 'police:station'
export const leader = 'leader:in-charge'
export const district = 'district:coordination'
export const day = 86_400_000
/** Monday 2 March 2026, 09:00 in Shanghai. */
export const monday = Date.UTC(2026, 2, 2, 1)

export const opening = {
  chair,
  supervisor: leader,
  districtOffice: district,
  members: [rc, vc],
  topic: '夜间停车难',
  place: '春申景城',
  matter: '停车',
  situation: '道路停满',
  raisedBy: rc,
} as const
export const session = { date: '2026-03-20', time: '14:00', place: '党群服务站' }
export const duty = {
  duty: 'night-parking',
  title: '错时停车方案',
  assignee: office,
  due: '2026-06-30',
  criterion: '方案公布',
}
export const request = {
  request: 'joint-parking',
  topic: '片区停车难',
  place: '春申片区',
  situation: '道路停满',
  tried: '片会研究',
  decisionWanted: '划分职责',
  conveners: [rc, vc],
  invitees: [{ party: office, as: 'lead', asked: '牵头' }],
  screener: 'town:centre',
}

export interface Round {
  readonly state: CaseState
  readonly context: Context
  readonly where: readonly string[]
  readonly at: number
  readonly outcome: string | null
  readonly drafts: readonly Draft[]
  /** What happened as entries of a journal. */
  readonly journal: PaperCase['journal']
  send(by: PartyId, type: string, data?: object): Round
  attempt(by: PartyId, type: string, data?: object): Refusal | undefined
  refusal(by: PartyId, type: string, data?: object): Refusal
  wait(ms: number): Round
  /** Lets the clock run to the named deadline, or the earliest one. */
  lapse(name?: string): Round
  news(type: 'case.opened' | 'case.refused' | 'case.settled', data: JsonObject): Round
  /** Another case brings a topic; false where it is not taken in. */
  joined(caseId: string, topic?: object): boolean
  handled(by: PartyId): readonly string[]
  told(type: string): readonly { readonly to: readonly PartyId[]; readonly params: JsonObject }[]
  /** What was asked of or answered to other cases, newest last. */
  links(): readonly (JsonObject & { readonly act: string })[]
}

/** Opens a round. `parent`: by another case. */
export function round(
  given: { readonly opening?: object; readonly parameters?: JsonObject; readonly by?: PartyId } = {},
): Round {
  const first = { ...opening, ...given.opening } as JsonObject
  let paper: PaperCase = paperCase(areaMeeting, {
    opening: first,
    by: given.by ?? String(first.chair),
    parameters: given.parameters ?? {},
    at: monday,
  })
  let at = monday
  let count = 0
  const take = (decision: Decision) => {
    paper = paper.after(decision.drafts)
    return decision.refusal
  }
  const clock = () => ({ ...paper.clock, at })
  const self: Round = {
    get state() {
      return paper.state
    },
    get context() {
      return paper.state.machine.context as unknown as Context
    },
    get where() {
      return activePaths(definition, paper.state.machine)
    },
    get at() {
      return at
    },
    get outcome() {
      return paper.state.outcome
    },
    get drafts() {
      return paper.drafts
    },
    get journal() {
      return paper.journal
    },
    send(by, type, data) {
      const refusal = self.attempt(by, type, data)
      if (refusal !== undefined) throw new Error(`${type} by ${by} in ${self.where.join()}: ${JSON.stringify(refusal)}`)
      return self
    },
    attempt: (by, type, data = {}) => take(paper.send({ ...(data as JsonObject), type, by, at })),
    refusal(by, type, data) {
      const refusal = self.attempt(by, type, data)
      if (refusal === undefined) throw new Error(`${type} by ${by} was accepted in ${self.where.join()}`)
      return refusal
    },
    wait(ms) {
      at += ms
      take(paper.advance(at))
      return self
    },
    lapse(name) {
      const left = paper.state.deadlines
        .filter(deadline => name === undefined || deadline.name === name)
        .flatMap(({ rungs }) => rungs.filter(({ fired }) => !fired))
      const due = left.filter(({ rung }) => rung === 'due')
      // Where all is overdue, what comes after it: a duty goes up when it is a week late.
      const dues = (due.length > 0 ? due : left).map(rung => rung.at)
      if (dues.length === 0) throw new Error(`no deadline ${name ?? ''} runs in ${self.where.join()}`)
      return self.wait(Math.max(0, Math.min(...dues) - at))
    },
    news(type, data) {
      take(receive(definition, paper.state, { type, data, by: 'case:other', commandId: `n${count++}` }, clock()))
      return self
    },
    joined(caseId, topic = {}) {
      const salt = () => '0'.repeat(32)
      const prepared = prepareOpening(definition, { ...opening, ...topic }, { salt, subject: chair })
      if (!prepared.ok) throw new Error(JSON.stringify(prepared.denial))
      const asker = { caseId, link: 'areaMeeting', key: 'k' }
      const bring = { opening: prepared.data, asker, by: `case:${caseId}`, commandId: `j${count++}` }
      return take(join(definition, paper.state, bring, clock())) === undefined
    },
    handled(by) {
      const roles = rolesOf(definition, paper.state, by)
      return [...definition.commands.values()]
        .filter(
          ({ by: admitted, name }) =>
            admitted.some(role => roles.includes(role)) &&
            definition.machine.handles(paper.state.machine as never, name),
        )
        .map(({ name }) => name)
    },
    told: type => paper.drafts.flatMap(draft => draft.effects.filter(effect => effect.type === type)),
    links: () =>
      paper.drafts.flatMap(({ effects }) =>
        effects.flatMap(({ link, params }) => (link === undefined ? [] : [{ ...params, ...link }])),
      ),
  }
  return self
}

/** A round in session, with its topics on the agenda, one department invited, and everybody there. */
export function inSession(given: Parameters<typeof round>[0] = {}, joiners: readonly string[] = []): Round {
  const one = round(given)
  for (const caseId of joiners) one.joined(caseId)
  const agenda = Object.keys(one.context.topics)
  one.send(chair, 'callMeeting', { ...session, agenda, departments: [{ party: office, asked: '说明政策' }] })
  one
    .send(office, 'accept')
    .wait(4 * day)
    .send(chair, 'openMeeting')
  for (const party of [chair, rc, vc, office]) one.send(party, 'checkIn')
  return one.send(chair, 'begin')
}

/** Minutes signed by all, decisions published. */
export function published(one: Round): Round {
  one.send(chair, 'recordMinutes', { decided: '议定', content: '全文' })
  for (const party of [...one.context.present]) one.send(party, 'signMinutes')
  return one.send(chair, 'publish')
}
