// Several questions at once are answered like each by itself.
import { type AnyCaseType, caseDefinition, organisationOf } from '@convoke/core'
import { everyDayCalendar } from '@convoke/core/testing'
import { expect, it } from 'vitest'
import { randomCaseTypes } from '../oracle/random-case-type.js'
import { exploreCase } from '../src/explore/explore.js'
import { type Admits, mostAtOnce, reach, reachOfEach } from '../src/explore/graph.js'
import { studyOf } from '../src/explore/study.js'
import { openingFor } from '../src/model/opening.js'
import { asking } from './fixtures/asking.js'
import { helpAnswers, helping } from './fixtures/helping.js'

it('from which states an end can be reached is the same, asked at once or one by one', () => {
  const seen = { certain: 0, lucky: 0, never: 0 }
  for (const caseType of [...randomCaseTypes(40, 11), asking(), helping({ isDeaf: true })] as AnyCaseType[]) {
    const opening = openingFor(caseType, caseDefinition(caseType), {}, { at: 0, calendar: everyDayCalendar() })
    const links = caseType.name === 'helping' ? helpAnswers : {}
    // Some states are left unknown.
    const exploration = exploreCase(caseType, opening, links, { maxStates: 30, maxItems: 1, isWhole: true })
    const { back, isSettled, isUnknown } = studyOf(exploration)
    const silent = [...new Set(exploration.moves.flatMap(move => (move.kind === 'command' ? [move.by] : [])))]
    const sets = [[], ...silent.map(one => [one]), silent].slice(0, mostAtOnce)
    const each = sets.map(
      (set): Admits =>
        move =>
          move.kind !== 'command' || !set.some(one => organisationOf(one) === organisationOf(move.by)),
    )
    const { forCertain, withLuck } = reachOfEach(exploration, back, each, isSettled, isUnknown)
    for (const [n, admits] of each.entries()) {
      const found = reach(exploration, back, admits, isSettled, isUnknown)
      const bit = 1 << n
      const together = [...found].map((_, state) =>
        ((forCertain[state] as number) & bit) !== 0 ? 1 : ((withLuck[state] as number) & bit) !== 0 ? 2 : 0,
      )
      expect(together, `${caseType.name} without ${sets[n]}`).toEqual([...found])
      for (const how of together) seen[how === 1 ? 'certain' : how === 2 ? 'lucky' : 'never'] += 1
    }
  }
  expect(Math.min(seen.certain, seen.lucky, seen.never)).toBeGreaterThan(20)
})
