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
