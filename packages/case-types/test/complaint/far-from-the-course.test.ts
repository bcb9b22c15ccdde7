// What was found by looking two steps off the normal course: the shortest story of each, and how it stands now.
import { complaintV1, complaintV1_1 } from '@convoke/case-types/complaint'
import type { AnyCaseType } from '@convoke/core'
import { describe, expect, it } from 'vitest'
import { stepOf, winnerOf } from '../stage/in-the-rulebook.js'
import {
  accepted,
  area,
  centre,
  committee,
  desk,
  district,
  handled,
  housing,
  leader,
  type Options,
  reason,
  received,
  rescue,
  shelved,
  streets,
  zhang,
} from './cast.js'

const versions: readonly (readonly [string, AnyCaseType])[] = [
  ['1.0.0', complaintV1],
  ['1.1.0', complaintV1_1],
]
const convening = {
  conveners: [committee],
  plan: { situation: '多部门职责交叉', tried: '电话协调两次', decisionWanted: '划分职责' },
  invitees: [{ party: streets, as: 'lead', asked: '夜间执法' }],
}
const asks = [
  ['requestConvening', convening],
  ['requestFourParty', { raisedBy: committee, reason: '由业主决定' }],
] as const
const aboutStaff = { flags: ['staffConduct'] }
const intoAnother = { into: '12345-2026-0100', lead: housing, ...reason }

describe.each(versions)('a complaint of version %s, two steps off its course', (version, caseType) => {
  const step = (play: ReturnType<typeof received>, does: string, take: (one: typeof play) => unknown) =>
    stepOf(caseType, play, does, take)

  it('that is about staff goes to the superior when it is taken out of another, also by its outer clock', () => {
    // Marked at the desk, before anybody led it: so it was merged, and so it comes back.
    const merged = () => received({ caseType }).send(desk, 'markSensitive', aboutStaff).send(desk, 'merge', intoAnother)
    const undone = step(merged(), 'unmerge', play => play.send(centre, 'unmerge', reason))
    expect(undone).toMatchObject({ to: ['escalated', 'escalated.town'], isRuled: true })
    const late = step(merged(), 'deadline.outer', play => play.lapse('outer'))
    expect(late).toMatchObject({ to: ['escalated', 'escalated.town'], isRuled: true })
  })

  it('that waits for the area meeting can be taken up again, escalated and merged', () => {
    const waiting = () => {
      const play = shelved({ caseType }).send(leader, 'reviewShelving', { finding: '资金未到位' })
      return play.send(leader, 'reviewShelving', { finding: '资金未到位' })
    }
    expect(waiting().where).toEqual(['areaMeeting'])
    const resumed = step(waiting(), 'resume', play => play.send(leader, 'resume', reason))
    expect(resumed).toMatchObject({ from: ['areaMeeting'], to: ['handling'], isRuled: true })
    const escalated = step(waiting(), 'escalate', play => play.send(centre, 'escalate', reason))
    expect(escalated).toMatchObject({ to: ['escalated', 'escalated.town'], isRuled: true })
    const merged = step(waiting(), 'merge', play => play.send(desk, 'merge', intoAnother))
    expect(merged).toMatchObject({ to: ['merged'], isRuled: true })
  })

  it('ends as transferred or terminated, whoever comes first, and it is declared that the transfer is meant to win', () => {
    const asked = () => handled({ caseType }).send(housing, 'requestTermination', reason)
    const away = { to: '区房管局', receipt: '收文2026-88', ...reason }
    expect(asked().send(desk, 'transfer', away).outcome).toBe('transferred')
    expect(asked().send(leader, 'approve', { request: 'termination', ...reason }).outcome).toBe('terminated')
    expect(winnerOf(caseType, 'transfer', 'approve')).toBe('transfer')
  })

  it('in an emergency has the clock of the follow-up, however late the crew is', () => {
    const handedOver = () =>
      received({ caseType }).send(desk, 'handOver', { to: 'lift', unit: rescue, note: '两人被困' })
    const silent = handedOver().lapse('acknowledging')
    expect([silent.where.at(-1), silent.due('followingUp')]).toEqual(['emergency.handedOver', expect.any(Number)])
    expect(silent.send(rescue, 'acknowledge').where.at(-1)).toBe('emergency.acknowledged')
    const onItsWay = handedOver().send(rescue, 'acknowledge').lapse('arriving')
    expect([onItsWay.where.at(-1), onItsWay.due('followingUp')]).toEqual(['emergency.acknowledged', expect.any(Number)])
    expect(onItsWay.lapse('followingUp').where).toEqual(['dispatching'])
    const messages = caseType.rulebook?.accepted
      ?.filter(({ property }) => property === 'P6')
      .map(({ message }) => message)
    expect(messages).toEqual([expect.stringContaining('Handed over'), expect.stringContaining('Crew on its way')])
  })

  it.each(asks)('that is about staff and with the district: %s', (act, data) => {
    const options: Options = { caseType }
    const play = accepted(options).send(centre, 'dispatch', { lead: housing })
    play.send(desk, 'markSensitive', aboutStaff).send(leader, 'escalate', reason)
    expect(play.where).toEqual(['escalated', 'escalated.district'])
    const due = play.due('districtCoordination')
    const asked = step(play, act, one => one.wait(60_000).send(district, act, data))
    if (version === '1.0.0') {
      // Released so: the unit sends it up at once, to the town. Accepted in its rulebook, with the reason.
      expect(asked).toMatchObject({ to: ['escalated', 'escalated.town'], isRuled: false })
      const message = `in escalated.district, ${act} leads to escalated.town`
      expect(caseType.rulebook?.accepted).toContainEqual(expect.objectContaining({ property: 'rulebook', message }))
    } else {
      expect(asked).toMatchObject({ to: ['escalated', 'escalated.district'], isRuled: true })
      expect(play.due('districtCoordination')).toBe(due)
      expect(play.roles(district)).toContain('coordinator')
      expect(caseType.rulebook?.accepted?.map(({ property }) => property)).not.toContain('rulebook')
    }
    expect(play.opened()).toHaveLength(1)
  })

  it.each(asks)('that is about anything else goes back to the unit with %s, as before', (act, data) => {
    const play = handled({ caseType }).send(leader, 'escalate', reason).send(leader, 'escalate', reason)
    expect(play.where).toEqual(['escalated', 'escalated.district'])
    const asked = step(play, act, one => one.send(district, act, data))
    expect(asked).toMatchObject({ to: ['handling'], isRuled: true })
  })
})

it('a complaint about staff stays with the town that asks others, and its clock does not begin anew', () => {
  const play = accepted({ caseType: complaintV1_1 }).send(centre, 'dispatch', { lead: housing })
  play.send(desk, 'markSensitive', aboutStaff)
  const due = play.due('escalation')
  play.wait(60_000).send(leader, 'requestConvening', convening)
  expect([play.where, play.due('escalation')]).toEqual([['escalated', 'escalated.town'], due])
  expect(play.roles(leader)).toContain('coordinator')
  // What was asked comes back to the case wherever it stands.
  const { link, key } = play.opened()[0] as { readonly link: string; readonly key: string }
  play.news('case.opened', { link, key, caseId: 'other' })
  play.news('case.settled', { link, key, caseId: 'other', outcome: 'resolved', result: { unresolved: [] } })
  expect(play.context.convening).toMatchObject({ status: 'settled', outcome: 'resolved' })
  expect([area, zhang].map(party => play.roles(party).includes('coordinator'))).toEqual([false, false])
})
