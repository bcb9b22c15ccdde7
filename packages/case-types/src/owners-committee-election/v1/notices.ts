import { fileReference, partyId } from '@convoke/core'
import * as z from 'zod'
import { line, text } from './opening.js'

const place = z.object({ place: line })

/** What is told to whom 通知. What concerns all owners carries `roll`, and goes to whoever keeps it for them. */
export const notices = {
  reportAsked: place,
  requestPossible: place,
  groupAsked: place,
  groupFormed: z.object({ place: line, chair: partyId }),
  /** 换届期间: no decision on company, fees or major works. */
  barred: z.object({ place: line, matters: line }),
  sealsAsked: place,
  sealsOwed: z.object({ place: line, reason: text }),
  namesPosted: z.object({ place: line, file: fileReference }),
  objected: z.object({ place: line, reason: text }),
  objectionAnswered: z.object({ place: line, answer: text }),
  contentsAnnounced: z.object({ place: line, file: fileReference, roll: fileReference }),
  votingOpened: z.object({ place: line, roll: fileReference }),
  countAsked: place,
  elected: z.object({ place: line, result: line }),
  /** 票数相等: who is level, for how many seats. For all owners, through whoever keeps the roll. */
  runOffAsked: z.object({ place: line, candidates: z.array(partyId), seats: z.int(), roll: fileReference }),
  chairAsked: place,
  resultPosted: z.object({ place: line, file: fileReference }),
  filingAsked: place,
  filingReturned: z.object({ place: line, list: z.array(text) }),
  filed: z.object({ place: line, certificate: fileReference }),
  escalated: z.object({ place: line, ground: text }),
  reminded: z.object({ place: line, message: text }),
  closed: z.object({ place: line, ground: text }),
}
