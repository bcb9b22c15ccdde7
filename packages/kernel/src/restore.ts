import { foreign } from './kernel-error.js'
import { isWithin } from './plan.js'
import type { PersistedState } from './state.js'
import type { Machine, Snapshot } from './xstate-internals.js'

/**
 * The place of a persisted state, if every state it names is a state of this machine.
 *
 * XState itself fills gaps and drops what it does not know; here a snapshot that fits only in part is refused, since it
 * was taken from another machine or another version: the value of what XState made of it must be the value that was read.
 *
 * @throws KernelError `kernel/foreign-snapshot`
 */
export function restoredFrom(machine: Machine, json: PersistedState): Snapshot {
  const expect = (at: string, fits: unknown) => {
    if (!fits) throw foreign(machine.id, at)
  }
  const { status, value, context, children = {}, historyValue = {} } = json ?? {}
  expect('status', ['active', 'done', 'error', 'stopped'].includes(status))
  expect('context', isRecord(context))
  expect('children', JSON.stringify(children) === '{}')
  const nodeOf = (id: string) => machine.idMap.get(id)
  const fits = ([id, nodes]: readonly [string, PersistedState['historyValue'][string]]) =>
    nodeOf(id)?.type === 'history' &&
    Array.isArray(nodes) &&
    nodes.every(past => isWithin(nodeOf(past?.id)?.parent, nodeOf(id)?.parent))
  expect('historyValue', isRecord(historyValue) && Object.entries(historyValue).every(fits))
  let snapshot: Snapshot | undefined
  try {
    const place = status === 'done' ? status : 'stopped'
    // Without the context: XState walks all of it and replaces what looks like a reference to an actor.
    snapshot = machine.restoreSnapshot({ status: place, value, historyValue, context: {}, children: {} })
  } catch {
    // XState says so where it knows no state of that name.
  }
  expect('value', snapshot && alike(value, snapshot.value))
  return snapshot as Snapshot
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Whether two state values are the same but for the order of their keys. */
function alike(one: unknown, other: unknown): boolean {
  if (!isRecord(one) || !isRecord(other)) return one === other
  const keys = Object.keys(one)
  return (
    keys.length === Object.keys(other).length &&
    keys.every(key => Object.hasOwn(other, key) && alike(one[key], other[key]))
  )
}
