import { describe, expect, it } from 'vitest'
import { createMachine } from 'xstate'
import { deadlineViews } from '../src/deciding/view.js'
import { updateAction } from '../src/definition/update-action.js'
import { allowedFor, type ConvokeErrorLike, caseDefinition, type Decision, start } from '../src/index.js'
import { everyDayCalendar } from '../src/testing/index.js'
import { day, hour, monday } from './fixtures/case-on-paper.js'
import { order, type WorksContext, worksOrder } from './fixtures/works-order.js'

/** A slip of an author: it works until something is recorded. */
const slip =
  <Answer>(answer: Answer) =>
  (c: WorksContext): Answer => {
    if (c.noted === 'bad') throw new TypeError('c.noted.at is not a function')
    return answer
  }
const working = { working: { on: { go: {}, 'deadline.work': {} } } }
const within = { n: 2, unit: 'hour' } as const
const bad = { patch: { noted: 'bad' } }

function thrown(act: () => unknown): ConvokeErrorLike {
  try {
    act()
  } catch (error) {
    return error as ConvokeErrorLike
  }
  throw new Error('nothing was thrown')
}

describe('a slip in a function of a case type', () => {
  it.each([
    ['roles.lead.who', { roles: { lead: { who: slip('dept:works') } } }],
    ['deadlines.work.each', { deadlines: { work: { on: 'working', within, each: slip([]) } } }],
    ['deadlines.work.due', { deadlines: { work: { on: 'working', within, due: slip(null) } } }],
    ['deadlines.work.suspended', { deadlines: { work: { on: 'working', within, suspended: slip(false) } } }],
    ['deadlines.work.extended', { deadlines: { work: { on: 'working', within, extended: slip([]) } } }],
  ])('is named, with the case type and the cause: %s', (place, parts) => {
    const paper = order({ states: working, ...parts })
    const before = paper.state
    const error = thrown(() => {
      paper.send('record', bad)
      allowedFor(paper.definition, paper.state, 'dept:works')
    })
    expect(error).toMatchObject({
      code: 'bug/selector-threw',
      retry: 'never',
      details: { caseType: 'works-order', version: '1.0.0', place },
    })
    expect(error.message).toContain(`${place} of "works-order" 1.0.0`)
    expect((error.cause as Error).message).toBe('c.noted.at is not a function')
    if (!place.startsWith('roles')) expect(paper.state).toBe(before)
  })

  it('is named where it decides who owes a deadline, and what a parent case gets back', () => {
    const parts = { states: working, deadlines: { work: { on: 'working', within, owedBy: slip([]) } } }
    const paper = order(parts)
    paper.send('record', bad)
    expect(thrown(() => deadlineViews(paper.definition, paper.state)).details.place).toBe('deadlines.work.owedBy')
    const settled = worksOrder({
      states: { closed: { type: 'final', meta: { outcome: 'closed' } } },
      rest: { result: { schema: undefined, of: () => JSON.parse('{') } },
    })
    const request = {
      opening: { seen: { lead: 'a', boss: 'b' }, committed: {}, disclosures: [] },
      ...{ parameters: {}, reference: 'T-1', by: 'a', commandId: 'open' },
      parent: { caseId: 'p', link: 'l', key: '' },
    }
    const clock = { at: monday, calendar: everyDayCalendar() }
    expect(thrown(() => start(caseDefinition(settled), request, clock)).details.place).toBe('result.of')
  })

  it('is named where it asks the directory', () => {
    const { lookups } = caseDefinition(
      worksOrder({
        states: working,
        commands: {
          go: { by: ['lead'], lookups: { authority: slip({}) as never, commonSuperior: slip({ a: ['x'] }) as never } },
        },
      }),
    ).commands.get('go') as unknown as { lookups: { [name: string]: (context: object) => unknown } }
    expect(lookups.commonSuperior?.({})).toEqual({ a: ['x'] })
    expect(thrown(() => lookups.authority?.({ noted: 'bad' })).details.place).toBe('commands.go.lookups.authority')
    expect(thrown(() => lookups.commonSuperior?.({ noted: 'bad' })).details.place).toBe(
      'commands.go.lookups.commonSuperior',
    )
  })

  it.each([
    ['undefined instead of a list', { deadlines: { work: { on: 'working', within, each: () => undefined } } }],
    [
      'a value of type string instead of a list',
      { deadlines: { work: { on: 'working', within, each: () => 'gate' } } },
    ],
    [
      'a list that holds something else than texts',
      { deadlines: { work: { on: 'working', within, each: () => [7] } } },
    ],
    ['a value of type object instead of a date or null', { deadlines: { work: { on: 'working', due: () => ({}) } } }],
    ['null instead of a list', { deadlines: { work: { on: 'working', within, extended: () => null } } }],
    ['undefined instead of a list', { roles: { lead: { who: () => undefined } } }],
  ])('is named when it answers with %s', (answer, parts) => {
    const error = thrown(() => order({ states: working, ...parts }))
    expect(error).toMatchObject({ code: 'bug/selector-answer', details: { answer } })
    expect(error.message).toContain(answer)
  })

  it('is named when it says that nobody in particular owes a deadline', () => {
    const parts = { states: working, deadlines: { work: { on: 'working', within, owedBy: () => null } } }
    const { definition, state } = order(parts)
    expect(thrown(() => deadlineViews(definition, state)).code).toBe('bug/selector-answer')
  })
})

describe('a slip in a machine', () => {
  const toss = ({ context }: { context: WorksContext }) => {
    if (context.noted === 'bad') throw new RangeError('no such item')
    return false
  }

  it('is named by its guard, whether a command is sent or only asked for', () => {
    const parts = {
      guards: { ready: toss, never: () => false },
      commands: { go: { by: ['lead'] } },
      states: { working: { on: { go: [{ guard: 'never' }, { guard: 'ready' }] } } },
    }
    const paper = order(parts)
    paper.send('record', bad)
    const before = paper.state
    for (const act of [() => paper.send('go'), () => allowedFor(paper.definition, paper.state, 'dept:works')]) {
      expect(thrown(act)).toMatchObject({
        code: 'bug/machine-threw',
        details: { caseType: 'works-order', version: '1.0.0', place: 'guards.ready', event: 'go' },
        cause: { message: 'no such item' },
      })
      // What kind of error and in which line, never its words: they may hold what nobody else may see.
      const { message, details } = thrown(act)
      expect(details).toMatchObject({ threw: 'RangeError', line: expect.stringMatching(/^faults\.test\.ts:\d+:\d+$/) })
      expect(message).toContain(`threw RangeError at ${details.line}`)
      expect(message).not.toContain('no such item')
    }
    expect(paper.state).toBe(before)
  })

  it('is named by the event where it is no guard of that event', () => {
    const paper = order({
      guards: { ready: toss },
      states: { working: { always: { guard: 'ready' }, on: { 'deadline.work': {} } } },
    })
    expect(thrown(() => paper.send('record', bad)).details.place).toBe('what "record" leads to')
  })

  it('is named when it fails in the hands of the clock', () => {
    const paper = order({
      guards: { ready: toss },
      states: { working: { on: { 'deadline.work': { guard: 'ready' } } } },
      deadlines: { work: { on: 'working', within } },
    })
    paper.send('record', bad)
    expect(thrown(() => paper.advance(monday + 2 * hour)).details).toMatchObject({
      place: 'guards.ready',
      event: 'deadline.work',
    })
  })

  // Found here once: a promise counted as a yes, and what an update would do later was lost.
  it('is named when it answers with a promise, and what comes of that ends nothing', async () => {
    const late = (): never => Promise.reject(new Error('lost on the way')) as never
    const parts = {
      guards: { ready: late },
      commands: { go: { by: ['lead'] }, write: { by: ['lead'] } },
      states: { working: { on: { go: { guard: 'ready' }, write: { actions: updateAction(late) } } } },
    }
    const paper = order(parts)
    const before = paper.state
    for (const [act, place] of [
      [() => paper.send('go'), 'guards.ready'],
      [() => allowedFor(paper.definition, paper.state, 'dept:works'), 'guards.ready'],
      [() => paper.send('write'), 'what "write" leads to'],
    ] as const) {
      expect(thrown(act)).toMatchObject({
        code: 'bug/selector-answer',
        message: expect.stringContaining(`${place} in the machine of "works-order" 1.0.0 answered with a promise`),
        details: { caseType: 'works-order', version: '1.0.0', place, answer: 'a promise' },
      })
    }
    expect(paper.state).toBe(before)
    // A rejection that nobody takes would end the process, and this run.
    await new Promise(resolve => setImmediate(resolve))
  })

  it('is named when an update answers with anything but nothing', () => {
    const parts = {
      commands: { go: { by: ['lead'] } },
      states: { working: { on: { go: { actions: updateAction((() => ({})) as never) } } } },
    }
    expect(thrown(() => order(parts).send('go')).details).toMatchObject({
      place: 'what "go" leads to',
      answer: 'a value of type object instead of nothing',
    })
  })

  it('keeps an error of the kernel as it is', () => {
    const paper = order({
      commands: { go: { by: ['lead'] } },
      states: { working: { on: { go: 'a' } }, a: { always: 'b' }, b: { always: 'a' } },
    })
    expect(thrown(() => paper.send('go')).code).toBe('kernel/endless-loop')
  })

  it('is named when a case cannot even start', () => {
    const machine = createMachine({
      context: () => {
        throw new RangeError('no topic')
      },
    })
    expect(thrown(() => order({ states: working, rest: { machine } }))).toMatchObject({
      code: 'bug/machine-threw',
      details: { caseType: 'works-order', version: '1.0.0', place: 'context' },
      cause: { message: 'no topic' },
    })
  })
})

describe('keys of a deadline', () => {
  const parts = { states: working, deadlines: { work: { on: 'working', within, each: (c: WorksContext) => c.items } } }
  const items = (n: number) => Array.from({ length: n }, (_, i) => `i${i}`)
  const recordItems = (n: number, paper = order(parts)): Decision =>
    paper.send('record', { patch: { items: items(n).map(String) } })

  it('count once each, though a selector names them twice', () => {
    const paper = order(parts)
    paper.send('record', { patch: { items: ['gate', 'lamp', 'gate'] } })
    expect(paper.state.deadlines.map(({ key, n }) => [key, n])).toEqual([
      ['gate', 1],
      ['lamp', 1],
    ])
  })

  it('may be thousands, each found again at the next step', () => {
    const many = { ...parts, deadlines: { work: { ...parts.deadlines.work, each: () => items(10_000) } } }
    const paper = order(many)
    expect(paper.state.deadlines).toHaveLength(10_000)
    paper.send('record', { patch: { noted: 1 } }, { at: monday + hour })
    expect(paper.state.deadlines.every(({ n, startedAt }) => n === 1 && startedAt === monday)).toBe(true)
  })

  it('may not be more than 10,000: the command that brings them is refused', () => {
    const count = (c: WorksContext) => (c.noted === 'all' ? items(10_001) : [])
    const paper = order({ ...parts, deadlines: { work: { ...parts.deadlines.work, each: count } } })
    const before = paper.state
    expect(paper.send('record', { patch: { noted: 'all' } })).toMatchObject({
      drafts: [],
      refusal: {
        code: 'input/too-large',
        details: { what: 'deadlines', deadline: 'work', keys: 10_001, limit: 10_000 },
      },
    })
    expect(paper.state).toBe(before)
    expect(recordItems(3).refusal).toBeUndefined()
  })

  it('are counted for each, also those with names that every object has', () => {
    const paper = order({
      states: working,
      deadlines: { constructor: { on: 'working', within } },
    })
    expect(paper.state.deadlines).toMatchObject([{ name: 'constructor', n: 1 }])
  })
})

describe('a deadline that would be reached for ever', () => {
  it('stops the case with its name', () => {
    const paper = order({
      states: { working: { on: { 'deadline.work': { target: 'working', reenter: true } } } },
      deadlines: { work: { on: 'working', due: () => '2020-01-01' } },
    })
    expect(thrown(() => paper.advance(monday))).toMatchObject({
      code: 'bug/endless-deadlines',
      details: { deadline: 'work' },
    })
  })

  it('stops it too where it is due at the very moment it starts', () => {
    const paper = order({
      states: { working: { on: { 'deadline.work': { target: 'working', reenter: true } } } },
      deadlines: { work: { on: 'working', due: () => '2026-01-05' } },
    })
    expect(paper.advance(monday).drafts).toEqual([])
    expect(thrown(() => paper.advance(monday + day)).details).toMatchObject({ deadline: 'work', times: 101 })
  })

  it('is not one that starts again and again with time between', () => {
    const paper = order({
      states: { working: { on: { 'deadline.work': { target: 'working', reenter: true } } } },
      deadlines: { work: { on: 'working', within: { n: 1, unit: 'hour' } } },
    })
    expect(paper.advance(monday + 30 * day).drafts).toHaveLength(720)
  })

  it('is not a hundred promises that were broken before they were given', () => {
    const keys = Array.from({ length: 300 }, (_, i) => `i${i}`)
    const paper = order({
      states: working,
      deadlines: { work: { on: 'working', due: () => '2020-01-01', each: () => keys } },
    })
    expect(paper.advance(monday).drafts).toHaveLength(300)
  })
})
