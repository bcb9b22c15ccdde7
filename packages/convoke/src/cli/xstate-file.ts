import type { AnyCaseType } from '@convoke/core'
import {
  type ActionDescription,
  type StateNodeDescription,
  stateNodes,
  type TransitionDescription,
} from '@convoke/kernel/description'

/**
 * A case type's machine as a JavaScript file that Stately's editor and XState read: states, transitions, and the names of
 * guards and actions. What is behind the names stays in the case type, so the file draws and does not decide.
 */
export function xstateFileOf({ name, version, machine }: AnyCaseType): string {
  // The kernel's description of the machine; `object` in the case type, so that XState's types stay out of it.
  const nodes = stateNodes(machine as never)
  const byId = new Map(nodes.map(node => [node.id, node]))
  const config = { id: name, ...stateOf(nodes[0] as StateNodeDescription, byId, name) }
  return `// ${name} ${version}, drawn by: convoke diagram ${name} --xstate
import { createMachine } from 'xstate'

export const machine = createMachine(${JSON.stringify(config, null, 2)})
`
}

type Nodes = ReadonlyMap<string, StateNodeDescription>

function stateOf(node: StateNodeDescription, nodes: Nodes, root: string): object {
  const children = node.children.map(id => nodes.get(id) as StateNodeDescription)
  const on: Record<string, object[]> = {}
  const always: object[] = []
  const onDone: object[] = []
  for (const transition of node.transitions) {
    const written = transitionOf(transition, nodes, root)
    if (transition.kind === 'onDone') onDone.push(written)
    else if (transition.event === null) always.push(written)
    else {
      on[transition.event] ??= []
      on[transition.event]?.push(written)
    }
  }
  const initial = nodes.get(node.initial ?? '')
  return {
    ...(node.type === 'parallel' || node.type === 'final' || node.type === 'history' ? { type: node.type } : {}),
    ...(node.history === undefined ? {} : { history: node.history }),
    ...(node.description === undefined ? {} : { description: node.description }),
    ...(initial === undefined || node.type === 'parallel' ? {} : { initial: keyOf(initial) }),
    ...(node.tags.length === 0 ? {} : { tags: node.tags }),
    ...(node.meta === undefined ? {} : { meta: node.meta }),
    ...(node.entry.length === 0 ? {} : { entry: node.entry.map(actionOf) }),
    ...(node.exit.length === 0 ? {} : { exit: node.exit.map(actionOf) }),
    ...(Object.keys(on).length === 0 ? {} : { on }),
    ...(always.length === 0 ? {} : { always }),
    ...(onDone.length === 0 ? {} : { onDone }),
    ...(children.length === 0
      ? {}
      : { states: Object.fromEntries(children.map(child => [keyOf(child), stateOf(child, nodes, root)])) }),
  }
}

function transitionOf(
  { targets, guard, actions, reenter, description }: TransitionDescription,
  nodes: Nodes,
  root: string,
): object {
  const paths = targets.map(id => {
    const path = nodes.get(id)?.path ?? ''
    return path === '' ? `#${root}` : `#${root}.${path}`
  })
  return {
    ...(paths.length === 0 ? {} : { target: paths.length === 1 ? paths[0] : paths }),
    ...(guard === null ? {} : { guard: { type: guard } }),
    ...(actions.length === 0 ? {} : { actions: actions.map(actionOf) }),
    ...(reenter ? { reenter } : {}),
    ...(description === undefined ? {} : { description }),
  }
}

/** An `update` has no name of its own: XState sees an assign. */
function actionOf({ name }: ActionDescription): object {
  return { type: name === 'xstate.assign' ? 'update' : name }
}

function keyOf({ path }: StateNodeDescription): string {
  return path.slice(path.lastIndexOf('.') + 1)
}
