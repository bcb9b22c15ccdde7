// The plays whose journals are kept: one for each characteristic way through the table.
import { day, hour, minute } from '../stage/stage.js'
import {
  accepted,
  again,
  angry,
  anonymous,
  area,
  calledBack,
  centre,
  committee,
  company,
  consult,
  deputy,
  desk,
  dispatched,
  district,
  evidence,
  group,
  handled,
  housing,
  inspector,
  leader,
  lift,
  pleased,
  police,
  pothole,
  reason,
  received,
  report,
  rescue,
  type Scenario,
  shelved,
  solved,
  streets,
  town,
  zhang,
} from './cast.js'

const convening = {
  conveners: [committee],
  plan: { situation: '多头', tried: '电话', decisionWanted: '分工' },
  invitees: [{ party: police, as: 'lead', asked: '执法' }],
}

/** By name; each begins anew when it is called. */
export const goldenPlays: Readonly<Record<string, () => Scenario>> = {
  resolved: () =>
    handled()
      .send(company, 'state', { text: '已安排维保' })
      .send(housing, 'coTask', { unit: streets, task: '核查' })
      .send(streets, 'coReport', { report: '属实' })
      .send(company, 'remedy', { report: '已更换', evidence: [evidence] })
      .send(housing, 'interimReply', { text: '配件五日到货' })
      .send(housing, 'answer', solved)
      .send(centre, 'pass')
      .send(zhang, 'rate', pleased),
  'returned-and-ruled': () =>
    dispatched()
      .send(housing, 'returnOrder', { reason: '不属职责', proposed: streets, basis: '职责清单' })
      .send(centre, 'referUp', reason)
      .send(town, 'splitLeadCo', { lead: streets, coUnits: [housing], ...reason })
      .send(streets, 'sign')
      .send(streets, 'recordTry', { date: '2026-03-02' })
      .send(streets, 'recordTry', { date: '2026-03-02' })
      .send(streets, 'recordTry', { date: '2026-03-03', outsideOfficeHours: true })
      .send(streets, 'answer', { ...solved, outcome: 'explained', evidence: [] })
      .send(centre, 'pass')
      .send(desk, 'noAnswer', { of: zhang })
      .send(desk, 'noAnswer', { of: zhang })
      .send(desk, 'noAnswer', { of: zhang }),
  'returned-in-silence': () =>
    dispatched()
      .send(housing, 'returnOrder', { reason: '不属职责', basis: '职责清单' })
      .lapse('ruling')
      .lapse('rulingAbove')
      .send(housing, 'recordContact', { record: '已联系' }),
  'recalled-and-reassigned': () =>
    dispatched()
      .send(centre, 'recall', reason)
      .send(centre, 'dispatch', { lead: streets })
      .send(streets, 'sign')
      .send(centre, 'reassign', { lead: housing, ...reason }),
  'handled-again-and-disputed': () =>
    again()
      .send(housing, 'disputeRating', { ...reason, evidence: [evidence] })
      .send(leader, 'ruleRating', { upheld: false, ...reason })
      .send(housing, 'answer', solved)
      .send(centre, 'returnForRework', reason)
      .send(housing, 'answer', solved)
      .send(centre, 'pass')
      .send(zhang, 'rate', { ...angry, satisfaction: 2 }),
  'rating-set-aside': () =>
    again()
      .send(housing, 'disputeRating', { ...reason, evidence: [evidence] })
      .send(leader, 'ruleRating', { upheld: true, ...reason }),
  'trapped-lift-at-night': () =>
    received({ at: Date.UTC(2026, 2, 7, 23) })
      .send(desk, 'handOver', { to: 'lift', unit: rescue, note: '两人被困' })
      .send(rescue, 'acknowledge')
      .wait(20 * minute)
      .send(rescue, 'reportOnScene')
      .wait(2 * hour)
      .send(rescue, 'reportFreed')
      .send(centre, 'followUp', { report: '已解救，电梯停用', furtherHandling: true })
      .send(centre, 'dispatch', { lead: housing }),
  'emergency-passed-on': () =>
    dispatched()
      .send(desk, 'handOver', { to: 'lift', unit: rescue, note: '两人被困' })
      .lapse('acknowledging')
      .send(centre, 'handOver', { to: '119', unit: 'fire:station', note: '电梯救援无人接听' })
      .send('fire:station', 'reportOnScene')
      .send('fire:station', 'reportFreed')
      .send(centre, 'followUp', { report: '消防已破拆救出', furtherHandling: true }),
  'emergency-ends-at-once': () =>
    received()
      .send(desk, 'handOver', { to: '119', unit: 'fire:station', note: '冒烟' })
      .send('fire:station', 'reportOnScene')
      .send('fire:station', 'followUp', { report: '已扑灭', furtherHandling: false })
      .send(zhang, 'rate', pleased),
  'anonymous-answered-publicly': () =>
    received({ opening: anonymous })
      .send(desk, 'accept')
      .send(centre, 'dispatch', { lead: housing })
      .send(housing, 'sign')
      .send(housing, 'answer', solved)
      .send(centre, 'pass')
      .send(inspector, 'checkOnSite', { solved: true, finding: '通道已清' })
      .send(desk, 'publishReply', { text: '通道已清理' }),
  'group-with-two-ratings': () =>
    calledBack({ opening: group })
      .send(zhang, 'rate', pleased)
      .send('resident:1', 'rate', { ...pleased, satisfaction: 3 })
      .send(desk, 'checkOnSite', { solved: true, finding: '已整改' })
      .send(desk, 'publishReply', { text: '已整改' })
      .lapse('callback'),
  'shelved-to-the-area-meeting': () =>
    shelved()
      .send(leader, 'reviewShelving', { finding: '资金未到位' })
      .lapse('shelvingReview')
      .news('case.opened', { link: 'areaMeeting', key: 'shelved-1', caseId: 'c-9' })
      .news('case.settled', {
        link: 'areaMeeting',
        key: 'shelved-1',
        caseId: 'c-9',
        outcome: 'planAdopted',
        result: { text: '片区统筹' },
      })
      .send(housing, 'answer', solved),
  'area-meeting-goes-up': () =>
    shelved()
      .lapse('shelvingReview')
      .lapse('shelvingReview')
      .news('case.opened', { link: 'areaMeeting', key: 'shelved-1', caseId: 'c-9' })
      .news('case.settled', {
        link: 'areaMeeting',
        key: 'shelved-1',
        caseId: 'c-9',
        outcome: 'escalated',
        result: { text: '超出片区权限' },
      })
      .send(leader, 'decide', { ...solved, outcome: 'explained' })
      .lapse('callback'),
  'area-meeting-refused': () =>
    shelved()
      .lapse('shelvingReview')
      .lapse('shelvingReview')
      .news('case.refused', { link: 'areaMeeting', key: 'shelved-1', code: 'input/unknown-case-type' })
      .send(leader, 'decide', { ...solved, outcome: 'explained' })
      .lapse('callback'),
  'convened-and-extended': () =>
    handled()
      .send(housing, 'requestExtension', { days: 5, ...reason })
      .send(centre, 'approve', { request: 'extension' })
      .send(housing, 'requestConvening', convening)
      .news('case.opened', { link: 'convening', key: 'convening-1', caseId: 'c-7' })
      .wait(9 * day)
      .news('case.settled', {
        link: 'convening',
        key: 'convening-1',
        caseId: 'c-7',
        outcome: 'partlyResolved',
        result: { unresolved: ['lighting'] },
      })
      .send(housing, 'requestFourParty', { raisedBy: committee, ...reason })
      .news('case.refused', { link: 'fourParty', key: 'four-party-2', code: 'input/unknown-case-type' })
      .send(housing, 'requestTermination', reason)
      .send(leader, 'approve', { request: 'termination' }),
  'merged-and-late': () =>
    accepted()
      .send(centre, 'merge', { into: '2026-7', lead: housing, ...reason })
      .lapse('outer')
      .send(centre, 'dispatch', { lead: housing }),
  'merged-and-answered': () =>
    accepted()
      .send(centre, 'merge', { into: '2026-7', lead: housing, ...reason })
      .send(centre, 'adoptAnswer', solved)
      .send(zhang, 'rate', { ...pleased, satisfaction: 3 }),
  'consultation-of-the-desk': () =>
    received({ opening: { ...consult, name: '李女士 13911111111' } })
      .send(desk, 'accept')
      .send(centre, 'dispatch', { lead: desk })
      .send(desk, 'sign')
      .send(desk, 'recordContact', { record: '通话中答复' })
      .send(desk, 'answer', { ...solved, outcome: 'explained' })
      .send(centre, 'pass')
      .send(centre, 'rate', { ...pleased, of: zhang }),
  'found-unfounded-on-site': () =>
    received({ opening: pothole }).send(desk, 'accept').send(inspector, 'findUnfounded', { finding: '现场未见' }),
  'late-then-reopened': () =>
    dispatched()
      .send(housing, 'sign')
      .lapse('firstContact')
      .send(housing, 'recordContact', { record: '已联系' })
      .send(housing, 'answer', solved)
      .send(centre, 'pass')
      .send(zhang, 'rate', pleased)
      .send(zhang, 'reopen', { newFacts: '今早再次故障' })
      .send(desk, 'accept')
      .send(centre, 'dispatch', { lead: housing })
      .send(housing, 'sign')
      .send(housing, 'recordContact', { record: '已上门' }),
  'repeated-and-reopened': () =>
    received({ opening: { ...lift, previous: '2026-0' } })
      .send(desk, 'askSupplement', { list: ['时间'] })
      .send(zhang, 'supplement', { text: '昨夜' })
      .send(desk, 'informPrevious', { previous: '2026-0', ...reason })
      .send(zhang, 'reopen', { newFacts: '今早再次故障' })
      .send(desk, 'accept'),
  'a-reporter-is-protected': () =>
    received({ opening: report })
      .send(desk, 'accept')
      .send(centre, 'dispatch', { lead: housing })
      .send(company, 'state', { text: '并无此事' })
      .send(housing, 'sign')
      .send(housing, 'recordContact', { record: '已单线联系' })
      .send(leader, 'supervise', { order: 'o1', target: housing, instruction: '保密办理', due: '2026-03-05' })
      .send(housing, 'answerSupervision', { order: 'o1', feedback: '已落实' })
      .send(desk, 'withdraw', { of: zhang, ...reason }),
  'staff-to-discipline': () =>
    handled()
      .send(desk, 'markSensitive', { flags: ['staffConduct'] })
      .send(leader, 'adviseChannel', { channel: 'discipline', ...reason }),
  'leaders-note': () =>
    received({ opening: { ...lift, inlet: 'leadersNote', urgent: true } })
      .send(desk, 'accept')
      .send(centre, 'dispatch', { lead: housing })
      .lapse('urgentSigning')
      .lapse('supervision'),
  'ordered-from-above': () =>
    handled()
      .send(centre, 'escalate', { ...reason, superior: deputy })
      .send(deputy, 'orderLead', { lead: streets, ...reason })
      .send(streets, 'sign')
      .send(streets, 'recordContact', { record: '已联系' })
      .send(centre, 'escalate', reason)
      .send(leader, 'escalate', reason)
      .send(district, 'transfer', { to: '区房管局', receipt: '收文88', ...reason }),
  'nobody-ever-answers': () => {
    const play = received()
    while (play.outcome === null) play.lapse()
    return play
  },
  'split-and-withdrawn': () =>
    handled()
      .send(centre, 'split', { name: 'noise', topic: '夜间噪声', ...reason })
      .news('case.refused', { link: 'splitOff', key: 'noise', code: 'engine/overloaded' })
      .send(desk, 'joinAs', { party: 'resident:9', as: 'supporter' })
      .send(zhang, 'chase')
      .send(leader, 'remind', { party: housing, message: '请尽快' })
      .send(centre, 'copyTo', { party: area })
      .send(zhang, 'consent')
      .send(zhang, 'withdraw', reason),
  'two-weeks-late': () =>
    handled()
      .wait(21 * day)
      .wait(14 * day),
}
