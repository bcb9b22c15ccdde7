import { describe, expect, it } from 'vitest'
import { minute } from '../stage/stage.js'
import {
  answered,
  centre,
  emergency,
  office,
  ordinary,
  parking,
  police,
  rc,
  request,
  squad,
  submitted,
  vc,
} from './scenario.js'

const reason = { reason: '理由' }
const open = (options = {}) => submitted(options).send(centre, 'accept')

describe('answering an invitation', () => {
  it('the meeting is fixed once every unit has answered', () => {
    const c = open().send(office, 'accept')
    expect(c.where).toEqual(['inviting', 'inviting.replies'])
    expect(c.send(squad, 'accept').where).toEqual(['scheduled', 'scheduled.fixing'])
  })

  it('a unit may accept with a reservation that only the conveners and those who decide read', () => {
    const c = open().send(office, 'acceptWithReservation', { reservation: '限本职' })
    expect(c.context.invitees[office]).toMatchObject({ status: 'reserved', reservation: '限本职' })
  })

  it('a delegate acts for its unit, with a mandate to decide or to relay', () => {
    const c = open().send(office, 'delegate', { to: 'person:wang', mandate: 'decide' })
    expect(c.roles('person:wang')).toEqual(['delegate'])
    expect(c.refusal(squad, 'delegate', { to: 'person:wang', mandate: 'relay' }).details).toMatchObject({
      guard: 'namesNobodyElse',
    })
    expect(c.refusal(squad, 'delegate', { to: rc, mandate: 'relay' }).details).toMatchObject({
      guard: 'namesNobodyElse',
    })
  })

  it('a clash of dates is a counter-proposal, never a reason to decline', () => {
    const c = open()
    expect(c.refusal(office, 'decline', { code: 'conflictOfDate', ...reason }).details).toMatchObject({
      guard: 'isNoClash',
    })
    c.send(office, 'counter', { time: '周四' })
    expect(c.context.invitees[office]?.status).toBe('countered')
    expect(c.refusal(office, 'counter', { time: '周五' }).details).toMatchObject({ guard: 'mayObject' })
  })

  it('an answer is given once', () => {
    const c = open().send(office, 'accept')
    expect(c.refusal(office, 'accept').details).toMatchObject({ guard: 'mayAccept' })
    expect(c.refusal(office, 'decline', { code: 'notInRemit', ...reason }).details).toMatchObject({
      guard: 'isNoClash',
    })
  })

  it('a unit that declined or countered may still come round', () => {
    const c = open()
      .send(office, 'decline', { code: 'notInRemit', ...reason })
      .send(office, 'accept')
    expect(c.context.invitees[office]?.status).toBe('accepted')
  })

  it('the convener may agree to a counter-proposal: the unit then comes on its terms', () => {
    const c = open()
      .send(office, 'counter', { time: '周四', scope: '限市政路' })
      .send(rc, 'concede', { invitee: office })
    expect(c.context.invitees[office]).toMatchObject({ status: 'accepted', agreed: '周四; 限市政路' })
    expect(c.send(squad, 'accept').where).toEqual(['scheduled', 'scheduled.fixing'])
  })

  it('the convener may agree to a decline: the unit need not come', () => {
    const c = open()
      .send(squad, 'decline', { code: 'notInRemit', ...reason })
      .send(rc, 'concede', { invitee: squad })
    expect(c.context.invitees[squad]?.status).toBe('excused')
    expect(c.refusal(rc, 'concede', { invitee: office }).details).toMatchObject({ guard: 'isContested' })
  })

  it('silence past two working days is recorded and goes to a ruling by itself', () => {
    const c = open().send(office, 'accept').lapse('reply')
    expect(c.context.invitees[squad]?.status).toBe('silent')
    expect(c.context.breaches).toEqual([expect.objectContaining({ party: squad, kind: 'silent' })])
    expect(c.where).toEqual(['ruling', 'ruling.attendance'])
  })

  it('an optional unit owes an answer, not its presence: its decline needs no ruling', () => {
    const invitees = [ordinary.invitees[0], { party: squad, as: 'optional', asked: 'x' }]
    const c = open({ opening: { ...ordinary, invitees } }).send(office, 'accept')
    expect(c.send(squad, 'decline', { code: 'notInRemit', ...reason }).where).toEqual(['scheduled', 'scheduled.fixing'])
    expect(c.context.invitees[squad]?.status).toBe('excused')
  })

  it('a body outside the town gets a letter, and its silence is referred up without binding it', () => {
    const invitees = [...ordinary.invitees, { party: police, as: 'required', asked: '执法', letter: true }]
    const c = open({ opening: { ...ordinary, invitees } })
    expect(c.told('letter')[0]?.to).toEqual([police])
    expect(c.told('invited')[0]?.to).toEqual([office, squad])
    c.send(office, 'accept').send(squad, 'accept').lapse('reply')
    expect(c.context.invitees[police]?.status).toBe('referredUp')
    expect(c.told('referredUp').at(-1)?.params).toMatchObject({ subject: police })
    expect(c.where).toEqual(['scheduled', 'scheduled.fixing'])
  })

  it('only the invited answer', () => {
    expect(open().refusal(rc, 'accept').code).toBe('refusal/role')
    expect(open().refusal('dept:stranger', 'accept').code).toBe('missing/case')
  })
})

describe('an emergency', () => {
  it('gathers those who are there within half an hour and goes on at once', () => {
    const c = submitted({ opening: emergency }).send(office, 'checkIn')
    expect(c.where).toEqual(['inviting', 'inviting.presence'])
    expect(c.refusal(office, 'checkIn').details).toMatchObject({ guard: 'isSummoned' })
    expect(c.send(squad, 'checkIn').where).toEqual(['onSite', 'onSite.discussing'])
    expect(c.told('summoned')[0]?.to).toEqual([office, squad])
    expect(c.told('invited').flatMap(notice => notice.to)).toEqual([])
  })

  it('after half an hour an absent required unit is reported upwards; without a quorum the supervisor takes over', () => {
    const c = submitted({ opening: emergency })
      .send(office, 'checkIn')
      .wait(30 * minute - 1)
    expect(c.where).toEqual(['inviting', 'inviting.presence'])
    c.wait(1)
    expect(c.context.invitees[squad]?.status).toBe('referredUp')
    expect(c.context.breaches).toEqual([expect.objectContaining({ party: squad, kind: 'absent' })])
    // The quorum counts the units bound to come; whoever was reported is the superiors' business.
    expect(c.where).toEqual(['onSite', 'onSite.discussing'])
    expect(submitted({ opening: emergency }).wait(30 * minute).where).toEqual(['escalated', 'escalated.town'])
  })

  it('a unit that comes too late is let in, and marked late', () => {
    const c = submitted({ opening: emergency })
      .send(office, 'checkIn')
      .wait(31 * minute)
      .send(squad, 'checkIn')
    expect(c.context.presence[squad]?.status).toBe('late')
    expect(c.context.invitees[squad]?.status).toBe('accepted')
  })

  it('leaving before all have agreed is a recorded breach of a required unit, afterwards it is not', () => {
    const c = submitted({ opening: emergency }).send(office, 'checkIn').send(squad, 'checkIn').send(squad, 'leave')
    expect(c.context.breaches).toEqual([expect.objectContaining({ party: squad, kind: 'leftBeforeAgreement' })])
    const d = submitted({ opening: emergency })
      .send(office, 'checkIn')
      .send(squad, 'checkIn')
      .send(rc, 'propose', parking)
    d.send(office, 'agreeResponsibilities').send(squad, 'agreeResponsibilities').send(squad, 'leave')
    expect(d.context.breaches).toEqual([])
  })
})

describe('opening', () => {
  it('needs a convener', () => {
    expect(() => request({ by: office })).toThrow('refusal/role')
    expect(() => request({ by: vc })).toThrow('refusal/role')
  })

  it('a required unit that answers leaves no deadline behind', () => {
    const c = answered()
    expect(c.state.deadlines.map(deadline => deadline.name).sort()).toEqual(['meeting', 'meetingDate'])
  })
})
