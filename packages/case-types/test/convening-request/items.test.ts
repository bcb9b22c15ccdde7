import { describe, expect, it } from 'vitest'
import { day } from '../stage/stage.js'
import {
  assigned,
  centre,
  company,
  done,
  evidence,
  joint,
  leader,
  met,
  office,
  parking,
  rc,
  type Scenario,
  squad,
  vc,
  working,
} from './scenario.js'

const reason = { reason: '理由' }
const item = 'parking'
const owners = { ...parking, item: 'spaces', title: '公共车位', kind: 'needsOwnersDecision', assignee: company }
const status = (c: Scenario, name = item) => c.context.items[name]?.status

describe('confirming', () => {
  it('nobody works on an item it has not confirmed', () => {
    const c = assigned({}, [{ ...parking, coAssignees: [squad] }]).send(office, 'confirmItem', { item })
    expect(c.where).toEqual(['assigned'])
    expect(c.refusal(office, 'confirmItem', { item }).details).toMatchObject({ guard: 'isAsked' })
    expect(c.send(squad, 'confirmItem', { item }).where).toEqual(['executing'])
  })

  it('whoever only helps may object or stay silent and is released, the item goes on', () => {
    const both = [{ ...parking, coAssignees: [squad] }]
    const c = assigned({}, both)
      .send(squad, 'objectItem', { item, ...reason })
      .send(office, 'confirmItem', { item })
    expect(c.context.items[item]).toMatchObject({ coAssignees: [], status: 'open' })
    const d = assigned({}, both).send(office, 'confirmItem', { item }).lapse('confirmation')
    expect(d.context.items[item]).toMatchObject({ coAssignees: [], status: 'open' })
  })

  it('an objection waits for the other items to be confirmed, then goes to a ruling', () => {
    const c = assigned({}, [parking, { ...parking, item: 'signs', assignee: squad }]).send(office, 'objectItem', {
      item,
      ...reason,
    })
    expect(c.where).toEqual(['assigned'])
    expect(c.send(squad, 'confirmItem', { item: 'signs' }).where).toEqual(['ruling', 'ruling.responsibility'])
  })
})

describe('carrying out', () => {
  it('a report is due every five working days, each report starts the clock again, a missed one is recorded', () => {
    const c = working()
    const due = () => c.state.deadlines.find(deadline => deadline.name === 'progress')?.dueAt ?? 0
    const first = due()
    c.wait(2 * day).send(office, 'progress', { item, report: '测量' })
    expect(due() - first).toBe(2 * day)
    c.lapse('progress')
    expect(c.context.items[item]).toMatchObject({ reports: 1, missed: 1 })
    expect(c.context.breaches).toEqual([expect.objectContaining({ party: office, kind: 'noProgress' })])
    expect(c.refusal(squad, 'progress', { item, report: 'x' }).code).toBe('refusal/role')
  })

  it('more time is asked for once at a time, granted or denied by the screening unit, and unanswered is denied', () => {
    const c = working().send(office, 'requestExtension', { item, until: '2026-07-15', ...reason })
    expect(c.refusal(office, 'requestExtension', { item, until: '2026-07-20', ...reason }).details).toMatchObject({
      guard: 'mayAskForTime',
    })
    c.send(centre, 'approveExtension', { item, ...reason })
    expect(c.context.items[item]).toMatchObject({ due: '2026-07-15', extensions: 1, extension: null })
    expect(c.state.deadlines.find(({ name }) => name === 'itemDue')?.dueAt).toBe(Date.UTC(2026, 6, 16))
    c.send(office, 'requestExtension', { item, until: '2026-07-20', ...reason }).send(centre, 'denyExtension', {
      item,
      ...reason,
    })
    c.send(office, 'requestExtension', { item, until: '2026-07-20', ...reason }).lapse('extensionAnswer')
    expect(c.context.items[item]).toMatchObject({ due: '2026-07-15', extension: null })
    expect(c.refusal(centre, 'approveExtension', { item, ...reason }).details).toMatchObject({ guard: 'timeWasAsked' })
    expect(c.refusal(office, 'requestExtension', { item, until: '2026-07-15', ...reason }).details).toMatchObject({
      guard: 'mayAskForTime',
    })
  })

  it('time is extended at most twice', () => {
    const c = working()
    for (const until of ['2026-07-01', '2026-07-02']) {
      c.send(office, 'requestExtension', { item, until, ...reason }).send(centre, 'approveExtension', {
        item,
        ...reason,
      })
    }
    expect(c.refusal(office, 'requestExtension', { item, until: '2026-07-03', ...reason }).details).toMatchObject({
      guard: 'mayAskForTime',
    })
  })

  it('a blocked item stays the assignee’s, and the clock runs on', () => {
    const c = working().send(office, 'blocked', { item, ...reason })
    expect(c.context.items[item]?.blocked).toBe('理由')
    expect(c.told('blocked')[0]?.to).toEqual([rc, leader])
    expect(c.state.deadlines.find(({ name }) => name === 'itemDue')?.dueAt).not.toBeNull()
    expect(c.send(centre, 'unblock', { item }).context.items[item]?.blocked).toBeNull()
    expect(c.refusal(office, 'unblock', { item }).details).toMatchObject({ guard: 'isBlocked' })
  })

  it('an item is waived by two parties, a convener and the screening unit, each with a reason', () => {
    const c = working({}, [parking, { ...parking, item: 'signs', assignee: squad }]).send(rc, 'waive', {
      item,
      ...reason,
    })
    expect(status(c)).toBe('open')
    expect(c.refusal(rc, 'waive', { item, ...reason }).details).toMatchObject({ guard: 'mayWaive' })
    expect(status(c.send(centre, 'waive', { item, ...reason }))).toBe('waived')
    expect(c.context.items[item]?.dropped.map(({ party }) => party)).toEqual([rc, centre])
    expect(
      working({ opening: joint })
        .send(rc, 'waive', { item, ...reason })
        .send(vc, 'waive', { item, ...reason }).where,
    ).toEqual(['executing'])
  })

  it('a late item is recorded, and five working days later taken up by the supervisor', () => {
    const c = working({}, [parking, { ...parking, item: 'signs', assignee: squad, due: '2026-12-31' }]).lapse('itemDue')
    expect(c.context.items[item]).toMatchObject({ overdue: true, status: 'open' })
    expect(c.told('overdue')[0]?.to).toEqual([rc, leader])
    expect(status(c.wait(5 * day))).toBe('handedUp')
    expect(c.told('referredUp').at(-1)?.params).toMatchObject({ subject: item })
  })

  it('the last item reported done starts verification', () => {
    const c = working({}, [parking, { ...parking, item: 'signs', assignee: squad }])
    c.send(office, 'done', { item, evidence, report: '完成' })
    expect(c.where).toEqual(['executing'])
    expect(c.send(squad, 'done', { item: 'signs', evidence, report: '完成' }).where).toEqual(['verifying'])
    expect(working().refusal(office, 'done', { item, evidence: { ...evidence, sha256: 'x' }, report: 'x' }).code).toBe(
      'input/schema',
    )
  })
})

describe('items that wait for a decision from elsewhere', () => {
  const awaiting = () => working({}, [owners, parking])

  it('open a four-party case where owners have to decide, and rest until it is settled', () => {
    const c = awaiting()
    expect(c.context.items.spaces).toMatchObject({ status: 'open', awaiting: 'owners', asked: true })
    const opened = c.told('case.open')
    expect(opened).toHaveLength(1)
    expect(opened[0]?.params).toMatchObject({ link: 'fourParty', key: 'spaces' })
    expect(c.state.links).toMatchObject([{ link: 'fourParty', key: 'spaces', status: 'opening' }])
    expect(c.state.deadlines.find(({ name, key }) => name === 'itemDue' && key.startsWith('spaces'))?.dueAt).toBeNull()
    expect(c.refusal(company, 'progress', { item: 'spaces', report: 'x' }).details).toMatchObject({
      guard: 'itemIsOpen',
    })
    expect(c.refusal(company, 'done', { item: 'spaces', evidence, report: 'x' }).details).toMatchObject({
      guard: 'mayReportDone',
    })
  })

  it('go on when the owners adopt it, with what was left of the time', () => {
    const c = awaiting().news('case.opened', { link: 'fourParty', key: 'spaces', caseId: 'x' })
    c.news('case.settled', {
      link: 'fourParty',
      key: 'spaces',
      caseId: 'x',
      outcome: 'decided',
      result: { adopted: true },
    })
    expect(c.context.items.spaces).toMatchObject({ status: 'open', awaiting: null, decision: 'decided' })
    expect(
      c.state.deadlines.find(({ name, key }) => name === 'itemDue' && key.startsWith('spaces'))?.dueAt,
    ).not.toBeNull()
  })

  it('go up when the owners do not, because nobody else may decide for them', () => {
    const c = awaiting().news('case.settled', {
      link: 'fourParty',
      key: 'spaces',
      caseId: 'x',
      outcome: 'rejected',
      result: { adopted: false },
    })
    expect(status(c, 'spaces')).toBe('handedUp')
  })

  it('wait for a decision recorded by hand where no such case can be opened', () => {
    const c = awaiting().news('case.refused', { link: 'fourParty', key: 'spaces', code: 'input/unknown-case-type' })
    expect(c.context.items.spaces).toMatchObject({ status: 'open', awaiting: 'owners', linkRefused: true })
    expect(c.told('decisionAsked').at(-1)).toMatchObject({ to: [rc], params: { awaiting: 'owners' } })
    expect(
      c.send(rc, 'recordDecision', { item: 'spaces', granted: true, decision: '通过' }).context.items.spaces,
    ).toMatchObject({ awaiting: null, decision: '通过' })
    expect(c.refusal(rc, 'recordDecision', { item: 'spaces', granted: true, decision: 'x' }).details).toMatchObject({
      guard: 'isAwaited',
    })
  })

  it.each([
    ['needsBudget', 'budget'],
    ['needsSuperior', 'superior'],
  ] as const)('an item that %s is asked for by letter', (kind, awaits) => {
    const c = working({}, [{ ...parking, kind }])
    expect(c.told('decisionAsked')).toMatchObject([{ to: [leader, rc], params: { item, awaiting: awaits } }])
    expect(status(c.send(leader, 'recordDecision', { item, granted: false, decision: '无预算' }))).toBe('handedUp')
  })

  it('go up when no decision comes in sixty days', () => {
    expect(status(working({}, [{ ...parking, kind: 'needsBudget' }]).lapse('decision'))).toBe('handedUp')
  })
})

describe('verifying', () => {
  const plain = { spotCheckPercent: 0 }

  it('whoever did the work does not verify it', () => {
    const c = done({ opening: joint, parameters: plain }, [{ ...parking, assignee: rc }])
    expect(c.refusal(rc, 'pass', { item }).code).toBe('refusal/separation-of-duties')
    expect(status(c.send(vc, 'pass', { item }))).toBe('passed')
  })

  it('nor does whoever helped, or a part of the same organisation', () => {
    const c = done({ opening: joint, parameters: plain }, [{ ...parking, coAssignees: [rc] }])
    expect(c.refusal(rc, 'pass', { item }).details).toMatchObject({ guard: 'mayVerify' })
  })

  it('the supervisor verifies where no convener may', () => {
    const c = done({ parameters: plain }, [{ ...parking, assignee: rc }])
    expect(c.context.items[item]).toMatchObject({ status: 'checking', check: 'noVerifier' })
    expect(status(c.send(leader, 'pass', { item }))).toBe('passed')
  })

  it('each convener verifies its own place', () => {
    const c = done({ opening: joint, parameters: plain }, [{ ...parking, place: vc }])
    expect(c.refusal(rc, 'pass', { item }).details).toMatchObject({ guard: 'mayVerify' })
    expect(c.send(vc, 'pass', { item }).where).toEqual(['evaluating'])
  })

  it('what is everybody’s needs every convener; a disagreement goes to the supervisor', () => {
    const c = done({ opening: joint, parameters: plain }).send(rc, 'pass', { item })
    expect(status(c)).toBe('done')
    c.send(vc, 'fail', { item, ...reason })
    expect(c.context.items[item]).toMatchObject({ status: 'checking', check: 'disagreement' })
    expect(c.refusal(rc, 'pass', { item }).details).toMatchObject({ guard: 'mayVerify' })
    expect(c.send(leader, 'pass', { item }).where).toEqual(['evaluating'])
  })

  it('a failed item is reworked in five working days, at most twice', () => {
    const c = done({ parameters: plain })
    for (const reworks of [1, 2]) {
      c.send(rc, 'fail', { item, ...reason })
      expect(c.where).toEqual(['executing'])
      expect(c.context.items[item]).toMatchObject({ status: 'rework', reworks })
      expect(c.state.deadlines.find(({ name }) => name === 'itemDue')?.duration).toEqual({ n: 5, unit: 'working-day' })
      c.send(office, 'done', { item, evidence, report: '重办' })
    }
    expect(status(c.send(rc, 'fail', { item, ...reason }))).toBe('failed')
    expect(c.where).toEqual(['escalated', 'escalated.town'])
  })

  it('a silent convener’s verdict falls to the supervisor; a silent supervisor leaves it unverified, never passed', () => {
    const c = done({ parameters: plain }).lapse('verification')
    expect(c.context.items[item]?.check).toBe('silence')
    expect(status(c.lapse('check'))).toBe('unverified')
    expect(c.where).toEqual(['escalated', 'escalated.town'])
  })

  it('a share of what passed is checked again, drawn by the case itself', () => {
    const c = done({ parameters: { spotCheckPercent: 100 } }).send(rc, 'pass', { item })
    expect(c.context.items[item]).toMatchObject({ status: 'checking', check: 'spotCheck' })
    expect(c.send(leader, 'pass', { item }).context.items[item]).toMatchObject({ status: 'passed', checked: true })
    const d = done({ parameters: { spotCheckPercent: 100 } })
      .send(rc, 'pass', { item })
      .lapse('check')
    expect(d.context.items[item]).toMatchObject({ status: 'passed', checked: false })
    const e = done({ parameters: { spotCheckPercent: 100 } })
      .send(rc, 'pass', { item })
      .send(leader, 'fail', { item, ...reason })
    expect(status(e)).toBe('rework')
  })

  it('a convener that leaves is no longer waited for', () => {
    const c = done({ opening: joint, parameters: plain }).send(rc, 'pass', { item }).send(vc, 'withdrawPart', reason)
    expect(c.where).toEqual(['evaluating'])
  })

  it('nothing is verified before it is done', () => {
    expect(working().refusal(rc, 'pass', { item }).code).toBe('refusal/not-in-state')
    expect(met().refusal(rc, 'fail', { item, ...reason }).code).toBe('refusal/not-in-state')
  })
})
