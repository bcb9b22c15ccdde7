// The same random machines under XState and under a kernel, compared after every event.
import { isDeepStrictEqual } from 'node:util'
import * as fc from 'fast-check'
import type { CompiledMachine, CompileOptions, Effect, State, Step } from '../src/index.js'
import { type Event, outcome, type Snapshot, same } from './observed.js'
import { eventTypes, machineOf, nodeSpec, type RandomMachine } from './random-machine.js'

// High enough that a machine which comes to rest does so before, low enough that endless ones end quickly.
const limit = 24

/** What was compared. */
export interface Tally {
  machines: number
  steps: number
  moved: number
  done: number
  endless: number
  thrown: number
  remembered: number
}

export const noTally = (): Tally => ({
  machines: 0,
  steps: 0,
  moved: 0,
  done: 0,
  endless: 0,
  thrown: 0,
  remembered: 0,
})

export type Compile = (machine: RandomMachine, options: CompileOptions) => unknown

/** A machine of the whole supported grammar, and what is sent to it. */
export const scenario = fc.record({
  spec: nodeSpec(true, 3),
  fuel: fc.oneof({ weight: 15, arbitrary: fc.constant(3) }, { weight: 1, arbitrary: fc.constant(1_000_000) }),
  n: fc.nat(6),
  events: fc.array(fc.record({ type: fc.constantFrom(...eventTypes), k: fc.nat(4) }), { minLength: 3, maxLength: 5 }),
})

export type Scenario = typeof scenario extends fc.Arbitrary<infer S> ? S : never

interface Told {
  readonly snapshot: Snapshot
  readonly effects: readonly Effect[]
}

/** XState without the actor that `transition()` makes for every call; it runs the very same code of the machine. */
function xstate(run: (scope: never) => Snapshot): Told {
  const effects: Effect[] = []
  const nothing = () => {}
  const scope = {
    self: {},
    system: { _sendInspectionEvent: nothing },
    id: '',
    sessionId: '',
    logger: nothing,
    defer: nothing,
    stopChild: nothing,
    emit: nothing,
    actionExecutor: ({ type, params }: Effect) => effects.push({ type, params }),
  }
  return { snapshot: run(scope as never), effects }
}

function ofXState({ snapshot, effects }: Told) {
  const marked = (type: string) =>
    effects.flatMap(effect => (effect.type === type ? [(effect.params as { id: string }).id] : []))
  const { value, context, status, output, tags, historyValue } = snapshot
  const history = Object.entries(historyValue).map(([id, nodes]) => [id, ...nodes.map(node => node.id)])
  return {
    value: JSON.stringify(value),
    ...{ context, status, output, tags: [...tags], history, effects, entered: marked('enter'), exited: marked('exit') },
  }
}

function ofKernel({ state, effects, entered, exited }: Step): ReturnType<typeof ofXState> {
  const { value, context, status, output, tags } = state as State<never>
  const { historyValue } = state.toJSON()
  const history = Object.entries(historyValue).map(([id, nodes]) => [id, ...nodes.map(node => node.id)])
  return {
    value: JSON.stringify(value),
    ...{ context, status, output, tags: [...tags], history },
    ...{ effects: effects.map(({ type, params }) => ({ type, params })), entered: [...entered], exited: [...exited] },
  } as never
}

/** Throws where the two differ in value, context, status, output, history, tags, effects in order, or moves. */
export function compare(compile: Compile, { spec, fuel, n, events }: Scenario, tally: Tally): void {
  tally.machines += 1
  const machine = machineOf(spec, fuel, limit)
  const compiled = compile(machine, { maxMicrosteps: limit }) as CompiledMachine
  const first = outcome(() => {
    const told = xstate(scope => machine.getInitialSnapshot(scope, { n }) as Snapshot)
    if (told.snapshot.status === 'error') throw told.snapshot.error
    return told
  })
  const start = outcome(() => {
    const step = compiled.initial({ n })
    if (step.state.status === 'error') throw step.state.error
    return step
  })
  if (!('result' in first) || !('result' in start)) {
    same(start, first)
    tally.endless += 1
    return
  }
  same(ofKernel(start.result), ofXState(first.result))
  let { snapshot } = first.result
  let { state } = start.result
  for (const [i, sent] of events.entries()) {
    // Every third event is a timer the host lets elapse, where one may be running.
    const timer = i % 3 === 2 ? snapshot._nodes[sent.k]?.id : undefined
    const event = timer === undefined ? sent : ({ type: `xstate.after.50.${timer}` } as never as Event)
    const expected = outcome(() => xstate(scope => machine.transition(snapshot, event, scope) as Snapshot))
    const actual = outcome(() => compiled.next(state, event, { internal: true }))
    tally.steps += 1
    if (!('result' in expected) || !('result' in actual)) {
      same(actual, expected)
      if ('thrown' in expected && expected.thrown === 'endless') tally.endless += 1
      else tally.thrown += 1
      continue
    }
    const [is, was] = [ofKernel(actual.result), ofXState(expected.result)]
    if (!isDeepStrictEqual(is, was)) same(is, was)
    if (expected.result.snapshot._nodes !== snapshot._nodes) tally.moved += 1
    if (was.history.length > 0) tally.remembered += 1
    if (was.status === 'done') tally.done += 1
    snapshot = expected.result.snapshot
    state = actual.result.state
  }
}
