import { describe, expect, it } from 'vitest'
import { day } from '../stage/stage.js'
import {
  answered,
  area,
  centre,
  district,
  done,
  evidence,
  joint,
  leader,
  met,
  office,
  ordinary,
  parking,
  rc,
  scored,
  squad,
  submitted,
  townEdges,
  vc,
  working,
} from './scenario.js'

const reason = { reason: '理由' }
const item = 'parking'
const scores = { response: 90, attendance: 90, solved: 90, satisfaction: 90 }
const plain = { spotCheckPercent: 0 }

describe('evaluating both ways', () => {
  const verified = (options = {}) => done({ parameters: plain, ...options }).send(rc, 'pass', { item })

  it('every convener scores every unit, and every unit that came scores the plan', () => {
    const c = verified().send(rc, 'score', { department: office, ...scores })
    expect(c.refusal(rc, 'score', { department: office, ...scores }).details).toMatchObject({ guard: 'mayScore' })
    expect(c.refusal(rc, 'score', { department: centre, ...scores }).details).toMatchObject({ guard: 'mayScore' })
    c.send(rc, 'score', { department: squad, ...scores }).send(office, 'scorePlan', {
      quality: 70,
      fitness: 80,
      comment: '清楚',
    })
    expect(c.where).toEqual(['evaluating'])
    expect(c.refusal(office, 'scorePlan', { quality: 1, fitness: 1 }).details).toMatchObject({ guard: 'mayScorePlan' })
    expect(c.send(squad, 'scorePlan', { quality: 70, fitness: 80 }).where).toEqual(['closing'])
    expect(c.refusal(rc, 'score', { department: squad, ...scores }).code).toBe('refusal/not-in-state')
  })

  it('a score is a whole number from 0 to 100', () => {
    expect(verified().refusal(rc, 'score', { department: office, ...scores, solved: 101 }).code).toBe('input/schema')
    expect(verified().refusal(rc, 'score', { department: office, ...scores, solved: 9.5 }).code).toBe('input/schema')
  })

  it('after five working days a missing score is recorded as missing, never as good', () => {
    const c = verified().send(office, 'scorePlan', { quality: 70, fitness: 80 }).lapse('scoring')
    expect(c.context.notScored).toEqual(expect.arrayContaining([rc, squad]))
    expect(c.context.departmentScores).toEqual({})
    expect(c.where).toEqual(['closing'])
  })
})

describe('closing', () => {
  it('needs all conveners', () => {
    const c = scored({ opening: joint }).send(rc, 'close')
    expect(c.outcome).toBeNull()
    expect(c.send(vc, 'close').outcome).toBe('resolved')
    expect(c.where).toEqual(['closed', 'closed.resolved'])
    expect(c.told('closed')).toHaveLength(1)
  })

  it('an objection, or a silent convener, goes to the supervisor, who may order it closed', () => {
    const c = scored({ opening: joint }).send(rc, 'close').send(vc, 'objectToClosing', reason)
    expect(c.where).toEqual(['escalated', 'escalated.town'])
    expect(c.send(leader, 'orderClosing', reason).outcome).toBe('resolved')
    expect(scored({ opening: joint }).send(rc, 'close').lapse('closing').where).toEqual(['escalated', 'escalated.town'])
  })

  it('something solved and something not is partly resolved, with the list', () => {
    const c = working({ parameters: plain }, [
      parking,
      { ...parking, item: 'signs', assignee: squad, kind: 'needsBudget' },
    ])
    c.send(rc, 'recordDecision', { item: 'signs', granted: false, decision: '无预算' })
    c.send(office, 'done', { item, evidence, report: '完成' })
      .send(rc, 'pass', { item })
      .lapse('scoring')
      .send(rc, 'close')
    expect(c.outcome).toBe('partlyResolved')
    expect(c.context.closure).toMatchObject({ unresolved: ['signs'], solved: true })
  })

  it('a closed case hears nothing but reopening and looking back', () => {
    const c = scored().send(rc, 'close')
    for (const [by, type, data] of [
      [rc, 'remind', { party: office, message: 'x' }],
      [rc, 'supplement', { text: 'x' }],
      [centre, 'supersedeByMediation', { agreement: 'x', ...reason }],
      [leader, 'supervise', { order: 'o', target: office, instruction: 'x' }],
    ] as const) {
      expect(c.refusal(by, type, data).code).toBe('refusal/guard')
    }
  })

  it('may be reopened within thirty days, for a new meeting and new items, at most twice', () => {
    const c = scored()
      .send(rc, 'close')
      .wait(29 * day)
      .send(rc, 'reopen', reason)
    expect(c.where).toEqual(['scheduled', 'scheduled.fixing'])
    expect(c.outcome).toBeNull()
    expect(c.context).toMatchObject({ cycle: 1, closure: null, departmentScores: {}, notScored: [] })
    expect(c.context.items[item]?.status).toBe('passed')
    const d = scored({ parameters: { maxReopenings: 0 } }).send(rc, 'close')
    expect(d.refusal(rc, 'reopen', reason).details).toMatchObject({ guard: 'mayReopen' })
  })

  it('after thirty days the right to reopen has lapsed', () => {
    const c = scored().send(rc, 'close').lapse('reopening')
    expect(c.refusal(rc, 'reopen', reason).code).toBe('refusal/window-closed')
  })

  it('ninety days later the conveners look back: it held, or it relapsed and reopens', () => {
    const c = scored()
      .send(rc, 'close')
      .wait(60 * day)
    expect(c.send(rc, 'lookBack', { result: 'held', finding: '畅通' }).context.lookBack).toBe('held')
    expect(c.refusal(rc, 'lookBack', { result: 'held', finding: 'x' }).code).toBe('refusal/guard')
    const d = scored()
      .send(rc, 'close')
      .wait(60 * day)
      .send(rc, 'lookBack', { result: 'relapsed', finding: '又停满' })
    expect(d.where).toEqual(['scheduled', 'scheduled.fixing'])
  })

  it('nobody looking back is recorded as not done, never as held', () => {
    const c = scored().send(rc, 'close').lapse('lookBack')
    expect(c.context.lookBack).toBe('notDone')
    expect(c.state.deadlines.filter(({ name }) => name === 'lookBack')).toEqual([])
  })
})

describe('the area meeting', () => {
  const there = () =>
    met()
      .send(rc, 'propose', parking)
      .send(rc, 'deadlock', { to: 'area', ...reason })

  it('adopts a plan of its own, returns the request, or escalates it', () => {
    const c = there().send(area, 'adoptPlan', { plan: '片区方案' })
    expect(c.outcome).toBe('handedToArea')
    expect(c.context).toMatchObject({ areaPlan: '片区方案', items: { [item]: { status: 'handedUp' } } })
    expect(there().send(area, 'returnToConvening', reason).where).toEqual(['scheduled', 'scheduled.fixing'])
    expect(there().send(area, 'escalate', reason).where).toEqual(['escalated', 'escalated.town'])
    expect(there().lapse('areaAnswer').where).toEqual(['escalated', 'escalated.town'])
  })

  it('is asked for a round that takes the topic up, and what the round decides is what becomes of the request', () => {
    const c = there()
    expect(c.drafts.flatMap(({ effects }) => effects.filter(({ type }) => type === 'case.open'))).toMatchObject([
      {
        params: { as: area, opening: { chair: area, topic: '停车难', members: [rc], raisedBy: rc } },
        link: { act: 'open', name: 'areaMeeting', key: 'visit-1' },
      },
    ])
    const round = (outcome: string, text: string, key = 'visit-1') =>
      there().news('case.settled', { link: 'areaMeeting', key, caseId: 'c-2', outcome, result: { text } })
    const adopted = round('planAdopted', '片区方案')
    expect([adopted.outcome, adopted.context.areaPlan]).toEqual(['handedToArea', '片区方案'])
    expect(round('convened', '联合约请').outcome).toBe('handedToArea')
    const returned = round('returned', '自行协商')
    expect(returned.where).toEqual(['scheduled', 'scheduled.fixing'])
    expect(returned.context.supplements).toEqual([{ party: area, text: '自行协商' }])
    for (const outcome of ['escalated', 'lapsed', 'withdrawn', 'anything']) {
      expect(round(outcome, '').where).toEqual(['escalated', 'escalated.town'])
    }
    expect(round('planAdopted', '旧方案', 'visit-7').where).toEqual(['areaMeeting'])
  })

  it('returns a request that nobody was invited to yet to inviting, by its round as by its chair', () => {
    const c = submitted().send(centre, 'routeToArea', { ...reason, requests: ['a', 'b'] })
    c.news('case.settled', {
      link: 'areaMeeting',
      key: 'visit-1',
      caseId: 'c-2',
      outcome: 'returned',
      result: { text: '先约请' },
    })
    expect(c.where).toEqual(['inviting', 'inviting.replies'])
  })

  it('is up to its chair alone where no round can be asked, within a month', () => {
    const c = there().news('case.refused', { link: 'areaMeeting', key: 'visit-1', code: 'input/unknown-case-type' })
    expect(c.told('areaMeetingAsked').at(-1)?.to).toEqual([area])
    expect(c.state.deadlines.map(({ name }) => name)).toContain('areaMeeting')
    expect(c.lapse('areaMeeting').where).toEqual(['escalated', 'escalated.town'])
  })

  it('hears nothing any more of a round after its chair has decided by hand', () => {
    const c = there().send(area, 'returnToConvening', reason)
    c.news('case.settled', {
      link: 'areaMeeting',
      key: 'visit-1',
      caseId: 'c-2',
      outcome: 'planAdopted',
      result: { text: '方案' },
    })
    expect(c.where).toEqual(['scheduled', 'scheduled.fixing'])
  })

  it('returns a request that nobody was invited to yet to inviting', () => {
    const c = submitted().send(centre, 'routeToArea', { ...reason, requests: ['a', 'b'] })
    expect(c.send(area, 'returnToConvening', reason).where).toEqual(['inviting', 'inviting.replies'])
  })

  it('returns an emergency to a meeting with notice, not to the half hour', () => {
    const c = submitted({ opening: { ...ordinary, kind: 'emergency' } })
      .send(office, 'checkIn')
      .send(squad, 'checkIn')
    c.send(rc, 'deadlock', { to: 'area', ...reason }).send(area, 'returnToConvening', reason)
    expect(c.where).toEqual(['scheduled', 'scheduled.fixing'])
  })

  it('takes the same request at most twice', () => {
    const c = met({ parameters: { maxAreaVisits: 1 } })
      .send(rc, 'deadlock', { to: 'area', ...reason })
      .send(area, 'escalate', reason)
    expect(c.refusal(leader, 'handToArea', reason).details).toMatchObject({ guard: 'mayGoToArea' })
    expect(there().send(area, 'escalate', reason).send(leader, 'handToArea', reason).where).toEqual(['areaMeeting'])
  })
})

describe('escalated', () => {
  const up = (options = {}) => met(options).send(rc, 'deadlock', { to: 'supervisor', ...reason })

  it('the supervisor imposes duties on units it commands, and sets them to work', () => {
    const c = up().send(leader, 'rule', { duty: parking, ...reason })
    expect(c.context.items[item]).toMatchObject({ status: 'open', imposedBy: leader })
    expect(c.send(leader, 'orderExecution', reason).where).toEqual(['executing'])
    expect(c.context.escalation).toBeNull()
  })

  it('never on others, never what owners, budget or superiors have to decide, never with helpers', () => {
    const wrong = [
      ['imposesOnInvited', { ...parking, assignee: 'pm:chunshen' }],
      ['imposesDuty', { ...parking, kind: 'needsOwnersDecision' }],
      ['imposesOnOne', { ...parking, coAssignees: [squad] }],
    ] as const
    for (const [guard, duty] of wrong)
      expect(up().refusal(leader, 'rule', { duty, ...reason }).details).toMatchObject({ guard })
    const twice = up().send(leader, 'rule', { duty: parking, ...reason })
    expect(twice.refusal(leader, 'rule', { duty: parking, ...reason }).details).toMatchObject({ guard: 'hasFreeName' })
    const c = up({ edges: townEdges.filter(edge => edge.superior !== leader) })
    expect(c.refusal(leader, 'rule', { duty: parking, ...reason }).details).toMatchObject({ guard: 'commandsAssignee' })
  })

  it('what was proposed and not agreed gives way to the ruling', () => {
    const c = met()
      .send(rc, 'propose', { ...parking, item: 'signs' })
      .send(rc, 'deadlock', { to: 'supervisor', ...reason })
    expect(c.refusal(leader, 'orderExecution', reason).details).toMatchObject({ guard: 'hasWork' })
    c.send(leader, 'rule', { duty: parking, ...reason }).send(leader, 'orderExecution', reason)
    expect(c.context.items.signs?.status).toBe('superseded')
  })

  it('the supervisor may order one more meeting', () => {
    const c = up().send(leader, 'orderMeeting', reason)
    expect(c.where).toEqual(['scheduled', 'scheduled.fixing'])
    c.lapse('meetingDate')
    expect(c.refusal(leader, 'orderMeeting', reason).details).toMatchObject({ guard: 'mayOrderMeeting' })
  })

  it('the supervisor hands it to the district, or is silent and so does', () => {
    for (const c of [up().send(leader, 'handToDistrict', reason), up().lapse('escalation')]) {
      expect(c.where).toEqual(['escalated', 'escalated.district'])
      expect(c.roles(leader)).not.toContain('coordinator')
      expect(c.refusal(leader, 'declareNoAuthority', reason).code).toBe('refusal/role')
      expect(c.send(district, 'takeOver', reason).outcome).toBe('handedToDistrict')
    }
  })

  it('a silent district has it all the same', () => {
    expect(up().lapse('escalation').lapse('districtCoordination').outcome).toBe('handedToDistrict')
  })

  it('nobody may have authority: then it says so', () => {
    expect(up().send(leader, 'declareNoAuthority', reason).outcome).toBe('noAuthority')
    expect(up().lapse('escalation').send(district, 'declareNoAuthority', reason).outcome).toBe('noAuthority')
  })

  it('nothing is closed as solved that is not', () => {
    expect(up().refusal(leader, 'orderClosing', reason).details).toMatchObject({ guard: 'everythingSolved' })
  })

  it('a party that is silent for ever never stops the case: the clock alone settles it', () => {
    for (const c of [submitted(), answered(), met(), working()]) {
      for (let steps = 0; c.outcome === null && steps < 60; steps++) c.lapse()
      expect(c.outcome).not.toBeNull()
    }
  })

  it('an invited operations centre neither screens nor rules', () => {
    const invitees = [...ordinary.invitees, { party: centre, as: 'optional', asked: '派单' }]
    const c = submitted({ opening: { ...ordinary, invitees } }).send(leader, 'accept')
    expect(Object.values(c.context.rulers)).not.toContain(centre)
    expect(c.roles(leader)).toContain('screener')
  })
})
