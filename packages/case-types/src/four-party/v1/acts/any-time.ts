// What may happen in every open state: the bridge, the clear window, the net of rights, and overlays 全程.
import { breach, route, shut } from '../closing.js'
import type { Context } from '../context.js'
import { known } from '../parties.js'
import { words } from '../words.js'
import type { Acts } from './acts.js'

const { notify, update } = words

const addressee = {
  residentsCommittee: (context: Readonly<Context>) => context.residentsCommittee,
  ownersCommittee: (context: Readonly<Context>) => context.ownersCommittee,
  propertyCompany: (context: Readonly<Context>) => context.propertyCompany,
  partyBranch: (context: Readonly<Context>) => context.partyBranch,
} as const

/** The clear window 透明窗: what is posted, owed, asked and objected to. */
export const clearWindow: Acts<
  'requireDocument' | 'postDocument' | 'takeDown' | 'objectToDocument' | 'query' | 'answerQuery',
  { documentLapses: 'deadline.documentDue'; queryLapses: 'deadline.queryAnswer' }
> = {
  requireDocument: [
    update(({ context, event }) => {
      context.documents[event.doc] = {
        kind: event.kind,
        by: event.from,
        file: null,
        due: event.due,
        status: 'owed',
        objections: 0,
      }
    }),
    notify('documentRequired', ({ context, event }) => ({
      to: event.from,
      topic: context.topic,
      doc: event.doc,
      due: event.due,
    })),
  ],
  postDocument: [
    update(({ context, event }) => {
      const before = context.documents[event.doc]
      context.documents[event.doc] = {
        kind: event.kind,
        by: event.by,
        file: event.file,
        due: before?.due ?? null,
        status: 'posted',
        objections: before?.objections ?? 0,
      }
    }),
    notify('documentPosted', ({ context, event }) => ({
      to: known(context.residentsCommittee, context.housingOffice, context.ownersCommittee),
      topic: context.topic,
      doc: event.doc,
    })),
  ],
  takeDown: update(({ context, event }) => {
    const document = context.documents[event.doc]
    if (document !== undefined) document.status = 'takenDown'
  }),
  objectToDocument: [
    update(({ context, event }) => {
      const document = context.documents[event.doc]
      if (document !== undefined) document.objections += 1
    }),
    notify('documentObjected', ({ context, event }) => ({
      to: known(context.documents[event.doc]?.by ?? null, context.residentsCommittee, context.housingOffice),
      topic: context.topic,
      doc: event.doc,
      reason: event.reason,
    })),
  ],
  query: [
    update(({ context, event }) => {
      const to = context.documents[event.doc]?.by
      if (to === undefined) return
      context.queries[event.query] = { from: event.by, to, text: event.text, answer: null, late: false }
    }),
    notify('queried', ({ context, event }) => ({
      to: known(context.documents[event.doc]?.by ?? null),
      topic: context.topic,
      query: event.query,
    })),
  ],
  answerQuery: [
    update(({ context, event }) => {
      const query = context.queries[event.query]
      if (query !== undefined) query.answer = event.answer
    }),
    notify('queryAnswered', ({ context, event }) => ({
      to: known(context.queries[event.query]?.from ?? null),
      topic: context.topic,
      query: event.query,
    })),
  ],
  documentLapses: [
    update(({ context, event }) => {
      const document = context.documents[event.key]
      if (document === undefined) return
      document.status = 'overdue'
      breach(context, document.by, 'documentOwed', event.at)
    }),
    notify('documentOwed', ({ context, event }) => ({
      to: known(context.documents[event.key]?.by ?? null, context.residentsCommittee, context.housingOffice),
      topic: context.topic,
      doc: event.key,
    })),
  ],
  queryLapses: update(({ context, event }) => {
    const query = context.queries[event.key]
    if (query === undefined) return
    query.late = true
    breach(context, query.to, 'lateAnswer', event.at)
  }),
}

/** The bridge 连心桥: messages and reception hours. */
export const bridge: Acts<
  'sendMessage' | 'answerMessage' | 'announceReception',
  { messageLapses: 'deadline.messageAnswer' }
> = {
  sendMessage: [
    update(({ context, event }) => {
      const to = addressee[event.to](context)
      if (to === null) return
      context.messages[event.message] = { from: event.by, to, text: event.text, answer: null, late: false }
    }),
    notify('messageSent', ({ context, event }) => ({
      to: known(addressee[event.to](context)),
      topic: context.topic,
      message: event.message,
    })),
  ],
  answerMessage: [
    update(({ context, event }) => {
      const message = context.messages[event.message]
      if (message !== undefined) message.answer = event.answer
    }),
    notify('messageAnswered', ({ context, event }) => ({
      to: known(context.messages[event.message]?.from ?? null),
      topic: context.topic,
      message: event.message,
    })),
  ],
  announceReception: [
    update(({ context, event }) => {
      const { by, date, time, place } = event
      context.receptions.push({ by, date, time, place })
    }),
    notify('receptionAnnounced', ({ context, event }) => ({
      to: known(context.residentsCommittee, context.ownersCommittee, context.propertyCompany, context.partyBranch),
      topic: context.topic,
      date: event.date,
      time: event.time,
      place: event.place,
    })),
  ],
  messageLapses: update(({ context, event }) => {
    const message = context.messages[event.key]
    if (message === undefined) return
    message.late = true
    breach(context, message.to, 'lateAnswer', event.at)
  }),
}

/** Overlays and ways out. */
export const anyTime: Acts<
  'withdraw' | 'remind' | 'copyTo' | 'escalate' | 'openComplaint' | 'referToLegalAid' | 'reportViolation'
> = {
  withdraw: update(({ context, event }) => {
    shut(context, event.reason)
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
  escalate: [
    update(({ context, event }) => {
      route(context, { by: event.by, to: 'town', reason: event.reason })
      context.intervention = event.reason.slice(0, 200)
    }),
    notify('escalated', ({ context, event }) => ({
      to: known(context.town),
      topic: context.topic,
      ground: event.reason,
    })),
  ],
  openComplaint: [
    notify('case.open', ({ context, event }) => ({
      link: 'complaint',
      key: event.complaint,
      as: event.intake,
      opening: {
        topic: event.topic,
        place: context.place,
        allegation: event.allegation,
        complainant: event.by,
        respondent: event.respondent,
        intake: event.intake,
        operationsCentre: event.operationsCentre,
        supervisor: event.supervisor,
        districtOffice: event.districtOffice,
      },
    })),
    update(({ context, event }) => {
      context.complaints[event.complaint] = 'open'
    }),
  ],
  referToLegalAid: [
    update(({ context, event }) => {
      context.referrals.push({ party: event.party, service: event.service })
    }),
    notify('legalAid', ({ context, event }) => ({ to: event.party, topic: context.topic, service: event.service })),
  ],
  reportViolation: notify('violationReported', ({ context, event }) => ({
    to: known(context.ownersCommittee, context.housingOffice, context.residentsCommittee),
    topic: context.topic,
    what: event.what,
  })),
}
