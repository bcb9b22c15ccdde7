// Searches in time are made once over an exploration; what was ended half-way is no answer for whoever comes next.
import { caseDefinition } from '@convoke/core'
import { everyDayCalendar } from '@convoke/core/testing'
import { expect, it } from 'vitest'
import { carriedOut, type Exploration, exploreCase } from '../src/explore/explore.js'
import type { Steps } from '../src/explore/search.js'
import { openingFor } from '../src/model/opening.js'
import { searchedIn, searchedOnce } from '../src/ordered/searched.js'
import { desk } from './fixtures/desk.js'

function exploration(): Exploration {
  const caseType = desk()
  const opening = openingFor(caseType, caseDefinition(caseType), {}, { at: 0, calendar: everyDayCalendar() })
  return exploreCase(caseType, opening, {}, { maxStates: 100, maxItems: 1, isWhole: true })
}

it('is made once by a name and over an exploration, and counted by what it met', () => {
  const [one, other] = [exploration(), exploration()]
  let searches = 0
  const searched = (over: Exploration, name: string): number[] => {
    function* search(): Steps<number[]> {
      searches += 1
      yield { states: searches, waiting: 0 }
      return [searches, 0, 0]
    }
    return carriedOut(
      searchedOnce(over, name, search, ({ length }) => length),
      undefined,
    )
  }
  const found = searched(one, 'latest')
  expect(searched(one, 'latest')).toBe(found)
  expect(searched(one, 'few')).not.toBe(found)
  expect(searched(other, 'latest')).not.toBe(found)
  expect(searches).toBe(3)
  expect([searchedIn(one), searchedIn(other), searchedIn(exploration())]).toEqual([6, 3, 0])
})

it('is made anew where it was ended half-way', () => {
  const over = exploration()
  function* search(): Steps<boolean> {
    return (yield { states: 1, waiting: 1 }) !== false
  }
  const isWhole = (goesOn: boolean): boolean =>
    carriedOut(
      searchedOnce(over, 'whole', search, whole => (whole ? 1 : undefined)),
      () => goesOn,
    )
  expect([isWhole(false), isWhole(true), isWhole(false)]).toEqual([false, true, true])
})
