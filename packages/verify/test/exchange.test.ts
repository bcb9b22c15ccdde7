// With parties exchanged one state is looked into for all that differ by which party is which: no state and no step that the
// whole case knows is missing, and none is made up.
import { ownersCommitteeElection } from '@convoke/case-types/owners-committee-election'
import { type AnyCaseType, caseDefinition } from '@convoke/core'
import { everyDayCalendar } from '@convoke/core/testing'
import { describe, expect, it } from 'vitest'
import { referenceCaseType } from '../bench/verify-states/reference-case-type.js'
import { randomCaseTypes } from '../oracle/random-case-type.js'
import { type Exploration, exploreCase } from '../src/explore/explore.js'
import { edgesOf, wayTo } from '../src/explore/graph.js'
import type { Configuration, Move } from '../src/model/case-model.js'
import { openingFor } from '../src/model/opening.js'
import { replay } from '../src/model/replay.js'
import { keysOf, nameOf } from '../src/tables/cells.js'
import { verifyCaseType } from '../src/verify-case-type.js'
import { asking } from './fixtures/asking.js'
import { council } from './fixtures/council.js'

const openingOf = (caseType: AnyCaseType) =>
  openingFor(caseType, caseDefinition(caseType), {}, { at: 0, calendar: everyDayCalendar() })

function explored(caseType: AnyCaseType, isExchanging: boolean): Exploration {
  const bounds = { maxStates: 40_000, maxItems: 1, isWhole: true }
  return exploreCase(caseType, openingOf(caseType), {}, { ...bounds, isExchanging })
}

type Names = ReadonlyMap<string, string>

/** Every way to exchange the parties of each group. */
function exchangesOf(groups: readonly (readonly string[])[]): readonly Names[] {
  const orders = (parties: readonly string[]): readonly (readonly string[])[] =>
    parties.length < 2
      ? [parties]
      : parties.flatMap(one => orders(parties.filter(other => other !== one)).map(rest => [one, ...rest]))
  return groups.reduce<readonly Names[]>(
    (known, group) =>
      known.flatMap(names =>
        orders(group).map(
          order => new Map([...names, ...group.map((party, n) => [party, order[n] as string] as const)]),
        ),
      ),
    [new Map()],
  )
}

/** What is told of a state, as parts that may name parties; of what both explorations tell alone. */
function toldIn(exploration: Exploration, state: number, paths: ReadonlySet<string>): readonly string[][] {
  const { model, tables, configurationOf } = exploration
  const { machine } = model.configurations[configurationOf(state)] as Configuration
  const cells = tables.columns
    .filter(({ path }) => paths.has(path))
    .map(cell => {
      const content = tables.contentIn(state, cell)
      const held = content?.kind === 'value' ? String(content.value) : content && nameOf(content)
      return [...keysOf(cell), '=', String(held)]
    })
  return [[JSON.stringify(machine.value)], ...cells]
}

/** The same for all that differ by which party is which. */
function least(parts: readonly (readonly string[])[], exchanges: readonly Names[]): string {
  const named = exchanges.map(names =>
    parts
      .map(part => part.map(text => names.get(text) ?? text).join('/'))
      .sort()
      .join('\n'),
  )
  return named.sort()[0] as string
}

/** States and steps, whichever party is which. */
function graphOf(exploration: Exploration, exchanges: readonly Names[], paths: ReadonlySet<string>) {
  const states = Array.from({ length: exploration.states }, (_, state) =>
    least(toldIn(exploration, state, paths), exchanges),
  )
  const steps = new Set<string>()
  for (let state = 0; state < exploration.expanded; state++)
    for (const { move, target } of edgesOf(exploration, state))
      steps.add(`${states[state]}\n${move.type}\n${states[target]}`)
  return { states: new Set(states), steps }
}

function compared(caseType: AnyCaseType) {
  const whole = explored(caseType, false)
  const few = explored(caseType, true)
  const groups = few.exchanged?.groups ?? []
  const exchanges = exchangesOf(groups)
  const of = ({ tables }: Exploration) => new Set(tables.columns.map(({ path }) => path))
  const paths = new Set([...of(whole)].filter(path => of(few).has(path)))
  const graphs = [whole, few].map(one => graphOf(one, exchanges, paths)) as [
    ReturnType<typeof graphOf>,
    ReturnType<typeof graphOf>,
  ]
  return { whole, few, groups, graphs }
}

/** Plays the way to each state by the real rules: it ends in the place that it is said to. */
function misplaced(caseType: AnyCaseType, few: Exploration): readonly number[] {
  return Array.from({ length: few.states }, (_, state) => state).filter(state => {
    const way: readonly Move[] = wayTo(few, state)
    const played = replay(few.model, openingOf(caseType), way)
    const { machine } = few.model.configurations[few.configurationOf(state)] as Configuration
    return played.isWhole && JSON.stringify(played.state.machine.value) !== JSON.stringify(machine.value)
  })
}

describe.each([
  ['the reference of three parties', referenceCaseType(3), 3],
  ['an invitation to three', asking({ invitees: ['dept:b', 'dept:c', 'dept:d'] }), 3],
  ['an invitation with a trap', asking({ withTrap: true }), 2],
  ['a council that votes', council({}), 2],
] as const)('%s', (_, type, atLeast) => {
  const caseType = type as unknown as AnyCaseType
  it('has as many states, with as many steps, whichever party is which', () => {
    const { whole, few, groups, graphs } = compared(caseType)
    expect(groups[0]?.length).toBeGreaterThanOrEqual(atLeast)
    expect(whole.isExhausted).toBe(true)
    expect(few.isExhausted).toBe(true)
    expect(few.states).toBeLessThan(whole.states)
    expect(graphs[1]).toEqual(graphs[0])
    expect(few.states).toBe(graphs[1].states.size)
  })

  it('is come to by ways that the real rules take', () => {
    expect(misplaced(caseType, explored(caseType, true))).toEqual([])
  })
})

it('parties that a guard tells apart are not exchanged, and what comes out otherwise is named', () => {
  const caseType = asking({ invitees: ['dept:b', 'dept:c', 'dept:d'], ignored: 'dept:c' }) as unknown as AnyCaseType
  const { few, groups, graphs } = compared(caseType)
  expect(groups).toEqual([['dept:b', 'dept:d']])
  expect(few.exchanged?.apart.map(({ parties, by }) => ({ parties, by }))).toContainEqual({
    parties: ['dept:b', 'dept:c'],
    by: 'remind',
  })
  expect(graphs[1]).toEqual(graphs[0])
})

it('parties whose lists differ from the beginning are not exchanged, whatever the rules make of that: it is explored as before', () => {
  const caseType = ownersCommitteeElection as unknown as AnyCaseType
  const bounds = { maxStates: 300, maxItems: 1, isWhole: true }
  const [whole, few] = [false, true].map(isExchanging =>
    exploreCase(caseType, openingOf(caseType), {}, { ...bounds, isExchanging }),
  )
  expect(few?.states).toBe(whole?.states)
  expect(few?.exchanged?.groups ?? []).toEqual([])
})

it('of random case types, no state and no step is missing or made up, whether or not their guards name a party', () => {
  let exchanging = 0
  let apart = 0
  for (const caseType of randomCaseTypes(60, 11)) {
    const { whole, few, groups, graphs } = compared(caseType)
    if (!whole.isExhausted || few.exchanged === undefined) continue
    expect(few.isExhausted, caseType.name).toBe(true)
    expect(graphs[1], caseType.name).toEqual(graphs[0])
    if (groups.length > 0 && few.states < whole.states) exchanging += 1
    if (few.exchanged.apart.length > 0) apart += 1
  }
  expect(exchanging).toBeGreaterThan(8)
  expect(apart).toBeGreaterThan(1)
})

describe('a verification with parties exchanged', () => {
  const ofAnybody = ['P1', 'P2', 'P4', 'P5', 'P6'] as const
  const verdictsOf = (caseType: AnyCaseType, symmetry: boolean) => {
    const { verdicts, findings } = verifyCaseType(caseType, { symmetry, properties: ofAnybody, maxStates: 40_000 })
    return {
      verdicts: verdicts.map(({ property, verdict }) => `${property} ${verdict}`),
      findings: findings.map(({ property, severity, message }) => `${property} ${severity} ${message.en}`).sort(),
    }
  }
  const types: readonly (readonly [string, AnyCaseType])[] = [
    ['an invitation', asking() as unknown as AnyCaseType],
    ['one with a trap', asking({ withTrap: true }) as unknown as AnyCaseType],
    ['one without a deadline', asking({ withoutDeadline: true }) as unknown as AnyCaseType],
    ['one that ignores a party', asking({ ignored: 'dept:c', withTrap: true }) as unknown as AnyCaseType],
    ['the reference', referenceCaseType(3)],
  ]
  it.each(types)('%s: comes to the same verdicts and finds the same', (_, caseType) => {
    expect(verdictsOf(caseType, true)).toEqual(verdictsOf(caseType, false))
  })

  it('says in its scope which parties were exchanged, and in its stories who really does what', () => {
    const caseType = asking({ withTrap: true }) as unknown as AnyCaseType
    const { verdicts, findings } = verifyCaseType(caseType, { symmetry: true, properties: ['P4', 'P8'] })
    const scopes = verdicts.map(({ property, scope }) => [property, /dept:b, dept:c can be exchanged/.test(scope.en)])
    expect(scopes).toEqual([
      ['P4', true],
      ['P8', false],
    ])
    const [stuck] = findings
    expect(stuck).toMatchObject({ property: 'P4', severity: 'error' })
    expect(stuck?.journal.map(({ type }) => type)).toContain('reply')
  })
})
