import { capital, definitionError, instead } from '../definition-error.js'
import { combinatorOf, partsOf } from '../guard-combinators.js'
import type { AnyState } from '../state-tree.js'
import type { Implementations } from './check-actions.js'

/**
 * Refuses a guard that is not known by name. In the machine a guard is a name or a combination of names, so that a
 * refusal can say which one said no; what `setup` gives a name to may be any function.
 */
export function checkGuard(
  where: string,
  guard: unknown,
  { guards }: Implementations,
  place: 'machine' | 'setup',
): void {
  if (typeof guard === 'function') {
    if (combinatorOf(guard) !== undefined) {
      for (const part of partsOf(guard)) checkGuard(where, part, { guards, actions: {} }, 'machine')
    } else if (place === 'machine') {
      throw definitionError(
        'unnamed-guard',
        where,
        `${capital(where)} has a guard without a name: move it to setup({ guards: { … } }) and use its name here, so that a refusal can say why.`,
      )
    }
    return
  }
  const name = typeof guard === 'string' ? guard : String((guard as AnyState).type)
  if (Object.hasOwn(guards, name)) return
  throw definitionError(
    'unknown-guard',
    where,
    `${capital(where)} asks the guard "${name}", which is not in setup({ guards }): ${instead(name, Object.keys(guards))}`,
    { name },
  )
}
