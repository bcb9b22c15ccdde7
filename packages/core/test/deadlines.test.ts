import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { deadlineViews } from '../src/deciding/view.js'
import { updateAction } from '../src/definition/update-action.js'
import { activePaths, caseDefinition, type Duration, duration, indexOf, nextRungAt } from '../src/index.js'
import { everyDayCalendar } from '../src/testing/index.js'
import { day, hour, monday, open } from './fixtures/case-on-paper.js'
import { clocks } from './fixtures/clocks.js'
import { order, type WorksContext, type WorksParts } from './fixtures/works-order.js'

const begin = (data: { items?: string[]; promised?: string | null } = {}) => {
  const paper = open(clocks, { lead: 'dept:works', boss: 'town:leader' }, { by: 'dept:works' })
  paper.send('begin', { items: data.items ?? [], promised: data.promised ?? null })
  return paper
}
type Paper = ReturnType<typeof begin>
const byBoss = { by: 'town:leader' }
const find = (paper: Paper, name: string, key = '') =>
  paper.state.deadlines.find(open => open.name === name && open.key === key)
const types = (paper: Paper) => paper.drafts.map(({ type }) => type)
const midnight = (date: string) => Date.parse(`${date}T00:00:00Z`)
/** Four working days after Monday: end of Friday. */
const workDue = midnight('2026-01-10')

describe('a ladder', () => {
  it('is one entry a rung, in order, each once, each at its own instant', () => {
    const paper = begin()
    paper.advance(midnight('2026-02-01'))
    const rungs = paper.drafts.filter(({ type }) => type.startsWith('deadline.work')).map(({ type, at }) => [type, at])
    expect(rungs).toEqual([
      ['deadline.work.half', monday + Math.floor((workDue - monday) / 2)],
      ['deadline.work.dayBefore', workDue - day],
      ['deadline.work', workDue],
      ['deadline.work.plusOne', workDue + day],
    ])
    expect(paper.advance(midnight('2026-03-01')).drafts).toEqual([])
  })

  it('tells the roles it names', () => {
    const paper = begin()
    paper.advance(workDue + day)
    const told = paper.drafts.flatMap(({ effects }) => effects).filter(({ type }) => type === 'deadline')
    expect(told.map(({ to, params }) => [to, params.rung])).toEqual([
      [['dept:works'], 'half'],
      [['dept:works'], 'dayBefore'],
      [['town:leader'], 'plusOne'],
    ])
  })

  it('says when the next rung fires', () => {
    expect(nextRungAt(begin().state)).toBe(monday + Math.floor((workDue - monday) / 2))
  })
})

describe('start and end', () => {
  it('is not restarted by an internal transition', () => {
    const paper = begin()
    paper.send('hold', {}, { ...byBoss, at: monday + day })
    expect(find(paper, 'work')).toMatchObject({ n: 1, startedAt: monday, dueAt: workDue })
  })

  it('ends with its state and starts as the next instance when the state is entered again', () => {
    const paper = begin()
    paper.send('finish', {}, { at: monday + day })
    expect(find(paper, 'work')).toBeUndefined()
    paper.send('again', {}, { ...byBoss, at: monday + 2 * day })
    expect(find(paper, 'work')).toMatchObject({ n: 2, startedAt: monday + 2 * day, dueAt: workDue + 2 * day })
  })

  it('keeps an outer clock running across states until its end, without reset', () => {
    const paper = begin()
    paper.send('finish', {}, { at: monday + day })
    paper.send('again', {}, { ...byBoss, at: monday + 2 * day })
    expect(find(paper, 'outer')).toMatchObject({ n: 1, startedAt: monday })
    paper.send('finish', {}, { at: monday + 3 * day })
    paper.send('pass', {}, { ...byBoss, at: monday + 5 * day })
    expect(find(paper, 'outer')).toBeUndefined()
  })

  it('runs once for each key, and by the promised date where there is one', () => {
    const byRule = begin({ items: ['gate', 'lamp'] })
    expect(byRule.state.deadlines.filter(({ name }) => name === 'item').map(({ key, dueAt }) => [key, dueAt])).toEqual([
      ['gate', midnight('2026-01-08')],
      ['lamp', midnight('2026-01-08')],
    ])
    expect(find(begin({ items: ['gate'], promised: '2026-01-20' }), 'item', 'gate')).toMatchObject({
      dueAt: midnight('2026-01-21'),
      duration: null,
    })
  })

  it('fires deadlines of one instant by name and key', () => {
    const paper = begin({ items: ['b', 'a'] })
    paper.advance(midnight('2026-01-08'))
    expect(paper.drafts.filter(({ type }) => type === 'deadline.item').map(({ data }) => data.seen.key)).toEqual([
      'a',
      'b',
    ])
  })
})

describe('clock operations', () => {
  it('keeps the remainder while suspended and gives it back on resumption', () => {
    const paper = begin()
    paper.send('pause', {}, { ...byBoss, at: monday + day })
    expect(find(paper, 'work')).toMatchObject({ dueAt: null, left: workDue - monday - day })
    paper.advance(monday + 30 * day)
    expect(types(paper)).not.toContain('deadline.work')
    paper.send('resume', {}, { ...byBoss, at: monday + 31 * day })
    expect(find(paper, 'work')).toMatchObject({ left: null, dueAt: workDue + 30 * day })
  })

  it('fires no rung twice over a suspension', () => {
    const paper = begin()
    paper.send('pause', {}, { ...byBoss, at: monday + 3 * day })
    paper.send('resume', {}, { ...byBoss, at: monday + 13 * day })
    paper.advance(workDue + 20 * day)
    expect(types(paper).filter(type => type === 'deadline.work.half')).toHaveLength(1)
    expect(types(paper).filter(type => type === 'deadline.work')).toHaveLength(1)
  })

  it('is moved by an extension, and by no more than the cap in all', () => {
    const paper = begin()
    paper.send('extend', { days: 2, ground: 'rain' }, byBoss)
    expect(find(paper, 'work')).toMatchObject({ dueAt: workDue + 2 * day, extensions: 1 })
    paper.send('extend', { days: 2, ground: 'more rain' }, byBoss)
    expect(find(paper, 'work')).toMatchObject({ dueAt: workDue + 3 * day, extensions: 2 })
  })

  it('cannot be extended back to life after it fired', () => {
    const paper = begin()
    paper.send('extend', { days: 3, ground: 'late' }, { ...byBoss, at: workDue + hour })
    expect(find(paper, 'work')).toMatchObject({ dueAt: workDue })
  })
})

describe('the other kinds of time rule', () => {
  it('holds back what may not happen before its time (notBefore)', () => {
    const paper = begin()
    paper.send('finish')
    expect(paper.send('pass', {}, byBoss).refusal).toMatchObject({
      code: 'refusal/too-early',
      details: { until: midnight('2026-01-07') },
    })
    expect(paper.send('pass', {}, { ...byBoss, at: midnight('2026-01-07') }).refusal).toBeUndefined()
  })

  it('keeps up what must stay (keepFor) and closes a right that lapses (window)', () => {
    const paper = begin()
    paper.send('finish')
    const posted = midnight('2026-01-07')
    paper.send('pass', {}, { ...byBoss, at: posted })
    expect(paper.send('takeDown', {}, { at: posted + day }).refusal).toMatchObject({
      code: 'refusal/keep-until',
      details: { until: posted + 6 * day },
    })
    expect(paper.send('object', {}, { ...byBoss, at: posted + 4 * day }).refusal).toMatchObject({
      code: 'refusal/window-closed',
      details: { closedAt: posted + 4 * day },
    })
    expect(paper.send('takeDown', {}, { at: posted + 6 * day }).refusal).toBeUndefined()
    expect(activePaths(caseDefinition(clocks), paper.state.machine)).toEqual(['done'])
  })

  it('admits the right while its window is open', () => {
    const paper = begin()
    paper.send('finish')
    paper.send('pass', {}, { ...byBoss, at: midnight('2026-01-07') })
    expect(paper.send('object', {}, { ...byBoss, at: midnight('2026-01-08') }).refusal).toBeUndefined()
  })
})

/** A works order that only waits; what is recorded decides. */
const waiting = (deadlines: WorksParts['deadlines'], more: Partial<WorksParts> = {}) =>
  order({
    commands: { halt: { by: ['lead'] }, go: { by: ['lead'] }, redo: { by: ['lead'] } },
    states: {
      working: { on: { halt: 'halted', redo: { target: 'working', reenter: true } } },
      halted: { on: { go: 'working' } },
    },
    ...more,
    deadlines: deadlines ?? {},
  })
const mostFive = z.object({ most: duration.default({ n: 5, unit: 'hour' }) })
const hours = (n: number) => ({ n, unit: 'hour' }) as const
const opened = (paper: ReturnType<typeof order>) =>
  paper.state.deadlines.map(({ name, key, n, startedAt, dueAt }) => ({ name, key, n, startedAt, dueAt }))

describe('the order in which deadlines fire', () => {
  it('is by instant, then name, then key, then rung, whatever order they were declared in', () => {
    const ladder = [{ rung: 'a', after: hours(1) }]
    const paper = waiting({
      work: { on: 'working', within: hours(2), each: () => ['b', 'a'], ladder },
      late: { on: 'working', within: hours(3) },
      alpha: { on: 'working', within: hours(2), ladder: [{ rung: 'whole', fraction: [1, 1] }] },
    })
    const fired = paper.advance(monday + day).drafts.map(({ type, at, data }) => [type, data.seen.key, at - monday])
    expect(fired).toEqual([
      ['deadline.alpha', '', 2 * hour],
      ['deadline.alpha.whole', '', 2 * hour],
      ['deadline.work', 'a', 2 * hour],
      ['deadline.work', 'b', 2 * hour],
      ['deadline.late', '', 3 * hour],
      ['deadline.work.a', 'a', 3 * hour],
      ['deadline.work.a', 'b', 3 * hour],
    ])
  })

  it('writes each as an entry of the clock with what it was about', () => {
    const [half, due] = waiting({
      work: { on: 'working', within: hours(2), ladder: [{ rung: 'half', fraction: [1, 2] }] },
    }).advance(monday + day).drafts
    expect(half).toMatchObject({ kind: 'clock', by: 'clock', role: 'clock', commandId: 'clock:work::1:half' })
    expect(half?.data.seen).toEqual({ key: '', n: 1, rung: 'half', dueAt: monday + 2 * hour })
    expect(due?.data.seen).toEqual({ key: '', n: 1, dueAt: monday + 2 * hour })
    expect(due).toMatchObject({ commandId: 'clock:work::1:due', calendarEdition: 'every-day' })
  })

  it('fires what firing has started, as far as it is due', () => {
    const paper = waiting(
      { work: { on: 'working', within: hours(2) }, next: { on: 'checking', within: hours(3) } },
      {
        states: {
          working: { on: { 'deadline.work': 'checking' } },
          checking: { on: { 'deadline.next': 'gone' } },
          gone: {},
        },
      },
    )
    expect(paper.advance(monday + 5 * hour).drafts.map(({ type, at }) => [type, at])).toEqual([
      ['deadline.work', monday + 2 * hour],
      ['deadline.next', monday + 5 * hour],
    ])
    expect(opened(paper)).toEqual([])
  })

  it('is never before the newest entry, for a date that had passed when it was promised', () => {
    const paper = waiting({ work: { on: 'working', within: hours(200), due: (c: WorksContext) => c.promised } })
    paper.send('record', { patch: { promised: '2026-01-02' } }, { at: monday + hour })
    expect(nextRungAt(paper.state)).toBe(midnight('2026-01-03'))
    expect(paper.advance(monday + 2 * hour).drafts).toMatchObject([{ type: 'deadline.work', at: monday + hour }])
  })
})

describe('a deadline over the life of a state', () => {
  it('starts again when the state is entered anew from itself', () => {
    const paper = waiting({ work: { on: 'working', within: hours(20) } })
    paper.send('redo', {}, { at: monday + hour })
    expect(opened(paper)).toMatchObject([{ n: 2, startedAt: monday + hour, dueAt: monday + 21 * hour }])
  })

  it('goes on from one of its states to the next, and starts again after neither was active', () => {
    const states = {
      working: { on: { halt: 'halted' } },
      halted: { on: { go: 'working', redo: 'away' } },
      away: { on: { go: 'working' } },
    }
    const paper = waiting({ work: { on: ['working', 'halted'], within: hours(20) } }, { states })
    paper.send('halt', {}, { at: monday + hour })
    expect(opened(paper)).toMatchObject([{ n: 1, startedAt: monday }])
    paper.send('redo', {}, { at: monday + 2 * hour })
    expect(opened(paper)).toEqual([])
    paper.send('go', {}, { at: monday + 3 * hour })
    expect(opened(paper)).toMatchObject([{ n: 2, startedAt: monday + 3 * hour }])
  })

  it('runs in one region whatever happens in another', () => {
    const states = {
      both: {
        type: 'parallel',
        states: {
          site: {
            initial: 'working',
            states: { working: { on: { halt: 'halted' } }, halted: { on: { go: 'working' } } },
          },
          desk: { initial: 'open', states: { open: { on: { redo: { target: 'open', reenter: true }, halt: {} } } } },
        },
      },
    }
    const paper = waiting(
      { site: { on: 'both.site.working', within: hours(20) }, desk: { on: 'both.desk.open', within: hours(20) } },
      { states },
    )
    paper.send('redo', {}, { at: monday + hour })
    expect(opened(paper)).toMatchObject([
      { name: 'site', n: 1, startedAt: monday },
      { name: 'desk', n: 2, startedAt: monday + hour },
    ])
    // One event, taken by both regions.
    paper.send('halt', {}, { at: monday + 2 * hour })
    expect(opened(paper)).toMatchObject([{ name: 'desk', n: 2 }])
    paper.send('go', {}, { at: monday + 3 * hour })
    expect(opened(paper)).toMatchObject([
      { name: 'site', n: 2, startedAt: monday + 3 * hour },
      { name: 'desk', n: 2, startedAt: monday + hour },
    ])
  })

  it('ends for a key that goes, and begins as its next instance when the key comes back', () => {
    const paper = waiting({ work: { on: 'working', within: hours(20), each: (c: WorksContext) => c.items } })
    const items = (list: string[], at: number) => paper.send('record', { patch: { items: list } }, { at })
    items(['gate', 'lamp'], monday)
    items(['lamp'], monday + hour)
    expect(opened(paper)).toMatchObject([{ key: 'lamp', n: 1 }])
    items(['gate', 'lamp'], monday + 2 * hour)
    expect(opened(paper)).toMatchObject([
      { key: 'gate', n: 2, startedAt: monday + 2 * hour },
      { key: 'lamp', n: 1, startedAt: monday },
    ])
    expect(paper.state.counters).toEqual({ 'work/gate': 2, 'work/lamp': 1 })
  })

  it('stays open and overdue after it was reached, until its state is left', () => {
    const paper = waiting({ work: { on: 'working', within: hours(2) } })
    paper.advance(monday + 3 * hour)
    const overdue = paper.state.deadlines
    expect(opened(paper)).toMatchObject([{ n: 1, dueAt: monday + 2 * hour }])
    paper.send('record', { patch: { paused: true } }, { at: monday + 4 * hour })
    expect(paper.state.deadlines).toBe(overdue)
    expect(paper.advance(monday + 5 * hour).drafts).toEqual([])
    paper.send('halt', {}, { at: monday + 5 * hour })
    expect(opened(paper)).toEqual([])
  })

  it('leaves the list alone when a step changes no deadline', () => {
    const paper = waiting({ work: { on: 'working', within: hours(2), each: () => ['a', 'b'] } })
    const before = paper.state
    paper.send('record', { patch: { noted: 1 } })
    expect(paper.state.deadlines).toBe(before.deadlines)
    expect(paper.state.counters).toBe(before.counters)
  })
})

describe('an outer clock', () => {
  const span = { outer: { from: ['go'], until: ['halt'], within: hours(20) } }
  const states = {
    working: { on: { go: {}, halt: {}, redo: 'closed', 'deadline.outer': {} } },
    closed: { meta: { outcome: 'closed' }, on: { go: {}, halt: 'working' } },
  }
  const at = (n: number) => ({ at: monday + n * hour })

  it('runs from one entry to another, and from its entry anew when that comes again', () => {
    const paper = waiting(span, { states })
    expect(opened(paper)).toEqual([])
    paper.send('go', {}, at(1))
    paper.send('record', { patch: {} }, at(2))
    expect(opened(paper)).toMatchObject([{ n: 1, startedAt: monday + hour }])
    paper.send('go', {}, at(3))
    expect(opened(paper)).toMatchObject([{ n: 2, startedAt: monday + 3 * hour }])
    paper.send('halt', {}, at(4))
    expect(opened(paper)).toEqual([])
    paper.send('record', { patch: {} }, at(5))
    expect(opened(paper)).toEqual([])
  })

  it('ends when the case settles, unless it survives that', () => {
    const ends = waiting(span, { states })
    ends.send('go', {}, at(1))
    ends.send('redo', {}, at(2))
    expect(opened(ends)).toEqual([])
    ends.send('go', {}, at(3))
    expect(opened(ends)).toEqual([])
    const survives = waiting({ outer: { ...span.outer, survives: true } }, { states })
    survives.send('go', {}, at(1))
    survives.send('redo', {}, at(2))
    expect(opened(survives)).toMatchObject([{ n: 1 }])
  })

  it('with keys goes on while it has none', () => {
    const paper = waiting({ outer: { ...span.outer, each: (c: WorksContext) => c.items } }, { states })
    const items = (list: string[], n: number) => paper.send('record', { patch: { items: list } }, at(n))
    items(['gate'], 0)
    expect(opened(paper)).toEqual([])
    items([], 1)
    paper.send('go', {}, at(1))
    expect(opened(paper)).toEqual([])
    items(['gate'], 2)
    expect(opened(paper)).toMatchObject([{ key: 'gate', n: 1, startedAt: monday + 2 * hour }])
    items([], 3)
    items(['gate', 'lamp'], 4)
    expect(opened(paper)).toMatchObject([
      { key: 'gate', n: 2, startedAt: monday + 4 * hour },
      { key: 'lamp', n: 1 },
    ])
    paper.send('halt', {}, at(5))
    items(['gate', 'roof'], 6)
    expect(opened(paper)).toEqual([])
    paper.send('go', {}, at(7))
    expect(opened(paper)).toMatchObject([
      { key: 'gate', n: 3 },
      { key: 'roof', n: 1 },
    ])
  })

  it('begins and ends with entries that the machine does not hear of', () => {
    const paper = waiting(
      {
        step: { on: 'working', within: hours(2) },
        outer: { from: ['deadline.step'], until: ['case.settled'], within: hours(20) },
      },
      { states: { working: {} } },
    )
    paper.advance(monday + 3 * hour)
    expect(opened(paper)).toMatchObject([{ name: 'step' }, { name: 'outer', startedAt: monday + 2 * hour }])
    paper.hear('case.settled', { link: 'l', key: '', outcome: 'o' }, monday + 4 * hour)
    expect(opened(paper)).toMatchObject([{ name: 'step' }])
  })

  it('may begin with the case itself', () => {
    expect(opened(waiting({ outer: { from: ['case.started'], within: hours(20) } }))).toMatchObject([{ n: 1 }])
  })
})

describe('a date fixed by the case', () => {
  const promised = { work: { on: 'working', within: hours(30), due: (c: WorksContext) => c.promised } }
  const promise = (paper: ReturnType<typeof order>, date: string | null, at = monday) =>
    paper.send('record', { patch: { promised: date } }, { at })
  const dueAt = (paper: ReturnType<typeof order>) => paper.state.deadlines[0]?.dueAt

  it('takes the place of the period when it is fixed later, moves it when changed, and gives it back', () => {
    const paper = waiting(promised)
    expect(dueAt(paper)).toBe(monday + 30 * hour)
    promise(paper, '2026-01-20')
    expect(dueAt(paper)).toBe(midnight('2026-01-21'))
    promise(paper, '2026-01-15')
    expect(dueAt(paper)).toBe(midnight('2026-01-16'))
    expect(paper.state.deadlines[0]).toMatchObject({ duration: null, n: 1, startedAt: monday })
    promise(paper, null, monday + hour)
    expect(paper.state.deadlines[0]).toMatchObject({ dueAt: monday + 30 * hour, duration: hours(30) })
  })

  it('is kept beside the due instant only where that was moved away from it', () => {
    const paper = waiting({ work: { ...promised.work, suspended: (c: WorksContext) => c.paused } })
    const paused = (is: boolean) => paper.send('record', { patch: { paused: is } })
    paused(true)
    paused(false)
    expect(paper.state.deadlines[0]).not.toHaveProperty('date')
    promise(paper, '2026-01-20')
    expect(paper.state.deadlines[0]).toMatchObject({ provisional: false, duration: null })
    expect(paper.state.deadlines[0]).not.toHaveProperty('date')
    paused(true)
    expect(paper.state.deadlines[0]).toMatchObject({ date: '2026-01-20', dueAt: null })
    paused(false)
    expect(paper.state.deadlines[0]).toMatchObject({ date: '2026-01-20', dueAt: midnight('2026-01-21') })
    promise(paper, '2026-01-22')
    expect(paper.state.deadlines[0]).not.toHaveProperty('date')
  })

  it('fixed anew together with a suspension is what is suspended', () => {
    const paper = waiting({ work: { ...promised.work, suspended: (c: WorksContext) => c.paused } })
    paper.send('record', { patch: { promised: '2026-01-20', paused: true } })
    expect(paper.state.deadlines[0]).toMatchObject({ date: '2026-01-20', left: midnight('2026-01-21') - monday })
  })

  it('changed during a suspension counts from the resumption', () => {
    const paper = waiting({ work: { ...promised.work, suspended: (c: WorksContext) => c.paused } })
    promise(paper, '2026-01-20')
    paper.send('record', { patch: { paused: true } })
    promise(paper, '2026-01-25', monday + day)
    expect(paper.state.deadlines[0]).toMatchObject({ date: '2026-01-20', dueAt: null })
    paper.send('record', { patch: { paused: false } }, { at: monday + 2 * day })
    expect(dueAt(paper)).toBe(midnight('2026-01-26'))
  })

  it('stands when it is taken back and no period was declared', () => {
    const paper = waiting({ work: { on: 'halted', due: (c: WorksContext) => c.promised } })
    promise(paper, '2026-01-20')
    paper.send('halt')
    promise(paper, null)
    expect(dueAt(paper)).toBe(midnight('2026-01-21'))
  })

  it('is needed where no period was declared', () => {
    expect(() => waiting({ work: { on: 'working', due: () => null } })).toThrow(/deadline-without-duration/)
  })

  it('that has passed unmet is not moved back to life', () => {
    const paper = waiting(promised)
    paper.advance(monday + 31 * hour)
    promise(paper, '2026-01-20', monday + 32 * hour)
    expect(dueAt(paper)).toBe(monday + 30 * hour)
  })

  it('keeps what a suspension has added to it', () => {
    const paper = waiting({ work: { ...promised.work, suspended: (c: WorksContext) => c.paused } })
    promise(paper, '2026-01-20')
    paper.send('record', { patch: { paused: true } }, { at: monday + day })
    expect(paper.state.deadlines[0]).toMatchObject({ dueAt: null, rungs: [] })
    paper.send('record', { patch: { paused: false } }, { at: monday + 11 * day })
    expect(dueAt(paper)).toBe(midnight('2026-01-31'))
    paper.send('record', { patch: { noted: 1 } }, { at: monday + 12 * day })
    expect(dueAt(paper)).toBe(midnight('2026-01-31'))
    promise(paper, '2026-02-10', monday + 12 * day)
    expect(dueAt(paper)).toBe(midnight('2026-02-11'))
  })

  it('counts anew after an extension, and an extension counts from it', () => {
    const extension = { by: { n: 2, unit: 'working-day' as const }, ground: 'rain', approver: 'town:leader' }
    const paper = waiting({ work: { ...promised.work, extended: (c: WorksContext) => c.extensions } })
    promise(paper, '2026-01-20')
    paper.send('record', { patch: { extensions: [extension] } })
    expect(dueAt(paper)).toBe(midnight('2026-01-23'))
    promise(paper, '2026-01-15')
    expect(dueAt(paper)).toBe(midnight('2026-01-16'))
    paper.send('record', { patch: { extensions: [extension, extension] } })
    expect(dueAt(paper)).toBe(midnight('2026-01-18'))
  })
})

describe('suspending and extending', () => {
  const work = {
    on: 'working',
    within: hours(20),
    suspended: (c: WorksContext) => c.paused,
    extended: (c: WorksContext) => c.extensions,
    cap: hours(5),
  }
  const set = (paper: ReturnType<typeof order>, patch: Partial<WorksContext>, n: number) =>
    paper.send('record', { patch: patch as never }, { at: monday + n * hour })
  const by = (n: number) => ({ by: hours(n), ground: 'rain', approver: 'town:leader' })
  const first = (paper: ReturnType<typeof order>) => paper.state.deadlines[0]

  it('keep the remainder through one suspension after another', () => {
    const paper = waiting({ work })
    set(paper, { paused: true }, 1)
    set(paper, { noted: 1 }, 2)
    expect(first(paper)).toMatchObject({ dueAt: null, left: 19 * hour })
    expect(nextRungAt(paper.state)).toBeNull()
    set(paper, { paused: false }, 11)
    set(paper, { paused: true }, 12)
    expect(first(paper)).toMatchObject({ dueAt: null, left: 18 * hour })
    set(paper, { paused: false }, 20)
    expect(first(paper)).toMatchObject({ dueAt: monday + 38 * hour, left: null })
  })

  it('count the remainder as the period counts, and a date by calendar days', () => {
    const asked: unknown[] = []
    const sure = everyDayCalendar()
    const asking = {
      ...sure,
      remaining: (at: number, due: number, duration: Duration) => asked.push(duration) && due - at,
      resume(at: number, left: number, duration: Duration) {
        asked.push(duration)
        return sure.resume(at, left, duration)
      },
    }
    const due = (c: WorksContext) => c.promised
    const paper = order({ states: { working: {} }, deadlines: { work: { ...work, due } } }, {}, asking)
    set(paper, { paused: true }, 1)
    set(paper, { paused: false }, 2)
    set(paper, { promised: '2026-01-20' }, 3)
    set(paper, { paused: true }, 4)
    set(paper, { paused: false }, 5)
    const byDate = { n: 1, unit: 'calendar-day', rollover: false }
    expect(asked).toEqual([hours(20), hours(20), byDate, byDate])
  })

  it('may be in force when the deadline begins', () => {
    const paper = waiting({ work: { ...work, on: 'halted' } })
    set(paper, { paused: true, extensions: [by(2)] }, 0)
    paper.send('halt')
    expect(first(paper)).toMatchObject({ dueAt: null, left: 20 * hour, extensions: 0 })
    set(paper, { paused: false }, 1)
    expect(first(paper)).toMatchObject({ dueAt: monday + 23 * hour, extensions: 1 })
  })

  it('come too late at the due instant, which fires first', () => {
    const paper = waiting({ work })
    set(paper, { paused: true }, 20)
    expect(first(paper)).toMatchObject({ dueAt: monday + 20 * hour, left: null })
  })

  it('add up to the cap and no further, one grant or several at a time', () => {
    const one = waiting({ work })
    set(one, { extensions: [by(2)] }, 0)
    expect(first(one)?.dueAt).toBe(monday + 22 * hour)
    set(one, { extensions: [by(2), by(2), by(9), by(1)] }, 0)
    expect(first(one)).toMatchObject({ dueAt: monday + 25 * hour, extensions: 4 })
    const unbounded = waiting({ work: { ...work, cap: undefined } })
    set(unbounded, { extensions: [by(2), by(30)] }, 0)
    expect(first(unbounded)?.dueAt).toBe(monday + 52 * hour)
  })

  it('ask the calendar for nothing once the cap is reached', () => {
    const sure = everyDayCalendar()
    const asked: number[] = []
    const asking = {
      ...sure,
      extend(at: number, duration: Duration) {
        asked.push(duration.n)
        return sure.extend(at, duration)
      },
    }
    const paper = order({ states: { working: {} }, deadlines: { work } }, {}, asking)
    set(paper, { extensions: [by(9), by(1), by(1)] }, 0)
    expect(asked).toEqual([5])
  })

  it('may be capped by a parameter of the case', () => {
    const cap = waiting({ work: { ...work, cap: 'most' } }, { rest: { parameters: mostFive } })
    set(cap, { extensions: [by(9)] }, 0)
    expect(first(cap)?.dueAt).toBe(monday + 25 * hour)
  })

  it('move the ladder but fire no rung of it again', () => {
    const ladder = [
      { rung: 'half', fraction: [1, 2] as const },
      { rung: 'before', before: hours(2) },
    ]
    const paper = waiting({ work: { ...work, cap: undefined, ladder } })
    paper.advance(monday + 19 * hour)
    set(paper, { extensions: [by(20)] }, 19)
    expect(first(paper)?.rungs).toEqual([
      { rung: 'half', at: monday + 10 * hour, fired: true },
      { rung: 'before', at: monday + 18 * hour, fired: true },
      { rung: 'due', at: monday + 40 * hour, fired: false },
    ])
  })

  it('keep a date that is a guess marked as one', () => {
    const sure = everyDayCalendar()
    const guessing = { ...sure, add: (from: number, d: Duration) => ({ ...sure.add(from, d), provisional: true }) }
    const paper = order({ states: { working: {} }, deadlines: { work } }, {}, guessing)
    expect(first(paper)?.provisional).toBe(true)
    set(paper, { extensions: [by(1)] }, 0)
    expect(first(paper)?.provisional).toBe(true)
    set(paper, { paused: true }, 1)
    set(paper, { paused: false }, 2)
    expect(first(paper)?.provisional).toBe(true)
    const later = { ...sure, extend: (at: number, d: Duration) => ({ ...sure.extend(at, d), provisional: true }) }
    const extended = order({ states: { working: {} }, deadlines: { work } }, {}, later)
    expect(first(extended)?.provisional).toBe(false)
    set(extended, { extensions: [by(1)] }, 0)
    expect(first(extended)?.provisional).toBe(true)
    const resumed = order(
      { states: { working: {} }, deadlines: { work } },
      {},
      { ...sure, resume: (at: number, left: number) => ({ at: at + left, provisional: true }) },
    )
    set(resumed, { paused: true }, 1)
    set(resumed, { paused: false }, 2)
    expect(first(resumed)?.provisional).toBe(true)
  })

  it('are counted on the deadline’s own desk', () => {
    const office = everyDayCalendar()
    const duty = { ...everyDayCalendar('duty'), add: (from: number) => ({ at: from + hour, provisional: false }) }
    const parts = { states: { working: {} }, deadlines: { work: { ...work, desk: 'duty' }, plain: work } }
    const paper = order(parts, {}, { ...office, desk: () => duty })
    expect(paper.state.deadlines).toMatchObject([
      { name: 'work', dueAt: monday + hour, calendarEdition: 'duty' },
      { name: 'plain', dueAt: monday + 20 * hour, calendarEdition: 'every-day' },
    ])
  })
})

describe('the rungs of a ladder', () => {
  it('lie where fraction, before and after put them; one that would come before the start is none', () => {
    const paper = waiting({
      work: {
        on: 'working',
        within: hours(9),
        ladder: [
          { rung: 'third', fraction: [1, 3] },
          { rung: 'seventh', fraction: [1, 7] },
          { rung: 'tooEarly', before: hours(9) },
          { rung: 'soon', before: hours(8) },
          { rung: 'after', after: hours(4) },
          { rung: 'same' },
        ],
      },
    })
    expect(paper.state.deadlines[0]?.rungs.map(({ rung, at }) => [rung, (at - monday) / hour])).toEqual([
      ['soon', 1],
      // In whole milliseconds: a state hash and an index hold nothing less.
      ['seventh', Math.floor((9 * hour) / 7) / hour],
      ['third', 3],
      ['due', 9],
      ['same', 9],
      ['after', 13],
    ])
  })

  it('reach the machine where it handles them, with key, number and moment', () => {
    const note = {
      actions: updateAction(({ context, event }) => {
        ;(context as { noted: unknown }).noted = event
      }),
    }
    const paper = waiting(
      { work: { on: 'working', within: hours(2), each: () => ['gate'], ladder: [{ rung: 'plus', after: hours(1) }] } },
      { states: { working: { on: { 'deadline.work.plus': note } } } },
    )
    paper.advance(monday + day)
    expect(paper.state.machine.context.noted).toEqual({
      type: 'deadline.work.plus',
      key: 'gate',
      n: 1,
      at: monday + 3 * hour,
    })
  })

  it('tell each holder of the roles they name once, before what the machine says', () => {
    const paper = waiting(
      {
        work: {
          on: 'working',
          within: hours(2),
          ladder: [{ rung: 'half', fraction: [1, 2], tells: ['lead', 'boss'] }],
        },
      },
      {
        states: { working: { on: { 'deadline.work.half': { actions: { type: 'hurry', params: { to: 'a' } } } } } },
        roles: { lead: { who: () => ['a', 'b'] }, boss: { who: () => ['b'] }, opener: { who: () => 'dept:works' } },
      },
    )
    expect(paper.advance(monday + hour).drafts[0]?.effects).toEqual([
      {
        type: 'deadline',
        to: ['a', 'b'],
        params: { name: 'work', key: '', n: 1, rung: 'half', dueAt: monday + 2 * hour },
      },
      { type: 'hurry', to: ['a'], params: {} },
    ])
  })

  it('tell of the very instance they belong to', () => {
    const paper = waiting({
      work: {
        on: 'working',
        within: hours(4),
        each: (c: WorksContext) => c.items,
        ladder: [{ rung: 'half', fraction: [1, 2], tells: ['lead'] }],
      },
    })
    paper.send('record', { patch: { items: ['gate'] } })
    paper.send('record', { patch: { items: ['gate', 'lamp'] } }, { at: monday + hour })
    const told = paper.advance(monday + 4 * hour).drafts.flatMap(({ effects }) => effects)
    expect(told.map(({ params }) => [params.key, params.dueAt])).toEqual([
      ['gate', monday + 4 * hour],
      ['lamp', monday + 5 * hour],
    ])
  })

  it('tell nobody where nobody holds the role', () => {
    const paper = waiting(
      { work: { on: 'working', within: hours(2), ladder: [{ rung: 'half', fraction: [1, 2], tells: ['nobody'] }] } },
      { roles: { lead: { who: c => c.lead }, nobody: { who: () => null } } },
    )
    expect(paper.advance(monday + hour).drafts[0]?.effects).toEqual([])
  })
})

describe('what lists and inboxes say of deadlines', () => {
  const head = (paper: ReturnType<typeof order>) => indexOf(paper.definition, paper.state)

  it('is the next rung and the earliest date, of kind within only', () => {
    const paper = waiting({
      hold: { kind: 'keepFor', on: 'working', within: hours(1), commands: ['halt'] },
      work: { on: 'working', within: hours(4), each: (c: WorksContext) => c.items },
      slow: { on: 'working', within: hours(9) },
    })
    expect(head(paper)).toMatchObject({ nextRungAt: monday + hour, overdueSince: monday + 9 * hour })
    paper.send('record', { patch: { items: ['gate'] } })
    expect(head(paper)).toMatchObject({ nextRungAt: monday + hour, overdueSince: monday + 4 * hour })
    paper.advance(monday + 5 * hour)
    expect(head(paper)).toMatchObject({ nextRungAt: monday + 9 * hour, overdueSince: monday + 4 * hour })
    paper.send('halt', {}, { at: monday + 6 * hour })
    expect(head(paper)).toMatchObject({ nextRungAt: null, overdueSince: null })
  })

  it('names who owes: whom the deadline says, else the key where it holds the role, else all who hold it', () => {
    const paper = waiting(
      {
        both: { on: 'working', within: hours(1), owes: 'crew' },
        each: { on: 'working', within: hours(2), each: () => ['b', 'gate'], owes: 'crew' },
        said: { on: 'working', within: hours(3), owes: 'crew', owedBy: () => 'c' },
        saidMany: { on: 'working', within: hours(4), owedBy: () => ['c', 'd'] },
        none: { on: 'working', within: hours(5) },
        other: { on: 'working', within: hours(6), each: () => ['dept:works'], owes: 'crew' },
      },
      { roles: { lead: { who: c => c.lead }, crew: { who: () => ['a', 'b'] } } },
    )
    expect(deadlineViews(paper.definition, paper.state).map(({ name, key, owes }) => [name, key, owes])).toEqual([
      ['both', '', ['a', 'b']],
      ['each', 'b', ['b']],
      ['each', 'gate', ['a', 'b']],
      ['said', '', ['c']],
      ['saidMany', '', ['c', 'd']],
      ['none', '', []],
      ['other', 'dept:works', ['a', 'b']],
    ])
  })

  it('comes earliest first, suspended ones last, each with its kind and its standing', () => {
    const paper = waiting({
      stopped: { on: 'working', within: hours(1), suspended: () => true },
      slow: { on: 'working', within: hours(9) },
      stopped2: { on: 'working', within: hours(1), suspended: () => true },
      hold: { kind: 'notBefore', on: 'working', within: hours(2), commands: ['halt'] },
    })
    paper.advance(monday + 3 * hour)
    expect(
      deadlineViews(paper.definition, paper.state).map(({ name, kind, overdue, suspended, provisional }) => [
        ...[name, kind, overdue, suspended, provisional],
      ]),
    ).toEqual([
      ['hold', 'notBefore', true, false, false],
      ['slow', 'within', false, false, false],
      ['stopped', 'within', false, true, false],
      ['stopped2', 'within', false, true, false],
    ])
  })
})
