// Queues whose answers are known, as case types: one visit to a desk, or two desks one after the other.
import { declareCase, defineCaseType, partyId } from '@convoke/core'
import * as z from 'zod'
import { type ScenarioInput, simulate, type TimeDistribution } from '../src/index.js'

const words = declareCase({
  parameters: z.object({}),
  opening: z.object({ desks: z.array(partyId).min(1).max(2), urgent: z.boolean() }),
  context: z.object({ desks: z.array(partyId), urgent: z.boolean() }),
  roles: { first: { who: c => c.desks[0] ?? null }, second: { who: c => c.desks[1] ?? null } },
  commands: { serve: { by: ['first'] }, serveAgain: { by: ['second'] } },
  deadlines: {},
  notices: {},
})
const { setup } = words

const machine = setup({ guards: { twoDesks: ({ context }) => context.desks.length > 1 } }).createMachine({
  context: ({ input }) => ({ parameters: input.parameters, ...input.opening }),
  initial: 'waiting',
  states: {
    waiting: {
      meta: { duties: [{ role: 'first', task: 'serve', commands: ['serve'], exempt: 'a queue has no deadline' }] },
      on: { serve: [{ guard: 'twoDesks', target: 'waitingAgain' }, { target: 'served' }] },
    },
    waitingAgain: {
      meta: {
        duties: [{ role: 'second', task: 'again', commands: ['serveAgain'], exempt: 'a queue has no deadline' }],
      },
      on: { serveAgain: 'served' },
    },
    served: { type: 'final', meta: { outcome: 'served' } },
  },
})

const labels = {
  title: 'Visit',
  states: { waiting: 'Waiting', waitingAgain: 'Waiting again', served: 'Served' },
  roles: { first: 'First desk', second: 'Second desk' },
  commands: { serve: 'Serve', serveAgain: 'Serve again' },
  deadlines: {},
  guards: { twoDesks: 'there is one desk' },
  outcomes: { served: 'Served' },
  tasks: { serve: 'Serve', again: 'Serve again' },
}

const named = (name: string) =>
  defineCaseType(words, { name, version: '1.0.0', machine, labels: { 'zh-CN': labels, en: labels }, samples: {} })

/** A visit to one desk or two; and the same for those who are served first. */
export const visit = named('visit')
export const urgentVisit = named('urgent-visit')

/** A queue: how busy, how many at each desk, how long they take (mean of an hour), and what share is urgent. */
export interface Queue {
  readonly name: string
  readonly load: number
  readonly servers: number
  readonly desks: 1 | 2
  readonly service: TimeDistribution
  readonly urgent?: number
  /** What else is said of each desk. */
  readonly desk?: Partial<NonNullable<ScenarioInput['parties']>[string]>
  /** Two desks with visits of their own, whose persons work for both. */
  readonly isShared?: boolean
}

/** What should come out: mean waiting time in hours, by desk or by class. */
export interface Expected {
  readonly figure: string
  readonly hours: number
}

/** The scenario of a queue. */
export function scenarioOf(
  { name, load, servers, desks, service, urgent, desk, isShared }: Queue,
  days: number,
  replications: number,
): ScenarioInput {
  const perDay = 24 * load * servers
  const parties = desks === 1 ? ['desk:a'] : ['desk:a', 'desk:b']
  const source = (rate: number, isUrgent: boolean, at = parties) => ({
    type: isUrgent ? 'urgent-visit' : 'visit',
    arrivals: { perDay: rate },
    by: at[0] as string,
    opening: { desks: at, urgent: isUrgent },
  })
  const staffed = (party: string) => ({
    staff: servers,
    ...desk,
    ...(isShared ? { serves: parties.filter(one => one !== party) } : {}),
  })
  return {
    ...{ name, from: '2026-01-01', days, replications, warmup: Math.ceil(days / 5), drain: 60, calendar: 'always' },
    cases: isShared
      ? parties.map(party => source(perDay, false, [party]))
      : urgent === undefined
        ? [source(perDay, false)]
        : [source(perDay * urgent, true), source(perDay * (1 - urgent), false)],
    parties: Object.fromEntries(parties.map(party => [party, staffed(party)])),
    behaviour: [{ when: { case: { urgent: true } }, effort: service, priority: 1 }, { effort: service }],
  }
}

const hour = 3_600_000

/** Mean waiting times of a simulated queue with their intervals, hours. */
export function simulated(
  queue: Queue,
  days: number,
  replications: number,
  other: Pick<ScenarioInput, 'seed' | 'warmup'> = {},
) {
  const scenario = { ...scenarioOf(queue, days, replications), ...other }
  const { indicators } = simulate(scenario, { caseTypes: [visit, urgentVisit] })
  return indicators
    .filter(({ id, kind }) => id === 'wait' || (id === 'timeToClose' && kind === 'mean'))
    .map(({ id, dims, estimate, ci, n }) => ({
      figure: id === 'wait' ? `wait at ${dims.party}` : `time of ${dims.caseType}`,
      hours: (estimate as number) / hour,
      ci: (ci as readonly [number, number]).map(bound => bound / hour) as [number, number],
      n,
    }))
}

/** Erlang's C formula: the mean wait of M/M/c with a mean service of one hour. */
export function erlangC(load: number, servers: number): number {
  const offered = load * servers
  let term = 1
  let sum = 1
  for (let k = 1; k < servers; k++) {
    term *= offered / k
    sum += term
  }
  const last = (term * offered) / servers / (1 - load)
  return last / (sum + last) / (servers * (1 - load))
}

/** Pollaczek and Khinchine: the mean wait of M/G/1 with a mean service of one hour and this coefficient of variation. */
export function pollaczekKhinchine(load: number, cv: number): number {
  return (load * (1 + cv * cv)) / (2 * (1 - load))
}

/** Cobham: the mean waits of M/M/1 with a mean service of one hour, where a share of the visits goes first. */
export function cobham(load: number, urgent: number): { readonly urgent: number; readonly other: number } {
  const first = 1 - load * urgent
  return { urgent: load / first, other: load / (first * (1 - load)) }
}

/** The mean times of M/M/1 with a mean service of one hour, where a share of the visits interrupts the others, which then go on. */
export function preemptive(load: number, urgent: number): { readonly urgent: number; readonly other: number } {
  const first = 1 - load * urgent
  return { urgent: 1 / first, other: 1 / first + load / (first * (1 - load)) }
}

/** Queues and the mean wait that theory has for them. */
export const queues: readonly { readonly queue: Queue; readonly expected: readonly Expected[] }[] = [
  ...[
    { load: 0.5, servers: 1 },
    { load: 0.8, servers: 1 },
    { load: 0.8, servers: 3 },
    { load: 0.9, servers: 5 },
  ].map(({ load, servers }) => ({
    queue: {
      name: `M/M/${servers} at ${load}`,
      load,
      servers,
      desks: 1,
      service: { exponential: { mean: '1 h' } },
    } as const,
    expected: [{ figure: 'wait at desk:a', hours: erlangC(load, servers) }],
  })),
  {
    queue: { name: 'M/D/1 at 0.7', load: 0.7, servers: 1, desks: 1, service: '1 h' },
    expected: [{ figure: 'wait at desk:a', hours: pollaczekKhinchine(0.7, 0) }],
  },
  {
    queue: {
      name: 'M/G/1 at 0.7, lognormal',
      load: 0.7,
      servers: 1,
      desks: 1,
      service: { lognormal: { mean: '1 h', cv: 1.5 } },
    },
    expected: [{ figure: 'wait at desk:a', hours: pollaczekKhinchine(0.7, 1.5) }],
  },
  {
    queue: {
      name: 'M/G/1 at 0.7, gamma',
      load: 0.7,
      servers: 1,
      desks: 1,
      service: { gamma: { mean: '1 h', cv: 0.5 } },
    },
    expected: [{ figure: 'wait at desk:a', hours: pollaczekKhinchine(0.7, 0.5) }],
  },
  {
    // Burke: the second desk of a tandem is an M/M/1 of its own.
    queue: { name: 'tandem at 0.7', load: 0.7, servers: 1, desks: 2, service: { exponential: { mean: '1 h' } } },
    expected: [
      { figure: 'wait at desk:a', hours: erlangC(0.7, 1) },
      { figure: 'wait at desk:b', hours: erlangC(0.7, 1) },
    ],
  },
  {
    // Conservation: who goes first changes who waits, not how long all wait together.
    queue: {
      name: 'priority at 0.8',
      load: 0.8,
      servers: 1,
      desks: 1,
      service: { exponential: { mean: '1 h' } },
      urgent: 0.3,
    },
    expected: [
      { figure: 'wait at desk:a', hours: erlangC(0.8, 1) },
      { figure: 'time of urgent-visit', hours: 1 + cobham(0.8, 0.3).urgent },
      { figure: 'time of visit', hours: 1 + cobham(0.8, 0.3).other },
    ],
  },
  {
    // White, Christie (1958).
    queue: {
      name: 'interruptions at 0.8',
      load: 0.8,
      servers: 1,
      desks: 1,
      service: { exponential: { mean: '1 h' } },
      urgent: 0.3,
      desk: { preempt: 'resume' },
    },
    expected: [
      { figure: 'time of urgent-visit', hours: preemptive(0.8, 0.3).urgent },
      { figure: 'time of visit', hours: preemptive(0.8, 0.3).other },
    ],
  },
  {
    // Kleinrock: whoever gives all in hand the same share has each there for as long, however different they are.
    queue: {
      name: 'equal shares at 0.7',
      load: 0.7,
      servers: 1,
      desks: 1,
      service: { lognormal: { mean: '1 h', cv: 1.5 } },
      desk: { limit: 10_000 },
    },
    expected: [{ figure: 'time of visit', hours: 1 / (1 - 0.7) }],
  },
  {
    // Two who work for each other's desk are one queue with two servers.
    queue: {
      name: 'shared by two desks at 0.8',
      load: 0.8,
      servers: 1,
      desks: 2,
      service: { exponential: { mean: '1 h' } },
      isShared: true,
    },
    expected: [
      { figure: 'wait at desk:a', hours: erlangC(0.8, 2) },
      { figure: 'wait at desk:b', hours: erlangC(0.8, 2) },
    ],
  },
]
