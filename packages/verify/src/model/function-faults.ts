// Faults of the functions of a case type, told by their names: what throws, what is kept, what is no JSON.
import { activePaths, type CaseDefinition, ConvokeError } from '@convoke/core'
import { ClockRead, OutOfSight } from '../tables/cells.js'
import { isSignal } from '../tables/combinations.js'
import { Escaped, NotJson } from '../tables/tracked-data.js'

/** A guard or an update threw, or answered with what is no answer. What is to blame is found out only where it is told, since it may be data that cannot be. */
class FunctionFault extends Error {
  override readonly name = 'FunctionFault'
  readonly told: () => ConvokeError
  constructor(cause: unknown, told: () => ConvokeError) {
    super('a function of the case type threw', { cause })
    this.told = told
  }
}

type Machine = Parameters<CaseDefinition['machine']['explain']>[0]

/** What was thrown while an event was taken, with the name of the guard where one threw. */
export function faultOf(
  definition: CaseDefinition,
  here: Machine,
  event: { readonly type: string },
  thrown: unknown,
): unknown {
  const answer = ConvokeError.is(thrown, 'bug/selector-answer') ? thrown.details.answer : undefined
  const isPlaced = ConvokeError.is(thrown) && (answer === undefined || thrown.details.place !== undefined)
  if (isSignal(thrown) || isPlaced) return thrown
  if (thrown instanceof ClockRead) {
    thrown.place ??= placeOf(definition, here, event)
    return thrown
  }
  if (thrown instanceof OutOfSight) return thrown
  return new FunctionFault(thrown, () => {
    const { name: caseType, version } = definition
    const place = placeOf(definition, here, event)
    const states = activePaths(definition, here as never)
    const at = `${place} of "${caseType}" ${version}, asked in ${states.join(', ')},`
    if (thrown instanceof Escaped)
      return new ConvokeError(
        'verify/draft-escaped',
        `${at} uses ${thrown.field} of another step; keep nothing of what a guard or an update is given, copy what is needed into the context`,
        { details: { caseType, place, states, field: thrown.field }, cause: thrown },
      )
    if (answer !== undefined)
      return new ConvokeError(
        'bug/selector-answer',
        `${at} answers with ${answer}; a guard answers at once with yes or no, and an update with nothing`,
        { details: { caseType, place, states, event: event.type, answer }, cause: thrown },
      )
    const reason = thrown instanceof Error ? thrown.message : String(thrown)
    return new ConvokeError(
      'verify/machine-threw',
      `${at} threw: ${reason}; it has to accept every case and every event that its schemas accept`,
      { details: { caseType, place, states, event: event.type, reason }, cause: thrown },
    )
  })
}

/** What a verification ends with, of what was thrown while it explored. */
export function verificationFault({ name }: { readonly name: string }, thrown: unknown): unknown {
  if (thrown instanceof FunctionFault) return thrown.told()
  if (!(thrown instanceof NotJson)) return thrown
  const { field, what } = thrown
  return new ConvokeError(
    'verify/not-json',
    `an update of "${name}" puts ${what} into ${field}; a case is JSON: use lists and records, texts for dates, and numbers that are finite`,
    { details: { caseType: name, field, what }, cause: thrown },
  )
}

/** The guard that threw, or else the update of the event. */
function placeOf({ machine }: CaseDefinition, here: Machine, event: { readonly type: string }): string {
  const update = `on.${event.type}`
  try {
    for (const candidate of machine.explain(here, event as never)) {
      try {
        if (candidate.ok) continue
      } catch {
        return candidate.guard === undefined || candidate.guard === null ? update : `guards.${candidate.guard}`
      }
    }
  } catch {
    // What cannot be explained is told without its name.
  }
  return update
}
