import { describe, expect, it } from 'vitest'
import {
  assigned,
  centre,
  company,
  district,
  leader,
  office,
  ordinary,
  parking,
  rc,
  type Scenario,
  squad,
  submitted,
  town,
  townEdges,
} from './scenario.js'

const reason = { reason: '理由' }

/** The squad declines; the town, as the lowest common superior, has to rule. */
function declined(options = {}): Scenario {
  return submitted(options)
    .send(centre, 'accept')
    .send(office, 'accept')
    .send(squad, 'decline', { code: 'notInRemit', ...reason })
}

describe('who rules on attendance', () => {
  it('the lowest body that commands screening unit and invitee, fixed when the request was submitted', () => {
    const c = declined()
    expect(c.context.rulers).toEqual({ [office]: town, [squad]: town })
    expect(c.roles(town)).toEqual(['ruler'])
    expect(c.where).toEqual(['ruling', 'ruling.attendance'])
  })

  it('a body above the conveners themselves comes first', () => {
    const edges = [...townEdges, { superior: leader, subordinate: rc, kind: 'commands', from: 0, to: null } as const]
    expect(declined({ edges }).context.rulers[squad]).toBe(leader)
  })

  it('nobody, where no body commands both: the unit is referred up and not bound', () => {
    const c = declined({ edges: [] })
    expect(c.context.disputes[squad]).toMatchObject({ stage: 'final', ruling: 'referredUp' })
    expect(c.context.invitees[squad]?.status).toBe('referredUp')
    expect(c.where).toEqual(['scheduled', 'scheduled.fixing'])
    expect(c.told('referredUp')[0]?.to).toEqual([leader, district])
  })

  it('never an invited body, even one that stands above', () => {
    const invitees = [...ordinary.invitees, { party: town, as: 'optional', asked: 'x' }]
    const c = declined({ opening: { ...ordinary, invitees } })
    expect(c.context.rulers[squad]).toBeNull()
  })

  it('nobody else: not the convener, not the supervisor before an appeal', () => {
    const c = declined()
    expect(c.refusal(rc, 'overrule', { subject: squad, ...reason }).code).toBe('refusal/role')
    expect(c.refusal(leader, 'overrule', { subject: squad, ...reason }).code).toBe('refusal/role')
  })
})

describe('a ruling on attendance', () => {
  it('overruling binds the unit once it accepts or the time to appeal has lapsed', () => {
    const c = declined().send(town, 'overrule', { subject: squad, ...reason })
    expect(c.context.invitees[squad]?.status).toBe('declined')
    expect(c.send(squad, 'acceptRuling', { subject: squad }).context.invitees[squad]?.status).toBe('overruled')
    expect(c.where).toEqual(['scheduled', 'scheduled.fixing'])
    expect(
      declined()
        .send(town, 'overrule', { subject: squad, ...reason })
        .lapse('appealWindow').where,
    ).toEqual(['scheduled', 'scheduled.fixing'])
  })

  it('upholding a decline excuses the unit; upholding a counter-proposal lets it come on its terms', () => {
    const c = declined()
      .send(town, 'uphold', { subject: squad, ...reason })
      .send(rc, 'acceptRuling', { subject: squad })
    expect(c.context.invitees[squad]?.status).toBe('excused')
    const d = submitted().send(centre, 'accept').send(office, 'accept').send(squad, 'counter', { scope: '限市政路' })
    d.send(town, 'uphold', { subject: squad, ...reason }).send(rc, 'acceptRuling', { subject: squad })
    expect(d.context.invitees[squad]).toMatchObject({ status: 'accepted', agreed: '限市政路' })
  })

  it('may be appealed by the losing side alone, to the supervisor, whose ruling is final', () => {
    const edges = [...townEdges]
    const c = declined({ edges }).send(town, 'overrule', { subject: squad, ...reason })
    expect(c.refusal(rc, 'appeal', { subject: squad, ...reason }).details).toMatchObject({ guard: 'isLosingSide' })
    expect(c.allowed(squad)).toEqual(expect.arrayContaining(['appeal', 'acceptRuling']))
    c.send(squad, 'appeal', { subject: squad, ...reason })
    expect(c.roles(town)).toEqual([])
    expect(c.roles(leader)).toContain('ruler')
    c.send(leader, 'uphold', { subject: squad, ...reason })
    expect(c.context.disputes[squad]).toMatchObject({ stage: 'final', ruling: 'upheld', ruledBy: leader })
    expect(c.where).toEqual(['scheduled', 'scheduled.fixing'])
  })

  it('an appeal after the window is refused', () => {
    const c = submitted()
      .send(centre, 'accept')
      .lapse('reply')
      .send(town, 'overrule', { subject: squad, ...reason })
      .lapse('appealWindow')
    expect(c.context.invitees[squad]?.status).toBe('overruled')
    expect(c.refusal(squad, 'appeal', { subject: squad, ...reason }).code).toBe('refusal/window-closed')
  })

  it('a silent ruler hands on to the supervisor, a silent supervisor refers up', () => {
    const c = declined().lapse('ruling')
    expect(c.context.disputes[squad]?.stage).toBe('appeal')
    c.lapse('ruling')
    expect(c.context.invitees[squad]?.status).toBe('referredUp')
    expect(c.where).toEqual(['scheduled', 'scheduled.fixing'])
  })

  it('only a ruler that commands the unit may overrule', () => {
    const edges = townEdges.filter(edge => edge.superior !== leader)
    const c = declined({ edges }).lapse('ruling')
    expect(c.refusal(leader, 'overrule', { subject: squad, ...reason }).details).toMatchObject({
      guard: 'commandsTheUnit',
    })
    expect(
      declined()
        .lapse('ruling')
        .send(leader, 'overrule', { subject: squad, ...reason }).context.invitees[squad]?.status,
    ).toBe('overruled')
  })

  it('another unit may be invited instead, and is asked in its turn', () => {
    const instead = { party: 'dept:works', as: 'observer', asked: '标线' }
    const c = declined().send(town, 'replaceInvitee', { subject: squad, ...reason, instead })
    expect(c.where).toEqual(['inviting', 'inviting.replies'])
    expect(c.context.invitees[squad]?.status).toBe('replaced')
    expect(c.context.invitees['dept:works']).toMatchObject({ as: 'required', status: 'pending' })
    expect(c.roles(squad)).toEqual([])
    expect(c.send('dept:works', 'accept').where).toEqual(['scheduled', 'scheduled.fixing'])
  })

  it('whoever screens, supervises or convenes is not invited instead', () => {
    for (const party of [centre, leader, rc, office]) {
      const instead = { party, as: 'required', asked: 'x' }
      expect(declined().refusal(town, 'replaceInvitee', { subject: squad, ...reason, instead }).details).toMatchObject({
        guard: 'mayReplace',
      })
    }
  })

  it('a unit may come of its own accord, and the convener may give way, before the ruling', () => {
    expect(declined().send(squad, 'accept').where).toEqual(['scheduled', 'scheduled.fixing'])
    const c = declined().send(rc, 'concede', { invitee: squad })
    expect(c.context.disputes[squad]?.ruling).toBe('conceded')
    expect(c.where).toEqual(['scheduled', 'scheduled.fixing'])
  })

  it('where nobody is bound to come, the supervisor takes over', () => {
    const c = submitted({ edges: [] }).send(centre, 'accept').lapse('reply')
    expect(c.where).toEqual(['escalated', 'escalated.town'])
  })
})

describe('a ruling on an item', () => {
  const objected = (item: object = parking, by = office) =>
    assigned({}, [item]).send(by, 'objectItem', { item: 'parking', ...reason })

  it('imposes what is the unit’s own duty or help', () => {
    const c = objected().send(town, 'overrule', { subject: 'parking', ...reason })
    expect(c.context.items.parking?.status).toBe('disputed')
    c.send(office, 'acceptRuling', { subject: 'parking' })
    expect(c.context.items.parking).toMatchObject({ status: 'open', imposedBy: town })
    expect(c.where).toEqual(['executing'])
  })

  it.each(['needsOwnersDecision', 'needsBudget', 'needsSuperior'])('never imposes an item that %s', kind => {
    const c = objected({ ...parking, kind })
    expect(c.refusal(town, 'overrule', { subject: 'parking', ...reason }).details).toMatchObject({
      guard: 'overrulesForDuty',
    })
  })

  it('never binds the property company: the supervisor may release it, nobody may impose', () => {
    const c = objected({ ...parking, assignee: company }, company)
    expect(c.context.disputes.parking).toMatchObject({ ruler: null, stage: 'appeal' })
    expect(c.refusal(leader, 'overrule', { subject: 'parking', ...reason }).details).toMatchObject({
      guard: 'commandsTheUnit',
    })
    c.send(leader, 'uphold', { subject: 'parking', ...reason })
    expect(c.context.items.parking).toMatchObject({ status: 'released' })
    expect(c.context.items.parking?.dropped.map(({ party }) => party)).toEqual([company, leader])
    expect(c.where).toEqual(['escalated', 'escalated.town'])
  })

  it('may pass the item on once, to a unit at the table, which is asked in its turn', () => {
    const c = objected()
    expect(
      c.refusal(town, 'reassignItem', { subject: 'parking', assignee: 'dept:stranger', ...reason }).details,
    ).toMatchObject({ guard: 'mayPassOn' })
    c.send(town, 'reassignItem', { subject: 'parking', assignee: squad, ...reason })
    expect(c.where).toEqual(['assigned'])
    c.send(squad, 'objectItem', { item: 'parking', ...reason })
    expect(c.refusal(town, 'reassignItem', { subject: 'parking', assignee: office, ...reason }).details).toMatchObject({
      guard: 'mayPassOn',
    })
  })

  it('silence on an item goes to a ruling, and to those above when nobody rules', () => {
    const c = assigned().lapse('confirmation')
    expect(c.context.disputes.parking).toMatchObject({ ground: 'unconfirmed', ruler: town })
    // There is no objection to uphold, so no second party's reason to drop the item.
    expect(c.refusal(town, 'uphold', { subject: 'parking', ...reason }).details).toMatchObject({ guard: 'mayUphold' })
    c.lapse('ruling').lapse('ruling')
    expect(c.context.items.parking?.status).toBe('handedUp')
    expect(c.where).toEqual(['escalated', 'escalated.town'])
  })
})
