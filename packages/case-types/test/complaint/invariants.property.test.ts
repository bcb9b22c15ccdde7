import { complaint } from '@convoke/case-types/complaint'
import { viewCase } from '@convoke/core'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Context } from '../../src/complaint/v1/context.js'
import { isAccused, maySeeComplainant } from '../../src/complaint/v1/parties.js'
import { journalOf } from '../stage/journal.js'
import { missed } from '../stage/missed.js'
import { company, definition, secrets, zhang } from './cast.js'
import { invariants } from './invariants.js'
import { openings, playAtRandom, settings } from './random-play.js'

const histories = fc.tuple(
  fc.nat(openings.length * settings.length - 1),
  fc.array(fc.nat(2 ** 31 - 1), { minLength: 20, maxLength: 100, size: 'max' }),
)
const names = Object.keys(invariants)

describe('random histories of a complaint', () => {
  it(`keep all ${names.length} invariants at every step`, () => {
    fc.assert(
      fc.property(histories, ([setting, choices]) => {
        let before: Context | undefined
        playAtRandom(setting, choices, (play, last) => {
          const { context } = play
          for (const name of names) {
            if (invariants[name]?.({ play, context, before, last }) !== true) {
              throw new Error(`${name}, after ${last?.type ?? 'the clock'} in ${play.where.join()}`)
            }
          }
          before = context
        })
      }),
      { numRuns: 120 },
    )
  })

  it('come through the states that matter', () => {
    const wanted = ['disputed.superior', 'emergency', 'callback', 'rework.working', 'escalated.town']
    expect(missed(histories, wanted, playAtRandom)).toEqual([])
  })

  it('settle by the clock alone, wherever everybody falls silent', () => {
    fc.assert(
      fc.property(histories, ([setting, choices]) => {
        const play = playAtRandom(setting, choices)
        let rungs = 0
        while (play.outcome === null) {
          const next = play.state.deadlines.flatMap(deadline =>
            deadline.rungs.filter(({ fired }) => !fired).map(({ at }) => at),
          )
          if (rungs++ > 300 || next.length === 0) throw new Error(`still in ${play.where.join()}`)
          play.wait(Math.max(0, Math.min(...next) - play.at))
        }
      }),
      { numRuns: 30 },
    )
  })

  it('never tell the accused who complains: no view, no notice, no refusal', () => {
    let looked = 0
    fc.assert(
      fc.property(histories, ([setting, choices]) => {
        const said: string[] = []
        const play = playAtRandom(setting, choices, scenario => {
          const { context } = scenario
          if (!isAccused(context, company) || scenario.roles(company).length === 0) return
          said.push(JSON.stringify(scenario.attempt(company, 'accept') ?? null))
        })
        const { context } = play
        if (!isAccused(context, company)) return
        looked += 1
        const { disclosures } = journalOf(complaint, play.drafts)
        const view = viewCase(definition, play.state, { id: 'x', seq: 1, as: company, disclosures })
        said.push(JSON.stringify([view.data, view.parties, view.deadlines, view.allowed]))
        const effects = play.drafts.flatMap(draft => draft.effects.filter(({ to }) => to.includes(company)))
        said.push(JSON.stringify(effects.map(({ params }) => params)))
        const text = said.join()
        const hidden = [secrets.statement, zhang, 'resident:1', 'resident:2']
        if (!maySeeComplainant(context)) hidden.push(secrets.name, secrets.phone, secrets.door)
        for (const canary of hidden) expect(text).not.toContain(canary)
      }),
      { numRuns: 60 },
    )
    expect(looked).toBeGreaterThan(10)
  })

  it('are refused without a trace: a stranger learns nothing, and nothing changes', () => {
    fc.assert(
      fc.property(histories, ([setting, choices]) => {
        const play = playAtRandom(setting, choices.slice(0, 40))
        const state = play.wait(0).state
        expect(play.attempt('dept:stranger', 'accept')?.code).toBe('missing/case')
        expect(play.state).toBe(state)
      }),
      { numRuns: 25 },
    )
  })
})
