// A case is decided at once. The types hold functions to that; a case type in JavaScript, or a function typed too loosely, is held
// to it here: what is visibly `async` is refused when the case type is defined, a promise where it is answered.
import { ConvokeError } from '../errors/convoke-error.js'

/** Under which a function that stands for another keeps it: verification reads the numbers that are written in it. */
const writtenKey = Symbol.for('convoke.written')

/** What an author gives to `update`: changes the draft in place and returns nothing. */
export type Recipe = (args: { readonly context: object; readonly event: object }, params: unknown) => undefined

/** Whether it shows of a function that it answers later: it is `async`, or a generator. */
export function answersLater(value: unknown): boolean {
  return typeof value === 'function' && Object.prototype.toString.call(value) !== '[object Function]'
}

/** Whether an answer is a promise. Whoever waits for it is told already: what becomes of it must not end the process. */
export function isPromise(answer: unknown): boolean {
  // `instanceof` reads nothing of an answer that is watched, or a draft.
  if (!(answer instanceof Promise)) return false
  answer.catch(() => {})
  return true
}

/** A function in the place of one that was written, which can still be read. */
export function inPlaceOf<Called extends object>(written: object, call: Called): Called {
  return Object.defineProperty(call, writtenKey, { value: written })
}

/** A guard whose promise is an error: it would count as a yes, whatever comes of it. One that is visibly late is refused by its name. */
export function guardAtOnce<Guard>(guard: Guard): Guard {
  // What `and`, `or` and `not` make has a `check`, and is asked by XState.
  if (typeof guard !== 'function' || 'check' in guard || answersLater(guard)) return guard
  const call = (args: unknown, params: unknown): unknown => {
    const answer: unknown = guard(args, params)
    if (typeof answer === 'object' && isPromise(answer)) throw wrongAnswer('a promise')
    return answer
  }
  return inPlaceOf(guard, call) as Guard
}

/** A recipe whose answer is an error: what it would do later is lost, and what it returns would be the whole context. */
export function recipeAtOnce(recipe: Recipe): Recipe {
  if (answersLater(recipe)) return recipe
  const call: Recipe = (args, params) => {
    const answer: unknown = recipe(args, params)
    if (answer === undefined || answer === args.context) return undefined
    throw wrongAnswer(isPromise(answer) ? 'a promise' : `a value of type ${typeof answer} instead of nothing`)
  }
  return inPlaceOf(recipe, call)
}

/** Without its place, which is told by whoever knows what was asked. */
function wrongAnswer(answer: string): ConvokeError {
  return new ConvokeError('bug/selector-answer', `a function of a machine answered with ${answer}`, {
    details: { answer },
  })
}
