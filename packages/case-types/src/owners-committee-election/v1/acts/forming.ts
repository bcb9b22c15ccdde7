// How an election begins, and the group that prepares it 启动、组建、筹备.
import type { Context } from '../context.js'
import { groupChair } from '../roles.js'
import { words } from '../words.js'
import type { Act, Acts } from './acts.js'

const { notify, update } = words

const listed = (party: string | null): readonly string[] => (party === null ? [] : [party])
const around = (context: Readonly<Context>) => [
  context.town,
  ...listed(context.residentsCommittee),
  ...listed(context.housingOffice),
  ...listed(context.ownersCommittee),
]

/** How many breaches and objections a case holds. Ours. */
export const mostOfAKind = 100

/** Somebody did not do in time what it owes. */
export function breach(
  context: Context,
  party: string | null,
  kind: Context['breaches'][number]['kind'],
  at: Context['breaches'][number]['at'],
): void {
  if (party !== null && context.breaches.length < mostOfAKind) context.breaches.push({ party, kind, at })
}

/** The case closes on this ground. */
export const closes = (ground: string): readonly Act<'step'>[] => [
  update(({ context }) => {
    context.closure = { ground }
  }),
  notify('closed', ({ context }) => ({ to: around(context), place: context.place, ground })),
]

/** Town and district are told that it is late. */
export const escalates = (ground: string): Act<'step'> =>
  notify('escalated', ({ context }) => ({
    to: [context.town, ...listed(context.district), ...listed(context.housingOffice)],
    place: context.place,
    ground,
  }))

/** Beginning 启动. */
export const beginning: Acts<
  'reportConditions' | 'reportTermEnd' | 'requestInWriting',
  {
    askDeveloper: 'step'
    askCommittee: 'step'
    askOwners: 'step'
    developerLapses: 'deadline.conditionsReport'
    committeeLapses: 'deadline.termReport'
  }
> = {
  askDeveloper: notify('reportAsked', ({ context }) => ({
    to: context.kind === 'first' ? listed(context.developer) : [],
    place: context.place,
  })),
  askCommittee: notify('reportAsked', ({ context }) => ({ to: listed(context.ownersCommittee), place: context.place })),
  askOwners: notify('requestPossible', ({ context }) => ({
    to: [...listed(context.residentsCommittee), ...context.ownerRepresentatives],
    place: context.place,
  })),
  reportConditions: update(({ context, event }) => {
    context.report = event.file
  }),
  reportTermEnd: update(({ context, event }) => {
    context.report = event.file
  }),
  requestInWriting: update(({ context, event }) => {
    context.requested = event.letter
  }),
  developerLapses: update(({ context, event }) => {
    breach(context, context.developer, 'noReport', event.at)
  }),
  committeeLapses: update(({ context, event }) => {
    breach(context, context.ownersCommittee, 'noReport', event.at)
  }),
}

/** The group 筹备组（换届改选小组）. */
export const forming: Acts<
  | 'formGroup'
  | 'postNames'
  | 'objectToMember'
  | 'replaceMember'
  | 'answerObjection'
  | 'trainGroup'
  | 'depositSeals'
  | 'urgeHandOver',
  { ask: 'step'; lapses: 'deadline.forming'; namesLapse: 'deadline.names'; depositLapses: 'deadline.deposit' }
> = {
  ask: notify('groupAsked', ({ context }) => ({ to: context.town, place: context.place })),
  formGroup: [
    update(({ context, event }) => {
      context.group = event.members
      context.groupChair = event.chair
      context.namesPosted = false
      context.trained = false
      context.extensions += context.announcements > 0 ? 1 : 0
    }),
    notify('groupFormed', ({ context, event }) => ({
      to: [...event.members.map(({ party }) => party), ...around(context)],
      place: context.place,
      chair: event.chair,
    })),
    notify('barred', ({ context }) => ({
      to: listed(context.ownersCommittee),
      place: context.place,
      matters: 'propertyCompany, fees, majorWorks, otherMajor',
    })),
    notify('sealsAsked', ({ context }) => ({
      to: context.seals === 'held' ? listed(context.ownersCommittee) : [],
      place: context.place,
    })),
  ],
  postNames: [
    update(({ context }) => {
      context.namesPosted = true
    }),
    notify('namesPosted', ({ context, event }) => ({ to: around(context), place: context.place, file: event.file })),
  ],
  objectToMember: [
    update(({ context, event }) => {
      context.objections.push({ by: event.by, about: event.party, reason: event.reason, answer: null })
    }),
    notify('objected', ({ context, event }) => ({ to: context.town, place: context.place, reason: event.reason })),
  ],
  replaceMember: update(({ context, event }) => {
    context.group = context.group.map(one => (one.party === event.party ? event.instead : one))
  }),
  answerObjection: [
    update(({ context, event }) => {
      const objection = context.objections[event.objection]
      if (objection !== undefined) objection.answer = event.answer
    }),
    notify('objectionAnswered', ({ context, event }) => ({
      to: listed(context.objections[event.objection]?.by ?? null),
      place: context.place,
      answer: event.answer,
    })),
  ],
  trainGroup: update(({ context }) => {
    context.trained = true
  }),
  depositSeals: update(({ context }) => {
    context.seals = 'deposited'
  }),
  urgeHandOver: notify('sealsOwed', ({ context, event }) => ({
    to: [...listed(context.ownersCommittee), ...listed(context.housingOffice), ...listed(context.police)],
    place: context.place,
    reason: event.reason,
  })),
  lapses: update(({ context, event }) => {
    breach(context, context.town, 'noGroup', event.at)
  }),
  namesLapse: update(({ context, event }) => {
    breach(context, groupChair(context), 'namesNotPosted', event.at)
  }),
  depositLapses: [
    update(({ context, event }) => {
      breach(context, context.ownersCommittee, 'sealsNotDeposited', event.at)
    }),
    notify('sealsOwed', ({ context }) => ({
      to: [context.town, ...listed(context.housingOffice), ...listed(context.ownersCommittee)],
      place: context.place,
      reason: 'seals and papers were not deposited in time',
    })),
  ],
}

/** Preparing 筹备. */
export const preparing: Acts<
  | 'prepare'
  | 'setRoll'
  | 'setSeats'
  | 'addAgenda'
  | 'nominate'
  | 'screenCandidate'
  | 'announceContents'
  | 'objectToContents'
  | 'allowMoreTime',
  { meetingLapses: 'deadline.meeting' }
> = {
  prepare: update(({ context, event }) => {
    if (!context.prepared.includes(event.what)) context.prepared.push(event.what)
  }),
  setRoll: update(({ context, event }) => {
    context.roll = event.roll
    context.electorate = event.electorate
  }),
  setSeats: update(({ context, event }) => {
    const { committee, seats, term } = event
    context.plan = { committee, seats, term }
  }),
  addAgenda: update(({ context, event }) => {
    context.agenda.push({ matter: event.matter, title: event.title })
  }),
  nominate: update(({ context, event }) => {
    context.candidates[event.candidate] = {
      commitment: event.commitment,
      eligible: null,
      reason: null,
      elected: false,
      votes: null,
      runOff: null,
    }
  }),
  screenCandidate: update(({ context, event }) => {
    const candidate = context.candidates[event.candidate]
    if (candidate === undefined) return
    candidate.eligible = event.eligible
    candidate.reason = event.reason
  }),
  announceContents: [
    update(({ context }) => {
      context.announcements += 1
      context.status = 'announced'
    }),
    notify('contentsAnnounced', ({ context, event }) => ({
      to: around(context),
      place: context.place,
      file: event.file,
      roll: context.roll as NonNullable<Context['roll']>,
    })),
  ],
  objectToContents: [
    update(({ context, event }) => {
      context.objections.push({ by: event.by, about: 'contents', reason: event.reason, answer: null })
    }),
    notify('objected', ({ context, event }) => ({
      to: listed(groupChair(context)),
      place: context.place,
      reason: event.reason,
    })),
  ],
  allowMoreTime: update(({ context }) => {
    context.extensions += 1
  }),
  meetingLapses: update(({ context, event }) => {
    context.status = 'none'
    breach(context, groupChair(context), 'lateMeeting', event.at)
  }),
}
