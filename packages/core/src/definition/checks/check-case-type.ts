import { ConvokeError } from '../../errors/convoke-error.js'
import type { AnyCaseType } from '../case-type.js'
import { checkAtOnce } from './check-at-once.js'
import { checkDates } from './check-dates.js'
import { checkDeadlines } from './check-deadlines.js'
import { checkDuties } from './check-duties.js'
import { checkLabels } from './check-labels.js'
import { checkMachine } from './check-machine.js'
import { checkMigrations } from './check-migrations.js'
import { checkRates } from './check-rates.js'
import { checkRulebook } from './check-rulebook.js'
import { checkSamples } from './check-samples.js'
import { checkSchemas } from './check-schemas.js'
import { checkVotes } from './check-votes.js'
import { checkWords } from './check-words.js'

/**
 * Refuses a case type that could not be run, explained or verified: what the types cannot see, or what somebody forced
 * past them. Stops at the first fault; every fault has its own code and a sentence that tells the fix. Pure.
 *
 * @throws ConvokeError `definition/…`, one of `definitionCodes`, with the name of the case type in `details.caseType`
 * @example
 * import { errand } from '@convoke/core/testing'
 * checkCaseType(errand)
 * checkCaseType({ ...errand, version: 'one' }) // => throws definition/bad-version
 */
export function checkCaseType(caseType: AnyCaseType): void {
  try {
    for (const check of checks) check(caseType)
  } catch (error) {
    // The place that a fault names lies within the case type, and a configuration holds many.
    if (ConvokeError.is(error, 'definition/')) Object.assign(error.details, { caseType: caseType.name })
    throw error
  }
}

const checks: readonly ((caseType: AnyCaseType) => void)[] = [
  checkSchemas,
  checkMachine,
  checkAtOnce,
  checkWords,
  checkDates,
  checkDeadlines,
  checkDuties,
  checkVotes,
  checkRulebook,
  checkRates,
  checkLabels,
  checkSamples,
  checkMigrations,
]
