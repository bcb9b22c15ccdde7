// What the rules say of an election, in words.
import type { JsonObject } from '@convoke/core'
import { describe, expect, it } from 'vitest'
import { monthsBefore, needsRunOff, seatsAreSound } from '../../src/owners-committee-election/v1/electing.js'
import { day } from '../stage/stage.js'
import {
  announced,
  base,
  begin,
  byElection,
  chair,
  committee,
  counted,
  developer,
  type ElectionPlay,
  early,
  file,
  filed,
  first,
  five,
  group,
  housing,
  members,
  nominate,
  open,
  owner,
  preparations,
  prepared,
  regular,
  residents,
  town,
} from './play.js'

const reason = '理由'

describe('an election that is closed', () => {
  // Found by its rulebook.
  it('answers no objections and takes no seals any more', () => {
    const open = begin(regular)
    const closed = open.send(town, 'withdraw', { reason })
    expect(closed.where[0]).toBe('closed')
    expect(closed.refusal(committee, 'depositSeals', { file: file('6') }).details).toMatchObject({ guard: 'isOpen' })
  })
})

describe('a first election', () => {
  it('is due at half of the area, or two years after the first delivery, and reported in thirty days', () => {
    const report = (delivered: number, twoYears: boolean) => ({ file: file('2'), delivered, total: 30_000, twoYears })
    expect(begin(first).refusal(developer, 'reportConditions', report(14_999, false)).details).toMatchObject({
      guard: 'conditionsAreMet',
    })
    expect(begin(first).send(developer, 'reportConditions', report(15_000, false)).where).toEqual(['forming'])
    expect(begin(first).send(developer, 'reportConditions', report(9_000, true)).where).toEqual(['forming'])
  })

  it('is asked for by owners in writing where the developer is silent', () => {
    const play = begin(first).lapse('conditionsReport')
    expect(play.context.breaches).toMatchObject([{ party: developer, kind: 'noReport' }])
    expect(play.send(owner(3), 'requestInWriting', { letter: file('3') }).where).toEqual(['forming'])
  })

  it('does not begin where nobody asks', () => {
    expect(begin(first).lapse('conditionsReport').lapse('request').outcome).toBe('notFormed')
  })
})

describe('the group', () => {
  const forming = () => begin(early)

  it.each([
    ['an even number', members.slice(0, 4)],
    [
      'fewer owners than half',
      [...members.slice(0, 3), { party: 'a', side: 'developer' }, { party: 'b', side: 'residents' }],
    ],
    ['somebody twice', [members[0], members[2], members[2]]],
  ])('is refused with %s', (_, odd) => {
    expect(forming().refusal(town, 'formGroup', { members: odd, chair }).details).toMatchObject({
      guard: 'groupIsSound',
    })
  })

  it('is chaired by somebody of the town', () => {
    expect(forming().refusal(town, 'formGroup', { members, chair: owner(0) }).details).toMatchObject({
      guard: 'groupIsSound',
    })
    expect(forming().send(town, 'formGroup', group).roles(chair)).toContain('groupChair')
  })

  it('posts its names in seven days, and owners may object', () => {
    const play = forming()
      .send(town, 'formGroup', group)
      .send(owner(8), 'objectToMember', { party: owner(2), reason })
    play.send(town, 'replaceMember', { party: owner(2), instead: { party: owner(3), side: 'owners' }, reason })
    play.send(town, 'answerObjection', { objection: 0, answer: '已更换' })
    expect(play.roles(owner(3))).toContain('groupMember')
    expect(play.lapse('names').context.breaches).toMatchObject([{ party: chair, kind: 'namesNotPosted' }])
  })

  it('does not prepare before it is trained', () => {
    const play = forming()
      .send(town, 'formGroup', group)
      .send(chair, 'postNames', { file: file('4') })
    const step = { what: 'rulesDraft', file: file('7') }
    expect(play.refusal(chair, 'prepare', step).details).toMatchObject({ guard: 'isNotPrepared' })
    expect(play.send(town, 'trainGroup', { file: file('5') }).send(chair, 'prepare', step).context.prepared).toEqual([
      'rulesDraft',
    ])
  })

  it('that is not formed in sixty days goes to district and town, and ends where nothing is done', () => {
    const play = forming().lapse('forming')
    expect(play.where).toEqual(['escalated'])
    expect(play.told('escalated').at(-1)?.to).toContain('district:housing')
    expect(play.lapse('escalation').outcome).toBe('notFormed')
  })
})

describe('between two terms', () => {
  it.each(['propertyCompany', 'fees', 'majorWorks', 'otherMajor'])('nothing is decided about %s', matter => {
    expect(prepared(regular).refusal(chair, 'addAgenda', { matter, title: 'x' }).details).toMatchObject({
      guard: 'isNotBarred',
    })
    expect(prepared(first).send(chair, 'addAgenda', { matter, title: 'x' }).context.agenda).toHaveLength(1)
  })

  it('the old committee reports five months before its term ends', () => {
    const play = begin(regular)
    const due = play.state.deadlines.find(({ name }) => name === 'termReport')
    expect(new Date(due?.dueAt as number).toISOString().slice(0, 10)).toMatch(/^2026-0(4-30|5-01)/)
    expect(play.lapse('termReport').where).toEqual(['awaitingRequest'])
  })

  it('it hands seals and papers to the housing office in ten days, and the new committee gets them ten days after the filing', () => {
    const play = prepared(regular).wait(11 * day)
    expect(play.context.breaches).toMatchObject([{ party: committee, kind: 'sealsNotDeposited' }])
    play.send(town, 'urgeHandOver', { reason })
    expect(play.told('sealsOwed').at(-1)?.to).toContain('police:station')
    const kept = filed(regular)
    kept.send(committee, 'depositSeals', { file: file('6') }).send(town, 'completeFiling', { certificate: file('e') })
    expect(kept.where).toEqual(['handingOver'])
    expect(kept.send(housing, 'returnSeals', { file: file('f') }).outcome).toBe('formed')
  })
})

describe('the committee to be', () => {
  it('is odd and has five members or more, or three up to 10,000 m², for three to five years', () => {
    const seats = (n: number, term = 3) => ({ committee: 'oc:new', seats: n, term })
    const small = { ...first, buildingArea: 10_000 }
    for (const n of [1, 3, 4, 6])
      expect(prepared().refusal(chair, 'setSeats', seats(n)).details).toMatchObject({ guard: 'seatsAreSound' })
    for (const n of [5, 7, 15]) expect(prepared().send(chair, 'setSeats', seats(n)).context.plan?.seats).toBe(n)
    expect(prepared(small).send(chair, 'setSeats', seats(3)).context.plan?.seats).toBe(3)
    expect(prepared({ ...small, buildingArea: 10_001 }).refusal(chair, 'setSeats', seats(3)).code).toBe('refusal/guard')
    for (const term of [2, 6])
      expect(prepared().refusal(chair, 'setSeats', seats(5, term)).details).toMatchObject({ guard: 'seatsAreSound' })
    expect(seatsAreSound({ ...prepared().context, buildingArea: null }, 3)).toBe(false)
  })

  it('is announced only when everything is prepared and there are candidates enough', () => {
    const play = prepared()
    for (const what of preparations) play.send(chair, 'prepare', { what, file: file('7') })
    play.send(chair, 'setSeats', { committee: 'oc:new', seats: 5, term: 3 })
    for (let n = 0; n < 4; n++) nominate(play, chair, owner(n))
    expect(play.refusal(chair, 'announceContents', { file: file('9') }).details).toMatchObject({ guard: 'isPrepared' })
    expect(nominate(play, chair, owner(4)).send(chair, 'announceContents', { file: file('9') }).where).toEqual([
      'announced',
    ])
  })
})

/** Who is elected, in order of candidacy. */
const chosen = ({ context }: ElectionPlay) =>
  Object.keys(context.candidates).filter(party => context.candidates[party]?.elected)

/** Seven ballots: four candidates have six and more, the fifth and the sixth are level with four each. */
function level(parameters?: JsonObject): ElectionPlay {
  const play = open(first, 5, 6, parameters)
  const others = [0, 1, 2, 3, 5].map(owner)
  const lists = [five, five, five, others, others, others, [0, 1, 2, 4, 5].map(owner)]
  lists.forEach((names, n) => {
    play.send(owner(n), 'vote', { names })
  })
  return play.lapse('votingPeriod').lapse('count')
}

describe('the election', () => {
  it('is not opened before fifteen days of notice', () => {
    expect(
      announced()
        .wait(14 * day)
        .refusal(chair, 'openVoting').code,
    ).toBe('refusal/too-early')
  })

  it('is late after ninety days, and the town allows more time once', () => {
    const play = announced().lapse('meeting')
    expect(play.where).toEqual(['escalated'])
    play
      .send(town, 'allowMoreTime', { reason })
      .send(chair, 'announceContents', { file: file('9') })
      .lapse('meeting')
    expect(play.refusal(town, 'allowMoreTime', { reason }).details).toMatchObject({ guard: 'mayExtend' })
  })

  it('takes a ballot for candidates, for no more than there are seats, once of each owner', () => {
    const play = open()
    expect(play.refusal(owner(0), 'vote', { names: ['owner:99'] }).details).toMatchObject({ guard: 'mayVote' })
    expect(play.refusal(owner(0), 'vote', { names: [0, 1, 2, 3, 4, 5].map(owner) }).details).toMatchObject({
      guard: 'mayVote',
    })
    expect(play.refusal(owner(0), 'vote', { names: [owner(1), owner(1)] }).details).toMatchObject({ guard: 'mayVote' })
    play
      .send(owner(0), 'vote', { names: [owner(1)] })
      .send(chair, 'enterBallot', { voter: owner(1), names: [owner(1), owner(2)], paper: file('b') })
    expect(play.refusal(owner(1), 'vote', { names: [] }).details).toMatchObject({ guard: 'mayVote' })
    expect(play.context.box).toMatchObject({
      returned: { heads: 2, area: 200 },
      votes: { [owner(1)]: { heads: 2, area: 200 }, [owner(2)]: { heads: 1 } },
    })
  })

  it('elects whoever has more than half of those who took part, by area and by heads', () => {
    const play = open()
    for (let n = 0; n < 6; n++) play.send(owner(n), 'vote', { names: n < 3 ? five : [...five.slice(0, 4), owner(5)] })
    play.lapse('votingPeriod').lapse('count')
    // Three of six are half, and half is not more than half.
    expect(Object.keys(play.context.candidates).filter(party => play.context.candidates[party]?.elected)).toEqual(
      five.slice(0, 4),
    )
    expect(play.where).toEqual(['choosingChair'])
    expect(play.result).toEqual({ formed: true, committee: 'oc:new', seats: 5, members: five.slice(0, 4) })
  })

  it('fails when less than two thirds take part, is repeated once, and ends', () => {
    const play = counted(open(), 5, five)
    expect([play.where, play.context.result]).toEqual([['failed'], 'invalid'])
    play
      .send(chair, 'repeatElection', { reason })
      .send(chair, 'announceContents', { file: file('9') })
      .wait(17 * day)
      .send(chair, 'openVoting')
    counted(play, 2, five)
    expect(play.refusal(chair, 'repeatElection', { reason }).details).toMatchObject({ guard: 'mayRepeat' })
    expect(play.lapse('repetition').outcome).toBe('notFormed')
    expect(play.result).toEqual({ formed: false, committee: null, seats: 0, members: [] })
  })

  it('draws nobody where candidates are level for the last seat: they are voted on once more', () => {
    const play = level()
    expect(play.where).toEqual(['tied'])
    expect(chosen(play)).toEqual(five.slice(0, 4))
    expect(play.context.runOff).toMatchObject({ candidates: [owner(4), owner(5)], seats: 1, n: 1 })
    expect(play.told('runOffAsked').at(-1)).toMatchObject({ params: { candidates: [owner(4), owner(5)], seats: 1 } })
    play.send(chair, 'openRunOff')
    // Only those who are level, and no more of them than there are seats.
    expect(play.refusal(owner(0), 'vote', { names: [owner(1)] }).details).toMatchObject({ guard: 'mayVote' })
    expect(play.refusal(owner(0), 'vote', { names: [owner(4), owner(5)] }).details).toMatchObject({ guard: 'mayVote' })
    // The one that sorts last by its name wins by its votes, with fewer than half.
    play.send(owner(0), 'vote', { names: [owner(4)] })
    for (const n of [1, 2]) play.send(owner(n), 'vote', { names: [owner(5)] })
    for (const n of [3, 4, 5]) play.send(owner(n), 'vote', { names: [] })
    play.lapse('votingPeriod').lapse('count')
    expect(play.where).toEqual(['choosingChair'])
    expect(chosen(play)).toEqual([...five.slice(0, 4), owner(5)])
    expect(play.context.candidates[owner(5)]).toMatchObject({ votes: { heads: 4 }, runOff: { heads: 2, area: 200 } })
  })

  it('leaves a seat empty, and draws no lot, where they are level again, too few take part, or nobody calls the vote', () => {
    const again = level().send(chair, 'openRunOff')
    for (const n of [0, 1, 2, 3, 4, 5]) again.send(owner(n), 'vote', { names: [owner(n % 2 === 0 ? 4 : 5)] })
    again.lapse('votingPeriod').lapse('count')
    const few = level()
      .send(chair, 'openRunOff')
      .send(owner(0), 'vote', { names: [owner(5)] })
      .lapse('votingPeriod')
      .lapse('count')
    expect(few.context.runOff?.result).toBe('invalid')
    const silent = level().lapse('runOff')
    expect(silent.context.breaches).toMatchObject([
      { kind: 'notCounted' },
      { kind: 'notCounted' },
      { party: chair, kind: 'noRunOff' },
    ])
    for (const play of [again, few, silent]) {
      expect(play.where).toEqual(['choosingChair'])
      expect(chosen(play)).toEqual(five.slice(0, 4))
      expect(play.result).toMatchObject({ formed: true, seats: 5 })
    }
  })

  it('votes again on those who are still level as often as its knob says', () => {
    const play = level({ maxRunOffs: 2 }).send(chair, 'openRunOff')
    for (const n of [0, 1, 2, 3, 4, 5]) play.send(owner(n), 'vote', { names: [owner(n % 2 === 0 ? 4 : 5)] })
    play.lapse('votingPeriod').lapse('count')
    expect([play.where, play.context.runOff?.n]).toEqual([['tied'], 2])
    expect(level({ maxRunOffs: 0 }).where).toEqual(['choosingChair'])
  })

  it('is level only where heads and area are: more area decides between the same heads', () => {
    const { context } = open()
    const most = { heads: 7, area: 700 }
    const level = (fifth: number, sixth: number) => {
      const votes = { ...Object.fromEntries(five.slice(0, 4).map(party => [party, most])) }
      const last = { [owner(4)]: { heads: 4, area: fifth }, [owner(5)]: { heads: 4, area: sixth } }
      const box = { electorate: { heads: 9, area: 900 }, returned: most, marks: '', votes: { ...votes, ...last } }
      return needsRunOff({ ...context, box })
    }
    expect([level(400, 400), level(400, 401), level(401, 400)]).toEqual([true, false, false])
    // Level and below half is no tie: neither of them is elected.
    expect(level(350, 350)).toBe(false)
  })

  it('repeated begins with nobody elected', () => {
    const play = counted(open(), 7, [owner(0), owner(1)])
    expect([play.where, chosen(play)]).toEqual([['failed'], [owner(0), owner(1)]])
    play.send(chair, 'repeatElection', { reason })
    expect(chosen(play)).toEqual([])
  })

  it('is counted by chair and monitor', () => {
    const play = open()
    for (let n = 0; n < 7; n++) play.send(owner(n), 'vote', { names: five })
    play.lapse('votingPeriod')
    expect(play.refusal(residents, 'confirmCount', { returned: { heads: 6, area: 600 } }).details).toMatchObject({
      guard: 'countFits',
    })
    play
      .send(residents, 'confirmCount', { returned: { heads: 7, area: 700 } })
      .send(chair, 'confirmCount', { returned: { heads: 7, area: 700 } })
    expect(play.where).toEqual(['choosingChair'])
  })
})

describe('the new committee', () => {
  it('chooses its chair with more than half of its members, who files in thirty days', () => {
    const play = filed()
    expect(play.context.chair).toBe(owner(1))
    expect(play.where).toEqual(['registering'])
    expect(play.send(town, 'completeFiling', { certificate: file('e') }).outcome).toBe('formed')
  })

  it('has the one with most votes for a chair where it does not choose', () => {
    expect(counted(open(), 7, five).lapse('chair').context.chair).toBe(owner(0))
  })

  it('that never files is elected all the same, and says so', () => {
    const play = counted(open(), 7, five).lapse('chair').lapse('publication').lapse('filing')
    expect(play.where).toEqual(['filingOverdue'])
    expect([play.lapse('lateFiling').outcome, play.result.formed]).toEqual(['unfiled', true])
  })

  it('is returned its filing once', () => {
    const play = filed()
      .send(town, 'returnFiling', { list: ['承诺书'] })
      .send(owner(1), 'file', { file: file('d') })
    expect(play.refusal(town, 'returnFiling', { list: ['x'] }).details).toMatchObject({ guard: 'mayReturn' })
    expect(play.lapse('registration').context.breaches.at(-1)).toMatchObject({ party: town, kind: 'notRegistered' })
  })
})

describe('a by-election', () => {
  it('fills the missing seats of a committee that has more than half, and the committee prepares it', () => {
    const play = begin(byElection)
    expect(play.where).toEqual(['preparing'])
    expect(play.refusal(committee, 'setSeats', { committee: 'oc:new', seats: 2, term: 3 }).details).toMatchObject({
      guard: 'seatsAreSound',
    })
    const done = counted(open(byElection, 1, 2), 7, [owner(0)])
    expect(done.result).toMatchObject({
      formed: true,
      seats: 5,
      members: [owner(5), owner(6), owner(7), owner(8), owner(0)],
    })
  })
})

describe('dates', () => {
  it.each([
    ['2026-09-30', 5, '2026-04-30'],
    ['2026-07-31', 5, '2026-02-28'],
    ['2028-07-31', 5, '2028-02-29'],
    ['2026-03-15', 5, '2025-10-15'],
    ['2026-05-31', 5, '2025-12-31'],
  ])('%s less %d months is %s', (date, months, before) => {
    expect(monthsBefore(date, months)).toBe(before)
  })

  it('an election is opened by whoever takes part in it', () => {
    expect(() => begin(base, 'person:nobody')).toThrow()
    expect(begin(first, developer).where).toEqual(['reporting'])
  })
})
