// The cast of the complaint's tests, and the ways to where a story begins.
import { complaint } from '@convoke/case-types/complaint'
import { type AnyCaseType, type AuthorityEdge, caseDefinition, type PartyId } from '@convoke/core'
import type { Context } from '../../src/complaint/v1/context.js'
import { type Stage, type StageOptions, stage } from '../stage/stage.js'

export const definition = caseDefinition(complaint)

export const desk = 'hotline:desk'
export const centre = 'town:operations'
export const inspector = 'grid:inspector'
export const leader = 'leader:li'
export const deputy = 'leader:deputy'
export const town = 'town:meilong'
export const district = 'district:minhang'
export const housing = 'town:housing'
export const streets = 'town:streets'
export const police = 'dept:police'
export const committee = 'rc:chunshen'
export const area = 'area:chunshen'
export const company = 'pm:chunshen'
export const zhang = 'resident:zhang'
export const rescue = 'rescue:lift'

export const edge = (superior: PartyId, subordinate: PartyId, kind: AuthorityEdge['kind']): AuthorityEdge => ({
  superior,
  subordinate,
  kind,
  from: 0,
  to: null,
})

/**
 * The centre dispatches to the town's offices; the town, its leaders and the district above command them; the police stand
 * under nobody here.
 */
export const townEdges: readonly AuthorityEdge[] = [
  edge(centre, housing, 'dispatches'),
  edge(centre, streets, 'dispatches'),
  ...[town, leader, deputy, district].flatMap(above => [
    edge(above, housing, 'commands'),
    edge(above, streets, 'commands'),
  ]),
]

const desks = {
  intake: desk,
  operationsCentre: centre,
  gridInspector: inspector,
  firstReceiver: committee,
  residentsCommittees: [committee],
  supervisor: leader,
  districtOffice: district,
  areaChair: area,
}

/** What must never be read by whoever it is about. */
export const secrets = {
  name: '张先生-机密姓名',
  phone: '13800000000-机密电话',
  door: '12号1202室-机密门牌',
  statement: '我是1202的张先生，物业只会复位-机密陈述',
}

/** Against a property company: a lift that fails again and again. */
export const lift = {
  topic: '电梯反复故障',
  place: '春申景城',
  complainant: zhang,
  respondent: company,
  allegation: '一个月故障三次',
  ...secrets,
  ...desks,
}
export const report = { ...lift, kind: 'report', sensitive: ['protectedReporter'] }
export const anonymous = { ...lift, anonymous: true, complainant: null, name: null, phone: null, door: null }
export const group = { ...lift, group: ['resident:1', 'resident:2'], headcount: 30 }
export const consult = { ...lift, kind: 'consult', respondent: null, allegation: null }
export const pothole = { ...lift, topic: '路面破损', gridItem: true, respondent: null }

export const evidence = { sha256: 'b'.repeat(64), size: 1, mediaType: 'image/png', uri: 'urn:e:1' }
export const solved = { outcome: 'resolved', text: '已更换钢丝绳', evidence: [evidence], head: 'person:head' }
export const reason = { reason: '理由' }
export const pleased = { contacted: true, solved: true, satisfaction: 5 }
export const angry = { contacted: true, solved: false, satisfaction: 1, comment: '只是复位' }

export type Scenario = Stage<Context>
/** `caseType`: another version than the first. */
export type Options = Partial<StageOptions> & { readonly caseType?: AnyCaseType }

/** A complaint has come in. */
export const received = ({ caseType = complaint, ...options }: Options = {}): Scenario =>
  stage<Context>(caseType, { opening: lift, by: desk, edges: townEdges, reference: '2026-1', ...options })

/** It waits to be dispatched. */
export const accepted = (options: Options = {}): Scenario => received(options).send(desk, 'accept')

/** The housing office has it. */
export const dispatched = (options: Options = {}): Scenario =>
  accepted(options).send(centre, 'dispatch', { lead: housing, coUnits: [streets] })

/** The complainant was contacted, and the housing office works on it. */
export function handled(options: Options = {}): Scenario {
  const scenario = dispatched(options).send(housing, 'sign')
  return scenario.where[0] === 'handling' ? scenario : scenario.send(housing, 'recordContact', { record: '已联系' })
}

/** Answered, reviewed, and being called back. */
export const calledBack = (options: Options = {}, answer: object = solved): Scenario =>
  handled(options).send(housing, 'answer', answer).send(centre, 'pass')

/** The complainant is dissatisfied, and it is handled again. */
export const again = (options: Options = {}): Scenario => calledBack(options).send(zhang, 'rate', angry)

/** Put aside with approval. */
export const shelved = (options: Options = {}): Scenario =>
  handled(options)
    .send(housing, 'requestShelving', { reason: '资金未到位', plan: '列入下年度', named: housing })
    .send(leader, 'approve', { request: 'shelving' })
