import { type FileReference, fileReference, type PartyId, partyId, visibleTo } from '@convoke/core'
import * as z from 'zod'
import type { Context } from './context.js'
import { electorate, line, text } from './opening.js'

type Read = Readonly<Context>

const reason = z.strictObject({ reason: text })
const file = z.strictObject({ file: fileReference })
const sums = z.strictObject({ heads: z.int().min(0), area: z.int().min(0) })
/** Whom somebody voted for: seen by those who count, watch the count and oversee it. */
const names = visibleTo(['groupChair', 'monitor', 'town'], z.array(partyId).max(31))
const member = z.strictObject({ party: partyId, side: z.enum(['owners', 'developer', 'town', 'residents']) })

const lineOfVoter = (
  { roll }: Read,
  data: { readonly voter: PartyId },
): Readonly<Record<string, { readonly roll: FileReference; readonly party: PartyId }>> =>
  roll === null ? {} : { voter: { roll, party: data.voter } }

/**
 * What each role may ask 命令.
 *
 * @source Shanghai property rules 13–34; as noted
 */
export const commands = {
  // How it begins 启动
  reportConditions: {
    by: ['developer'],
    data: z.strictObject({
      file: fileReference,
      delivered: z.int().min(0),
      total: z.int().min(1),
      twoYears: z.boolean().default(false),
    }),
  },
  reportTermEnd: { by: ['ownersCommittee'], data: file },
  /** @source Shanghai property rules 14, 28: owners may ask in writing where nobody reported */
  requestInWriting: {
    by: ['propertyOwner', 'ownerRepresentative', 'residentsCommittee'],
    data: z.strictObject({ letter: fileReference }),
  },

  // The group 筹备组（换届改选小组）
  formGroup: {
    by: ['town'],
    data: z.strictObject({ members: z.array(member).min(3).max(31), chair: partyId }),
  },
  postNames: { by: ['groupChair'], data: file },
  objectToMember: {
    by: ['propertyOwner', 'ownerRepresentative'],
    data: z.strictObject({ party: partyId, reason: text }),
  },
  replaceMember: { by: ['town'], data: z.strictObject({ party: partyId, instead: member, reason: text }) },
  answerObjection: {
    by: ['town', 'groupChair'],
    data: z.strictObject({ objection: z.int().min(0).max(99), answer: text }),
  },
  trainGroup: { by: ['town'], data: file },
  depositSeals: { by: ['ownersCommittee'], data: file },
  urgeHandOver: { by: ['town', 'newChair'], data: reason },

  // Preparing 筹备
  prepare: {
    by: ['groupChair'],
    data: z.strictObject({
      what: z.enum(['rollConfirmed', 'meetingPlan', 'rulesDraft', 'votingRules', 'candidateMethod', 'electionMethod']),
      file: fileReference,
    }),
  },
  setRoll: { by: ['groupChair'], data: z.strictObject({ roll: fileReference, electorate }) },
  setSeats: {
    by: ['groupChair'],
    data: z.strictObject({ committee: partyId, seats: z.int().min(1).max(31), term: z.int().min(1).max(10) }),
  },
  addAgenda: {
    by: ['groupChair'],
    data: z.strictObject({
      matter: z.enum([
        'election',
        'rulesOfProcedure',
        'covenant',
        'propertyCompany',
        'fees',
        'majorWorks',
        'otherMajor',
      ]),
      title: line,
    }),
  },
  nominate: {
    by: ['groupMember', 'groupChair'],
    data: z.strictObject({ candidate: partyId, commitment: fileReference }),
  },
  screenCandidate: {
    by: ['groupChair'],
    data: z.strictObject({ candidate: partyId, eligible: z.boolean(), reason: text.nullable().default(null) }),
  },
  announceContents: { by: ['groupChair'], data: file },
  objectToContents: { by: ['propertyOwner', 'ownerRepresentative'], data: reason },
  allowMoreTime: { by: ['town'], data: reason },

  // The election 选举
  openVoting: { by: ['groupChair'] },
  vote: {
    by: ['propertyOwner'],
    data: z.strictObject({ names, instruction: fileReference.nullable().default(null) }),
  },
  enterBallot: {
    by: ['groupChair'],
    data: z.strictObject({ voter: partyId, names, paper: fileReference.nullable().default(null) }),
    lookups: { membership: lineOfVoter },
  },
  confirmCount: { by: ['groupChair', 'monitor'], data: z.strictObject({ returned: sums }) },
  openRunOff: { by: ['groupChair'] },
  repeatElection: { by: ['groupChair', 'town'], data: reason },
  giveUp: { by: ['town'], data: reason },

  // The new committee 新一届业委会
  backChair: { by: ['electedMember'], data: z.strictObject({ member: partyId }) },
  postResult: { by: ['groupChair'], data: file },
  file: { by: ['newChair'], data: file },
  completeFiling: { by: ['town'], data: z.strictObject({ certificate: fileReference }) },
  returnFiling: { by: ['town'], data: z.strictObject({ list: z.array(text).min(1).max(20) }) },
  returnSeals: { by: ['housingOffice'], data: file },

  // At any time 全程
  remind: {
    by: ['town', 'residentsCommittee', 'district'],
    data: z.strictObject({ party: partyId, message: text }),
    repeatable: true,
  },
  withdraw: { by: ['town'], data: reason },
} as const
