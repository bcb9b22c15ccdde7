// Who has to do what in each state that waits, and the clock that covers it. Read by the inbox, the simulator and the
// verifier; the machine's states point here.

/** Duties 待办 by state. */
export const duties = {
  drafting: [
    { role: 'convener', task: 'draft', commands: ['submit', 'editPlan', 'inviteCoConvener'], deadline: 'draft' },
  ],
  cosigning: [{ role: 'coConvener', task: 'cosign', commands: ['cosign', 'refuse'], deadline: 'cosignature' }],
  reviewing: [
    {
      role: 'screener',
      task: 'screen',
      commands: ['accept', 'returnForFix', 'routeToComplaint', 'routeToArea', 'reject'],
      deadline: 'screening',
    },
  ],
  referred: [
    {
      role: 'screener',
      task: 'screenOnReferral',
      commands: ['accept', 'routeToComplaint', 'reject'],
      deadline: 'referredScreening',
    },
  ],
  rejected: [
    {
      role: 'convener',
      task: 'considerAppeal',
      commands: ['appealRejection'],
      deadline: 'rejectionAppeal',
    },
  ],
  replies: [
    {
      role: 'invitee',
      task: 'reply',
      commands: ['accept', 'acceptWithReservation', 'delegate', 'counter', 'decline'],
      deadline: 'reply',
    },
  ],
  presence: [{ role: 'invitee', task: 'appear', commands: ['checkIn'], deadline: 'presence' }],
  attendance: [
    {
      role: 'ruler',
      task: 'rule',
      commands: ['uphold', 'overrule', 'replaceInvitee'],
      deadline: 'ruling',
      exempt: 'not owed while a ruling given may be appealed',
    },
  ],
  responsibility: [
    {
      role: 'ruler',
      task: 'ruleOnItem',
      commands: ['uphold', 'overrule', 'reassignItem'],
      deadline: 'ruling',
      exempt: 'not owed while a ruling given may be appealed',
    },
  ],
  fixing: [{ role: 'convener', task: 'fixMeeting', commands: ['fixMeeting'], deadline: 'meetingDate' }],
  fixed: [
    { role: 'chair', task: 'openMeeting', commands: ['openMeeting'], deadline: 'meeting' },
    {
      role: 'convener',
      task: 'holdToDate',
      commands: ['reschedule', 'substituteChair'],
      exempt: 'only where the date or the chair has to change',
    },
  ],
  gathering: [
    { role: 'chair', task: 'begin', commands: ['begin', 'quorumFail', 'adjourn'], deadline: 'conclusion' },
    { role: 'invitee', task: 'checkIn', commands: ['checkIn'], deadline: 'conclusion' },
  ],
  discussing: [
    {
      role: 'chair',
      task: 'conclude',
      commands: ['propose', 'adjourn', 'deadlock', 'quorumFail'],
      deadline: 'conclusion',
    },
    { role: 'invitee', task: 'agree', commands: ['agreeResponsibilities', 'propose'], deadline: 'conclusion' },
  ],
  minutes: [
    { role: 'chair', task: 'recordMinutes', commands: ['recordMinutes'], deadline: 'minutes' },
    { role: 'invitee', task: 'signMinutes', commands: ['signMinutes'], deadline: 'minutes' },
  ],
  assigned: [
    { role: 'assignee', task: 'confirmItem', commands: ['confirmItem', 'objectItem'], deadline: 'confirmation' },
  ],
  executing: [
    { role: 'assignee', task: 'carryOut', commands: ['done', 'requestExtension', 'blocked'], deadline: 'itemDue' },
    {
      role: 'assignee',
      task: 'reportProgress',
      commands: ['progress'],
      deadline: 'progress',
      exempt: 'not owed while an item waits for a decision',
    },
    {
      role: 'screener',
      task: 'answerExtension',
      commands: ['approveExtension', 'denyExtension'],
      deadline: 'extensionAnswer',
      exempt: 'owed only while more time is asked for',
    },
    {
      role: 'convener',
      task: 'obtainDecision',
      commands: ['recordDecision'],
      deadline: 'decision',
      exempt: 'owed only while an item waits for a decision',
    },
  ],
  verifying: [
    {
      role: 'convener',
      task: 'verify',
      commands: ['pass', 'fail'],
      deadline: 'verification',
      exempt: 'owed until its verdicts are in',
    },
    {
      role: 'supervisor',
      task: 'check',
      commands: ['pass', 'fail'],
      deadline: 'check',
      exempt: 'owed only for items that are before it',
    },
  ],
  evaluating: [
    {
      role: 'convener',
      task: 'score',
      commands: ['score'],
      deadline: 'scoring',
      exempt: 'owed until every unit is scored',
    },
    {
      role: 'invitee',
      task: 'scorePlan',
      commands: ['scorePlan'],
      deadline: 'planScoring',
      exempt: 'owed until the plan is scored',
    },
  ],
  closing: [{ role: 'convener', task: 'close', commands: ['close', 'objectToClosing'], deadline: 'closing' }],
  areaMeeting: [
    {
      role: 'areaChair',
      task: 'study',
      commands: ['adoptPlan', 'returnToConvening', 'escalate'],
      deadline: 'areaAnswer',
      exempt: 'covered by areaMeeting where no round takes it up',
    },
  ],
  town: [
    {
      role: 'coordinator',
      task: 'coordinate',
      commands: [
        'rule',
        'orderExecution',
        'orderMeeting',
        'orderClosing',
        'handToArea',
        'handToDistrict',
        'declareNoAuthority',
      ],
      deadline: 'escalation',
    },
  ],
  district: [
    {
      role: 'coordinator',
      task: 'coordinateInDistrict',
      commands: ['rule', 'orderExecution', 'orderMeeting', 'orderClosing', 'takeOver', 'declareNoAuthority'],
      deadline: 'districtCoordination',
    },
  ],
} as const
