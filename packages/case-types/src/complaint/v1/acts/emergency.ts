// Handing over to those who save lives, and following it up 应急移交.
import { giveAnswer, handedOverTo } from '../handling.js'
import { listed, supervisor } from '../parties.js'
import { words } from '../words.js'
import type { Act, Acts } from './acts.js'

const { notify, update } = words

const asked: Act<'handOver'> = notify('handedOver', ({ context, event }) => ({
  to: [event.unit, ...listed(supervisor(context))],
  topic: context.topic,
  service: event.to,
  place: context.place,
  note: event.note,
}))

/** Acts of an emergency; the case stays open until the follow-up is on record. */
export const emergency: Acts<
  'handOver' | 'acknowledge' | 'reportOnScene' | 'reportFreed' | 'followUp',
  { handOverAgain: 'handOver'; ends: 'followUp'; lapses: 'step'; trappedTooLong: 'step' }
> = {
  handOver: [
    update(({ context, event }) => {
      context.emergency = handedOverTo(event, null)
      context.answer = null
      context.shelving = null
      context.merged = null
      context.escalation = null
      context.dispute = null
    }),
    asked,
  ],
  // The one before has no part in it any more, and is told; how far it came stays on record.
  handOverAgain: [
    notify('passedOn', ({ context, event }) => ({
      to: listed(context.emergency?.unit ?? null),
      topic: context.topic,
      service: event.to,
      note: event.note,
    })),
    update(({ context, event }) => {
      context.emergency = handedOverTo(event, context.emergency)
    }),
    asked,
  ],
  acknowledge: update(({ context }) => {
    if (context.emergency !== null) context.emergency.status = 'acknowledged'
  }),
  reportOnScene: update(({ context }) => {
    if (context.emergency !== null) context.emergency.status = 'onScene'
  }),
  reportFreed: update(({ context }) => {
    if (context.emergency !== null) context.emergency.trapped = false
  }),
  followUp: update(({ context, event }) => {
    if (context.emergency !== null) context.emergency.status = 'followedUp'
    context.supplements.push({ party: event.by, text: event.report })
  }),
  // What was done on the spot is the answer, and is called back like any other.
  ends: update(({ context, event }) => {
    if (context.emergency !== null) context.emergency.status = 'followedUp'
    giveAnswer(context, event.by, { outcome: 'resolved', text: event.report, evidence: [], head: null }, 'passed')
  }),
  lapses: update(({ context }) => {
    if (context.emergency !== null) context.emergency.status = 'lapsed'
  }),
  /**
   * Two hours in a lift are an accident, and are reported by themselves.
   *
   * @source [Special equipment safety regulations 64](docs/reference/sources.md#special-equipment-safety)
   */
  trappedTooLong: [
    update(({ context }) => {
      if (context.emergency !== null) context.emergency.accidentReported = true
    }),
    notify('accident', ({ context }) => ({
      to: [...listed(supervisor(context)), context.districtOffice],
      topic: context.topic,
      place: context.place,
    })),
  ],
}
