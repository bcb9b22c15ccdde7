import { declareCase } from '@convoke/core'
import * as z from 'zod'
import { commands } from './commands.js'
import { context } from './context.js'
import { deadlines } from './deadlines.js'
import { notices } from './notices.js'
import { opening } from './opening.js'
import { parameters } from './parameters.js'
import { roles } from './roles.js'
import { votes } from './votes.js'

/** The words of four-party coordination: everything but the machine that ties them together. */
export const words = declareCase({
  parameters,
  opening,
  context,
  roles,
  commands,
  deadlines,
  notices,
  separation: [
    { did: 'completeWork', mayNot: 'acceptWork' },
    // Also where the company acts in the name of the committee, or the committee in the company's.
    { did: 'reportDone', mayNot: 'acceptWork' },
    { did: 'reportDone', mayNot: 'rejectWork' },
    { did: 'completeWork', mayNot: 'rejectWork' },
  ],
  races: [
    {
      between: ['vote', 'deadline.votingPeriod'],
      winner: 'deadline.votingPeriod',
      reason: 'a ballot at the end of the voting period is late',
    },
    { between: ['vote', 'enterBallot'], winner: 'vote', reason: 'whichever ballot of an owner comes first counts' },
    {
      between: ['agree', 'deadline.position'],
      winner: 'deadline.position',
      reason: 'a party that has not spoken at the limit has not agreed',
    },
    {
      between: ['signDecision', 'deadline.urgentDecision'],
      winner: 'deadline.urgentDecision',
      reason: 'seven days without approval let the district act',
    },
    {
      between: ['acceptWork', 'rejectWork'],
      winner: 'rejectWork',
      reason: 'work that one body rejects is not accepted, whatever the other says',
    },
    {
      between: ['openVoting', 'cancelVote'],
      winner: 'openVoting',
      reason: 'a vote is cancelled before it opens or not at all',
    },
    {
      between: ['recordPayment', 'withdraw'],
      winner: 'recordPayment',
      reason: 'what is paid is settled, whoever takes the matter back',
    },
    {
      between: ['recordPayment', 'dropClaim'],
      winner: 'recordPayment',
      reason: 'a claim that is paid is not dropped any more',
    },
    {
      between: ['recordPayment', 'sue'],
      winner: 'recordPayment',
      reason: 'what is paid is settled, and nothing is left to go to court for',
    },
    {
      between: ['sue', 'withdraw'],
      winner: 'sue',
      reason: 'the claim is the company’s: whoever raised the matter does not take back its way to court',
    },
    {
      between: ['close', 'withdraw'],
      winner: 'close',
      reason: 'what was carried out and evaluated ends as it came out, whoever takes the matter back',
    },
    {
      between: ['withdraw', 'adviseChannel'],
      winner: 'withdraw',
      reason: 'whoever raised the matter may take it back as long as nobody has decided on it',
    },
  ],
  onlyGrows: {
    routes: [],
    minutes: [],
    decisions: [],
    documents: [],
    queries: [],
    messages: [],
    receptions: [],
    referrals: [],
    breaches: [],
    informed: [],
    complaints: [],
    votes: [],
    meetings: [],
  },
  votes,
  // What was asked of others goes its own way when the matter that led there is settled. Ours.
  links: {
    /** 约请: departments have to come. */
    convening: {
      caseType: 'convening-request',
      returns: z.object({ unresolved: z.array(z.string()) }),
      survives: true,
    },
    /** 业委会选举: there is no committee, too small a one, or an inactive one. */
    election: {
      caseType: 'owners-committee-election',
      survives: true,
      returns: z.object({
        formed: z.boolean(),
        committee: z.string().nullable(),
        seats: z.int(),
        members: z.array(z.string()),
      }),
    },
    /** 诉求: a complaint about the service is a case of its own. */
    complaint: { caseType: 'complaint', survives: true },
  },
  result: {
    schema: z.object({ adopted: z.boolean() }),
    of: context => ({ adopted: context.adopted }),
  },
  summary: context => `${context.topic} · ${context.place}`,
})
