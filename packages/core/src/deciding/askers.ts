import type { CaseDefinition } from '../definition/case-definition.js'
import type { JsonObject } from '../json/json.js'
import type { AskingCase } from './case-state.js'
import type { CaseState, Effect } from './decision.js'

/**
 * How a machine names an asker: what `input.asker` and `event.asker` hold, and what `case.answer` is addressed to.
 *
 * @example
 * askerId({ caseId: 'c-1', link: 'areaMeeting', key: 'visit-1' }) // => 'c-1/areaMeeting/visit-1'
 */
export function askerId({ caseId, link, key }: Pick<AskingCase, 'caseId' | 'link' | 'key'>): string {
  return `${caseId}/${link}/${key}`
}

/** The askers a case begins with; undefined for a case type that none may join, which answers its parent when it settles. */
export function firstAskers(
  definition: CaseDefinition,
  parent: CaseState['parent'],
): readonly AskingCase[] | undefined {
  if (definition.caseType.joins === undefined) return undefined
  return parent === null ? [] : [{ ...parent, commandId: null, answered: false }]
}

/**
 * The askers after one has joined. One that asks again under the same link and key, as after an answer, replaces its
 * earlier asking. Pure.
 */
export function askersAfterJoin(askers: readonly AskingCase[], one: AskingCase): readonly AskingCase[] {
  return [...askers.filter(known => askerId(known) !== askerId(one)), one]
}

/** What a step says, with each `case.answer` addressed to the case that asked. */
export interface Answers {
  readonly effects: readonly Effect[]
  readonly askers: readonly AskingCase[] | undefined
}

/**
 * Turns each `case.answer` into a report to its asker, once. An answer to nobody, as for a matter somebody added by
 * hand, or to a case that was answered already, is dropped. Pure.
 */
export function answersAmong(
  definition: CaseDefinition,
  context: Readonly<Record<string, unknown>>,
  known: readonly AskingCase[] | undefined,
  said: readonly Effect[],
): Answers {
  if (known === undefined || !said.some(isAnswer)) return { effects: said, askers: known }
  let askers = known
  const effects = said.flatMap(effect => {
    if (!isAnswer(effect)) return [effect]
    const { asker, outcome } = effect.params
    const one = askers.find(candidate => !candidate.answered && askerId(candidate) === asker)
    if (one === undefined) return []
    askers = askers.map(candidate => (candidate === one ? { ...one, answered: true } : candidate))
    return [reportTo(definition, context, one, String(outcome))]
  })
  return { effects, askers }
}

function isAnswer({ type }: Effect): boolean {
  return type === 'case.answer'
}

/** The reports of a case that settles: to its parent, or to every asker that has no answer yet. Pure. */
export function reportsOf(definition: CaseDefinition, state: CaseState): readonly Effect[] {
  const { parent, askers, outcome, machine } = state
  if (askers === undefined) {
    return parent === null
      ? []
      : [reportTo(definition, machine.context, { ...parent, commandId: null }, outcome as string)]
  }
  return askers
    .filter(({ answered }) => !answered)
    .map(asker => reportTo(definition, machine.context, asker, outcome as string))
}

function reportTo(
  definition: CaseDefinition,
  context: Readonly<Record<string, unknown>>,
  asker: Omit<AskingCase, 'answered'>,
  outcome: string,
): Effect {
  const { caseId, link, key, commandId } = asker
  const result: JsonObject = definition.result?.(context, askerId(asker)) ?? {}
  return {
    type: 'case.settled',
    to: [],
    params: { outcome, result, ...(commandId === null ? {} : { asked: commandId }) },
    link: { act: 'settled', name: link, key, caseId },
  }
}
