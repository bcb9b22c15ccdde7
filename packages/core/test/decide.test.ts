import { describe, expect, it } from 'vitest'
import { createMachine } from 'xstate'
import * as z from 'zod'
import {
  activePaths,
  allowedFor,
  caseDefinition,
  decide,
  nearest,
  restoreState,
  rolesOf,
  snapshotOf,
  start,
  viewCase,
} from '../src/index.js'
import { everyDayCalendar } from '../src/testing/index.js'
import { asking } from './fixtures/asking.js'
import { day, hour, monday, open } from './fixtures/case-on-paper.js'
import { order, record, type WorksContext, worksOrder } from './fixtures/works-order.js'

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
    expect(paper.state.machine.context.replies).toEqual({ 'dept:police': 'yes' })
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
    expect(data().replies).toEqual({ 'dept:police': 'no' })
    expect(data('rc:chunshen').replies).toEqual({ 'dept:police': 'no' })
    expect(JSON.stringify(data('dept:office'))).not.toContain('"no"')
  })
})

const byBoss = { by: 'town:leader' }
const hours = (n: number) => ({ n, unit: 'hour' }) as const
const item = z.object({ item: z.string() })

describe('a case that has ended', () => {
  const parts = {
    on: { go: { actions: record } },
    commands: { go: { by: ['lead'] }, close: { by: ['lead'] } },
    states: { working: { on: { close: 'closed' } }, closed: { type: 'final', meta: { outcome: 'closed' } } },
  }

  it('takes nothing any more, not even what the whole machine handles', () => {
    const paper = order(parts)
    paper.send('close')
    const before = paper.state
    expect(paper.send('go').refusal).toMatchObject({ code: 'refusal/settled', details: { outcome: 'closed' } })
    expect(paper.state).toBe(before)
    expect(
      allowedFor(paper.definition, paper.state, 'dept:works').map(({ command, verdict }) => [command, verdict]),
    ).toEqual([
      ['record', 'no'],
      ['go', 'no'],
      ['close', 'no'],
      ['case.recuse', 'depends'],
      ['case.note', 'depends'],
    ])
  })

  it('still takes notes, and parties may still step back', () => {
    const paper = order(parts)
    paper.send('close')
    const { machine } = paper.state
    expect(paper.send('case.note', { text: 'the gate squeaks' }, { at: monday + hour }).refusal).toBeUndefined()
    expect(
      paper.send('case.recuse', { ground: 'sold the flat' }, { ...byBoss, at: monday + day }).refusal,
    ).toBeUndefined()
    expect(paper.state).toMatchObject({ recusals: ['town:leader'], lastAt: monday + day, settledAt: monday })
    expect(paper.state.machine).toBe(machine)
  })

  it('fires what survives it without waking the machine', () => {
    const paper = order({
      ...parts,
      on: { 'deadline.back': { actions: record } },
      deadlines: { back: { from: ['close'], within: hours(2), survives: true } },
    })
    paper.send('close')
    const { machine } = paper.state
    expect(paper.advance(monday + day).drafts).toMatchObject([{ type: 'deadline.back', at: monday + 2 * hour }])
    expect(paper.state.machine).toBe(machine)
  })
})

describe('stepping back', () => {
  it('is written once, with who stepped back', () => {
    const paper = begin()
    paper.send('case.recuse', { ground: 'kin' }, { by: 'dept:police' })
    expect(paper.state.recusals).toEqual(['dept:police'])
    expect(allowedFor(definition, paper.state, 'dept:police')).toMatchObject([
      { command: 'reply', verdict: 'no', reason: { code: 'refusal/recused' } },
      { command: 'case.recuse', verdict: 'no', reason: { code: 'refusal/recused' } },
      { command: 'case.note', verdict: 'depends' },
    ])
    expect(paper.send('case.recuse', { ground: 'kin' }, { by: 'dept:police' }).refusal?.code).toBe('refusal/recused')
    expect(paper.send('case.note', { text: 'told them why' }, { by: 'dept:police' }).refusal).toBeUndefined()
    expect(paper.state.recusals).toEqual(['dept:police'])
  })

  it('ends acting for others too', () => {
    const delegations = [{ id: 'd1', principal: 'dept:police', delegate: 'dept:office', from: 0, to: null }]
    const paper = begin()
    paper.send('submit')
    paper.send('case.recuse', { ground: 'kin' }, { by: 'dept:office' })
    const sent = paper.send('reply', { answer: 'yes' }, { by: 'dept:office', onBehalfOf: 'dept:police', delegations })
    expect(sent.refusal).toMatchObject({ code: 'refusal/recused', details: { party: 'dept:office' } })
  })

  it('by a delegate is stepping back of the principal', () => {
    const delegations = [{ id: 'd1', principal: 'dept:police', delegate: 'officer:li', from: 0, to: null }]
    const paper = begin()
    paper.send('case.recuse', { ground: 'kin' }, { by: 'officer:li', onBehalfOf: 'dept:police', delegations })
    expect(paper.state.recusals).toEqual(['dept:police'])
    expect(paper.drafts.at(-1)).toMatchObject({ role: 'invitee', delegationId: 'd1' })
  })
})

describe('who learns what', () => {
  it('tells a would-be delegate of a party nothing about names of commands either', () => {
    const clock = { at: monday, calendar: everyDayCalendar() }
    const data = { seen: {}, committed: {}, disclosures: [] }
    const ask = { type: 'explode', data, by: 'somebody', onBehalfOf: 'dept:police', commandId: 'c', delegations: [] }
    expect(decide(definition, begin().state, ask, clock).refusal).toEqual({
      code: 'missing/case',
      details: {},
      allowed: [],
    })
  })

  it('tells a party that acts for another without leave what it may do itself, and not what the other may', () => {
    const paper = begin()
    paper.send('submit')
    const sent = paper.send(
      'reply',
      { answer: 'yes' },
      { by: 'rc:chunshen', onBehalfOf: 'dept:police', delegations: [] },
    )
    expect(sent.refusal).toEqual({
      code: 'refusal/delegation',
      details: { principal: 'dept:police', delegate: 'rc:chunshen', command: 'reply' },
      allowed: ['case.recuse', 'case.note'],
    })
  })

  it('tells with each refusal what the party may try instead', () => {
    expect(begin().send('reply', { answer: 'yes' }, { by: 'rc:chunshen' }).refusal).toMatchObject({
      code: 'refusal/role',
      details: { needs: ['invitee'], has: ['convener'] },
      allowed: ['submit', 'case.recuse', 'case.note'],
    })
  })

  it('shows a stranger no data even when a view is made for it', () => {
    const view = viewCase(definition, begin().state, { id: 'x', seq: 1, as: 'somebody', disclosures: [] })
    expect([view.data, view.roles, view.allowed]).toEqual([{}, [], []])
  })

  it('shows the host everything but offers it no commands, and each party its own', () => {
    const { state } = begin()
    const host = viewCase(definition, state, { id: 'x', seq: 1, disclosures: [] })
    expect(host).toMatchObject({ id: 'x', reference: 'T-1', seq: 1, roles: [], allowed: [], states: ['drafting'] })
    expect(host.data).toMatchObject({ topic: '停车', replies: {} })
    expect(host.data).not.toHaveProperty('parameters')
    expect(host.parameters).toEqual({ replyWithin: { n: 2, unit: 'working-day' }, quorum: 2 })
    expect(host.parties).toEqual([
      { party: 'rc:chunshen', roles: ['convener'] },
      { party: 'dept:police', roles: ['invitee'] },
      { party: 'dept:office', roles: ['invitee'] },
    ])
    const own = viewCase(definition, state, { id: 'x', seq: 1, as: 'rc:chunshen', disclosures: [] })
    expect(own.roles).toEqual(['convener'])
    expect(own.allowed).toBe(own.allowed)
    expect(own.allowed[0]).toEqual({ command: 'submit', verdict: 'yes' })
    expect(own.data).toBe(own.data)
  })

  it('cuts a hostile name short, and still finds what is near', () => {
    const details = begin().send('submit'.repeat(50_000)).refusal?.details as { command: string; nearest: string[] }
    expect(details.command).toHaveLength(100)
    expect(details.nearest).toEqual([])
    const clock = { at: monday, calendar: everyDayCalendar() }
    const data = { seen: {}, committed: {}, disclosures: [] }
    const ask = { type: `x${'y'.repeat(100_000)}`, data, by: 'rc:chunshen', commandId: 'c' }
    expect(decide(definition, begin().state, ask, clock).refusal?.details.command).toHaveLength(100)
    expect(nearest('__proto__', ['submit', 'constructor'])).toEqual([])
  })
})

describe('who opens a case', () => {
  const clock = { at: monday, calendar: everyDayCalendar() }
  const seen = { lead: 'dept:works', boss: 'town:leader' }
  const openedBy = (by: string, opens?: string[]) =>
    start(
      caseDefinition(worksOrder({ states: { working: {} }, rest: { ...(opens && { opens }) } })),
      {
        opening: { seen, committed: { ...seen, boss: '#' }, disclosures: [{ path: '/boss' } as never] },
        ...{ parameters: {}, reference: 'T-1', by, actor: 'wang', commandId: 'open' },
      },
      clock,
    )

  it('is anybody whom the opening makes a party, in its first role', () => {
    const { drafts, refusal } = openedBy('town:leader')
    expect(refusal).toBeUndefined()
    expect(drafts).toMatchObject([
      {
        ...{ kind: 'case', type: 'case.started', by: 'town:leader', actor: 'wang', role: 'boss', commandId: 'open' },
        data: {
          seen: { parameters: {}, reference: 'T-1', opening: seen },
          committed: { parameters: {}, reference: 'T-1', opening: { ...seen, boss: '#' } },
          disclosures: [{ path: '/opening/boss' }],
        },
        calendarEdition: 'every-day',
      },
    ])
    expect(drafts[0]?.data.seen).not.toHaveProperty('parent')
  })

  it('is known to the machine from its first moment, as is that moment; what caused it is in the entry', () => {
    const machine = createMachine({
      context: ({ input }) => ({ ...(input as { opening: object }).opening, noted: input }) as never,
    })
    const cause = { caseId: 'c9', seq: 3, depth: 1 }
    const request = {
      opening: { seen, committed: seen, disclosures: [] },
      ...{ parameters: { knob: 1 }, reference: 'T-1', by: 'town:leader', commandId: 'open', cause },
    }
    const { state, drafts } = start(caseDefinition(worksOrder({ states: {}, rest: { machine } })), request, clock)
    expect(state.machine.context.noted).toEqual({
      opening: seen,
      parameters: { knob: 1 },
      by: 'town:leader',
      at: monday,
    })
    expect(state).toMatchObject({ openedAt: monday, lastAt: monday, settledAt: null, outcome: null, reference: 'T-1' })
    expect(drafts[0]?.cause).toEqual(cause)
  })

  it('is only a holder of a role that opens, where the case type says so', () => {
    expect(openedBy('dept:works', ['boss'])).toMatchObject({
      drafts: [],
      refusal: { code: 'refusal/role', details: { needs: ['boss'], has: ['lead'] }, allowed: [] },
    })
    expect(openedBy('town:leader', ['boss']).drafts).toHaveLength(1)
    expect(openedBy('somebody').refusal?.details).toEqual({ needs: ['lead', 'boss'], has: [] })
  })
})

describe('who holds which role', () => {
  it('is answered by each version of a case type for itself, over one snapshot', () => {
    const states = { working: {} }
    const one = order({ states })
    const head = { seq: 1, at: monday, hash: '' }
    const snapshot = snapshotOf(one.state, head)
    const two = caseDefinition(worksOrder({ states, roles: { lead: { who: c => c.boss } } }))
    expect(rolesOf(one.definition, restoreState(one.definition, snapshot), 'town:leader')).toEqual(['boss'])
    expect(rolesOf(two, restoreState(two, snapshot), 'town:leader')).toEqual(['lead'])
    expect(rolesOf(one.definition, restoreState(one.definition, snapshot), 'town:leader')).toEqual(['boss'])
  })

  it('names each role once, in the order of declaration, and follows the data', () => {
    const paper = order({ states: { working: {} } }, { lead: ['a', 'dept:works', 'a'], boss: 'a' })
    expect(rolesOf(paper.definition, paper.state, 'a')).toEqual(['lead', 'boss'])
    paper.send('record', { patch: { lead: ['dept:works'] } })
    expect(rolesOf(paper.definition, paper.state, 'a')).toEqual(['boss'])
  })
})

describe('delegation', () => {
  const d = { id: 'd1', principal: 'dept:works', delegate: 'officer:li', from: 0, to: null }
  const sent = (...delegations: object[]) =>
    order({ states: { working: {} } }, { boss: 'dept:works' }).send(
      'record',
      { patch: {} },
      { by: 'officer:li', onBehalfOf: 'dept:works', delegations: delegations as never },
    )

  it('gives the first role it covers, and is named in the entry', () => {
    expect(sent(d).drafts[0]).toMatchObject({ role: 'lead', delegationId: 'd1' })
    expect(sent({ ...d, roles: ['boss'] }).drafts[0]).toMatchObject({ role: 'boss' })
    expect(sent({ ...d, roles: ['boss'], id: 'd2' }, d).drafts[0]).toMatchObject({ role: 'lead', delegationId: 'd1' })
    expect(sent({ ...d, caseType: 'works-order', commands: ['record'] }).drafts).toHaveLength(1)
  })

  it('does not stretch to another delegate', () => {
    expect(sent({ ...d, delegate: 'officer:wang' }).refusal?.code).toBe('missing/case')
  })

  it('is not needed where another case speaks for a party, and is not recorded then', () => {
    const paper = order({ states: { working: {} } })
    const cause = { caseId: 'c9', seq: 3, depth: 1 }
    const told = paper.send('record', { patch: {} }, { by: 'case:c9', onBehalfOf: 'town:leader', cause })
    expect(told.drafts[0]).toMatchObject({ by: 'case:c9', onBehalfOf: 'town:leader', role: 'boss', cause })
    expect(told.drafts[0]?.delegationId).toBeUndefined()
    expect(paper.send('record', { patch: {} }, { by: 'case:c9', onBehalfOf: 'somebody', cause }).refusal?.code).toBe(
      'missing/case',
    )
  })

  it('reaches the machine as the principal, with the delegate beside it', () => {
    const paper = order({
      commands: { go: { by: ['lead'] } },
      states: {
        working: { on: { go: { actions: { type: 'told', params: ({ event }: { event: object }) => ({ event }) } } } },
      },
    })
    paper.send('go', {}, { by: 'officer:li', onBehalfOf: 'dept:works', delegations: [d] })
    const told = paper.drafts.at(-1)?.effects[0]
    expect(told?.params.event).toEqual({
      type: 'go',
      by: 'dept:works',
      delegate: 'officer:li',
      facts: {},
      at: monday,
    })
    paper.send('go')
    expect(paper.drafts.at(-1)?.effects[0]?.params.event).toMatchObject({ by: 'dept:works', delegate: null })
  })
})

describe('separation of duties', () => {
  const parts = {
    commands: {
      build: { by: ['lead'], data: item },
      approve: { by: ['lead', 'boss'], data: item },
      close: { by: ['lead', 'boss'] },
    },
    states: { working: { on: { build: {}, approve: {}, close: {} } } },
    rest: {
      separation: [
        { did: 'build', mayNot: 'approve', item: 'item' },
        { did: 'approve', mayNot: 'close' },
      ],
    },
  }
  const crew = { lead: ['dept:works/a', 'dept:works', 'dept:gas'], boss: 'town:leader' }
  const works = () => order(parts, crew)
  const gate = { item: 'gate' }

  it('keeps whoever built an item from approving it, and nobody else, and no other item', () => {
    const paper = works()
    paper.send('build', gate)
    expect(paper.send('approve', gate).refusal).toMatchObject({
      code: 'refusal/separation-of-duties',
      details: { did: 'build', mayNot: 'approve', party: 'dept:works', item: 'gate' },
    })
    expect(paper.send('approve', { item: 'lamp' }).refusal).toBeUndefined()
    expect(paper.send('approve', gate, { by: 'dept:gas' }).refusal).toBeUndefined()
  })

  it('counts the organisation, not the desk', () => {
    const paper = works()
    paper.send('build', gate, { by: 'dept:works/a' })
    expect(paper.send('approve', gate).refusal?.code).toBe('refusal/separation-of-duties')
  })

  it('counts whoever acted for another, on either side', () => {
    const delegations = [{ id: 'd', principal: 'dept:gas', delegate: 'dept:works/a', from: 0, to: null }]
    const forGas = { by: 'dept:works/a', onBehalfOf: 'dept:gas', delegations }
    const built = works()
    built.send('build', gate, forGas)
    expect(built.send('approve', gate).refusal?.details.party).toBe('dept:works')
    expect(built.send('approve', gate, { by: 'dept:gas' }).refusal?.details.party).toBe('dept:gas')
    const approved = works()
    approved.send('build', gate)
    expect(approved.send('approve', gate, forGas).refusal?.details.party).toBe('dept:works/a')
  })

  it('remembers everybody who did it', () => {
    const paper = works()
    paper.send('build', gate)
    paper.send('build', gate, { by: 'dept:gas' })
    paper.send('build', gate, { by: 'dept:gas' })
    expect(paper.state.marks['build/gate']).toEqual(['dept:works', 'dept:gas'])
    for (const by of ['dept:works', 'dept:gas'])
      expect(paper.send('approve', gate, { by }).refusal?.code).toBe('refusal/separation-of-duties')
  })

  it('is told beforehand: depends where an item decides, no where the whole case does', () => {
    const paper = works()
    paper.send('build', gate)
    const told = () =>
      Object.fromEntries(
        allowedFor(paper.definition, paper.state, 'dept:works').map(({ command, verdict, reason }) => [
          command,
          reason?.code ?? verdict,
        ]),
      )
    expect(told()).toMatchObject({ build: 'depends', approve: 'depends', close: 'yes' })
    paper.send('approve', { item: 'lamp' })
    expect(told()).toMatchObject({ close: 'refusal/separation-of-duties' })
  })

  it('keeps items apart that are more than a text, and commands named like what every object has', () => {
    const data = z.object({ item: z.object({ floor: z.int() }) })
    const paper = order({
      commands: { constructor: { by: ['lead'], data }, approve: { by: ['lead'], data } },
      states: { working: { on: { constructor: {}, approve: {} } } },
      rest: {
        separation: [
          { did: 'constructor', mayNot: 'approve', item: 'item' },
          { did: 'toString', mayNot: 'constructor' },
          { did: 'constructor', mayNot: 'record' },
        ],
      },
    } as never)
    expect(paper.send('constructor', { item: { floor: 1 } }).refusal).toBeUndefined()
    expect(paper.send('approve', { item: { floor: 1 } }).refusal?.code).toBe('refusal/separation-of-duties')
    expect(paper.send('approve', { item: { floor: 2 } }).refusal).toBeUndefined()
    expect(paper.send('record', { patch: {} }).refusal?.code).toBe('refusal/separation-of-duties')
  })
})

describe('what is allowed', () => {
  const seesData = ({ event }: { event: { answer?: string } }) => event.answer === 'yes'
  const answer = z.object({ answer: z.string() })
  const verdicts = (paper: ReturnType<typeof order>) =>
    Object.fromEntries(
      allowedFor(paper.definition, paper.state, 'dept:works').map(({ command, verdict, reason }) => [
        command,
        reason === undefined ? verdict : reason.code,
      ]),
    )

  it.each([
    ['reads a field', seesData],
    ['asks whether a field is there', ({ event }: { event: object }) => 'answer' in event],
    ['asks whether the event has it itself', ({ event }: { event: object }) => Object.hasOwn(event, 'answer')],
    ['lists the fields', ({ event }: { event: object }) => Object.keys(event).length > 9],
    ['reads what the directory will say', ({ event }: { event: { facts?: object } }) => event.facts === null],
  ])('depends on the data where a guard %s', (_, ready) => {
    const paper = order({
      guards: { ready },
      commands: { go: { by: ['lead'] } },
      states: { working: { on: { go: { guard: 'ready' } } } },
    })
    expect(verdicts(paper)).toMatchObject({ go: 'depends' })
  })

  it('is known for guards that read who, when and the case alone', () => {
    const own = ({ event }: { event: { type: string; by: string; at: number; delegate: null } }) =>
      'by' in event && event.by === 'dept:works' && event.at > 0 && event.delegate === null && event.type === 'go'
    const symbols = ({ event }: { event: object }) => !(Symbol.iterator in event) && String(event) !== ''
    const parts = (ready: object) => ({
      guards: { ready },
      commands: { go: { by: ['lead'] } },
      states: { working: { on: { go: { guard: 'ready' } } } },
    })
    expect(verdicts(order(parts(own)))).toMatchObject({ go: 'yes' })
    expect(verdicts(order(parts(symbols)))).toMatchObject({ go: 'depends' })
    const kind = ({ event }: { event: object }) => Object.prototype.toString.call(event) === '[object Object]'
    expect(verdicts(order(parts(kind)))).toMatchObject({ go: 'yes' })
  })

  it('is a plain no where a guard says so whatever the data is, even beside a separation that needs the data', () => {
    const paper = order({
      guards: { never: () => false, neither: () => false },
      commands: { go: { by: ['lead'], data: answer } },
      states: { working: { on: { go: [{ guard: 'never' }, { guard: 'neither' }] } } },
      rest: { separation: [{ did: 'record', mayNot: 'go', item: 'answer' }] },
    })
    expect(allowedFor(paper.definition, paper.state, 'dept:works')[1]).toMatchObject({
      command: 'go',
      verdict: 'no',
      reason: { code: 'refusal/guard', guard: 'never', label: { en: 'never', 'zh-CN': 'never' } },
    })
    expect(paper.send('go', { answer: 'x' }).refusal?.details).toMatchObject({ guard: 'never' })
  })

  it('is yes where any region takes the command', () => {
    const paper = order({
      guards: { never: () => false },
      commands: { go: { by: ['lead'] } },
      states: {
        both: { type: 'parallel', states: { a: { on: { go: { guard: 'never' } } }, b: { on: { go: {} } } } },
      },
    })
    expect(verdicts(paper)).toMatchObject({ go: 'yes' })
    expect(paper.send('go').refusal).toBeUndefined()
  })

  it('is nothing for a stranger, and only the commands of its roles for a party', () => {
    const paper = begin()
    expect(allowedFor(definition, paper.state, 'somebody')).toEqual([])
    expect(allowedFor(definition, paper.state, 'dept:police').map(({ command }) => command)).toEqual([
      'reply',
      'case.recuse',
      'case.note',
    ])
  })
})

describe('time rules over items', () => {
  const keyed = (kind: 'window' | 'keepFor' | 'notBefore') =>
    order({
      commands: { act: { by: ['lead'], data: item }, plain: { by: ['lead'] }, leave: { by: ['lead'] } },
      states: { working: { on: { act: {}, plain: {}, leave: 'left' } }, left: { on: { leave: {} } } },
      deadlines: {
        rule: { kind, on: 'working', each: (c: WorksContext) => c.items, within: hours(2), commands: ['act', 'plain'] },
      },
    })
  const gate = { item: 'gate' }
  const verdictOf = (paper: ReturnType<typeof order>, command: string) => {
    const found = allowedFor(paper.definition, paper.state, 'dept:works').find(one => one.command === command)
    return found?.reason?.code ?? found?.verdict
  }
  const withGate = (kind: 'window' | 'keepFor' | 'notBefore') => {
    const paper = keyed(kind)
    paper.send('record', { patch: { items: ['gate'] } })
    return paper
  }

  it('hold back the item they are about and no other', () => {
    for (const [kind, code] of [
      ['keepFor', 'refusal/keep-until'],
      ['notBefore', 'refusal/too-early'],
    ] as const) {
      const paper = withGate(kind)
      expect(paper.send('act', gate).refusal).toMatchObject({
        code,
        details: { deadline: 'rule', until: monday + 2 * hour },
      })
      expect(paper.send('act', { item: 'lamp' }).refusal).toBeUndefined()
      expect(paper.send('plain').refusal).toBeUndefined()
      expect(verdictOf(paper, 'act')).toBe('depends')
      expect(verdictOf(paper, 'plain')).toBe('yes')
      expect(paper.send('act', gate, { at: monday + 2 * hour }).refusal).toBeUndefined()
    }
  })

  it('open a window for the item they are about: allowed depends on the item', () => {
    const paper = withGate('window')
    expect(verdictOf(paper, 'act')).toBe('depends')
    expect(paper.send('act', gate).refusal).toBeUndefined()
    expect(paper.send('act', { item: 'lamp' }).refusal?.details).toEqual({ deadline: 'rule', closedAt: null })
    expect(paper.send('act', gate, { at: monday + 2 * hour }).refusal).toMatchObject({
      code: 'refusal/window-closed',
      details: { closedAt: monday + 2 * hour },
    })
    expect(verdictOf(paper, 'plain')).toBe('refusal/window-closed')
    expect(verdictOf(keyed('window'), 'act')).toBe('refusal/window-closed')
  })

  it('say that a window is closed also where the case has moved on, and not where it never opened', () => {
    const paper = withGate('window')
    paper.send('leave')
    expect(paper.send('act', gate).refusal).toMatchObject({
      code: 'refusal/window-closed',
      details: { deadline: 'rule', closedAt: null },
    })
    expect(verdictOf(paper, 'act')).toBe('refusal/window-closed')
    const never = keyed('window')
    never.send('leave')
    expect(never.send('act', gate).refusal?.code).toBe('refusal/not-in-state')
    const kept = withGate('keepFor')
    kept.send('leave')
    expect(kept.send('act', gate).refusal?.code).toBe('refusal/not-in-state')
    expect(kept.send('leave').refusal).toBeUndefined()
  })

  it('are told beforehand where no item decides', () => {
    const paper = order({
      commands: { pass: { by: ['lead'] }, other: { by: ['lead'] } },
      states: { working: { on: { pass: {}, other: {} } } },
      deadlines: {
        due: { on: 'working', within: hours(9), commands: ['other'] },
        hold: { kind: 'notBefore', on: 'working', within: hours(2), commands: ['pass'] },
      },
    })
    expect(verdictOf(paper, 'pass')).toBe('refusal/too-early')
    expect(verdictOf(paper, 'other')).toBe('yes')
    paper.advance(monday + 2 * hour)
    expect(verdictOf(paper, 'pass')).toBe('yes')
  })
})

describe('an accepted command', () => {
  it('is an entry with everything that was known of it', () => {
    const sent = begin().send('submit', {}, { at: monday + hour, actor: 'wang', commandId: 'mine' })
    expect(sent.drafts).toMatchObject([
      {
        ...{ kind: 'command', type: 'submit', at: monday + hour, by: 'rc:chunshen', actor: 'wang', role: 'convener' },
        ...{ commandId: 'mine', calendarEdition: 'every-day', data: { seen: {}, committed: {}, disclosures: [] } },
        effects: [{ type: 'invited', to: ['dept:police', 'dept:office'], params: { topic: '停车' } }],
      },
    ])
    expect(sent.drafts[0]?.after).toBe(sent.state)
    expect(sent.state.lastAt).toBe(monday + hour)
  })

  it('is never before the newest entry', () => {
    const paper = begin()
    paper.send('case.note', { text: 't' }, { at: monday + day })
    expect(paper.send('submit', {}, { at: monday }).drafts[0]?.at).toBe(monday + day)
  })

  it('tells nobody where the notice names nobody, and once where it names a party', () => {
    const note = (params: object) => ({ type: 'told', params })
    const paper = order({
      commands: { go: { by: ['lead'] } },
      states: { working: { on: { go: { actions: [note({ a: 1 }), note({ to: 'x' }), note({ to: [] })] } } } },
    })
    expect(paper.send('go').drafts[0]?.effects).toEqual([
      { type: 'told', to: [], params: { a: 1 } },
      { type: 'told', to: ['x'], params: {} },
      { type: 'told', to: [], params: {} },
    ])
  })
})
