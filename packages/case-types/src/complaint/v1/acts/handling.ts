// First contact, handling, approvals, shelving 先行联系、办理、审批、挂账.
import { clearRequests, giveAnswer, triesWith } from '../handling.js'
import { approver, complainants, listed, supervisor, toTell } from '../parties.js'
import { words } from '../words.js'
import type { Acts } from './acts.js'

const { notify, update } = words

/** First contact 先行联系. */
export const contacting: Acts<'recordContact' | 'recordTry', { lastTry: 'recordTry'; lapses: 'step' }> = {
  recordContact: update(({ context, event }) => {
    context.contact = 'contacted'
    context.contactRecord = event.record
  }),
  recordTry: update(({ context, event }) => {
    context.tries = triesWith(context, event)
  }),
  lastTry: update(({ context, event }) => {
    context.tries = triesWith(context, event)
    context.contact = 'unreachable'
  }),
  lapses: update(({ context }) => {
    context.contact = 'late'
  }),
}

/** Acts of lead unit and co-units 办理. */
export const handling: Acts<
  | 'answer'
  | 'interimReply'
  | 'coTask'
  | 'coReport'
  | 'requestExtension'
  | 'requestShelving'
  | 'requestTermination'
  | 'approve'
  | 'deny',
  {
    enter: 'step'
    coTaskLapses: 'deadline.coTask'
    respondentSilent: 'step'
    approvalLapses: 'deadline.approval'
    shelve: 'approve'
    end: 'approve'
  }
> = {
  enter: notify('statementAsked', ({ context }) => ({
    to: context.statementOfRespondent === null ? listed(context.respondent) : [],
    topic: context.topic,
    allegation: context.allegation,
  })),
  answer: update(({ context, event }) => {
    giveAnswer(context, event.by, event, 'toReview')
  }),
  interimReply: [
    update(({ context }) => {
      context.interimReplies += 1
    }),
    notify('interimReply', ({ context }) => ({ to: complainants(context), topic: context.topic })),
  ],
  coTask: [
    update(({ context, event }) => {
      const tasks = (context.coUnits[event.unit]?.tasks ?? 0) + 1
      context.coUnits[event.unit] = { task: event.task, status: 'asked', report: null, tasks }
    }),
    notify('coTasked', ({ context, event }) => ({ to: event.unit, topic: context.topic, task: event.task })),
  ],
  coReport: update(({ context, event }) => {
    const unit = context.coUnits[event.by]
    if (unit === undefined) return
    unit.status = 'reported'
    unit.report = event.report
  }),
  coTaskLapses: update(({ context, event }) => {
    const unit = context.coUnits[event.key.slice(0, event.key.lastIndexOf('@'))]
    if (unit?.status === 'asked') unit.status = 'late'
  }),
  respondentSilent: update(({ context }) => {
    context.respondentSilent = true
  }),
  requestExtension: [
    update(({ context, event }) => {
      context.requests.extension = { days: event.days, reason: event.reason }
    }),
    notify('approvalAsked', ({ context }) => ({
      to: listed(approver(context, 'extension')),
      topic: context.topic,
      request: 'extension',
    })),
  ],
  requestShelving: [
    update(({ context, event }) => {
      context.requests.shelving = { reason: event.reason, plan: event.plan, named: event.named }
    }),
    notify('approvalAsked', ({ context }) => ({
      to: listed(approver(context, 'shelving')),
      topic: context.topic,
      request: 'shelving',
    })),
  ],
  requestTermination: [
    update(({ context, event }) => {
      context.requests.termination = { reason: event.reason }
    }),
    notify('approvalAsked', ({ context }) => ({
      to: listed(approver(context, 'termination')),
      topic: context.topic,
      request: 'termination',
    })),
  ],
  approve: [
    update(({ context, event }) => {
      const { extension } = context.requests
      context.requests.extension = null
      if (extension === null) return
      const { days, reason } = extension
      context.extensions.push({ assignment: context.assignment, days, reason, approver: event.by })
    }),
    notify('approvalGiven', ({ context }) => ({
      to: listed(context.lead),
      topic: context.topic,
      request: 'extension',
      granted: true,
    })),
  ],
  deny: [
    update(({ context, event }) => {
      context.requests[event.request] = null
    }),
    notify('approvalGiven', ({ context, event }) => ({
      to: listed(context.lead),
      topic: context.topic,
      request: event.request,
      granted: false,
    })),
  ],
  // Unanswered is denied.
  approvalLapses: [
    update(({ context, event }) => {
      if (event.key === 'extension') context.requests.extension = null
      if (event.key === 'shelving') context.requests.shelving = null
      if (event.key === 'termination') context.requests.termination = null
    }),
    notify('approvalGiven', ({ context, event }) => ({
      to: listed(context.lead),
      topic: context.topic,
      request: event.key,
      granted: false,
    })),
  ],
  shelve: [
    update(({ context }) => {
      const { shelving } = context.requests
      clearRequests(context)
      if (shelving === null) return
      context.shelving = { ...shelving, reviews: 0 }
      context.timesShelved += 1
    }),
    // The complainant is told why, and nothing is hidden: it stays among what has to be solved.
    notify('shelved', ({ context }) => ({
      to: [...toTell(context), ...listed(context.lead), ...listed(context.shelving?.named ?? null)],
      topic: context.topic,
      reason: context.shelving?.reason ?? context.topic,
    })),
  ],
  end: update(({ context }) => {
    context.closure = { ground: context.requests.termination?.reason ?? 'terminated' }
    clearRequests(context)
  }),
}

/** Acts on a shelved complaint 挂账. */
export const shelved: Acts<'resume', { reviewed: 'step' }> = {
  resume: [
    update(({ context }) => {
      context.shelving = null
    }),
    notify('resumed', ({ context, event }) => ({
      to: [...toTell(context), ...listed(context.lead)],
      topic: context.topic,
      reason: event.reason,
    })),
  ],
  reviewed: [
    update(({ context }) => {
      if (context.shelving !== null) context.shelving.reviews += 1
    }),
    notify('shelvingReviewed', ({ context }) => ({
      to: [...toTell(context), ...listed(context.lead), ...listed(supervisor(context))],
      topic: context.topic,
      reviews: context.shelving?.reviews ?? 0,
    })),
  ],
}
