import { describe, expect, it } from 'vitest'
import { createMachine } from 'xstate'
import { type CompiledMachine, compile, type State } from '../src/index.js'
import { shippedCase, shippedNames } from './shipped-cases.js'

/** Ten regions of three states each: 59,049 arrangements, more than are remembered. */
const wide = createMachine({
  type: 'parallel',
  states: Object.fromEntries(
    Array.from({ length: 10 }, (_, i) => [
      `r${i}`,
      {
        initial: 'a',
        states: {
          a: { on: { [`E${i}`]: 'b', ALL: 'b' } },
          b: { on: { [`E${i}`]: 'c', ALL: 'c' } },
          c: { on: { [`E${i}`]: 'a', ALL: 'a' } },
        },
      },
    ]),
  ),
})

describe('what a compiled machine remembers', () => {
  it('may be forgotten at any moment: states held from before step on as ever', () => {
    const kernel: CompiledMachine = compile(wide)
    const held: { state: State; type: string; value: string }[] = []
    let { state } = kernel.initial()
    let seed = 1
    for (let i = 0; i < 40_000; i += 1) {
      seed = (seed * 48271) % 2147483647
      // Invented types are remembered as well, and must not fill the memory.
      const type = seed % 7 === 0 ? `X${i}` : seed % 11 === 0 ? 'ALL' : `E${seed % 10}`
      const after = kernel.next(state, { type }).state
      if (i % 1_000 === 0) held.push({ state, type, value: JSON.stringify(after.value) })
      state = after
    }
    for (const { state, type, value } of held)
      expect(JSON.stringify(kernel.next(state, { type }).state.value)).toBe(value)
    expect(JSON.stringify(kernel.restore(state.toJSON()).value)).toBe(JSON.stringify(state.value))
  })

  it.each(shippedNames)('%s comes around again and again without anything growing but its data', async name => {
    const { machine, inputs, events } = await shippedCase(name)
    const kernel = compile(machine, { drafts: 'own' })
    const arrangements = new Set<unknown>()
    let { state } = kernel.initial(inputs[0])
    for (let i = 0; i < 20_000; i += 1) {
      const event = events[(i * 7919) % events.length]!
      try {
        ;({ state } = kernel.next(state, event))
      } catch (error) {
        // A sample may be for another state; its guard may then find nothing to read.
        expect(error).toBeInstanceOf(TypeError)
      }
      arrangements.add(state.nodes)
    }
    expect(arrangements.size).toBeLessThan(200)
  })
})
