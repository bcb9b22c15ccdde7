import type { CompiledMachine, State } from '@convoke/kernel'
import type { MachineState } from '../deciding/decision.js'
import { ConvokeError } from '../errors/convoke-error.js'
import { isPromise } from './at-once.js'
import { thrownBy, thrownWords } from './thrown-by.js'

/** Whose function it is: enough to name a case type in an error. */
export interface Author {
  readonly name: string
  readonly version: string
}

/** A case type whose machine can say which guard threw. */
export interface AuthorOfMachine extends Author {
  readonly machine: Pick<CompiledMachine, 'explain'>
}

/** What is wrong with an answer, as the end of the sentence "… answered with"; undefined when nothing is. */
export type Fault = (answer: unknown) => string | undefined

/**
 * A selector of a case type that says who it is when it fails: what it throws becomes the cause of
 * `bug/selector-threw`, and an answer its declaration does not allow is `bug/selector-answer`. Without this, a slip in
 * a case type surfaces as a TypeError from somewhere inside the engine.
 */
export function named<Select extends (...args: never[]) => unknown>(
  author: Author,
  place: string,
  select: Select,
  fault?: Fault,
): Select {
  const details = { caseType: author.name, version: author.version, place }
  const call = (...args: Parameters<Select>): unknown => {
    let answer: unknown
    try {
      answer = select(...args)
    } catch (thrown) {
      throw new ConvokeError(
        'bug/selector-threw',
        `${place} of "${author.name}" ${author.version} threw ${thrownWords(thrown)}; it must answer for every case the machine can reach`,
        { details: { ...details, ...thrownBy(thrown) }, cause: thrown },
      )
    }
    const wrong = isPromise(answer) ? 'a promise' : fault?.(answer)
    if (wrong === undefined) return answer
    throw new ConvokeError(
      'bug/selector-answer',
      `${place} of "${author.name}" ${author.version} answered with ${wrong}; correct the case type`,
      { details: { ...details, answer: wrong } },
    )
  }
  return call as Select
}

/** The fault of an answer that should be a list of texts. */
export const notTexts: Fault = answer =>
  Array.isArray(answer)
    ? answer.every(item => typeof item === 'string')
      ? undefined
      : 'a list that holds something else than texts'
    : `${nameOf(answer)} instead of a list`

/** The fault of an answer that should be a list. */
export const notList: Fault = answer => (Array.isArray(answer) ? undefined : `${nameOf(answer)} instead of a list`)

/** The fault of an answer that should be a party or a list of parties. */
export const notParties: Fault = answer => (typeof answer === 'string' ? undefined : notTexts(answer))

/** The fault of an answer that should be a party, a list of parties or null. */
export const notPartiesOrNull: Fault = answer => (answer === null ? undefined : notParties(answer))

/** The fault of an answer that should be a date or null. */
export const notDateOrNull: Fault = answer =>
  answer === null || typeof answer === 'string' ? undefined : `${nameOf(answer)} instead of a date or null`

function nameOf(answer: unknown): string {
  return answer === null || answer === undefined ? String(answer) : `a value of type ${typeof answer}`
}

/**
 * What a guard, an `update` or a `notify` threw while an event was taken, with the name of the guard where one threw:
 * `bug/machine-threw`, or `bug/selector-answer` where one answered with a promise. Errors of the kernel and our own are returned as they are. Nothing of the step is kept.
 */
export function machineFault(
  definition: AuthorOfMachine,
  machine: MachineState,
  event: { readonly type: string },
  thrown: unknown,
): unknown {
  const answer = ConvokeError.is(thrown, 'bug/selector-answer') ? thrown.details.answer : undefined
  // A selector has said its place.
  if (ConvokeError.is(thrown) && (answer === undefined || thrown.details.place !== undefined)) return thrown
  const { name: caseType, version } = definition
  const guard = throwingGuard(definition, machine, event)
  const place = guard === undefined ? `what "${event.type}" leads to` : `guards.${guard}`
  if (answer !== undefined) {
    return new ConvokeError(
      'bug/selector-answer',
      `${place} in the machine of "${caseType}" ${version} answered with ${answer}; a guard answers at once with yes or no, and an update with nothing`,
      { details: { caseType, version, place, event: event.type, answer }, cause: thrown },
    )
  }
  return new ConvokeError(
    'bug/machine-threw',
    `${place} in the machine of "${caseType}" ${version} threw ${thrownWords(thrown)}; its functions must accept every case and every event its schemas accept`,
    { details: { caseType, version, place, event: event.type, ...thrownBy(thrown) }, cause: thrown },
  )
}

function throwingGuard(
  definition: AuthorOfMachine,
  machine: MachineState,
  event: { readonly type: string },
): string | undefined {
  for (const candidate of definition.machine.explain(machine as State, event)) {
    try {
      if (candidate.ok) continue
    } catch {
      return candidate.guard ?? undefined
    }
  }
  return undefined
}
