// Fixing and holding the meeting 会商.
import { escalateTo } from '../closing.js'
import { coming } from '../invitees.js'
import { proposalOf, put } from '../items.js'
import { arrive, depart, minutesNow, placeOf, prepareMeeting } from '../meeting.js'
import { words } from '../words.js'
import type { Acts } from './acts.js'

const { notify, update } = words

/** Fixing the meeting 定会. */
export const fixing: Acts<'fixMeeting', { enter: 'step' }> = {
  enter: update(({ context }) => {
    prepareMeeting(context)
  }),
  fixMeeting: [
    update(({ context, event }) => {
      context.meeting = { date: event.date, time: event.time, place: event.place }
      context.sequence += 1
    }),
    notify('meetingFixed', ({ context, event }) => ({
      to: [...coming(context), ...context.participants],
      topic: context.topic,
      date: event.date,
      time: event.time,
      place: event.place,
      sequence: context.sequence,
    })),
  ],
}

/** Moving and confirming a meeting that is fixed 改期. */
export const fixed: Acts<'reschedule' | 'confirm'> = {
  reschedule: [
    update(({ context, event }) => {
      context.meeting = { date: event.date, time: event.time, place: event.place }
      context.sequence += 1
      context.confirmations = []
      context.moves.push({ party: event.by, reason: event.reason })
    }),
    notify('meetingMoved', ({ context, event }) => ({
      to: [...coming(context), ...context.participants],
      topic: context.topic,
      date: event.date,
      time: event.time,
      place: event.place,
      sequence: context.sequence,
    })),
  ],
  confirm: update(({ context, event }) => {
    const place = placeOf(context, event.by)
    if (place !== undefined) context.confirmations.push(place)
  }),
}

/** Acts at any time of the meeting 现场. */
export const onSite: Acts<'leave' | 'dissent', { enter: 'step' }> = {
  enter: [
    update(({ context }) => {
      context.met = true
    }),
    notify('meetingOpened', ({ context }) => ({
      to: [...coming(context), ...context.participants],
      topic: context.topic,
    })),
  ],
  leave: update(({ context, event }) => {
    depart(context, event.by, event.at)
  }),
  dissent: update(({ context, event }) => {
    context.dissents.push({ party: placeOf(context, event.by) ?? event.by, text: event.text })
  }),
}

/** Acts before the discussion begins 签到. */
export const gathering: Acts<'checkIn' | 'quorumFail' | 'adjourn'> = {
  checkIn: update(({ context, event }) => {
    arrive(context, event.by, event.at, 'present')
  }),
  quorumFail: update(({ context }) => {
    context.adjournments += 1
  }),
  adjourn: [
    update(({ context, event }) => {
      prepareMeeting(context)
      context.adjournments += 1
      context.meeting = { date: event.date, time: event.time, place: event.place }
      context.sequence += 1
    }),
    notify('meetingMoved', ({ context, event }) => ({
      to: [...coming(context), ...context.participants],
      topic: context.topic,
      date: event.date,
      time: event.time,
      place: event.place,
      sequence: context.sequence,
    })),
  ],
}

/** Acts of the discussion 会商. */
export const discussing: Acts<
  'checkIn' | 'quorumFail' | 'adjourn' | 'propose' | 'dropProposal' | 'agreeResponsibilities',
  { deadlockForArea: 'deadlock'; deadlockForSupervisor: 'deadlock' }
> = {
  checkIn: update(({ context, event }) => {
    arrive(context, event.by, event.at, 'late')
  }),
  quorumFail: update(({ context }) => {
    context.adjournments += 1
  }),
  adjourn: [
    update(({ context, event }) => {
      prepareMeeting(context)
      context.adjournments += 1
      context.meeting = { date: event.date, time: event.time, place: event.place }
      context.sequence += 1
    }),
    notify('meetingMoved', ({ context, event }) => ({
      to: [...coming(context), ...context.participants],
      topic: context.topic,
      date: event.date,
      time: event.time,
      place: event.place,
      sequence: context.sequence,
    })),
  ],
  propose: update(({ context, event }) => {
    put(context, event.item, proposalOf(event), event.by)
  }),
  dropProposal: update(({ context, event }) => {
    delete context.items[event.item]
    context.agreements = []
  }),
  agreeResponsibilities: update(({ context, event }) => {
    const unit = placeOf(context, event.by)
    if (unit !== undefined) context.agreements.push(unit)
  }),
  deadlockForArea: update(({ context, event }) => {
    context.routed = { reason: event.reason, requests: [] }
  }),
  deadlockForSupervisor: update(({ context, event }) => {
    escalateTo(context, 'town', event.reason)
  }),
}

/** Recording and signing the minutes 纪要. */
export const minutes: Acts<'recordMinutes' | 'signMinutes', { minutesLapses: 'deadline.minutes' }> = {
  recordMinutes: [
    update(({ context, event }) => {
      context.minutes.push({
        meeting: context.sequence,
        decided: event.decided,
        undecided: event.undecided,
        content: event.content,
        signed: [],
        unsigned: [],
      })
    }),
    notify('minutesRecorded', ({ context }) => ({
      to: Object.keys(context.presence),
      topic: context.topic,
    })),
  ],
  signMinutes: update(({ context, event }) => {
    const place = placeOf(context, event.by) ?? event.by
    minutesNow(context)?.signed.push(place)
    if (event.dissent !== null) context.dissents.push({ party: place, text: event.dissent })
  }),
  minutesLapses: update(({ context }) => {
    const minutes = minutesNow(context)
    if (minutes === undefined) return
    minutes.unsigned = Object.keys(context.presence).filter(party => !minutes.signed.includes(party))
  }),
}
