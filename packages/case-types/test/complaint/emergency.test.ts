import { chinaCalendar } from '@convoke/calendar'
import { describe, expect, it } from 'vitest'
import { hour, minute } from '../play.js'
import { centre, desk, dispatched, district, housing, leader, received, rescue, zhang } from './cast.js'

const trapped = { to: 'lift', unit: rescue, note: '两人被困' }

describe('an emergency', () => {
  it('in a lift at night reports itself as an accident after two hours, on the first day of the Spring Festival', () => {
    const at = Date.parse('2026-02-16T23:10+08:00')
    const c = received({ at, calendar: chinaCalendar() }).send(desk, 'handOver', trapped)
    c.send(rescue, 'acknowledge')
      .wait(15 * minute)
      .send(rescue, 'reportOnScene')
    expect(c.refusal(centre, 'followUp', { report: '仍在处置', furtherHandling: true }).code).toBe('refusal/guard')
    c.wait(2 * hour)
    expect(c.told('accident')[0]?.to).toEqual([leader, district])
    expect(c.context.emergency?.accidentReported).toBe(true)
    c.send(rescue, 'reportFreed').send(centre, 'followUp', { report: '已解救', furtherHandling: true })
    expect(c.where).toEqual(['dispatching'])
  })

  it('in which somebody is violent goes to the police first, whatever else it is', () => {
    const violent = { to: 'gas', unit: 'gas:crew', violent: true, note: '争吵中砸坏燃气表' }
    const c = received()
    expect(c.refusal(desk, 'handOver', violent).details).toMatchObject({ guard: 'mayHandOver' })
    c.send(desk, 'handOver', { ...violent, to: '110', unit: 'police:station' })
    // Handled jointly afterwards: it does not end with the police.
    expect(c.attempt('police:station', 'followUp', { report: '已劝离', furtherHandling: false })?.code).toBe(
      'refusal/guard',
    )
    c.send('police:station', 'followUp', { report: '已劝离', furtherHandling: true })
    expect(c.where).toEqual(['dispatching'])
  })

  it('in a lift from which everybody is freed in time is no accident', () => {
    const c = received()
      .send(desk, 'handOver', trapped)
      .wait(hour)
      .send(rescue, 'reportFreed')
      .wait(2 * hour)
    expect(c.told('accident')).toEqual([])
  })

  it('keeps the case open until somebody records the follow-up, and then it is called back', () => {
    const c = received().send(desk, 'handOver', { to: '119', unit: 'fire:station', note: '冒烟' })
    c.send('fire:station', 'reportOnScene')
    expect(c.outcome).toBe(null)
    c.send('fire:station', 'followUp', { report: '已扑灭', furtherHandling: false })
    expect(c.where).toEqual(['callback'])
    expect(c.send(zhang, 'rate', { contacted: true, solved: true, satisfaction: 5 }).outcome).toBe('resolved')
  })

  it('with violence is for the police first and for joint handling afterwards', () => {
    const c = dispatched().send(desk, 'handOver', { to: '110', unit: 'police:station', violent: true, note: '持械' })
    c.send('police:station', 'reportOnScene')
    expect(c.refusal(centre, 'followUp', { report: '已带离', furtherHandling: false }).code).toBe('refusal/guard')
    expect(c.send(centre, 'followUp', { report: '已带离', furtherHandling: true }).where).toEqual(['handling'])
    expect(c.context.lead).toBe(housing)
  })

  it('that nobody follows up goes its way after a day, with the lapse on record', () => {
    const c = received()
      .send(desk, 'handOver', { to: 'gas', unit: 'gas:company', note: '异味' })
      .wait(25 * hour)
    expect(c.where).toEqual(['dispatching'])
    expect(c.context.emergency?.status).toBe('lapsed')
  })
})
