// Version 1.1 like every case type: its laws, its invariants at random, and its kept behaviour.
import { fourPartyV1_1 } from '@convoke/case-types/four-party'
import type { JsonObject } from '@convoke/core'
import { caseTypeLaws } from '@convoke/core/testing'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Context } from '../../src/four-party/v1/context.js'
import { keepsItsBehaviour, showsItsDiagram } from '../stage/keep.js'
import { seededChoices } from '../stage/random.js'
import { monday } from '../stage/stage.js'
import { goldenPlays } from './golden-plays.js'
import { invariants } from './invariants.js'
import { branch, committee, company, executing, file, owner, parking, residents, rolls, town } from './play.js'
import { dataFor, openings, play, settings, starts } from './random-play.js'
import {
  agreed,
  askedAgain,
  convenedByTheTown,
  evaluated,
  judged,
  putAgain,
  replaced,
  signed,
  voteHeld,
} from './rounds.js'

const caseType = fourPartyV1_1
const reason = '理由'

/** The plays whose journals are kept: each comes to a second round. */
const plays = {
  'signed-anew': () =>
    signed(askedAgain({ caseType }), { title: '西门', text: '改装西门道闸', leadsTo: 'execute', executor: company })
      .send(committee, 'postDecision', { file: file('8') })
      .send(company, 'completeWork', { report: '完成', evidence: file('b') })
      .lapse('acceptance')
      .lapse('evaluation'),
  'convened-by-the-committee-again': () =>
    voteHeld(putAgain(convenedByTheTown({ caseType }))).send(committee, 'postDecision', { file: file('8') }),
  'committee-after-a-meeting-of-the-town': () =>
    signed(agreed(convenedByTheTown({ caseType }).lapse('execution'), { proposal: '道闸', matter: 'committee' }))
      .lapse('publication')
      .lapse('execution'),
  'annulled-after-it-was-replaced': () =>
    judged(
      judged(
        replaced({ caseType })
          .send(owner(5), 'challenge', { decision: 'committee-1', ground: '程序违法' })
          .send(town, 'stayExecution', { decision: 'vote-1', order: file('9') }),
        'committee-1',
        true,
      ),
      'vote-1',
      false,
    ),
  'annulled-repeated-and-evaluated-anew': () => {
    const play = judged(evaluated({ caseType }).send(residents, 'close'), 'vote-1', true)
    voteHeld(play.send(committee, 'revote', { reason })).send(committee, 'postDecision', { file: file('8') })
    play.send(company, 'completeWork', { report: '完成', evidence: file('b') })
    play.send(committee, 'acceptWork').send(owner(0), 'acceptWork')
    for (const party of [residents, branch]) play.send(party, 'giveOpinion', { opinion: '好' })
    return play.send(residents, 'close')
  },
  'carried-out-in-one-round': () => executing({ caseType }).lapse('execution').lapse('jointMeeting'),
} as const

const histories = starts.length * settings.length

keepsItsBehaviour({
  caseType,
  plays,
  seeded: Array.from(
    { length: histories },
    (_, setting) => () => play(setting, seededChoices(setting, 70), undefined, caseType),
  ),
})

// The same states and ways: one diagram is of both versions.
showsItsDiagram(caseType)

describe('version 1.1 of four-party coordination, like every case type', () => {
  const opened = openings.map(opening => ({ opening: opening as JsonObject, by: owner(0), parameters: {} }))
  const laws = caseTypeLaws(caseType, {
    openings: [{ opening: { ...parking, contact: '王女士 13900000000' }, by: owner(0), parameters: {} }, ...opened],
    // What version 1 has as well, and histories drawn by chance may miss, goes the same way.
    played: [...Object.values(plays), ...Object.values(goldenPlays).map(begin => () => begin({ caseType }))].map(
      begin => begin().drafts,
    ),
    data: (type, context, draw) => dataFor(type, { context: context as Context, at: monday }, draw) as JsonObject,
    members: ({ sha256 }) => rolls[sha256] ?? {},
    histories: 30,
    steps: 50,
  })

  it.each(laws)('$name', ({ check }) => check())

  it('keeps every invariant of four-party coordination at every step', () => {
    const drawn = fc.tuple(
      fc.nat(histories - 1),
      fc.array(fc.nat(2 ** 31 - 1), { minLength: 20, maxLength: 110, size: 'max' }),
    )
    const broken: string[] = []
    fc.assert(
      fc.property(drawn, ([setting, choices]) => {
        let before: Context | undefined
        const check: Parameters<typeof play>[2] = (scenario, last) => {
          const { context } = scenario
          for (const [name, holds] of Object.entries(invariants))
            if (!holds({ play: scenario, context, before, last })) broken.push(`${name} in ${scenario.where.join()}`)
          before = context
        }
        play(setting, choices, check, caseType)
        expect(broken).toEqual([])
      }),
      { numRuns: 30 },
    )
  })
})
