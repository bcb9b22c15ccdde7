import { describe, expect, it } from 'vitest'
import {
  type AnyStateMachine,
  assign,
  createMachine,
  enqueueActions,
  forwardTo,
  fromPromise,
  sendParent,
  sendTo,
  setup,
  spawnChild,
  stopChild,
} from 'xstate'
import { compile } from './compile.js'

const actor = fromPromise(async () => 1)

/** A machine with this state at the path `outer.inner`. */
const at = (inner: object): AnyStateMachine =>
  createMachine({ id: 'm', initial: 'outer', states: { outer: { initial: 'inner', states: { inner } } } } as never)

const refusal = (run: () => unknown): unknown => {
  try {
    run()
  } catch (error) {
    return error
  }
  return 'accepted'
}

describe('a machine that needs actors is refused when it is compiled, with the path of the state', () => {
  it.each<[string, object]>([
    ['invoke', { invoke: { src: actor } }],
    ['spawnChild', { entry: spawnChild(actor) }],
    ['stopChild', { exit: stopChild('a') }],
    ['sendTo', { on: { X: { actions: sendTo('a', { type: 'Y' }) } } }],
    ['sendParent', { always: { guard: () => false, actions: sendParent({ type: 'Y' }) } }],
    ['forwardTo', { after: { 10: { actions: forwardTo('a') } } }],
    ['an initial transition that spawns', { initial: { target: 'a', actions: spawnChild(actor) }, states: { a: {} } }],
    ['spawn in an assign', { entry: assign({ ref: ({ spawn }) => spawn(actor) }) }],
    ['spawn in a whole assign', { entry: assign(({ context, spawn }) => ({ ...context, ref: spawn(actor) })) }],
    ['spawn by the argument’s name', { entry: assign(args => ({ ref: args.spawn(actor) })) }],
    [
      'spawn in a method',
      {
        entry: assign({
          ref({ spawn }: { spawn: (logic: typeof actor) => unknown }) {
            return spawn(actor)
          },
        } as never),
      },
    ],
  ])('%s', (_, state) => {
    expect(refusal(() => compile(at(state)))).toMatchObject({
      name: 'ConvokeError',
      code: 'kernel/unsupported',
      details: { machine: 'm', state: 'outer.inner' },
      message: expect.stringContaining("State 'outer.inner' of machine 'm'"),
    })
  })

  it('an actor spawned by the context factory', () => {
    const machine = createMachine({ context: ({ spawn }) => ({ ref: spawn(actor) }) })
    expect(refusal(() => compile(machine))).toMatchObject({ code: 'kernel/unsupported', details: { state: '' } })
  })

  it('an action whose name is implemented by sendTo', () => {
    const machine = setup({ actions: { ring: sendTo('bell', { type: 'RING' }) } }).createMachine({
      initial: 'a',
      states: { a: { entry: 'ring' } },
    })
    expect(refusal(() => compile(machine))).toMatchObject({ code: 'kernel/unsupported', details: { state: 'a' } })
  })
})

describe('an actor that shows only while the machine runs is refused by the step', () => {
  const spawnLater = (tools: { spawn: (logic: typeof actor) => unknown }) => {
    const { spawn } = tools
    return spawn(actor)
  }

  it.each<[string, object]>([
    ['spawn behind a helper', { actions: assign({ ref: args => spawnLater(args) }) }],
    ['enqueue.spawnChild', { actions: enqueueActions(({ enqueue }) => enqueue.spawnChild(actor)) }],
    ['enqueue.sendTo', { actions: enqueueActions(({ enqueue, self }) => enqueue.sendTo(self, { type: 'Y' })) }],
    ['enqueue.stopChild', { actions: enqueueActions(({ enqueue }) => enqueue.stopChild('a')) }],
    [
      'self.send',
      {
        actions: assign(({ self }) => {
          self.send({ type: 'Y' })
          return {}
        }),
      },
    ],
    ['system.get', { actions: assign(({ system }) => ({ ref: system.get('a') })) }],
  ])('%s', (_, transition) => {
    const kernel = compile(at({ on: { X: transition } }))
    expect(refusal(() => kernel.next(kernel.initial().state, { type: 'X' }))).toMatchObject({
      code: 'kernel/unsupported',
    })
  })

  it('also in the first step', () => {
    const machine = createMachine({ context: args => ({ ref: spawnLater(args) }) })
    expect(refusal(() => compile(machine).initial())).toMatchObject({ code: 'kernel/unsupported' })
  })
})

describe('a machine without actors is not mistaken for one with them', () => {
  it.each<[string, object]>([
    ['a field called spawn', { entry: assign({ n: ({ context }) => context.spawn }) }],
    [
      'a function that speaks of spawn',
      {
        entry: assign(() => {
          const spawn = 1
          return { spawn }
        }),
      },
    ],
    ['a plain action that takes spawn', { entry: ({ spawn }: { spawn?: unknown }) => spawn }],
  ])('%s', (_, state) => {
    expect(refusal(() => compile(at(state)))).toBe('accepted')
  })
})
