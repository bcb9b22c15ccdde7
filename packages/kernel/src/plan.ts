import type { Asked, Choice, Plan } from './model.js'
import type { Node, StateValue, Transition } from './xstate-internals.js'

/** The transitions that could answer an event of this type, in the order XState asks them: the innermost first. */
export function candidatesIn(node: Node, value: StateValue, type: string): readonly Transition[] {
  const inner = typeof value === 'string' ? { [value]: {} } : value
  return [
    ...Object.entries(inner).flatMap(([key, below]) => candidatesIn(node.states[key] as Node, below, type)),
    ...candidatesOf(node, type),
  ]
}

/**
 * The choices that answer what is asked, where regions answer for themselves: the first of each node whose guard lets it
 * pass, unless a node within it has answered.
 */
export function select(plan: Plan, asked: Asked): readonly Choice[] {
  const found: Choice[] = []
  for (const choice of plan) {
    const { source } = choice.transition
    if (!found.some(({ transition }) => isWithin(transition.source, source)) && passes(choice, asked))
      found.push(choice)
  }
  return found
}

/** The first choice whose guard lets it pass. */
export function firstOf(choices: readonly Choice[], asked: Asked): Choice | undefined {
  for (const choice of choices) if (passes(choice, asked)) return choice
  return undefined
}

function passes({ test }: Choice, asked: Asked): unknown {
  return test === undefined || test(asked)
}

/** Whether a node is another, or stands anywhere below it. */
export function isWithin(node: Node | undefined, outer: Node | undefined): boolean {
  for (let at = node; at !== undefined; at = at.parent) if (at === outer) return true
  return false
}

/** A node and what is around it, the innermost first. */
export function outwards(node: Node | undefined): readonly Node[] {
  return node === undefined ? [] : [node, ...outwards(node.parent)]
}

function candidatesOf({ transitions }: Node, type: string): readonly Transition[] {
  const byWildcard = [...transitions.keys()]
    .filter(descriptor => descriptor !== type && wildcardMatches(descriptor, type))
    .sort((a, b) => b.length - a.length)
  return [type, ...byWildcard].flatMap(descriptor => transitions.get(descriptor) ?? [])
}

/** `*` matches every type, `order.*` matches `order`, `order.paid` and `order.paid.late`; a `*` elsewhere, nothing. */
function wildcardMatches(descriptor: string, type: string): boolean {
  const tokens = descriptor.split('.')
  return tokens.pop() === '*' && !tokens.includes('*') && `${type}.`.startsWith([...tokens, ''].join('.'))
}
