import { declareCase } from '@convoke/core'
import * as z from 'zod'
import { commands } from './commands.js'
import { context } from './context.js'
import { deadlines } from './deadlines.js'
import { notices } from './notices.js'
import { opening } from './opening.js'
import { parameters } from './parameters.js'
import { ends } from './races.js'
import { roles } from './roles.js'

/** The words of a complaint: everything but the machine that ties them together. */
export const words = declareCase({
  parameters,
  opening,
  context,
  roles,
  commands,
  deadlines,
  notices,
  separation: [
    // Nobody checks its own answer, and the accused, whatever else it may hold, decides nothing.
    { did: 'answer', mayNot: 'pass' },
    { did: 'answer', mayNot: 'returnForRework' },
    { did: 'answer', mayNot: 'noAnswer' },
    { did: 'answer', mayNot: 'checkOnSite' },
    { did: 'answer', mayNot: 'publishReply' },
    { did: 'state', mayNot: 'answer' },
    { did: 'state', mayNot: 'pass' },
    { did: 'state', mayNot: 'noAnswer' },
    { did: 'remedy', mayNot: 'answer' },
    { did: 'remedy', mayNot: 'pass' },
    { did: 'remedy', mayNot: 'noAnswer' },
  ],
  races: [
    {
      between: ['sign', 'recall'],
      winner: 'sign',
      reason: 'an order is recalled before it is signed or not at all',
    },
    {
      between: ['sign', 'returnOrder'],
      winner: 'returnOrder',
      reason: 'whoever signed may still return the order, before first contact and within a working day',
    },
    {
      between: ['withdraw', 'answer'],
      winner: 'withdraw',
      reason: 'the complainant may withdraw until the case is closed',
    },
    {
      between: ['merge', 'answer'],
      winner: 'answer',
      reason: 'what has been answered is not merged any more',
    },
    {
      between: ['approve', 'deadline.approval'],
      winner: 'deadline.approval',
      reason: 'unanswered in time is denied',
    },
    {
      between: ['requestExtension', 'deadline.handling'],
      winner: 'deadline.handling',
      reason: 'more time is asked for before the time is over',
    },
    {
      between: ['rate', 'deadline.callback'],
      winner: 'deadline.callback',
      reason: 'at the limit is late, and counts as unrated',
    },
    {
      between: ['disputeRating', 'answer'],
      winner: 'answer',
      reason: 'whoever handles it again has accepted the rating',
    },
    ...ends,
  ],
  onlyGrows: {
    overdue: [],
    extensions: ['reopen'],
    remedies: [],
    informed: [],
    supervisions: [],
    splits: [],
    sensitive: [],
    supplements: [],
    supporters: [],
    assignment: [],
    asked: [],
    cycle: [],
    chases: [],
  },
  // What was asked of others goes its own way when the matter that led there is settled. Ours.
  links: {
    /** Where units have to agree on the spot: opened in the name of a committee, which still has to submit it. */
    convening: {
      caseType: 'convening-request',
      returns: z.object({ unresolved: z.array(z.string()) }),
      survives: true,
    },
    /** Where owners, committee and company have to decide. */
    fourParty: { caseType: 'four-party', returns: z.object({ adopted: z.boolean() }), survives: true },
    /** After the reviews of a shelved complaint; the words of its decision come back. */
    areaMeeting: { caseType: 'area-meeting', returns: z.object({ text: z.string() }), survives: true },
    /** A matter split off into a complaint of its own. */
    splitOff: { caseType: 'complaint', survives: true },
  },
  result: {
    schema: z.object({ solved: z.boolean() }),
    of: ({ answer, ratings }) => ({
      solved:
        answer?.outcome === 'resolved' && Object.values(ratings).every(({ solved, excluded }) => solved || excluded),
    }),
  },
  opens: ['intake', 'complainant', 'operationsCentre', 'gridInspector', 'supervisor'],
  summary: context => `${context.topic} · ${context.place}`,
})
