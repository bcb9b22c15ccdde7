// A state as properties of one's own see it.
import type { CaseState, DeadlineInState, StateView } from '@convoke/core'
import type { Configuration, Data } from '../model/case-data.js'
import type { CaseModel } from '../model/case-model.js'
import { firstData } from '../model/first-data.js'
import type { Phase } from '../model/phases.js'

/** A state that was explored. */
export function viewOf(
  model: CaseModel,
  data: Data,
  { nodes, outcome }: Pick<Configuration, 'nodes' | 'outcome'>,
): StateView {
  const { definition } = model
  const paths = nodes.flatMap(node => definition.paths.get(node) || []).sort()
  return {
    states: paths,
    is: path => paths.includes(path),
    outcome,
    context: readOnly(data.context),
    get deadlines() {
      return Object.entries(data.deadlines).flatMap(([name, running]) =>
        Object.entries(running).map(([key, phase]) => ({ name, key, ...howFar(model, name, phase as number) })),
      )
    },
    holders(name) {
      const held = definition.roles.find(role => role.name === name)?.who(data.context) ?? []
      return typeof held === 'string' ? [held] : held
    },
  }
}

function howFar(model: CaseModel, name: string, phase: Phase): Pick<DeadlineInState, 'status' | 'reached'> {
  const reached = model.rungsOf(name).slice(0, phase < 0 ? -1 - phase : phase)
  if (phase < 0) return { status: 'suspended', reached }
  return { status: reached.includes('due') ? 'over' : 'running', reached }
}

/** The same to look at, and closed to changes. */
function readOnly<Value>(value: Value): Value {
  if (typeof value !== 'object' || value === null) return value
  const refuse = (): never => {
    throw new TypeError('it changes what it is given')
  }
  return new Proxy(value, {
    get: (target, key) => {
      const part: unknown = Reflect.get(target, key)
      if (Array.isArray(target) && key === 'push') return refuse
      return typeof part === 'function' ? part : readOnly(part)
    },
    set: refuse,
    deleteProperty: refuse,
    defineProperty: refuse,
  })
}

/** A case as the rules have it. */
export function viewOfCase(model: CaseModel, state: CaseState): StateView {
  const { machine, outcome } = state
  const data = firstData(model.definition, state, model.rungsOf) as Data
  // A proxy may not say of what is frozen that it is something else, be it the same thing behind another proxy.
  const context = structuredClone(data.context)
  return viewOf(model, { ...data, context }, { nodes: machine.nodes, outcome })
}
