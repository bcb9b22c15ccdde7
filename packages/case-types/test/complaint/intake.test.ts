import { describe, expect, it } from 'vitest'
import {
  accepted,
  anonymous,
  centre,
  company,
  consult,
  desk,
  dispatched,
  group,
  housing,
  inspector,
  leader,
  lift,
  pothole,
  reason,
  received,
  report,
  streets,
  zhang,
} from './cast.js'

describe('a complaint that comes in', () => {
  it('is rejected only with a reason and the channel that is open instead', () => {
    const c = received()
    expect(c.refusal(desk, 'reject', reason).code).toBe('input/schema')
    c.send(desk, 'reject', { ...reason, channel: '区房管局' })
    expect(c.outcome).toBe('rejected')
    expect(c.told('rejected')[0]).toMatchObject({ to: [zhang], params: { channel: '区房管局' } })
  })

  it('is accepted by the clock when nobody reads it', () => {
    const c = received().lapse('intake')
    expect(c.where).toEqual(['dispatching'])
    expect(c.told('overdue')).toMatchObject([{ to: [centre], params: { clock: 'intake', level: 'due' } }])
  })

  it('is supplemented once within two working days, and then decided on what is there', () => {
    const c = received().send(desk, 'askSupplement', { list: ['发生时间'] })
    expect(c.lapse('supplementing').where).toEqual(['submitted'])
    expect(c.refusal(desk, 'askSupplement', { list: ['又一项'] }).details).toMatchObject({ guard: 'mayAskSupplement' })
    const d = received()
      .send(desk, 'askSupplement', { list: ['发生时间'] })
      .send(zhang, 'supplement', { text: '昨夜' })
    expect(d.where).toEqual(['submitted'])
    expect(d.context.supplements).toHaveLength(1)
  })

  it('repeated without new facts is answered by the previous answer, and may be reopened on new ones', () => {
    const c = received().send(desk, 'informPrevious', { previous: '2026-0', ...reason })
    expect(c.outcome).toBe('informedPrevious')
    c.send(zhang, 'reopen', { newFacts: '今早再次故障' })
    expect(c.where).toEqual(['submitted'])
    // A repeat with new facts is never put off again with what was said before.
    expect(c.refusal(desk, 'informPrevious', { previous: '2026-0', ...reason }).details).toMatchObject({
      guard: 'isNoHazard',
    })
  })

  it('about a danger is never answered by a previous answer, and never withdrawn', () => {
    const c = received({ opening: { ...lift, sensitive: ['safetyHazard'] } })
    expect(c.refusal(desk, 'informPrevious', { previous: '2026-0', ...reason }).details).toMatchObject({
      guard: 'isNoHazard',
    })
    expect(c.refusal(zhang, 'withdraw', reason).details).toMatchObject({ guard: 'mayWithdraw' })
  })

  it('from an abusive caller earns a warning and goes its way', () => {
    const c = received().send(desk, 'warnAbuse', reason).send(desk, 'warnAbuse', reason)
    expect(c.context.warnings).toBe(2)
    expect(c.allowed(zhang)).toContain('supplement')
    expect(c.send(desk, 'accept').where).toEqual(['dispatching'])
  })

  it('about a member of staff goes to discipline inspection and to no unit', () => {
    const c = received({ opening: { ...lift, sensitive: ['staffConduct'] } })
    expect(c.refusal(desk, 'accept').details).toMatchObject({ guard: 'isForUs' })
    c.send(desk, 'adviseChannel', { channel: 'discipline', ...reason })
    expect(c.outcome).toBe('adviseChannel')
    const late = received({ opening: { ...lift, sensitive: ['staffConduct'] } }).lapse('intake')
    expect(late.where).toEqual(['escalated', 'escalated.town'])
    const marked = dispatched().send(desk, 'markSensitive', { flags: ['staffConduct'] })
    expect(marked.where).toEqual(['escalated', 'escalated.town'])
  })

  it('about the grid, from the public, is looked at on site before it is filed; from a patrol it is not', () => {
    const c = received({ opening: pothole }).send(desk, 'accept')
    expect(c.where).toEqual(['verifying'])
    expect(c.send(inspector, 'verify', { finding: '属实' }).where).toEqual(['dispatching'])
    const patrol = received({ opening: { ...pothole, inlet: 'patrol' } }).send(desk, 'accept')
    expect(patrol.where).toEqual(['dispatching'])
    const nobody = received({ opening: pothole }).send(desk, 'accept').lapse('siteVerification')
    expect(nobody.where).toEqual(['dispatching'])
    expect(nobody.context.verified).toBe('notVerified')
  })

  it('of a group has five representatives at most: the sixth may only join', () => {
    const six = ['1', '2', '3', '4', '5', '6'].map(n => `resident:${n}`)
    expect(() => received({ opening: { ...group, group: six } })).toThrow('too_big')
    const c = received({ opening: { ...group, group: six.slice(0, 5) } })
    const sixth = { party: 'resident:6', as: 'representative' }
    expect(c.refusal(desk, 'joinAs', sixth).details).toMatchObject({ guard: 'mayJoin' })
    c.send(desk, 'joinAs', { ...sixth, as: 'supporter' })
    expect(c.context).toMatchObject({ supporters: ['resident:6'], headcount: 31 })
    expect(c.roles('resident:6')).toEqual(['supporter'])
    expect(c.allowed('resident:6')).toEqual([])
  })

  it('names nobody when it is anonymous', () => {
    expect(() => received({ opening: { ...anonymous, name: '张先生' } })).toThrow('anonymous')
  })

  it('cannot be brought here about the district itself, nor opened by whoever is accused', () => {
    expect(() => received({ opening: { ...lift, respondent: lift.districtOffice } })).toThrow('channel above')
    expect(() => received({ opening: { ...lift, respondent: desk } })).toThrow('refusal/role')
  })

  it('is withdrawn by all who complain, one by one', () => {
    const c = received({ opening: group }).send(zhang, 'withdraw', reason).send('resident:1', 'withdraw', reason)
    expect(c.outcome).toBe(null)
    // Somebody without access is spoken for by the desk.
    c.send(desk, 'withdraw', { of: 'resident:2', ...reason })
    expect(c.outcome).toBe('withdrawn')
  })
})

describe('an order that is dispatched', () => {
  it('goes to one lead, never the accused, its branch, or a complainant', () => {
    const c = accepted()
    for (const lead of [company, `${company}/north`, zhang]) {
      expect(c.refusal(centre, 'dispatch', { lead }).details).toMatchObject({ guard: 'mayLead' })
    }
    expect(c.refusal(centre, 'dispatch', { lead: housing, coUnits: [company] }).details).toMatchObject({
      guard: 'mayLead',
    })
    expect(c.refusal(centre, 'dispatch', { lead: housing, coUnits: [housing] }).code).toBe('refusal/guard')
    c.send(centre, 'dispatch', { lead: housing, coUnits: [streets] })
    expect(c.roles(housing)).toEqual(['leadUnit'])
    expect(c.roles(streets)).toEqual(['coUnit'])
  })

  it('goes to the first receiver when nobody dispatches it, and up where there is none', () => {
    expect(accepted().lapse('dispatching').context.lead).toBe(lift.firstReceiver)
    const none = accepted({ opening: { ...lift, firstReceiver: null } }).lapse('dispatching')
    expect(none.where).toEqual(['escalated', 'escalated.town'])
  })

  it('is recalled before it is signed, and not afterwards', () => {
    expect(dispatched().send(centre, 'recall', reason).where).toEqual(['dispatching'])
    expect(dispatched().send(housing, 'sign').refusal(centre, 'recall', reason).code).toBe('refusal/not-in-state')
  })

  it('that a silent police station does not sign goes on as if it had', () => {
    const c = accepted().send(centre, 'dispatch', { lead: 'dept:police' }).lapse('signing')
    expect(c.where).toEqual(['contacting'])
    expect(c.lapse('firstContact').where).toEqual(['handling'])
    expect(c.context.contact).toBe('late')
  })

  it('of an urgent matter is signed in half an hour, day or night', () => {
    const c = accepted().send(centre, 'dispatch', { lead: housing, urgent: true })
    expect((c.due('urgentSigning') ?? 0) - c.at).toBe(30 * 60_000)
    expect(c.due('signing')).toBeUndefined()
  })

  it('of a leader’s note opens a supervision order by itself and leaves the lead where it is', () => {
    const c = received({ opening: { ...lift, inlet: 'leadersNote' } }).send(desk, 'accept')
    c.send(centre, 'dispatch', { lead: housing })
    expect(c.roles(housing)).toEqual(['leadUnit', 'supervised'])
    expect(c.context.supervisions['by-inlet']).toMatchObject({ by: leader, level: 'town', status: 'open' })
    c.send(housing, 'answerSupervision', { order: 'by-inlet', feedback: '已落实' })
    expect(c.context.lead).toBe(housing)
  })

  it('of a consultation may stay at the desk, whose call-back the centre then makes', () => {
    const c = received({ opening: consult }).send(desk, 'accept').send(centre, 'dispatch', { lead: desk })
    expect(c.roles(desk)).toEqual(['intake', 'leadUnit'])
    expect(c.roles(centre)).toContain('caller')
  })

  it('keeps a reporter from the respondent, whatever the reporter says', () => {
    const c = received({ opening: report })
    expect(c.refusal(zhang, 'consent').details).toMatchObject({ guard: 'mayConsent' })
    expect(c.roles(company)).toEqual(['respondent'])
    expect(received().send(zhang, 'consent').roles(company)).toEqual(['respondent', 'consentedRespondent'])
  })
})
