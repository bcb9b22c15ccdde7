// A search that is ended half-way, wherever that is, tells of what it has looked into until then.
import { ownersCommitteeElection } from '@convoke/case-types/owners-committee-election'
import { type AnyCaseType, caseDefinition } from '@convoke/core'
import { everyDayCalendar } from '@convoke/core/testing'
import { describe, expect, it } from 'vitest'
import { type Exploration, exploringCase } from '../src/explore/explore.js'
import type { ExploreOptions } from '../src/explore/explore-options.js'
import { edgesOf } from '../src/explore/graph.js'
import type { Answer } from '../src/explore/search.js'
import { verifying } from '../src/index.js'
import { openingFor } from '../src/model/opening.js'
import { asking } from './fixtures/asking.js'
import { relay, remarks, stages } from './fixtures/relay.js'

const election = ownersCommitteeElection as AnyCaseType

/**
 * Explores, and is told to end the so-manieth time it says how far it is; `told`: how often it did.
 *
 * @param then what it is told from then on
 */
function ended(caseType: AnyCaseType, after: number, how: Partial<ExploreOptions>, then: Answer = false) {
  const opening = openingFor(caseType, caseDefinition(caseType), {}, { at: 0, calendar: everyDayCalendar() })
  const steps = exploringCase(caseType, opening, {}, { maxStates: 50_000, maxItems: 1, ...how })
  let told = 0
  let step = steps.next()
  while (step.done !== true) {
    told += 1
    step = steps.next(told < after ? true : told === after ? false : then)
  }
  return { found: step.value, told }
}

const said = ({ limits }: Exploration) => limits.map(({ says }) => says.en)

/** Edges of each state that is known to lead nowhere else, by what its row holds; named by the move and where it leads. */
function edgesByRow(found: Exploration): Map<string, readonly string[]> {
  const rowOf = (state: number) => found.tables.vectors.row(state).join()
  const edges = new Map<string, readonly string[]>()
  for (let state = 0; state < found.expanded; state++) {
    if (found.cut.has(state)) continue
    const row = rowOf(state)
    edges.set(
      row,
      [...edgesOf(found, state)].map(({ move, target }) => `${JSON.stringify(move)} ${rowOf(target)}`).sort(),
    )
  }
  return edges
}

describe('a search that is ended while it finds out what states have to tell', () => {
  it.each([1, 2])('tells of the states that it has looked into, and takes none for known to its end (%i)', after => {
    const { found, told } = ended(election, after, {})
    expect(told).toBe(after)
    expect(said(found)).toContain('cancelled')
    expect(found.expanded).toBeGreaterThan(3)
    expect(found.transitions).toBeGreaterThan(3)
    expect(found.cut.size).toBe(found.expanded)
    // Each is reached by the edges that it tells of.
    for (let state = 1; state < found.states; state++)
      expect([...edgesOf(found, found.parents[state] as number)].map(({ target }) => target)).toContain(state)
  })

  it('tells of some states wherever it is ended, though it had only just begun anew', () => {
    const whole = ended(asking(), Number.POSITIVE_INFINITY, {})
    for (let after = 1; after <= whole.told; after++) {
      const { found } = ended(asking(), after, {})
      expect(found.expanded).toBeGreaterThan(0)
      expect(found.states).toBeLessThanOrEqual(whole.found.states)
    }
  })

  it('leaves a verification with states, partial, and no verdict that says more than it knows', () => {
    const steps = verifying(election, { properties: ['P1', 'P4', 'P8'], time: 'any' })
    let step = steps.next()
    while (step.done !== true) step = steps.next(false)
    const { partial, complete, states, verdicts, findings } = step.value
    expect([partial, complete]).toEqual([true, false])
    expect(states).toBeGreaterThan(3)
    expect(findings).toEqual([])
    expect(verdicts.map(({ verdict }) => verdict)).toEqual(['bounded', 'bounded', 'bounded'])
  })
})

describe('a search along the normal course that is ended', () => {
  const along = { isWhole: true, departures: 2 }
  const once = (stages.length + 1) * (1 + remarks.length)

  it('looks into the same as ever where nobody ends it, though it goes part by part', () => {
    const { found } = ended(relay(1), Number.POSITIVE_INFINITY, along)
    expect(found.expanded).toBe((stages.length + 1) * (1 + 6 + 15))
    expect(said(found)).toEqual(['ways that leave the normal course more than 2 times'])
  })

  it('tells of the last part that it had gone through, and what lies beyond', () => {
    const more = 'ways that leave the normal course more than once'
    const told: string[] = []
    for (let after = 1, isCancelled = true; isCancelled; after++) {
      const { found } = ended(relay(1), after, along)
      isCancelled = said(found).includes('cancelled')
      if (isCancelled) told.push([found.expanded, found.cut.size, ...said(found)].join('; '))
    }
    expect([...new Set(told)]).toEqual([
      `${once}; 0; ${more}; cancelled`,
      `${2 * once}; 0; ${more}, but for the ${once} states nearest to it; cancelled`,
    ])
  })

  it('knows of each state all that can be done there, or says that it does not', () => {
    const all = edgesByRow(ended(relay(1), Number.POSITIVE_INFINITY, along).found)
    for (const after of [1, 2, 3, 4]) {
      const some = edgesByRow(ended(relay(1), after, along).found)
      expect(some.size).toBeGreaterThanOrEqual(once)
      for (const [row, edges] of some) expect(edges).toEqual(all.get(row))
    }
  })

  it('breaks off going through the last part where there is no time for that, and says how far it came', () => {
    const far = { isWhole: true, departures: 6 }
    const all = edgesByRow(ended(relay(1), Number.POSITIVE_INFINITY, far).found)
    let brokenOff = 0
    for (let after = 1; after < 10; after++) {
      const patient = ended(relay(1), after, far)
      const hurried = ended(relay(1), after, far, 'now')
      expect(hurried.told - after).toBeLessThanOrEqual(1)
      for (const [row, edges] of edgesByRow(hurried.found)) expect(edges).toEqual(all.get(row))
      if (hurried.found.expanded === patient.found.expanded) continue
      brokenOff += 1
      expect(hurried.found.expanded).toBeLessThan(patient.found.expanded)
      expect(said(hurried.found)).toContain('cancelled')
      const [ways] = said(hurried.found)
      expect(ways).toMatch(/^(ways that leave the normal course more than|the normal course beyond its first) /)
    }
    expect(brokenOff).toBeGreaterThan(0)
  })

  it('has gone through the course of a shipped type, however early it is ended', () => {
    for (const after of [1, 3, 6]) {
      const { found } = ended(election, after, along)
      expect(found.expanded).toBeGreaterThan(50)
      expect(said(found)).toContain('cancelled')
    }
  })
})
