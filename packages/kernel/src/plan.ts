import type { Workshop } from './action.js'
import type { Asked, Choice, Plan } from './model.js'
import type { Node, StateValue, Transition } from './xstate-internals.js'

/** What turns transitions into choices, each anew where it is not in `shared`. */
export function choicesOf(
  { testOf }: Workshop,
  transitions: readonly Transition[],
  shared?: Map<Transition, Choice>,
): Choice[] {
  return transitions.map(transition => {
    const { guard } = transition
    const choice = shared?.get(transition) ?? {
      transition,
      test: guard === undefined ? undefined : testOf(guard),
      move: undefined,
    }
    shared?.set(transition, choice)
    return choice
  })
}

/** The transitions that could answer an event of this type; undefined where there are none. */
export function planOf(workshop: Workshop, node: Node, value: StateValue | undefined, type: string): Plan | undefined {
  const inner = typeof value === 'object' ? value : {}
  const regions: Plan[] = []
  for (const key of typeof value === 'string' ? [value] : Object.keys(inner)) {
    const child = node.states[key]
    const plan = child && planOf(workshop, child, inner[key], type)
    if (plan !== undefined) regions.push(plan)
  }
  const choices = choicesOf(workshop, candidatesOf(node, type))
  const [only] = regions
  if (regions.length === 1 && only !== undefined) {
    return { regions: only.regions, choices: [...only.choices, ...choices] }
  }
  return regions.length + choices.length === 0 ? undefined : { regions, choices }
}

/** The choices that answer what is asked: per region the innermost whose guard lets it pass. */
export function select(plan: Plan | undefined, asked: Asked): readonly Choice[] {
  if (plan === undefined) return []
  const inner = plan.regions.flatMap(region => select(region, asked))
  if (inner.length > 0) return inner
  const choice = firstOf(plan.choices, asked)
  return choice === undefined ? [] : [choice]
}

/** The first choice whose guard lets it pass. */
export function firstOf(choices: readonly Choice[], asked: Asked): Choice | undefined {
  for (const choice of choices) if (choice.test === undefined || choice.test(asked)) return choice
  return undefined
}

/** Every choice {@link select} would look at if none passed, in that order. */
export function inSelectionOrder({ regions, choices }: Plan): readonly Choice[] {
  return [...regions.flatMap(inSelectionOrder), ...choices]
}

function candidatesOf({ transitions }: Node, type: string): readonly Transition[] {
  const byWildcard = [...transitions.keys()]
    .filter(descriptor => descriptor !== type && wildcardMatches(descriptor, type))
    .sort((a, b) => b.length - a.length)
  return [type, ...byWildcard].flatMap(descriptor => transitions.get(descriptor) ?? [])
}

/** `*` matches every type, `order.*` matches `order`, `order.paid` and `order.paid.late`; a `*` elsewhere, nothing. */
function wildcardMatches(descriptor: string, type: string): boolean {
  if (descriptor === '*') return true
  const prefix = descriptor.slice(0, -2)
  return descriptor === `${prefix}.*` && !prefix.split('.').includes('*') && `${type}.`.startsWith(`${prefix}.`)
}
