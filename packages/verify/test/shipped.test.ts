// The shipped case types, as far as a few hundred states reach: far from all of them, and enough to meet every mechanism.
import { areaMeeting } from '@convoke/case-types/area-meeting'
import { complaint, complaintV1_1 } from '@convoke/case-types/complaint'
import { conveningRequest } from '@convoke/case-types/convening-request'
import { fourParty } from '@convoke/case-types/four-party'
import { ownersCommitteeElection } from '@convoke/case-types/owners-committee-election'
import { expect, it } from 'vitest'
import { verifyCaseType } from '../src/index.js'

it.each([[conveningRequest], [areaMeeting], [complaint], [fourParty]])(
  '$name: no state that was met is a trap, and no organisation can stop it there',
  caseType => {
    const { findings, verdicts, states } = verifyCaseType(caseType, {
      maxStates: 400,
      properties: ['P1', 'P4', 'P5', 'P8'],
    })
    expect(findings.map(({ message }) => message.en)).toEqual([])
    expect(verdicts.map(({ verdict }) => verdict)).toEqual(['bounded', 'bounded', 'bounded', 'bounded'])
    expect(states).toBeGreaterThan(400)
  },
)

it('an election: what matters in its states is exhausted, as far as its lists are followed', () => {
  const { findings, limits, states } = verifyCaseType(ownersCommitteeElection, { properties: ['P1', 'P3', 'P4'] })
  expect(findings).toEqual([])
  expect(limits).not.toContain('stopped at 50000 states')
  expect(states).toBeLessThan(10_000)
})

it('a 片会: every state is looked into, as far as topics are counted; nobody can stop it, and each duty has its clock', () => {
  const properties = ['P1', 'P4', 'P5', 'P6', 'P8'] as const
  const { findings, limits, states } = verifyCaseType(areaMeeting, { properties })
  // Found here once: who had not answered in time was still to reply, and no clock ran. A late answer is welcome.
  expect(findings.map(({ message }) => message.en)).toEqual([])
  expect(limits).toEqual([
    '/context/topics is followed up to 2 keys more than it begins with, not to "t3"',
    '/context/present is followed up to 2 items more than it begins with',
  ])
  expect(states).toBeLessThan(50_000)
})

it.each([[conveningRequest], [complaint], [complaintV1_1], [areaMeeting], [fourParty], [ownersCommitteeElection]])(
  '$name $version: two parties who would end the case in different ways at once are declared, with who is meant to win',
  caseType => {
    const { findings } = verifyCaseType(caseType, { maxStates: 400, properties: ['P14'] })
    expect(findings.filter(({ severity }) => severity !== 'info').map(({ message }) => message.en)).toEqual([])
  },
)
