import { describe, expectTypeOf, it } from 'vitest'
import { type AnyStateMachine, createMachine, setup } from 'xstate'
import { type CompiledMachine, compile, type MachineTypes, type State, type TypesOf } from '../src/index.js'

const machine = setup({
  types: {
    context: {} as { n: number },
    events: {} as { type: 'ADD'; by: number } | { type: 'STOP' },
    input: {} as { start: number },
    tags: {} as 'busy' | 'idle',
    output: {} as { total: number },
  },
}).createMachine({
  context: ({ input }) => ({ n: input.start }),
  initial: 'open',
  output: ({ context }) => ({ total: context.n }),
  states: { open: { initial: 'quiet', states: { quiet: {}, loud: {} } }, shut: { type: 'final' } },
})

describe('the types of a compiled machine', () => {
  const kernel = compile(machine)
  const { state } = kernel.initial({ start: 1 })

  it('are those of the machine', () => {
    expectTypeOf(kernel.machine).toEqualTypeOf(machine)
    expectTypeOf(state.context).toEqualTypeOf<{ n: number }>()
    expectTypeOf(state.tags).toEqualTypeOf<ReadonlySet<'busy' | 'idle'>>()
    expectTypeOf(state.output).toEqualTypeOf<{ total: number } | undefined>()
    expectTypeOf(state.value).toEqualTypeOf<'shut' | { open: 'quiet' | 'loud' }>()
  })

  it('ask for the input a machine declares, and for none otherwise', () => {
    // @ts-expect-error the machine declares an input
    kernel.initial()
    // @ts-expect-error the input has a number
    kernel.initial({ start: 'a' })
    compile(createMachine({})).initial()
    compile(setup({}).createMachine({})).initial()
  })

  it('refuse events the machine does not declare, but take a timer from the host', () => {
    kernel.next(state, { type: 'ADD', by: 1 })
    // @ts-expect-error unknown event
    kernel.next(state, { type: 'SUB' })
    // @ts-expect-error data is missing
    kernel.next(state, { type: 'ADD' })
    // @ts-expect-error a timer needs the host's word
    kernel.next(state, { type: 'xstate.after.10.x' })
    kernel.next(state, { type: 'xstate.after.10.x' }, { internal: true })
  })

  it('refuse states and tags the machine does not have', () => {
    state.matches('shut')
    state.matches('open')
    state.matches({ open: 'loud' })
    // @ts-expect-error no such state
    state.matches('ajar')
    // @ts-expect-error no such child
    state.matches({ open: 'ajar' })
    // @ts-expect-error no such tag
    state.hasTag('tired')
  })
})

describe('the types of a machine that is only known to be one', () => {
  it('are unknown, never any', () => {
    expectTypeOf<TypesOf<AnyStateMachine>['input']>().toEqualTypeOf<readonly [input?: unknown]>()
    expectTypeOf<TypesOf<AnyStateMachine>['value']>().toBeUnknown()
    expectTypeOf<TypesOf<AnyStateMachine>['partialValue']>().toBeUnknown()
    expectTypeOf<TypesOf<AnyStateMachine>['event']>().toEqualTypeOf<{ readonly type: string }>()
    expectTypeOf<TypesOf<AnyStateMachine>['context']>().toEqualTypeOf<Readonly<Record<string, unknown>>>()
  })

  it('hold for a subtype of a machine, where XState’s own EventFrom is never', () => {
    expectTypeOf<TypesOf<typeof machine & { readonly brand: 1 }>['event']>().toEqualTypeOf<
      { type: 'ADD'; by: number } | { type: 'STOP' }
    >()
  })

  it('let any compiled machine stand where machines are not told apart', () => {
    const many: readonly CompiledMachine[] = [compile(machine), compile(createMachine({}))]
    expectTypeOf(many[0]!.next).parameter(0).toEqualTypeOf<State<MachineTypes>>()
  })
})
