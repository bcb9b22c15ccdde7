// What one step costs, against XState's own ways of making it, on the same case driven through the same events.
import { assign, createActor, initialTransition, setup, transition } from 'xstate'
import { compile } from '../src/index.js'

const parties = ['a', 'b', 'c', 'd'] as const
type Answer = 'invited' | 'accepted' | 'declined'

const machine = setup({
  types: {
    context: {} as { quorum: number; answers: Record<string, Answer>; round: number },
    events: {} as
      | { type: 'ACCEPT' | 'DECLINE'; party: string }
      | { type: 'SUBMIT' | 'RECORD' | 'ASSIGN' | 'REPORT' | 'REJECT' | 'CONFIRM' | 'RECONVENE' },
  },
  guards: {
    allAnswered: ({ context }) => Object.values(context.answers).every(answer => answer !== 'invited'),
    quorate: ({ context }) =>
      Object.values(context.answers).filter(answer => answer === 'accepted').length >= context.quorum,
  },
  actions: {
    answer: assign({
      answers: ({ context, event }) => {
        if (event.type !== 'ACCEPT' && event.type !== 'DECLINE') return context.answers
        return { ...context.answers, [event.party]: event.type === 'ACCEPT' ? 'accepted' : 'declined' }
      },
    }),
    again: assign({ round: ({ context }) => context.round + 1 }),
    notify: () => {},
  },
}).createMachine({
  id: 'convening',
  initial: 'drafting',
  context: () => ({
    quorum: 2,
    answers: Object.fromEntries(parties.map(party => [party, 'invited' as const])),
    round: 0,
  }),
  states: {
    drafting: { on: { SUBMIT: 'inviting' } },
    inviting: {
      entry: 'notify',
      on: { ACCEPT: { actions: 'answer', target: 'checking' }, DECLINE: { actions: 'answer', target: 'checking' } },
    },
    checking: { always: [{ guard: 'allAnswered', target: 'tallied' }, { target: 'inviting' }] },
    tallied: { always: [{ guard: 'quorate', target: 'meeting' }, { target: 'escalated' }] },
    meeting: {
      type: 'parallel',
      states: {
        minutes: { initial: 'open', states: { open: { on: { RECORD: 'done' } }, done: { type: 'final' } } },
        tasks: { initial: 'open', states: { open: { on: { ASSIGN: 'done' } }, done: { type: 'final' } } },
      },
      onDone: 'following',
    },
    following: { on: { REPORT: 'verifying' } },
    verifying: { on: { CONFIRM: 'closed', REJECT: 'following' } },
    escalated: { on: { RECONVENE: { target: 'inviting', actions: 'again' } } },
    closed: { type: 'final' },
  },
})

const events = [
  { type: 'SUBMIT' },
  { type: 'ACCEPT', party: 'a' },
  { type: 'ACCEPT', party: 'b' },
  { type: 'DECLINE', party: 'c' },
  { type: 'ACCEPT', party: 'd' },
  { type: 'RECORD' },
  { type: 'ASSIGN' },
  { type: 'REPORT' },
  { type: 'REJECT' },
  { type: 'REPORT' },
  { type: 'CONFIRM' },
] as const

const kernel = compile(machine)

/** What `transition()` makes anew for each call, made once. */
function reusableScope() {
  const self = createActor(machine)
  const nothing = () => {}
  return {
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
}
const scope = reusableScope()

/** Each takes one case from its first to its last state and tells whether it got there. */
const ways: Readonly<Record<string, () => boolean>> = {
  kernel() {
    let { state } = kernel.initial()
    for (const event of events) ({ state } = kernel.next(state, event))
    return state.status === 'done'
  },
  'transition()'() {
    let [snapshot] = initialTransition(machine)
    for (const event of events) [snapshot] = transition(machine, snapshot, event)
    return snapshot.status === 'done'
  },
  'machine.transition with a reused scope'() {
    let snapshot = machine.getInitialSnapshot(scope)
    for (const event of events) snapshot = machine.transition(snapshot, event, scope)
    return snapshot.status === 'done'
  },
  'actor.send'() {
    const actor = createActor(machine).start()
    for (const event of events) actor.send(event)
    return actor.getSnapshot().status === 'done'
  },
}

/** One line of the result: how much faster the kernel is than the reference, medians of interleaved runs. */
export interface Result {
  readonly name: string
  readonly reference: string
  readonly ratio: number
  readonly stepsPerSecond: number
  readonly referenceStepsPerSecond: number
}

export async function run(): Promise<{ readonly bench: 'kernel-step'; readonly results: readonly Result[] }> {
  const speeds = new Map(Object.keys(ways).map(name => [name, [] as number[]]))
  const batch = (way: () => boolean, milliseconds: number): number => {
    const start = performance.now()
    let cases = 0
    let elapsed = 0
    while (elapsed < milliseconds) {
      for (let i = 0; i < 20; i += 1) if (!way()) throw new Error('a case did not reach its end')
      cases += 20
      elapsed = performance.now() - start
    }
    return (cases * events.length * 1000) / elapsed
  }
  for (const way of Object.values(ways)) batch(way, 150)
  for (let round = 0; round < 7; round += 1) {
    for (const [name, way] of Object.entries(ways)) speeds.get(name)?.push(batch(way, 100))
  }
  const median = (name: string): number => speeds.get(name)!.sort((a, b) => a - b)[3]!
  const own = median('kernel')
  const results = Object.keys(ways)
    .filter(name => name !== 'kernel')
    .map(reference => ({
      name: 'a step of a case, with entered and exited',
      reference,
      ratio: Number((own / median(reference)).toFixed(2)),
      stepsPerSecond: Math.round(own),
      referenceStepsPerSecond: Math.round(median(reference)),
    }))
  return { bench: 'kernel-step', results }
}
