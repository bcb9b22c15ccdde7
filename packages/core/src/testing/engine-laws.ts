import { datingLaws } from './engine-laws/dating.js'
import { decidingLaws } from './engine-laws/deciding.js'
import type { EngineLaw } from './engine-laws/engine-law.js'
import { joiningLaws } from './engine-laws/joining.js'
import { linkingLaws } from './engine-laws/linking.js'
import { repeatingLaws } from './engine-laws/repeating.js'
import { rollLaws } from './engine-laws/rolls.js'
import { tellingLaws } from './engine-laws/telling.js'
import { timingLaws } from './engine-laws/timing.js'

export type { DeliveredNotice, EngineLaw, EngineSetting, OpenEngine } from './engine-laws/engine-law.js'
export { errand, errandOpened } from './engine-laws/errand.js'
export { errandMoved } from './engine-laws/errand-moved.js'
export { gathering } from './engine-laws/gathering.js'
export { poll } from './engine-laws/poll.js'
export { relay } from './engine-laws/relay.js'
export { visit, visitOpened } from './engine-laws/visit.js'

/**
 * What every `CaseEngine` does, as data for any test runner: give each law a function that builds your engine on empty
 * data from the setting it is given, with a clock that moves only when the law says so.
 *
 * @example
 * // it.each(engineLaws)('$name', ({ check }) => check(async setting => createEngine({ ...setting, store: fresh() })))
 * engineLaws.every(law => law.name.length > 0) // => true
 */
export const engineLaws: readonly EngineLaw[] = [
  ...decidingLaws,
  ...repeatingLaws,
  ...timingLaws,
  ...datingLaws,
  ...tellingLaws,
  ...linkingLaws,
  ...joiningLaws,
  ...rollLaws,
]
