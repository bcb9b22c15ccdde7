// What a calibration onto a case type assumes, and what the log does not tell, in words.
import { type AnyCaseType, nearest } from '@convoke/core'
import type { Sentence } from '../../study/result.js'
import type { CalibrationOnto } from './calibration-onto.js'
import type { CaseTypeMap } from './type-map.js'

interface About {
  readonly caseType: AnyCaseType
  readonly map: CaseTypeMap
  readonly hasStarts: boolean
  readonly activities: ReadonlySet<string>
}

/** The notes, the gravest first. */
export function ontoNotes(
  { replay, log, duties, arrivals, hours, openings }: Omit<CalibrationOnto, 'notes'>,
  { caseType, map, hasStarts, activities }: About,
): readonly Sentence[] {
  const notes: Sentence[] = []
  const lost = replay.leftOut.filter(({ fate }) => fate !== 'free').reduce((sum, { count }) => sum + count, 0)
  if (lost > 0)
    notes.push({
      en: `${lost} of ${replay.events} events were not carried out and are listed. What the case type refuses, people did all the same: the more of it, the less the scenario is their work.`,
      'zh-CN': `${replay.events} 个事件中有 ${lost} 个未能执行，已列出。办件类型不允许的，实际上仍有人做了：此类越多，情景越不像实际工作。`,
    })
  if (replay.opened < replay.cases)
    notes.push({
      en: `${replay.cases - replay.opened} of ${replay.cases} cases could not be opened and count for nothing.`,
      'zh-CN': `${replay.cases} 件中有 ${replay.cases - replay.opened} 件未能立案，不予计入。`,
    })
  const goingOn = replay.unsettled.reduce((sum, { count }) => sum + count, 0)
  if (goingOn > 0)
    notes.push({
      en: `${goingOn} cases are over by the log and go on by the case type (most often at: ${replay.unsettled[0]?.states.join(', ')}). Either an activity is missing from the map, or cases end there in another way.`,
      'zh-CN': `有 ${goingOn} 件在日志中已结束，按办件类型却仍在办理（最常见于：${replay.unsettled[0]?.states.join('、')}）。或是对应表缺少环节，或是实际另有结束方式。`,
    })
  for (const activity of Object.keys(map.activities ?? {})) {
    if (activities.has(activity)) continue
    const [meant] = nearest(activity, [...activities])
    notes.push({
      en: `The map names "${activity}", which does not come up in the log${meant === undefined ? '' : `; it has "${meant}"`}.`,
      'zh-CN': `对应表中的“${activity}”在日志中没有出现${meant === undefined ? '' : `；日志中有“${meant}”`}。`,
    })
  }
  if (hasStarts)
    notes.push({
      en: 'The log says when work began. The work is fitted, and each party has as many people as names were seen; waiting is what the queue for them makes.',
      'zh-CN': '日志记有开始时刻：拟合的是办理用时，各单位人数取日志中出现的人数，等待由排队产生。',
    })
  else
    notes.push({
      en: 'The log has one moment for each act. Work and waiting cannot be told apart: delays are response times, nobody queues for people, and more staff would change nothing.',
      'zh-CN':
        '日志中每个操作只有一个时刻，无法区分办理与等待：此处拟合的是响应时间，模型中不排队，增加人手不会有任何影响。',
    })
  if (log.open > 0)
    notes.push({
      en: `${log.open} cases are not settled when the log ends. Their duties count for as long as they were seen.`,
      'zh-CN': `日志结束时有 ${log.open} 件未办结，其任务按已观测的时长计入。`,
    })
  if (log.truncated > 0)
    notes.push({
      en: `${log.truncated} cases began before the log; what they opened with is not known, and they are left out.`,
      'zh-CN': `有 ${log.truncated} 件始于日志之前，立案情况不明，未予计入。`,
    })
  if (map.opening === undefined)
    notes.push({
      en: `The map has no "opening": every case opens as the first example of "${caseType.name}" does.`,
      'zh-CN': `对应表未写 "opening"：所有办件均按 "${caseType.name}" 的第一个示例立案。`,
    })
  const own = openings.reduce((sum, one) => sum + one.own, 0)
  if (own < replay.opened)
    notes.push({
      en: `Only the ${openings.length} most common openings are kept (${own} of ${replay.opened} cases); the others count as more of them.`,
      'zh-CN': `仅保留最常见的 ${openings.length} 种立案内容（${replay.opened} 件中的 ${own} 件），其余按比例并入。`,
    })
  const silent = duties.filter(({ acted }) => acted === 0)
  if (silent.length > 0)
    notes.push({
      en: `Nobody ever did anything about: ${silent.map(({ task }) => taskOf(task, caseType, 'en')).join(', ')}. Nobody does in the scenario.`,
      'zh-CN': `从未有人办理：${silent.map(({ task }) => taskOf(task, caseType, 'zh-CN')).join('、')}。情景中亦无人办理。`,
    })
  const given = duties.filter(({ delay }) => delay?.chosen === 'kaplan-meier').length
  const few = duties.filter(({ delay, acted }) => delay === null && acted > 0).length
  if (given + few > 0)
    notes.push({
      en: `Of ${duties.length} delays ${given} fit no family and ${few} were seen too seldom: what was seen stands for them.`,
      'zh-CN': `${duties.length} 个响应时间中有 ${given} 个没有合适的分布族、${few} 个观测过少，以观测值代替。`,
    })
  if (arrivals.dispersion.isOver)
    notes.push({
      en: `Days differ more than chance alone would make them: the variance of daily arrivals is ${arrivals.dispersion.index.toFixed(1)} times the mean. The busiest days of the scenario are too quiet.`,
      'zh-CN': `各日差异超出偶然：每日到达数的方差为均值的 ${arrivals.dispersion.index.toFixed(1)} 倍，情景中最忙的日子会偏少。`,
    })
  if (hours.basis === 'hours')
    notes.push({
      en: `Times count working hours (${hours.hours.map(block => block.join('–')).join(', ')}), in which ${Math.round(100 * hours.support)} % of events lie.`,
      'zh-CN': `用时按工作时间（${hours.hours.map(block => block.join('–')).join('、')}）计，${Math.round(100 * hours.support)}% 的事件在此之内。`,
    })
  return notes
}

function taskOf(task: string, { labels }: AnyCaseType, locale: 'en' | 'zh-CN'): string {
  const { tasks } = labels[locale]
  return tasks !== undefined && Object.hasOwn(tasks, task) ? (tasks[task] as string) : task
}
