import type { Workshop } from './action.js'
import { freezeDeep } from './freeze.js'
import type { Choice, Place, Plan, Test } from './model.js'
import { candidatesIn, outwards } from './plan.js'
import { type Twin, twinOf } from './twin.js'
import type { Machine, Node, Snapshot, Transition } from './xstate-internals.js'

/** All places of one machine. */
export interface Places extends Pick<Twin, 'start'> {
  /** What XState makes of a place: the place itself. */
  at(snapshot: Snapshot): Place
  /** The machine before its start. */
  readonly blank: Place
}

/**
 * How many plans, moves and places are remembered per machine before all are forgotten and worked out anew; a
 * few tens of megabytes. Only machines with very many parallel arrangements, or events of invented types, reach it.
 */
const most = 50_000

export function placesOf(machine: Machine, workshop: Workshop): Places {
  const { snapshotOf, move, start } = twinOf(machine, workshop, at)
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

  function at(snapshot: Snapshot): Place {
    const { _nodes, historyValue, status } = snapshot
    const history = Object.entries(historyValue).map(([id, past]) => [id, ordersOf(past)])
    const key = JSON.stringify([ordersOf(_nodes), history, status])
    let place = known.get(key)
    if (place === undefined) {
      remember()
      place = newPlace(snapshot)
      known.set(key, place)
    }
    return place
  }

  function newPlace(snapshot: Snapshot): Place {
    const { _nodes, historyValue, status, value } = snapshot
    const nodes = [..._nodes].sort((a, b) => a.order - b.order)
    const plans = new Map<unknown, Plan | undefined>()
    /** Whatever else was worked out, by what it is about. */
    const answers = new Map<unknown, unknown>()
    let always: Place['always'] | undefined

    function once<Value>(map: Map<unknown, unknown>, about: unknown, make: () => Value): Value {
      if (!map.has(about)) {
        const made = make()
        remember()
        if (plans.size + answers.size === 0) {
          forget.push(() => {
            plans.clear()
            answers.clear()
            always = undefined
          })
        }
        map.set(about, made)
      }
      return map.get(about) as Value
    }
    const choicesOf = (transitions: readonly Transition[]): readonly Choice[] =>
      transitions.map(transition =>
        once(answers, transition, () => ({ transition, test: transition.test as Test | undefined, move: undefined })),
      )
    function planOf(type: string): Plan | undefined {
      const choices = choicesOf(candidatesIn(machine.root, value, type))
      return choices.length > 0 ? choices : undefined
    }
    freezeDeep(value)
    const place: Place = {
      snapshot,
      get ids() {
        return once(answers, 'ids', () => Object.freeze(nodes.map(({ id }) => id)))
      },
      get events() {
        return once(answers, 'events', () => {
          const all = new Set(nodes.flatMap(({ transitions }) => [...transitions.keys()]))
          return Object.freeze([...all].filter(type => !type.startsWith('xstate.')))
        })
      },
      get json() {
        // Without a context: XState walks all of it and replaces what looks like an actor.
        return once(answers, 'json', () => freezeDeep(machine.getPersistedSnapshot({ ...snapshot, context: {} })))
      },
      get ordered() {
        return once(answers, 'ordered', () => at(snapshotOf(nodes, historyValue, status)))
      },
      get always() {
        always ??= once(answers, 'always', () =>
          _nodes
            .filter(({ type }) => type === 'atomic' || type === 'final')
            .map(leaf => choicesOf(outwards(leaf).flatMap(node => node.always ?? [])))
            .filter(choices => choices.length > 0),
        )
        return always
      },
      plan: type => plans.get(type) ?? once(plans, type, () => planOf(type)),
      moveOf(choices) {
        const transitions = choices.map(({ transition }) => transition)
        return once(answers, transitions.map(({ number }) => number).join(), () => move(place, transitions))
      },
    }
    return place
  }

  return { at, start, blank: at(snapshotOf([machine.root], {}, 'stopped')) }
}

function ordersOf(nodes: readonly Node[]): readonly number[] {
  return nodes.map(node => node.order)
}
