import { KernelError } from './kernel-error.js'
import type { Context } from './model.js'
import type { PersistedState } from './state.js'
import { isWithin } from './plan.js'
import type { Machine, Snapshot } from './xstate-internals.js'

/** What a persisted state says, in the terms of its machine. */
export interface Restored extends Pick<PersistedState, 'status' | 'output' | 'error'> {
  readonly snapshot: Snapshot
  readonly context: Context
}

/**
 * Reads a persisted state, if every state it names is a state of this machine.
 *
 * XState itself fills gaps and drops what it does not know; here a snapshot that fits only in part is refused, since it
 * was taken from another machine or another version: the value of what XState made of it must be the value that was read.
 */
export function restoredFrom(machine: Machine, json: unknown): Restored {
  const refuse = (reason: string, at: string): never => {
    throw new KernelError(
      'kernel/foreign-snapshot',
      `Restore snapshots of machine '${machine.id}' only, or migrate this one first: its ${at} ${reason}.`,
      { machine: machine.id, at, reason },
    )
  }
  const { status, value, context, children = {}, historyValue = {}, output, error } = (json ?? {}) as PersistedState
  if (!['active', 'done', 'error', 'stopped'].includes(status)) refuse('is none that XState knows', 'status')
  if (!isRecord(context)) refuse('is not an object', 'context')
  if (!isRecord(children) || Object.keys(children).length > 0) refuse('are actors', 'children')
  if (!isRecord(historyValue)) refuse('is not an object', 'historyValue')
  for (const [id, nodes] of Object.entries(historyValue)) {
    const node = machine.idMap.get(id)
    const fits = (item: { readonly id: string }): boolean => {
      const past = machine.idMap.get(item?.id)
      return past !== undefined && isWithin(past.parent, node?.parent)
    }
    if (node?.type !== 'history' || !Array.isArray(nodes) || !nodes.every(fits)) {
      refuse(`names states under '${id}' that are not there`, 'historyValue')
    }
  }
  try {
    // Without the context: XState walks all of it and replaces what looks like a reference to an actor.
    const place = status === 'done' ? status : 'stopped'
    const snapshot = machine.restoreSnapshot({ status: place, value, historyValue, context: {}, children: {} })
    if (alike(value, snapshot.value)) return { snapshot, status, output, error, context }
  } catch {
    // XState says so where it knows no state of that name.
  }
  return refuse('is no whole arrangement of its states', 'value')
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
