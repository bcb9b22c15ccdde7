import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Context } from '../../src/four-party/v1/context.js'
import { missed } from '../stage/missed.js'
import { invariants } from './invariants.js'
import { play, settings, starts } from './random-play.js'

const histories = fc.tuple(
  fc.nat(starts.length * settings.length - 1),
  fc.array(fc.nat(2 ** 31 - 1), { minLength: 20, maxLength: 110, size: 'max' }),
)
const names = Object.keys(invariants)

describe('random histories of a four-party case', () => {
  it(`keep all ${names.length} invariants at every step`, () => {
    fc.assert(
      fc.property(histories, ([setting, choices]) => {
        let before: Context | undefined
        play(setting, choices, (scenario, last) => {
          const { context } = scenario
          for (const name of names) {
            if (invariants[name]?.({ play: scenario, context, before, last }) !== true)
              throw new Error(`${name}, after ${last?.type ?? 'the clock'} in ${scenario.where.join()}`)
          }
          before = context
        })
      }),
      { numRuns: 50 },
    )
  })

  it('come through the states that matter', () => {
    const wanted = ['voting', 'posting', 'executing', 'mediation.signing', 'exit.handOver', 'intervention.considering']
    expect(missed(histories, wanted, play)).toEqual([])
  })

  it('settle by the clock alone, wherever everybody falls silent', () => {
    fc.assert(
      fc.property(histories, ([setting, choices]) => {
        const scenario = play(setting, choices)
        let steps = 0
        while (scenario.outcome === null) {
          if (steps++ > 300) throw new Error(`still in ${scenario.where.join()}`)
          scenario.lapse()
        }
      }),
      { numRuns: 25 },
    )
  })

  it('are closed to strangers: the case stays as the clock left it', () => {
    fc.assert(
      fc.property(histories, ([setting, choices]) => {
        const scenario = play(setting, choices)
        const { state } = scenario.wait(0)
        expect(scenario.attempt('person:nobody', 'vote', { choice: 'yes' })?.code).toBe('missing/case')
        expect(scenario.state).toBe(state)
      }),
      { numRuns: 15 },
    )
  })
})
