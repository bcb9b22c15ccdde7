import { describe, expect, it } from 'vitest'
import { day, hour } from '../stage/stage.js'
import {
  accepted,
  anonymous,
  centre,
  desk,
  dispatched,
  district,
  edge,
  handled,
  housing,
  leader,
  lift,
  police,
  reason,
  streets,
  town,
} from './cast.js'

const wrongUnit = { reason: '不属职责', proposed: streets, basis: '职责清单' }
const returned = () => dispatched().send(housing, 'returnOrder', wrongUnit)

describe('an order that is returned', () => {
  it('is ruled on by the centre, which dispatches to the unit', () => {
    const c = returned()
    expect(c.where).toEqual(['disputed', 'disputed.centre'])
    expect(c.roles(centre)).toContain('ruler')
    c.send(centre, 'reassign', { lead: streets, ...reason })
    expect(c.where).toEqual(['dispatched'])
    expect(c.context).toMatchObject({ lead: streets, ruled: true })
  })

  it('given to the wrong unit twice is not returned a second time: no return after a ruling', () => {
    const c = returned().send(centre, 'reassign', { lead: streets, ...reason })
    expect(c.refusal(streets, 'returnOrder', { ...wrongUnit, proposed: housing }).details).toMatchObject({
      guard: 'mayReturn',
    })
    // It is not stuck with it: the centre or the supervisor may give it to another that is under it, which is counted.
    c.send(leader, 'reassign', { lead: housing, ...reason })
    expect(c.context).toMatchObject({ lead: housing, reassignments: 1, ruled: true })
  })

  it('and ruled on is given to nobody who is under neither the centre nor the supervisor: it could not return it', () => {
    const c = returned().send(centre, 'reassign', { lead: streets, ...reason })
    for (const by of [centre, leader])
      expect(c.refusal(by, 'reassign', { lead: police, ...reason }).details).toMatchObject({ guard: 'bindsOnceRuled' })
    // Before a ruling it may be: the police may return it.
    expect(dispatched().send(leader, 'reassign', { lead: police, ...reason }).context.lead).toBe(police)
  })

  it('is referred up where the centre neither commands the unit nor dispatches to it', () => {
    const c = dispatched().send(centre, 'reassign', { lead: police, ...reason })
    c.send(police, 'returnOrder', { ...wrongUnit, proposed: null })
    expect(c.refusal(centre, 'confirmHandler', reason).details).toMatchObject({ guard: 'bindsTheUnit' })
    c.send(centre, 'referUp', reason)
    expect(c.where).toEqual(['disputed', 'disputed.superior'])
    expect(c.roles(leader)).toContain('ruler')
    expect(c.refusal(leader, 'confirmHandler', reason).details).toMatchObject({ guard: 'bindsTheUnit' })
  })

  it('is ruled on above by the lowest common superior of the unit and the one it proposes', () => {
    const c = returned().lapse('ruling')
    expect(c.roles(town)).toContain('ruler')
    expect(c.send(town, 'splitLeadCo', { lead: streets, coUnits: [housing], ...reason }).context).toMatchObject({
      lead: streets,
      coUnits: { [housing]: { status: 'named' } },
    })
  })

  it('that nobody rules on stays with the unit that has it', () => {
    const c = returned().lapse('ruling').lapse('rulingAbove')
    expect(c.where).toEqual(['contacting'])
    expect(c.context).toMatchObject({ lead: housing, ruled: true, dispute: null })
  })

  it('comes back within a working day and before first contact, or not at all', () => {
    const contacted = dispatched().send(housing, 'sign').send(housing, 'recordContact', { record: '已联系' })
    expect(contacted.refusal(housing, 'returnOrder', wrongUnit).code).toBe('refusal/window-closed')
    const late = dispatched()
      .send(housing, 'sign')
      .wait(2 * day)
    expect(late.attempt(housing, 'returnOrder', wrongUnit)?.code).toBe('refusal/window-closed')
  })

  it('never moves the outer clock, and starts an inner clock for the new unit', () => {
    const c = dispatched()
    const outer = c.due('outer')
    c.wait(3_600_000)
      .send(housing, 'returnOrder', wrongUnit)
      .send(centre, 'reassign', { lead: streets, ...reason })
    expect(c.due('outer')).toBe(outer)
    c.send(streets, 'sign').send(streets, 'recordContact', { record: '已联系' })
    expect(c.state.deadlines.find(({ name }) => name === 'handling')?.key).toBe(`${streets}@2`)
  })

  it('goes up when everybody is silent, and ends with the district', () => {
    const c = dispatched().send(centre, 'escalate', reason)
    expect(c.lapse('escalation').where).toEqual(['escalated', 'escalated.district'])
    expect(c.roles(district)).toContain('coordinator')
    expect(c.lapse('districtCoordination').outcome).toBe('transferred')
  })
})

describe('a superior who does not stand over the unit', () => {
  const above = () =>
    dispatched({ edges: [edge(district, streets, 'commands')] })
      .send(housing, 'returnOrder', wrongUnit)
      .send(centre, 'referUp', reason)

  it('cannot rule, is told to refer it up, and can', () => {
    const c = above()
    expect(c.refusal(leader, 'confirmHandler', reason).details).toMatchObject({ guard: 'bindsTheUnit' })
    c.send(leader, 'referUp', reason)
    expect(c.where).toEqual(['escalated', 'escalated.district'])
    c.send(district, 'orderLead', { lead: streets, ...reason })
    expect(c.context).toMatchObject({ lead: streets, ruled: true, dispute: null })
  })

  it('orders no unit to lead that is not under it, and hears in both languages what to do instead', () => {
    const c = dispatched().send(centre, 'escalate', reason)
    const { code, details } = c.refusal(leader, 'orderLead', { lead: police, ...reason })
    expect(code).toBe('refusal/guard')
    expect(details).toMatchObject({
      guard: 'bindsTheLead',
      label: {
        en: 'The unit is not under you, so you cannot order it to lead: take it further up, transfer it, or decide the matter yourself.',
        'zh-CN': '该单位不归您领导或派单，不能责令其主办：请提级、转办，或自行作出处理决定。',
      },
    })
    // Taken further up, it is asked of the district.
    c.send(leader, 'escalate', reason)
    expect(c.refusal(district, 'orderLead', { lead: police, ...reason }).details).toMatchObject({
      guard: 'bindsTheLead',
    })
    c.send(district, 'transfer', { to: '市公安局', receipt: '收文1', ...reason })
    expect(c.outcome).toBe('transferred')
  })

  it('orders a unit that it dispatches to, and the answer of the directory stands in the entry', () => {
    const c = dispatched({ edges: [edge(leader, police, 'dispatches')] }).send(centre, 'escalate', reason)
    c.send(leader, 'orderLead', { lead: police, ...reason })
    expect(c.context).toMatchObject({ lead: police, ruled: true, orders: 1 })
    expect(c.drafts.at(-1)?.data.seen).toMatchObject({ facts: { authority: { commands: false, dispatches: true } } })
  })

  it('is bound by no other kind of edge: whoever guides or coordinates a unit orders it nothing', () => {
    for (const kind of ['guides', 'coordinates'] as const) {
      const c = dispatched({ edges: [edge(leader, police, kind)] }).send(centre, 'escalate', reason)
      expect(c.refusal(leader, 'orderLead', { lead: police, ...reason }).details).toMatchObject({
        guard: 'bindsTheLead',
      })
    }
  })

  it('is the district itself where the supervisor is accused, and then it is the end of the line', () => {
    const c = dispatched({ edges: [], opening: { ...lift, respondent: leader } })
    c.send(housing, 'returnOrder', wrongUnit).send(centre, 'referUp', reason)
    expect(c.refusal(district, 'referUp', reason).details).toMatchObject({ guard: 'hasDistrictAbove' })
    expect(c.lapse('rulingAbove').where).toEqual(['contacting'])
  })
})

describe('whoever gets the order later', () => {
  it('has a working day of its own to return it, whether the first unit had signed it or not', () => {
    for (const first of [dispatched(), dispatched().send(housing, 'sign')]) {
      const second = first.wait(24 * hour).send(centre, 'reassign', { lead: streets, ...reason })
      // Monday's order has until Tuesday is over, Tuesday's until Wednesday is.
      expect(new Date(second.due('returning') ?? 0).toISOString()).toBe('2026-03-05T00:00:00.000Z')
      expect(second.wait(30 * hour).attempt(streets, 'returnOrder', { reason: '不属职责', basis: '职责清单' })).toBe(
        undefined,
      )
    }
  })

  it('has it no longer once it has contacted the complainant', () => {
    expect(handled().due('returning')).toBe(undefined)
  })

  it('has it until it signs where nobody is known who could be contacted', () => {
    const c = accepted({ opening: anonymous }).send(centre, 'dispatch', { lead: housing })
    expect(c.due('returning')).toBeTypeOf('number')
    c.send(housing, 'sign')
    expect(c.where).toEqual(['handling'])
    expect(c.due('returning')).toBe(undefined)
    expect(c.allowed(housing)).not.toContain('returnOrder')
  })

  it('has it no longer once an emergency was followed up, or the matter went up or was merged', () => {
    const followed = dispatched()
      .send(desk, 'handOver', { to: '119', unit: 'fire:station', note: '冒烟' })
      .send(centre, 'followUp', { report: '已扑灭', furtherHandling: true })
    expect(followed.where).toEqual(['handling'])
    const moved = [
      followed,
      dispatched().send(centre, 'escalate', reason),
      dispatched().send(centre, 'merge', { into: '2026-7', lead: housing, ...reason }),
    ]
    for (const c of moved) expect(c.due('returning'), c.where.join()).toBe(undefined)
  })
})
