// What the sources say of a convening request 约请, and where they are silent, what we hold it to.
// Written beside the sources by people who knew the machine; some rows were corrected after the two were compared, so
// it is no second opinion on them. `convoke verify` holds the machine to it: edit the table to say what ought to be.
import { type Rulebook, ruleTable } from '@convoke/core'
import type { Context } from './context.js'
import { limits } from './rulebook-limits.js'
import { properties } from './rulebook-properties.js'

type Read = { readonly context: Context }

/** Rows are to be read as sentences: in these states, this is done by these roles and leads there. */
const rules = ruleTable(`
  | in                    | does                     | by                                         | leads to                                       | source  |
  |-----------------------|--------------------------|--------------------------------------------|------------------------------------------------|---------|
  | drafting              | editPlan, inviteCoConvener | convener                                 | =                                              | ours    |
  |                       | submit                   | convener                                   | cosigning, screening.reviewing?, inviting.presence? | ours |
  |                       | deadline.draft           |                                            | closed.withdrawn                               | ours    |
  | cosigning             | cosign, refuse           | coConvener                                 | =?, screening.reviewing                        | ours    |
  |                       | deadline.cosignature     |                                            | screening.reviewing                            | ours    |
  | screening             | accept                   | screener                                   | inviting.replies                               | ours    |
  |                       | routeToComplaint         | screener                                   | closed.routedToComplaint                       | ours    |
  | screening.reviewing   | returnForFix             | screener                                   | drafting, screening.referred                   | ours    |
  |                       | routeToArea              | screener                                   | areaMeeting                                    | article |
  |                       | reject                   | screener                                   | screening.rejected                             | ours    |
  |                       | deadline.screening       |                                            | screening.referred                             | ours    |
  | screening.rejected    | appealRejection          | convener                                   | screening.referred                             | ours    |
  |                       | deadline.rejectionAppeal |                                            | closed.rejected                                | ours    |
  | screening.referred    | reject                   | screener                                   | closed.rejected                                | ours    |
  |                       | deadline.referredScreening |                                          | inviting.replies                               | ours    |
  | inviting.replies      | accept, acceptWithReservation, delegate, counter, decline | invitee   | =?, ruling.attendance?, scheduled.fixing?, escalated.town? | RC23 |
  |                       | deadline.reply           |                                            | =?, ruling.attendance, scheduled.fixing?, escalated.town? | ours |
  | inviting.replies?     | concede                  | convener                                   | =, scheduled.fixing?                           | ours    |
  | inviting.presence     | checkIn                  | invitee                                    | =, onSite.discussing                           | whistle |
  |                       | deadline.presence        |                                            | =, escalated.town?, onSite.discussing?         | whistle |
  | ruling                | uphold                   | ruler                                      | =?, scheduled.fixing?, escalated.town?, executing? | XF24 |
  |                       | overrule                 | ruler                                      | =, scheduled.fixing?, executing?               | XF24    |
  |                       | acceptRuling             | convener, invitee, assignee                | =?, scheduled.fixing, inviting?, executing?, escalated.town? | ours |
  |                       | appeal                   | convener, invitee, assignee                | =                                              | ours    |
  |                       | deadline.ruling          |                                            | =?, scheduled.fixing?, executing?, escalated.town? | XF24 |
  |                       | deadline.appealWindow    |                                            | =?, scheduled.fixing?, executing?, escalated.town? | ours |
  | ruling.attendance     | accept                   | invitee                                    | =?, scheduled.fixing                           | ours    |
  |                       | concede                  | convener                                   | =?, scheduled.fixing?, escalated.town?         | ours    |
  |                       | replaceInvitee           | ruler                                      | =?, inviting?                                  | ours    |
  | ruling.responsibility? | reassignItem            | ruler                                      | =?, assigned?                                  | ours    |
  | scheduled             | deadline.meeting         |                                            | escalated.town                                 | ours    |
  | scheduled.fixing      | fixMeeting               | convener                                   | scheduled.fixed                                | ours    |
  |                       | deadline.meetingDate     |                                            | escalated.town                                 | ours    |
  | scheduled.fixed       | reschedule               | convener                                   | =                                              | ours    |
  |                       | confirm                  | invitee, delegate, participant             | =                                              | ours    |
  |                       | openMeeting              | chair                                      | onSite.gathering                               | ours    |
  |                       | deadline.notice          |                                            | =                                              | ours    |
  | onSite.gathering, onSite.discussing | checkIn    | invitee, delegate, participant, convener   | =                                              | ours    |
  |                       | adjourn                  | chair                                      | scheduled.fixed                                | ours    |
  |                       | quorumFail               | chair                                      | scheduled.fixing, escalated.town?              | ours    |
  |                       | deadline.conclusion      |                                            | escalated.town                                 | ours    |
  | onSite                | leave                    | invitee, delegate, participant, convener   | =                                              | whistle |
  |                       | dissent                  | convener, invitee, delegate, participant   | =                                              | ours    |
  | onSite.gathering      | begin                    | chair                                      | onSite.discussing                              | ours    |
  | onSite.discussing     | propose                  | convener, chair, invitee, delegate         | =                                              | article |
  |                       | dropProposal             | convener, chair                            | =                                              | ours    |
  |                       | agreeResponsibilities    | invitee, delegate                          | =?, onSite.minutes                             | article |
  |                       | deadlock                 | chair                                      | areaMeeting, escalated.town                    | article |
  | onSite.minutes        | recordMinutes            | chair                                      | =                                              | minutes |
  |                       | signMinutes              | convener, invitee, delegate, participant   | =, assigned?                                   | minutes |
  |                       | deadline.minutes         |                                            | assigned                                       | ours    |
  | assigned              | confirmItem              | assignee, coAssignee                       | =?, executing                                  | ours    |
  |                       | objectItem               | assignee, coAssignee                       | =?, ruling.responsibility                      | ours    |
  |                       | deadline.confirmation    |                                            | =?, ruling.responsibility                      | ours    |
  | executing             | progress                 | assignee, coAssignee                       | =                                              | ours    |
  |                       | done                     | assignee                                   | =?, verifying                                  | ours    |
  |                       | requestExtension, blocked | assignee                                  | =                                              | ours    |
  |                       | approveExtension, denyExtension | screener                            | =                                              | ours    |
  |                       | deadline.extensionAnswer |                                            | =                                              | ours    |
  |                       | unblock                  | assignee, screener                         | =                                              | ours    |
  |                       | waive                    | convener, screener                         | =, verifying?, evaluating?, escalated.town?    | ours    |
  | executing?            | recordDecision           | convener, supervisor                       | =?, verifying?, evaluating?, escalated.town?   | ours    |
  |                       | deadline.decision        |                                            | =?, verifying?, evaluating?, escalated.town?   | ours    |
  |                       | case.opened, case.refused, case.settled |                             | =?, verifying?, evaluating?, escalated.town?   | ours    |
  | executing             | deadline.itemDue         |                                            | =                                              | ours    |
  |                       | deadline.itemDue.fiveDaysLate |                                       | =?, escalated.town                             | ours    |
  |                       | deadline.progress        |                                            | =                                              | ours    |
  | verifying             | pass                     | convener, supervisor                       | =?, evaluating                                 | ours    |
  |                       | fail                     | convener, supervisor                       | =?, executing, escalated.town?                 | ours    |
  |                       | deadline.verification    |                                            | =                                              | ours    |
  |                       | deadline.check           |                                            | =?, escalated.town, evaluating?                | ours    |
  | evaluating            | score                    | convener                                   | =, closing?, closed.partlyResolved?            | BJ33    |
  |                       | scorePlan                | invitee                                    | =, closing?, closed.partlyResolved?            | BJ33    |
  |                       | deadline.scoring, deadline.planScoring |                              | =, closing?, closed.partlyResolved?            | BJ33    |
  | closing               | close                    | convener                                   | =?, closed.resolved, closed.partlyResolved?    | ours    |
  |                       | objectToClosing          | convener                                   | escalated.town                                 | ours    |
  |                       | deadline.closing         |                                            | escalated.town, closed.resolved?               | ours    |
  | areaMeeting           | adoptPlan                | areaChair                                  | closed.handedToArea                            | article |
  |                       | returnToConvening        | areaChair                                  | inviting.replies, scheduled.fixing, escalated.town? | article |
  |                       | escalate                 | areaChair                                  | escalated.town                                 | article |
  |                       | deadline.areaAnswer      |                                            | escalated.town                                 | ours    |
  | areaMeeting?          | deadline.areaMeeting     |                                            | escalated.town                                 | ours    |
  | areaMeeting           | case.opened, case.refused |                                           | =                                              | ours    |
  | (open)?, closed?      | case.opened, case.refused |                                           | =                                              | ours    |
  | drafting?, cosigning?, screening?, inviting?, ruling?, scheduled?, onSite?, assigned?, verifying?, evaluating?, closing?, escalated?, closed? | case.settled | | = | ours |
  | areaMeeting?          | case.settled             |                                            | closed.handedToArea, inviting.replies?, scheduled.fixing?, escalated.town? | article |
  | escalated.town        | rule                     | coordinator                                | =                                              | RC30    |
  |                       | orderExecution           | coordinator                                | executing                                      | RC30    |
  |                       | orderMeeting             | coordinator                                | scheduled.fixing, inviting.replies?            | RC30    |
  | escalated?            | orderClosing             | coordinator                                | closed.resolved?, closed.partlyResolved?       | ours    |
  | escalated.town        | handToArea               | coordinator                                | areaMeeting                                    | article |
  |                       | handToDistrict           | coordinator                                | escalated.district                             | SD15    |
  |                       | declareNoAuthority       | coordinator                                | closed.noAuthority                             | ours    |
  |                       | deadline.escalation      |                                            | escalated.district                             | SD15    |
  | escalated.district    | rule                     | coordinator                                | =                                              | SD15    |
  | escalated.district?   | orderExecution           | coordinator                                | executing                                      | SD15    |
  | escalated.district    | orderMeeting             | coordinator                                | scheduled.fixing, inviting.replies?            | SD15    |
  |                       | takeOver                 | coordinator                                | closed.handedToDistrict                        | SD15    |
  |                       | declareNoAuthority       | coordinator                                | closed.noAuthority                             | ours    |
  |                       | deadline.districtCoordination |                                       | closed.handedToDistrict                        | ours    |
  | closed.resolved, closed.partlyResolved? | reopen | convener                                   | scheduled.fixing                               | ours    |
  |                       | lookBack                 | convener                                   | =, scheduled.fixing                            | ours    |
  |                       | deadline.reopening, deadline.lookBack |                               | =                                              | ours    |
  | drafting, cosigning, screening, inviting, ruling, scheduled, areaMeeting?, escalated? | withdraw | convener | =, closed.withdrawn                 | ours    |
  | (open)                | withdrawPart             | convener                                   | =, escalated?, screening?, evaluating?, closing?, closed?, executing?, assigned?, ruling?, onSite? | ours |
  | (open)?               | remind                   | convener, screener, supervisor             | =                                              | ours    |
  | (open)                | copyTo                   | convener, screener, supervisor             | =                                              | ours    |
  |                       | supervise                | supervisor, districtOffice                 | =                                              | SD12    |
  |                       | answerSupervision        | supervised                                 | =                                              | SD12    |
  |                       | deadline.supervision     |                                            | =                                              | SD12    |
  |                       | supplement               | convener, screener, invitee, participant   | =                                              | ours    |
  |                       | supersedeByMediation     | screener, supervisor                       | closed.supersededByMediation                   | RC16    |
  |                       | substituteChair          | convener, supervisor                       | =                                              | ours    |
  |                       | reportEmergency          | convener                                   | =                                              | ours    |
  |                       | deadline.emergencyReport |                                            | =                                              | ours    |
  | drafting, cosigning, screening, inviting, ruling, scheduled, areaMeeting?, escalated? | merge | screener | closed.merged                         | ours    |
`)

/** The rulebook of a convening request. */
export const rulebook: Rulebook = {
  readOn: '2026-11-23',
  sources: {
    ours: 'our default: no public rule was found',
    article:
      'the article on the town: joint plan, responsibilities on site, area meeting; docs/reference/sources.md#the-seed-article',
    RC16: 'Residents’ committee regulations 16, docs/reference/sources.md#residents-committee-regulations',
    RC23: 'Residents’ committee regulations 23, docs/reference/sources.md#residents-committee-regulations',
    RC30: 'Residents’ committee regulations 30, docs/reference/sources.md#residents-committee-regulations',
    SD12: 'Sub-district regulations 12, by analogy, docs/reference/sources.md#sub-district-regulations',
    SD15: 'Sub-district regulations 15, by analogy, docs/reference/sources.md#sub-district-regulations',
    XF24: 'Petition work regulations 24, docs/reference/sources.md#petition-work-regulations',
    BJ33: 'Beijing complaints 33: each side evaluates the other, docs/reference/sources.md#beijing-complaints',
    whistle: 'the Pinggu pilot, borrowed, docs/reference/sources.md#beijing-whistle',
    minutes: 'the monthly meeting in Minhang, docs/reference/sources.md#the-monthly-meeting-in-minhang',
  },
  rules,
  limits,
  // Version 1.0.0 is released and stays as it is; its successor is to do otherwise.
  accepted: [
    ...['withdraw', 'merge'].flatMap(act =>
      ['executing', 'verifying', 'evaluating', 'closing'].map(place => ({
        property: 'rulebook',
        message: `in ${place}, ${act} leads to`,
        reason:
          'where work was ordered without a meeting, a request can still be taken back or merged while the work goes on; the rule has that end with the meeting on site',
      })),
    ),
    ...['supersededByMediation', 'handedToArea', 'handedToDistrict', 'noAuthority', 'withdrawn', 'merged'].map(
      outcome => ({
        property: 'rulebook',
        message: `in closed.${outcome}, lookBack leads to`,
        reason:
          'a request that was solved, reopened and then ended otherwise is still looked back at, as the earlier closing left it; the rule looks back at what was closed as resolved',
      }),
    ),
  ],
  apart: [
    // Whoever works on an item does not verify it.
    { did: 'done', mayNot: 'pass', item: 'item', source: 'ours' },
    { did: 'done', mayNot: 'fail', item: 'item', source: 'ours' },
  ],
  properties: [
    ...properties,
    {
      name: 'one-outcome',
      says: { 'zh-CN': '办结的状态与结果一致', en: 'a request ends as the state says in which it ends' },
      kind: 'always',
      fairness: 'deadlines',
      predicates: [({ outcome, is }: Ends) => outcome === null || is(`closed.${outcome}`)],
      source: 'ours',
    },
    {
      name: 'invitees-answer-first',
      says: {
        'zh-CN': '开会以前，必到的受邀单位都已有答复或裁定',
        en: 'before the meeting on site, every required invitee has answered or been ruled on',
      },
      kind: 'never',
      fairness: 'deadlines',
      predicates: [
        ({ is, context }: Read & Ends) =>
          is('onSite') &&
          context.kind !== 'emergency' &&
          Object.values(context.invitees).some(
            ({ as, status }) =>
              (as === 'lead' || as === 'required') && ['pending', 'countered', 'declined', 'silent'].includes(status),
          ),
      ],
      source: 'ours',
    },
    {
      name: 'items-are-confirmed-or-imposed',
      says: {
        'zh-CN': '没有经本单位认领、也没有裁定交办的事项，不会开始落实',
        en: 'no item is carried out that its assignee did not confirm and no ruling imposed',
      },
      kind: 'never',
      fairness: 'deadlines',
      predicates: [
        ({ is, context }: Read & Ends) =>
          is('executing') &&
          Object.values(context.items).some(
            ({ status, confirmed, assignee, imposedBy }) =>
              (status === 'open' || status === 'rework') && imposedBy === null && !confirmed.includes(assignee),
          ),
      ],
      source: 'ours',
    },
    {
      name: 'looked-back-once',
      says: {
        'zh-CN': '回头看到期未做，即记为未做',
        en: 'a look back that was not made in time is recorded as not done',
      },
      kind: 'never',
      fairness: 'deadlines',
      predicates: [
        ({ context, outcome, deadlines }: Read & Ends) =>
          outcome === 'resolved' &&
          context.lookBack === null &&
          deadlines.some(({ name, status }) => name === 'lookBack' && status === 'over'),
      ],
      source: 'ours',
    },
  ],
}

/** What the properties look at beside the data. */
interface Ends {
  readonly outcome: string | null
  is(path: string): boolean
  readonly deadlines: readonly { readonly name: string; readonly status: string }[]
}
