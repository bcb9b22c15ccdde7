// What the sources say of an election 业委会选举, and where they are silent, what we hold it to.
// Written beside the sources by people who knew the machine; some rows were corrected after the two were compared, so
// it is no second opinion on them. `convoke verify` holds the machine to it: edit the table to say what ought to be.
import { type Rulebook, ruleTable } from '@convoke/core'
import { limits } from './rulebook-limits.js'
import { properties } from './rulebook-properties.js'

/** Rows are to be read as sentences: in these states, this is done by these roles and leads there. */
const rules = ruleTable(`
  | in                | does                       | by                                              | leads to                       | source |
  |-------------------|----------------------------|-------------------------------------------------|--------------------------------|--------|
  | reporting         | reportConditions           | developer                                       | forming                        | SHP13  |
  |                   | deadline.conditionsReport  |                                                 | awaitingRequest                | SHP13  |
  | termEnding        | reportTermEnd              | ownersCommittee                                 | forming                        | SHP28  |
  |                   | deadline.termReport        |                                                 | awaitingRequest                | SHP28  |
  | reporting, termEnding, awaitingRequest  | requestInWriting | propertyOwner, ownerRepresentative, residentsCommittee | forming | SHP13 |
  | awaitingRequest   | deadline.request           |                                                 | closed.notFormed               | ours   |
  | forming           | formGroup                  | town                                            | posting                        | SHP15  |
  |                   | deadline.forming           |                                                 | escalated                      | SHP15  |
  | posting           | postNames                  | groupChair                                      | preparing                      | SHP15  |
  |                   | deadline.names             |                                                 | preparing                      | SHP15  |
  | posting, preparing | trainGroup                | town                                            | =                              | SHP15  |
  |                   | objectToMember             | propertyOwner, ownerRepresentative              | =                              | SHP15  |
  |                   | replaceMember              | town                                            | =                              | SHP15  |
  | posting, preparing, announced  | deadline.meeting |                                              | escalated                      | SHP16  |
  | preparing         | prepare                    | groupChair                                      | =                              | SHP16  |
  | preparing?        | setRoll                    | groupChair                                      | =                              | SHP16  |
  | preparing         | setSeats                   | groupChair                                      | =                              | SHP20  |
  |                   | addAgenda                  | groupChair                                      | =                              | SHP16  |
  |                   | nominate                   | groupMember, groupChair                         | =                              | SHP16  |
  |                   | screenCandidate            | groupChair                                      | =                              | SHP16  |
  | preparing         | announceContents           | groupChair                                      | announced                      | SHP16  |
  | announced         | objectToContents           | propertyOwner, ownerRepresentative              | =                              | SHP16  |
  |                   | openVoting                 | groupChair                                      | voting                         | PMR14  |
  |                   | deadline.notice            |                                                 | =                              | PMR14  |
  | voting?           | vote                       | propertyOwner                                   | =, counting?                   | CC278  |
  |                   | enterBallot                | groupChair                                      | =, counting?                   | CC278  |
  |                   | deadline.votingPeriod      |                                                 | counting                       | ours   |
  | counting          | confirmCount               | groupChair, monitor                             | =, tied?, choosingChair?, failed  | SHP25 |
  |                   | deadline.count             |                                                 | tied?, choosingChair?, failed  | ours   |
  | tied?             | openRunOff                 | groupChair                                      | voting                         | ours   |
  |                   | deadline.runOff            |                                                 | choosingChair?, failed?        | ours   |
  | failed            | repeatElection             | groupChair, town                                | preparing                      | ours   |
  |                   | deadline.repetition        |                                                 | closed.notFormed               | ours   |
  | failed, escalated  | giveUp                    | town                                            | closed.notFormed               | ours   |
  | escalated         | formGroup                  | town                                            | posting                        | SHP15  |
  |                   | allowMoreTime              | town                                            | preparing                      | ours   |
  |                   | deadline.escalation        |                                                 | closed.notFormed               | ours   |
  | choosingChair?    | backChair                  | electedMember                                   | =?, postingResult              | SHP20  |
  |                   | deadline.chair             |                                                 | postingResult                  | ours   |
  | postingResult?    | postResult                 | groupChair                                      | filing                         | SHP26  |
  |                   | deadline.publication       |                                                 | filing                         | SHP26  |
  | filing?           | deadline.filing            |                                                 | filingOverdue                  | SHP21  |
  | filing?, filingOverdue? | file                 | newChair                                        | registering                    | SHP21  |
  | filingOverdue?    | deadline.lateFiling        |                                                 | closed.unfiled                 | ours   |
  | registering?      | completeFiling             | town                                            | handingOver?, closed.formed?   | SHP21  |
  |                   | returnFiling               | town                                            | filing                         | SHP21  |
  |                   | deadline.registration      |                                                 | handingOver?, closed.formed?   | SHP21  |
  | handingOver?      | returnSeals                | housingOffice                                   | closed.formed                  | SHP29  |
  |                   | deadline.sealsBack         |                                                 | closed.formed                  | SHP29  |
  | (open)            | depositSeals               | ownersCommittee                                 | =                              | SHP29  |
  |                   | deadline.deposit           |                                                 | =                              | SHP29  |
  | (open)?           | urgeHandOver               | town, newChair                                  | =                              | SHP29  |
  | (open)            | answerObjection            | town, groupChair                                | =                              | ours   |
  | (open)            | remind                     | town, residentsCommittee, district              | =                              | ours   |
  | reporting, termEnding, awaitingRequest, forming, posting, preparing, announced?, escalated  | withdraw | town | closed.withdrawn | ours |
`)

/** What the properties look at. */
type Seen = {
  readonly outcome: string | null
  is(path: string): boolean
  readonly context: {
    readonly kind: string
    readonly agenda: readonly { readonly matter: string }[]
    readonly group: readonly { readonly side: string }[]
    readonly plan: { readonly seats: number } | null
  }
}

const cited = (text: string, page: string) => `${text}, docs/reference/sources.md#${page}`
const shanghai = (articles: string) => cited(`Shanghai property rules ${articles}`, 'shanghai-property-rules')

/** The rulebook of an election. */
export const rulebook: Rulebook = {
  readOn: '2026-11-23',
  sources: {
    ours: 'our default: no public rule was found',
    SHP13: shanghai('13: half of the area delivered or two years; the developer reports in 30 days'),
    SHP15: shanghai('15: the town forms the group, with owners for half of it, and posts its names'),
    SHP16: shanghai('16: what the group prepares and announces, and when the first meeting is'),
    SHP20: shanghai('20: an odd number of members, five at least, or three in a small area'),
    SHP21: shanghai('21 to 23: filing'),
    SHP25: shanghai('25'),
    SHP26: shanghai('26: posted in three days'),
    SHP28: shanghai('28: report before the end of a term; what may not be decided meanwhile'),
    SHP29: shanghai('29: seals and papers go to the housing office, then to the new committee'),
    PMR14: cited('State Council property rules 14: fifteen days of notice', 'state-council-property-rules'),
    CC278: cited('Civil Code 278', 'civil-code-owners'),
  },
  rules,
  limits,
  properties: [
    ...properties,
    {
      name: 'one-outcome',
      says: { 'zh-CN': '办结的状态与结果一致', en: 'an election ends as the state says in which it ends' },
      kind: 'always',
      fairness: 'deadlines',
      predicates: [({ outcome, is }: Seen) => outcome === null || is(`closed.${outcome}`)],
      source: 'ours',
    },
    {
      name: 'nothing-major-between-terms',
      says: {
        'zh-CN': '换届期间不决定选聘物业、收费和重大工程',
        en: 'between two terms nothing is put to the vote on the company, fees or major works',
      },
      kind: 'never',
      fairness: 'deadlines',
      predicates: [
        ({ context }: Seen) =>
          context.kind !== 'first' &&
          context.agenda.some(({ matter }) => ['propertyCompany', 'fees', 'majorWorks', 'otherMajor'].includes(matter)),
      ],
      source: 'SHP28',
    },
    {
      name: 'group-of-owners',
      says: {
        'zh-CN': '筹备组人数为单数，业主代表不少于一半',
        en: 'the group has an odd number of members, and owners for half of them at least',
      },
      kind: 'always',
      fairness: 'deadlines',
      predicates: [
        ({ context: { group } }: Seen) =>
          group.length === 0 ||
          (group.length % 2 === 1 && group.filter(({ side }) => side === 'owners').length * 2 >= group.length),
      ],
      source: 'SHP15',
    },
    {
      name: 'odd-committee',
      says: {
        'zh-CN': '业委会委员人数为单数',
        en: 'a committee that is elected as a whole has an odd number of seats',
      },
      kind: 'always',
      fairness: 'deadlines',
      predicates: [
        ({ context: { kind, plan } }: Seen) => kind === 'byElection' || plan === null || plan.seats % 2 === 1,
      ],
      source: 'SHP20',
    },
  ],
}
