import { describe, expect, it } from 'vitest'
import { day, monday, open } from './fixtures/case-on-paper.js'
import { order, record, type WorksParts, worksOrder } from './fixtures/works-order.js'

const openOther = { type: 'case.open', params: { link: 'repair', key: 'gate', opening: {} } }
const parts: WorksParts = {
  commands: { order: { by: ['lead'] }, close: { by: ['lead'] }, reopen: { by: ['boss'] }, amend: { by: ['lead'] } },
  states: {
    working: { on: { order: { actions: [openOther] }, close: 'closed' } },
    closed: { meta: { outcome: 'closed' }, on: { reopen: 'working', amend: 'amended' } },
    amended: { meta: { outcome: 'amended' }, on: { reopen: 'working' } },
  },
  rest: { result: { schema: undefined, of: c => ({ items: (c as { items: string[] }).items }) } },
}
const begin = () => order(parts)
const gate = { link: 'repair', key: 'gate' }
const byBoss = { by: 'town:leader' }

describe('the book of linked cases', () => {
  it('follows a link from its opening over the answer to the outcome', () => {
    const paper = begin()
    const sent = paper.send('order')
    expect(sent.drafts[0]?.effects[0]).toMatchObject({
      type: 'case.open',
      to: [],
      params: { link: 'repair', key: 'gate', opening: {} },
      link: { act: 'open', name: 'repair', key: 'gate', caseId: null },
    })
    expect(paper.state.links).toEqual([{ ...gate, caseId: null, status: 'opening', outcome: null }])
    paper.hear('case.opened', { ...gate, caseId: 'c1' })
    expect(paper.state.links).toEqual([{ ...gate, caseId: 'c1', status: 'open', outcome: null }])
    paper.hear('case.settled', { ...gate, caseId: 'c1', outcome: 'repaired', result: {} })
    expect(paper.state.links).toEqual([{ ...gate, caseId: 'c1', status: 'settled', outcome: 'repaired' }])
  })

  it('writes down that an opening was refused, and not that something told to an open case was', () => {
    const refused = begin()
    refused.send('order')
    refused.hear('case.refused', { ...gate, code: 'refusal/role' })
    expect(refused.state.links).toMatchObject([{ status: 'refused', caseId: null }])
    const told = begin()
    told.send('order')
    told.hear('case.opened', { ...gate, caseId: 'c1' })
    told.hear('case.refused', { ...gate, code: 'refusal/role' })
    expect(told.state.links).toMatchObject([{ status: 'open', caseId: 'c1' }])
  })

  it('is not moved back by news that comes twice or late', () => {
    const paper = begin()
    paper.send('order')
    paper.hear('case.settled', { ...gate, caseId: 'c1', outcome: 'repaired' })
    expect(paper.state.links).toMatchObject([{ status: 'settled', caseId: 'c1', outcome: 'repaired' }])
    const before = paper.state.links
    paper.hear('case.opened', { ...gate, caseId: 'c1' })
    expect(paper.state.links).toBe(before)
  })

  it('takes no outcome of the case it stood for before it was opened again', () => {
    const paper = begin()
    paper.send('order')
    paper.hear('case.opened', { ...gate, caseId: 'c1' })
    paper.send('order')
    expect(paper.state.links).toEqual([{ ...gate, caseId: null, status: 'opening', outcome: null }])
    paper.hear('case.opened', { ...gate, caseId: 'c2' })
    paper.hear('case.settled', { ...gate, caseId: 'c1', outcome: 'given up' })
    expect(paper.state.links).toMatchObject([{ status: 'open', caseId: 'c2', outcome: null }])
    paper.hear('case.settled', { ...gate, caseId: 'c2', outcome: 'repaired' })
    expect(paper.state.links).toMatchObject([{ status: 'settled', outcome: 'repaired' }])
  })

  it('keeps a second outcome of a linked case that was reopened', () => {
    const paper = begin()
    paper.send('order')
    paper.hear('case.opened', { ...gate, caseId: 'c1' })
    paper.hear('case.settled', { ...gate, caseId: 'c1', outcome: 'given up' })
    paper.hear('case.settled', { ...gate, caseId: 'c1', outcome: 'repaired' })
    expect(paper.state.links).toMatchObject([{ status: 'settled', outcome: 'repaired' }])
  })

  it.each([
    ['of another link', { link: 'survey', key: 'gate' }],
    ['of another key', { link: 'repair', key: 'lamp' }],
  ])('does not change for news %s, which is an entry all the same', (_, other) => {
    const paper = begin()
    paper.send('order')
    const before = paper.state.links
    const heard = paper.hear('case.settled', { ...other, caseId: 'c9', outcome: 'x' }, monday + day)
    expect(heard.drafts).toMatchObject([{ kind: 'case', type: 'case.settled', by: 'case:other', role: 'case' }])
    expect(heard.drafts[0]?.data.seen).toEqual({ ...other, caseId: 'c9', outcome: 'x' })
    expect(paper.state.links).toBe(before)
    expect(paper.state.lastAt).toBe(monday + day)
  })

  it('keeps several links apart', () => {
    const both = order({
      ...parts,
      states: {
        working: {
          on: { order: { actions: [openOther, { type: 'case.open', params: { link: 'repair', key: 'lamp' } }] } },
        },
      },
    })
    both.send('order')
    both.hear('case.opened', { link: 'repair', key: 'lamp', caseId: 'c2' })
    expect(both.state.links).toMatchObject([
      { key: 'gate', status: 'opening' },
      { key: 'lamp', status: 'open', caseId: 'c2' },
    ])
  })

  it('tells what the machine asks to tell, to the case it names or the link stands for', () => {
    const tell = (params: object) => ({ type: 'case.tell', params })
    const paper = order({
      ...parts,
      states: {
        working: {
          on: {
            order: {
              actions: [
                tell({ link: 'repair', key: 'gate', caseId: 'c1', command: { type: 'stop' } }),
                tell({ link: 'repair' }),
              ],
            },
          },
        },
      },
    })
    expect(paper.send('order').drafts[0]?.effects.map(({ link }) => link)).toEqual([
      { act: 'tell', name: 'repair', key: 'gate', caseId: 'c1' },
      { act: 'tell', name: 'repair', key: '', caseId: null },
    ])
    expect(paper.state.links).toEqual([])
  })
})

describe('news of a linked case', () => {
  it('reaches the machine with its data and its moment, and fires what is due before it', () => {
    const paper = order({
      states: {
        working: {
          on: {
            'case.settled': {
              target: 'done',
              actions: { type: 'told', params: ({ event }: { event: object }) => ({ to: 'town:leader', event }) },
            },
            'deadline.work': {},
          },
        },
        done: { type: 'final', meta: { outcome: 'done' } },
      },
      deadlines: { work: { on: 'working', within: { n: 1, unit: 'hour' } } },
    })
    const heard = paper.hear(
      'case.settled',
      { ...gate, caseId: 'c1', outcome: 'o', result: { z: 1, a: 2 } },
      monday + day,
    )
    expect(heard.drafts.map(({ type }) => type)).toEqual(['deadline.work', 'case.settled'])
    expect(heard.drafts[1]?.effects[0]).toMatchObject({
      to: ['town:leader'],
      params: { event: { type: 'case.settled', at: monday + day, ...gate, outcome: 'o', result: { a: 2, z: 1 } } },
    })
    expect(paper.state).toMatchObject({ outcome: 'done', settledAt: monday + day })
  })

  it('comes after the newest entry, even by a clock that is behind', () => {
    const paper = begin()
    paper.send('record', { patch: {} }, { at: monday + day })
    expect(paper.hear('case.opened', { ...gate, caseId: 'c1' }, monday).drafts[0]?.at).toBe(monday + day)
  })

  it('does not move a case that has ended', () => {
    const paper = order({
      on: { 'case.settled': { actions: record } },
      commands: { close: { by: ['lead'] } },
      states: { working: { on: { close: 'closed' } }, closed: { type: 'final', meta: { outcome: 'closed' } } },
    })
    paper.send('close')
    const before = paper.state.machine
    expect(paper.hear('case.settled', { ...gate, outcome: 'o', patch: { items: ['x'] } }).drafts).toHaveLength(1)
    expect(paper.state.machine).toBe(before)
  })
})

describe('the report to the case that opened this one', () => {
  const parent = { caseId: 'p1', link: 'repair', key: 'gate' }
  const child = () => open(worksOrder(parts), { lead: 'dept:works', boss: 'town:leader' }, { by: 'dept:works', parent })
  const reports = (paper: ReturnType<typeof child>) =>
    paper.drafts.flatMap(({ effects }) => effects).filter(({ type }) => type === 'case.settled')

  it('is made when the case settles, with outcome and result', () => {
    const paper = child()
    paper.send('record', { patch: { items: ['gate'] } })
    expect(reports(paper)).toEqual([])
    paper.send('close')
    expect(reports(paper)).toEqual([
      {
        type: 'case.settled',
        to: [],
        params: { outcome: 'closed', result: { items: ['gate'] } },
        link: { act: 'settled', name: 'repair', key: 'gate', caseId: 'p1' },
      },
    ])
  })

  it('is made once for each settling: not for what happens in a settled case, and again after a reopening', () => {
    const paper = child()
    paper.send('close', {}, { at: monday + day })
    paper.send('amend', {}, { at: monday + 2 * day })
    paper.send('record', { patch: {} }, { at: monday + 2 * day })
    expect(paper.state).toMatchObject({ outcome: 'amended', settledAt: monday + day })
    expect(reports(paper)).toHaveLength(1)
    paper.send('reopen', {}, { ...byBoss, at: monday + 3 * day })
    expect(paper.state).toMatchObject({ outcome: null, settledAt: null })
    paper.send('close', {}, { at: monday + 4 * day })
    expect(paper.state).toMatchObject({ outcome: 'closed', settledAt: monday + 4 * day })
    expect(reports(paper)).toHaveLength(2)
  })

  it('is not made by a case that nobody opened it for', () => {
    const paper = begin()
    paper.send('close')
    expect(paper.drafts.flatMap(({ effects }) => effects)).toEqual([])
  })

  it('has an empty result where the case type declares none, and comes at once when a case begins settled', () => {
    const paper = open(
      worksOrder({ states: { closed: { type: 'final', meta: { outcome: 'closed' } } } }),
      { lead: 'dept:works', boss: 'town:leader' },
      { by: 'dept:works', parent },
    )
    expect(reports(paper)).toMatchObject([{ params: { outcome: 'closed', result: {} } }])
    expect(paper.state.settledAt).toBe(monday)
    expect(paper.drafts[0]?.data.seen).toMatchObject({ parent })
  })
})
