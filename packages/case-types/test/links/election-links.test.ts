// A four-party case and the election it asks for: what becomes of it comes back, and the committee takes its place.
import { fourParty } from '@convoke/case-types/four-party'
import { ownersCommitteeElection } from '@convoke/case-types/owners-committee-election'
import type { AnyCaseType } from '@convoke/core'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { file, owner, parking, residents, rolls, town } from '../four-party/play.js'
import { chair, five, group, preparations } from '../owners-committee-election/play.js'
import { picker } from '../stage/random.js'
import { step } from './random-links.js'
import { day, type Scene, scene } from './scene.js'
import { faults } from './system.js'

const reason = '理由'
const withoutCommittee = { ...parking, ownersCommittee: null, committee: null }

const compound = (...caseTypes: readonly AnyCaseType[]): Scene => scene(caseTypes, { rolls })

/** A matter that waits for a first committee. */
async function waiting(s: Scene): Promise<string> {
  const id = await s.open('four-party', withoutCommittee, owner(0))
  await s.sent(id, residents, 'toElection', { kind: 'first', reason })
  return id
}

/** Owners ask for the election, the town forms the group, and everything is prepared and announced. */
async function announced(s: Scene, id: string): Promise<void> {
  await s.until(id, 'awaitingRequest')
  await s.sent(id, owner(3), 'requestInWriting', { letter: file('3') })
  await s.sent(id, town, 'formGroup', group)
  await s.sent(id, chair, 'postNames', { file: file('4') })
  await s.sent(id, town, 'trainGroup', { file: file('5') })
  for (const what of preparations) await s.sent(id, chair, 'prepare', { what, file: file('7') })
  await s.sent(id, chair, 'setSeats', { committee: 'oc:new', seats: 5, term: 3 })
  for (const candidate of [0, 1, 2, 3, 4, 5].map(owner)) {
    await s.sent(id, chair, 'nominate', { candidate, commitment: file('8') })
    await s.sent(id, chair, 'screenCandidate', { candidate, eligible: true })
  }
  await s.sent(id, chair, 'announceContents', { file: file('9') })
}

/** So many owners vote for the first five candidates. */
async function voted(s: Scene, id: string, voters: number): Promise<void> {
  await s.wait(17 * day)
  await s.sent(id, chair, 'openVoting')
  for (let n = 0; n < voters; n++) await s.sent(id, owner(n), 'vote', { names: five })
}

const whole = async (s: Scene) => expect(faults(await s.folded())).toEqual([])

describe('a four-party case that waits for an election', () => {
  it('goes on with the committee that was elected, which may then announce a vote', async () => {
    const s = compound(fourParty, ownersCommitteeElection)
    const id = await waiting(s)
    expect((await s.view(id)).states).toContain('awaitingElection')
    const election = await s.linked(id, 'election')
    await announced(s, election.id)
    await voted(s, election.id, 7)
    await s.settled(election.id)
    expect(await s.view(election.id)).toMatchObject({ outcome: expect.stringMatching(/^(formed|elected|unfiled)/) })
    const view = await s.view(id)
    expect(view).toMatchObject({ states: ['triaged'], data: { ownersCommittee: 'oc:new' } })
    expect(view.parties.find(({ party }) => party === 'oc:new')?.roles).toContain('ownersCommittee')
    await s.sent(id, residents, 'toOwnersMeeting', { matter: 'otherCommon', reason })
    await s.sent(id, 'oc:new', 'announceVote', { title: '车位收费', agenda: '收费标准', matter: 'otherCommon' })
    await whole(s)
    await s.engine.close()
  })

  it('is sorted anew when nobody was elected, and ends by itself when nobody does that either', async () => {
    const s = compound(fourParty, ownersCommitteeElection)
    const id = await waiting(s)
    const election = await s.linked(id, 'election')
    await s.settled(election.id)
    expect((await s.view(election.id)).outcome).toBe('notFormed')
    expect(await s.view(id)).toMatchObject({
      states: ['triaged'],
      data: { ownersCommittee: null, election: 'settled' },
    })
    await whole(s)
    expect(await s.silence()).toEqual([])
    await whole(s)
    await s.engine.close()
  })

  it('goes to the town where elections are not known', async () => {
    const s = compound(fourParty)
    const id = await waiting(s)
    expect((await s.view(id)).states).toContain('intervention.considering')
    expect((await s.view(id)).data).toMatchObject({ election: 'refused' })
    await whole(s)
    await s.engine.close()
  })
})

it('random histories of four-party cases and elections keep what holds for all, and end when everybody falls silent', async () => {
  const reached = { elections: 0, back: 0 }
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat(2 ** 31 - 1), { minLength: 15, maxLength: 40, size: 'max' }), async choices => {
      const s = compound(fourParty, ownersCommitteeElection)
      await waiting(s)
      await s.open('four-party', withoutCommittee, owner(0))
      const inactive = await s.open('four-party', parking, owner(0))
      await s.attempt(inactive, residents, 'toElection', { kind: 'early', reason })
      for (const choice of choices) {
        await step(s, picker(choice))
        const found = faults(await s.folded())
        if (found.length > 0) throw new Error(found.join('\n'))
      }
      const left = await s.silence()
      const all = await s.folded()
      await s.engine.close()
      expect(left).toEqual([])
      expect(faults(all)).toEqual([])
      reached.elections += all.filter(({ caseType }) => caseType === ownersCommitteeElection.name).length
      for (const { caseType, entries } of all)
        if (caseType === fourParty.name) reached.back += entries.filter(({ type }) => type === 'case.settled').length
    }),
    { numRuns: 12 },
  )
  // A property over compounds that elect nobody would prove nothing.
  expect(reached.elections).toBeGreaterThan(6)
  expect(reached.back).toBeGreaterThan(0)
})
