// What holds for every case type, held for this one.
import { conveningRequest } from '@convoke/case-types/convening-request'
import { activePaths, type Disclosure, restoreState, snapshotOf, viewCase } from '@convoke/core'
import { stateNodes } from '@convoke/kernel'
import { describe, expect, it } from 'vitest'
import { createActor } from 'xstate'
import { goldenPlays } from './golden-plays.js'
import { definition, journalOf } from './journal.js'
import { centre, leader, office, ordinary, rc, type Scenario, squad, submitted, town } from './scenario.js'

const leaves = stateNodes(conveningRequest.machine as never).filter(({ children }) => children.length === 0)

describe('the convening request, like every case type', () => {
  it('has no state that nothing leads to: the golden plays pass through all', () => {
    const reached = new Set<string>()
    for (const begin of Object.values(goldenPlays)) {
      for (const { after } of begin().drafts)
        for (const path of activePaths(definition, after.machine)) reached.add(path)
    }
    expect(leaves.map(({ path }) => path).filter(path => !reached.has(path))).toEqual([])
  })

  it('survives being written down and read again, at every step', () => {
    for (const begin of Object.values(goldenPlays)) {
      for (const { after } of begin().drafts) {
        const head = { seq: 1, at: after.lastAt, hash: '0'.repeat(64) }
        const snapshot = snapshotOf(after, head)
        const restored = restoreState(definition, JSON.parse(JSON.stringify(snapshot)))
        expect(snapshotOf(restored, head)).toEqual(snapshot)
      }
    }
  })

  it('has examples of every command that needs data', () => {
    const samples = conveningRequest.samples as Readonly<Record<string, readonly object[]>>
    for (const { name, schema, builtIn } of definition.commands.values()) {
      if (!builtIn && Object.keys(schema.shape).length > 0) expect(samples[name], name).not.toHaveLength(0)
    }
  })

  it('is an ordinary XState machine', () => {
    const { machine } = conveningRequest
    const opening = definition.opening.parse(ordinary)
    const parameters = definition.parameters.parse({})
    const input = { opening, parameters, by: rc, at: 0 } as never
    const actor = createActor(machine, { input }).start()
    actor.send({ type: 'submit', by: rc, at: 0, delegate: null, facts: {} } as never)
    expect(actor.getSnapshot().value).toEqual({ screening: 'reviewing' })
  })
})

describe('what is hidden', () => {
  const secret = '张先生 13800000000'
  const reservation = '限本职'
  const play = submitted({ opening: { ...ordinary, contact: secret } })
    .send(centre, 'accept')
    .send(office, 'acceptWithReservation', { reservation })
    .send(squad, 'decline', { code: 'notInRemit', reason: '理由' })
  const seenBy = (scenario: Scenario, as: string) => {
    const disclosures: readonly Disclosure[] = journalOf(scenario.drafts).disclosures
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
