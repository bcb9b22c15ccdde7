import type { Workshop } from './action.js'
import type { Choice, Move, Place, Plan } from './model.js'
import { moverOf } from './move.js'
import { choicesOf, planOf } from './plan.js'
import { between, inDocumentOrder, isLeaf, stateValueOf } from './value.js'
import type { HistoryValue, Machine, Node, StateValue, Transition } from './xstate-internals.js'

/** All places of one machine. */
export interface Places {
  at(nodes: readonly Node[], history: HistoryValue): Place
  /** The move that enters the machine. */
  start(): Move
}

/**
 * How many plans, moves, facts and places are remembered per machine before all are forgotten and worked out anew; a
 * few tens of megabytes. Only machines with very many parallel arrangements, or events of invented types, reach it.
 */
const most = 50_000

export function placesOf(machine: Machine, workshop: Workshop): Places {
  const { move, start } = moverOf(machine, workshop, at)
  // XState's own, which reads the value alone; this runs nothing of the machine.
  const { matches } = machine.resolveState({ value: {} })
  const known = new Map<string, Place>()
  const numbers = new Map<Transition, number>()
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
    const key = JSON.stringify([ordersOf(nodes), Object.entries(history).map(([id, past]) => [id, ordersOf(past)])])
    let place = known.get(key)
    if (place === undefined) {
      remember()
      place = newPlace(nodes, history)
      known.set(key, place)
    }
    return place
  }

  function newPlace(nodes: readonly Node[], history: HistoryValue): Place {
    const plans = new Map<unknown, Plan | undefined>()
    /** By their transitions or what they are about. */
    const moves = new Map<unknown, Move>()
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
        always = undefined
      })
    }
    function once<Value>(map: Map<unknown, Value>, about: unknown, make: () => Value): Value {
      if (!map.has(about)) {
        warmed()
        map.set(about, make())
      }
      return map.get(about) as Value
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
        const all = inDocumentOrder(nodes).flatMap(node => [...node.transitions.keys()])
        events ??= Object.freeze([...new Set(all.filter(type => !type.startsWith('xstate.')))])
        return events
      },
      get ordered() {
        ordered ??= at(inDocumentOrder(nodes), history)
        return ordered
      },
      get always() {
        if (always !== undefined) return always
        warmed()
        const shared = new Map<Transition, Choice>()
        always = nodes
          .filter(isLeaf)
          .map(leaf => [leaf, ...between(leaf)].flatMap(node => choicesOf(workshop, node.always ?? [], shared)))
          .filter(choices => choices.length > 0)
        return always
      },
      matches: asked => matches.call({ value: place.value }, asked),
      plan: type => plans.get(type) ?? once(plans, type, () => planOf(workshop, machine.root, place.value, type)),
      moveOf(choices) {
        const [only] = choices
        if (choices.length === 1 && only !== undefined) {
          only.move ??= move(place, [only.transition])
          return only.move
        }
        const transitions = choices.map(({ transition }) => transition)
        const key = transitions.map(each => {
          if (!numbers.has(each)) numbers.set(each, numbers.size)
          return numbers.get(each)
        })
        return once(moves, key.join(), () => move(place, transitions))
      },
      fact: (about, find) => once(facts, about, find),
    }
    return place
  }

  const places: Places = { at, start }
  return places
}

function ordersOf(nodes: readonly Node[]): readonly number[] {
  return nodes.map(node => node.order)
}
