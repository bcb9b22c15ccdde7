import type { AnyCaseType } from '../definition/case-type.js'
import type { CaseTypeLaw } from './case-type-laws/case-type-law.js'
import { declaredLaws } from './case-type-laws/declared.js'
import { hidingLaws } from './case-type-laws/hiding.js'
import { type CaseTypeLawOptions, studyOf } from './case-type-laws/history.js'
import { lastingLaws } from './case-type-laws/lasting.js'
import { movingLaws } from './case-type-laws/moving.js'
import { type Law, LawBroken } from './law.js'

export type { Draw } from './case-type-laws/draw.js'
export type { Asked, CaseTypeLawOptions } from './case-type-laws/history.js'

const all: readonly CaseTypeLaw[] = [...declaredLaws, ...lastingLaws, ...movingLaws, ...hidingLaws]

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
export function caseTypeLaws(caseType: AnyCaseType, options: CaseTypeLawOptions): readonly Law<void>[] {
  const study = studyOf(caseType, options)
  return all.map(({ name, check }) => ({
    name,
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
