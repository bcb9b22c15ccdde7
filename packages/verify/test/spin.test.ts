// SPIN finds what the explorer finds: a sample of what `npm run verify:oracle` compares.
import { errand, errandOpened } from '@convoke/core/testing'
import { describe, expect, it } from 'vitest'
import { askSpin, askTheRules, explored } from '../oracle/agreement.js'
import { randomCaseTypes } from '../oracle/random-case-type.js'
import { spinIsMissing, spinVerifier } from '../oracle/spin.js'
import { promelaOf } from '../src/promela/promela.js'
import { asking } from './fixtures/asking.js'

const missing = spinIsMissing()

// Where SPIN or a C compiler is not installed, the name says which.
describe.skipIf(missing !== undefined)(`SPIN${missing === undefined ? '' : ` (skipped: ${missing})`}`, () => {
  it('counts the same states and transitions, is stuck where P4 is, and its ways can be gone by the real rules', async () => {
    const agreements = await askSpin([
      explored('errand', errand as never, { maxStates: 1_000, opened: errandOpened }),
      explored('trap', asking({ withTrap: true }) as never, { maxStates: 1_000 }),
      ...randomCaseTypes(3, 11).map(caseType => explored(caseType.name, caseType, { maxStates: 5_000, maxItems: 2 })),
    ])
    expect(agreements.flatMap(({ faults }) => faults)).toEqual([])
    expect(agreements.map(({ states }) => states).slice(0, 2)).toEqual([8, 18])
    expect(agreements.slice(0, 2).map(({ replayed }) => replayed)).toEqual([2, 3])
    // Two runs of a C compiler take long on a busy machine.
  }, 600_000)

  it('does not agree where the last thing that can be tried in each place is left out', async () => {
    const { exploration } = explored('asking', asking() as never, { maxStates: 1_000 })
    const model = promelaOf([exploration])
    const verifier = await spinVerifier({
      ...model,
      promela: model.promela.replace('n >= menu[0] ||', 'n >= menu[0] - 1 ||'),
    })
    try {
      const { states, transitions } = await verifier.of(0).count()
      expect({ states, transitions }).not.toEqual({ states: exploration.states, transitions: exploration.transitions })
    } finally {
      await verifier.close()
    }
  }, 600_000)
})

it('random case types do by the tables what they do by the real rules', () => {
  const types = randomCaseTypes(20, 7).map(caseType =>
    explored(caseType.name, caseType, { maxStates: 5_000, maxItems: 2 }),
  )
  const whole = types.filter(({ exploration }) => exploration.limits.length === 0)
  expect(whole.map(askTheRules).filter(fault => fault !== undefined)).toEqual([])
  expect(whole.length).toBeGreaterThan(15)
})
