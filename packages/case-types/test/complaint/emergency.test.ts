import { chinaCalendar } from '@convoke/calendar'
import { describe, expect, it } from 'vitest'
import { hour, minute } from '../stage/stage.js'
import {
  centre,
  company,
  desk,
  dispatched,
  district,
  housing,
  leader,
  received,
  rescue,
  type Scenario,
  zhang,
} from './cast.js'

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

describe('an emergency that another service has to take over', () => {
  const fire = 'fire:station'
  const toFire = { to: '119', unit: fire, note: '电梯救援无人接听' }
  const silent = () => received().send(desk, 'handOver', trapped)

  it('is handed over at once, without waiting for the one that is silent, whose duty and clock end', () => {
    const c = silent().send(centre, 'handOver', toFire)
    expect(c.where).toEqual(['emergency', 'emergency.handedOver'])
    expect(c.roles(rescue)).toEqual([])
    expect(c.refusal(rescue, 'acknowledge').code).toBe('missing/case')
    expect(c.told('passedOn')).toEqual([
      expect.objectContaining({ to: [rescue], params: expect.objectContaining({ service: '119' }) }),
    ])
    expect(c.told('handedOver').at(-1)?.to).toEqual([fire, leader])
    expect(c.context.emergency?.earlier).toEqual([{ to: 'lift', unit: rescue, status: 'handedOver' }])
    expect(c.send(fire, 'acknowledge').send(fire, 'reportOnScene').where).toContain('emergency.onScene')
  })

  it('gives the next one its own ten minutes, and resets neither the day of the follow-up nor the two hours of the trapped', () => {
    const c = silent()
    const { followingUp, trapped: two, acknowledging } = dues(c)
    c.wait(9 * minute).send(centre, 'handOver', toFire)
    expect(dues(c)).toEqual({ followingUp, trapped: two, acknowledging: (acknowledging as number) + 9 * minute })
    // The first was never late: it was relieved before its time was over.
    expect(c.context.overdue).toEqual([])
    c.wait(2 * hour)
    expect(c.context.overdue.map(({ clock }) => clock)).toEqual(['acknowledging', 'trapped'])
    expect(c.told('accident')).toHaveLength(1)
  })

  it('reports those who are trapped as an accident once, however often it changes hands', () => {
    const c = silent()
      .wait(2 * hour)
      .send(centre, 'handOver', toFire)
    c.wait(2 * hour).send(fire, 'reportFreed')
    expect(c.told('accident')).toHaveLength(1)
    expect(c.context.emergency).toMatchObject({ trapped: false, accidentReported: true })
  })

  it('passes on from whoever has acknowledged it, or is on the scene and cannot help', () => {
    for (const act of ['acknowledge', 'reportOnScene']) {
      const c = silent().send(rescue, act).send(centre, 'handOver', toFire)
      expect(c.where).toContain('emergency.handedOver')
      expect(c.due('arriving')).toBe(undefined)
      expect(c.context.emergency?.earlier[0]?.status).toBe(act === 'acknowledge' ? 'acknowledged' : 'onScene')
    }
  })

  it('is not handed to whoever has it already, nor to the accused', () => {
    const c = silent()
    expect(c.refusal(centre, 'handOver', trapped).details).toMatchObject({ guard: 'mayHandOverAgain' })
    expect(c.refusal(centre, 'handOver', { ...toFire, unit: `${company}/crew` }).details).toMatchObject({
      guard: 'mayHandOverAgain',
    })
  })

  it('is the police that come first where there is violence, and others once they are on the scene', () => {
    const c = received().send(desk, 'handOver', { to: '110', unit: 'police:a', violent: true, note: '持械' })
    const ambulance = { to: '120', unit: 'ambulance', note: '有人受伤' }
    expect(c.refusal(centre, 'handOver', ambulance).details).toMatchObject({ guard: 'mayHandOverAgain' })
    c.send(centre, 'handOver', { to: '110', unit: 'police:b', note: '前所未应' }).send('police:b', 'reportOnScene')
    c.send(centre, 'handOver', ambulance)
    // It stays violent, so that it does not end with the ambulance.
    expect(c.attempt('ambulance', 'followUp', { report: '已送医', furtherHandling: false })?.code).toBe('refusal/guard')
    expect(c.send('ambulance', 'followUp', { report: '已送医', furtherHandling: true }).where).toEqual(['dispatching'])
  })

  it('may be told to have freed everybody by the desk as well: the crew that did it may be relieved by now', () => {
    const c = silent().send(centre, 'handOver', toFire).send(desk, 'reportFreed')
    expect(c.context.emergency?.trapped).toBe(false)
  })
})

/** When the clocks of an emergency are due. */
function dues(c: Scenario) {
  return { followingUp: c.due('followingUp'), trapped: c.due('trapped'), acknowledging: c.due('acknowledging') }
}
