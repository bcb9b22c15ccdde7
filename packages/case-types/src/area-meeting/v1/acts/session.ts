// The session itself: who is there, what is decided, the minutes, and publishing 会议、纪要、公布.
import { minutesNow, seats, unsigned } from '../meeting.js'
import { assign } from '../plan-duties.js'
import { decideOn, publish, putOff, topicsThat } from '../topics.js'
import { words } from '../words.js'
import type { Acts } from './acts.js'

const { notify, update } = words

/** Acts in the room. */
export const gathering: Acts<'checkIn' | 'noQuorum'> = {
  checkIn: update(({ context, event }) => {
    context.present.push(event.by)
  }),
  noQuorum: [
    update(({ context, event }) => {
      putOff(context, 'notMet', event.at)
    }),
    notify('putOff', ({ context }) => ({
      to: [context.chair, context.supervisor],
      topics: topicsThat(context, 'open').map(id => context.topics[id]?.title ?? id),
    })),
  ],
}

/** Deciding topic by topic, or several together 逐项议定. */
export const deciding: Acts<'adoptPlan' | 'returnToConvening' | 'openConvening' | 'escalate' | 'defer'> = {
  adoptPlan: update(({ context, event }) => {
    decideOn(context, event.topics, 'planAdopted', event.plan)
    assign(context, event.topics, event.duties)
  }),
  returnToConvening: update(({ context, event }) => {
    decideOn(context, event.topics, 'returned', event.answer)
  }),
  openConvening: update(({ context, event }) => {
    const { topics, request, topic, place, situation, tried, decisionWanted, conveners, invitees, screener } = event
    decideOn(context, topics, 'convened', decisionWanted)
    context.requests[request] = {
      ...{ topics, topic, place, situation, tried, decisionWanted, conveners, invitees, screener },
      status: 'decided',
      outcome: null,
    }
  }),
  escalate: update(({ context, event }) => {
    decideOn(context, event.topics, 'escalated', event.reason)
  }),
  defer: update(({ context, event }) => {
    decideOn(context, event.topics, 'deferred', event.reason)
  }),
}

/** The minutes 纪要. */
export const minutes: Acts<'recordMinutes' | 'signMinutes', { minutesLapse: 'deadline.minutes' }> = {
  recordMinutes: [
    update(({ context, event }) => {
      const { decided, undecided, content } = event
      const attendees = [...context.present]
      context.minutes.push({
        ...{ session: context.session, attendees, decided, undecided, content },
        ...{ signed: [], unsigned: [], dissents: [] },
      })
    }),
    notify('minutesRecorded', ({ context }) => ({ to: context.present, session: context.session })),
  ],
  signMinutes: update(({ context, event }) => {
    const now = minutesNow(context)
    now?.signed.push(event.by)
    if (event.dissent !== null) now?.dissents.push({ party: event.by, text: event.dissent })
  }),
  // Signatures that are missing are noted; whoever should have written the minutes leaves a record of that instead.
  minutesLapse: update(({ context }) => {
    const now = minutesNow(context)
    const missing = unsigned(context)
    if (now !== undefined) now.unsigned = missing
    else {
      const titles = topicsThat(context, 'decided').map(id => context.topics[id]?.title ?? id)
      context.minutes.push({
        ...{ session: context.session, attendees: [...context.present], undecided: null, content: '纪要未记录' },
        decided: titles.join('；').slice(0, 2000) || '无',
        ...{ signed: [], unsigned: missing, dissents: [] },
      })
    }
  }),
}

/** Publishing what was decided 公布. */
export const publishing: Acts<never, { publish: 'step'; publicationLapses: 'deadline.publication' }> = {
  publish: [
    notify('published', ({ context }) => ({
      to: [...seats(context), context.supervisor, ...context.informed],
      decisions: topicsThat(context, 'decided').map(id => {
        const topic = context.topics[id]
        return { topic: topic?.title ?? id, decision: topic?.decision ?? 'escalated', text: topic?.text ?? '' }
      }),
    })),
    update(({ context }) => {
      publish(context)
    }),
  ],
  publicationLapses: update(({ context, event }) => {
    context.breaches.push({ party: context.secretary, kind: 'notPublished', at: event.at })
  }),
}
