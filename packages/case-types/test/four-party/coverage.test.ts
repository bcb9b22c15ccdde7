// Every state, command, clock and outcome of the table of four-party coordination, kept by hand: a row that falls out
// of the case type falls out of this list first.
import { fourParty, mechanisms } from '@convoke/case-types/four-party'
import { type AnyLabels, caseDefinition, type Duty, knobsOf } from '@convoke/core'
import { stateNodes } from '@convoke/kernel/description'
import { describe, expect, it } from 'vitest'

const definition = caseDefinition(fourParty)
const nodes = stateNodes(fourParty.machine as never)
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
  raised: { residentsCommittee: ['nameParties'], proposer: ['nameParties'] },
  triaged: {
    triager: [
      'toPropertyCompany',
      'toOwnersCommittee',
      'toOwnersMeeting',
      'toMediation',
      'toJointMeeting',
      'toConvening',
      'toElection',
      'toExit',
      'toArrears',
      'settleBeforeAssembly',
    ],
  },
  'propertyService.answering': { propertyCompany: ['reportDone', 'refuseService', 'needFund'] },
  'propertyService.emergency': { propertyCompany: ['takeEmergencyMeasures'] },
  'committeeDecision.ordinary': {
    ownersCommittee: ['proposeDecision', 'declineToDecide'],
    committeeMember: ['signDecision', 'demandCommitteeMeeting'],
  },
  'committeeDecision.urgent': { ownersCommittee: ['proposeDecision'], committeeMember: ['signDecision'] },
  districtRepair: { district: ['orderRepair', 'declineRepair'] },
  'jointMeeting.convening': { chair: ['holdMeeting', 'toMediation'] },
  'jointMeeting.positions': {
    partyBranch: ['agree', 'reserve'],
    residentsCommittee: ['agree', 'reserve', 'recordMinutes'],
    ownersCommittee: ['agree', 'reserve'],
    propertyCompany: ['agree', 'reserve'],
  },
  split: { chair: ['reconvene', 'toMediation', 'closeWithoutResult'], triager: ['toOwnersMeeting'] },
  'noticing.preparing': { organiser: ['announceVote', 'declineToCall'] },
  'noticing.announced': { organiser: ['openVoting', 'cancelVote', 'correctRoll'] },
  voting: { voter: ['vote'], organiser: ['enterBallot'] },
  tallying: { organiser: ['confirmCount'], monitor: ['confirmCount'] },
  posting: { organiser: ['postDecision'], ownersCommittee: ['postDecision'] },
  invalid: { organiser: ['revote', 'giveUp'], town: ['revote', 'giveUp'] },
  'mediation.consent': { disputant: ['consentMediation', 'refuseMediation'] },
  'mediation.sessions': { mediator: ['proposeAgreement', 'failMediation'], disputant: ['refuseMediation'] },
  'mediation.signing': { disputant: ['signAgreement', 'declineAgreement'], mediator: ['proposeAgreement'] },
  advising: { triager: ['adviseChannel'], mediator: ['adviseChannel'] },
  executing: {
    executor: ['reportProgress', 'completeWork'],
    organiser: ['planWork'],
    town: ['stayExecution'],
    propertyOwner: ['challenge'],
  },
  underChallenge: { town: ['recordJudgment'], housingOffice: ['recordJudgment'] },
  acceptance: {
    ownersCommittee: ['acceptWork', 'rejectWork'],
    ownerRepresentative: ['acceptWork', 'rejectWork'],
    propertyOwner: ['acceptWork'],
  },
  evaluating: { propertyOwner: ['rate'], residentsCommittee: ['giveOpinion', 'close'], partyBranch: ['giveOpinion'] },
  'exit.notice': {
    ownersCommittee: ['nameSuccessor', 'requestStandIn'],
    residentsCommittee: ['requestStandIn'],
    town: ['appointStandIn'],
    propertyCompany: ['leave'],
  },
  'exit.handOver': {
    propertyCompany: ['handOver'],
    ownersCommittee: ['confirmReceipt'],
    incomingCompany: ['confirmReceipt'],
  },
  'exit.overdue': { propertyCompany: ['handOver'], ownersCommittee: ['confirmReceipt'] },
  'exit.standIn': { ownersCommittee: ['nameSuccessor'] },
  'arrears.urging': { ownersCommittee: ['urgePayment'], propertyCompany: ['recordPayment', 'dropClaim', 'cutSupply'] },
  'arrears.unpaid': { propertyCompany: ['demandPayment'] },
  'arrears.demanded': { propertyCompany: ['sue', 'recordPayment'] },
  noOwnersCommittee: {
    town: ['recordMandate', 'toElection'],
    triager: ['toElection', 'toJointMeeting', 'settleBeforeAssembly'],
  },
  awaitingElection: { town: ['remind'] },
  awaitingConvening: { residentsCommittee: ['remind'] },
  'intervention.considering': {
    town: ['orderMeeting', 'conveneMeeting', 'nameConvenor', 'toElection', 'returnToMeeting', 'adviseChannel'],
  },
  'intervention.townOrdered': { organiser: ['announceVote', 'declineToCall'] },
  'intervention.townConvened': { organiser: ['announceVote'] },
}

/** In every open state. */
const anyTime: Readonly<Record<string, readonly string[]>> = {
  proposer: ['withdraw', 'requestTown', 'openComplaint', 'sendMessage', 'query', 'reportSupplyCut'],
  propertyOwner: [
    'demandMeeting',
    'requestTown',
    'objectToDocument',
    'query',
    'sendMessage',
    'challenge',
    'reportSupplyCut',
  ],
  partyBranch: ['remind', 'escalate', 'copyTo', 'answerMessage', 'announceReception'],
  residentsCommittee: [
    'remind',
    'escalate',
    'recordMinutes',
    'requireDocument',
    'answerMessage',
    'announceReception',
    'referToLegalAid',
  ],
  propertyCompany: ['postDocument', 'takeDown', 'answerQuery', 'answerMessage', 'reportViolation', 'cutSupply'],
  ownersCommittee: ['postDocument', 'takeDown', 'answerQuery', 'answerMessage', 'requireDocument'],
  housingOffice: ['requireDocument', 'recordJudgment'],
  disputant: ['applyConfirmation'],
}

/** Clock → its default, as the table states it, and what kind of time rule it is. */
const clocks: Readonly<Record<string, readonly [number, string, string]>> = {
  triage: [2, 'working-day', 'within'],
  propertyAnswer: [10, 'calendar-day', 'within'],
  emergency: [30, 'minute', 'within'],
  committeeDecision: [60, 'calendar-day', 'within'],
  urgentDecision: [7, 'calendar-day', 'within'],
  jointMeeting: [31, 'calendar-day', 'within'],
  position: [3, 'working-day', 'within'],
  notice: [15, 'calendar-day', 'notBefore'],
  count: [3, 'calendar-day', 'within'],
  publication: [3, 'calendar-day', 'within'],
  challengeWindow: [365, 'calendar-day', 'window'],
  auditPosted: [30, 'calendar-day', 'keepFor'],
  documentPosted: [7, 'calendar-day', 'keepFor'],
  confirmation: [30, 'calendar-day', 'window'],
  acceptance: [5, 'working-day', 'within'],
  notRenewing: [90, 'calendar-day', 'notBefore'],
  endingIndefinite: [60, 'calendar-day', 'notBefore'],
  handOver: [10, 'calendar-day', 'within'],
  standIn: [180, 'calendar-day', 'within'],
  payment: [30, 'calendar-day', 'notBefore'],
  convenedMeeting: [60, 'calendar-day', 'within'],
}

const outcomes = ['resolved', 'unverified', 'decided', 'rejected', 'invalid', 'adviseChannel', 'withdrawn', 'lapsed']

describe('the table of four-party coordination', () => {
  it.each(Object.entries(table))('%s hears what its row says, from the roles it says', (path, rows) => {
    const heard = heardIn(path)
    for (const [role, commands] of Object.entries(rows)) {
      for (const command of commands) {
        expect(heard, command).toContain(command)
        expect(definition.commands.get(command)?.by, command).toContain(role)
      }
    }
  })

  it('every open state hears the overlays', () => {
    for (const [role, commands] of Object.entries(anyTime)) {
      for (const command of commands) {
        expect(heardIn(''), command).toContain(command)
        expect(definition.commands.get(command)?.by, command).toContain(role)
      }
    }
  })

  it('has no command and no state beyond its rows', () => {
    const rows = [...Object.values(table), anyTime].flatMap(row => Object.values(row).flat())
    expect(Object.keys(fourParty.commands).filter(command => !rows.includes(command))).toEqual([])
    const leaves = nodes.filter(node => node.children.length === 0).map(node => node.path)
    expect(leaves.filter(path => !(path in table) && !path.startsWith('closed.'))).toEqual([])
  })

  it('the branch may not decide, sign, vote, count or accept for anybody', () => {
    const may = Object.entries(fourParty.commands).flatMap(([name, { by }]) =>
      by.some(role => role === 'partyBranch' || role === 'chair') ? [name] : [],
    )
    expect(may.sort()).toEqual(
      [
        'toJointMeeting',
        'toMediation',
        'holdMeeting',
        'agree',
        'reserve',
        'reconvene',
        'closeWithoutResult',
        'giveOpinion',
        'escalate',
        'remind',
        'copyTo',
        'answerMessage',
        'announceReception',
      ].sort(),
    )
  })

  it('has every outcome, each of its own state', () => {
    expect([...definition.outcomes.values()].sort()).toEqual([...outcomes].sort())
  })

  it.each(Object.entries(clocks))('the clock "%s" is %j by default', (name, [n, unit, kind]) => {
    const clock = definition.deadlines.find(deadline => deadline.name === name)
    expect(definition.parameters.parse({})[String(clock?.within)]).toEqual({ n, unit })
    expect(clock?.kind ?? 'within').toBe(kind)
  })

  it('every knob says whose it is; what is not ours has a jurisdiction, a source and the date it was read', () => {
    for (const [name, knob] of Object.entries(knobsOf(fourParty))) {
      expect(knob.title['zh-CN'], name).toMatch(/\p{Script=Han}/u)
      if (knob.authority === 'ours') continue
      expect([knob.jurisdiction, knob.source, knob.readOn].every(Boolean), name).toBe(true)
    }
  })

  it('every state that waits says who has to do what, with a clock or a reason, and every clock its source', () => {
    for (const path of Object.keys(table)) {
      const node = nodes.find(found => found.path === path)
      const duties = (node?.meta as { readonly duties?: readonly Duty[] } | undefined)?.duties ?? []
      expect(duties.length, path).toBeGreaterThan(0)
      for (const { deadline, exempt } of duties) expect(deadline ?? exempt, path).toBeDefined()
    }
    for (const { name, source } of definition.deadlines) expect(source, name).toBeTruthy()
  })

  it('the four mechanisms are lanes of commands that exist, each in one lane', () => {
    const all = Object.values(mechanisms).flat()
    for (const command of all) expect(Object.keys(fourParty.commands)).toContain(command)
    expect(new Set(all).size).toBe(all.length)
  })

  it('no Chinese label is left in English, and no English one in Chinese', () => {
    const words = ({ title, ...kinds }: AnyLabels) => [
      title,
      ...Object.values(kinds).flatMap(kind => Object.values(kind ?? {})),
    ]
    for (const word of words(fourParty.labels['zh-CN'])) expect(word).toMatch(/\p{Script=Han}/u)
    for (const word of words(fourParty.labels.en)) expect(word).not.toMatch(/\p{Script=Han}/u)
  })

  it('no abbreviation of the domain is a word', () => {
    const names = [
      ...Object.keys(fourParty.roles),
      ...Object.keys(fourParty.commands),
      ...Object.keys(fourParty.context.shape),
    ]
    for (const name of names) expect(name).not.toMatch(/^(coc|rc|vc|oc|pm)$/i)
  })
})
