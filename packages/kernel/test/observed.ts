// What a step did, in one shape for XState and the kernel.
import { isDeepStrictEqual } from 'node:util'
import * as fc from 'fast-check'
import { expect } from 'vitest'
import type { Step } from '../src/index.js'
import { eventTypes, type RandomMachine } from './random-machine.js'

export type Snapshot = ReturnType<RandomMachine['getInitialSnapshot']>

export type Event = { readonly type: (typeof eventTypes)[number]; readonly k: number }

export const sent = fc.array(fc.record({ type: fc.constantFrom(...eventTypes), k: fc.nat(4) }), {
  minLength: 1,
  maxLength: 12,
})
export const fuel = fc.constantFrom(4, 4, 4, 4, 4, 4, 4, 4, 1_000_000)
/** What XState did, in the kernel's words: markers on every node tell what was entered and left. */
export function oracle([snapshot, actions]: readonly [Snapshot, readonly { type: string; params?: unknown }[]]) {
  const marked = (type: string) =>
    actions.filter(action => action.type === type).map(action => (action.params as { id: string }).id)
  return {
    value: JSON.stringify(snapshot.value),
    context: snapshot.context,
    status: snapshot.status,
    output: snapshot.output,
    tags: [...snapshot.tags],
    meta: snapshot.getMeta(),
    nodes: [...snapshot._nodes].sort((a, b) => a.order - b.order).map(node => node.id),
    persisted: unwrapped(snapshot.machine.getPersistedSnapshot(snapshot)),
    effects: actions.map(({ type, params }) => ({ type, params })),
    entered: marked('enter'),
    exited: marked('exit'),
  }
}

export function observed({ state, effects, entered, exited }: Step): ReturnType<typeof oracle> {
  return {
    value: JSON.stringify(state.value),
    context: state.context as never,
    status: state.status,
    output: state.output as never,
    tags: [...state.tags] as never,
    meta: state.getMeta() as never,
    nodes: [...state.nodes],
    persisted: unwrapped(state.toJSON()),
    effects: effects.map(({ type, params }) => ({ type, params })),
    entered: [...entered],
    exited: [...exited],
  }
}

/** XState puts words around what a guard throws; the kernel does not. */
const ownWords = (error: unknown): string => {
  const { message } = error as Error
  return message.slice(message.lastIndexOf('\n') + 1)
}

function unwrapped(persisted: { readonly error?: unknown }): unknown {
  return persisted.error === undefined ? persisted : { ...persisted, error: ownWords(persisted.error) }
}

/** A result or what was thrown. */
export function outcome<T>(run: () => T): { readonly result: T } | { readonly thrown: string } {
  try {
    return { result: run() }
  } catch (error) {
    const { message } = error as Error
    if (message.startsWith('Infinite loop detected') || message.startsWith('kernel/endless-loop'))
      return { thrown: 'endless' }
    return { thrown: ownWords(error) }
  }
}

/** Strict equality, also of prototypes and undefined; a readable difference only where there is one. */
export function same(actual: unknown, expected: unknown): void {
  if (!isDeepStrictEqual(actual, expected)) expect(actual).toStrictEqual(expected)
}
