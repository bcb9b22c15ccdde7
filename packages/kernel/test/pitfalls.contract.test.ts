// Faults of earlier engines on XState, each as the kernel answers it. The numbers are those of the pitfalls page.
import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { assign, createActor, createMachine, raise, setup } from 'xstate'
import { stateNodes } from '../src/description.js'
import { type CompiledMachine, compile, type Step } from '../src/index.js'

const invitation = createMachine({
  id: 'invitation',
  initial: 'sent',
  context: { reminded: 0 },
  states: {
    sent: {
      on: { REPLY: 'answered', READ: {}, ASIDE: undefined, AGAIN: { target: 'sent', reenter: true } },
      after: {
        1000: { target: 'sent', reenter: true, actions: assign({ reminded: ({ context }) => context.reminded + 1 }) },
      },
    },
    answered: { type: 'final' },
  },
})
const timer = 'xstate.after.1000.invitation.sent'

const throwing = (run: () => unknown): unknown => {
  try {
    run()
  } catch (error) {
    return error
  }
  throw new Error('nothing was thrown')
}

describe('pitfall 1: timers', () => {
  const kernel = compile(invitation)

  it('asks its host for a timer on entry, and takes it back on exit', () => {
    const start = kernel.initial()
    expect(start.effects).toEqual([
      { type: 'xstate.raise', params: { event: { type: timer }, id: timer, delay: 1000 } },
    ])
    expect(kernel.next(start.state, { type: 'REPLY' }).effects).toEqual([
      { type: 'xstate.cancel', params: { sendId: timer } },
    ])
  })

  it('lets the host fire the timer of a state that was restored', () => {
    const state = kernel.restore(JSON.parse(JSON.stringify(kernel.initial().state)))
    const fired = kernel.next(state, { type: timer }, { internal: true })
    expect(fired.state.context).toEqual({ reminded: 1 })
    expect(fired.exited).toEqual(['invitation.sent'])
    expect(fired.entered).toEqual(['invitation.sent'])
  })
})

describe('pitfall 2: a snapshot has no identity', () => {
  const kernel = compile(invitation)

  it.each([
    ['another state', { value: 'lost' }, 'value'],
    ['a state of a prototype', { value: 'constructor' }, 'value'],
    ['no state', { value: {} }, 'value'],
    ['states below a leaf', { value: { sent: 'deeper' } }, 'value'],
    ['a value that is no state value', { value: 7 }, 'value'],
    ['a status XState does not know', { status: 'paused' }, 'status'],
    ['no context', { context: null }, 'context'],
    ['child actors', { children: { a: {} } }, 'children'],
    ['a history of other states', { historyValue: { h: [{ id: 'invitation.sent' }] } }, 'historyValue'],
  ])('a snapshot with %s is refused', (_, change, at) => {
    const json = { ...kernel.initial().state.toJSON(), ...change }
    expect(throwing(() => kernel.restore(json))).toMatchObject({ code: 'kernel/foreign-snapshot', details: { at } })
  })

  it.each([undefined, null, 'sent', 7, []])('%j is refused as a snapshot', json => {
    expect(throwing(() => kernel.restore(json))).toMatchObject({ code: 'kernel/foreign-snapshot' })
  })

  it('a snapshot with a parallel region too few is refused instead of filled in', () => {
    const one = { a: { initial: 'x', states: { x: {} } }, b: { initial: 'y', states: { y: {}, z: {} } } } as const
    const both = compile(createMachine({ type: 'parallel', states: one }))
    const json = both.initial().state.toJSON()
    expect(both.restore({ ...json, value: { b: 'z', a: 'x' } }).nodes).toContain('(machine).b.z')
    expect(throwing(() => both.restore({ ...json, value: { a: 'x' } }))).toMatchObject({
      code: 'kernel/foreign-snapshot',
    })
  })

  it('a state of another compiled machine is refused, even of the same machine compiled twice', () => {
    const foreign = compile(invitation).initial().state
    for (const run of [
      () => kernel.next(foreign, { type: 'REPLY' }),
      () => kernel.explain(foreign, { type: 'REPLY' }),
      () => kernel.handles(foreign, 'REPLY'),
      () => kernel.events(foreign),
    ]) {
      expect(throwing(run)).toMatchObject({ code: 'kernel/foreign-snapshot' })
    }
  })
})

describe('pitfall 3: forged timers', () => {
  const kernel = compile(invitation)
  const { state } = kernel.initial()

  it.each([
    timer,
    'xstate.init',
    'xstate.stop',
    'xstate.done.state.invitation',
    'xstate.error.actor.x',
    'xstate.route',
    '*',
  ])('an event named %s is refused', type => {
    expect(throwing(() => kernel.next(state, { type }))).toMatchObject({
      name: 'ConvokeError',
      code: 'kernel/reserved-event',
      details: { event: type },
      retry: 'never',
    })
  })

  it.each(['xstate.init', 'xstate.stop', 'xstate.done.state.invitation', 'xstate.error.actor.x', '*'])(
    'not even the host may send %s, which only the machine itself can mean',
    type => {
      expect(throwing(() => kernel.next(state, { type }, { internal: true }))).toMatchObject({
        code: 'kernel/reserved-event',
      })
    },
  )

  it.each([undefined, null, 'REPLY', {}, { type: 7 }])('%j is refused as an event', event => {
    expect(throwing(() => kernel.next(state, event as never))).toMatchObject({ code: 'kernel/invalid-event' })
  })
})

describe('pitfall 4: unknown events are silent', () => {
  const kernel = compile(invitation)
  const { state } = kernel.initial()

  it('an event that nothing handles is not taken and leaves the very same state', () => {
    const step = kernel.next(state, { type: 'SING' })
    expect(step).toEqual({ state, effects: [], taken: false, entered: [], exited: [] })
    expect(step.state).toBe(state)
  })

  it('an event accepted without change is taken, though XState says it cannot be', () => {
    expect(kernel.next(state, { type: 'READ' })).toMatchObject({ taken: true, effects: [], entered: [] })
    expect(state.can({ type: 'READ' })).toBe(false)
  })

  it('a forbidden event is taken as well: XState makes `X: undefined` the same as `X: {}`', () => {
    expect(kernel.next(state, { type: 'ASIDE' }).taken).toBe(true)
    expect(kernel.explain(state, { type: 'ASIDE' })).toMatchObject([
      { source: 'invitation.sent', guard: null, targets: [], ok: true },
    ])
  })

  it('XState refuses `X: null` when the machine is made', () => {
    expect(() => createMachine({ on: { X: null as never } })).toThrow(TypeError)
  })

  it('an event that every guard turns down is not taken', () => {
    const closed = compile(createMachine({ on: { X: { guard: () => false, actions: 'never' } } }))
    expect(closed.next(closed.initial().state, { type: 'X' })).toMatchObject({ taken: false, effects: [] })
  })

  it('a re-entry without actions is taken and reported', () => {
    const step = kernel.next(state, { type: 'AGAIN' })
    expect(step).toMatchObject({ taken: true, exited: ['invitation.sent'], entered: ['invitation.sent'] })
  })

  it('an `always` that reads the event moves without the event being taken, as XState moves', () => {
    const machine = createMachine({
      initial: 'a',
      states: { a: { always: { guard: ({ event }) => event.type === 'X', target: 'b' } }, b: {} },
    })
    const listening = compile(machine)
    const step = listening.next(listening.initial().state, { type: 'X' })
    expect(step).toMatchObject({ taken: false, entered: ['(machine).b'] })
    expect(step.state.value).toBe('b')
  })
})

describe('pitfall 5: a patch release changed what a history stores', () => {
  it('the persisted form is pinned', () => {
    const machine = createMachine({
      id: 'm',
      initial: 'work',
      states: {
        work: {
          initial: 'a',
          states: {
            a: { on: { NEXT: 'b' } },
            b: {},
            back: { type: 'history' },
            deep: { type: 'history', history: 'deep' },
          },
          on: { PAUSE: 'paused' },
        },
        paused: { on: { RESUME: 'work.back' } },
      },
    })
    const kernel = compile(machine)
    let { state } = kernel.initial()
    for (const type of ['NEXT', 'PAUSE']) state = kernel.next(state, { type }).state
    expect(JSON.stringify(state)).toBe(
      '{"status":"active","value":"paused","historyValue":{"m.work.back":[{"id":"m.work.b"}],"m.work.deep":[{"id":"m.work.b"}]},"context":{},"children":{}}',
    )
    const restored = kernel.restore(JSON.parse(JSON.stringify(state)))
    expect(kernel.next(restored, { type: 'RESUME' }).state.value).toEqual({ work: 'b' })
  })
})

describe('pitfall 6: a counter in action objects', () => {
  it('an effect is a type and its parameters, equal however many actors the process has seen', () => {
    const machine = setup({ actions: { tell: (_, _params: { to: string }) => {} } }).createMachine({
      entry: [{ type: 'tell', params: { to: 'police' } }, function aside() {}],
    })
    const before = compile(machine).initial().effects
    createActor(machine).start().stop()
    const after = compile(machine).initial().effects
    expect(before).toStrictEqual([
      { type: 'tell', params: { to: 'police' } },
      { type: 'aside', params: undefined },
    ])
    expect(after).toStrictEqual(before)
  })
})

describe('pitfall 7: restoring adds and loses nothing', () => {
  it('takes the context as it was written, without defaults and without rewriting what looks like an actor', () => {
    const kernel = compile(createMachine({ context: { added: 1 } }))
    const party = { xstate$$type: 1, id: 'forged', sessionId: 's', send: 's', ref: 's' }
    const json = { ...kernel.initial().state.toJSON(), context: { party } }
    const state = kernel.restore(JSON.parse(JSON.stringify(json)))
    expect(state.context).toEqual({ party })
    expect(state.toJSON()).toEqual(json)
  })

  it('an exception in the middle of a step leaves no trace in the next one', () => {
    const machine = createMachine({
      context: { n: 0 },
      on: {
        BOTH: {
          actions: [
            'told',
            assign({
              n: () => {
                throw new Error('torn')
              },
            }),
          ],
        },
        ONE: { actions: assign({ n: ({ context }) => context.n + 1 }) },
      },
    })
    const kernel = compile(machine)
    const { state } = kernel.initial()
    expect(() => kernel.next(state, { type: 'BOTH' })).toThrow(/^torn$/)
    expect(kernel.next(state, { type: 'ONE' })).toMatchObject({
      effects: [],
      entered: [],
      state: { context: { n: 1 } },
    })
  })

  it('an exception while starting becomes a state in error, as in XState', () => {
    const cause = new Error('no input')
    const { state } = compile(
      createMachine({
        context: () => {
          throw cause
        },
      }),
    ).initial()
    expect(state.status).toBe('error')
    expect(state.error).toBe(cause)
  })

  it('a guard that steps the same machine does not mix into the step', () => {
    let kernel: CompiledMachine
    const machine = createMachine({
      context: { n: 0 },
      on: {
        ASK: { guard: () => kernel.next(first, { type: 'TELL' }).effects.length === 1, actions: 'asked' },
        TELL: { actions: 'told' },
      },
    })
    kernel = compile(machine)
    const first = kernel.initial().state
    expect(kernel.next(first, { type: 'ASK' }).effects).toEqual([{ type: 'asked', params: undefined }])
  })
})

describe('pitfall 8: another XState must drop in', () => {
  it('the sources import types from XState in the two places that take a machine, and nothing at run time', () => {
    const folder = new URL('../src/', import.meta.url)
    const sources = readdirSync(folder).filter(file => !file.endsWith('.test.ts'))
    const imports = sources.flatMap(file =>
      readFileSync(new URL(file, folder), 'utf8')
        .split('\n')
        .filter(line => /from 'xstate/.test(line) && !line.startsWith(' * '))
        .map(line => [file, line]),
    )
    const line = "import type { AnyStateMachine } from 'xstate'"
    expect(imports).toEqual([
      ['compile.ts', line],
      ['description.ts', line],
    ])
  })

  it('createActor restores what the kernel wrote, and continues alike', () => {
    const kernel = compile(invitation)
    const { state } = kernel.next(kernel.initial().state, { type: timer }, { internal: true })
    const actor = createActor(invitation, { snapshot: JSON.parse(JSON.stringify(state)) }).start()
    expect(actor.getPersistedSnapshot()).toEqual(state.toJSON())
    actor.send({ type: 'REPLY' })
    expect(actor.getPersistedSnapshot()).toEqual(kernel.next(state, { type: 'REPLY' }).state.toJSON())
  })

  it('the caller’s machine is left as it was', () => {
    const fresh = () => createMachine({ entry: 'a', initial: 'x', states: { x: { entry: ['b'], exit: 'c' } } })
    const used = fresh()
    compile(used).initial()
    expect(JSON.stringify(used)).toBe(JSON.stringify(fresh()))
  })
})

describe('pitfall 33: what createMachine accepts in silence', () => {
  it('a guard that nobody implemented is refused when the machine is compiled, also within and/or/not', async () => {
    const { and, not } = await import('xstate')
    const machine = createMachine({
      initial: 'a',
      states: { a: { on: { X: { guard: and([() => true, not('lost')]), target: 'a' } } } },
    })
    expect(throwing(() => compile(machine))).toMatchObject({
      code: 'kernel/unknown-implementation',
      details: { machine: '(machine)', state: 'a', guard: 'lost' },
    })
  })

  it('a delay that nobody implemented is refused: XState would let it elapse at once', () => {
    const machine = createMachine({ initial: 'a', states: { a: { after: { lost: 'b' } }, b: {} } })
    expect(throwing(() => compile(machine))).toMatchObject({
      code: 'kernel/unknown-implementation',
      details: { state: 'a', delay: 'lost' },
    })
  })

  it('a function action is told from a named one', () => {
    const named = () => {}
    const machine = setup({ actions: { named } }).createMachine({ entry: ['named', function inPlace() {}, () => {}] })
    expect(stateNodes(machine)[0]?.entry).toMatchObject([
      { name: 'named', named: true, implementation: named },
      { name: 'inPlace', named: false },
      { name: '(anonymous)', named: false },
    ])
  })
})

describe('pitfall 35: context', () => {
  const counting = createMachine({
    types: { context: {} as { n: number; input: unknown; list: { deep: number }[] } },
    context: ({ input }) => ({ n: 0, input, list: [{ deep: 1 }] }),
    on: {
      WRITE: {
        guard: ({ context }) => {
          context.n = 5
          return true
        },
      },
      DELETE: {
        actions: assign(({ context }) => {
          const { n: _, ...rest } = context
          return rest
        }),
      },
      NEST: {
        actions: assign(({ context }) => {
          context.list.push({ deep: 2 })
          return {}
        }),
      },
      TWICE: {
        actions: [
          assign({ n: 1 }),
          assign(({ context }) => {
            context.n = 7
            return {}
          }),
        ],
      },
    },
    initial: 'a',
    states: {
      a: { on: { GO: { target: 'b', actions: assign({ n: 1 }) } } },
      b: {
        always: {
          guard: ({ context }) => {
            context.n = 9
            return true
          },
          target: 'c',
        },
      },
      c: {},
    },
  })
  const kernel = compile(counting)

  it.each(['WRITE', 'NEST', 'TWICE', 'GO'])(
    'nobody writes to the context in place, at any moment of the step (%s)',
    type => {
      const { state } = kernel.initial()
      expect(() => kernel.next(state, { type })).toThrow(TypeError)
      expect(state.context).toEqual({ n: 0, input: undefined, list: [{ deep: 1 }] })
    },
  )

  it('the root is frozen after each step', () => {
    const quiet = compile(
      createMachine({ context: { n: 0 }, on: { ADD: { actions: assign({ n: ({ context }) => context.n + 1 }) } } }),
    )
    const { state } = quiet.next(quiet.initial().state, { type: 'ADD' })
    expect(Object.isFrozen(state.context)).toBe(true)
  })

  it('the first context is frozen to its leaves, with what it keeps of the input', () => {
    const input = { parties: [{ id: 'a' }] }
    const { context } = kernel.initial(input).state
    expect(Object.isFrozen(context.list[0])).toBe(true)
    expect(Object.isFrozen(input.parties[0])).toBe(true)
  })

  it('a restored context is frozen to its leaves', () => {
    const { context } = kernel.restore(JSON.parse(JSON.stringify(kernel.initial().state)))
    expect(Object.isFrozen(context.list[0])).toBe(true)
  })

  it('a key deleted at the root comes back, exactly as XState merges', () => {
    const { state } = kernel.initial()
    expect(kernel.next(state, { type: 'DELETE' }).state.context).toEqual(state.context)
  })
})

describe('pitfall 36: endless steps', () => {
  const endless = {
    always: createMachine({ initial: 'a', states: { a: { on: { GO: 'b' } }, b: { always: 'c' }, c: { always: 'b' } } }),
    raise: createMachine({ on: { GO: { actions: raise({ type: 'GO' }) } } }),
    'a raise that nothing handles any more': createMachine({
      on: { GO: { actions: [raise({ type: 'GO' }), raise({ type: 'LOST' })] } },
    }),
    onDone: createMachine({
      initial: 'a',
      states: {
        a: { on: { GO: 'b' } },
        b: { initial: 'x', states: { x: { type: 'final' } }, onDone: { target: 'b', reenter: true } },
      },
    }),
  }

  it.each(Object.entries(endless))('an endless %s ends in an error that names the cycle', (_, machine) => {
    const kernel = compile(machine)
    expect(throwing(() => kernel.next(kernel.initial().state, { type: 'GO' }))).toMatchObject({
      code: 'kernel/endless-loop',
      details: { machine: '(machine)', limit: 10_000 },
    })
  })

  it('the states of the cycle are named', () => {
    const kernel = compile(endless.always)
    expect(throwing(() => kernel.next(kernel.initial().state, { type: 'GO' }))).toMatchObject({
      details: { cycle: expect.arrayContaining(['(machine).b', '(machine).c']) },
    })
  })

  it('an endless start throws instead of becoming a state in error', () => {
    const machine = createMachine({ initial: 'a', states: { a: { always: 'b' }, b: { always: 'a' } } })
    expect(throwing(() => compile(machine).initial())).toMatchObject({ code: 'kernel/endless-loop' })
  })

  it('a long way to rest is no loop, and the bound can be set', () => {
    const countdown = createMachine({
      context: { n: 0 },
      initial: 'idle',
      states: {
        idle: { on: { GO: 'down' } },
        down: {
          always: [
            { guard: ({ context }) => context.n < 500, actions: assign({ n: ({ context }) => context.n + 1 }) },
            'idle',
          ],
        },
      },
    })
    const patient = compile(countdown)
    expect(patient.next(patient.initial().state, { type: 'GO' }).state).toMatchObject({
      value: 'idle',
      context: { n: 500 },
    })
    const strict = compile(countdown, { maxMicrosteps: 400 })
    expect(throwing(() => strict.next(strict.initial().state, { type: 'GO' }))).toMatchObject({
      details: { limit: 400 },
    })
  })

  it('a machine’s own bound counts', () => {
    const bounded = compile(
      createMachine({ options: { maxIterations: 10 }, on: { GO: { actions: raise({ type: 'GO' }) } } }),
    )
    expect(throwing(() => bounded.next(bounded.initial().state, { type: 'GO' }))).toMatchObject({
      details: { limit: 10 },
    })
  })
})

describe('the order of regions, which XState does not store', () => {
  const told = ({ effects }: Step) => effects.map(effect => effect.type)
  const regions = createMachine({
    id: 'm',
    type: 'parallel',
    context: { go: false },
    on: { GO: { actions: assign({ go: true }) } },
    states: {
      a: {
        initial: 'a1',
        states: {
          a1: { on: { MOVE: 'a2' } },
          a2: { always: { guard: ({ context }) => context.go, target: 'a3', actions: 'a' } },
          a3: {},
        },
      },
      b: {
        initial: 'b1',
        states: { b1: { always: { guard: ({ context }) => context.go, target: 'b2', actions: 'b' } }, b2: {} },
      },
    },
  })

  it('live and restored states may run regions in different order, as in XState', () => {
    const kernel = compile(regions)
    const { state } = kernel.next(kernel.initial().state, { type: 'MOVE' })
    expect(told(kernel.next(state, { type: 'GO' }))).toEqual(['b', 'a'])
    expect(told(kernel.next(kernel.restore(state.toJSON()), { type: 'GO' }))).toEqual(['a', 'b'])
  })

  it('document order makes them one', () => {
    const kernel = compile(regions, { regionOrder: 'document' })
    const { state } = kernel.next(kernel.initial().state, { type: 'MOVE' })
    expect(told(kernel.next(state, { type: 'GO' }))).toEqual(['a', 'b'])
    const resorted = { ...state.toJSON(), value: { b: 'b1', a: 'a2' } }
    expect(told(kernel.next(kernel.restore(resorted), { type: 'GO' }))).toEqual(['a', 'b'])
  })
})
