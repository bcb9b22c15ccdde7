// What the kernel is made of; DESIGN.md says how the parts play together.
import type { Event, Guard, Snapshot, Transition } from './xstate-internals.js'

/** A transition of an active node, as it stands in one place. */
export interface Choice {
  readonly transition: Transition
  /** Undefined for a transition without a guard. */
  readonly test: Test | undefined
  /** Where it leads from here, once it has been taken. */
  move: Move | undefined
}

/** The transitions that could answer one event type, in the order XState asks them: the innermost first. */
export type Plan = readonly Choice[]

/** What taking certain transitions in a certain place does, worked out once. */
export interface Move {
  /** Exit actions, the transitions' own, then entry actions and completions, in order; all exit actions at the end. */
  readonly tasks: readonly Task[]
  readonly to: Place
  /** Whether XState would make a new snapshot of it, whatever the actions do. */
  readonly moves: boolean
}

/**
 * Where a machine can stand: its active nodes, in the order XState keeps them, what its history nodes remember, and
 * whether it has ended. Everything that depends on nothing else is worked out when first asked and remembered, within
 * the bound of `Places`.
 */
export interface Place {
  /** What XState makes of it; its context is empty. */
  readonly snapshot: Snapshot
  /** Ids in document order. */
  readonly ids: readonly string[]
  /** Event types and wildcards as written, in document order, without those XState makes itself. */
  readonly events: readonly string[]
  /** What XState persists of it. */
  readonly json: object
  /** The same active nodes in document order. */
  readonly ordered: Place
  /** For each active leaf, the `always` of the leaf and of what is around it; leaves without any are left out. */
  readonly always: readonly (readonly Choice[])[]
  plan(type: string): Plan | undefined
  moveOf(choices: readonly Choice[]): Move
}

/** Asks a guard. What it throws passes through as it is: a caller that traps event data gets its own exception back. */
export interface Test {
  (asked: Asked): unknown
  /** The parts of an `and`, so that the one that says no can be named. */
  readonly parts?: readonly { readonly guard: Guard; readonly test: Test }[]
}

/** Something the machine asks its host to do: an action of the machine, never run by the kernel. */
export interface Effect {
  readonly type: string
  /** As resolved when the step was made; undefined for an action without parameters. */
  readonly params: unknown
}

export type Context = Readonly<Record<string, unknown>>

/** Whether a machine has ended, and with what. */
export interface End {
  readonly status: 'active' | 'done' | 'error' | 'stopped'
  readonly output: unknown
  readonly error: unknown
}

/** What a guard is asked about. */
export interface Asked {
  /** Where the machine stands; within a move, where it stood before it. */
  readonly place: Place
  readonly context: Context
  readonly event: Event
}

/** One step while it is made. */
export interface Run extends Asked {
  place: Place
  context: Context
  event: Event
  end: End
  effects: readonly Effect[]
  entered: readonly string[]
  exited: readonly string[]
  /** Raised and `onDone` events not yet answered. */
  queue: Event[]
  /** Whether the move being made changed anything but effects; XState makes a new snapshot then. */
  changed: boolean
}

/** A piece of a move: what one action, or the completion of one final state, does to the step. */
export type Task = (run: Run) => void
