import { chinaCalendar } from '@convoke/calendar'
import { describe, expect, it } from 'vitest'
import { day } from '../stage/stage.js'
import {
  area,
  centre,
  committee,
  company,
  desk,
  dispatched,
  district,
  handled,
  housing,
  leader,
  lift,
  police,
  reason,
  received,
  shelved,
  solved,
  streets,
  zhang,
} from './cast.js'

const convening = {
  conveners: [committee],
  plan: { situation: '多头', tried: '电话', decisionWanted: '分工' },
  invitees: [{ party: police, as: 'lead', asked: '执法' }],
}

describe('a complaint that is handled', () => {
  it('counts its complainant as unreachable after three tries on two days, one outside office hours', () => {
    const c = dispatched().send(housing, 'sign')
    c.send(housing, 'recordTry', { date: '2026-03-02' }).send(housing, 'recordTry', { date: '2026-03-02' })
    c.send(housing, 'recordTry', { date: '2026-03-03' })
    expect(c.where).toEqual(['contacting'])
    c.send(housing, 'recordTry', { date: '2026-03-03', outsideOfficeHours: true })
    expect(c.where).toEqual(['handling'])
    expect(c.context.contact).toBe('unreachable')
  })

  it('is answered by the lead unit: a co-unit reports to it and cannot answer, nor can the respondent', () => {
    const c = handled().send(housing, 'coTask', { unit: streets, task: '核查' })
    expect(c.refusal(streets, 'answer', solved).code).toBe('refusal/role')
    expect(c.refusal(company, 'answer', solved).code).toBe('refusal/role')
    c.send(streets, 'coReport', { report: '属实' })
    expect(c.refusal(streets, 'coReport', { report: '再报' }).details).toMatchObject({ guard: 'mayCoReport' })
    c.send(company, 'state', { text: '已安排' }).send(company, 'remedy', { report: '已更换' })
    expect(c.refusal(company, 'state', { text: '再说' }).details).toMatchObject({ guard: 'mayState' })
    expect(c.send(housing, 'answer', solved).where).toEqual(['reviewing'])
  })

  it('gets more time by approval before the time is over, within the cap, and none for the asking alone', () => {
    const c = handled()
    const before = c.due('handling') ?? 0
    c.send(housing, 'requestExtension', { days: 5, ...reason })
    expect(c.due('handling')).toBe(before)
    c.send(centre, 'approve', { request: 'extension' })
    expect((c.due('handling') ?? 0) > before).toBe(true)
    expect(c.refusal(housing, 'requestExtension', { days: 6, ...reason }).details).toMatchObject({
      guard: 'mayAskForTime',
    })
    const silent = handled()
      .send(housing, 'requestExtension', { days: 5, ...reason })
      .lapse('approval')
    expect(silent.context).toMatchObject({ requests: { extension: null }, extensions: [] })
    const late = handled().lapse('handling')
    expect(late.refusal(housing, 'requestExtension', { days: 5, ...reason }).details).toMatchObject({
      guard: 'mayAskForTime',
    })
  })

  it('is late level by level, and after five working days the unit no longer keeps it', () => {
    const c = handled().lapse('handling')
    expect(c.where).toEqual(['handling'])
    c.wait(day)
    const levels = () => c.told('overdue').filter(({ params }) => params.clock === 'handling')
    expect(levels().map(({ to, params }) => [to, params.level])).toEqual([
      [[centre], 'due'],
      [[leader], 'oneDayLate'],
    ])
    c.wait(5 * day)
    expect(levels().at(-1)).toMatchObject({ to: [leader, district], params: { level: 'fiveDaysLate' } })
    expect(c.where).toEqual(['escalated', 'escalated.town'])
  })

  it('is transferred only with the receipt of whoever takes it', () => {
    expect(handled().refusal(centre, 'transfer', { to: '区房管局', ...reason }).code).toBe('input/schema')
    expect(handled().send(centre, 'transfer', { to: '区房管局', receipt: '收文88', ...reason }).outcome).toBe(
      'transferred',
    )
  })

  it('is terminated with the supervisor’s approval, not the centre’s and not the unit’s', () => {
    const c = handled().send(housing, 'requestTermination', reason)
    expect(c.refusal(centre, 'approve', { request: 'termination' }).code).toBe('refusal/role')
    expect(c.send(leader, 'approve', { request: 'termination' }).outcome).toBe('terminated')
  })

  it('over the October holiday counts working days, and the make-up day is one of them', () => {
    const at = Date.parse('2026-09-29T10:00+08:00')
    const c = dispatched({ at, calendar: chinaCalendar() }).send(housing, 'sign')
    c.send(housing, 'recordContact', { record: '已联系' })
    // 30 Sept, then 1–7 Oct off; 8, 9 and the make-up Saturday 10 Oct count; 12 Oct is the fifth.
    expect(c.due('handling')).toBe(Date.parse('2026-10-13T00:00+08:00'))
  })

  it('whose date the city has set keeps it, whatever is granted or shelved', () => {
    const c = handled({ opening: { ...lift, externalDue: '2026-03-20' } })
    const due = c.due('outer')
    c.send(housing, 'requestExtension', { days: 5, ...reason }).send(centre, 'approve', { request: 'extension' })
    expect(c.due('outer')).toBe(due)
    c.send(housing, 'requestShelving', { reason: '资金', plan: '下年度', named: housing })
    c.send(leader, 'approve', { request: 'shelving' })
    expect(c.due('outer')).toBe(due)
  })
})

describe('a complaint about those who would decide in another case', () => {
  const asked = (respondent: string) => {
    const c = received({ opening: { ...lift, respondent } }).send(desk, 'accept')
    c.send(respondent === centre ? leader : centre, 'dispatch', { lead: housing }).send(housing, 'sign')
    c.send(housing, 'recordContact', { record: '已联系' }).send(housing, 'requestConvening', convening)
    return c.told('case.open')[0]?.params.opening
  }

  it('is convened without them: whoever is above screens, rules and chairs', () => {
    expect(asked(centre)).toMatchObject({ screener: leader, supervisor: leader, areaChair: area })
    expect(asked(leader)).toMatchObject({ screener: centre, supervisor: district, areaChair: area })
    expect(asked(area)).toMatchObject({ screener: centre, supervisor: leader, areaChair: leader })
  })

  it('does not go to the area meeting whose chair it is about, but up', () => {
    const c = shelved({ opening: { ...lift, respondent: area } })
    c.lapse('shelvingReview').lapse('shelvingReview')
    expect(c.where).toEqual(['escalated', 'escalated.town'])
    expect(c.told('case.open')).toEqual([])
  })
})

describe('a complaint that is shelved', () => {
  it('is so by the supervisor’s approval, tells the complainant, and rests its inner clock', () => {
    const c = shelved()
    expect(c.where).toEqual(['shelved'])
    expect(c.told('shelved')[0]?.to).toContain(zhang)
    expect(c.due('handling')).toBe(null)
    expect(c.due('outer')).toBe(null)
    expect(c.send(leader, 'resume', reason).due('handling')).toBeGreaterThan(c.at)
  })

  it('may keep the outer clock running where the policy says so', () => {
    expect(shelved({ parameters: { shelvingRestsOuterClock: false } }).due('outer')).toBeGreaterThan(0)
  })

  it('cannot be taken up and shelved again and again, so that nobody ever looks at it', () => {
    const c = shelved()
    const asked = { reason: '资金未到位', plan: '列入下年度', named: housing }
    c.send(housing, 'resume', reason).send(housing, 'requestShelving', asked)
    c.send(leader, 'approve', { request: 'shelving' }).send(housing, 'resume', reason)
    expect(c.refusal(housing, 'requestShelving', asked).details).toMatchObject({ guard: 'mayAskToShelve' })
  })

  it('is reviewed twice, and then the area meeting has it', () => {
    const c = shelved().send(leader, 'reviewShelving', { finding: '继续' })
    expect(c.where).toEqual(['shelved'])
    c.lapse('shelvingReview')
    expect(c.where).toEqual(['areaMeeting'])
    expect(c.told('case.open')).toHaveLength(1)
    c.news('case.settled', {
      link: 'areaMeeting',
      key: 'shelved-1',
      caseId: 'c',
      outcome: 'planAdopted',
      result: { text: '片区统筹' },
    })
    expect(c.where).toEqual(['handling'])
    expect(c.context).toMatchObject({ areaPlan: '片区统筹', shelving: null })
  })

  it.each(['escalated', 'lapsed', 'withdrawn'])('goes up when the area meeting answers %s, with its words', outcome => {
    const c = shelved().lapse('shelvingReview').lapse('shelvingReview')
    const said = { link: 'areaMeeting', caseId: 'c', outcome, result: { text: '超出片区权限' } }
    c.news('case.settled', { ...said, key: 'shelved-0' })
    expect(c.where).toEqual(['areaMeeting'])
    c.news('case.settled', { ...said, key: 'shelved-1' })
    expect(c.where).toEqual(['escalated', 'escalated.town'])
    expect(c.context).toMatchObject({
      shelving: null,
      areaMeeting: { status: 'settled', outcome },
      escalation: { ground: '超出片区权限' },
    })
  })

  it('waits as long as a round may put a topic off from month to month', () => {
    const c = shelved().lapse('shelvingReview').lapse('shelvingReview')
    expect(c.wait(92 * day).where).toEqual(['areaMeeting'])
    expect(c.wait(2 * day).where).toEqual(['escalated', 'escalated.town'])
  })

  it('goes on by itself, and still learns what the area meeting says of it afterwards', () => {
    const c = shelved().lapse('shelvingReview').lapse('shelvingReview').send(leader, 'resume', reason)
    c.news('case.settled', {
      link: 'areaMeeting',
      key: 'shelved-1',
      caseId: 'c',
      outcome: 'planAdopted',
      result: { text: '片区统筹' },
    })
    expect(c.where).toEqual(['handling'])
    expect(c.context).toMatchObject({ areaPlan: '片区统筹', areaMeeting: { status: 'settled' } })
  })

  it('does not hang when the area meeting is refused, silent, or not there at all', () => {
    const before = () => shelved().lapse('shelvingReview').lapse('shelvingReview')
    const refused = before().news('case.refused', { link: 'areaMeeting', key: 'shelved-1', code: 'input/schema' })
    expect(refused.where).toEqual(['escalated', 'escalated.town'])
    expect(before().lapse('areaMeeting').where).toEqual(['escalated', 'escalated.town'])
    const none = shelved({ opening: { ...lift, areaChair: null } })
      .lapse('shelvingReview')
      .lapse('shelvingReview')
    expect(none.where).toEqual(['escalated', 'escalated.town'])
  })
})

describe('a complaint that waits for another case', () => {
  it('rests the unit’s clock and not its own while a convening is open', () => {
    const c = handled()
    const outer = c.due('outer')
    c.send(housing, 'requestConvening', convening)
    expect(c.due('handling')).toBe(null)
    expect(c.due('outer')).toBe(outer)
    expect(c.told('case.open')[0]?.params).toMatchObject({ link: 'convening', as: committee })
    c.news('case.settled', {
      link: 'convening',
      key: 'convening-1',
      caseId: 'c',
      outcome: 'partlyResolved',
      result: { unresolved: ['lighting'] },
    })
    expect(c.context.convening).toMatchObject({ status: 'settled', unresolved: ['lighting'] })
    expect(c.due('handling')).toBeGreaterThan(c.at)
  })

  it.each(['convening', 'fourParty'] as const)('goes on when %s is refused, or comes to nothing in time', link => {
    const ask = () =>
      link === 'convening'
        ? handled().send(housing, 'requestConvening', convening)
        : handled().send(housing, 'requestFourParty', { raisedBy: committee, ...reason })
    const key = link === 'convening' ? 'convening-1' : 'four-party-1'
    const result = { unresolved: [], adopted: true }
    const refused = ask().news('case.refused', { link, key, code: 'input/unknown-case-type' })
    expect(refused.context[link]?.status).toBe('refused')
    expect(refused.due('handling')).toBeGreaterThan(refused.at)
    expect(refused.told('linked')[0]?.to).toEqual([housing, centre])
    const silent = ask().lapse(link)
    expect(silent.context[link]?.status).toBe('lapsed')
    // News of a case nobody waits for any more changes nothing.
    const late = silent.news('case.refused', { link, key, code: 'engine/overloaded' })
    expect(late.context[link]?.status).toBe('lapsed')
    // What it came to after all is kept.
    late.news('case.settled', { link, key, caseId: 'c', outcome: 'resolved', result })
    expect(late.context[link]).toMatchObject({ status: 'settled', outcome: 'resolved' })
  })

  it('may ask for a second convening, and takes no news of the first for that of the second', () => {
    const c = handled().send(housing, 'requestConvening', convening).lapse('convening')
    c.send(housing, 'requestConvening', convening)
    const keys = c.told('case.open').map(({ params }) => params.key)
    expect(keys).toEqual(['convening-1', 'convening-2'])
    const settled = { link: 'convening', caseId: 'c', outcome: 'resolved', result: { unresolved: [] } }
    c.news('case.settled', { ...settled, key: 'convening-1' })
    expect(c.context.convening).toMatchObject({ key: 'convening-2', status: 'open' })
  })

  it('learns what became of a matter that was split off', () => {
    const c = handled().send(centre, 'split', { name: 'noise', topic: '夜间噪声', ...reason })
    expect(c.told('case.open')[0]?.params).toMatchObject({ link: 'splitOff', opening: { complainant: zhang } })
    expect(c.refusal(centre, 'split', { name: 'noise', topic: '又一', ...reason }).code).toBe('refusal/guard')
    c.news('case.refused', { link: 'splitOff', key: 'noise', code: 'engine/overloaded' })
    expect(c.context.splits.noise?.link.status).toBe('refused')
  })
})

describe('complaints that are merged', () => {
  const merged = () => received().send(desk, 'merge', { into: '2026-7', lead: housing, ...reason })

  it('keep their own clock: when it is over they are handled for themselves again', () => {
    const c = merged()
    expect(c.where).toEqual(['merged'])
    expect(c.lapse('outer').where).toEqual(['dispatching'])
    expect(c.context).toMatchObject({ merged: null, outerLate: true })
    expect(c.refusal(centre, 'merge', { into: '2026-7', lead: housing, ...reason }).code).toBe('refusal/guard')
  })

  it('each get the answer and give a rating of their own: two cases, two ratings', () => {
    const outcomes = [5, 1].map(satisfaction => {
      const c = merged().send(centre, 'adoptAnswer', { ...solved, outcome: 'explained' })
      expect(c.told('answered')[0]?.to).toEqual([zhang])
      c.send(zhang, 'rate', { contacted: true, solved: false, satisfaction })
      return c.outcome ?? c.where[0]
    })
    expect(outcomes).toEqual(['explained', 'rework'])
  })

  it('are unmerged to be dispatched anew', () => {
    expect(merged().send(centre, 'unmerge', reason).where).toEqual(['dispatching'])
  })
})
