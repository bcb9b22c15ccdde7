import { describe, expect, it } from 'vitest'
import { updateAction } from '../src/definition/update-action.js'
import { allowedFor, decide, restoreState, snapshotOf } from '../src/index.js'
import { everyDayCalendar } from '../src/testing/index.js'
import { day, hour, monday } from './fixtures/case-on-paper.js'
import { order, type WorksContext } from './fixtures/works-order.js'

const byBoss = { by: 'town:leader' }
const hours = (n: number) => ({ n, unit: 'hour' }) as const
const clock = { at: monday, calendar: everyDayCalendar() }
const noData = { seen: {}, committed: {}, disclosures: [] }

/** A countersigned step: both regions must say yes, and either side may return the case. */
const countersigning = {
  commands: { go: { by: ['lead'] }, sign: { by: ['lead', 'boss'] }, sendBack: { by: ['boss'] } },
  guards: {
    byLead: ({ event }: { event: { by?: string } }) => event.by === 'dept:works',
    byBoss: ({ event }: { event: { by?: string } }) => event.by === 'town:leader',
  },
  states: {
    drafting: { on: { go: 'signing' } },
    signing: {
      type: 'parallel',
      on: { sendBack: 'drafting' },
      onDone: 'agreed',
      states: {
        lead: {
          initial: 'waiting',
          states: { waiting: { on: { sign: { guard: 'byLead', target: 'signed' } } }, signed: { type: 'final' } },
        },
        boss: {
          initial: 'waiting',
          states: { waiting: { on: { sign: { guard: 'byBoss', target: 'signed' } } }, signed: { type: 'final' } },
        },
      },
    },
    agreed: { type: 'final', meta: { outcome: 'agreed' } },
  },
  deadlines: {
    lead: { on: 'signing.lead.waiting', within: hours(9) },
    boss: { on: 'signing.boss.waiting', within: hours(9) },
    all: { on: 'signing', within: hours(20) },
  },
} as const

describe('faults of earlier engines', () => {
  it('a timer of a restored case fires when it was due (7, 13: lost timers, overdue timers stuck after restore)', () => {
    const paper = order({
      states: { working: { on: { 'deadline.work': 'late' } }, late: {} },
      deadlines: { work: { on: 'working', within: hours(2) } },
    })
    const json = JSON.stringify(snapshotOf(paper.state, { seq: 1, at: monday, hash: '' }))
    paper.state = restoreState(paper.definition, JSON.parse(json))
    expect(paper.advance(monday + 30 * day).drafts).toMatchObject([{ type: 'deadline.work', at: monday + 2 * hour }])
    expect(paper.advance(monday + 31 * day).drafts).toEqual([])
  })

  it('a suspended timer does not catch up and fire on resumption (13)', () => {
    const paper = order({
      states: { working: {} },
      deadlines: { work: { on: 'working', within: hours(2), suspended: (c: WorksContext) => c.paused } },
    })
    paper.send('record', { patch: { paused: true } }, { at: monday + hour })
    const resumed = paper.send('record', { patch: { paused: false } }, { at: monday + 30 * day })
    expect(resumed.drafts.map(({ type }) => type)).toEqual(['record'])
    expect(paper.advance(monday + 30 * day).drafts).toEqual([])
    expect(paper.advance(monday + 31 * day).drafts).toMatchObject([{ at: monday + 30 * day + hour }])
  })

  it('an event sent too soon is refused aloud, never lost in silence (4, 14)', () => {
    const paper = order(countersigning)
    expect(paper.send('sign').refusal).toMatchObject({
      code: 'refusal/not-in-state',
      details: { states: ['drafting'] },
    })
    paper.send('go')
    expect(paper.send('sign').refusal).toBeUndefined()
  })

  it('what a list of tasks does not show is refused by the case as well (19: visibility enforced in the interface only)', () => {
    const paper = order(countersigning)
    paper.send('go')
    const shown = allowedFor(paper.definition, paper.state, 'dept:works').map(({ command }) => command)
    expect(shown).not.toContain('sendBack')
    const ask = { type: 'sendBack', data: noData, by: 'dept:works', commandId: 'c' }
    expect(decide(paper.definition, paper.state, ask, clock).refusal?.code).toBe('refusal/role')
    expect(decide(paper.definition, paper.state, { ...ask, by: 'somebody' }, clock).refusal?.code).toBe('missing/case')
  })

  it('returning out of a countersigned step forgets the signatures and their clocks, and each is asked again (20: 会签退回)', () => {
    const paper = order(countersigning)
    paper.send('go')
    paper.send('sign')
    expect(paper.state.deadlines.map(({ name, n }) => [name, n])).toEqual([
      ['boss', 1],
      ['all', 1],
    ])
    paper.send('sendBack', {}, byBoss)
    expect(paper.state.deadlines).toEqual([])
    paper.send('go', {}, { at: monday + hour })
    expect(paper.state.deadlines.map(({ name, n, startedAt }) => [name, n, startedAt])).toEqual([
      ['lead', 2, monday + hour],
      ['boss', 2, monday + hour],
      ['all', 2, monday + hour],
    ])
    paper.send('sign', {}, byBoss)
    expect(paper.state.outcome).toBeNull()
    expect(paper.send('sign', {}, byBoss).refusal).toMatchObject({
      code: 'refusal/guard',
      details: { guard: 'byLead' },
    })
    paper.send('sign')
    expect(paper.state).toMatchObject({ outcome: 'agreed', deadlines: [] })
  })

  it('a deputy acts for one role, one command, one kind of case, not for everything (21)', () => {
    const deputy = { id: 'd', principal: 'town:leader', delegate: 'officer:li', from: 0, to: null, commands: ['sign'] }
    const forBoss = { by: 'officer:li', onBehalfOf: 'town:leader', delegations: [deputy] }
    const paper = order(countersigning)
    paper.send('go')
    expect(paper.send('sendBack', {}, forBoss).refusal?.code).toBe('refusal/delegation')
    expect(paper.send('sign', {}, forBoss).drafts[0]).toMatchObject({ role: 'boss', delegationId: 'd' })
  })

  it('a case passed round is counted: each start of its clock is numbered, whoever has it (22: 踢皮球)', () => {
    const paper = order({
      commands: { pass: { by: ['lead', 'boss'] } },
      states: { here: { on: { pass: 'there' } }, there: { on: { pass: 'here' } } },
      deadlines: { here: { on: 'here', within: hours(9), owes: 'lead' } },
    })
    for (let i = 0; i < 6; i++) paper.send('pass', {}, { at: monday + i * hour })
    expect(paper.state.deadlines).toMatchObject([{ name: 'here', n: 4 }])
    expect(paper.state.counters).toEqual({ here: 4 })
  })

  it('asking what is allowed does not throw where a guard reads the data of the command (32)', () => {
    const paper = order({
      guards: { full: ({ event }: { event: { list?: readonly string[] } }) => (event.list as string[]).length > 2 },
      commands: { go: { by: ['lead'] } },
      states: { working: { on: { go: { guard: 'full' } } } },
    })
    expect(allowedFor(paper.definition, paper.state, 'dept:works')[1]).toEqual({ command: 'go', verdict: 'depends' })
  })

  it('code that was written anew or minified is the same definition, other names are not (25)', () => {
    const hashOf = (ready: (args: { context: WorksContext }) => boolean, name = 'ready') =>
      order({
        guards: { [name]: ready },
        commands: { go: { by: ['lead'] } },
        states: { working: { on: { go: { guard: name } } } },
      }).definition.hash
    const written = hashOf(({ context }) => context.noted === 1)
    // biome-ignore lint/suspicious/noDoubleEquals: as a minifier might print it.
    expect(hashOf(e => !(e.context.noted != 1))).toBe(written)
    expect(hashOf(({ context }) => context.noted === 1, 'steady')).not.toBe(written)
  })

  it('a guard, a role or a deadline that writes to the case is stopped and leaves no trace (35)', () => {
    const write = (c: WorksContext) => {
      ;(c as { noted: unknown }).noted = 'forged'
      return true
    }
    const guarded = order({
      guards: { writes: ({ context }: { context: WorksContext }) => context.noted === 1 && write(context) },
      commands: { go: { by: ['lead'] } },
      states: { working: { on: { go: { guard: 'writes' } } } },
    })
    guarded.send('record', { patch: { noted: 1 } })
    expect(() => guarded.send('go')).toThrow(/bug\/machine-threw: guards\.writes/)
    expect(guarded.state.machine.context.noted).toBe(1)
    const clocked = order({
      states: { working: {} },
      deadlines: {
        work: { on: 'working', within: hours(1), suspended: (c: WorksContext) => c.noted === 1 && write(c) },
      },
    })
    expect(() => clocked.send('record', { patch: { noted: 1 } })).toThrow(
      /bug\/selector-threw: deadlines\.work\.suspended/,
    )
    expect(clocked.state.machine.context.noted).toBeNull()
  })

  it('what an update leaves half done when it throws is not kept (7: a tear in the middle of a step)', () => {
    const half = {
      actions: updateAction(({ context }) => {
        ;(context as { items: string[] }).items.push('gate')
        throw new Error('the rest')
      }),
    }
    const paper = order({ commands: { go: { by: ['lead'] } }, states: { working: { on: { go: half } } } })
    const before = paper.state
    expect(() => paper.send('go')).toThrow(/bug\/machine-threw/)
    expect(paper.state).toBe(before)
    expect(paper.state.machine.context.items).toEqual([])
  })
})
