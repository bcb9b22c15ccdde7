// A complaint and the cases it asks, brought to where a story begins, on one engine.
import { conveningRequest } from '@convoke/case-types/convening-request'
import type { AnyCaseType, PartyId } from '@convoke/core'
import { expect } from 'vitest'
import {
  area,
  centre,
  desk,
  housing,
  leader,
  lift,
  pleased,
  committee as residents,
  solved,
  townEdges,
  zhang,
} from '../complaint/cast.js'
import { evidence } from '../convening-request/scenario.js'
import { owner, committee as owners, parties, rolls } from '../four-party/play.js'
import { day, type Scene, scene } from './scene.js'
import { faults } from './system.js'

const police = 'dept:police'

/** A scene in which the town stands over its offices and the owners are on their rolls. */
export const stage = (caseTypes: readonly AnyCaseType[]): Scene =>
  scene(caseTypes, {
    edges: townEdges,
    rolls,
    parameters: caseTypes.includes(conveningRequest) ? { 'convening-request': { spotCheckPercent: 0 } } : {},
  })

/** Nothing is wrong with any case, or between them. */
export const whole = async (s: Scene) => expect(faults(await s.folded())).toEqual([])
export const stateOf = async (s: Scene, id: string) => (await s.view(id)).states.at(-1)

/** The housing office works on a complaint. */
export async function handled(s: Scene, opening: object = lift): Promise<string> {
  const id = await s.open('complaint', opening, desk)
  await s.sent(id, desk, 'accept')
  await s.sent(id, centre, 'dispatch', { lead: housing })
  await s.sent(id, housing, 'sign')
  await s.sent(id, housing, 'recordContact', { record: '已联系' })
  return id
}

export const convening = {
  conveners: [residents],
  plan: { situation: '职责交叉', tried: '电话协调两次', decisionWanted: '划分职责' },
  invitees: [{ party: police, as: 'lead', asked: '执法' }],
}

/** The units meet, divide the work, and the one that was named confirms it. */
export async function met(s: Scene, id: string, item: object): Promise<void> {
  await s.sent(id, residents, 'submit')
  await s.sent(id, centre, 'accept')
  await s.sent(id, police, 'accept')
  await s.sent(id, residents, 'fixMeeting', { date: '2026-03-05', time: '14:00', place: '春申路' })
  await s.wait(2 * day)
  await s.sent(id, residents, 'openMeeting')
  await s.sent(id, police, 'checkIn')
  await s.sent(id, residents, 'begin')
  await s.sent(id, residents, 'propose', { item: 'parking', title: '错时停车', assignee: police, ...item })
  await s.sent(id, police, 'agreeResponsibilities')
  await s.sent(id, residents, 'recordMinutes', { decided: '议定', content: '全文' })
  for (const party of [police, residents]) await s.sent(id, party, 'signMinutes')
  await s.sent(id, police, 'confirmItem', { item: 'parking' })
}

/** What was agreed is done, verified and closed. */
export async function finished(s: Scene, id: string): Promise<void> {
  await s.sent(id, police, 'done', { item: 'parking', evidence, report: '完成' })
  await s.sent(id, residents, 'pass', { item: 'parking' })
  await s.sent(id, residents, 'score', {
    department: police,
    response: 90,
    attendance: 90,
    solved: 90,
    satisfaction: 90,
  })
  await s.sent(id, police, 'scorePlan', { quality: 80, fitness: 80 })
  await s.sent(id, residents, 'close')
}

/** The owners vote, as many for it as say yes. */
export async function voted(s: Scene, id: string, choices: readonly ('yes' | 'no')[]): Promise<void> {
  await s.sent(id, residents, 'nameParties', { ...parties, matter: 'otherCommon' })
  await s.sent(id, residents, 'toOwnersMeeting', { matter: 'otherCommon', reason: '理由' })
  await s.sent(id, owners, 'announceVote', { title: '车位', agenda: '错时停车', matter: 'otherCommon' })
  await s.wait(17 * day)
  await s.sent(id, owners, 'openVoting')
  for (const [index, choice] of choices.entries()) await s.sent(id, owner(index), 'vote', { choice })
  await s.settled(id)
}

/** Answered, reviewed, and the complainant is content. */
export async function answered(s: Scene, id: string): Promise<void> {
  await s.sent(id, housing, 'answer', solved)
  await s.sent(id, centre, 'pass')
  await s.sent(id, zhang, 'rate', pleased)
  expect((await s.view(id)).outcome).toBe('resolved')
}

/** Shelved, and reviewed as often as may be. */
export async function shelvedTwice(s: Scene, opening: object = lift): Promise<string> {
  const id = await handled(s, opening)
  await s.sent(id, housing, 'requestShelving', { reason: '资金未到位', plan: '列入下年度', named: housing })
  await s.sent(id, leader, 'approve', { request: 'shelving' })
  await s.sent(id, leader, 'reviewShelving', { finding: '资金未到位' })
  await s.sent(id, leader, 'reviewShelving', { finding: '仍未到位' })
  return id
}

/** The round discusses its first topic and publishes what it decided. */
export async function decided(s: Scene, round: string, command: string, data: object): Promise<void> {
  const { data: context } = await s.view(round)
  const agenda = Object.keys(context.topics as object)
  await s.sent(round, area, 'callMeeting', { date: '2026-03-20', time: '14:00', place: '春申路', agenda })
  await s.wait(4 * day)
  await s.sent(round, area, 'openMeeting')
  for (const party of [area, ...(context.members as PartyId[])]) await s.attempt(round, party, 'checkIn')
  await s.sent(round, area, 'begin')
  await s.sent(round, area, command, { topics: ['t1'], ...data })
  await s.sent(round, area, 'recordMinutes', { decided: '议定', content: '全文' })
  for (const party of (await s.view(round)).data.present as PartyId[]) await s.sent(round, party, 'signMinutes')
  await s.sent(round, area, 'publish')
}
