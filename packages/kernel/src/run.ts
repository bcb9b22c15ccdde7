import type { Move, Place } from './place.js'
import type { Event } from './xstate-internals.js'

/** Something the machine asks its host to do: an action of the machine, never run by the kernel. */
export interface Effect {
  readonly type: string
  /** As resolved when the step was made; undefined for an action without parameters. */
  readonly params: unknown
}

export type Context = Readonly<Record<string, unknown>>

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
  status: 'active' | 'done' | 'error' | 'stopped'
  output: unknown
  error: unknown
  effects: readonly Effect[]
  entered: readonly string[]
  exited: readonly string[]
  /** Raised and `onDone` events not yet answered. */
  queue: Event[]
  /** Whether the move being made changed anything but effects; XState makes a new snapshot then. */
  changed: boolean
  /** The move being made and the task it has come to, should one throw. */
  move: Move | undefined
  at: number
}

/** A piece of a move: what one action, or the completion of one final state, does to the step. */
export type Task = (run: Run) => void

/** Shared by all steps without effects or moves. */
export const none: readonly never[] = Object.freeze([])

/** Appends to the effects of a step. */
export function tell(run: Run, effect: Effect): void {
  if (run.effects === none) run.effects = [effect]
  else (run.effects as Effect[]).push(effect)
}

/** A list and its continuation. The first list is that of a move, frozen and shared, or one made here. */
export function joined(first: readonly string[], second: readonly string[]): readonly string[] {
  if (second.length === 0) return first
  if (first.length === 0) return second
  if (Object.isFrozen(first)) return [...first, ...second]
  ;(first as string[]).push(...second)
  return first
}
