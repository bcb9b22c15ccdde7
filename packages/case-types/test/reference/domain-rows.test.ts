import { type AnyCaseType, caseDefinition, knobsOf } from '@convoke/core'
import { describe, expect, it } from 'vitest'
import { allTypes } from './all-types.js'
import { domainRows, type Found } from './domain-rows.js'

function namesIn(caseType: AnyCaseType): Readonly<Record<string, readonly string[]>> {
  const definition = caseDefinition(caseType)
  return {
    states: [...definition.paths.values()],
    commands: Object.keys(caseType.commands),
    outcomes: [...definition.outcomes.values()],
    deadlines: Object.keys(caseType.deadlines),
    parameters: Object.keys(knobsOf(caseType)),
    roles: Object.keys(caseType.roles),
    links: Object.keys(caseType.links ?? {}),
  }
}

/** Case types that have rows and are still being written: their rows are checked from the moment they are exported. */
const announced: readonly string[] = []

/** What a row names and the case type does not have, as `kind name`. */
function missing({ type, ...wanted }: Found): string[] {
  const caseType = allTypes.get(type)
  if (caseType === undefined) return announced.includes(type) ? [] : [`case type ${type}`]
  const known = namesIn(caseType)
  return Object.entries(wanted).flatMap(([kind, names]) =>
    names.filter(name => known[kind]?.includes(name) !== true).map(name => `${kind} ${name}`),
  )
}

describe.each(Object.entries(domainRows))('the rows of the domain: %s', (_, rows) => {
  it.each(rows.map(one => [one.row, one] as const))('%s', (_row, { found = [], absent }) => {
    expect(found.length > 0 || (absent ?? '').length > 10, 'found somewhere, or absent for a reason').toBe(true)
    expect(found.flatMap(missing)).toEqual([])
  })
})

it('a row that names what no case type has is found out', () => {
  expect(
    missing({ type: 'area-meeting', commands: ['adoptPlan', 'adoptNothing'], states: ['collecting', 'nowhere'] }),
  ).toEqual(['commands adoptNothing', 'states nowhere'])
  expect(missing({ type: 'no-such-type' })).toEqual(['case type no-such-type'])
})

describe('what no row names is named here, and nothing else is', () => {
  const all = Object.values(domainRows).flatMap(rows => rows.flatMap(({ found = [] }) => found))
  const named = (type: string, kind: 'states' | 'outcomes') =>
    all.filter(one => one.type === type).flatMap(one => one[kind] ?? [])

  it.each([...allTypes])('a state of %s has a row, or lies inside one that has, or is settled', (name, caseType) => {
    const rows = named(name, 'states')
    const { paths, outcomes } = caseDefinition(caseType)
    const top = [...paths].filter(([id, path]) => path !== '' && !path.includes('.') && !outcomes.has(id))
    const without = top
      .map(([, path]) => path)
      .filter(path => !rows.some(row => row === path || row.startsWith(`${path}.`)))
    expect(without.sort()).toEqual([...(statesOfOurs[name] ?? [])].sort())
  })

  it.each([...allTypes])('an outcome of %s has a row', (name, caseType) => {
    const rows = named(name, 'outcomes')
    const without = [...new Set(caseDefinition(caseType).outcomes.values())].filter(one => !rows.includes(one))
    expect(without.sort()).toEqual([...(outcomesOfOurs[name] ?? [])].sort())
  })
})

/** Outcomes that no row of the domain names: it has the way out and no word for where it leads, or it is ours. */
const outcomesOfOurs: Readonly<Record<string, readonly string[]>> = {
  complaint: ['rejected'],
  'convening-request': ['merged', 'rejected', 'routedToComplaint'],
  'four-party': ['lapsed', 'resolved', 'unverified', 'withdrawn'],
  'owners-committee-election': ['formed', 'notFormed', 'unfiled', 'withdrawn'],
}

/** States that no row of the domain names: what lies between two of them, or came with a decision of ours. */
const statesOfOurs: Readonly<Record<string, readonly string[]>> = {
  'convening-request': ['closing'],
  complaint: ['dispatching', 'merged'],
  'four-party': ['districtRepair', 'advising', 'awaitingElection', 'awaitingConvening'],
  'owners-committee-election': [
    ...['reporting', 'termEnding', 'awaitingRequest', 'posting', 'preparing', 'announced', 'escalated', 'voting'],
    ...['counting', 'tied', 'failed', 'choosingChair', 'filingOverdue', 'handingOver', 'closed'],
  ],
}
