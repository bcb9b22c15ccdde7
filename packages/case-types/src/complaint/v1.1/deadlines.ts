import { deadlines as before } from '../v1/deadlines.js'

/** Every state in which the case is open: one more than before. */
const openStates = [...before.supervision.on, 'observing'] as const

/** The clocks of version 1, of which three run in one state more, and the observation 观察期. Nobody owes it anything. */
export const deadlines = {
  ...before,
  convening: { ...before.convening, on: openStates },
  fourParty: { ...before.fourParty, on: openStates },
  supervision: { ...before.supervision, on: openStates },
  observation: { on: 'observing', within: 'observeFor', source: 'our default' },
} as const
