import { type Authority, duration, knob } from '@convoke/core'
import * as z from 'zod'
import { inlet, line } from './opening.js'

const workingDays = (n: number) => duration.default({ n, unit: 'working-day' })
const workingHours = (n: number) => duration.default({ n, unit: 'working-hour' })
const calendarDays = (n: number) => duration.default({ n, unit: 'calendar-day' })
const hours = (n: number) => duration.default({ n, unit: 'hour' })
const minutes = (n: number) => duration.default({ n, unit: 'minute' })
const count = (least: number, usual: number, most: number) => z.int().min(least).max(most).default(usual)

/** A default without a source is ours, and says so. */
const ours = (zh: string, en: string) => ({ title: { 'zh-CN': zh, en }, authority: 'ours' as const })

/** A rule of law, with where and when it was read. */
const law = (zh: string, en: string, source: string) => ({
  title: { 'zh-CN': zh, en },
  authority: 'law' as Authority,
  jurisdiction: '全国',
  source,
  readOn: '2026-11-23',
})

/**
 * The knobs of a complaint 诉求参数.
 *
 * Defaults are ours unless a knob says otherwise. What places have published stands in data packs
 * ({@link shanghai}, {@link beijing}), each value with its authority, source and date of reading, so that no place's
 * figure becomes another's default.
 *
 * @source our defaults; the knobs marked `law` name their article
 */
export const parameters = z.object({
  // Structure
  verifiedInlets: knob(
    z.array(inlet).default(['hotline', 'visit', 'window', 'media']),
    ours('立案前须现场核实的渠道', 'Inlets whose grid items are verified on site'),
  ),
  supervisedInlets: knob(
    z.array(inlet).default(['leadersNote']),
    ours('自动督办的渠道', 'Inlets that open a supervision order'),
  ),
  reviewBeforeAnswer: knob(z.boolean().default(true), ours('设办结审核环节', 'Answers are reviewed first')),
  callbackAtOnce: knob(z.boolean().default(true), ours('答复后即时回访', 'Call back at once, not when the time is up')),
  callbackPercent: knob(count(0, 100, 100), ours('回访比例（%）', 'Complaints called back, per cent')),
  shelvingRestsOuterClock: knob(
    z.boolean().default(true),
    ours('挂账期间外部时限中止', 'The outer clock rests while shelved'),
  ),
  /** Null: no list was given, and a committee may be given any matter. */
  committeeMatters: knob(z.array(line).max(500).nullable().default(null), {
    title: { 'zh-CN': '居委会可主办事项清单', en: "Matters that a residents' committee may lead" },
    authority: 'district',
    jurisdiction: '上海市',
    source: 'docs/reference/sources.md#residents-committee-regulations',
    readOn: '2026-11-26',
  }),
  firstReceiverLeads: knob(
    z.boolean().default(true),
    ours('未派单时由首接单位主办', 'The first receiver leads where nobody dispatches'),
  ),

  // Counts
  returnsAllowed: knob(count(0, 1, 3), ours('退单次数上限', 'Times an order may be returned')),
  maxReassignments: knob(count(0, 3, 10), ours('改派次数上限', 'Times a complaint may be reassigned')),
  maxSupplementRequests: knob(count(0, 1, 3), ours('要求补正次数上限', 'Times the complainant may be asked for more')),
  triesToReach: knob(count(1, 3, 10), ours('联系次数', 'Tries before somebody counts as unreachable')),
  daysToReach: knob(count(1, 2, 10), ours('联系分布天数', 'Days over which the tries are spread')),
  triesToCallBack: knob(count(1, 3, 10), ours('回访次数', 'Call-back tries')),
  maxExtensions: knob(count(0, 2, 5), ours('延期次数上限', 'Extensions')),
  extensionCap: knob(workingDays(10), ours('延期累计上限', 'Most that extensions add up to')),
  maxShelvingReviews: knob(
    count(1, 2, 10),
    ours('挂账复核次数上限', 'Reviews before a shelved complaint goes to the area meeting'),
  ),
  maxReworks: knob(count(0, 2, 5), ours('重办次数上限', 'Times a complaint is handled again')),
  maxOrders: knob(count(0, 2, 5), ours('提级后责令办理次数上限', 'Orders after escalation')),
  maxReopenings: knob(count(0, 2, 5), ours('重启次数上限', 'Times a complaint may be reopened')),
  maxMerges: knob(count(0, 2, 5), ours('并案次数上限', 'Times a complaint may be merged')),
  dissatisfiedAt: knob(count(0, 2, 4), ours('视为不满意的最高分', 'Highest mark that counts as dissatisfied')),

  // The outer clock
  outerWithin: knob(workingDays(15), ours('总时限', 'The whole complaint')),
  simpleOuterWithin: knob(workingDays(5), ours('咨询建议类总时限', 'The whole consultation or suggestion')),

  // Inner clocks
  intakeWithin: knob(workingHours(4), ours('受理时限', 'Intake')),
  supplementWithin: knob(workingDays(2), ours('补正期限', 'Supplementing')),
  verifyWithin: knob(workingHours(4), ours('现场核实时限', 'Verification on site')),
  dispatchWithin: knob(workingHours(4), ours('派单时限', 'Dispatching')),
  signWithin: knob(workingDays(1), ours('签收时限', 'Signing')),
  urgentSignWithin: knob(minutes(30), ours('紧急工单签收时限', 'Signing an urgent order')),
  returnWithin: knob(workingDays(1), ours('退单期限', 'Returning an order')),
  rulingWithin: knob(workingDays(1), ours('派单异议裁定时限', 'Ruling on a returned order')),
  firstContactWithin: knob(workingDays(1), ours('先行联系时限', 'First contact')),
  handlingWithin: knob(workingDays(5), ours('办理时限', 'Handling')),
  simpleHandlingWithin: knob(workingDays(1), ours('咨询建议办理时限', 'Handling a consultation or suggestion')),
  coTaskWithin: knob(workingDays(2), ours('协办反馈时限', "A co-unit's report")),
  statementWithin: knob(workingDays(5), ours('被反映单位陈述期限', "The respondent's statement")),
  approveWithin: knob(workingDays(1), ours('审批时限', 'Approval')),
  shelvingReviewWithin: knob(workingDays(20), ours('挂账复核周期', 'Review of a shelved complaint')),
  areaMeetingWithin: knob(calendarDays(93), ours('等待片会期限', 'Waiting for the area meeting')),
  conveningWithin: knob(calendarDays(120), ours('等待约请期限', 'Waiting for a convening request')),
  fourPartyWithin: knob(calendarDays(180), ours('等待四方协调期限', 'Waiting for the four parties')),
  reviewWithin: knob(workingDays(1), ours('办结审核时限', 'Review of the answer')),
  callbackWithin: knob(workingDays(3), ours('回访时限', 'Call-back')),
  reworkWithin: knob(workingDays(3), ours('再次处置时限', 'Handling again')),
  ratingObjectionWithin: knob(workingDays(1), ours('评价异议提出期限', 'Disputing a rating')),
  ratingRulingWithin: knob(workingDays(1), ours('评价异议裁定时限', 'Ruling on a disputed rating')),
  escalationWithin: knob(workingDays(5), ours('提级协调期限', 'Coordination by the supervisor')),
  districtWithin: knob(workingDays(5), ours('区级协调期限', 'Coordination by the district')),
  supervisionWithin: knob(workingDays(3), ours('督办反馈期限', 'Answer to a supervision order')),
  reopenWithin: knob(calendarDays(30), ours('重启期限', 'Window to reopen')),

  // Emergency
  acknowledgeWithin: knob(minutes(10), ours('应急接收时限', 'An emergency is acknowledged')),
  onSceneWithin: knob(minutes(30), ours('应急到场时限', 'An emergency crew is on the scene')),
  followUpWithin: knob(hours(24), ours('应急跟进时限', 'Follow-up of an emergency')),
  trappedWithin: knob(
    hours(2),
    law(
      '电梯困人事故报告时限',
      'Trapped in a lift: an accident from then on',
      'docs/reference/sources.md#special-equipment-safety',
    ),
  ),
})
