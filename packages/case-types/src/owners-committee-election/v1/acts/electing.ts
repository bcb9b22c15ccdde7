// The election, the new committee and its filing 选举、推选主任、备案、移交.
import type { OneOrMany } from '@convoke/core'
import type { Context } from '../context.js'
import { backed, cast, committeeNow, elected, isFormed, openBox, record } from '../electing.js'
import { groupChair, monitor } from '../roles.js'
import { words } from '../words.js'
import type { Act, Acts } from './acts.js'
import { breach } from './forming.js'

const { notify, update } = words

const listed = (party: string | null): readonly string[] => (party === null ? [] : [party])
const watching = (context: Readonly<Context>) => [
  ...listed(groupChair(context)),
  monitor(context),
  context.town,
  ...listed(context.housingOffice),
]

/** A box is opened: for everybody, or for those who are level. */
const opens: OneOrMany<Act<'step'>> = [
  update(({ context }) => {
    context.confirmed = []
    openBox(context)
  }),
  notify('votingOpened', ({ context }) => ({
    to: watching(context),
    place: context.place,
    roll: context.roll as NonNullable<Context['roll']>,
  })),
]

/** Voting and counting 表决、计票. */
export const electing: Acts<
  'openVoting' | 'openRunOff' | 'vote' | 'enterBallot' | 'confirmCount' | 'repeatElection',
  {
    ask: 'step'
    record: 'step'
    askRunOff: 'step'
    countLapses: 'deadline.count'
    runOffLapses: 'deadline.runOff'
  }
> = {
  openVoting: opens,
  openRunOff: opens,
  askRunOff: notify('runOffAsked', ({ context }) => ({
    to: [...watching(context), ...(context.runOff?.candidates ?? [])],
    place: context.place,
    candidates: context.runOff?.candidates ?? [],
    seats: context.runOff?.seats ?? 0,
    roll: context.roll as NonNullable<Context['roll']>,
  })),
  runOffLapses: update(({ context, event }) => {
    breach(context, groupChair(context), 'noRunOff', event.at)
  }),
  vote: update(({ context, event }) => {
    cast(context, event.facts.seats?.propertyOwner, event.names)
  }),
  enterBallot: update(({ context, event }) => {
    cast(context, event.facts.membership?.voter, event.names)
  }),
  ask: notify('countAsked', ({ context }) => ({ to: watching(context), place: context.place })),
  confirmCount: update(({ context, event }) => {
    context.confirmed.push(event.by)
  }),
  countLapses: update(({ context, event }) => {
    for (const party of new Set([groupChair(context), monitor(context)]))
      if (party !== null && !context.confirmed.includes(party)) breach(context, party, 'notCounted', event.at)
  }),
  record: [
    update(({ context }) => {
      record(context)
    }),
    notify('elected', ({ context }) => ({
      to: [...watching(context), ...elected(context)],
      place: context.place,
      result: context.result ?? 'invalid',
    })),
  ],
  repeatElection: update(({ context }) => {
    context.revotes += 1
    context.status = 'none'
    context.result = null
    context.runOff = null
    for (const candidate of Object.values(context.candidates)) candidate.elected = false
  }),
}

/** The new committee 新一届业委会. */
export const founding: Acts<
  'backChair' | 'postResult' | 'file' | 'completeFiling' | 'returnFiling' | 'returnSeals',
  {
    askChair: 'step'
    chosen: 'step'
    askFiling: 'step'
    chairLapses: 'deadline.chair'
    postLapses: 'deadline.publication'
    filingLapses: 'deadline.filing'
    registrationLapses: 'deadline.registration'
    sealsLapse: 'deadline.sealsBack'
  }
> = {
  askChair: notify('chairAsked', ({ context }) => ({
    to: isFormed(context) ? committeeNow(context) : [],
    place: context.place,
  })),
  backChair: update(({ context, event }) => {
    context.backing[event.by] = event.member
  }),
  chosen: update(({ context }) => {
    context.chair = backed(context)
  }),
  /** Whoever has most votes leads until they choose. Our default: somebody has to file. */
  chairLapses: update(({ context, event }) => {
    const [first] = Object.entries(context.candidates)
      .filter(([, candidate]) => candidate.elected)
      .sort(([, a], [, b]) => (b.votes?.heads ?? 0) - (a.votes?.heads ?? 0))
    context.chair = first?.[0] ?? committeeNow(context)[0] ?? null
    breach(context, context.plan?.committee ?? context.town, 'noChair', event.at)
  }),
  postResult: [
    update(({ context }) => {
      context.resultPosted = true
    }),
    notify('resultPosted', ({ context, event }) => ({
      to: [...watching(context), ...listed(context.propertyCompany)],
      place: context.place,
      file: event.file,
    })),
  ],
  postLapses: update(({ context, event }) => {
    breach(context, groupChair(context), 'notPosted', event.at)
  }),
  askFiling: notify('filingAsked', ({ context }) => ({ to: listed(context.chair), place: context.place })),
  file: update(({ context, event }) => {
    context.filing = event.file
  }),
  filingLapses: update(({ context, event }) => {
    breach(context, context.chair, 'notFiled', event.at)
  }),
  completeFiling: [
    update(({ context, event }) => {
      context.certificate = event.certificate
    }),
    notify('filed', ({ context, event }) => ({
      to: [...listed(context.chair), ...listed(context.housingOffice), ...listed(context.district)],
      place: context.place,
      certificate: event.certificate,
    })),
  ],
  returnFiling: [
    update(({ context }) => {
      context.returns += 1
      context.filing = null
    }),
    notify('filingReturned', ({ context, event }) => ({
      to: listed(context.chair),
      place: context.place,
      list: event.list,
    })),
  ],
  registrationLapses: update(({ context, event }) => {
    breach(context, context.town, 'notRegistered', event.at)
  }),
  returnSeals: update(({ context }) => {
    context.seals = 'returned'
  }),
  sealsLapse: update(({ context, event }) => {
    breach(context, context.housingOffice, 'sealsNotReturned', event.at)
  }),
}

/** Overlays. */
export const anyTime: Acts<'remind' | 'withdraw'> = {
  remind: [
    update(({ context }) => {
      context.reminders += 1
    }),
    notify('reminded', ({ context, event }) => ({ to: event.party, place: context.place, message: event.message })),
  ],
  withdraw: update(({ context, event }) => {
    context.closure = { ground: event.reason }
  }),
}
