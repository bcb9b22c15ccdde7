import { describe, expect, it } from 'vitest'
import { day, minute } from '../stage/stage.js'
import {
  answered,
  assigned,
  centre,
  company,
  joint,
  leader,
  met,
  office,
  parking,
  rc,
  request,
  squad,
  submitted,
  vc,
} from './scenario.js'

const reason = { reason: '理由' }
const appointment = { date: '2026-03-05', time: '14:00', place: '春申路' }

describe('fixing the meeting', () => {
  it('leaves at least one working day of notice', () => {
    const c = answered().send(rc, 'fixMeeting', appointment)
    expect(c.refusal(rc, 'openMeeting').code).toBe('refusal/too-early')
    c.lapse('notice')
    expect(c.send(rc, 'openMeeting').where).toEqual(['onSite', 'onSite.gathering'])
  })

  it('tells everybody who comes, with a number that grows', () => {
    const c = answered().send(rc, 'fixMeeting', appointment)
    expect(c.told('meetingFixed')[0]).toMatchObject({ to: [office, squad, company], params: { sequence: 1 } })
    c.send(rc, 'reschedule', { ...appointment, date: '2026-03-06', ...reason })
    expect(c.told('meetingMoved')[0]?.params).toMatchObject({ date: '2026-03-06', sequence: 2 })
  })

  it('a moved meeting needs notice again and has more time, at most twice', () => {
    const c = answered().send(rc, 'fixMeeting', appointment).send(squad, 'confirm')
    const due = () => c.state.deadlines.find(deadline => deadline.name === 'meeting')?.dueAt ?? 0
    const before = due()
    expect(c.refusal(squad, 'confirm').details).toMatchObject({ guard: 'hasASeat' })
    c.wait(day).send(rc, 'reschedule', { ...appointment, ...reason })
    expect(due() - before).toBe(3 * day)
    expect(c.context.confirmations).toEqual([])
    expect(c.refusal(rc, 'openMeeting').code).toBe('refusal/too-early')
    c.send(rc, 'reschedule', { ...appointment, ...reason })
    expect(c.refusal(rc, 'reschedule', { ...appointment, ...reason }).details).toMatchObject({ guard: 'mayReschedule' })
  })

  it('a date nobody fixes, and a meeting nobody holds, go to the supervisor', () => {
    expect(answered().lapse('meetingDate').where).toEqual(['escalated', 'escalated.town'])
    const c = answered().send(rc, 'fixMeeting', appointment).lapse('meeting')
    expect(c.where).toEqual(['escalated', 'escalated.town'])
    expect(c.told('escalated')[0]?.to).toEqual([leader])
  })

  it('another chair may be appointed from those at the table', () => {
    const c = answered().send(rc, 'substituteChair', { party: office })
    expect(c.roles(office)).toContain('chair')
    expect(c.refusal(rc, 'substituteChair', { party: centre }).details).toMatchObject({ guard: 'mayAppointChair' })
    expect(c.send(rc, 'fixMeeting', appointment).lapse('notice').refusal(rc, 'openMeeting').code).toBe('refusal/role')
  })
})

describe('at the meeting', () => {
  const gathered = () =>
    answered()
      .send(rc, 'fixMeeting', appointment)
      .wait(2 * day)
      .send(rc, 'openMeeting')

  it('begins with a quorum: two thirds of the bound units, the limit included', () => {
    const c = gathered().send(office, 'checkIn')
    expect(c.refusal(rc, 'begin').details).toMatchObject({ guard: 'isQuorate' })
    expect(c.send(squad, 'checkIn').send(rc, 'begin').where).toEqual(['onSite', 'onSite.discussing'])
  })

  it('without a quorum it is put off twice, then the supervisor takes over', () => {
    const c = gathered()
    for (const _ of [1, 2]) {
      c.send(rc, 'quorumFail', reason)
      expect(c.where).toEqual(['scheduled', 'scheduled.fixing'])
      c.send(rc, 'fixMeeting', appointment)
        .wait(2 * day)
        .send(rc, 'openMeeting')
    }
    expect(c.send(rc, 'quorumFail', reason).where).toEqual(['escalated', 'escalated.town'])
    expect(met().refusal(rc, 'quorumFail', reason).details).toMatchObject({ guard: 'mayTryAgain' })
  })

  it('whoever comes after the beginning is late', () => {
    const c = gathered().send(office, 'checkIn').send(squad, 'checkIn').send(rc, 'begin').send(company, 'checkIn')
    expect(c.context.presence).toMatchObject({ [squad]: { status: 'present' }, [company]: { status: 'late' } })
    expect(c.refusal(company, 'checkIn').details).toMatchObject({ guard: 'mayArrive' })
  })

  it('a delegate checks in for its unit', () => {
    const c = submitted()
      .send(centre, 'accept')
      .send(office, 'accept')
      .send(squad, 'delegate', { to: 'person:wang', mandate: 'decide' })
    c.send(rc, 'fixMeeting', appointment)
      .wait(2 * day)
      .send(rc, 'openMeeting')
      .send(office, 'checkIn')
      .send('person:wang', 'checkIn')
    expect(c.context.presence[squad]?.status).toBe('present')
    c.send(rc, 'begin').send(rc, 'propose', parking).send('person:wang', 'agreeResponsibilities')
    expect(c.context.agreements).toEqual([squad])
  })

  it('a delegate sent only to relay cannot agree; its unit can', () => {
    const c = submitted()
      .send(centre, 'accept')
      .send(office, 'accept')
      .send(squad, 'delegate', { to: 'person:wang', mandate: 'relay' })
    c.send(rc, 'fixMeeting', appointment)
      .wait(2 * day)
      .send(rc, 'openMeeting')
      .send(office, 'checkIn')
      .send('person:wang', 'checkIn')
    c.send(rc, 'begin').send(rc, 'propose', parking).send(office, 'agreeResponsibilities')
    expect(c.refusal('person:wang', 'agreeResponsibilities').details).toMatchObject({ guard: 'mayAgree' })
    expect(c.send(squad, 'agreeResponsibilities').where).toEqual(['onSite', 'onSite.minutes'])
  })

  it('an item has one assignee who is at the table, and another wording voids what was agreed', () => {
    const c = met()
    for (const wrong of [
      { assignee: 'dept:stranger' },
      { coAssignees: [office] },
      { coAssignees: [squad, squad] },
      { place: office },
      { item: 'not a name' },
    ]) {
      const refusal = c.refusal(rc, 'propose', { ...parking, ...wrong })
      expect([refusal.code, refusal.details.guard]).toContainEqual(expect.stringMatching(/^(isWellPut|input\/schema)$/))
    }
    c.send(rc, 'propose', parking).send(office, 'agreeResponsibilities')
    expect(c.send(squad, 'propose', { ...parking, title: '新方案' }).context.agreements).toEqual([])
    expect(c.send(rc, 'dropProposal', { item: 'parking', ...reason }).context.items).toEqual({})
    expect(c.refusal(office, 'agreeResponsibilities').details).toMatchObject({ guard: 'mayAgree' })
    expect(c.refusal(rc, 'dropProposal', { item: 'parking', ...reason }).details).toMatchObject({
      guard: 'isOnTheTable',
    })
  })

  it('a case keeps a hundred dissents and no more', () => {
    const c = met()
    for (let n = 0; n < 100; n++) c.send(squad, 'dissent', { text: `${n}` })
    expect(c.refusal(squad, 'dissent', { text: 'x' }).details).toMatchObject({ guard: 'mayDissent' })
  })

  it.each([
    ['no due date', { due: undefined }],
    ['a due date that is none', { due: '2026-02-30' }],
    ['no criterion', { criterion: '' }],
    ['no assignee', { assignee: undefined }],
  ])('an item with %s is refused at the door', (_, wrong) => {
    expect(met().refusal(rc, 'propose', { ...parking, ...wrong }).code).toBe('input/schema')
  })

  it('all required units agree, then the minutes are signed, and dissent is kept', () => {
    const c = met()
      .send(rc, 'propose', parking)
      .send(office, 'agreeResponsibilities')
      .send(squad, 'dissent', { text: '人手不足' })
    expect(c.where).toEqual(['onSite', 'onSite.discussing'])
    expect(c.send(squad, 'agreeResponsibilities').where).toEqual(['onSite', 'onSite.minutes'])
    expect(c.refusal(office, 'signMinutes').details).toMatchObject({ guard: 'maySign' })
    c.send(rc, 'recordMinutes', { decided: '议定', undecided: '照明', content: '全文' })
    expect(c.refusal(rc, 'recordMinutes', { decided: 'x', content: 'x' }).details).toMatchObject({
      guard: 'notYetRecorded',
    })
    c.send(office, 'signMinutes').send(squad, 'signMinutes', { dissent: '期限过紧' }).send(rc, 'signMinutes')
    expect(c.where).toEqual(['assigned'])
    expect(c.context.dissents.map(({ text }) => text)).toEqual(['人手不足', '期限过紧'])
  })

  it('minutes unsigned after one working day are recorded as unsigned, and the work goes on', () => {
    const c = met()
      .send(rc, 'propose', parking)
      .send(office, 'agreeResponsibilities')
      .send(squad, 'agreeResponsibilities')
    c.send(rc, 'recordMinutes', { decided: '议定', content: '全文' }).send(office, 'signMinutes').lapse('minutes')
    expect(c.context.minutes[0]).toMatchObject({ signed: [office], unsigned: [squad] })
    expect(c.where).toEqual(['assigned'])
  })

  it('adjourns to another date, at most twice', () => {
    const c = met()
      .send(rc, 'propose', parking)
      .send(rc, 'adjourn', { ...appointment, ...reason })
    expect(c.where).toEqual(['scheduled', 'scheduled.fixed'])
    expect(c.context.items.parking?.status).toBe('proposed')
    expect(c.context.presence).toEqual({})
    const d = met({ parameters: { maxAdjournments: 0 } })
    expect(d.refusal(rc, 'adjourn', { ...appointment, ...reason }).details).toMatchObject({ guard: 'mayAdjourn' })
  })

  it('a deadlock goes to the area meeting or to the supervisor, as does a meeting without a result', () => {
    expect(met().send(rc, 'deadlock', { to: 'area', ...reason }).where).toEqual(['areaMeeting'])
    const c = met().send(rc, 'deadlock', { to: 'supervisor', ...reason })
    expect(c.where).toEqual(['escalated', 'escalated.town'])
    expect(c.context.escalation).toEqual({ level: 'town', ground: '理由' })
    const d = met({ parameters: { maxAreaVisits: 0 } })
    expect(d.refusal(rc, 'deadlock', { to: 'area', ...reason }).details).toMatchObject({ guard: 'deadlockedForArea' })
    expect(met().lapse('conclusion').where).toEqual(['escalated', 'escalated.town'])
    expect(gathered().lapse('conclusion').where).toEqual(['escalated', 'escalated.town'])
  })

  it('a convener that leaves takes nobody with it', () => {
    const c = met({ opening: joint }).send(vc, 'checkIn').send(vc, 'leave')
    expect(c.refusal(vc, 'leave').details).toMatchObject({ guard: 'isThere' })
    expect(c.where).toEqual(['onSite', 'onSite.discussing'])
  })
})

describe('time in the meeting', () => {
  it('a reply at the very limit is late', () => {
    const c = submitted().send(centre, 'accept')
    const due = c.state.deadlines.find(deadline => deadline.key === office)?.dueAt ?? 0
    expect(c.wait(due - c.at - 1).send(office, 'accept').context.invitees[office]?.status).toBe('accepted')
    c.wait(1)
    expect(c.context.invitees[squad]?.status).toBe('silent')
  })

  it('everybody who owes is reminded at half-time', () => {
    const c = request().wait(16 * day)
    expect(c.told('deadline')[0]).toMatchObject({ to: [rc], params: { name: 'draft', rung: 'half' } })
    expect(assigned().wait(minute).told('confirmationAsked')[0]?.to).toEqual([office])
  })
})
