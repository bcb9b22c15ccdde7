// Shocks: days on which more cases come, or people are sent elsewhere. What a scenario says, and what is wrong with it.
import * as z from 'zod'
import { issueAt, type ScenarioIssue, unknownName } from '../issues.js'

const party = z.string().min(1).max(200)

const shock = z.strictObject({
  name: z.string().min(1).max(100).default('shock').describe('What it is called in results, such as "typhoon".'),
  from: z.iso.date().describe('Its first day.'),
  to: z.iso.date().describe('Its last day.'),
  arrivals: z.number().min(0).max(1000).default(1).describe('How many times as many cases arrive.'),
  types: z.array(z.string()).min(1).optional().describe('Of these case types only. Default: of all.'),
  seconded: z
    .strictObject({
      share: z.number().min(0).max(1).optional().describe('This share of the persons of each party, rounded.'),
      persons: z.int().min(0).max(10_000).optional().describe('So many persons of each party.'),
      of: z
        .union([party, z.array(party).min(1)])
        .optional()
        .describe('Of this party, or these. Default: of all that "parties" names.'),
    })
    .optional()
    .describe('Staff sent elsewhere: "share" or "persons". Who is in the middle of something finishes it first.'),
})

/** Shocks 冲击 of a scenario. */
export const shocks = z
  .array(shock)
  .optional()
  .describe('Days with more cases, or with staff seconded: a typhoon week, an inspection, an epidemic.')

/** A span of days that is not like others. */
export type Shock = z.output<typeof shock>

interface Around {
  readonly cases: readonly { readonly type: string }[]
  readonly parties: Readonly<Record<string, { readonly staff: number }>>
  readonly shocks?: readonly Shock[] | undefined
}

/** What is wrong with shocks. */
export function* shockIssues(
  { shocks: declared = [], cases, parties }: Around,
  at: readonly PropertyKey[],
): Generator<ScenarioIssue> {
  for (const [i, { from, to, types = [], seconded, arrivals }] of declared.entries()) {
    const path = [...at, i]
    if (to < from) yield issueAt([...path, 'to'], 'is before "from"', '早于 "from"')
    const known = [...new Set(cases.map(({ type }) => type))]
    for (const [j, type] of types.entries())
      if (!known.includes(type)) yield unknownName([...path, 'types', j], ['case type', '办件类型'], type, known)
    if (seconded === undefined) {
      if (arrivals === 1)
        yield issueAt(
          path,
          'changes nothing: say "arrivals" or "seconded"',
          '不产生任何变化：请填写 "arrivals" 或 "seconded"',
        )
      continue
    }
    if ((seconded.share === undefined) === (seconded.persons === undefined))
      yield issueAt([...path, 'seconded'], 'takes either "share" or "persons"', '须填写 "share" 或 "persons" 之一')
    for (const one of [seconded.of ?? []].flat())
      if (!Object.hasOwn(parties, one))
        yield unknownName([...path, 'seconded', 'of'], ['party with staff', '有人员的单位'], one, Object.keys(parties))
  }
}

/** How many persons of a party a shock takes away. */
export function awayIn({ seconded }: Shock, name: string, staff: number): number {
  if (seconded === undefined) return 0
  if (seconded.of !== undefined && ![seconded.of].flat().includes(name)) return 0
  return Math.min(staff, seconded.persons ?? Math.round(staff * (seconded.share ?? 0)))
}

/** How many times as many cases of a type arrive on a day. */
export function arrivalTimes(declared: readonly Shock[], type: string, date: string): number {
  let times = 1
  for (const { from, to, arrivals, types } of declared)
    if (from <= date && date <= to && (types === undefined || types.includes(type))) times *= arrivals
  return times
}
