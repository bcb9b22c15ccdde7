// What holds for every case type, held for elections; their invariants, their journals and what they hide.
import { ownersCommitteeElection } from '@convoke/case-types/owners-committee-election'
import { caseDefinition, hiddenPaths, type JsonObject, viewCase } from '@convoke/core'
import { caseTypeLaws } from '@convoke/core/testing'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Context } from '../../src/owners-committee-election/v1/context.js'
import { journalOf } from '../stage/journal.js'
import { keepsItsBehaviour, showsItsDiagram } from '../stage/keep.js'
import { missed } from '../stage/missed.js'
import { seededChoices } from '../stage/random.js'
import { goldenPlays } from './golden-plays.js'
import { chair, developer, open, owner, residents, rolls, town } from './play.js'
import { dataFor, invariants, openings, play } from './random-play.js'

const opened = (opening: object) => ({ opening: opening as JsonObject, by: town })

describe('the election of a committee, like every case type', () => {
  const laws = caseTypeLaws(ownersCommitteeElection, {
    openings: [opened(openings[0] as object), ...openings.slice(1).map(opened)],
    played: Object.values(goldenPlays).map(begin => begin().drafts),
    data: (type, context, draw) => dataFor(type, { context: context as Context, at: 0 }, draw) as JsonObject,
    members: ({ sha256 }) => rolls[sha256] ?? {},
    histories: 24,
    steps: 50,
  })

  it.each(laws)('$name', ({ check }) => check())
})

keepsItsBehaviour({
  caseType: ownersCommitteeElection,
  plays: goldenPlays,
  seeded: Array.from({ length: openings.length * 3 }, (_, setting) => () => play(setting, seededChoices(setting, 70))),
})

showsItsDiagram(ownersCommitteeElection)

const histories = fc.tuple(
  fc.nat(openings.length * 3 - 1),
  fc.array(fc.nat(2 ** 31 - 1), { minLength: 20, maxLength: 110, size: 'max' }),
)

/** Somebody who was screened out is on a ballot, and has as many votes as somebody who is elected. */
const screenedOut: [number, number[]] = [
  11,
  [
    ...[62077647, 531621843, 5971032, 1064005839, 449353366, 0, 0, 0, 0, 440894338, 1374193421, 1007405073, 1164263464],
    ...[2090629969, 0, 1032057012, 782276759, 0, 994775489, 0, 878912040, 1760101168, 1280563305, 301269],
    ...Array.from({ length: 10 }, () => 0),
  ],
]

describe('random histories of an election', () => {
  it(`keep all ${Object.keys(invariants).length} invariants at every step`, () => {
    fc.assert(
      fc.property(histories, ([setting, choices]) => {
        play(setting, choices, (scenario, last) => {
          for (const [name, holds] of Object.entries(invariants))
            if (!holds(scenario))
              throw new Error(`${name}, after ${last?.type ?? 'the clock'} in ${scenario.where.join()}`)
        })
      }),
      { numRuns: 50, examples: [[screenedOut]] },
    )
  })

  it('come through the states that matter', () => {
    const wanted = ['preparing', 'announced', 'voting', 'failed', 'choosingChair']
    expect(missed(histories, wanted, play)).toEqual([])
  })

  it('settle by the clock alone, wherever everybody falls silent', () => {
    fc.assert(
      fc.property(histories, ([setting, choices]) => {
        const scenario = play(setting, choices)
        for (let steps = 0; scenario.outcome === null; steps++) {
          if (steps > 200) throw new Error(`still in ${scenario.where.join()}`)
          scenario.lapse()
        }
      }),
      { numRuns: 25 },
    )
  })
})

describe('what is hidden', () => {
  it('is these fields, and no other', () => {
    expect(hiddenPaths(ownersCommitteeElection.context)).toMatchInlineSnapshot(`
      [
        "/box [groupChair, monitor, town]",
      ]
    `)
  })

  it.each([
    [chair, true],
    [residents, true],
    [town, true],
    [developer, false],
    [owner(3), false],
  ])('%s reads the box while voting is open: %s', (party, sees) => {
    const scenario = open().send(owner(0), 'vote', { names: [owner(1)] })
    const { disclosures } = journalOf(ownersCommitteeElection, scenario.drafts)
    const definition = caseDefinition(ownersCommitteeElection)
    const { data } = viewCase(definition, scenario.state, { id: 'x', seq: 1, as: party, disclosures })
    expect('box' in data && data.box !== null).toBe(sees)
  })
})
