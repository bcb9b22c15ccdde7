// The two ways of searching: every state breadth first, and whole ways along the normal course. Six stages with six remarks
// to tick make 448 states; what is wrong is wrong at the end.
import { caseDefinition } from '@convoke/core'
import { everyDayCalendar } from '@convoke/core/testing'
import { describe, expect, it } from 'vitest'
import { type Exploration, explore } from '../src/explore/explore.js'
import type { ExploreOptions } from '../src/explore/explore-options.js'
import { edgesOf, wayTo } from '../src/explore/graph.js'
import { caseModel } from '../src/model/case-model.js'
import { openingFor } from '../src/model/opening.js'
import { relay, remarks, stages } from './fixtures/relay.js'

const explored = (lostWith: number, how: Partial<ExploreOptions>): Exploration => {
  const caseType = relay(lostWith)
  const opening = openingFor(caseType, caseDefinition(caseType), {}, { at: 0, calendar: everyDayCalendar() })
  return explore(caseModel(caseType, opening, {}), { maxStates: 1_000, maxItems: 1, isWhole: true, ...how })
}
const stageIn = ({ model, configurationOf }: Exploration, state: number) =>
  (model.configurations[configurationOf(state)] as { machine: { value: unknown } }).machine.value
const stagesOf = (found: Exploration) =>
  new Set(Array.from({ length: found.states }, (_, state) => stageIn(found, state)))

const said = (limits: Exploration['limits']) => limits.map(({ says }) => says.en)

/** How many steps each state is away, by the edges alone. */
const distances = (found: Exploration): readonly number[] => {
  const away: number[] = [0]
  const waiting = [0]
  for (const state of waiting)
    for (const { target } of edgesOf(found, state)) {
      if (away[target] !== undefined) continue
      away[target] = (away[state] as number) + 1
      waiting.push(target)
    }
  return away
}

describe('every state, breadth first', () => {
  it('finds each of them, and the shortest way to each', () => {
    const found = explored(1, {})
    expect(found.states).toBe((stages.length + 1) * 2 ** remarks.length)
    expect([found.isExhausted, said(found.limits)]).toEqual([true, []])
    const away = distances(found)
    for (let state = 0; state < found.states; state++) expect(wayTo(found, state).length).toBe(away[state])
  })

  it('stops where there may be no more states, and says so', () => {
    const found = explored(1, { maxStates: 100 })
    expect(found.states).toBeGreaterThan(100)
    expect(found.expanded).toBeLessThan(found.states)
    expect([found.isExhausted, said(found.limits)]).toEqual([false, ['stopped at 100 states']])
  })

  it('a search that is cancelled ends with what was found by then', () => {
    const found = explored(1, { progress: () => false })
    expect(said(found.limits)).toEqual(['cancelled'])
    expect(found.states).toBeLessThan(448)
  })
})

describe('along the normal course', () => {
  it('looks into the normal course alone where no way may leave it', () => {
    const found = explored(1, { departures: 0 })
    expect(found.expanded).toBe(stages.length + 1)
    expect(stagesOf(found)).toEqual(new Set([...stages, 'done']))
    // What leads off the course was found, and not looked into.
    expect(found.states).toBe(stages.length + 1 + stages.length * remarks.length)
    expect(said(found.limits)).toEqual(['ways that leave the normal course more than 0 times'])
  })

  it('looks into all ways that leave it once, to their ends', () => {
    const found = explored(1, { departures: 1 })
    expect(found.expanded).toBe((stages.length + 1) * (1 + remarks.length))
    expect(stagesOf(found)).toContain('lost')
    expect(said(found.limits)).toEqual(['ways that leave the normal course more than once'])
  })

  it('finds at the end what breadth first does not come to within as many states', () => {
    const along = explored(1, { departures: 1 })
    const broad = explored(1, { maxStates: along.states })
    expect(stagesOf(along)).toContain('lost')
    expect(broad.states).toBeGreaterThanOrEqual(along.states)
    expect(stagesOf(broad)).not.toContain('lost')
    expect(stagesOf(broad)).not.toContain('done')
  })

  it('sees what takes two unlikely things once ways may leave it twice', () => {
    expect(stagesOf(explored(2, { departures: 1 }))).not.toContain('lost')
    expect(stagesOf(explored(2, { departures: 2 }))).toContain('lost')
  })

  it('numbers states by how far they are, and tells the shortest of the ways that it knows', () => {
    const found = explored(1, { departures: 1 })
    const away = distances(found)
    for (let state = 0; state < found.states; state++) expect(wayTo(found, state).length).toBe(away[state])
    for (let state = 1; state < found.expanded; state++)
      expect(away[state]).toBeGreaterThanOrEqual(away[state - 1] as number)
  })

  it('what it finds is a part of all there is, edge by edge', () => {
    const all = explored(1, {})
    const some = explored(1, { departures: 1 })
    const twin = new Map([[0, 0]])
    for (let state = 0; state < some.expanded; state++) {
      const steps = (of: Exploration, at: number) => [...edgesOf(of, at)].map(({ move, target }) => ({ move, target }))
      const [mine, theirs] = [steps(some, state), steps(all, twin.get(state) as number)]
      expect(mine.map(({ move }) => move)).toEqual(theirs.map(({ move }) => move))
      for (const [n, { target }] of mine.entries()) {
        const other = theirs[n]?.target as number
        expect(twin.get(target) ?? other).toBe(other)
        twin.set(target, other)
      }
    }
    expect(twin.size).toBe(some.states)
  })
})
