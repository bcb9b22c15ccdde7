// What was found by looking two steps off the normal course: two who end a case in different ways at once, and who is meant
// to win.
import { fourParty } from '@convoke/case-types/four-party'
import { describe, expect, it } from 'vitest'
import { winnerOf } from '../stage/in-the-rulebook.js'
import { day } from '../stage/stage.js'
import { branch, bring, committee, company, file, owner, residents } from './play.js'

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
