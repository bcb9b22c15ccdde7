// Questions that are of a case type itself, as its rulebook asks them: what states answer to them is kept with what was worked
// out of it. What anybody brings along is forgotten.
import type { Ask } from '../model/case-data.js'

const lasting = new WeakSet<Ask>()

/** These are of the case type, and asked again each time. */
export function madeLasting(asks: readonly Ask[]): void {
  for (const ask of asks) lasting.add(ask)
}

export function isLasting(ask: Ask): boolean {
  return lasting.has(ask)
}
