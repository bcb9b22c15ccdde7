// Figures of one's own: which share of cases ends somehow, and how long it takes until a case is somewhere.
import { type AnyCaseType, caseDefinition } from '@convoke/core'
import * as z from 'zod'
import { issueAt, type ScenarioIssue, unknownName } from '../issues.js'

const measure = z.strictObject({
  of: z
    .enum(['share', 'time'])
    .describe('share: of the settled cases, those for which it holds then. time: from arrival until it holds first.'),
  type: z.string().optional().describe('The case type. Default: any.'),
  state: z.string().optional().describe('The case is in this state, such as "handling".'),
  anyOf: z
    .array(z.record(z.string(), z.unknown()))
    .min(1)
    .optional()
    .describe('Fields of the case with the value they have, in one of these ways.'),
  not: z.boolean().default(false).describe('The other way round: where none of this holds.'),
})

/** Measures 自定指标 of a scenario. */
export const measures = z
  .record(z.string().min(1).max(100), measure)
  .optional()
  .describe('Figures of one’s own by name: shares of cases, and times until something holds.')

/** A figure of one's own. */
export type Measured = z.output<typeof measure>

/** What is wrong with measures, given the case types of the scenario. */
export function* measureIssues(
  declared: Readonly<Record<string, Measured>>,
  caseTypes: readonly AnyCaseType[],
  at: readonly PropertyKey[],
): Generator<ScenarioIssue> {
  for (const [name, { type, state, anyOf }] of Object.entries(declared)) {
    const path = [...at, name]
    const names = caseTypes.map(one => one.name)
    if (type !== undefined && !names.includes(type))
      yield unknownName([...path, 'type'], ['case type', '办件类型'], type, names)
    const meant = caseTypes.filter(one => type === undefined || type === one.name)
    const states = [
      ...new Set(meant.flatMap(one => [...caseDefinition(one).paths.values()].filter(path => path !== ''))),
    ]
    if (state !== undefined && !states.includes(state))
      yield unknownName([...path, 'state'], ['state', '状态'], state, states)
    if (state === undefined && anyOf === undefined)
      yield issueAt(path, 'says neither "state" nor "anyOf"', '须填写 "state" 或 "anyOf"')
    const fields = [...new Set(meant.flatMap(one => Object.keys(caseDefinition(one).context.shape)))]
    for (const [i, fits] of (anyOf ?? []).entries())
      for (const field of Object.keys(fits)) {
        const [head = ''] = field.split('.')
        if (fields.length > 0 && !fields.includes(head))
          yield unknownName([...path, 'anyOf', i, field], ['field of the case', '办件数据'], head, fields)
      }
  }
}
