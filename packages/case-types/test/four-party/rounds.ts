// Four-party cases that come to a second round: the matter is decided, its work is late, and the parties meet again.
import type { JsonObject } from '@convoke/core'
import { day } from '../stage/stage.js'
import {
  announced,
  branch,
  bring,
  committee,
  company,
  counted,
  done,
  type FourPartyPlay,
  file,
  members,
  type Options,
  owner,
  parking,
  residents,
  town,
  voted,
} from './play.js'

const reason = '理由'
const adopts = ['yes', 'yes', 'yes', 'yes', 'yes', 'yes'] as const

/** A matter that the committee decides on. */
export const committees = { ...parking, matter: 'committee' }

/** What the committee decides in the first round. */
export const gate = { title: '更换道闸', text: '更换东门道闸', leadsTo: 'execute' }

/** Three of five members sign what is proposed. */
export function signed(play: FourPartyPlay, motion: object = gate): FourPartyPlay {
  play.send(committee, 'proposeDecision', motion)
  for (const member of members.slice(0, 3)) play.send(member, 'signDecision', { choice: 'yes' })
  return play
}

/** The committee has the matter. */
export const asked = (options: Options = {}): FourPartyPlay =>
  bring({ opening: committees, ...options }).send(residents, 'toOwnersCommittee', { reason })

/** What the committee decided is being carried out. */
export const decided = (options: Options = {}): FourPartyPlay =>
  signed(asked(options)).send(committee, 'postDecision', { file: file('8') })

/** The four meet, and all agree on this. */
export function agreed(play: FourPartyPlay, meeting: object = { proposal: '改装西门道闸' }): FourPartyPlay {
  play.send(branch, 'holdMeeting', meeting)
  for (const party of [branch, residents, committee, company]) play.send(party, 'agree')
  return play
}

/** The work that the committee decided on was late, and the four agreed on something that is the committee's again. */
export const askedAgain = (options: Options = {}): FourPartyPlay => agreed(decided(options).lapse('execution'))

/** Owners vote on what is announced, and it is counted. */
export function voteHeld(
  play: FourPartyPlay,
  by: string = committee,
  choices: readonly ('yes' | 'no')[] = adopts,
): FourPartyPlay {
  if (!play.where.includes('noticing.announced'))
    play.send(by, 'announceVote', { title: '车位', agenda: '收费', matter: 'otherCommon' })
  return counted(voted(play.wait(17 * day).send(by, 'openVoting'), choices))
}

/** The work of a vote was late, and the four put something to the owners once more. */
export function putAgain(play: FourPartyPlay): FourPartyPlay {
  return agreed(play.send(residents, 'planWork', { executor: company, due: '2026-12-01' }).lapse('execution'), {
    proposal: '调整收费',
    matter: 'otherCommon',
  })
}

/** The committee's work was late, and the owners decided on another instead, which is being carried out. */
export const replaced = (options: Options = {}): FourPartyPlay =>
  voteHeld(agreed(decided(options).lapse('execution'), { proposal: '车位收费', matter: 'otherCommon' })).send(
    committee,
    'postDecision',
    { file: file('8') },
  )

/** The town convened the owners at their request, after its order; a vote passed, and what it adopted is being carried out. */
export function convenedByTheTown(options: Options = {}): FourPartyPlay {
  const play = announced(options).lapse('voteOpening').send(town, 'orderMeeting', { until: '2026-05-01', reason })
  for (const n of [6, 7]) play.send(owner(n), 'demandMeeting')
  play.send(owner(2), 'requestTown', { letter: file('0'), reason }).lapse('orderedMeeting')
  play.send(town, 'conveneMeeting', { ground: 'requested', reason })
  return voteHeld(play, town).lapse('publication')
}

/** What was carried out is accepted, and both who give an opinion and an owner have spoken of it. */
export const evaluated = (options: Options = {}): FourPartyPlay =>
  done(options)
    .send(committee, 'acceptWork')
    .send(owner(0), 'acceptWork')
    .send(owner(3), 'rate', { subject: 'propertyCompany', mark: 4 })
    .send(residents, 'giveOpinion', { opinion: '好' })
    .send(branch, 'giveOpinion', { opinion: '好' })

/** A court has spoken on a decision. */
export const judged = (play: FourPartyPlay, decision: string, annulled: boolean): FourPartyPlay =>
  play.send(town, 'recordJudgment', { decision, annulled, judgment: file('a') })

/** An election of the committee came to this. */
export const elected = (play: FourPartyPlay, result: JsonObject): FourPartyPlay =>
  play.news('case.settled', {
    link: 'election',
    key: String(play.opened().at(-1)?.key),
    caseId: 'x',
    outcome: 'formed',
    result,
  })
