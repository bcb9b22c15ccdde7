// What may happen in every open state: withdrawing, supplementing, and the overlays that leave the lead where it is 全程.
import { escalateTo, give, giveAnswer } from '../handling.js'
import { centre, complainants, listed } from '../parties.js'
import { spokenFor } from '../rating.js'
import { words } from '../words.js'
import type { Acts } from './acts.js'

const { notify, update } = words

/** Acts heard in every open state. */
export const anyTime: Acts<
  | 'withdraw'
  | 'supplement'
  | 'consent'
  | 'chase'
  | 'remind'
  | 'copyTo'
  | 'supervise'
  | 'answerSupervision'
  | 'merge'
  | 'markSensitive'
  | 'joinAs'
  | 'nameRespondent'
  | 'warnAbuse'
  | 'state'
  | 'remedy',
  {
    lastWithdraw: 'withdraw'
    forDiscipline: 'markSensitive'
    supervisionLapses: 'deadline.supervision'
    outerLapses: 'step'
  }
> = {
  withdraw: update(({ context, event }) => {
    const party = spokenFor(context, event.by, event.of)
    if (party !== null) context.withdrawals.push(party)
  }),
  lastWithdraw: update(({ context, event }) => {
    const party = spokenFor(context, event.by, event.of)
    if (party !== null) context.withdrawals.push(party)
    context.closure = { ground: event.reason }
  }),
  supplement: update(({ context, event }) => {
    context.supplements.push({ party: event.by, text: event.text })
  }),
  consent: update(({ context }) => {
    context.consentToContact = true
  }),
  chase: [
    update(({ context }) => {
      context.chases += 1
    }),
    notify('chased', ({ context }) => ({ to: listed(context.lead ?? centre(context)), topic: context.topic })),
  ],
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
      const { order, target, instruction, due, by } = event
      const level = by === context.supervisor ? 'town' : 'district'
      context.supervisions[order] = { target, level, by, instruction, due, feedback: null, status: 'open' }
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
      to: context.supervisions[event.order]?.by ?? [],
      topic: context.topic,
      feedback: event.feedback,
    })),
  ],
  supervisionLapses: update(({ context, event }) => {
    const order = context.supervisions[event.key]
    if (order !== undefined) order.status = 'overdue'
  }),
  outerLapses: update(({ context }) => {
    context.outerLate = true
  }),
  merge: [
    update(({ context, event }) => {
      give(context, event.lead, [])
      context.merged = { into: event.into, reason: event.reason }
      context.merges += 1
      context.escalation = null
    }),
    notify('merged', ({ context, event }) => ({
      to: [...complainants(context), event.lead],
      topic: context.topic,
      into: event.into,
    })),
  ],
  markSensitive: update(({ context, event }) => {
    context.sensitive = [...new Set([...context.sensitive, ...event.flags])]
  }),
  forDiscipline: update(({ context, event }) => {
    context.sensitive = [...new Set([...context.sensitive, ...event.flags])]
    context.answer = null
    context.merged = null
    escalateTo(context, 'town', 'not for the unit itself to handle')
  }),
  joinAs: update(({ context, event }) => {
    if (event.as === 'representative') context.group.push(event.party)
    else context.supporters.push(event.party)
    context.headcount += 1
  }),
  nameRespondent: [
    update(({ context, event }) => {
      context.respondent = event.party
    }),
    notify('statementAsked', ({ context, event }) => ({
      to: event.party,
      topic: context.topic,
      allegation: context.allegation,
    })),
  ],
  warnAbuse: [
    update(({ context }) => {
      context.warnings += 1
    }),
    notify('warned', ({ context, event }) => ({
      to: complainants(context),
      topic: context.topic,
      reason: event.reason,
    })),
  ],
  state: [
    update(({ context, event }) => {
      context.statementOfRespondent = event.text
    }),
    notify('respondentActed', ({ context }) => ({ to: listed(context.lead), topic: context.topic, act: 'state' })),
  ],
  remedy: [
    update(({ context, event }) => {
      context.remedies.push({ report: event.report, evidence: event.evidence })
    }),
    notify('respondentActed', ({ context }) => ({ to: listed(context.lead), topic: context.topic, act: 'remedy' })),
  ],
}

/** Acts on a merged complaint 并案: it keeps its own answer, its own rating and its own clock. */
export const merged: Acts<'unmerge' | 'adoptAnswer', { unmergesLate: 'step' }> = {
  unmerge: [
    update(({ context }) => {
      context.merged = null
    }),
    notify('unmerged', ({ context, event }) => ({
      to: [...complainants(context), ...listed(context.lead)],
      topic: context.topic,
      reason: event.reason,
    })),
  ],
  adoptAnswer: update(({ context, event }) => {
    giveAnswer(context, context.lead ?? event.by, event, 'passed')
    context.merged = null
  }),
  unmergesLate: update(({ context }) => {
    context.merged = null
    context.outerLate = true
  }),
}
