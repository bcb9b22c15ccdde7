// The three votes of four-party coordination 表决, said once more for verification to count along: who may vote, by which
// rule, and where the case takes it to have ended.
import { allOf, type Choice, checkRule, countBox } from '@convoke/core'
import type { Context } from './context.js'
import { ruleOf } from './matters.js'
import { fourParties, members } from './parties.js'
import { moreThanHalf } from './voting.js'

type Read = Readonly<Context>

const isIn = (states: readonly string[], ...paths: readonly string[]) => paths.some(path => states.includes(path))

const byChoice = (data: { readonly choice: Choice }) => data.choice

/** Consensus of the parties 四方共识, the committee's signatures 业委会签字, and the vote of the owners 业主表决. */
export const votes = {
  consensus: {
    title: { 'zh-CN': '四方共识', en: 'Consensus of the four parties' },
    on: 'jointMeeting.positions',
    rule: () => allOf(),
    members: (context: Read) => fourParties(context),
    ballots: { agree: 'yes', reserve: 'no' },
    result: (_: Read, states: readonly string[]) => {
      if (states.includes('split')) return 'rejected'
      const isAgreed = isIn(states, 'noticing', 'noOwnersCommittee', 'committeeDecision', 'closed.decided', 'executing')
      return isAgreed ? 'passed' : null
    },
  },
  signatures: {
    title: { 'zh-CN': '业委会签字', en: 'Signatures of the owners’ committee' },
    on: 'committeeDecision',
    rule: () => moreThanHalf,
    members: (context: Read) => members(context),
    ballots: { signDecision: byChoice },
    result: (context: Read, states: readonly string[]) => {
      if (isIn(states, 'posting', 'noticing')) return 'passed'
      // A committee that declines to decide has not voted.
      return states.includes('jointMeeting') && context.routes.at(-1)?.to !== 'declined' ? 'rejected' : null
    },
  },
  owners: {
    title: { 'zh-CN': '业主表决', en: 'Vote of the owners' },
    on: 'voting',
    rule: ({ vote, parameters }: Read) => checkRule(ruleOf(vote?.matter ?? 'useOfFund', parameters)),
    counts: ({ vote, box, parameters }: Read) =>
      vote === null || box === null ? null : countBox(ruleOf(vote.matter, parameters), box),
    ballots: { vote: byChoice, enterBallot: byChoice },
    result: ({ vote }: Read, states: readonly string[]) =>
      states.includes('tallying') ? 'open' : (vote?.result ?? null),
  },
} as const
