import { partyId } from '@convoke/core'
import * as z from 'zod'
import { adviceChannel, emergencyKind, line, text } from './opening.js'

const topic = z.object({ topic: line })
const told = z.object({ topic: line, reason: text })

/** What is told to whom 通知, each with its parameters; the engine adds the parties. Nothing marked is ever in one. */
export const notices = {
  intakeAsked: topic,
  accepted: topic,
  /** 不予受理: always with the reason and the channel that is open instead. */
  rejected: z.object({ topic: line, reason: text, channel: line }),
  supplementAsked: z.object({ topic: line, list: z.array(text) }),
  informedOfPrevious: z.object({ topic: line, previous: line, reason: text }),
  advised: z.object({ topic: line, channel: adviceChannel, reason: text }),
  verificationAsked: topic,
  foundUnfounded: z.object({ topic: line, finding: text }),
  handedOver: z.object({ topic: line, service: emergencyKind, place: line, note: text }),
  /** 改由他方处置: whoever had the emergency is relieved of it. */
  passedOn: z.object({ topic: line, service: emergencyKind, note: text }),
  /** 困人逾两小时: an accident, reported by itself. */
  accident: z.object({ topic: line, place: line }),
  dispatchAsked: topic,
  dispatched: z.object({ topic: line, place: line, urgent: z.boolean() }),
  coUnitNamed: topic,
  coTasked: z.object({ topic: line, task: text }),
  recalled: told,
  returned: z.object({ topic: line, party: partyId, reason: text }),
  ruled: z.object({ topic: line, lead: partyId, reason: text }),
  referredUp: told,
  statementAsked: z.object({ topic: line, allegation: text.nullable() }),
  respondentActed: z.object({ topic: line, act: z.enum(['state', 'remedy']) }),
  /** 阶段性答复: the text itself is read in the case. */
  interimReply: topic,
  approvalAsked: z.object({ topic: line, request: line }),
  approvalGiven: z.object({ topic: line, request: line, granted: z.boolean() }),
  shelved: told,
  shelvingReviewed: z.object({ topic: line, reviews: z.int() }),
  resumed: told,
  linked: z.object({ topic: line, link: line, status: line, outcome: line.nullable() }),
  reviewAsked: topic,
  returnedForRework: told,
  /** 答复: the text itself is read in the case. */
  answered: topic,
  callbackAsked: topic,
  publicReply: z.object({ topic: line, text }),
  reworkAsked: told,
  ratingDisputed: told,
  ratingRuled: z.object({ topic: line, upheld: z.boolean(), reason: text }),
  escalated: z.object({ topic: line, ground: text }),
  ordered: told,
  chased: topic,
  reminded: z.object({ topic: line, message: text }),
  copied: topic,
  supervised: z.object({ topic: line, instruction: text }),
  supervisionAnswered: z.object({ topic: line, feedback: text }),
  merged: z.object({ topic: line, into: line }),
  unmerged: told,
  warned: told,
  transferred: z.object({ topic: line, receiver: line, receipt: line }),
  closed: z.object({ topic: line, ground: text }),
  reopened: topic,
  /** 超期: one for each level a clock reaches; `fiveDaysLate` is the circular 通报. */
  overdue: z.object({
    topic: line,
    clock: line,
    key: z.string(),
    n: z.int(),
    level: z.enum(['due', 'oneDayLate', 'fiveDaysLate']),
  }),
}
