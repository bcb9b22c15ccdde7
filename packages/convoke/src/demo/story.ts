// The story that `convoke demo` plays: one committee asks two units of its town to the place where cars are parked, one of
// them does not answer, and what was agreed on the spot is done, verified and closed.
import type { conveningRequest } from '@convoke/case-types/convening-request'
import type { AuthorityEdge, Locale, Opening, PartyId } from '@convoke/core'

/** A text in both languages. */
export type Both = Readonly<Record<Locale, string>>

export const committee = 'rc:chunshen'
const community = 'town:community-office'
const operations = 'town:operations-centre'
const screener = 'town:screening-unit'
const company = 'pm:chunshen'
const leader = 'leader:in-charge'

/** What the parties are called. */
export const names: Readonly<Record<PartyId, Both>> = {
  [committee]: { 'zh-CN': '春申居委会', en: "Residents' committee" },
  [community]: { 'zh-CN': '社区办', en: 'Community office' },
  [operations]: { 'zh-CN': '城运中心', en: 'Operations centre' },
  [screener]: { 'zh-CN': '受理单位', en: 'Screening unit' },
  [company]: { 'zh-CN': '春申物业', en: 'Property company' },
  [leader]: { 'zh-CN': '分管领导', en: 'Town leader' },
}

/** The leader commands the units of the town, and only them. */
export const edges: readonly AuthorityEdge[] = [community, operations, screener].map(subordinate => ({
  ...({ superior: leader, subordinate, kind: 'commands', from: 0, to: null } as const),
}))

export const opening: Opening<typeof conveningRequest> = {
  topic: '停车难',
  place: '春申路夜间占道停车',
  plan: {
    situation: '夜间停满，消防通道受阻',
    tried: '志愿者劝导一个月，联席会议协商两次',
    decisionWanted: '明确夜间停车与巡查的职责分工',
  },
  conveners: [committee],
  invitees: [
    { party: community, as: 'lead', asked: '错时停车方案' },
    { party: operations, as: 'required', asked: '夜间巡查派单' },
  ],
  participants: [company],
  screener,
  supervisor: leader,
  areaChair: 'area:chunshen',
  districtOffice: 'district:coordination',
}

/** One thing that happens. Times are Shanghai's, such as `2025-09-25 09:00`. */
export type Step =
  | { readonly say: Both }
  | {
      readonly at: string
      readonly by: PartyId
      readonly send: { readonly type: string; readonly [field: string]: unknown }
    }
  /** The rules say no to this, with that code. */
  | {
      readonly at: string
      readonly by: PartyId
      readonly refused: string
      readonly send: { readonly type: string; readonly [field: string]: unknown }
    }
  /** Time passes. */
  | { readonly until: string }
  /** The open deadline of this name is explained. */
  | { readonly explain: string }

const say = (zh: string, en: string): Step => ({ say: { 'zh-CN': zh, en } })
const item = { item: 'stagger-parking' }

/** When the case is opened. */
export const begins = '2025-09-25 09:00'

export const steps: readonly Step[] = [
  say('一、发起与受理', '1. Convening and screening'),
  { at: '2025-09-25 09:30', by: committee, send: { type: 'submit' } },
  { at: '2025-09-25 15:00', by: screener, send: { type: 'accept' } },

  say('二、答复：期限自动计算，逐日可查', '2. Replies: the time limit is counted, and can be checked day by day'),
  { explain: 'reply' },
  { at: '2025-09-26 10:00', by: community, send: { type: 'accept', note: '按时到会' } },
  say('物业不是受邀单位，不能代为答应', 'The property company was not invited to answer'),
  { at: '2025-09-26 11:00', by: company, refused: 'refusal/role', send: { type: 'accept' } },

  say('三、沉默不能拖住办件：到期由分管领导裁定', '3. Silence does not stop a case: when time is up, the leader rules'),
  { until: '2025-09-29 08:30' },
  {
    at: '2025-09-29 09:00',
    by: leader,
    send: { type: 'overrule', subject: operations, reason: '逾期未答复且无正当理由，应到会' },
  },
  {
    at: '2025-09-29 10:00',
    by: committee,
    send: { type: 'fixMeeting', date: '2025-10-10', time: '14:00', place: '春申党群服务站' },
  },
  say('会前至少留一个工作日', 'At least one working day of notice'),
  { at: '2025-09-29 11:00', by: committee, refused: 'refusal/too-early', send: { type: 'openMeeting' } },

  say('四、现场会商', '4. On site'),
  { at: '2025-10-10 14:00', by: committee, send: { type: 'openMeeting' } },
  { at: '2025-10-10 14:05', by: community, send: { type: 'checkIn' } },
  { at: '2025-10-10 14:05', by: operations, send: { type: 'checkIn' } },
  { at: '2025-10-10 14:05', by: company, send: { type: 'checkIn' } },
  { at: '2025-10-10 14:10', by: committee, send: { type: 'begin' } },
  {
    at: '2025-10-10 14:20',
    by: committee,
    send: {
      ...{ type: 'propose', ...item, title: '错时停车方案', assignee: community },
      ...{ due: '2025-10-24', criterion: '方案公布且夜间消防通道畅通' },
    },
  },
  { at: '2025-10-10 14:50', by: community, send: { type: 'agreeResponsibilities' } },
  { at: '2025-10-10 14:51', by: operations, send: { type: 'agreeResponsibilities' } },
  {
    at: '2025-10-10 15:00',
    by: committee,
    send: { type: 'recordMinutes', decided: '错时停车方案由社区办牵头', content: '会议一致同意' },
  },
  { at: '2025-10-10 15:10', by: committee, send: { type: 'signMinutes' } },
  { at: '2025-10-10 15:11', by: community, send: { type: 'signMinutes' } },
  { at: '2025-10-10 15:12', by: operations, send: { type: 'signMinutes' } },
  { at: '2025-10-10 15:13', by: company, send: { type: 'signMinutes' } },

  say('五、落实与核验', '5. Carrying out, and verifying'),
  { at: '2025-10-10 16:00', by: community, send: { type: 'confirmItem', ...item } },
  {
    at: '2025-10-22 16:00',
    by: community,
    send: {
      ...{ type: 'done', ...item, report: '方案已公布，连续三夜通道畅通' },
      evidence: { sha256: 'a'.repeat(64), size: 48_213, mediaType: 'image/jpeg', uri: 'urn:convoke:demo:photo' },
    },
  },
  say('自己做的事自己不能核验', 'Nobody verifies what it did itself'),
  { at: '2025-10-23 09:00', by: community, refused: 'refusal/role', send: { type: 'pass', ...item } },
  { at: '2025-10-23 09:10', by: committee, send: { type: 'pass', ...item } },

  say('六、双向评价与结案', '6. Evaluation both ways, and closing'),
  ...[community, operations].map(
    department =>
      ({
        at: '2025-10-24 10:00',
        by: committee,
        send: { type: 'score', department, response: 90, attendance: 100, solved: 90, satisfaction: 85 },
      }) as const,
  ),
  { at: '2025-10-24 11:00', by: community, send: { type: 'scorePlan', quality: 90, fitness: 85 } },
  { at: '2025-10-24 11:00', by: operations, send: { type: 'scorePlan', quality: 85, fitness: 85 } },
  { at: '2025-10-27 09:00', by: committee, send: { type: 'close' } },
]
