import { Immer } from 'immer'
import { assign } from 'xstate'
import { type Recipe, recipeAtOnce } from './at-once.js'

/** Shared by every copy of core, so that a case type built with one runs under another. */
const recipeKey: unique symbol = Symbol.for('convoke.recipe') as never

// An instance of our own: a host may have switched immer's freezing off for everybody.
const immer = new Immer({ autoFreeze: true })

/**
 * An XState `assign` whose recipe stays visible, so that simulation and verification can run the same recipe on a draft
 * of their own. Under XState and in an engine it runs on immer; the context it returns is frozen.
 */
export function updateAction(given: Recipe): object {
  const recipe = recipeAtOnce(given)
  const action = assign(({ context, event }, params: unknown) =>
    immer.produce(context, (draft: object) => recipe({ context: draft, event }, params)),
  )
  return Object.assign(action, { [recipeKey]: recipe })
}

/** The recipe of an action made by `update`; undefined for any other action, such as a bare XState `assign`. */
export function recipeOf(action: unknown): Recipe | undefined {
  if (typeof action !== 'function' && (typeof action !== 'object' || action === null)) return undefined
  return (action as { readonly [recipeKey]?: Recipe })[recipeKey]
}
