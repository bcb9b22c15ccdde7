import type * as z from 'zod'
import type { Context } from './context.js'
import type { opening } from './opening.js'
import type { parameters } from './parameters.js'

/** The first context of a complaint: it has arrived, and nobody has looked at it. */
export function firstContext(input: {
  readonly opening: z.output<typeof opening>
  readonly parameters: z.output<typeof parameters>
}): Context {
  const { group, sensitive, residentsCommittees, ...rest } = input.opening
  return {
    parameters: input.parameters,
    ...rest,
    group: [...group],
    residentsCommittees: [...residentsCommittees],
    sensitive: [...new Set(sensitive)],
    supporters: [],
    lead: null,
    assignment: 0,
    coUnits: {},
    supplementRequests: 0,
    toSupplement: [],
    supplements: [],
    warnings: 0,
    verified: null,
    finding: null,
    reassignments: 0,
    splits: {},
    asked: 0,
    emergency: null,
    statementOfRespondent: null,
    remedies: [],
    respondentSilent: false,
    merges: 0,
    supervisions: {},
    informed: [],
    chases: 0,
    reminders: 0,
    overdue: [],
    closure: null,
    cycle: 0,
    ...unhandled(),
  }
}

/** What a complaint has when it is handled for the first time, or again after it was reopened. */
export function unhandled() {
  return {
    returns: 0,
    returnable: false,
    ruled: false,
    dispute: null,
    contact: 'notYet',
    tries: [],
    contactRecord: null,
    requests: { extension: null, shelving: null, termination: null },
    extensions: [],
    shelving: null,
    timesShelved: 0,
    interimReplies: 0,
    convening: null,
    fourParty: null,
    areaMeeting: null,
    areaPlan: null,
    answer: null,
    ratings: {},
    unrated: {},
    callbackTries: {},
    calledBack: false,
    callbackOver: false,
    outerLate: false,
    siteCheck: null,
    publicReply: null,
    reworks: 0,
    reworkGround: null,
    ratingDispute: null,
    merged: null,
    orders: 0,
    escalation: null,
    withdrawals: [],
    advice: null,
    receipt: null,
  } satisfies Partial<Context>
}
