// Who has to do what in each state that waits, and the clock that covers it. Read by the inbox, the simulator and the
// verifier; the machine's states point here.

/** Duties 待办 by state. */
export const duties = {
  submitted: [
    {
      role: 'intake',
      task: 'receive',
      commands: [
        'accept',
        'reject',
        'askSupplement',
        'informPrevious',
        'adviseChannel',
        'transfer',
        'closeAsDuplicate',
      ],
      deadline: 'intake',
    },
  ],
  supplementing: [
    { role: 'complainant', task: 'supplement', commands: ['supplement'], deadline: 'supplementing' },
    { role: 'intake', task: 'takeDown', commands: ['supplement'], deadline: 'supplementing' },
  ],
  verifying: [
    {
      role: 'gridInspector',
      task: 'verifyOnSite',
      commands: ['verify', 'findUnfounded'],
      deadline: 'siteVerification',
    },
  ],
  handedOver: [
    {
      role: 'emergencyUnit',
      task: 'acknowledge',
      commands: ['acknowledge', 'reportOnScene'],
      deadline: 'acknowledging',
    },
  ],
  acknowledged: [{ role: 'emergencyUnit', task: 'arrive', commands: ['reportOnScene'], deadline: 'arriving' }],
  onScene: [
    {
      role: 'emergencyUnit',
      task: 'free',
      commands: ['reportFreed'],
      deadline: 'trapped',
      exempt: 'owed only while somebody is trapped in a lift',
    },
    { role: 'operationsCentre', task: 'followUp', commands: ['followUp'], deadline: 'followingUp' },
  ],
  dispatching: [
    { role: 'operationsCentre', task: 'dispatch', commands: ['dispatch', 'transfer'], deadline: 'dispatching' },
  ],
  dispatched: [
    {
      role: 'leadUnit',
      task: 'sign',
      commands: ['sign', 'returnOrder'],
      deadline: 'signing',
      exempt: 'an urgent order has a clock of its own',
    },
  ],
  disputedCentre: [
    {
      role: 'ruler',
      task: 'rule',
      commands: ['confirmHandler', 'reassign', 'splitLeadCo', 'referUp'],
      deadline: 'ruling',
    },
  ],
  disputedSuperior: [
    {
      role: 'ruler',
      task: 'ruleAbove',
      commands: ['confirmHandler', 'reassign', 'splitLeadCo', 'referUp'],
      deadline: 'rulingAbove',
    },
  ],
  contacting: [
    { role: 'leadUnit', task: 'contact', commands: ['recordContact', 'recordTry'], deadline: 'firstContact' },
  ],
  handling: [
    {
      role: 'leadUnit',
      task: 'handle',
      commands: ['answer', 'requestExtension', 'requestShelving', 'requestTermination'],
      deadline: 'handling',
      exempt: 'a consultation has a clock of its own, and the clock rests while another case is awaited',
    },
    {
      role: 'leadUnit',
      task: 'handleSimple',
      commands: ['answer'],
      deadline: 'simpleHandling',
      exempt: 'owed for consultations and suggestions only',
    },
    {
      role: 'coUnit',
      task: 'reportToLead',
      commands: ['coReport'],
      deadline: 'coTask',
      exempt: 'owed only for a task given',
    },
    {
      role: 'respondent',
      task: 'state',
      commands: ['state'],
      deadline: 'statement',
      exempt: 'a respondent may be silent; that is recorded',
    },
    {
      role: 'approver',
      task: 'approve',
      commands: ['approve', 'deny'],
      deadline: 'approval',
      exempt: 'owed only while something is asked for',
    },
  ],
  shelved: [
    {
      role: 'supervisor',
      task: 'reviewShelving',
      commands: ['reviewShelving', 'resume'],
      deadline: 'shelvingReview',
    },
  ],
  areaMeeting: [{ role: 'supervisor', task: 'awaitAreaMeeting', commands: ['resume'], deadline: 'areaMeeting' }],
  merged: [
    {
      role: 'operationsCentre',
      task: 'passOnAnswer',
      commands: ['adoptAnswer', 'unmerge'],
      deadline: 'outer',
      exempt: 'the outer clock runs on, and unmerges it when it is over',
    },
  ],
  reviewing: [{ role: 'reviewer', task: 'review', commands: ['pass', 'returnForRework'], deadline: 'review' }],
  answered: [
    {
      role: 'caller',
      task: 'startCallback',
      commands: ['startCallback'],
      deadline: 'outer',
      exempt: 'begins by itself when the outer clock runs out',
    },
  ],
  callback: [
    {
      role: 'caller',
      task: 'callBack',
      commands: ['rate', 'noAnswer', 'checkOnSite', 'publishReply'],
      deadline: 'callback',
    },
    {
      role: 'complainant',
      task: 'rate',
      commands: ['rate'],
      deadline: 'callback',
      exempt: 'rating is a right, not an obligation',
    },
  ],
  reworking: [{ role: 'leadUnit', task: 'handleAgain', commands: ['answer', 'disputeRating'], deadline: 'rework' }],
  ratingDisputed: [{ role: 'supervisor', task: 'ruleOnRating', commands: ['ruleRating'], deadline: 'ratingRuling' }],
  town: [
    {
      role: 'coordinator',
      task: 'coordinate',
      commands: ['orderLead', 'orderRework', 'decide', 'terminate', 'transfer', 'adviseChannel', 'escalate'],
      deadline: 'escalation',
    },
  ],
  district: [
    {
      role: 'coordinator',
      task: 'coordinateInDistrict',
      commands: ['orderLead', 'orderRework', 'decide', 'terminate', 'transfer', 'adviseChannel'],
      deadline: 'districtCoordination',
    },
  ],
} as const
