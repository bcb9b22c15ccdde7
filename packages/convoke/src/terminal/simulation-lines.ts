import type { AnyCaseType, AnyLabels, Locale } from '@convoke/core'
import type { ComparedRow, Indicator, SimulationResult } from '@convoke/simulate'
import { cleanLine } from './clean.js'
import type { Paint } from './paint.js'
import { table } from './table.js'

/** How the figures of a simulation are told. */
export interface SimulationLook {
  readonly lang: Locale
  readonly paint: Paint
  readonly caseTypes: readonly AnyCaseType[]
}

type Words = Readonly<Record<string, string>>

/** The figures that are told on a terminal, in this order; all others are in the document. */
const told: Readonly<Record<Locale, Words>> = {
  en: {
    arrived: 'cases arrived',
    timeToClose: 'time to close',
    outcome: 'ends as',
    deadlineMet: 'in time:',
    silences: 'never does (per case):',
    utilisation: 'busy:',
    wait: 'waits for:',
    openCases: 'open cases',
    mean: 'mean',
    share: '{share} % at most',
    head: '{name}: {n} replications, seed {seed}, {from} to {to}, intervals of {level} %',
    partial: 'Stopped before the end: only these replications count.',
    change: '{name}: what changes',
    difference: 'against the first policy',
    none: 'nothing',
    same: '{n} other figures do not differ at all.',
    better: 'better, with confidence {p} %',
    worse: 'worse, with confidence {p} %',
    undefined: 'not defined',
    censored: 'lower bound',
  },
  'zh-CN': {
    arrived: '收件数',
    timeToClose: '办结用时',
    outcome: '结果：',
    deadlineMet: '按时：',
    silences: '不作为（每件）：',
    utilisation: '工作负荷：',
    wait: '等待：',
    openCases: '在办件数',
    mean: '均值',
    share: '{share}% 的办件不超过',
    head: '{name}：重复 {n} 次，种子 {seed}，{from} 至 {to}，区间置信度 {level}%',
    partial: '中途停止：只计入已完成的重复。',
    change: '{name}：改动',
    difference: '与首个方案相比',
    none: '无',
    same: '其余 {n} 项完全相同。',
    better: '更好，把握 {p}%',
    worse: '更差，把握 {p}%',
    undefined: '无定义',
    censored: '下界',
  },
}

const order = ['arrived', 'timeToClose', 'outcome', 'deadlineMet', 'silences', 'utilisation', 'wait', 'openCases']

/** The figures that a policy designer looks at first, each with its interval, then what other policies change. */
export function simulationLines(result: SimulationResult, look: SimulationLook): readonly string[] {
  const { lang, paint } = look
  const { design, provenance, status, warnings, indicators, comparisons } = result
  const word = (name: string, details: Words = {}) =>
    (told[lang][name] as string).replace(/\{(\w+)\}/g, (_, detail: string) => details[detail] ?? '')
  const date = (at: number) => new Date(at + 8 * 3_600_000).toISOString().slice(0, 10)
  const lines = [
    paint.bold(
      word('head', {
        ...{ name: cleanLine(design.name), n: String(design.replications), seed: String(provenance.seed) },
        ...{ from: date(design.measuredFrom), to: date(design.measuredTo - 1) },
        level: String(Math.round(1000 * (indicators[0]?.level ?? 0.95)) / 10),
      }),
    ),
    ...(status === 'partial' ? [paint.yellow(word('partial'))] : []),
    ...warnings.map(warning => paint.yellow(cleanLine(warning[lang]))),
    '',
  ]
  const shown = <Row extends Pick<Indicator, 'id'>>(rows: readonly Row[]): readonly Row[] =>
    order.flatMap(id => rows.filter(row => row.id === id))
  lines.push(
    ...table(
      shown(indicators).map(one => [
        nameOf(one, look, word),
        one.estimate === null ? word('undefined') : amount(one.estimate, one.unit, lang),
        one.ci === null ? '' : `${amount(one.ci[0], one.unit, lang)} – ${amount(one.ci[1], one.unit, lang)}`,
        one.kind === 'mean' && one.id === 'timeToClose' && one.censored > 0 ? word('censored') : '',
      ]),
      2,
    ),
  )
  for (const { name, changes, rows } of comparisons) {
    lines.push('', paint.bold(word('change', { name: cleanLine(name) })))
    const sentences = changes.map(({ sentence }) => cleanLine(sentence[lang]))
    lines.push(...(sentences.length === 0 ? [word('none')] : sentences).map(line => `  ${line}`))
    lines.push(`  ${paint.dim(word('difference'))}`)
    const differing = shown(rows).filter(({ diff, ci }) => diff !== 0 || (ci !== null && (ci[0] !== 0 || ci[1] !== 0)))
    lines.push(
      ...table(
        differing.map(row => differenceCells(row, look, word)),
        2,
      ),
    )
    const same = shown(rows).length - differing.length
    if (same > 0) lines.push(`  ${paint.dim(word('same', { n: String(same) }))}`)
  }
  return lines
}

function differenceCells(row: ComparedRow, look: SimulationLook, word: (name: string, details?: Words) => string) {
  const { diff, ci, unit, pOneSided } = row
  const signed = (value: number) => `${value > 0 ? '+' : ''}${amount(value, unit, look.lang)}`
  const percent = (p: number) => (Math.floor(1000 * p) / 10).toFixed(1)
  const sure =
    pOneSided === null || diff === 0
      ? ''
      : pOneSided >= 0.5
        ? word('better', { p: percent(pOneSided) })
        : word('worse', { p: percent(1 - pOneSided) })
  return [
    nameOf(row, look, word),
    diff === null ? word('undefined') : signed(diff),
    ci === null ? '' : `${signed(ci[0])} … ${signed(ci[1])}`,
    sure,
  ]
}

function nameOf(
  { id, dims }: Pick<Indicator, 'id' | 'dims'>,
  { lang, caseTypes }: SimulationLook,
  word: (name: string, details?: Words) => string,
): string {
  const caseType = caseTypes.find(({ name }) => name === dims.caseType)
  const labels = (caseType?.labels as { readonly [L in Locale]: AnyLabels } | undefined)?.[lang]
  const known = (table: Words | undefined, name: string) =>
    table !== undefined && Object.hasOwn(table, name) ? (table[name] as string) : name
  const about = [
    ...(dims.outcome === undefined ? [] : [known(labels?.outcomes, dims.outcome)]),
    ...(dims.deadline === undefined ? [] : [known(labels?.deadlines, dims.deadline)]),
    ...(dims.task === undefined ? [] : [known(labels?.tasks, dims.task)]),
    ...(dims.party === undefined ? [] : [dims.party]),
    ...(id !== 'timeToClose'
      ? []
      : [dims.share === undefined ? word('mean') : word('share', { share: String(100 * Number(dims.share)) })]),
  ]
  const type = labels === undefined || dims.outcome !== undefined ? [] : [`(${labels.title})`]
  return cleanLine([word(id), ...about, ...type].join(' '))
}

const steps = [
  [86_400_000, 'd', '天'],
  [3_600_000, 'h', '小时'],
  [60_000, 'min', '分钟'],
  [1000, 's', '秒'],
] as const

function amount(value: number, unit: Indicator['unit'], lang: Locale): string {
  if (unit === 'share') return `${(100 * value).toFixed(1)} %`
  if (unit !== 'ms') return value.toFixed(Math.abs(value) >= 100 ? 1 : 2)
  const [size, en, zh] = steps.find(([one]) => Math.abs(value) >= one) ?? steps[3]
  return `${(value / size).toFixed(1)} ${lang === 'en' ? en : zh}`
}
