import { duration, knob } from '@convoke/core'
import * as z from 'zod'

const workingDays = (n: number) => duration.default({ n, unit: 'working-day' })
const calendarDays = (n: number) => duration.default({ n, unit: 'calendar-day' })
const count = (least: number, usual: number, most: number) => z.int().min(least).max(most).default(usual)

/** A share as two whole numbers: `need` out of every `of`. Never a float, so that a limit is met exactly. */
const share = z
  .strictObject({ need: z.int().min(1).max(100), of: z.int().min(1).max(100) })
  .refine(({ need, of }) => need <= of, {
    error: 'need is more than of',
    params: { says: { 'zh-CN': 'need 不得大于 of', en: 'must not ask for more than there are: need is more than of' } },
  })

const ours = (zh: string, en: string, source?: string) => ({
  title: { 'zh-CN': zh, en },
  authority: 'ours' as const,
  ...(source === undefined ? {} : { source, readOn: '2026-11-23' }),
})

/**
 * The knobs of a convening request 约请参数.
 *
 * No public rule on the time limits of 居村约请 was found, so every default is ours: an example policy for a town to
 * change. Where a place outside Shanghai has a figure, it stands in `source` as borrowed and sets nothing.
 *
 * @source our defaults; the searched rules are listed in the README
 */
export const parameters = z.object({
  screening: knob(z.boolean().default(true), ours('设受理审核环节', 'Requests are screened')),
  emergencySkipsScreening: knob(
    z.boolean().default(true),
    ours('紧急约请免予受理审核', 'An emergency skips screening'),
  ),
  returnsAllowed: knob(count(0, 1, 3), ours('受理审核可退回补正次数', 'Returns for fixing')),
  areaBatchThreshold: knob(
    count(1, 3, 20),
    ours('转片会研究所需同类约请件数', 'Requests of one kind before the area meeting takes them'),
  ),
  quorum: knob(share.default({ need: 2, of: 3 }), ours('应到单位到会比例', 'Share of bound invitees for a quorum')),
  maxReschedules: knob(count(0, 2, 5), ours('改期次数上限', 'Times a meeting may be moved')),
  maxAdjournments: knob(count(0, 2, 5), ours('休会续会次数上限', 'Times a meeting may be adjourned')),
  maxReplacements: knob(count(0, 2, 10), ours('改派受邀单位次数上限', 'Invitees a ruling may replace')),
  maxBounces: knob(count(0, 1, 3), ours('责任事项改派次数上限', 'Times a ruling may pass an item on')),
  maxExtensions: knob(count(0, 2, 5), ours('单项延期次数上限', 'Extensions of one item')),
  maxRework: knob(count(0, 2, 5), ours('单项重办次数上限', 'Times one item may be sent back')),
  maxOrderedMeetings: knob(count(0, 1, 3), ours('提级后责令再会次数上限', 'Meetings a superior may order')),
  maxAreaVisits: knob(count(0, 2, 5), ours('提交片会研究次数上限', 'Times it may go to the area meeting')),
  maxReopenings: knob(count(0, 2, 5), ours('重启次数上限', 'Times a request may be reopened')),
  spotCheckPercent: knob(
    count(0, 10, 100),
    ours('核验通过事项抽查比例（%）', 'Verified items checked again, per cent'),
  ),

  draftWithin: knob(calendarDays(30), ours('拟定期限', 'Drafting')),
  cosignWithin: knob(workingDays(2), ours('联合发起确认期限', 'Cosigning')),
  screenWithin: knob(workingDays(1), ours('受理审核期限', 'Screening')),
  referredScreenWithin: knob(workingDays(1), ours('督办单位复核受理期限', 'Screening by the supervisor')),
  rejectionAppealWithin: knob(workingDays(2), ours('不予受理申诉期限', 'Appeal against a rejection')),
  replyWithin: knob(workingDays(2), ours('答复期限', 'Reply to an invitation')),
  presenceWithin: knob(
    duration.default({ n: 30, unit: 'minute' }),
    ours('紧急约请到场期限', 'Presence in an emergency', 'Pinggu pilot, borrowed: 30 minutes; not a rule in Shanghai'),
  ),
  emergencyReportWithin: knob(workingDays(1), ours('紧急约请事后补报期限', 'Report after an emergency')),
  ruleWithin: knob(workingDays(1), ours('裁定期限', 'Ruling')),
  appealWithin: knob(workingDays(1), ours('对裁定申诉期限', 'Appeal against a ruling')),
  fixMeetingWithin: knob(workingDays(1), ours('定会期限', 'Fixing the meeting')),
  noticeAtLeast: knob(workingDays(1), ours('会前通知最短时间', 'Notice before the meeting')),
  meetWithin: knob(workingDays(3), ours('开会期限', 'Meeting held')),
  concludeWithin: knob(workingDays(1), ours('现场会商形成结果期限', 'Conclusion of the meeting')),
  minutesWithin: knob(workingDays(1), ours('纪要签署期限', 'Signing the minutes')),
  confirmWithin: knob(workingDays(1), ours('责任事项确认期限', 'Confirming an item')),
  reportEvery: knob(workingDays(5), ours('进展报告间隔', 'Progress report')),
  extensionAnswerWithin: knob(workingDays(1), ours('延期审批期限', 'Answer to a request for more time')),
  awaitWithin: knob(calendarDays(60), ours('等待外部决定期限', "Waiting for somebody else's decision")),
  reworkWithin: knob(workingDays(5), ours('重办期限', 'Rework')),
  verifyWithin: knob(workingDays(3), ours('核验期限', 'Verification')),
  checkWithin: knob(workingDays(3), ours('督办核查期限', "The supervisor's check")),
  evaluateWithin: knob(workingDays(5), ours('评价期限', 'Evaluation')),
  closeWithin: knob(workingDays(2), ours('结案确认期限', 'Consent to closing')),
  reopenWithin: knob(calendarDays(30), ours('重启期限', 'Window to reopen')),
  lookBackWithin: knob(calendarDays(90), ours('回头看期限', 'Looking back')),
  areaMeetingWithin: knob(calendarDays(31), ours('片会研究期限', 'Next area meeting')),
  areaAnswerWithin: knob(calendarDays(93), ours('等待片会答复期限', 'Answer of a round of the area meeting')),
  escalationWithin: knob(workingDays(5), ours('提级协调期限', 'Coordination by the supervisor')),
  districtWithin: knob(workingDays(5), ours('区级协调期限', 'Coordination by the district')),
  supervisionWithin: knob(workingDays(3), ours('督办反馈期限', 'Answer to a supervision order')),
})
