// Drafting, cosigning and screening 拟定、联合发起、受理.
import { shut } from '../closing.js'
import { dropOut, screeningParty, sign, signed, unsigned } from '../conveners.js'
import { fixRulers, invited } from '../invitees.js'
import { convenerThat } from '../start.js'
import { words } from '../words.js'
import type { Acts } from './acts.js'

const { notify, update } = words

/** Acts on the draft 拟定. */
export const drafting: Acts<'editPlan' | 'inviteCoConvener' | 'submit'> = {
  editPlan: update(({ context, event }) => {
    if (event.topic !== undefined) context.topic = event.topic
    if (event.plan !== undefined) context.plan = event.plan
    if (event.participants !== undefined) context.participants = event.participants
    if (event.invitees === undefined) return
    context.invitees = Object.fromEntries(event.invitees.map(unit => [unit.party, invited(unit)]))
  }),
  inviteCoConvener: update(({ context, event }) => {
    context.conveners[event.party] = convenerThat('pending')
  }),
  submit: [
    update(({ context, event }) => {
      sign(context, event.by)
      context.toFix = []
      fixRulers(context, Object.keys(context.invitees), event.facts.commonSuperior ?? {})
    }),
    notify('cosignatureAsked', ({ context }) => ({ to: unsigned(context), topic: context.topic })),
  ],
}

/** Acts of co-conveners 联合发起. */
export const cosigning: Acts<'cosign' | 'refuse', { cosignatureLapses: 'deadline.cosignature' }> = {
  cosign: update(({ context, event }) => {
    const convener = context.conveners[event.by]
    if (convener !== undefined) convener.status = 'signed'
  }),
  refuse: update(({ context, event }) => {
    dropOut(context, event.by, 'refused', event.reason)
  }),
  cosignatureLapses: update(({ context, event }) => {
    dropOut(context, event.key, 'silent', null)
  }),
}

/** Acts of whoever screens, the unit or the supervisor 受理. */
export const screening: Acts<'accept' | 'routeToComplaint'> = {
  accept: update(({ context }) => {
    context.referred = false
    context.rejection = null
  }),
  routeToComplaint: update(({ context, event }) => {
    shut(context, event.reason)
  }),
}

/** Acts of the screening unit. */
export const reviewing: Acts<
  'returnForFix' | 'routeToArea' | 'reject',
  { enter: 'step'; doubtAgain: 'returnForFix'; skip: 'step' }
> = {
  enter: notify('screeningAsked', ({ context }) => ({ to: screeningParty(context), topic: context.topic })),
  returnForFix: [
    update(({ context, event }) => {
      context.returns += 1
      context.toFix = event.list
    }),
    notify('returnedForFix', ({ context, event }) => ({
      to: signed(context),
      topic: context.topic,
      list: event.list,
    })),
  ],
  doubtAgain: update(({ context, event }) => {
    context.toFix = event.list
  }),
  routeToArea: update(({ context, event }) => {
    context.routed = { reason: event.reason, requests: event.requests }
  }),
  reject: [
    update(({ context, event }) => {
      context.rejection = { party: event.by, reason: event.reason }
    }),
    notify('rejected', ({ context, event }) => ({
      to: signed(context),
      topic: context.topic,
      reason: event.reason,
    })),
  ],
  skip: update(({ context }) => {
    context.reportOwed = context.kind === 'emergency'
  }),
}

/** Acts of the supervisor on a referred request. */
export const referred: Acts<'reject', { enter: 'step'; referredScreeningLapses: 'deadline.referredScreening' }> = {
  enter: [
    update(({ context }) => {
      context.referred = true
    }),
    notify('screeningAsked', ({ context }) => ({ to: context.supervisor, topic: context.topic })),
  ],
  reject: [
    update(({ context, event }) => {
      context.rejection = { party: event.by, reason: event.reason }
      shut(context, event.reason)
    }),
    notify('rejected', ({ context, event }) => ({
      to: signed(context),
      topic: context.topic,
      reason: event.reason,
    })),
  ],
  referredScreeningLapses: update(({ context }) => {
    context.referred = false
    context.rejection = null
  }),
}
