// The owners' meeting 业主大会会议: notice, vote, count, publication.
import { ballotBox, castBallot } from '@convoke/core'
import { breach, route } from '../closing.js'
import type { Context } from '../context.js'
import { actsForOwners, known, listed, organiser } from '../parties.js'
import { announced, cast, openBox, record } from '../voting.js'
import { words } from '../words.js'
import type { Acts } from './acts.js'

const { notify, update } = words

/** Who is told of a meeting besides the owners: housing office and residents' committee. @source Shanghai property rules 25 */
const watching = (context: Readonly<Context>) =>
  known(context.residentsCommittee, context.housingOffice, context.ownersCommittee, context.town, context.partyBranch)

/** Announcing 公告. */
export const noticing: Acts<
  'announceVote' | 'correctRoll' | 'cancelVote' | 'declineToCall' | 'openVoting',
  { ask: 'step'; announceLapses: 'deadline.announcement'; openingLapses: 'deadline.voteOpening' }
> = {
  ask: notify('committeeAsked', ({ context }) => ({
    to: listed(organiser(context) ?? actsForOwners(context)),
    topic: context.topic,
  })),
  announceVote: [
    update(({ context, event }) => {
      context.vote = announced(context, event, event.by)
      context.votes += 1
      context.matter = event.matter
    }),
    notify('voteAnnounced', ({ context, event }) => ({
      to: watching(context),
      topic: context.topic,
      title: event.title,
      agenda: event.agenda,
      roll: event.roll ?? (context.roll as NonNullable<Context['roll']>),
    })),
  ],
  correctRoll: [
    update(({ context, event }) => {
      if (context.vote === null) return
      context.vote.roll = event.roll
      context.vote.electorate = event.electorate
    }),
    notify('voteAnnounced', ({ context, event }) => ({
      to: watching(context),
      topic: context.topic,
      title: context.vote?.title ?? context.topic,
      agenda: context.vote?.agenda ?? context.topic,
      roll: event.roll,
    })),
  ],
  cancelVote: [
    notify('voteCancelled', ({ context, event }) => ({
      to: watching(context),
      topic: context.topic,
      title: context.vote?.title ?? context.topic,
      reason: event.reason,
    })),
    update(({ context }) => {
      context.vote = null
    }),
  ],
  declineToCall: update(({ context, event }) => {
    route(context, { by: event.by, to: 'declined', reason: event.reason })
  }),
  openVoting: [
    update(({ context }) => {
      openBox(context)
    }),
    notify('votingOpened', ({ context }) => ({
      to: watching(context),
      topic: context.topic,
      title: context.vote?.title ?? context.topic,
      roll: context.vote?.roll ?? (context.roll as NonNullable<Context['roll']>),
    })),
  ],
  announceLapses: update(({ context, event }) => {
    breach(context, organiser(context), 'noMeeting', event.at)
  }),
  openingLapses: update(({ context, event }) => {
    breach(context, organiser(context), 'noMeeting', event.at)
    context.vote = null
  }),
}

/** Voting 表决. */
export const voting: Acts<'vote' | 'enterBallot'> = {
  vote: update(({ context, event }) => {
    cast(context, event.facts.seats?.voter, event.choice)
  }),
  enterBallot: update(({ context, event }) => {
    cast(context, event.facts.membership?.voter, event.choice)
  }),
}

/** Counting 计票. */
export const tallying: Acts<'confirmCount', { ask: 'step'; record: 'step'; lapses: 'deadline.count' }> = {
  ask: notify('countAsked', ({ context }) => ({
    to: known(context.vote?.organiser ?? null, context.vote?.monitor ?? null),
    topic: context.topic,
    title: context.vote?.title ?? context.topic,
  })),
  confirmCount: update(({ context, event }) => {
    context.vote?.confirmed.push(event.by)
  }),
  lapses: update(({ context, event }) => {
    const { vote } = context
    if (vote === null) return
    for (const party of known(vote.organiser, vote.monitor))
      if (!vote.confirmed.includes(party)) breach(context, party, 'notCounted', event.at)
  }),
  record: [
    update(({ context }) => {
      record(context)
      context.adopted = context.vote?.result === 'passed'
    }),
    notify('resultFound', ({ context }) => ({
      to: [...watching(context), ...listed(context.propertyCompany), ...listed(context.raisedBy)],
      topic: context.topic,
      title: context.vote?.title ?? context.topic,
      result: context.vote?.result ?? 'invalid',
    })),
  ],
}

/** Publishing a decision 公告决定. */
export const posting: Acts<'postDecision', { lapses: 'deadline.publication' }> = {
  postDecision: [
    update(({ context, event }) => {
      const decision = context.toPost
      if (decision === null || context.decisions[decision] === undefined) return
      context.decisions[decision].posted = true
      context.documents[decision] = {
        kind: 'decision',
        by: event.by,
        file: event.file,
        due: null,
        status: 'posted',
        objections: 0,
      }
    }),
    notify('decisionPosted', ({ context, event }) => ({
      to: known(context.residentsCommittee, context.housingOffice, context.propertyCompany, context.raisedBy),
      topic: context.topic,
      decision: context.toPost ?? 'decision',
      file: event.file,
    })),
  ],
  lapses: update(({ context, event }) => {
    breach(context, context.vote?.organiser ?? context.ownersCommittee, 'notPosted', event.at)
  }),
}

/** What to do after a vote without enough participation 重新表决. */
export const invalid: Acts<'revote' | 'giveUp'> = {
  revote: update(({ context, event }) => {
    context.revotes += 1
    route(context, { by: event.by, to: 'revote', reason: event.reason })
  }),
  giveUp: update(({ context, event }) => {
    route(context, { by: event.by, to: 'giveUp', reason: event.reason })
  }),
}

/** Owners who demand a meeting 提议召开业主大会. */
export const demanding: Acts<'demandMeeting'> = {
  demandMeeting: update(({ context, event }) => {
    const line = event.facts.seats?.propertyOwner
    if (line === undefined || context.electorate === null) return
    context.demand ??= { box: ballotBox(context.electorate) as NonNullable<Context['demand']>['box'], reached: false }
    const put = castBallot(context.demand.box, line.index, 'yes', line.weights, { replaceable: false })
    if (put.ok) context.demand.box = put.box as NonNullable<Context['demand']>['box']
    const { need, of } = context.parameters.ownersMayDemand
    context.demand.reached = context.demand.box.yes.heads * of >= context.demand.box.electorate.heads * need
  }),
}
