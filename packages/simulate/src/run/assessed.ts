// What a settled case comes to for whoever assesses it, as its case type says.
import { type CaseState, ConvokeError, type RateRules } from '@convoke/core'
import type { TypeRun } from './type-run.js'

/** A case as it was settled. */
export type Settled = Pick<CaseState, 'machine' | 'outcome'>

/** A settled case under the rates of its case type. */
export interface Assessed {
  /** Why it is left out of all rates; null: it counts. */
  readonly excluded: string | null
  /** Whether something is so of it. What cannot be said is not. */
  is(fact: string): boolean
}

/**
 * Asks the rates of a case type after a settled case; each fact once.
 *
 * @throws ConvokeError `simulate/rates` where a function of theirs throws, or answers with what it may not
 */
export function assessedBy({ name, definition }: TypeRun, { machine, outcome }: Settled, rules: RateRules): Assessed {
  const context = machine.context as never
  const known = new Map<string, boolean>()
  const asked = (where: string, ask: () => unknown): unknown => {
    try {
      return ask()
    } catch (cause) {
      throw wrongRates(`${name}@${definition.version}`, where, 'threw an error', cause)
    }
  }
  const excluded = asked('excluded', () => rules.excluded(context, outcome))
  if (excluded !== null && (typeof excluded !== 'string' || !Object.hasOwn(rules.exclusions, excluded)))
    throw wrongRates(`${name}@${definition.version}`, 'excluded', 'answered with what is none of "exclusions"')
  return {
    excluded,
    is(fact) {
      let answer = known.get(fact)
      if (answer === undefined) {
        const given = asked(`facts.${fact}`, () => rules.facts[fact]?.is(context))
        if (given !== null && typeof given !== 'boolean')
          throw wrongRates(`${name}@${definition.version}`, `facts.${fact}`, 'answered with neither yes, no nor null')
        answer = given === true
        known.set(fact, answer)
      }
      return answer
    },
  }
}

function wrongRates(caseType: string, where: string, what: string, cause?: unknown): ConvokeError {
  return new ConvokeError('simulate/rates', `rates.${where} of "${caseType}" ${what}; correct the case type`, {
    details: { caseType, where: `rates.${where}` },
    ...(cause === undefined ? {} : { cause }),
  })
}
