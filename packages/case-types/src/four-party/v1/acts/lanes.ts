// The company leaves, arrears, and the town steps in 物业退出、欠费、镇介入.
import { breach, route } from '../closing.js'
import type { Context } from '../context.js'
import { known, listed, members } from '../parties.js'
import { words } from '../words.js'
import type { Acts } from './acts.js'

const { notify, update } = words

const owners = (context: Readonly<Context>) => known(context.ownersCommittee, context.residentsCommittee)

/** The company leaves 物业退出: until somebody takes over, it carries on. */
export const exit: Acts<
  'nameSuccessor' | 'requestStandIn' | 'appointStandIn' | 'leave' | 'handOver' | 'confirmReceipt',
  {
    ask: 'step'
    carriesOn: 'deadline.succession'
    handOverLapses: 'deadline.handOver'
    orderLapses: 'deadline.handOverOrdered'
    takesOver: 'step'
  }
> = {
  ask: notify('carriesOn', ({ context }) => ({ to: listed(context.propertyCompany), topic: context.topic })),
  nameSuccessor: update(({ context, event }) => {
    if (context.exit !== null) context.exit.successor = event.company
  }),
  requestStandIn: [
    update(({ context }) => {
      if (context.exit !== null) context.exit.standInAsked = true
    }),
    notify('standInAsked', ({ context }) => ({ to: listed(context.town), topic: context.topic })),
  ],
  appointStandIn: [
    update(({ context, event }) => {
      if (context.exit !== null) context.exit.standIn = event.company
    }),
    notify('standInAppointed', ({ context, event }) => ({
      to: [...owners(context), ...known(context.propertyCompany, event.company)],
      topic: context.topic,
      company: event.company,
    })),
  ],
  leave: [
    update(({ context }) => {
      if (context.exit !== null) context.exit.left = true
    }),
    notify('handOverAsked', ({ context }) => ({
      to: known(context.exit?.oldCompany ?? null, context.ownersCommittee, context.residentsCommittee),
      topic: context.topic,
    })),
  ],
  handOver: update(({ context, event }) => {
    if (context.exit?.handed.includes(event.what) === false) context.exit.handed.push(event.what)
  }),
  confirmReceipt: update(({ context, event }) => {
    if (context.exit?.received.includes(event.what) === false) context.exit.received.push(event.what)
  }),
  carriesOn: update(({ context, event }) => {
    breach(context, context.ownersCommittee, 'silent', event.at)
  }),
  handOverLapses: [
    update(({ context, event }) => {
      if (context.exit !== null) context.exit.overdue = true
      breach(context, context.exit?.oldCompany ?? null, 'noHandOver', event.at)
    }),
    notify('handOverLate', ({ context }) => ({
      to: known(context.housingOffice, context.town, context.exit?.oldCompany ?? null),
      topic: context.topic,
    })),
  ],
  orderLapses: update(({ context, event }) => {
    breach(context, context.exit?.oldCompany ?? null, 'noHandOver', event.at)
  }),
  /** The next company serves from here on: the successor, or the stand-in until there is one. */
  takesOver: update(({ context }) => {
    const { exit: leaving } = context
    if (leaving === null) return
    context.propertyCompany = leaving.successor ?? leaving.standIn ?? context.propertyCompany
    context.adopted = leaving.successor !== null
  }),
}

/** Arrears 欠费: urged, demanded in writing, then a suit; never a cut. */
export const arrears: Acts<
  'urgePayment' | 'demandPayment' | 'recordPayment' | 'dropClaim' | 'sue' | 'cutSupply' | 'reportSupplyCut',
  { ask: 'step' }
> = {
  ask: notify('committeeAsked', ({ context }) => ({ to: owners(context), topic: context.topic })),
  urgePayment: [
    update(({ context }) => {
      if (context.arrears !== null) context.arrears.urged = true
    }),
    notify('paymentUrged', ({ context, event }) => ({
      to: known(context.propertyCompany, context.residentsCommittee),
      topic: context.topic,
      message: event.message,
    })),
  ],
  demandPayment: [
    update(({ context, event }) => {
      if (context.arrears !== null) context.arrears.demand = event.letter
    }),
    notify('paymentDemanded', ({ context, event }) => ({
      to: owners(context),
      topic: context.topic,
      letter: event.letter,
    })),
  ],
  recordPayment: update(({ context }) => {
    if (context.arrears !== null) context.arrears.paid = true
    context.adopted = true
  }),
  dropClaim: update(({ context, event }) => {
    route(context, { by: event.by, to: 'dropped', reason: event.reason })
  }),
  sue: update(({ context, event }) => {
    context.advice = { channel: event.channel, reason: 'the period of the written demand is over' }
  }),
  cutSupply: [
    update(({ context, event }) => {
      if (context.arrears !== null) context.arrears.cuts += 1
      breach(context, event.by, 'supplyCut', event.at)
    }),
    notify('supplyCutRefused', ({ context, event }) => ({ to: event.by, topic: context.topic, reason: event.reason })),
    notify('supplyCutReported', ({ context, event }) => ({
      to: known(context.housingOffice, context.town, context.residentsCommittee, context.partyBranch),
      topic: context.topic,
      what: event.reason,
    })),
  ],
  reportSupplyCut: [
    update(({ context, event }) => {
      breach(context, context.propertyCompany, 'supplyCut', event.at)
    }),
    notify('supplyCutReported', ({ context, event }) => ({
      to: known(context.housingOffice, context.town, context.residentsCommittee, context.propertyCompany),
      topic: context.topic,
      what: event.what,
    })),
  ],
}

/** The town steps in 镇介入: it urges, and may convene; the owners decide. */
export const town: Acts<
  'orderMeeting' | 'conveneMeeting' | 'nameConvenor' | 'returnToMeeting' | 'requestTown',
  { orderLapses: 'deadline.orderedMeeting' }
> = {
  orderMeeting: [
    update(({ context }) => {
      context.orders += 1
      context.intervention = 'ordered'
    }),
    notify('meetingOrdered', ({ context, event }) => ({
      to: owners(context),
      topic: context.topic,
      until: event.until,
      reason: event.reason,
    })),
  ],
  conveneMeeting: [
    update(({ context }) => {
      context.intervention = 'convened'
    }),
    notify('meetingConvened', ({ context, event }) => ({
      to: [...owners(context), ...known(context.housingOffice, context.partyBranch)],
      topic: context.topic,
      ground: event.ground,
    })),
  ],
  nameConvenor: [
    update(({ context, event }) => {
      context.convenor = event.member
    }),
    notify('convenorNamed', ({ context, event }) => ({
      to: members(context),
      topic: context.topic,
      member: event.member,
    })),
  ],
  returnToMeeting: update(({ context, event }) => {
    context.intervention = null
    route(context, { by: event.by, to: 'jointMeeting', reason: event.reason })
  }),
  requestTown: [
    update(({ context }) => {
      context.townAsked = true
    }),
    notify('townAsked', ({ context, event }) => ({
      to: listed(context.town),
      topic: context.topic,
      reason: event.reason,
    })),
  ],
  orderLapses: update(({ context, event }) => {
    context.intervention = 'the ordered meeting was not held'
    breach(context, context.ownersCommittee, 'noMeeting', event.at)
  }),
}
