import { partyId } from '@convoke/core'
import * as z from 'zod'
import { itemId, line, text } from './opening.js'

const topic = z.object({ topic: line })
const subject = z.object({ topic: line, subject: z.string() })
const appointment = z.object({ topic: line, date: z.iso.date(), time: line, place: line, sequence: z.int() })

/** What is told to whom 通知, each with its parameters; the engine adds the parties. Nothing marked is ever in one. */
export const notices = {
  cosignatureAsked: topic,
  screeningAsked: topic,
  returnedForFix: z.object({ topic: line, list: z.array(text) }),
  rejected: z.object({ topic: line, reason: text }),
  /** iCalendar REQUEST without a date; {@link notices.meetingFixed} follows with one. */
  invited: z.object({ topic: line, place: line }),
  /** 函请: to a body that is not under the town. */
  letter: z.object({ topic: line, asked: text }),
  /** 紧急到场. */
  summoned: z.object({ topic: line, place: line }),
  answered: z.object({ topic: line, party: partyId, answer: z.string() }),
  rulingAsked: topic,
  ruled: z.object({ topic: line, subject: z.string(), ruling: z.string(), reason: text }),
  appealed: subject,
  /** 提请上级: nobody here stands over both sides, or whoever does was silent. */
  referredUp: subject,
  meetingFixed: appointment,
  meetingMoved: appointment,
  meetingCancelled: z.object({ topic: line, sequence: z.int(), reason: text }),
  meetingOpened: topic,
  minutesRecorded: topic,
  confirmationAsked: topic,
  workBegun: topic,
  extensionAsked: z.object({ topic: line, item: itemId, until: z.iso.date() }),
  extensionAnswered: z.object({ topic: line, item: itemId, granted: z.boolean() }),
  blocked: z.object({ topic: line, item: itemId, reason: text }),
  decisionAsked: z.object({ topic: line, item: itemId, awaiting: z.enum(['owners', 'budget', 'superior']) }),
  overdue: z.object({ topic: line, item: itemId }),
  verificationAsked: topic,
  checkAsked: topic,
  evaluationAsked: topic,
  closingAsked: topic,
  areaMeetingAsked: topic,
  escalated: z.object({ topic: line, ground: text }),
  closed: z.object({ topic: line, ground: text }),
  reopened: z.object({ topic: line, reason: text }),
  reminded: z.object({ topic: line, message: text }),
  copied: topic,
  supervised: z.object({ topic: line, instruction: text }),
  supervisionAnswered: z.object({ topic: line, feedback: text }),
  emergencyReported: z.object({ topic: line, report: text }),
  breached: z.object({ topic: line, party: partyId, breach: z.string() }),
}
