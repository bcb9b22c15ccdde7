// Every state, command, role, deadline and outcome of the table of the convening request, kept by hand: a row
// that falls out of the case type falls out of this list first.
import { conveningRequest } from '@convoke/case-types/convening-request'
import { type AnyLabels, type Duty, knobsOf } from '@convoke/core'
import { stateNodes } from '@convoke/kernel/description'
import { describe, expect, it } from 'vitest'
import { definition } from './scenario.js'

const nodes = stateNodes(conveningRequest.machine as never)
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
  drafting: { convener: ['editPlan', 'inviteCoConvener', 'submit'] },
  cosigning: { coConvener: ['cosign', 'refuse'] },
  'screening.reviewing': { screener: ['accept', 'returnForFix', 'routeToComplaint', 'routeToArea', 'reject'] },
  'screening.rejected': { convener: ['appealRejection'] },
  'screening.referred': { screener: ['accept', 'reject', 'routeToComplaint'] },
  'inviting.replies': {
    invitee: ['accept', 'acceptWithReservation', 'delegate', 'counter', 'decline'],
    convener: ['concede'],
  },
  'inviting.presence': { invitee: ['checkIn'] },
  'ruling.attendance': { ruler: ['uphold', 'overrule', 'replaceInvitee'], invitee: ['appeal', 'acceptRuling'] },
  'ruling.responsibility': { ruler: ['uphold', 'overrule', 'reassignItem'], assignee: ['appeal', 'acceptRuling'] },
  'scheduled.fixing': { convener: ['fixMeeting'] },
  'scheduled.fixed': {
    convener: ['reschedule', 'substituteChair'],
    invitee: ['confirm'],
    delegate: ['confirm'],
    chair: ['openMeeting'],
  },
  'onSite.gathering': { invitee: ['checkIn', 'leave'], chair: ['begin', 'quorumFail', 'adjourn'] },
  'onSite.discussing': {
    invitee: ['checkIn', 'leave', 'propose', 'agreeResponsibilities', 'dissent'],
    delegate: ['checkIn', 'leave', 'propose', 'agreeResponsibilities', 'dissent'],
    convener: ['propose', 'dropProposal', 'dissent'],
    chair: ['propose', 'adjourn', 'deadlock', 'quorumFail'],
  },
  'onSite.minutes': { chair: ['recordMinutes'], invitee: ['signMinutes', 'dissent'], participant: ['signMinutes'] },
  assigned: { assignee: ['confirmItem', 'objectItem'], coAssignee: ['confirmItem', 'objectItem'] },
  executing: {
    assignee: ['progress', 'done', 'requestExtension', 'blocked', 'unblock'],
    screener: ['approveExtension', 'denyExtension', 'waive'],
    convener: ['waive', 'recordDecision'],
  },
  verifying: { convener: ['pass', 'fail'], supervisor: ['pass', 'fail'] },
  evaluating: { convener: ['score'], invitee: ['scorePlan'] },
  closing: { convener: ['close', 'objectToClosing'] },
  areaMeeting: { areaChair: ['adoptPlan', 'returnToConvening', 'escalate'] },
  'escalated.town': {
    coordinator: [
      'rule',
      'orderExecution',
      'orderMeeting',
      'orderClosing',
      'handToArea',
      'handToDistrict',
      'declareNoAuthority',
    ],
  },
  'escalated.district': {
    coordinator: ['rule', 'orderExecution', 'orderMeeting', 'orderClosing', 'takeOver', 'declareNoAuthority'],
  },
  'closed.resolved': { convener: ['reopen', 'lookBack'] },
  'closed.partlyResolved': { convener: ['reopen', 'lookBack'] },
}

/** In every open state. */
const anyTime: Readonly<Record<string, readonly string[]>> = {
  convener: ['withdraw', 'withdrawPart', 'remind', 'copyTo', 'supplement', 'substituteChair', 'reportEmergency'],
  screener: ['remind', 'copyTo', 'merge', 'supersedeByMediation', 'supplement'],
  supervisor: ['remind', 'copyTo', 'supervise', 'supersedeByMediation', 'substituteChair'],
  districtOffice: ['supervise'],
  supervised: ['answerSupervision'],
  participant: ['supplement'],
}

/** Deadline → its default, as the table states it. */
const clocks: Readonly<Record<string, readonly [number, string]>> = {
  cosignature: [2, 'working-day'],
  screening: [1, 'working-day'],
  reply: [2, 'working-day'],
  presence: [30, 'minute'],
  ruling: [1, 'working-day'],
  notice: [1, 'working-day'],
  meeting: [3, 'working-day'],
  minutes: [1, 'working-day'],
  confirmation: [1, 'working-day'],
  progress: [5, 'working-day'],
  verification: [3, 'working-day'],
  scoring: [5, 'working-day'],
  planScoring: [5, 'working-day'],
  reopening: [30, 'calendar-day'],
  lookBack: [90, 'calendar-day'],
  escalation: [5, 'working-day'],
  emergencyReport: [1, 'working-day'],
  areaMeeting: [31, 'calendar-day'],
  areaAnswer: [93, 'calendar-day'],
}

const outcomes = [
  'resolved',
  'partlyResolved',
  'handedToArea',
  'handedToDistrict',
  'noAuthority',
  'withdrawn',
  'supersededByMediation',
  'merged',
  'routedToComplaint',
  'rejected',
]

describe('the table of the convening request', () => {
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
    expect(Object.keys(conveningRequest.commands).filter(command => !rows.includes(command))).toEqual([])
    const settled = nodes.filter(node => node.path.startsWith('closed.')).map(node => node.path)
    const leaves = nodes.filter(node => node.children.length === 0).map(node => node.path)
    expect(leaves.filter(path => !(path in table) && !settled.includes(path))).toEqual([])
  })

  it('has every outcome, each of its own state', () => {
    expect([...definition.outcomes.values()].sort()).toEqual([...outcomes].sort())
  })

  it.each(Object.entries(clocks))('the clock "%s" is %j by default', (name, [n, unit]) => {
    const { within } = definition.deadlines.find(deadline => deadline.name === name) ?? {}
    expect(definition.parameters.parse({})[String(within)]).toEqual({ n, unit })
  })

  it('every knob is ours, since no public rule was found, and says what it is in both languages', () => {
    for (const [name, knob] of Object.entries(knobsOf(conveningRequest))) {
      expect(knob.authority, name).toBe('ours')
      expect(knob.title['zh-CN'], name).not.toBe(name)
      expect(knob.title.en, name).not.toBe(name)
    }
  })

  it('every state that waits says who has to do what, with a clock or a reason', () => {
    for (const path of Object.keys(table)) {
      if (path.startsWith('closed.')) continue
      const node = nodes.find(found => found.path === path)
      const duties = (node?.meta as { readonly duties?: readonly Duty[] } | undefined)?.duties ?? []
      expect(duties.length, path).toBeGreaterThan(0)
      for (const { deadline, exempt } of duties) expect(deadline ?? exempt, path).toBeDefined()
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
    for (const word of words(conveningRequest.labels['zh-CN'])) expect(word).toMatch(/\p{Script=Han}/u)
    for (const word of words(conveningRequest.labels.en)) expect(word).not.toMatch(/\p{Script=Han}/u)
  })

  it('nobody is called an owner, and no abbreviation of the domain is a word', () => {
    const names = [...Object.keys(conveningRequest.roles), ...Object.keys(conveningRequest.commands)]
    for (const name of names) expect(name).not.toMatch(/owner$|^(coc|rc|vc|oc|pm)$/i)
  })
})
