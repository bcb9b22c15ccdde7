import type { PartyId, Rung } from '@convoke/core'
import type { Context, Item } from './context.js'
import { unsigned } from './conveners.js'
import { disputesAt, whoRules } from './disputes.js'
import * as evaluation from './evaluation.js'
import { waiting } from './invitees.js'
import { inWork, itemOf, itemsThat, missingVerdicts } from './items.js'

type Read = Readonly<Context>

/** Every state in which the case is open; a clock on all of them runs from its key's appearance to its disappearance. */
const openStates = [
  'drafting',
  'cosigning',
  'screening',
  'inviting',
  'ruling',
  'scheduled',
  'onSite',
  'assigned',
  'executing',
  'verifying',
  'evaluating',
  'closing',
  'areaMeeting',
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

const key = (_: Read, subject: string): PartyId => subject
const after = (_: Read, subject: string): PartyId => subject.split('|')[1] as PartyId
const item = (context: Read, subject: string): Item | undefined => context.items[itemOf(subject)]

/**
 * The clocks of a convening request 期限. A silent party never stops the case: every one of them leads on.
 *
 * @source our defaults throughout: no public rule was found (docs/reference/sources.md#convening)
 */
export const deadlines = {
  draft: { on: 'drafting', within: 'draftWithin', owes: 'convener', ladder: reminders('convener'), source: defaults },
  cosignature: {
    on: 'cosigning',
    each: unsigned,
    within: 'cosignWithin',
    owes: 'coConvener',
    ladder: reminders('coConvener'),
    source: defaults,
  },
  screening: {
    on: 'screening.reviewing',
    within: 'screenWithin',
    owes: 'screener',
    ladder: reminders('screener'),
    source: defaults,
  },
  referredScreening: {
    on: 'screening.referred',
    within: 'referredScreenWithin',
    owes: 'screener',
    ladder: reminders('screener'),
    source: defaults,
  },
  rejectionAppeal: {
    on: 'screening.rejected',
    kind: 'window',
    within: 'rejectionAppealWithin',
    commands: ['appealRejection'],
    source: defaults,
  },
  reply: {
    on: 'inviting.replies',
    each: waiting,
    within: 'replyWithin',
    owes: 'invitee',
    ladder: reminders('invitee'),
    source: defaults,
  },
  presence: {
    on: 'inviting.presence',
    each: waiting,
    within: 'presenceWithin',
    desk: 'duty',
    owes: 'invitee',
    ladder: [{ rung: 'half', fraction: [1, 2], tells: ['invitee', 'supervisor'] }],
    source: 'our default; Pinggu pilot: 30 minutes, borrowed',
  },
  emergencyReport: {
    on: openStates,
    each: (context: Read) => (context.reportOwed ? [''] : []),
    within: 'emergencyReportWithin',
    owes: 'convener',
    ladder: reminders('convener'),
    source: defaults,
  },
  ruling: {
    on: 'ruling',
    // The supervisor on appeal has a clock of its own.
    each: (context: Read) => [
      ...disputesAt(context, 'ruler'),
      ...disputesAt(context, 'appeal').map(subject => `${subject}|appeal`),
    ],
    within: 'ruleWithin',
    owes: 'ruler',
    owedBy: (context: Read, subject: string) => ruler(context, itemOf(subject)),
    ladder: reminders('ruler'),
    source: defaults,
  },
  appealWindow: {
    on: 'ruling',
    kind: 'window',
    each: (context: Read) => disputesAt(context, 'ruled'),
    within: 'appealWithin',
    commands: ['appeal'],
    source: defaults,
  },
  meetingDate: {
    on: 'scheduled.fixing',
    within: 'fixMeetingWithin',
    owes: 'convener',
    ladder: reminders('convener'),
    source: defaults,
  },
  notice: {
    on: 'scheduled.fixed',
    kind: 'notBefore',
    within: 'noticeAtLeast',
    commands: ['openMeeting'],
    source: defaults,
  },
  meeting: {
    on: 'scheduled',
    within: 'meetWithin',
    owes: 'chair',
    ladder: reminders('chair'),
    extended: (context: Read) =>
      context.moves.map(move => ({ by: context.parameters.meetWithin, ground: move.reason, approver: move.party })),
    source: defaults,
  },
  conclusion: {
    on: ['onSite.gathering', 'onSite.discussing'],
    within: 'concludeWithin',
    owes: 'chair',
    ladder: reminders('chair'),
    source: defaults,
  },
  minutes: {
    on: 'onSite.minutes',
    within: 'minutesWithin',
    owes: 'chair',
    ladder: reminders('chair'),
    source: defaults,
  },
  confirmation: {
    on: 'assigned',
    each: (context: Read) => itemsThat(context, 'proposed'),
    within: 'confirmWithin',
    owes: 'assignee',
    owedBy: (context: Read, name: string) => unconfirmed(context, name),
    ladder: reminders('assignee'),
    source: defaults,
  },
  itemDue: {
    on: 'executing',
    // The key holds what moves the date, so that a granted extension or a rework starts a clock of its own.
    each: (context: Read) =>
      inWork(context).map(name => {
        const { due, reworks } = context.items[name] as Item
        return `${name}@${due}@${reworks}`
      }),
    due: (context: Read, subject: string) => {
      const { due, reworks } = item(context, subject) ?? { due: null, reworks: 0 }
      return reworks === 0 ? due : null
    },
    within: 'reworkWithin',
    owes: 'assignee',
    owedBy: (context: Read, subject: string) => item(context, subject)?.assignee ?? [],
    suspended: (context: Read, subject: string) => (item(context, subject)?.awaiting ?? null) !== null,
    ladder: [
      ...reminders('assignee'),
      { rung: 'oneDayLate', after: oneDay, tells: ['assignee', 'convener', 'supervisor'] },
      { rung: 'fiveDaysLate', after: fiveDays, tells: ['convener', 'supervisor'] },
    ],
    source: 'the due date agreed on site',
  },
  progress: {
    on: 'executing',
    each: (context: Read) =>
      inWork(context).flatMap(name => {
        const { awaiting, reports, missed } = context.items[name] as Item
        return awaiting === null ? [`${name}@${reports + missed}`] : []
      }),
    within: 'reportEvery',
    owes: 'assignee',
    owedBy: (context: Read, subject: string) => item(context, subject)?.assignee ?? [],
    ladder: reminders('assignee'),
    source: defaults,
  },
  extensionAnswer: {
    on: 'executing',
    each: (context: Read) => inWork(context).filter(name => (context.items[name] as Item).extension !== null),
    within: 'extensionAnswerWithin',
    owes: 'screener',
    ladder: reminders('screener'),
    source: 'our default: unanswered is denied',
  },
  decision: {
    on: 'executing',
    each: (context: Read) => inWork(context).filter(name => (context.items[name] as Item).awaiting !== null),
    within: 'awaitWithin',
    owes: 'convener',
    owedBy: (context: Read) =>
      Object.keys(context.conveners).filter(party => context.conveners[party]?.status === 'signed'),
    ladder: reminders('convener'),
    source: defaults,
  },
  verification: {
    on: 'verifying',
    each: missingVerdicts,
    within: 'verifyWithin',
    owes: 'convener',
    owedBy: after,
    ladder: reminders('convener'),
    source: defaults,
  },
  check: {
    on: 'verifying',
    each: (context: Read) => itemsThat(context, 'checking'),
    within: 'checkWithin',
    owes: 'supervisor',
    ladder: reminders('supervisor'),
    source: defaults,
  },
  scoring: {
    on: 'evaluating',
    each: evaluation.conveners,
    within: 'evaluateWithin',
    owes: 'convener',
    owedBy: key,
    ladder: reminders('convener'),
    source: defaults,
  },
  planScoring: {
    on: 'evaluating',
    each: evaluation.units,
    within: 'evaluateWithin',
    owes: 'invitee',
    owedBy: key,
    ladder: reminders('invitee'),
    source: defaults,
  },
  closing: { on: 'closing', within: 'closeWithin', owes: 'convener', ladder: reminders('convener'), source: defaults },
  areaMeeting: {
    on: 'areaMeeting',
    each: ({ areaLink }: Read) => (areaLink === 'open' ? [] : ['']),
    within: 'areaMeetingWithin',
    owes: 'areaChair',
    ladder: reminders('areaChair'),
    source: defaults,
  },
  /** A round may put a topic off twice, from month to month. */
  areaAnswer: {
    on: 'areaMeeting',
    each: ({ areaLink }: Read) => (areaLink === 'open' ? [''] : []),
    within: 'areaAnswerWithin',
    owes: 'areaChair',
    ladder: reminders('areaChair'),
    source: defaults,
  },
  escalation: {
    on: 'escalated.town',
    within: 'escalationWithin',
    owes: 'supervisor',
    ladder: reminders('supervisor'),
    source: defaults,
  },
  districtCoordination: {
    on: 'escalated.district',
    within: 'districtWithin',
    owes: 'districtOffice',
    ladder: reminders('districtOffice'),
    source: defaults,
  },
  supervision: {
    on: openStates,
    each: (context: Read) =>
      Object.keys(context.supervisions).filter(order => context.supervisions[order]?.status === 'open'),
    within: 'supervisionWithin',
    owes: 'supervised',
    owedBy: (context: Read, order: string) => context.supervisions[order]?.target ?? [],
    ladder: reminders('supervised'),
    source: defaults,
  },
  reopening: {
    on: ['closed.resolved', 'closed.partlyResolved'],
    kind: 'window',
    within: 'reopenWithin',
    commands: ['reopen'],
    survives: true,
    source: defaults,
  },
  lookBack: {
    on: ['closed.resolved', 'closed.partlyResolved'],
    each: (context: Read) => (context.lookBack === null ? [''] : []),
    within: 'lookBackWithin',
    owes: 'convener',
    ladder: reminders('convener'),
    survives: true,
    source: defaults,
  },
} as const

function ruler(context: Read, subject: string): readonly PartyId[] {
  const dispute = context.disputes[subject]
  const party = dispute === undefined ? null : whoRules(context, dispute)
  return party === null ? [] : [party]
}

function unconfirmed(context: Read, name: string): readonly PartyId[] {
  const asked = context.items[name]
  if (asked === undefined) return []
  return [asked.assignee, ...asked.coAssignees].filter(party => !asked.confirmed.includes(party))
}
