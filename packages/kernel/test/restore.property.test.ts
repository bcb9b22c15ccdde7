import * as fc from 'fast-check'
import { describe, it } from 'vitest'
import { transition } from 'xstate'
import { type StateNodeDescription, stateNodes } from '../src/description.js'
import { type CompiledMachine, compile, type PersistedState, type State } from '../src/index.js'
import { type Event, fuel, observed, oracle, outcome, type Snapshot, same, sent } from './observed.js'
import { machineOf, nodeSpec, type RandomMachine } from './random-machine.js'

const limit = 120
const runs = 200

const saved = (state: State): unknown => JSON.parse(JSON.stringify(state))

/** As a store does that writes canonical JSON. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? 1 : -1))
      .map(([key, item]) => [key, sorted(item)]),
  )
}

/** Walks a machine and compares, at every step, how the live state and another reading of it continue. */
function walk(
  machine: RandomMachine,
  compiled: CompiledMachine,
  n: number,
  events: readonly Event[],
  compare: (state: State, event: Event) => void,
): void {
  const start = outcome(() => compiled.initial({ n }))
  if (!('result' in start) || start.result.state.status === 'error') return
  const tree = stateNodes(machine)
  let { state } = start.result
  for (const event of events) {
    if (!isWhole(tree, state)) return
    compare(state, event)
    const step = outcome(() => compiled.next(state, event))
    if ('result' in step) state = step.result.state
  }
}

/**
 * What happens next, as far as JSON can tell it: `undefined` within an output is lost; tags, meta and what a history
 * remembers have no order.
 */
function continued(compiled: CompiledMachine, state: State, event: Event): unknown {
  const step = outcome(() => compiled.next(state, event))
  if (!('result' in step)) return step
  const { tags, meta, persisted, ...seen } = observed(step.result)
  const { historyValue, ...rest } = persisted as PersistedState
  const remembered = Object.entries(historyValue).map(([id, nodes]) => [id, ...nodes.map(node => node.id).sort()])
  const unordered = { tags: tags.sort(), meta: sorted(meta), remembered: remembered.sort() }
  return JSON.parse(JSON.stringify({ ...seen, ...unordered, rest, taken: step.result.taken }))
}

/**
 * Whether the active nodes are a configuration at all. XState 5.33 leaves it when a transition crosses from one parallel
 * region into another (two active children of a compound node) and when a history is re-entered from within (an active
 * node without its parent), and may have been there on the way (a history that remembers nothing); its snapshot cannot
 * hold such a state.
 */
function isWhole(tree: readonly StateNodeDescription[], state: State): boolean {
  if (Object.values(state.toJSON().historyValue).some(nodes => nodes.length === 0)) return false
  const active = new Set(state.nodes)
  return tree.every(({ id, parent, type, children }) => {
    if (!active.has(id)) return parent !== null
    if (parent !== null && !active.has(parent)) return false
    const regions = children.filter(child => tree.find(node => node.id === child)?.type !== 'history')
    const below = regions.filter(child => active.has(child)).length
    return type === 'parallel' ? below === regions.length : type !== 'compound' || below === 1
  })
}

describe('a state restored from JSON', () => {
  it('continues as XState continues from the same JSON', async () => {
    await fc.assert(
      fc.property(nodeSpec(true), fuel, fc.nat(6), sent, (spec, fuel, n, events) => {
        const machine: RandomMachine = machineOf(spec, fuel, limit)
        const compiled: CompiledMachine = compile(machine, { maxMicrosteps: limit })
        walk(machine, compiled, n, events, (state, event) => {
          const snapshot = machine.restoreSnapshot(saved(state) as never, undefined as never) as Snapshot
          const expected = outcome(() => oracle(transition(machine, snapshot, event)))
          const actual = outcome(() => observed(compiled.next(compiled.restore(saved(state)), event)))
          same(actual, expected)
        })
      }),
      { numRuns: runs },
    )
  })

  it('continues as the live state does, where no two regions move by themselves', async () => {
    await fc.assert(
      fc.property(nodeSpec(false), fuel, fc.nat(6), sent, (spec, fuel, n, events) => {
        const machine = machineOf(spec, fuel, limit)
        const compiled: CompiledMachine = compile(machine, { maxMicrosteps: limit })
        walk(machine, compiled, n, events, (state, event) => {
          same(continued(compiled, compiled.restore(saved(state)), event), continued(compiled, state, event))
        })
      }),
      { numRuns: runs },
    )
  })

  it('continues as the live state does on any machine whose regions run in document order, from JSON in any key order', async () => {
    await fc.assert(
      fc.property(nodeSpec(true), fuel, fc.nat(6), sent, (spec, fuel, n, events) => {
        const options = { maxMicrosteps: limit, regionOrder: 'document' } as const
        const machine = machineOf(spec, fuel, limit)
        const compiled: CompiledMachine = compile(machine, options)
        walk(machine, compiled, n, events, (state, event) => {
          same(continued(compiled, compiled.restore(sorted(saved(state))), event), continued(compiled, state, event))
        })
      }),
      { numRuns: runs },
    )
  })
})
