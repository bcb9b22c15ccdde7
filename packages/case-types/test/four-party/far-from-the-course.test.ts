// What was found by looking two steps off the normal course: two who end a case in different ways at once, and who is meant
// to win.
import { fourParty } from '@convoke/case-types/four-party'
import { describe, expect, it } from 'vitest'
import { stepOf, winnerOf } from '../stage/in-the-rulebook.js'
import { day } from '../stage/stage.js'
import { branch, bring, committee, company, file, members, owner, parking, residents } from './play.js'

const reason = '理由'

describe('four-party coordination, two steps off its course', () => {
  const demanded = () =>
    bring()
      .send(residents, 'toArrears', { debtor: '7号楼', reason })
      .send(committee, 'urgePayment', { message: '请交费' })
      .send(company, 'demandPayment', { letter: file('f') })
      .wait(31 * day)

  it('is paid or goes to court, whoever comes first, and it is declared that the payment is meant to win', () => {
    expect(demanded().send(committee, 'recordPayment').outcome).toBe('resolved')
    expect(demanded().send(company, 'sue', { channel: 'litigation' }).outcome).toBe('adviseChannel')
    expect(winnerOf(fourParty as never, 'sue', 'recordPayment')).toBe('recordPayment')
  })

  it('goes to court or is taken back, whoever comes first, and it is declared that the court is meant to win', () => {
    expect(demanded().send(owner(0), 'withdraw', { reason }).outcome).toBe('withdrawn')
    expect(winnerOf(fourParty as never, 'withdraw', 'sue')).toBe('sue')
  })

  it('is closed or taken back after its evaluation, and it is declared that the closing is meant to win', () => {
    const evaluated = () =>
      bring()
        .send(residents, 'toPropertyCompany', { reason })
        .send(company, 'reportDone', { report: '已修复', evidence: file('b') })
        .lapse('acceptance')
        .send(residents, 'giveOpinion', { opinion: '满意' })
        .send(branch, 'giveOpinion', { opinion: '满意' })
    expect(evaluated().send(residents, 'close').outcome).toBe('unverified')
    expect(evaluated().send(owner(0), 'withdraw', { reason }).outcome).toBe('withdrawn')
    expect(winnerOf(fourParty as never, 'withdraw', 'close')).toBe('close')
  })
})

describe('work that the company reports as done', () => {
  const reported = () =>
    bring()
      .send(residents, 'toPropertyCompany', { reason })
      .send(company, 'reportDone', { report: '已修复', evidence: file('b') })
  const forCommittee = { onBehalfOf: committee }

  it('is not accepted or sent back by the company in the name of the committee, nor by anybody else of the company', () => {
    for (const party of [company, `${company}/north`]) {
      const play = reported()
      for (const [act, data] of [
        ['acceptWork', {}],
        ['rejectWork', { reason }],
      ] as const)
        expect(play.refusal(party, act, data, forCommittee)).toMatchObject({
          code: 'refusal/separation-of-duties',
          details: { did: 'reportDone', mayNot: act, party },
        })
    }
  })

  it('is not accepted by the committee that reported it in the name of the company', () => {
    const play = bring()
      .send(residents, 'toPropertyCompany', { reason })
      .send(committee, 'reportDone', { report: '已修复', evidence: file('b') }, { onBehalfOf: company })
    expect(play.refusal(committee, 'acceptWork').code).toBe('refusal/separation-of-duties')
  })

  it('is accepted by the committee itself, and by whoever else acts for it', () => {
    expect(reported().send(committee, 'acceptWork').context.work?.accepted).toEqual([committee])
    const through = reported().send('law:office', 'acceptWork', {}, forCommittee)
    expect(through.context.work?.accepted).toEqual([committee])
  })
})

describe('work that the committee decided on, and that was late', () => {
  const proposal = { title: '更换道闸', text: '更换东门道闸', leadsTo: 'execute' }
  const late = () => {
    const play = bring({ opening: { ...parking, matter: 'committee' } })
      .send(residents, 'toOwnersCommittee', { reason })
      .send(committee, 'proposeDecision', proposal)
    for (const member of members.slice(0, 3)) play.send(member, 'signDecision', { choice: 'yes' })
    return play.send(committee, 'postDecision', { file: file('8') }).lapse('execution')
  }

  it('is decided by the signatures of before where the four agree on something new: accepted of version 1.0.0', () => {
    const play = late().send(branch, 'holdMeeting', { proposal: '改装西门道闸' })
    for (const party of [branch, residents, committee]) play.send(party, 'agree')
    const step = stepOf(fourParty as never, play, 'agree', one => one.send(company, 'agree'))
    expect(step).toMatchObject({ to: ['posting'], isRuled: false })
    expect(play.context.decisions[play.context.toPost as string]?.title).toBe('更换道闸')
    const accepted = fourParty.rulebook?.accepted ?? []
    expect(accepted.map(({ message }) => message)).toContain('in jointMeeting.positions, agree leads to posting')
  })
})
