// Bringing a matter and sorting it 提出与分流.
import { route, setWork } from '../closing.js'
import { known, listed, triager } from '../parties.js'
import { words } from '../words.js'
import type { Acts } from './acts.js'

const { notify, update } = words

/** Naming the parties. */
export const raised: Acts<'nameParties', { enter: 'step' }> = {
  enter: notify('partiesAsked', ({ context }) => ({
    to: known(context.residentsCommittee, context.raisedBy),
    topic: context.topic,
  })),
  nameParties: update(({ context, event }) => {
    if (event.residentsCommittee !== undefined) context.residentsCommittee = event.residentsCommittee
    if (event.partyBranch !== undefined) context.partyBranch = event.partyBranch
    if (event.ownersCommittee !== undefined) context.ownersCommittee = event.ownersCommittee
    if (event.propertyCompany !== undefined) context.propertyCompany = event.propertyCompany
    if (event.town !== undefined) context.town = event.town
    if (event.housingOffice !== undefined) context.housingOffice = event.housingOffice
    if (event.district !== undefined) context.district = event.district
    if (event.mediator !== undefined) context.mediator = event.mediator
    if (event.committee !== undefined) context.committee = event.committee
    if (event.participants !== undefined) context.participants = event.participants
    if (event.ownerRepresentatives !== undefined) context.ownerRepresentatives = event.ownerRepresentatives
    if (event.roll !== undefined) context.roll = event.roll
    if (event.electorate !== undefined) context.electorate = event.electorate
    if (event.accused !== undefined) context.accused = event.accused
    if (event.matter !== undefined) context.matter = event.matter
    if (event.purpose !== undefined) context.purpose = event.purpose
  }),
}

/** Sorting. Every way is on record with who chose it and why. */
export const triaged: Acts<
  | 'toPropertyCompany'
  | 'toOwnersCommittee'
  | 'toOwnersMeeting'
  | 'toJointMeeting'
  | 'toMediation'
  | 'toConvening'
  | 'toElection'
  | 'toExit'
  | 'toArrears'
  | 'recordMandate'
  | 'settleBeforeAssembly',
  { enter: 'step' }
> = {
  enter: notify('triageAsked', ({ context }) => ({ to: listed(triager(context)), topic: context.topic })),
  toPropertyCompany: update(({ context, event }) => {
    route(context, { by: event.by, to: 'propertyCompany', reason: event.reason })
  }),
  toOwnersCommittee: update(({ context, event }) => {
    route(context, { by: event.by, to: 'ownersCommittee', reason: event.reason })
    if (event.matter !== null) context.matter = event.matter
  }),
  toOwnersMeeting: update(({ context, event }) => {
    route(context, { by: event.by, to: 'ownersMeeting', reason: event.reason })
    context.matter = event.matter
  }),
  toJointMeeting: update(({ context, event }) => {
    route(context, { by: event.by, to: 'jointMeeting', reason: event.reason })
  }),
  toMediation: update(({ context, event }) => {
    route(context, { by: event.by, to: 'mediation', reason: event.reason })
    context.mediation = {
      parties: [...new Set(event.between)],
      consents: [],
      proposal: null,
      executor: null,
      signed: [],
      outcome: null,
      confirmation: [],
    }
  }),
  toConvening: [
    notify('case.open', ({ context, event }) => ({
      link: 'convening',
      key: 'convening',
      // The committee convenes, not the case: only a committee may open a convening request.
      as: context.residentsCommittee ?? context.raisedBy,
      opening: {
        topic: context.topic,
        place: context.place,
        plan: event.plan,
        conveners: listed(context.residentsCommittee),
        invitees: event.invitees,
        participants: known(context.ownersCommittee, context.propertyCompany),
        screener: event.screener,
        supervisor: event.supervisor,
        areaChair: event.areaChair,
        districtOffice: event.districtOffice,
      },
    })),
    update(({ context, event }) => {
      context.convening = 'open'
      route(context, { by: event.by, to: 'convening', reason: event.plan.decisionWanted })
    }),
  ],
  toElection: [
    notify('case.open', ({ context, event }) => ({
      link: 'election',
      key: `election-${context.routes.length}`,
      as: context.town ?? context.raisedBy,
      opening: {
        place: context.place,
        kind: event.kind,
        town: context.town ?? context.raisedBy,
        residentsCommittee: context.residentsCommittee,
        ownersCommittee: context.ownersCommittee,
        housingOffice: context.housingOffice,
        propertyCompany: context.propertyCompany,
        roll: context.roll,
        electorate: context.electorate,
        seatsBefore: context.committee?.seats ?? null,
        membersBefore: context.committee?.members ?? [],
        ground: event.reason,
      },
    })),
    update(({ context, event }) => {
      context.election = 'open'
      route(context, { by: event.by, to: 'election', reason: event.reason })
    }),
  ],
  toExit: [
    update(({ context, event }) => {
      route(context, { by: event.by, to: 'exit', reason: event.reason })
      context.exit = {
        kind: event.kind,
        noticeBy: event.noticeBy,
        oldCompany: context.propertyCompany ?? event.noticeBy,
        successor: null,
        standIn: null,
        standInAsked: false,
        left: false,
        handed: [],
        received: [],
        overdue: false,
      }
    }),
    notify('exitNotified', ({ context, event }) => ({
      to: known(context.ownersCommittee, context.residentsCommittee, context.town, context.propertyCompany),
      topic: context.topic,
      kind: event.kind,
    })),
  ],
  toArrears: update(({ context, event }) => {
    route(context, { by: event.by, to: 'arrears', reason: event.reason })
    context.arrears = { debtor: event.debtor, urged: false, demand: null, paid: false, cuts: 0 }
  }),
  recordMandate: update(({ context, event }) => {
    context.mandate = event.file
  }),
  settleBeforeAssembly: update(({ context, event }) => {
    route(context, { by: event.by, to: event.source, reason: event.what })
    setWork(context, event.what, 'preAssembly', event.executor)
  }),
}

/** What a linked case came to. */
export const linked: Acts<
  never,
  {
    conveningRefused: 'case.refused'
    conveningSettled: 'case.settled'
    conveningSolved: 'case.settled'
    electionRefused: 'case.refused'
    electionSettled: 'case.settled'
    complaintRefused: 'case.refused'
    complaintSettled: 'case.settled'
  }
> = {
  conveningRefused: [
    update(({ context }) => {
      context.convening = 'refused'
    }),
    notify('linkAnswered', ({ context, event }) => ({
      to: known(context.residentsCommittee, context.partyBranch),
      topic: context.topic,
      link: event.link,
      status: event.code.slice(0, 200),
    })),
  ],
  conveningSettled: update(({ context }) => {
    context.convening = 'settled'
  }),
  conveningSolved: update(({ context }) => {
    context.convening = 'settled'
    context.adopted = true
  }),
  electionRefused: [
    update(({ context }) => {
      context.election = 'refused'
    }),
    notify('linkAnswered', ({ context, event }) => ({
      to: known(context.town, context.residentsCommittee),
      topic: context.topic,
      link: event.link,
      status: event.code.slice(0, 200),
    })),
  ],
  electionSettled: update(({ context, event }) => {
    context.election = 'settled'
    if (event.link !== 'election' || !event.result.formed) return
    context.ownersCommittee = event.result.committee
    context.committee = { seats: event.result.seats, members: event.result.members, betweenTerms: false }
  }),
  complaintRefused: [
    update(({ context, event }) => {
      if (event.key in context.complaints) context.complaints[event.key] = 'refused'
    }),
    notify('linkAnswered', ({ context, event }) => ({
      to: known(context.raisedBy, context.residentsCommittee),
      topic: context.topic,
      link: event.link,
      status: event.code.slice(0, 200),
    })),
  ],
  complaintSettled: update(({ context, event }) => {
    if (event.key in context.complaints) context.complaints[event.key] = 'settled'
  }),
}
