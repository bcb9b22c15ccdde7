// Who has to do what in each state that waits, and the clock that covers it.

/** Duties 待办 by state. */
export const duties = {
  reporting: [
    { role: 'developer', task: 'reportConditions', commands: ['reportConditions'], deadline: 'conditionsReport' },
  ],
  termEnding: [{ role: 'ownersCommittee', task: 'reportTermEnd', commands: ['reportTermEnd'], deadline: 'termReport' }],
  awaitingRequest: [
    {
      role: 'residentsCommittee',
      task: 'helpOwnersAsk',
      commands: ['requestInWriting'],
      deadline: 'request',
      exempt: 'the owners may ask, nobody has to',
    },
  ],
  forming: [{ role: 'town', task: 'formGroup', commands: ['formGroup'], deadline: 'forming' }],
  escalated: [
    { role: 'town', task: 'leadOn', commands: ['allowMoreTime', 'formGroup', 'giveUp'], deadline: 'escalation' },
  ],
  posting: [
    { role: 'groupChair', task: 'postNames', commands: ['postNames'], deadline: 'names' },
    { role: 'town', task: 'train', commands: ['trainGroup', 'replaceMember'], exempt: 'before the preparation begins' },
  ],
  preparing: [
    {
      role: 'groupChair',
      task: 'prepare',
      commands: ['prepare', 'setSeats', 'setRoll', 'nominate', 'screenCandidate', 'announceContents'],
      deadline: 'meeting',
    },
    {
      role: 'ownersCommittee',
      task: 'depositSeals',
      commands: ['depositSeals'],
      deadline: 'deposit',
      exempt: 'owed only by a committee that has them',
    },
  ],
  announced: [
    { role: 'groupChair', task: 'openVoting', commands: ['openVoting', 'answerObjection'], deadline: 'meeting' },
  ],
  voting: [
    { role: 'groupChair', task: 'collectBallots', commands: ['enterBallot'], deadline: 'votingPeriod' },
    { role: 'propertyOwner', task: 'vote', commands: ['vote'], exempt: 'nobody has to vote' },
  ],
  counting: [
    { role: 'groupChair', task: 'count', commands: ['confirmCount'], deadline: 'count' },
    { role: 'monitor', task: 'watchCount', commands: ['confirmCount'], deadline: 'count' },
  ],
  tied: [{ role: 'groupChair', task: 'openRunOff', commands: ['openRunOff'], deadline: 'runOff' }],
  failed: [{ role: 'groupChair', task: 'repeat', commands: ['repeatElection'], deadline: 'repetition' }],
  choosingChair: [{ role: 'electedMember', task: 'chooseChair', commands: ['backChair'], deadline: 'chair' }],
  postingResult: [{ role: 'groupChair', task: 'postResult', commands: ['postResult'], deadline: 'publication' }],
  filing: [{ role: 'newChair', task: 'file', commands: ['file'], deadline: 'filing' }],
  filingOverdue: [{ role: 'newChair', task: 'fileNow', commands: ['file'], deadline: 'lateFiling' }],
  registering: [
    { role: 'town', task: 'completeFiling', commands: ['completeFiling', 'returnFiling'], deadline: 'registration' },
  ],
  handingOver: [{ role: 'housingOffice', task: 'returnSeals', commands: ['returnSeals'], deadline: 'sealsBack' }],
} as const
