import { describe, expect, it } from 'vitest'
import { activePaths, allowedFor, caseDefinition, viewCase } from '../src/index.js'
import { asking } from './fixtures/asking.js'
import { day, hour, monday, open } from './fixtures/case-on-paper.js'

const definition = caseDefinition(asking)
const opening = { topic: '停车', convener: 'rc:chunshen', invitees: ['dept:police', 'dept:office'] }
const begin = () => open(asking, opening, { by: 'rc:chunshen' })
const states = (paper: ReturnType<typeof begin>) => activePaths(definition, paper.state.machine)
/** Two working days after Monday, end of Wednesday. */
const due = Date.UTC(2026, 0, 8)

describe('who may open and act', () => {
  it('refuses an opener who would hold no role', () => {
    expect(() => open(asking, opening, { by: 'somebody' })).toThrow(/refusal\/role/)
  })

  it('tells a stranger nothing but that the case is missing', () => {
    const refused = begin().send('submit', {}, { by: 'somebody' })
    expect(refused.refusal).toEqual({ code: 'missing/case', details: {}, allowed: [] })
  })

  it('tells a stranger nothing even about a command that does not exist', () => {
    expect(begin().send('explode', {}, { by: 'somebody' }).refusal?.code).toBe('missing/case')
  })

  it('refuses a party without the role and says which role it takes', () => {
    const refused = begin().send('submit', {}, { by: 'dept:police' })
    expect(refused.refusal).toMatchObject({ code: 'refusal/role', details: { needs: ['convener'], has: ['invitee'] } })
  })

  it('names the right command for a misspelt one', () => {
    const refused = begin().send('sumbit')
    expect(refused.refusal).toMatchObject({
      code: 'input/unknown-command',
      details: { command: 'sumbit', nearest: ['submit'] },
    })
  })

  it('refuses a command the state does not handle and says where the case is', () => {
    const refused = begin().send('reply', { answer: 'yes' }, { by: 'dept:police' })
    expect(refused.refusal).toMatchObject({ code: 'refusal/not-in-state', details: { states: ['drafting'] } })
  })

  it('refuses by a guard with the guard’s own words', () => {
    const paper = begin()
    paper.send('submit')
    paper.send('reply', { answer: 'no' }, { by: 'dept:police' })
    const refused = paper.send('reply', { answer: 'yes' }, { by: 'dept:police' })
    expect(refused.refusal).toMatchObject({
      code: 'refusal/guard',
      details: { guard: 'fresh', label: { en: 'already replied', 'zh-CN': '已经答复过' } },
    })
    expect(refused.drafts).toEqual([])
  })

  it('refuses a command in a finished case as settled', () => {
    const paper = begin()
    paper.send('submit')
    paper.send('reply', { answer: 'yes' }, { by: 'dept:police' })
    paper.send('reply', { answer: 'yes' }, { by: 'dept:office' })
    expect(states(paper)).toEqual(['agreed'])
    expect(paper.state).toMatchObject({ outcome: 'agreed', settledAt: monday })
    expect(paper.send('submit').refusal?.code).toBe('refusal/settled')
  })
})

describe('acting for another party', () => {
  const delegation = { id: 'd1', principal: 'dept:police', delegate: 'officer:li', from: 0, to: null }

  it('lets a delegate speak in the name of the principal, and records both', () => {
    const paper = begin()
    paper.send('submit')
    const sent = paper.send(
      'reply',
      { answer: 'yes' },
      { by: 'officer:li', onBehalfOf: 'dept:police', delegations: [delegation] },
    )
    expect(sent.drafts[0]).toMatchObject({
      by: 'officer:li',
      onBehalfOf: 'dept:police',
      delegationId: 'd1',
      role: 'invitee',
    })
    expect(paper.state.machine.context['replies']).toEqual({ 'dept:police': 'yes' })
  })

  it('tells a would-be delegate without a delegation that the case is missing', () => {
    const paper = begin()
    paper.send('submit')
    expect(
      paper.send('reply', { answer: 'yes' }, { by: 'officer:li', onBehalfOf: 'dept:police', delegations: [] }).refusal
        ?.code,
    ).toBe('missing/case')
  })

  it.each([
    ['another command', { ...delegation, commands: ['submit'] }, 'refusal/delegation'],
    ['another role', { ...delegation, roles: ['convener'] }, 'refusal/delegation'],
    ['another case type', { ...delegation, caseType: 'complaint' }, 'missing/case'],
    ['another principal', { ...delegation, principal: 'dept:office' }, 'missing/case'],
  ])('refuses a delegation for %s', (_, narrowed, code) => {
    const paper = begin()
    paper.send('submit')
    expect(
      paper.send('reply', { answer: 'yes' }, { by: 'officer:li', onBehalfOf: 'dept:police', delegations: [narrowed] })
        .refusal?.code,
    ).toBe(code)
  })

  it('lets nobody act for a party that stepped back, and the party itself neither', () => {
    const paper = begin()
    paper.send('submit')
    paper.send('case.recuse', { ground: 'my brother lives there' }, { by: 'dept:police' })
    expect(paper.send('reply', { answer: 'yes' }, { by: 'dept:police' }).refusal?.code).toBe('refusal/recused')
    expect(
      paper.send('reply', { answer: 'yes' }, { by: 'officer:li', onBehalfOf: 'dept:police', delegations: [delegation] })
        .refusal?.code,
    ).toBe('refusal/recused')
  })
})

describe('deadlines before commands', () => {
  it('is in time one millisecond before the due instant', () => {
    const paper = begin()
    paper.send('submit')
    paper.send('reply', { answer: 'yes' }, { by: 'dept:police', at: due - 1 })
    expect(states(paper)).toEqual(['inviting'])
  })

  it('is late at the due instant: the clock acts first, in the same append, and the command is refused', () => {
    const paper = begin()
    paper.send('submit')
    const late = paper.send('reply', { answer: 'yes' }, { by: 'dept:police', at: due })
    expect(late.drafts.map(({ kind, type, at, by, role }) => ({ kind, type, at, by, role }))).toEqual([
      { kind: 'clock', type: 'deadline.reply', at: due, by: 'clock', role: 'clock' },
    ])
    expect(late.refusal?.code).toBe('refusal/settled')
    expect(states(paper)).toEqual(['failed'])
  })

  it('stamps a deadline with its own instant, however late the poller came by', () => {
    const paper = begin()
    paper.send('submit')
    expect(paper.advance(due + 30 * day).drafts[0]?.at).toBe(due)
  })

  it('reaches the same end whether or not anybody polled in between', () => {
    const polled = begin()
    polled.send('submit')
    for (let at = monday; at < due + day; at += 7 * hour) polled.advance(at)
    const quiet = begin()
    quiet.send('submit')
    quiet.send('reply', { answer: 'yes' }, { by: 'dept:office', at: due + day })
    expect(quiet.drafts.map(({ type, at }) => [type, at])).toEqual(polled.drafts.map(({ type, at }) => [type, at]))
    expect(quiet.state.machine.toJSON()).toEqual(polled.state.machine.toJSON())
  })

  it('ends the deadline of the invitee that replied and keeps the others', () => {
    const paper = begin()
    paper.send('submit')
    expect(paper.state.deadlines.map(({ key, dueAt }) => [key, dueAt])).toEqual([
      ['dept:police', due],
      ['dept:office', due],
    ])
    paper.send('reply', { answer: 'no' }, { by: 'dept:police' })
    expect(paper.state.deadlines.map(({ key, n }) => [key, n])).toEqual([['dept:office', 1]])
  })
})

describe('what a party is told it may do', () => {
  it('answers yes, depends on the data, or no with the reason', () => {
    const paper = begin()
    expect(allowedFor(definition, paper.state, 'rc:chunshen')).toEqual([
      { command: 'submit', verdict: 'yes' },
      { command: 'case.recuse', verdict: 'depends' },
      { command: 'case.note', verdict: 'depends' },
    ])
    expect(allowedFor(definition, paper.state, 'dept:police')[0]).toEqual({
      command: 'reply',
      verdict: 'no',
      reason: { code: 'refusal/not-in-state' },
    })
    paper.send('submit')
    expect(allowedFor(definition, paper.state, 'dept:police')[0]).toEqual({ command: 'reply', verdict: 'depends' })
    paper.send('reply', { answer: 'no' }, { by: 'dept:police' })
    expect(allowedFor(definition, paper.state, 'dept:police')[0]).toMatchObject({
      verdict: 'no',
      reason: { code: 'refusal/guard', guard: 'fresh' },
    })
  })

  it('shows a party only what its roles may see', () => {
    const paper = begin()
    paper.send('submit')
    paper.send('reply', { answer: 'no' }, { by: 'dept:police' })
    const data = (as?: string) => viewCase(definition, paper.state, { id: 'x', seq: 3, as, disclosures: [] }).data
    expect(data()['replies']).toEqual({ 'dept:police': 'no' })
    expect(data('rc:chunshen')['replies']).toEqual({ 'dept:police': 'no' })
    expect(JSON.stringify(data('dept:office'))).not.toContain('"no"')
  })
})
