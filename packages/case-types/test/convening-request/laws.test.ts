// What holds for every case type, held for this one.
import { conveningRequest } from '@convoke/case-types/convening-request'
import { type Disclosure, type JsonObject, viewCase } from '@convoke/core'
import { caseTypeLaws } from '@convoke/core/testing'
import { describe, expect, it } from 'vitest'
import type { Context } from '../../src/convening-request/v1/context.js'
import { journalOf } from '../stage/journal.js'
import { monday } from '../stage/stage.js'
import { goldenPlays } from './golden-plays.js'
import { dataFor, openings } from './random-play.js'
import { centre, definition, leader, office, ordinary, rc, type Scenario, squad, submitted, town } from './scenario.js'

const opened = (opening: object, parameters: JsonObject = {}) => ({
  opening: opening as JsonObject,
  by: rc,
  parameters,
})
const withSecrets = { ...ordinary, contact: '张先生 13800000000' }

describe('the convening request, like every case type', () => {
  const laws = caseTypeLaws(conveningRequest, {
    openings: [
      opened(withSecrets),
      ...openings.slice(1).map(opening => opened(opening)),
      opened(ordinary, { screening: false }),
    ],
    played: Object.values(goldenPlays).map(begin => begin().drafts),
    data: (type, context, draw) => dataFor(type, { context: context as Context, at: monday }, draw) as JsonObject,
    steps: 60,
  })

  it.each(laws)('$name', ({ check }) => check())
})

describe('what is hidden', () => {
  const secret = '张先生 13800000000'
  const reservation = '限本职'
  const play = submitted({ opening: { ...ordinary, contact: secret } })
    .send(centre, 'accept')
    .send(office, 'acceptWithReservation', { reservation })
    .send(squad, 'decline', { code: 'notInRemit', reason: '理由' })
  const seenBy = (scenario: Scenario, as: string) => {
    const disclosures: readonly Disclosure[] = journalOf(conveningRequest, scenario.drafts).disclosures
    return JSON.stringify(viewCase(definition, scenario.state, { id: 'x', seq: 1, as, disclosures }).data)
  }

  it.each([
    [rc, true, true],
    [centre, true, true],
    [leader, true, true],
    [town, false, true],
    [squad, false, false],
    [office, false, false],
  ])('%s reads the contact: %s, the reservation: %s', (party, contact, reserved) => {
    const seen = seenBy(play, party)
    expect(seen.includes(secret)).toBe(contact)
    expect(seen.includes(reservation)).toBe(reserved)
  })

  it('is in no notice', () => {
    const notices = JSON.stringify(play.drafts.flatMap(({ effects }) => effects))
    expect(notices).not.toContain(secret)
    expect(notices).not.toContain(reservation)
  })
})
