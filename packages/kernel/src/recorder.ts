import { KernelError } from './kernel-error.js'
import type { MoveListener } from './private-machine.js'
import { unsupported } from './refuse-unsupported.js'
import type { Machine, Snapshot, Transition } from './xstate-internals.js'

/** Something the machine asks its host to do: an action of the machine, never run by the kernel. */
export interface Effect {
  readonly type: string
  /** As resolved when the step was made; undefined for an action without parameters. */
  readonly params: unknown
}

/** What XState reported while it made one step. */
export interface Recording {
  readonly snapshot: Snapshot
  readonly effects: readonly Effect[]
  readonly taken: boolean
  readonly entered: readonly string[]
  readonly exited: readonly string[]
}

/** Listens to XState through the one actor scope that all steps of a machine share. */
export interface Recorder extends MoveListener {
  readonly scope: object
  record(run: () => Snapshot): Recording
}

/**
 * Makes the listener of one machine, whose steps may make at most `limit` moves.
 *
 * XState's own `transition()` starts an actor for each call, and with it the context factory; this scope is made once
 * and runs nothing.
 */
export function recorderOf(machine: Machine, limit: number): Recorder {
  let current = blank()
  const scope = {
    self: stub(machine, 'self'),
    system: stub(machine, 'system', {
      // XState tells whoever inspects an actor system of every microstep; the inspector here is the step itself.
      _sendInspectionEvent(report: { readonly type: string; readonly _transitions?: readonly Transition[] }) {
        if (report.type !== '@xstate.microstep') return
        // The first microstep answers the event itself; those after it answer what it raised.
        if (current.microsteps === 0) current.taken = (report._transitions ?? []).length > 0
        current.microsteps += 1
        if (current.microsteps > limit) throw endlessLoop(machine, limit, current.entered)
      },
    }),
    id: '',
    sessionId: '',
    logger() {},
    defer() {},
    stopChild() {},
    emit() {},
    actionExecutor(action: Effect) {
      current.effects.push({ type: action.type, params: action.params })
    },
  }
  return {
    scope,
    entered(node) {
      current.entered.push(node)
    },
    exited(node) {
      current.exited.push(node)
    },
    record(run) {
      // A guard may step the same machine; its recording must not mix into this one.
      const outer = current
      const own = blank()
      current = own
      try {
        const snapshot = run()
        return { snapshot, effects: own.effects, taken: own.taken, entered: own.entered, exited: own.exited }
      } finally {
        current = outer
      }
    },
  }
}

function blank() {
  return { effects: [] as Effect[], entered: [] as string[], exited: [] as string[], taken: false, microsteps: 0 }
}

/** Stands in for the actor or the system a machine may hold but not use; using it is refused when it happens. */
function stub(machine: Machine, name: string, known: Readonly<Record<string, unknown>> = {}): object {
  return new Proxy(known, {
    get(target, key) {
      if (typeof key === 'symbol') return undefined
      if (Object.hasOwn(target, key)) return target[key]
      throw unsupported(machine, '', `uses ${name}.${key}`)
    },
  })
}

function endlessLoop(machine: Machine, limit: number, entered: readonly string[]): KernelError {
  // The tail of the nodes entered names the cycle.
  const cycle = [...new Set(entered.slice(-32))]
  const where = cycle.length === 0 ? '' : ` through ${cycle.join(', ')}`
  return new KernelError(
    'kernel/endless-loop',
    `Give the always, raise or onDone cycle of machine '${machine.id}'${where} a guard that ends it: one step made more than ${limit} moves.`,
    { machine: machine.id, limit, cycle },
  )
}
