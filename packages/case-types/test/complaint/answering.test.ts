import type { JsonObject } from '@convoke/core'
import { describe, expect, it } from 'vitest'
import { day, hour } from '../stage/stage.js'
import {
  again,
  angry,
  anonymous,
  calledBack,
  centre,
  committee,
  company,
  desk,
  district,
  evidence,
  group,
  handled,
  housing,
  inspector,
  leader,
  lift,
  pleased,
  reason,
  received,
  solved,
  zhang,
} from './cast.js'

describe('an answer', () => {
  it('is reviewed by somebody else, with evidence and a record of contact', () => {
    const bare = handled().send(housing, 'answer', { ...solved, evidence: [] })
    expect(bare.refusal(centre, 'pass').details).toMatchObject({ guard: 'isDocumented' })
    expect(bare.send(centre, 'returnForRework', reason).where).toEqual(['rework', 'rework.working'])
    const own = received()
      .send(desk, 'accept')
      .send(centre, 'dispatch', { lead: centre })
      .send(centre, 'sign')
      .send(centre, 'recordContact', { record: '已联系' })
      .send(centre, 'answer', solved)
    expect(own.roles(centre)).not.toContain('reviewer')
    expect(own.roles(leader)).toContain('reviewer')
  })

  it('is not kept from the complainant by a silent reviewer', () => {
    const c = handled().send(housing, 'answer', solved).lapse('review')
    expect(c.where).toEqual(['callback'])
    expect(c.context.answer?.status).toBe('unreviewed')
  })

  it('waits with the call-back until the time is up, where the policy says so', () => {
    const c = handled({ parameters: { callbackAtOnce: false } })
      .send(housing, 'answer', solved)
      .send(centre, 'pass')
    expect(c.where).toEqual(['answered'])
    expect(c.lapse('outer').where).toEqual(['callback'])
  })

  it('of a complaint that is not drawn for call-back counts as unrated, never as satisfied', () => {
    const c = handled({ parameters: { callbackPercent: 0 } })
      .send(housing, 'answer', solved)
      .send(centre, 'pass')
    expect(c.outcome).toBe('resolved')
    expect(c.context).toMatchObject({ calledBack: false, unrated: { [zhang]: 'notDrawn' }, ratings: {} })
  })
})

describe('a call-back', () => {
  it('is made by somebody else than the lead; the respondent is barred, even where it is the desk', () => {
    const c = received({ opening: { ...lift, respondent: desk }, by: centre }).send(centre, 'accept')
    c.send(centre, 'dispatch', { lead: housing }).send(housing, 'sign').send(housing, 'recordContact', { record: 'x' })
    c.send(housing, 'answer', solved).send(centre, 'pass')
    expect(c.roles(desk)).toEqual(['respondent'])
    expect(c.roles(centre)).toContain('caller')
    expect(c.refusal(desk, 'rate', { ...pleased, of: zhang }).code).toBe('refusal/role')
  })

  it('that reaches nobody three times, or at all in three days, is unrated', () => {
    const c = calledBack().send(desk, 'noAnswer', { of: zhang }).send(desk, 'noAnswer', { of: zhang })
    expect(c.outcome).toBe(null)
    expect(c.send(desk, 'noAnswer', { of: zhang }).outcome).toBe('resolved')
    expect(c.context.unrated).toEqual({ [zhang]: 'unreachable' })
    expect(calledBack().lapse('callback').context.unrated).toEqual({ [zhang]: 'silent' })
  })

  it('of an anonymous complaint is a look on site and a public reply', () => {
    const c = handled({ opening: anonymous }).send(housing, 'answer', solved).send(centre, 'pass')
    expect(c.refusal(desk, 'publishReply', { text: '已清理' }).details).toMatchObject({ guard: 'mayPublish' })
    c.send(inspector, 'checkOnSite', { solved: true, finding: '已清' }).send(desk, 'publishReply', { text: '已清理' })
    expect(c.outcome).toBe('answeredPublicly')
    const bad = handled({ opening: anonymous }).send(housing, 'answer', solved).send(centre, 'pass')
    bad.send(inspector, 'checkOnSite', { solved: false, finding: '仍有' }).send(desk, 'publishReply', { text: '重办' })
    expect(bad.where).toEqual(['rework', 'rework.working'])
  })

  it('of a group asks every representative, and one who is dissatisfied is enough', () => {
    const c = calledBack({ opening: group })
    for (const party of [zhang, 'resident:1']) c.send(party, 'rate', pleased)
    c.send('resident:2', 'rate', angry).send(desk, 'checkOnSite', { solved: true, finding: '已整改' })
    c.send(desk, 'publishReply', { text: '已整改' })
    expect(c.where).toEqual(['rework', 'rework.working'])
  })

  it('leaves whoever was told that there is no basis free to be content', () => {
    const c = calledBack({}, { ...solved, outcome: 'explained' })
    expect(c.send(zhang, 'rate', { ...pleased, solved: false }).outcome).toBe('explained')
  })
})

describe('a rating', () => {
  it('that is low sends the matter back to the unit, whose head takes part', () => {
    const c = again()
    expect(c.refusal(housing, 'answer', { ...solved, head: null }).details).toMatchObject({ guard: 'headIsNamed' })
    expect(c.send(housing, 'answer', solved).where).toEqual(['reviewing'])
  })

  it('is disputed once, with evidence, and ruled on once', () => {
    const dispute = { ...reason, evidence: [evidence] }
    expect(again().refusal(housing, 'disputeRating', { ...reason, evidence: [] }).code).toBe('input/schema')
    const c = again().send(housing, 'disputeRating', dispute)
    expect(c.refusal(centre, 'ruleRating', { upheld: true, ...reason }).code).toBe('refusal/role')
    c.send(leader, 'ruleRating', { upheld: false, ...reason })
    expect(c.refusal(housing, 'disputeRating', dispute).details).toMatchObject({ guard: 'mayDispute' })
    const upheld = again()
      .send(housing, 'disputeRating', dispute)
      .send(leader, 'ruleRating', { upheld: true, ...reason })
    expect(upheld.outcome).toBe('resolved')
    expect(upheld.context.ratings[zhang]).toMatchObject({ excluded: true, satisfaction: 1 })
    // Silence of the ruler leaves the rating as it is.
    expect(again().send(housing, 'disputeRating', dispute).lapse('ratingRuling').where).toEqual([
      'rework',
      'rework.working',
    ])
  })

  it('that was set aside ends the matter with whoever joined after the call-back unrated, not forgotten', () => {
    const c = again()
      .send(desk, 'joinAs', { party: 'resident:2', as: 'representative' })
      .send(housing, 'disputeRating', { ...reason, evidence: [evidence] })
      .send(leader, 'ruleRating', { upheld: true, ...reason })
    expect(c.outcome).toBe('resolved')
    expect(c.context).toMatchObject({ ratings: { [zhang]: { excluded: true } }, unrated: { 'resident:2': 'notDrawn' } })
  })

  it('that stays low goes up after two times, to the superior that is named', () => {
    const c = again()
    for (let round = 0; round < 2; round++) {
      c.send(housing, 'answer', solved).send(centre, 'pass').send(zhang, 'rate', angry)
    }
    expect(c.where).toEqual(['escalated', 'escalated.town'])
    expect(c.told('escalated').at(-1)?.to).toEqual([leader])
    c.send(leader, 'decide', { ...solved, outcome: 'explained' }).send(zhang, 'rate', pleased)
    expect(c.outcome).toBe('explained')
  })
})

describe('what a superior decides', () => {
  const up = () => handled().send(centre, 'escalate', { ...reason, superior: 'leader:deputy' })

  it('is for the superior that was named, never the accused', () => {
    expect(up().roles('leader:deputy')).toEqual(['coordinator'])
    expect(handled().refusal(centre, 'escalate', { ...reason, superior: company }).code).toBe('refusal/guard')
  })

  // Found by its rulebook: whoever had handled it could still end it or take it back.
  it('is for nobody else any more: not for the desk, nor for the unit that had it', () => {
    const refused = (by: string, command: string, data: JsonObject) => up().refusal(by, command, data).details
    expect(refused(desk, 'adviseChannel', { channel: 'litigation', ...reason })).toMatchObject({ guard: 'coordinates' })
    expect(refused(centre, 'transfer', { to: 'district:x', receipt: '12', ...reason })).toMatchObject({
      guard: 'coordinates',
    })
    expect(refused(housing, 'requestFourParty', { raisedBy: committee, ...reason })).toMatchObject({
      guard: 'coordinates',
    })
  })

  it('may send somebody to a channel, and petition is one that is named, not one that is ordered', () => {
    const c = up().send('leader:deputy', 'adviseChannel', { channel: 'litigation', ...reason })
    expect(c.outcome).toBe('adviseChannel')
    expect(c.context.advice?.channel).toBe('litigation')
  })

  it('may be ordered so often, and ends with the district when everybody is silent', () => {
    const c = up().lapse('escalation')
    expect(c.roles(district)).toContain('coordinator')
    expect(c.lapse('districtCoordination').outcome).toBe('transferred')
  })

  it('leaves the lead where it is while it is only supervised', () => {
    const c = handled().send(leader, 'supervise', {
      order: 'o1',
      target: housing,
      instruction: '反馈',
      due: '2026-03-04',
    })
    expect(c.where).toEqual(['handling'])
    expect(c.context.lead).toBe(housing)
    expect(c.lapse('supervision').context.supervisions.o1?.status).toBe('overdue')
  })

  it('whose date the city had set has the time of its kind when it is reopened: that date was the old order’s', () => {
    const c = calledBack({ opening: { ...lift, externalDue: '2026-03-10' } }).send(zhang, 'rate', pleased)
    c.wait(15 * day)
      .send(zhang, 'reopen', { newFacts: '再次故障' })
      .wait(hour)
    expect(c.context).toMatchObject({ externalDue: null, outerLate: false, overdue: [] })
    expect(c.due('outer')).toBeGreaterThan(c.at)
  })

  it('is undone by nobody: a closed complaint is reopened on new facts, within the window and twice', () => {
    const c = calledBack().send(zhang, 'rate', pleased)
    expect(c.outcome).toBe('resolved')
    c.send(zhang, 'reopen', { newFacts: '再次故障' })
    expect(c.context).toMatchObject({ cycle: 1, lead: null, answer: null, ruled: false })
    const closed = calledBack()
      .send(zhang, 'rate', pleased)
      .wait(32 * 86_400_000)
    expect(closed.refusal(zhang, 'reopen', { newFacts: '晚了' }).code).toBe('refusal/window-closed')
  })
})
