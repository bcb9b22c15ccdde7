import { type Authority, duration, knob } from '@convoke/core'
import * as z from 'zod'

const workingDays = (n: number) => duration.default({ n, unit: 'working-day' })
const days = (n: number) => duration.default({ n, unit: 'calendar-day' })
const count = (least: number, usual: number, most: number) => z.int().min(least).max(most).default(usual)

/** A share as two whole numbers: `need` out of every `of`. Never a float, so that a limit is met exactly. */
const share = (need: number, of: number) =>
  z
    .strictObject({ need: z.int().min(1).max(100), of: z.int().min(1).max(100) })
    .refine(value => value.need <= value.of, { error: 'need is more than of' })
    .default({ need, of })

const from = (authority: Authority, jurisdiction: string, readOn: string) => (zh: string, en: string, source: string) =>
  ({ title: { 'zh-CN': zh, en }, authority, jurisdiction, source, readOn }) as const
const law = from('law', 'CN', '2026-11-23')
const city = from('city', 'CN-SH', '2026-11-26')
const ours = (zh: string, en: string, source?: string) => ({
  title: { 'zh-CN': zh, en },
  authority: 'ours' as const,
  ...(source === undefined ? {} : { source, readOn: '2026-11-23' }),
})

/**
 * The knobs of four-party coordination 四方协调参数. What a law or the city sets says so and is not the town's to turn;
 * where no rule was found the default is ours. A figure of another place stands in `source` as borrowed.
 *
 * @source per knob; see docs/reference/sources.md#shanghai-property-rules
 */
export const parameters = z.object({
  // How owners decide 表决规则
  participation: knob(
    share(2, 3),
    law('参与表决比例（含本数）', 'Share that must take part, of area and of heads', 'Civil Code 278'),
  ),
  ordinaryApproval: knob(
    share(1, 2),
    law('一般事项同意比例（超过）', 'Ordinary matters: more than this share agrees', 'Civil Code 278'),
  ),
  specialApproval: knob(
    share(3, 4),
    law('重大事项同意比例（含本数）', 'Special matters: at least this share agrees', 'Civil Code 278'),
  ),
  unreturned: knob(
    z.enum(['absent', 'abstain', 'yes', 'no', 'majority']).default('absent'),
    ours('未交回表决票的计票方式', 'What a ballot that was not returned counts as', "left to the meeting's own rules"),
  ),
  ownersMayDemand: knob(
    share(1, 5),
    city('业主提议召开临时会议比例', 'Owners who may demand a meeting', 'Shanghai property rules 25'),
  ),
  membersMayDemand: knob(
    share(1, 3),
    city('委员提议召开委员会会议比例', 'Members who may demand a meeting', 'Shanghai property rules 26'),
  ),
  maxRevotes: knob(count(0, 1, 3), ours('重新表决次数上限', 'Times an invalid vote may be repeated')),
  maxMeetings: knob(count(1, 3, 10), ours('联席会议次数上限', 'Joint meetings on one matter')),
  maxReworks: knob(count(0, 2, 5), ours('整改次数上限', 'Times work may be sent back')),

  // Bringing and sorting 提出与分流
  nameWithin: knob(workingDays(5), ours('确定各方期限', 'Naming the parties')),
  triageWithin: knob(workingDays(2), ours('分流期限', 'Triage')),

  // The property company 物业处置
  answerWithin: knob(
    days(10),
    ours('物业答复期限', "The property company's answer", 'Hangzhou 433, borrowed: 10 days; not a rule in Shanghai'),
  ),
  emergencyWithin: knob(
    duration.default({ n: 30, unit: 'minute' }),
    ours('应急处置到场期限', 'Emergency measures', 'Shanghai property rules 73 say "at once" and give no figure'),
  ),

  // The owners' committee 业委会
  committeeWithin: knob(
    days(60),
    city(
      '业委会决定期限（两个月一次会议）',
      "The committee's decision: it meets every two months",
      'Shanghai property rules 26',
    ),
  ),
  urgentCommitteeWithin: knob(
    days(7),
    city('急修审核期限', 'Approving an urgent repair', 'Shanghai property rules 73'),
  ),
  districtWithin: knob(workingDays(3), ours('区代为维修决定期限', 'Whether the district has it repaired')),
  postWithin: knob(days(3), city('决定公告期限', 'Publishing a decision', 'Shanghai property rules 26')),

  // The joint meeting 联席会议
  meetWithin: knob(
    days(31),
    ours('联席会议召开期限', 'Joint meeting held', 'monthly, as reported of a Kunyang compound in Minhang'),
  ),
  positionWithin: knob(workingDays(3), ours('各方表态期限', 'Each party states its position')),
  splitWithin: knob(workingDays(3), ours('分歧处理期限', 'What to do about a split')),

  // Notice, vote, count 公告、表决、计票
  announceWithin: knob(workingDays(5), ours('发布会议公告期限', "Announcing the owners' meeting")),
  noticeAtLeast: knob(
    days(15),
    law('会议公告最短时间', "Notice of the owners' meeting", 'State Council property rules 14'),
  ),
  openVotingWithin: knob(days(30), ours('开始表决期限', 'Opening the vote')),
  votingPeriod: knob(days(15), ours('表决期', 'Time to vote', "set by the meeting's own rules")),
  countWithin: knob(days(3), ours('计票期限', 'Counting')),
  revoteWithin: knob(days(30), ours('决定是否重新表决期限', 'Deciding on another vote')),
  challengeWithin: knob(
    days(365),
    law('撤销权行使期限', 'Challenging a decision in court', 'Supreme Court on divided ownership 12; Civil Code 280'),
  ),
  judgmentWithin: knob(days(180), ours('等待判决期限', 'Waiting for a judgment')),

  // Publication 公示
  keepAudit: knob(days(30), city('审计结果公示期', 'An audit stays posted', 'Shanghai property rules 67')),
  keepPosted: knob(days(7), ours('其他公示期', 'Other documents stay posted')),
  answerQueryWithin: knob(workingDays(5), ours('答复查询期限', 'Answering a query')),
  answerMessageWithin: knob(workingDays(5), ours('答复来信期限', 'Answering a message')),

  // Mediation 调解
  consentWithin: knob(workingDays(5), ours('同意调解期限', 'Consent to mediation')),
  mediateWithin: knob(days(30), ours('调解期限', 'Mediation')),
  signWithin: knob(workingDays(5), ours('签署调解协议期限', 'Signing the agreement')),
  confirmWithin: knob(days(30), law('司法确认申请期限', 'Asking the court to confirm', "People's Mediation Law 33")),
  adviseWithin: knob(workingDays(2), ours('告知渠道期限', 'Telling the legal channel')),

  // Carrying out 实施
  executeWithin: knob(days(60), ours('实施期限', 'Carrying out')),
  acceptWithin: knob(workingDays(5), ours('验收期限', 'Acceptance')),
  evaluateWithin: knob(workingDays(5), ours('评价期限', 'Evaluation')),

  // The company leaves 物业退出
  notRenewingNotice: knob(days(90), city('不续签提前通知期', 'Notice of not renewing', 'Shanghai property rules 46')),
  indefiniteNotice: knob(
    days(60),
    city(
      '解除不定期合同提前通知期',
      'Notice ending an indefinite contract',
      'Shanghai property rules 46; Civil Code 948',
    ),
  ),
  exitWithin: knob(days(150), ours('选定接替企业期限', 'Finding who comes next')),
  handOverWithin: knob(days(10), city('移交期限', 'Hand-over', 'Shanghai property rules 50')),
  handOverOrderWithin: knob(
    days(10),
    ours('责令移交期限', 'Hand-over once it is overdue', 'Shanghai property rules 81 set no figure'),
  ),
  standInAtMost: knob(
    days(180),
    city('临时物业服务期上限', 'A stand-in serves at most', 'Shanghai property rules 52: six months'),
  ),

  // Arrears 欠费
  urgeWithin: knob(workingDays(5), ours('业委会督促期限', 'The committee urges')),
  payWithin: knob(
    days(30),
    ours(
      '书面催告的合理期限',
      'Reasonable period of a written demand',
      'Civil Code 944 and Shanghai property rules 49 say "reasonable"',
    ),
  ),

  // The town 镇
  interveneWithin: knob(workingDays(5), ours('镇处理期限', 'The town acts')),
  orderedWithin: knob(
    days(15),
    ours('责令召开期限', 'Holding an ordered meeting', 'Shanghai property rules 25 say "within a limit"'),
  ),
  convenedWithin: knob(
    days(60),
    ours('镇组织召开期限', 'A meeting convened by the town', 'Shanghai property rules 28, by analogy'),
  ),
  electionWithin: knob(days(270), ours('等待选举期限', 'Waiting for an election')),
  conveningWithin: knob(days(120), ours('等待约请结果期限', 'Waiting for a convening request')),
})
