import { type CaseIndex, indexMatcher, type ListQuery } from '@convoke/core'
import { sampleAppend, sampleIndex } from '@convoke/core/testing'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type SqliteStore, sqliteStore } from '../src/index.js'

/**
 * Enough cases for every list to count as long, with lists that lie apart (what is settled is old, what is overdue is
 * open), that interleave without meeting (odd and even), and that are short.
 */
const cases = new Map<string, CaseIndex>(
  Array.from({ length: 3_000 }, (_, i) => {
    const isSettled = i < 2_000 && i % 50 !== 0
    const caseId = `c-${i}`
    const index = sampleIndex(caseId, {
      reference: `ref-${i % 400}`,
      caseType: `type-${i % 3}`,
      states: isSettled ? ['agreed'] : [i % 2 === 0 ? 'inviting.replies' : 'meeting'],
      parties: [
        { party: `dept:${i % 2}`, roles: i % 5 === 0 ? ['lead', 'invitee'] : ['invitee'] },
        { party: `person:${i % 700}`, roles: ['resident'] },
      ],
      openedAt: Math.floor(i / 3),
      settledAt: isSettled ? 5_000 - i : null,
      outcome: isSettled ? 'agreed' : null,
      overdueSince: isSettled ? null : 9_000 + (i % 100),
      text: `${['停车', '电梯', '噪音'][i % 3]} ${i % 250 === 0 ? '旁听' : ''}`,
    })
    return [caseId, index]
  }),
)

const perhaps = <Value>(...values: readonly Value[]) =>
  fc.option(fc.constantFrom(...values), { nil: undefined, freq: 2 })

const rarely = <Value>(...values: readonly Value[]) =>
  fc.oneof({ arbitrary: fc.constant(undefined), weight: 8 }, fc.constantFrom(...values))

const query: fc.Arbitrary<ListQuery> = fc.record({
  id: rarely('c-1', 'c-12', 'c-123'),
  reference: rarely('ref-7', 'ref-300'),
  caseType: perhaps('type-0', 'type-1'),
  state: perhaps('agreed', 'inviting', 'meeting', 'inviting.replies'),
  party: perhaps('dept:0', 'dept:1', 'person:3'),
  role: perhaps('lead', 'invitee'),
  settled: perhaps(true, false),
  overdueAt: perhaps(8_000, 9_001, 9_500),
  openedFrom: perhaps(100, 700),
  openedTo: perhaps(650, 900),
  settledFrom: perhaps(3_100, 4_990),
  settledTo: perhaps(4_000),
  text: perhaps('停车', '电梯', '旁听', '停车 旁听'),
})

describe('among thousands of cases', () => {
  let store: SqliteStore
  beforeAll(async () => {
    store = sqliteStore(':memory:')
    await store.append([...cases].map(([caseId, index]) => sampleAppend(caseId, { index })))
  })
  afterAll(() => store.close())

  it('every list tells what its filters mean, page after page', async () => {
    await fc.assert(
      fc.asyncProperty(query, fc.constantFrom(1, 20, 333), async (asked, limit) => {
        const matches = indexMatcher(asked)
        const expected = [...cases].filter(([caseId, index]) => matches(index, caseId)).map(([caseId]) => caseId)
        // Opened at one instant: the later arrival stands first, as it does in the map read backwards.
        expected.reverse()
        const told: string[] = []
        let after: string | undefined
        do {
          const page = await store.list('default', asked, { limit, after })
          told.push(...page.items.map(({ caseId }) => caseId))
          after = page.next
        } while (after !== undefined && told.length < 60 * limit)
        expect(told).toEqual(expected.slice(0, told.length))
        if (after === undefined) expect(told).toHaveLength(expected.length)
      }),
      { numRuns: 300 },
    )
  })
})
