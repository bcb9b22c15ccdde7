// The hours and weekdays on which cases arrive: what they are, and what is wrong with them.
import * as z from 'zod'
import { issueAt, type ScenarioIssue } from './issues.js'

type Weights = Readonly<Record<string, number>>

/** Hours of the day as a scenario writes them. */
export const hourRange = z.string().regex(/^([01]\d|2[0-3])-([01]\d|2[0-4])$/, 'write hours such as "09-12"')

/** The hours of a range such as "09-12", from 0 to 23; one that ends before it begins goes on after midnight, and "09-09" has none. */
export function hoursIn(range: string): readonly number[] {
  const [from = 0, to = 24] = range.split('-').map(Number)
  const length = to >= from ? to - from : to - from + 24
  return Array.from({ length }, (_, i) => (from + i) % 24)
}

/** What is wrong with a range in which there is no hour. */
export function* emptyRangeIssues(range: string, at: readonly PropertyKey[]): Generator<ScenarioIssue> {
  if (hoursIn(range).length === 0)
    yield issueAt(
      at,
      'has no hour: it ends when it begins; the whole day is "00-24"',
      '没有钟点：起止相同；全天请写 "00-24"',
    )
}

/** Of each hour of the day its weight. */
export function hourWeights(byHour: Weights | undefined): readonly number[] {
  if (byHour === undefined) return new Array(24).fill(1)
  const weights: number[] = new Array(24).fill(0)
  for (const [range, weight] of Object.entries(byHour)) for (const hour of hoursIn(range)) weights[hour] = weight
  return weights
}

/** What is wrong with the hours of arrivals: such as that nothing arrives in any, or an hour has two weights. */
export function* arrivalIssues(
  {
    perDay,
    byHour,
    byWeekday = {},
  }: {
    readonly perDay: number
    readonly byHour?: Weights | undefined
    readonly byWeekday?: Readonly<Record<string, number | undefined>> | undefined
  },
  at: readonly PropertyKey[],
): Generator<ScenarioIssue> {
  const days = Object.values(byWeekday)
  if (perDay > 0 && days.length === 7 && days.every(times => times === 0))
    yield issueAt(
      [...at, 'byWeekday'],
      'leaves no day on which anything arrives; give one a number above 0',
      '没有任何一天会来件；至少一天须大于 0',
    )
  if (byHour === undefined) return
  const taken = new Map<number, string>()
  for (const range of Object.keys(byHour)) {
    const hours = hoursIn(range)
    yield* emptyRangeIssues(range, [...at, 'byHour', range])
    const other = hours.map(hour => taken.get(hour)).find(one => one !== undefined)
    if (other !== undefined)
      yield issueAt(
        [...at, 'byHour', range],
        `has hours in common with "${other}"; give each hour one weight`,
        `与 "${other}" 的钟点重叠；每个钟点只写一个权重`,
      )
    for (const hour of hours) taken.set(hour, range)
  }
  if (perDay > 0 && hourWeights(byHour).every(weight => weight === 0))
    yield issueAt(
      [...at, 'byHour'],
      'leaves no hour in which anything arrives; give one a weight above 0',
      '没有任何钟点会来件；至少一个权重须大于 0',
    )
}
