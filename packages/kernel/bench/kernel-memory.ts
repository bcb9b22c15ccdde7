// What a million random events leave behind in a compiled machine, and what compiling the largest shipped machine costs.
import type { AnyStateMachine } from 'xstate'
import { type CompiledMachine, compile } from '../src/index.js'
import { referenceCase, referenceHistory } from '../test/reference-case.js'
import { type SentEvent, shippedCase, shippedNames } from '../test/shipped-cases.js'

/** One line of the result. */
export interface Result {
  readonly name: string
  readonly reference: string
  readonly ratio: number
  readonly unit: string
}

const events = 1_000_000

function heldAfter(machine: AnyStateMachine, inputs: readonly object[], sent: readonly SentEvent[]): number {
  const compiled: CompiledMachine = compile(machine, { drafts: 'own' })
  const heap = () => {
    globalThis.gc?.()
    return process.memoryUsage().heapUsed
  }
  const walk = (count: number) => {
    let { state } = compiled.initial(inputs[0])
    let seed = 7
    for (let i = 0; i < count; i += 1) {
      seed = (seed * 48271) % 2147483647
      // A new case now and then: what grows is to be the kernel, not the data of one case.
      if (i % 500 === 0) ({ state } = compiled.initial(inputs[(i / 500) % inputs.length]))
      try {
        ;({ state } = compiled.next(state, sent[seed % sent.length] as SentEvent))
      } catch {
        // Samples for one state may make the guard of another throw; the walk goes on.
      }
    }
  }
  walk(events / 100)
  const before = heap()
  walk(events)
  return (heap() - before) / 1_048_576
}

function compileTime(machine: AnyStateMachine): number {
  const times = Array.from({ length: 15 }, () => {
    // Time computed: on a busy machine the clock tells of its other users.
    const start = process.cpuUsage()
    compile(machine)
    const { user, system } = process.cpuUsage(start)
    return (user + system) / 1000
  })
  // The first, before anything is warm, is what a process pays.
  return times[0] as number
}

export async function run(): Promise<{ readonly bench: 'kernel-memory'; readonly results: readonly Result[] }> {
  const reference = {
    name: 'reference case',
    machine: referenceCase(8, 'immer'),
    inputs: [{}],
    events: referenceHistory(8) as readonly SentEvent[],
  }
  const cases = [...(await Promise.all(shippedNames.map(shippedCase))), reference]
  const results = cases.flatMap(({ name, machine, inputs, events: sent }) => [
    { name: `${name}, compiling`, reference: 'cold', ratio: Number(compileTime(machine).toFixed(2)), unit: 'ms' },
    {
      name: `${name}, a million random events`,
      reference: 'ten thousand events before',
      ratio: Number(heldAfter(machine, inputs, sent).toFixed(2)),
      unit: 'MB more',
    },
  ])
  return { bench: 'kernel-memory', results }
}
