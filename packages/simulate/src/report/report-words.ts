// The words of a report.
import type { Control, Sentence } from '../study/result.js'

const said = (zh: string, en: string): Sentence => ({ 'zh-CN': zh, en })

export const words = {
  title: said('政策模拟报告', 'Policy simulation report'),
  language: said('语言', 'Language'),
  advice: said('建议', 'Advice'),
  underIt: said('改后：', 'Then:'),
  change: said('改动与权限', 'What changes, and whose power it is'),
  changed: said('改动', 'Change'),
  power: said('谁有权改', 'Whose power'),
  article: said('限制依据', 'Article that limits it'),
  noChange: said('没有改动', 'Nothing changes'),
  beyond: said('镇级无权变更', "not the town's to change"),
  noArticle: said('未查到规定', 'no rule found'),
  effects: said('效果（每月件次）', 'Effects, cases and times a month'),
  nothingMoves: said('没有可数的变化', 'Nothing that can be counted changes'),
  asItIs: said('现行', 'as it is'),
  interval: said('区间', 'interval'),
  corrected: said(
    '方案之间的差已按碰巧多来或少来的（{by}）校正，因此不再正好等于旁边两个数字之差；区间已计入校正本身的误差。',
    'Differences between policies are corrected by what luck brought beyond what is expected ({by}): they are no longer exactly the difference of the two figures beside them, and their intervals allow for the correction.',
  ),
  sureBetter: said('更好的把握', 'confidence that it is better'),
  sureWorse: said('更差的把握', 'confidence that it is worse'),
  price: said('工时代价（小时/月）', 'Price, in staff hours a month'),
  unit: said('单位', 'Unit'),
  now: said('现行', 'Now'),
  after: said('改后', 'Then'),
  difference: said('差', 'Difference'),
  free: said('工时没有变化', 'Nobody works more or less'),
  losers: said('谁吃亏', 'Who loses'),
  nobodyLoses: said('没有单位或事项变差', 'No unit and no kind of case is worse off'),
  notShown: said('可能只是偶然', 'this may be chance'),
  deadlineGone: said('改后不再有此期限：不算好处', 'This deadline runs for no case any more: no gain'),
  pWorse: said('变差的概率', 'P(worse)'),
  assumptions: said('假设', 'Assumptions'),
  measured: said('实测', 'measured'),
  assumed: said('假定', 'assumed'),
  watch: said('实施后看什么', 'What to watch'),
  watchIndicator: said('指标（每月件次）', 'Indicator, a month'),
  expected: said('预期', 'Expected'),
  stop: said('止损值', 'Stop at'),
  by: said('最迟于', 'By'),
  nothingToWatch: said(
    '三年内数不出差别：不要以月度数字评判',
    'No difference that counting would show within three years',
  ),
  nothingCounted: said('没有可按月计数的事项', 'Nothing that is counted by the month changes'),
  gaming: said('可能诱发的变通', 'Gaming it invites'),
  noGaming: said('未见常见的变通空间', 'None of the usual kinds'),
  notModelled: said('没有模拟的', 'What is not modelled'),
  provenance: said('出处与重现', 'Where this comes from'),
  level: said('区间置信度', 'Intervals of'),
  figures: said('全部数字', 'All figures'),
  byGroup: said('分组数字', 'Figures by group'),
  byDistrict: said('分片区数字', 'Figures by district'),
  worst: said('最慢的办件', 'The slowest cases'),
  worstCase: said('办件（第几次重复/编号）', 'Case (replication/id)'),
  took: said('用时', 'Took'),
  endedAs: said('结果', 'Ended as'),
  sameCase: said(
    '同一办件在现行方案下（–：不在其最慢的办件之列）',
    'The same case as it is (–: not among its slowest)',
  ),
  figure: said('指标', 'Figure'),
  estimate: said('估计', 'Estimate'),
  n: said('数目', 'Of how many'),
  ended: said('（办结 {n}）', '({n} ended)'),
  undefined: said('无定义', 'not defined'),
  differences: said('与现行方案的差异', 'Differences from how it is'),
  charts: said('图', 'Charts'),
  warnings: said('先看这里', 'Read this first'),
  partial: said(
    '中途停止，只含已完成的重复；结果不完整',
    'Stopped before the end: only the replications that were done, and not the whole study',
  ),
  lowerBound: said('下界', 'lower bound'),
  others: said('其余 {n} 项', '{n} more'),
  noPersons: said('本报告不对个人排名。', 'This report ranks no named person.'),
  alone: said('没有对比方案：只报告现行方案下的情况。', 'No other policy was compared: this is how it goes as it is.'),
  noScript: said('图表需要脚本；下面的表含有全部数字。', 'Charts need a script; the tables below have every figure.'),
} as const

const controls: Readonly<Record<Control, Sentence>> = {
  arrivals: said('来件数', 'how many cases arrived'),
  work: said('来件数与带来的工作量', 'how many cases arrived, and how much work came with them'),
  queues: said(
    '来件数、排队时来的件与工作量、有期限事项的用时',
    'how many cases arrived, how many and how much work while others waited, and how long things with a deadline took',
  ),
  workload: said(
    '来件数与工作量，按来时各单位在手的工作量，到期限为止',
    'how many cases arrived and how much work came, by how much parties had at hand then, up to deadlines',
  ),
}

/**
 * That differences are corrected, and by what, in words. Pure.
 *
 * @example
 * correctedWords('arrivals').en.slice(0, 42) // => 'Differences between policies are corrected'
 * correctedWords('arrivals')['zh-CN'].includes('来件数') // => true
 */
export function correctedWords(control: Control): Sentence {
  const by = controls[control]
  return {
    'zh-CN': words.corrected['zh-CN'].replace('{by}', by['zh-CN']),
    en: words.corrected.en.replace('{by}', by.en),
  }
}

/**
 * What people may do about a number that is watched, without doing better: the kinds of change, and the signals to look at.
 *
 * @source our reading of how assessed units have met their targets elsewhere; named G1 to G10 in the boards
 */
export const gaming = {
  period: [
    said('G3 临近期限才申请延期或挂账', 'G3 extensions and shelving asked for in the last hour'),
    said('G7 扎堆卡点办结', 'G7 bunching just before the limit'),
    said('G9 为赶时间留下空洞的标准和重复的证据', 'G9 empty criteria and evidence used again, to be in time'),
  ],
  count: [
    said('G2 迟退单、退单被驳回', 'G2 late or overruled returns'),
    said('G10 以并案、剔除改变比率', 'G10 merges and exclusions that move a rate'),
  ],
  share: [
    said('G5 挑满意的件评价，只在上班时间联系', 'G5 ratings of the pleased, and calls in office hours only'),
    said('G10 以并案、剔除改变比率', 'G10 merges and exclusions that move a rate'),
  ],
} as const
