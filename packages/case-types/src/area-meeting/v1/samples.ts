// Examples of what parties send: the verifier and the simulator try them, so each branch that reads data has one.
import type { Answers, Declaration, Samples } from '@convoke/core'
import type * as z from 'zod'
import type { opening } from './opening.js'
import type { words } from './words.js'

type SamplesOf<Words> = Words extends Declaration<infer Shape> ? Samples<Shape> : never
type AnswersOf<Words> = Words extends Declaration<infer Shape> ? Answers<Shape> : never

const committee = 'rc:chunshen-jingcheng'
const village = 'vc:jixin'
const office = 'town:community-office'

const base = {
  chair: 'area:chunshen',
  supervisor: 'leader:in-charge',
  districtOffice: 'district:coordination',
  members: [committee, village],
} satisfies Partial<z.input<typeof opening>>

/** Openings: a topic of a committee, one that an earlier session put off, and one of the alliance of a large grid. */
export const openings: readonly z.input<typeof opening>[] = [
  {
    ...base,
    topic: '夜间停车难',
    place: '春申景城与集新村交界道路',
    matter: '停车',
    situation: '三个小区共用道路夜间停满',
    raisedBy: committee,
  },
  { ...base, topic: '垃圾厢房异味', place: '集新村', matter: '环境卫生', raisedBy: village, deferrals: 2 },
  {
    ...base,
    kind: 'alliance',
    chair: 'alliance:chunshen',
    topic: '驻区单位车位错时开放',
    place: '春申片区',
    members: [committee, 'unit:school', 'unit:hospital'],
  },
]

const reason = '理由如下'
const topics = ['t1']

/** Examples of each command's data. */
export const samples: SamplesOf<typeof words> = {
  addTopic: [
    { topic: '电动车上楼', place: '集新村', matter: '消防安全' },
    { topic: '夜间停车', place: '春申景城', matter: '停车', situation: '消防通道受阻' },
  ],
  classifyTopic: [{ topic: 't1', matter: '停车' }],
  withdrawTopic: [{ topic: 't1', reason }],
  callMeeting: [
    { date: '2026-01-20', time: '14:00', place: '春申党群服务站', agenda: topics },
    {
      date: '2026-01-20',
      time: '14:00',
      place: '春申党群服务站',
      agenda: topics,
      departments: [{ party: office, asked: '说明错时停车政策' }],
    },
  ],
  reschedule: [{ date: '2026-01-22', time: '14:00', place: '春申党群服务站', reason }],
  decline: [{ reason }],
  adoptPlan: [
    { topics, plan: '片区统一错时停车' },
    {
      topics,
      plan: '片区统一错时停车',
      duties: [
        { duty: 'night-parking', title: '错时停车方案', assignee: office, due: '2026-06-30', criterion: '方案公布' },
      ],
    },
  ],
  returnToConvening: [{ topics, answer: '由居委自行约请城运中心' }],
  openConvening: [
    {
      topics,
      request: 'joint-parking',
      topic: '片区停车难',
      place: '春申片区',
      situation: '三个小区共用道路夜间停满',
      tried: '片会研究',
      decisionWanted: '划分夜间停车职责',
      conveners: [committee, village],
      invitees: [{ party: office, as: 'lead', asked: '牵头方案' }],
      screener: 'town:operations-centre',
    },
  ],
  escalate: [{ topics, reason }],
  defer: [{ topics, reason }],
  recordMinutes: [{ decided: '统一错时停车', undecided: null, content: '会议一致同意' }],
  signMinutes: [{}, { dissent: '对期限保留意见' }],
  confirmDuty: [{ duty: 'night-parking' }],
  objectDuty: [{ duty: 'night-parking', reason }],
  done: [{ duty: 'night-parking', report: '方案已公布' }],
  passDuty: [{ duty: 'night-parking' }],
  failDuty: [{ duty: 'night-parking', reason }],
  remind: [{ party: office, message: '请按时落实' }],
  copyTo: [{ party: 'housing:office' }],
}

/** Examples of what linked cases come back with: one for each way in which it is told apart. */
export const answers: AnswersOf<typeof words> = {
  convening: [
    { outcome: 'resolved', result: { unresolved: [] } },
    { outcome: 'noAuthority', result: { unresolved: ['夜间执法'] } },
  ],
  nextSession: [
    { outcome: 'planAdopted', result: { text: '片区统一错时停车' } },
    { outcome: 'escalated', result: { text: '' } },
  ],
}
