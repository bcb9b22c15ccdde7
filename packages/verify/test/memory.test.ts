// What is remembered of evaluations is what they would come to: with it and without it the same is found.
import { type AnyCaseType, caseDefinition } from '@convoke/core'
import { everyDayCalendar } from '@convoke/core/testing'
import { describe, expect, it } from 'vitest'
import { randomCaseTypes } from '../oracle/random-case-type.js'
import { exploreCase } from '../src/explore/explore.js'
import type { CaseModel } from '../src/model/case-model.js'
import { openingFor } from '../src/model/opening.js'
import type { Memory } from '../src/tables/memory.js'
import { asking } from './fixtures/asking.js'
import { desk } from './fixtures/desk.js'

/** Keeps nothing. */
const forgetful = (): Memory => ({
  get root() {
    return undefined
  },
  set root(_) {},
})

const withoutMemory = (model: CaseModel): CaseModel => ({
  ...model,
  memoryOf: forgetful,
  remembering: () => ({ memory: forgetful() }),
})

/** Takes every command for the same, whoever gives it and whatever it says. */
const withFault = (model: CaseModel): CaseModel => ({
  ...model,
  remembering: (configuration, move) => ({ ...model.remembering(configuration, move), input: undefined }),
})

function found(caseType: AnyCaseType, isWhole: boolean, watching?: (model: CaseModel) => CaseModel) {
  const opening = openingFor(caseType, caseDefinition(caseType), {}, { at: 0, calendar: everyDayCalendar() })
  const bounds = { maxStates: 2_000, maxItems: 1, isWhole }
  const { states, targets, labels, moves } = exploreCase(caseType, opening, {}, bounds, watching)
  return { states, targets: [...targets], moves: [...labels].map(label => moves[label]) }
}

describe('what is remembered of evaluations', () => {
  it.each([true, false])('is what they come to once more, in random case types (whole states: %s)', isWhole => {
    let states = 0
    for (const caseType of [...randomCaseTypes(12, 7), asking() as never, desk()]) {
      const remembered = found(caseType, isWhole)
      expect(remembered, caseType.name).toEqual(found(caseType, isWhole, withoutMemory))
      states += remembered.states
    }
    expect(states).toBeGreaterThan(100)
  })

  it('is found to be wrong where commands are mistaken for one another', () => {
    const caseType = asking() as unknown as AnyCaseType
    expect(found(caseType, true, withFault)).not.toEqual(found(caseType, true, withoutMemory))
  })
})
