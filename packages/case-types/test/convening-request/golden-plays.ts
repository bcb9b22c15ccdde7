// The plays whose journals are kept: one for each way through the table.

import { day, minute } from '../stage/stage.js'
import {
  answered,
  area,
  assigned,
  centre,
  company,
  district,
  done,
  emergency,
  evidence,
  joint,
  leader,
  met,
  office,
  ordinary,
  parking,
  rc,
  type Scenario,
  scored,
  squad,
  submitted,
  town,
  vc,
  working,
} from './scenario.js'

const reason = { reason: '理由' }
const item = 'parking'

/** By name; each begins anew when it is called. */
export const goldenPlays: Readonly<Record<string, () => Scenario>> = {
  'joint-resolved': () =>
    scored({ opening: joint })
      .send(rc, 'close')
      .send(vc, 'close')
      .wait(91 * day),
  'contested-and-appealed': () =>
    submitted()
      .send(centre, 'returnForFix', { list: ['补充'] })
      .send(rc, 'submit')
      .send(centre, 'accept')
      .send(office, 'acceptWithReservation', { reservation: '限本职' })
      .send(squad, 'decline', { code: 'notInRemit', ...reason })
      .send(town, 'overrule', { subject: squad, ...reason })
      .send(squad, 'appeal', { subject: squad, ...reason })
      .send(leader, 'overrule', { subject: squad, ...reason })
      .send(rc, 'fixMeeting', { date: '2026-03-05', time: '14:00', place: '春申路' })
      .send(rc, 'reschedule', { date: '2026-03-06', time: '14:00', place: '春申路', ...reason })
      .send(rc, 'withdraw', reason),
  'emergency-with-breaches': () =>
    submitted({ opening: { ...emergency, contact: '张先生 13800000000' } })
      .send(office, 'checkIn')
      .wait(30 * minute)
      .send(squad, 'checkIn')
      .send(squad, 'leave')
      .send(rc, 'reportEmergency', { report: '已封控' })
      .send(rc, 'deadlock', { to: 'supervisor', ...reason })
      .send(leader, 'rule', { duty: parking, ...reason })
      .send(leader, 'orderExecution', reason)
      .send(office, 'requestExtension', { item, until: '2026-07-15', ...reason })
      .send(centre, 'approveExtension', { item, ...reason })
      .lapse('progress'),
  'owners-have-to-decide': () =>
    working({}, [{ ...parking, item: 'spaces', kind: 'needsOwnersDecision', assignee: company }, parking])
      .news('case.refused', { link: 'fourParty', key: 'spaces', code: 'input/unknown-case-type' })
      .send(rc, 'recordDecision', { item: 'spaces', granted: false, decision: '未通过' })
      .send(office, 'done', { item, evidence, report: '完成' })
      .send(rc, 'fail', { item, ...reason })
      .send(office, 'done', { item, evidence, report: '重办' })
      .send(rc, 'pass', { item })
      .lapse('scoring')
      .send(rc, 'close')
      .send(rc, 'lookBack', { result: 'relapsed', finding: '又停满' }),
  'area-meeting': () =>
    met()
      .send(rc, 'propose', parking)
      .send(rc, 'deadlock', { to: 'area', ...reason })
      .send(area, 'adoptPlan', { plan: '片区方案' }),
  'area-meeting-round': () =>
    met()
      .send(rc, 'propose', parking)
      .send(rc, 'deadlock', { to: 'area', ...reason })
      .news('case.opened', { link: 'areaMeeting', key: 'visit-1', caseId: 'c-2' })
      .news('case.settled', {
        link: 'areaMeeting',
        key: 'visit-1',
        caseId: 'c-2',
        outcome: 'returned',
        result: { text: '自行协商' },
      })
      .lapse('meetingDate')
      .send(leader, 'handToArea', reason)
      .news('case.refused', { link: 'areaMeeting', key: 'visit-2', code: 'engine/link-too-deep' })
      .lapse('areaMeeting'),
  'left-with-the-district': () =>
    answered()
      .send(leader, 'supervise', { order: 'o1', target: office, instruction: '反馈' })
      .lapse('meetingDate')
      .send(leader, 'handToDistrict', reason)
      .send(district, 'takeOver', reason),
  'nobody-ever-answers': () => {
    const play = submitted({ opening: ordinary })
    while (play.outcome === null) play.lapse()
    return play
  },
  'disagreement-on-verification': () =>
    done({ opening: joint, parameters: { spotCheckPercent: 0 } })
      .send(rc, 'pass', { item })
      .send(vc, 'fail', { item, ...reason })
      .send(leader, 'pass', { item })
      .send(rc, 'score', {
        department: office,
        response: 90,
        attendance: 80,
        solved: 70,
        satisfaction: 60,
        comment: '及时',
      }),
  'routed-to-a-complaint': () => submitted({ opening: joint }).send(centre, 'routeToComplaint', reason),
  'rejected-on-appeal': () =>
    submitted().send(centre, 'reject', reason).send(rc, 'appealRejection', reason).send(leader, 'reject', reason),
  merged: () => answered().send(centre, 'merge', { into: '约请2026-7', ...reason }),
  'superseded-by-mediation': () =>
    working().send(centre, 'supersedeByMediation', { agreement: '调解2026-3', ...reason }),
  'no-authority': () =>
    met()
      .send(rc, 'deadlock', { to: 'supervisor', ...reason })
      .lapse('escalation')
      .send(district, 'declareNoAuthority', reason),
  'responsibility-ruled-on': () =>
    assigned()
      .send(office, 'objectItem', { item, ...reason })
      .send(town, 'overrule', { subject: item, ...reason })
      .lapse('appealWindow'),
}
