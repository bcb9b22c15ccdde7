// A compound without a committee: the four-party case opens an election, and the committee that is elected takes its place
// there. And what it asks of departments is a convening request of the residents' committee.
import { conveningRequest } from '@convoke/case-types/convening-request'
import { fourParty } from '@convoke/case-types/four-party'
import { ownersCommitteeElection } from '@convoke/case-types/owners-committee-election'
import { makeRoll } from '@convoke/core'
import { everyDayCalendar, manualClock } from '@convoke/core/testing'
import { createEngine, staticDirectory } from 'convoke'
import { expect, it } from 'vitest'

const day = 86_400_000
const file = { sha256: '8'.repeat(64), size: 1, mediaType: 'application/pdf', uri: 'urn:file' }
const owners = [0, 1, 2, 3, 4, 5, 6, 7].map(n => `owner:${n}`)
const [rc, town, chair] = ['rc:chunshen', 'town:meilong', 'town:officer']

function desk() {
  const roll = makeRoll(owners.map(party => ({ party, weights: { area: 100 } })))
  const reference = roll.reference('urn:roll:1')
  const now = manualClock(Date.UTC(2026, 2, 2, 9))
  const engine = createEngine({
    caseTypes: [fourParty, ownersCommitteeElection, conveningRequest],
    calendar: everyDayCalendar(),
    directory: staticDirectory({ rolls: { [reference.sha256]: roll.members } }),
    now,
  })
  const send = async (id: string, by: string, type: string, data: object = {}) => {
    const result = await engine.submit(id, { type, ...data }, { by })
    if (!result.ok) throw new Error(`${type} by ${by}: ${JSON.stringify(result.refusal)}`)
    return result
  }
  const open = async () => {
    const opened = await engine.open(
      'four-party',
      {
        topic: '楼道堆物',
        place: '春申景城',
        raisedBy: owners[0] as string,
        residentsCommittee: rc,
        partyBranch: 'branch:chunshen',
        propertyCompany: 'pm:chunshen',
        town,
        roll: reference,
        electorate: { heads: 8, area: 800 },
      },
      { by: owners[0] as string },
    )
    if (!opened.ok) throw new Error(opened.refusal.code)
    return opened.case.id as string
  }
  const states = async (id: string) => (await engine.view(id))?.states
  const only = async (caseType: 'owners-committee-election' | 'convening-request') => {
    const [found] = (await engine.list({ caseType })).items
    if (found === undefined) throw new Error(`no ${caseType} was opened`)
    return found.id as string
  }
  return { engine, now, send, open, states, only }
}

it('an election is opened, held and filed, and its committee acts in the case that asked for it', async () => {
  const { engine, now, send, open, states, only } = desk()
  const id = await open()
  await send(id, rc, 'toElection', { kind: 'first', reason: '未成立业委会' })
  await engine.advance()
  const election = await only('owners-committee-election')
  expect(await states(id)).toEqual(['awaitingElection'])
  expect(await states(election)).toEqual(['awaitingRequest'])
  await send(election, owners[3] as string, 'requestInWriting', { letter: file })
  const members = [
    { party: chair, side: 'town' },
    { party: rc, side: 'residents' },
    ...owners.slice(0, 3).map(party => ({ party, side: 'owners' })),
  ]
  await send(election, town, 'formGroup', { members, chair })
  await send(election, chair, 'postNames', { file })
  await send(election, town, 'trainGroup', { file })
  for (const what of ['rollConfirmed', 'meetingPlan', 'rulesDraft', 'votingRules', 'candidateMethod', 'electionMethod'])
    await send(election, chair, 'prepare', { what, file })
  await send(election, chair, 'setSeats', { committee: 'oc:chunshen', seats: 5, term: 3 })
  const candidates = owners.slice(0, 5)
  for (const candidate of candidates) {
    await send(election, chair, 'nominate', { candidate, commitment: file })
    await send(election, chair, 'screenCandidate', { candidate, eligible: true })
  }
  await send(election, chair, 'announceContents', { file })
  now.add(16 * day)
  await send(election, chair, 'openVoting')
  for (const owner of owners) await send(election, owner, 'vote', { names: candidates })
  const returned = { heads: 8, area: 800 }
  await send(election, chair, 'confirmCount', { returned })
  await send(election, rc, 'confirmCount', { returned })
  for (const member of candidates.slice(0, 3)) await send(election, member, 'backChair', { member: candidates[0] })
  await send(election, chair, 'postResult', { file })
  await send(election, candidates[0] as string, 'file', { file })
  await send(election, town, 'completeFiling', { certificate: file })
  await engine.advance()

  expect(await states(id)).toEqual(['triaged'])
  const data = (await engine.view(id))?.data as { readonly ownersCommittee: unknown; readonly committee: unknown }
  expect(data.ownersCommittee).toBe('oc:chunshen')
  expect(data.committee).toMatchObject({ seats: 5, members: candidates })
  await send(id, rc, 'toOwnersCommittee', { matter: 'committee', reason: '日常管理' })
  await send(id, 'oc:chunshen', 'proposeDecision', { title: '清理', text: '每周清理', leadsTo: 'execute' })
  for (const member of candidates.slice(0, 3)) await send(id, member, 'signDecision', { choice: 'yes' })
  expect(await states(id)).toEqual(['posting'])
  expect((await engine.audit()).ok).toBe(true)
  await engine.close()
})

it('what departments have to do is convened by the residents’ committee', async () => {
  const { engine, send, open, states, only } = desk()
  const id = await open()
  await send(id, rc, 'toConvening', {
    plan: { situation: '道路停满', tried: '两次协商', decisionWanted: '划分职责' },
    invitees: [{ party: 'town:community', as: 'lead', asked: '错时停车方案' }],
    screener: 'town:operations',
    supervisor: 'leader:li',
    areaChair: 'area:chunshen',
    districtOffice: 'district:co',
  })
  await engine.advance()
  const request = await only('convening-request')
  expect(await states(request)).toEqual(['drafting'])
  await send(request, rc, 'withdraw', { reason: '已自行协调' })
  await engine.advance()
  expect(await states(id)).toEqual(['jointMeeting', 'jointMeeting.convening'])
  await engine.close()
})
