// What one step costs, against XState's own ways of making it, on the same cases driven through the same events.
import { Immer } from 'immer'
import { type AnyStateMachine, createActor, initialTransition, transition } from 'xstate'
import { type CompiledMachine, compile, type State } from '../src/index.js'
import { referenceCase, referenceHistory } from '../test/reference-case.js'
import { type SentEvent, shippedCases } from '../test/shipped-cases.js'

/** One line of the result: medians of runs that took turns. */
export interface Result {
  readonly name: string
  readonly reference: string
  /** How much faster the kernel is than the reference. */
  readonly ratio: number
  readonly target: number
  readonly stepsPerSecond: number
  readonly referenceStepsPerSecond: number
}

interface Bench {
  readonly name: string
  readonly machine: AnyStateMachine
  readonly input: object
  readonly events: readonly SentEvent[]
}

/** Takes one case from its first state through all its events. */
type Way = () => unknown

const rounds = 9
const milliseconds = 80

/** Milliseconds this process has computed: on a busy machine the clock tells of its other users. */
function cpuTime(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

/** Steps per second of each way, the median of rounds in which they take turns. */
function speeds(ways: Readonly<Record<string, Way>>, steps: number): (name: string) => number {
  const measured = new Map(Object.keys(ways).map(name => [name, [] as number[]]))
  // A host holds its states. With none alive, V8 forgets their shapes and compiles the code for them again and again.
  const held = new Map<Way, unknown>()
  const batch = (way: Way): number => {
    const start = cpuTime()
    let cases = 0
    let elapsed = 0
    while (elapsed < milliseconds) {
      for (let i = 0; i < 5; i += 1) held.set(way, way())
      cases += 5
      elapsed = cpuTime() - start
    }
    return (cases * steps * 1000) / elapsed
  }
  for (const way of Object.values(ways)) for (let i = 0; i < 6; i += 1) batch(way)
  for (let round = 0; round < rounds; round += 1) {
    for (const [name, way] of Object.entries(ways)) measured.get(name)?.push(batch(way))
  }
  return name => measured.get(name)?.sort((a, b) => a - b)[rounds >> 1] as number
}

const byKernel =
  (compiled: CompiledMachine, { input, events }: Bench): Way =>
  () => {
    let { state } = compiled.initial(input)
    for (const event of events) ({ state } = compiled.next(state, event))
    return state
  }

function xstateWays({ machine, input, events }: Bench): Readonly<Record<string, Way>> {
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
  return {
    'transition()': () => {
      let [snapshot] = initialTransition(machine, input)
      for (const event of events) [snapshot] = transition(machine, snapshot, event)
      return snapshot
    },
    'machine.transition with a reused scope': () => {
      let snapshot = machine.getInitialSnapshot(scope, input)
      for (const event of events) snapshot = machine.transition(snapshot, event, scope)
      return snapshot
    },
    'actor.send': () => {
      const actor = createActor(machine, { input }).start()
      for (const event of events) actor.send(event)
      return actor.getSnapshot()
    },
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
  byKernel(recording, bench)()
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

export async function run(): Promise<{ readonly bench: 'kernel-step'; readonly results: readonly Result[] }> {
  const results: Result[] = []
  const print = (name: string, kernel: number, reference: string, referenceSpeed: number, target: number) => {
    results.push({
      name,
      reference,
      ratio: Number((kernel / referenceSpeed).toFixed(2)),
      target,
      stepsPerSecond: Math.round(kernel),
      referenceStepsPerSecond: Math.round(referenceSpeed),
    })
  }
  const parties = 8
  const events = referenceHistory(parties) as readonly SentEvent[]
  const still: Bench = {
    name: 'reference case',
    machine: referenceCase(parties, 'none'),
    input: {},
    events: events.filter(({ type }) => type !== 'DONE' && type !== 'FAIL'),
  }
  {
    const speed = speeds({ kernel: byKernel(compile(still.machine), still), ...xstateWays(still) }, still.events.length)
    const name = `${still.name}, no assigns`
    print(name, speed('kernel'), 'transition()', speed('transition()'), 25)
    const reused = 'machine.transition with a reused scope'
    print(name, speed('kernel'), reused, speed(reused), 8)
    print(name, speed('kernel'), 'actor.send', speed('actor.send'), 10)
  }
  const changing: readonly Bench[] = [
    { name: 'reference case', machine: referenceCase(parties, 'immer'), input: {}, events },
    ...shippedCases.map(({ name, machine, inputs, events }) => {
      const input = inputs[0] as object
      return { name, machine, input, events: history(machine, input, events, 60) }
    }),
  ]
  for (const bench of changing) {
    const { machine, name } = bench
    const speed = speeds(
      {
        own: byKernel(compile(machine, { drafts: 'own' }), bench),
        immer: byKernel(compile(machine), bench),
        alone: immerAlone(bench),
        ...xstateWays(bench),
      },
      bench.events.length,
    )
    print(`${name}, recipes on own drafts`, speed('own'), 'transition()', speed('transition()'), 25)
    print(`${name}, recipes on immer`, speed('immer'), 'immer alone', speed('alone'), 0.7)
    print(`${name}, recipes on immer`, speed('immer'), 'transition()', speed('transition()'), 1)
  }
  return { bench: 'kernel-step', results }
}
