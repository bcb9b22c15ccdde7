// Handing over to those who save lives, and following it up 应急移交.
import { giveAnswer } from '../handling.js'
import { listed, supervisor } from '../parties.js'
import { words } from '../words.js'
import type { Acts } from './acts.js'

const { notify, update } = words

/** Acts of an emergency; the case stays open until the follow-up is on record. */
export const emergency: Acts<
  'handOver' | 'acknowledge' | 'reportOnScene' | 'reportFreed' | 'followUp',
  { ends: 'followUp'; lapses: 'step'; trappedTooLong: 'step' }
> = {
  handOver: [
    update(({ context, event }) => {
      const { to, unit, violent } = event
      context.emergency = { to, unit, violent, status: 'handedOver', freed: false, accidentReported: false }
      context.answer = null
      context.shelving = null
      context.merged = null
      context.escalation = null
      context.dispute = null
    }),
    notify('handedOver', ({ context, event }) => ({
      to: [event.unit, ...listed(supervisor(context))],
      topic: context.topic,
      service: event.to,
      place: context.place,
      note: event.note,
    })),
  ],
  acknowledge: update(({ context }) => {
    if (context.emergency !== null) context.emergency.status = 'acknowledged'
  }),
  reportOnScene: update(({ context }) => {
    if (context.emergency !== null) context.emergency.status = 'onScene'
  }),
  reportFreed: update(({ context }) => {
    if (context.emergency !== null) context.emergency.freed = true
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
