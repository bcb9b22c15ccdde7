// Every state, command, role, deadline and outcome of the table of the complaint, kept by hand.
import { complaint } from '@convoke/case-types/complaint'
import { knobsOf } from '@convoke/core'
import { describe, expect, it } from 'vitest'
import { describeTable } from '../stage/describe-table.js'
import { definition } from './cast.js'

describeTable(complaint, {
  states: {
    submitted: {
      intake: ['accept', 'reject', 'askSupplement', 'informPrevious', 'closeAsDuplicate', 'adviseChannel', 'transfer'],
    },
    supplementing: { complainant: ['supplement'], intake: ['supplement'] },
    verifying: { gridInspector: ['verify', 'findUnfounded'] },
    'emergency.handedOver': {
      emergencyUnit: ['acknowledge', 'reportOnScene', 'reportFreed', 'followUp'],
      operationsCentre: ['handOver', 'reportFreed', 'followUp'],
      intake: ['handOver', 'reportFreed', 'followUp'],
    },
    'emergency.acknowledged': {
      emergencyUnit: ['reportOnScene', 'reportFreed'],
      operationsCentre: ['handOver'],
      intake: ['handOver'],
    },
    'emergency.onScene': {
      emergencyUnit: ['reportFreed', 'followUp'],
      operationsCentre: ['followUp'],
      intake: ['followUp'],
    },
    dispatching: { operationsCentre: ['dispatch', 'transfer', 'closeAsDuplicate'] },
    dispatched: { leadUnit: ['sign', 'returnOrder'], operationsCentre: ['recall', 'reassign'] },
    'disputed.centre': { ruler: ['confirmHandler', 'reassign', 'splitLeadCo', 'referUp'] },
    'disputed.superior': { ruler: ['confirmHandler', 'reassign', 'splitLeadCo', 'referUp'] },
    contacting: { leadUnit: ['recordContact', 'recordTry', 'returnOrder'], supervisor: ['reassign'] },
    handling: {
      leadUnit: [
        'answer',
        'interimReply',
        'recordContact',
        'recordTry',
        'coTask',
        'requestExtension',
        'requestShelving',
        'requestTermination',
        'requestConvening',
        'requestFourParty',
      ],
      coUnit: ['coReport'],
      approver: ['approve', 'deny'],
      operationsCentre: ['transfer', 'reassign'],
      respondent: ['state', 'remedy'],
    },
    shelved: { supervisor: ['reviewShelving', 'resume'], leadUnit: ['resume'] },
    areaMeeting: { supervisor: ['resume'] },
    merged: { operationsCentre: ['adoptAnswer', 'unmerge'] },
    reviewing: { reviewer: ['pass', 'returnForRework'] },
    answered: { caller: ['startCallback'] },
    callback: {
      complainant: ['rate'],
      caller: ['rate', 'noAnswer', 'checkOnSite', 'publishReply'],
      gridInspector: ['checkOnSite'],
    },
    'rework.working': { leadUnit: ['answer', 'interimReply', 'disputeRating', 'requestTermination', 'coTask'] },
    'rework.ratingDisputed': { supervisor: ['ruleRating'] },
    'escalated.town': {
      coordinator: [
        'orderLead',
        'orderRework',
        'decide',
        'terminate',
        'transfer',
        'adviseChannel',
        'escalate',
        'requestConvening',
        'requestFourParty',
      ],
    },
    'escalated.district': {
      coordinator: ['orderLead', 'orderRework', 'decide', 'terminate', 'transfer', 'adviseChannel'],
    },
    'closed.resolved': { complainant: ['reopen'], intake: ['reopen'] },
  },
  anyTime: {
    complainant: ['withdraw', 'supplement', 'consent', 'chase'],
    intake: [
      'withdraw',
      'supplement',
      'consent',
      'chase',
      'handOver',
      'copyTo',
      'merge',
      'markSensitive',
      'joinAs',
      'nameRespondent',
      'warnAbuse',
    ],
    operationsCentre: ['handOver', 'remind', 'copyTo', 'merge', 'split', 'markSensitive', 'nameRespondent', 'escalate'],
    supervisor: ['remind', 'copyTo', 'supervise', 'markSensitive', 'escalate'],
    districtOffice: ['supervise'],
    supervised: ['answerSupervision'],
    respondent: ['state', 'remedy'],
    caller: ['warnAbuse'],
  },
  clocks: {
    outer: [15, 'working-day'],
    simpleOuter: [5, 'working-day'],
    intake: [4, 'working-hour'],
    supplementing: [2, 'working-day'],
    siteVerification: [4, 'working-hour'],
    acknowledging: [10, 'minute'],
    arriving: [30, 'minute'],
    followingUp: [24, 'hour'],
    trapped: [2, 'hour', 'within', /special equipment 64/],
    dispatching: [4, 'working-hour'],
    signing: [1, 'working-day'],
    urgentSigning: [30, 'minute'],
    returning: [1, 'working-day', 'window'],
    ruling: [1, 'working-day'],
    rulingAbove: [1, 'working-day'],
    firstContact: [1, 'working-day'],
    handling: [5, 'working-day'],
    simpleHandling: [1, 'working-day'],
    coTask: [2, 'working-day'],
    statement: [5, 'working-day'],
    approval: [1, 'working-day'],
    shelvingReview: [20, 'working-day'],
    areaMeeting: [93, 'calendar-day'],
    convening: [120, 'calendar-day'],
    fourParty: [180, 'calendar-day'],
    review: [1, 'working-day'],
    callback: [3, 'working-day'],
    rework: [3, 'working-day'],
    ratingObjection: [1, 'working-day', 'window'],
    ratingRuling: [1, 'working-day'],
    escalation: [5, 'working-day'],
    districtCoordination: [5, 'working-day'],
    supervision: [3, 'working-day'],
    reopening: [30, 'calendar-day', 'window'],
  },
  outcomes: [
    'resolved',
    'explained',
    'unfounded',
    'answeredPublicly',
    'informedPrevious',
    'duplicate',
    'adviseChannel',
    'transferred',
    'withdrawn',
    'terminated',
    'rejected',
  ],
})

describe('beyond its rows', () => {
  it('advises every channel there is, and orders nobody to petition', () => {
    const channels = ['litigation', 'arbitration', 'review', 'discipline', 'petition']
    for (const channel of channels)
      expect(definition.commands.get('adviseChannel')?.schema.safeParse({ channel, reason: 'x' }).success).toBe(true)
    expect(Object.keys(complaint.commands)).not.toContain('toPetition')
  })

  it('every default is ours and says so, or is law or the list of a district, with the day it was read', () => {
    for (const [name, knob] of Object.entries(knobsOf(complaint))) {
      if (knob.authority === 'ours') continue
      const whose = {
        law: { jurisdiction: '全国', readOn: '2026-11-23' },
        district: { jurisdiction: '上海市', readOn: '2026-11-26' },
      }
      expect(knob, name).toMatchObject(whose[knob.authority as keyof typeof whose] ?? 'nobody named')
    }
  })
})
