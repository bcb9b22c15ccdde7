// Random histories of a four-party case: what its parties might send.
import { fourParty } from '@convoke/case-types/four-party'
import type { AnyCaseType, JsonObject, PartyId } from '@convoke/core'
import type { Context } from '../../src/four-party/v1/context.js'
import { type Pick, playAtRandom, type Repertoire, type Seen } from '../stage/random.js'
import { day } from '../stage/stage.js'
import {
  areaRoll,
  branch,
  bring,
  committee,
  company,
  district,
  type FourPartyPlay,
  file,
  housing,
  mediator,
  members,
  type Options,
  open,
  owner,
  parking,
  residents,
  town,
} from './play.js'

const owners = Array.from({ length: 9 }, (_, n) => owner(n))

/** Everybody who might try. */
export const everybody: readonly PartyId[] = [
  residents,
  branch,
  committee,
  ...members.slice(0, 3),
  company,
  town,
  housing,
  district,
  mediator,
  ...owners,
  'pm:pool',
  'works:lift',
  'person:stranger',
]

/** The openings that random histories begin with. */
export const openings: readonly object[] = [
  parking,
  { ...parking, matter: 'service' },
  { ...parking, matter: 'committee', accused: residents },
  { ...parking, matter: 'service', accused: `${branch}/secretary` },
  { ...parking, kind: 'urgentRepair', urgent: 'lift', matter: 'useOfFund' },
  { ...parking, kind: 'emergency', matter: 'service' },
  { ...parking, ownersCommittee: null, committee: null },
  { ...parking, committee: { seats: 5, members: members.slice(0, 2), betweenTerms: true }, purpose: 'decide' },
]

/** Knobs that reach further in fewer steps, or leave a step out. */
export const settings: readonly JsonObject[] = [
  {},
  { maxMeetings: 1, maxRevotes: 0, maxReworks: 0 },
  { unreturned: 'majority' },
]

const seldom = [
  'withdraw',
  'escalate',
  'remind',
  'copyTo',
  'requestTown',
  'demandMeeting',
  'sendMessage',
  'announceReception',
  'requireDocument',
  'postDocument',
  'objectToDocument',
  'query',
  'openComplaint',
  'referToLegalAid',
  'reportViolation',
  'cutSupply',
  'reportSupplyCut',
  'takeDown',
  'recordJudgment',
  'challenge',
  'cancelVote',
  'correctRoll',
  'declineToCall',
  'declineToDecide',
  'closeWithoutResult',
  'dropClaim',
  'refuseMediation',
  'failMediation',
  'declineAgreement',
  'giveUp',
  'adviseChannel',
  'reportProgress',
]

/** Data that fits the case where the command needs it; the samples otherwise. */
export function dataFor(type: string, { context }: Seen<Context>, pick: Pick): object {
  const one = <T>(of: readonly T[], otherwise: T): T => of[pick(of.length)] ?? otherwise
  const votable = ['otherCommon', 'useOfFund', 'raiseFund', 'propertyCompany', 'committeeElection'] as const
  const sums = (choice: 'yes' | 'no' | 'abstain') => ({
    heads: context.box?.[choice].heads ?? 0,
    area: context.box?.[choice].area ?? 0,
  })
  const name = `n-${pick(4)}`
  switch (type) {
    case 'toMediation':
      return {
        between: one(
          [
            [committee, company],
            [owner(0), company],
            [residents, committee],
          ],
          [owner(0), company],
        ),
        reason: '理由',
      }
    case 'toOwnersMeeting':
      return { matter: one(votable, 'otherCommon'), reason: '理由' }
    case 'announceVote':
      return { title: '表决', agenda: '议题', matter: one(votable, 'otherCommon') }
    case 'correctRoll':
      return { roll: areaRoll, electorate: { heads: 9, area: 900 }, reason: '理由' }
    case 'vote':
      return { choice: one(['yes', 'yes', 'yes', 'no', 'abstain'], 'yes') }
    case 'enterBallot':
      return { voter: one(owners, owner(0)), choice: one(['yes', 'no'], 'yes') }
    case 'confirmCount':
      return { yes: sums('yes'), no: sums('no'), abstain: sums('abstain') }
    case 'signDecision':
      return { choice: one(['yes', 'yes', 'no'], 'yes') }
    case 'challenge':
    case 'stayExecution':
    case 'recordJudgment': {
      const decision = one(Object.keys(context.decisions), 'vote-1')
      if (type === 'challenge') return { decision, ground: '理由' }
      return type === 'stayExecution'
        ? { decision, order: file('9') }
        : { decision, annulled: pick(2) === 0, judgment: file('a') }
    }
    case 'handOver':
    case 'confirmReceipt': {
      const what = one(['records', 'balance', 'rooms'], 'records')
      return type === 'handOver' ? { what, file: file('e') } : { what }
    }
    case 'conveneMeeting':
      return { ground: one(['requested', 'belowHalf', 'inactive', 'unlawful'], 'requested'), reason: '理由' }
    case 'nameConvenor':
      return { member: one(members, members[0] as string), reason: '理由' }
    case 'requireDocument':
      return { doc: name, kind: 'publicRevenue', from: one([company, committee], company), due: '2026-06-30' }
    case 'postDocument':
      return { doc: name, kind: one(['audit', 'publicRevenue'], 'audit'), file: file('1') }
    case 'takeDown':
    case 'objectToDocument': {
      const doc = one(Object.keys(context.documents), name)
      return type === 'takeDown' ? { doc } : { doc, reason: '理由' }
    }
    case 'query':
      return { query: name, doc: one(Object.keys(context.documents), name), text: '问' }
    case 'answerQuery':
      return { query: one(Object.keys(context.queries), name), answer: '答' }
    case 'sendMessage':
      return { message: name, to: one(['propertyCompany', 'ownersCommittee'], 'propertyCompany'), text: '来信' }
    case 'answerMessage':
      return { message: one(Object.keys(context.messages), name), answer: '答' }
    case 'rate':
      return { subject: one(['propertyCompany', 'ownersCommittee'], 'propertyCompany'), mark: 1 + pick(5) }
    default: {
      const samples = (fourParty.samples as Readonly<Record<string, readonly object[]>>)[type] ?? [{}]
      return one(samples, {})
    }
  }
}

/** What random histories draw from. */
export const repertoire: Repertoire<Context> = { parties: everybody, seldom, dataFor }

const next = { company: 'pm:lotus', decision: file('c') }

/** Where random histories begin: at each opening, at an open vote, and where the company may leave. */
export const starts: readonly ((options: Options) => FourPartyPlay)[] = [
  ...openings.map(opening => (options: Options) => bring({ ...options, opening })),
  open,
  options =>
    bring(options)
      .send(residents, 'toExit', { kind: 'notRenewing', noticeBy: company, reason: '理由' })
      .send(committee, 'nameSuccessor', next)
      .wait(95 * day),
]

/** Plays one number a step. */
export function play(
  setting: number,
  choices: readonly number[],
  check?: Parameters<typeof playAtRandom<Context>>[3],
  caseType: AnyCaseType = fourParty,
): FourPartyPlay {
  const begin = starts[setting % starts.length] as (typeof starts)[number]
  const parameters = settings[Math.floor(setting / starts.length) % settings.length] as JsonObject
  return playAtRandom(begin({ caseType, parameters }), choices, repertoire, check)
}
