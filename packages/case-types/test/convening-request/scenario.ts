// The cast of the convening request's tests, and the ways to where a story begins.
import { conveningRequest } from '@convoke/case-types/convening-request'
import { type AuthorityEdge, caseDefinition, type PartyId } from '@convoke/core'
import type { Context } from '../../src/convening-request/v1/context.js'
import { day, type Stage, type StageOptions, stage } from '../stage/stage.js'

export const definition = caseDefinition(conveningRequest)

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

export type Options = Partial<StageOptions>

export type Scenario = Stage<Context>

/** Opens a request. */
export function request(options: Options = {}): Scenario {
  const { opening = ordinary, edges = townEdges, by = rc, ...more } = options
  return stage<Context>(conveningRequest, { opening, edges, by, reference: '约请2026-1', ...more })
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
