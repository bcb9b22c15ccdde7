// What people cost: what a scenario says of it, and what is wrong with that.
import * as z from 'zod'
import { issueAt, type ScenarioIssue } from '../issues.js'

const amount = z.number().min(0).max(1e9)
const rate = {
  hour: amount.optional().describe('Of an hour worked on cases.'),
  month: amount.optional().describe('Of a person for a month, whatever they work on.'),
}

/** Costs 成本 of a scenario. */
export const costs = z
  .strictObject({
    currency: z
      .string()
      .regex(/^[A-Z]{3}$/, 'write a currency such as "CNY"')
      .default('CNY')
      .describe('Of all amounts.'),
    ...rate,
    parties: z
      .record(z.string().min(1).max(200), z.strictObject(rate))
      .default({})
      .describe('Of parties whose people cost something else.'),
  })
  .optional()
  .describe('What people cost, for everybody and by party: results then tell what each policy costs.')

/** What people cost. */
export type Costs = NonNullable<z.output<typeof costs>>

/** What is wrong with costs. */
export function* costIssues(declared: Costs | undefined, at: readonly PropertyKey[]): Generator<ScenarioIssue> {
  if (declared === undefined) return
  const { hour, month, parties } = declared
  const isNothing = [{ hour, month }, ...Object.values(parties)].every(
    one => one.hour === undefined && one.month === undefined,
  )
  if (isNothing) yield issueAt(at, 'name what an hour or a month costs', '须填写每小时或每月成本')
}
