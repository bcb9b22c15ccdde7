// Mediation, carrying out, acceptance and evaluation 调解、实施、验收、评价.
import { ballotBox, castBallot } from '@convoke/core'
import { breach, shut } from '../closing.js'
import type { Context } from '../context.js'
import { acceptingBody, known, listed, mediatorOf } from '../parties.js'
import { words } from '../words.js'
import type { Acts } from './acts.js'

const { notify, update } = words

const ended = (context: Context, outcome: 'refused' | 'failed') => {
  if (context.mediation !== null) context.mediation.outcome = outcome
}
const toDisputants = (context: Readonly<Context>) => context.mediation?.parties ?? []

/** Mediation 调解: voluntary, free, and ended by whoever no longer wants it. */
export const mediation: Acts<
  | 'consentMediation'
  | 'refuseMediation'
  | 'proposeAgreement'
  | 'failMediation'
  | 'signAgreement'
  | 'declineAgreement'
  | 'applyConfirmation',
  {
    ask: 'step'
    agreed: 'step'
    consentLapses: 'deadline.mediationConsent'
    lapses: 'deadline.mediation'
    signingLapses: 'deadline.agreementSigning'
  }
> = {
  ask: notify('mediationAsked', ({ context }) => ({
    to: [...toDisputants(context), ...listed(mediatorOf(context))],
    topic: context.topic,
  })),
  consentMediation: update(({ context, event }) => {
    context.mediation?.consents.push(event.by)
  }),
  refuseMediation: [
    update(({ context }) => {
      ended(context, 'refused')
    }),
    notify('mediationEnded', ({ context, event }) => ({
      to: toDisputants(context),
      topic: context.topic,
      ground: event.reason,
    })),
  ],
  proposeAgreement: [
    update(({ context, event }) => {
      if (context.mediation === null) return
      context.mediation.proposal = event.text
      context.mediation.executor = event.executor
      context.mediation.signed = []
    }),
    notify('agreementProposed', ({ context }) => ({ to: toDisputants(context), topic: context.topic })),
  ],
  failMediation: [
    update(({ context }) => {
      ended(context, 'failed')
    }),
    notify('mediationEnded', ({ context, event }) => ({
      to: toDisputants(context),
      topic: context.topic,
      ground: event.reason,
    })),
  ],
  signAgreement: update(({ context, event }) => {
    context.mediation?.signed.push(event.by)
  }),
  declineAgreement: update(({ context }) => {
    ended(context, 'failed')
  }),
  applyConfirmation: update(({ context, event }) => {
    context.mediation?.confirmation.push(event.by)
  }),
  consentLapses: update(({ context }) => {
    ended(context, 'refused')
  }),
  lapses: update(({ context }) => {
    ended(context, 'failed')
  }),
  signingLapses: update(({ context }) => {
    ended(context, 'failed')
  }),
  agreed: [
    update(({ context }) => {
      if (context.mediation === null) return
      context.mediation.outcome = 'agreed'
      context.adopted = true
      const decision = `agreement-${Object.keys(context.decisions).length + 1}`
      // An agreement binds whoever signed it; it is published only as far as they want, so it needs no posting.
      context.decisions[decision] = {
        by: 'agreement',
        title: context.topic,
        result: 'passed',
        posted: true,
        challenges: 0,
        annulled: false,
      }
      context.toPost = decision
    }),
    notify('agreementSigned', ({ context }) => ({ to: toDisputants(context), topic: context.topic })),
  ],
}

/** Telling the legal channel 告知渠道: nobody is sent to petition. */
export const advising: Acts<'adviseChannel', { lapses: 'deadline.advice' }> = {
  adviseChannel: [
    update(({ context, event }) => {
      context.advice = { channel: event.channel, reason: event.reason }
      shut(context, event.reason)
    }),
    notify('channelAdvised', ({ context, event }) => ({
      to: [...known(context.raisedBy), ...toDisputants(context)],
      topic: context.topic,
      channel: event.channel,
      reason: event.reason,
    })),
  ],
  lapses: [
    update(({ context }) => {
      context.advice = { channel: 'litigation', reason: 'nobody advised in time' }
      shut(context, 'nobody advised in time')
    }),
    notify('channelAdvised', ({ context }) => ({
      to: [...known(context.raisedBy), ...toDisputants(context)],
      topic: context.topic,
      channel: 'litigation',
      reason: 'nobody advised in time',
    })),
  ],
}

/** Carrying out 实施. */
export const executing: Acts<
  'planWork' | 'reportProgress' | 'completeWork' | 'stayExecution',
  { lapses: 'deadline.execution' }
> = {
  planWork: update(({ context, event }) => {
    if (context.work === null) return
    context.work.executor = event.executor
    context.work.due = event.due
  }),
  reportProgress: update(({ context }) => {
    if (context.work !== null) context.work.reports += 1
  }),
  completeWork: update(({ context, event }) => {
    if (context.work !== null) context.work.evidence = event.evidence
  }),
  stayExecution: [
    update(({ context, event }) => {
      context.stayed = event.decision
    }),
    notify('executionStayed', ({ context, event }) => ({
      to: known(context.work?.executor ?? null, context.ownersCommittee, context.residentsCommittee),
      topic: context.topic,
      decision: event.decision,
    })),
  ],
  lapses: [
    update(({ context, event }) => {
      if (context.work !== null) context.work.overdue = true
      breach(context, context.work?.executor ?? null, 'lateWork', event.at)
    }),
    notify('workLate', ({ context }) => ({
      to: known(context.ownersCommittee, context.residentsCommittee, context.partyBranch, context.town),
      topic: context.topic,
    })),
  ],
}

/** Acceptance 验收. */
export const acceptance: Acts<'acceptWork' | 'rejectWork', { ask: 'step'; rejectForGood: 'rejectWork' }> = {
  ask: notify('acceptanceAsked', ({ context }) => ({
    to: [...listed(acceptingBody(context)), ...context.ownerRepresentatives],
    topic: context.topic,
  })),
  acceptWork: update(({ context, event }) => {
    context.work?.accepted.push(event.by)
  }),
  rejectForGood: update(({ context }) => {
    if (context.work !== null) context.work.accepted = []
  }),
  rejectWork: [
    update(({ context }) => {
      if (context.work === null) return
      context.work.accepted = []
      context.work.reworks += 1
      context.work.evidence = null
      context.work.due = null
    }),
    notify('workSentBack', ({ context, event }) => ({
      to: listed(context.work?.executor ?? null),
      topic: context.topic,
      reason: event.reason,
    })),
  ],
}

/** Evaluation 公平秤: each owner once, on company and committee. */
export const evaluating: Acts<'rate' | 'giveOpinion' | 'close', { ask: 'step' }> = {
  ask: notify('evaluationAsked', ({ context }) => ({
    to: known(context.residentsCommittee, context.partyBranch),
    topic: context.topic,
  })),
  rate: update(({ context, event }) => {
    const line = event.facts.seats?.propertyOwner
    if (line === undefined || context.electorate === null) return
    const { heads } = context.electorate
    const before = context.ratings[event.subject] ?? { count: 0, sum: 0, marks: ballotBox({ heads }).marks }
    const none = { heads: 0 }
    const box = { electorate: { heads }, yes: none, no: none, abstain: none, marks: before.marks }
    const put = castBallot(box, line.index, 'yes', {}, { replaceable: false })
    if (!put.ok) return
    context.ratings[event.subject] = { count: before.count + 1, sum: before.sum + event.mark, marks: put.box.marks }
  }),
  giveOpinion: update(({ context, event }) => {
    context.opinions[event.by] = event.opinion
  }),
  close: update(({ context }) => {
    shut(context, 'settled and evaluated')
  }),
}
