// Evaluations: units are scored by weighted rates of the cases they have. What a scenario says of it, and what is wrong with it.
import { type AnyCaseType, caseDefinition } from '@convoke/core'
import * as z from 'zod'
import { issueAt, type ScenarioIssue, unknownName } from '../issues.js'
import { ofOtherVersion, ratesByName } from './rates.js'

const name = z.string().min(1).max(100)
const condition = z
  .record(z.string().min(1).max(300), z.unknown())
  .describe(
    'Fields of the settled case with the value they have; a list: one of these. "ratings.*.solved" is the field of every member, of which there is one at least; "$outcome" is how the case ended.',
  )

const rate = z.strictObject({
  weight: z.number().min(0).max(100).describe('Of the score. All weights add up to 100.'),
  rate: z
    .string()
    .min(1)
    .max(201)
    .optional()
    .describe(
      'A rate of a pack, such as "beijing.response", instead of conditions. What its case type leaves out of rates is then left out of the evaluation.',
    ),
  anyOf: z.array(condition).min(1).optional().describe('A case counts for the unit where one of these holds.'),
  among: z
    .array(condition)
    .min(1)
    .optional()
    .describe('Of the cases for which one of these holds, such as those that were rated. Default: all that count.'),
})

const evaluation = z.strictObject({
  authority: z
    .enum(['law', 'city', 'district', 'town', 'ours'])
    .default('town')
    .describe('Who sets its weights and exclusions: a change of what is above the town is flagged.'),
  source: z.string().min(1).max(300).optional().describe('The rule it comes from.'),
  type: z.string().optional().describe('The case type. Default: any.'),
  unit: z
    .string()
    .min(1)
    .max(300)
    .describe('The field of the case that names the unit it counts for, such as "lead". Units, never persons.'),
  excluded: z
    .array(condition)
    .default([])
    .describe('Cases that are left out of all rates where one of these holds. How many, is told beside each score.'),
  rates: z
    .record(name, rate)
    .refine(rates => Object.keys(rates).length > 0, 'name at least one rate')
    .describe('Rates by name, each with its weight.'),
  solved: z
    .array(condition)
    .min(1)
    .optional()
    .describe(
      'What counts as really solved, of all cases, excluded or not: results then tell which units gain without solving more.',
    ),
})

/** Evaluations 考核 of a scenario. */
export const evaluations = z
  .record(name, evaluation)
  .optional()
  .describe('Units scored by weighted rates over the settled cases of a replication, as a period of assessment would.')

/** An evaluation of units. */
export type Evaluation = z.output<typeof evaluation>
/** What has to hold in a settled case. */
export type Condition = z.output<typeof condition>

/** The pseudo-field of a condition that is about how the case ended. */
export const outcomeField = '$outcome'

/** What is wrong with evaluations, given the case types of the scenario, and all that are registered. */
export function* evaluationIssues(
  declared: Readonly<Record<string, Evaluation>>,
  caseTypes: readonly AnyCaseType[],
  registered: readonly AnyCaseType[],
  at: readonly PropertyKey[],
): Generator<ScenarioIssue> {
  for (const [title, { type, unit, excluded, rates, solved = [] }] of Object.entries(declared)) {
    const path = [...at, title]
    const names = caseTypes.map(one => one.name)
    if (type !== undefined && !names.includes(type))
      yield unknownName([...path, 'type'], ['case type', '办件类型'], type, names)
    const meant = caseTypes.filter(one => type === undefined || !names.includes(type) || type === one.name)
    const fields = [...new Set(meant.flatMap(one => Object.keys(caseDefinition(one).context.shape)))]
    const [unitField = ''] = unit.split('.')
    if (fields.length > 0 && !fields.includes(unitField))
      yield unknownName([...path, 'unit'], ['field of the case', '办件数据'], unitField, fields)
    const outcomes = [...new Set(meant.flatMap(one => Object.keys(one.labels.en.outcomes ?? {})))]
    yield* conditionIssues(excluded, { fields, outcomes }, [...path, 'excluded'])
    yield* conditionIssues(solved, { fields, outcomes }, [...path, 'solved'])
    for (const [own, one] of Object.entries(rates)) {
      const { anyOf = [], among = [], rate: named } = one
      yield* conditionIssues(anyOf, { fields, outcomes }, [...path, 'rates', own, 'anyOf'])
      yield* conditionIssues(among, { fields, outcomes }, [...path, 'rates', own, 'among'])
      yield* namedIssues(one, { caseTypes: meant, registered }, [...path, 'rates', own])
      if (named === undefined && one.anyOf === undefined)
        yield issueAt([...path, 'rates', own], 'says neither "anyOf" nor "rate"', '须填写 "anyOf" 或 "rate"')
    }
    const sum = Object.values(rates).reduce((all, { weight }) => all + weight, 0)
    if (Math.abs(sum - 100) > 1e-9) {
      const told = Number(sum.toPrecision(6))
      yield issueAt([...path, 'rates'], `weigh ${told} in all; make it 100`, `权重合计为 ${told}，须为 100`)
    }
  }
}

/** A rate of a pack says itself what it counts, and of which cases. */
function* namedIssues(
  { rate: named, anyOf, among }: Evaluation['rates'][string],
  {
    caseTypes,
    registered,
  }: { readonly caseTypes: readonly AnyCaseType[]; readonly registered: readonly AnyCaseType[] },
  at: readonly PropertyKey[],
): Generator<ScenarioIssue> {
  if (named === undefined) return
  const known = [...new Set(caseTypes.flatMap(ratesByName))]
  const instead = ['say "anyOf" instead', '改写 "anyOf"'] as const
  if (!known.includes(named))
    yield ofOtherVersion([...at, 'rate'], named, { caseTypes, registered, namesOf: ratesByName, instead }) ??
      unknownName([...at, 'rate'], ['rate of a pack', '考核指标'], named, known)
  for (const [member, given] of Object.entries({ anyOf, among }))
    if (given !== undefined)
      yield issueAt(
        [...at, member],
        'does not go with "rate", which says it itself',
        '与 "rate" 不能并用：该指标已有定义',
      )
}

function* conditionIssues(
  conditions: readonly Condition[],
  { fields, outcomes }: { readonly fields: readonly string[]; readonly outcomes: readonly string[] },
  at: readonly PropertyKey[],
): Generator<ScenarioIssue> {
  for (const [i, one] of conditions.entries())
    for (const [field, wanted] of Object.entries(one)) {
      const [head = ''] = field.split('.')
      if (field === outcomeField) {
        for (const outcome of [wanted].flat())
          if (!outcomes.includes(String(outcome)))
            yield unknownName([...at, i, field], ['outcome', '结果'], String(outcome), outcomes)
      } else if (fields.length > 0 && !fields.includes(head))
        yield unknownName([...at, i, field], ['field of the case', '办件数据'], head, [...fields, outcomeField])
    }
}
