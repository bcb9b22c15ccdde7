import type { PartyId, Rung } from '@convoke/core'
import {
  coTasks,
  granted,
  grantedOuter,
  innerKey,
  isSimple,
  once,
  openOrders,
  outerRests,
  pending,
  unitOf,
  waitsForAnother,
} from './clocks.js'
import type { Context } from './context.js'
import { approver, centre, listed } from './parties.js'

type Read = Readonly<Context>

/** Every state in which the case is open. */
const openStates = [
  'submitted',
  'supplementing',
  'verifying',
  'emergency',
  'dispatching',
  'dispatched',
  'disputed',
  'contacting',
  'handling',
  'shelved',
  'areaMeeting',
  'merged',
  'reviewing',
  'answered',
  'callback',
  'rework',
  'escalated',
] as const

const oneDay = { n: 1, unit: 'working-day' } as const
const fiveDays = { n: 5, unit: 'working-day' } as const
const defaults = 'our default'

/** Half-time, and one working day before: whoever owes is told. */
const reminders = <Role extends string>(owes: Role) =>
  [
    { rung: 'half', fraction: [1, 2], tells: [owes] },
    { rung: 'dayBefore', before: oneDay, tells: [owes] },
  ] as const satisfies readonly Rung[]

/**
 * The levels of being late 超期: overdue to the centre, one working day more to the supervisor, five the circular 通报.
 *
 * @source [A city bureau's practice](docs/reference/sources.md#overdue-ladder), as a pattern; ours otherwise
 */
const levels = <Role extends string>(owes: Role) =>
  [
    ...reminders(owes),
    { rung: 'oneDayLate', after: oneDay, tells: [owes] },
    { rung: 'fiveDaysLate', after: fiveDays, tells: [owes] },
  ] as const satisfies readonly Rung[]

const keyed = (_: Read, key: string): PartyId => unitOf(key)

/**
 * The outer clock 外部时限 runs from the arrival of the order to its end. Returning, reassigning and merging never reset it.
 *
 * @source ours; that the date stands on the order: [Beijing regulations 13](docs/reference/sources.md#beijing-complaints)
 */
const outer = <Within extends string>(within: Within, runs: (context: Read) => boolean) =>
  ({
    from: ['case.started', 'reopen'],
    each: (context: Read) => once(runs(context)),
    due: (context: Read) => context.externalDue,
    within,
    owes: 'leadUnit',
    owedBy: (context: Read) => listed(context.lead ?? centre(context)),
    suspended: outerRests,
    extended: grantedOuter,
    cap: 'extensionCap',
    ladder: levels('leadUnit'),
    source: 'the date on the order (Beijing regulations 13); the period is our default',
  }) as const

/** The inner clock 内部时限 of the unit that has the matter. It rests while the unit waits for others by approval. */
const inner = <Within extends string>(within: Within, runs: (context: Read) => boolean) =>
  ({
    on: ['handling', 'shelved', 'areaMeeting'],
    each: (context: Read) => (runs(context) && context.lead !== null ? [innerKey(context)] : []),
    within,
    owes: 'leadUnit',
    owedBy: keyed,
    suspended: (context: Read) => context.shelving !== null || waitsForAnother(context),
    extended: granted,
    cap: 'extensionCap',
    ladder: levels('leadUnit'),
    source: defaults,
  }) as const

/**
 * The clocks of a complaint 期限. A silent party never stops the case: every one of them leads on.
 *
 * @source our defaults; what places have published stands in the data packs
 */
export const deadlines = {
  outer: outer('outerWithin', context => !isSimple(context)),
  simpleOuter: outer('simpleOuterWithin', isSimple),

  intake: {
    on: 'submitted',
    within: 'intakeWithin',
    desk: 'duty',
    owes: 'intake',
    ladder: reminders('intake'),
    source: 'half a working day: a town page of Guzhen, as a pattern; our default',
  },
  supplementing: {
    on: 'supplementing',
    within: 'supplementWithin',
    owes: 'complainant',
    ladder: reminders('complainant'),
    source: defaults,
  },
  siteVerification: {
    on: 'verifying',
    within: 'verifyWithin',
    owes: 'gridInspector',
    ladder: reminders('gridInspector'),
    source: defaults,
  },
  acknowledging: {
    on: 'emergency.handedOver',
    within: 'acknowledgeWithin',
    desk: 'duty',
    owes: 'emergencyUnit',
    source: defaults,
  },
  arriving: {
    on: 'emergency.acknowledged',
    within: 'onSceneWithin',
    desk: 'duty',
    owes: 'emergencyUnit',
    ladder: [{ rung: 'half', fraction: [1, 2], tells: ['emergencyUnit', 'supervisor'] }],
    source: defaults,
  },
  followingUp: {
    on: 'emergency',
    within: 'followUpWithin',
    desk: 'duty',
    owes: 'operationsCentre',
    ladder: [{ rung: 'half', fraction: [1, 2], tells: ['operationsCentre'] }],
    source: defaults,
  },
  trapped: {
    on: 'emergency',
    each: ({ emergency }: Read) => once(emergency?.trapped === true),
    within: 'trappedWithin',
    desk: 'duty',
    owes: 'emergencyUnit',
    ladder: [{ rung: 'half', fraction: [1, 2], tells: ['emergencyUnit', 'supervisor'] }],
    source: 'Regulations on the safety of special equipment 64',
  },
  dispatching: {
    on: 'dispatching',
    within: 'dispatchWithin',
    owes: 'operationsCentre',
    ladder: reminders('operationsCentre'),
    source: defaults,
  },
  signing: {
    on: 'dispatched',
    each: (context: Read) => once(!context.urgent),
    within: 'signWithin',
    owes: 'leadUnit',
    ladder: reminders('leadUnit'),
    source: defaults,
  },
  urgentSigning: {
    on: 'dispatched',
    each: (context: Read) => once(context.urgent),
    within: 'urgentSignWithin',
    desk: 'duty',
    owes: 'leadUnit',
    ladder: [{ rung: 'half', fraction: [1, 2], tells: ['leadUnit'] }],
    source: defaults,
  },
  /** From each arrival of the order at a unit, so that whoever gets it later has as long as whoever had it first. */
  returning: {
    from: ['dispatch', 'deadline.dispatching', 'reassign', 'confirmHandler', 'splitLeadCo', 'orderLead'],
    each: (context: Read) => once(context.returnable),
    kind: 'window',
    within: 'returnWithin',
    commands: ['returnOrder'],
    source: defaults,
  },
  ruling: {
    on: 'disputed.centre',
    within: 'rulingWithin',
    owes: 'ruler',
    ladder: reminders('ruler'),
    source: defaults,
  },
  rulingAbove: {
    on: 'disputed.superior',
    within: 'rulingWithin',
    owes: 'ruler',
    ladder: reminders('ruler'),
    source: defaults,
  },
  firstContact: {
    on: 'contacting',
    within: 'firstContactWithin',
    owes: 'leadUnit',
    ladder: reminders('leadUnit'),
    source: defaults,
  },
  handling: inner('handlingWithin', context => !isSimple(context)),
  simpleHandling: inner('simpleHandlingWithin', isSimple),
  coTask: {
    on: ['handling', 'rework'],
    each: coTasks,
    within: 'coTaskWithin',
    owes: 'coUnit',
    owedBy: keyed,
    ladder: reminders('coUnit'),
    source: defaults,
  },
  statement: {
    on: 'handling',
    each: (context: Read) =>
      once(context.respondent !== null && context.statementOfRespondent === null && !context.respondentSilent),
    within: 'statementWithin',
    owes: 'respondent',
    ladder: reminders('respondent'),
    source: defaults,
  },
  approval: {
    on: ['handling', 'rework'],
    each: pending,
    within: 'approveWithin',
    owes: 'approver',
    owedBy: (context: Read, request: string) => listed(approver(context, request)),
    ladder: reminders('approver'),
    source: 'unanswered is denied: our default',
  },
  shelvingReview: {
    on: 'shelved',
    within: 'shelvingReviewWithin',
    owes: 'supervisor',
    ladder: reminders('supervisor'),
    source: defaults,
  },
  areaMeeting: {
    on: 'areaMeeting',
    within: 'areaMeetingWithin',
    owes: 'supervisor',
    ladder: reminders('supervisor'),
    source: defaults,
  },
  convening: {
    on: openStates,
    each: ({ convening }: Read) => once(convening?.status === 'open'),
    within: 'conveningWithin',
    owes: 'operationsCentre',
    ladder: reminders('operationsCentre'),
    source: defaults,
  },
  fourParty: {
    on: openStates,
    each: ({ fourParty }: Read) => once(fourParty?.status === 'open'),
    within: 'fourPartyWithin',
    owes: 'operationsCentre',
    ladder: reminders('operationsCentre'),
    source: defaults,
  },
  review: {
    on: 'reviewing',
    within: 'reviewWithin',
    owes: 'reviewer',
    ladder: reminders('reviewer'),
    source: defaults,
  },
  callback: { on: 'callback', within: 'callbackWithin', owes: 'caller', ladder: reminders('caller'), source: defaults },
  rework: {
    on: 'rework',
    within: 'reworkWithin',
    owes: 'leadUnit',
    suspended: ({ ratingDispute }: Read) => ratingDispute !== null && ratingDispute.ruling === null,
    ladder: levels('leadUnit'),
    source: defaults,
  },
  ratingObjection: {
    on: 'rework.working',
    kind: 'window',
    within: 'ratingObjectionWithin',
    commands: ['disputeRating'],
    source: defaults,
  },
  ratingRuling: {
    on: 'rework.ratingDisputed',
    within: 'ratingRulingWithin',
    owes: 'supervisor',
    ladder: reminders('supervisor'),
    source: defaults,
  },
  escalation: {
    on: 'escalated.town',
    within: 'escalationWithin',
    owes: 'coordinator',
    ladder: reminders('coordinator'),
    source: defaults,
  },
  districtCoordination: {
    on: 'escalated.district',
    within: 'districtWithin',
    owes: 'coordinator',
    ladder: reminders('coordinator'),
    source: defaults,
  },
  supervision: {
    on: openStates,
    each: openOrders,
    due: (context: Read, order: string) => context.supervisions[order]?.due ?? null,
    within: 'supervisionWithin',
    owes: 'supervised',
    owedBy: (context: Read, order: string) => context.supervisions[order]?.target ?? [],
    ladder: reminders('supervised'),
    source: defaults,
  },
  reopening: {
    on: 'closed',
    kind: 'window',
    within: 'reopenWithin',
    commands: ['reopen'],
    survives: true,
    source: defaults,
  },
} as const
