import { areaMeeting } from '@convoke/case-types/area-meeting'
import { type AnyCaseType, caseDefinition, eventless, type JsonObject } from '@convoke/core'
import { everyDayCalendar } from '@convoke/core/testing'
import { describe, expect, it } from 'vitest'
import { type AnyStateMachine, assign, createMachine, raise } from 'xstate'
import { exploreCase } from '../src/explore/explore.js'
import { EventRead, microstepsOf } from '../src/model/microsteps.js'
import { openingFor } from '../src/model/opening.js'

const counts = assign({ n: ({ context }: { context: { n: number } }) => context.n + 1 })

const machineWith = (inner: object): AnyStateMachine =>
  createMachine({
    context: { n: 0 },
    initial: 'a',
    states: { a: { on: { GO: 'b' } }, b: inner, c: {} },
  } as never) as never

const split = (inner: object) => {
  const steps = microstepsOf(machineWith(inner))
  return steps && { ...steps, machine: steps.machine as AnyStateMachine }
}

describe('a machine in microsteps', () => {
  it('answers an event and its always transitions apart', () => {
    const steps = split({
      entry: counts,
      always: { guard: ({ context }: { context: { n: number } }) => context.n > 0, target: 'c' },
    })
    const events = steps?.machine.getStateNodeById('(machine).b').ownEvents
    expect(events).toEqual([eventless])
    expect(steps?.machine.getStateNodeById('(machine).b').always).toBeUndefined()
  })

  it.each([
    ['raises an event', { entry: raise({ type: 'GO' }) }],
    ['raises an event by name', { entry: 'again' }],
    ['has regions side by side', { type: 'parallel', states: { x: {}, y: {} } }],
    ['has a final state within a state', { initial: 'x', states: { x: { type: 'final' } }, onDone: 'c' }],
    ['hears any event', { on: { '*': 'c' } }],
  ])('is not made of one that %s', (_, inner) => {
    const machine = machineWith(inner)
    const named = machine.provide({ actions: { again: raise({ type: 'GO' }) } } as never)
    expect(microstepsOf(named as never)).toBeUndefined()
  })

  it('shows the moment of the event before, and nothing else of it', () => {
    const { machine, ask } = split({ always: 'c' }) as NonNullable<ReturnType<typeof split>>
    const [transition] = machine.getStateNodeById('(machine).b').transitions.get(eventless) ?? []
    const { guards } = (transition as unknown as { guard: { guards: readonly (() => boolean)[] } }).guard
    const event = ask() as { readonly type: string; readonly at?: unknown; readonly by?: unknown }
    // The kernel looks for transitions first, and asks guards then.
    expect(event.type).toBe(eventless)
    expect(typeof event.at).toBe('object')
    expect(() => event.by).toThrow(EventRead)
    expect(() => 'by' in event).toThrow(EventRead)
    expect(() => ({ ...event })).toThrow(EventRead)
    expect(guards[0]?.()).toBe(true)
    expect(() => event.type).toThrow(EventRead)
    expect(ask().type).toBe(eventless)
  })
})

it('that go round only because of what is not told yet are no endless loop: an area meeting of topics that were put off', () => {
  const opening = (areaMeeting.openings as readonly JsonObject[])[1]
  const clock = { at: 0, calendar: everyDayCalendar() }
  const caseType = areaMeeting as unknown as AnyCaseType
  const opened = openingFor(caseType, caseDefinition(caseType), { opening } as never, clock)
  const { model, states, configurationOf } = exploreCase(
    caseType,
    opened,
    {},
    { maxStates: 500, maxItems: 1, departures: 1, isWhole: true },
  )
  const ends = Array.from({ length: states }, (_, state) => model.configurations[configurationOf(state)]?.outcome)
  expect(ends).toContain('lapsed')
})
