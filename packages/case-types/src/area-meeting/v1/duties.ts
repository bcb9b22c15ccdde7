// Who has to do what in each state that waits, and the clock that covers it.

/** Duties 待办 by state. */
export const duties = {
  collecting: [
    {
      role: 'chair',
      task: 'callMeeting',
      commands: ['callMeeting', 'classifyTopic', 'addTopic', 'withdrawTopic'],
      deadline: 'session',
    },
  ],
  called: [
    { role: 'chair', task: 'hold', commands: ['openMeeting', 'reschedule'], deadline: 'meeting' },
    {
      role: 'invited',
      task: 'reply',
      commands: ['accept', 'decline'],
      deadline: 'reply',
      exempt: 'a late answer is welcome until the session',
    },
  ],
  gathering: [
    { role: 'chair', task: 'begin', commands: ['begin', 'noQuorum', 'checkIn'], deadline: 'conclusion' },
    { role: 'member', task: 'attend', commands: ['checkIn'], deadline: 'conclusion' },
    { role: 'invited', task: 'attend', commands: ['checkIn'], deadline: 'conclusion' },
  ],
  deciding: [
    {
      role: 'chair',
      task: 'decide',
      commands: ['adoptPlan', 'returnToConvening', 'openConvening', 'escalate', 'defer'],
      deadline: 'conclusion',
    },
  ],
  minutes: [
    { role: 'secretary', task: 'recordMinutes', commands: ['recordMinutes', 'signMinutes'], deadline: 'minutes' },
    { role: 'member', task: 'signMinutes', commands: ['signMinutes'], deadline: 'minutes' },
  ],
  publishing: [{ role: 'secretary', task: 'publish', commands: ['publish'], deadline: 'publication' }],
  following: [
    {
      role: 'assignee',
      task: 'confirmDuty',
      commands: ['confirmDuty', 'objectDuty'],
      deadline: 'confirmation',
      exempt: 'owed only for a duty that is not confirmed',
    },
    {
      role: 'assignee',
      task: 'carryOut',
      commands: ['done'],
      deadline: 'dutyDue',
      exempt: 'owed only for a duty that is open',
    },
    {
      role: 'chair',
      task: 'check',
      commands: ['passDuty', 'failDuty'],
      deadline: 'check',
      exempt: 'owed only for a duty that is reported done',
    },
  ],
} as const
