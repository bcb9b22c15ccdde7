// The property company, the owners' committee, the district and the joint meeting 物业处置、业委会决定、联席会议.
import { breach, route, setWork } from '../closing.js'
import { needsOwners } from '../matters.js'
import { actsForOwners, fourParties, known, listed, members } from '../parties.js'
import { words } from '../words.js'
import type { Acts } from './acts.js'

const { notify, update } = words

/** The property company 物业处置. */
export const service: Acts<
  'reportDone' | 'refuseService' | 'needFund' | 'takeEmergencyMeasures',
  { ask: 'step'; alarm: 'step'; answerLapses: 'deadline.propertyAnswer'; emergencyLapses: 'deadline.emergency' }
> = {
  ask: notify('serviceAsked', ({ context }) => ({ to: listed(context.propertyCompany), topic: context.topic })),
  alarm: notify('emergencyRaised', ({ context }) => ({
    to: known(context.propertyCompany, context.residentsCommittee, context.town),
    topic: context.topic,
    place: context.place,
  })),
  reportDone: [
    update(({ context, event }) => {
      context.answer = { status: 'done', text: event.report }
      setWork(context, context.topic, 'service', event.by)
      if (context.work !== null) context.work.evidence = event.evidence
    }),
    notify('serviceAnswered', ({ context }) => ({
      to: known(context.raisedBy, context.residentsCommittee, context.ownersCommittee),
      topic: context.topic,
      answer: 'done',
    })),
  ],
  refuseService: [
    update(({ context, event }) => {
      context.answer = { status: 'refused', text: event.reason }
    }),
    notify('serviceAnswered', ({ context }) => ({
      to: known(context.raisedBy, context.residentsCommittee, context.partyBranch),
      topic: context.topic,
      answer: 'refused',
    })),
  ],
  needFund: [
    update(({ context, event }) => {
      context.answer = { status: 'needsFund', text: event.reason }
      context.matter ??= 'useOfFund'
      setWork(context, event.what, 'service', event.by)
    }),
    notify('serviceAnswered', ({ context }) => ({
      to: known(context.raisedBy, context.residentsCommittee, context.ownersCommittee),
      topic: context.topic,
      answer: 'needsFund',
    })),
  ],
  takeEmergencyMeasures: update(({ context, event }) => {
    context.answer = { status: 'done', text: event.measures }
  }),
  answerLapses: update(({ context, event }) => {
    context.answer = { status: 'silent', text: null }
    breach(context, context.propertyCompany, 'silent', event.at)
  }),
  emergencyLapses: update(({ context, event }) => {
    breach(context, context.propertyCompany, 'noEmergencyMeasures', event.at)
  }),
}

/** The owners' committee 业委会决定: more than half of all members sign. */
export const committee: Acts<
  'proposeDecision' | 'signDecision' | 'demandCommitteeMeeting' | 'declineToDecide',
  {
    ask: 'step'
    adopted: 'step'
    rejected: 'step'
    urgentLapses: 'deadline.urgentDecision'
    lapses: 'deadline.committeeDecision'
  }
> = {
  ask: notify('committeeAsked', ({ context }) => ({ to: listed(context.ownersCommittee), topic: context.topic })),
  proposeDecision: [
    update(({ context, event }) => {
      context.motion = {
        title: event.title,
        text: event.text,
        leadsTo: event.leadsTo,
        executor: event.executor,
        votes: {},
      }
    }),
    notify('signaturesAsked', ({ context, event }) => ({
      to: members(context),
      topic: context.topic,
      title: event.title,
    })),
  ],
  signDecision: update(({ context, event }) => {
    if (context.motion !== null) context.motion.votes[event.by] = event.choice
  }),
  demandCommitteeMeeting: update(({ context, event }) => {
    context.memberDemands.push(event.by)
  }),
  declineToDecide: update(({ context, event }) => {
    route(context, { by: event.by, to: 'declined', reason: event.reason })
    context.motion = null
  }),
  adopted: update(({ context }) => {
    const { motion } = context
    if (motion === null) return
    const decision = `committee-${Object.keys(context.decisions).length + 1}`
    context.decisions[decision] = {
      by: 'committee',
      title: motion.title,
      result: 'passed',
      posted: false,
      challenges: 0,
      annulled: false,
    }
    context.toPost = decision
    context.adopted = motion.leadsTo === 'execute'
    context.memberDemands = []
  }),
  rejected: update(({ context }) => {
    context.motion = null
    context.memberDemands = []
  }),
  urgentLapses: [
    update(({ context, event }) => {
      context.motion = null
      breach(context, context.ownersCommittee, 'silent', event.at)
    }),
    notify('repairAsked', ({ context }) => ({
      to: known(context.district, context.housingOffice, context.town),
      topic: context.topic,
    })),
  ],
  lapses: update(({ context, event }) => {
    context.motion = null
    breach(context, context.ownersCommittee, 'silent', event.at)
  }),
}

/** The district has an urgent repair done 代为维修. */
export const district: Acts<'orderRepair' | 'declineRepair'> = {
  orderRepair: update(({ context, event }) => {
    setWork(context, context.topic, 'district', event.executor)
  }),
  declineRepair: update(({ context, event }) => {
    route(context, { by: event.by, to: 'declined', reason: event.reason })
  }),
}

/** The joint meeting 联席会议: the branch calls and chairs it, and it decides nothing for the owners. */
export const joint: Acts<
  'holdMeeting' | 'agree' | 'reserve' | 'recordMinutes' | 'reconvene' | 'closeWithoutResult',
  { ask: 'step'; agreed: 'step'; split: 'step'; positionLapses: 'deadline.position' }
> = {
  ask: notify('meetingAsked', ({ context }) => ({
    to: [...fourParties(context), ...context.participants],
    topic: context.topic,
  })),
  holdMeeting: [
    update(({ context, event }) => {
      context.meetings += 1
      context.meeting = { proposal: event.proposal, executor: event.executor, positions: {} }
      if (event.matter !== null) context.matter = event.matter
    }),
    notify('positionsAsked', ({ context, event }) => ({
      to: fourParties(context),
      topic: context.topic,
      proposal: event.proposal,
    })),
  ],
  agree: update(({ context, event }) => {
    if (context.meeting !== null) context.meeting.positions[event.by] = { agrees: true, reason: null }
  }),
  reserve: update(({ context, event }) => {
    if (context.meeting !== null) context.meeting.positions[event.by] = { agrees: false, reason: event.reason }
  }),
  recordMinutes: [
    update(({ context, event }) => {
      const { decided, undecided, content } = event
      context.minutes.push({ meeting: context.meetings, decided, undecided, content })
    }),
    notify('minutesRecorded', ({ context, event }) => ({
      to: [...fourParties(context), ...context.participants],
      topic: context.topic,
      decided: event.decided,
    })),
  ],
  reconvene: update(({ context, event }) => {
    route(context, { by: event.by, to: 'jointMeeting', reason: event.reason })
  }),
  closeWithoutResult: update(({ context, event }) => {
    route(context, { by: event.by, to: 'advising', reason: event.reason })
  }),
  agreed: update(({ context }) => {
    const { meeting, matter } = context
    // What owners or their committee have to decide is not decided here.
    if (meeting === null || needsOwners(matter) || (matter === 'committee' && actsForOwners(context) !== null)) return
    setWork(context, meeting.proposal, 'consensus', meeting.executor)
    context.adopted = true
  }),
  split: notify('splitFound', ({ context }) => ({ to: fourParties(context), topic: context.topic })),
  positionLapses: update(({ context, event }) => {
    for (const party of fourParties(context)) {
      if (context.meeting !== null && !(party in context.meeting.positions)) breach(context, party, 'silent', event.at)
    }
  }),
}
