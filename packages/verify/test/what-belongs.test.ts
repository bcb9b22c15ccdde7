// Along normal courses a state belongs where a way leads to it that leaves the normal course no more often than is allowed:
// whatever else was worked out on the way, and whether it was worked out now or before.
import { ownersCommitteeElection } from '@convoke/case-types/owners-committee-election'
import { type AnyCaseType, caseDefinition } from '@convoke/core'
import { everyDayCalendar } from '@convoke/core/testing'
import { describe, expect, it } from 'vitest'
import { findAlong } from '../src/explore/departures.js'
import { carriedOut } from '../src/explore/explore.js'
import { type Search, searchOf } from '../src/explore/search.js'
import { caseModel } from '../src/model/case-model.js'
import { openingFor } from '../src/model/opening.js'
import { desk } from './fixtures/desk.js'
import { relay } from './fixtures/relay.js'

/** A search that has not begun, of states that tell all there is. */
function searching(caseType: AnyCaseType, maxStates: number): Search {
  const opening = openingFor(caseType, caseDefinition(caseType), {}, { at: 0, calendar: everyDayCalendar() })
  return searchOf(caseModel(caseType, opening, {}), { maxStates, maxItems: 1, isWhole: true })
}

/** All that was found: states by what their rows hold, edges, and the way to each. */
function foundAlong(search: Search, departures: number) {
  carriedOut(findAlong(search, departures), undefined)
  const { found, tables } = search
  const { firstEdge, targets, labels, parents, parentMoves } = found
  const { vectors } = tables
  const numbers = { firstEdge, targets, labels, parents, parentMoves }
  return {
    expanded: found.expanded,
    states: Array.from({ length: vectors.count }, (_, state) => vectors.row(state).join()),
    limits: found.limits.all,
    cut: [...found.cut],
    ...Object.fromEntries(
      Object.entries(numbers).map(([name, { data, length }]) => [name, [...data.slice(0, length)]]),
    ),
  }
}

const cases: readonly (readonly [name: string, caseType: AnyCaseType, departures: number, maxStates: number])[] = [
  ['a relay, left once', relay(1), 1, 1_000],
  ['a relay, left twice', relay(2), 2, 1_000],
  ['a desk', desk({ backAndForth: true, putsOff: 'again' }), 1, 1_000],
  ['an election', ownersCommitteeElection as never, 1, 5_000],
]

describe('what is looked into along the normal course', () => {
  it.each(cases)('is the same once everything was worked out before: %s', (_, caseType, departures, maxStates) => {
    const search = searching(caseType, maxStates)
    const first = foundAlong(search, departures)
    expect(first.expanded).toBeGreaterThan(3)
    const again = foundAlong(search, departures)
    expect({ expanded: again.expanded, states: again.states.length }).toEqual({
      expanded: first.expanded,
      states: first.states.length,
    })
    expect(again).toEqual(first)
  })
})
