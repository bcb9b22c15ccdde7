// The cases that are measured, and the ways of taking each through its history.
import { Immer } from 'immer'
import { type AnyStateMachine, createActor, initialTransition, transition } from 'xstate'
import { type CompiledMachine, compile, type State } from '../../src/index.js'
import { referenceCase, referenceHistory } from '../../test/reference-case.js'
import { type SentEvent, shippedCase, shippedNames } from '../../test/shipped-cases.js'

/** A machine and what it is sent. */
export interface Bench {
  readonly machine: AnyStateMachine
  readonly input: object
  readonly events: readonly SentEvent[]
}

/** Takes one case from its first state, which is made before, through all its events. */
export type Way = () => unknown

const parties = 8

/** A case by its name: that of a shipped case type, or the reference case with its recipes or with moves alone. */
export async function benchOf(name: string): Promise<Bench> {
  const events = referenceHistory(parties) as readonly SentEvent[]
  if (name === 'reference case') return { machine: referenceCase(parties, 'immer'), input: {}, events }
  if (name === 'reference case, no assigns') {
    const still = events.filter(({ type }) => type !== 'DONE' && type !== 'FAIL')
    return { machine: referenceCase(parties, 'none'), input: {}, events: still }
  }
  const shipped = shippedNames.find(known => known === name)
  if (shipped === undefined) throw new Error(`no case is called ${name}`)
  const { machine, inputs, events: sent } = await shippedCase(shipped)
  const input = inputs[0] as object
  return { machine, input, events: history(machine, input, sent, 60) }
}

/** The ways of taking a case through its history. */
export const ways = {
  kernel: (bench: Bench): Way => byKernel(compile(bench.machine), bench),
  'kernel on own drafts': (bench: Bench): Way => byKernel(compile(bench.machine, { drafts: 'own' }), bench),
  'immer alone': immerAlone,
  'transition()': ({ machine, input, events }: Bench): Way => {
    const [first] = initialTransition(machine, input)
    return () => {
      let snapshot = first
      for (const event of events) [snapshot] = transition(machine, snapshot, event)
      return snapshot
    }
  },
  'machine.transition with a reused scope': ({ machine, input, events }: Bench): Way => {
    const self = createActor(machine, { input })
    const nothing = () => {}
    // What `transition()` makes anew for each call, made once.
    const scope = {
      self,
      system: self.system,
      id: '',
      sessionId: '',
      logger: nothing,
      defer: nothing,
      stopChild: nothing,
      emit: nothing,
      actionExecutor: nothing,
    }
    const first = machine.getInitialSnapshot(scope, input)
    return () => {
      let snapshot = first
      for (const event of events) snapshot = machine.transition(snapshot, event, scope)
      return snapshot
    }
  },
  /** An actor lives once, so that each round makes one. */
  'actor.send':
    ({ machine, input, events }: Bench): Way =>
    () => {
      const actor = createActor(machine, { input }).start()
      for (const event of events) actor.send(event)
      return actor.getSnapshot()
    },
} as const

export type WayName = keyof typeof ways

function byKernel(compiled: CompiledMachine, { input, events }: Bench): Way {
  const first = compiled.initial(input).state
  return () => {
    let state = first
    for (const event of events) ({ state } = compiled.next(state, event))
    return state
  }
}

type Recipe = (args: { context: object; event: unknown }, params: unknown) => unknown
const recipeKey = Symbol.for('convoke.recipe')

/** A reducer written by hand for one history: the very recipes of each event, each one `produce`, and nothing else. */
function immerAlone(bench: Bench): Way {
  const { machine, input, events } = bench
  const shown = recipesOf(machine)
  const calls: (readonly [recipe: Recipe, event: unknown, params: unknown])[] = []
  const written = shown.map(action => [action, action[recipeKey]] as const)
  for (const [action, recipe] of written) {
    action[recipeKey] = (args, params) => {
      calls.push([recipe, args.event, params])
      return recipe(args, params)
    }
  }
  const recording = compile(machine, { drafts: 'own' })
  const record = byKernel(recording, bench)
  calls.length = 0
  record()
  for (const [action, recipe] of written) action[recipeKey] = recipe
  const first: object = compile(machine).initial(input).state.context
  const immer = new Immer({ autoFreeze: true })
  if (calls.length < events.length / 4) throw new Error('this history changes too little to measure')
  return () => {
    let context = first
    for (const [recipe, event, params] of calls) {
      context = immer.produce(context, draft => void recipe({ context: draft, event }, params))
    }
    return context
  }
}

interface Shown {
  [recipeKey]: Recipe
}

/** Every action of a machine that shows its recipe. */
function recipesOf(machine: AnyStateMachine): readonly Shown[] {
  const found = new Set<Shown>()
  const look = (value: unknown): void => {
    for (const action of [value].flat())
      if (typeof action === 'function' && recipeKey in action) found.add(action as never)
  }
  for (const node of nodesOf(machine.root)) {
    look([...node.entry, ...node.exit])
    const transitions = [...node.transitions.values()].flat()
    for (const { actions } of [...transitions, ...(node.always ?? []), node.initial]) look(actions)
  }
  look(Object.values(machine.implementations.actions))
  return [...found]
}

function nodesOf(node: AnyStateMachine['root']): AnyStateMachine['root'][] {
  return [node, ...Object.values(node.states).flatMap(nodesOf)]
}

/** A history of a shipped case, drawn from what its states accept; the same in every run. */
function history(machine: AnyStateMachine, input: object, events: readonly SentEvent[], steps: number) {
  const compiled: CompiledMachine = compile(machine)
  const seen = new Map<string, number>()
  const count = (what: string) => seen.get(what) ?? 0
  const taken: SentEvent[] = []
  let { state } = compiled.initial(input)
  for (let seed = 7; taken.length < steps; ) {
    seed = (seed * 48271) % 2147483647
    let best: { readonly event: SentEvent; readonly state: State; readonly times: number } | undefined
    for (let i = 0; i < events.length; i += 1) {
      const event = events[(seed + i) % events.length] as SentEvent
      if (best !== undefined && count(event.type) >= best.times) continue
      if (!compiled.explain(state, event).some(isOk)) continue
      const after = compiled.next(state, event).state
      // What has happened least is tried first, and states least visited, so that the case comes around.
      const times = count(event.type) + count(JSON.stringify(after.value))
      if (isSettled(after) || (best !== undefined && times >= best.times)) continue
      best = { event, state: after, times }
    }
    if (best === undefined) throw new Error('a state accepts nothing but what settles the case')
    taken.push(best.event)
    state = best.state
    for (const what of [best.event.type, JSON.stringify(state.value)]) seen.set(what, count(what) + 1)
  }
  return taken
}

function isSettled(state: State): boolean {
  return Object.values(state.getMeta()).some(meta => (meta as { outcome?: string }).outcome !== undefined)
}

function isOk(candidate: { readonly ok: boolean }): boolean {
  try {
    return candidate.ok
  } catch {
    return false
  }
}
