// Replies to the invitation, and presence in an emergency 约请.
import { signed } from '../conveners.js'
import { answer, concede, fallSilent, pendingBy, raiseDisputes } from '../invitees.js'
import { arrive, failToAppear } from '../meeting.js'
import { words } from '../words.js'
import type { Acts } from './acts.js'

const { notify, update } = words

/** Answers to the invitation 答复. */
export const replies: Acts<
  'accept' | 'acceptWithReservation' | 'delegate' | 'counter' | 'decline' | 'concede',
  { enter: 'step'; replyLapses: 'deadline.reply'; raise: 'step' }
> = {
  enter: [
    notify('invited', ({ context }) => ({
      to: context.kind === 'emergency' ? [] : pendingBy(context, false),
      topic: context.topic,
      place: context.place,
    })),
    notify('letter', ({ context }) => ({
      to: context.kind === 'emergency' ? [] : pendingBy(context, true),
      topic: context.topic,
      asked: context.plan.decisionWanted,
    })),
  ],
  accept: update(({ context, event }) => {
    answer(context, event.by, event.at, { status: 'accepted' })
  }),
  acceptWithReservation: update(({ context, event }) => {
    answer(context, event.by, event.at, { status: 'reserved', reservation: event.reservation })
  }),
  delegate: update(({ context, event }) => {
    answer(context, event.by, event.at, { status: 'delegated', delegate: event.to, mandate: event.mandate })
  }),
  counter: [
    update(({ context, event }) => {
      answer(context, event.by, event.at, {
        status: 'countered',
        counter: { time: event.time, scope: event.scope },
      })
    }),
    notify('answered', ({ context, event }) => ({
      to: signed(context),
      topic: context.topic,
      party: event.by,
      answer: 'countered',
    })),
  ],
  decline: [
    update(({ context, event }) => {
      if (event.code === 'conflictOfDate') return
      answer(context, event.by, event.at, { status: 'declined', reason: event.code })
    }),
    notify('answered', ({ context, event }) => ({
      to: signed(context),
      topic: context.topic,
      party: event.by,
      answer: 'declined',
    })),
  ],
  concede: update(({ context, event }) => {
    concede(context, event.invitee)
  }),
  replyLapses: update(({ context, event }) => {
    fallSilent(context, event.key, event.at)
  }),
  raise: update(({ context }) => {
    raiseDisputes(context)
  }),
}

/** Arrivals in an emergency 紧急到场. */
export const presence: Acts<'checkIn', { enter: 'step'; presenceLapses: 'deadline.presence'; exit: 'step' }> = {
  enter: notify('summoned', ({ context }) => ({
    to: pendingBy(context),
    topic: context.topic,
    place: context.place,
  })),
  checkIn: update(({ context, event }) => {
    arrive(context, event.by, event.at, 'present')
  }),
  presenceLapses: [
    update(({ context, event }) => {
      failToAppear(context, event.key, event.at)
    }),
    notify('breached', ({ context, event }) => ({
      to: [context.supervisor, context.districtOffice],
      topic: context.topic,
      party: event.key,
      breach: 'absent',
    })),
  ],
  exit: update(({ context }) => {
    for (const invitee of Object.values(context.invitees)) {
      if (invitee.status === 'pending') invitee.status = 'excused'
    }
  }),
}
