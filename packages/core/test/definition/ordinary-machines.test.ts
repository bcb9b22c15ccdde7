// Every machine of a case type is an ordinary XState machine, with a context that nothing but an update can change.
import { describe, expect, test } from 'vitest'
import { assign, createActor, initialTransition, transition } from 'xstate'
import * as z from 'zod'
import { declareCase } from '../../src/definition/declare-case.js'
import { and, not, or } from '../../src/definition/guard-combinators.js'
import type { Instant } from '../../src/definition/schemas.js'
import { recipeOf } from '../../src/definition/update-action.js'
import { asking } from './design-example.js'
import { conveningRequest } from './small-convening.js'

const at = 0 as unknown as Instant
const from = (by: string) => ({ by, at, delegate: null, facts: {} })
const replyWithin = { n: 2, unit: 'working-day' } as const
const opening = { topic: '停车', convener: 'rc', invitees: ['a', 'b'] }
const start = { opening, parameters: { replyWithin, quorum: 2 }, by: 'rc', at }

describe('an ordinary actor', () => {
  test('plays a case from opening to outcome', () => {
    const actor = createActor(asking.machine, { input: start }).start()
    actor.send({ type: 'submit', ...from('rc') })
    actor.send({ type: 'reply', answer: 'yes', ...from('a') })
    actor.send({ type: 'reply', answer: 'yes', ...from('stranger') })
    expect(actor.getSnapshot()).toMatchObject({ value: 'inviting', context: { replies: { a: 'yes' } } })
    actor.send({ type: 'reply', answer: 'yes', ...from('b') })
    expect(actor.getSnapshot()).toMatchObject({ value: 'agreed', status: 'done' })
  })

  test('plays parallel regions, votes and deadlines', () => {
    const actor = createActor(conveningRequest.machine, {
      input: {
        opening: { topic: 't', reporter: 'r', convener: 'rc', departments: ['p', 'q', 's'] },
        parameters: conveningRequest.parameters.parse({}),
        by: 'rc',
        at,
      },
    }).start()
    actor.send({ type: 'submit', ...from('rc') })
    actor.send({ type: 'accept', ...from('p') })
    actor.send({ type: 'accept', note: 'yes', ...from('q') })
    actor.send({ type: 'fixMeeting', date: '2026-03-02', ...from('rc') })
    actor.send({ type: 'deadline.reply', key: '', n: 1, at })
    expect(actor.getSnapshot().value).toBe('onSite')
    actor.send({ type: 'propose', items: { sign: { title: '标志', owner: 'p' } }, ...from('rc') })
    actor.send({ type: 'vote', choice: 'for', ...from('p') })
    actor.send({ type: 'vote', choice: 'for', ...from('q') })
    expect(actor.getSnapshot().value).toBe('executing')
  })

  test('says notices as XState actions with their parameters', () => {
    const [drafting] = initialTransition(asking.machine, start)
    const [, said] = transition(asking.machine, drafting, { type: 'submit', ...from('rc') })
    expect(said).toMatchObject([{ type: 'invited', params: { to: ['a', 'b'], topic: '停车' } }])
  })
})

const words = declareCase({
  parameters: z.object({}),
  opening: z.object({}),
  context: z.object({ n: z.int(), tags: z.record(z.string(), z.int()) }),
  roles: { party: { who: () => 'p' } },
  commands: { go: { by: ['party'] }, stay: { by: ['party'] } },
})
const begin = { opening: {}, parameters: {}, by: 'p', at }

describe('a context', () => {
  test('cannot be changed by a guard, not even before the first update', () => {
    const machine = words
      .setup({
        guards: {
          writes: ({ context }) => {
            context.tags.a = 5
            return true
          },
        },
      })
      .createMachine({
        context: ({ input }) => ({ parameters: input.parameters, n: 0, tags: { a: 1 } }),
        initial: 'a',
        states: { a: { on: { go: { guard: 'writes', target: 'b' } } }, b: {} },
      })
    const [a] = initialTransition(machine, begin)
    expect(() => transition(machine, a, { type: 'go', ...from('p') })).toThrow(/read only/)
    expect(a.context.tags).toEqual({ a: 1 })
  })

  test('shares nothing with what the host opened the case with, and freezes nothing of it', () => {
    const [drafting] = initialTransition(asking.machine, start)
    expect(drafting.context.invitees).toEqual(opening.invitees)
    expect(drafting.context.invitees).not.toBe(opening.invitees)
    expect(Object.isFrozen(opening.invitees)).toBe(false)
    expect(Object.isFrozen(drafting.context.invitees)).toBe(true)
  })

  test('stays frozen after an update', () => {
    const machine = words.setup().createMachine({
      context: ({ input }) => ({ parameters: input.parameters, n: 0, tags: {} }),
      initial: 'a',
      states: {
        a: {
          on: {
            go: {
              actions: words.update(({ context, event }) => {
                context.tags[event.by] = 1
              }),
            },
          },
        },
      },
    })
    const [a] = initialTransition(machine, begin)
    const [b] = transition(machine, a, { type: 'go', ...from('p') })
    expect(b.context.tags).toEqual({ p: 1 })
    expect(Object.isFrozen(b.context.tags)).toBe(true)
    expect(a.context.tags).toEqual({})
  })
})

test('an endless `always` ends in an error, not in a hang', () => {
  const machine = words.setup().createMachine({
    context: ({ input }) => ({ parameters: input.parameters, n: 0, tags: {} }),
    initial: 'a',
    states: { a: { on: { go: 'b' } }, b: { always: 'c' }, c: { always: 'b' } },
  })
  const [a] = initialTransition(machine, begin)
  expect(() => transition(machine, a, { type: 'go', ...from('p') })).toThrow(/Infinite loop/)
})

test('a guard of certain events is false for every other event', () => {
  const guard = words.when(['go'], () => true)
  const context = { n: 0, tags: {}, parameters: {} }
  expect(guard({ context, event: { type: 'go' } })).toBe(true)
  expect(guard({ context, event: { type: 'stay' } })).toBe(false)
  expect(guard({ context, event: { type: 'xstate.init' } })).toBe(false)
})

test('combined guards mean what XState means by them', () => {
  const lands = (guard: 'yes' | 'no' | ReturnType<typeof and<'yes' | 'no'>>): boolean => {
    const machine = words.setup({ guards: { yes: () => true, no: () => false } }).createMachine({
      context: ({ input }) => ({ parameters: input.parameters, n: 0, tags: {} }),
      initial: 'a',
      states: { a: { on: { go: { guard, target: 'b' } } }, b: {} },
    })
    const [a] = initialTransition(machine, begin)
    return transition(machine, a, { type: 'go', ...from('p') })[0].value === 'b'
  }
  expect(lands(and(['yes', not('no')]))).toBe(true)
  expect(lands(and(['yes', 'no']))).toBe(false)
  expect(lands(or(['no', and(['yes'])]))).toBe(true)
  expect(lands(or(['no', not('yes')]))).toBe(false)
})

test('the recipe of an update stays visible; a bare assign has none', () => {
  const recipe = ({ context }: { context: { n: number } }): undefined => {
    context.n += 1
  }
  const context = { n: 1 }
  expect(recipeOf(words.update(recipe))?.({ context, event: { type: 'go' } }, undefined)).toBeUndefined()
  expect(context).toEqual({ n: 2 })
  expect(recipeOf(assign({ n: 1 }))).toBeUndefined()
  expect(recipeOf('named')).toBeUndefined()
  expect(recipeOf(null)).toBeUndefined()
})
