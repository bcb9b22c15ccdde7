// What the sources say of a complaint 诉求, and where they are silent, what we hold it to.
// Written beside the sources by people who knew the machine; some rows were corrected after the two were compared, so
// it is no second opinion on them. `convoke verify` holds the machine to it: edit the table to say what ought to be.
import { type Rulebook, ruleTable } from '@convoke/core'
import { limits } from './rulebook-limits.js'
import { properties } from './rulebook-properties.js'

/**
 * Rows are to be read as sentences: in these states, this is done by these roles and leads there. Told is where what an
 * emergency service solved goes: later versions differ in it.
 */
export const ruleRows = (solved: string) => `
  | in                | does                        | by                            | leads to                                  | source |
  |-------------------|-----------------------------|-------------------------------|-------------------------------------------|--------|
  | submitted         | accept                      | intake                        | dispatching, verifying, escalated?        | BJ11   |
  |                   | reject                      | intake                        | closed.rejected                           | BJ11   |
  |                   | askSupplement               | intake                        | supplementing                             | ours   |
  |                   | informPrevious              | intake                        | closed.informedPrevious                   | BJ11   |
  |                   | adviseChannel               | intake                        | closed.adviseChannel                      | BJ11   |
  |                   | deadline.intake             |                               | dispatching, verifying, escalated.town    | ours   |
  | submitted, dispatching | closeAsDuplicate       | intake, operationsCentre      | closed.duplicate                          | BJ11   |
  | submitted, dispatching | transfer               | intake, operationsCentre      | closed.transferred                        | BJ11   |
  | supplementing     | supplement                  | complainant, intake           | submitted                                 | ours   |
  |                   | deadline.supplementing      |                               | submitted                                 | ours   |
  | verifying         | verify                      | gridInspector                 | dispatching, escalated? | grid   |
  |                   | findUnfounded               | gridInspector                 | closed.unfounded                          | grid   |
  |                   | deadline.siteVerification   |                               | dispatching, escalated? | grid   |
  | emergency         | followUp                    | emergencyUnit, operationsCentre, intake | ${solved}, dispatching, handling, answered?, escalated.town   | 110 |
  |                   | reportFreed                 | emergencyUnit, operationsCentre, intake | =                               | SE32   |
  |                   | deadline.trapped            |                               | =                                         | SE32   |
  |                   | deadline.followingUp        |                               | dispatching, handling, escalated.town     | 110    |
  | emergency.handedOver | acknowledge              | emergencyUnit                 | emergency.acknowledged                    | 110    |
  |                   | deadline.acknowledging      |                               | =                                         | 110    |
  | emergency.handedOver, emergency.acknowledged | reportOnScene | emergencyUnit    | emergency.onScene                         | 110    |
  | emergency.acknowledged | deadline.arriving      |                               | =                                         | 110    |
  | dispatching       | dispatch                    | operationsCentre              | dispatched                                | BJ12   |
  |                   | deadline.dispatching        |                               | dispatched, escalated.town?               | BJ14   |
  | dispatched        | sign                        | leadUnit                      | contacting, handling?                     | XY     |
  |                   | recall                      | operationsCentre              | dispatching                               | ours   |
  |                   | deadline.signing, deadline.urgentSigning |                  | contacting, handling?                     | ours   |
  | dispatched, contacting | returnOrder            | leadUnit                      | disputed.centre                           | WF     |
  | dispatched        | reassign                    | operationsCentre, supervisor  | =                                         | BJ12   |
  | contacting, handling, rework.working | reassign | operationsCentre, supervisor  | dispatched                                | BJ12   |
  | disputed          | reassign, confirmHandler, splitLeadCo | ruler               | dispatched                                | WF     |
  | disputed.centre   | referUp                     | ruler                         | disputed.superior                         | XF24   |
  |                   | deadline.ruling             |                               | disputed.superior                         | XF24   |
  | disputed.superior? | referUp                    | ruler                         | escalated.district                        | XF24   |
  |                   | deadline.rulingAbove        |                               | contacting, handling?                     | ours   |
  | contacting        | recordContact               | leadUnit                      | handling                                  | XY     |
  |                   | recordTry                   | leadUnit                      | =, handling?                              | ours   |
  |                   | deadline.firstContact       |                               | handling                                  | XY     |
  | handling, rework  | recordContact               | leadUnit                      | =                                         | BJ15   |
  | handling          | recordTry                   | leadUnit                      | =                                         | ours   |
  |                   | answer                      | leadUnit                      | reviewing, callback?                      | BJ15   |
  |                   | transfer                    | intake, operationsCentre      | closed.transferred                        | ours   |
  |                   | requestExtension            | leadUnit                      | =                                         | BJ15   |
  |                   | requestShelving             | leadUnit                      | =                                         | grid   |
  |                   | approve                     | approver                      | =, shelved, closed.terminated             | WF     |
  |                   | requestConvening            | leadUnit                      | =                                         | RC30   |
  |                   | requestFourParty            | leadUnit                      | =                                         | SHP    |
  |                   | deadline.approval, deadline.statement |                     | =                                         | ours   |
  | handling?, rework? | interimReply               | leadUnit                      | =                                         | BJ15   |
  | handling, rework? | coTask                      | leadUnit                      | =                                         | WF     |
  |                   | coReport                    | coUnit                        | =                                         | WF     |
  |                   | deadline.coTask             |                               | =                                         | ours   |
  |                   | requestTermination          | leadUnit                      | =                                         | WF     |
  |                   | deny                        | approver                      | =                                         | WF     |
  | rework?           | approve                     | approver                      | closed.terminated                         | WF     |
  |                   | deadline.approval           |                               | =                                         | ours   |
  | handling?         | deadline.handling.fiveDaysLate, deadline.simpleHandling.fiveDaysLate | | escalated.town          | ladder |
  | shelved?          | resume                      | supervisor, leadUnit          | handling                                  | grid   |
  |                   | reviewShelving              | supervisor                    | =, areaMeeting?                           | grid   |
  |                   | deadline.shelvingReview     |                               | =, areaMeeting?, handling?, escalated?    | grid   |
  | areaMeeting?      | case.opened, case.refused, case.settled |                   | =, handling?, escalated?, answered?       | ours   |
  |                   | resume                      | supervisor, leadUnit          | handling                                  | ours   |
  |                   | deadline.areaMeeting        |                               | escalated.town                            | ours   |
  | reviewing         | pass                        | reviewer                      | callback, answered?                       | ours   |
  |                   | returnForRework             | reviewer                      | rework.working, escalated.town            | ours   |
  |                   | deadline.review             |                               | callback, answered?                       | ours   |
  | answered?         | startCallback               | caller                        | callback                                  | BJ23   |
  | callback          | rate                        | complainant, caller           | =, closed.resolved, closed.explained, closed.unfounded, rework.working, escalated.town?    | BJ23 |
  |                   | noAnswer                    | caller                        | =, closed.resolved?, closed.explained?, closed.unfounded? | DN |
  |                   | checkOnSite                 | caller, gridInspector         | =                                         | ours   |
  |                   | publishReply                | caller                        | closed.answeredPublicly, =?, rework.working?, escalated.town? | ours |
  |                   | deadline.callback           |                               | closed.resolved, closed.explained, closed.unfounded, rework.working?, escalated.town?   | DN |
  | rework.working    | answer                      | leadUnit                      | reviewing                                 | XY     |
  |                   | disputeRating               | leadUnit                      | rework.ratingDisputed                     | ours   |
  |                   | deadline.rework             |                               | =                                         | XY     |
  | rework?           | deadline.rework.fiveDaysLate |                              | escalated.town                            | ladder |
  | rework.working    | deadline.ratingObjection    |                               | =                                         | ours   |
  | rework.ratingDisputed? | ruleRating             | supervisor                    | rework.working, closed.resolved?, closed.explained?, closed.unfounded?, closed.answeredPublicly? | ours |
  |                   | deadline.ratingRuling       |                               | rework.working                            | ours   |
  | escalated         | orderLead                   | coordinator                   | dispatched                                | SD12   |
  |                   | orderRework                 | coordinator                   | rework.working                            | ours   |
  |                   | decide                      | coordinator                   | callback, answered?                       | ours   |
  |                   | terminate                   | coordinator                   | closed.terminated                         | WF     |
  |                   | transfer                    | coordinator                   | closed.transferred                        | ours   |
  |                   | adviseChannel               | coordinator                   | closed.adviseChannel                      | BJ11   |
  |                   | requestConvening            | coordinator                   | handling, =                               | RC30   |
  |                   | requestFourParty            | coordinator                   | handling, =                               | SHP    |
  | escalated.town    | escalate                    | coordinator, supervisor       | escalated.district                        | SD15   |
  |                   | deadline.escalation         |                               | escalated.district                        | SD15   |
  | escalated.district? | deadline.districtCoordination |                           | closed.transferred                        | SD15   |
  | submitted, supplementing, verifying, dispatching, dispatched, disputed, contacting, handling, shelved?, areaMeeting?, reviewing, callback, rework, merged    | escalate | operationsCentre, supervisor | escalated.town, escalated.district? | SD12 |
  | merged            | unmerge                     | operationsCentre              | dispatching, submitted?                   | ours   |
  |                   | adoptAnswer                 | operationsCentre              | callback, answered?                       | ours   |
  | merged?           | deadline.outer, deadline.simpleOuter |                      | dispatching, callback?                    | ours   |
  | merged?           | unmerge                     | operationsCentre              | escalated.town?                           | XF30   |
  |                   | deadline.outer, deadline.simpleOuter |                      | escalated.town?                           | XF30   |
  | closed            | reopen                      | complainant, intake           | submitted                                 | ours   |
  |                   | deadline.reopening          |                               | =                                         | ours   |
  | (open)            | withdraw                    | complainant, intake           | =, closed.withdrawn                       | ours   |
  |                   | supplement                  | complainant, intake           | =                                         | ours   |
  |                   | consent                     | complainant, intake           | =                                         | XF30   |
  | (open)?           | chase                       | complainant, intake           | =                                         | ours   |
  |                   | remind                      | operationsCentre, supervisor  | =                                         | ours   |
  | (open)            | copyTo                      | intake, operationsCentre, supervisor | =                                  | ours   |
  |                   | supervise                   | supervisor, districtOffice    | =                                         | SD12   |
  |                   | answerSupervision           | supervised                    | =                                         | SD12   |
  |                   | deadline.supervision        |                               | =                                         | SD12   |
  | submitted, supplementing, verifying, dispatching, dispatched, disputed, contacting, handling, shelved?, areaMeeting?, rework?, escalated  | merge | intake, operationsCentre | merged | ours |
  | (open)            | split                       | operationsCentre              | =                                         | ours   |
  |                   | markSensitive               | intake, operationsCentre, supervisor | =, escalated.town                  | XF30   |
  |                   | joinAs                      | intake                        | =                                         | XF20   |
  | (open)            | nameRespondent              | intake, operationsCentre      | =                                         | ours   |
  | (open)            | state, remedy               | respondent                    | =                                         | SHP    |
  | (open)?           | warnAbuse                   | intake, caller                | =                                         | BJ11   |
  | (open)            | handOver                    | intake, operationsCentre      | emergency.handedOver                      | 110    |
  |                   | case.opened, case.refused   |                               | =                                         | ours   |
  | (open)?           | case.settled                |                               | =, callback?, answered?                   | ours   |
  | submitted, supplementing, verifying, dispatching, dispatched, disputed, contacting, handling, shelved?, reviewing, answered?, callback, rework, escalated, emergency   | deadline.outer | | =, callback  | BJ13 |
  | (open)?           | deadline.simpleOuter        |                               | =, callback?                              | DN     |
  | (open)            | deadline.handling           |                               | =                                         | DN     |
  | (open)?           | deadline.simpleHandling     |                               | =                                         | DN     |
  | (open)            | deadline.convening, deadline.fourParty, deadline.returning | | =                                         | ours   |
  | (open)?           | deadline.outer.oneDayLate, deadline.outer.fiveDaysLate, deadline.simpleOuter.oneDayLate, deadline.simpleOuter.fiveDaysLate, deadline.handling.oneDayLate, deadline.simpleHandling.oneDayLate, deadline.rework.oneDayLate | | = | ladder |
  | closed?           | case.opened, case.refused, case.settled |                   | =                                         | ours   |
`

/** What the properties look at. */
type Seen = {
  readonly outcome: string | null
  is(path: string): boolean
  holders(role: string): readonly string[]
}

const cited = (text: string, page: string) => `${text}, docs/reference/sources.md#${page}`

/** A duty that has no deadline of its own any more once it is late: who leads the emergency still has the whole of it to follow up. */
const lateInAnEmergency = (message: string) => ({
  property: 'P6',
  message,
  reason:
    'an emergency service that is late still has to come; the clock of the follow-up (24 hours) runs on over the whole emergency and takes the matter on, and centre or desk may hand it over to another service at once',
})

/** What every version does and is meant to. */
export const accepted = [
  lateInAnEmergency('in "Handed over", emergencyUnit has to acknowledge, and once its deadline has run out'),
  lateInAnEmergency('in "Crew on its way", emergencyUnit has to arrive, and once its deadline has run out'),
]

/** The rulebook of a complaint. */
export const rulebook: Rulebook = {
  readOn: '2026-11-23',
  sources: {
    ours: 'our default: no public rule was found',
    BJ11: cited('Beijing complaints 11', 'beijing-complaints'),
    BJ12: cited('Beijing complaints 12', 'beijing-complaints'),
    BJ13: cited('Beijing complaints 13', 'beijing-complaints'),
    BJ14: cited('Beijing complaints 14: whoever receives first answers for it', 'beijing-complaints'),
    BJ15: cited('Beijing complaints 15', 'beijing-complaints'),
    BJ23: cited('Beijing complaints 23', 'beijing-complaints'),
    DN: cited('Daning', 'daning'),
    XY: cited('Xiayang', 'xiayang'),
    WF: cited('Weifang 20 to 22', 'weifang-and-jinan'),
    XF20: cited('Petition work regulations 20, by analogy', 'petition-work-regulations'),
    XF24: cited('Petition work regulations 24', 'petition-work-regulations'),
    XF30: cited('Petition work regulations 22, 30', 'petition-work-regulations'),
    RC30: cited('Residents’ committee regulations 30', 'residents-committee-regulations'),
    SD12: cited('Sub-district regulations 12, by analogy', 'sub-district-regulations'),
    SD15: cited('Sub-district regulations 15, by analogy', 'sub-district-regulations'),
    SHP: cited('Shanghai property rules 5(6)', 'shanghai-property-rules'),
    SE32: cited('Special equipment safety 32, 64', 'special-equipment-safety'),
    '110': cited('110 and the hotline', '110-and-the-hotline'),
    grid: cited('grid handling: verified on site, shelved with a statement', 'grid-handling'),
    ladder: cited('the overdue ladder', 'overdue-ladder'),
  },
  rules: ruleTable(ruleRows('callback')),
  limits,
  apart: [
    ...['pass', 'returnForRework', 'noAnswer', 'checkOnSite', 'publishReply'].map(mayNot => ({
      did: 'answer',
      mayNot,
      source: 'ours',
    })),
    ...['state', 'remedy'].flatMap(did =>
      ['answer', 'pass', 'noAnswer'].map(mayNot => ({ did, mayNot, source: 'SHP' })),
    ),
  ],
  single: [{ role: 'leadUnit', source: 'ours' }],
  accepted: [
    ...accepted,
    ...['requestConvening', 'requestFourParty'].map(act => ({
      property: 'rulebook',
      message: `in escalated.district, ${act} leads to escalated.town`,
      reason:
        'what is about staff or a secret comes back from the unit at once, and to the town, although it was with the district; version 1.1 leaves it with whoever coordinates',
    })),
  ],
  properties: [
    ...properties,
    {
      name: 'one-outcome',
      says: { 'zh-CN': '办结的状态与结果一致', en: 'a complaint ends as the state says in which it ends' },
      kind: 'always',
      fairness: 'deadlines',
      predicates: [({ outcome, is }: Seen) => outcome === null || is(`closed.${outcome}`)],
      source: 'ours',
    },
    {
      name: 'accused-does-not-handle',
      says: {
        'zh-CN': '被反映单位不主办、不协办、不审核、不回访',
        en: 'the respondent is neither lead nor co-unit, reviewer or caller of the complaint about it',
      },
      kind: 'never',
      fairness: 'deadlines',
      predicates: [
        ({ holders }: Seen) =>
          holders('respondent').some(party =>
            ['leadUnit', 'coUnit', 'reviewer', 'caller'].some(role => holders(role).includes(party)),
          ),
      ],
      source: 'SHP',
    },
    {
      name: 'lead-does-not-check-itself',
      says: {
        'zh-CN': '主办单位不审核、不回访自己的答复',
        en: 'the lead unit neither reviews nor calls back about its own answer',
      },
      kind: 'never',
      fairness: 'deadlines',
      predicates: [
        ({ holders, is }: Seen) =>
          (is('reviewing') && holders('leadUnit').some(party => holders('reviewer').includes(party))) ||
          (is('callback') && holders('leadUnit').some(party => holders('caller').includes(party))),
      ],
      source: 'ours',
    },
    {
      name: 'somebody-leads',
      says: { 'zh-CN': '已派单的诉求始终有一个主办单位', en: 'what is dispatched has a lead unit at any time' },
      kind: 'always',
      fairness: 'deadlines',
      predicates: [
        ({ holders, is }: Seen) =>
          !['dispatched', 'contacting', 'handling', 'reviewing', 'rework', 'shelved'].some(path => is(path)) ||
          holders('leadUnit').length === 1,
      ],
      source: 'ours',
    },
  ],
}
