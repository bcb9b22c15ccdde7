// What the sources say of four-party coordination 四方协调, and where they are silent, what we hold it to.
// Written beside the sources by people who knew the machine; some rows were corrected after the two were compared, so
// it is no second opinion on them. `convoke verify` holds the machine to it: edit the table to say what ought to be.
import { type Rulebook, ruleTable } from '@convoke/core'
import { limits } from './rulebook-limits.js'
import { properties } from './rulebook-properties.js'

/** Rows are to be read as sentences: in these states, this is done by these roles and leads there. */
const rules = ruleTable(`
  | in                        | does                   | by                                         | leads to                                        | source |
  |---------------------------|------------------------|--------------------------------------------|-------------------------------------------------|--------|
  | raised?                   | nameParties            | proposer, residentsCommittee, town         | =?, triaged                                     | ours   |
  |                           | deadline.naming        |                                            | closed.lapsed                                   | ours   |
  | triaged                   | toPropertyCompany      | triager                                    | propertyService.answering                       | SHP6   |
  |                           | toOwnersCommittee      | triager                                    | committeeDecision, noOwnersCommittee?           | SHP26  |
  | triaged, split?           | toOwnersMeeting        | triager                                    | noticing.preparing, noOwnersCommittee?          | CC278  |
  | triaged, noOwnersCommittee? | toJointMeeting       | triager, chair                             | jointMeeting.convening                          | SHP6   |
  | triaged, jointMeeting.convening, split? | toMediation | triager, chair                          | mediation.consent                               | SHP36  |
  | triaged                   | toConvening            | triager                                    | awaitingConvening                               | RC30   |
  | triaged, noOwnersCommittee?, intervention.considering? | toElection | triager, town             | awaitingElection                                | SHP32  |
  | triaged                   | toExit                 | triager                                    | exit.notice                                     | SHP46  |
  |                           | toArrears              | triager                                    | arrears.urging                                  | SHP49  |
  | triaged?, noOwnersCommittee? | settleBeforeAssembly | triager                                   | executing                                       | SHP71  |
  | triaged                   | deadline.triage        |                                            | jointMeeting.convening                          | ours   |
  | propertyService.answering | reportDone             | propertyCompany                            | acceptance                                      | HZ     |
  |                           | refuseService          | propertyCompany                            | jointMeeting.convening                          | HZ     |
  |                           | needFund               | propertyCompany                            | committeeDecision, noOwnersCommittee?           | SHP73  |
  |                           | deadline.propertyAnswer |                                           | jointMeeting.convening                          | HZ     |
  | propertyService.emergency? | takeEmergencyMeasures | propertyCompany                            | triaged                                         | SHP73  |
  |                           | deadline.emergency     |                                            | intervention.considering                        | SHP73  |
  | committeeDecision.ordinary | proposeDecision       | ownersCommittee, committeeMember           | =                                               | SHP26  |
  |                           | signDecision           | committeeMember                            | =, noticing.preparing?, posting, jointMeeting?  | SHP26  |
  |                           | demandCommitteeMeeting | committeeMember                            | =                                               | SHP26  |
  | committeeDecision.ordinary? | declineToDecide      | ownersCommittee                            | jointMeeting.convening                          | ours   |
  | committeeDecision.ordinary | deadline.committeeDecision |                                       | intervention.considering                        | SHP26  |
  | committeeDecision.urgent? | proposeDecision        | ownersCommittee, committeeMember           | =                                               | SHP73  |
  |                           | signDecision           | committeeMember                            | =, posting?, noticing?, jointMeeting?           | SHP73  |
  |                           | demandCommitteeMeeting | committeeMember                            | =                                               | SHP26  |
  |                           | deadline.urgentDecision |                                           | districtRepair                                  | SHP73  |
  | districtRepair?           | orderRepair            | district                                   | executing                                       | SHP73  |
  |                           | declineRepair          | district                                   | jointMeeting.convening                          | SHP73  |
  |                           | deadline.districtDecision |                                         | jointMeeting.convening                          | SHP73  |
  | jointMeeting.convening    | holdMeeting            | chair                                      | jointMeeting.positions                          | SHP6   |
  |                           | deadline.jointMeeting  |                                            | intervention.considering                        | ours   |
  | jointMeeting.positions    | agree                  | partyBranch, residentsCommittee, ownersCommittee, propertyCompany | =, noticing?, noOwnersCommittee?, committeeDecision?, closed.decided?, executing?, split? | SHP6 |
  |                           | reserve                | partyBranch, residentsCommittee, ownersCommittee, propertyCompany | =?, split                 | ours   |
  |                           | deadline.position      |                                            | split                                           | ours   |
  | split?                    | reconvene              | chair                                      | jointMeeting.convening                          | ours   |
  |                           | closeWithoutResult     | triager, chair                             | advising                                        | ours   |
  |                           | deadline.splitChoice   |                                            | advising                                        | ours   |
  | noticing.preparing, intervention.townOrdered?, intervention.townConvened? | announceVote | organiser | noticing.announced                        | PMR14  |
  | noticing.preparing, intervention.townOrdered? | declineToCall | organiser                         | intervention.considering                        | SHP25  |
  | noticing.preparing        | deadline.announcement  |                                            | intervention.considering                        | SHP25  |
  | noticing.announced        | correctRoll            | organiser                                  | =                                               | SHP25  |
  |                           | cancelVote             | organiser                                  | jointMeeting.convening                          | ours   |
  | noticing.announced?       | openVoting             | organiser                                  | voting                                          | PMR14  |
  | noticing.announced        | deadline.notice        |                                            | =                                               | PMR14  |
  |                           | deadline.voteOpening   |                                            | intervention.considering                        | ours   |
  | voting?                   | vote                   | voter                                      | =, tallying?                                    | CC278  |
  |                           | enterBallot            | organiser                                  | =, tallying?                                    | CC278  |
  |                           | deadline.votingPeriod  |                                            | tallying                                        | ours   |
  | tallying?                 | confirmCount           | organiser, monitor                         | =, posting?                                     | ours   |
  |                           | deadline.count         |                                            | posting                                         | ours   |
  | posting                   | postDecision           | organiser, ownersCommittee, residentsCommittee, town | executing, closed.rejected?, closed.decided?, invalid? | SHP26 |
  |                           | deadline.publication   |                                            | executing, closed.rejected?, closed.decided?, invalid? | SHP26 |
  | invalid?                  | revote                 | organiser, town                            | noticing.preparing                              | ours   |
  |                           | giveUp                 | organiser, town                            | closed.invalid                                  | ours   |
  |                           | deadline.revoteChoice  |                                            | closed.invalid                                  | ours   |
  | mediation.consent         | consentMediation       | disputant                                  | =, mediation.sessions?                          | LAB17  |
  | mediation.consent, mediation.sessions? | refuseMediation | disputant                            | advising                                        | LAB17  |
  | mediation.consent         | deadline.mediationConsent |                                         | advising                                        | LAB17  |
  | mediation.sessions?       | proposeAgreement       | mediator                                   | mediation.signing                               | LAB17  |
  |                           | failMediation          | mediator                                   | advising                                        | LAB17  |
  |                           | deadline.mediation     |                                            | advising                                        | ours   |
  | mediation.signing?        | proposeAgreement       | mediator                                   | =                                               | ours   |
  |                           | signAgreement          | disputant                                  | =, noticing?, noOwnersCommittee?, closed.decided?, executing? | LAB17 |
  |                           | declineAgreement       | disputant                                  | advising                                        | LAB17  |
  |                           | deadline.agreementSigning |                                         | advising                                        | ours   |
  | (open)?                   | applyConfirmation      | disputant                                  | =                                               | LAB33  |
  |                           | deadline.confirmation  |                                            | =                                               | LAB33  |
  | advising?, intervention.considering | adviseChannel | mediator, triager, town                   | closed.adviseChannel                            | ours   |
  | advising                  | deadline.advice        |                                            | closed.adviseChannel                            | ours   |
  | executing                 | planWork               | organiser, residentsCommittee              | =                                               | ours   |
  |                           | completeWork           | executor                                   | acceptance                                      | ours   |
  | executing?                | stayExecution          | town, housingOffice                        | underChallenge                                  | CC280  |
  | executing                 | deadline.execution     |                                            | jointMeeting.convening, intervention?           | ours   |
  | executing?                | reportProgress         | executor                                   | =                                               | ours   |
  | underChallenge?           | recordJudgment         | town, housingOffice                        | invalid?, executing?                            | CC280  |
  |                           | deadline.judgment      |                                            | advising                                        | ours   |
  | acceptance                | acceptWork             | ownersCommittee, residentsCommittee, town, ownerRepresentative, propertyOwner | =, evaluating? | ours |
  |                           | rejectWork             | ownersCommittee, residentsCommittee, town, ownerRepresentative | executing, advising?        | ours   |
  |                           | deadline.acceptance    |                                            | evaluating                                      | ours   |
  | evaluating?               | rate                   | propertyOwner                              | =                                               | ours   |
  | evaluating                | giveOpinion            | residentsCommittee, partyBranch            | =                                               | RC12   |
  |                           | close                  | residentsCommittee                         | closed.resolved?, closed.unverified             | ours   |
  |                           | deadline.evaluation    |                                            | closed.resolved?, closed.unverified             | ours   |
  | exit.notice               | nameSuccessor          | ownersCommittee, residentsCommittee        | =                                               | CC950  |
  |                           | requestStandIn         | ownersCommittee, residentsCommittee        | =                                               | SHP52  |
  |                           | appointStandIn         | town                                       | =                                               | SHP52  |
  |                           | leave                  | propertyCompany                            | exit.handOver                                   | SHP46  |
  |                           | deadline.notRenewing, deadline.endingIndefinite |                   | =                                               | SHP46  |
  |                           | deadline.succession    |                                            | intervention.considering                        | CC950  |
  | exit.handOver?, exit.overdue? | handOver           | propertyCompany                            | =                                               | SHP50  |
  |                           | confirmReceipt         | ownersCommittee, residentsCommittee, incomingCompany | =?, evaluating?, exit.standIn?        | SHP50  |
  | exit.handOver?            | deadline.handOver      |                                            | exit.overdue                                    | SHP50  |
  | exit.overdue?             | deadline.handOverOrdered |                                          | evaluating?, exit.standIn?                      | ours   |
  | exit.standIn?             | nameSuccessor          | ownersCommittee, residentsCommittee        | evaluating                                      | SHP52  |
  |                           | deadline.standIn       |                                            | intervention.considering                        | SHP52  |
  | arrears.urging            | urgePayment            | ownersCommittee, residentsCommittee        | arrears.unpaid                                  | SHP49  |
  |                           | deadline.urging        |                                            | arrears.unpaid                                  | SHP49  |
  | arrears.unpaid            | demandPayment          | propertyCompany                            | arrears.demanded                                | SHP49  |
  |                           | deadline.demandOpen    |                                            | advising                                        | ours   |
  | arrears.demanded?         | sue                    | propertyCompany                            | closed.adviseChannel                            | SHP49  |
  | arrears.demanded          | deadline.payment       |                                            | =                                               | SHP49  |
  |                           | deadline.claim         |                                            | advising                                        | ours   |
  | arrears                   | recordPayment          | propertyCompany, ownersCommittee           | closed.resolved                                 | ours   |
  | arrears?                  | dropClaim              | propertyCompany                            | closed.withdrawn                                | ours   |
  | noOwnersCommittee?        | recordMandate          | town                                       | noticing.preparing?, jointMeeting.convening?    | RC20   |
  |                           | deadline.withoutCommittee |                                         | jointMeeting.convening                          | ours   |
  | awaitingElection          | case.opened            |                                            | =                                               | ours   |
  | awaitingElection?         | case.settled           |                                            | triaged                                         | ours   |
  | awaitingElection          | case.refused           |                                            | intervention.considering                        | ours   |
  |                           | deadline.election      |                                            | intervention.considering                        | ours   |
  | awaitingConvening         | case.opened            |                                            | =                                               | ours   |
  | awaitingConvening?        | case.settled           |                                            | evaluating?, jointMeeting.convening?            | ours   |
  | awaitingConvening         | case.refused           |                                            | jointMeeting.convening                          | ours   |
  |                           | deadline.convening     |                                            | jointMeeting.convening                          | ours   |
  | intervention.considering  | orderMeeting           | town                                       | intervention.townOrdered                        | SHP25  |
  |                           | conveneMeeting         | town                                       | intervention.townConvened                       | SHP25  |
  | intervention.considering? | nameConvenor           | town                                       | committeeDecision                               | SHP26  |
  | intervention.considering? | returnToMeeting        | town                                       | jointMeeting.convening                          | ours   |
  | intervention.considering  | deadline.intervention  |                                            | advising                                        | ours   |
  | intervention.townOrdered  | deadline.orderedMeeting |                                           | intervention.considering                        | SHP25  |
  | intervention.townConvened? | deadline.convenedMeeting |                                         | advising                                        | ours   |
  | (open) | escalate | partyBranch, residentsCommittee | intervention.considering | SHP6 |
  | raised?, triaged, propertyService, committeeDecision, jointMeeting, split?, noticing.preparing, invalid?, mediation, advising, executing, acceptance, evaluating, exit, arrears, noOwnersCommittee?, awaitingElection, awaitingConvening, intervention | withdraw | proposer | closed.withdrawn | ours |
  | (open)                    | remind                 | partyBranch, residentsCommittee, town      | =                                               | SHP6   |
  |                           | copyTo                 | partyBranch, residentsCommittee, town      | =                                               | ours   |
  |                           | requireDocument        | residentsCommittee, housingOffice, town, ownersCommittee | =                                 | SHP66  |
  |                           | postDocument           | propertyCompany, ownersCommittee, residentsCommittee, town | =                               | SHP66  |
  | (open), closed?           | takeDown               | propertyCompany, ownersCommittee, residentsCommittee, town | =                               | SHP67  |
  |                           | objectToDocument       | propertyOwner, ownerRepresentative         | =                                               | SHP67  |
  | (open), closed?           | query                  | propertyOwner, ownerRepresentative, proposer | =                                             | SHP66  |
  | (open)?, closed?          | answerQuery            | propertyCompany, ownersCommittee, residentsCommittee, town | =                               | SHP66  |
  |                           | deadline.queryAnswer   |                                            | =                                               | SHP66  |
  | (open)                    | sendMessage            | propertyOwner, ownerRepresentative, proposer, participant | =                                | ours   |
  |                           | answerMessage          | residentsCommittee, ownersCommittee, propertyCompany, partyBranch | =                        | ours   |
  |                           | deadline.messageAnswer, deadline.documentDue |                      | =                                               | ours   |
  | (open), closed?           | deadline.documentPosted, deadline.auditPosted |                     | =                                               | SHP67  |
  | (open), closed?           | deadline.challengeWindow |                                          | =                                               | CC280  |
  | (open)                    | announceReception      | residentsCommittee, ownersCommittee, propertyCompany, partyBranch | =                        | ours   |
  |                           | openComplaint          | proposer, ownerRepresentative, residentsCommittee | =                                        | SHP5   |
  |                           | referToLegalAid        | residentsCommittee, mediator               | =                                               | ours   |
  |                           | cutSupply              | propertyCompany                            | =                                               | CC944  |
  |                           | reportSupplyCut        | propertyOwner, ownersCommittee, residentsCommittee, proposer | =                             | CC944  |
  |                           | requestTown            | propertyOwner, proposer, ownerRepresentative, residentsCommittee | =                         | SHP25  |
  | (open)                    | recordMinutes          | residentsCommittee                         | =                                               | minutes |
  | (open)?                   | reportViolation        | propertyCompany                            | =                                               | SHP59  |
  |                           | demandMeeting          | propertyOwner                              | =                                               | SHP25  |
  |                           | challenge              | propertyOwner, ownerRepresentative         | =, underChallenge?                              | CC280  |
  | (open)                    | case.opened, case.refused |                                         | =, intervention.considering?, jointMeeting.convening? | ours |
  | (open)?, closed?          | case.opened, case.refused, case.settled |                           | =, triaged?, evaluating?, jointMeeting.convening? | ours |
`)

/** What the properties look at. */
type Seen = {
  readonly outcome: string | null
  is(path: string): boolean
  holders(role: string): readonly string[]
}

const cited = (text: string, page: string) => `${text}, docs/reference/sources.md#${page}`
const shanghai = (articles: string) => cited(`Shanghai property rules ${articles}`, 'shanghai-property-rules')

/** The rulebook of four-party coordination. */
export const rulebook: Rulebook = {
  readOn: '2026-11-23',
  sources: {
    ours: 'our default: no public rule was found',
    SHP5: shanghai('5(6): the town handles complaints and mediates'),
    SHP6: shanghai('6: the party organisation, the two committees, the company and the owners together'),
    SHP25: shanghai('25: who calls the owners, and what the town does where that is refused'),
    SHP26: shanghai('26: how the owners’ committee decides, and what is posted'),
    SHP28: shanghai('28: sixty days, by analogy'),
    SHP32: shanghai('32'),
    SHP36: shanghai('36: the mediation committee may mediate'),
    SHP46: shanghai('46: notice of not renewing 90 days, of ending 60'),
    SHP49: shanghai('49: the committee urges, a written demand, then suit or arbitration'),
    SHP50: shanghai('50: handed over within ten days'),
    SHP52: shanghai('52: a stand-in for six months at most'),
    SHP59: shanghai('59: violations are reported within 24 hours'),
    SHP66: shanghai('66: what is published'),
    SHP67: shanghai('67: audits stay posted for 30 days'),
    SHP71: shanghai('71, 73(1): money before there is an assembly'),
    SHP73: shanghai('73: urgent repair'),
    HZ: cited('Hangzhou property rules: the company answers in ten days; borrowed', 'hangzhou-property-rules'),
    CC278: cited('Civil Code 278', 'civil-code-owners'),
    CC280: cited('Civil Code 280: a decision can be challenged for a year', 'civil-code-owners'),
    CC944: cited('Civil Code 944: supply may not be cut', 'civil-code-owners'),
    CC950: cited('Civil Code 950: the old company carries on', 'civil-code-owners'),
    LAB17: cited('Mediation law 17, 23: voluntary, and may be refused or stopped', 'mediation-law'),
    LAB33: cited('Mediation law 33: confirmation within 30 days', 'mediation-law'),
    PMR14: cited('State Council property rules 14: fifteen days of notice', 'state-council-property-rules'),
    RC12: cited('Residents’ committee regulations 12, 29', 'residents-committee-regulations'),
    RC20: cited('Residents’ committee regulations 20: on the assembly’s mandate', 'residents-committee-regulations'),
    RC30: cited('Residents’ committee regulations 30', 'residents-committee-regulations'),
    minutes: cited('the monthly meeting in Minhang', 'the-monthly-meeting-in-minhang'),
  },
  rules,
  limits,
  apart: [
    // Nobody accepts its own work.
    { did: 'completeWork', mayNot: 'acceptWork', source: 'ours' },
    { did: 'reportDone', mayNot: 'acceptWork', source: 'ours' },
  ],
  accepted: [
    {
      property: 'P7',
      message: 'Correct the roll, again and again',
      reason:
        'Another roll is another notice, of its full length (SHP25); 1.0.0 does not bound how often a roll is corrected.',
    },
    // Version 1.0.0 is released and stays as it is; its successor is to do otherwise.
    {
      property: 'rulebook',
      message: 'in jointMeeting.positions, agree leads to posting',
      reason:
        'where the work that the committee decided on was late and the four agree on something new, the signatures of before count once more, and what they signed then is posted again; the rule has the committee sign anew',
    },
  ],
  properties: [
    ...properties,
    {
      name: 'one-outcome',
      says: { 'zh-CN': '办结的状态与结果一致', en: 'a case ends as the state says in which it ends' },
      kind: 'always',
      fairness: 'deadlines',
      predicates: [({ outcome, is }: Seen) => outcome === null || is(`closed.${outcome}`)],
      source: 'ours',
    },
    {
      name: 'company-does-not-triage',
      says: {
        'zh-CN': '物业企业不分流、不调解、不主持涉及自己的议题',
        en: 'the property company neither triages nor mediates nor chairs',
      },
      kind: 'never',
      fairness: 'deadlines',
      predicates: [
        ({ holders }: Seen) =>
          holders('propertyCompany').some(party =>
            ['triager', 'mediator', 'chair'].some(role => holders(role).includes(party)),
          ),
      ],
      source: 'SHP6',
    },
  ],
}
