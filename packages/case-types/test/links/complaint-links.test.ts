// A complaint and what it asks other cases: what they come to, come back as, and where nobody takes them up.
import { areaMeeting } from '@convoke/case-types/area-meeting'
import { complaint } from '@convoke/case-types/complaint'
import { conveningRequest } from '@convoke/case-types/convening-request'
import { fourParty } from '@convoke/case-types/four-party'
import { type AnyCaseType, caseDefinition, resolveParameters } from '@convoke/core'
import { describe, expect, it } from 'vitest'
import {
  area,
  centre,
  company,
  desk,
  district,
  housing,
  leader,
  lift,
  reason,
  committee as residents,
  streets,
  zhang,
} from '../complaint/cast.js'
import { day } from './scene.js'
import {
  answered,
  convening,
  decided,
  finished,
  handled,
  met,
  shelvedTwice,
  stage,
  stateOf,
  voted,
  whole,
} from './ways.js'

describe('a complaint and the cases it asks', () => {
  it('has units convened, learns what they settled, and is answered with it', async () => {
    const s = stage([complaint, conveningRequest])
    const id = await handled(s)
    await s.sent(id, housing, 'requestConvening', convening)
    const request = await s.linked(id, 'convening')
    expect(request).toMatchObject({ states: ['drafting'], data: { topic: lift.topic, areaChair: area } })
    await met(s, request.id, { due: '2026-06-30', criterion: '方案公布' })
    await finished(s, request.id)
    expect((await s.view(request.id)).outcome).toBe('resolved')
    const clocks = await s.engine.deadlines(id)
    // The unit's clock rested while the units met, which no single period explains; the outer clock never rests.
    expect(clocks.find(({ name }) => name === 'handling')).toMatchObject({ explanation: null, moved: 'resumed' })
    expect(clocks.find(({ name }) => name === 'outer')).not.toHaveProperty('moved')
    expect((await s.view(id)).data.convening).toMatchObject({
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
    expect((await s.view(id)).data.fourParty).toMatchObject({ status: 'settled', outcome: expect.any(String) })
    expect((await s.view(matter.id)).data.adopted).toBe(outcome === 'adopted')
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
    const item = ((await s.view(request.id)).data.items as Record<string, object>).parking
    expect(item).toMatchObject({ awaiting: null })
    await finished(s, request.id)
    expect((await s.view(id)).data.convening).toMatchObject({ status: 'settled', outcome: 'resolved' })
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

  it('keeps the accused out of what is split off from it', async () => {
    const s = stage([complaint])
    const id = await handled(s)
    await s.sent(id, centre, 'split', { name: 'noise', topic: '夜间噪声', ...reason })
    const part = await s.linked(id, 'splitOff', 'noise')
    await s.sent(part.id, desk, 'accept')
    expect(await s.attempt(part.id, centre, 'dispatch', { lead: company })).toBe(false)
    await s.sent(part.id, centre, 'dispatch', { lead: housing })
    const seen = await s.engine.view(part.id, { as: company })
    expect(JSON.stringify(seen)).not.toContain(zhang)
    await whole(s)
    await s.engine.close()
  })

  it('tells the four parties who is accused, so that it neither sorts the matter nor accepts the work', async () => {
    const s = stage([complaint, fourParty])
    const id = await handled(s)
    await s.sent(id, housing, 'requestFourParty', { raisedBy: residents, ...reason })
    expect((await s.linked(id, 'fourParty')).data.accused).toBe(company)
    await whole(s)
    await s.engine.close()
  })

  it('waits for a convening at least as long as a convening waits for the area meeting, and as others wait for one', () => {
    const days = (caseType: AnyCaseType, knob: string): unknown => {
      const resolved = resolveParameters(caseDefinition(caseType), [])
      return resolved.ok ? resolved.values[knob] : resolved.denial
    }
    const calendarDays = (n: number) => ({ n, unit: 'calendar-day' })
    expect(days(conveningRequest, 'areaAnswerWithin')).toEqual(calendarDays(93))
    for (const [caseType, knob] of [
      [complaint, 'conveningWithin'],
      [fourParty, 'conveningWithin'],
      [areaMeeting, 'awaitWithin'],
    ] as const)
      expect(days(caseType, knob)).toEqual(calendarDays(120))
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
    expect((await s.view(id)).data.convening).toMatchObject({ status: 'settled', outcome: 'rejected' })
    await s.sent(id, housing, 'requestConvening', {
      ...convening,
      invitees: [{ party: streets, as: 'lead', asked: '协查' }],
    })
    expect((await s.linked(id, 'convening', 'convening-2')).id).not.toBe(first.id)
    expect((await s.view(id)).data.convening).toMatchObject({ key: 'convening-2', status: 'open' })
    expect(await s.silence()).toEqual([])
    await whole(s)
    await s.engine.close()
  })
})
