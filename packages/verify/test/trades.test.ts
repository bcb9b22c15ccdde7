// Case types of other trades, one with a fault and one without: what is found, how it is told, and what its test says of both.
import type { AnyCaseType } from '@convoke/core'
import { expect, it } from 'vitest'
import { type PropertyId, verifyCaseType } from '../src/index.js'
import { bill, fines, jury, overdue, register, repair, street } from './fixtures/more-trades.js'
import { paste } from './fixtures/pasted.js'
import { bed, dose, laboratory, lesson, lottery, referral, surgery, thesis, transfer } from './fixtures/trades.js'

/** By the property that is broken: the pair, the words by which its finding is known, and how many steps its story has. */
const pairs: readonly (readonly [PropertyId, (isFaulty: boolean) => AnyCaseType, RegExp, number])[] = [
  ['P2', referral, /"follow" still runs/, 1],
  ['P2', repair, /settled in "mended", yet shop still has to bring/, 1],
  ['P2', jury, /settled in "announced", yet ballots of the vote "Prize" are still taken/, 1],
  ['P4', thesis, /"more" is no end/, 1],
  ['P5', bed, /from "offered" back to itself/, 2],
  ['P6', street, /"asking", home:b \(neighbour\) has to say, and no deadline of its own/, 0],
  ['P7', surgery, /"date" may be put off for ever/, 2],
  ['P10', lesson, /nobody can ever do "note"/, 1],
  ['P10', bill, /"written", as the case came there, nobody can do "approve"/, 1],
  ['P12', register, /"keys" is declared to grow only, and "hand" makes less of it/, 1],
  ['P13', dose, /sends the same "give" twice/, 2],
  ['P17', laboratory, /for a key whose earlier case is still open/, 2],
  ['P18', lottery, /given several times in the same case/, 0],
  ['P18', overdue, /once "deadline.loan" has come about in another case, "bring" comes out otherwise/, 1],
  ['P18', fines, /"deadline.loan", come about several times in the same case/, 0],
  ['P19', transfer, /unbounded: from "here"/, 2],
]

// Found here once: these tests stayed red when the fault was mended, P5 had no story, and a case type called "class" no test.
it.each(pairs)(
  '%s: the fault is found, its twin is sound, and the test turns green',
  (property, make, message, steps) => {
    const of = (caseType: AnyCaseType) =>
      verifyCaseType(caseType).findings.filter(one => one.property === property && message.test(one.message.en))
    const [finding, ...others] = of(make(true))
    expect(others).toEqual([])
    expect(finding?.story.length).toBe(steps)
    expect(of(make(false))).toEqual([])
    const name = finding?.test.match(/paperCase\((\w+),/)?.[1] as string
    expect(() => paste(finding?.test, name, make(true))).toThrow(/expected/)
    expect(() => paste(finding?.test, name, make(false))).not.toThrow()
  },
)

it('P15: what reaching a deadline leaves behind beside the case is there for whoever did not look at the clock before', () => {
  const told = (isFaulty: boolean) =>
    verifyCaseType(overdue(isFaulty), { properties: ['P15'] }).findings.map(({ message }) => message.en)
  expect(told(false)).toEqual([])
  expect(told(true)).toEqual([
    'what comes of bring of home:reader after the deadline "loan" has fallen due depends on whether the clock was looked at before',
  ])
})
