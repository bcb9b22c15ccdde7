import { declareCase } from '@convoke/core'
import * as z from 'zod'
import { commands } from './commands.js'
import { context } from './context.js'
import { deadlines } from './deadlines.js'
import { notices } from './notices.js'
import { opening } from './opening.js'
import { parameters } from './parameters.js'
import { roles } from './roles.js'

/** The words of the area meeting: everything but the machine that ties them together. */
export const words = declareCase({
  parameters,
  opening,
  context,
  roles,
  commands,
  deadlines,
  notices,
  races: [
    {
      between: ['accept', 'deadline.reply'],
      winner: 'accept',
      reason: 'better late than never: whoever was silent may still accept before the session',
    },
    {
      between: ['openMeeting', 'deadline.meeting'],
      winner: 'deadline.meeting',
      reason: 'a session that was not opened in time is put off',
    },
    {
      between: ['confirmDuty', 'deadline.confirmation'],
      winner: 'deadline.confirmation',
      reason: 'at the limit is late',
    },
    {
      between: ['passDuty', 'failDuty'],
      winner: 'passDuty',
      reason: 'there is one check of each report: whichever comes first stands',
    },
  ],
  onlyGrows: { topics: [], requests: [], duties: [], minutes: [], breaches: [], informed: [], members: [] },
  // What was asked of others goes its own way when the matter that led there is settled. Ours.
  links: {
    /** A common problem becomes a request of its own. */
    convening: {
      caseType: 'convening-request',
      returns: z.object({ unresolved: z.array(z.string()) }),
      survives: true,
    },
    /** What is put off is taken up by the next session of the same chair. */
    nextSession: { caseType: 'area-meeting', returns: z.object({ text: z.string() }), survives: true },
  },
  /** The words of the decision on the topic that the asking case brought; the outcome is the decision itself. */
  result: {
    schema: z.object({ text: z.string() }),
    of: ({ topics }, asker) => ({
      text: Object.values(topics).findLast(topic => topic.asker === asker)?.text ?? '',
    }),
  },
  opens: ['chair', 'secretary', 'member', 'supervisor', 'raiser'],
  joins: 'chair',
  summary: ({ kind, chair, topics }) => `${kind} · ${chair} · ${Object.keys(topics).length}`,
})
