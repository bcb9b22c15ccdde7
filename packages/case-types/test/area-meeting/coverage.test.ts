// Every state, command, role, deadline and outcome of the table of the area meeting, kept by hand.
import { areaMeeting } from '@convoke/case-types/area-meeting'
import { knobsOf } from '@convoke/core'
import { expect, it } from 'vitest'
import { describeTable } from '../stage/describe-table.js'

describeTable(areaMeeting, {
  states: {
    collecting: {
      chair: ['addTopic', 'classifyTopic', 'withdrawTopic', 'callMeeting'],
      secretary: ['addTopic', 'classifyTopic'],
      member: ['addTopic'],
      supervisor: ['addTopic'],
      raiser: ['withdrawTopic'],
    },
    called: { chair: ['reschedule', 'openMeeting'], invited: ['accept', 'decline'] },
    'inSession.gathering': {
      chair: ['checkIn', 'begin', 'noQuorum'],
      secretary: ['checkIn'],
      member: ['checkIn'],
      invited: ['checkIn'],
    },
    'inSession.deciding': {
      chair: ['checkIn', 'adoptPlan', 'returnToConvening', 'openConvening', 'escalate', 'defer'],
      secretary: ['checkIn'],
      member: ['checkIn'],
      invited: ['checkIn'],
    },
    'inSession.minutes': {
      secretary: ['recordMinutes', 'signMinutes'],
      chair: ['signMinutes'],
      member: ['signMinutes'],
      invited: ['signMinutes'],
    },
    publishing: { secretary: ['publish'], chair: ['publish'] },
    following: {
      assignee: ['confirmDuty', 'objectDuty', 'done'],
      chair: ['passDuty', 'failDuty'],
      supervisor: ['passDuty', 'failDuty'],
    },
  },
  anyTime: { chair: ['remind', 'copyTo'], secretary: ['remind'], supervisor: ['remind', 'copyTo'] },
  clocks: {
    session: [31, 'calendar-day'],
    reply: [2, 'working-day'],
    notice: [3, 'working-day', 'notBefore'],
    meeting: [10, 'working-day'],
    conclusion: [1, 'working-day'],
    minutes: [1, 'working-day'],
    publication: [3, 'working-day'],
    confirmation: [1, 'working-day'],
    dutyDue: [5, 'working-day'],
    check: [3, 'working-day'],
    linked: [120, 'calendar-day'],
  },
  outcomes: ['concluded', 'partlyConcluded', 'withdrawn', 'lapsed'],
})

it('every knob is ours, since no public rule was found', () => {
  for (const [name, knob] of Object.entries(knobsOf(areaMeeting))) expect(knob.authority, name).toBe('ours')
})
