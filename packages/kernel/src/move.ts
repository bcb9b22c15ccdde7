import type { Workshop } from './action.js'
import { movesOf } from './entry-set.js'
import type { Move, Place, Task } from './model.js'
import { inDocumentOrder, isBelow, isLeaf, regionsOf } from './value.js'
import type { Action, Event, HistoryValue, Machine, Node, Transition } from './xstate-internals.js'

/** The tasks of a move, and where those of each node begin. */
interface List {
  readonly tasks: Task[]
  readonly starts: number[]
}

/**
 * What makes moves: works out what taking transitions in a place does.
 *
 * @param at the place of these nodes with this history
 */
export function moverOf(
  machine: Machine,
  { taskOf, resolve }: Workshop,
  at: (nodes: readonly Node[], history: HistoryValue) => Place,
) {
  const { root } = machine
  const { start, exitSet, withoutConflicts, entrySet } = movesOf(machine)

  function add({ tasks }: List, actions: readonly Action[]): void {
    for (const action of actions) tasks.push(taskOf(action))
  }

  /** The actions of a node that is left or entered. */
  function addNode(list: List, actions: readonly Action[]): void {
    list.starts.push(list.tasks.length)
    add(list, actions)
  }

  function move(from: Place, transitions: readonly Transition[]): Move {
    const { nodes, history } = from
    const active = new Set(nodes)
    const arcs = withoutConflicts(transitions, active, history)
    const left = descending(exitSet(arcs, active, history))
    let after = history
    for (const node of left) {
      for (const past of Object.values(node.states)) {
        if (past.type !== 'history') continue
        const isKept = (inner: Node) =>
          past.history === 'deep' ? isLeaf(inner) && isBelow(inner, node) : inner.parent === node
        after = { ...after, [past.id]: [...active].filter(isKept) }
      }
    }
    const list: List = { tasks: [], starts: [] }
    for (const node of left) {
      addNode(list, node.exit)
      active.delete(node)
    }
    for (const { actions } of arcs) add(list, actions)
    const { entered, byDefault } = entrySet(arcs, after)
    if (arcs[0] === start) byDefault.add(root)
    const completed = new Set<Node>()
    const sorted = inDocumentOrder(entered)
    for (const node of sorted) {
      active.add(node)
      addNode(list, node.entry)
      if (byDefault.has(node)) add(list, node.initial.actions)
      if (node.type === 'final') complete(list, node, active, completed)
    }
    const same = after === history && nodes.length === active.size && nodes.every(node => active.has(node))
    return made(list, left, sorted, active, after, same ? from : undefined)
  }

  /** What reaching a final node raises, and whether it ends the machine. */
  function complete({ tasks }: List, node: Node, active: ReadonlySet<Node>, completed: Set<Node>): void {
    const { parent, output } = node
    const raise = ({ id }: Node, result?: unknown) =>
      tasks.push(run => void run.queue.push(done(id, resolve(result, run))))
    if (parent?.type === 'compound') raise(parent, output)
    let outer = parent?.type === 'parallel' ? parent : parent?.parent
    let last = outer ?? node
    while (outer?.type === 'parallel' && !completed.has(outer) && isComplete(outer, active)) {
      completed.add(outer)
      raise(outer)
      last = outer
      outer = outer.parent
    }
    if (outer !== undefined) return
    tasks.push(run => {
      const event = done(last.id, last.parent && resolve(last.output, run))
      run.output = resolve(root.output, { context: run.context, event })
      run.status = 'done'
      run.changed = true
    })
  }

  /** The move made of tasks. Where it stays `same`, XState keeps the order of its nodes too. */
  function made(
    { tasks, starts }: List,
    left: readonly Node[],
    entered: readonly Node[],
    active: ReadonlySet<Node>,
    history: HistoryValue,
    same: Place | undefined,
  ): Move {
    let end: Move | undefined
    return {
      tasks,
      starts,
      exited: idsOf(left),
      entered: idsOf(entered),
      to: same ?? at([...active], history),
      moves: same === undefined,
      end() {
        if (end !== undefined) return end
        const leaving = descending(active)
        const last: List = { tasks: [], starts: [] }
        for (const node of leaving) addNode(last, node.exit)
        // XState has them in this order then.
        end = made(last, leaving, [], new Set(leaving), history, same)
        return end
      },
    }
  }

  /** The move that enters the machine, from nowhere. */
  return { move, start: () => move(at([], {}), [start]) }
}

function done(id: string, output: unknown): Event & { readonly output: unknown } {
  return { type: `xstate.done.state.${id}`, output }
}

function isComplete(node: Node, active: ReadonlySet<Node>): boolean {
  if (node.type === 'compound') return regionsOf(node).some(child => child.type === 'final' && active.has(child))
  if (node.type === 'parallel') return regionsOf(node).every(child => isComplete(child, active))
  return node.type === 'final'
}

function descending(nodes: Iterable<Node>): readonly Node[] {
  return inDocumentOrder(nodes).reverse()
}

function idsOf(nodes: readonly Node[]): readonly string[] {
  return Object.freeze(nodes.map(node => node.id))
}
