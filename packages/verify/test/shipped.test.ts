// The shipped case types: the small ones in every state, the others as far as a few hundred states along their normal
// courses reach.
import { areaMeeting } from '@convoke/case-types/area-meeting'
import { complaint, complaintV1_1 } from '@convoke/case-types/complaint'
import { conveningRequest } from '@convoke/case-types/convening-request'
import { fourParty, fourPartyV1_1 } from '@convoke/case-types/four-party'
import { ownersCommitteeElection } from '@convoke/case-types/owners-committee-election'
import { expect, it } from 'vitest'
import { verifyCaseType } from '../src/index.js'

it.each([[conveningRequest], [areaMeeting], [complaint], [complaintV1_1], [fourParty], [fourPartyV1_1]])(
  '$name $version: no state that was met is a trap, no organisation can stop it there, and who wins of two who would end it is declared',
  caseType => {
    const { findings, verdicts, states, edgeStates, limits } = verifyCaseType(caseType, {
      maxStates: 300,
      effort: 0,
      properties: ['P1', 'P4', 'P5', 'P8', 'P14'],
    })
    expect(findings.filter(({ severity }) => severity !== 'info').map(({ message }) => message.en)).toEqual([])
    expect(verdicts.slice(0, 4).map(({ verdict }) => verdict)).toEqual(['bounded', 'bounded', 'bounded', 'bounded'])
    // Every state on the ways that were followed was looked into; what leads off them is counted apart. The 236 of a 片会 are
    // all there are; some that leave its normal course twice were looked into as well, once.
    expect(states).toBeGreaterThan(200)
    expect(states).toBeLessThan(500)
    expect(edgeStates).toBeGreaterThan(0)
    expect(states + edgeStates).toBeGreaterThan(300)
    expect(limits.map(({ says }) => says.en)).toContain('ways that leave the normal course more than once')
  },
)

it.each([[conveningRequest], [areaMeeting], [complaint], [complaintV1_1], [fourParty], [fourPartyV1_1]])(
  '$name $version: what has to stay apart does so as well where one acts in the name of another',
  caseType => {
    // Found here once: the company that had reported work as done accepted it in the name of the committee.
    const { findings, verdicts } = verifyCaseType(caseType, {
      maxStates: 300,
      effort: 0,
      properties: ['P9'],
      with: ['delegation'],
    })
    expect(findings.map(({ message }) => message.en)).toEqual([])
    expect(verdicts.map(({ verdict }) => verdict)).toEqual(['bounded'])
    expect(verdicts[0]?.scope.en).toContain('done by one outsider as a delegate')
  },
)

it('an election: what matters in its states is exhausted, as far as its lists are followed', () => {
  const { findings, limits, states } = verifyCaseType(ownersCommitteeElection, {
    properties: ['P1', 'P3', 'P4', 'P14'],
  })
  expect(findings.filter(({ severity }) => severity !== 'info')).toEqual([])
  expect(limits.map(({ says }) => says.en)).not.toContain('stopped at 50000 states')
  expect(states).toBeLessThan(10_000)
})

it('a 片会: every state is looked into, as far as topics are counted; nobody can stop it, and each duty has its clock', () => {
  const properties = ['P1', 'P4', 'P5', 'P6', 'P8'] as const
  const { findings, limits, states, edgeStates } = verifyCaseType(areaMeeting, { properties })
  // Found here once: who had not answered in time was still to reply, and no clock ran. A late answer is welcome.
  expect(findings.map(({ message }) => message.en)).toEqual([])
  expect(limits.map(({ says }) => says.en)).toEqual([
    '/context/topics is followed up to 1 keys more than it begins with, not to "t2"',
    '/context/present is followed up to 1 items more than it begins with',
    '/context/informed is followed up to 1 items more than it begins with',
  ])
  expect(states).toBe(486)
  expect(edgeStates).toBe(0)
})
