import { duration, knob } from '@convoke/core'
import * as z from 'zod'

const workingDays = (n: number) => duration.default({ n, unit: 'working-day' })
const days = (n: number) => duration.default({ n, unit: 'calendar-day' })
const count = (least: number, usual: number, most: number) => z.int().min(least).max(most).default(usual)
const share = (need: number, of: number) =>
  z
    .strictObject({ need: z.int().min(1).max(100), of: z.int().min(1).max(100) })
    .refine(value => value.need <= value.of, { error: 'need is more than of' })
    .default({ need, of })

const law = (zh: string, en: string, source: string) => ({
  title: { 'zh-CN': zh, en },
  ...({ authority: 'law', jurisdiction: 'CN', source, readOn: '2026-11-23' } as const),
})
const city = (zh: string, en: string, articles: string) => ({
  title: { 'zh-CN': zh, en },
  ...({
    authority: 'city',
    jurisdiction: 'CN-SH',
    source: `Shanghai property rules ${articles}`,
    readOn: '2026-11-26',
  } as const),
})
const ours = (zh: string, en: string) => ({ title: { 'zh-CN': zh, en }, authority: 'ours' as const })

/**
 * The knobs of an election 业委会选举参数. Most are the city's rule and not the town's to turn; where the rule names no
 * figure the default is ours.
 *
 * @source per knob; Shanghai property rules 13–34, as of 2020-12-30
 */
export const parameters = z.object({
  deliveredShare: knob(share(1, 2), city('出售并交付面积比例（含本数）', 'Share of the area sold and delivered', '13')),
  ownersInGroup: knob(share(1, 2), city('业主代表占比（含本数）', 'Share of owners in the group', '15, 28')),
  leastSeats: knob(count(3, 5, 31), city('委员人数下限', 'Fewest members', '20')),
  leastSeatsSmall: knob(count(3, 3, 31), city('小型小区委员人数下限', 'Fewest members of a small compound', '20')),
  smallArea: knob(
    z.int().min(1).default(10_000),
    city('小型小区建筑面积上限（平方米）', 'A small compound has at most this area, m²', '20'),
  ),
  leastTerm: knob(count(1, 3, 10), city('任期下限（年）', 'Shortest term, years', '20')),
  longestTerm: knob(count(1, 5, 10), city('任期上限（年）', 'Longest term, years', '20')),
  participation: knob(share(2, 3), law('参与表决比例（含本数）', 'Share that must take part', 'Civil Code 278')),
  approval: knob(share(1, 2), law('同意比例（超过）', 'More than this share of those who take part', 'Civil Code 278')),
  reportMonthsBefore: knob(count(1, 5, 12), city('届满前报告提前月数', 'Months before the end of the term', '28')),
  maxReturns: knob(count(0, 1, 3), ours('备案退回补正次数', 'Times a filing may be returned')),
  maxRevotes: knob(count(0, 1, 3), ours('重新选举次数上限', 'Times an election may be repeated')),
  maxRunOffs: knob(
    count(0, 1, 3),
    ours('票数相等再次投票次数上限', 'Times those who are level may be voted on once more'),
  ),
  maxExtensions: knob(count(0, 1, 3), ours('筹备延期次数上限', 'Times preparation may take longer')),

  reportWithin: knob(days(30), city('建设单位报告期限', "The developer's report", '14')),
  termReportWithin: knob(days(30), ours('未定届满日的报告期限', 'Report where the end of the term is not known')),
  requestWithin: knob(days(90), ours('等待业主书面要求期限', "Waiting for the owners' written request")),
  formWithin: knob(days(60), city('组建筹备组（换届小组）期限', 'Forming the group', '15, 28')),
  escalateWithin: knob(days(30), ours('逾期处理期限', 'What to do when it is late')),
  namesWithin: knob(days(7), city('公告成员名单期限', 'Posting the names', '15')),
  depositWithin: knob(days(10), city('移交印章档案期限', 'Seals and papers to the housing office', '29')),
  meetWithin: knob(days(90), city('召开首次会议期限', 'First meeting held', '16')),
  noticeAtLeast: knob(days(15), city('公告最短时间', 'Contents posted before the meeting', '16')),
  votingPeriod: knob(days(15), ours('表决期', 'Time to vote')),
  countWithin: knob(days(3), ours('计票期限', 'Counting')),
  runOffWithin: knob(days(7), ours('组织再次投票期限', 'Opening the vote among those who are level')),
  chairWithin: knob(workingDays(5), ours('推选主任期限', 'Choosing the chair')),
  postWithin: knob(days(3), city('公告当选名单期限', 'Posting who was elected', '21')),
  fileWithin: knob(days(30), city('备案期限', 'Filing', '23, 29, 33')),
  fileLateWithin: knob(days(30), ours('催办备案期限', 'Filing once it is overdue')),
  registerWithin: knob(days(20), city('完成备案期限', 'Completing the filing', '34')),
  returnWithin: knob(days(10), city('移交新一届业委会期限', 'Seals and papers to the new committee', '29')),
  revoteWithin: knob(days(30), ours('决定是否重新选举期限', 'Deciding on another election')),
})
