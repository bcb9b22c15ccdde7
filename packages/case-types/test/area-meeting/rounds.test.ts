import { describe, expect, it } from 'vitest'
import {
  chair,
  day,
  duty,
  inSession,
  leader,
  office,
  police,
  published,
  rc,
  request,
  round,
  session,
  vc,
} from './scenario.js'

const reason = { reason: '理由' }
const topic = (one: ReturnType<typeof round>, id = 't1') => one.context.topics[id]
const answers = (one: ReturnType<typeof round>) => one.links().filter(({ act }) => act === 'settled')
const opened = (one: ReturnType<typeof round>) => one.links().filter(({ act }) => act === 'open')

describe('collecting topics', () => {
  it('topics come by hand and from other cases, and are sorted by the list of the town', () => {
    const one = round()
    expect(one.joined('c-1', { topic: '楼道堆物', matter: '消防安全' })).toBe(true)
    one.send(vc, 'addTopic', { topic: '遛狗', place: '集新村', matter: '没有这一类' })
    expect(Object.values(one.context.topics).map(({ matter, asker, raisedBy }) => [matter, asker, raisedBy])).toEqual([
      ['停车', null, rc],
      ['消防安全', 'c-1/areaMeeting/k', rc],
      ['其他', null, vc],
    ])
    one.send(chair, 'classifyTopic', { topic: 't3', matter: '文明养宠' })
    expect(topic(one, 't3')?.matter).toBe('文明养宠')
  })

  it('the alliance of a large grid is another body than the area meeting', () => {
    const one = round()
    expect(one.joined('c-1', { kind: 'alliance' })).toBe(false)
    expect(one.joined('c-1', { chair: 'area:other' })).toBe(false)
    expect(one.joined('c-1')).toBe(true)
  })

  it('the chair is told of a kind of topic that reaches the threshold, and not before', () => {
    const one = round()
    one.joined('c-1')
    expect(one.told('commonProblem').flatMap(({ to }) => to)).toEqual([])
    one.joined('c-2')
    expect(one.told('commonProblem').at(-1)).toMatchObject({ to: [chair], params: { matters: ['停车'] } })
  })

  it('whoever raised a topic may take it back before it is on an agenda, and nobody else but the chair', () => {
    const one = round()
    one.send(vc, 'addTopic', { topic: '遛狗', place: '集新村' })
    expect(one.refusal(vc, 'withdrawTopic', { topic: 't1', ...reason }).details).toMatchObject({ guard: 'mayWithdraw' })
    one.send(vc, 'withdrawTopic', { topic: 't2', ...reason })
    expect(topic(one, 't2')).toMatchObject({ status: 'settled', decision: 'withdrawn' })
    expect(one.send(chair, 'withdrawTopic', { topic: 't1', ...reason }).outcome).toBe('withdrawn')
  })

  it('a topic put off as often as may be has to be on the agenda', () => {
    const one = round({ opening: { deferrals: 2 } })
    one.send(vc, 'addTopic', { topic: '遛狗', place: '集新村' })
    expect(one.refusal(chair, 'callMeeting', { ...session, agenda: ['t2'] }).details).toMatchObject({
      guard: 'isFitCall',
    })
    expect(one.send(chair, 'callMeeting', { ...session, agenda: ['t1'] }).where).toEqual(['called'])
  })

  it('a chair who never calls: topics are put off, then go up, and the round ends', () => {
    const one = round()
    one.joined('c-1')
    for (const deferrals of [1, 2]) {
      one.lapse('session')
      expect([one.where, topic(one)?.deferrals]).toEqual([['collecting'], deferrals])
    }
    one.lapse('session')
    expect(one.outcome).toBe('lapsed')
    expect(answers(one)).toMatchObject([{ caseId: 'c-1', outcome: 'escalated' }])
    expect(one.told('escalated').flatMap(({ to }) => to)).toContain(leader)
    expect(one.context.breaches.map(({ kind }) => kind)).toEqual(['noSession', 'noSession', 'noSession'])
  })
})

describe('calling the session', () => {
  it('notice is at least three working days', () => {
    const one = round().send(chair, 'callMeeting', { ...session, agenda: ['t1'] })
    expect(one.refusal(chair, 'openMeeting').code).toBe('refusal/too-early')
    expect(one.wait(4 * day).send(chair, 'openMeeting').where).toEqual(['inSession', 'inSession.gathering'])
  })

  it('a department answers, declines with a reason that goes up, or is silent, which is on record', () => {
    const departments = [office, police, 'dept:works'].map(party => ({ party, asked: '列席' }))
    const one = round().send(chair, 'callMeeting', { ...session, agenda: ['t1'], departments })
    one.send(office, 'accept').send(police, 'decline', reason)
    expect(one.told('declined').at(-1)?.to).toEqual([chair, leader])
    one.lapse('reply')
    expect(Object.values(one.context.invited).map(({ status }) => status)).toEqual(['accepted', 'declined', 'silent'])
    expect(one.context.breaches).toMatchObject([{ party: 'dept:works', kind: 'silent' }])
    expect(one.send('dept:works', 'accept').context.invited['dept:works']?.status).toBe('accepted')
  })

  it('it may be moved twice, with notice again, and without a session the topics go back', () => {
    const one = round().send(chair, 'callMeeting', { ...session, agenda: ['t1'] })
    for (const date of ['2026-03-21', '2026-03-22'])
      one.wait(day).send(chair, 'reschedule', { ...session, date, ...reason })
    expect(one.refusal(chair, 'reschedule', { ...session, ...reason }).details).toMatchObject({
      guard: 'mayReschedule',
    })
    expect(one.refusal(chair, 'openMeeting').code).toBe('refusal/too-early')
    one.lapse('meeting')
    expect([one.where, topic(one)]).toMatchObject([['collecting'], { status: 'open', deferrals: 1 }])
  })

  it('without a quorum nothing is decided', () => {
    const one = round()
      .send(chair, 'callMeeting', { ...session, agenda: ['t1'] })
      .wait(4 * day)
      .send(chair, 'openMeeting')
    expect(one.refusal(chair, 'begin').details).toMatchObject({ guard: 'isQuorate' })
    one.send(chair, 'noQuorum')
    expect([one.where, topic(one)?.deferrals]).toEqual([['collecting'], 1])
  })
})

describe('deciding', () => {
  it('a plan gives duties only to whoever is there, and its topics are answered when it is published', () => {
    const one = inSession({}, ['c-1'])
    const plan = { topics: ['t1', 't2'], plan: '统一错时停车', duties: [duty] }
    expect(one.refusal(chair, 'adoptPlan', { ...plan, duties: [{ ...duty, assignee: police }] }).details).toMatchObject(
      {
        guard: 'assigneesAreThere',
      },
    )
    one.send(chair, 'adoptPlan', plan)
    expect(one.where).toEqual(['inSession', 'inSession.minutes'])
    expect(answers(one)).toEqual([])
    published(one)
    expect(answers(one)).toMatchObject([
      { caseId: 'c-1', key: 'k', outcome: 'planAdopted', result: { text: '统一错时停车' } },
    ])
    expect(one.told('answered').map(({ to }) => to)).toEqual([[rc], [rc]])
    expect(one.where).toEqual(['following'])
  })

  it('a topic goes back to its convening with an answer', () => {
    const one = inSession({}, ['c-1']).send(chair, 'returnToConvening', { topics: ['t2'], answer: '自行约请' })
    published(one.send(chair, 'escalate', { topics: ['t1'], ...reason }))
    expect(answers(one)).toMatchObject([{ outcome: 'returned', result: { text: '自行约请' } }])
    expect(one.outcome).toBe('partlyConcluded')
  })

  it('only a common problem opens a convening request, and what becomes of it is followed', () => {
    const few = inSession({}, ['c-1'])
    expect(few.refusal(chair, 'openConvening', { topics: ['t1', 't2'], ...request, topic: 'x' }).details).toMatchObject(
      {
        guard: 'isCommonProblem',
      },
    )
    const one = inSession({}, ['c-1', 'c-2']).send(chair, 'openConvening', { ...request, topics: ['t1', 't2', 't3'] })
    published(one)
    expect(answers(one).map(({ caseId, outcome }) => [caseId, outcome])).toEqual([
      ['c-1', 'convened'],
      ['c-2', 'convened'],
    ])
    expect(opened(one)).toMatchObject([
      {
        name: 'convening',
        key: 'joint-parking',
        as: rc,
        opening: { kind: 'joint', conveners: [rc, vc], areaChair: chair },
      },
    ])
    one.news('case.settled', {
      link: 'convening',
      key: 'joint-parking',
      caseId: 'c-9',
      outcome: 'resolved',
      result: { unresolved: [] },
    })
    expect(one.outcome).toBe('concluded')
  })

  it('a request that is refused, or never comes back, leaves nobody waiting', () => {
    const begin = () =>
      published(inSession({}, ['c-1', 'c-2']).send(chair, 'openConvening', { ...request, topics: ['t1', 't2', 't3'] }))
    const refused = begin().news('case.refused', { link: 'convening', key: 'joint-parking', code: 'input/schema' })
    expect([refused.outcome, refused.told('linked').at(-1)?.to]).toEqual(['partlyConcluded', [chair, leader, rc, vc]])
    expect(begin().lapse('linked').outcome).toBe('partlyConcluded')
  })

  it('what is put off is taken up by the next session, whose answer is passed on', () => {
    const begin = () => published(inSession({}, ['c-1']).send(chair, 'defer', { topics: ['t1', 't2'], ...reason }))
    const one = begin()
    expect(opened(one)).toMatchObject([
      { name: 'nextSession', key: 't1', opening: { chair, deferrals: 1, matter: '停车' } },
      { name: 'nextSession', key: 't2', opening: { deferrals: 1 } },
    ])
    expect(answers(one)).toEqual([])
    const settled = (key: string, outcome: string, text: string) =>
      one.news('case.settled', { link: 'nextSession', key, caseId: 'c-9', outcome, result: { text } })
    settled('t2', 'planAdopted', '方案')
    expect(answers(one)).toMatchObject([{ caseId: 'c-1', outcome: 'planAdopted', result: { text: '方案' } }])
    settled('t1', 'lapsed', '')
    expect([topic(one)?.decision, one.outcome]).toEqual(['escalated', 'partlyConcluded'])
    const refused = begin()
    for (const key of ['t1', 't2'])
      refused.news('case.refused', { link: 'nextSession', key, code: 'engine/link-too-deep' })
    expect([refused.outcome, answers(refused)]).toMatchObject(['partlyConcluded', [{ outcome: 'escalated' }]])
  })

  it('nothing is put off more often than it may be', () => {
    const one = inSession({ opening: { deferrals: 2 } })
    expect(one.refusal(chair, 'defer', { topics: ['t1'], ...reason }).details).toMatchObject({ guard: 'mayPutOff' })
    one.lapse('conclusion')
    expect(topic(one)?.decision).toBe('escalated')
  })

  it('a topic is decided once, and never by anybody but the chair', () => {
    const one = inSession({}, ['c-1']).send(chair, 'escalate', { topics: ['t1'], ...reason })
    expect(one.refusal(chair, 'escalate', { topics: ['t1'], ...reason }).details).toMatchObject({ guard: 'mayDecide' })
    expect(one.refusal(rc, 'escalate', { topics: ['t2'], ...reason }).code).toBe('refusal/role')
  })
})

describe('minutes and publication', () => {
  const decided = () => inSession().send(chair, 'adoptPlan', { topics: ['t1'], plan: '方案' })

  it('minutes list who was there, what was decided and what not; dissent is kept', () => {
    const one = decided().send(chair, 'recordMinutes', { decided: '统一', undecided: '收费', content: '全文' })
    one.send(vc, 'signMinutes', { dissent: '不同意期限' })
    expect(one.context.minutes).toMatchObject([
      {
        attendees: [chair, rc, vc, office],
        ...{ decided: '统一', undecided: '收费', content: '全文', signed: [vc] },
        dissents: [{ party: vc, text: '不同意期限' }],
      },
    ])
    one.lapse('minutes')
    expect([one.where, one.context.minutes[0]?.unsigned]).toEqual([['publishing'], [chair, rc, office]])
  })

  it('minutes nobody wrote are on record as missing, and a decision takes effect unpublished', () => {
    const one = decided().lapse('minutes')
    expect(one.context.minutes).toMatchObject([{ content: '纪要未记录', signed: [] }])
    one.lapse('publication')
    expect(one.context.breaches).toMatchObject([{ party: chair, kind: 'notPublished' }])
    expect(one.outcome).toBe('concluded')
  })
})

describe('following up', () => {
  const begin = () => published(inSession().send(chair, 'adoptPlan', { topics: ['t1'], plan: '方案', duties: [duty] }))
  const status = (one: ReturnType<typeof round>) => one.context.duties[duty.duty]?.status
  const on = { duty: duty.duty }

  it('a duty is confirmed, carried out, checked by somebody else, and sent back once', () => {
    const one = begin()
      .send(office, 'confirmDuty', on)
      .send(office, 'done', { ...on, report: '完成' })
    expect(one.refusal(office, 'passDuty', on).code).toBe('refusal/role')
    one.send(chair, 'failDuty', { ...on, ...reason })
    expect(status(one)).toBe('open')
    one.send(office, 'done', { ...on, report: '重办' }).send(chair, 'passDuty', on)
    expect(one.outcome).toBe('concluded')
    const twice = begin().send(office, 'confirmDuty', on)
    for (let n = 0; n < 2; n++)
      twice.send(office, 'done', { ...on, report: 'x' }).send(chair, 'failDuty', { ...on, ...reason })
    expect([status(twice), twice.outcome]).toEqual(['failed', 'partlyConcluded'])
  })

  it('nobody has a duty it did not confirm: an objection, or silence, goes to the supervisor', () => {
    const objected = begin().send(office, 'objectDuty', { ...on, ...reason })
    const silent = begin().lapse('confirmation')
    for (const one of [objected, silent]) {
      expect([status(one), one.told('dutyHandedUp').at(-1)?.to]).toEqual(['handedUp', [chair, leader]])
      expect(one.outcome).toBe('partlyConcluded')
    }
  })

  it('a late duty is on record and, a working week later, the supervisor’s; an unchecked one is not verified', () => {
    const late = begin().send(office, 'confirmDuty', on).lapse('dutyDue')
    expect(late.context.breaches).toMatchObject([{ party: office, kind: 'overdue' }])
    expect([late.wait(8 * day).outcome, status(late)]).toEqual(['partlyConcluded', 'handedUp'])
    const unchecked = begin()
      .send(office, 'confirmDuty', on)
      .send(office, 'done', { ...on, report: 'x' })
      .lapse('check')
    expect(status(unchecked)).toBe('unverified')
  })

  it('reminders and copies change nothing else', () => {
    const one = begin()
      .send(chair, 'remind', { party: office, message: '请落实' })
      .send(leader, 'copyTo', { party: 'housing:office' })
    expect([one.context.reminders, one.context.informed, one.where]).toEqual([1, ['housing:office'], ['following']])
    expect(one.refusal(chair, 'remind', { party: 'dept:x', message: 'x' }).details).toMatchObject({
      guard: 'isInTheCase',
    })
  })
})
