// States that tell only what makes a difference are as good as states that tell everything: whatever happens in a whole
// case happens in its short form as well, and the other way round.
import { ownersCommitteeElection } from '@convoke/case-types/owners-committee-election'
import type { AnyCaseType } from '@convoke/core'
import { caseDefinition } from '@convoke/core'
import { errand, errandOpened, everyDayCalendar } from '@convoke/core/testing'
import { expect, it } from 'vitest'
import { type Exploration, explore } from '../src/explore/explore.js'
import { edgesOf } from '../src/explore/graph.js'
import { caseModel } from '../src/model/case-model.js'
import { type Opening, openingFor } from '../src/model/opening.js'
import { asking } from './fixtures/asking.js'

const placeIn = ({ model, configurationOf }: Exploration, state: number): string =>
  JSON.stringify((model.configurations[configurationOf(state)] as { machine: { value: unknown } }).machine.value)

/** What can happen in a state and leads to another. */
const steps = (exploration: Exploration, state: number): Map<string, number> =>
  new Map(
    [...edgesOf(exploration, state)]
      .filter(({ target }) => target !== state)
      .map(({ move, target }) => [JSON.stringify(move), target]),
  )

/** Goes through the whole graph and the short one side by side; returns what does not match. */
function differences(whole: Exploration, short: Exploration): readonly string[] {
  const found: string[] = []
  const twin = new Map([[0, 0]])
  const waiting = [0]
  for (let state = waiting.shift(); state !== undefined; state = waiting.shift()) {
    if (state >= whole.expanded) continue
    const other = twin.get(state) as number
    if (placeIn(whole, state) !== placeIn(short, other)) found.push(`${state} is ${placeIn(whole, state)}`)
    const long = steps(whole, state)
    const brief = steps(short, other)
    for (const [move, target] of long) {
      // What changes nothing that matters is no step of the short form.
      const next = brief.get(move) ?? other
      const known = twin.get(target)
      if (known === undefined) {
        twin.set(target, next)
        waiting.push(target)
      } else if (known !== next) found.push(`${target} is both ${known} and ${next}, by ${move}`)
    }
    // A list that nobody need tell the length of is followed further than one that is told.
    if (whole.cut.has(state)) continue
    for (const move of brief.keys()) if (!long.has(move)) found.push(`${move} cannot happen in ${state}`)
  }
  return found
}

const bounds = { maxStates: 3_000, maxItems: 1 }

it.each([
  ['a convening', asking(), {}],
  ['a convening with a trap', asking({ withTrap: true }), {}],
  ['a convening without a clock', asking({ withoutDeadline: true }), {}],
  ['an errand', errand, errandOpened],
  ['an election', ownersCommitteeElection, {}],
] as const)('%s: the short form does what the whole does, step by step', (_, type, opened) => {
  const caseType = type as unknown as AnyCaseType
  const opening: Opening = openingFor(caseType, caseDefinition(caseType), opened, {
    at: 0,
    calendar: everyDayCalendar(),
  })
  const whole = explore(caseModel(caseType, opening, {}), { ...bounds, isWhole: true })
  const short = explore(caseModel(caseType, opening, {}), bounds)
  expect(differences(whole, short)).toEqual([])
  // Where both stop at the bound, how many there are says nothing.
  if (whole.isExhausted) expect(short.states).toBeLessThanOrEqual(whole.states)
  expect(short.states).toBeGreaterThan(4)
})
