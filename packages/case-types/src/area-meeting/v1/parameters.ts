import { duration, knob } from '@convoke/core'
import * as z from 'zod'
import { line } from './opening.js'

const workingDays = (n: number) => duration.default({ n, unit: 'working-day' })
const calendarDays = (n: number) => duration.default({ n, unit: 'calendar-day' })
const count = (least: number, usual: number, most: number) => z.int().min(least).max(most).default(usual)

/** A share as two whole numbers: `need` out of every `of`. */
const share = z
  .strictObject({ need: z.int().min(1).max(100), of: z.int().min(1).max(100) })
  .refine(({ need, of }) => need <= of, { error: 'need is more than of' })

const ours = (zh: string, en: string, source?: string) => ({
  title: { 'zh-CN': zh, en },
  authority: 'ours' as const,
  ...(source === undefined ? {} : { source, readOn: '2026-11-23' }),
})

/** Where a topic of no listed kind goes. */
const otherKind = '其他'

/**
 * The knobs of the area meeting 片会参数.
 *
 * No public rule on 片会 was found beyond that it is held regularly and invites departments to study common problems, so
 * every default is ours.
 *
 * @source our defaults
 */
export const parameters = z.object({
  topicKinds: knob(
    z
      .array(line)
      .min(1)
      .max(40)
      .default(['停车', '环境卫生', '物业服务', '公共设施', '消防安全', '噪声扰民', '文明养宠', otherKind]),
    ours('议题类别清单', 'Kinds of topic; the last takes what fits no other'),
  ),
  batchThreshold: knob(
    count(1, 3, 20),
    ours('共性问题成批所需议题数', 'Topics of one kind that make a common problem'),
  ),
  maxDeferrals: knob(count(0, 2, 5), ours('议题顺延次数上限', 'Times a topic may be put off')),
  maxReschedules: knob(count(0, 2, 5), ours('改期次数上限', 'Times a session may be moved')),
  maxRework: knob(count(0, 1, 5), ours('单项重办次数上限', 'Times one duty may be sent back')),
  quorum: knob(share.default({ need: 1, of: 2 }), ours('应到单位到会比例', 'Share of members for a quorum')),

  sessionWithin: knob(
    calendarDays(31),
    ours('例会周期', 'Next regular session', 'a monthly meeting of committee, owners, company and police in Minhang'),
  ),
  replyWithin: knob(workingDays(2), ours('受邀部门答复期限', 'Reply to an invitation')),
  noticeAtLeast: knob(workingDays(3), ours('会前通知最短时间', 'Notice before the session')),
  meetWithin: knob(workingDays(10), ours('通知后开会期限', 'Session held after the call')),
  concludeWithin: knob(workingDays(1), ours('会议形成结果期限', 'Conclusion of the session')),
  minutesWithin: knob(workingDays(1), ours('纪要签署期限', 'Signing the minutes')),
  publishWithin: knob(workingDays(3), ours('议定事项公布期限', 'Publishing the decisions')),
  confirmWithin: knob(workingDays(1), ours('责任事项确认期限', 'Confirming a duty')),
  checkWithin: knob(workingDays(3), ours('落实核查期限', 'Checking a duty')),
  reworkWithin: knob(workingDays(5), ours('重办期限', 'Rework')),
  awaitWithin: knob(calendarDays(120), ours('等待关联办件期限', 'Waiting for a linked case')),
})
