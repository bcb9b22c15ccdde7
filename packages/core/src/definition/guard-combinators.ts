import { and as xstateAnd, not as xstateNot, or as xstateOr } from 'xstate'
import type { CombinedGuard } from './machine-config.js'

type Part<G extends string> = G | CombinedGuard<G>

/**
 * True when all of these guards are; the parts are names from `setup({ guards })` or other combinations.
 *
 * @example
 * const reply = { guard: and(['isInvited', not('hasReplied')]), target: 'answered' }
 */
export function and<const G extends string>(guards: readonly Part<G>[]): CombinedGuard<G> {
  return xstateAnd(guards as never) as never
}

/**
 * True when one of these guards is; the parts as in {@link and}.
 *
 * @example
 * const withdraw = { guard: or(['isConvener', 'nobodyReplied']), target: 'withdrawn' }
 */
export function or<const G extends string>(guards: readonly Part<G>[]): CombinedGuard<G> {
  return xstateOr(guards as never) as never
}

/**
 * True when this guard is not; the part as in {@link and}.
 *
 * @example
 * const remind = { guard: not('everybodyReplied'), target: 'reminded' }
 */
export function not<const G extends string>(guard: Part<G>): CombinedGuard<G> {
  return xstateNot(guard as never) as never
}

const byCheck = new Map<unknown, 'and' | 'or' | 'not'>([
  [checkOf(xstateAnd([])), 'and'],
  [checkOf(xstateOr([])), 'or'],
  [checkOf(xstateNot('')), 'not'],
])

/** Which combination a guard is; undefined for any other. By identity, because names do not survive minification. */
export function combinatorOf(guard: unknown): 'and' | 'or' | 'not' | undefined {
  return byCheck.get(checkOf(guard))
}

/** The parts of a combination. */
export function partsOf(guard: unknown): readonly unknown[] {
  return (guard as { readonly guards?: readonly unknown[] }).guards ?? []
}

function checkOf(guard: unknown): unknown {
  return (guard as { readonly check?: unknown }).check
}
