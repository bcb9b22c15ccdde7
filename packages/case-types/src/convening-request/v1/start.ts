import type { PartyId } from '@convoke/core'
import type * as z from 'zod'
import type { Context } from './context.js'
import { invited } from './invitees.js'
import type { opening } from './opening.js'
import type { parameters } from './parameters.js'

/** The first context of a request: the first convener has drafted it, the others have not signed. */
export function firstContext(input: {
  readonly opening: z.output<typeof opening>
  readonly parameters: z.output<typeof parameters>
}): Context {
  const { conveners, invitees, ...rest } = input.opening
  return {
    parameters: input.parameters,
    ...rest,
    conveners: Object.fromEntries(
      conveners.map((party, index) => [party, convenerThat(index === 0 ? 'signed' : 'pending')]),
    ),
    chair: conveners[0] as PartyId,
    informed: [],
    referred: false,
    returns: 0,
    toFix: [],
    rejection: null,
    routed: null,
    invitees: Object.fromEntries(invitees.map(invitation => [invitation.party, invited(invitation)])),
    rulers: {},
    disputes: {},
    replacements: 0,
    sequence: 0,
    meeting: null,
    met: false,
    confirmations: [],
    moves: [],
    adjournments: 0,
    presence: {},
    agreements: [],
    minutes: [],
    dissents: [],
    breaches: [],
    items: {},
    departmentScores: {},
    planScores: {},
    notScored: [],
    reportOwed: false,
    emergencyReport: null,
    areaPlan: null,
    areaVisits: 0,
    areaLink: 'none',
    orderedMeetings: 0,
    escalation: null,
    supervisions: {},
    supplements: [],
    reminders: 0,
    closure: null,
    cycle: 0,
    lookBack: null,
  }
}

/** A convener as it joins. */
export function convenerThat(status: 'signed' | 'pending'): Context['conveners'][string] {
  return { status, reason: null, withdraws: false, closes: false }
}
