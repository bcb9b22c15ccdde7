// What a practitioner would try first, in words.
import { describe, expect, it } from 'vitest'
import { day, hour, minute } from '../stage/stage.js'
import {
  announced,
  branch,
  bring,
  committee,
  company,
  district,
  done,
  executing,
  file,
  housing,
  mediator,
  members,
  owner,
  parking,
  parties,
  residents,
  town,
} from './play.js'

const reason = '理由'
const [zhao, qian, sun] = members as [string, string, string]
const withoutCommittee = { ...parking, ownersCommittee: null, committee: null }

describe('a matter is brought and sorted', () => {
  it('by the residents’ committee', () => {
    expect(bring().roles(residents)).toContain('triager')
  })

  it('never by the party it is about', () => {
    expect(bring({ opening: { ...parking, accused: residents } }).roles(residents)).not.toContain('triager')
    expect(bring({ opening: { ...parking, accused: residents } }).roles(branch)).toContain('triager')
    expect(bring({ opening: { ...parking, accused: residents, partyBranch: residents } }).roles(town)).toContain(
      'triager',
    )
  })

  it('nor by a branch of it: an organisation is the same by whatever part of it', () => {
    const office = `${residents}/office`
    const about = bring({ opening: { ...parking, residentsCommittee: office, accused: residents } })
    expect([about.roles(office), about.roles(branch)]).toEqual([
      expect.not.arrayContaining(['triager']),
      expect.arrayContaining(['triager']),
    ])
    const branchAccused = bring({ opening: { ...parking, accused: office } })
    expect(branchAccused.roles(residents)).not.toContain('triager')
  })

  it('and when whoever sorts it is silent, that is laid to whoever it was, not to the accused', () => {
    const play = bring({ opening: { ...parking, accused: residents } }).lapse('triage')
    expect(play.context.breaches).toMatchObject([{ party: branch, kind: 'silent' }])
  })

  it('and goes to the joint meeting when nobody sorts it in two working days', () => {
    const play = bring().lapse('triage')
    expect(play.where).toEqual(['jointMeeting', 'jointMeeting.convening'])
    expect(play.context.breaches).toMatchObject([{ party: residents, kind: 'silent' }])
  })

  it('by another case that knows only the topic, which then names the parties and is only for the decision', () => {
    const play = bring({ opening: { topic: '错时停车', place: '春申路', raisedBy: residents }, by: residents })
    expect(play.where).toEqual(['raised'])
    play.send(residents, 'nameParties', { ...parties, matter: 'otherCommon' })
    expect(play.where).toEqual(['triaged'])
    expect(play.context).toMatchObject({ purpose: 'decide', matter: 'otherCommon' })
  })

  it('and ends by itself when the parties are never named', () => {
    const play = bring({ opening: { topic: 't', place: 'p', raisedBy: residents }, by: residents }).lapse('naming')
    expect([play.outcome, play.result]).toEqual(['lapsed', { adopted: false }])
  })
})

describe('the property company', () => {
  const asked = () => bring().send(residents, 'toPropertyCompany', { reason })

  it('answers within ten days, or its silence is on record and the branch calls everybody', () => {
    const play = asked().lapse('propertyAnswer')
    expect(play.context.answer).toEqual({ status: 'silent', text: null })
    expect(play.where).toContain('jointMeeting.convening')
  })

  it('cannot accept its own work', () => {
    const play = asked().send(company, 'reportDone', { report: '已修', evidence: file('3') })
    expect(play.where).toEqual(['acceptance'])
    expect(play.refusal(company, 'acceptWork').code).toBe('refusal/role')
    play.send(committee, 'acceptWork')
    expect(play.where).toEqual(['acceptance'])
    expect(play.send(owner(2), 'acceptWork').where).toEqual(['evaluating'])
  })

  it('takes measures at once where somebody is in danger; otherwise the town hears of it half an hour later', () => {
    const emergency = { ...parking, kind: 'emergency' }
    expect(bring({ opening: emergency }).send(company, 'takeEmergencyMeasures', { measures: '围挡' }).where).toEqual([
      'triaged',
    ])
    const play = bring({ opening: emergency }).wait(30 * minute)
    expect(play.where).toEqual(['intervention', 'intervention.considering'])
    expect(play.context.breaches).toMatchObject([{ party: company, kind: 'noEmergencyMeasures' }])
  })

  it('says that money is needed, and the committee decides', () => {
    const play = asked().send(company, 'needFund', { what: '更换水泵', reason })
    expect(play.where).toContain('committeeDecision.ordinary')
    expect(play.context.matter).toBe('otherCommon')
  })
})

describe('the owners’ committee', () => {
  const opening = { ...parking, matter: 'committee' }
  const sitting = () => bring({ opening }).send(residents, 'toOwnersCommittee', { reason })
  const motion = { title: '门禁', text: '更换门禁', leadsTo: 'execute', executor: company }

  it('decides with more than half of all its members, not of those who sign', () => {
    const play = sitting().send(committee, 'proposeDecision', motion)
    play.send(zhao, 'signDecision', { choice: 'yes' }).send(qian, 'signDecision', { choice: 'yes' })
    expect(play.where).toContain('committeeDecision.ordinary')
    play.send(sun, 'signDecision', { choice: 'yes' })
    expect(play.where).toEqual(['posting'])
    expect(play.send(committee, 'postDecision', { file: file('8') }).where).toEqual(['executing'])
    expect(play.context.work).toMatchObject({ origin: 'committee', executor: company })
  })

  it('lets no member sign for another', () => {
    const play = sitting().send(committee, 'proposeDecision', motion)
    const denied = play.refusal(zhao, 'signDecision', { choice: 'yes' }, { onBehalfOf: qian })
    expect(denied.details).toMatchObject({ guard: 'maySignDecision' })
  })

  it('cannot decide what is the owners’', () => {
    const play = bring().send(residents, 'toOwnersCommittee', { reason })
    expect(play.refusal(committee, 'proposeDecision', motion).details).toMatchObject({ guard: 'isWithinMandate' })
    play.send(committee, 'proposeDecision', { ...motion, leadsTo: 'vote' })
    for (const member of [zhao, qian, sun]) play.send(member, 'signDecision', { choice: 'yes' })
    expect(play.where).toContain('noticing.preparing')
  })

  it('rejects, and the branch calls everybody', () => {
    const play = sitting().send(committee, 'proposeDecision', motion)
    for (const member of [zhao, qian, sun]) play.send(member, 'signDecision', { choice: 'no' })
    expect(play.where).toContain('jointMeeting.convening')
  })

  it('is silent for two months, and the town steps in', () => {
    expect(sitting().lapse('committeeDecision').where).toContain('intervention.considering')
  })

  it('approves an urgent repair in seven days, or the district may have it done', () => {
    const lift = { ...parking, kind: 'urgentRepair', urgent: 'lift', matter: 'useOfFund' }
    const play = bring({ opening: lift }).send(residents, 'toOwnersCommittee', { reason })
    expect(play.where).toContain('committeeDecision.urgent')
    play.wait(6 * day)
    expect(play.where).toContain('committeeDecision.urgent')
    play.wait(2 * day)
    expect(play.where).toEqual(['districtRepair'])
    expect(play.send(district, 'orderRepair', { executor: 'works:lift', reason }).where).toEqual(['executing'])
    expect(play.context.work).toMatchObject({ origin: 'district', executor: 'works:lift' })
  })

  it('may not call a dripping tap an urgent repair: there are five, and the schema knows no sixth', () => {
    expect(() => bring({ opening: { ...parking, kind: 'urgentRepair', urgent: 'drippingTap' } })).toThrow(
      'input/schema',
    )
    const none = bring({ opening: { ...parking, kind: 'urgentRepair' } }).send(residents, 'toOwnersCommittee', {
      reason,
    })
    expect(none.where).toContain('committeeDecision.ordinary')
  })
})

describe('the joint meeting', () => {
  const sitting = (opening: object = { ...parking, matter: 'service' }) =>
    bring({ opening })
      .send(residents, 'toJointMeeting', { reason })
      .send(branch, 'holdMeeting', { proposal: '每周巡查' })

  it('is not chaired by a branch that it is about, which leads it nowhere either', () => {
    const opening = { ...parking, matter: 'service', accused: `${branch}/secretary` }
    const play = bring({ opening }).send(residents, 'toJointMeeting', { reason })
    expect(play.refusal(branch, 'holdMeeting', { proposal: '每周巡查' }).code).toBe('refusal/role')
    play.send(residents, 'holdMeeting', { proposal: '每周巡查' })
    // It is heard like the others.
    play.send(branch, 'reserve', { reason: '不同意' })
    expect(play.where).toEqual(['split'])
    for (const [type, data] of [
      ['reconvene', { reason }],
      ['closeWithoutResult', { reason }],
      ['toMediation', { between: [owner(0), company], reason }],
    ] as const)
      expect(play.attempt(branch, type, data)?.code, type).toBe('refusal/role')
    expect(play.send(residents, 'reconvene', { reason }).where).toContain('jointMeeting.convening')
  })

  it('that its chair does not call is laid to the chair', () => {
    const opening = { ...parking, matter: 'service', accused: branch }
    const play = bring({ opening }).send(residents, 'toJointMeeting', { reason }).lapse('jointMeeting')
    expect(play.context.breaches).toMatchObject([{ party: residents, kind: 'noMeeting' }])
  })

  it('is chaired by the branch, which decides nothing for the owners and signs nothing for their committee', () => {
    const play = sitting()
    for (const command of [
      'vote',
      'signDecision',
      'announceVote',
      'openVoting',
      'enterBallot',
      'acceptWork',
      'proposeDecision',
      'signAgreement',
    ])
      expect(play.attempt(branch, command, {})?.code, command).not.toBeUndefined()
    const definition = play.roles(branch)
    expect(definition).toEqual(['partyBranch', 'chair'])
  })

  it('finds consensus when all four agree', () => {
    const play = sitting()
    for (const party of [branch, residents, committee]) play.send(party, 'agree')
    expect(play.where).toContain('jointMeeting.positions')
    expect(play.send(company, 'agree').where).toEqual(['executing'])
    expect(play.context.work).toMatchObject({ what: '每周巡查', origin: 'consensus' })
  })

  it('is split by one reservation, with its reason', () => {
    const play = sitting().send(branch, 'agree').send(company, 'reserve', { reason: '人手不足' })
    expect(play.where).toEqual(['split'])
    expect(play.context.meeting?.positions[company]).toEqual({ agrees: false, reason: '人手不足' })
    expect(play.send(branch, 'reconvene', { reason }).where).toContain('jointMeeting.convening')
  })

  it('is split by silence, and the silent are on record', () => {
    const play = sitting().send(branch, 'agree').lapse('position')
    expect(play.where).toEqual(['split'])
    expect(play.context.breaches.map(({ party }) => party)).toEqual([residents, committee, company])
  })

  it('binds no owner: what is theirs is put to them', () => {
    const play = sitting(parking)
    for (const party of [branch, residents, committee, company]) play.send(party, 'agree')
    expect(play.where).toEqual(['noticing', 'noticing.preparing'])
    expect(play.context.adopted).toBe(false)
  })

  it('has minutes, kept by the residents’ committee', () => {
    const play = sitting().send(residents, 'recordMinutes', { decided: '议定', undecided: '待定', content: '全文' })
    expect(play.context.minutes).toEqual([{ meeting: 1, decided: '议定', undecided: '待定', content: '全文' }])
    expect(play.refusal(residents, 'recordMinutes', { decided: 'x', content: 'x' }).details).toMatchObject({
      guard: 'hasToBeMinuted',
    })
  })
})

describe('mediation', () => {
  const asked = () =>
    bring({ opening: { ...parking, matter: 'service' } }).send(residents, 'toMediation', {
      between: [owner(0), company],
      reason,
    })

  it('is refused by one, the other is told, and the legal channel is named; nobody is sent to petition', () => {
    const play = asked().send(owner(0), 'consentMediation').send(company, 'refuseMediation', { reason: '不接受' })
    expect(play.told('mediationEnded').at(-1)?.to).toEqual([owner(0), company])
    expect(play.where).toEqual(['advising'])
    expect(play.refusal(residents, 'adviseChannel', { channel: 'petition', reason }).code).toBe('input/schema')
    expect(play.send(residents, 'adviseChannel', { channel: 'litigation', reason }).outcome).toBe('adviseChannel')
  })

  it('ends in an agreement that both sign, and may be confirmed by the court for thirty days', () => {
    const play = asked().send(owner(0), 'consentMediation').send(company, 'consentMediation')
    play.send(mediator, 'proposeAgreement', { text: '每月公示', executor: company })
    play.send(owner(0), 'signAgreement').send(company, 'signAgreement')
    expect(play.where).toEqual(['executing'])
    play.send(owner(0), 'applyConfirmation', { agreement: 'agreement' }).wait(35 * day)
    expect(play.refusal(company, 'applyConfirmation', { agreement: 'agreement' }).code).toBe('refusal/window-closed')
  })

  it('may be stopped by whoever no longer wants it', () => {
    const play = asked().send(owner(0), 'consentMediation').send(company, 'consentMediation')
    expect(play.send(owner(0), 'refuseMediation', { reason }).where).toEqual(['advising'])
  })

  it('is led by nobody who is a party to the dispute, or whom it is about', () => {
    const service = { ...parking, matter: 'service', mediator: null }
    const own = bring({ opening: service }).send(residents, 'toMediation', { between: [residents, company], reason })
    expect([own.roles(residents), own.roles(town)]).toEqual([
      expect.not.arrayContaining(['mediator']),
      expect.arrayContaining(['mediator']),
    ])
    expect(bring({ opening: { ...service, accused: residents } }).roles(residents)).not.toContain('mediator')
    expect(bring({ opening: service }).roles(residents)).toContain('mediator')
  })

  it('is led by nobody of the organisation that it is about, nor by the mediation committee of a party to it', () => {
    const service = { ...parking, matter: 'service' }
    expect(bring({ opening: { ...service, accused: `${mediator}/li` } }).roles(mediator)).not.toContain('mediator')
    expect(bring({ opening: { ...service, accused: residents } }).roles(mediator)).not.toContain('mediator')
    const own = bring({ opening: service }).send(residents, 'toMediation', { between: [residents, company], reason })
    expect([own.roles(mediator), own.roles(town)]).toEqual([
      expect.not.arrayContaining(['mediator']),
      expect.arrayContaining(['mediator']),
    ])
  })

  it('is between parties of the case', () => {
    const play = bring()
    expect(play.refusal(residents, 'toMediation', { between: [company, 'pm:other'], reason }).details).toMatchObject({
      guard: 'areDisputants',
    })
    expect(play.refusal(residents, 'toMediation', { between: [company, company], reason }).details).toMatchObject({
      guard: 'areDisputants',
    })
  })

  it('between two parties decides nothing for the owners', () => {
    const play = bring().send(residents, 'toMediation', { between: [committee, company], reason })
    play.send(committee, 'consentMediation').send(company, 'consentMediation')
    play
      .send(mediator, 'proposeAgreement', { text: '降低收费' })
      .send(committee, 'signAgreement')
      .send(company, 'signAgreement')
    expect(play.where).toContain('noticing.preparing')
    expect(play.context.adopted).toBe(false)
  })
})

describe('carrying out, acceptance, evaluation', () => {
  it('is accepted by the committee and one owner at least, evaluated, and closed', () => {
    const play = done().send(committee, 'acceptWork').send(owner(0), 'acceptWork')
    expect(play.where).toEqual(['evaluating'])
    play
      .send(owner(3), 'rate', { subject: 'propertyCompany', mark: 4 })
      .send(owner(4), 'rate', { subject: 'propertyCompany', mark: 5 })
    expect(play.context.ratings.propertyCompany).toMatchObject({ count: 2, sum: 9 })
    expect(play.refusal(owner(3), 'rate', { subject: 'propertyCompany', mark: 1 }).details).toMatchObject({
      guard: 'mayRate',
    })
    play.send(residents, 'giveOpinion', { opinion: '好' }).send(branch, 'giveOpinion', { opinion: '好' })
    expect(play.send(residents, 'close').outcome).toBe('resolved')
    expect(play.result).toEqual({ adopted: true })
  })

  it('is not accepted by two bodies without an owner', () => {
    const play = done().send(committee, 'acceptWork')
    for (const body of [residents, town])
      expect(play.refusal(body, 'acceptWork').details).toMatchObject({ guard: 'mayAccept' })
    expect(play.where).toEqual(['acceptance'])
    expect(play.lapse('acceptance').lapse('evaluation').outcome).toBe('unverified')
  })

  it('is accepted by the next body where the committee is the one complained of', () => {
    const play = done({ opening: { ...parking, accused: committee } })
    expect(play.refusal(committee, 'acceptWork').details).toMatchObject({ guard: 'mayAccept' })
    play.send(residents, 'acceptWork').send(owner(2), 'acceptWork')
    expect(play.where).toEqual(['evaluating'])
  })

  it('is accepted by nobody of the organisation that did it or that is complained of', () => {
    const byBranch = done({ opening: { ...parking, accused: `${committee}/zhao` } })
    expect(byBranch.refusal(committee, 'acceptWork').details).toMatchObject({ guard: 'mayAccept' })
    const crew = done({ opening: { ...parking, ownerRepresentatives: [owner(0), `${company}/crew`] } })
    expect(crew.refusal(`${company}/crew`, 'acceptWork').code).toBe('refusal/separation-of-duties')
  })

  it('is sent back twice and then nobody pretends that it was done', () => {
    const play = done()
    for (const _ of [1, 2])
      play.send(committee, 'rejectWork', { reason }).send(company, 'completeWork', { report: 'x', evidence: file('b') })
    expect(play.send(committee, 'rejectWork', { reason }).where).toEqual(['advising'])
  })

  it('without acceptance is closed as carried out and not accepted', () => {
    const play = done().lapse('acceptance').lapse('evaluation')
    expect(play.outcome).toBe('unverified')
  })

  it('late work goes back to the meeting', () => {
    const play = executing().send(residents, 'planWork', { executor: company, due: '2026-04-30' }).lapse('execution')
    expect(play.where).toContain('jointMeeting.convening')
    expect(play.context.breaches.at(-1)).toMatchObject({ party: company, kind: 'lateWork' })
  })

  it('a decision may be challenged for a year, then no more', () => {
    const play = executing()
    play.send(owner(5), 'challenge', { decision: 'vote-1', ground: '程序违法' })
    expect(play.context.decisions['vote-1']?.challenges).toBe(1)
    play
      .send(company, 'completeWork', { report: 'x', evidence: file('b') })
      .lapse('acceptance')
      .lapse('evaluation')
    expect(play.outcome).toBe('unverified')
    play.wait(300 * day).send(owner(6), 'challenge', { decision: 'vote-1', ground: '程序违法' })
    expect(play.wait(70 * day).refusal(owner(7), 'challenge', { decision: 'vote-1', ground: 'x' }).code).toBe(
      'refusal/window-closed',
    )
  })

  it('a court may stay execution and annul the decision, which may be voted on again', () => {
    const play = executing().send(town, 'stayExecution', { decision: 'vote-1', order: file('9') })
    expect(play.where).toEqual(['underChallenge'])
    expect(play.refusal(company, 'completeWork', { report: 'x', evidence: file('b') }).code).toBe(
      'refusal/not-in-state',
    )
    play.send(town, 'recordJudgment', { decision: 'vote-1', annulled: true, judgment: file('a') })
    expect(play.where).toEqual(['invalid'])
    expect(play.result).toEqual({ adopted: false })
    expect(play.send(committee, 'revote', { reason }).where).toContain('noticing.preparing')
  })
})

describe('no owners’ committee', () => {
  const opening = withoutCommittee

  it('the residents’ committee may not act for the owners without the assembly’s mandate', () => {
    const play = bring({ opening }).send(residents, 'toOwnersMeeting', { matter: 'otherCommon', reason })
    expect(play.where).toEqual(['noOwnersCommittee'])
    expect(play.refusal(residents, 'announceVote', { title: 'x', agenda: 'x', matter: 'otherCommon' }).code).toBe(
      'refusal/role',
    )
    play.send(town, 'recordMandate', { file: file('2') })
    expect(play.where).toContain('noticing.preparing')
    expect(
      play.send(residents, 'announceVote', { title: 'x', agenda: 'x', matter: 'otherCommon' }).context.vote?.monitor,
    ).toBe(town)
  })

  it('an election is opened as a case of its own, and its committee takes its place here', () => {
    const play = bring({ opening }).send(residents, 'toElection', { kind: 'first', reason })
    expect(play.opened().at(-1)).toMatchObject({
      link: 'election',
      as: town,
      opening: { kind: 'first', residentsCommittee: residents },
    })
    play.news('case.settled', {
      link: 'election',
      key: 'election-0',
      caseId: 'x',
      outcome: 'formed',
      result: {
        formed: true,
        committee: 'oc:new',
        seats: 5,
        members: ['oc:new/a', 'oc:new/b', 'oc:new/c', 'oc:new/d', 'oc:new/e'],
      },
    })
    expect(play.where).toEqual(['triaged'])
    expect(play.roles('oc:new')).toContain('ownersCommittee')
  })

  it('an election that cannot be opened goes to the town', () => {
    const play = bring({ opening }).send(residents, 'toElection', { kind: 'first', reason })
    play.news('case.refused', { link: 'election', key: 'election-0', code: 'input/unknown-case-type' })
    expect(play.where).toContain('intervention.considering')
  })

  it('before there is an assembly the developer repairs, or the fund is used after asking the owners (71)', () => {
    const play = bring({ opening }).send(residents, 'settleBeforeAssembly', {
      source: 'developer',
      what: '屋面',
      executor: 'dev:hongrun',
    })
    expect(play.where).toEqual(['executing'])
    expect(
      bring().refusal(residents, 'settleBeforeAssembly', { source: 'developer', what: 'x', executor: 'x' }).details,
    ).toMatchObject({ guard: 'hasNoAssembly' })
  })
})

describe('the property company leaves', () => {
  const notice = (kind = 'notRenewing') => bring().send(residents, 'toExit', { kind, noticeBy: company, reason })
  const next = { company: 'pm:lotus', decision: file('c') }
  const handed = (play: ReturnType<typeof notice>, by = committee) => {
    for (const what of ['records', 'balance', 'rooms'])
      play.send(company, 'handOver', { what, file: file('e') }).send(by, 'confirmReceipt', { what })
    return play
  }

  it.each([
    ['notRenewing', 90],
    ['endingIndefinite', 60],
  ] as const)('not before its notice is over: %s, %d days', (kind, days) => {
    const play = notice(kind)
      .send(committee, 'nameSuccessor', next)
      .wait((days - 1) * day)
    expect(play.refusal(company, 'leave').code).toBe('refusal/too-early')
    expect(play.wait(3 * day).send(company, 'leave').where).toContain('exit.handOver')
  })

  it('and carries on until somebody takes over (Civil Code 950)', () => {
    const play = notice().wait(95 * day)
    expect(play.refusal(company, 'leave').details).toMatchObject({ guard: 'somebodyTakesOver' })
  })

  it('hands over records, balance and rooms in ten days, and the next company is the party from then on', () => {
    const play = handed(
      notice()
        .send(committee, 'nameSuccessor', next)
        .wait(95 * day)
        .send(company, 'leave'),
    )
    expect(play.where).toEqual(['evaluating'])
    expect(play.roles('pm:lotus')).toContain('propertyCompany')
    expect(play.roles(company)).toEqual([])
  })

  it('and does not hand over: the housing office hears of it', () => {
    const play = notice()
      .send(committee, 'nameSuccessor', next)
      .wait(95 * day)
      .send(company, 'leave')
      .lapse('handOver')
    expect(play.where).toContain('exit.overdue')
    expect(play.told('handOverLate').at(-1)?.to).toContain(housing)
    expect(play.lapse('handOverOrdered').where).toEqual(['evaluating'])
  })

  it('and a stand-in serves for six months at most, asked for by the committee', () => {
    const play = notice()
      .send(committee, 'requestStandIn', { reason })
      .send(town, 'appointStandIn', { company: 'pm:pool', pool: file('d') })
    handed(play.wait(95 * day).send(company, 'leave'))
    expect(play.where).toContain('exit.standIn')
    expect(play.lapse('standIn').where).toContain('intervention.considering')
  })

  it('and without a committee a fifth of the owners asks through the residents’ committee', () => {
    const play = bring({ opening: withoutCommittee }).send(residents, 'toExit', {
      kind: 'notRenewing',
      noticeBy: company,
      reason,
    })
    expect(play.refusal(residents, 'requestStandIn', { reason }).details).toMatchObject({ guard: 'mayAskStandIn' })
    play.send(owner(0), 'demandMeeting').send(owner(1), 'demandMeeting')
    expect(play.send(residents, 'requestStandIn', { reason }).context.exit?.standInAsked).toBe(true)
  })
})

describe('arrears', () => {
  const owed = () => bring().send(residents, 'toArrears', { debtor: '7号楼', reason })

  it('are urged, demanded in writing, and only after a reasonable period taken to court', () => {
    const play = owed()
      .send(committee, 'urgePayment', { message: '请交费' })
      .send(company, 'demandPayment', { letter: file('f') })
    expect(play.refusal(company, 'sue', { channel: 'litigation' }).code).toBe('refusal/too-early')
    expect(play.wait(31 * day).send(company, 'sue', { channel: 'arbitration' }).outcome).toBe('adviseChannel')
    expect(play.context.advice).toMatchObject({ channel: 'arbitration' })
  })

  it('never lead to a cut of water or power: it is refused, on record, and reported (Civil Code 944)', () => {
    const play = owed().send(company, 'cutSupply', { reason: '催交' })
    expect(play.told('supplyCutRefused')).toMatchObject([{ to: [company] }])
    expect(play.told('supplyCutReported').at(-1)?.to).toEqual(expect.arrayContaining([housing, town, residents]))
    expect(play.context).toMatchObject({ arrears: { cuts: 1 }, breaches: [{ party: company, kind: 'supplyCut' }] })
    expect(play.where).toContain('arrears.urging')
  })

  it('are paid, and the case is closed', () => {
    expect(owed().send(company, 'recordPayment').outcome).toBe('resolved')
  })

  it('are no answer to bad service: that is a complaint of its own', () => {
    const complaint = {
      complaint: 'quality',
      topic: '保洁',
      allegation: '不到位',
      respondent: company,
      intake: 'town:hotline',
      operationsCentre: 'town:operations',
      supervisor: 'leader:li',
      districtOffice: 'district:co',
    }
    const play = owed().send(owner(0), 'openComplaint', complaint)
    expect(play.opened().at(-1)).toMatchObject({ link: 'complaint', key: 'quality', opening: { respondent: company } })
    play.news('case.refused', { link: 'complaint', key: 'quality', code: 'input/unknown-case-type' })
    expect(play.context.complaints).toEqual({ quality: 'refused' })
  })
})

describe('the town', () => {
  const refused = () =>
    bring()
      .send(residents, 'toOwnersMeeting', { matter: 'otherCommon', reason })
      .send(committee, 'declineToCall', { reason })

  it('orders a meeting first, and convenes it only when owners ask', () => {
    const play = refused().send(town, 'orderMeeting', { until: '2026-03-31', reason })
    expect(play.where).toContain('intervention.townOrdered')
    play.lapse('orderedMeeting')
    expect(play.refusal(town, 'orderMeeting', { until: '2026-04-30', reason }).details).toMatchObject({
      guard: 'mayOrder',
    })
    expect(play.refusal(town, 'conveneMeeting', { ground: 'requested', reason }).details).toMatchObject({
      guard: 'mayConvene',
    })
    play
      .send(owner(3), 'requestTown', { letter: file('0'), reason })
      .send(town, 'conveneMeeting', { ground: 'requested', reason })
    expect(play.where).toContain('intervention.townConvened')
    play.send(town, 'announceVote', { title: 'x', agenda: 'x', matter: 'otherCommon' })
    expect(play.context.vote).toMatchObject({ organiser: town, monitor: residents })
  })

  it('convenes by itself when the committee has less than half of its members (32)', () => {
    const few = { ...parking, committee: { seats: 5, members: members.slice(0, 2) } }
    const play = bring({ opening: few }).send(branch, 'escalate', { reason: '业委会人数不足' })
    expect(play.send(town, 'conveneMeeting', { ground: 'belowHalf', reason }).where).toContain(
      'intervention.townConvened',
    )
    const enough = bring().send(branch, 'escalate', { reason })
    expect(enough.refusal(town, 'conveneMeeting', { ground: 'belowHalf', reason }).details).toMatchObject({
      guard: 'mayConvene',
    })
  })

  it('starts a by-election only while more than half of the members are left, and a first election only where there is none', () => {
    const four = { ...parking, committee: { seats: 5, members: members.slice(0, 4) } }
    const may = (opening: object, kind: string) =>
      bring({ opening }).attempt(residents, 'toElection', { kind, reason }) === undefined
    expect([may(four, 'byElection'), may(parking, 'byElection'), may(parking, 'first'), may(parking, 'early')]).toEqual(
      [true, false, false, true],
    )
    expect(may({ ...parking, committee: { seats: 5, members: members.slice(0, 2) } }, 'byElection')).toBe(false)
    expect(may(withoutCommittee, 'first')).toBe(true)
  })

  it('names another member where the chair will not call a meeting, on the owners’ written request (26)', () => {
    const play = bring({ opening: { ...parking, matter: 'committee' } })
      .send(residents, 'toOwnersCommittee', { reason })
      .lapse('committeeDecision')
    expect(play.refusal(town, 'nameConvenor', { member: qian, reason }).details).toMatchObject({
      guard: 'mayNameConvenor',
    })
    play
      .send(owner(1), 'requestTown', { letter: file('0'), reason })
      .send(town, 'nameConvenor', { member: qian, reason })
    expect(play.where).toContain('committeeDecision.ordinary')
  })
})

describe('the clear window and the bridge', () => {
  it('keep an audit posted for thirty days and anything else for seven', () => {
    const play = bring()
    play.send(committee, 'postDocument', { doc: 'audit-2026', kind: 'audit', file: file('1') })
    play.send(company, 'postDocument', { doc: 'revenue-q1', kind: 'publicRevenue', file: file('2') })
    expect(play.wait(6 * day).refusal(company, 'takeDown', { doc: 'revenue-q1' }).code).toBe('refusal/keep-until')
    expect(
      play.wait(2 * day).send(company, 'takeDown', { doc: 'revenue-q1' }).context.documents['revenue-q1']?.status,
    ).toBe('takenDown')
    expect(play.wait(20 * day).refusal(committee, 'takeDown', { doc: 'audit-2026' }).code).toBe('refusal/keep-until')
    expect(
      play.wait(4 * day).send(committee, 'takeDown', { doc: 'audit-2026' }).context.documents['audit-2026']?.status,
    ).toBe('takenDown')
  })

  it('note what was owed and not posted', () => {
    const play = bring({ opening: { ...parking, matter: 'service' } }).send(residents, 'requireDocument', {
      doc: 'fund',
      kind: 'maintenanceFund',
      from: company,
      due: '2026-03-03',
    })
    play.wait(40 * hour)
    expect(play.context.documents.fund).toMatchObject({ status: 'overdue' })
    expect(play.context.breaches).toContainEqual(expect.objectContaining({ party: company, kind: 'documentOwed' }))
    expect(
      play.send(company, 'postDocument', { doc: 'fund', kind: 'maintenanceFund', file: file('2') }).context.documents
        .fund?.status,
    ).toBe('posted')
  })

  it('take no query about what nobody posted, whatever it is called', () => {
    for (const doc of ['fund', 'constructor'])
      expect(bring().refusal(owner(0), 'query', { query: 'q-1', doc, text: '?' }).details).toMatchObject({
        guard: 'mayQuery',
      })
  })

  it('carry a message of an owner to the company, and its answer back', () => {
    const play = bring().send(owner(4), 'sendMessage', { message: 'm-1', to: 'propertyCompany', text: '灯不亮' })
    expect(play.refusal(residents, 'answerMessage', { message: 'm-1', answer: 'x' }).details).toMatchObject({
      guard: 'isAddressee',
    })
    play.send(company, 'answerMessage', { message: 'm-1', answer: '今日修复' })
    expect(play.told('messageAnswered')).toMatchObject([{ to: [owner(4)] }])
  })
})

describe('a matter that needs departments', () => {
  const convening = {
    plan: { situation: 's', tried: 't', decisionWanted: 'd' },
    invitees: [{ party: 'town:community', as: 'lead', asked: '方案' }],
    screener: 'town:operations',
    supervisor: 'leader:li',
    areaChair: 'area:chunshen',
    districtOffice: 'district:co',
  }

  it('convenes them, and is settled by what they solve', () => {
    const play = bring({ opening: { ...parking, matter: 'service' } }).send(residents, 'toConvening', convening)
    expect(play.opened()).toMatchObject([{ link: 'convening', as: residents, opening: { conveners: [residents] } }])
    play.news('case.settled', {
      link: 'convening',
      key: 'convening',
      caseId: 'x',
      outcome: 'resolved',
      result: { unresolved: [] },
    })
    expect(play.where).toEqual(['evaluating'])
    expect(play.result).toEqual({ adopted: true })
  })

  const settled = (outcome: string) => ({
    link: 'convening',
    key: 'convening',
    caseId: 'x',
    outcome,
    result: { unresolved: [] },
  })

  it.each(['rejected', 'withdrawn', 'handedToArea', 'supersededByMediation'])(
    'adopts nothing by one that came to nothing, although it left nothing open: %s',
    outcome => {
      const play = bring({ opening: { ...parking, matter: 'service' } }).send(residents, 'toConvening', convening)
      play.news('case.settled', settled(outcome))
      expect(play.where).toContain('jointMeeting.convening')
      expect(play.result).toEqual({ adopted: false })
    },
  )

  it('adopts nothing of the owners by what units agreed on: that comes back to the joint meeting', () => {
    const play = bring().send(residents, 'toConvening', convening)
    play.news('case.settled', settled('resolved'))
    expect(play.where).toContain('jointMeeting.convening')
    expect(play.result).toEqual({ adopted: false })
  })

  it('keeps what comes when it no longer waits, and adopts nothing by it', () => {
    const play = bring().send(residents, 'toConvening', convening).lapse('convening')
    play.news('case.settled', settled('resolved'))
    expect(play.where).toContain('jointMeeting.convening')
    expect(play.context).toMatchObject({ convening: 'settled', adopted: false })
  })

  it.each(['case.refused', 'unsolved'])('comes back to the joint meeting when it is not: %s', how => {
    const play = bring().send(residents, 'toConvening', convening)
    if (how === 'case.refused') play.news('case.refused', { link: 'convening', key: 'convening', code: 'refusal/role' })
    else
      play.news('case.settled', {
        link: 'convening',
        key: 'convening',
        caseId: 'x',
        outcome: 'partlyResolved',
        result: { unresolved: ['a'] },
      })
    expect(play.where).toContain('jointMeeting.convening')
  })
})

describe('withdrawing', () => {
  it('is for whoever brought it, and not while a vote runs', () => {
    expect(bring().send(owner(0), 'withdraw', { reason }).outcome).toBe('withdrawn')
    expect(announced().refusal(owner(0), 'withdraw', { reason }).details).toMatchObject({ guard: 'mayWithdraw' })
  })
})
