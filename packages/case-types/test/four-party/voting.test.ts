// How owners decide: the rules as data, the test vectors of the law, and the meeting itself.
import { countBox, type DecisionRule, tallyCounts } from '@convoke/core'
import { describe, expect, it } from 'vitest'
import { type MatterKind, matterKind, needsOwners, ruleOf } from '../../src/four-party/v1/matters.js'
import { parameters } from '../../src/four-party/v1/parameters.js'
import { day } from '../stage/stage.js'
import {
  announced,
  areaRoll,
  bring,
  buildingRoll,
  committee,
  company,
  counted,
  file,
  members,
  open,
  owner,
  parking,
  residents,
  town,
  voted,
} from './play.js'

const knobs = parameters.parse({})
const reason = '理由'

/** 300 owners, 30,000 m²: how a vote ends with these votes, those who took part being the sum of all three. */
function ends(
  matter: MatterKind,
  yes: readonly [number, number],
  no: readonly [number, number],
  rule: DecisionRule = ruleOf(matter, knobs),
): string {
  const sums = ([heads, area]: readonly [number, number]) => ({ heads, area })
  const electorate = { heads: 300, area: 30_000 }
  const box = { electorate, yes: sums(yes), no: sums(no), abstain: sums([0, 0]), marks: 'A'.repeat(100) }
  return tallyCounts(rule, countBox(rule, box), { closed: true }).status
}

describe('300 owners with 30,000 m² (Civil Code 278)', () => {
  it.each<[string, MatterKind, readonly [number, number], readonly [number, number], string]>([
    ['200 heads and 20,000 m² take part: valid', 'useOfFund', [200, 20_000], [0, 0], 'passed'],
    ['199 heads and 25,000 m² take part: invalid', 'useOfFund', [199, 25_000], [0, 0], 'invalid'],
    ['200 heads and 19,999 m² take part: invalid', 'useOfFund', [200, 19_999], [0, 0], 'invalid'],
    ['ordinary: 101 and 10,001 of 200 and 20,000 pass', 'useOfFund', [101, 10_001], [99, 9_999], 'passed'],
    [
      'ordinary: 100 and 15,000 fail, half of the heads is not more than half',
      'useOfFund',
      [100, 15_000],
      [100, 5_000],
      'rejected',
    ],
    [
      'ordinary: 101 and 10,000 fail, half of the area is not more than half',
      'useOfFund',
      [101, 10_000],
      [99, 10_000],
      'rejected',
    ],
    ['special: 150 and 15,000 pass, at least includes the limit', 'raiseFund', [150, 15_000], [50, 5_000], 'passed'],
    ['special: 150 and 14,999 fail', 'raiseFund', [150, 14_999], [50, 5_001], 'rejected'],
    ['special: 149 and 15,000 fail', 'changeOfUse', [149, 15_000], [51, 5_000], 'rejected'],
    [
      'dwelling to business: one affected owner against it is enough (279)',
      'dwellingToBusiness',
      [299, 29_900],
      [1, 100],
      'rejected',
    ],
    [
      'dwelling to business: one affected owner missing is enough',
      'dwellingToBusiness',
      [299, 29_900],
      [0, 0],
      'rejected',
    ],
    ['dwelling to business: all of them', 'dwellingToBusiness', [300, 30_000], [0, 0], 'passed'],
  ])('%s', (_, matter, yes, no, status) => {
    expect(ends(matter, yes, no)).toBe(status)
  })

  it('every kind of matter is ordinary, special, unanimous, or not for the owners', () => {
    const votable = matterKind.options.filter(needsOwners)
    const special = votable.filter(
      matter =>
        ends(matter, [150, 15_000], [50, 5_000]) === 'passed' &&
        ends(matter, [101, 10_001], [99, 9_999]) === 'rejected',
    )
    expect(special).toEqual(['raiseFund', 'rebuild', 'changeOfUse'])
    expect(matterKind.options.filter(matter => !needsOwners(matter))).toEqual(['service', 'committee'])
  })

  it('what a ballot that was not returned counts as is a knob, absent by default', () => {
    expect(ends('useOfFund', [120, 12_000], [0, 0])).toBe('invalid')
    expect(ends('useOfFund', [120, 12_000], [0, 0], ruleOf('useOfFund', { ...knobs, unreturned: 'majority' }))).toBe(
      'passed',
    )
    expect(ends('useOfFund', [120, 12_000], [0, 0], ruleOf('useOfFund', { ...knobs, unreturned: 'no' }))).toBe(
      'rejected',
    )
  })
})

describe('the meeting of the owners', () => {
  it('is not opened before fifteen days of notice', () => {
    const play = announced()
    expect(play.refusal(committee, 'openVoting').code).toBe('refusal/too-early')
    expect(play.wait(14 * day).refusal(committee, 'openVoting').code).toBe('refusal/too-early')
    expect(play.wait(3 * day).send(committee, 'openVoting').where).toEqual(['voting'])
  })

  it('is announced to the residents’ committee and the housing office, with the roll of those who vote', () => {
    const [notice] = announced().told('voteAnnounced')
    expect(notice?.to).toEqual(expect.arrayContaining([residents, 'town:housing']))
    expect(notice?.params).toMatchObject({ roll: areaRoll })
  })

  it('takes a ballot of everybody on the roll, once, and of nobody else', () => {
    const play = voted(open(), ['yes', 'no'])
    expect(play.refusal(owner(0), 'vote', { choice: 'no' })).toMatchObject({
      code: 'refusal/guard',
      details: { guard: 'mayVote' },
    })
    expect(play.refusal('owner:99', 'vote', { choice: 'yes' }).code).toBe('missing/case')
    expect(play.refusal(residents, 'vote', { choice: 'yes' }).code).toBe('refusal/role')
    expect(play.context.box).toMatchObject({ yes: { heads: 1, area: 100 }, no: { heads: 1, area: 100 } })
  })

  it('takes a paper ballot from whoever counts, for somebody on the roll', () => {
    const play = open().send(committee, 'enterBallot', { voter: owner(3), choice: 'yes', paper: file('7') })
    expect(play.refusal(committee, 'enterBallot', { voter: 'owner:99', choice: 'yes' }).details).toMatchObject({
      guard: 'mayEnterBallot',
    })
    expect(play.refusal(owner(3), 'vote', { choice: 'no' }).details).toMatchObject({ guard: 'mayVote' })
    expect(play.context.box?.yes).toEqual({ heads: 1, area: 100 })
  })

  it('takes a proxy with the owner’s written instruction only', () => {
    const play = open()
    const proxy = { onBehalfOf: owner(4) }
    expect(play.refusal('son:wang', 'vote', { choice: 'yes' }, proxy).details).toMatchObject({ guard: 'mayVote' })
    play.send('son:wang', 'vote', { choice: 'yes', instruction: file('6') }, proxy)
    expect(play.context.box?.yes.heads).toBe(1)
  })

  it('is invalid when too few take part, may be repeated once, and then ends', () => {
    const play = counted(voted(open(), ['yes', 'yes', 'yes', 'yes', 'yes']))
    expect(play.context.vote).toMatchObject({ result: 'invalid', counts: { yes: { heads: 5, area: 500 } } })
    play.send(committee, 'postDecision', { file: file('8') })
    expect(play.where).toEqual(['invalid'])
    play
      .send(committee, 'revote', { reason })
      .send(committee, 'announceVote', { title: '再表决', agenda: '同前', matter: 'otherCommon' })
    counted(voted(play.wait(17 * day).send(committee, 'openVoting'), ['yes'])).send(committee, 'postDecision', {
      file: file('8'),
    })
    expect(play.refusal(committee, 'revote', { reason }).details).toMatchObject({ guard: 'mayRevote' })
    expect(play.lapse('revoteChoice').outcome).toBe('invalid')
    expect(play.result).toEqual({ adopted: false })
  })

  it('rejects what does not have more than half by area and by heads', () => {
    const play = counted(voted(open(), ['yes', 'yes', 'yes', 'no', 'no', 'no'])).send(committee, 'postDecision', {
      file: file('8'),
    })
    expect(play.outcome).toBe('rejected')
    expect(play.result).toEqual({ adopted: false })
  })

  it('is counted by organiser and monitor, whose figures must be those of the box', () => {
    const play = voted(open(), ['yes', 'yes', 'yes', 'yes', 'no', 'no']).lapse('votingPeriod')
    const right = { yes: { heads: 4, area: 400 }, no: { heads: 2, area: 200 }, abstain: { heads: 0, area: 0 } }
    expect(play.refusal(committee, 'confirmCount', { ...right, yes: { heads: 5, area: 500 } }).details).toMatchObject({
      guard: 'countFits',
    })
    play.send(committee, 'confirmCount', right)
    expect(play.where).toEqual(['tallying'])
    expect(play.send(residents, 'confirmCount', right).where).toEqual(['posting'])
    expect(play.context.decisions['vote-1']).toMatchObject({ by: 'owners', result: 'passed' })
  })

  it('keeps nothing of who voted how once it is counted, and whoever did not confirm is on record', () => {
    const play = counted(voted(open(), ['yes', 'yes', 'yes', 'yes', 'no', 'no']))
    expect(play.context.box).toBeNull()
    expect(play.context.breaches.map(({ party, kind }) => [party, kind])).toEqual([
      [committee, 'notCounted'],
      [residents, 'notCounted'],
    ])
  })

  it('ends as soon as everybody has voted', () => {
    const play = voted(open(), ['yes', 'yes', 'yes', 'yes', 'yes', 'yes', 'yes', 'yes', 'no'])
    expect(play.where).toEqual(['tallying'])
  })

  it('on what only one building shares has that building’s electorate (Shanghai 69)', () => {
    const part = {
      title: '12号楼屋面',
      matter: 'useOfFund',
      scope: 'part',
      roll: buildingRoll,
      electorate: { heads: 3, area: 300 },
    }
    const play = open({}, part)
    expect(play.refusal(owner(5), 'vote', { choice: 'yes' }).code).toBe('refusal/role')
    counted(voted(play, ['yes', 'yes']))
    expect(play.context.vote).toMatchObject({ result: 'passed', electorate: { heads: 3 } })
    const whole = bring().send(residents, 'toOwnersMeeting', { matter: 'useOfFund', reason })
    expect(
      whole.refusal(committee, 'announceVote', { title: 'x', agenda: 'x', matter: 'useOfFund', scope: 'part' }).details,
    ).toMatchObject({ guard: 'mayAnnounce' })
  })

  it('begins its notice anew when the roll is corrected', () => {
    const play = announced().wait(14 * day)
    play.send(committee, 'correctRoll', { roll: buildingRoll, electorate: { heads: 3, area: 300 }, reason })
    expect(play.wait(3 * day).refusal(committee, 'openVoting').code).toBe('refusal/too-early')
  })

  it('does not decide on company, fees or major works between two terms (Shanghai 28)', () => {
    const opening = { ...parking, committee: { seats: 5, members, betweenTerms: true } }
    const play = bring({ opening }).send(residents, 'toOwnersMeeting', { matter: 'propertyCompany', reason })
    const about = (matter: string) => ({ title: 'x', agenda: 'x', matter })
    expect(play.refusal(committee, 'announceVote', about('propertyCompany')).details).toMatchObject({
      guard: 'isNotBarred',
    })
    expect(play.send(committee, 'announceVote', about('committeeElection')).where).toContain('noticing.announced')
  })

  it('must be called when a fifth of the owners demand it', () => {
    const play = bring()
    expect(play.send(owner(0), 'demandMeeting').context.demand?.reached).toBe(false)
    expect(play.refusal(owner(0), 'demandMeeting').details).toMatchObject({ guard: 'mayDemand' })
    expect(play.send(owner(1), 'demandMeeting').context.demand?.reached).toBe(true)
  })

  it('is published within three days or it is on record, and goes on all the same', () => {
    const play = counted(voted(open(), ['yes', 'yes', 'yes', 'yes', 'no', 'no'])).lapse('publication')
    expect(play.where).toEqual(['executing'])
    expect(play.context.breaches.at(-1)).toMatchObject({ party: committee, kind: 'notPosted' })
    expect(play.context.decisions['vote-1']).toMatchObject({ posted: false })
  })

  it('shows nobody but those who count how somebody voted', () => {
    const play = voted(open(), ['yes'])
    for (const [party, sees] of [
      [committee, true],
      [residents, true],
      [town, true],
      [company, false],
      [owner(1), false],
    ] as const)
      expect(
        play.roles(party).some(role => ['organiser', 'monitor', 'town'].includes(role)),
        party,
      ).toBe(sees)
  })
})
