// What goes to a thread and comes back: copies, so plain data only.
import type { PortionResult } from '../study/portions.js'

/** Where a thread finds case types. */
export interface CaseTypeModule {
  /** Address of the module, as `import.meta.resolve('my-package/my-type')` or `pathToFileURL('my-type.js').href` gives it. */
  readonly module: string
  /** What it exports under this name: a case type, a list of them, or something with `caseTypes`, such as the options of an engine. */
  readonly export: string
}

/** What a thread loads before it can run anything. */
export interface ThreadSources {
  /** Where each thread finds the case types. */
  readonly modules: readonly CaseTypeModule[]
  /**
   * Addresses of modules that each thread loads first; one that exports `register`, such as `tsx/esm/api`, has it called. For
   * case types in TypeScript that Node does not read by itself.
   */
  readonly preload?: readonly string[] | undefined
}

/** One portion for a thread. */
export interface PortionTask extends ThreadSources {
  /** The scenario as it was checked, serialized, in memory that all threads share: each reads it once. */
  readonly checked: Uint8Array
  /** What study the thread must find it to be: case types may differ from thread to thread. */
  readonly study: string
  readonly portion: { readonly replication: number; readonly district: number }
  /** First whether to stop; then how far each portion is, in ten-thousandths. Shared with all threads. */
  readonly told: Int32Array
  readonly place: number
}

/** Why a thread gave up, in what can be copied. */
export interface ThreadFault {
  readonly code: string
  readonly message: string
  readonly details: Readonly<Record<string, unknown>>
}

/** What a thread answers; null where it was told to stop. */
export type PortionAnswer = { readonly result: PortionResult | null } | { readonly fault: ThreadFault }

/** What makes a thread one of a pool. */
export interface ThreadStart {
  readonly isConvokeSimulation: true
}

/** Asks a thread to end, and is its answer. */
export const thatItEnds = 'end'

/** What a thread is asked. */
export type ThreadRequest = { readonly ready: ThreadSources } | { readonly portion: PortionTask } | typeof thatItEnds

/** What it answers: nothing to `ready`. */
export type ThreadAnswer = PortionAnswer | typeof thatItEnds

/** How finely progress is told. */
export const whole = 10_000
