import type { Workshop } from './action.js'
import { type Arc, movesOf } from './entry-set.js'
import type { Asked, Choice, Move, Place, Plan, Run, Task } from './model.js'
import { between, isBelow, isLeaf, regionsOf, stateValueOf } from './value.js'
import type { Event, HistoryValue, Machine, Node, StateValue, Transition } from './xstate-internals.js'

/** All places of one machine. */
export interface Places {
  at(nodes: readonly Node[], history: HistoryValue): Place
  /** The move that enters the machine, from its root alone. */
  start(): Move
}

/**
 * How many plans, moves, facts and places are remembered per machine before all are forgotten and worked out anew; a
 * few tens of megabytes. Only machines with very many parallel arrangements, or events of invented types, reach it.
 */
const most = 50_000

export function placesOf(machine: Machine, { taskOf, testOf, resolve }: Workshop): Places {
  const { start, exitSet, withoutConflicts, entrySet } = movesOf(machine)
  // XState's own, which reads the value alone; this runs nothing of the machine.
  const { matches } = machine.resolveState({ value: {} })
  const known = new Map<string, Place>()
  /** How to make a place forget; also of places that are known no more but still held by a state. */
  let forget: (() => void)[] = []
  let remembered = 0

  function remember(): void {
    remembered += 1
    if (remembered <= most) return
    for (const each of forget) each()
    forget = []
    known.clear()
    remembered = 1
  }

  function at(nodes: readonly Node[], history: HistoryValue): Place {
    let key = ''
    for (const node of nodes) key += `${node.order},`
    for (const id in history) {
      key += `;${id}:`
      for (const node of history[id] as readonly Node[]) key += `${node.order},`
    }
    const found = known.get(key)
    if (found !== undefined) return found
    remember()
    const place = newPlace(nodes, history)
    known.set(key, place)
    return place
  }

  function newPlace(nodes: readonly Node[], history: HistoryValue): Place {
    const plans = new Map<string, Plan | undefined>()
    const moves = new Map<string, Move>()
    const facts = new Map<unknown, boolean>()
    let value: StateValue | undefined
    let ids: readonly string[] | undefined
    let events: readonly string[] | undefined
    let ordered: Place | undefined
    let always: readonly (readonly Choice[])[] | undefined
    let warm = false

    function warmed(): void {
      remember()
      if (warm) return
      warm = true
      forget.push(() => {
        warm = false
        for (const each of [plans, moves, facts]) each.clear()
        ordered = always = undefined
      })
    }
    const place: Place = {
      owner: places,
      nodes,
      history,
      get value() {
        value ??= stateValueOf(machine.root, nodes)
        return value
      },
      get ids() {
        ids ??= Object.freeze(inDocumentOrder(nodes).map(node => node.id))
        return ids
      },
      get events() {
        if (events !== undefined) return events
        const all = inDocumentOrder(nodes).flatMap(node => [...node.transitions.keys()])
        events = Object.freeze([...new Set(all.filter(type => !type.startsWith('xstate.')))])
        return events
      },
      get ordered() {
        if (ordered !== undefined) return ordered
        const same = nodes.every((node, i) => i === 0 || node.order > (nodes[i - 1] as Node).order)
        ordered = same ? place : at(inDocumentOrder(nodes), history)
        warmed()
        return ordered
      },
      get always() {
        if (always !== undefined) return always
        warmed()
        const shared = new Map<Transition, Choice>()
        always = nodes
          .filter(isLeaf)
          .map(leaf => [leaf, ...between(leaf, undefined)].flatMap(node => choicesOf(node.always ?? [], shared)))
          .filter(choices => choices.length > 0)
        return always
      },
      matches: asked => matches.call({ value: place.value }, asked),
      plan(type) {
        const plan = plans.get(type)
        if (plan !== undefined || plans.has(type)) return plan
        warmed()
        const made = planOf(machine.root, place.value, type)
        plans.set(type, made)
        return made
      },
      moveOf(choices) {
        const [only] = choices
        if (choices.length === 1 && only !== undefined) {
          only.move ??= newMove(place, [only.transition])
          return only.move
        }
        let key = ''
        for (const { transition } of choices) key += `${numberOf(transition)},`
        let move = moves.get(key)
        if (move === undefined) {
          warmed()
          move = newMove(
            place,
            choices.map(choice => choice.transition),
          )
          moves.set(key, move)
        }
        return move
      },
      fact(about, find) {
        let answer = facts.get(about)
        if (answer === undefined) {
          warmed()
          answer = find()
          facts.set(about, answer)
        }
        return answer
      },
    }
    return place
  }

  const numbers = new Map<Transition, number>()
  function numberOf(transition: Transition): number {
    const known = numbers.get(transition)
    if (known !== undefined) return known
    const number = numbers.size
    numbers.set(transition, number)
    return number
  }

  function choicesOf(transitions: readonly Transition[], shared?: Map<Transition, Choice>): readonly Choice[] {
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

  function planOf(node: Node, value: StateValue | undefined, type: string): Plan | undefined {
    const plans: Plan[] = []
    for (const key of typeof value === 'string' ? [value] : Object.keys(value ?? {})) {
      const child = node.states[key]
      const inner = child && planOf(child, typeof value === 'object' ? value[key] : undefined, type)
      if (inner !== undefined) plans.push(inner)
    }
    const own = choicesOf(candidatesOf(node, type))
    const [only] = plans
    if (plans.length === 1 && only !== undefined) return { regions: only.regions, choices: [...only.choices, ...own] }
    return plans.length === 0 && own.length === 0 ? undefined : { regions: plans, choices: own }
  }

  function newMove(from: Place, transitions: readonly Transition[]): Move {
    const { nodes, history } = from
    const active = new Set(nodes)
    const arcs = withoutConflicts(transitions, active, history)
    const list = taskList()
    const left = descending(exitSet(arcs, active, history))
    let after = history
    for (const node of left) {
      for (const past of Object.values(node.states)) {
        if (past.type !== 'history') continue
        const kept = [...active].filter(
          past.history === 'deep' ? inner => isLeaf(inner) && isBelow(inner, node) : inner => inner.parent === node,
        )
        after = { ...after, [past.id]: kept }
      }
    }
    for (const node of left) {
      list.node(node.exit)
      active.delete(node)
    }
    for (const { actions } of arcs) list.add(actions)
    const entered = enter(list, arcs, active, after)
    const same = after === history && nodes.length === active.size && nodes.every(node => active.has(node))
    return newer(list, left, entered, active, after, same ? from : undefined)
  }

  function enter(list: TaskList, arcs: readonly Arc[], active: Set<Node>, history: HistoryValue): readonly Node[] {
    const { entered, byDefault } = entrySet(arcs, history)
    if (arcs[0] === start) byDefault.add(machine.root)
    const completed = new Set<Node>()
    const sorted = inDocumentOrder(entered)
    for (const node of sorted) {
      active.add(node)
      list.node(node.entry)
      if (byDefault.has(node)) list.add(node.initial.actions)
      if (node.type === 'final') complete(list, node, active, completed)
    }
    return sorted
  }

  /** What reaching a final node raises, and whether it ends the machine. */
  function complete(list: TaskList, node: Node, active: ReadonlySet<Node>, completed: Set<Node>): void {
    const { parent, output } = node
    if (parent?.type === 'compound') {
      const type = `xstate.done.state.${parent.id}`
      list.push(run => raiseDone(run, type, resolve(output, run.context, run.event)))
    }
    let outer = parent?.type === 'parallel' ? parent : parent?.parent
    let last = outer ?? node
    while (outer?.type === 'parallel' && !completed.has(outer) && isComplete(outer, active)) {
      const type = `xstate.done.state.${outer.id}`
      completed.add(outer)
      list.push(run => raiseDone(run, type, undefined))
      last = outer
      outer = outer.parent
    }
    if (outer !== undefined) return
    const type = `xstate.done.state.${last.id}`
    const { root } = machine
    list.push(run => {
      const { context } = run
      const result = last.parent === undefined ? undefined : resolve(last.output, context, run.event)
      const done: Event & { output: unknown } = { type, output: result }
      run.output = root.output === undefined ? undefined : resolve(root.output, context, done)
      run.status = 'done'
      run.changed = true
    })
  }

  /** The move made of tasks. Where it stays `same`, XState keeps the order of its nodes too. */
  function newer(
    list: TaskList,
    left: readonly Node[],
    entered: readonly Node[],
    active: ReadonlySet<Node>,
    history: HistoryValue,
    same: Place | undefined,
  ): Move {
    let end: Move | undefined
    return {
      tasks: list.tasks,
      starts: list.starts,
      exited: idsOf(left),
      entered: idsOf(entered),
      to: same ?? at([...active], history),
      moves: same === undefined,
      end() {
        if (end !== undefined) return end
        const leaving = descending(active)
        const last = taskList()
        for (const node of leaving) last.node(node.exit)
        end = newer(last, leaving, [], new Set(leaving), history, same)
        return end
      },
    }
  }

  function taskList(): TaskList {
    const tasks: Task[] = []
    const starts: number[] = []
    const add: TaskList['add'] = actions => {
      for (const action of actions) tasks.push(taskOf(action))
    }
    return {
      tasks,
      starts,
      add,
      node(actions) {
        starts.push(tasks.length)
        add(actions)
      },
      push: task => void tasks.push(task),
    }
  }

  const places: Places = {
    at,
    start() {
      const { root } = machine
      const active = new Set([root])
      const list = taskList()
      const entered = enter(list, [start], active, {})
      return newer(list, [], entered, active, {}, undefined)
    },
  }
  return places
}

interface TaskList {
  readonly tasks: readonly Task[]
  readonly starts: readonly number[]
  add(actions: Node['entry']): void
  /** The actions of a node that is left or entered. */
  node(actions: Node['entry']): void
  push(task: Task): void
}

/** The choices that answer what is asked: per region the innermost whose guard lets it pass. */
export function select(plan: Plan | undefined, asked: Asked): readonly Choice[] {
  if (plan === undefined) return []
  const { regions, choices } = plan
  if (regions.length > 0) {
    const inner = regions.flatMap(region => select(region, asked))
    if (inner.length > 0) return inner
  }
  for (const choice of choices) if (choice.test === undefined || choice.test(asked)) return [choice]
  return []
}

/** Every choice {@link select} would look at if none passed, in that order. */
export function* inSelectionOrder(plan: Plan | undefined): Generator<Choice> {
  if (plan === undefined) return
  for (const region of plan.regions) yield* inSelectionOrder(region)
  yield* plan.choices
}

function candidatesOf(node: Node, type: string): readonly Transition[] {
  const byWildcard = [...node.transitions.keys()]
    .filter(descriptor => descriptor !== type && wildcardMatches(descriptor, type))
    .sort((a, b) => b.length - a.length)
  return [type, ...byWildcard].flatMap(descriptor => node.transitions.get(descriptor) ?? [])
}

/** `*` matches every type, `order.*` matches `order`, `order.paid` and `order.paid.late`; a `*` elsewhere, nothing. */
function wildcardMatches(descriptor: string, type: string): boolean {
  if (descriptor === '*') return true
  if (!descriptor.endsWith('.*')) return false
  const prefix = descriptor.slice(0, -2)
  return !prefix.split('.').includes('*') && (type === prefix || type.startsWith(`${prefix}.`))
}

function raiseDone(run: Run, type: string, output: unknown): void {
  run.queue.push({ type, output } as Event)
}

function isComplete(node: Node, active: ReadonlySet<Node>): boolean {
  if (node.type === 'compound') return regionsOf(node).some(child => child.type === 'final' && active.has(child))
  if (node.type === 'parallel') return regionsOf(node).every(child => isComplete(child, active))
  return node.type === 'final'
}

function inDocumentOrder(nodes: Iterable<Node>): readonly Node[] {
  return [...nodes].sort((a, b) => a.order - b.order)
}

function descending(nodes: Iterable<Node>): readonly Node[] {
  return [...nodes].sort((a, b) => b.order - a.order)
}

function idsOf(nodes: readonly Node[]): readonly string[] {
  return Object.freeze(nodes.map(node => node.id))
}
