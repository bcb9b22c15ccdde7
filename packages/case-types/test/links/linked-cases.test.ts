import { areaMeeting } from '@convoke/case-types/area-meeting'
import { conveningRequest } from '@convoke/case-types/convening-request'
import { describe, expect, it } from 'vitest'
import { day, type Scene, scene } from './scene.js'
import { faults } from './system.js'

const chair = 'area:chunshen'
const leader = 'leader:in-charge'
const office = 'town:office'
const squad = 'town:squad'
const reason = { reason: '理由' }
const place = { date: '2026-03-20', time: '14:00', place: '春申路' }

const request = (rc: string, topic = '停车难') => ({
  topic,
  place: '春申景城',
  plan: { situation: '道路停满', tried: '协商两次', decisionWanted: '划分职责' },
  conveners: [rc],
  invitees: [
    { party: office, as: 'lead', asked: '牵头' },
    { party: squad, as: 'required', asked: '执法' },
  ],
  screener: 'town:centre',
  supervisor: leader,
  areaChair: chair,
  districtOffice: 'district:coordination',
})

/** A request that the screening unit sends to the area meeting. */
async function routed(s: Scene, rc: string): Promise<string> {
  const id = await s.open('convening-request', request(rc), rc)
  await s.sent(id, rc, 'submit')
  await s.sent(id, 'town:centre', 'routeToArea', { ...reason, requests: ['约请2026-7', '约请2026-8'] })
  return id
}

/** The round takes up everything it has collected. */
async function convened(s: Scene, round: string): Promise<void> {
  const { data } = await s.view(round)
  const agenda = Object.keys(data.topics as object)
  await s.sent(round, chair, 'callMeeting', { ...place, agenda })
  await s.wait(4 * day)
  await s.sent(round, chair, 'openMeeting')
  for (const party of [chair, ...(data.members as string[])]) await s.sent(round, party, 'checkIn')
  await s.sent(round, chair, 'begin')
}

async function published(s: Scene, round: string): Promise<void> {
  await s.sent(round, chair, 'recordMinutes', { decided: '议定', content: '全文' })
  for (const party of (await s.view(round)).data.present as string[]) await s.sent(round, party, 'signMinutes')
  await s.sent(round, chair, 'publish')
}

const whole = async (s: Scene) => expect(faults(await s.folded())).toEqual([])
const both = () => scene([conveningRequest, areaMeeting])

// A whole engine each: slow where the machine is busy.
describe('convening requests and the area meeting', () => {
  it('three requests to one chair are topics of one round, and each gets the answer to its own', async () => {
    const s = both()
    const ids = [await routed(s, 'rc:one'), await routed(s, 'rc:two'), await routed(s, 'rc:three')]
    const round = await s.linked(ids[0] as string, 'areaMeeting')
    expect(Object.values(round.data.topics as object).map(({ raisedBy }) => raisedBy)).toEqual([
      'rc:one',
      'rc:two',
      'rc:three',
    ])
    await convened(s, round.id)
    await s.sent(round.id, chair, 'adoptPlan', { topics: ['t1'], plan: '片区方案' })
    await s.sent(round.id, chair, 'returnToConvening', { topics: ['t2'], answer: '先约请' })
    await s.sent(round.id, chair, 'escalate', { topics: ['t3'], ...reason })
    await published(s, round.id)
    const views = await Promise.all(ids.map(id => s.view(id)))
    expect(views.map(({ outcome, states }) => outcome ?? states.at(-1))).toEqual([
      'handedToArea',
      'inviting.replies',
      'escalated.town',
    ])
    expect(views[0]?.data.areaPlan).toBe('片区方案')
    expect((await s.view(round.id)).outcome).toBe('partlyConcluded')
    await whole(s)
    await s.engine.close()
  })

  it('what is put off is taken up by the next session, together with what came in meanwhile, and answered through both', async () => {
    const s = both()
    const first = await routed(s, 'rc:one')
    const round = await s.linked(first, 'areaMeeting')
    await convened(s, round.id)
    const meanwhile = await routed(s, 'rc:two')
    const next = await s.linked(meanwhile, 'areaMeeting')
    expect(next.id).not.toBe(round.id)
    await s.sent(round.id, chair, 'defer', { topics: ['t1'], ...reason })
    await published(s, round.id)
    expect((await s.linked(round.id, 'nextSession')).id).toBe(next.id)
    expect((await s.view(first)).states).toEqual(['areaMeeting'])
    await convened(s, next.id)
    await s.sent(next.id, chair, 'adoptPlan', { topics: ['t1', 't2'], plan: '统一错时停车' })
    await published(s, next.id)
    for (const id of [first, meanwhile]) {
      expect(await s.view(id)).toMatchObject({ outcome: 'handedToArea', data: { areaPlan: '统一错时停车' } })
    }
    expect([(await s.view(round.id)).outcome, (await s.view(next.id)).outcome]).toEqual(['concluded', 'concluded'])
    await whole(s)
    await s.engine.close()
  })

  it('a common problem becomes a request of its own, and the round ends with it', async () => {
    const s = both()
    const ids = [await routed(s, 'rc:one'), await routed(s, 'rc:two'), await routed(s, 'rc:three')]
    const round = await s.linked(ids[0] as string, 'areaMeeting')
    await convened(s, round.id)
    await s.sent(round.id, chair, 'openConvening', {
      topics: ['t1', 't2', 't3'],
      request: 'joint-parking',
      topic: '片区停车难',
      place: '春申片区',
      situation: '道路停满',
      tried: '片会研究',
      decisionWanted: '划分职责',
      conveners: ['rc:one', 'rc:two'],
      invitees: [{ party: office, as: 'lead', asked: '牵头' }],
      screener: 'town:centre',
    })
    await published(s, round.id)
    for (const id of ids) expect((await s.view(id)).outcome).toBe('handedToArea')
    const joint = await s.linked(round.id, 'convening')
    expect(joint).toMatchObject({
      states: ['drafting'],
      data: { kind: 'joint', topic: '片区停车难', areaChair: chair },
    })
    expect((await s.view(round.id)).states).toEqual(['following'])
    await s.sent(joint.id, 'rc:one', 'submit')
    await s.sent(joint.id, 'rc:two', 'cosign')
    await s.sent(joint.id, 'town:centre', 'reject', reason)
    await s.wait(4 * day)
    expect((await s.view(joint.id)).outcome).toBe('rejected')
    expect(await s.view(round.id)).toMatchObject({ outcome: 'partlyConcluded' })
    await whole(s)
    await s.engine.close()
  })

  it('where there is no area meeting, its chair decides alone, and nobody waits', async () => {
    const s = scene([conveningRequest])
    const id = await routed(s, 'rc:one')
    expect(await s.view(id)).toMatchObject({ states: ['areaMeeting'], data: { areaLink: 'refused' } })
    await s.sent(id, chair, 'adoptPlan', { plan: '片区方案' })
    expect((await s.view(id)).outcome).toBe('handedToArea')
    const silent = await routed(s, 'rc:two')
    expect(await s.silence()).toEqual([])
    expect((await s.view(silent)).outcome).toBe('handedToDistrict')
    await whole(s)
    await s.engine.close()
  })

  it('a chair who never meets: the topics go up, the requests with them, and everything ends', async () => {
    const s = both()
    const ids = [await routed(s, 'rc:one'), await routed(s, 'rc:two')]
    expect(await s.silence()).toEqual([])
    for (const id of ids) expect((await s.view(id)).outcome).toBe('handedToDistrict')
    expect((await s.all()).map(({ caseType, outcome }) => `${caseType} ${outcome}`).sort()).toContain(
      'area-meeting lapsed',
    )
    await whole(s)
    await s.engine.close()
  })
})
