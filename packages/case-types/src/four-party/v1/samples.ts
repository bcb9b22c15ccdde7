// Examples of what parties send: the verifier and the simulator try them, so each branch that reads data has one.
import type { Answers, Declaration, FileReference, Samples } from '@convoke/core'
import type * as z from 'zod'
import type { opening } from './opening.js'
import type { words } from './words.js'

type SamplesOf<Words> = Words extends Declaration<infer Shape> ? Samples<Shape> : never
type AnswersOf<Words> = Words extends Declaration<infer Shape> ? Answers<Shape> : never

const file = (digit: string, mediaType = 'application/pdf'): FileReference => ({
  sha256: digit.repeat(64),
  size: 2048,
  mediaType,
  uri: `urn:convoke:file:${digit}`,
})

const committee = 'oc:chunshen'
const company = 'pm:chunshen'
const residents = 'rc:chunshen'
const seated = ['oc:chunshen/zhao', 'oc:chunshen/qian', 'oc:chunshen/sun', 'oc:chunshen/li', 'oc:chunshen/zhou']

const base = {
  place: '春申景城',
  raisedBy: 'owner:12-301',
  residentsCommittee: residents,
  partyBranch: 'branch:chunshen',
  ownersCommittee: committee,
  propertyCompany: company,
  town: 'town:meilong',
  housingOffice: 'town:housing',
  district: 'district:housing',
  mediator: 'mediation:chunshen',
  committee: { seats: 5, members: seated },
  ownerRepresentatives: ['owner:12-301'],
  roll: file('1', 'text/csv'),
  electorate: { heads: 300, area: 30_000 },
} satisfies Partial<z.input<typeof opening>>

/** Openings: fees for parking, a lift ordered to stop, no committee yet, and a topic that another case asks about. */
export const openings: readonly z.input<typeof opening>[] = [
  { ...base, topic: '公共车位收费', matter: 'otherCommon', background: '业主对收费标准意见不一' },
  { ...base, topic: '3号楼电梯停运', kind: 'urgentRepair', urgent: 'lift' },
  { ...base, topic: '楼道堆物', ownersCommittee: null, committee: null },
  { topic: '错时停车', place: '春申路', raisedBy: residents },
]

const reason = '理由如下'
const sums = (heads: number, area: number) => ({ heads, area })

/** Examples of each command's data. */
export const samples: SamplesOf<typeof words> = {
  nameParties: [
    {
      residentsCommittee: residents,
      partyBranch: 'branch:chunshen',
      ownersCommittee: committee,
      propertyCompany: company,
      town: 'town:meilong',
      housingOffice: 'town:housing',
      committee: { seats: 5, members: seated },
      roll: file('1', 'text/csv'),
      electorate: { heads: 300, area: 30_000 },
    },
    { accused: company, matter: 'otherCommon', purpose: 'settle' },
  ],
  toPropertyCompany: [{ reason }],
  toOwnersCommittee: [{ reason }, { matter: 'committee', reason }],
  toOwnersMeeting: [
    { matter: 'otherCommon', reason },
    { matter: 'raiseFund', reason },
  ],
  toJointMeeting: [{ reason }],
  toMediation: [{ between: [committee, company], reason }],
  toConvening: [
    {
      plan: { situation: '道路停满', tried: '两次协商', decisionWanted: '划分职责' },
      invitees: [{ party: 'town:community', as: 'lead', asked: '错时停车方案' }],
      screener: 'town:operations',
      supervisor: 'leader:in-charge',
      areaChair: 'area:chunshen',
      districtOffice: 'district:coordination',
    },
  ],
  toElection: [
    { kind: 'early', reason },
    { kind: 'first', reason },
  ],
  toExit: [
    { kind: 'notRenewing', noticeBy: company, reason },
    { kind: 'endingIndefinite', noticeBy: company, reason },
  ],
  toArrears: [{ debtor: '7号楼欠费户', reason }],
  recordMandate: [{ file: file('2') }],
  settleBeforeAssembly: [{ source: 'developer', what: '屋面渗漏由建设单位维修', executor: company }],
  reportDone: [{ report: '已修复', evidence: file('3', 'image/jpeg') }],
  refuseService: [{ reason }],
  needFund: [{ what: '更换曳引机', reason }],
  takeEmergencyMeasures: [{ measures: '已设围挡' }],
  reportViolation: [{ what: '违法搭建' }],
  proposeDecision: [
    { title: '维修方案', text: '更换曳引机', leadsTo: 'execute', executor: company },
    { title: '提请表决', text: '车位收费方案', leadsTo: 'vote' },
  ],
  signDecision: [{ choice: 'yes' }, { choice: 'no' }],
  declineToDecide: [{ reason }],
  orderRepair: [{ executor: 'works:lift', reason }],
  declineRepair: [{ reason }],
  holdMeeting: [{ proposal: '清理楼道，每周巡查' }, { proposal: '收费方案', matter: 'otherCommon' }],
  reserve: [{ reason }],
  recordMinutes: [{ decided: '议定', content: '全文' }],
  reconvene: [{ reason }],
  closeWithoutResult: [{ reason }],
  announceVote: [
    { title: '车位收费', agenda: '收费标准及用途', matter: 'otherCommon' },
    {
      title: '12号楼屋面维修',
      agenda: '动用专项维修资金',
      matter: 'useOfFund',
      scope: 'part',
      roll: file('4', 'text/csv'),
      electorate: { heads: 24, area: 2_400 },
    },
  ],
  correctRoll: [{ roll: file('5', 'text/csv'), electorate: { heads: 301, area: 30_100 }, reason }],
  cancelVote: [{ reason }],
  declineToCall: [{ reason }],
  vote: [{ choice: 'yes' }, { choice: 'no' }, { choice: 'abstain', instruction: file('6') }],
  enterBallot: [{ voter: 'owner:1', choice: 'yes', paper: file('7') }],
  confirmCount: [{ yes: sums(0, 0), no: sums(0, 0), abstain: sums(0, 0) }],
  postDecision: [{ file: file('8') }],
  revote: [{ reason }],
  giveUp: [{ reason }],
  challenge: [{ decision: 'vote-1', ground: '表决程序违法' }],
  stayExecution: [{ decision: 'vote-1', order: file('9') }],
  recordJudgment: [
    { decision: 'vote-1', annulled: true, judgment: file('a') },
    { decision: 'vote-1', annulled: false, judgment: file('a') },
  ],
  refuseMediation: [{ reason }],
  proposeAgreement: [{ text: '物业每月公示账目', executor: company }],
  failMediation: [{ reason }],
  declineAgreement: [{ reason }],
  applyConfirmation: [{ agreement: 'agreement' }],
  adviseChannel: [{ channel: 'litigation', reason }],
  planWork: [{ executor: company, due: '2026-06-30' }],
  reportProgress: [{ report: '进展' }],
  completeWork: [{ report: '完成', evidence: file('b', 'image/jpeg') }],
  rejectWork: [{ reason }],
  rate: [{ subject: 'propertyCompany', mark: 4 }],
  giveOpinion: [{ opinion: '按期完成' }],
  nameSuccessor: [{ company: 'pm:lotus', decision: file('c') }],
  requestStandIn: [{ reason }],
  appointStandIn: [{ company: 'pm:pool', pool: file('d') }],
  handOver: [
    { what: 'records', file: file('e') },
    { what: 'balance', file: file('e') },
    { what: 'rooms', file: file('e') },
  ],
  confirmReceipt: [{ what: 'records' }, { what: 'balance' }, { what: 'rooms' }],
  urgePayment: [{ message: '请按时交费' }],
  demandPayment: [{ letter: file('f') }],
  dropClaim: [{ reason }],
  sue: [{ channel: 'litigation' }],
  cutSupply: [{ reason }],
  reportSupplyCut: [{ what: '停水' }],
  requestTown: [{ letter: file('0'), reason }],
  orderMeeting: [{ until: '2026-06-30', reason }],
  conveneMeeting: [
    { ground: 'requested', reason },
    { ground: 'inactive', reason },
  ],
  nameConvenor: [{ member: 'oc:chunshen/qian', reason }],
  returnToMeeting: [{ reason }],
  escalate: [{ reason }],
  withdraw: [{ reason }],
  remind: [{ party: company, message: '请抓紧' }],
  copyTo: [{ party: 'town:archive' }],
  requireDocument: [{ doc: 'revenue-q1', kind: 'publicRevenue', from: company, due: '2026-04-15' }],
  postDocument: [
    { doc: 'audit-2026', kind: 'audit', file: file('1') },
    { doc: 'revenue-q1', kind: 'publicRevenue', file: file('2') },
  ],
  takeDown: [{ doc: 'audit-2026' }],
  objectToDocument: [{ doc: 'audit-2026', reason }],
  query: [{ query: 'q-1', doc: 'audit-2026', text: '广告收入在哪里' }],
  answerQuery: [{ query: 'q-1', answer: '见第3页' }],
  sendMessage: [{ message: 'm-1', to: 'propertyCompany', text: '楼道灯不亮' }],
  answerMessage: [{ message: 'm-1', answer: '今日修复' }],
  announceReception: [{ date: '2026-03-10', time: '14:00', place: '居委会' }],
  openComplaint: [
    {
      complaint: 'quality',
      topic: '物业服务质量',
      allegation: '保洁不到位',
      respondent: company,
      intake: 'town:hotline',
      operationsCentre: 'town:operations',
      supervisor: 'leader:in-charge',
      districtOffice: 'district:coordination',
    },
  ],
  referToLegalAid: [{ party: 'owner:12-301', service: '法律援助中心' }],
}

/** Examples of what linked cases come back with: one for each way in which it is told apart. */
export const answers: AnswersOf<typeof words> = {
  convening: [
    { outcome: 'resolved', result: { unresolved: [] } },
    { outcome: 'partlyResolved', result: { unresolved: ['夜间执法'] } },
  ],
  election: [
    {
      outcome: 'formed',
      result: { formed: true, committee, seats: 5, members: seated },
    },
    { outcome: 'notFormed', result: { formed: false, committee: null, seats: 0, members: [] } },
  ],
  complaint: [{ outcome: 'resolved', result: {} }],
}
