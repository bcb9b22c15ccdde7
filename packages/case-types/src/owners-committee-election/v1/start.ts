import type * as z from 'zod'
import type { Context } from './context.js'
import type { opening } from './opening.js'
import type { parameters } from './parameters.js'

/** The first context of an election. */
export function firstContext(input: {
  readonly opening: z.output<typeof opening>
  readonly parameters: z.output<typeof parameters>
}): Context {
  const { opening: given } = input
  return {
    parameters: input.parameters,
    ...given,
    report: null,
    requested: null,
    group: [],
    groupChair: null,
    namesPosted: false,
    trained: false,
    objections: [],
    extensions: 0,
    seals: given.ownersCommittee === null || given.kind === 'byElection' ? 'none' : 'held',
    prepared: [],
    agenda: [],
    plan: null,
    candidates: {},
    announcements: 0,
    revotes: 0,
    status: 'none',
    confirmed: [],
    box: null,
    result: null,
    participation: null,
    runOff: null,
    backing: {},
    chair: null,
    resultPosted: false,
    filing: null,
    returns: 0,
    certificate: null,
    breaches: [],
    reminders: 0,
    closure: null,
  }
}
