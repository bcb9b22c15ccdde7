import type { Rung } from '@convoke/core'
import type { Context } from './context.js'
import { monthsBefore } from './electing.js'

type Read = Readonly<Context>

const oneDay = { n: 1, unit: 'working-day' } as const
const ours = 'our default'
const shanghai = (articles: string) => `Shanghai property rules ${articles}`

const reminders = <Role extends string>(owes: Role) =>
  [
    { rung: 'half', fraction: [1, 2], tells: [owes] },
    { rung: 'dayBefore', before: oneDay, tells: [owes] },
  ] as const satisfies readonly Rung[]

/** From the group's forming to the new committee's filing the seals lie with the housing office. */
const withGroup = [
  'posting',
  'preparing',
  'announced',
  'voting',
  'counting',
  'tied',
  'failed',
  'choosingChair',
  'postingResult',
  'filing',
  'filingOverdue',
  'registering',
] as const

/**
 * The clocks of an election 期限. A silent party never stops the case.
 *
 * @source Shanghai property rules, by article; our defaults where none is named
 */
export const deadlines = {
  conditionsReport: {
    on: 'reporting',
    within: 'reportWithin',
    owes: 'developer',
    ladder: reminders('developer'),
    source: shanghai('14'),
  },
  termReport: {
    on: 'termEnding',
    due: ({ termEnds, parameters }: Read) =>
      termEnds === null ? null : monthsBefore(termEnds, parameters.reportMonthsBefore),
    within: 'termReportWithin',
    owes: 'ownersCommittee',
    source: shanghai('28: five months before the end of the term'),
  },
  request: { on: 'awaitingRequest', within: 'requestWithin', owes: 'residentsCommittee', source: ours },
  forming: { on: 'forming', within: 'formWithin', owes: 'town', ladder: reminders('town'), source: shanghai('15, 28') },
  escalation: { on: 'escalated', within: 'escalateWithin', owes: 'town', ladder: reminders('town'), source: ours },
  names: {
    on: 'posting',
    within: 'namesWithin',
    owes: 'groupChair',
    ladder: reminders('groupChair'),
    source: shanghai('15'),
  },
  deposit: {
    on: withGroup,
    each: ({ seals }: Read) => (seals === 'held' ? [''] : []),
    within: 'depositWithin',
    owes: 'ownersCommittee',
    ladder: [{ rung: 'dayBefore', before: oneDay, tells: ['ownersCommittee'] }],
    source: shanghai('29'),
  },
  meeting: {
    on: ['posting', 'preparing', 'announced'],
    // Each group, and each extension, has its own ninety days.
    each: ({ extensions, revotes }: Read) => [`${extensions}/${revotes}`],
    within: 'meetWithin',
    owes: 'groupChair',
    ladder: reminders('groupChair'),
    source: shanghai('16'),
  },
  notice: {
    on: 'announced',
    kind: 'notBefore',
    within: 'noticeAtLeast',
    commands: ['openVoting'],
    source: shanghai('16'),
  },
  votingPeriod: {
    on: 'voting',
    within: 'votingPeriod',
    owes: 'groupChair',
    ladder: reminders('groupChair'),
    source: ours,
  },
  count: { on: 'counting', within: 'countWithin', owes: 'groupChair', ladder: reminders('groupChair'), source: ours },
  runOff: {
    on: 'tied',
    within: 'runOffWithin',
    owes: 'groupChair',
    ladder: reminders('groupChair'),
    source: 'our default; that there is a vote: Electoral law 45, by analogy',
  },
  repetition: {
    on: 'failed',
    within: 'revoteWithin',
    owes: 'groupChair',
    ladder: reminders('groupChair'),
    source: ours,
  },
  chair: {
    on: 'choosingChair',
    within: 'chairWithin',
    owes: 'electedMember',
    ladder: reminders('electedMember'),
    source: ours,
  },
  publication: {
    on: 'postingResult',
    within: 'postWithin',
    owes: 'groupChair',
    ladder: reminders('groupChair'),
    source: shanghai('21'),
  },
  filing: {
    on: 'filing',
    within: 'fileWithin',
    owes: 'newChair',
    ladder: reminders('newChair'),
    source: shanghai('23, 29, 33'),
  },
  lateFiling: {
    on: 'filingOverdue',
    within: 'fileLateWithin',
    owes: 'newChair',
    ladder: reminders('newChair'),
    source: ours,
  },
  registration: {
    on: 'registering',
    within: 'registerWithin',
    owes: 'town',
    ladder: reminders('town'),
    source: shanghai('34'),
  },
  sealsBack: {
    on: 'handingOver',
    within: 'returnWithin',
    owes: 'housingOffice',
    ladder: reminders('housingOffice'),
    source: shanghai('29'),
  },
} as const
