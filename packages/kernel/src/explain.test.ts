import { describe, expect, it, vi } from 'vitest'
import { and, createMachine, not, setup } from 'xstate'
import { compile } from './compile.js'

const machine = setup({
  types: { context: {} as { seats: number }, events: {} as { type: 'ACCEPT'; seats: number } | { type: 'x.y' } },
  guards: {
    room: ({ context, event }) => event.type === 'ACCEPT' && event.seats <= context.seats,
    open: ({ context }) => context.seats > 0,
    never: () => false,
  },
}).createMachine({
  id: 'm',
  type: 'parallel',
  context: { seats: 2 },
  on: { ACCEPT: { guard: 'never' } },
  states: {
    a: {
      initial: 'in',
      on: { ACCEPT: '.in' },
      states: { in: { on: { ACCEPT: [{ guard: and(['open', 'room']), target: '#m.a.in' }, { guard: not('open') }] } } },
    },
    b: { on: { '*': {}, 'x.*': { guard: 'never' }, ACCEPT: { guard: () => false } } },
  },
})

describe('explaining an event', () => {
  const kernel = compile(machine)
  const { state } = kernel.initial()

  it('names the part of a conjunction that says no, and any other guard as a whole', () => {
    const refusing = (seats: number, from = state) =>
      kernel.explain(from, { type: 'ACCEPT', seats }).map(candidate => candidate.refusing)
    expect(refusing(3)).toEqual(['room', 'not(open)', null, '(anonymous)', null, 'never'])
    expect(refusing(1)[0]).toBeNull()
    const full = kernel.restore({ ...(state.toJSON() as object), context: { seats: 0 } } as never)
    expect(refusing(1, full)[0]).toBe('open')
  })

  it('lists candidates from the innermost node outwards, region by region, exact names before wildcards', () => {
    const candidates = kernel.explain(state, { type: 'ACCEPT', seats: 1 })
    expect(candidates.map(({ source, guard, ok }) => [source, guard, ok])).toEqual([
      ['m.a.in', 'and(open, room)', true],
      ['m.a.in', 'not(open)', false],
      ['m.a', null, true],
      ['m.b', '(anonymous)', false],
      ['m.b', null, true],
      ['m', 'never', false],
    ])
    expect(candidates[0]?.targets).toEqual(['m.a.in'])
    expect(kernel.explain(state, { type: 'x.y' }).map(({ guard }) => guard)).toEqual(['never', null])
  })

  it('runs no guard before it is asked for, and each at most once', () => {
    const guard = vi.fn(() => true)
    const asked = compile(createMachine({ on: { X: { guard } } }))
    const [candidate] = asked.explain(asked.initial().state, { type: 'X' })
    expect(guard).not.toHaveBeenCalled()
    expect([candidate?.ok, candidate?.ok]).toEqual([true, true])
    expect(guard).toHaveBeenCalledTimes(1)
  })

  it('gives the caller back its own exception when a guard reads trapped data, also through and/not', () => {
    const touched = new Error('read the data')
    const event = new Proxy({ type: 'ACCEPT', seats: 0 } as const, {
      get(target, key) {
        if (key !== 'type') throw touched
        return target.type
      },
    })
    const [room, notOpen] = kernel.explain(state, event)
    const thrown = (run: () => unknown) => {
      try {
        return run()
      } catch (error) {
        return error
      }
    }
    expect(thrown(() => room?.ok)).toBe(touched)
    expect(notOpen?.ok).toBe(false)
    expect(thrown(() => kernel.next(state, event))).toBe(touched)
    expect(thrown(() => state.can(event))).toBe(touched)
  })

  it('names the part of an `and` that says no, and any other guard as a whole', () => {
    const refusing = (seats: number) => kernel.explain(state, { type: 'ACCEPT', seats }).map(one => one.refusing)
    expect(refusing(3)).toEqual(['room', 'not(open)', null, '(anonymous)', null, 'never'])
    expect(refusing(1)).toEqual([null, 'not(open)', null, '(anonymous)', null, 'never'])
  })

  it('knows what active nodes handle, whatever their guards say', () => {
    expect(kernel.events(state)).toEqual(['ACCEPT', '*', 'x.*'])
    expect(kernel.handles(state, 'anything')).toBe(true)
    const quiet = compile(
      createMachine({ initial: 'a', states: { a: { on: { X: { guard: () => false } } }, b: { on: { Y: {} } } } }),
    )
    const start = quiet.initial().state
    expect([quiet.handles(start, 'X'), quiet.handles(start, 'Y')]).toEqual([true, false])
    expect(quiet.events(start)).toEqual(['X'])
  })

  it('leaves timers out of the events, but handles them', () => {
    const timed = compile(createMachine({ id: 't', initial: 'a', states: { a: { after: { 5: 'b' } }, b: {} } }))
    const { state } = timed.initial()
    expect(timed.events(state)).toEqual([])
    expect(timed.handles(state, 'xstate.after.5.t.a')).toBe(true)
  })
})
