import type * as z from 'zod'
import type { Context } from './context.js'
import type { opening } from './opening.js'
import type { parameters } from './parameters.js'

/** The first context of a case: a topic, somebody who brings it, and whatever parties are known. */
export function firstContext(input: {
  readonly opening: z.output<typeof opening>
  readonly parameters: z.output<typeof parameters>
}): Context {
  const { opening: given, parameters: knobs } = input
  return {
    parameters: knobs,
    ...given,
    // Whoever asks with nothing but a topic wants to know what was decided, and carries it out itself.
    purpose: given.purpose ?? (given.partyBranch === null ? 'decide' : 'settle'),
    // The committee that brings it is the one that names the others.
    residentsCommittee: given.residentsCommittee ?? given.raisedBy,
    informed: [],
    mandate: null,
    routes: [],
    answer: null,
    demand: null,
    memberDemands: [],
    convenor: null,
    motion: null,
    meetings: 0,
    meeting: null,
    minutes: [],
    votes: 0,
    revotes: 0,
    vote: null,
    box: null,
    decisions: {},
    toPost: null,
    stayed: null,
    mediation: null,
    advice: null,
    work: null,
    ratings: {},
    opinions: {},
    exit: null,
    arrears: null,
    townAsked: false,
    orders: 0,
    intervention: null,
    convening: null,
    election: null,
    complaints: {},
    documents: {},
    queries: {},
    messages: {},
    receptions: [],
    referrals: [],
    breaches: [],
    reminders: 0,
    adopted: false,
    closure: null,
  }
}
