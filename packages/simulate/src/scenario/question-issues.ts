// What is wrong with the questions that a scenario asks itself.
import type { AnyCaseType } from '@convoke/core'
import { figureIds } from '../study/figure-words.js'
import type { FindQuestion, SweepQuestion } from './additions/questions.js'
import { issueAt, type ScenarioIssue, unknownName } from './issues.js'
import { knobAt, withParametersNamed, withValue } from './knob-path.js'
import { type Peopled, staffedParties, staffPlaces } from './staffed-parties.js'
import { unfitBound } from './unfit-bound.js'

interface Asking extends Peopled {
  readonly sweep?: SweepQuestion | undefined
  readonly find?: FindQuestion | undefined
  readonly parameters: unknown
}

/** What is wrong with questions; `wrongAt` tells what is wrong with a scenario that has another value somewhere. */
export function* questionIssues(
  given: Asking,
  wrongAt: (document: unknown) => string | undefined,
  caseTypes: readonly AnyCaseType[],
): Generator<ScenarioIssue> {
  const { sweep: points, find: staffing } = given
  const scenario = withParametersNamed(given, Object.keys(points?.of ?? {}), caseTypes)
  for (const [i, one] of (points?.figures ?? []).entries()) yield* figureIssues(one, ['sweep', 'figures', i])
  for (const [path, values] of Object.entries(points?.of ?? {})) {
    const at = ['sweep', 'of', path]
    let names: readonly string[]
    try {
      names = knobAt(scenario, path).names
    } catch (thrown) {
      const { why } = (thrown as { readonly details: { readonly why: ScenarioIssue['message'] } }).details
      yield issueAt(at, why.en, why['zh-CN'])
      continue
    }
    for (const [j, value] of (Array.isArray(values) ? values : [values.from, values.to]).entries()) {
      const wrong = wrongAt(withValue(scenario, names, value))
      if (wrong !== undefined) yield issueAt([...at, j], `cannot stand there (${wrong})`, `此处不能是该值（${wrong}）`)
    }
    if (!Array.isArray(values) && values.to < values.from) yield issueAt(at, 'ends before it begins', '止值小于起值')
  }
  if (staffing === undefined) return
  yield* figureIssues(staffing, ['find'])
  if ((staffing.atMost === undefined) === (staffing.atLeast === undefined))
    yield issueAt(['find'], 'says either "atMost" or "atLeast"', '须填写 "atMost" 或 "atLeast" 之一')
  yield* boundIssues(staffing)
  for (const [party, { from, to }] of Object.entries(staffing.staff)) {
    if (to < from) yield issueAt(['find', 'staff', party], 'ends before it begins', '止值小于起值')
    if (staffPlaces(given, party).length === 0)
      yield unknownName(['find', 'staff', party], ['party with staff', '有人员的单位'], party, staffedParties(given))
  }
}

const wantedBounds = {
  time: ['is about a time: write its unit, such as "20 min"', '是时长：请写单位，如 "20 min"'],
  share: ['is about a share: write "95%", or 0.95', '是比例：请写 "95%" 或 0.95'],
  number: ['is about a number: write one such as 12, without a unit', '是数量：请写 12 之类的数，不带单位'],
} as const

/** A bound of another kind than its figure: the answer would be about something that nobody asked. */
function* boundIssues({ figure: id, atMost, atLeast }: FindQuestion): Generator<ScenarioIssue> {
  for (const [member, bound] of Object.entries({ atMost, atLeast })) {
    const wanted = bound === undefined ? undefined : unfitBound(id, bound)
    if (wanted === undefined) continue
    const [en, zh] = wantedBounds[wanted]
    yield issueAt(['find', member], en, zh)
  }
}

function* figureIssues(
  { figure: id }: Pick<FindQuestion, 'figure'>,
  at: readonly PropertyKey[],
): Generator<ScenarioIssue> {
  if (!figureIds.includes(id)) yield unknownName([...at, 'figure'], ['figure', '指标'], id, figureIds)
}
