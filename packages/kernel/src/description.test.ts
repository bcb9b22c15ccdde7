import { describe, expect, it } from 'vitest'
import { and, createMachine, not, or, setup, stateIn } from 'xstate'
import { stateNodes } from './description.js'

const enough = () => true
const tell = () => {}

const machine = setup({ guards: { enough, late: enough }, actions: { tell }, delays: { soon: 5 } }).createMachine({
  id: 'm',
  initial: 'draft',
  states: {
    draft: {
      tags: ['open'],
      meta: { owner: 'convener' },
      entry: 'tell',
      exit: [{ type: 'tell' }],
      on: {
        SUBMIT: [
          { guard: and(['enough', not('late')]), target: 'vote.counting', actions: 'tell', reenter: true },
          { guard: or([stateIn('draft'), 'enough']), description: 'a second chance', meta: { rank: 2 } },
        ],
      },
      after: { 100: 'vote', soon: 'vote' },
      always: { guard: { type: 'late' }, target: '#end' },
    },
    vote: {
      initial: 'counting',
      description: 'ballots come in',
      states: { counting: {}, back: { type: 'history', history: 'deep' } },
      onDone: 'end',
    },
    end: { id: 'end', type: 'final' },
  },
})

describe('the description of a machine', () => {
  const nodes = stateNodes(machine)
  const at = (path: string) => nodes.find(node => node.path === path)

  it('lists every node in document order, the root first', () => {
    expect(nodes.map(node => [node.path, node.type])).toEqual([
      ['', 'compound'],
      ['draft', 'atomic'],
      ['vote', 'compound'],
      ['vote.counting', 'atomic'],
      ['vote.back', 'history'],
      ['end', 'final'],
    ])
  })

  it('names parents, children and initial states by id', () => {
    expect(at('')).toMatchObject({ id: 'm', parent: null, initial: 'm.draft', children: ['m.draft', 'm.vote', 'end'] })
    expect(at('vote')).toMatchObject({ parent: 'm', initial: 'm.vote.counting', description: 'ballots come in' })
    expect(at('vote.back')).toMatchObject({ history: 'deep', initial: null })
    expect(at('end')).toMatchObject({ id: 'end', parent: 'm' })
    expect(at('draft')).toMatchObject({ tags: ['open'], meta: { owner: 'convener' } })
  })

  it('gives each transition its event, guards, targets and actions in the order they are asked', () => {
    const told = { name: 'tell', named: true, implementation: tell }
    expect(at('draft')?.transitions).toEqual([
      {
        event: 'SUBMIT',
        kind: 'on',
        guard: 'and(enough, not(late))',
        guards: ['enough', 'late'],
        targets: ['m.vote.counting'],
        actions: [told],
        reenter: true,
      },
      {
        event: 'SUBMIT',
        kind: 'on',
        guard: 'or(stateIn("draft"), enough)',
        guards: ['stateIn("draft")', 'enough'],
        targets: [],
        actions: [],
        reenter: false,
        description: 'a second chance',
        meta: { rank: 2 },
      },
      { ...plain('xstate.after.100.m.draft', 'after', 'm.vote'), delay: 100 },
      { ...plain('xstate.after.soon.m.draft', 'after', 'm.vote'), delay: 'soon' },
      { ...plain(null, 'always', 'end'), guard: 'late', guards: ['late'] },
    ])
    expect(at('vote')?.transitions).toEqual([plain('xstate.done.state.m.vote', 'onDone', 'end')])
    expect(at('draft')?.exit[0]).toEqual(told)
  })

  it('describes a machine that cannot be compiled', () => {
    const invoking = createMachine({ invoke: { src: 'other' }, on: { X: { guard: 'lost' } } })
    expect(stateNodes(invoking)[0]?.transitions[0]?.guards).toEqual(['lost'])
  })
})

function plain(event: string | null, kind: string, target: string) {
  return { event, kind, guard: null, guards: [], targets: [target], actions: [], reenter: false }
}
