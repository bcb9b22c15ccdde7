// Electorates: owners who vote, counted by class and not one by one as parties. What a scenario says, and what is wrong.
import { type AnyCaseType, caseDefinition, checkRule, type JsonObject, resolveParameters } from '@convoke/core'
import * as z from 'zod'
import { issueAt, type ScenarioIssue, unknownName } from '../issues.js'

const share = z.number().min(0).max(1)
const span = z.union([z.int().min(0).max(3660), z.string().min(1).max(100)])

const electorate = z.strictObject({
  type: z.string().describe('The case type whose vote it is.'),
  vote: z.string().describe('The vote, as the case type calls it: its own rule decides.'),
  context: z
    .record(z.string(), z.unknown())
    .default({})
    .describe('What the rule reads of the case, such as { vote: { matter: useOfFund } }.'),
  notice: span.default(0).describe('Days before ballots are taken: a number, or a parameter of the case type.'),
  voting: span.describe('Days in which ballots are taken: a number, or a parameter.'),
  counting: span.default(0).describe('Days until it is counted: a number, or a parameter.'),
  revotes: z.int().min(0).max(10).default(0).describe('How often an invalid vote is held again, from the notice on.'),
  votes: z.int().min(1).max(1000).default(20).describe('How many such votes each replication holds.'),
  differ: z
    .number()
    .min(0)
    .max(3)
    .default(0)
    .describe('How far whole votes differ in how eagerly ballots are returned: standard deviation over mean.'),
  reminders: z
    .array(
      z.strictObject({
        day: z.int().min(1).max(3660).describe('Of the voting, from 1.'),
        hazardTimes: z.number().positive().max(1000).describe('From then on, how many times as likely in any moment.'),
      }),
    )
    .default([])
    .describe('Reminders to whoever has not returned a ballot.'),
  classes: z
    .array(
      z.strictObject({
        name: z.string().min(1).max(100),
        heads: z.int().min(1).max(100_000).describe('How many owners; one who has several units is one.'),
        area: z.int().min(1).max(1_000_000).describe('Of each, in whole square metres.'),
        returns: z.strictObject({
          share: share.describe('Of them, who return a ballot by themselves in the end.'),
          meanDays: z.number().positive().max(3660).describe('After how many days in the mean.'),
        }),
        yes: share.describe('Of those who return one, who agree.'),
        abstain: share.default(0).describe('Of those who return one, who abstain.'),
      }),
    )
    .min(1)
    .describe('Classes of owners: who lives there, who rents out, shops.'),
})

/** Electorates 表决人群 of a scenario. */
export const electorates = z
  .record(z.string().min(1).max(100), electorate)
  .optional()
  .describe('Votes of owners by class: whether they are valid, whether they pass, and how many days they take.')

/** Those who vote, by class. */
export type ElectorateClasses = z.output<typeof electorate>

/** The rule of a vote under the parameters of the scenario; undefined where there is none. */
export function ruleOf(
  { type, vote, context }: ElectorateClasses,
  parameters: Readonly<Record<string, unknown>>,
  caseTypes: readonly AnyCaseType[],
) {
  const caseType = caseTypes.find(({ name }) => name === type)
  const declared = caseType?.votes?.[vote] as
    | { readonly rule: (context: never) => Parameters<typeof checkRule>[0] }
    | undefined
  if (caseType === undefined || declared === undefined) return undefined
  const resolved = resolveParameters(caseDefinition(caseType), [(parameters[type] ?? {}) as JsonObject])
  const values = resolved.ok ? resolved.values : {}
  return {
    rule: checkRule(declared.rule({ ...context, parameters: values } as never)),
    values: values as Readonly<Record<string, unknown>>,
  }
}

/** Days of a phase: a number, or what a parameter says in days; undefined where it says nothing of the kind. */
export function daysOf(phase: number | string, values: Readonly<Record<string, unknown>>): number | undefined {
  if (typeof phase === 'number') return phase
  const { n, unit } = (values[phase] ?? {}) as { readonly n?: number; readonly unit?: string }
  return unit === 'calendar-day' ? n : undefined
}

/** What is wrong with electorates. */
export function* electorateIssues(
  declared: Readonly<Record<string, ElectorateClasses>>,
  parameters: Readonly<Record<string, unknown>>,
  caseTypes: readonly AnyCaseType[],
  at: readonly PropertyKey[],
): Generator<ScenarioIssue> {
  for (const [name, one] of Object.entries(declared)) {
    const path = [...at, name]
    const caseType = caseTypes.find(known => known.name === one.type)
    if (caseType === undefined) {
      yield unknownName(
        [...path, 'type'],
        ['case type', '办件类型'],
        one.type,
        caseTypes.map(known => known.name),
      )
      continue
    }
    const votes = Object.keys(caseType.votes ?? {})
    if (!votes.includes(one.vote)) {
      yield unknownName([...path, 'vote'], ['vote', '表决'], one.vote, votes)
      continue
    }
    for (const [i, { yes, abstain }] of one.classes.entries())
      if (yes + abstain > 1)
        yield issueAt([...path, 'classes', i], '"yes" and "abstain" are more than all', '"yes" 与 "abstain" 之和超过 1')
    let values: Readonly<Record<string, unknown>>
    try {
      values = ruleOf(one, parameters, caseTypes)?.values ?? {}
    } catch (thrown) {
      const why = (thrown as Error).message.slice(0, 200)
      yield issueAt(
        [...path, 'context'],
        `is not what the rule of "${one.vote}" reads (${why})`,
        `表决规则无法读取（${why}）`,
      )
      continue
    }
    for (const phase of ['notice', 'voting', 'counting'] as const) {
      const asked = one[phase]
      if (daysOf(asked, values) !== undefined) continue
      const known = Object.keys(values).filter(parameter => daysOf(parameter, values) !== undefined)
      yield unknownName([...path, phase], ['parameter in days', '以日计的参数'], String(asked), known)
    }
  }
}
