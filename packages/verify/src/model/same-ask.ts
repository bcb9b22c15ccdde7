// Questions that are asked of a case type again whenever it is verified.
import type { Ask } from './case-data.js'
import type { CaseModel } from './case-model.js'

const known = new WeakMap<CaseModel, Map<string, Ask>>()

/**
 * The same question whenever it is asked of a model by its name. What was answered is kept by the question itself: one made anew
 * would be worked out anew, and kept beside all before it.
 */
export function sameAsk(model: CaseModel, name: string, make: () => Ask): Ask {
  const asks = known.get(model) ?? new Map<string, Ask>()
  known.set(model, asks)
  const ask = asks.get(name) ?? make()
  asks.set(name, ask)
  return ask
}
