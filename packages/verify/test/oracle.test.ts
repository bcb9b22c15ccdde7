import { errand } from '@convoke/core/testing'
import { expect, it } from 'vitest'
import { naively } from '../oracle/naive-exploration.js'
import { nameBy, named } from '../oracle/told-states.js'
import { exploreCase } from '../src/explore/explore.js'
import { asking } from './fixtures/asking.js'
import { ledger } from './fixtures/ledger.js'

const openings = {
  ledger: { opening: { clerk: 'dept:clerk', auditor: 'dept:auditor' }, by: 'dept:clerk' },
  asking: { opening: { convener: 'rc:a', invitees: ['dept:b', 'dept:c', 'dept:d'] }, by: 'rc:a' },
  errand: { opening: { topic: 'x', convener: 'rc:a', invitees: ['dept:b', 'dept:c'] }, by: 'rc:a' },
} as const

it.each([
  ['a convening', asking(), openings.asking],
  ['a convening with a trap', asking({ withTrap: true }), openings.asking],
  ['a convening without a clock', asking({ withoutDeadline: true }), openings.asking],
  ['a convening that asks what happened last', asking({ readsEvent: true }), openings.asking],
  ['an errand', errand, openings.errand],
  [
    'a ledger, of whose entries somebody asks later what nobody asked when they were added',
    ledger(30),
    openings.ledger,
  ],
] as const)(
  '%s: the tables find the very states and edges that decide finds on whole cases',
  (_, caseType, opening) => {
    const exploration = exploreCase(
      caseType as never,
      opening as never,
      {},
      {
        maxStates: 10_000,
        maxItems: 1,
        isWhole: true,
      },
    )
    const bounded = exploration.limits.length > 0
    const mine = named(exploration)
    expect(bounded).toBe(false)
    const naive = naively(caseType as never, opening as never, nameBy(exploration))
    expect(mine.states).toEqual(naive.states)
    expect(mine.edges).toEqual(naive.edges)
    expect(mine.states.size).toBeGreaterThan(7)
  },
)
