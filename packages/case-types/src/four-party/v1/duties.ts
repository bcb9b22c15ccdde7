// Who has to do what in each state that waits, and the clock that covers it. Read by the inbox, the simulator and the
// verifier; the machine's states point here.

/** Duties 待办 by state. */
export const duties = {
  raised: [{ role: 'residentsCommittee', task: 'nameParties', commands: ['nameParties'], deadline: 'naming' }],
  triaged: [
    {
      role: 'triager',
      task: 'triage',
      commands: [
        'toPropertyCompany',
        'toOwnersCommittee',
        'toOwnersMeeting',
        'toJointMeeting',
        'toMediation',
        'toConvening',
        'toElection',
        'toExit',
        'toArrears',
        'settleBeforeAssembly',
      ],
      deadline: 'triage',
    },
  ],
  answering: [
    {
      role: 'propertyCompany',
      task: 'answer',
      commands: ['reportDone', 'refuseService', 'needFund'],
      deadline: 'propertyAnswer',
    },
  ],
  emergency: [
    {
      role: 'propertyCompany',
      task: 'takeEmergencyMeasures',
      commands: ['takeEmergencyMeasures'],
      deadline: 'emergency',
    },
  ],
  ordinary: [
    {
      role: 'ownersCommittee',
      task: 'decide',
      commands: ['proposeDecision', 'declineToDecide'],
      deadline: 'committeeDecision',
    },
    {
      role: 'committeeMember',
      task: 'sign',
      commands: ['signDecision'],
      deadline: 'committeeDecision',
    },
  ],
  urgent: [
    { role: 'ownersCommittee', task: 'decideUrgent', commands: ['proposeDecision'], deadline: 'urgentDecision' },
    { role: 'committeeMember', task: 'signUrgent', commands: ['signDecision'], deadline: 'urgentDecision' },
  ],
  districtRepair: [
    {
      role: 'district',
      task: 'decideRepair',
      commands: ['orderRepair', 'declineRepair'],
      deadline: 'districtDecision',
    },
  ],
  convening: [{ role: 'chair', task: 'holdMeeting', commands: ['holdMeeting'], deadline: 'jointMeeting' }],
  positions: [
    {
      role: 'residentsCommittee',
      task: 'takePosition',
      commands: ['agree', 'reserve', 'recordMinutes'],
      deadline: 'position',
    },
    { role: 'partyBranch', task: 'takePositionAsBranch', commands: ['agree', 'reserve'], deadline: 'position' },
    { role: 'ownersCommittee', task: 'takePositionForOwners', commands: ['agree', 'reserve'], deadline: 'position' },
    { role: 'propertyCompany', task: 'takePositionAsCompany', commands: ['agree', 'reserve'], deadline: 'position' },
  ],
  split: [
    {
      role: 'chair',
      task: 'leadOn',
      commands: ['reconvene', 'toMediation', 'closeWithoutResult'],
      deadline: 'splitChoice',
    },
  ],
  preparing: [
    { role: 'organiser', task: 'announce', commands: ['announceVote', 'declineToCall'], deadline: 'announcement' },
  ],
  announced: [
    {
      role: 'organiser',
      task: 'openVoting',
      commands: ['openVoting', 'cancelVote', 'correctRoll'],
      deadline: 'voteOpening',
    },
  ],
  voting: [
    { role: 'organiser', task: 'collectBallots', commands: ['enterBallot'], deadline: 'votingPeriod' },
    { role: 'voter', task: 'vote', commands: ['vote'], exempt: 'nobody has to vote' },
  ],
  tallying: [
    { role: 'organiser', task: 'count', commands: ['confirmCount'], deadline: 'count' },
    { role: 'monitor', task: 'watchCount', commands: ['confirmCount'], deadline: 'count' },
  ],
  posting: [
    {
      role: 'organiser',
      task: 'publish',
      commands: ['postDecision'],
      deadline: 'publication',
      exempt: 'published by the committee where it decided itself',
    },
    { role: 'ownersCommittee', task: 'publishDecision', commands: ['postDecision'], deadline: 'publication' },
  ],
  invalid: [
    {
      role: 'organiser',
      task: 'chooseRevote',
      commands: ['revote', 'giveUp'],
      deadline: 'revoteChoice',
      exempt: 'the town may choose as well',
    },
  ],
  consent: [
    {
      role: 'disputant',
      task: 'consentToMediation',
      commands: ['consentMediation', 'refuseMediation'],
      deadline: 'mediationConsent',
    },
  ],
  sessions: [
    { role: 'mediator', task: 'mediate', commands: ['proposeAgreement', 'failMediation'], deadline: 'mediation' },
  ],
  signing: [
    {
      role: 'disputant',
      task: 'signAgreement',
      commands: ['signAgreement', 'declineAgreement'],
      deadline: 'agreementSigning',
    },
  ],
  advising: [{ role: 'triager', task: 'advise', commands: ['adviseChannel'], deadline: 'advice' }],
  executing: [
    { role: 'executor', task: 'carryOut', commands: ['completeWork', 'reportProgress'], deadline: 'execution' },
  ],
  underChallenge: [{ role: 'town', task: 'recordJudgment', commands: ['recordJudgment'], deadline: 'judgment' }],
  acceptance: [
    {
      role: 'residentsCommittee',
      task: 'acceptForCommittee',
      commands: ['acceptWork', 'rejectWork'],
      deadline: 'acceptance',
    },
    {
      role: 'ownersCommittee',
      task: 'accept',
      commands: ['acceptWork', 'rejectWork'],
      deadline: 'acceptance',
    },
    {
      role: 'ownerRepresentative',
      task: 'acceptAsOwner',
      commands: ['acceptWork', 'rejectWork'],
      exempt: 'any owner may take part',
    },
  ],
  evaluating: [
    { role: 'residentsCommittee', task: 'evaluate', commands: ['giveOpinion', 'close'], deadline: 'evaluation' },
    { role: 'partyBranch', task: 'giveOpinion', commands: ['giveOpinion'], deadline: 'evaluation' },
    { role: 'propertyOwner', task: 'rate', commands: ['rate'], exempt: 'nobody has to rate' },
  ],
  exitNotice: [
    {
      role: 'ownersCommittee',
      task: 'findSuccessor',
      commands: ['nameSuccessor', 'requestStandIn'],
      deadline: 'succession',
    },
    {
      role: 'residentsCommittee',
      task: 'findSuccessorForOwners',
      commands: ['nameSuccessor', 'requestStandIn'],
      deadline: 'succession',
    },
    {
      role: 'town',
      task: 'appointStandIn',
      commands: ['appointStandIn'],
      exempt: 'owed only where a stand-in is asked for',
    },
  ],
  handOver: [
    { role: 'propertyCompany', task: 'handOver', commands: ['handOver'], deadline: 'handOver' },
    {
      role: 'residentsCommittee',
      task: 'confirmReceipt',
      commands: ['confirmReceipt'],
      deadline: 'handOver',
    },
  ],
  overdue: [{ role: 'propertyCompany', task: 'handOverNow', commands: ['handOver'], deadline: 'handOverOrdered' }],
  standIn: [
    { role: 'ownersCommittee', task: 'replaceStandIn', commands: ['nameSuccessor'], deadline: 'standIn' },
    { role: 'residentsCommittee', task: 'replaceStandInForOwners', commands: ['nameSuccessor'], deadline: 'standIn' },
  ],
  urging: [
    { role: 'ownersCommittee', task: 'urgePayment', commands: ['urgePayment'], deadline: 'urging' },
    { role: 'residentsCommittee', task: 'urgePaymentForOwners', commands: ['urgePayment'], deadline: 'urging' },
  ],
  unpaid: [
    {
      role: 'propertyCompany',
      task: 'demandPayment',
      commands: ['demandPayment', 'dropClaim'],
      deadline: 'demandOpen',
    },
  ],
  demanded: [
    { role: 'propertyCompany', task: 'goToCourt', commands: ['sue', 'recordPayment', 'dropClaim'], deadline: 'claim' },
  ],
  noOwnersCommittee: [
    {
      role: 'triager',
      task: 'helpOwners',
      commands: ['toElection', 'toJointMeeting', 'settleBeforeAssembly'],
      deadline: 'withoutCommittee',
    },
  ],
  awaitingElection: [{ role: 'town', task: 'followElection', commands: ['remind'], deadline: 'election' }],
  awaitingConvening: [
    { role: 'residentsCommittee', task: 'followConvening', commands: ['remind'], deadline: 'convening' },
  ],
  considering: [
    {
      role: 'town',
      task: 'intervene',
      commands: ['orderMeeting', 'conveneMeeting', 'nameConvenor', 'toElection', 'returnToMeeting', 'adviseChannel'],
      deadline: 'intervention',
    },
  ],
  townOrdered: [
    {
      role: 'organiser',
      task: 'holdOrderedMeeting',
      commands: ['announceVote', 'declineToCall'],
      deadline: 'orderedMeeting',
    },
  ],
  townConvened: [
    { role: 'organiser', task: 'holdConvenedMeeting', commands: ['announceVote'], deadline: 'convenedMeeting' },
  ],
} as const
