import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { makeRoll, readRoll } from './roll.js'

const unit = (party: string, area: number) => ({ party, weights: { area } })
const wrong = expect.objectContaining({ code: 'input/electorate' })

describe('a roll', () => {
  it('counts one owner of several flats, and a developer with what it has not sold, as one head each', () => {
    const roll = makeRoll([
      unit('owner:1', 90),
      unit('dev', 100),
      unit('dev', 100),
      unit('owner:1', 80),
      unit('dev', 50),
    ])
    expect(roll.electorate).toEqual({ heads: 2, area: 420 })
    expect(roll.members).toEqual({
      dev: { index: 0, weights: { area: 250 } },
      'owner:1': { index: 1, weights: { area: 170 } },
    })
  })

  it('is the same file however its units were listed, and another when one of them changes', () => {
    const units = fc.uniqueArray(fc.record({ party: fc.stringMatching(/^[a-z:0-9]{1,8}$/), area: fc.nat(10_000) }), {
      minLength: 1,
      selector: ({ party }) => party,
    })
    fc.assert(
      fc.property(units, fc.nat(), (drawn, turn) => {
        const all = drawn.map(({ party, area }) => unit(party, area))
        const turned = [...all.slice(turn % all.length), ...all.slice(0, turn % all.length)]
        const [first, ...rest] = all as [(typeof all)[number], ...typeof all]
        const hash = makeRoll(all).reference('urn:x').sha256
        expect(makeRoll(turned).reference('urn:y').sha256).toBe(hash)
        expect(makeRoll([unit(first.party, first.weights.area + 1), ...rest]).reference('urn:x').sha256).not.toBe(hash)
      }),
    )
  })

  it('numbers its lines without a gap, and its sums are those of its lines', () => {
    const roll = makeRoll(Array.from({ length: 500 }, (_, i) => unit(`owner:${i % 311}`, i)))
    const lines = Object.values(roll.members)
    expect(lines.map(({ index }) => index).sort((a, b) => a - b)).toEqual(Array.from({ length: 311 }, (_, i) => i))
    expect(lines.reduce((sum, { weights }) => sum + (weights.area as number), 0)).toBe(roll.electorate.area)
  })

  it('is read back only from its own file', () => {
    const roll = makeRoll([unit('a', 1), unit('b', 2)])
    const reference = roll.reference('urn:roll')
    expect(reference.size).toBe(roll.text.length)
    expect(readRoll(roll.text, reference).members).toEqual(roll.members)
    expect(() => readRoll(roll.text.replace('2', '3'), reference)).toThrow(wrong)
    expect(() => readRoll(`${roll.text} `)).toThrow(wrong)
    expect(() => readRoll('{}')).toThrow(wrong)
    expect(() => readRoll('nonsense')).toThrow(wrong)
  })

  it.each<[string, Parameters<typeof makeRoll>[0]]>([
    ['no units', []],
    ['half a square metre', [unit('a', 0.5)]],
    ['a negative area', [unit('a', -1)]],
    ['a weight called heads', [{ party: 'a', weights: { heads: 2 } }]],
    ['units that weigh by different things', [unit('a', 1), { party: 'b', weights: { share: 1 } }]],
    ['more than a number holds', [unit('a', Number.MAX_SAFE_INTEGER), unit('b', 1)]],
  ])('is refused with %s', (_, units) => {
    expect(() => makeRoll(units)).toThrow(wrong)
  })

  it('has nobody on it whom an object has by nature', () => {
    expect(makeRoll([unit('a', 1)]).members.constructor).toBeUndefined()
  })
})
