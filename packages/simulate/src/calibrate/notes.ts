// What a calibration assumes, and what no log of this kind can tell, in words.
import type { Sentence } from '../study/result.js'
import type { Calibration } from './calibration.js'

/** The notes of a calibration, the gravest first. */
export function notesOf(
  { log, arrivals, times, hours }: Omit<Calibration, 'notes'>,
  { hasStarts, saysEnded }: { readonly hasStarts: boolean; readonly saysEnded: boolean },
): readonly Sentence[] {
  const notes: Sentence[] = []
  if (!hasStarts)
    notes.push({
      en: 'The log has one moment for each activity. Work and waiting cannot be told apart: times are response times, nobody queues for people, and more staff would change nothing.',
      'zh-CN':
        '日志中每个环节只有一个时刻，无法区分办理与等待：此处拟合的是响应时间，模型中不排队，增加人手不会有任何影响。',
    })
  else
    notes.push({
      en: 'The log says when work began. The work is fitted; waiting is what the queue for people makes, and is not fitted.',
      'zh-CN': '日志记有开始时刻：拟合的是办理用时，等待由排队产生，不作拟合。',
    })
  if (log.brokenRows > 0)
    notes.push({
      en: `${log.brokenRows} rows could not be read; they are listed and left out.`,
      'zh-CN': `有 ${log.brokenRows} 行无法读取，已列出并略去。`,
    })
  if (log.open > 0)
    notes.push({
      en: `${log.open} of ${log.cases} cases go on after the log${saysEnded ? '' : ' (silent for less than nearly every pause)'}. They count for as long as they were seen; without them, times would seem shorter than they are.`,
      'zh-CN': `${log.cases} 件中有 ${log.open} 件在日志结束后仍在办理${saysEnded ? '' : '（沉默时间短于绝大多数间隔）'}。它们按已观测的时长计入；若略去，用时会显得比实际短。`,
    })
  if (!saysEnded)
    notes.push({
      en: 'The log does not say which cases are over. Name the column that does, if there is one ("ended" of the map).',
      'zh-CN': '日志未说明哪些办件已结束；如有这样的列，请在对应表的 "ended" 中写明。',
    })
  if (log.truncated > 0)
    notes.push({
      en: `${log.truncated} cases began before the log; their beginnings are not counted as arrivals.`,
      'zh-CN': `有 ${log.truncated} 件始于日志之前，其开始不计为到达。`,
    })
  if (arrivals.dispersion.isOver)
    notes.push({
      en: `Days differ more than chance alone would make them: the variance of daily arrivals is ${arrivals.dispersion.index.toFixed(1)} times the mean. The scenario has random arrivals, so that its busiest days are too quiet; give the moments of the log ("at") to keep its bursts.`,
      'zh-CN': `各日差异超出偶然：每日到达数的方差为均值的 ${arrivals.dispersion.index.toFixed(1)} 倍。情景按随机到达，最忙的日子会偏少；如需保留高峰，可用日志中的时刻（"at"）。`,
    })
  const given = times.filter(({ fit }) => fit?.chosen === 'kaplan-meier').length
  const few = times.filter(({ fit }) => fit === null).length
  if (given > 0)
    notes.push({
      en: `No family fits ${given} of ${times.length} times; the observed times themselves are used there.`,
      'zh-CN': `${times.length} 个用时中有 ${given} 个没有合适的分布族，直接采用观测值。`,
    })
  if (few > 0)
    notes.push({
      en: `${few} of ${times.length} times were seen too seldom to be fitted; the few that were seen stand for them.`,
      'zh-CN': `${times.length} 个用时中有 ${few} 个观测过少，以已有观测值代替。`,
    })
  if (hours.basis === 'hours')
    notes.push({
      en: `Times count working hours (${hours.hours.map(block => block.join('–')).join(', ')}), in which ${Math.round(100 * hours.support)} % of events lie.`,
      'zh-CN': `用时按工作时间（${hours.hours.map(block => block.join('–')).join('、')}）计，${Math.round(100 * hours.support)}% 的事件在此之内。`,
    })
  return notes
}
