import { type FileReference, fileReference, type PartyId, partyId, visibleTo } from '@convoke/core'
import * as z from 'zod'
import type { Context } from './context.js'
import { matterKind } from './matters.js'
import { committee, electorate, line, name, purpose, text } from './opening.js'

type Read = Readonly<Context>

const reason = z.strictObject({ reason: text })
const date = z.iso.date()
const sums = z.strictObject({ heads: z.int().min(0), area: z.int().min(0) })
const choice = z.enum(['yes', 'no', 'abstain'])
/** Who sees how somebody voted: those who count, watch the count and organise it. */
const ballot = visibleTo(['organiser', 'monitor', 'town'], choice)
const executor = partyId.nullable().default(null)
const thing = z.enum(['records', 'balance', 'rooms'])
const documentKind = z.enum(['audit', 'maintenanceFund', 'publicRevenue', 'contract', 'other'])

/** The line of a voter on the roll of the open vote, for a ballot that somebody else puts in. */
const lineOfVoter = (
  { vote }: Read,
  data: { readonly voter: PartyId },
): Readonly<Record<string, { readonly roll: FileReference; readonly party: PartyId }>> =>
  vote === null ? {} : { voter: { roll: vote.roll, party: data.voter } }

/**
 * What each role may ask 命令. One line of `by` is one permission; in which state it is heard stands in the machine.
 *
 * @source as noted; our defaults where nothing is noted
 */
export const commands = {
  // Bringing and sorting 提出与分流
  nameParties: {
    by: ['proposer', 'residentsCommittee', 'town'],
    data: z.strictObject({
      residentsCommittee: partyId.optional(),
      partyBranch: partyId.optional(),
      ownersCommittee: partyId.nullable().optional(),
      propertyCompany: partyId.nullable().optional(),
      town: partyId.optional(),
      housingOffice: partyId.optional(),
      district: partyId.optional(),
      mediator: partyId.optional(),
      committee: committee.optional(),
      participants: z.array(partyId).max(30).optional(),
      ownerRepresentatives: z.array(partyId).max(30).optional(),
      roll: fileReference.optional(),
      electorate: electorate.optional(),
      accused: partyId.nullable().optional(),
      matter: matterKind.optional(),
      purpose: purpose.optional(),
    }),
  },
  toPropertyCompany: { by: ['triager'], data: reason },
  toOwnersCommittee: {
    by: ['triager'],
    data: z.strictObject({ matter: matterKind.nullable().default(null), reason: text }),
  },
  toOwnersMeeting: { by: ['triager'], data: z.strictObject({ matter: matterKind, reason: text }) },
  toJointMeeting: { by: ['triager', 'chair'], data: reason },
  toMediation: {
    by: ['triager', 'chair'],
    data: z.strictObject({ between: z.array(partyId).min(2).max(10), reason: text }),
  },
  toConvening: {
    by: ['triager'],
    data: z.strictObject({
      plan: z.strictObject({ situation: text, tried: text, decisionWanted: text }),
      invitees: z
        .array(
          z.strictObject({ party: partyId, as: z.enum(['lead', 'required', 'optional', 'observer']), asked: text }),
        )
        .min(1)
        .max(30),
      screener: partyId,
      supervisor: partyId,
      areaChair: partyId,
      districtOffice: partyId,
    }),
  },
  toElection: {
    by: ['triager', 'town'],
    data: z.strictObject({ kind: z.enum(['first', 'early', 'byElection']), reason: text }),
  },
  toExit: {
    by: ['triager'],
    data: z.strictObject({ kind: z.enum(['notRenewing', 'endingIndefinite']), noticeBy: partyId, reason: text }),
  },
  toArrears: {
    by: ['triager'],
    data: z.strictObject({
      debtor: visibleTo(['ownersCommittee', 'propertyCompany', 'residentsCommittee'], line),
      reason: text,
    }),
  },
  /** @source residents' committee regulations 20: only on the assembly's mandate */
  recordMandate: { by: ['town'], data: z.strictObject({ file: fileReference }) },
  /** @source Shanghai property rules 71, 73(1): before there is an assembly */
  settleBeforeAssembly: {
    by: ['triager'],
    data: z.strictObject({
      source: z.enum(['developer', 'fundByConsultation', 'fundUrgent']),
      what: text,
      executor: partyId,
    }),
  },

  // The property company 物业处置
  reportDone: { by: ['propertyCompany'], data: z.strictObject({ report: text, evidence: fileReference }) },
  refuseService: { by: ['propertyCompany'], data: reason },
  needFund: { by: ['propertyCompany'], data: z.strictObject({ what: text, reason: text }) },
  takeEmergencyMeasures: { by: ['propertyCompany'], data: z.strictObject({ measures: text }) },
  /** @source Shanghai property rules 59: what it cannot stop it reports within 24 hours */
  reportViolation: { by: ['propertyCompany'], data: z.strictObject({ what: text }), repeatable: true },

  // The owners' committee 业委会决定
  proposeDecision: {
    by: ['ownersCommittee', 'committeeMember'],
    data: z.strictObject({ title: line, text, leadsTo: z.enum(['execute', 'vote']), executor }),
  },
  /** @source Shanghai property rules 26: more than half of all members sign, nobody for another */
  signDecision: { by: ['committeeMember'], data: z.strictObject({ choice }) },
  demandCommitteeMeeting: { by: ['committeeMember'] },
  declineToDecide: { by: ['ownersCommittee'], data: reason },
  orderRepair: { by: ['district'], data: z.strictObject({ executor: partyId, reason: text }) },
  declineRepair: { by: ['district'], data: reason },

  // The joint meeting 联席会议
  holdMeeting: {
    by: ['chair'],
    data: z.strictObject({ proposal: text, matter: matterKind.nullable().default(null), executor }),
  },
  agree: { by: ['partyBranch', 'residentsCommittee', 'ownersCommittee', 'propertyCompany'] },
  reserve: { by: ['partyBranch', 'residentsCommittee', 'ownersCommittee', 'propertyCompany'], data: reason },
  recordMinutes: {
    by: ['residentsCommittee'],
    data: z.strictObject({ decided: text, undecided: text.nullable().default(null), content: text }),
  },
  reconvene: { by: ['chair'], data: reason },
  closeWithoutResult: { by: ['triager', 'chair'], data: reason },

  // The owners' meeting 业主大会会议
  demandMeeting: { by: ['propertyOwner'] },
  announceVote: {
    by: ['organiser'],
    data: z.strictObject({
      title: line,
      agenda: text,
      matter: matterKind,
      scope: z.enum(['area', 'part']).default('area'),
      roll: fileReference.nullable().default(null),
      electorate: electorate.nullable().default(null),
    }),
  },
  correctRoll: { by: ['organiser'], data: z.strictObject({ roll: fileReference, electorate, reason: text }) },
  cancelVote: { by: ['organiser'], data: reason },
  declineToCall: { by: ['organiser'], data: reason },
  openVoting: { by: ['organiser'] },
  vote: {
    by: ['voter'],
    data: z.strictObject({ choice: ballot, instruction: fileReference.nullable().default(null) }),
  },
  enterBallot: {
    by: ['organiser'],
    data: z.strictObject({ voter: partyId, choice: ballot, paper: fileReference.nullable().default(null) }),
    lookups: { membership: lineOfVoter },
  },
  confirmCount: { by: ['organiser', 'monitor'], data: z.strictObject({ yes: sums, no: sums, abstain: sums }) },
  postDecision: {
    by: ['organiser', 'ownersCommittee', 'residentsCommittee', 'town'],
    data: z.strictObject({ file: fileReference }),
  },
  revote: { by: ['organiser', 'town'], data: reason },
  giveUp: { by: ['organiser', 'town'], data: reason },
  /** @source Civil Code 280 */
  challenge: { by: ['propertyOwner', 'ownerRepresentative'], data: z.strictObject({ decision: name, ground: text }) },
  stayExecution: { by: ['town', 'housingOffice'], data: z.strictObject({ decision: name, order: fileReference }) },
  recordJudgment: {
    by: ['town', 'housingOffice'],
    data: z.strictObject({ decision: name, annulled: z.boolean(), judgment: fileReference }),
  },

  // Mediation 调解
  consentMediation: { by: ['disputant'] },
  refuseMediation: { by: ['disputant'], data: reason },
  proposeAgreement: {
    by: ['mediator'],
    data: z.strictObject({ text: visibleTo(['disputant', 'mediator'], text), executor }),
  },
  failMediation: { by: ['mediator'], data: reason },
  signAgreement: { by: ['disputant'] },
  declineAgreement: { by: ['disputant'], data: reason },
  applyConfirmation: { by: ['disputant'], data: z.strictObject({ agreement: name }) },
  adviseChannel: {
    by: ['mediator', 'triager', 'town'],
    data: z.strictObject({
      channel: z.enum(['litigation', 'arbitration', 'administrativeReview', 'discipline']),
      reason: text,
    }),
  },

  // Carrying out, accepting, evaluating 实施、验收、评价
  planWork: { by: ['organiser', 'residentsCommittee'], data: z.strictObject({ executor: partyId, due: date }) },
  reportProgress: { by: ['executor'], data: z.strictObject({ report: text }), repeatable: true },
  completeWork: { by: ['executor'], data: z.strictObject({ report: text, evidence: fileReference }) },
  acceptWork: { by: ['ownersCommittee', 'residentsCommittee', 'town', 'ownerRepresentative', 'propertyOwner'] },
  rejectWork: { by: ['ownersCommittee', 'residentsCommittee', 'town', 'ownerRepresentative'], data: reason },
  rate: {
    by: ['propertyOwner'],
    data: z.strictObject({ subject: z.enum(['propertyCompany', 'ownersCommittee']), mark: z.int().min(1).max(5) }),
  },
  giveOpinion: { by: ['residentsCommittee', 'partyBranch'], data: z.strictObject({ opinion: text }) },
  close: { by: ['residentsCommittee'] },

  // The company leaves 物业退出
  nameSuccessor: {
    by: ['ownersCommittee', 'residentsCommittee'],
    data: z.strictObject({ company: partyId, decision: fileReference }),
  },
  requestStandIn: { by: ['ownersCommittee', 'residentsCommittee'], data: reason },
  appointStandIn: { by: ['town'], data: z.strictObject({ company: partyId, pool: fileReference }) },
  leave: { by: ['propertyCompany'] },
  handOver: { by: ['propertyCompany'], data: z.strictObject({ what: thing, file: fileReference }) },
  confirmReceipt: {
    by: ['ownersCommittee', 'residentsCommittee', 'incomingCompany'],
    data: z.strictObject({ what: thing }),
  },

  // Arrears 欠费
  urgePayment: { by: ['ownersCommittee', 'residentsCommittee'], data: z.strictObject({ message: text }) },
  demandPayment: { by: ['propertyCompany'], data: z.strictObject({ letter: fileReference }) },
  recordPayment: { by: ['propertyCompany', 'ownersCommittee'] },
  dropClaim: { by: ['propertyCompany'], data: reason },
  sue: { by: ['propertyCompany'], data: z.strictObject({ channel: z.enum(['litigation', 'arbitration']) }) },
  /** Heard only to be refused and reported: it is on record, nothing is cut. @source Civil Code 944 */
  cutSupply: { by: ['propertyCompany'], data: reason },
  reportSupplyCut: {
    by: ['propertyOwner', 'ownersCommittee', 'residentsCommittee', 'proposer'],
    data: z.strictObject({ what: text }),
  },

  // The town 镇介入
  requestTown: {
    by: ['propertyOwner', 'proposer', 'ownerRepresentative', 'residentsCommittee'],
    data: z.strictObject({ letter: fileReference, reason: text }),
  },
  orderMeeting: { by: ['town'], data: z.strictObject({ until: date, reason: text }) },
  conveneMeeting: {
    by: ['town'],
    data: z.strictObject({ ground: z.enum(['requested', 'belowHalf', 'inactive', 'unlawful']), reason: text }),
  },
  nameConvenor: { by: ['town'], data: z.strictObject({ member: partyId, reason: text }) },
  returnToMeeting: { by: ['town'], data: reason },

  // At any time while the case is open 全程
  escalate: { by: ['partyBranch', 'residentsCommittee'], data: reason },
  withdraw: { by: ['proposer'], data: reason },
  remind: {
    by: ['partyBranch', 'residentsCommittee', 'town'],
    data: z.strictObject({ party: partyId, message: text }),
    repeatable: true,
  },
  copyTo: { by: ['partyBranch', 'residentsCommittee', 'town'], data: z.strictObject({ party: partyId }) },

  // 透明窗
  requireDocument: {
    by: ['residentsCommittee', 'housingOffice', 'town', 'ownersCommittee'],
    data: z.strictObject({ doc: name, kind: documentKind, from: partyId, due: date }),
  },
  postDocument: {
    by: ['propertyCompany', 'ownersCommittee', 'residentsCommittee', 'town'],
    data: z.strictObject({ doc: name, kind: documentKind, file: fileReference }),
  },
  takeDown: {
    by: ['propertyCompany', 'ownersCommittee', 'residentsCommittee', 'town'],
    data: z.strictObject({ doc: name }),
  },
  objectToDocument: {
    by: ['propertyOwner', 'ownerRepresentative'],
    data: z.strictObject({ doc: name, reason: text }),
  },
  query: {
    by: ['propertyOwner', 'ownerRepresentative', 'proposer'],
    data: z.strictObject({ query: name, doc: name, text }),
  },
  answerQuery: {
    by: ['propertyCompany', 'ownersCommittee', 'residentsCommittee', 'town'],
    data: z.strictObject({ query: name, answer: text }),
  },

  // 连心桥
  sendMessage: {
    by: ['propertyOwner', 'ownerRepresentative', 'proposer', 'participant'],
    data: z.strictObject({
      message: name,
      to: z.enum(['residentsCommittee', 'ownersCommittee', 'propertyCompany', 'partyBranch']),
      text,
    }),
  },
  answerMessage: {
    by: ['residentsCommittee', 'ownersCommittee', 'propertyCompany', 'partyBranch'],
    data: z.strictObject({ message: name, answer: text }),
  },
  announceReception: {
    by: ['residentsCommittee', 'ownersCommittee', 'propertyCompany', 'partyBranch'],
    data: z.strictObject({ date, time: line, place: line }),
  },

  // 维权网
  openComplaint: {
    by: ['proposer', 'ownerRepresentative', 'residentsCommittee'],
    data: z.strictObject({
      complaint: name,
      topic: line,
      allegation: text,
      respondent: partyId,
      intake: partyId,
      operationsCentre: partyId,
      supervisor: partyId,
      districtOffice: partyId,
    }),
  },
  referToLegalAid: { by: ['residentsCommittee', 'mediator'], data: z.strictObject({ party: partyId, service: line }) },
} as const
