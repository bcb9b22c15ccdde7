// Elections brought to where a test begins.
import { ownersCommitteeElection } from '@convoke/case-types/owners-committee-election'
import type { JsonObject, Membership, PartyId } from '@convoke/core'
import type { Context } from '../../src/owners-committee-election/v1/context.js'
import type { Rolls } from '../stage/directory.js'
import { day, type Stage, stage } from '../stage/stage.js'

export type ElectionPlay = Stage<Context>

export const owner = (n: number): PartyId => `owner:${n}`
export const town = 'town:meilong'
export const residents = 'rc:chunshen'
export const housing = 'town:housing'
export const developer = 'developer:hongrun'
export const committee = 'oc:chunshen'
export const chair = 'town:officer'
export const file = (digit: string): JsonObject => ({
  sha256: digit.repeat(64),
  size: 2048,
  mediaType: 'application/pdf',
  uri: `urn:convoke:file:${digit}`,
})

/** Nine owners of 100 m² each. */
export const rolls: Rolls = {
  ['1'.repeat(64)]: Object.fromEntries(
    Array.from({ length: 9 }, (_, index): [PartyId, Membership] => [owner(index), { index, weights: { area: 100 } }]),
  ),
}

export const base = {
  place: '春申景城',
  town,
  residentsCommittee: residents,
  housingOffice: housing,
  district: 'district:housing',
  developer,
  police: 'police:station',
  ownerRepresentatives: [owner(0)],
  roll: file('1'),
  electorate: { heads: 9, area: 900 },
  buildingArea: 30_000,
}
export const first = { ...base, kind: 'first' }
export const regular = {
  ...base,
  kind: 'regular',
  ownersCommittee: committee,
  seatsBefore: 5,
  membersBefore: [owner(5), owner(6), owner(7), owner(8), owner(4)],
  termEnds: '2026-09-30',
}
export const early = { ...regular, kind: 'early', membersBefore: [owner(5), owner(6)] }
export const byElection = { ...regular, kind: 'byElection', membersBefore: [owner(5), owner(6), owner(7), owner(8)] }

export const members = [
  { party: chair, side: 'town' },
  { party: residents, side: 'residents' },
  { party: owner(0), side: 'owners' },
  { party: owner(1), side: 'owners' },
  { party: owner(2), side: 'owners' },
]
export const group = { members, chair }
export const preparations = [
  'rollConfirmed',
  'meetingPlan',
  'rulesDraft',
  'votingRules',
  'candidateMethod',
  'electionMethod',
]

export function begin(opening: object, by: PartyId = town, parameters?: JsonObject): ElectionPlay {
  return stage<Context>(ownersCommitteeElection, { opening, by, parameters, rolls })
}

/** The group is there, its names are posted, it is trained. */
export function prepared(opening: object = first, parameters?: JsonObject): ElectionPlay {
  const play = begin(opening, town, parameters)
  if (play.where.includes('reporting'))
    play.send(developer, 'reportConditions', { file: file('2'), delivered: 1, total: 2 })
  if (play.where.includes('termEnding')) play.send(committee, 'reportTermEnd', { file: file('2') })
  if (play.where.includes('forming')) {
    play.send(town, 'formGroup', group).send(chair, 'postNames', { file: file('4') })
    play.send(town, 'trainGroup', { file: file('5') })
  }
  return play
}

/** Everything that has to be announced is announced. */
export function announced(opening: object = first, seats = 5, candidates = 6, parameters?: JsonObject): ElectionPlay {
  const play = prepared(opening, parameters)
  const by = play.context.kind === 'byElection' ? committee : chair
  if (by === chair) for (const what of preparations) play.send(chair, 'prepare', { what, file: file('7') })
  play.send(by, 'setSeats', { committee: 'oc:new', seats, term: 3 })
  for (let n = 0; n < candidates; n++) nominate(play, by, owner(n))
  return play.send(by, 'announceContents', { file: file('9') })
}

export function nominate(play: ElectionPlay, by: PartyId, candidate: PartyId): ElectionPlay {
  return play
    .send(by, 'nominate', { candidate, commitment: file('8') })
    .send(by, 'screenCandidate', { candidate, eligible: true })
}

/** Voting is open. */
export function open(opening: object = first, seats = 5, candidates = 6, parameters?: JsonObject): ElectionPlay {
  const play = announced(opening, seats, candidates, parameters).wait(17 * day)
  return play.send(play.context.kind === 'byElection' ? committee : chair, 'openVoting')
}

/** So many owners vote for these candidates; count and result are in. */
export function counted(play: ElectionPlay, voters: number, names: readonly PartyId[]): ElectionPlay {
  for (let n = 0; n < voters; n++) play.send(owner(n), 'vote', { names })
  if (play.where.includes('voting')) play.lapse('votingPeriod')
  return play.lapse('count')
}

export const five = [0, 1, 2, 3, 4].map(owner)

/** Elected, chaired, posted, filed. */
export function filed(opening: object = first): ElectionPlay {
  const play = counted(open(opening), 7, five)
  for (const party of five.slice(0, 3)) play.send(party, 'backChair', { member: owner(1) })
  return play.send(chair, 'postResult', { file: file('c') }).send(owner(1), 'file', { file: file('d') })
}
