// What of a former round counts in the next: in version 1.0.0, as it was released, and no more in 1.1.0.
import { fourParty, fourPartyV1_1 } from '@convoke/case-types/four-party'
import type { AnyCaseType } from '@convoke/core'
import { describe, expect, it } from 'vitest'
import { stepOf } from '../stage/in-the-rulebook.js'
import {
  announced,
  branch,
  bring,
  committee,
  company,
  executing,
  type FourPartyPlay,
  file,
  members,
  owner,
  parking,
  residents,
  town,
} from './play.js'
import {
  agreed,
  asked,
  askedAgain,
  committees,
  convenedByTheTown,
  decided,
  elected,
  evaluated,
  gate,
  judged,
  putAgain,
  replaced,
  signed,
  voteHeld,
} from './rounds.js'

const reason = '理由'
const versions: readonly (readonly [string, AnyCaseType])[] = [
  ['1.0.0', fourParty as never],
  ['1.1.0', fourPartyV1_1 as never],
]
const guardOf = (play: FourPartyPlay, by: string, type: string, data: object = {}) =>
  (play.refusal(by, type, data).details as { readonly guard?: string }).guard

describe.each(versions)('a second round in four-party coordination %s', (version, caseType) => {
  const isFirst = version === '1.0.0'

  it('the committee decides by the signatures of its round', () => {
    const play = decided({ caseType }).lapse('execution').send(branch, 'holdMeeting', { proposal: '改装西门道闸' })
    for (const party of [branch, residents, committee]) play.send(party, 'agree')
    const step = stepOf(caseType, play, 'agree', one => one.send(company, 'agree'))
    expect(step).toMatchObject(isFirst ? { to: ['posting'], isRuled: false } : { isRuled: true })
    const accepted = caseType.rulebook?.accepted?.map(({ message }) => message) ?? []
    expect(accepted.includes('in jointMeeting.positions, agree leads to posting')).toBe(isFirst)
    if (isFirst) {
      // What was signed of the first round is posted again: released so, and accepted in its rulebook with the reason.
      expect(play.context.decisions[play.context.toPost as string]?.title).toBe(gate.title)
      return
    }
    expect([play.where, play.context.motion]).toEqual([['committeeDecision', 'committeeDecision.ordinary'], null])
    play.send(committee, 'proposeDecision', { title: '西门', text: '改装西门道闸', leadsTo: 'execute' })
    for (const member of members.slice(0, 2)) play.send(member, 'signDecision', { choice: 'yes' })
    expect(play.where).toContain('committeeDecision.ordinary')
    play.send(members[2] as string, 'signDecision', { choice: 'yes' })
    expect(play.context.decisions[play.context.toPost as string]?.title).toBe('西门')
    expect(play.send(committee, 'postDecision', { file: file('8') }).context.work?.what).toBe('改装西门道闸')
  })

  it('what members demanded of the committee does not let the town name who calls it once more', () => {
    const play = asked({ caseType })
    for (const member of members.slice(0, 2)) play.send(member, 'demandCommitteeMeeting')
    agreed(play.send(committee, 'declineToDecide', { reason }))
    expect(play.where).toContain('committeeDecision.ordinary')
    expect(play.context.memberDemands).toEqual(isFirst ? members.slice(0, 2) : [])
    play.lapse('committeeDecision')
    const named = play.attempt(town, 'nameConvenor', { member: members[3], reason })
    expect(named?.details).toEqual(isFirst ? undefined : expect.objectContaining({ guard: 'mayNameConvenor' }))
  })

  it('who was named to call the committee may be named once more', () => {
    const play = asked({ caseType }).send(owner(1), 'requestTown', { letter: file('0'), reason })
    play.lapse('committeeDecision').send(town, 'nameConvenor', { member: members[3], reason })
    agreed(play.send(committee, 'declineToDecide', { reason }))
    play.lapse('committeeDecision')
    if (!isFirst) {
      // The request of before is answered.
      expect(guardOf(play, town, 'nameConvenor', { member: members[3], reason })).toBe('mayNameConvenor')
      play.send(owner(1), 'requestTown', { letter: file('0'), reason })
    }
    const named = play.attempt(town, 'nameConvenor', { member: members[3], reason })
    expect(named?.details).toEqual(isFirst ? expect.objectContaining({ guard: 'mayNameConvenor' }) : undefined)
  })

  it('the town that convened the owners does not convene them in the next round, where nobody refused', () => {
    const play = putAgain(convenedByTheTown({ caseType }))
    expect(play.where).toContain('noticing.preparing')
    expect(play.roles(isFirst ? town : committee)).toContain('organiser')
    expect(play.roles(isFirst ? committee : town)).not.toContain('organiser')
  })

  it('a meeting that was held answers who demanded it, who asked the town for it, and the order of the town', () => {
    const play = putAgain(convenedByTheTown({ caseType })).send(isFirst ? town : committee, 'declineToCall', { reason })
    expect(play.where).toContain('intervention.considering')
    const convened = play.attempt(town, 'conveneMeeting', { ground: 'requested', reason })
    if (isFirst) return expect(convened).toBeUndefined()
    expect(convened?.details).toMatchObject({ guard: 'mayConvene' })
    // Whoever demanded the first demands the second, and the town urges before it convenes.
    for (const n of [6, 7]) play.send(owner(n), 'demandMeeting')
    expect(play.context.demand?.reached).toBe(true)
    play.send(town, 'orderMeeting', { until: '2027-05-01', reason })
    expect(play.where).toContain('intervention.townOrdered')
  })

  it('before a meeting is held, the town orders it once', () => {
    const play = announced({ caseType })
      .lapse('voteOpening')
      .send(town, 'orderMeeting', { until: '2026-05-01', reason })
    play.send(committee, 'declineToCall', { reason })
    expect(guardOf(play, town, 'orderMeeting', { until: '2026-05-01', reason })).toBe('mayOrder')
  })

  it('the vote of each round may be repeated', () => {
    const play = voteHeld(announced({ caseType }), committee, ['yes']).send(committee, 'postDecision', {
      file: file('8'),
    })
    play.send(committee, 'revote', { reason })
    putAgain(voteHeld(play).send(committee, 'postDecision', { file: file('8') }))
    voteHeld(play, committee, ['yes']).send(committee, 'postDecision', { file: file('8') })
    expect(play.where).toEqual(['invalid'])
    const again = play.attempt(committee, 'revote', { reason })
    if (isFirst) return expect(again?.details).toMatchObject({ guard: 'mayRevote' })
    expect(again).toBeUndefined()
    voteHeld(play, committee, ['yes']).send(committee, 'postDecision', { file: file('8') })
    expect(guardOf(play, committee, 'revote', { reason })).toBe('mayRevote')
  })

  it('who does not publish what the committee decided is the committee, whoever held a vote before', () => {
    const play = agreed(convenedByTheTown({ caseType }).lapse('execution'), { proposal: '道闸', matter: 'committee' })
    const before = play.context.breaches.length
    signed(play).lapse('publication')
    expect(play.context.breaches.slice(before)).toMatchObject([
      { party: isFirst ? town : committee, kind: 'notPosted' },
    ])
  })

  it('who does not publish what the owners decided is whoever held the vote, as before', () => {
    expect(convenedByTheTown({ caseType }).context.breaches.at(-1)).toMatchObject({ party: town, kind: 'notPosted' })
  })

  it('each work is evaluated by itself', () => {
    const play = judged(evaluated({ caseType }).send(residents, 'close'), 'vote-1', true)
    voteHeld(play.send(committee, 'revote', { reason })).send(committee, 'postDecision', { file: file('8') })
    play.send(company, 'completeWork', { report: '完成', evidence: file('b') })
    play.send(committee, 'acceptWork').send(owner(0), 'acceptWork')
    expect(play.where).toEqual(['evaluating'])
    const rating = { subject: 'propertyCompany', mark: 1 }
    if (isFirst) {
      expect(guardOf(play, residents, 'giveOpinion', { opinion: '差' })).toBe('hasNotGivenOpinion')
      expect(guardOf(play, owner(3), 'rate', rating)).toBe('mayRate')
      // Closed on the opinions that were given of the first work.
      expect(play.send(residents, 'close').outcome).toBe('resolved')
      return
    }
    expect(guardOf(play, residents, 'close')).toBe('opinionsAreInAndDone')
    play.send(owner(3), 'rate', rating)
    for (const party of [residents, branch]) play.send(party, 'giveOpinion', { opinion: '差' })
    expect(play.context.ratings.propertyCompany).toMatchObject({ count: 1, sum: 1 })
    expect(play.send(residents, 'close').outcome).toBe('resolved')
  })

  it('a judgment on a decision that another replaced does not undo the other', () => {
    const play = judged(replaced({ caseType }), 'committee-1', true)
    expect(play.where).toEqual([isFirst ? 'invalid' : 'executing'])
    expect(play.context.decisions['committee-1']?.annulled).toBe(true)
    expect(play.result).toEqual({ adopted: true })
    if (isFirst) return
    expect(judged(play, 'vote-1', true).where).toEqual(['invalid'])
    expect(play.result).toEqual({ adopted: false })
  })

  it('a judgment on a decision that another replaced is heard while a vote runs, and leaves the case closed', () => {
    const running = putAgain(replaced({ caseType })).send(committee, 'announceVote', {
      title: '车位',
      agenda: '收费',
      matter: 'otherCommon',
    })
    const data = { decision: 'committee-1', annulled: true, judgment: file('a') }
    const during = running.attempt(town, 'recordJudgment', data)
    expect(during?.details).toEqual(isFirst ? expect.objectContaining({ guard: 'annuls' }) : undefined)
    const closed = replaced({ caseType }).send(company, 'completeWork', { report: '完成', evidence: file('b') })
    closed.lapse('acceptance').lapse('evaluation')
    expect(judged(closed, 'committee-1', true).outcome).toBe(isFirst ? null : 'unverified')
  })

  it('a judgment on what the case rests on undoes it, also after the case is closed, as before', () => {
    const closed = decided({ caseType }).send(company, 'completeWork', { report: '完成', evidence: file('b') })
    closed.lapse('acceptance').lapse('evaluation')
    expect(judged(closed, 'committee-1', true).where).toEqual(['invalid'])
    expect(closed.result).toEqual({ adopted: false })
    const again = { decision: 'committee-1', annulled: true, judgment: file('a') }
    expect(guardOf(closed, town, 'recordJudgment', again)).toMatch(/annuls|upholds/)
    // The case is open again: whoever raised the matter may take it back.
    expect(closed.send(owner(0), 'withdraw', { reason }).outcome).toBe('withdrawn')
  })

  it('a judgment that would undo what the case rests on waits until the vote that runs is over, as before', () => {
    const play = putAgain(executing({ caseType }))
    play.send(committee, 'announceVote', { title: '车位', agenda: '收费', matter: 'otherCommon' })
    const judgment = { decision: 'vote-1', annulled: true, judgment: file('a') }
    expect(play.refusal(town, 'recordJudgment', judgment)).toMatchObject({ code: 'refusal/guard' })
    expect(judged(play, 'vote-1', false).where).toContain('noticing.announced')
  })

  it('what is carried out is not stayed by a decision that another replaced', () => {
    const play = replaced({ caseType })
    const stayed = play.attempt(town, 'stayExecution', { decision: 'committee-1', order: file('9') })
    expect(stayed?.details).toEqual(isFirst ? undefined : expect.objectContaining({ guard: 'isInForce' }))
  })

  it('a stay ends by the judgment on its decision', () => {
    const play = replaced({ caseType }).send(town, 'stayExecution', { decision: 'vote-1', order: file('9') })
    judged(play, 'committee-1', false)
    expect(play.where).toEqual([isFirst ? 'executing' : 'underChallenge'])
    if (isFirst) return
    judged(play, 'committee-1', true)
    expect([play.where, play.context.stayed]).toEqual([['underChallenge'], 'vote-1'])
    expect(judged(play, 'vote-1', false).where).toEqual(['executing'])
    expect(play.context.stayed).toBeNull()
  })

  it('what the owners adopted is not repeated where it is the committee’s decision that was annulled', () => {
    const again = agreed(executing({ caseType }).lapse('execution'), { proposal: '道闸', matter: 'committee' })
    const play = signed(again).send(committee, 'postDecision', { file: file('8') })
    expect(judged(play, 'committee-2', true).where).toEqual(['invalid'])
    const again2 = play.attempt(committee, 'revote', { reason })
    expect(again2?.details).toEqual(isFirst ? undefined : expect.objectContaining({ guard: 'mayRevote' }))
    if (isFirst) return
    expect(play.send(committee, 'giveUp', { reason }).outcome).toBe('invalid')
  })

  it('a committee’s decision to ask the owners adopts nothing, also where their vote is annulled', () => {
    const play = bring({ caseType }).send(residents, 'toOwnersCommittee', { reason })
    voteHeld(signed(play, { title: '提请', text: '提请表决', leadsTo: 'vote' })).send(committee, 'postDecision', {
      file: file('8'),
    })
    judged(play, 'vote-1', true)
    expect(play.result).toEqual({ adopted: isFirst })
    const withdrawn = play.attempt(owner(0), 'withdraw', { reason })
    expect(withdrawn?.details).toEqual(isFirst ? expect.objectContaining({ guard: 'mayWithdraw' }) : undefined)
  })

  it('what was to be done before is not held against what is sorted anew', () => {
    const early = { kind: 'first', reason }
    const play = bring({ caseType, opening: { ...parking, matter: null, ownersCommittee: null, committee: null } })
      .send(residents, 'toPropertyCompany', { reason })
      .send(company, 'needFund', { what: '更换曳引机', reason })
      .send(residents, 'toElection', early)
    elected(play, { formed: true, committee, seats: 5, members })
    play.send(residents, 'toExit', { kind: 'notRenewing', noticeBy: company, reason })
    play.send(committee, 'nameSuccessor', { company: 'pm:lotus', decision: file('c') }).wait(95 * 86_400_000)
    play.send(company, 'leave').lapse('handOver').lapse('handOverOrdered').lapse('evaluation')
    expect(play.outcome).toBe(isFirst ? 'unverified' : 'resolved')
  })

  it('what members of the former committee demanded does not count against the new one', () => {
    const play = asked({ caseType })
    for (const member of members.slice(0, 2)) play.send(member, 'demandCommitteeMeeting')
    play.lapse('committeeDecision').send(town, 'toElection', { kind: 'early', reason }).lapse('election')
    const seated = ['oc:chunshen/wu', 'oc:chunshen/zheng', 'oc:chunshen/wang']
    elected(play, { formed: true, committee, seats: 3, members: seated })
    expect(play.where).toContain('intervention.considering')
    const named = play.attempt(town, 'nameConvenor', { member: seated[0], reason })
    expect(named?.details).toEqual(isFirst ? undefined : expect.objectContaining({ guard: 'mayNameConvenor' }))
  })

  it('a member of the new committee may be named to call it, whoever was named of the former', () => {
    const play = asked({ caseType }).send(owner(1), 'requestTown', { letter: file('0'), reason })
    play.lapse('committeeDecision').send(town, 'nameConvenor', { member: members[3], reason })
    play.lapse('committeeDecision').send(town, 'toElection', { kind: 'early', reason }).lapse('election')
    elected(play, { formed: true, committee, seats: 5, members })
    if (!isFirst) play.send(owner(1), 'requestTown', { letter: file('0'), reason })
    const named = play.attempt(town, 'nameConvenor', { member: members[3], reason })
    expect(named?.details).toEqual(isFirst ? expect.objectContaining({ guard: 'mayNameConvenor' }) : undefined)
  })

  it('a committee that is elected while the former one signs begins with nothing signed', () => {
    const opening = { ...committees, committee: { seats: 5, members: members.slice(0, 4) } }
    const play = bring({ caseType, opening })
      .send(residents, 'toElection', { kind: 'byElection', reason })
      .lapse('election')
      .send(town, 'returnToMeeting', { reason })
    agreed(play)
      .send(committee, 'proposeDecision', gate)
      .send(members[0] as string, 'signDecision', { choice: 'yes' })
    elected(play, { formed: true, committee, seats: 5, members })
    expect(play.context.motion).toEqual(isFirst ? expect.objectContaining({ title: gate.title }) : null)
  })

  it('what the former committee decided is published and carried out as it was decided', () => {
    const opening = { ...committees, committee: { seats: 5, members: members.slice(0, 4) } }
    const play = bring({ caseType, opening })
      .send(residents, 'toElection', { kind: 'byElection', reason })
      .lapse('election')
      .send(town, 'returnToMeeting', { reason })
    signed(agreed(play), { ...gate, executor: 'works:gate' })
    elected(play, { formed: true, committee, seats: 5, members })
    play.send(committee, 'postDecision', { file: file('8') })
    expect(play.context.work).toMatchObject({ what: gate.text, executor: 'works:gate' })
  })

  it('the town convenes by its own act, not by the words of whoever called it in', () => {
    const play = asked({ caseType, opening: parking }).send(branch, 'escalate', { reason: 'convened' })
    play.send(owner(1), 'requestTown', { letter: file('0'), reason })
    play.send(town, 'nameConvenor', { member: members[3], reason })
    signed(play, { title: '提请', text: '提请表决', leadsTo: 'vote' })
    expect(play.where).toContain('noticing.preparing')
    expect(play.roles(isFirst ? town : committee)).toContain('organiser')
  })

  it('the town that sent the matter to an election does not convene where it is sorted after it', () => {
    const play = asked({ caseType, opening: parking }).send(branch, 'escalate', { reason: 'convened' })
    elected(play.send(town, 'toElection', { kind: 'early', reason }), { formed: true, committee, seats: 5, members })
    play.send(residents, 'toOwnersMeeting', { matter: 'otherCommon', reason })
    expect(play.where).toContain('noticing.preparing')
    expect(play.roles(isFirst ? town : committee)).toContain('organiser')
  })

  it('the urgency of a repair does not let the committee decide on another matter of the owners', () => {
    const opening = { ...parking, kind: 'urgentRepair', urgent: 'lift', matter: 'useOfFund' }
    const convened = (play: FourPartyPlay) =>
      play
        .send(committee, 'declineToCall', { reason })
        .send(owner(1), 'requestTown', { letter: file('0'), reason })
        .send(town, 'nameConvenor', { member: members[3], reason })
    const declined = () =>
      asked({ caseType, opening }).lapse('urgentDecision').send('district:housing', 'declineRepair', { reason })
    // The repair itself is the committee's, also after the four have met on it.
    for (const named of [{}, { matter: 'useOfFund' }]) {
      const repair = convened(agreed(declined(), { proposal: '更换曳引机', ...named }))
      expect(repair.attempt(committee, 'proposeDecision', gate)).toBeUndefined()
    }
    const fees = convened(agreed(declined(), { proposal: '车位收费', matter: 'otherCommon' }))
    const proposed = fees.attempt(committee, 'proposeDecision', gate)
    expect(proposed?.details).toEqual(isFirst ? undefined : expect.objectContaining({ guard: 'isWithinMandate' }))
  })

  it('what owners are asked instead of an urgent repair is not urgent either', () => {
    const opening = { ...parking, kind: 'urgentRepair', urgent: 'lift', matter: 'useOfFund' }
    // Sorted as another matter, or announced as one.
    for (const sorted of ['otherCommon', 'useOfFund']) {
      const play = bring({ caseType, opening }).send(residents, 'toOwnersMeeting', { matter: sorted, reason })
      play
        .send(committee, 'announceVote', { title: '车位', agenda: '收费', matter: 'otherCommon' })
        .lapse('voteOpening')
      play.send(owner(1), 'requestTown', { letter: file('0'), reason })
      play.send(town, 'nameConvenor', { member: members[3], reason })
      const proposed = play.attempt(committee, 'proposeDecision', gate)
      expect(proposed?.details).toEqual(isFirst ? undefined : expect.objectContaining({ guard: 'isWithinMandate' }))
    }
  })

  it('an urgent repair that comes to the committee anew is signed anew', () => {
    const play = askedAgain({ caseType, opening: { ...committees, kind: 'urgentRepair', urgent: 'lift' } })
    expect(play.where[0]).toBe(isFirst ? 'posting' : 'committeeDecision')
  })
})
