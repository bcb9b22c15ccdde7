// Examples of what parties send: the verifier and the simulator try them, so each branch that reads data has one.
import type { Answers, Declaration, Samples } from '@convoke/core'
import type * as z from 'zod'
import type { opening } from './opening.js'
import type { words } from './words.js'

type SamplesOf<Words> = Words extends Declaration<infer Shape> ? Samples<Shape> : never
type AnswersOf<Words> = Words extends Declaration<infer Shape> ? Answers<Shape> : never

const housing = 'town:housing-office'
const streets = 'town:street-office'
const centre = 'town:operations-centre'
const company = 'property:chunshen'
const resident = 'resident:7f3a'

const desks = {
  intake: 'hotline:desk',
  operationsCentre: centre,
  gridInspector: 'grid:inspector-3',
  firstReceiver: 'rc:chunshen-jingcheng',
  supervisor: 'leader:in-charge',
  districtOffice: 'district:coordination',
  areaChair: 'area:chunshen',
} satisfies Partial<z.input<typeof opening>>

/** Openings: against a property company; an anonymous report; a group; a consultation; a grid item by the public; about staff. */
export const openings: readonly z.input<typeof opening>[] = [
  {
    topic: '电梯反复故障',
    place: '春申景城12号楼',
    complainant: resident,
    name: '张先生',
    phone: '13800000000',
    door: '12号1202室',
    statement: '一个月坏了三次，物业每次只复位',
    allegation: '电梯一个月故障三次未根治',
    respondent: company,
    ...desks,
  },
  {
    topic: '占用消防通道',
    kind: 'report',
    place: '春申景城地库',
    anonymous: true,
    sensitive: ['safetyHazard', 'protectedReporter'],
    ...desks,
  },
  {
    topic: '夜间施工噪声',
    place: '罗阳路',
    complainant: resident,
    group: ['resident:11', 'resident:12'],
    headcount: 30,
    inlet: 'visit',
    externalId: '12345-2026-0001',
    externalDue: '2026-12-31',
    ...desks,
  },
  { topic: '居住证办理', kind: 'consult', place: '梅陇镇', complainant: resident, ...desks },
  { topic: '路面破损', place: '罗阳路', complainant: resident, gridItem: true, urgent: true, ...desks },
  {
    topic: '施救人员收费',
    kind: 'report',
    place: '春申景城12号楼',
    complainant: resident,
    sensitive: ['staffConduct'],
    ...desks,
  },
]

const reason = '理由如下'
const reference = {
  sha256: 'a'.repeat(64),
  size: 1024,
  mediaType: 'image/jpeg',
  uri: 'urn:convoke:evidence:1',
}
const replies = [
  { outcome: 'resolved', text: '已更换曳引机钢丝绳', evidence: [reference], head: 'person:head' },
  { outcome: 'explained', text: '依据规定不予支持', head: 'person:head' },
  { outcome: 'unfounded', text: '经查不实', head: 'person:head' },
] as const

/** Examples of each command's data. */
export const samples: SamplesOf<typeof words> = {
  reject: [{ reason, channel: '区房管局' }],
  askSupplement: [{ list: ['请补充发生时间'] }],
  informPrevious: [{ previous: '12345-2026-0000', reason }],
  closeAsDuplicate: [{ of: '12345-2026-0000', reason }],
  adviseChannel: [
    { channel: 'litigation', reason },
    { channel: 'arbitration', reason },
    { channel: 'review', reason },
    { channel: 'discipline', reason },
    { channel: 'petition', reason },
  ],
  verify: [{ finding: '属实' }],
  findUnfounded: [{ finding: '现场未见' }],
  handOver: [
    { to: 'lift', unit: 'rescue:lift', note: '两人被困' },
    { to: '110', unit: 'police:station', violent: true, note: '持械冲突' },
    { to: '119', unit: 'fire:station', note: '冒烟' },
  ],
  followUp: [
    { report: '已解救，无人受伤', furtherHandling: true },
    { report: '已处置完毕', furtherHandling: false },
  ],
  dispatch: [{ lead: housing }, { lead: streets, coUnits: [housing], urgent: true }],
  returnOrder: [
    { reason, proposed: streets, basis: '三定方案' },
    { reason, basis: '职责清单' },
  ],
  recall: [{ reason }],
  reassign: [
    { lead: streets, reason },
    { lead: housing, coUnits: [streets], reason },
  ],
  confirmHandler: [{ reason }],
  splitLeadCo: [{ lead: streets, coUnits: [housing], reason }],
  referUp: [{ reason }],
  recordContact: [{ record: '已电话联系，约定周三上门' }],
  recordTry: [{ date: '2026-03-02' }, { date: '2026-03-02' }, { date: '2026-03-03', outsideOfficeHours: true }],
  answer: replies,
  interimReply: [{ text: '配件已订购，预计五日到货' }],
  transfer: [{ to: '区房管局', receipt: '收文2026-88', reason }],
  coTask: [{ unit: streets, task: '核查施工许可' }],
  coReport: [{ report: '许可齐全' }],
  requestExtension: [{ days: 5, reason }],
  requestShelving: [{ reason, plan: '列入下年度改造', named: housing }],
  requestTermination: [{ reason }],
  approve: [{ request: 'extension' }, { request: 'shelving' }, { request: 'termination', reason }],
  deny: [
    { request: 'extension', reason },
    { request: 'shelving', reason },
    { request: 'termination', reason },
  ],
  requestConvening: [
    {
      conveners: ['rc:luoyang'],
      plan: { situation: '多部门职责交叉', tried: '电话协调两次', decisionWanted: '划分职责' },
      invitees: [{ party: streets, as: 'lead', asked: '夜间执法' }],
    },
  ],
  requestFourParty: [{ raisedBy: 'rc:luoyang', reason }],
  resume: [{ reason }],
  reviewShelving: [{ finding: '资金未到位，继续挂账' }],
  returnForRework: [{ reason }],
  rate: [
    { contacted: true, solved: true, satisfaction: 5 },
    { contacted: true, solved: false, satisfaction: 1, comment: '只是复位' },
    { of: resident, contacted: true, solved: true, satisfaction: 4 },
  ],
  noAnswer: [{ of: resident }],
  checkOnSite: [
    { solved: true, finding: '通道已清' },
    { solved: false, finding: '仍有堆物' },
  ],
  publishReply: [{ text: '通道已清理，现公开答复' }],
  disputeRating: [{ reason, evidence: [reference] }],
  ruleRating: [
    { upheld: true, reason },
    { upheld: false, reason },
  ],
  escalate: [{ reason }, { reason, superior: 'leader:deputy' }],
  orderLead: [{ lead: housing, reason }],
  orderRework: [{ reason }],
  decide: replies,
  terminate: [{ reason }],
  state: [{ text: '已安排维保' }],
  remedy: [{ report: '已更换部件', evidence: [reference] }],
  withdraw: [{ reason }, { of: resident, reason }],
  supplement: [{ text: '补充照片三张' }],
  remind: [{ party: housing, message: '请尽快办理' }],
  copyTo: [{ party: 'dept:market' }],
  supervise: [{ order: 'order-1', target: housing, instruction: '三日内反馈' }],
  answerSupervision: [{ order: 'order-1', feedback: '已落实' }],
  merge: [{ into: '12345-2026-0100', lead: housing, reason }],
  unmerge: [{ reason }],
  adoptAnswer: replies,
  split: [{ name: 'noise', topic: '夜间噪声', reason }],
  markSensitive: [{ flags: ['minor'] }, { flags: ['staffConduct'] }],
  joinAs: [
    { party: 'resident:21', as: 'representative' },
    { party: 'resident:22', as: 'supporter' },
  ],
  nameRespondent: [{ party: 'property:luoyang' }],
  warnAbuse: [{ reason }],
  reopen: [{ newFacts: '昨日再次故障' }],
}

/** Examples of what linked cases come back with: one for each way in which it is told apart. */
export const answers: AnswersOf<typeof words> = {
  convening: [
    { outcome: 'resolved', result: { unresolved: [] } },
    { outcome: 'partlyResolved', result: { unresolved: ['夜间执法'] } },
  ],
  fourParty: [
    { outcome: 'resolved', result: { adopted: true } },
    { outcome: 'rejected', result: { adopted: false } },
  ],
  areaMeeting: [
    { outcome: 'planAdopted', result: { text: '片区统一错时停车' } },
    { outcome: 'escalated', result: { text: '超出片区职责' } },
  ],
  splitOff: [{ outcome: 'resolved', result: {} }],
}
