import type { AnyCaseType } from '../definition/case-type.js'
import { answeringLaws } from './case-type-laws/answering.js'
import type { CaseTypeLaw, LawScope } from './case-type-laws/case-type-law.js'
import { declaredLaws } from './case-type-laws/declared.js'
import { hidingLaws } from './case-type-laws/hiding.js'
import { type CaseTypeLawOptions, studyOf } from './case-type-laws/history.js'
import { lastingLaws } from './case-type-laws/lasting.js'
import { movingLaws } from './case-type-laws/moving.js'
import { type Law, LawBroken } from './law.js'

export type { LawScope } from './case-type-laws/case-type-law.js'
export {
  type Asked,
  type Attempt,
  type CaseWalk,
  type CaseWalkOptions,
  caseWalk,
  type HistoryStep,
} from './case-type-laws/case-walk.js'
export { type Draw, drawFrom } from './case-type-laws/draw.js'
export type { CaseTypeLawOptions, PlayedHistory } from './case-type-laws/history.js'

const all: readonly CaseTypeLaw[] = [...declaredLaws, ...lastingLaws, ...movingLaws, ...hidingLaws, ...answeringLaws]

/** A {@link Law} of case types, with what it speaks of. */
export interface CaseTypeLawFor extends Law<void> {
  readonly scope: LawScope
}

/**
 * What holds for every case type, as data for any test runner; checked over histories drawn from a seed, the same on
 * every machine. A new case type gets all of them by being listed.
 *
 * The histories are drawn when the first law is checked. The seed stands in the message of a law that is broken.
 *
 * @example
 * // it.each(caseTypeLaws(errand, { openings: [errandOpened] }))('$name', ({ check }) => check())
 * caseTypeLaws(errand, { openings: [errandOpened] }).every(law => law.name.length > 0) // => true
 */
export function caseTypeLaws(caseType: AnyCaseType, options: CaseTypeLawOptions): readonly CaseTypeLawFor[] {
  const study = studyOf(caseType, options)
  return all.map(({ name, scope, check }) => ({
    name,
    scope,
    async check() {
      try {
        check(study)
      } catch (thrown) {
        const said = thrown instanceof Error ? thrown.message : String(thrown)
        throw new LawBroken(`${caseType.name}, seed ${study.seed}: ${said}`, { cause: thrown })
      }
    },
  }))
}
