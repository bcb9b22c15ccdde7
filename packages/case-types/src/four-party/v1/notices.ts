import { fileReference, partyId } from '@convoke/core'
import * as z from 'zod'
import { line, name, text } from './opening.js'

const topic = z.object({ topic: line })
const ground = z.object({ topic: line, ground: text })

/**
 * What is told to whom 通知, each with its parameters; the engine adds the parties. Owners are on a roll and in no list of
 * parties: what concerns them all carries `roll`, and goes to whoever keeps it for them.
 */
export const notices = {
  partiesAsked: topic,
  triageAsked: topic,
  serviceAsked: topic,
  /** 紧急处置. */
  emergencyRaised: z.object({ topic: line, place: line }),
  serviceAnswered: z.object({ topic: line, answer: line }),
  violationReported: z.object({ topic: line, what: text }),
  committeeAsked: topic,
  signaturesAsked: z.object({ topic: line, title: line }),
  repairAsked: topic,
  meetingAsked: topic,
  positionsAsked: z.object({ topic: line, proposal: text }),
  splitFound: topic,
  minutesRecorded: z.object({ topic: line, decided: text }),
  /** 业主大会会议公告: to the residents' committee and the housing office, and to the owners on the roll. */
  voteAnnounced: z.object({ topic: line, title: line, agenda: text, roll: fileReference }),
  votingOpened: z.object({ topic: line, title: line, roll: fileReference }),
  voteCancelled: z.object({ topic: line, title: line, reason: text }),
  countAsked: z.object({ topic: line, title: line }),
  resultFound: z.object({ topic: line, title: line, result: line }),
  decisionPosted: z.object({ topic: line, decision: name, file: fileReference }),
  decisionChallenged: z.object({ topic: line, decision: name, ground: text }),
  executionStayed: z.object({ topic: line, decision: name }),
  decisionAnnulled: z.object({ topic: line, decision: name }),
  mediationAsked: topic,
  mediationEnded: ground,
  agreementProposed: topic,
  agreementSigned: topic,
  channelAdvised: z.object({ topic: line, channel: line, reason: text }),
  workAsked: z.object({ topic: line, what: text }),
  workLate: topic,
  acceptanceAsked: topic,
  workSentBack: z.object({ topic: line, reason: text }),
  evaluationAsked: topic,
  exitNotified: z.object({ topic: line, kind: line }),
  carriesOn: topic,
  standInAsked: topic,
  standInAppointed: z.object({ topic: line, company: partyId }),
  handOverAsked: topic,
  handOverLate: topic,
  paymentUrged: z.object({ topic: line, message: text }),
  paymentDemanded: z.object({ topic: line, letter: fileReference }),
  /** 不得停水停电: to the company. */
  supplyCutRefused: z.object({ topic: line, reason: text }),
  /** The same, to those who watch over it. */
  supplyCutReported: z.object({ topic: line, what: text }),
  townAsked: z.object({ topic: line, reason: text }),
  meetingOrdered: z.object({ topic: line, until: z.iso.date(), reason: text }),
  meetingConvened: z.object({ topic: line, ground: line }),
  convenorNamed: z.object({ topic: line, member: partyId }),
  linkAnswered: z.object({ topic: line, link: line, status: line }),
  documentRequired: z.object({ topic: line, doc: name, due: z.iso.date() }),
  documentPosted: z.object({ topic: line, doc: name }),
  documentOwed: z.object({ topic: line, doc: name }),
  documentObjected: z.object({ topic: line, doc: name, reason: text }),
  queried: z.object({ topic: line, query: name }),
  queryAnswered: z.object({ topic: line, query: name }),
  messageSent: z.object({ topic: line, message: name }),
  messageAnswered: z.object({ topic: line, message: name }),
  receptionAnnounced: z.object({ topic: line, date: z.iso.date(), time: line, place: line }),
  legalAid: z.object({ topic: line, service: line }),
  reminded: z.object({ topic: line, message: text }),
  copied: topic,
  escalated: ground,
  closed: ground,
}
