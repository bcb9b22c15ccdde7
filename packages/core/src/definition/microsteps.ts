// A machine that makes one microstep at a time: its `always` transitions answer an event of their own.
import { type AnyStateMachine, and, StateMachine } from 'xstate'

/** The type of the event that `always` transitions answer in a machine of {@link inMicrosteps}. */
export const eventless = 'convoke.eventless'

type Config = Readonly<Record<string, unknown>>

/**
 * The machine in microsteps: a step is an event alone, and {@link eventless} makes the next round of `always`
 * transitions, until one is not taken. For hosts that look into what each of them asks of the data. Pure.
 *
 * Undefined for a machine whose steps are more than an event and `always` transitions after it: one with parallel
 * regions, raised events, wildcards, or final states that are not its own end.
 *
 * @param listens is told when the first `always` transition of a round is about to be asked
 * @example
 * import { errand } from '@convoke/core/testing'
 * const machine = inMicrosteps(errand.machine, () => {})
 * machine?.events.includes(eventless) // => true
 */
export function inMicrosteps(machine: unknown, listens: () => void): AnyStateMachine | undefined {
  const { config, implementations } = machine as {
    readonly config: Config
    readonly implementations: { readonly actions: Config }
  }
  if (!isPlain(config, implementations.actions, 0)) return undefined
  const listening = () => {
    listens()
    return true
  }
  return new StateMachine(splitting(config, listening) as never, implementations as never) as never
}

/** The states with `always` written under the event, each transition asked after it is known that guards are asked now. */
function splitting(config: Config, listens: () => boolean): Config {
  const { always, states, on, ...rest } = config
  const guarded = ([always ?? []].flat() as (string | Config)[]).map(transition => {
    const full: Config = typeof transition === 'string' ? { target: transition } : transition
    return { ...full, guard: and([listens, ...(full.guard === undefined ? [] : [full.guard])] as never) }
  })
  const inner = Object.entries((states ?? {}) as Readonly<Record<string, Config>>).map(
    ([name, state]) => [name, splitting(state, listens)] as const,
  )
  return {
    ...rest,
    ...(inner.length > 0 && { states: Object.fromEntries(inner) }),
    on: { ...(on as object | undefined), ...(guarded.length > 0 && { [eventless]: guarded }) },
  }
}

function isPlain(config: Config, actions: Config, depth: number): boolean {
  const { type, states = {}, on = {}, always = [], entry = [], exit = [], onDone, after, invoke } = config
  if (type === 'parallel' || (type === 'final' && depth !== 1)) return false
  if (onDone !== undefined || after !== undefined || invoke !== undefined) return false
  if (Object.keys(on as object).some(event => event.includes('*'))) return false
  const moves = [...Object.values(on as object), always].flat() as (string | { readonly actions?: unknown })[]
  const done = [entry, exit, ...moves.map(move => (typeof move === 'object' ? move.actions : []))].flat()
  if (!done.every(action => changesOnly(action, actions))) return false
  return Object.values(states as object).every(state => isPlain(state as Config, actions, depth + 1))
}

/** Whether an action changes the data or tells somebody, and raises nothing. */
function changesOnly(action: unknown, actions: Config): boolean {
  const named =
    typeof action === 'string' ? action : ((action as { readonly type?: unknown } | undefined)?.type ?? undefined)
  const used = typeof action === 'function' ? action : actions[String(named)]
  const isBuiltIn = typeof used === 'function' && 'resolve' in used
  return !isBuiltIn || (used as { readonly type?: unknown }).type === 'xstate.assign'
}
