// Faults of a case type, told by the states in which they show.
import { activePaths, ConvokeError } from '@convoke/core'
import type { CaseModel } from '../model/case-model.js'
import type { ClockRead } from '../tables/cells.js'

/** `always` transitions lead round for ever. */
export function endless({ definition, configurations }: CaseModel, configuration: number): ConvokeError {
  const { machine } = configurations[configuration] as { readonly machine: Parameters<typeof activePaths>[1] }
  const states = activePaths(definition, machine)
  return new ConvokeError(
    'kernel/endless-loop',
    `End the cycle of "always" transitions of "${definition.name}" through ${states.join(', ')} by a guard: a case never comes to rest there.`,
    { details: { machine: definition.name, states } },
  )
}

/** An instant was used as a number. */
export function clockRead(
  { definition, configurations }: CaseModel,
  configuration: number,
  { place = 'a guard, a selector or an update' }: ClockRead,
): ConvokeError {
  const { machine } = configurations[configuration] as { readonly machine: Parameters<typeof activePaths>[1] }
  const states = activePaths(definition, machine)
  return new ConvokeError(
    'verify/clock-read',
    `${place} of "${definition.name}" that is asked in ${states.join(', ')} uses an instant as a number; compare times with deadlines only`,
    { details: { caseType: definition.name, states, place } },
  )
}
