import { isDeepStrictEqual } from 'node:util'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { initialTransition, transition } from 'xstate'
import { type CompiledMachine, compile, type State, type Step } from '../src/index.js'
import { outcome, same } from './observed.js'
import { referenceCase, referenceHistory } from './reference-case.js'
import { type SentEvent, type ShippedCase, shippedCase, shippedNames } from './shipped-cases.js'

const parties = 4
const reference: ShippedCase = {
  name: 'the reference case',
  machine: referenceCase(parties, 'immer'),
  inputs: [{}],
  events: [
    ...referenceHistory(parties),
    ...['WITHDRAW', 'REJECT', 'TIMEOUT', 'ABSENT', 'OVERDUE', 'DIRECT', 'CLOSE', 'RECONVENE'].map(type => ({ type })),
  ],
}

const json = (value: unknown): string => JSON.stringify(value)

/** What two steps must agree on whoever made them; the context as JSON, since only the kernel's own is not frozen. */
function told({ state, effects, taken, entered, exited }: Step): unknown {
  const { value, context, status, output } = state
  return { value: json(value), context: json(context), status, output, effects, taken, entered, exited }
}

function toldByXState([snapshot, actions]: readonly [State, readonly { type: string; params: unknown }[]]): unknown {
  const { value, context, status, output } = snapshot
  const effects = actions.map(({ type, params }) => ({ type, params }))
  return { value: json(value), context: json(context), status, output, effects }
}

const withoutMoves = (step: unknown): unknown => {
  const { taken: _, entered: __, exited: ___, ...rest } = step as Record<string, unknown>
  return rest
}

/** A guard that throws on data made for another state is worth comparing as well. */
function isAccepted(kernel: CompiledMachine, state: State, event: SentEvent): boolean {
  const asked = outcome(() => kernel.explain(state, event).some(({ ok }) => ok))
  return !('result' in asked) || asked.result
}

const shipped = await Promise.all(shippedNames.map(shippedCase))

describe.each([...shipped, reference])('$name', ({ machine, inputs, events }) => {
  const immer: CompiledMachine = compile(machine)
  const own: CompiledMachine = compile(machine, { drafts: 'own' })

  it('does on any history what XState does, with both kinds of draft', async () => {
    let taken = 0
    await fc.assert(
      fc.property(fc.nat(inputs.length - 1), fc.infiniteStream(fc.nat(events.length - 1)), (opening, picks) => {
        const input = inputs[opening] as object
        let snapshot: never = initialTransition(machine, input)[0] as never
        let state = immer.initial(input).state
        let ownState = own.initial(input).state
        same(json(ownState.context), json((snapshot as State).context))
        let accepted = 0
        for (let tries = 0; tries < 3_000 && accepted < 25; tries += 1) {
          const event = events[picks.next().value as number] as SentEvent
          // Most events are not for the moment; a few of those are compared too.
          if (tries % 50 !== 0 && !isAccepted(immer, state, event)) continue
          accepted += 1
          const expected = outcome(() => transition(machine, snapshot, event) as unknown as readonly [State, never])
          const byImmer = outcome(() => immer.next(state, event))
          const byOwn = outcome(() => own.next(ownState, event))
          if (!('result' in expected) || !('result' in byImmer) || !('result' in byOwn)) {
            expect([byImmer, byOwn]).toEqual([expected, expected])
            continue
          }
          const is = told(byImmer.result)
          same(withoutMoves(is), toldByXState(expected.result))
          if (!isDeepStrictEqual(told(byOwn.result), is)) expect(told(byOwn.result)).toEqual(is)
          if (byImmer.result.taken) taken += 1
          snapshot = expected.result[0] as never
          state = byImmer.result.state
          ownState = byOwn.result.state
        }
      }),
      { numRuns: 200 },
    )
    expect(taken).toBeGreaterThan(300)
  })
})
