import { partyId } from '@convoke/core'
import * as z from 'zod'
import { itemId, line, text } from './opening.js'

const session = z.object({ date: z.iso.date(), time: line, place: line, agenda: z.array(line) })

/** What is told to whom 通知. Nothing marked is ever in one. */
export const notices = {
  topicTaken: z.object({ topic: line, matter: line }),
  /** A kind of topic has reached the threshold 共性问题. */
  commonProblem: z.object({ matters: z.array(line) }),
  called: session,
  moved: session,
  invited: z.object({ asked: text, date: z.iso.date(), time: line, place: line }),
  declined: z.object({ party: partyId, reason: text }),
  putOff: z.object({ topics: z.array(line) }),
  minutesRecorded: z.object({ session: z.int() }),
  published: z.object({ decisions: z.array(z.object({ topic: line, decision: line, text })) }),
  dutyAssigned: z.object({ duties: z.array(line) }),
  answered: z.object({ topic: line, decision: line, text }),
  escalated: z.object({ topic: line, reason: text }),
  dutyOverdue: z.object({ duty: itemId }),
  dutyHandedUp: z.object({ duty: itemId }),
  checkAsked: z.object({ duty: itemId }),
  sentBack: z.object({ duty: itemId, reason: text }),
  linked: z.object({ request: line, status: z.enum(['settled', 'refused', 'lapsed']), outcome: line }),
  reminded: z.object({ message: text }),
  copied: z.object({ topics: z.array(line) }),
}
