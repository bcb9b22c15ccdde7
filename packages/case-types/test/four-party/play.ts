// Four-party cases brought to where a test begins.
import { fourParty } from '@convoke/case-types/four-party'
import type { AnyCaseType, JsonObject, Membership, PartyId } from '@convoke/core'
import type { Context } from '../../src/four-party/v1/context.js'
import type { Rolls } from '../stage/directory.js'
import { day, type Stage, stage } from '../stage/stage.js'

export type FourPartyPlay = Stage<Context>

export const owner = (n: number): PartyId => `owner:${n}`
export const residents = 'rc:chunshen'
export const branch = 'branch:chunshen'
export const committee = 'oc:chunshen'
export const company = 'pm:chunshen'
export const town = 'town:meilong'
export const housing = 'town:housing'
export const district = 'district:housing'
export const mediator = 'mediation:chunshen'
export const members = ['zhao', 'qian', 'sun', 'li', 'zhou'].map(name => `oc:chunshen/${name}`)
export const file = (digit: string): JsonObject => ({
  sha256: digit.repeat(64),
  size: 2048,
  mediaType: 'application/pdf',
  uri: `urn:convoke:file:${digit}`,
})

const lines = (count: number, area: number): Readonly<Record<PartyId, Membership>> =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [owner(index), { index, weights: { area } }]))

/** Nine owners of 100 m² each on the roll of the area; three of them on the roll of one building. */
export const rolls: Rolls = {
  ['1'.repeat(64)]: lines(9, 100),
  ['4'.repeat(64)]: lines(3, 100),
}
export const areaRoll = file('1')
export const buildingRoll = file('4')

export const parties = {
  residentsCommittee: residents,
  partyBranch: branch,
  ownersCommittee: committee,
  propertyCompany: company,
  town,
  housingOffice: housing,
  district,
  mediator,
  committee: { seats: 5, members },
  ownerRepresentatives: [owner(0)],
  roll: areaRoll,
  electorate: { heads: 9, area: 900 },
}

/** Fees for common parking, with everybody there. */
export const parking = {
  topic: '公共车位收费',
  place: '春申景城',
  raisedBy: owner(0),
  matter: 'otherCommon',
  ...parties,
}

/** `caseType`: another version than the first. */
export interface Options {
  readonly caseType?: AnyCaseType
  readonly opening?: object
  readonly by?: PartyId
  readonly parameters?: JsonObject
}

export function bring({
  caseType = fourParty,
  opening = parking,
  by = owner(0),
  parameters,
}: Options = {}): FourPartyPlay {
  return stage<Context>(caseType, { opening, by, parameters, rolls })
}

const reason = '理由'

/** The notice is out. */
export function announced(options: Options = {}, vote: object = {}): FourPartyPlay {
  return bring(options)
    .send(residents, 'toOwnersMeeting', { matter: 'otherCommon', reason })
    .send(committee, 'announceVote', { title: '车位收费', agenda: '收费标准', matter: 'otherCommon', ...vote })
}

/** Voting is open. */
export function open(options: Options = {}, vote: object = {}): FourPartyPlay {
  return announced(options, vote)
    .wait(17 * day)
    .send(committee, 'openVoting')
}

/** Votes of the first owners, in order. */
export function voted(play: FourPartyPlay, choices: readonly ('yes' | 'no' | 'abstain')[]): FourPartyPlay {
  choices.forEach((choice, index) => {
    play.send(owner(index), 'vote', { choice })
  })
  return play
}

/** The voting period is over, and count and result are in. */
export function counted(play: FourPartyPlay): FourPartyPlay {
  if (play.where.includes('voting')) play.lapse('votingPeriod')
  return play.lapse('count')
}

/** Owners have adopted it, and it is being carried out. */
export function executing(options: Options = {}): FourPartyPlay {
  return counted(voted(open(options), ['yes', 'yes', 'yes', 'yes', 'no', 'no'])).send(committee, 'postDecision', {
    file: file('8'),
  })
}

/** The company says that it is done. */
export function done(options: Options = {}): FourPartyPlay {
  return executing(options).send(company, 'completeWork', { report: '完成', evidence: file('b') })
}
