import type { PartyId, Rung } from '@convoke/core'
import type { Context } from './context.js'
import { acceptingBody, listed } from './parties.js'

type Read = Readonly<Context>

/** Every state in which the case is open. */
const openStates = [
  'raised',
  'triaged',
  'propertyService',
  'committeeDecision',
  'districtRepair',
  'jointMeeting',
  'split',
  'noticing',
  'voting',
  'tallying',
  'posting',
  'invalid',
  'mediation',
  'advising',
  'executing',
  'underChallenge',
  'acceptance',
  'evaluating',
  'exit',
  'arrears',
  'noOwnersCommittee',
  'awaitingElection',
  'awaitingConvening',
  'intervention',
] as const

/** Where something was decided and stands: a challenge may come, and what was posted stays posted. */
const everywhere = [...openStates, 'closed'] as const

const oneDay = { n: 1, unit: 'working-day' } as const
const ours = 'our default'
const shanghai = (articles: string) => `Shanghai property rules ${articles}`

const reminders = <Role extends string>(owes: Role) =>
  [
    { rung: 'half', fraction: [1, 2], tells: [owes] },
    { rung: 'dayBefore', before: oneDay, tells: [owes] },
  ] as const satisfies readonly Rung[]

const posted = (isAudit: boolean) => (context: Read) =>
  Object.entries(context.documents).flatMap(([doc, { kind, status }]) =>
    status === 'posted' && (kind === 'audit') === isAudit ? [doc] : [],
  )
const standing = (context: Read) =>
  Object.entries(context.decisions).flatMap(([decision, { result, annulled }]) =>
    result === 'passed' && !annulled ? [decision] : [],
  )
const unanswered = (all: Context['queries']) =>
  Object.entries(all).flatMap(([key, { answer, late }]) => (answer === null && !late ? [key] : []))
const asked =
  (of: 'queries' | 'messages') =>
  (context: Read, key: string): readonly PartyId[] =>
    listed(context[of][key]?.to ?? null)

/**
 * The clocks of four-party coordination 期限, of all four kinds. A silent party never stops the case: every one leads on.
 *
 * @source per clock; our defaults where none is named
 */
export const deadlines = {
  naming: {
    on: 'raised',
    within: 'nameWithin',
    owes: 'residentsCommittee',
    ladder: reminders('residentsCommittee'),
    source: ours,
  },
  triage: { on: 'triaged', within: 'triageWithin', owes: 'triager', ladder: reminders('triager'), source: ours },
  propertyAnswer: {
    on: 'propertyService.answering',
    within: 'answerWithin',
    owes: 'propertyCompany',
    ladder: reminders('propertyCompany'),
    source: 'our default; Hangzhou 433: 10 days, borrowed',
  },
  emergency: {
    on: 'propertyService.emergency',
    within: 'emergencyWithin',
    desk: 'duty',
    owes: 'propertyCompany',
    ladder: [{ rung: 'half', fraction: [1, 2], tells: ['propertyCompany', 'town'] }],
    source: 'Shanghai property rules 73: at once; the figure is ours',
  },
  committeeDecision: {
    on: 'committeeDecision.ordinary',
    within: 'committeeWithin',
    owes: 'ownersCommittee',
    ladder: reminders('ownersCommittee'),
    source: shanghai('26'),
  },
  urgentDecision: {
    on: 'committeeDecision.urgent',
    within: 'urgentCommitteeWithin',
    owes: 'ownersCommittee',
    ladder: reminders('ownersCommittee'),
    source: shanghai('73'),
  },
  districtDecision: {
    on: 'districtRepair',
    within: 'districtWithin',
    owes: 'district',
    ladder: reminders('district'),
    source: ours,
  },
  jointMeeting: {
    on: 'jointMeeting.convening',
    within: 'meetWithin',
    owes: 'chair',
    ladder: reminders('chair'),
    source: ours,
  },
  position: {
    on: 'jointMeeting.positions',
    within: 'positionWithin',
    owes: 'residentsCommittee',
    ladder: [
      {
        rung: 'half',
        fraction: [1, 2],
        tells: ['partyBranch', 'residentsCommittee', 'ownersCommittee', 'propertyCompany'],
      },
    ],
    source: ours,
  },
  splitChoice: {
    on: 'split',
    within: 'splitWithin',
    owes: 'chair',
    ladder: reminders('chair'),
    source: ours,
  },
  announcement: {
    on: 'noticing.preparing',
    within: 'announceWithin',
    owes: 'organiser',
    ladder: reminders('organiser'),
    source: ours,
  },
  notice: {
    on: 'noticing.announced',
    kind: 'notBefore',
    within: 'noticeAtLeast',
    commands: ['openVoting'],
    source: 'State Council property rules 14',
  },
  voteOpening: {
    on: 'noticing.announced',
    within: 'openVotingWithin',
    owes: 'organiser',
    ladder: reminders('organiser'),
    source: ours,
  },
  votingPeriod: {
    on: 'voting',
    within: 'votingPeriod',
    owes: 'organiser',
    ladder: reminders('organiser'),
    source: ours,
  },
  count: { on: 'tallying', within: 'countWithin', owes: 'organiser', ladder: reminders('organiser'), source: ours },
  publication: {
    on: 'posting',
    within: 'postWithin',
    owes: 'organiser',
    ladder: reminders('organiser'),
    source: shanghai('26'),
  },
  revoteChoice: {
    on: 'invalid',
    within: 'revoteWithin',
    owes: 'organiser',
    ladder: reminders('organiser'),
    source: ours,
  },
  challengeWindow: {
    on: everywhere,
    kind: 'window',
    each: standing,
    within: 'challengeWithin',
    commands: ['challenge'],
    survives: true,
    source: 'Civil Code 280; Supreme Court on divided ownership 12',
  },
  judgment: { on: 'underChallenge', within: 'judgmentWithin', owes: 'town', source: ours },
  auditPosted: {
    on: everywhere,
    kind: 'keepFor',
    each: posted(true),
    within: 'keepAudit',
    commands: ['takeDown'],
    survives: true,
    source: shanghai('67'),
  },
  documentPosted: {
    on: everywhere,
    kind: 'keepFor',
    each: posted(false),
    within: 'keepPosted',
    commands: ['takeDown'],
    survives: true,
    source: ours,
  },
  documentDue: {
    on: openStates,
    each: (context: Read) => Object.keys(context.documents).filter(doc => context.documents[doc]?.status === 'owed'),
    due: (context: Read, doc: string) => context.documents[doc]?.due ?? null,
    within: { n: 30, unit: 'calendar-day' },
    owes: 'propertyCompany',
    owedBy: (context: Read, doc: string) => listed(context.documents[doc]?.by ?? null),
    source: shanghai('66'),
  },
  queryAnswer: {
    on: openStates,
    each: (context: Read) => unanswered(context.queries),
    within: 'answerQueryWithin',
    owes: 'propertyCompany',
    owedBy: asked('queries'),
    source: ours,
  },
  messageAnswer: {
    on: openStates,
    each: (context: Read) => unanswered(context.messages),
    within: 'answerMessageWithin',
    owes: 'residentsCommittee',
    owedBy: asked('messages'),
    source: ours,
  },
  mediationConsent: {
    on: 'mediation.consent',
    within: 'consentWithin',
    owes: 'disputant',
    ladder: reminders('disputant'),
    source: ours,
  },
  mediation: {
    on: 'mediation.sessions',
    within: 'mediateWithin',
    owes: 'mediator',
    ladder: reminders('mediator'),
    source: ours,
  },
  agreementSigning: {
    on: 'mediation.signing',
    within: 'signWithin',
    owes: 'disputant',
    ladder: reminders('disputant'),
    source: ours,
  },
  confirmation: {
    on: everywhere,
    kind: 'window',
    each: (context: Read) => (context.mediation?.outcome === 'agreed' ? ['agreement'] : []),
    within: 'confirmWithin',
    commands: ['applyConfirmation'],
    survives: true,
    source: "People's Mediation Law 33",
  },
  advice: { on: 'advising', within: 'adviseWithin', owes: 'triager', ladder: reminders('triager'), source: ours },
  execution: {
    on: 'executing',
    // The key holds what was planned, so that a plan starts a clock of its own.
    each: (context: Read) => [`${context.work?.due ?? 'unplanned'}/${context.work?.reworks ?? 0}`],
    due: (context: Read) => context.work?.due ?? null,
    within: 'executeWithin',
    owes: 'executor',
    owedBy: (context: Read) => listed(context.work?.executor ?? null),
    ladder: reminders('executor'),
    source: ours,
  },
  acceptance: {
    on: 'acceptance',
    within: 'acceptWithin',
    owes: 'residentsCommittee',
    owedBy: (context: Read) => listed(acceptingBody(context)),
    ladder: [
      { rung: 'half', fraction: [1, 2], tells: ['ownersCommittee', 'residentsCommittee', 'ownerRepresentative'] },
    ],
    source: ours,
  },
  evaluation: {
    on: 'evaluating',
    within: 'evaluateWithin',
    owes: 'residentsCommittee',
    ladder: reminders('residentsCommittee'),
    source: ours,
  },
  notRenewing: {
    on: 'exit.notice',
    kind: 'notBefore',
    each: ({ exit }: Read) => (exit?.kind === 'notRenewing' ? [''] : []),
    within: 'notRenewingNotice',
    commands: ['leave'],
    source: shanghai('46'),
  },
  endingIndefinite: {
    on: 'exit.notice',
    kind: 'notBefore',
    each: ({ exit }: Read) => (exit?.kind === 'endingIndefinite' ? [''] : []),
    within: 'indefiniteNotice',
    commands: ['leave'],
    source: 'Shanghai property rules 46; Civil Code 948',
  },
  succession: {
    on: 'exit.notice',
    within: 'exitWithin',
    owes: 'ownersCommittee',
    ladder: [{ rung: 'half', fraction: [1, 2], tells: ['ownersCommittee', 'residentsCommittee'] }],
    source: ours,
  },
  handOver: {
    on: 'exit.handOver',
    within: 'handOverWithin',
    owes: 'propertyCompany',
    owedBy: ({ exit }: Read) => listed(exit?.oldCompany ?? null),
    ladder: [{ rung: 'dayBefore', before: oneDay, tells: ['propertyCompany'] }],
    source: shanghai('50'),
  },
  handOverOrdered: {
    on: 'exit.overdue',
    within: 'handOverOrderWithin',
    owes: 'propertyCompany',
    owedBy: ({ exit }: Read) => listed(exit?.oldCompany ?? null),
    source: 'our default; Shanghai property rules 81',
  },
  standIn: {
    on: 'exit.standIn',
    within: 'standInAtMost',
    owes: 'ownersCommittee',
    ladder: [{ rung: 'half', fraction: [1, 2], tells: ['ownersCommittee', 'residentsCommittee', 'town'] }],
    source: shanghai('52'),
  },
  urging: {
    on: 'arrears.urging',
    within: 'urgeWithin',
    owes: 'ownersCommittee',
    ladder: reminders('ownersCommittee'),
    source: ours,
  },
  demandOpen: { on: 'arrears.unpaid', within: 'payWithin', owes: 'propertyCompany', source: ours },
  payment: {
    on: 'arrears.demanded',
    kind: 'notBefore',
    within: 'payWithin',
    commands: ['sue'],
    source: 'Shanghai property rules 49; Civil Code 944: a reasonable period, the figure is ours',
  },
  claim: {
    on: 'arrears.demanded',
    within: { n: 90, unit: 'calendar-day' },
    owes: 'propertyCompany',
    source: ours,
  },
  withoutCommittee: {
    on: 'noOwnersCommittee',
    within: 'splitWithin',
    owes: 'triager',
    ladder: reminders('triager'),
    source: ours,
  },
  election: { on: 'awaitingElection', within: 'electionWithin', owes: 'town', source: ours },
  convening: { on: 'awaitingConvening', within: 'conveningWithin', owes: 'residentsCommittee', source: ours },
  intervention: {
    on: 'intervention.considering',
    within: 'interveneWithin',
    owes: 'town',
    ladder: reminders('town'),
    source: ours,
  },
  orderedMeeting: {
    on: 'intervention.townOrdered',
    within: 'orderedWithin',
    owes: 'ownersCommittee',
    ladder: reminders('ownersCommittee'),
    source: shanghai('25; the figure is ours'),
  },
  convenedMeeting: {
    on: 'intervention.townConvened',
    within: 'convenedWithin',
    owes: 'organiser',
    ladder: reminders('organiser'),
    source: shanghai('28, by analogy'),
  },
} as const
