import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { initialTransition, transition } from 'xstate'
import { compile } from '../src/index.js'
import { type Event, fuel, observed, oracle, outcome, type Snapshot, same, sent } from './observed.js'
import { machineOf, nodeSpec, type RandomMachine } from './random-machine.js'

// High enough that a machine which comes to rest does so long before, low enough that endless ones end quickly.
const limit = 120
const runs = 300

const timers = (snapshot: Snapshot) => snapshot._nodes.map(node => `xstate.after.50.${node.id}`)

interface Tally {
  steps: number
  moved: number
  endless: number
  thrown: number
  done: number
}

/** Walks both machines through the same events and compares every step; tells what the walk has seen. */
function walk(machine: RandomMachine, input: number, events: readonly Event[], tally: Tally): void {
  const compiled = compile(machine, { maxMicrosteps: limit })
  const first = outcome(() => {
    const [snapshot, actions] = initialTransition(machine, { n: input })
    if (snapshot.status === 'error' && String(snapshot.error).includes('Infinite loop')) throw snapshot.error
    return [snapshot, actions] as const
  })
  const start = outcome(() => compiled.initial({ n: input }))
  if (!('result' in first) || !('result' in start)) {
    expect(start).toEqual(first)
    tally.endless += 1
    return
  }
  same(observed(start.result), oracle(first.result))
  let [snapshot] = first.result
  let { state } = start.result
  for (const [i, sent] of events.entries()) {
    if (snapshot.status === 'error') return
    // Every third event is a timer the host lets elapse, where one is running.
    const timer = i % 3 === 2 ? timers(snapshot)[sent.k] : undefined
    const event = timer === undefined ? sent : ({ type: timer } as never as Event)
    expect(outcome(() => state.can(event))).toEqual(outcome(() => snapshot.can(event)))
    const expected = outcome(
      () => [transition(machine, snapshot, event), machine.getTransitionData(snapshot, event)] as const,
    )
    const actual = outcome(() => compiled.next(state, event, { internal: true }))
    tally.steps += 1
    if (!('result' in expected) || !('result' in actual)) {
      expect(actual).toEqual(expected)
      tally.thrown += 1
      if ('thrown' in expected && expected.thrown === 'endless') tally.endless += 1
      continue
    }
    const [moved, enabled] = expected.result
    same(observed(actual.result), oracle(moved))
    expect(actual.result.taken).toBe(enabled.length > 0)
    if (moved[0] === snapshot) expect(actual.result.state).toBe(state)
    expect(compiled.explain(state, event).length > 0).toBe(compiled.handles(state, event.type))
    if (JSON.stringify(moved[0].value) !== JSON.stringify(snapshot.value)) tally.moved += 1
    if (moved[0].status === 'done') tally.done += 1
    ;[snapshot] = moved
    state = actual.result.state
  }
}

describe('a step on any machine', () => {
  it('is the step of transition(): value, context, status, output, tags, effects, and every node entered and left', async () => {
    const tally: Tally = { steps: 0, moved: 0, endless: 0, thrown: 0, done: 0 }
    await fc.assert(
      fc.property(nodeSpec(true), fuel, fc.nat(6), sent, (spec, fuel, n, events) =>
        walk(machineOf(spec, fuel, limit), n, events, tally),
      ),
      { numRuns: runs },
    )
    // A family that never moves, ends, loops or throws would compare nothing.
    expect(Object.values(tally).every(count => count > 5)).toBe(true)
  })
})
