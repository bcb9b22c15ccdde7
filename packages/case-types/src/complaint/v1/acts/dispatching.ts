// Dispatching, signing, returning, ruling 派单、签收、退单、裁定.
import { escalateTo, give } from '../handling.js'
import { centre, listed, ruler, supervisor } from '../parties.js'
import { words } from '../words.js'
import type { Acts, OneStep } from './acts.js'

const { notify, update } = words

const toUnit: OneStep = notify('dispatched', ({ context }) => ({
  to: listed(context.lead),
  topic: context.topic,
  place: context.place,
  urgent: context.urgent,
}))
const toCoUnits: OneStep = notify('coUnitNamed', ({ context }) => ({
  to: Object.keys(context.coUnits),
  topic: context.topic,
}))

/** Acts of whoever dispatches 派单. */
export const dispatching: Acts<'dispatch', { enter: 'step'; toFirstReceiver: 'step' }> = {
  enter: notify('dispatchAsked', ({ context }) => ({ to: listed(centre(context)), topic: context.topic })),
  dispatch: update(({ context, event }) => {
    give(context, event.lead, event.coUnits)
    if (event.urgent !== undefined) context.urgent = event.urgent
  }),
  toFirstReceiver: update(({ context }) => {
    if (context.firstReceiver !== null) give(context, context.firstReceiver, [])
  }),
}

/** Acts on an order that was sent out 已派单. */
export const dispatched: Acts<'returnOrder' | 'recall', { enter: 'step' }> = {
  enter: [toUnit, toCoUnits],
  returnOrder: [
    update(({ context, event }) => {
      const { reason, proposed, basis } = event
      const superior = event.facts.commonSuperior?.dispute ?? null
      context.returns += 1
      context.dispute = { party: event.by, reason, proposed, basis, stage: 'centre', superior }
    }),
    notify('returned', ({ context, event }) => ({
      to: listed(ruler(context)),
      topic: context.topic,
      party: event.by,
      reason: event.reason,
    })),
  ],
  recall: [
    notify('recalled', ({ context, event }) => ({
      to: listed(context.lead),
      topic: context.topic,
      reason: event.reason,
    })),
    update(({ context }) => {
      context.lead = null
      context.coUnits = {}
    }),
  ],
}

/** Giving the matter to another unit 改派. */
export const reassign: Acts<'reassign'> = {
  reassign: [
    notify('recalled', ({ context, event }) => ({
      to: listed(context.lead),
      topic: context.topic,
      reason: event.reason,
    })),
    update(({ context, event }) => {
      give(context, event.lead, event.coUnits)
      context.reassignments += 1
    }),
  ],
}

const ruled: OneStep = update(({ context }) => {
  context.ruled = true
  context.dispute = null
})

/** Rulings on a returned order 裁定: from then on nobody returns it. */
export const disputed: Acts<
  'confirmHandler' | 'reassign' | 'splitLeadCo' | 'referUp',
  { referToDistrict: 'referUp'; enterAbove: 'step'; goesUp: 'step'; staysInSilence: 'step' }
> = {
  confirmHandler: [
    update(({ context, event }) => {
      give(context, context.dispute?.party ?? event.by, Object.keys(context.coUnits))
      context.ruled = true
    }),
    notify('ruled', ({ context, event }) => ({
      to: listed(context.lead),
      topic: context.topic,
      lead: context.lead ?? event.by,
      reason: event.reason,
    })),
  ],
  reassign: [
    notify('ruled', ({ context, event }) => ({
      to: [...listed(context.lead), event.lead],
      topic: context.topic,
      lead: event.lead,
      reason: event.reason,
    })),
    update(({ context, event }) => {
      give(context, event.lead, event.coUnits)
      context.ruled = true
    }),
  ],
  splitLeadCo: [
    notify('ruled', ({ context, event }) => ({
      to: [...listed(context.lead), event.lead, ...event.coUnits],
      topic: context.topic,
      lead: event.lead,
      reason: event.reason,
    })),
    update(({ context, event }) => {
      give(context, event.lead, event.coUnits)
      context.ruled = true
    }),
  ],
  referUp: [
    update(({ context }) => {
      if (context.dispute !== null) context.dispute.stage = 'superior'
    }),
    notify('referredUp', ({ context, event }) => ({
      to: listed(ruler(context)),
      topic: context.topic,
      reason: event.reason,
    })),
  ],
  referToDistrict: update(({ context, event }) => {
    escalateTo(context, 'district', event.reason)
  }),
  goesUp: update(({ context }) => {
    if (context.dispute !== null) context.dispute.stage = 'superior'
  }),
  enterAbove: notify('referredUp', ({ context }) => ({
    to: listed(ruler(context)),
    topic: context.topic,
    reason: context.dispute?.reason ?? context.topic,
  })),
  // Nobody ruled: whoever has the matter keeps it 首接负责, and it is not passed round.
  staysInSilence: [
    ruled,
    notify('ruled', ({ context }) => ({
      to: [...listed(context.lead), ...listed(supervisor(context))],
      topic: context.topic,
      lead: context.lead ?? context.operationsCentre,
      reason: 'nobody ruled in time: the unit that has it keeps it',
    })),
  ],
}
