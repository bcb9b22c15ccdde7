import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ballotBox, ballotOf, castBallot, countBox } from './ballot-box.js'
import { allOf, type Choice, type DecisionRule, ownersOrdinary, quorum } from './decision-rule.js'
import { countBallots, type Electorate, tally, tallyCounts } from './tally.js'

const once = { replaceable: false }

describe('a ballot box', () => {
  it('takes under 2 KB of context for 5,000 owners, however they vote', () => {
    let box = ballotBox({ heads: 5000, area: 50_000_000 })
    for (let voter = 0; voter < 5000; voter++) {
      const cast = castBallot(box, voter, (['yes', 'no', 'abstain'] as const)[voter % 3]!, { area: 10_000 }, once)
      if (cast.ok) box = cast.box
    }
    expect(JSON.stringify(box).length).toBeLessThan(2048)
    expect(countBox(ownersOrdinary(), box)).toMatchObject({
      yes: { heads: 1667, area: 16_670_000 },
      no: { heads: 1667 },
      abstain: { heads: 1666 },
    })
    expect(Buffer.from(box.marks, 'base64').toString('base64')).toBe(box.marks)
  })

  it('takes one ballot of each voter, and another only where ballots may be replaced', () => {
    const first = castBallot(ballotBox({ heads: 4, area: 100 }), 2, 'yes', { area: 30 }, once)
    if (!first.ok) throw new Error(first.reason)
    expect(castBallot(first.box, 2, 'no', { area: 30 }, once)).toEqual({ ok: false, reason: 'already-voted' })
    const second = castBallot(first.box, 2, 'no', { area: 30 }, { replaceable: true })
    expect(second).toMatchObject({ ok: true, box: { yes: { heads: 0, area: 0 }, no: { heads: 1, area: 30 } } })
    expect(second.ok && ballotOf(second.box, 2)).toBe('no')
    expect(ballotOf(first.box, 2)).toBe('yes')
    expect(ballotOf(first.box, 1)).toBeNull()
  })

  it.each([-1, 4, 1.5, Number.NaN])('takes no ballot of number %d on a roll of four', voter => {
    expect(castBallot(ballotBox({ heads: 4 }), voter, 'yes', {}, once)).toEqual({ ok: false, reason: 'not-on-roll' })
  })

  it('is refused weights that are not whole or not there', () => {
    const box = ballotBox({ heads: 4, area: 100 })
    const wrong = expect.objectContaining({ code: 'input/electorate' })
    expect(() => ballotBox({ heads: 4, area: 0.5 })).toThrow(wrong)
    expect(() => castBallot(box, 0, 'yes', {}, once)).toThrow(wrong)
    expect(() => castBallot(box, 0, 'yes', { area: 1.5 }, once)).toThrow(wrong)
    expect(() => countBox(ownersOrdinary(), ballotBox({ heads: 4 }))).toThrow(wrong)
  })

  it('counts and remembers exactly as a list of ballots does', () => {
    const roll: Electorate = { a: { area: 3 }, b: { area: 0 }, c: { area: 7 }, d: { area: 1 }, e: { area: 2 } }
    const names = Object.keys(roll)
    const ballots = fc.array(fc.record({ voter: fc.nat(4), choice: fc.constantFrom<Choice>('yes', 'no', 'abstain') }), {
      maxLength: 12,
    })
    const rules: DecisionRule[] = [ownersOrdinary(), allOf(), { ...quorum(2), veto: ['b', 'd'], tie: { casting: 'c' } }]
    fc.assert(
      fc.property(ballots, fc.constantFrom(...rules), fc.boolean(), (cast, preset, replaceable) => {
        const rule = { ...preset, replaceable }
        let box = ballotBox({ heads: 5, area: 13 })
        for (const { voter, choice } of cast) {
          const result = castBallot(box, voter, choice, roll[names[voter]!]!, rule)
          if (result.ok) box = result.box
        }
        const list = cast.map(({ voter, choice }) => ({ voter: names[voter]!, choice }))
        const counts = countBox(rule, box, { veto: [1, 3], casting: 2 })
        const expected = countBallots(rule, roll, list)
        expect(tallyCounts(rule, counts).status).toBe(tally(rule, roll, list).status)
        expect({ ...counts, casting: null, electorate: null }).toMatchObject({
          vetoed: expected.vetoed,
          vetoesOut: expected.vetoesOut,
          yes: expected.yes,
          no: expected.no,
          abstain: expected.abstain,
        })
      }),
    )
  })
})
