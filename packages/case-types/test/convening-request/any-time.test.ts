import { describe, expect, it } from 'vitest'
import {
  answered,
  centre,
  district,
  joint,
  leader,
  met,
  office,
  rc,
  request,
  squad,
  submitted,
  vc,
  working,
} from './scenario.js'

const reason = { reason: '理由' }

describe('withdrawing', () => {
  it('needs all conveners, before the meeting', () => {
    const c = answered({ opening: joint }).send(rc, 'withdraw', reason)
    expect(c.outcome).toBeNull()
    expect(c.send(vc, 'withdraw', reason).outcome).toBe('withdrawn')
    expect(met().refusal(rc, 'withdraw', reason).details).toMatchObject({ guard: 'isLastToWithdraw' })
  })

  it('cancels a meeting that was fixed', () => {
    const c = answered()
      .send(rc, 'fixMeeting', { date: '2026-03-05', time: '14:00', place: 'x' })
      .send(rc, 'withdraw', reason)
    expect(c.told('meetingCancelled')).toMatchObject([{ to: [office, squad], params: { sequence: 1 } }])
  })

  it('one convener may leave, and the rest go on; the last may not', () => {
    const c = answered({ opening: joint }).send(rc, 'withdrawPart', reason)
    expect(c.roles(rc)).toEqual([])
    expect(c.context.chair).toBe(vc)
    expect(c.refusal(vc, 'withdrawPart', reason).details).toMatchObject({ guard: 'othersRemain' })
  })

  it('a consent to withdraw does not outlive a convener that leaves', () => {
    const c = answered({ opening: { ...joint, conveners: [rc, vc, 'vc:third'] } }).send(rc, 'withdraw', reason)
    c.send(vc, 'withdrawPart', reason)
    expect(c.context.conveners[rc]?.withdraws).toBe(false)
  })
})

describe('overlays that leave the case where it is', () => {
  it('reminding and copying change no state and no clock', () => {
    const c = submitted().send(centre, 'accept')
    const before = c.state.deadlines
    c.send(rc, 'remind', { party: office, message: '请答复' }).send(rc, 'copyTo', { party: 'housing:office' })
    expect(c.where).toEqual(['inviting', 'inviting.replies'])
    expect(c.state.deadlines).toEqual(before)
    expect(c.roles('housing:office')).toEqual(['informed'])
    expect(c.allowed('housing:office')).toEqual([])
    expect(c.refusal(rc, 'copyTo', { party: 'housing:office' }).details).toMatchObject({ guard: 'isNotInformed' })
    expect(c.refusal(rc, 'remind', { party: 'dept:stranger', message: 'x' }).details).toMatchObject({
      guard: 'isInTheCase',
    })
  })

  it('supervision has a clock of its own and leaves the assignee where it is', () => {
    const c = working().send(leader, 'supervise', { order: 'o1', target: office, instruction: '三日内反馈' })
    expect(c.roles(office)).toContain('supervised')
    expect(c.context.items.parking?.assignee).toBe(office)
    c.send(office, 'answerSupervision', { order: 'o1', feedback: '已落实' })
    expect(c.context.supervisions.o1).toMatchObject({ status: 'answered', level: 'town' })
    expect(c.told('supervisionAnswered')[0]?.to).toEqual([leader])
    const again = working().send(leader, 'supervise', { order: 'o1', target: office, instruction: 'x' })
    again.send(leader, 'supervise', { order: 'o2', target: office, instruction: 'x' })
    again.send(office, 'answerSupervision', { order: 'o1', feedback: '已落实' })
    expect(again.refusal(office, 'answerSupervision', { order: 'o1', feedback: 'x' }).details).toMatchObject({
      guard: 'isOrderedToAnswer',
    })
    expect(c.refusal(leader, 'supervise', { order: 'o1', target: office, instruction: 'x' }).details).toMatchObject({
      guard: 'isNewOrder',
    })
    const d = working()
      .send(district, 'supervise', { order: 'o1', target: office, instruction: 'x' })
      .lapse('supervision')
    expect(d.context.supervisions.o1).toMatchObject({ status: 'overdue', level: 'district' })
  })

  it('the clock of one order is not restarted by another', () => {
    const c = working().send(leader, 'supervise', { order: 'o1', target: office, instruction: 'x' })
    const due = c.state.deadlines.find(({ key }) => key === 'o1')?.dueAt
    c.wait(3_600_000).send(leader, 'supervise', { order: 'o2', target: squad, instruction: 'x' })
    expect(c.state.deadlines.find(({ key }) => key === 'o1')?.dueAt).toBe(due)
  })
})

describe('ending otherwise', () => {
  it('is merged into another request before the meeting', () => {
    const c = answered().send(centre, 'merge', { into: '约请2026-7', ...reason })
    expect(c.outcome).toBe('merged')
    expect(c.told('closed')[0]?.to).toEqual([rc])
    expect(met().refusal(centre, 'merge', { into: 'x', ...reason }).code).toBe('refusal/guard')
  })

  it('is superseded by a mediation agreement at any time', () => {
    const c = working().send(centre, 'supersedeByMediation', { agreement: '调解2026-3', ...reason })
    expect(c.outcome).toBe('supersededByMediation')
    expect(c.context.items.parking?.status).toBe('superseded')
  })

  it('a party that steps back can no longer act', () => {
    const c = request().send(rc, 'case.recuse', { ground: '利害关系' })
    expect(c.refusal(rc, 'submit').code).toBe('refusal/recused')
  })
})
