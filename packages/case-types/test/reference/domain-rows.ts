// The rows of the domain's tables of complaint, convening request, four-party coordination, election and area meeting, and of
// the corrections that stand over them, written down by hand: where each is found, or why it is not there. Kept apart from
// the definitions, so that what falls out of one is missed here.

/** Where a row is found: names that must exist in the case type, all of them. */
export interface Found {
  readonly type: string
  readonly states?: readonly string[]
  readonly commands?: readonly string[]
  readonly outcomes?: readonly string[]
  readonly deadlines?: readonly string[]
  readonly parameters?: readonly string[]
  readonly roles?: readonly string[]
  readonly links?: readonly string[]
}

/** One row of the domain: found in case types, or absent for a reason. */
export interface DomainRow {
  readonly row: string
  readonly found?: readonly Found[]
  readonly absent?: string
}

const complaint = (row: string, found: Omit<Found, 'type'>): DomainRow => ({
  row,
  found: [{ type: 'complaint', ...found }],
})
const convening = (row: string, found: Omit<Found, 'type'>): DomainRow => ({
  row,
  found: [{ type: 'convening-request', ...found }],
})
const fourParty = (row: string, found: Omit<Found, 'type'>): DomainRow => ({
  row,
  found: [{ type: 'four-party', ...found }],
})
const election = (row: string, found: Omit<Found, 'type'>): DomainRow => ({
  row,
  found: [{ type: 'owners-committee-election', ...found }],
})
const area = (row: string, found: Omit<Found, 'type'>): DomainRow => ({
  row,
  found: [{ type: 'area-meeting', ...found }],
})
const absent = (row: string, reason: string): DomainRow => ({ row, absent: reason })

/** Section 5, the complaint, as section 0 changes it. */
const complaintRows: readonly DomainRow[] = [
  complaint('submitted 已提交', { states: ['submitted'], commands: ['accept', 'reject'], deadlines: ['intake'] }),
  complaint('submitted: legal channel', { commands: ['adviseChannel'], outcomes: ['adviseChannel'] }),
  complaint('submitted: merge into another', { commands: ['merge', 'closeAsDuplicate'], outcomes: ['duplicate'] }),
  complaint('verifying 现场核实', {
    states: ['verifying'],
    commands: ['verify', 'findUnfounded'],
    deadlines: ['siteVerification'],
    roles: ['gridInspector'],
  }),
  complaint('dispatched 已派单', { states: ['dispatched'], commands: ['sign', 'returnOrder'], deadlines: ['signing'] }),
  complaint('disputed 派单异议', {
    states: ['disputed'],
    commands: ['confirmHandler', 'reassign', 'splitLeadCo', 'referUp'],
    deadlines: ['ruling'],
  }),
  complaint('contacting 先行联系', {
    states: ['contacting'],
    commands: ['recordContact', 'recordTry'],
    deadlines: ['firstContact'],
    parameters: ['triesToReach', 'daysToReach'],
  }),
  complaint('handling 办理中', {
    states: ['handling'],
    commands: ['answer', 'requestExtension', 'requestConvening', 'coReport', 'remind', 'requestShelving'],
    parameters: ['handlingWithin'],
  }),
  absent('handling: propose', 'dropped by section 0'),
  complaint('suspended 挂账 is shelved', { states: ['shelved'], commands: ['resume', 'reviewShelving'] }),
  complaint('answered 已答复', { states: ['answered'], commands: ['startCallback'] }),
  complaint('callback 回访核查', {
    states: ['callback'],
    commands: ['rate', 'noAnswer'],
    deadlines: ['callback'],
    parameters: ['triesToCallBack'],
  }),
  complaint('rework 再次处置', {
    states: ['rework'],
    commands: ['answer'],
    parameters: ['maxReworks', 'reworkWithin'],
  }),
  complaint('escalated 督办/提级', {
    states: ['escalated'],
    commands: ['orderLead', 'orderRework', 'decide', 'requestConvening'],
    deadlines: ['escalation'],
  }),
  absent('escalated: toPetition', 'adviseChannel by section 0.10: nobody sends a citizen to petition'),
  complaint('closed 结案', { states: ['closed'], commands: ['reopen'], deadlines: ['reopening'] }),
  complaint('outcomes resolved, explained, unfounded, duplicate, withdrawn', {
    outcomes: ['resolved', 'explained', 'unfounded', 'duplicate', 'withdrawn'],
  }),
  complaint('outcome notMine is transferred', { outcomes: ['transferred'] }),
  absent('outcomes emergencyDiverted, hungUp', 'dropped by section 0'),
  complaint('outcome legalChannel is adviseChannel', { outcomes: ['adviseChannel'] }),
  complaint('changes: askSupplement, supplementing 补正', {
    states: ['supplementing'],
    commands: ['askSupplement', 'supplement'],
    deadlines: ['supplementing'],
  }),
  complaint('changes: informPrevious, abusive calls', {
    commands: ['informPrevious', 'warnAbuse'],
    outcomes: ['informedPrevious'],
  }),
  complaint('changes: emergency 应急移交', {
    states: ['emergency'],
    commands: ['handOver', 'acknowledge', 'reportOnScene', 'reportFreed', 'followUp'],
    deadlines: ['acknowledging', 'arriving', 'followingUp', 'trapped'],
  }),
  complaint('changes: dispatched, recall, auto-sign', { commands: ['recall'], deadlines: ['signing', 'returning'] }),
  complaint('changes: handling', {
    commands: [
      'interimReply',
      'transfer',
      'coTask',
      'coReport',
      'requestExtension',
      'approve',
      'deny',
      'requestConvening',
      'requestTermination',
    ],
    deadlines: ['approval', 'coTask'],
    outcomes: ['terminated'],
  }),
  complaint('changes: shelved 挂账, then the area meeting', {
    states: ['shelved', 'areaMeeting'],
    parameters: ['shelvingReviewWithin', 'maxShelvingReviews'],
    links: ['areaMeeting'],
  }),
  complaint('changes: reviewing 办结审核', {
    states: ['reviewing'],
    commands: ['pass', 'returnForRework'],
    deadlines: ['review'],
  }),
  complaint('changes: callback by somebody else, anonymous, disputeRating', {
    commands: ['checkOnSite', 'publishReply', 'disputeRating', 'ruleRating'],
    outcomes: ['answeredPublicly'],
  }),
  complaint('changes: supervised overlay 督办', {
    commands: ['supervise', 'answerSupervision'],
    deadlines: ['supervision'],
  }),
  complaint('changes: in any open state', {
    commands: [
      'withdraw',
      'supplement',
      'chase',
      'remind',
      'copyTo',
      'merge',
      'unmerge',
      'split',
      'markSensitive',
      'joinAs',
    ],
  }),
]

/** Section 6, the convening request, as section 0 changes it. */
const conveningRows: readonly DomainRow[] = [
  convening('drafting 拟定约请方案', { states: ['drafting'], commands: ['editPlan', 'inviteCoConvener', 'submit'] }),
  convening('cosigning 联合发起确认', {
    states: ['cosigning'],
    commands: ['cosign', 'refuse'],
    deadlines: ['cosignature'],
  }),
  convening('screening 受理审核', {
    states: ['screening'],
    commands: ['accept', 'returnForFix', 'routeToComplaint', 'routeToArea'],
    deadlines: ['screening'],
  }),
  convening('inviting 约请发出', {
    states: ['inviting'],
    commands: ['accept', 'delegate', 'counter', 'decline'],
    deadlines: ['reply', 'presence'],
  }),
  convening('ruling 异议裁定', {
    states: ['ruling'],
    commands: ['uphold', 'overrule', 'replaceInvitee', 'appeal'],
    deadlines: ['ruling'],
  }),
  convening('scheduled 已定会', { states: ['scheduled'], commands: ['reschedule', 'confirm'], deadlines: ['meeting'] }),
  convening('onSite 现场会商', {
    states: ['onSite'],
    commands: ['checkIn', 'quorumFail', 'adjourn', 'propose', 'agreeResponsibilities', 'deadlock'],
  }),
  convening('assigned 明确职责', {
    states: ['assigned'],
    commands: ['confirmItem', 'objectItem'],
    deadlines: ['confirmation'],
  }),
  convening('executing 落实', {
    states: ['executing'],
    commands: ['progress', 'done', 'requestExtension', 'blocked', 'waive'],
    deadlines: ['itemDue', 'progress'],
  }),
  convening('verifying 核验', { states: ['verifying'], commands: ['pass', 'fail'], deadlines: ['verification'] }),
  convening('evaluating 评价', { states: ['evaluating'], commands: ['score', 'scorePlan'], deadlines: ['scoring'] }),
  convening('closed 结案', { states: ['closed'], commands: ['reopen'], deadlines: ['reopening'] }),
  convening('areaMeeting 片会研究', {
    states: ['areaMeeting'],
    commands: ['adoptPlan', 'returnToConvening', 'escalate'],
    deadlines: ['areaMeeting'],
    links: ['areaMeeting'],
  }),
  convening('escalated 提级协调', { states: ['escalated'], commands: ['rule'], deadlines: ['escalation'] }),
  convening('withdrawn 撤回', { states: ['closed.withdrawn'], commands: ['withdraw'] }),
  convening('outcomes', {
    outcomes: [
      'resolved',
      'partlyResolved',
      'handedToArea',
      'handedToDistrict',
      'noAuthority',
      'withdrawn',
      'supersededByMediation',
    ],
  }),
  convening('changes: cosigning drops out, screening is appealable, batches', {
    commands: ['appealRejection', 'reject'],
    parameters: ['returnsAllowed', 'areaBatchThreshold'],
  }),
  convening('changes: acceptWithReservation', { commands: ['acceptWithReservation'] }),
  absent('changes: letter 函请', 'a mark of the invitation and a notice, no state or command of its own'),
  convening('changes: scheduled, onSite', {
    commands: ['substituteChair', 'leave', 'signMinutes', 'dissent'],
    deadlines: ['notice', 'minutes'],
    parameters: ['maxReschedules'],
  }),
  convening('changes: item kinds; a linked case or a letter', { commands: ['recordDecision'], links: ['fourParty'] }),
  convening('changes: verifying, lookBack 回头看', {
    commands: ['lookBack'],
    deadlines: ['check', 'lookBack'],
    parameters: ['spotCheckPercent'],
  }),
  convening('changes: any', { commands: ['withdrawPart', 'remind', 'copyTo', 'supervise', 'merge'] }),
]

/** Section 7, four-party coordination and the election, as section 0 changes it. */
const fourPartyRows: readonly DomainRow[] = [
  fourParty('raised 议题提出', { states: ['raised'] }),
  fourParty('triaged 分流', {
    states: ['triaged'],
    commands: ['toPropertyCompany', 'toOwnersCommittee', 'toMediation', 'toJointMeeting', 'toConvening'],
    deadlines: ['triage'],
  }),
  fourParty('pmService 物业处置 is propertyService', {
    states: ['propertyService'],
    commands: ['reportDone', 'refuseService', 'needFund'],
    deadlines: ['propertyAnswer', 'emergency'],
  }),
  fourParty('ocDecision 业委会决定 is committeeDecision', {
    states: ['committeeDecision'],
    commands: ['signDecision', 'declineToDecide'],
    deadlines: ['committeeDecision', 'urgentDecision'],
  }),
  fourParty('jointMeeting 联席会议', {
    states: ['jointMeeting'],
    commands: ['holdMeeting'],
    deadlines: ['jointMeeting'],
  }),
  fourParty('consensus / split 形成共识 / 分歧', {
    states: ['jointMeeting.positions', 'split'],
    commands: ['agree', 'reserve'],
    deadlines: ['position'],
  }),
  fourParty('noticing 公告', { states: ['noticing'], commands: ['announceVote'], deadlines: ['notice'] }),
  fourParty('voting 业主表决', { states: ['voting'], commands: ['vote', 'enterBallot'], deadlines: ['votingPeriod'] }),
  fourParty('tallying 计票', {
    states: ['tallying', 'posting'],
    commands: ['confirmCount'],
    deadlines: ['count', 'publication'],
  }),
  fourParty('decided / rejected / invalid', {
    states: ['invalid'],
    commands: ['revote'],
    outcomes: ['decided', 'rejected', 'invalid'],
  }),
  fourParty('mediation 调解', {
    states: ['mediation'],
    commands: ['proposeAgreement', 'failMediation', 'refuseMediation'],
  }),
  fourParty('disclosing 透明窗公示', {
    commands: ['postDocument', 'query', 'answerQuery', 'objectToDocument'],
    deadlines: ['auditPosted', 'documentPosted'],
  }),
  fourParty('executing 实施', { states: ['executing'], commands: ['completeWork'], deadlines: ['execution'] }),
  fourParty('acceptance 验收', {
    states: ['acceptance'],
    commands: ['acceptWork', 'rejectWork'],
    deadlines: ['acceptance'],
  }),
  fourParty('evaluating 公平秤评价', {
    states: ['evaluating'],
    commands: ['rate', 'giveOpinion'],
    deadlines: ['evaluation'],
  }),
  fourParty('takeover 镇介入 is townOrdered / townConvened', {
    states: ['intervention.townOrdered', 'intervention.townConvened'],
    commands: ['orderMeeting', 'conveneMeeting', 'nameConvenor'],
  }),
  fourParty('closed 办结', { states: ['closed'], commands: ['close'] }),
  fourParty('additions: noOwnersCommittee', {
    states: ['noOwnersCommittee'],
    commands: ['recordMandate', 'settleBeforeAssembly'],
  }),
  fourParty('additions: propertyExit', {
    states: ['exit'],
    commands: ['nameSuccessor', 'requestStandIn', 'appointStandIn', 'handOver'],
    deadlines: ['notRenewing', 'endingIndefinite', 'handOver', 'standIn'],
  }),
  fourParty('additions: arrears', {
    states: ['arrears'],
    commands: ['urgePayment', 'demandPayment', 'sue', 'cutSupply'],
  }),
  fourParty('additions: underChallenge, posted', {
    states: ['underChallenge'],
    commands: ['challenge'],
    deadlines: ['challengeWindow'],
    parameters: ['keepPosted', 'keepAudit'],
  }),
  fourParty('additions: mediation ends as agreement, refused or failed', {
    commands: ['signAgreement', 'applyConfirmation', 'adviseChannel'],
    outcomes: ['adviseChannel'],
    deadlines: ['confirmation'],
  }),
  fourParty('mechanisms 连心桥 维权网 透明窗 公平秤', {
    commands: ['sendMessage', 'answerMessage', 'openComplaint', 'referToLegalAid', 'postDocument', 'rate'],
  }),
  fourParty('vote rules as data', {
    parameters: ['participation', 'ordinaryApproval', 'specialApproval', 'unreturned'],
  }),
  election('election: trigger, developer reports', { commands: ['reportConditions'], deadlines: ['conditionsReport'] }),
  election('election: town forms the preparation group', {
    states: ['forming'],
    commands: ['formGroup'],
    deadlines: ['forming'],
    parameters: ['ownersInGroup'],
  }),
  election('election: names posted, contents posted, first meeting', {
    commands: ['postNames', 'announceContents'],
    deadlines: ['names', 'notice', 'meeting'],
  }),
  election('election: size and term of the committee', {
    parameters: ['leastSeats', 'leastSeatsSmall', 'leastTerm', 'longestTerm'],
  }),
  election('election: posting, filing, the town completes', {
    states: ['postingResult', 'filing', 'registering'],
    commands: ['postResult', 'file', 'completeFiling'],
    deadlines: ['publication', 'filing', 'registration'],
  }),
  election('election: end of term, re-election group, seals', {
    commands: ['reportTermEnd', 'returnSeals'],
    deadlines: ['termReport', 'sealsBack'],
    parameters: ['reportMonthsBefore'],
  }),
]

/** Section 0, what is not a change to one of the tables above; and the rows of sections 1 and 3 on the area meeting. */
const otherRows: readonly DomainRow[] = [
  complaint('0.1 lead unit and respondent are kept apart', {
    roles: ['leadUnit', 'respondent'],
    commands: ['state', 'remedy', 'consent'],
  }),
  complaint("0.1 a residents' committee leads only matters on its list", { parameters: ['committeeMatters'] }),
  complaint('0.2 a ruling binds only parties under the ruler', {
    commands: ['confirmHandler', 'reassign', 'splitLeadCo', 'orderLead'],
  }),
  convening('0.2 the lowest common superior rules, else it is referred up', { roles: ['ruler'], commands: ['uphold'] }),
  complaint('0.2 referUp 提请上级', { commands: ['referUp'] }),
  absent(
    '0.3 a meeting cannot decide for owners',
    'guards of the convening request and the area meeting, held by their invariants',
  ),
  complaint('0.4 outer and inner clocks', { parameters: ['outerWithin', 'handlingWithin'] }),
  convening('0.4 defaults put right', { parameters: ['meetWithin', 'noticeAtLeast'] }),
  absent('0.5 authority of knobs', 'a property of every parameter, checked by the engine'),
  convening('0.5 structural switches: screening', {
    parameters: ['screening', 'returnsAllowed', 'areaBatchThreshold'],
  }),
  complaint('0.5 structural switches: review, returns, call-back share', {
    parameters: ['reviewBeforeAnswer', 'returnsAllowed', 'callbackPercent'],
  }),
  area('0.5 structural switches: batch threshold', { parameters: ['batchThreshold'] }),
  absent('0.6 campaign, standDown', 'the campaign is a case type of its own, not yet built'),
  complaint('0.7 everyday operations: each has a command', {
    commands: [
      'returnOrder',
      'recall',
      'reassign',
      'transfer',
      'copyTo',
      'remind',
      'supervise',
      'escalate',
      'merge',
      'split',
      'supplement',
      'withdraw',
      'interimReply',
      'approve',
      'requestShelving',
      'terminate',
      'returnForRework',
    ],
  }),
  absent('0.8 indicators', 'functions of journals, no part of a case type'),
  area('0.9 the alliance of a large grid, distinct from the area meeting', {
    roles: ['member'],
    commands: ['callMeeting'],
  }),
  absent('0.9 matters admitted to a grid, posts, first receivers', 'data of the territory'),
  fourParty('0.10 takeover', { states: ['intervention.townOrdered', 'intervention.townConvened'] }),
  fourParty('0.10 urgent repair', { commands: ['orderRepair'], deadlines: ['districtDecision'] }),
  absent('0.11 members are data, not regions', 'how the context is built'),
  area('1, row 12: regular area meetings, departments invited, common problems', {
    states: ['collecting', 'called', 'inSession'],
    commands: ['callMeeting', 'openConvening'],
    roles: ['chair', 'invited'],
    deadlines: ['session'],
    parameters: ['sessionWithin', 'topicKinds', 'batchThreshold'],
  }),
  area('3: minutes with 参加人员 / 讨论事项(已决定) / 讨论事项(未决定) / 会议内容', {
    states: ['inSession.minutes'],
    commands: ['recordMinutes', 'signMinutes'],
    deadlines: ['minutes'],
  }),
  area('3: agreed items are carried out promptly and published', {
    states: ['publishing', 'following'],
    commands: ['publish', 'confirmDuty', 'done', 'passDuty', 'failDuty'],
    deadlines: ['publication', 'dutyDue', 'check'],
  }),
  area('6, areaMeeting: adoptPlan, returnToConvening, escalate', {
    commands: ['adoptPlan', 'returnToConvening', 'escalate', 'defer'],
    roles: ['chair'],
    outcomes: ['concluded', 'partlyConcluded', 'lapsed', 'withdrawn'],
    links: ['convening', 'nextSession'],
  }),
]

/** All rows, by the section they stand in. */
export const domainRows: Readonly<Record<string, readonly DomainRow[]>> = {
  complaint: complaintRows,
  'convening request': conveningRows,
  'four parties and election': fourPartyRows,
  'corrections and area meeting': otherRows,
}
