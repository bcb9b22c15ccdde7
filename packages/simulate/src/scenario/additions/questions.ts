// Questions over many simulations that a scenario asks itself: figures over a grid, and the cheapest staffing that meets a level.
import * as z from 'zod'
import { timeForm } from '../time.js'

const figure = z.strictObject({
  figure: z.string().default('timeToClose').describe('Its id, such as wait, deadlineMet or timeToClose.'),
  about: z
    .record(z.string(), z.string())
    .optional()
    .describe('What it is about, as far as that is needed: { party: dept:police }, { deadline: reply }.'),
  share: z.number().optional().describe('The time within which this share of cases is closed: 0.5, 0.9 or 0.95.'),
})

/** Points at which figures are told 参数扫描. */
export const sweep = z
  .strictObject({
    of: z
      .record(
        z.string().min(1).max(500),
        z.union([z.array(z.unknown()).min(1).max(1000), z.strictObject({ from: z.number(), to: z.number() })]),
      )
      .refine(of => Object.keys(of).length > 0, 'name what is to be swept')
      .describe('By place in the scenario, such as "parties.dept:police.staff": its values, or { from: 1, to: 5 }.'),
    figures: z
      .array(figure)
      .min(1)
      .default([{ figure: 'timeToClose' }])
      .describe('Which figures are told at each point.'),
    samples: z
      .int()
      .min(2)
      .max(1000)
      .optional()
      .describe('So many points of a Latin hypercube, instead of all combinations.'),
  })
  .optional()
  .describe('Figures over a grid of values, all under the same luck; told after the policies.')

const bound = z
  .union([
    z.number(),
    z.string().regex(/^\d+(?:\.\d+)?\s*(?:s|min|h|d|w|%)$/, 'write an amount such as "20 min", "95%" or 12'),
  ])
  .optional()

/** The cheapest staffing that meets a level 最省人手. */
export const find = z
  .strictObject({
    staff: z
      .record(
        z.string().min(1).max(200),
        z.strictObject({
          from: z.int().min(0).max(10_000),
          to: z.int().min(0).max(10_000),
          cost: z.number().min(0).optional().describe('Of a person. Default: 1 for everybody.'),
        }),
      )
      .refine(staff => Object.keys(staff).length > 0, 'name the parties whose staff is looked for')
      .describe('Parties, and how many persons each may have.'),
    ...figure.shape,
    atMost: bound.describe('The figure may be so high: "20 min", "5%" or a number.'),
    atLeast: bound.describe('The figure must be so high.'),
  })
  .optional()
  .describe('The cheapest staffing that is sure to meet a level; told after the policies.')

/** Points at which figures are told. */
export type SweepQuestion = NonNullable<z.output<typeof sweep>>
/** The cheapest staffing that meets a level. */
export type FindQuestion = NonNullable<z.output<typeof find>>

const unitMs: Readonly<Record<string, number>> = { s: 1000, min: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 }

/** A bound as a number: times in ms, shares from 0 to 1. */
export function boundOf(given: string | number | undefined): number | undefined {
  if (given === undefined || typeof given === 'number') return given
  if (given.endsWith('%')) return Number(given.slice(0, -1)) / 100
  const [, n, unit = 's'] = timeForm.exec(given) ?? []
  return Number(n) * (unitMs[unit] as number)
}
