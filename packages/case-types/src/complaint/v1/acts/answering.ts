// Review, answer, call-back, rating, handling again 审核、答复、回访、评价、重办.
import { giveAnswer } from '../handling.js'
import { caller, complainants, listed, reviewer, supervisor, toTell } from '../parties.js'
import { exclude, giveUp, spokenFor } from '../rating.js'
import { words } from '../words.js'
import type { Acts, Step } from './acts.js'

const { notify, update } = words

/** Acts of whoever reviews 办结审核. */
export const reviewing: Acts<'pass' | 'returnForRework', { enter: 'step'; lapses: 'step' }> = {
  enter: notify('reviewAsked', ({ context }) => ({
    to: context.parameters.reviewBeforeAnswer ? listed(reviewer(context)) : [],
    topic: context.topic,
  })),
  pass: update(({ context }) => {
    if (context.answer !== null) context.answer.status = 'passed'
  }),
  returnForRework: notify('returnedForRework', ({ context, event }) => ({
    to: listed(context.lead),
    topic: context.topic,
    reason: event.reason,
  })),
  // The complainant is not kept waiting for a review; that there was none is on record.
  lapses: update(({ context }) => {
    if (context.answer?.status === 'toReview') context.answer.status = 'unreviewed'
  }),
}

/** The complainant has its answer 已答复, on entering. */
export const answered: Step = [
  update(({ context }) => {
    if (context.answer?.status === 'toReview') context.answer.status = 'unreviewed'
  }),
  notify('answered', ({ context }) => ({ to: toTell(context), topic: context.topic })),
]

/** Acts of call-back and rating 回访、评价. */
export const callback: Acts<
  'rate' | 'noAnswer' | 'checkOnSite' | 'publishReply',
  { enter: 'step'; lapses: 'step'; notDrawn: 'step' }
> = {
  enter: [
    update(({ context }) => {
      if (!context.callbackOver) context.calledBack = true
    }),
    notify('callbackAsked', ({ context }) => ({
      to: context.callbackOver ? [] : [...listed(caller(context)), ...complainants(context)],
      topic: context.topic,
    })),
  ],
  rate: update(({ context, event }) => {
    const party = spokenFor(context, event.by, event.of)
    if (party === null) return
    const { contacted, solved, satisfaction, comment } = event
    context.ratings[party] = { contacted, solved, satisfaction, comment, excluded: false }
  }),
  noAnswer: update(({ context, event }) => {
    if (event.of === null) return
    const tries = (context.callbackTries[event.of] ?? 0) + 1
    context.callbackTries[event.of] = tries
    if (tries >= context.parameters.triesToCallBack) context.unrated[event.of] = 'unreachable'
  }),
  checkOnSite: update(({ context, event }) => {
    context.siteCheck = { solved: event.solved, finding: event.finding, by: event.by }
  }),
  publishReply: [
    update(({ context, event }) => {
      context.publicReply = event.text
    }),
    notify('publicReply', ({ context, event }) => ({ to: toTell(context), topic: context.topic, text: event.text })),
  ],
  lapses: update(({ context }) => {
    giveUp(context, 'silent')
  }),
  notDrawn: update(({ context }) => {
    giveUp(context, 'notDrawn')
  }),
}

/** Acts of a second handling 再次处置, and of the unit that holds a rating to be wrong 评价异议. */
export const rework: Acts<
  'answer' | 'disputeRating' | 'ruleRating',
  { enter: 'step'; upheld: 'ruleRating'; rulingLapses: 'step' }
> = {
  enter: notify('reworkAsked', ({ context }) => ({
    to: listed(context.lead),
    topic: context.topic,
    reason: context.reworkGround ?? 'rework',
  })),
  answer: update(({ context, event }) => {
    giveAnswer(context, event.by, event, 'toReview')
  }),
  disputeRating: [
    update(({ context, event }) => {
      context.ratingDispute = { reason: event.reason, ruling: null }
    }),
    notify('ratingDisputed', ({ context, event }) => ({
      to: listed(supervisor(context)),
      topic: context.topic,
      reason: event.reason,
    })),
  ],
  upheld: [
    update(({ context }) => {
      if (context.ratingDispute !== null) context.ratingDispute.ruling = 'upheld'
      exclude(context)
    }),
    notify('ratingRuled', ({ context, event }) => ({
      to: [...listed(context.lead), ...complainants(context)],
      topic: context.topic,
      upheld: true,
      reason: event.reason,
    })),
  ],
  ruleRating: [
    update(({ context }) => {
      if (context.ratingDispute !== null) context.ratingDispute.ruling = 'dismissed'
    }),
    notify('ratingRuled', ({ context, event }) => ({
      to: listed(context.lead),
      topic: context.topic,
      upheld: false,
      reason: event.reason,
    })),
  ],
  // Nobody ruled: the rating stands.
  rulingLapses: update(({ context }) => {
    if (context.ratingDispute !== null) context.ratingDispute.ruling = 'lapsed'
  }),
}
