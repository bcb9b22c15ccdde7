// The machine of version 1.1 is the table of version 1, which is never edited, with one state more.
import { and, type CaseMachine, type Declaration } from '@convoke/core'
import { callback } from '../v1/acts/answering.js'
import { anyTime } from '../v1/acts/any-time.js'
import { linking } from '../v1/acts/linking.js'
import { late } from '../v1/acts/ways.js'
import { guards as before } from '../v1/guards.js'
import { machine as table } from '../v1/machine.js'
import { complainants } from '../v1/parties.js'
import { words } from './words.js'

const { when } = words

const guards = {
  ...before,
  /** The caller waits; the complainant need not. Our default. */
  ratesForItself: when('rate', ({ context, event }) => complainants(context).includes(event.by)),
}

/**
 * The observation 观察期 between answer and call-back: whether what is said to be solved stays solved. The complainant
 * may rate at any time, which ends it; the outer clock does not wait for it.
 *
 * @source our default
 */
const observing = {
  description: '观察期',
  meta: {
    duties: [
      {
        role: 'complainant',
        task: 'rate',
        commands: ['rate'],
        deadline: 'observation',
        exempt: 'rating is a right, not an obligation',
      },
    ],
  },
  on: {
    rate: { guard: and(['mayRate', 'ratesForItself']), target: 'callback', actions: callback.rate },
    'deadline.observation': 'callback',
    'deadline.outer': { target: 'callback', actions: late('outer', anyTime.outerLapses) },
    'deadline.simpleOuter': { target: 'callback', actions: late('simpleOuter', anyTime.outerLapses) },
  },
}

type ShapeOf<Words> = Words extends Declaration<infer Shape> ? Shape : never
type NamesOf<Machine> = Machine extends CaseMachine<infer _, infer Names> ? Names : never
type Before = NamesOf<typeof table>

/** What version 1 calls its states, guards, outcomes and tasks, and what is new. */
export interface Names extends Omit<Before, 'states' | 'guards'> {
  states: Before['states'] | 'observing'
  guards: Before['guards'] | keyof typeof guards
  outcomes: Before['outcomes']
  tasks: Before['tasks']
}

const { answered, callback: calling, escalated, ...states } = table.config.states ?? {}

/**
 * Asked of others by whoever coordinates, a matter about staff or a secret stays where it is. In version 1 it went to the
 * unit, which sends such a matter up at once: so it came to the town, also from the district, and its clock began anew.
 *
 * @source [Petition work regulations 22, 30](docs/reference/sources.md#petition-work-regulations): never to their own unit
 */
const asked = {
  requestConvening: [
    {
      guard: and(['coordinates', 'hasLead', 'mayConvene', 'belongsElsewhere']),
      actions: linking.requestConvening,
    },
    escalated?.on?.requestConvening,
  ],
  requestFourParty: [
    {
      guard: and(['coordinates', 'hasLead', 'mayAskOwners', 'belongsElsewhere']),
      actions: linking.requestFourParty,
    },
    escalated?.on?.requestFourParty,
  ],
}

/** The machine of version 1.1. Its names are given by type, and checked when the case type is defined. */
export const machine = words.setup({ guards }).createMachine({
  ...table.config,
  states: {
    ...states,
    answered: {
      ...answered,
      always: [
        { guard: 'isNotDrawn', target: 'callback', actions: callback.notDrawn },
        // An explanation, or a finding that there was nothing, needs no time to prove itself.
        { guard: and(['callsBackNow', 'endsResolved']), target: 'observing' },
        { guard: 'callsBackNow', target: 'callback' },
      ],
    },
    observing,
    callback: calling,
    escalated: { ...escalated, on: { ...escalated?.on, ...asked } },
  },
} as never) as unknown as CaseMachine<ShapeOf<typeof words>, Names>
