import { type Choice, type DecisionRule, type Electorate, tally } from '@convoke/core'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { countedAlong, countedBySums } from '../src/monitors/vote-oracle.js'

const share = fc.tuple(fc.nat(3), fc.integer({ min: 1, max: 3 })).map(([n, d]) => [Math.min(n, d), d] as const)
const threshold = fc.record({ weight: fc.constantFrom('heads', 'area'), share, strict: fc.boolean() })
const count = fc.record({ weight: fc.constant('heads'), count: fc.integer({ min: 1, max: 4 }) })
const approval = fc
  .tuple(fc.oneof(threshold, count), fc.constantFrom('all', 'participating', 'voting'))
  .map(([one, of]) => ({ ...one, of }) as DecisionRule['approval'][number])
const names = ['a', 'b', 'c', 'd'] as const
const rules: fc.Arbitrary<DecisionRule> = fc.record({
  participation: fc.array(threshold, { maxLength: 1 }),
  approval: fc.array(approval, { minLength: 1, maxLength: 2 }),
  veto: fc.constantFrom(null, 'anybody' as const, ['a', 'b'] as const),
  abstention: fc.constantFrom('participates', 'absent'),
  unreturned: fc.constantFrom('absent', 'abstain', 'yes', 'no', 'majority'),
  tie: fc.constantFrom('threshold' as const, 'passed' as const, 'rejected' as const, { casting: 'c' }),
  late: fc.constant('ignored'),
  replaceable: fc.boolean(),
  decideEarly: fc.boolean(),
})
const members = fc
  .subarray([...names], { minLength: 1 })
  .chain(on => fc.record(Object.fromEntries(on.map(one => [one, fc.record({ area: fc.nat(3) })]))))
const ballots = fc.dictionary(fc.constantFrom(...names), fc.constantFrom<Choice>('yes', 'no', 'abstain'))

it('counting along comes to what the tally of the case types comes to, and never decides what that leaves open', () => {
  let decided = 0
  fc.assert(
    fc.property(rules, members, ballots, fc.boolean(), (rule, roll, cast, closed) => {
      const electorate = roll as Electorate
      const list = Object.entries(cast).flatMap(([voter, choice]) => (voter in electorate ? [{ voter, choice }] : []))
      const { status, counts } = tally(rule, electorate, list, { closed })
      const counted = countedAlong(rule, electorate, cast, closed)
      // A tie in reach makes the tally wait where every way on may end alike all the same.
      if (status !== 'open' || closed) expect(counted).toBe(status)
      if (closed) expect(countedBySums(rule, counts, true)).toBe(status)
      if (counted !== 'open') decided += 1
    }),
    { numRuns: 2000 },
  )
  expect(decided).toBeGreaterThan(500)
})
