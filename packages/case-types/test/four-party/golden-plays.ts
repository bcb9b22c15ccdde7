// The characteristic paths of a four-party case, each recorded once for every version.
import type { AnyCaseType } from '@convoke/core'
import { day, minute } from '../stage/stage.js'
import {
  announced,
  branch,
  bring,
  committee,
  company,
  counted,
  district,
  done,
  executing,
  type FourPartyPlay,
  file,
  mediator,
  members,
  open,
  owner,
  parking,
  parties,
  residents,
  town,
  voted,
} from './play.js'

const reason = '理由'
const withoutCommittee = { ...parking, ownersCommittee: null, committee: null }
const next = { company: 'pm:lotus', decision: file('c') }

/** Another version than the first. */
interface Version {
  readonly caseType?: AnyCaseType
}

/** By name: what a reader of the journal should think of. */
export const goldenPlays: Readonly<Record<string, (version?: Version) => FourPartyPlay>> = {
  'adopted-and-resolved': version =>
    done({ ...version, opening: { ...parking, contact: '王女士 13900000000' } })
      .send(committee, 'acceptWork')
      .send(owner(0), 'acceptWork')
      .send(owner(3), 'rate', { subject: 'propertyCompany', mark: 4 })
      .send(residents, 'giveOpinion', { opinion: '好' })
      .send(branch, 'giveOpinion', { opinion: '好' })
      .send(residents, 'close'),
  'turnout-fails-twice': version => {
    const play = counted(voted(open(version), ['yes', 'no'])).send(committee, 'postDecision', { file: file('8') })
    play.send(committee, 'revote', { reason })
    play.send(committee, 'announceVote', { title: '再次', agenda: '同前', matter: 'otherCommon' })
    return counted(voted(play.wait(17 * day).send(committee, 'openVoting'), ['yes']))
      .lapse('publication')
      .lapse('revoteChoice')
  },
  'carried-out-not-accepted': version => done(version).lapse('acceptance').lapse('evaluation'),
  'parties-never-named': version =>
    bring({ ...version, opening: { topic: '错时停车', place: '春申路', raisedBy: residents }, by: residents }).lapse(
      'naming',
    ),
  'rejected-by-the-owners': version =>
    counted(voted(open(version), ['yes', 'no', 'no', 'no', 'no', 'abstain'])).send(committee, 'postDecision', {
      file: file('8'),
    }),
  'annulled-by-a-court': version =>
    executing(version)
      .send(owner(5), 'challenge', { decision: 'vote-1', ground: '程序违法' })
      .send(town, 'stayExecution', { decision: 'vote-1', order: file('9') })
      .send(town, 'recordJudgment', { decision: 'vote-1', annulled: true, judgment: file('a') })
      .send(committee, 'giveUp', { reason }),
  'asked-for-a-decision': version => {
    const play = bring({
      ...version,
      opening: { topic: '错时停车', place: '春申路', raisedBy: residents },
      by: residents,
    })
    play.send(residents, 'nameParties', { ...parties, matter: 'otherCommon' })
    play.send(residents, 'toOwnersMeeting', { matter: 'otherCommon', reason })
    play.send(committee, 'announceVote', { title: '错时停车', agenda: '方案', matter: 'otherCommon' })
    voted(play.wait(17 * day).send(committee, 'openVoting'), ['yes', 'yes', 'yes', 'yes', 'yes', 'no'])
    return counted(play).send(committee, 'postDecision', { file: file('8') })
  },
  'urgent-repair-by-the-district': version =>
    bring({ ...version, opening: { ...parking, kind: 'urgentRepair', urgent: 'lift', matter: 'useOfFund' } })
      .send(residents, 'toPropertyCompany', { reason })
      .send(company, 'needFund', { what: '更换曳引机', reason })
      .lapse('urgentDecision')
      .send(district, 'orderRepair', { executor: 'works:lift', reason })
      .send('works:lift', 'completeWork', { report: '完成', evidence: file('b') })
      .send(committee, 'acceptWork')
      .send(owner(0), 'acceptWork')
      .lapse('evaluation'),
  'emergency-nobody-comes': version =>
    bring({ ...version, opening: { ...parking, kind: 'emergency' } })
      .wait(30 * minute)
      .lapse('intervention')
      .lapse('advice'),
  'consensus-of-four': version => {
    const play = bring({ ...version, opening: { ...parking, matter: 'service' } })
      .send(residents, 'toJointMeeting', { reason })
      .send(branch, 'holdMeeting', { proposal: '每周巡查' })
    for (const party of [branch, residents, committee, company]) play.send(party, 'agree')
    return play.lapse('execution').lapse('jointMeeting').lapse('intervention').lapse('advice')
  },
  'split-then-mediated': version =>
    bring({ ...version, opening: { ...parking, matter: 'service' } })
      .send(residents, 'toJointMeeting', { reason })
      .send(branch, 'holdMeeting', { proposal: '每周巡查' })
      .send(company, 'reserve', { reason: '人手不足' })
      .send(branch, 'toMediation', { between: [owner(0), company], reason })
      .send(owner(0), 'consentMediation')
      .send(company, 'consentMediation')
      .send(mediator, 'proposeAgreement', { text: '每月公示并增派一人', executor: company })
      .send(owner(0), 'signAgreement')
      .send(company, 'signAgreement')
      .send(owner(0), 'applyConfirmation', { agreement: 'agreement' })
      .send(company, 'completeWork', { report: '完成', evidence: file('b') })
      .send(committee, 'acceptWork')
      .send(owner(0), 'acceptWork')
      .lapse('evaluation'),
  'mediation-refused': version =>
    bring({ ...version, opening: { ...parking, matter: 'service' } })
      .send(residents, 'toMediation', { between: [owner(0), company], reason })
      .send(owner(0), 'consentMediation')
      .send(company, 'refuseMediation', { reason })
      .send(residents, 'adviseChannel', { channel: 'litigation', reason }),
  'committee-signs': version => {
    const play = bring({ ...version, opening: { ...parking, matter: 'committee' } })
      .send(residents, 'toOwnersCommittee', { reason })
      .send(committee, 'proposeDecision', { title: '门禁', text: '更换门禁', leadsTo: 'execute', executor: company })
    for (const member of members.slice(0, 3)) play.send(member, 'signDecision', { choice: 'yes' })
    return play.send(committee, 'postDecision', { file: file('8') }).lapse('execution')
  },
  'no-owners-committee': version =>
    bring({ ...version, opening: withoutCommittee })
      .send(residents, 'toOwnersMeeting', { matter: 'otherCommon', reason })
      .send(residents, 'toElection', { kind: 'first', reason })
      .news('case.refused', { link: 'election', key: 'election-1', code: 'input/unknown-case-type' })
      .lapse('intervention')
      .lapse('advice'),
  'company-leaves': version => {
    const play = bring(version).send(residents, 'toExit', { kind: 'notRenewing', noticeBy: company, reason })
    play
      .send(committee, 'requestStandIn', { reason })
      .send(town, 'appointStandIn', { company: 'pm:pool', pool: file('d') })
    play
      .wait(95 * day)
      .send(company, 'leave')
      .send(company, 'handOver', { what: 'records', file: file('e') })
    play.send(committee, 'confirmReceipt', { what: 'records' }).lapse('handOver').lapse('handOverOrdered')
    return play.send(committee, 'nameSuccessor', next).lapse('evaluation')
  },
  'arrears-to-court': version =>
    bring(version)
      .send(residents, 'toArrears', { debtor: '7号楼欠费户', reason })
      .send(company, 'cutSupply', { reason: '催交' })
      .lapse('urging')
      .send(company, 'demandPayment', { letter: file('f') })
      .wait(31 * day)
      .send(company, 'sue', { channel: 'litigation' }),
  'town-convenes': version => {
    const play = announced(version).lapse('voteOpening').send(town, 'orderMeeting', { until: '2026-05-01', reason })
    play.send(owner(2), 'requestTown', { letter: file('0'), reason }).lapse('orderedMeeting')
    play.send(town, 'conveneMeeting', { ground: 'requested', reason })
    play.send(town, 'announceVote', { title: '车位', agenda: '收费', matter: 'otherCommon' })
    voted(play.wait(17 * day).send(town, 'openVoting'), ['yes', 'yes', 'yes', 'yes', 'yes', 'yes'])
    return counted(play).lapse('publication').lapse('execution')
  },
  'clear-window': version =>
    bring(version)
      .send(committee, 'postDocument', { doc: 'audit-2026', kind: 'audit', file: file('1') })
      .send(residents, 'requireDocument', { doc: 'fund', kind: 'maintenanceFund', from: company, due: '2026-03-31' })
      .send(owner(1), 'query', { query: 'q-1', doc: 'audit-2026', text: '广告收入在哪里' })
      .send(committee, 'answerQuery', { query: 'q-1', answer: '见第3页' })
      .send(owner(1), 'objectToDocument', { doc: 'audit-2026', reason })
      .send(owner(4), 'sendMessage', { message: 'm-1', to: 'propertyCompany', text: '灯不亮' })
      .send(residents, 'announceReception', { date: '2026-03-10', time: '14:00', place: '居委会' })
      .wait(31 * day)
      .send(committee, 'takeDown', { doc: 'audit-2026' }),
}
