// What holds for every case type, held for this one; and what its journal and its views hide.
import { fourParty } from '@convoke/case-types/four-party'
import { caseDefinition, hiddenPaths, type JsonObject, viewCase } from '@convoke/core'
import { caseTypeLaws } from '@convoke/core/testing'
import { describe, expect, it } from 'vitest'
import type { Context } from '../../src/four-party/v1/context.js'
import { journalOf } from '../stage/journal.js'
import { keepsItsBehaviour, showsItsDiagram } from '../stage/keep.js'
import { seededChoices } from '../stage/random.js'
import { monday } from '../stage/stage.js'
import { goldenPlays } from './golden-plays.js'
import { bring, committee, company, open, owner, parking, residents, rolls, town, voted } from './play.js'
import { dataFor, openings, play, settings, starts } from './random-play.js'

const opened = (opening: object, parameters: JsonObject = {}) => ({
  opening: opening as JsonObject,
  by: owner(0),
  parameters,
})

describe('four-party coordination, like every case type', () => {
  const laws = caseTypeLaws(fourParty, {
    openings: [
      opened({ ...parking, contact: '王女士 13900000000' }),
      ...openings.slice(1).map(opening => opened(opening)),
    ],
    played: Object.values(goldenPlays).map(begin => begin().drafts),
    data: (type, context, draw) => dataFor(type, { context: context as Context, at: monday }, draw) as JsonObject,
    members: ({ sha256 }) => rolls[sha256] ?? {},
    histories: 30,
    steps: 50,
  })

  it.each(laws)('$name', ({ check }) => check())
})

keepsItsBehaviour({
  caseType: fourParty,
  plays: goldenPlays,
  seeded: Array.from(
    { length: starts.length * settings.length },
    (_, setting) => () => play(setting, seededChoices(setting, 70)),
  ),
})

showsItsDiagram(fourParty)

describe('what is hidden', () => {
  const definition = caseDefinition(fourParty)

  it('is these fields, and no other', () => {
    expect(hiddenPaths(fourParty.context)).toMatchInlineSnapshot(`
      [
        "/arrears/debtor [ownersCommittee, propertyCompany, residentsCommittee]",
        "/box [monitor, organiser, town]",
        "/contact [proposer, residentsCommittee, town] personal",
        "/mediation/proposal [disputant, mediator]",
        "/ratings/*/marks []",
      ]
    `)
  })

  it.each([
    [owner(0), true, false],
    [residents, true, true],
    [town, true, true],
    [committee, false, true],
    [company, false, false],
  ])('%s reads the contact: %s, how somebody voted: %s', (party, contact, ballots) => {
    const scenario = voted(open({ opening: { ...parking, contact: '王女士 13900000000' } }), ['yes', 'no'])
    const { disclosures } = journalOf(fourParty, scenario.drafts)
    const { data } = viewCase(definition, scenario.state, { id: 'x', seq: 1, as: party, disclosures })
    expect(JSON.stringify(data).includes('王女士')).toBe(contact)
    expect('box' in data && data.box !== null).toBe(ballots)
  })

  it('the journal holds no ballot in the clear', () => {
    const { entries } = journalOf(fourParty, voted(open(), ['yes', 'no', 'abstain']).drafts)
    const ballots = entries.map(({ bytes }) => JSON.parse(bytes)).filter(({ type }) => type === 'vote')
    expect(ballots).toHaveLength(3)
    for (const { data } of ballots) expect(data.choice).toHaveProperty('~commitment')
  })

  it('a debtor is known to those who have to ask for the money, and to nobody else', () => {
    const scenario = bring().send(residents, 'toArrears', { debtor: '7号楼欠费户', reason: '理由' })
    const { disclosures } = journalOf(fourParty, scenario.drafts)
    const seenBy = (as: string) =>
      JSON.stringify(viewCase(definition, scenario.state, { id: 'x', seq: 1, as, disclosures }).data)
    expect(seenBy(company)).toContain('7号楼欠费户')
    expect(seenBy(town)).not.toContain('7号楼欠费户')
  })
})
