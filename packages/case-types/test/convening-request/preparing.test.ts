import { describe, expect, it } from 'vitest'
import {
  centre,
  company,
  emergency,
  joint,
  leader,
  office,
  ordinary,
  rc,
  request,
  squad,
  submitted,
  vc,
} from './scenario.js'

const reason = { reason: '理由' }

describe('drafting and submitting', () => {
  it('a plan states what was tried and the decision wanted', () => {
    const { plan } = ordinary
    expect(() => request({ opening: { ...ordinary, plan: { ...plan, tried: undefined } } })).toThrow('/plan/tried')
    expect(() => request({ opening: { ...ordinary, plan: { ...plan, decisionWanted: '' } } })).toThrow(
      '/plan/decisionWanted',
    )
  })

  it('a convener may change the plan before it is submitted, and nobody else may', () => {
    const c = request().send(rc, 'editPlan', { topic: '夜间停车', participants: [] })
    expect(c.context.topic).toBe('夜间停车')
    expect(c.refusal(office, 'editPlan', { topic: 'x' }).code).toBe('refusal/role')
  })

  it.each([
    ['no required unit', { invitees: [{ party: office, as: 'observer', asked: 'x' }] }],
    ['two leads', { invitees: [office, squad].map(party => ({ party, as: 'lead', asked: 'x' })) }],
    ['a convener invited', { invitees: [{ party: rc, as: 'lead', asked: 'x' }] }],
    ['the supervisor invited', { invitees: [{ party: leader, as: 'lead', asked: 'x' }] }],
    ['the screening unit convening', { conveners: [rc], screener: rc }],
    ['the supervisor convening', { conveners: [rc], supervisor: rc }],
    ['a joint request of one', { kind: 'joint' }],
    [
      'a joint enforcement with one required unit',
      { kind: 'jointEnforcement', invitees: [{ party: office, as: 'lead', asked: 'x' }] },
    ],
    ['an emergency of two', { kind: 'emergency', conveners: [rc, vc] }],
  ])('a plan with %s cannot be submitted', (_, change) => {
    const c = request({ opening: { ...ordinary, ...change } })
    expect(c.refusal(rc, 'submit').details).toMatchObject({ guard: 'planIsFit' })
    expect(c.where).toEqual(['drafting'])
  })

  it('a unit or a convener named twice is refused at the door', () => {
    const unit = { party: office, as: 'lead', asked: 'x' }
    expect(() => request({ opening: { ...ordinary, invitees: [unit, unit] } })).toThrow('input/schema')
    expect(() => request({ opening: { ...ordinary, conveners: [rc, rc] } })).toThrow('input/schema')
  })

  it('where the screening unit is invited, the supervisor screens instead', () => {
    const invitees = [...ordinary.invitees, { party: centre, as: 'required', asked: '派单' }]
    const c = submitted({ opening: { ...ordinary, invitees } })
    expect(c.where).toEqual(['screening', 'screening.reviewing'])
    expect(c.roles(centre)).not.toContain('screener')
    expect(c.refusal(centre, 'accept').details).toMatchObject({ guard: 'screens' })
    expect(c.send(leader, 'accept').where).toEqual(['inviting', 'inviting.replies'])
  })

  it('a draft nobody submits is withdrawn by the clock', () => {
    expect(request().lapse('draft').outcome).toBe('withdrawn')
  })
})

describe('cosigning', () => {
  it('a joint request goes on when every co-convener has signed', () => {
    const c = request({ opening: joint }).send(rc, 'submit')
    expect(c.where).toEqual(['cosigning'])
    expect(c.roles(vc)).toEqual(['coConvener'])
    expect(c.send(vc, 'cosign').where).toEqual(['screening', 'screening.reviewing'])
    expect(c.roles(vc)).toContain('convener')
  })

  it('a co-convener that refuses drops out, and the rest go on', () => {
    const c = request({ opening: joint }).send(rc, 'submit').send(vc, 'refuse', reason)
    expect(c.where).toEqual(['screening', 'screening.reviewing'])
    expect(c.context.conveners[vc]).toMatchObject({ status: 'refused', reason: '理由' })
    expect(c.roles(vc)).toEqual([])
  })

  it('a silent co-convener drops out after two working days', () => {
    const c = request({ opening: joint }).send(rc, 'submit').lapse('cosignature')
    expect(c.context.conveners[vc]?.status).toBe('silent')
    expect(c.where).toEqual(['screening', 'screening.reviewing'])
  })

  it('a convener may invite another before submitting, who then has to sign', () => {
    const c = request().send(rc, 'inviteCoConvener', { party: vc }).send(rc, 'submit')
    expect(c.where).toEqual(['cosigning'])
    expect(request().refusal(rc, 'inviteCoConvener', { party: office }).details).toMatchObject({
      guard: 'isNewConvener',
    })
  })

  it('whoever signed the first plan signs again what is submitted after a return', () => {
    const c = submitted({ opening: joint }).send(centre, 'returnForFix', { list: ['补充'] })
    expect(c.send(vc, 'editPlan', { topic: '停车' }).send(vc, 'submit').where).toEqual(['cosigning'])
    expect(c.send(rc, 'cosign').where).toEqual(['screening', 'screening.reviewing'])
  })
})

describe('screening', () => {
  it('may return the request for fixing once; a second doubt goes to the supervisor', () => {
    const c = submitted().send(centre, 'returnForFix', { list: ['补充照片'] })
    expect(c.where).toEqual(['drafting'])
    expect(c.context.toFix).toEqual(['补充照片'])
    c.send(rc, 'submit').send(centre, 'returnForFix', { list: ['仍有疑问'] })
    expect(c.where).toEqual(['screening', 'screening.referred'])
    expect(c.roles(centre)).toEqual([])
    expect(c.send(leader, 'accept').where).toEqual(['inviting', 'inviting.replies'])
    expect(c.roles(centre)).toContain('screener')
  })

  it('a rejection is reasoned and may be appealed to the supervisor', () => {
    expect(submitted().refusal(centre, 'reject', { reason: '' }).code).toBe('input/schema')
    const c = submitted().send(centre, 'reject', reason)
    expect(c.where).toEqual(['screening', 'screening.rejected'])
    expect(c.outcome).toBeNull()
    expect(c.send(rc, 'appealRejection', reason).where).toEqual(['screening', 'screening.referred'])
    expect(c.send(leader, 'reject', reason).outcome).toBe('rejected')
  })

  it('a rejection nobody appeals in time stands', () => {
    const c = submitted().send(centre, 'reject', reason).lapse('rejectionAppeal')
    expect(c.outcome).toBe('rejected')
    expect(c.refusal(rc, 'appealRejection', reason).code).toBe('refusal/window-closed')
  })

  it('a silent screening unit loses the request to the supervisor, and a silent supervisor lets it pass', () => {
    const c = submitted().lapse('screening')
    expect(c.where).toEqual(['screening', 'screening.referred'])
    expect(c.lapse('referredScreening').where).toEqual(['inviting', 'inviting.replies'])
  })

  it('routes to a complaint', () => {
    expect(submitted().send(centre, 'routeToComplaint', reason).outcome).toBe('routedToComplaint')
  })

  it('routes to the area meeting once enough requests of one kind are batched', () => {
    const c = submitted()
    expect(c.refusal(centre, 'routeToArea', { ...reason, requests: ['a'] }).details).toMatchObject({
      guard: 'enoughForArea',
    })
    expect(c.send(centre, 'routeToArea', { ...reason, requests: ['a', 'b'] }).where).toEqual(['areaMeeting'])
  })

  it('is no step at all where the town has switched it off', () => {
    expect(submitted({ parameters: { screening: false } }).where).toEqual(['inviting', 'inviting.replies'])
  })

  it('is skipped in an emergency, which is reported after the fact', () => {
    const c = submitted({ opening: emergency })
    expect(c.where).toEqual(['inviting', 'inviting.presence'])
    expect(c.context.reportOwed).toBe(true)
    c.send(rc, 'reportEmergency', { report: '已封控' })
    expect(c.context).toMatchObject({ reportOwed: false, emergencyReport: '已封控' })
    expect(c.refusal(rc, 'reportEmergency', { report: '再报' }).details).toMatchObject({ guard: 'owesReport' })
  })

  it('an emergency nobody reports in one working day is a recorded breach', () => {
    const c = submitted({ opening: emergency })
    c.send(office, 'checkIn').send(squad, 'checkIn').lapse('emergencyReport')
    expect(c.context.breaches).toContainEqual(expect.objectContaining({ party: rc, kind: 'noReport' }))
  })

  it('an emergency is screened like any other where the town wants it', () => {
    const c = submitted({ opening: emergency, parameters: { emergencySkipsScreening: false } })
    expect(c.where).toEqual(['screening', 'screening.reviewing'])
    expect(c.send(centre, 'accept').where).toEqual(['inviting', 'inviting.presence'])
    expect(c.context.reportOwed).toBe(false)
  })

  it('a participant may read and supplement, not decide', () => {
    const c = submitted().send(company, 'supplement', { text: '车位数' })
    expect(c.context.supplements).toEqual([{ party: company, text: '车位数' }])
    expect(c.refusal(company, 'accept').code).toBe('refusal/role')
  })
})
