// Every state, command, role, deadline and outcome of the table of the complaint, kept by hand: a row that falls out of
// the case type falls out of this list first.
import { complaint } from '@convoke/case-types/complaint'
import { type AnyLabels, knobsOf } from '@convoke/core'
import { stateNodes } from '@convoke/kernel/description'
import { describe, expect, it } from 'vitest'
import { definition } from './cast.js'

const nodes = stateNodes(complaint.machine as never)
const heardIn = (path: string): readonly string[] => {
  const heard: string[] = []
  for (let at = nodes.find(node => node.path === path); at !== undefined; ) {
    heard.push(...at.transitions.flatMap(({ event }) => (event === null ? [] : [event])))
    const { parent } = at
    at = nodes.find(node => node.id === parent)
  }
  return heard
}

/** State → who does what there. */
const table: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
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
}

/** In every open state. */
const anyTime: Readonly<Record<string, readonly string[]>> = {
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
}

/** Deadline → its default. */
const clocks: Readonly<Record<string, readonly [number, string]>> = {
  intake: [4, 'working-hour'],
  supplementing: [2, 'working-day'],
  siteVerification: [4, 'working-hour'],
  followingUp: [24, 'hour'],
  trapped: [2, 'hour'],
  signing: [1, 'working-day'],
  urgentSigning: [30, 'minute'],
  returning: [1, 'working-day'],
  ruling: [1, 'working-day'],
  firstContact: [1, 'working-day'],
  simpleHandling: [1, 'working-day'],
  handling: [5, 'working-day'],
  shelvingReview: [20, 'working-day'],
  review: [1, 'working-day'],
  callback: [3, 'working-day'],
  rework: [3, 'working-day'],
  escalation: [5, 'working-day'],
  reopening: [30, 'calendar-day'],
}

const outcomes = [
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
]

describe('the table of the complaint', () => {
  it.each(Object.entries(table))('%s hears what its row says, from the roles it says', (path, rows) => {
    const heard = heardIn(path)
    for (const [role, commands] of Object.entries(rows)) {
      for (const command of commands) {
        expect(heard).toContain(command)
        expect(definition.commands.get(command)?.by).toContain(role)
      }
    }
  })

  it('every open state hears the overlays', () => {
    for (const [role, commands] of Object.entries(anyTime)) {
      for (const command of commands) {
        expect(heardIn('')).toContain(command)
        expect(definition.commands.get(command)?.by).toContain(role)
      }
    }
  })

  it('has no command and no state beyond its rows', () => {
    const rows = [...Object.values(table), anyTime].flatMap(row => Object.values(row).flat())
    expect(Object.keys(complaint.commands).filter(command => !rows.includes(command))).toEqual([])
    const leaves = nodes.filter(node => node.children.length === 0).map(node => node.path)
    expect(leaves.filter(path => !(path in table) && !path.startsWith('closed.'))).toEqual([])
  })

  it('has every outcome, each of its own state', () => {
    expect([...definition.outcomes.values()].sort()).toEqual([...outcomes].sort())
  })

  it('advises every channel there is, and orders nobody to petition', () => {
    const channels = ['litigation', 'arbitration', 'review', 'discipline', 'petition']
    for (const channel of channels)
      expect(definition.commands.get('adviseChannel')?.schema.safeParse({ channel, reason: 'x' }).success).toBe(true)
    expect(Object.keys(complaint.commands)).not.toContain('toPetition')
  })

  it.each(Object.entries(clocks))('the clock "%s" is %j by default', (name, [n, unit]) => {
    const { within } = definition.deadlines.find(deadline => deadline.name === name) ?? {}
    expect(definition.parameters.parse({})[String(within)]).toEqual({ n, unit })
  })

  it('every default is ours and says so, or is law or the list of a district, with its article and the day it was read', () => {
    for (const [name, knob] of Object.entries(knobsOf(complaint))) {
      expect(knob.title['zh-CN'], name).toMatch(/\p{Script=Han}/u)
      expect(knob.title.en, name).not.toBe(name)
      if (knob.authority === 'ours') continue
      const whose = {
        law: { jurisdiction: '全国', readOn: '2026-11-23' },
        district: { jurisdiction: '上海市', readOn: '2026-11-26' },
      }
      expect(knob, name).toMatchObject(whose[knob.authority as keyof typeof whose] ?? 'nobody named')
      expect(knob.source, name).toBeTruthy()
    }
  })

  it('every deadline names its source', () => {
    for (const { name, source } of definition.deadlines) expect(source, name).toBeTruthy()
  })

  it('no Chinese label is left in English, and no English one in Chinese', () => {
    const words = ({ title, ...kinds }: AnyLabels) => [
      title,
      ...Object.values(kinds).flatMap(kind => Object.values(kind ?? {})),
    ]
    for (const word of words(complaint.labels['zh-CN'])) expect(word).toMatch(/\p{Script=Han}/u)
    for (const word of words(complaint.labels.en)) expect(word).not.toMatch(/\p{Script=Han}/u)
  })

  it('nobody is called an owner, and no abbreviation of the domain is a word', () => {
    const names = [...Object.keys(complaint.roles), ...Object.keys(complaint.commands)]
    for (const name of names) expect(name).not.toMatch(/owner$|^(coc|rc|vc|oc|pm)$/i)
  })
})
