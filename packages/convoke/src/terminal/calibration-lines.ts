import type { Locale } from '@convoke/core'
import { amountText } from '@convoke/simulate'
import type { CalibratedTime, Calibration, MadeDistance, Validation } from '@convoke/simulate/calibrate'
import { logDays } from '../calibrate/log-days.js'
import { cleanLine } from './clean.js'
import type { Paint } from './paint.js'
import { cut, table } from './table.js'

type Words = Readonly<Record<string, string>>

const told: Readonly<Record<Locale, Words>> = {
  en: {
    head: '{cases} cases, {events} events, {from} to {to}; {open} still open at the end, {truncated} begun before; {resources} people',
    arrivals: 'arrivals',
    perDay: 'a working day',
    perRestDay: 'a day of rest',
    poisson: 'daily numbers vary {index} times as much as at random ({p})',
    times: 'times',
    timeHead: 'after|activity|n|open|mean|distribution|p|distance',
    any: 'all else',
    start: 'the start',
    service: '{activity} (work)',
    few: 'as seen',
    'kaplan-meier': 'as seen: no family fits',
    constant: 'always the same',
    exponential: 'exponential',
    lognormal: 'lognormal',
    gamma: 'gamma',
    weibull: 'Weibull',
    zero: '{p} % at once, else {rest}',
    branching: 'what follows, where it is not always the same',
    first: 'the first time',
    later: 'later',
    every: '',
    end: 'end',
    check:
      'how far logs of this scenario are from the later cases ({training} calibrated, {test} compared, {logs} logs)',
    checkHead: '|calibrated|exponential|drawn anew|half from half',
    ngram: 'what follows what',
    controlFlow: 'whole courses',
    partial: 'Stopped before the end: only the logs that were made.',
    arrivalHour: 'hour of arrival',
    absoluteEvents: 'events in time, h',
    circadianEvents: 'events in the day, h',
    relativeEvents: 'events after arrival, h',
    caseArrival: 'arrivals, h',
    cycleTime: 'time to the last event, h',
    circadianWorkforce: 'people in the week, h',
    hourOfDay: 'hour of the day',
    dayOfWeek: 'day of the week',
    cycle: 'time to the last event',
    bins: '|real|simulated',
  },
  'zh-CN': {
    head: '{cases} 件，{events} 个事件，{from} 至 {to}；末尾仍有 {open} 件未结，{truncated} 件始于日志之前；{resources} 人',
    arrivals: '到达',
    perDay: '每工作日',
    perRestDay: '每休息日',
    poisson: '每日数量的波动为随机到达的 {index} 倍（{p}）',
    times: '用时',
    timeHead: '之前|环节|件数|未结|均值|分布|p|距离',
    any: '其余',
    start: '立案',
    service: '{activity}（办理）',
    few: '按观测值',
    'kaplan-meier': '按观测值：无合适分布族',
    constant: '始终相同',
    exponential: '指数分布',
    lognormal: '对数正态分布',
    gamma: '伽马分布',
    weibull: '韦布尔分布',
    zero: '{p}% 立即，其余{rest}',
    branching: '后续环节（不总是相同之处）',
    first: '首次',
    later: '再次',
    every: '',
    end: '结束',
    check: '本情景的日志与其后办件的距离（校准 {training} 件，比较 {test} 件，{logs} 份日志）',
    checkHead: '|校准|指数|重抽|对半',
    ngram: '环节先后',
    controlFlow: '完整流程',
    partial: '中途停止：只含已完成的日志。',
    arrivalHour: '几点到达',
    absoluteEvents: '事件时间，小时',
    circadianEvents: '事件钟点，小时',
    relativeEvents: '到达后时间，小时',
    caseArrival: '到达时间，小时',
    cycleTime: '至最后事件用时，小时',
    circadianWorkforce: '一周在岗，小时',
    hourOfDay: '钟点',
    dayOfWeek: '星期',
    cycle: '至最后事件用时',
    bins: '|实际|模拟',
  },
}

const longest = 40

/** What a log says, for whoever will use its numbers. */
export function calibrationLines(
  { log, arrivals, times, branching, titles, notes }: Calibration,
  { lang, paint }: { readonly lang: Locale; readonly paint: Paint },
): readonly string[] {
  const word = (name: string, details: Words = {}) =>
    (told[lang][name] as string).replace(/\{(\w+)\}/g, (_, detail: string) => details[detail] ?? '')
  const title = (name: string) =>
    cut(cleanLine(name === 'end' || name === 'start' ? word(name) : (titles[name] ?? name)), longest)
  const open = branching.filter(({ next, n }) => next.length > 1 && n > 0)
  return [
    paint.bold(
      word('head', {
        ...{ cases: String(log.cases), events: String(log.events), ...logDays(log) },
        ...{ open: String(log.open), truncated: String(log.truncated), resources: String(log.resources) },
      }),
    ),
    ...arrivalLines(arrivals, { lang, paint }),
    '',
    paint.bold(word('times')),
    ...table([(word('timeHead') as string).split('|'), ...times.map(one => timeCells(one, { lang, word, title }))], 2),
    '',
    paint.bold(word('branching')),
    ...open.map(({ after, visit, n, next }) => {
      const shares = [...next]
        .sort((a, b) => b.share.estimate - a.share.estimate)
        .map(({ activity, share }) => `${title(activity)} ${percentText(share.estimate, lang)}`)
      const times = visit === 'every' ? '' : ` (${word(visit)})`
      return cut(`  ${title(after)}${times}, ${n}: ${shares.join(', ')}`, 400)
    }),
    '',
    ...notes.map(note => paint.yellow(cleanLine(note[lang]))),
  ]
}

/** A share in per cent: English keeps a space before the sign. */
export function percentText(share: number, lang: Locale): string {
  return `${(100 * share).toFixed(1)}${lang === 'en' ? ' %' : '%'}`
}

/** When cases arrive. */
export function arrivalLines(
  { perDay, perRestDay, dispersion: { index, p } }: Calibration['arrivals'],
  { lang, paint }: { readonly lang: Locale; readonly paint: Paint },
): readonly string[] {
  const words = told[lang]
  const rate = (name: string, one: { readonly estimate: number; readonly ci: readonly [number, number] | null }) => [
    words[name] as string,
    one.estimate.toFixed(2),
    one.ci === null ? '' : `${one.ci[0].toFixed(2)} – ${one.ci[1].toFixed(2)}`,
  ]
  const poisson = (words.poisson as string)
    .replace('{index}', index.toFixed(1))
    .replace('{p}', p < 0.001 ? 'p < 0.001' : `p = ${p.toFixed(3)}`)
  return [
    '',
    paint.bold(words.arrivals as string),
    ...table([rate('perDay', perDay), ...(perRestDay === null ? [] : [rate('perRestDay', perRestDay)])], 2),
    `  ${poisson}`,
  ]
}

/** Which distribution a fitted time has. */
export function familyName({ chosen, zero }: NonNullable<CalibratedTime['fit']>, lang: Locale): string {
  const words = told[lang]
  const rest = words[chosen] as string
  if (zero.estimate === 0 || zero.estimate === 1) return rest
  return (words.zero as string).replace('{p}', (100 * zero.estimate).toFixed(0)).replace('{rest}', rest)
}

function timeCells(
  { after, activity, what, fit }: CalibratedTime,
  {
    lang,
    word,
    title,
  }: {
    readonly lang: Locale
    readonly word: (name: string, details?: Words) => string
    readonly title: (name: string) => string
  },
): readonly string[] {
  const name = what === 'service' ? word('service', { activity: title(activity) }) : title(activity)
  const before = after === null ? word('any') : title(after)
  if (fit === null) return [before, name, '', '', '', word('few'), '', '']
  const { n, censored, mean, test } = fit
  return [
    ...[before, name, String(n), String(censored), amountText(mean, 'ms', lang), familyName(fit, lang)],
    ...(test === null ? ['', ''] : [test.ksP.toFixed(2), percentText(test.relative, lang)]),
  ]
}

/** How well a calibrated scenario foretells the later cases of its log. */
export function validationLines(
  { status, training, test, logs, measures, histograms, notes }: Validation,
  { lang, paint }: { readonly lang: Locale; readonly paint: Paint },
): readonly string[] {
  const word = (name: string, details: Words = {}) =>
    (told[lang][name] as string).replace(/\{(\w+)\}/g, (_, detail: string) => details[detail] ?? '')
  const made = ({ mean, ci }: MadeDistance) =>
    mean === null ? '' : `${mean.toFixed(2)}${ci === null ? '' : ` (${ci[0].toFixed(2)} – ${ci[1].toFixed(2)})`}`
  const counts = { training: String(training.cases), test: String(test.cases), logs: String(logs) }
  const percent = (share: number | undefined) => percentText(share ?? 0, lang)
  return [
    '',
    paint.bold(word('check', counts)),
    ...(status === 'partial' ? [paint.yellow(word('partial'))] : []),
    ...table(
      [
        word('checkHead').split('|'),
        ...measures.map(({ id, calibrated, exponential, resampled, floor }) => [
          ...[word(id), made(calibrated), made(exponential), made(resampled), floor === null ? '' : floor.toFixed(2)],
        ]),
      ],
      2,
    ),
    ...histograms.flatMap(({ id, bins, real, simulated }) => [
      '',
      `  ${word(id === 'cycleTime' ? 'cycle' : id)}`,
      ...table(
        [
          word('bins').split('|'),
          ...bins.flatMap((bin, i) =>
            (real[i] ?? 0) + (simulated[i] ?? 0) === 0 ? [] : [[bin, percent(real[i]), percent(simulated[i])]],
          ),
        ],
        4,
      ),
    ]),
    '',
    ...notes.map(note => paint.yellow(cleanLine(note[lang]))),
  ]
}
