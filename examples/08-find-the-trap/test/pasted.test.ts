// The tests of two findings, as `convoke verify` wrote them: red for the drafts, green for what was adopted.
import { paperCase } from '@convoke/core/testing'
import { expect, it } from 'vitest'
import { repairMeeting } from '../src/repair-meeting.js'

it('in "Waiting for answers", if dept:police (invitee) never answers, the case can never be settled', () => {
  const opened = {
    opening: { convener: 'rc:chunshen', lead: 'dept:works', invitees: ['dept:works', 'dept:police'] },
    by: 'rc:chunshen',
  }
  const commands = [{ type: 'invite', by: 'rc:chunshen', at: 1767603660000 }]
  const paper = paperCase(repairMeeting, opened, commands)
  const { state } = paper.advance(1799139660000)
  expect({ value: state.machine.value, outcome: state.outcome }).not.toEqual({ value: 'inviting', outcome: null })
})

it('dept:works may verify although the same organisation did report', () => {
  const opened = {
    opening: { convener: 'rc:chunshen', lead: 'dept:works', invitees: ['dept:works', 'dept:police'] },
    by: 'rc:chunshen',
  }
  const commands = [
    { type: 'invite', by: 'rc:chunshen', at: 1767603660000 },
    { type: 'reply', by: 'dept:works', at: 1767603720000, answer: 'comes' },
    { type: 'reply', by: 'dept:police', at: 1767603780000, answer: 'comes' },
    { type: 'report', by: 'dept:works', at: 1767603840000 },
  ]
  const paper = paperCase(repairMeeting, opened, commands)
  expect(paper.send({ type: 'verify', by: 'dept:works', at: 1767603900000 }).refusal).toBeDefined()
})
