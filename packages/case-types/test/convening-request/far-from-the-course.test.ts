// What was found by looking two steps off the normal course: two who end a request in different ways at once, and who is
// meant to win.
import { conveningRequest } from '@convoke/case-types/convening-request'
import { describe, expect, it } from 'vitest'
import { winnerOf } from '../stage/in-the-rulebook.js'
import { answered, centre, evidence, joint, leader, office, parking, rc, vc } from './scenario.js'

const reason = { reason: '理由' }

const item = parking.item

// Where work was ordered without a meeting, a request can still be merged.
describe('a joint request whose work was ordered without a meeting, and that one of its two conveners has closed', () => {
  const closedByOne = () =>
    answered({ opening: joint, parameters: { spotCheckPercent: 0 } })
      .lapse('meetingDate')
      .send(leader, 'rule', { duty: parking, ...reason })
      .send(leader, 'orderExecution', reason)
      .send(office, 'done', { item, evidence, report: '完成' })
      .send(rc, 'pass', { item })
      .send(vc, 'pass', { item })
      .lapse('scoring')
      .send(rc, 'close')

  it.each([
    ['merge', 'merged', { into: '约请2026-7', ...reason }],
    ['supersedeByMediation', 'supersededByMediation', { agreement: '调解2026-3', ...reason }],
  ] as const)(
    'ends as solved where the other leaves, or by %s, whoever comes first, and it is declared that leaving is meant to win',
    (act, outcome, data) => {
      const left = closedByOne().send(vc, 'withdrawPart', reason)
      expect(left.outcome).toBe('resolved')
      expect(left.refusal(centre, act, data).code).toBe('refusal/guard')
      const ended = closedByOne().send(centre, act, data)
      expect(ended.outcome).toBe(outcome)
      expect(ended.refusal(vc, 'withdrawPart', reason).code).toBe('refusal/guard')
      expect(winnerOf(conveningRequest, act, 'withdrawPart')).toBe('withdrawPart')
    },
  )
})
