import { declareCase } from '@convoke/core'
import * as z from 'zod'
import { commands } from './commands.js'
import { context } from './context.js'
import { deadlines } from './deadlines.js'
import { committeeNow, isFormed, seatsNow } from './electing.js'
import { notices } from './notices.js'
import { opening } from './opening.js'
import { parameters } from './parameters.js'
import { roles } from './roles.js'
import { votes } from './votes.js'

/** The words of an election: everything but the machine that ties them together. */
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
      between: ['vote', 'deadline.votingPeriod'],
      winner: 'deadline.votingPeriod',
      reason: 'a ballot at the end of the voting period is late',
    },
    { between: ['vote', 'enterBallot'], winner: 'vote', reason: 'whichever ballot of an owner comes first counts' },
    {
      between: ['openVoting', 'deadline.meeting'],
      winner: 'deadline.meeting',
      reason: 'the meeting is held within ninety days or it is late',
    },
  ],
  votes,
  onlyGrows: { objections: [], candidates: [], breaches: [], agenda: [], prepared: [] },
  result: {
    schema: z.object({
      formed: z.boolean(),
      committee: z.string().nullable(),
      seats: z.int(),
      members: z.array(z.string()),
    }),
    of: context => {
      const formed = isFormed(context)
      return {
        formed,
        committee: formed ? (context.plan?.committee ?? context.ownersCommittee) : null,
        seats: formed ? seatsNow(context) : 0,
        members: formed ? [...committeeNow(context)] : [],
      }
    },
  },
  summary: context => `${context.place} · ${context.kind}`,
})
