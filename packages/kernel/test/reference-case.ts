// The case that speeds are measured on: one convening of N parties, eleven states, seven rules and seven changes of data.
import { Immer } from 'immer'
import { assign, setup } from 'xstate'

export interface Answers {
  /** Per party: 0 none, 1 comes, 2 declines. */
  responses: number[]
  done: boolean[]
  reminders: number
  rounds: number
}

export type CaseEvent =
  | { readonly type: 'RESPOND'; readonly party: number; readonly answer: 1 | 2 }
  | { readonly type: 'DONE'; readonly party: number }
  | {
      readonly type:
        | 'SUBMIT'
        | 'WITHDRAW'
        | 'APPROVE'
        | 'RETURN'
        | 'REJECT'
        | 'REMIND'
        | 'TIMEOUT'
        | 'PROCEED'
        | 'DIVIDE'
        | 'ABSENT'
        | 'ASSIGN'
        | 'ALL'
        | 'OVERDUE'
        | 'PASS'
        | 'FAIL'
        | 'DIRECT'
        | 'CLOSE'
        | 'RECONVENE'
    }

type Recipe = (draft: Answers, event: CaseEvent) => void

/** How a machine's data changes: through immer, or, to measure moves alone, not at all. */
export type Changes = 'immer' | 'none'

const immer = new Immer({ autoFreeze: true })

/** An assign that shows its recipe, as the kernel reads it. */
function update(recipe: Recipe) {
  const shown = ({ context, event }: { context: object; event: object }) =>
    recipe(context as Answers, event as CaseEvent)
  const action = assign<Answers, CaseEvent, undefined, CaseEvent, never>(({ context, event }) =>
    immer.produce(context, draft => void recipe(draft, event)),
  )
  return Object.assign(action, { [Symbol.for('convoke.recipe')]: shown })
}

export function referenceCase(parties: number, changes: Changes) {
  const change = (recipe: Recipe) => (changes === 'immer' ? update(recipe) : () => {})
  return setup({
    types: { context: {} as Answers, events: {} as CaseEvent },
    guards: {
      hasNotResponded: ({ context, event }) => event.type === 'RESPOND' && context.responses[event.party] === 0,
      mayRemind: ({ context }) => context.reminders < 2,
      isQuorate: ({ context }) =>
        changes === 'none' || context.responses.filter(answer => answer === 1).length > parties / 2,
      mayFinish: ({ context, event }) => event.type === 'DONE' && context.done[event.party] === false,
      allDone: ({ context }) =>
        changes === 'none' || context.responses.every((answer, party) => answer !== 1 || context.done[party]),
      roundsLeft: ({ context }) => context.rounds < 2,
    },
    actions: {
      convene: change(draft => {
        draft.responses.fill(0)
        draft.done.fill(false)
        draft.reminders = 0
      }),
      respond: change((draft, event) => {
        if (event.type === 'RESPOND') draft.responses[event.party] = event.answer
      }),
      remind: change(draft => {
        draft.reminders += 1
      }),
      begin: change(draft => {
        draft.done.fill(false)
      }),
      finish: change((draft, event) => {
        if (event.type === 'DONE') draft.done[event.party] = true
      }),
      again: change(draft => {
        draft.done.fill(false)
        draft.rounds += 1
      }),
      reconvene: change(draft => {
        draft.responses.fill(0)
        draft.done.fill(false)
        draft.reminders = 0
        draft.rounds += 1
      }),
    },
  }).createMachine({
    id: 'convening',
    initial: 'draft',
    context: () => ({
      responses: Array.from({ length: parties }, () => 0),
      done: Array.from({ length: parties }, () => false),
      reminders: 0,
      rounds: 0,
    }),
    states: {
      draft: { on: { SUBMIT: 'review', WITHDRAW: 'withdrawn' } },
      review: { on: { APPROVE: { target: 'convened', actions: 'convene' }, RETURN: 'draft', REJECT: 'rejected' } },
      convened: {
        on: {
          RESPOND: { guard: 'hasNotResponded', actions: 'respond' },
          REMIND: { guard: 'mayRemind', actions: 'remind' },
          TIMEOUT: 'areaMeeting',
          PROCEED: { guard: 'isQuorate', target: 'onsite' },
        },
      },
      onsite: { on: { DIVIDE: 'dividing', ABSENT: 'areaMeeting' } },
      dividing: { on: { ASSIGN: { target: 'executing', actions: 'begin' } } },
      executing: {
        on: {
          DONE: { guard: 'mayFinish', actions: 'finish' },
          ALL: { guard: 'allDone', target: 'verifying' },
          OVERDUE: 'areaMeeting',
        },
      },
      verifying: {
        on: { PASS: 'closed', FAIL: [{ guard: 'roundsLeft', target: 'executing', actions: 'again' }, 'areaMeeting'] },
      },
      areaMeeting: {
        on: {
          DIRECT: 'dividing',
          CLOSE: 'closed',
          RECONVENE: { guard: 'roundsLeft', target: 'convened', actions: 'reconvene' },
        },
      },
      closed: { type: 'final' },
      withdrawn: { type: 'final' },
      rejected: { type: 'final' },
    },
  })
}

/** One case from its first to its last state; every event is taken. */
export function referenceHistory(parties: number): readonly CaseEvent[] {
  const all = Array.from({ length: parties }, (_, party) => party)
  return [
    { type: 'SUBMIT' },
    { type: 'RETURN' },
    { type: 'SUBMIT' },
    { type: 'APPROVE' },
    { type: 'REMIND' },
    ...all.map(party => ({ type: 'RESPOND', party, answer: party % 4 === 3 ? 2 : 1 }) as const),
    { type: 'PROCEED' },
    { type: 'DIVIDE' },
    { type: 'ASSIGN' },
    ...all.map(party => ({ type: 'DONE', party }) as const),
    { type: 'ALL' },
    { type: 'FAIL' },
    ...all.map(party => ({ type: 'DONE', party }) as const),
    { type: 'ALL' },
    { type: 'PASS' },
  ]
}
