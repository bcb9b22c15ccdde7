// Examples of what parties send: the verifier and the simulator try them, so each branch that reads data has one.
import type { Answers, Declaration, Samples } from '@convoke/core'
import type * as z from 'zod'
import type { opening } from './opening.js'
import type { words } from './words.js'

type SamplesOf<Words> = Words extends Declaration<infer Shape> ? Samples<Shape> : never
type AnswersOf<Words> = Words extends Declaration<infer Shape> ? Answers<Shape> : never

const committee = 'rc:chunshen-jingcheng'
const village = 'vc:jixin'
const community = 'town:community-office'
const economy = 'town:economy-centre'
const operations = 'town:operations-centre'
const police = 'police:station'
const company = 'property:chunshen'

const base = {
  place: '春申景城与集新村交界道路',
  plan: {
    situation: '两地共用道路夜间停满，消防通道受阻',
    tried: '居民区联席会议两次协商，劝导一个月',
    decisionWanted: '划分夜间停车、执法与标线的职责',
  },
  screener: operations,
  supervisor: 'leader:in-charge',
  areaChair: 'area:chunshen',
  districtOffice: 'district:coordination',
} satisfies Partial<z.input<typeof opening>>

/**
 * Openings: the parking request of the seed article (two conveners, the operations centre invited, so that the town
 * leader screens), one committee with one department, and an emergency.
 */
export const openings: readonly z.input<typeof opening>[] = [
  {
    ...base,
    topic: '停车难',
    kind: 'joint',
    conveners: [committee, village],
    invitees: [
      { party: community, as: 'lead', asked: '牵头错时停车方案' },
      { party: operations, as: 'required', asked: '派单与指挥' },
      { party: economy, as: 'optional', asked: '周边商户停车' },
      { party: police, as: 'required', asked: '违停执法', letter: true },
    ],
    participants: [company],
  },
  {
    ...base,
    topic: '垃圾厢房异味',
    conveners: [committee],
    invitees: [{ party: community, as: 'lead', asked: '清运与改造' }],
  },
  {
    ...base,
    topic: '围墙倾斜',
    kind: 'emergency',
    conveners: [committee],
    invitees: [
      { party: community, as: 'lead', asked: '现场封控' },
      { party: police, as: 'required', asked: '维持秩序', letter: true },
    ],
  },
]

const reason = '理由如下'
const item = 'stagger-parking'
const duty = {
  item,
  title: '错时停车方案',
  assignee: community,
  due: '2026-06-30',
  criterion: '方案公布且夜间消防通道畅通',
}
const evidence = {
  sha256: 'a'.repeat(64),
  size: 1024,
  mediaType: 'image/jpeg',
  uri: 'urn:convoke:evidence:1',
}

/** Examples of each command's data. */
export const samples: SamplesOf<typeof words> = {
  editPlan: [{ topic: '停车难' }, { participants: [company] }],
  inviteCoConvener: [{ party: village }],
  refuse: [{ reason }],
  accept: [{}, { note: '按时到会' }],
  returnForFix: [{ list: ['补充已做工作'] }],
  routeToComplaint: [{ reason }],
  routeToArea: [{ reason }, { reason, requests: ['约请2026-11', '约请2026-12'] }],
  reject: [{ reason }],
  appealRejection: [{ reason }],
  acceptWithReservation: [{ reservation: '仅限本单位职责' }],
  delegate: [
    { to: 'person:deputy', mandate: 'decide' },
    { to: 'person:clerk', mandate: 'relay' },
  ],
  counter: [{ time: '周四下午' }, { scope: '仅限市政道路' }],
  decline: [
    { code: 'notInRemit', reason },
    { code: 'conflictOfDate', reason },
  ],
  concede: [{ invitee: community }, { invitee: operations }],
  uphold: [
    { subject: community, reason },
    { subject: item, reason },
  ],
  overrule: [
    { subject: community, reason },
    { subject: item, reason },
  ],
  replaceInvitee: [
    { subject: community, reason, instead: { party: 'town:urban-management', as: 'lead', asked: '牵头错时停车方案' } },
  ],
  reassignItem: [{ subject: item, assignee: operations, reason }],
  acceptRuling: [{ subject: community }, { subject: item }],
  appeal: [
    { subject: community, reason },
    { subject: item, reason },
  ],
  fixMeeting: [{ date: '2026-04-09', time: '14:00', place: '春申景城党群服务站' }],
  reschedule: [{ date: '2026-04-10', time: '14:00', place: '春申景城党群服务站', reason }],
  substituteChair: [{ party: community }],
  quorumFail: [{ reason }],
  adjourn: [{ date: '2026-04-13', time: '09:30', place: '春申景城党群服务站', reason }],
  propose: [
    duty,
    { ...duty, coAssignees: [operations], place: committee },
    { ...duty, item: 'reserve-spaces', title: '公共车位使用', kind: 'needsOwnersDecision', assignee: company },
  ],
  dropProposal: [{ item, reason }],
  dissent: [{ text: '对职责划分保留意见' }],
  deadlock: [
    { to: 'area', reason },
    { to: 'supervisor', reason },
  ],
  recordMinutes: [{ decided: '错时停车方案由社区办牵头', undecided: null, content: '会议一致同意' }],
  signMinutes: [{}, { dissent: '不同意期限' }],
  confirmItem: [{ item }],
  objectItem: [{ item, reason }],
  progress: [{ item, report: '已完成标线测量' }],
  done: [{ item, evidence, report: '方案已公布' }],
  requestExtension: [{ item, until: '2026-07-15', reason }],
  approveExtension: [{ item, reason }],
  denyExtension: [{ item, reason }],
  blocked: [{ item, reason }],
  unblock: [{ item }],
  waive: [{ item, reason }],
  recordDecision: [
    { item: 'reserve-spaces', granted: true, decision: '业主大会通过' },
    { item: 'reserve-spaces', granted: false, decision: '业主大会未通过' },
  ],
  pass: [{ item }],
  fail: [{ item, reason }],
  score: [{ department: community, response: 100, attendance: 100, solved: 90, satisfaction: 85 }],
  scorePlan: [{ quality: 80, fitness: 90 }],
  objectToClosing: [{ reason }],
  reopen: [{ reason }],
  lookBack: [
    { result: 'held', finding: '夜间通道畅通' },
    { result: 'relapsed', finding: '通道再次停满' },
  ],
  adoptPlan: [{ plan: '片区统一设置错时停车' }],
  returnToConvening: [{ reason }],
  escalate: [{ reason }],
  rule: [{ duty, reason }],
  orderExecution: [{ reason }],
  orderMeeting: [{ reason }],
  orderClosing: [{ reason }],
  handToArea: [{ reason }],
  handToDistrict: [{ reason }],
  takeOver: [{ reason }],
  declareNoAuthority: [{ reason }],
  withdraw: [{ reason }],
  withdrawPart: [{ reason }],
  remind: [{ party: community, message: '请按时答复' }],
  copyTo: [{ party: 'housing:office' }],
  supervise: [{ order: 'order-1', target: community, instruction: '三日内反馈' }],
  answerSupervision: [{ order: 'order-1', feedback: '已落实' }],
  merge: [{ into: '约请2026-07', reason }],
  supplement: [{ text: '新增照片' }],
  supersedeByMediation: [{ agreement: '调解2026-03', reason }],
  reportEmergency: [{ report: '已封控，无人受伤' }],
}

/** Examples of what linked cases come back with: one for each way in which it is told apart. */
export const answers: AnswersOf<typeof words> = {
  fourParty: [
    { outcome: 'resolved', result: { adopted: true } },
    { outcome: 'rejected', result: { adopted: false } },
  ],
  areaMeeting: [
    { outcome: 'planAdopted', result: { text: '片区统一错时停车' } },
    { outcome: 'returned', result: { text: '由居委自行约请城运中心' } },
    { outcome: 'escalated', result: { text: '超出片区职责' } },
  ],
}
