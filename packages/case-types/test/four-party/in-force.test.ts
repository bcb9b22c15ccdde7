// Which decision a case of version 1.1 rests on, and which vote may be repeated: by the data alone.
import { describe, expect, it } from 'vitest'
import type { Context } from '../../src/four-party/v1/context.js'
import { fellThrough, isInForce } from '../../src/four-party/v1.1/in-force.js'

type Decision = Context['decisions'][string]
type Asked = Partial<Pick<Context, 'purpose' | 'votes'>> & {
  readonly decisions: Readonly<Record<string, Partial<Decision>>>
  readonly origin?: NonNullable<Context['work']>['origin']
}

const caseWith = ({ decisions, origin, purpose = 'settle', votes = 0 }: Asked): Context =>
  ({
    ...{ decisions, purpose, votes, vote: votes === 0 ? null : {} },
    work: origin === undefined ? null : { origin },
  }) as unknown as Context
const inForce = (asked: Asked) => Object.keys(asked.decisions).filter(name => isInForce(caseWith(asked), name))

const by = (who: Decision['by'], more: Partial<Decision> = {}): Partial<Decision> => ({
  ...{ by: who, result: 'passed', annulled: false },
  ...more,
})
const three = { 'committee-1': by('committee'), 'vote-1': by('owners'), 'agreement-3': by('agreement') }

describe('the decision that a case rests on', () => {
  it.each([
    ['committee', 'committee-1'],
    ['vote', 'vote-1'],
    ['agreement', 'agreement-3'],
  ] as const)('is where work came of a %s the one of that kind', (origin, decision) => {
    expect(inForce({ decisions: three, origin })).toEqual([decision])
  })

  it.each(['consensus', 'district', 'preAssembly'] as const)('is none where work came of no decision: %s', origin => {
    expect(inForce({ decisions: three, origin })).toEqual([])
  })

  it('is each that stands where no work came of one, or the case is only for the decision', () => {
    expect(inForce({ decisions: three })).toEqual(Object.keys(three))
    expect(inForce({ decisions: three, origin: 'service' })).toEqual(Object.keys(three))
    expect(inForce({ decisions: three, origin: 'consensus', purpose: 'decide' })).toEqual(Object.keys(three))
  })

  it('is the last that passed of its kind, by its number, in whatever order they are kept', () => {
    const decisions = {
      'vote-10': by('owners'),
      'vote-11': by('owners', { result: 'invalid' }),
      'vote-2': by('owners'),
      'vote-9': by('owners'),
    }
    expect(inForce({ decisions, origin: 'vote' })).toEqual(['vote-10'])
  })

  it('is none that was annulled or not adopted, nor the one before it', () => {
    const decisions = { 'vote-1': by('owners'), 'vote-2': by('owners', { annulled: true }) }
    expect(inForce({ decisions, origin: 'vote' })).toEqual([])
    expect(inForce({ decisions: { 'vote-1': by('owners', { result: 'rejected' }) } })).toEqual([])
    expect(isInForce(caseWith({ decisions }), 'vote-3')).toBe(false)
  })
})

describe('a vote that came to nothing', () => {
  it.each([
    ['too few took part', { result: 'invalid' }, true],
    ['a court annulled it', { annulled: true }, true],
    ['it stands', {}, false],
    ['it was rejected', { result: 'rejected' }, false],
  ] as const)('%s: %j, %s', (_, how, fell) => {
    const decisions = { 'vote-1': by('owners', { result: 'invalid' }), 'vote-2': by('owners', how) }
    expect(fellThrough(caseWith({ decisions, votes: 2 }))).toBe(fell)
  })

  it('is none where none was held', () => {
    expect(fellThrough(caseWith({ decisions: {} }))).toBe(false)
  })
})
