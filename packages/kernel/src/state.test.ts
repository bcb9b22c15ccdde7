import { inspect } from 'node:util'
import { describe, expect, it } from 'vitest'
import { type AnyStateMachine, assign, createMachine } from 'xstate'
import { type CompiledMachine, compile } from './compile.js'

const kernel = compile(
  createMachine({
    id: 'm',
    context: { n: 0 },
    type: 'parallel',
    states: {
      b: { initial: 'x', states: { x: { tags: 'busy', meta: 'busy' }, y: {} }, on: { GO: '.y' } },
      a: {},
    },
    on: { ADD: { actions: assign({ n: ({ context }) => context.n + 1 }) } },
  }),
)

describe('a state', () => {
  const { state } = kernel.initial()
  const added = kernel.next(state, { type: 'ADD' }).state

  it('shares its value and its node list with every state of the same configuration', () => {
    expect(added.nodes).toBe(state.nodes)
    expect(added.value).toBe(state.value)
    expect(state.nodes).toEqual(['m', 'm.b', 'm.b.x', 'm.a'])
    expect(kernel.next(added, { type: 'GO' }).state.nodes).toEqual(['m', 'm.b', 'm.b.y', 'm.a'])
  })

  it('cannot be changed by whoever holds it', () => {
    expect(() => Object.assign(state.value as object, { a: 1 })).toThrow(TypeError)
    expect(() => (state.nodes as string[]).push('m.c')).toThrow(TypeError)
    expect(() => Object.assign(state, { context: {} })).toThrow(TypeError)
  })

  it('answers as XState does about values, tags and meta', () => {
    expect(state.matches({ b: 'x' })).toBe(true)
    expect(state.matches({ b: 'y' })).toBe(false)
    expect(state.hasTag('busy')).toBe(true)
    expect(state.getMeta()).toEqual({ 'm.b.x': 'busy' })
    expect(state.can({ type: 'GO' })).toBe(true)
  })

  it('prints as what matters', () => {
    expect(inspect(added)).toBe("{ value: { b: 'x', a: {} }, context: { n: 1 }, status: 'active' }")
  })

  it('can be stepped from any number of times', () => {
    expect(kernel.next(state, { type: 'ADD' }).state.context).toEqual(kernel.next(state, { type: 'ADD' }).state.context)
    expect(state.context).toEqual({ n: 0 })
  })
})

describe('for a host with contexts of its own', () => {
  const told: string[] = []
  const machine = createMachine({
    context: { n: 0 },
    on: {
      ADD: {
        actions: [
          { type: 'wanted', params: ({ context }: { context: { n: number } }) => ({ n: context.n }) },
          { type: 'unwanted', params: () => told.push('unwanted') },
        ],
      },
    },
  })
  const quiet = compile(machine as AnyStateMachine, { tells: type => type === 'wanted' }) as unknown as CompiledMachine

  it('a place takes the very context it is given, however it was made', () => {
    const context = new Proxy({ n: 7 }, {})
    const state = quiet.inContext(quiet.initial({}).state, context as never)
    expect(state.context).toBe(context)
    expect(quiet.next(state, { type: 'ADD' } as never).effects).toEqual([{ type: 'wanted', params: { n: 7 } }])
    expect(() => quiet.inContext(kernel.initial().state as never, context as never)).toThrow('foreign')
  })

  it('what JSON states of one place have in common cannot be changed through one of them', () => {
    const { state } = quiet.initial({})
    const json = state.toJSON()
    expect([json.historyValue, json.children].every(Object.isFrozen)).toBe(true)
    Object.assign(json, { status: 'stopped' })
    expect(quiet.next(state, { type: 'ADD' } as never).state.toJSON().status).toBe('active')
  })

  it('effects nobody wants to hear of are left out, with what they would have read', () => {
    quiet.next(quiet.initial({}).state, { type: 'ADD' } as never)
    expect(told).toEqual([])
  })

  it('a recipe changes the very context that is given', () => {
    const recipe = ({ context }: { context: { n: number } }) => {
      context.n += 1
    }
    const add = Object.assign(assign({}), { [Symbol.for('convoke.recipe')]: recipe })
    const machine = createMachine({ context: { n: 0 }, on: { ADD: { actions: add as never } } }) as AnyStateMachine
    const counting = compile(machine, { drafts: 'none' }) as unknown as CompiledMachine
    const context = { n: 7 }
    const state = counting.inContext(counting.initial({}).state, context as never)
    expect(counting.next(state, { type: 'ADD' } as never).state.context).toBe(context)
    expect(context).toEqual({ n: 8 })
  })
})
