import type { AnyCaseType, Locale } from '@convoke/core'
import { amountText, differenceText, figureTitle, type Indicator } from '@convoke/simulate'
import type { FoundStaffing, Ranking, SteadyState, Sweep, Target, Tornado } from '@convoke/simulate/explore'
import { cleanLine } from './clean.js'
import type { Paint } from './paint.js'
import { table } from './table.js'

/** What was asked of many simulations. */
export interface Explored {
  readonly ranking?: Ranking
  readonly tornado?: Tornado
  readonly sweep?: Sweep
  readonly staffing?: FoundStaffing
  readonly steady?: SteadyState
}

type Words = Readonly<Record<string, string>>

const told: Readonly<Record<Locale, Words>> = {
  en: {
    ranked: 'policies by {figure}, the best first',
    decided: 'The first is the best, with {level} % confidence.',
    undecided:
      'Those marked * cannot be told apart; take more replications, or say what difference matters (--indifference).',
    varied: 'what moves {figure} most: with less, with more',
    swept: '{figure} at {n} points',
    found: 'The cheapest that is sure to meet it: {staff}.',
    impossible: 'Not even the most persons meet it.',
    uncertain:
      'Of the most persons it is not sure either; take more replications, a larger range, or a longer drain where cases are left open.',
    none: 'none',
    partial: 'Stopped before it was through; the cheapest known to meet it: {staff}.',
    stopped: 'Stopped before the end: only what was done until then.',
    budget: 'Replications ran out; the cheapest known to meet it: {staff}.',
    met: 'met',
    missed: 'not met',
    unsure: 'not sure',
    offered: 'work that arrives, as a share of staffed hours',
    warmup: 'Balance after {n} of {weeks} weeks, which are left out.',
    unsettled: 'No balance was seen in {weeks} weeks: take a longer span.',
  },
  'zh-CN': {
    ranked: '各方案按 {figure} 排序，最佳在前',
    decided: '第一个最佳，把握 {level}%。',
    undecided: '带 * 者无法区分；请增加重复次数，或写明多大差异才有意义（--indifference）。',
    varied: '对 {figure} 影响最大的项：减少时、增加时',
    swept: '{figure}，{n} 个点',
    found: '确可达到且最省的人手：{staff}。',
    impossible: '人手最多也达不到。',
    uncertain: '人手最多时能否达到也不能确定；请增加重复次数、放宽人数范围；若有办件未办结，请加长 drain。',
    none: '无',
    partial: '中途停止；已知可达到的最省人手：{staff}。',
    stopped: '中途停止：只含已完成的部分。',
    budget: '重复次数用尽；已知可达到的最省人手：{staff}。',
    met: '达到',
    missed: '未达到',
    unsure: '不确定',
    offered: '到达的工作占在岗工时',
    warmup: '{weeks} 周中前 {n} 周达到平衡，已略去。',
    unsettled: '{weeks} 周内未见平衡：请加长时间。',
  },
}

/** The answer, for whoever asked. */
export function exploredLines(
  { ranking, tornado, sweep, staffing, steady }: Explored,
  {
    lang,
    paint,
    caseTypes,
  }: { readonly lang: Locale; readonly paint: Paint; readonly caseTypes: readonly AnyCaseType[] },
): readonly string[] {
  const word = (name: string, details: Words = {}) =>
    (told[lang][name] as string).replace(/\{(\w+)\}/g, (_, detail: string) => details[detail] ?? '')
  const amount = (value: number | null, unit: Indicator['unit']) =>
    value === null ? '' : amountText(value, unit, lang)
  const range = (ci: readonly [number, number] | null, unit: Indicator['unit']) =>
    ci === null ? '' : `${amount(ci[0], unit)} – ${amount(ci[1], unit)}`
  const shown = (value: unknown) => cleanLine(typeof value === 'string' ? value : JSON.stringify(value))
  const figure = ({ id, dims = {}, share }: Target) => {
    const about = share === undefined ? dims : { ...dims, share: String(share) }
    return cleanLine(figureTitle({ id, dims: about, kind: 'mean' }, { caseTypes })[lang])
  }
  const stopped = ({ status }: { readonly status: string }) =>
    status === 'partial' ? [paint.yellow(word('stopped'))] : []
  if (ranking !== undefined) {
    const { unit } = ranking
    return [
      paint.bold(word('ranked', { figure: figure(ranking.target) })),
      ...table(
        ranking.rows.map(({ name, estimate, ci, replications, isCandidate }) => [
          ...[
            isCandidate && !ranking.isDecided ? '*' : ' ',
            cleanLine(name),
            amount(estimate, unit),
            range(ci, unit),
            String(replications),
          ],
        ]),
        2,
      ),
      ...stopped(ranking),
      word(ranking.isDecided ? 'decided' : 'undecided', { level: String(Math.round(100 * ranking.level)) }),
    ]
  }
  if (tornado !== undefined) {
    const { unit } = tornado.base
    const moved = (value: number) => differenceText(value, unit, lang)
    const end = ({ value, diff, ci }: Tornado['rows'][number]['low']) => [
      shown(value),
      diff === null ? '' : moved(diff),
      ci === null ? '' : `${moved(ci[0])} … ${moved(ci[1])}`,
    ]
    return [
      paint.bold(word('varied', { figure: figure(tornado.target) })),
      ...table(
        tornado.rows.map(({ path, low, high }) => [cleanLine(path), ...end(low), ...end(high)]),
        2,
      ),
      ...stopped(tornado),
    ]
  }
  if (sweep !== undefined)
    return [
      paint.bold(word('swept', { figure: sweep.targets.map(figure).join(', '), n: String(sweep.points.length) })),
      ...table(
        [
          [...sweep.paths.map(cleanLine), '', ''],
          ...sweep.points.map(({ at, figures }) => [
            ...Object.values(at).map(shown),
            ...figures.flatMap(({ estimate, ci, unit }) => [amount(estimate, unit), range(ci, unit)]),
          ]),
        ],
        2,
      ),
      ...stopped(sweep),
    ]
  if (staffing !== undefined) {
    const unit = staffing.unit ?? 'count'
    const staffOf = (staff: Readonly<Record<string, number>>) =>
      cleanLine(
        Object.entries(staff)
          .map(([party, persons]) => `${party} ${persons}`)
          .join(', '),
      )
    return [
      ...table(
        staffing.tried.map(({ staff, cost, estimate, ci, isMet }) => [
          ...[staffOf(staff), String(cost), amount(estimate, unit), range(ci, unit)],
          word(isMet === null ? 'unsure' : isMet ? 'met' : 'missed'),
        ]),
        2,
      ),
      paint.bold(
        word(staffing.status, { staff: staffing.best === null ? word('none') : staffOf(staffing.best.staff) }),
      ),
    ]
  }
  if (steady === undefined) return []
  const { offered, warmupWeeks, weeks, isSettled } = steady
  return [
    ...(offered.length === 0 ? [] : [paint.bold(word('offered'))]),
    ...table(
      offered.map(({ party, district, skill, load, ci }) => [
        ...(offered.some(one => one.district !== undefined) ? [cleanLine(district ?? '')] : []),
        cleanLine(skill === undefined ? party : `${party}: ${skill}`),
        amount(load, 'share'),
        range(ci, 'share'),
      ]),
      2,
    ),
    word(isSettled ? 'warmup' : 'unsettled', { n: String(warmupWeeks), weeks: String(weeks) }),
    '',
  ]
}
