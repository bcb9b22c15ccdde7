import { describe, expect, it } from 'vitest'
import { activePaths, caseDefinition, nextRungAt } from '../src/index.js'
import { day, hour, monday, open } from './fixtures/case-on-paper.js'
import { clocks } from './fixtures/clocks.js'

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
    expect(told.map(({ to, params }) => [to, params['rung']])).toEqual([
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
    expect(paper.drafts.filter(({ type }) => type === 'deadline.item').map(({ data }) => data.seen['key'])).toEqual([
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
