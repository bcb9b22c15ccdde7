import type { AnyCaseType } from '@convoke/core'
import { describe, it } from 'vitest'
import { type DescribeOptions, testsOf } from './tests-of.js'

/**
 * The tests a case type should have, in one call, for vitest: every law of `caseTypeLaws` over histories drawn by
 * `historyOf`, and what `verifyCaseType` checks of any case type within a bound. Called where tests are declared.
 *
 * A law that is broken is told with a short history that breaks it, and with fast-check's seed and path, which give the
 * same history again in `fc.assert`; a property with its story and a test to paste.
 *
 * @throws ConvokeError `verify/opening` where no case can be opened; `verify/unbounded` for a command whose data has
 * neither samples nor bounds
 * @throws RangeError for a `without` that names no law and no property, or gives no reason
 * @example
 * // not executed: it declares tests
 * import { errand, errandOpened } from '@convoke/core/testing'
 * describeCaseType(errand, { openings: [errandOpened], without: { P8: 'a draft is of no concern to others' } })
 */
export function describeCaseType(caseType: AnyCaseType, options: DescribeOptions = {}): void {
  describe(`${caseType.name} ${caseType.version}, like every case type`, () => {
    for (const { name, skipped, run } of testsOf(caseType, options)) {
      if (skipped === undefined) it(name, run, 300_000)
      else it(name, ({ skip }) => skip(skipped))
    }
  })
}
