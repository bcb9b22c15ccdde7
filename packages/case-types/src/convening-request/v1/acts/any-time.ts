// What may happen in every open state: withdrawing, and the overlays that leave the case where it is 全程.
import { shut } from '../closing.js'
import { dropOut, screeningParty, signed } from '../conveners.js'
import { collect } from '../items.js'
import { words } from '../words.js'
import type { Acts } from './acts.js'
import { cancelMeeting } from './ways.js'

const { notify, update } = words

/** Acts heard in every open state. */
export const anyTime: Acts<
  | 'withdraw'
  | 'withdrawPart'
  | 'remind'
  | 'copyTo'
  | 'supervise'
  | 'answerSupervision'
  | 'merge'
  | 'supplement'
  | 'supersedeByMediation'
  | 'substituteChair'
  | 'reportEmergency',
  {
    lastWithdraw: 'withdraw'
    supervisionLapses: 'deadline.supervision'
    emergencyReportLapses: 'deadline.emergencyReport'
  }
> = {
  lastWithdraw: [
    cancelMeeting,
    update(({ context, event }) => {
      const convener = context.conveners[event.by]
      if (convener !== undefined) convener.withdraws = true
      shut(context, event.reason)
    }),
  ],
  withdraw: update(({ context, event }) => {
    const convener = context.conveners[event.by]
    if (convener !== undefined) convener.withdraws = true
  }),
  withdrawPart: update(({ context, event }) => {
    dropOut(context, event.by, 'left', event.reason)
    for (const name of Object.keys(context.items)) collect(context, name)
  }),
  remind: [
    update(({ context }) => {
      context.reminders += 1
    }),
    notify('reminded', ({ context, event }) => ({ to: event.party, topic: context.topic, message: event.message })),
  ],
  copyTo: [
    update(({ context, event }) => {
      context.informed.push(event.party)
    }),
    notify('copied', ({ context, event }) => ({ to: event.party, topic: context.topic })),
  ],
  supervise: [
    update(({ context, event }) => {
      context.supervisions[event.order] = {
        target: event.target,
        level: event.by === context.supervisor ? 'town' : 'district',
        instruction: event.instruction,
        ordered: event.by,
        feedback: null,
        status: 'open',
      }
    }),
    notify('supervised', ({ context, event }) => ({
      to: event.target,
      topic: context.topic,
      instruction: event.instruction,
    })),
  ],
  answerSupervision: [
    update(({ context, event }) => {
      const order = context.supervisions[event.order]
      if (order === undefined) return
      order.feedback = event.feedback
      order.status = 'answered'
    }),
    notify('supervisionAnswered', ({ context, event }) => ({
      to: context.supervisions[event.order]?.ordered ?? [],
      topic: context.topic,
      feedback: event.feedback,
    })),
  ],
  supervisionLapses: update(({ context, event }) => {
    const order = context.supervisions[event.key]
    if (order !== undefined) order.status = 'overdue'
  }),
  merge: [
    cancelMeeting,
    update(({ context, event }) => {
      shut(context, `${event.reason} (${event.into})`)
    }),
    notify('closed', ({ context, event }) => ({
      to: signed(context),
      topic: context.topic,
      ground: `${event.reason} (${event.into})`,
    })),
  ],
  supplement: update(({ context, event }) => {
    context.supplements.push({ party: event.by, text: event.text })
  }),
  supersedeByMediation: [
    cancelMeeting,
    update(({ context, event }) => {
      shut(context, `${event.reason} (${event.agreement})`, 'superseded')
    }),
  ],
  substituteChair: update(({ context, event }) => {
    context.chair = event.party
  }),
  reportEmergency: [
    update(({ context, event }) => {
      context.reportOwed = false
      context.emergencyReport = event.report
    }),
    notify('emergencyReported', ({ context, event }) => ({
      to: [screeningParty(context), context.supervisor],
      topic: context.topic,
      report: event.report,
    })),
  ],
  emergencyReportLapses: [
    update(({ context, event }) => {
      for (const party of signed(context)) context.breaches.push({ party, kind: 'noReport', at: event.at })
    }),
    notify('breached', ({ context }) => ({
      to: [screeningParty(context), context.supervisor],
      topic: context.topic,
      party: signed(context)[0] ?? context.chair,
      breach: 'noReport',
    })),
  ],
}
