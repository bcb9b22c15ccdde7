import { KernelError } from './kernel-error.js'
import type { Context } from './model.js'
import type { PersistedState } from './state.js'
import { type HistoryValue, type Machine, type Node, pathOf } from './xstate-internals.js'

/** What a persisted state says, in the terms of its machine. */
export interface Restored extends Pick<PersistedState, 'status' | 'output' | 'error'> {
  readonly nodes: readonly Node[]
  readonly history: HistoryValue
  readonly context: Context
}

/**
 * Reads a persisted state, if every state it names is a state of this machine.
 *
 * XState itself fills gaps and drops what it does not know; here a snapshot that fits only in part is refused, since it
 * was taken from another machine or another version.
 */
export function restoredFrom(machine: Machine, json: unknown): Restored {
  const refuse = (reason: string, at: string): KernelError =>
    new KernelError(
      'kernel/foreign-snapshot',
      `Restore snapshots of machine '${machine.id}' only, or migrate this one first: ${reason}.`,
      { machine: machine.id, at, reason },
    )
  const { status, value, context, children, historyValue = {}, output, error } = record(json) ?? {}
  if (status !== 'active' && status !== 'done' && status !== 'error' && status !== 'stopped') {
    throw refuse('it has no status that XState knows', 'status')
  }
  if (record(context) === undefined) throw refuse('its context is not an object', 'context')
  const actors = Object.keys(record(children) ?? {})
  if (actors.length > 0) throw refuse(`it has the child actors ${actors.join(', ')}`, 'children')
  const fault = valueFault(machine.root, value)
  if (fault !== undefined) throw refuse(fault, 'value')
  const forgotten = historyFault(machine, historyValue)
  if (forgotten !== undefined) throw refuse(forgotten, 'historyValue')

  // Without the context: XState walks all of it and replaces what looks like a reference to an actor.
  const asXState = { status, value, historyValue, context: {}, children: {} }
  const { _nodes: nodes, historyValue: history } = machine.restoreSnapshot(asXState, undefined)
  return { nodes, history, status, output, error, context: context as Context }
}

function record(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : undefined
}

/** Why a value does not name a whole configuration of this node, or undefined when it does. */
function valueFault(node: Node, value: unknown): string | undefined {
  const where = node.parent === undefined ? 'the machine' : `'${pathOf(node)}'`
  const active = typeof value === 'string' ? { [value]: {} } : record(value)
  if (active === undefined) return `${where} has no state value`
  const regions = Object.values(node.states).filter(child => child.type !== 'history').length
  const needed = node.type === 'parallel' ? regions : Math.min(regions, 1)
  for (const [key, inner] of Object.entries(active)) {
    const child = Object.hasOwn(node.states, key) ? node.states[key] : undefined
    if (child === undefined || child.type === 'history') return `${where} has no state '${key}'`
    const fault = valueFault(child, inner)
    if (fault !== undefined) return fault
  }
  const given = Object.keys(active).length
  return given === needed ? undefined : `${where} has ${given} active states where it needs ${needed}`
}

function historyFault(machine: Machine, history: unknown): string | undefined {
  const remembered = record(history)
  if (remembered === undefined) return 'its history is not an object'
  for (const [id, nodes] of Object.entries(remembered)) {
    const node = machine.idMap.get(id)
    if (node?.type !== 'history') return `there is no history state '${id}'`
    if (!Array.isArray(nodes)) return `the history of '${id}' is not a list`
    for (const item of nodes) {
      const past = machine.idMap.get(record(item)?.id as string)
      if (past === undefined || !isWithin(past, node.parent))
        return `the history of '${id}' names a state that is not there`
    }
  }
  return undefined
}

function isWithin(node: Node, ancestor: Node | undefined): boolean {
  for (let at = node.parent; at !== undefined; at = at.parent) if (at === ancestor) return true
  return false
}
