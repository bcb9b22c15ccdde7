import { conveningRequest } from '@convoke/case-types/convening-request'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { journalOf, replay } from '../stage/journal.js'
import { keepsItsBehaviour } from '../stage/keep.js'
import { seededChoices } from '../stage/random.js'
import { goldenPlays } from './golden-plays.js'
import { openings, play, settings } from './random-play.js'

keepsItsBehaviour(
  {
    caseType: conveningRequest,
    plays: goldenPlays,
    seeded: Array.from(
      { length: openings.length * settings.length * 2 },
      (_, setting) => () => play(setting, seededChoices(setting, 80)),
    ),
  },
  ['张先生 13800000000', '限本职', '及时'],
)

it('a history replays to the very state it was decided in', () => {
  fc.assert(
    fc.property(
      fc.nat(openings.length * settings.length - 1),
      fc.array(fc.nat(2 ** 31 - 1), { maxLength: 60 }),
      (setting, choices) => {
        const scenario = play(setting, choices)
        const replayed = replay(conveningRequest, journalOf(conveningRequest, scenario.drafts)).at(-1)?.state
        expect(replayed?.machine.toJSON()).toEqual(scenario.state.machine.toJSON())
        expect(replayed?.deadlines).toEqual(scenario.state.deadlines)
        expect(replayed?.marks).toEqual(scenario.state.marks)
      },
    ),
    { numRuns: 40 },
  )
})
