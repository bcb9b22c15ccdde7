// The plays whose journals are kept: one for each way through a round.
import {
  chair,
  day,
  duty,
  inSession,
  leader,
  office,
  police,
  published,
  type Round,
  rc,
  request,
  round,
  session,
  vc,
} from './scenario.js'

const reason = { reason: '理由' }
const on = { duty: duty.duty }

/** By name; each begins anew when it is called. */
export const goldenPlays: Readonly<Record<string, () => Round>> = {
  'plan-carried-out': () =>
    published(
      inSession({}, ['c-1']).send(chair, 'adoptPlan', { topics: ['t1', 't2'], plan: '统一错时停车', duties: [duty] }),
    )
      .send(office, 'confirmDuty', on)
      .send(office, 'done', { ...on, report: '完成' })
      .send(chair, 'failDuty', { ...on, ...reason })
      .send(office, 'done', { ...on, report: '重办' })
      .send(chair, 'passDuty', on),
  'common-problem-convened': () =>
    published(inSession({}, ['c-1', 'c-2']).send(chair, 'openConvening', { ...request, topics: ['t1', 't2', 't3'] }))
      .news('case.opened', { link: 'convening', key: 'joint-parking', caseId: 'c-9' })
      .news('case.settled', {
        link: 'convening',
        key: 'joint-parking',
        caseId: 'c-9',
        outcome: 'resolved',
        result: { unresolved: [] },
      }),
  'put-off-and-passed-on': () =>
    published(inSession({}, ['c-1']).send(chair, 'defer', { topics: ['t1', 't2'], ...reason }))
      .news('case.settled', {
        link: 'nextSession',
        key: 't2',
        caseId: 'c-9',
        outcome: 'planAdopted',
        result: { text: '方案' },
      })
      .lapse('linked'),
  'returned-and-escalated': () => {
    const one = inSession({}, ['c-1']).send(chair, 'returnToConvening', { topics: ['t2'], answer: '自行约请' })
    one.send(chair, 'escalate', { topics: ['t1'], ...reason })
    return one.lapse('minutes').lapse('publication')
  },
  'links-refused': () =>
    published(
      inSession({}, ['c-1', 'c-2']).send(chair, 'openConvening', { ...request, topics: ['t1', 't2', 't3'] }),
    ).news('case.refused', { link: 'convening', key: 'joint-parking', code: 'input/unknown-case-type' }),
  'moved-without-quorum': () => {
    const departments = [office, police].map(party => ({ party, asked: '列席' }))
    const one = round().send(vc, 'addTopic', { topic: '遛狗', place: '集新村' })
    one.send(chair, 'classifyTopic', { topic: 't2', matter: '文明养宠' })
    one.send(chair, 'callMeeting', { ...session, agenda: ['t1'], departments })
    one.send(police, 'decline', reason).lapse('reply')
    one.send(chair, 'reschedule', { ...session, date: '2026-03-25', ...reason }).wait(4 * day)
    one.send(chair, 'openMeeting').send(rc, 'checkIn').send(chair, 'noQuorum')
    one.send(vc, 'withdrawTopic', { topic: 't2', ...reason })
    return one.send(chair, 'withdrawTopic', { topic: 't1', ...reason })
  },
  'duty-late': () =>
    published(inSession().send(chair, 'adoptPlan', { topics: ['t1'], plan: '方案', duties: [duty] }))
      .send(chair, 'remind', { party: office, message: '请落实' })
      .send(leader, 'copyTo', { party: 'housing:office' })
      .send(office, 'confirmDuty', on)
      .lapse('dutyDue')
      .wait(8 * day),
  'duty-objected': () =>
    published(inSession().send(chair, 'adoptPlan', { topics: ['t1'], plan: '方案', duties: [duty] })).send(
      office,
      'objectDuty',
      { ...on, ...reason },
    ),
  'alliance-left-out': () => {
    const one = round({ opening: { kind: 'alliance', chair: 'alliance:chunshen', members: [rc, 'unit:school'] } })
    one.send('alliance:chunshen', 'callMeeting', { ...session, agenda: ['t1'] }).lapse('meeting')
    while (one.outcome === null) one.lapse()
    return one
  },
  'nobody-ever-meets': () => {
    const one = round({ opening: { deferrals: 2 } })
    one.joined('c-1')
    while (one.outcome === null) one.lapse()
    return one
  },
}
