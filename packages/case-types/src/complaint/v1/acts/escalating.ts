// What a superior decides 提级.
import { escalateTo, give, giveAnswer, workAgain } from '../handling.js'
import { listed, toTell } from '../parties.js'
import { words } from '../words.js'
import type { Acts } from './acts.js'

const { notify, update } = words

/** Acts of whoever coordinates. */
export const coordinating: Acts<
  'escalate' | 'orderLead' | 'orderRework' | 'decide' | 'terminate',
  { further: 'escalate'; leave: 'step' }
> = {
  escalate: update(({ context, event }) => {
    escalateTo(context, 'town', event.reason, event.superior)
  }),
  further: update(({ context, event }) => {
    escalateTo(context, 'district', event.reason, event.superior)
  }),
  orderLead: update(({ context, event }) => {
    give(context, event.lead, event.coUnits)
    context.ruled = true
    context.orders += 1
  }),
  orderRework: [
    update(({ context }) => {
      workAgain(context, 'order')
      context.orders += 1
    }),
    notify('ordered', ({ context, event }) => ({
      to: listed(context.lead),
      topic: context.topic,
      reason: event.reason,
    })),
  ],
  decide: update(({ context, event }) => {
    giveAnswer(context, event.by, event, 'passed')
    context.orders += 1
  }),
  terminate: [
    update(({ context, event }) => {
      context.closure = { ground: event.reason }
    }),
    notify('ordered', ({ context, event }) => ({
      to: [...toTell(context), ...listed(context.lead)],
      topic: context.topic,
      reason: event.reason,
    })),
  ],
  leave: update(({ context }) => {
    context.escalation = null
  }),
}
