import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Context } from '../../src/convening-request/v1/context.js'
import { missed } from '../stage/missed.js'
import { invariants } from './invariants.js'
import { openings, play, settings } from './random-play.js'

const histories = fc.tuple(
  fc.nat(openings.length * settings.length - 1),
  fc.array(fc.nat(2 ** 31 - 1), { minLength: 20, maxLength: 160, size: 'max' }),
)
const names = Object.keys(invariants)

/** How long a case may go on after nobody acts any more and no agreed date is left, ms: its longest clocks, one after another. */
const longestSilence = 365 * 86_400_000

describe('random histories of a convening request', () => {
  it(`keep all ${names.length} invariants at every step`, () => {
    fc.assert(
      fc.property(histories, ([setting, choices]) => {
        let before: Context | undefined
        play(setting, choices, (scenario, last) => {
          const { context } = scenario
          for (const name of names) {
            if (invariants[name]?.({ play: scenario, context, before, last }) !== true) {
              throw new Error(`${name}, after ${last?.type ?? 'the clock'} in ${scenario.where.join()}`)
            }
          }
          before = context
        })
      }),
      { numRuns: 150 },
    )
  })

  it('come through the states that matter', () => {
    const wanted = ['onSite.discussing', 'ruling.attendance', 'executing', 'verifying', 'escalated.district']
    expect(missed(histories, wanted, play)).toEqual([])
  })

  it('settle by the clock alone, wherever everybody falls silent', () => {
    fc.assert(
      fc.property(histories, ([setting, choices]) => {
        const scenario = play(setting, choices)
        // In time, not in lapses: each of several matters reports every three days until the last date that was agreed.
        const dates = Object.values(scenario.context.items).map(({ due }) => Date.parse(due))
        const latest = Math.max(scenario.at, ...dates) + longestSilence
        let lapses = 0
        while (scenario.outcome === null) {
          if (scenario.at > latest || lapses++ > 2_000) throw new Error(`still in ${scenario.where.join()}`)
          scenario.lapse()
        }
      }),
      { numRuns: 60 },
    )
  })

  it('are refused without a trace: a refusal leaves the case as the clock left it', () => {
    fc.assert(
      fc.property(histories, fc.nat(), ([setting, choices], extra) => {
        const scenario = play(setting, choices)
        const state = scenario.wait(0).state
        const refused = scenario.attempt('dept:stranger', 'accept', { note: String(extra) })
        expect(refused?.code).toBe('missing/case')
        expect(scenario.state).toBe(state)
      }),
      { numRuns: 40 },
    )
  })
})
