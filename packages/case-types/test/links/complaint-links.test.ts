// A complaint and what it asks other cases: what they come to, come back as, and where nobody takes them up.
import { areaMeeting } from '@convoke/case-types/area-meeting'
import { complaint } from '@convoke/case-types/complaint'
import { conveningRequest } from '@convoke/case-types/convening-request'
import { fourParty } from '@convoke/case-types/four-party'
import type { AnyCaseType, PartyId } from '@convoke/core'
import { describe, expect, it } from 'vitest'
import {
  area,
  centre,
  desk,
  district,
  housing,
  leader,
  lift,
  pleased,
  reason,
  committee as residents,
  solved,
  streets,
  townEdges,
  zhang,
} from '../complaint/cast.js'
import { evidence } from '../convening-request/scenario.js'
import { owner, committee as owners, parties, rolls } from '../four-party/play.js'
import { day, type Scene, scene } from './scene.js'
import { faults } from './system.js'

const police = 'dept:police'

const stage = (caseTypes: readonly AnyCaseType[]): Scene =>
  scene(caseTypes, {
    edges: townEdges,
    rolls,
    parameters: caseTypes.includes(conveningRequest) ? { 'convening-request': { spotCheckPercent: 0 } } : {},
  })

const whole = async (s: Scene) => expect(faults(await s.folded())).toEqual([])
const stateOf = async (s: Scene, id: string) => (await s.view(id)).states.at(-1)

/** The housing office works on a complaint. */
async function handled(s: Scene, opening: object = lift): Promise<string> {
  const id = await s.open('complaint', opening, desk)
  await s.sent(id, desk, 'accept')
  await s.sent(id, centre, 'dispatch', { lead: housing })
  await s.sent(id, housing, 'sign')
  await s.sent(id, housing, 'recordContact', { record: '已联系' })
  return id
}

const convening = {
  conveners: [residents],
  plan: { situation: '职责交叉', tried: '电话协调两次', decisionWanted: '划分职责' },
  invitees: [{ party: police, as: 'lead', asked: '执法' }],
}

/** The units meet, divide the work, and the one that was named confirms it. */
async function met(s: Scene, id: string, item: object): Promise<void> {
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
async function finished(s: Scene, id: string): Promise<void> {
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
async function voted(s: Scene, id: string, choices: readonly ('yes' | 'no')[]): Promise<void> {
  await s.sent(id, residents, 'nameParties', { ...parties, matter: 'otherCommon' })
  await s.sent(id, residents, 'toOwnersMeeting', { matter: 'otherCommon', reason: '理由' })
  await s.sent(id, owners, 'announceVote', { title: '车位', agenda: '错时停车', matter: 'otherCommon' })
  await s.wait(17 * day)
  await s.sent(id, owners, 'openVoting')
  for (const [index, choice] of choices.entries()) await s.sent(id, owner(index), 'vote', { choice })
  await s.settled(id)
}

/** Answered, reviewed, and the complainant is content. */
async function answered(s: Scene, id: string): Promise<void> {
  await s.sent(id, housing, 'answer', solved)
  await s.sent(id, centre, 'pass')
  await s.sent(id, zhang, 'rate', pleased)
  expect((await s.view(id)).outcome).toBe('resolved')
}

/** Shelved, and reviewed as often as may be. */
async function shelvedTwice(s: Scene, opening: object = lift): Promise<string> {
  const id = await handled(s, opening)
  await s.sent(id, housing, 'requestShelving', { reason: '资金未到位', plan: '列入下年度', named: housing })
  await s.sent(id, leader, 'approve', { request: 'shelving' })
  await s.sent(id, leader, 'reviewShelving', { finding: '资金未到位' })
  await s.sent(id, leader, 'reviewShelving', { finding: '仍未到位' })
  return id
}

/** The round discusses its first topic and publishes what it decided. */
async function decided(s: Scene, round: string, command: string, data: object): Promise<void> {
  const { data: context } = await s.view(round)
  const agenda = Object.keys(context['topics'] as object)
  await s.sent(round, area, 'callMeeting', { date: '2026-03-20', time: '14:00', place: '春申路', agenda })
  await s.wait(4 * day)
  await s.sent(round, area, 'openMeeting')
  for (const party of [area, ...(context['members'] as PartyId[])]) await s.attempt(round, party, 'checkIn')
  await s.sent(round, area, 'begin')
  await s.sent(round, area, command, { topics: ['t1'], ...data })
  await s.sent(round, area, 'recordMinutes', { decided: '议定', content: '全文' })
  for (const party of (await s.view(round)).data['present'] as PartyId[]) await s.sent(round, party, 'signMinutes')
  await s.sent(round, area, 'publish')
}

describe('a complaint and the cases it asks', { timeout: 60_000 }, () => {
  it('has units convened, learns what they settled, and is answered with it', async () => {
    const s = stage([complaint, conveningRequest])
    const id = await handled(s)
    await s.sent(id, housing, 'requestConvening', convening)
    const request = await s.linked(id, 'convening')
    expect(request).toMatchObject({ states: ['drafting'], data: { topic: lift.topic, areaChair: area } })
    await met(s, request.id, { due: '2026-06-30', criterion: '方案公布' })
    await finished(s, request.id)
    expect((await s.view(request.id)).outcome).toBe('resolved')
    expect((await s.view(id)).data['convening']).toMatchObject({
      status: 'settled',
      outcome: 'resolved',
      unresolved: [],
    })
    await answered(s, id)
    await whole(s)
    await s.engine.close()
  })

  it.each([
    ['adopted', ['yes', 'yes', 'yes', 'yes', 'yes', 'no']],
    ['rejected', ['no', 'no', 'no', 'no', 'no', 'yes']],
  ] as const)('has owners decide, learns that it was %s, and is answered with it', async (outcome, choices) => {
    const s = stage([complaint, fourParty])
    const id = await handled(s)
    await s.sent(id, housing, 'requestFourParty', { raisedBy: residents, ...reason })
    const matter = await s.linked(id, 'fourParty')
    expect(matter.states).toEqual(['raised'])
    await voted(s, matter.id, choices)
    expect((await s.view(id)).data['fourParty']).toMatchObject({ status: 'settled', outcome: expect.any(String) })
    expect((await s.view(matter.id)).data['adopted']).toBe(outcome === 'adopted')
    await answered(s, id)
    await whole(s)
    await s.engine.close()
  })

  it('has units convened for whom the owners first have to decide: the vote comes back through both', async () => {
    const s = stage([complaint, conveningRequest, fourParty])
    const id = await handled(s)
    await s.sent(id, housing, 'requestConvening', convening)
    const request = await s.linked(id, 'convening')
    await met(s, request.id, { kind: 'needsOwnersDecision', due: '2026-06-30', criterion: '方案公布' })
    const matter = await s.linked(request.id, 'fourParty', 'parking')
    expect(matter).toMatchObject({ states: ['raised'], data: { raisedBy: residents, purpose: 'decide' } })
    await voted(s, matter.id, ['yes', 'yes', 'yes', 'yes', 'yes', 'no'])
    const item = ((await s.view(request.id)).data['items'] as Record<string, object>)['parking']
    expect(item).toMatchObject({ awaiting: null })
    await finished(s, request.id)
    expect((await s.view(id)).data['convening']).toMatchObject({ status: 'settled', outcome: 'resolved' })
    await answered(s, id)
    await whole(s)
    await s.engine.close()
  })

  it.each([
    ['adoptPlan', { plan: '片区统筹' }, 'planAdopted', 'handling', '片区统筹'],
    ['returnToConvening', { answer: '先约请' }, 'returned', 'handling', '先约请'],
    ['escalate', { reason: '超出片区权限' }, 'escalated', 'escalated.town', '超出片区权限'],
  ])(
    'shelved twice, goes to the area meeting, and takes back what it says: %s',
    async (command, data, outcome, state, words) => {
      const s = stage([complaint, areaMeeting])
      const id = await shelvedTwice(s)
      expect(await stateOf(s, id)).toBe('areaMeeting')
      const round = await s.linked(id, 'areaMeeting')
      await decided(s, round.id, command, data)
      expect(await s.view(id)).toMatchObject({ data: { areaPlan: words, shelving: null, areaMeeting: { outcome } } })
      expect(await stateOf(s, id)).toBe(state)
      if (state === 'handling') await answered(s, id)
      await whole(s)
      expect(await s.silence()).toEqual([])
      await whole(s)
      await s.engine.close()
    },
  )

  it('waits while the round puts its topic off, and hears the session that decides', async () => {
    const s = stage([complaint, areaMeeting])
    const id = await shelvedTwice(s)
    const first = await s.linked(id, 'areaMeeting')
    await decided(s, first.id, 'defer', reason)
    const next = await s.linked(first.id, 'nextSession')
    await s.wait(40 * day)
    expect(await stateOf(s, id)).toBe('areaMeeting')
    await s.settled(next.id)
    await s.settled(first.id)
    expect(await s.view(id)).toMatchObject({ data: { areaMeeting: { status: 'settled', outcome: 'escalated' } } })
    await whole(s)
    await s.engine.close()
  })

  it('is put before the area meeting by the district, where its supervisor is the one complained of', async () => {
    const s = stage([complaint, areaMeeting])
    const id = await s.open('complaint', { ...lift, respondent: leader }, desk)
    await s.sent(id, desk, 'accept')
    await s.sent(id, centre, 'dispatch', { lead: housing })
    await s.sent(id, housing, 'sign')
    await s.sent(id, housing, 'recordContact', { record: '已联系' })
    await s.sent(id, housing, 'requestShelving', { reason: '资金', plan: '下年度', named: housing })
    await s.sent(id, district, 'approve', { request: 'shelving' })
    await s.until(id, 'areaMeeting')
    expect((await s.linked(id, 'areaMeeting')).data).toMatchObject({ topics: { t1: { raisedBy: district } } })
    await whole(s)
    await s.engine.close()
  })

  it('goes on where the engine knows none of them', async () => {
    const s = stage([complaint])
    const id = await handled(s)
    await s.sent(id, housing, 'requestConvening', convening)
    await s.sent(id, housing, 'requestFourParty', { raisedBy: residents, ...reason })
    await s.sent(id, centre, 'split', { name: 'noise', topic: '夜间噪声', ...reason })
    expect(await s.view(id)).toMatchObject({
      states: ['handling'],
      data: {
        convening: { status: 'refused', outcome: 'input/unknown-case-type' },
        fourParty: { status: 'refused', outcome: 'input/unknown-case-type' },
        splits: { noise: { link: { status: 'open' } } },
      },
    })
    await answered(s, id)
    const shelved = await shelvedTwice(s)
    expect(await stateOf(s, shelved)).toBe('escalated.town')
    expect(await s.silence()).toEqual([])
    await whole(s)
    await s.engine.close()
  })

  it('asks for a second convening when the first came to nothing, and each has its own answer', async () => {
    const s = stage([complaint, conveningRequest])
    const id = await handled(s)
    await s.sent(id, housing, 'requestConvening', convening)
    const first = await s.linked(id, 'convening', 'convening-1')
    await s.sent(first.id, residents, 'submit')
    await s.sent(first.id, centre, 'reject', reason)
    await s.settled(first.id)
    expect((await s.view(id)).data['convening']).toMatchObject({ status: 'settled', outcome: 'rejected' })
    await s.sent(id, housing, 'requestConvening', {
      ...convening,
      invitees: [{ party: streets, as: 'lead', asked: '协查' }],
    })
    expect((await s.linked(id, 'convening', 'convening-2')).id).not.toBe(first.id)
    expect((await s.view(id)).data['convening']).toMatchObject({ key: 'convening-2', status: 'open' })
    expect(await s.silence()).toEqual([])
    await whole(s)
    await s.engine.close()
  })
})
