// Several questions at once are answered as by going from state to state, one question at a time, until nothing changes.
import { type AnyCaseType, caseDefinition, organisationOf } from '@convoke/core'
import { everyDayCalendar } from '@convoke/core/testing'
import { expect, it } from 'vitest'
import { randomCaseTypes } from '../oracle/random-case-type.js'
import type { Exploration } from '../src/explore/explore.js'
import { exploreCase } from '../src/explore/explore.js'
import { mostAtOnce, reach, reachOfEach } from '../src/explore/reach.js'
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
    const { isSettled, isUnknown } = studyOf(exploration)
    const silent = [...new Set(exploration.moves.flatMap(move => (move.kind === 'command' ? [move.by] : [])))]
    const sets = [[], ...silent.map(one => [one]), silent].slice(0, mostAtOnce)
    const each = sets.map(
      (set): Admits =>
        move =>
          move.kind !== 'command' || !set.some(one => organisationOf(one) === organisationOf(move.by)),
    )
    const admitted = Int32Array.from(exploration.moves, move =>
      each.reduce((bits, admits, n) => bits | (+admits(move) << n), 0),
    )
    const { forCertain, withLuck } = reachOfEach(exploration, admitted, each.length, isSettled, isUnknown)
    for (const [n, admits] of each.entries()) {
      const found = reachOneByOne(exploration, admits, isSettled, isUnknown)
      const bit = 1 << n
      const together = found.map((_, state) =>
        ((forCertain[state] as number) & bit) !== 0 ? 1 : ((withLuck[state] as number) & bit) !== 0 ? 2 : 0,
      )
      expect(together, `${caseType.name} without ${sets[n]}`).toEqual(found)
      for (const how of together) seen[how === 1 ? 'certain' : how === 2 ? 'lucky' : 'never'] += 1
    }
    expect([...reach(exploration, isSettled, isUnknown)]).toEqual(
      reachOneByOne(exploration, () => true, isSettled, isUnknown),
    )
  }
  expect(Math.min(seen.certain, seen.lucky, seen.never)).toBeGreaterThan(20)
})

type Admits = (move: Exploration['moves'][number]) => boolean

/** The same without any order of states: each state that is not reached yet is looked at again and again. */
function reachOneByOne(
  { states, expanded, firstEdge, targets, labels, moves }: Exploration,
  admits: Admits,
  isEnd: (state: number) => boolean,
  isUnknown: (state: number) => boolean,
): readonly (0 | 1 | 2)[] {
  const reached = Array.from({ length: states }, (_, state): 0 | 1 | 2 => (isEnd(state) ? 1 : 0))
  const follows = (state: number, how: 1 | 2): boolean => {
    const edges = Array.from({ length: (firstEdge[state + 1] as number) - (firstEdge[state] as number) }, (_, n) => {
      const edge = (firstEdge[state] as number) + n
      return { move: moves[labels[edge] as number] as Exploration['moves'][number], target: targets[edge] as number }
    }).filter(({ target }) => target !== state)
    const leads = ({ target }: { readonly target: number }) =>
      how === 2 ? reached[target] !== 0 : reached[target] === 1
    const ours = edges.filter(({ move }) => move.kind === 'command')
    const others = edges.filter(({ move }) => move.kind !== 'command')
    const isLed = how === 1 ? others.length > 0 && others.every(leads) : others.some(leads)
    return isLed || ours.some(edge => admits(edge.move) && leads(edge))
  }
  const settle = (how: 1 | 2): void => {
    for (let isMore = true; isMore; ) {
      isMore = false
      for (let state = 0; state < expanded; state++) {
        if (reached[state] !== 0 || !follows(state, how)) continue
        reached[state] = how
        isMore = true
      }
    }
  }
  settle(1)
  for (let state = 0; state < states; state++) if (reached[state] === 0 && isUnknown(state)) reached[state] = 2
  settle(2)
  return reached
}
